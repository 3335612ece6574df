"""The configuration for nginx in `docs/`, in the real one: Ajar decides, nginx sends the bytes."""

import os
import re
import socket
import subprocess
import time

import pytest
import requests

from support import files
from support.desk import REPOSITORY, free_port

SIZE = 3_000_017
NGINX = "/usr/sbin/nginx"


def adapted(desk, folder, port):
    """The file as it is shipped, but for its addresses, its certificate and where things lie."""
    text = (REPOSITORY / "docs" / "nginx.conf").read_text()
    for old, new in {
        "server 127.0.0.1:8080;": f"server 127.0.0.1:{desk.port};",
        "listen 443 ssl http2;": f"listen 127.0.0.1:{port};",
        "server_name desk.example.org;": "server_name _;",
        "/var/lib/ajar/files/": f"{desk.folder}/data/files/",
    }.items():
        assert old in text, old
        text = text.replace(old, new)
    text = re.sub(r"^\s*ssl_certificate.*$", "", text, flags=re.MULTILINE)
    places = " ".join(f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;" if os.geteuid() == 0 else ""
    return (
        f"{user} daemon off; pid {folder}/pid; error_log {folder}/error.log; events {{}}\n"
        f"http {{ access_log {folder}/access.log; {places}\n{text}\n}}"
    )


@pytest.fixture
def before(tmp_path):
    """nginx in front of a desk; its address."""
    running = []

    def stand(desk):
        port, folder = free_port(), tmp_path / "nginx"
        folder.mkdir()
        config = folder / "nginx.conf"
        config.write_text(adapted(desk, folder, port))
        process = subprocess.Popen([NGINX, "-c", config, "-p", folder], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        running.append(process)
        until = time.monotonic() + 20
        while True:
            assert process.poll() is None, process.stderr.read().decode()
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return f"http://127.0.0.1:{port}"
            except OSError:
                assert time.monotonic() < until, "nginx does not listen"
                time.sleep(0.02)

    yield stand
    for process in running:
        process.terminate()
        process.wait(20)


def test_nginx_sends_what_ajar_allows_and_nothing_else(installation, furnished, approved, before, tmp_path):
    desk = furnished(installation(AJAR_ACCEL_REDIRECT="/stored", AJAR_TRUSTED_PROXIES="127.0.0.1").start())
    content = files.noise(SIZE, 7)
    (tmp_path / "press photo.bin").write_bytes(content)
    ids = desk.bring_in(tmp_path / "press photo.bin", kit="press")
    cookie = approved(desk)
    origin = before(desk)
    address = f"{origin}/kits/press/assets/{ids['press photo.bin']}/download"

    def get(**headers):
        return requests.get(address, headers={"Cookie": cookie} | {name.replace("_", "-"): value for name, value in headers.items()}, timeout=60)

    assert requests.get(address, timeout=60).status_code == 403
    whole = get()
    assert (whole.status_code, whole.content) == (200, content)
    assert "X-Accel-Redirect" not in whole.headers
    assert "attachment" in whole.headers["Content-Disposition"] and "press%20photo.bin" in whole.headers["Content-Disposition"]
    assert whole.headers["Cache-Control"] == "private, no-store"
    assert whole.headers["X-Content-Type-Options"] == "nosniff"
    assert whole.headers["Accept-Ranges"] == "bytes"
    tag = whole.headers["ETag"]
    assert tag.startswith('"') and len(tag) == 66, "the tag is Ajar's: the hash of the content"
    part = get(Range="bytes=1000000-1999999")
    assert (part.status_code, part.content) == (206, content[1_000_000:2_000_000])
    assert part.headers["Content-Range"] == f"bytes 1000000-1999999/{SIZE}"
    resumed = get(Range="bytes=2000000-", If_Range=tag)
    assert (resumed.status_code, resumed.content) == (206, content[2_000_000:])
    other = get(Range="bytes=2000000-", If_Range='"another"')
    assert (other.status_code, other.content) == (200, content)
    assert get(If_None_Match=tag).status_code == 304
    beyond = get(Range=f"bytes={SIZE}-")
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{SIZE}")
    # Nobody gets at the files by the address that only Ajar may name.
    stored = next((desk.folder / "data" / "files").glob("??/*"))
    assert requests.get(f"{origin}/stored/{stored.parent.name}/{stored.name}", timeout=60).status_code == 404
