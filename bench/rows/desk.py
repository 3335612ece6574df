"""Every page of a large desk, with its filters, as somebody waits for it who is signed in: `ajar demo --large`."""

import html
import os
import re
import statistics
import time
import urllib.parse

from harness.ajar import call
from harness.folders import free_port
from harness.keepalive import Client
from harness.measured import Line, Measured
from harness.processes import Failed, Process, settle
from harness.row import Row

MUST = 100
OPEN = "Ctrl-C ends the demo"
DAY = 86_400
REQUESTS, ASSETS, HISTORY = "/admin/users/download-requests", "/admin/assets", "/admin/history"
INSIGHT = ["", "/places", "/assets", "/formats", "/people", "/reasons", "/decisions"]


class Demo:
    """The demo on a folder of its own, and somebody who is signed in there."""

    def __init__(self, context):
        self.port = free_port()
        # The installation lies in a temporary folder, which goes with that of the row.
        env = {name: value for name, value in os.environ.items() if not name.startswith("AJAR_")} | {"TMPDIR": str(context.folder)}
        command = [context.binary, "demo", "--large", "--listen", f"127.0.0.1:{self.port}"]
        self.begun = time.monotonic()
        self.process = Process("ajar demo", command, context.folder / "demo.log", env, context.folder)

    def __enter__(self):
        try:
            self.wait(within=1_200)
            settle(self.process.pid, looks=6)
            self.client = Client(self.port, {"Cookie": self.sign_in()})
        except BaseException:
            self.process.kill()
            raise
        return self

    def __exit__(self, *_):
        self.process.stop(within=40)

    def wait(self, within):
        while OPEN not in self.process.log.read_text(errors="replace"):
            self.process.must_live()
            if time.monotonic() - self.begun > within:
                raise Failed(f"the demo is not open after {within} s:\n{self.process.said()}")
            time.sleep(0.1)
        self.filled_in = time.monotonic() - self.begun
        self.said = self.process.log.read_text(errors="replace")

    def sign_in(self):
        """The session's cookie of the admin whom the demo names."""
        mail = re.search(r"^ *(\S+@\S+) +admin\b", self.said, re.MULTILINE)
        password = re.search(r"the password of all is ([^)\s]+)", self.said)
        if not (mail and password):
            raise Failed(f"the demo names no admin:\n{self.said}")
        form = urllib.parse.urlencode({"mail": mail[1], "password": password[1]})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        status, headers, _ = call(self.port, "POST", "/admin/", form, headers)
        cookie = headers.get("set-cookie", "").partition(";")[0]
        if status != 303 or not cookie:
            raise Failed(f"signing in answers {status}")
        return cookie

    def get(self, path):
        """The seconds that a page takes, and the page."""
        took, status, body = self.client.get(path)
        if status != 200:
            raise Failed(f"{path}: {status} {body[:300]!r}")
        return took, body.decode()

    def found(self, path, pattern):
        """What a page has first of a pattern."""
        match = re.search(pattern, html.unescape(self.get(path)[1]))
        if not match:
            raise Failed(f"{path} has nothing like {pattern}")
        return match[1]

    def next(self, path):
        """The address of the page after one."""
        return self.found(path, r'href="([^"]*[?&](?:cursor|after)=[^"]+)"')


