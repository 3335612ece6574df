"""The main job: somebody finds an asset, asks, is reviewed, is told, downloads, and is revoked."""

import re
from html import unescape
from urllib.parse import urlparse

import pytest
from playwright.sync_api import expect

from support import files
from support.desk import together
from support.html import Page
from support.mail import link, links

REVA = "reva@example.org"
VERA = "vera@press.example"


@pytest.fixture
def house(desk, tmp_path):
    """A kit for each policy, with the same kind of things in it; a responsible and a manager."""
    desk.reva = desk.user(REVA, "Reva Stern", "responsible")
    desk.manager = desk.user("mo@example.org", "Mo Adler", "manager")
    desk.files = {}
    for policy in ["perAssetApproval", "approval", "noApproval"]:
        slug = policy.lower()
        folder = tmp_path / slug
        folder.mkdir()
        things = {
            "Lighthouse.jpg": files.photograph(seed=len(policy)),
            "Harbour.png": files.photograph(seed=len(policy) + 50, format="PNG"),
            "Fact sheet.pdf": files.document() + policy.encode(),
        }
        for name, content in things.items():
            (folder / name).write_bytes(content)
        desk.kit(f"Press kit {policy}", slug, policy)
        ids = desk.bring_in(folder, kit=slug)
        desk.files[slug] = {name: (ids[name], content) for name, content in things.items()}
    return desk


def asset(desk, kit, name):
    return desk.files[kit][name]


def saved(page, button):
    """The bytes and the name of what a press of a button downloads."""
    with page.expect_download() as waiting:
        button.click()
    download = waiting.value
    with open(download.path(), "rb") as file:
        return download.suggested_filename, file.read()


@pytest.mark.parametrize("javascript", [True, False], ids=["with_javascript", "without_javascript"])
def test_somebody_finds_asks_is_approved_downloads_and_is_revoked(house, mailbox, person, javascript):
    desk = house
    id, content = asset(desk, "perassetapproval", "Lighthouse.jpg")

    visitor = person(javascript)
    visitor.goto(desk.url + "/")
    visitor.get_by_role("link", name="Press kit perAssetApproval").first.click()
    visitor.get_by_role("link", name="Request access to Lighthouse").click()
    expect(visitor.locator(".sheet h1")).to_have_text("Request access")
    visitor.get_by_label("Your mail address").fill(VERA)
    visitor.get_by_label("What do you need it for?").fill("For our Sunday paper – größer & schöner 🌊")
    visitor.locator(".sheet").get_by_role("button", name="Request access").click()
    expect(visitor.locator(".sheet h1")).to_have_text("Under review")
    expect(visitor.locator(".sheet")).to_contain_text(VERA)
    gated = f"{desk.url}/kits/perassetapproval/assets/{id}/download"
    assert visitor.request.get(gated).status == 403

    receipt = mailbox.wait_for_mail(VERA, "Under review")
    assert "Sunday" not in receipt.text + receipt.html, "an address that nobody proved gets nothing of what was typed"
    status = person(javascript)
    status.goto(link(receipt, "/requests/"))
    expect(status.locator("main")).to_contain_text("Under review")
    assert VERA not in status.content()

    review = mailbox.wait_for_mail(REVA, "Lighthouse")
    assert "größer & schöner 🌊" in review.text and "größer & schöner 🌊" in unescape(review.html)
    assert review.message["Reply-To"] is None
    responsible = person(javascript)
    responsible.goto(link(review, "/decide/"))
    expect(responsible.locator("main")).to_contain_text("For our Sunday paper – größer & schöner 🌊")
    responsible.get_by_label("Message").fill("With pleasure. Please name “Lena Hartwig”.")
    responsible.get_by_role("button", name="Approve").click()
    expect(responsible.locator("main")).to_contain_text("Approved by you")
    expect(responsible.get_by_role("button", name="Approve")).to_have_count(0)

    approval = mailbox.wait_for_mail(VERA, "Approved")
    assert "Please name “Lena Hartwig”." in approval.text
    requester = person(javascript)
    requester.goto(link(approval, "/pickup/"))
    assert urlparse(requester.url).path == "/pickup", "the page has a clean address"
    expect(requester.get_by_role("heading", level=1)).to_have_text("Your files are ready")
    expect(requester.locator("header")).to_contain_text(VERA)
    expect(requester.locator("main")).to_contain_text("Please name “Lena Hartwig”.")
    name, got = saved(requester, requester.get_by_role("link", name="Download Lighthouse").first)
    assert (name, got == content) == ("Lighthouse.jpg", True)
    other = asset(desk, "perassetapproval", "Harbour.png")[0]
    assert requester.request.get(f"{desk.url}/kits/perassetapproval/assets/{other}/download").status == 403
    assert visitor.request.get(gated).status == 403, "what a person decided opens only by the link"
    status.reload()
    expect(status.locator("main")).to_contain_text("Approved")

    manager = person(javascript)
    manager.goto(desk.url + "/admin/")
    manager.get_by_label("Mail address").fill(desk.manager.mail)
    manager.get_by_label("Password").fill(desk.manager.password)
    manager.get_by_role("button", name="Sign in").click()
    manager.get_by_role("navigation", name="Desk").get_by_role("link", name="Users").click()
    tabs = manager.get_by_role("navigation", name="Download Requests")
    if tabs.count() == 0:
        manager.get_by_role("link", name="Download Requests").first.click()
    tabs.get_by_role("link", name="Approved").click()
    manager.get_by_role("link", name=VERA).click()
    expect(manager.locator("main")).to_contain_text("Reva Stern")
    manager.get_by_label("Message").fill("The photographer withdrew it.")
    # A tab is called Revoked too: what counts is that the form was answered.
    with manager.expect_response(lambda answer: answer.url.endswith("/revocation")):
        manager.get_by_role("button", name="Revoke").click()
    expect(manager.locator("main")).to_contain_text("Revoked")

    refused = requester.request.get(gated)
    assert refused.status == 403 and content[:64] not in refused.body()
    revoked = mailbox.wait_for_mail(VERA, "revoked")
    assert "The photographer withdrew it." in revoked.text
    requester.goto(f"{desk.url}/kits/perassetapproval")
    expect(requester.get_by_role("link", name="Request access to Lighthouse")).to_be_visible()
    mailbox.quiet()
    assert len(mailbox.to(VERA)) == 3 and len(mailbox.to(REVA)) == 1


