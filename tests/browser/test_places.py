"""Kits and portals made at the desk: by mouse, by keyboard alone, and without JavaScript."""

import re

import pytest
from playwright.sync_api import expect

from support import files


@pytest.fixture
def desk(installation, tmp_path):
    desk = installation().start()
    desk.mona = desk.user("mona@example.org", "Mona Manager", "manager", token=True)
    desk.kit("Press", "press", "approval", privacy="private")
    (tmp_path / "in").mkdir()
    for number, name in enumerate(("Alpha", "Beta", "Gamma", "Delta")):
        (tmp_path / "in" / f"{name}.png").write_bytes(files.photograph(seed=number + 1, format="PNG"))
    desk.bring_in(tmp_path / "in", kit="press")
    (tmp_path / "more").mkdir()
    for number, name in enumerate(("Epsilon", "Zeta")):
        (tmp_path / "more" / f"{name}.png").write_bytes(files.photograph(seed=number + 9, format="PNG"))
    desk.bring_in(tmp_path / "more")
    return desk


def signed_in(desk, person, javascript=True, path="/admin/kits", width=1440):
    page = person(javascript)
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(desk.url + "/admin/")
    page.get_by_label("Mail address").fill(desk.mona.mail)
    page.get_by_label("Password").fill(desk.mona.password)
    page.get_by_role("button", name="Sign in").click()
    page.goto(desk.url + path)
    return page


def sections(desk):
    """The sections of the kit as they are kept: heading and the titles in each."""
    titles = {media["id"]: media["title"] for media in desk.api("GET", "/api/dam/medias?size=200", desk.mona).json()["items"]}
    kit = desk.api("GET", "/api/dam/kits/1", desk.mona).json()
    return [(section["title"], [titles[id] for id in section["mediaIds"]]) for section in kit["sections"]]


def shown(page, section=0):
    return page.locator(".placed").nth(section).locator(".name").all_inner_texts()


def save(page):
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator("main > .notice")).to_contain_text("Saved")


def test_a_kit_is_composed_by_keyboard_alone(desk, person):
    page = signed_in(desk, person)
    page.get_by_role("link", name="Press").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".placed > li")).to_have_count(4)
    before = shown(page)
    voice = page.locator(".voice")
    page.get_by_label(re.compile(f"^{before[0]}")).first.focus()
    page.keyboard.press("Alt+ArrowRight")
    page.keyboard.press("Alt+ArrowRight")
    expect(voice).to_contain_text(f"{before[0]}: 3 of 4")
    assert shown(page) == [before[1], before[2], before[0], before[3]]
    # A second section, by its button; the last asset walks over into it.
    page.get_by_role("button", name="Add a section").focus()
    page.keyboard.press("Enter")
    expect(voice).to_contain_text("Section 2 was added.")
    heading = page.get_by_label("Heading of section 2")
    heading.focus()
    page.keyboard.type("More")
    page.get_by_label(re.compile(f"^{before[3]}")).first.focus()
    page.keyboard.press("Alt+ArrowDown")
    assert shown(page, 1) == [before[3]]
    # Ticked ones move together, and the focus stays on the button.
    for name in (before[2], before[0]):
        page.get_by_label(re.compile(f"^{name}")).first.focus()
        page.keyboard.press("Space")
    earlier = page.get_by_role("button", name="Earlier")
    earlier.focus()
    page.keyboard.press("Enter")
    expect(voice).to_contain_text("2 assets were moved one place earlier.")
    expect(earlier).to_be_focused()
    assert shown(page) == [before[2], before[0], before[1]]
    # Out of the library, by words.
    words = page.get_by_label("Words")
    words.focus()
    page.keyboard.type("zeta")
    page.keyboard.press("Enter")
    expect(page.locator(".finds > li")).to_have_count(1)
    page.locator(".finds").get_by_label(re.compile("^Zeta")).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Add what is ticked").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".placed").nth(1).locator("li")).to_have_count(2)
    assert len(sections(desk)) == 1, "nothing is kept before it is saved"
    page.keyboard.press("Control+s")
    expect(page.locator("main > .notice")).to_contain_text("Saved")
    assert sections(desk) == [("", [before[2], before[0], before[1]]), ("More", [before[3], "Zeta"])]


