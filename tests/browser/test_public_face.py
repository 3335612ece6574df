"""The public pages as a visitor meets them: asking in place, by keyboard, in another language, on a slow line."""

import re

import pytest
from PIL import Image
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
    sheet.get_by_role("alert").get_by_role("link").click()
    expect(sheet.get_by_label("Your mail address")).to_be_focused()
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
    german.get_by_role("button", name="Deutsch").click()
    expect(german.locator("html")).to_have_attribute("lang", "de")
    german.get_by_role("button", name="Français").click()
    expect(german.locator("#mail")).to_have_value(VERA)
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


QUESTIONS = """[
  {"id": "paper", "label": "In which paper?", "kind": "text", "required": true},
  {"id": "medium", "label": "Medium", "kind": "choice", "options": ["Print", "Online"], "required": true},
  {"id": "copy", "label": "You will get a copy", "kind": "checkbox"}
]"""


@pytest.mark.parametrize("javascript", [True, False], ids=["with_javascript", "without_javascript"])
def test_the_owners_questions_and_terms_are_asked_kept_and_shown(house, mailbox, person, tmp_path, javascript):
    (tmp_path / "questions.json").write_text(QUESTIONS)
    (tmp_path / "terms.txt").write_text("Use them once.\n\nName the photographer.")
    house.cli("kit", "set", "harbour", "--questions", tmp_path / "questions.json", "--terms", tmp_path / "terms.txt")
    admin = house.user("ada@example.org", "Ada Admin", "admin", token=True)
    visitor = person(javascript)
    visitor.goto(f"{house.url}/kits/harbour")
    visitor.get_by_role("link", name="Request access to Harbour 3").click()
    sheet = visitor.locator(".sheet")
    expect(sheet).to_contain_text("Name the photographer.")
    sheet.get_by_label("Your mail address").fill(VERA)
    sheet.get_by_label("You will get a copy").check()
    sheet.get_by_role("button", name="Request access").click()
    errors = visitor.locator("#errors")
    expect(errors).to_contain_text("Please answer this.")
    expect(errors).to_contain_text("Please accept the terms of use to go on.")
    expect(sheet.get_by_label("You will get a copy")).to_be_checked()
    sheet.get_by_label("In which paper?").fill("Harbour News")
    sheet.get_by_label("Medium").select_option("Print")
    sheet.get_by_label("I have read the terms of use").check()
    sheet.get_by_role("button", name="Request access").click()
    expect(visitor.locator(".sheet h1")).to_have_text("Under review")

    decide = person(javascript)
    decide.goto(link(mailbox.wait_for_mail(REVA), "/decide/"))
    expect(decide.locator("main")).to_contain_text("Harbour News")
    asked = house.all_requests(admin)[0]
    assert {answer["id"]: answer["value"] for answer in asked["answers"]} == {"paper": "Harbour News", "medium": "Print", "copy": True}
    assert asked["termsVersion"] == 1
    decide.get_by_role("button", name="Approve").click()

    requester = person(javascript)
    requester.goto(link(mailbox.wait_for_mail(VERA, "Approved"), "/pickup/"))
    requester.goto(f"{house.url}/kits/harbour/request?mediaId={house.ids[5]}")
    form = requester.locator(".sheet")
    form.get_by_label("In which paper?").fill("Harbour News")
    form.get_by_label("Medium").select_option("Online")
    form.get_by_label("I have read the terms of use").check()
    form.get_by_role("button", name="Request access").click()
    requester.goto(link(mailbox.wait_for_mail(VERA, "Under review", number=2), "/requests/"))
    requester.get_by_label("Something more for those who decide").fill("It is for Friday.")
    requester.get_by_role("button", name="Add").click()
    expect(requester.locator("main")).to_contain_text("It is for Friday.")
    newest = house.request(admin, max(each["id"] for each in house.all_requests(admin)))
    assert "It is for Friday." in str(newest)


def test_an_approved_picture_comes_in_other_formats_and_sizes(house, mailbox, person, tmp_path):
    house.visitor().ask("/kits/harbour", VERA, "please", house.ids[:1])
    house.visitor().decide(link(mailbox.wait_for_mail(REVA), "/decide/"), "approve", "")
    requester = person()
    requester.goto(link(mailbox.wait_for_mail(VERA, "Approved"), "/pickup/"))
    formats = requester.locator("details.formats")
    for _ in range(60):
        # Which sizes there are is known once its preview is made.
        requester.goto(f"{house.url}/kits/harbour/assets/{house.ids[0]}")
        if formats.count():
            break
        requester.wait_for_timeout(500)
    formats.locator("summary").click()
    with requester.expect_download() as waiting:
        formats.get_by_role("link", name=re.compile("^PNG, 640")).click()
    assert waiting.value.suggested_filename == "Harbour 0-640.png"
    with Image.open(waiting.value.path()) as picture:
        assert (picture.format, picture.size) == ("PNG", (640, 427))
    stranger = person()
    answer = stranger.request.get(f"{house.url}/kits/harbour/assets/{house.ids[0]}/download?format=png&width=640")
    assert answer.status == 403


def test_a_large_kit_comes_in_pages_and_a_selection_goes_along(desk, mailbox, person, tmp_path):
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(130):
        (folder / f"note {number:03}.txt").write_text(f"note {number}")
    (folder / "drawing.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>')
    desk.user(REVA, "Reva Stern", "responsible")
    desk.kit("Notes", "notes", "perAssetApproval")
    desk.bring_in(folder, kit="notes")
    visitor = person()
    visitor.goto(f"{desk.url}/kits/notes")
    expect(visitor.locator(".card")).to_have_count(80)
    expect(visitor.locator("main")).to_contain_text("Files 1 to 80 of 131")
    first = visitor.get_by_role("checkbox").first
    first.check(force=True)
    visitor.get_by_role("link", name="Next page").click()
    expect(visitor.locator(".card")).to_have_count(51)
    bar = visitor.get_by_role("group", name="Your selection")
    expect(bar).to_contain_text("1 file")
    visitor.get_by_role("checkbox").first.check(force=True)
    expect(bar).to_contain_text("2 files")
    bar.get_by_role("button", name="Request access").click()
    sheet = visitor.locator(".sheet")
    expect(sheet.locator("input[name=mediaId]")).to_have_count(2)
    sheet.get_by_label("Your mail address").fill(VERA)
    sheet.get_by_role("button", name="Request access").click()
    expect(visitor.locator(".sheet h1")).to_have_text("Under review")
    visitor.get_by_role("button", name="Close").click()

    visitor.goto(f"{desk.url}/kits/notes")
    expect(visitor.locator(".bar .sum")).not_to_contain_text("2 files")
    visitor.get_by_label("Search in Notes").fill("note 12")
    visitor.get_by_role("button", name="Search").click()
    expect(visitor.get_by_role("status").first).to_contain_text("10 files found")
    visitor.goto(f"{desk.url}/kits/notes")
    visitor.get_by_role("list", name="Type of file").get_by_role("link", name="Vector graphics").click()
    expect(visitor.locator(".card")).to_have_count(1)
    visitor.get_by_label("Search in Notes").fill("nothing like it")
    visitor.get_by_role("button", name="Search").click()
    expect(visitor.get_by_role("heading", name="Nothing found")).to_be_visible()
    visitor.get_by_role("link", name="Show everything").click()
    expect(visitor.locator(".card")).to_have_count(80)
