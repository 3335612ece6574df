"""The public pages as a visitor meets them: asking in place, by keyboard, in another language, on a slow line."""

import re

import pytest
from playwright.sync_api import expect

from support import files
from support.mail import link

REVA = "reva@example.org"
VERA = "vera@press.example"


@pytest.fixture
def house(desk, tmp_path):
    """A kit of eight photographs, asked for one by one."""
    desk.user(REVA, "Reva Stern", "responsible")
    folder = tmp_path / "harbour"
    folder.mkdir()
    desk.content = {}
    for number in range(8):
        content = files.photograph(900, 600, seed=number)
        (folder / f"Harbour {number}.jpg").write_bytes(content)
        desk.content[number] = content
    desk.kit("Harbour", "harbour", "perAssetApproval")
    desk.ids = list(desk.bring_in(folder, kit="harbour").values())
    desk.kit("At once", "at-once", "noApproval")
    desk.bring_in(folder, kit="at-once")
    return desk


def press_until(page, key, locator, most=80):
    """Presses a key until the focus has come to an element."""
    for _ in range(most):
        page.keyboard.press(key)
        if locator.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"{key} does not lead to {locator}")


def test_asking_happens_in_place_and_the_way_back_closes_the_sheet(house, mailbox, person):
    visitor = person()
    visitor.goto(f"{house.url}/kits/harbour")
    visitor.get_by_role("link", name="Request access to Harbour 1").click()
    sheet = visitor.get_by_role("dialog", name="Request access")
    expect(sheet).to_be_visible()
    expect(sheet.get_by_label("Your mail address")).to_be_focused()
    assert visitor.url.endswith(f"/kits/harbour/request?mediaId={house.ids[1]}"), "a reload shows the same form"
    visitor.go_back()
    expect(sheet).to_have_count(0)
    assert visitor.url.endswith("/kits/harbour")
    expect(visitor.get_by_role("link", name="Request access to Harbour 1")).to_be_focused()

    visitor.get_by_role("link", name="Request access to Harbour 1").click()
    sheet.get_by_label("Your mail address").fill("no address")
    sheet.get_by_label("What do you need it for?").fill("for the front page")
    sheet.get_by_role("button", name="Request access").click()
    expect(sheet.get_by_role("alert")).to_be_focused()
    expect(sheet.get_by_label("What do you need it for?")).to_have_value("for the front page")
    sheet.get_by_label("Your mail address").fill(VERA)
    sheet.get_by_role("button", name="Request access").click()
    answer = visitor.get_by_role("dialog", name="Under review")
    expect(answer).to_contain_text(VERA)
    answer.get_by_role("link", name="Back to Harbour").click()
    expect(answer).to_have_count(0)
    assert visitor.url.endswith("/kits/harbour")
    mailbox.wait_for_mail(VERA, "Under review")


def test_a_lost_connection_loses_nothing_that_was_typed(house, person):
    visitor = person()
    visitor.goto(f"{house.url}/kits/harbour")
    visitor.get_by_role("link", name="Request access to Harbour 1").click()
    sheet = visitor.get_by_role("dialog")
    sheet.get_by_label("Your mail address").fill(VERA)
    visitor.context.set_offline(True)
    sheet.get_by_role("button", name="Request access").click()
    expect(sheet.get_by_role("alert")).to_contain_text("Nothing that you typed is lost")
    visitor.context.set_offline(False)
    sheet.get_by_role("button", name="Request access").click()
    expect(visitor.get_by_role("dialog", name="Under review")).to_be_visible()


def test_access_at_once_turns_every_button_into_a_download(house, person):
    visitor = person()
    visitor.goto(f"{house.url}/kits/at-once")
    visitor.get_by_role("link", name="Download Harbour 2").click()
    sheet = visitor.get_by_role("dialog")
    sheet.get_by_label("Your mail address").fill(VERA)
    sheet.get_by_role("button", name="Continue to download").click()
    ready = visitor.get_by_role("dialog", name="Your download is ready")
    with visitor.expect_download() as waiting:
        ready.get_by_role("link", name="Download Harbour 2").click()
    with open(waiting.value.path(), "rb") as file:
        assert file.read() == house.content[2]
    ready.get_by_role("button", name="Close").click()
    card = visitor.get_by_role("link", name="Download Harbour 5")
    expect(card).to_have_attribute("href", re.compile("/download$"))


