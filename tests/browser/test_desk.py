"""A responsible's day at the desk: the list, a request beside it, the keyboard, colleagues."""

import pytest
from playwright.sync_api import expect

from support import files

LIST = "/admin/users/download-requests"


@pytest.fixture
def desk(installation, tmp_path):
    desk = installation(ENABLE_PUBLIC_DOWNLOAD_REQUEST="true", AJAR_LIMIT_NETWORK="1000").start()
    desk.reva = desk.user("reva@example.org", "Reva Stern", "responsible", token=True)
    desk.kits = {slug: desk.kit(slug.title(), slug, "approval") for slug in ("press", "brand")}
    for slug in ("press", "brand"):
        (tmp_path / slug).mkdir()
        (tmp_path / slug / f"{slug}.png").write_bytes(files.photograph(seed=len(slug), format="PNG"))
    desk.press = list(desk.bring_in(tmp_path / "press", kit="press").values())
    desk.brand = list(desk.bring_in(tmp_path / "brand", kit="brand").values())
    return desk


def asks(desk, count, slug="press", first=1):
    assets = getattr(desk, slug)
    for number in range(first, first + count):
        answer = desk.public_ask(f"visitor{number:02}@example.org", assets, first="Visitor", last=f"Number {number:02}", kitId=desk.kits[slug])
        assert answer.status_code == 201, answer.text


def signed_in(desk, person, user, javascript=True, width=1440):
    page = person(javascript)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(desk.url + "/admin/")
    page.get_by_label("Mail address").fill(user.mail)
    page.get_by_label("Password").fill(user.password)
    page.get_by_role("button", name="Sign in").click()
    page.goto(desk.url + LIST)
    return page