@pytest.mark.parametrize("javascript", [True, False], ids=["with_javascript", "without_javascript"])
def test_a_selection_is_asked_for_with_ticks_and_only_a_part_is_approved(house, mailbox, person, javascript):
    desk = house
    visitor = person(javascript)
    visitor.goto(f"{desk.url}/kits/perassetapproval")
    # The boxes lie in the corners of the cards; a press on the label ticks them.
    visitor.get_by_role("checkbox", name="Select Lighthouse").check(force=True)
    visitor.get_by_role("checkbox", name="Select Harbour").check(force=True)
    visitor.get_by_role("group", name="Your selection").get_by_role("button", name="Request access").click()
    expect(visitor.locator(".sheet")).to_contain_text("Lighthouse")
    expect(visitor.locator(".sheet")).to_contain_text("Harbour")
    visitor.get_by_label("Your mail address").fill(VERA)
    visitor.locator(".sheet").get_by_role("button", name="Request access").click()
    expect(visitor.locator(".sheet h1")).to_have_text("Under review")

    review = mailbox.wait_for_mail(REVA)
    responsible = person(javascript)
    responsible.goto(link(review, "/decide/"))
    responsible.get_by_role("checkbox", name="Harbour").check(force=True)
    responsible.get_by_role("button", name="Approve").click()
    expect(responsible.get_by_role("button", name="Approve")).to_be_visible()
    first = mailbox.wait_for_mail(VERA, "Approved")
    requester = person(javascript)
    requester.goto(link(first, "/pickup/"))
    harbour, content = asset(desk, "perassetapproval", "Harbour.png")
    lighthouse, _ = asset(desk, "perassetapproval", "Lighthouse.jpg")
    name, got = saved(requester, requester.get_by_role("link", name="Download Harbour").first)
    assert (name, got == content) == ("Harbour.png", True)
    assert requester.request.get(f"{desk.url}/kits/perassetapproval/assets/{lighthouse}/download").status == 403

    responsible.get_by_label("Message").fill("This one is not ours.")
    responsible.get_by_role("button", name="Deny").click()
    expect(responsible.get_by_role("button", name="Approve")).to_have_count(0)
    second = mailbox.wait_for_mail(VERA, "Denied")
    assert "This one is not ours." in second.text
    assert requester.request.get(f"{desk.url}/kits/perassetapproval/assets/{harbour}/download").status == 200
    assert requester.request.get(f"{desk.url}/kits/perassetapproval/assets/{lighthouse}/download").status == 403


