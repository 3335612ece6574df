"""The configuration for Caddy in `docs/`, in the real one: who comes is known, and bytes pass as they come."""

import hashlib
import os
import re
import socket
import subprocess
import time

import pytest
import requests
from requests.adapters import HTTPAdapter

from support import files
from support.desk import REPOSITORY, free_port

CADDY = "/usr/bin/caddy"
LARGE = 64_000_000


def adapted(here, below):
    """The file as it is shipped, but for its addresses: (port of Caddy, port of Ajar) of the host and of the path."""
    text = (REPOSITORY / "docs" / "Caddyfile").read_text()
    for old, new in {
        "desk.example.org {": f"http://127.0.0.1:{here[0]} {{",
        "www.example.org {": f"http://127.0.0.1:{below[0]} {{",
        "reverse_proxy 127.0.0.1:8080 {": f"reverse_proxy 127.0.0.1:{here[1]} {{",
        "reverse_proxy 127.0.0.1:8081 {": f"reverse_proxy 127.0.0.1:{below[1]} {{",
    }.items():
        assert len(re.findall(rf"^\s*{re.escape(old)}$", text, re.MULTILINE)) == 1, old
        text = re.sub(rf"^(\s*){re.escape(old)}$", rf"\g<1>{new}", text, flags=re.MULTILINE)
    return "{\n\tadmin off\n\tauto_https off\n}\n" + text


@pytest.fixture
def before(tmp_path):
    """Caddy in front of desks."""
    running = []

    def stand(here, below):
        folder = tmp_path / "caddy"
        folder.mkdir()
        config = folder / "Caddyfile"
        config.write_text(adapted(here, below))
        environment = os.environ | {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "XDG_DATA_HOME": str(folder)}
        with open(folder / "log", "wb") as log:
            process = subprocess.Popen([CADDY, "run", "--config", config, "--adapter", "caddyfile"], env=environment, stdout=log, stderr=log)
        running.append(process)
        until = time.monotonic() + 20
        while True:
            assert process.poll() is None, (folder / "log").read_text()
            try:
                for port, _ in (here, below):
                    socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                assert time.monotonic() < until, "Caddy does not listen"
                time.sleep(0.02)

    yield stand
    for process in running:
        process.terminate()
        process.wait(20)


class From(HTTPAdapter):
    """Somebody who comes from an address of their own."""

    def __init__(self, address):
        self.address = address
        super().__init__()

    def init_poolmanager(self, *words, **options):
        super().init_poolmanager(*words, source_address=(self.address, 0), **options)


def somebody(address):
    session = requests.Session()
    session.mount("http://", From(address))
    return session


def given(desk):
    """How many bytes of downloads the desk has given away."""
    text = requests.get(f"http://127.0.0.1:{desk.port}{desk.url[len(desk.origin):]}/metrics", timeout=30).text
    return int(re.search(r"^ajar_download_bytes_total (\d+)$", text, re.MULTILINE)[1])


def test_caddy_says_who_comes_and_lets_bytes_through(installation, before, tmp_path):
    ports = free_port(), free_port()
    trusting = {"AJAR_TRUSTED_PROXIES": "127.0.0.1", "AJAR_METRICS_ALLOW": "127.0.0.1"}
    origin, beside = (f"http://127.0.0.1:{port}" for port in ports)
    desk = installation(AJAR_PUBLIC_URL=origin, **trusting).start()
    below = installation("/desk", AJAR_PUBLIC_URL=f"{beside}/desk", **trusting).start()
    before((ports[0], desk.port), (ports[1], below.port))
    manager = desk.user("mo@example.org", "Mo Adler", "manager", token=True)

    # Who comes: Caddy says it itself, whatever the client says.
    assert somebody("127.0.0.1").get(f"{origin}/metrics", timeout=30).status_code == 200
    stranger = somebody("127.0.0.2")
    assert stranger.get(f"{origin}/metrics", timeout=30).status_code == 404
    assert stranger.get(f"{origin}/metrics", headers={"X-Forwarded-For": "127.0.0.1"}, timeout=30).status_code == 404

    # Pages are pressed; a form is taken from its own origin, which is Caddy's.
    desk.kit("Press", "press", "open")
    page = stranger.get(f"{origin}/kits/press", timeout=30)
    assert (page.status_code, page.headers.get("Content-Encoding")) == (200, "gzip")
    for allowed, status in ((origin, 303), ("https://evil.example", 403)):
        answer = stranger.post(f"{origin}/language", data={"language": "fr"}, headers={"Origin": allowed}, allow_redirects=False, timeout=30)
        assert answer.status_code == status, (allowed, answer.text)

    # What is uploaded arrives whole, and what is downloaded flows: nobody in between swallows it for a slow reader.
    content = files.noise(LARGE, 5)
    upload = stranger.post(
        f"{origin}/api/dam/medias", data=content, timeout=120,
        headers={"Authorization": f"Bearer {manager.token}", "Content-Type": "application/octet-stream", "Content-Disposition": 'attachment; filename="film.bin"'},
    )
    assert upload.status_code == 201 and upload.json()["sha256"] == hashlib.sha256(content).hexdigest(), upload.text
    desk.bring_in(write(tmp_path / "film.bin", content), kit="press")
    [asset] = [each["id"] for each in desk.api("GET", f"/api/dam/medias?kitId=1", manager).json()["items"]]
    address = f"{origin}/kits/press/assets/{asset}/download"
    with stranger.get(address, headers={"Accept-Encoding": "gzip"}, stream=True, timeout=60) as slow:
        assert "Content-Encoding" not in slow.headers and int(slow.headers["Content-Length"]) == LARGE
        body = slow.raw.read(100_000)
        time.sleep(1)
        assert given(desk) < LARGE // 2, "somebody swallowed it"
        while some := slow.raw.read(1 << 20):
            body += some
    assert body == content
    part = stranger.get(address, headers={"Range": "bytes=1000000-1999999", "If-Range": slow.headers["ETag"]}, timeout=60)
    assert (part.status_code, part.content) == (206, content[1_000_000:2_000_000])

    # Below a path: everything of the desk, and nothing else.
    below.kit("Press", "press", "open")
    assert stranger.get(f"{beside}/desk/kits/press", timeout=30).status_code == 200
    assert stranger.get(f"{beside}/desk/health/ready", timeout=30).text == "ready\n"
    assert stranger.get(f"{beside}/desktop", timeout=30).text == "The rest of the site"


def write(path, content):
    path.write_bytes(content)
    return path
