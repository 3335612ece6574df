"""kill -9, twenty times at random moments: nothing acknowledged is lost, nothing is half made, every mail goes out."""

import random
import threading
import time

import requests

from support import files
from support.mail import link

KILLS = 20
REVA = "reva@example.org"


class Traffic:
    """People who go on asking and deciding whatever happens to the server, and remember what they were promised."""

    def __init__(self, desk, mailbox, reva, ids):
        self.desk, self.mailbox, self.reva, self.ids = desk, mailbox, reva, ids
        self.asked, self.decided, self.unexpected = {}, {}, []
        self._count, self._lock, self._over = 0, threading.Lock(), threading.Event()
        self._seen_mails = 0
        work = [self.ask_by_form, self.ask_by_form, self.ask_by_call, self.decide_by_call, self.decide_by_link]
        self._threads = [threading.Thread(target=self._go_on, args=(each, random.Random(seed))) for seed, each in enumerate(work)]

    def begin(self):
        for thread in self._threads:
            thread.start()

    def end(self):
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _go_on(self, act, chance):
        while not self._over.is_set():
            try:
                act(chance)
            except requests.RequestException:
                time.sleep(0.05)  # killed in the middle: nothing was promised
            except Exception as error:
                self.unexpected.append(repr(error))
            time.sleep(chance.uniform(0.02, 0.12))

    def _next(self):
        with self._lock:
            self._count += 1
            return self._count

    def _refused(self, what, answer):
        self.unexpected.append(f"{what}: {answer.status_code} {answer.text[:300]}")

    def ask_by_form(self, chance):
        mail = f"form{self._next()}@press.example"
        wanted = chance.sample(self.ids, chance.randint(1, len(self.ids)))
        visitor = self.desk.visitor()
        path = "/kits/press/request?" + "&".join(f"mediaId={id}" for id in wanted)
        shown = visitor.get(path)
        if shown.status_code != 200:
            return self._refused("form", shown)
        from support.html import Page

        answer = visitor.send(Page(shown.text).form(having="mail"), path, mail=mail, message="by form")
        if answer.status_code != 200 or "Under review" not in answer.text:
            return self._refused("asking by form", answer)
        self.asked[mail] = set(wanted)

    def ask_by_call(self, chance):
        mail = f"call{self._next()}@press.example"
        wanted = chance.sample(self.ids, chance.randint(1, len(self.ids)))
        answer = self.desk.public_ask(mail, wanted, first="Vera", last="Caller", reason="by call", kitId=self.desk.kit_id)
        if answer.status_code != 201:
            return self._refused("asking by call", answer)
        self.asked[mail] = set(wanted)

    def decide_by_call(self, chance):
        listed = self.desk.api("GET", "/api/dam/download-validation-requests", self.reva, params={"status": "pending", "size": 50, "sort": "-created"})
        if listed.status_code != 200:
            return self._refused("list", listed)
        # A third is decided by call, a third by mail, a third by nobody.
        pending = [item for item in listed.json()["items"] if item["id"] % 3 == 0]
        if not pending:
            return
        request = chance.choice(pending)
        verdict = chance.choice(["approve", "approve", "deny"])
        answer = self.desk.decide(self.reva, request["id"], verdict, message="by call")
        if answer.status_code == 200:
            self.decided[request["requester"]["mail"]] = verdict
        elif answer.status_code != 409:
            self._refused("deciding by call", answer)

    def decide_by_link(self, chance):
        mails = self.mailbox.to(REVA, "asks for")
        if self._seen_mails >= len(mails):
            return
        mail = mails[self._seen_mails]
        self._seen_mails += 1
        # Which request it is stands in the list; the page of the link names the person.
        asker = next((each for each in self.asked if each in mail.text), None)
        if asker is None:
            return
        found = self.desk.api("GET", "/api/dam/download-validation-requests", self.reva, params={"mail": asker})
        if found.status_code != 200 or not found.json()["items"] or found.json()["items"][0]["id"] % 3 != 1:
            return
        visitor = self.desk.visitor()
        address = link(mail, "/decide/")
        shown = visitor.get(address)
        if shown.status_code != 200:
            return self._refused("decide page", shown)
        answer = visitor.decide(address, "approve", "by link")
        if answer.status_code == 200:
            self.decided[asker] = "approve"
        elif answer.status_code != 409:
            self._refused("deciding by link", answer)