def test_assets_are_dragged_within_and_between_sections_and_out_of_the_library(desk, person):
    page = signed_in(desk, person, path="/admin/kits/1")
    before = shown(page)
    rows = page.locator(".placed").first.locator("li")
    rows.nth(3).drag_to(rows.nth(0), target_position={"x": 5, "y": 40})
    expect(page.locator(".voice")).to_contain_text(f"{before[3]}: 1 of 4")
    assert shown(page) == [before[3], *before[:3]]
    page.get_by_role("button", name="Add a section").click()
    expect(page.locator(".placed")).to_have_count(2)
    page.get_by_label(re.compile(f"^{before[0]}")).first.check()
    page.get_by_label(re.compile(f"^{before[1]}")).first.check()
    page.locator(".placed").first.locator("li").nth(1).drag_to(page.locator(".placed").nth(1))
    assert shown(page) == [before[3], before[2]] and shown(page, 1) == before[:2]
    found = page.locator(".finds > li").filter(has_text="Epsilon")
    found.drag_to(page.locator(".placed").nth(1).locator("li").first, target_position={"x": 5, "y": 40})
    expect(page.locator(".placed").nth(1).locator("li")).to_have_count(3)
    expect(found).to_contain_text("in this kit")
    save(page)
    assert sections(desk) == [("", [before[3], before[2]]), ("", ["Epsilon", *before[:2]])]


def test_all_of_it_works_without_javascript(desk, person):
    page = signed_in(desk, person, javascript=False)
    page.get_by_role("link", name="Press").click()
    before = shown(page)
    page.get_by_label("Heading of section 1").fill("First <things>")
    page.get_by_role("button", name="Add a section").click()
    expect(page.locator("#moment")).to_contain_text("Section 2 was added. Not saved yet.")
    expect(page.get_by_label("Heading of section 1")).to_have_value("First <things>")
    page.get_by_label("Heading of section 2").fill("Second")
    page.get_by_label(re.compile(f"^{before[2]}")).first.check()
    page.get_by_label(re.compile(f"^{before[3]}")).first.check()
    page.get_by_label("To section", exact=True).first.select_option(label="Section 2")
    page.get_by_role("button", name="Move there").click()
    assert shown(page) == before[:2] and shown(page, 1) == before[2:]
    page.get_by_role("button", name="Up section Second").click()
    assert shown(page) == before[2:]
    page.get_by_label("Words").fill("epsi")
    page.keyboard.press("Enter")
    page.locator(".finds").get_by_label(re.compile("^Epsilon")).check()
    page.locator("#into").select_option(label="Second")
    page.get_by_role("button", name="Add what is ticked").click()
    assert shown(page) == [*before[2:], "Epsilon"]
    page.get_by_role("button", name="Add a question").click()
    page.get_by_label("Question 1", exact=True).fill("Medium?")
    page.get_by_label("Answered by").select_option("choice")
    page.get_by_label("Options").fill("Print\nWeb")
    page.get_by_label("Title", exact=True).fill("")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_role("alert")).to_contain_text("A title is needed.")
    page.get_by_label("Title", exact=True).fill("Press, again")
    page.get_by_label("Public", exact=True).check()
    expect(page.locator(".publishes:visible")).to_contain_text("it becomes visible to everybody at /kits/press, with 5 assets")
    save(page)
    expect(page.locator("main > .notice")).to_contain_text("Saved and published at /kits/press.")
    assert sections(desk) == [("Second", [*before[2:], "Epsilon"]), ("First <things>", before[:2])]
    assert desk.visitor().get("/kits/press").status_code == 200
    assert "Medium?" in desk.visitor().get("/kits/press/request").text


def test_unsaved_changes_are_not_lost_by_a_slip_nor_to_somebody_else(desk, person):
    first, second = (signed_in(desk, person, path="/admin/kits/1") for _ in range(2))
    asked = []
    first.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    first.get_by_label("Description").fill("By the first")
    first.get_by_role("link", name="Portals").click(no_wait_after=True)
    first.wait_for_timeout(300)
    assert asked == ["beforeunload"] and first.url.endswith("/admin/kits/1")
    expect(first.get_by_label("Description")).to_have_value("By the first")
    second.get_by_label("Title", exact=True).fill("Renamed")
    save(second)
    first.get_by_role("button", name="Save", exact=True).last.click()
    expect(first.get_by_role("alert")).to_contain_text("Mona Manager changed this kit")
    expect(first.get_by_role("alert")).to_contain_text("The title: “Renamed”")
    expect(first.get_by_label("Description")).to_have_value("By the first")
    save(first)
    kit = desk.api("GET", "/api/dam/kits/1", desk.mona).json()
    assert (kit["title"], kit["description"]) == ("Press", "By the first")
    asked.clear()
    first.goto(desk.url + "/admin/kits")
    assert asked == []


