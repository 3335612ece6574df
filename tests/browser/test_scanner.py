"""A mail scanner opens everything, again and again: nothing is decided, verified, consumed or counted by that."""

import json

import pytest
import requests

from support import files
from support.mail import link, links

REVA = "reva@example.org"
VERA = "vera@press.example"
CAROL = "carol@press.example"


@pytest.fixture
def desk(installation, tmp_path):
    desk = installation().start()
    desk.admin = desk.user("ada@example.org", "Ada Admin", "admin", token=True)
    desk.reva = desk.user(REVA, "Reva Stern", "responsible", token=True)
    desk.second = desk.user("rolf@example.org", "Rolf Stern", "responsible", token=True)
    desk.kit("Press", "press", "perAssetApproval")
    (tmp_path / "in").mkdir()
    desk.content = {}
    for number in range(2):
        content = files.photograph(seed=number)
        (tmp_path / "in" / f"photo {number}.jpg").write_bytes(content)
        desk.content[number] = content
    ids = desk.bring_in(tmp_path / "in", kit="press")
    desk.ids = [ids["photo 0.jpg"], ids["photo 1.jpg"]]
    return desk


def story(desk, mailbox):
    """Until every kind of mail lies in the mailbox: an approved, a pending, a denied and a revoked request."""
    desk.visitor().ask("/kits/press", VERA, "to approve", [desk.ids[0]])
    address = link(mailbox.wait_for_mail(REVA, VERA), "/decide/")
    desk.visitor().decide(address, "approve", "here you are")
    mailbox.wait_for_mail(VERA, "Approved")
    desk.visitor().ask("/kits/press", VERA, "again", [desk.ids[0]])
    mailbox.wait_for_mail(VERA, "Your link")
    for mail in ("dora@press.example", "rita@press.example"):
        desk.visitor().ask("/kits/press", mail, "another", [desk.ids[1]])
        mailbox.wait_for_mail(REVA, mail)
    listed = {each["requester"]["mail"]: each["id"] for each in desk.all_requests(desk.admin)}
    desk.decide(desk.reva, listed["dora@press.example"], "deny", message="no")
    mailbox.wait_for_mail("dora@press.example", "Denied")
    desk.decide(desk.reva, listed["rita@press.example"], "approve")
    mailbox.wait_for_mail("rita@press.example", "Approved")
    desk.api("POST", f"/api/dam/download-validation-requests/{listed['rita@press.example']}/revocation", desk.reva, json={"message": "over"})
    mailbox.wait_for_mail("rita@press.example", "revoked")
    desk.visitor().ask("/kits/press", CAROL, "still waits", desk.ids)
    mailbox.wait_for_mail(REVA, CAROL)
    mailbox.wait_for_mail(CAROL, "Under review")
    desk.cli("user", "add", "--mail", "new@example.org", "--name", "New Hand", "--role", "member")
    mailbox.wait_for_mail("new@example.org")
    mailbox.quiet()


def state(desk, at_desk):
    """Everything that the interface tells: requests with their history, grants, people, events."""
    told = {"requests": {each["id"]: desk.request(desk.admin, each["id"]) for each in desk.all_requests(desk.admin)}}
    for path in ("download-grants", "external-users", "users", "events"):
        answer = desk.api("GET", f"/api/dam/{path}", desk.admin, params={"size": 200})
        if answer.status_code != 404:
            assert answer.status_code == 200, answer.text
            page = answer.json()
            if path == "events":
                # Looking at a page is an event of its own kind; it decides nothing.
                page = [event for event in page["items"] if not event["type"].startswith("view.")]
            told[path] = page
    for tab in ("pending", "approved", "denied", "revoked"):
        told[tab] = sorted(set(href for href in at_desk.page(f"/admin/users/download-requests?tab={tab}").links if "/download-requests/" in href))
    return json.loads(json.dumps(told, sort_keys=True))


