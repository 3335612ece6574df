"""Ajar as an operator runs it: the production binary on a folder of its own, its commands and its HTTP interface."""

import http.client
import json
import os
import shutil
import subprocess
import time
from pathlib import Path

from harness.folders import free_port
from harness.mailbox import Mailbox
from harness.processes import Failed, Process

# What a load test has to lift, because it comes from one network and one requester. Everything else is as it comes.
LIFTED = {
    "AJAR_LIMIT_NETWORK": "1000000000",
    "AJAR_LIMIT_ADDRESS": "1000000000",
    "AJAR_LIMIT_DOWNLOADS": "100000",
}

ADMIN = "admin@bench.example"
PASSWORD = "a long enough password"
REQUESTS = "/api/dam/download-validation-requests"
ASK = "/api/public/download-validation-requests"


class Ajar:
    """One installation. `database` names a PostgreSQL database; without it the records are in SQLite."""

    def __init__(self, binary, folder, database=None):
        self.binary = str(binary)
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.database = database
        self.port = free_port()
        self.process = None
        self.token = None

    @property
    def data(self):
        return self.folder / "data"

    @property
    def records(self):
        return self.data / "ajar.db"

    @property
    def mails(self):
        return self.folder / "mails"

    @property
    def origin(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def pid(self):
        return self.process.pid

    def environment(self):
        settings = {name: value for name, value in os.environ.items() if not name.startswith("AJAR_")}
        settings |= LIFTED | {
            "AJAR_DATA": str(self.data),
            "AJAR_LISTEN": f"127.0.0.1:{self.port}",
            "AJAR_PUBLIC_URL": self.origin,
            "AJAR_SMTP_URL": f"file:{self.mails}",
            "AJAR_MAIL_FROM": "Desk <desk@bench.example>",
        }
        if self.database:
            settings["AJAR_DATABASE_URL"] = self.database
        return settings

    # The command line

    def cli(self, *words, stdin=None):
        done = subprocess.run(
            [self.binary, *map(str, words)],
            env=self.environment(), cwd=self.folder, input=stdin, text=True, capture_output=True,
        )  # fmt: skip
        if done.returncode:
            raise Failed(f"ajar {' '.join(map(str, words[:3]))}: {done.returncode}\n{done.stderr[-2000:]}")
        return done.stdout.strip()

    def people(self):
        """An admin with a token, and public requests switched on."""
        self.cli("user", "add", "--mail", ADMIN, "--name", "Ada Admin", "--role", "admin", "--password-stdin", stdin=PASSWORD)
        self.token = self.cli("token", "create", "--mail", ADMIN, "--name", "bench")
        self.cli("property", "set", "ENABLE_PUBLIC_DOWNLOAD_REQUEST", "true")
        return self

    def kit(self, slug, policy="approval"):
        words = ("--title", f"Kit {slug}", "--slug", slug, "--privacy", "public", "--policy", policy)
        return int(self.cli("kit", "create", *words))

    def bring_in(self, path, kit):
        """Imports a file or a folder into a kit; the ids of the assets in the order of their paths."""
        lines = [json.loads(line) for line in self.cli("import", path, "--kit", kit, "--json").splitlines()]
        return [line["id"] for line in sorted(lines, key=lambda line: line["path"])]

    def blob_of_size(self, size):
        """The stored file of this size, so that a peer can serve the very same bytes from the same pages of memory."""
        found = [file for file in (self.data / "files").rglob("*") if file.is_file() and file.stat().st_size == size]
        if not found:
            raise Failed(f"no stored file has {size} bytes")
        return found[0]

    # The process

    def start(self, within=60):
        """Serves until the first 200 on /health/ready."""
        env = self.environment()
        self.process = Process("ajar", [self.binary, "serve"], self.folder / "ajar.log", env, self.folder)
        until = time.monotonic() + within
        while True:
            try:
                if self.call("GET", "/health/ready")[0] == 200:
                    return self
            except OSError:
                pass
            self.process.must_live()
            if time.monotonic() > until:
                raise Failed(f"ajar is not ready after {within} s:\n{self.process.said()}")
            time.sleep(0.005)

    def stop(self):
        if self.process:
            self.process.stop(within=40)
            self.process = None

    def kill(self):
        if self.process:
            self.process.kill()
            self.process = None

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.kill()

    def copy(self, folder):
        """The same installation again, stopped, for a measurement that writes."""
        other = Ajar(self.binary, folder, self.database)
        other.token = self.token
        shutil.copytree(self.data, other.data, dirs_exist_ok=True)
        return other

    # The HTTP interface

    def call(self, method, path, body=None, headers=None, timeout=600):
        """One call on a connection of its own; status, headers and body."""
        return call(self.port, method, path, body, headers, timeout)

    def api(self, method, path, body=None, expect=(200, 201)):
        status, _, content = self.call(method, path, body, {"Authorization": f"Bearer {self.token}"})
        if status not in expect:
            raise Failed(f"{method} {path}: {status} {content[:500]!r}")
        return json.loads(content) if content else None

    def ask(self, mail, kit, media_ids, reason="For a measurement"):
        body = {"mail": mail, "firstName": "Vera", "lastName": "Visitor", "reason": reason, "mediaIds": media_ids, "kitId": kit}
        status, _, content = self.call("POST", ASK, body)
        if status != 201:
            raise Failed(f"asking: {status} {content[:500]!r}")
        return json.loads(content)

    def approve_all(self):
        return self.api("POST", f"{REQUESTS}/decisions", {"filter": {"status": ["pending"]}, "decision": "approve"})

    def total(self, query=""):
        return self.api("GET", f"{REQUESTS}?size=1{query}")["totalCount"]

    def cookie_of(self, mail, within=60):
        """Picks up what was approved, by the link in the mail as its reader would; the cookie of the proven browser."""
        link = Mailbox(self.mails).link(mail, r"/pickup/[^\s\"<>]+", within)
        status, headers, _ = self.call("GET", link)
        cookie = headers.get("set-cookie", "").partition(";")[0]
        if status not in (302, 303) or not cookie:
            raise Failed(f"the pick-up link answers {status} with cookie {cookie!r}")
        return cookie

    def proven(self, mail, kit, media_ids):
        """A requester who asked, was approved and came by the link; their cookie."""
        self.ask(mail, kit, media_ids)
        self.approve_all()
        return self.cookie_of(mail)


def call(port, method, path, body=None, headers=None, timeout=600):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        headers = dict(headers or {})
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
            headers.setdefault("Content-Type", "application/json")
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()