def test_the_whole_workflow_by_keyboard_alone(house, mailbox, person):
    visitor = person()
    visitor.goto(f"{house.url}/")
    press_until(visitor, "Tab", visitor.get_by_role("link", name="Harbour").first)
    visitor.keyboard.press("Enter")
    visitor.wait_for_url("**/kits/harbour")
    first, second = (visitor.get_by_role("checkbox", name=f"Select Harbour {number}") for number in (0, 2))
    press_until(visitor, "Tab", first)
    visitor.keyboard.press("Space")
    press_until(visitor, "Tab", second)
    visitor.keyboard.press("Space")
    bar = visitor.get_by_role("group", name="Your selection")
    expect(bar).to_contain_text("2 files")
    press_until(visitor, "Tab", bar.get_by_role("button", name="Request access"))
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_label("Your mail address")).to_be_focused()
    visitor.keyboard.type(VERA)
    visitor.keyboard.press("Tab")
    visitor.keyboard.type("by keyboard")
    visitor.keyboard.press("Tab")
    visitor.keyboard.press("Enter")
    expect(visitor.get_by_role("dialog", name="Under review")).to_be_visible()
    visitor.keyboard.press("Escape")
    expect(visitor.get_by_role("dialog")).to_have_count(0)

    responsible = person()
    responsible.goto(link(mailbox.wait_for_mail(REVA), "/decide/"))
    message = responsible.get_by_label("Message")
    press_until(responsible, "Tab", message)
    responsible.keyboard.type("Here you are.")
    press_until(responsible, "Tab", responsible.get_by_role("button", name="Approve"))
    responsible.keyboard.press("Enter")
    expect(responsible.locator("main")).to_contain_text("Approved by you")

    requester = person()
    requester.goto(link(mailbox.wait_for_mail(VERA, "Approved"), "/pickup/"))
    button = requester.get_by_role("link", name="Download Harbour 2").first
    press_until(requester, "Tab", button)
    with requester.expect_download() as waiting:
        requester.keyboard.press("Enter")
    with open(waiting.value.path(), "rb") as file:
        assert file.read() == house.content[2]


def test_shift_ticks_a_whole_stretch_and_a_section_all_of_it(house, person):
    visitor = person()
    visitor.goto(f"{house.url}/kits/harbour")
    boxes = visitor.get_by_role("checkbox")
    boxes.nth(1).click(force=True)
    boxes.nth(5).click(force=True, modifiers=["Shift"])
    bar = visitor.get_by_role("group", name="Your selection")
    expect(bar).to_contain_text("5 files")
    visitor.get_by_role("button", name="Select all").click()
    expect(bar).to_contain_text("8 files")
    visitor.get_by_role("button", name="Select none").click()
    expect(bar.get_by_role("button")).to_have_count(0)


def test_the_page_speaks_the_readers_language_until_they_choose_another(house, mailbox, browser, person):
    context = browser.new_context(locale="de-AT")
    german = context.new_page()
    german.goto(f"{house.url}/kits/harbour")
    expect(german.locator("html")).to_have_attribute("lang", "de")
    german.get_by_role("button", name="العربية").click()
    expect(german.locator("html")).to_have_attribute("dir", "rtl")
    assert german.url.endswith("/kits/harbour"), "back where it was chosen"
    german.goto(f"{house.url}/")
    expect(german.locator("html")).to_have_attribute("lang", "ar")
    german.get_by_role("button", name="Français").click()
    german.goto(f"{house.url}/kits/harbour/request?mediaId={house.ids[0]}")
    german.locator("#mail").fill(VERA)
    german.locator("button.wide").click()
    expect(german.locator("h1")).to_be_visible()
    context.close()
    receipt = mailbox.wait_for_mail(VERA)
    assert 'lang="fr"' in receipt.html, "who asked in French is written to in French"
    status = person(javascript=False)
    status.goto(link(receipt, "/requests/"))
    expect(status.locator("html")).to_have_attribute("lang", "en")


def test_a_waiting_page_shows_the_decision_by_itself(house, mailbox, person):
    house.visitor().ask("/kits/harbour", VERA, "please", house.ids[:1])
    waiting = person()
    waiting.goto(link(mailbox.wait_for_mail(VERA, "Under review"), "/requests/"))
    expect(waiting.get_by_role("heading", level=1)).to_have_text("Your request is under review")
    house.visitor().decide(link(mailbox.wait_for_mail(REVA), "/decide/"), "deny", "Not this one.")
    expect(waiting.get_by_role("heading", level=1)).to_have_text("Your request is denied", timeout=15_000)
    expect(waiting.locator("main")).to_contain_text("Not this one.")


def test_pages_are_light_and_nothing_moves_while_they_load(house, person):
    visitor = person()
    sizes = {}
    visitor.on("response", lambda answer: sizes.__setitem__(answer.url, len(answer.body())) if "/preview/" not in answer.url else None)
    visitor.route("**/preview/*", lambda route: (visitor.wait_for_timeout(150), route.continue_()))
    for path in ("/", "/kits/harbour", f"/kits/harbour/assets/{house.ids[0]}", "/kits/harbour/request"):
        sizes.clear()
        visitor.add_init_script(
            "window.moved = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) window.moved += entry.value })"
            ".observe({type: 'layout-shift', buffered: true})"
        )
        visitor.goto(house.url + path)
        visitor.wait_for_load_state("networkidle")
        visitor.mouse.wheel(0, 2000)
        visitor.wait_for_timeout(300)
        assert visitor.evaluate("window.moved") < 0.01, path
        assert sum(sizes.values()) < 100_000, (path, sizes)
        scripts = sum(size for url, size in sizes.items() if url.endswith(".js"))
        assert scripts < 20_000, scripts
        images = visitor.evaluate("[...document.images].map(i => [i.getAttribute('width'), i.getAttribute('height'), i.loading])")
        assert all(width and height for width, height, _ in images), path
