"""A running installation: the real binary on a folder of its own, and the people who come to it."""

import itertools
import json
import os
import re
import signal
import socket
import subprocess
import threading
import time
from collections import namedtuple
from pathlib import Path
from urllib.parse import urljoin

import requests

from .html import Page

REPOSITORY = Path(__file__).resolve().parents[3]
BINARY = os.environ.get("AJAR_BIN") or str(REPOSITORY / "target" / "debug" / "ajar")
PASSWORD = "a long enough password"

User = namedtuple("User", "id mail name password token")


def _ports():
    """Below those that the system gives to connections, and another thousand for each worker: what is free stays free until it is taken."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    first = 18_000 + 1_000 * (worker % 10)
    begin = os.getpid() * 7 % 1_000
    return itertools.cycle(first + (begin + step) % 1_000 for step in range(1_000))


_PORTS = _ports()


def free_port():
    for port in itertools.islice(_PORTS, 1_000):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("no port is free")


class Desk:
    def __init__(self, folder, mailbox, base="", **environment):
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.mailbox = mailbox
        self.port = free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.url = self.origin + base
        self.log_file = self.folder / "server.log"
        self.process = None
        self.fails_on_purpose = None
        """What the log says of requests that a story makes fail, such as the address; any other failure is a bug."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("AJAR_")}
        self.environment = inherited | {
            "AJAR_DATA": str(self.folder / "data"),
            "AJAR_LISTEN": f"127.0.0.1:{self.port}",
            "AJAR_PUBLIC_URL": self.url,
            "AJAR_SMTP_URL": mailbox.url,
            "AJAR_MAIL_FROM": "Desk <desk@example.org>",
            "AJAR_LIMIT_NETWORK": "100000",
            "AJAR_LIMIT_ADDRESS": "1000",
            "NO_PROXY": "127.0.0.1",
        } | environment

    # The process

    def start(self, within=30):
        assert self.process is None
        with open(self.log_file, "ab") as log:
            start_of_log = log.tell()
            self.process = subprocess.Popen(
                [BINARY, "serve"], env=self.environment, cwd=self.folder, stdout=log, stderr=subprocess.STDOUT
            )
        until = time.monotonic() + within
        while True:
            said = self.log_file.read_bytes()[start_of_log:].decode(errors="replace")
            if heard := re.search(r"listening on (http://\S+)", said):
                break
            assert self.process.poll() is None, f"serve ended with {self.process.returncode}:\n{said}"
            assert time.monotonic() < until, f"serve does not listen after {within} s:\n{said}"
            time.sleep(0.02)
        assert heard[1].rstrip("/") == self.origin, heard[1]
        return self

    def kill(self):
        """kill -9."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process = None

    def stop(self):
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    @property
    def log(self):
        return self.log_file.read_text(errors="replace") if self.log_file.exists() else ""

    # The command line

    def cli(self, *arguments, stdin=None, fails=False, within=120):
        done = subprocess.run(
            [BINARY, *map(str, arguments)], env=self.environment, cwd=self.folder, input=stdin, text=True, capture_output=True, timeout=within
        )
        if not fails:
            assert done.returncode == 0, f"ajar {arguments}: {done.returncode}\n{done.stderr}"
            return done.stdout.strip()
        return done

    def user(self, mail, name, role, token=False, password=PASSWORD):
        id = self.cli("user", "add", "--mail", mail, "--name", name, "--role", role, "--password-stdin", stdin=password)
        secret = self.cli("token", "create", "--mail", mail, "--name", "tests") if token else None
        return User(int(id), mail, name, password, secret)

    def kit(self, title, slug, policy="approval", privacy="public", password=None):
        extra = ["--password-stdin"] if password else []
        return int(self.cli("kit", "create", "--title", title, "--slug", slug, "--privacy", privacy, "--policy", policy, *extra, stdin=password))

    def portal(self, title, slug, *kits, policy="inherit", privacy="public"):
        named = [word for kit in kits for word in ("--kit", kit)]
        return int(self.cli("portal", "create", "--title", title, "--slug", slug, "--privacy", privacy, "--policy", policy, *named))

    def bring_in(self, path, kit=None, **options):
        """Imports a file or a folder; the ids of the assets by their paths within it."""
        words = ["--kit", kit] if kit else []
        for name, value in options.items():
            words += [f"--{name}", value]
        told = [json.loads(line) for line in self.cli("import", path, *words, "--json").splitlines()]
        parent = Path(path).parent
        ids = {}
        for line in told:
            found = Path(line["path"])
            found = found if found.is_absolute() else parent / found
            ids[os.path.relpath(found, path if Path(path).is_dir() else parent)] = line["id"]
        self.last_import = told
        return ids

    def property(self, name, value):
        self.cli("property", "set", name, value)

    # The HTTP interface

    def api(self, method, path, user=None, session=None, **options):
        headers = dict(options.pop("headers", {}))
        if user is not None:
            headers["Authorization"] = f"Bearer {user.token}"
        call = (session or requests).request
        return call(method, self.url + path, headers=headers, timeout=options.pop("timeout", 30), **options)

    def all_requests(self, user, **filters):
        """Every download request that a user sees, by the API's list, page by page."""
        found, cursor = [], None
        while True:
            query = filters | {"size": 200} | ({"cursor": cursor} if cursor else {})
            answer = self.api("GET", "/api/dam/download-validation-requests", user, params=query)
            assert answer.status_code == 200, answer.text
            page = answer.json()
            found += page["items"]
            cursor = page["nextCursor"]
            if cursor is None:
                assert page["totalCount"] == len(found)
                return found

    def request(self, user, id):
        answer = self.api("GET", f"/api/dam/download-validation-requests/{id}", user)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def public_ask(self, mail, media_ids, first="Vera", last="Visitor", reason="for the press", **more):
        body = {"mediaIds": media_ids, "firstName": first, "lastName": last, "mail": mail, "reason": reason} | more
        return self.api("POST", "/api/public/download-validation-requests", json=body)

    def decide(self, user, id, decision, **more):
        return self.api("POST", f"/api/dam/download-validation-requests/{id}/decision", user, json={"decision": decision} | more)

    def visitor(self):
        return Visitor(self)