@pytest.mark.parametrize("javascript", [True, False])
def test_a_portal_is_made_with_logo_colour_introduction_and_kits(desk, person, tmp_path, javascript):
    desk.kit("Open", "open", "open", privacy="public")
    page = signed_in(desk, person, javascript, "/admin/portals")
    page.get_by_label("Title of a new portal").fill("The gate")
    page.get_by_role("button", name="Make a portal").click()
    for kit in ("Open", "Press"):
        page.get_by_label("Another kit").select_option(label=kit)
        page.get_by_role("button", name="Add", exact=True).click()
        expect(page.locator(".gathered")).to_contain_text(kit)
    if javascript:
        rows = page.locator(".gathered > li")
        rows.nth(1).drag_to(rows.nth(0), target_position={"x": 100, "y": 3})
        expect(page.locator(".voice")).to_contain_text("Press: 1 of 2")
        page.get_by_label("Introduction").fill("One.\n\nTwo.")
        expect(page.locator("#preview .lead")).to_have_count(2)
    else:
        page.get_by_role("button", name="Up Press").click()
        page.get_by_label("Introduction").fill("One.\n\nTwo.")
    expect(page.locator(".gathered > li").first).to_contain_text("Press")
    logo = tmp_path / "Our logo.png"
    logo.write_bytes(files.photograph(seed=77, format="PNG"))
    page.get_by_label("Upload a logo").set_input_files(logo)
    page.get_by_label(re.compile("^Accent colour")).fill("#ffd43b")
    if javascript:
        expect(page.locator("#branding")).to_contain_text("Our logo")
        expect(page.locator(".worn")).to_contain_text("Shifted as far as reading demands.")
        expect(page.get_by_label("Introduction")).to_have_value("One.\n\nTwo.")
    page.get_by_label("Open", exact=True).check()
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.locator("main > .notice")).to_contain_text("Saved")
    expect(page.locator("#policy .notice")).to_contain_text("Looser than some of its kits.")
    expect(page.locator("#branding")).to_contain_text("Our logo")
    portal = desk.api("GET", "/api/dam/portals/1", desk.mona).json()
    assert portal["introduction"] == "One.\n\nTwo." and portal["accent"] == "#ffd43b" and portal["logoId"]
    assert portal["kitIds"] == [1, 2] and portal["downloadPolicy"] == "open"
    # As a visitor would see it; to a visitor it is nothing yet.
    page.goto(desk.url + "/admin/portals/1/visitor")
    expect(page.locator(".as-visitor")).to_contain_text("Nobody but members sees it yet")
    expect(page.get_by_role("link", name="Open")).to_have_count(1)
    assert desk.visitor().get("/portals/the-gate").status_code == 404


def test_deleting_says_what_it_does_and_does_it(desk, mailbox, person):
    desk.kit("Gone soon", "gone", "approval")
    kit = desk.api("GET", "/api/dam/kits", desk.mona).json()["items"][-1]
    media = desk.api("GET", "/api/dam/medias", desk.mona).json()["items"][0]["id"]
    desk.api("PATCH", f"/api/dam/kits/{kit['id']}", desk.mona, json={"sections": [{"mediaIds": [media]}]})
    desk.visitor().ask("/kits/gone", "vera@press.example", "please")
    mailbox.wait_for_mail("vera@press.example", "Under review")
    page = signed_in(desk, person)
    page.get_by_role("link", name="Gone soon").click()
    page.get_by_role("link", name="Delete this kit").click()
    expect(page.locator(".effects")).to_contain_text("1 request for the whole kit is under review. It ends, and who asked is told.")
    page.get_by_label("A word to those who lose something").fill("It moved.")
    page.get_by_role("button", name="Delete this kit").click()
    expect(page.locator("main > .notice")).to_contain_text("The kit is deleted.")
    assert "It moved." in mailbox.wait_for_mail("vera@press.example", "Closed", within=30).text
    assert desk.visitor().get("/kits/gone").status_code == 404
