"""What operators get: numbers, alerts, a dashboard, a unit, an image, a manual page, a log, and an orderly end."""

import json
import re
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from support import files
from support.desk import BINARY, REPOSITORY
from support.mail import link

OPS = REPOSITORY / "ops"


def run(*words, **options):
    done = subprocess.run([str(word) for word in words], capture_output=True, text=True, timeout=60, **options)
    assert done.returncode == 0, f"{words}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout + done.stderr


def metrics(desk):
    answer = requests.get(desk.url + "/metrics", timeout=30)
    assert answer.status_code == 200, answer.text
    return answer.text


def number(text, name):
    """The number that stands under a name with its labels."""
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    assert found, f"{name} is not in\n{text}"
    return float(found[1])


def families(text):
    return set(re.findall(r"^# TYPE (\w+) ", text, re.MULTILINE))


def asked_for(text):
    """Names of numbers in expressions or prose; a histogram's come with an ending."""
    names = re.findall(r"\b(?:ajar|process)_[a-z_]+\b", text)
    return {re.sub(r"_(bucket|sum|count)$", "", name) if name.startswith("ajar_http_answer_seconds") else name for name in names}


# Numbers


def test_prometheus_takes_the_numbers_and_the_alerts(desk, tmp_path):
    text = metrics(desk)
    run("promtool", "check", "metrics", input=text)
    assert "12 rules found" in run("promtool", "check", "rules", OPS / "alerts.yml")
    run("promtool", "check", "config", OPS / "prometheus.yml")
    # Each question of the dashboard as a rule, since nothing else reads them without a Grafana.
    questions = [target["expr"] for panel in dashboard()["panels"] for target in panel.get("targets", [])]
    rules = [
        {"record": f"panel:{at}", "expr": expr.replace("$__rate_interval", "5m").replace("$instance", ".*")}
        for at, expr in enumerate(questions)
    ]
    path = tmp_path / "panels.json"
    path.write_text(json.dumps({"groups": [{"name": "panels", "rules": rules}]}))
    run("promtool", "check", "rules", path)


def dashboard():
    return json.loads((OPS / "grafana.json").read_text())


# What is scraped minute by minute where something is wrong, and after how many minutes somebody hears of it.
WRONG = {
    "AjarDown": (5, {'up{job="ajar"}': "0x10"}),
    "AjarDatabaseSilent": (4, {"ajar_database_up{}": "0x10"}),
    "AjarFails": (15, {'ajar_http_answers_total{route="page",status="5xx"}': "0+60x20"}),
    "AjarDownloadsBreak": (10, {"ajar_download_failures_total{}": "0x5 1x10"}),
    "AjarMailsLate": (10, {'ajar_outbox_late_seconds{kind="mail"}': "700x20"}),
    "AjarMailServerFails": (45, {'ajar_mails_total{outcome="failed"}': "0+1x60", 'ajar_mails_total{outcome="sent"}': "5x60"}),
    "AjarMailsHeld": (1500, {"ajar_mails_held{}": "1x1600"}),
    "AjarWorkGivenUp": (30, {'ajar_outbox_given_up{kind="mail"}': "0x10 1x60"}),
    "AjarPreviewsWait": (3, {'ajar_outbox_late_seconds{kind="preview"}': "4000x5"}),
    "AjarRequestsWait": (3, {"ajar_requests_oldest_pending_seconds{}": "260000x5"}),
    "AjarSlow": (40, {'ajar_http_answer_seconds_bucket{route="page",le="1"}': "0x60", 'ajar_http_answer_seconds_bucket{route="page",le="2.5"}': "0+10x60", 'ajar_http_answer_seconds_bucket{route="page",le="+Inf"}': "0+10x60"}),
    "AjarManyFiles": (10, {'process_open_fds{job="ajar"}': "900x20", 'process_max_fds{job="ajar"}': "1000x20"}),
}
WELL = {
    'up{job="ajar"}': "1x60",
    "ajar_database_up{}": "1x60",
    'ajar_http_answers_total{route="page",status="5xx"}': "3x60",
    'ajar_http_answer_seconds_bucket{route="page",le="1"}': "0+10x60",
    'ajar_http_answer_seconds_bucket{route="page",le="+Inf"}': "0+10x60",
    "ajar_download_failures_total{}": "1x60",
    'ajar_outbox_late_seconds{kind="mail"}': "2x60",
    'ajar_outbox_late_seconds{kind="preview"}': "700x60",
    'ajar_outbox_given_up{kind="mail"}': "4x60",
    'ajar_mails_total{outcome="failed"}': "0+1x60",
    'ajar_mails_total{outcome="sent"}': "0+2x60",
    "ajar_mails_held{}": "0x60",
    "ajar_requests_oldest_pending_seconds{}": "90000x60",
    'process_open_fds{job="ajar"}': "90x60",
    'process_max_fds{job="ajar"}': "1000x60",
}


