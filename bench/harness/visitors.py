"""The people of the soak: each does one thing over and over, with a little rest, and notes how long it took."""

import http.client
import json
import random
import socket
import struct
import threading
import time
import uuid

from harness.ajar import ASK, REQUESTS


class Notes:
    """What everybody saw, together."""

    def __init__(self):
        self.lock = threading.Lock()
        self.took = {}
        self.wrong = []
        self.server_errors = 0
        self.vanished = 0

    def add(self, kind, seconds, status, expected, detail=""):
        with self.lock:
            self.took.setdefault(kind, []).append(seconds * 1e3)
            self.server_errors += status >= 500
            if status not in expected:
                self.wrong.append(f"{kind}: {status} {detail}"[:300])

    def broke(self, kind, error):
        with self.lock:
            self.wrong.append(f"{kind}: {type(error).__name__} {error}"[:300])


class Person(threading.Thread):
    """One of them, on a connection of their own that is kept as a browser keeps it."""

    rest = 0.05

    def __init__(self, desk, notes, stop):
        super().__init__(daemon=True)
        self.desk, self.notes, self.stop = desk, notes, stop
        self.draw = random.Random(self.name)
        self.connection = None

    def run(self):
        while not self.stop.is_set():
            try:
                self.act()
            except Exception as error:  # what goes wrong is counted, and the others go on
                self.notes.broke(type(self).__name__.lower(), error)
                self.hang_up()
            self.stop.wait(self.rest * self.draw.uniform(0.5, 1.5))
        self.hang_up()

    def hang_up(self):
        if self.connection:
            self.connection.close()
            self.connection = None

    def call(self, kind, method, path, body=None, headers=None, expected=(200,), length=None):
        """A call whose status, and length where it is known, have to be right."""
        self.connection = self.connection or http.client.HTTPConnection("127.0.0.1", self.desk.ajar.port, timeout=120)
        headers = dict(headers or {})
        if body is not None:
            body = json.dumps(body)
            headers["Content-Type"] = "application/json"
        begun = time.monotonic()
        self.connection.request(method, path, body=body, headers=headers)
        answer = self.connection.getresponse()
        content = answer.read()
        short = length is not None and len(content) != length
        self.notes.add(kind, time.monotonic() - begun, 0 if short else answer.status, expected, f"{path} {content[:120]!r}")
        return answer.status, dict(answer.getheaders()), content

    def api(self, kind, method, path, body=None, expected=(200,)):
        _, _, content = self.call(kind, method, path, body, {"Authorization": f"Bearer {self.desk.ajar.token}"}, expected)
        return json.loads(content) if content else {}

    def ask(self, kind, mail):
        body = {
            "mail": mail, "firstName": "Vera", "lastName": "Visitor", "reason": "For the autumn issue",
            "mediaIds": [self.desk.ids["small.bin"]], "kitId": self.desk.kit,
        }  # fmt: skip
        self.call(kind, "POST", ASK, body, expected=(201,))


def address():
    return f"v{uuid.uuid4().hex[:16]}@press.example"


class Browser(Person):
    def act(self):
        path = self.draw.choice(["/", f"/kits/{self.desk.slug}", f"/kits/{self.desk.slug}/assets/{self.desk.ids['small.bin']}"])
        self.call("browse", "GET", path)


class Asker(Person):
    rest = 0.2

    def act(self):
        self.ask("ask", address())


class Decider(Person):
    rest = 1

    def act(self):
        # Only what came from the askers: the revokers decide their own.
        listed = self.api("list", "GET", f"{REQUESTS}?status=pending&size=50&sort=created&q=press.example")
        ids = [item["id"] for item in listed["items"] if item["requester"]["mail"].startswith("v")]
        if ids:
            self.api("decide one", "POST", f"{REQUESTS}/{ids[0]}/decision", {"decision": self.draw.choice(["approve", "deny"])}, (200, 409))
        if len(ids) > 1:
            self.api("decide many", "POST", f"{REQUESTS}/decisions", {"ids": ids[1:], "decision": "approve"})