def scan(address, jar):
    """Opens an address as a scanner does and follows where it leads; every answer on the way."""
    seen = []
    agent = {"User-Agent": "Mozilla/5.0 (compatible; LinkScanner/1.0)"}
    for method in ("HEAD", "GET", "GET", "HEAD"):
        client = jar if jar is not None else requests.Session()
        answer = client.request(method, address, headers=agent, allow_redirects=True, timeout=30)
        seen.append(answer)
        assert answer.status_code < 500, (method, answer.status_code)
    return seen


def test_a_scanner_that_opens_every_link_of_every_mail_changes_nothing(desk, mailbox, browser):
    story(desk, mailbox)
    addresses = sorted({each for mail in mailbox.mails for each in links(mail)})
    for door in ("/decide/", "/pickup/", "/requests/", "/invitation/"):
        assert [each for each in addresses if door in each], f"no mail has a link to {door}"
    at_desk = desk.visitor().sign_in(desk.admin)
    before, mails = state(desk, at_desk), len(mailbox.mails)

    for _ in range(3):
        for address in addresses:
            scan(address, None)
    jar = requests.Session()
    for _ in range(2):
        for address in addresses:
            scan(address, jar)
    # One that runs JavaScript, and one that prefetches.
    context = browser.new_context()
    for address in addresses:
        page = context.new_page()
        page.goto(address, wait_until="load")
        page.close()
    context.close()
    for address in addresses:
        requests.get(address, headers={"Sec-Purpose": "prefetch", "Purpose": "prefetch"}, timeout=30)

    mailbox.quiet()
    after = state(desk, at_desk)
    assert after == before
    assert len(mailbox.mails) == mails, "and nobody is written to"

    # The links still work for the people they were sent to.
    requester = desk.visitor()
    page = requester.page(link(mailbox.to(VERA, "Approved")[0], "/pickup/"))
    assert "Your files are ready" in page.text
    assert requester.get(f"/kits/press/assets/{desk.ids[0]}/download").content == desk.content[0]
    fresh = desk.visitor()
    fresh.page(link(mailbox.to(VERA, "Your link")[0], "/pickup/"))
    assert fresh.get(f"/kits/press/assets/{desk.ids[0]}/download").content == desk.content[0]
    review = link(mailbox.to(REVA, CAROL)[0], "/decide/")
    assert desk.visitor().decide(review, "approve", "fine").status_code == 200
    carol = desk.visitor()
    carol.page(link(mailbox.wait_for_mail(CAROL, "Approved"), "/pickup/"))
    assert carol.get(f"/kits/press/assets/{desk.ids[1]}/download").content == desk.content[1]
    invited = desk.visitor()
    address = link(mailbox.to("new@example.org")[0], "/invitation/")
    form = invited.page(address).form(having="password")
    answer = invited.send(form, address, password="another long password", passwordAgain="another long password")
    assert answer.status_code == 200


def test_following_a_link_with_head_alone_signs_nobody_in_and_shows_no_bytes(desk, mailbox):
    story(desk, mailbox)
    for mail in mailbox.mails:
        for address in links(mail):
            answer = requests.head(address, allow_redirects=False, timeout=30)
            assert answer.content == b""
            assert answer.status_code in (200, 303, 401, 404, 410), (answer.status_code, mail.subject)
            if any(door in address for door in ("/decide/", "/pickup/", "/requests/", "/invitation/")):
                assert "no-store" in answer.headers["Cache-Control"]
                assert "noindex" in answer.headers["X-Robots-Tag"]
                assert answer.headers["Referrer-Policy"] in ("same-origin", "no-referrer")
    secret = link(mailbox.to(REVA, CAROL)[0], "/decide/")
    status = desk.visitor().get(link(mailbox.to(CAROL, "Under review")[0], "/requests/"))
    assert secret.rsplit("/", 1)[1] not in status.text, "the approver's secret never reaches the requester"
    for mail in mailbox.mails:
        for address in links(mail):
            token = address.rsplit("/", 1)[1]
            assert len(token) < 16 or token not in desk.log, "no secret in a log line"