class Keys:
    """Presses keys and counts them; words that are typed are not counted."""

    def __init__(self, page):
        self.page, self.presses = page, 0

    def __call__(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1

    def words(self, text):
        self.page.keyboard.type(text)


def test_a_day_s_triage_of_twenty_requests_by_keyboard_in_under_sixty_presses(desk, mailbox, person):
    asks(desk, 20)
    page = signed_in(desk, person, desk.reva)
    press, beside = Keys(page), page.locator(".beside")
    expect(page.locator(".rows li")).to_have_count(20)
    denied, messages = {3, 7, 11, 15, 19}, {1: "With pleasure.", 7: "Not these, please.", 20: "Until Friday."}
    press("j")
    for number in range(1, 21):
        expect(beside.locator("h2").first).to_have_text(f"Visitor Number {number:02}")
        press("d" if number in denied else "a")
        if number in messages:
            press.words(messages[number])
        press("Enter")
        expect(page.locator(".rows li")).to_have_count(20 - number)
    assert press.presses < 60, press.presses
    expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    by_number = {int(request["requester"]["mail"][7:9]): request for request in desk.all_requests(desk.reva)}
    assert {number for number, request in by_number.items() if request["status"] == "denied"} == denied
    assert {number for number, request in by_number.items() if request["status"] == "approved"} == set(range(1, 21)) - denied
    for number, message in messages.items():
        assert by_number[number]["message"] == message
    assert "Not these, please." in mailbox.wait_for_mail("visitor07@example.org", "Denied", within=30).text


def test_a_request_stands_beside_its_list_and_the_address_leads_back_to_it(desk, person):
    asks(desk, 3)
    page = signed_in(desk, person, desk.reva)
    page.get_by_role("link", name="Visitor Number 02").click()
    beside = page.get_by_role("region", name="The request")
    expect(beside.get_by_role("heading", name="Visitor Number 02")).to_be_visible()
    assert LIST in page.url and "#" in page.url
    page.reload()
    expect(beside.get_by_role("heading", name="Visitor Number 02")).to_be_visible()
    # What is written is not lost to a look at the list, and Escape leaves without deciding.
    page.keyboard.press("a")
    page.keyboard.type("A first thought")
    page.keyboard.press("Escape")
    expect(page.locator(".rows li")).to_have_count(3)
    # A fault is told where it was made.
    beside.get_by_label("Access until").evaluate("field => field.removeAttribute('min')")
    beside.get_by_label("Access until").fill("2020-01-01")
    beside.get_by_role("button", name="Approve").click()
    expect(beside.locator("#beside-errors")).to_be_focused()
    beside.locator("#beside-errors a").first.click()
    expect(beside.get_by_label("Access until")).to_be_focused()
    expect(page.locator(".rows li")).to_have_count(3)
    expect(beside.get_by_label("Message")).to_have_value("A first thought")
    # On a narrow screen it is a page of its own.
    page.set_viewport_size({"width": 800, "height": 900})
    page.goto(desk.url + LIST)
    page.get_by_role("link", name="Visitor Number 03").click()
    page.wait_for_url("**/download-requests/*")
    page.keyboard.press("d")
    page.keyboard.type("Sorry.")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Denied")
    page.keyboard.press("u")
    page.wait_for_url(f"**{LIST}")
    expect(page.locator(".rows li")).to_have_count(2)


def test_what_comes_and_what_colleagues_decide_appears_without_a_reload(desk, person):
    asks(desk, 2)
    page = signed_in(desk, person, desk.reva)
    page.evaluate("window.here = true")
    page.get_by_label("Select the request of Visitor Number 02").check()
    asks(desk, 1, first=3)
    expect(page.get_by_role("link", name="Visitor Number 03")).to_be_visible(timeout=20_000)
    first = next(request for request in desk.all_requests(desk.reva) if request["requester"]["lastName"] == "Number 01")
    desk.decide(desk.reva, first["id"], "approve")
    expect(page.get_by_role("link", name="Visitor Number 01")).to_have_count(0, timeout=20_000)
    expect(page.get_by_label("Select the request of Visitor Number 02")).to_be_checked()
    page.get_by_label("Select the request of Visitor Number 03").check()
    expect(page.locator("output.sum")).to_have_text("2 requests")
    assert page.evaluate("window.here"), "the page was not loaded anew"
    page.keyboard.press("a")
    page.keyboard.type("Both of you.")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    assert {request["message"] for request in desk.all_requests(desk.reva) if request.get("message")} == {"Both of you."}


@pytest.mark.parametrize("javascript", [True, False])
def test_the_list_is_narrowed_by_its_address_and_all_of_it_works_without_javascript(desk, person, javascript):
    asks(desk, 2)
    asks(desk, 1, slug="brand", first=3)
    page = signed_in(desk, person, desk.reva, javascript)
    page.get_by_text("Narrow the list").click()
    page.get_by_label("Kit").select_option("Brand")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".rows li")).to_have_count(1)
    assert f"kitId={desk.kits['brand']}" in page.url
    page.get_by_label("Requester", exact=True).fill("nobody")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("alert")).to_contain_text("whole mail address")
    page.get_by_label("Requester", exact=True).fill("visitor01@example.org")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", name="No request is like that")).to_be_visible()
    page.get_by_role("link", name="Show all").first.click()
    expect(page.locator(".rows li")).to_have_count(3)
    page.get_by_label("Select the request of Visitor Number 01").check()
    page.get_by_label("Select the request of Visitor Number 03").check()
    page.get_by_label("Message to the requesters").fill("Granted.")
    page.get_by_role("button", name="Approve").click()
    expect(page.locator(".rows li")).to_have_count(1)
    page.get_by_role("navigation", name="Download Requests").get_by_role("link", name="All").click()
    expect(page.locator(".rows li")).to_have_count(3)
    expect(page.locator(".rows")).to_contain_text("Approved")


def test_the_keyboard_explains_itself(desk, person):
    page = signed_in(desk, person, desk.reva)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keyboard")).to_contain_text("Approve what is open")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("/")
    expect(page.get_by_label("Search requests")).to_be_focused()
    page.keyboard.type("a")
    expect(page.get_by_label("Search requests")).to_have_value("a")


def status_of(desk, number):
    name = f"Number {number:02}"
    return next(request["status"] for request in desk.all_requests(desk.reva) if request["requester"]["lastName"] == name)


def test_a_decision_is_taken_back_by_one_key_before_its_mail_leaves(desk, mailbox, person):
    asks(desk, 3)
    mailbox.wait_for_mail("visitor03@example.org", "Under review")
    page = signed_in(desk, person, desk.reva)
    page.keyboard.press("j")
    beside = page.locator(".beside")
    expect(beside.locator("h2").first).to_have_text("Visitor Number 01")
    page.keyboard.press("d")
    page.keyboard.type("Oh no.")
    page.keyboard.press("Enter")
    expect(page.locator(".rows li")).to_have_count(2)
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    # The next one is open already; the offer stays beside it.
    expect(beside.locator("h2").first).to_have_text("Visitor Number 02")
    assert status_of(desk, 1) == "denied"
    page.keyboard.press("z")
    expect(page.locator(".rows li")).to_have_count(3)
    expect(beside.locator("h2").first).to_have_text("Visitor Number 01")
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    assert status_of(desk, 1) == "pending"
    # Left alone, it goes by itself, and the mail with it.
    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_have_count(0, timeout=15_000)
    mailbox.wait_for_mail("visitor01@example.org", "Approved")
    assert not mailbox.to("visitor01@example.org", "Denied")