def test_kill_9_loses_no_acknowledged_request_and_leaves_none_half_made(installation, mailbox, tmp_path):
    chance = random.Random(20)
    desk = installation(ENABLE_PUBLIC_DOWNLOAD_REQUEST="true", AJAR_LOG="warn,ajar=info")
    reva = desk.user(REVA, "Reva Stern", "responsible", token=True)
    desk.kit_id = desk.kit("Press", "press", "perAssetApproval")
    (tmp_path / "in").mkdir()
    things = {f"note {number}.txt": files.text(f"note number {number}") for number in range(4)}
    for name, content in things.items():
        (tmp_path / "in" / name).write_bytes(content)
    names = desk.bring_in(tmp_path / "in", kit="press")
    content_of = {id: things[name] for name, id in names.items()}

    desk.start()
    traffic = Traffic(desk, mailbox, reva, list(content_of))
    traffic.begin()
    try:
        for _ in range(KILLS):
            time.sleep(chance.uniform(0.15, 1.2))
            desk.kill()
            desk.start()
        time.sleep(0.5)
    finally:
        traffic.end()
    assert traffic.unexpected == [], "every answer is a good one, or none"
    assert len(traffic.asked) > 30 and len(traffic.decided) > 5, (len(traffic.asked), len(traffic.decided))

    # Nothing acknowledged is lost, and nothing is half made.
    found = desk.all_requests(reva)
    by_mail = {}
    for request in found:
        by_mail.setdefault(request["requester"]["mail"], []).append(request)
    assert all(len(many) == 1 for many in by_mail.values()), "each sending made one request"
    lost = [mail for mail in traffic.asked if mail not in by_mail]
    assert lost == []
    for mail, wanted in traffic.asked.items():
        (request,) = by_mail[mail]
        assert {item["mediaId"] for item in request["items"]} == wanted
    for request in found:
        assert request["items"], request
        statuses = {item["status"] for item in request["items"]}
        assert statuses == {request["status"]}, request
        assert (request["status"] == "pending") == (request.get("decidedAt") is None), request
    for mail, verdict in traffic.decided.items():
        assert by_mail[mail][0]["status"] == {"approve": "approved", "deny": "denied"}[verdict]

    # Every mail goes out; what a dead process held is taken up within a minute.
    def missing():
        for request in found:
            mail = request["requester"]["mail"]
            if request["status"] == "pending":
                if not mailbox.to(mail, "Under review"):
                    yield f"receipt to {mail}"
                if not [each for each in mailbox.to(REVA) if mail in each.text]:
                    yield f"review of {mail}"
            else:
                word = "Approved" if request["status"] == "approved" else "Denied"
                if not mailbox.to(mail, word):
                    yield f"{word} to {mail}"

    until = time.monotonic() + 75
    while left := list(missing()):
        assert time.monotonic() < until, f"{len(left)} mails are missing: {left[:10]}"
        time.sleep(0.5)
    mailbox.quiet(1)
    for request in found:
        mail = request["requester"]["mail"]
        assert len(mailbox.to(mail, "Under review")) <= 1, "a repeat has the same Message-ID"
        assert len(mailbox.to(mail, "Approved") + mailbox.to(mail, "Denied")) <= 1
        assert len([each for each in mailbox.to(REVA, "asks for") if f"{mail}\n" in each.text.replace("\r", "")]) <= 1

    # What was approved opens, what was not does not.
    opened = 0
    for request in found:
        if request["status"] != "approved":
            continue
        visitor = desk.visitor()
        visitor.page(link(mailbox.to(request["requester"]["mail"], "Approved")[0], "/pickup/"))
        wanted = {item["mediaId"] for item in request["items"]}
        for id, content in content_of.items():
            answer = visitor.get(f"/kits/press/assets/{id}/download")
            assert answer.status_code == (200 if id in wanted else 403)
            assert id not in wanted or answer.content == content
        opened += 1
    assert opened > 3