def test_every_alert_is_heard_when_something_is_wrong_and_none_when_all_is_well(tmp_path):
    def case(series, minutes, firing, names):
        at = {"labels": "{}", "value": firing}
        ask = {"expr": f'count(ALERTS{{alertname=~"{names}",alertstate="firing"}}) or vector(0)', "eval_time": f"{minutes}m", "exp_samples": [at]}
        return {"interval": "1m", "input_series": [{"series": name, "values": values} for name, values in series.items()], "promql_expr_test": [ask]}

    known = re.findall(r"- alert: (\w+)", (OPS / "alerts.yml").read_text())
    assert set(known) == set(WRONG)
    cases = [case(series, minutes, 1, name) for name, (minutes, series) in WRONG.items()] + [case(WELL, 55, 0, "Ajar.*")]
    path = tmp_path / "cases.json"
    path.write_text(json.dumps({"rule_files": [str(OPS / "alerts.yml")], "evaluation_interval": "1m", "tests": cases}))
    run("promtool", "test", "rules", path)


def test_only_numbers_that_there_are_are_asked_for_and_each_is_explained(desk):
    there = families(metrics(desk))
    alerts = asked_for((OPS / "alerts.yml").read_text())
    panels = asked_for(json.dumps([target["expr"] for panel in dashboard()["panels"] for target in panel.get("targets", [])]))
    assert alerts and alerts <= there, alerts - there
    assert panels <= there, panels - there
    own = {name for name in there if name.startswith("ajar_")}
    assert own <= panels, f"on no panel: {own - panels}"
    page = asked_for((REPOSITORY / "docs" / "operate.md").read_text()) - {"process_"}
    assert page == own, page ^ own