class Visitor:
    """Somebody with a browser without JavaScript, quick of hand."""

    def __init__(self, desk):
        self.desk = desk
        self.session = requests.Session()

    def address(self, path):
        if path.startswith("http"):
            return path
        # What pages say begins with the sub-path already.
        base = self.desk.url[len(self.desk.origin):]
        return self.desk.origin + path if base and path.startswith(base + "/") else self.desk.url + path

    def get(self, path, **options):
        return self.session.get(self.address(path), timeout=30, **options)

    def page(self, path, status=200):
        answer = self.get(path)
        assert answer.status_code == status, f"{path}: {answer.status_code}\n{Page(answer.text).text[:600]}"
        page = Page(answer.text)
        page.url = answer.url
        return page

    def send(self, form, at, /, **values):
        """Sends a form as the page showed it, with some fields filled in."""
        pairs = form.filled(**values)
        address = urljoin(self.address(at), form.action)
        if form.method == "get":
            return self.session.get(address, params=pairs, timeout=30)
        origin = {"Origin": self.desk.origin}
        return self.session.post(address, data=pairs, headers=origin, timeout=30)

    def ask(self, place, mail, message="", assets=()):
        """Asks by the form of a place; the answer to it."""
        query = "&".join(f"mediaId={id}" for id in assets)
        path = f"{place}/request" + (f"?{query}" if query else "")
        form = self.page(path).form(having="mail")
        return self.send(form, path, mail=mail, message=message)

    def decide(self, link, decision, message=""):
        """Presses a button on the page that a responsible's link opens."""
        form = self.page(link).form(action=link[link.rindex("/decide/"):])
        return self.send(form, link, decision=decision, message=message)

    def sign_in(self, user):
        form = self.page("/admin/").form(having="password")
        answer = self.send(form, "/admin/", mail=user.mail, password=user.password)
        assert answer.status_code == 200 and "Sign out" in answer.text, Page(answer.text).text[:300]
        return self


def together(actions):
    """Does several things at the same instant; what each of them returned."""
    barrier = threading.Barrier(len(actions))
    results = [None] * len(actions)

    def run(number, action):
        barrier.wait()
        try:
            results[number] = action()
        except Exception as error:  # the story asserts on it
            results[number] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