@pytest.mark.parametrize("javascript", [True, False])
def test_what_was_decided_at_once_is_undone_at_once(desk, mailbox, person, javascript):
    asks(desk, 3)
    mailbox.wait_for_mail("visitor03@example.org", "Under review")
    page = signed_in(desk, person, desk.reva, javascript)
    for number in (1, 3):
        page.get_by_label(f"Select the request of Visitor Number {number:02}").check()
    page.get_by_role("group", name="Decide the ticked requests").get_by_role("button", name="Deny").click()
    expect(page.locator("form.undo")).to_contain_text("2 requests denied.")
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".rows li")).to_have_count(3)
    expect(page.locator("main")).to_contain_text("Undone.")
    assert {status_of(desk, number) for number in (1, 2, 3)} == {"pending"}


@pytest.mark.parametrize("javascript", [True, False])
def test_all_of_a_list_is_decided_after_a_look_and_each_says_what_became_of_it(desk, person, javascript):
    asks(desk, 3)
    asks(desk, 2, slug="brand", first=4)
    page = signed_in(desk, person, desk.reva, javascript)
    page.goto(desk.url + LIST + f"?kitId={desk.kits['press']}")
    page.get_by_role("link", name="Approve all…").click()
    expect(page.get_by_role("heading", name="Approve 3 requests")).to_be_visible()
    expect(page.locator("main")).to_contain_text("3 people get what they asked for: 3 files.")
    page.get_by_label("Message").fill("All of you.")
    page.get_by_role("button", name="Approve 3 requests").click()
    expect(page.get_by_role("heading", name="3 requests approved")).to_be_visible()
    expect(page.locator(".rows li")).to_have_count(3)
    assert [status_of(desk, number) for number in (1, 4)] == ["approved", "pending"]
    page.get_by_role("link", name="Back to the list").click()
    page.get_by_role("navigation", name="Download Requests").get_by_role("link", name="Approved").click()
    page.get_by_label("Select the request of Visitor Number 01").check()
    page.get_by_label("Select the request of Visitor Number 02").check()
    page.get_by_role("button", name="Revoke…").click()
    page.get_by_role("button", name="Revoke 2 requests").click()
    expect(page.get_by_role("heading", name="2 requests revoked")).to_be_visible()
    assert [status_of(desk, number) for number in (1, 3)] == ["revoked", "approved"]


@pytest.mark.parametrize("javascript", [True, False])
def test_saved_replies_notes_and_passing_on(desk, person, javascript):
    ada = desk.user("ada@example.org", "Ada Admin", "admin", token=True)
    desk.user("rolf@example.org", "Rolf Reis", "responsible")
    asks(desk, 2)
    page = signed_in(desk, person, ada, javascript)
    page.get_by_role("link", name="Saved replies").click()
    page.get_by_label("Title").fill("Gladly")
    page.get_by_label("Words").fill("With pleasure, and please name the photographer.")
    page.get_by_role("button", name="Save the reply").click()
    expect(page.get_by_role("heading", name="Gladly")).to_be_visible()
    page.goto(desk.url + LIST)
    page.get_by_role("link", name="Visitor Number 01").click()
    around = page.get_by_role("region", name="The request") if javascript else page.locator("main")
    around.get_by_label("A note").fill("They called this morning.")
    around.get_by_role("button", name="Keep the note").click()
    expect(around.locator(".notes")).to_contain_text("They called this morning.")
    around.get_by_label("Saved reply").select_option("Gladly")
    if javascript:
        expect(around.get_by_label("Message")).to_have_value("With pleasure, and please name the photographer.")
    around.get_by_role("button", name="Approve").click()
    expect(page.locator("form.undo")).to_be_visible()
    first = next(request for request in desk.all_requests(ada) if request["requester"]["lastName"] == "Number 01")
    assert (first["status"], first["message"]) == ("approved", "With pleasure, and please name the photographer.")
    page.goto(desk.url + LIST)
    page.get_by_role("link", name="Visitor Number 02").click()
    around.get_by_text("Pass on to a colleague").click()
    around.get_by_label("Colleague").select_option("Rolf Reis")
    around.get_by_role("button", name="Pass on").click()
    expect(around.locator(".timeline")).to_contain_text("Passed on by Ada Admin to Rolf Reis")
    assert [request["requester"]["lastName"] for request in desk.all_requests(desk.reva)] == ["Number 01"]