@pytest.mark.parametrize("javascript", [True, False], ids=["with_javascript", "without_javascript"])
def test_without_approval_the_download_opens_at_once_in_this_browser_and_in_no_other(house, mailbox, person, javascript):
    desk = house
    id, content = asset(desk, "noapproval", "Harbour.png")
    visitor = person(javascript)
    visitor.goto(f"{desk.url}/kits/noapproval")
    visitor.get_by_role("link", name="Download Harbour").click()
    visitor.get_by_label("Your mail address").fill(VERA)
    visitor.get_by_role("button", name="Continue to download").click()
    expect(visitor.locator(".sheet h1")).to_have_text("Your download is ready")
    name, got = saved(visitor, visitor.locator(".sheet").get_by_role("link", name="Download Harbour").first)
    assert (name, got == content) == ("Harbour.png", True)
    # Without another prompt within that kit.
    visitor.goto(f"{desk.url}/kits/noapproval")
    name, got = saved(visitor, visitor.get_by_role("link", name="Download Lighthouse").first)
    assert (name, got == asset(desk, "noapproval", "Lighthouse.jpg")[1]) == ("Lighthouse.jpg", True)

    elsewhere = person(javascript)
    assert elsewhere.request.get(f"{desk.url}/kits/noapproval/assets/{id}/download").status == 403
    assert elsewhere.request.get(f"{desk.url}/kits/noapproval/download").status == 403
    mailbox.quiet()
    assert mailbox.mails == []

    at_desk = desk.visitor().sign_in(desk.manager)
    approved = at_desk.page("/admin/users/download-requests?tab=approved")
    assert VERA in approved.text
    detail = at_desk.page(approved.link("/download-requests/"))
    assert "the policy" in detail.text


def test_approval_opens_the_whole_kit_and_what_is_added_later(house, mailbox, tmp_path):
    desk = house
    vera = desk.visitor()
    lighthouse, content = asset(desk, "approval", "Lighthouse.jpg")
    harbour, harbour_content = asset(desk, "approval", "Harbour.png")
    assert "Under review" in vera.ask("/kits/approval", VERA, "cover", [lighthouse]).text
    review = mailbox.wait_for_mail(REVA)
    assert desk.visitor().decide(link(review, "/decide/"), "approve").status_code == 200
    approval = mailbox.wait_for_mail(VERA, "Approved")
    requester = desk.visitor()
    page = requester.page(link(approval, "/pickup/"))
    assert "Lighthouse" in page.text
    assert requester.get(f"/kits/approval/assets/{lighthouse}/download").content == content
    assert requester.get(f"/kits/approval/assets/{harbour}/download").content == harbour_content
    late = tmp_path / "Late addition.txt"
    late.write_bytes(files.text("came later"))
    id = desk.bring_in(late, kit="approval")["Late addition.txt"]
    assert requester.get(f"/kits/approval/assets/{id}/download").content == late.read_bytes()
    other = asset(desk, "perassetapproval", "Lighthouse.jpg")[0]
    assert requester.get(f"/kits/perassetapproval/assets/{other}/download").status_code == 403


