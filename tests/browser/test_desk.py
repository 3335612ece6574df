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