def test_the_dashboard_is_laid_out():
    panels = dashboard()["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    taken = set()
    for panel in panels:
        at = panel["gridPos"]
        cells = {(x, y) for x in range(at["x"], at["x"] + at["w"]) for y in range(at["y"], at["y"] + at["h"])}
        assert not cells & taken and at["x"] + at["w"] <= 24, panel["title"]
        taken |= cells


# The unit and the image


@pytest.fixture
def unit(tmp_path):
    """The unit, with the program where it is here."""
    text = (OPS / "ajar.service").read_text()
    assert "ExecStart=/usr/local/bin/ajar serve" in text
    path = tmp_path / "ajar.service"
    path.write_text(text.replace("/usr/local/bin/ajar", BINARY))
    return path


def test_the_unit_is_sound_and_closed(unit):
    assert run("systemd-analyze", "verify", unit) == ""
    said = run("systemd-analyze", "security", "--offline=true", "--threshold=15", unit)
    assert re.search(r"exposure level for ajar.service: 1\.\d OK", said), said
    # The manual says how long it may take to end; the unit must not be quicker.
    grace = int(re.search(r'key: "shutdown_grace".*?default: "(\d+)"', (REPOSITORY / "crates/cli/src/config/settings.rs").read_text(), re.DOTALL)[1])
    assert int(re.search(r"TimeoutStopSec=(\d+)", unit.read_text())[1]) > grace


def test_the_unit_runs_what_the_program_knows(unit):
    words = re.search(r"ExecStart=(.*)", unit.read_text())[1].split()
    run(*words, "--help")
    named = set(re.findall(r"Environment=(\w+)=", unit.read_text()))
    assert named <= set(re.findall(r"Environment: (\w+);", (REPOSITORY / "ajar.example.toml").read_text()))


def test_the_image_and_its_company_are_sound():
    scripts = Path(sys.executable).parent
    run(scripts / "check-jsonschema", "--builtin-schema", "vendor.compose-spec", OPS / "compose.yml")
    run(scripts / "hadolint", OPS / "Dockerfile")
    settings = set(re.findall(r"Environment: (\w+);", (REPOSITORY / "ajar.example.toml").read_text()))
    for name in ("compose.yml", "Dockerfile"):
        named = set(re.findall(r"\b(AJAR_\w+)[:=]", (OPS / name).read_text()))
        assert named and named <= settings, named - settings


# What the program prints of itself


def test_the_manual_page_reads_without_a_warning(tmp_path):
    page = tmp_path / "ajar.1"
    page.write_text(run(BINARY, "man"))
    assert run("groff", "-man", "-Tutf8", "-ww", "-z", page) == ""
    shown = " ".join(run("groff", "-man", "-Tascii", "-P-cbou", "-rHY=0", page).split())
    for words in ("ajar-kit-create", "--policy", "Exit status: 0 done"):
        assert words in shown, words
    # Each setting with its words, once.
    for name in re.findall(r"Environment: (\w+);", (REPOSITORY / "ajar.example.toml").read_text()):
        assert shown.count(f"[env: {name}]") == 1, name


def test_bash_completes_the_command_line(tmp_path):
    script = tmp_path / "ajar.bash"
    script.write_text(run(BINARY, "completions", "bash"))
    ask = f"""
        set -u
        source {script}
        complete -p ajar
        COMP_WORDS=(ajar kit cr); COMP_CWORD=2
        _ajar ajar cr kit
        printf '%s\\n' "${{COMPREPLY[@]}}"
    """
    said = run("bash", "-c", ask).split("\n")
    assert "_ajar" in said[0] and "create" in said, said


# The log


STORY = {"mail": "vera.lind@press.example", "reason": "An unusual reason with saffron", "message": "Denied because of the zeppelin"}


def tell(desk):
    """A story in which everybody says and does something; every secret and every word that came up in it."""
    (desk.folder / "quokka-portrait.txt").write_bytes(b"some bytes")
    # As mail servers do, it says the address again.
    desk.mailbox.answer = lambda address: address.startswith("gone") and f"550 5.1.1 <{address}>: Recipient address rejected"
    admin = desk.user("ada.winther@example.org", "Ada Winther", "admin", token=True)
    rita = desk.user("rita.stern@example.org", "Rita Stern", "responsible", token=True)
    desk.kit("Quokka kit", "quokka", "approval")
    ids = desk.bring_in(desk.folder / "quokka-portrait.txt", kit="quokka")
    desk.property("ENABLE_PUBLIC_DOWNLOAD_REQUEST", "true")
    [asset] = ids.values()
    visitor = desk.visitor()
    visitor.ask("/kits/quokka", STORY["mail"], STORY["reason"])
    public = desk.public_ask("max.muster@press.example", [asset], first="Maximilian", last="Musterfrau", reason=STORY["reason"]).json()
    desk.mailbox.wait_for_mail(rita.mail, "asks for", 2)
    [review] = [mail for mail in desk.mailbox.to(rita.mail, "asks for") if STORY["mail"] in mail.text]
    decide = link(review, "/decide/")
    desk.visitor().page(decide)
    desk.visitor().decide(decide, "deny", STORY["message"])
    visitor.get(f"/requests/{public['reference']}")
    asked = next(each for each in desk.all_requests(rita) if each["requester"]["mail"] == "max.muster@press.example")
    assert desk.decide(rita, asked["id"], "approve", message=STORY["message"]).status_code == 200
    pickup = link(desk.mailbox.wait_for_mail("max.muster@press.example", "Approved"), "/pickup/")
    requester = desk.visitor()
    requester.page(pickup)
    assert requester.get(f"/kits/quokka/assets/{asset}/download").status_code == 200
    # What goes wrong says more than what goes well.
    wrong = desk.visitor()
    form = wrong.page("/admin/").form(having="password")
    wrong.send(form, "/admin/", mail=admin.mail, password="a wrong password")
    wrong.get("/pickup/not-a-real-secret?mail=somebody@press.example")
    desk.api("GET", "/api/dam/users", headers={"Authorization": "Bearer not-a-real-token"})
    desk.public_ask("max.muster@press.example", [asset], first="Someone", last="Else")
    desk.api("POST", "/api/dam/kits", admin, data=b'{"title": "An unfinished thought', headers={"Content-Type": "application/json"})
    desk.public_ask("gone.away@press.example", [asset], first="Gina", last="Gone", reason=STORY["reason"])
    cookies = [cookie.value for cookie in requester.session.cookies]
    secrets = [admin.token, rita.token, admin.password, "a wrong password", public["reference"], *cookies]
    secrets += [each.rsplit("/", 1)[1] for each in (decide, pickup)]
    people = ["@press.example", admin.mail, rita.mail, "Vera", "Lind", "Winther", "Stern", "Maximilian", "Musterfrau", "Gina"]
    words = ["saffron", "zeppelin", "not-a-real", "somebody", "Someone", "unfinished", "quokka", "Quokka", "gone.away"]
    return secrets + people + words


@pytest.mark.parametrize("how", ["text", "json"])
def test_the_log_says_nothing_of_anybody(installation, how):
    desk = installation(AJAR_LOG_FORMAT=how, AJAR_MAIL_FROM="Desk <desk@desk.example>")
    if how == "json":
        # The line that says where it listens is one object.
        start_json(desk)
    else:
        desk.start()
    unspoken = tell(desk)
    until = time.monotonic() + 20
    while not all(words in desk.log for words in ("a mail was sent", "a job failed for good")):
        assert time.monotonic() < until, desk.log
        time.sleep(0.1)
    desk.stop()
    lines = desk.log.splitlines()
    assert len(lines) > 5
    for word in unspoken:
        found = [line for line in lines if word in line]
        assert not found, f"{word}:\n" + "\n".join(found)
    if how == "json":
        told = [json.loads(line) for line in lines]
        assert all({"timestamp", "level", "message", "target"} <= set(line) for line in told), lines


def start_json(desk):
    """As `start`, for a log of objects."""
    with open(desk.log_file, "ab") as log:
        desk.process = subprocess.Popen([BINARY, "serve"], env=desk.environment, cwd=desk.folder, stdout=log, stderr=subprocess.STDOUT)
    until = time.monotonic() + 30
    while "listening on http://" not in desk.log:
        assert desk.process.poll() is None and time.monotonic() < until, desk.log
        time.sleep(0.02)
    assert json.loads(desk.log.splitlines()[0])["message"] == f"listening on {desk.origin}"


def test_a_line_about_a_request_has_the_name_that_its_answer_carried(installation):
    desk = installation(AJAR_LOG_FORMAT="json")
    start_json(desk)
    desk.kit("Press", "press", "open")
    path = desk.folder / "gone.bin"
    path.write_bytes(files.noise(600_000, 3))
    [asset] = desk.bring_in(path, kit="press").values()
    for stored in (desk.folder / "data" / "files").glob("??/*"):
        stored.unlink()
    desk.fails_on_purpose = "/download"
    answer = requests.get(f"{desk.url}/kits/press/assets/{asset}/download", headers={"X-Request-Id": "edge-42", "Accept": "application/json"}, timeout=30)
    assert (answer.status_code, answer.headers["X-Request-Id"], answer.json()["requestId"]) == (500, "edge-42", "edge-42")
    [failed] = [json.loads(line) for line in desk.log.splitlines() if "a request failed" in line]
    assert failed["span"] == {"id": "edge-42", "name": "request"} and failed["level"] == "ERROR", failed


# The end


def begin_download(desk, path):
    """A download whose head is here, and whose bytes nobody takes yet."""
    line = socket.create_connection(("127.0.0.1", desk.port), 30)
    line.settimeout(30)
    line.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{desk.port}\r\n\r\n".encode())
    head = b""
    while b"\r\n\r\n" not in head:
        head += line.recv(1024)
    head, body = head.split(b"\r\n\r\n", 1)
    assert b" 200 " in head.split(b"\r\n")[0], head
    return line, body


@pytest.fixture
def downloading(installation):
    """A desk with a file that is larger than what systems hold for a connection, and a download of it under way."""

    def begin(**environment):
        desk = installation(**environment).start()
        desk.kit("Press", "press", "open")
        path = desk.folder / "film.bin"
        content = files.noise(48_000_000, 11)
        path.write_bytes(content)
        [asset] = desk.bring_in(path, kit="press").values()
        line, body = begin_download(desk, f"/kits/press/assets/{asset}/download")
        return desk, content, line, body

    return begin


def test_told_to_stop_it_lets_downloads_finish_and_says_that_it_is_not_ready(downloading):
    desk, content, line, body = downloading(AJAR_SHUTDOWN_GRACE="60")
    assert number(metrics(desk), "ajar_downloads_open") == 1
    desk.process.terminate()
    until = time.monotonic() + 10
    while (answer := requests.get(desk.url + "/health/ready", timeout=10)).status_code != 503:
        assert time.monotonic() < until
        time.sleep(0.05)
    assert int(answer.headers["Retry-After"]) > 0 and answer.text == "stopping\n"
    assert requests.get(desk.url + "/kits/press", timeout=10).status_code == 503
    assert requests.get(desk.url + "/health/live", timeout=10).status_code == 200
    while len(body) < len(content):
        some = line.recv(1 << 20)
        assert some, f"broken off after {len(body)} bytes"
        body += some
    assert body == content
    assert desk.process.wait(20) == 0
    desk.process = None


def test_it_waits_for_a_stalled_download_no_longer_than_it_was_told(downloading):
    desk, _, line, _ = downloading(AJAR_SHUTDOWN_GRACE="1")
    begun = time.monotonic()
    desk.process.terminate()
    assert desk.process.wait(20) == 0
    assert 0.9 < time.monotonic() - begun < 10
    desk.process = None
    assert "still under way is broken off" in desk.log
    line.close()


def test_with_nothing_under_way_it_ends_at_once(desk):
    requests.get(desk.url + "/", timeout=10)
    begun = time.monotonic()
    desk.process.terminate()
    assert desk.process.wait(20) == 0
    assert time.monotonic() - begun < 5
    desk.process = None


def test_records_of_a_newer_version_are_refused_in_clear_words(installation):
    desk = installation()
    desk.cli("property", "list")
    database = desk.folder / "data" / "ajar.db"
    with sqlite3.connect(database) as records:
        records.execute(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) "
            "SELECT 9999, 'later', success, checksum, 0 FROM _sqlx_migrations WHERE version = 1"
        )
    records.close()
    for words in (["serve"], ["worker"], ["property", "list"]):
        said = desk.cli(*words, fails=True)
        assert (said.returncode, said.stdout) == (1, ""), said.stderr
        for part in ("AJAR_DATABASE_URL", "newer version of Ajar", "9999", "nothing was changed", "restore a backup"):
            assert part in said.stderr, said.stderr