def test_who_is_denied_is_told_why_cannot_download_and_may_ask_again(house, mailbox):
    desk = house
    id, content = asset(desk, "perassetapproval", "Fact sheet.pdf")
    vera = desk.visitor()
    vera.ask("/kits/perassetapproval", VERA, "first try", [id])
    first = mailbox.wait_for_mail(REVA)
    desk.visitor().decide(link(first, "/decide/"), "deny", "Not before <Friday> & not for print.")
    denial = mailbox.wait_for_mail(VERA, "Denied")
    assert "Approved" not in denial.subject
    assert "Not before <Friday> & not for print." in denial.text
    assert "<Friday>" not in denial.html and "Not before <Friday> & not for print." in unescape(denial.html)
    assert not [each for each in links(denial) if "/pickup/" in each]
    status = vera.page(link(mailbox.wait_for_mail(VERA, "Under review"), "/requests/"))
    assert "Denied" in status.text and "Not before <Friday>" in status.text
    assert vera.get(f"/kits/perassetapproval/assets/{id}/download").status_code == 403

    again = status.link("/kits/perassetapproval/request")
    form = vera.page(again).form(having="mail")
    assert form.values("mediaId") == [str(id)]
    assert "Under review" in vera.send(form, again, mail=VERA, message="second try").text
    second = mailbox.wait_for_mail(REVA, number=2)
    assert "second try" in second.text
    desk.visitor().decide(link(second, "/decide/"), "approve")
    requester = desk.visitor()
    requester.page(link(mailbox.wait_for_mail(VERA, "Approved"), "/pickup/"))
    assert requester.get(f"/kits/perassetapproval/assets/{id}/download").content == content


def test_a_request_is_withdrawn_from_the_receipt_and_may_be_made_again(house, mailbox):
    desk = house
    id, _ = asset(desk, "perassetapproval", "Harbour.png")
    vera = desk.visitor()
    vera.ask("/kits/perassetapproval", VERA, "oops", [id])
    review = mailbox.wait_for_mail(REVA)
    address = link(mailbox.wait_for_mail(VERA, "Under review"), "/requests/")
    status = desk.visitor()
    form = status.page(address).form(action="/withdrawal")
    answer = status.send(form, address)
    assert answer.status_code == 200 and "Withdrawn" in answer.text
    assert "Withdraw this request" not in answer.text
    late = desk.visitor().page(link(review, "/decide/"), status=status.get(link(review, "/decide/")).status_code)
    assert not [form for form in late.forms if form.has("message")], "nothing is left to decide"

    assert "Under review" in vera.ask("/kits/perassetapproval", VERA, "now for real", [id]).text
    assert "now for real" in mailbox.wait_for_mail(REVA, f"{VERA} asks for", number=2).text


def test_asking_twice_makes_one_request_and_one_mail_to_the_responsible(house, mailbox):
    desk = house
    id, _ = asset(desk, "perassetapproval", "Harbour.png")
    other, _ = asset(desk, "perassetapproval", "Lighthouse.jpg")
    words = set()
    for _ in range(5):
        answer = desk.visitor().ask("/kits/perassetapproval", VERA, "please", [id])
        words.add(Page(answer.text).text)
    assert len(words) == 1, "the form answers the same whether the request is new or under review"
    mailbox.wait_for_mail(REVA)
    mailbox.quiet()
    assert len(mailbox.to(REVA)) == 1
    manager = desk.visitor().sign_in(desk.manager)

    def pending():
        page = manager.page("/admin/users/download-requests")
        return len({href for href in page.links if re.search(r"/download-requests/\d+", href)})

    assert pending() == 1
    desk.visitor().ask("/kits/perassetapproval", VERA.upper().replace("PRESS.EXAMPLE", "press.example"), "please", [id])
    mailbox.quiet()
    assert pending() == 1, "addresses are compared without regard to case"
    desk.visitor().ask("/kits/perassetapproval", VERA, "one more", [id, other])
    mailbox.wait_for_mail(REVA, number=2)
    assert pending() == 2, "asking for something more is a new request"


def test_asking_twenty_times_at_one_instant_makes_one_request(house, mailbox):
    desk = house
    id, _ = asset(desk, "approval", "Harbour.png")
    path = f"/kits/approval/request?mediaId={id}"
    visitors = [desk.visitor() for _ in range(20)]
    forms = [visitor.page(path).form(having="mail") for visitor in visitors]
    answers = together([lambda v=v, f=f: v.send(f, path, mail=VERA, message="now") for v, f in zip(visitors, forms)])
    assert [answer.status_code for answer in answers] == [200] * 20
    mailbox.wait_for_mail(REVA)
    mailbox.quiet()
    assert len(mailbox.to(REVA)) == 1
    assert 1 <= len(mailbox.to(VERA)) <= 3, "at most three receipts a day go to an address that nobody proved"