def pages(demo):
    """The pages by what they have in common: a name and an address each."""
    month, year = (time.strftime("%Y-%m-%d", time.gmtime(time.time() - days * DAY)) for days in (29, 364))
    today = time.strftime("%Y-%m-%d", time.gmtime())
    of_month, of_year = f"from={month}&to={today}", f"from={year}&to={today}"
    every = f"{REQUESTS}?tab=all"
    request = demo.found(f"{REQUESTS}?tab=approved", rf'href="{REQUESTS}/(\d+)')
    asset = demo.found(ASSETS, rf'href="{ASSETS}/(\d+)')
    folder = demo.found(ASSETS, r"[?&]folderId=(\d+)")
    kit, portal = demo.found("/admin/kits?q=press", r'href="/admin/kits/(\d+)'), demo.found("/admin/portals", r'href="/admin/portals/(\d+)')
    person = demo.found("/admin/users/external-users", r'href="/admin/users/external-users/(\d+)"')
    member = demo.found("/admin/users/members", r'href="/admin/users/members/(\d+)"')
    mail = urllib.parse.quote(demo.found(f"/admin/users/external-users/{person}", r"[?&]mail=([^&\"]+)"), safe="%")
    domain = "harbour-press.example"
    return {
        "start, profile, settings": {"start": "/admin/", "profile": "/admin/profile", "settings": "/admin/settings"},
        "requests": {
            **{tab: f"{REQUESTS}?tab={tab}" for tab in ("pending", "approved", "denied", "revoked", "all")},
            "all, second page": demo.next(every),
            "all of a kit": f"{every}&kitId={kit}",
            "approved of a portal": f"{REQUESTS}?tab=approved&portalId={portal}",
            "all for an asset": f"{every}&mediaId={asset}",
            "all of a person": f"{every}&mail={mail}",
            "all of a domain": f"{every}&mailDomain={domain}",
            "all of a responsible": f"{every}&responsibleId={member}",
            "all with an answer": f"{every}&question=What%20is%20it%20for%3F&answer=Print",
            "all of a month": f"{every}&{of_month}",
            "approved of a year of a kit": f"{REQUESTS}?tab=approved&kitId={kit}&{of_year}",
            "a frequent word": f"{every}&q=coast",
            "two words": f"{every}&q=harbour%20brochure",
            "a name": f"{REQUESTS}?tab=denied&q=papadopoulos",
            "a rare word": f"{every}&q=zzyzx",
            "one request": f"{REQUESTS}/{request}",
        },
        "assets": {
            "grid": ASSETS,
            "list": f"{ASSETS}?view=list",
            "second page": demo.next(ASSETS),
            "folder": f"{ASSETS}?folderId={folder}",
            "a frequent word": f"{ASSETS}?q=tide",
            "words in a folder": f"{ASSETS}?folderId={folder}&q=pier",
            "a tag": f"{ASSETS}?q=eelgrass-meadow",
            "a rare word": f"{ASSETS}?q=zzyzx",
            "trash": f"{ASSETS}/trash",
            "one asset": f"{ASSETS}/{asset}",
        },
        "kits and portals": {
            "kits": "/admin/kits",
            "kits, second page": demo.next("/admin/kits"),
            "kits by a word": "/admin/kits?q=storm",
            "one kit": f"/admin/kits/{kit}",
            "portals": "/admin/portals",
            "one portal": f"/admin/portals/{portal}",
        },
        "people": {
            "members": "/admin/users/members",
            "external users": "/admin/users/external-users",
            "external users, second page": demo.next("/admin/users/external-users"),
            "by a name": "/admin/users/external-users?q=papadopoulos",
            "by a frequent word": "/admin/users/external-users?q=example",
            "one external user": f"/admin/users/external-users/{person}",
        },
        **{
            f"Insight over {name}": {
                **{tab.strip("/") or "overview": f"/admin/insight{tab}?{days}" for tab in INSIGHT},
                **{f"{tab.strip('/') or 'overview'} of a kit": f"/admin/insight{tab}?{days}&kitId={kit}" for tab in INSIGHT},
                "overview of a portal": f"/admin/insight?{days}&portalId={portal}",
                "assets of a portal": f"/admin/insight/assets?{days}&portalId={portal}",
            }
            for name, days in {"30 days": of_month, "a year": of_year}.items()
        },
        "history": {
            "all": HISTORY,
            "second page": demo.next(HISTORY),
            **{kind: f"{HISTORY}?type={kind}" for kind in ("view", "request.created", "decision", "download", "asset")},
            "of a person": f"{HISTORY}?mail={mail}",
            "of a kit": f"{HISTORY}?kitId={kit}",
            "downloads at a portal": f"{HISTORY}?type=download&portalId={portal}",
            "of an asset": f"{HISTORY}?mediaId={asset}",
            "of a request": f"{HISTORY}?requestId={request}",
            "views of a month": f"{HISTORY}?type=view&{of_month}",
            "a year": f"{HISTORY}?{of_year}",
        },
    }


def run(context):
    rounds = context.pick(15, 3)
    with Demo(context) as demo:
        rooms = pages(demo)
        took = {(room, name): [] for room, names in rooms.items() for name in names}
        # Page after page, again and again, so that none is looked at twice in a row; the first round warms up.
        for turn in range(rounds + 1):
            for room, names in rooms.items():
                for name, path in names.items():
                    seconds, _ = demo.get(path)
                    if turn:
                        took[room, name].append(seconds * 1e3)
        filled_in = demo.filled_in
    medians = {page: statistics.median(samples) for page, samples in took.items()}
    lines = []
    for room, names in rooms.items():
        slowest = max(names, key=lambda name: medians[room, name])
        lines.append(Line(
            f"large desk: {room}, the slowest of {len(names)} pages ({slowest})", "–", "ms", medians[room, slowest],
            must=MUST, smaller=True,
        ))  # fmt: skip
    worst = max(took, key=lambda page: max(took[page]))
    lines.append(Line(f"large desk: the slowest answer of all ({worst[0]}: {worst[1]})", "–", "ms", max(took[worst]), must=MUST, smaller=True))
    facts = [f"`ajar demo --large` is open {filled_in:.0f} s after its start."]
    for room, names in rooms.items():
        each = (f"{name} {medians[room, name]:.0f}/{max(took[room, name]):.0f}" for name in names)
        facts.append(f"{room[0].upper()}{room[1:]}, median/worst in ms: {', '.join(each)}.")
        context.tell(f"  {facts[-1]}")
    return Measured(lines, facts, ["ajar demo --large", "GET /admin/…"])


ROW = Row("desk", "every page of a desk of 100,000 requests, 20,000 external users, 10,000 assets and 200 kits, with its filters", run)