class Downloader(Person):
    def act(self):
        name = self.draw.choices(["small.bin", "mid.bin", "range", "zip"], [12, 3, 4, 1])[0]
        cookie = {"Cookie": self.desk.cookie}
        if name == "zip":
            self.call("download ZIP", "GET", f"/kits/{self.desk.slug}/download", headers=cookie, length=self.desk.zip_length)
        elif name == "range":
            size = self.desk.sizes["mid.bin"]
            first = self.draw.randrange(size - 65_536)
            cookie["Range"] = f"bytes={first}-{first + 65_535}"
            self.call("download range", "GET", self.desk.path("mid.bin"), headers=cookie, expected=(206,), length=65_536)
        else:
            size = self.desk.sizes[name]
            kind = "download 20 KB" if name == "small.bin" else "download 5 MB"
            self.call(kind, "GET", self.desk.path(name), headers=cookie, length=size)


class Revoker(Person):
    """The whole way: asks, is approved, comes by the mail's link, downloads, is revoked, and is refused at once."""

    rest = 2

    def act(self):
        mail = address().replace("v", "r", 1)
        self.ask("ask", mail)
        found = self.api("look up", "GET", f"{REQUESTS}?mail={mail}")["items"][0]["id"]
        self.api("decide one", "POST", f"{REQUESTS}/{found}/decision", {"decision": "approve"})
        begun = time.monotonic()
        link = self.desk.mailbox.link(mail, r"/pickup/[^\s\"<>]+")
        self.notes.add("mail after a decision", time.monotonic() - begun, 200, (200,))
        _, headers, _ = self.call("pick up", "GET", link, expected=(303,))
        cookie = {"Cookie": next(value for name, value in headers.items() if name.lower() == "set-cookie").partition(";")[0]}
        path = self.desk.path("small.bin")
        self.call("download 20 KB", "GET", path, headers=cookie, length=self.desk.sizes["small.bin"])
        self.api("revoke", "POST", f"{REQUESTS}/{found}/revocation", {"message": "The licence ended."})
        self.call("refused after a revocation", "GET", path, headers=cookie, expected=(403,))


class Slow(Person):
    """Reads a file of 5 MB at two megabytes a second, to its end."""

    def act(self):
        begun = time.monotonic()
        with plain(self.desk, "mid.bin") as link:
            received = 0
            while piece := link.recv(65_536):
                received += len(piece)
                if self.stop.wait(0.03):
                    return
        whole = received > self.desk.sizes["mid.bin"]
        self.notes.add("slow download 5 MB", time.monotonic() - begun, 200 if whole else 0, (200,))


class Crawling(Person):
    """Reads three bytes a second of an archive, for a minute; the server must not end it meanwhile."""

    def act(self):
        with plain(self.desk, "zip", buffer=4096) as link:
            if not link.recv(64).startswith(b"HTTP/1.1 200"):
                raise ConnectionError("a download that crawls does not begin")
            until = time.monotonic() + 60
            while time.monotonic() < until and not self.stop.wait(1):
                if not link.recv(3):
                    raise ConnectionError("a download that crawls was ended by the server")


class Vanishing(Person):
    """Goes away in the middle: without a word, or with an ordinary end; sometimes before a byte was read."""

    rest = 0.1

    def act(self):
        with plain(self.desk, self.draw.choice(["mid.bin", "zip"])) as link:
            if wanted := self.draw.choice([0, 1, 1_000, 300_000]):
                link.recv(wanted)
            if self.draw.random() < 0.5:
                link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        with self.notes.lock:
            self.notes.vanished += 1


def plain(desk, name, buffer=None):
    """A download of a file, or of the archive, of which nothing is read yet."""
    path = f"/kits/{desk.slug}/download" if name == "zip" else desk.path(name)
    link = socket.socket()
    if buffer:
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    link.settimeout(60)
    link.connect(("127.0.0.1", desk.ajar.port))
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{desk.ajar.port}", f"Cookie: {desk.cookie}", "Connection: close"]
    link.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
    return link


EVERYBODY = [(Browser, 3), (Asker, 2), (Decider, 1), (Downloader, 4), (Revoker, 2), (Slow, 3), (Crawling, 4), (Vanishing, 2)]
