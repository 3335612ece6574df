"""Uploading in a real browser: dropped files and folders, pause and resume, a server that is killed, no JavaScript at all."""

import hashlib
import os
import re

import pytest
from playwright.sync_api import expect

from support import files

ASSETS = "/admin/assets"
SLOW = 4 << 20  # bytes a second


@pytest.fixture
def desk(installation):
    desk = installation().start()
    desk.max = desk.user("max@example.org", "Max Manager", "manager", token=True)
    return desk


def signed_in(desk, person, javascript=True):
    page = person(javascript)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(desk.url + "/admin/")
    page.get_by_label("Mail address").fill(desk.max.mail)
    page.get_by_label("Password").fill(desk.max.password)
    page.get_by_role("button", name="Sign in").click()
    page.goto(desk.url + ASSETS)
    return page


def drop(page, *paths):
    """Drops files and folders of this machine onto the page."""
    devtools = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for kind in ("dragEnter", "dragOver", "drop"):
        devtools.send("Input.dispatchDragEvent", {"type": kind, "x": 700, "y": 500, "data": data})


def slowly(page, rate):
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": rate})


def reaches(page, percent):
    """Waits until so much of the first upload is sent."""
    for _ in range(600):
        if page.evaluate("document.querySelector('.upload-list progress')?.value ?? 0") > percent:
            return
        page.wait_for_timeout(50)
    raise AssertionError(page.locator(".uploads").inner_text())


def medias(desk):
    return desk.api("GET", "/api/dam/medias", desk.max).json()["items"]


def large(path, size=24 << 20):
    path.write_bytes(os.urandom(size))
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_dropped_files_and_folders_become_assets_in_folders(desk, person, tmp_path):
    (tmp_path / "Press" / "2026").mkdir(parents=True)
    (tmp_path / "Press" / "logo.svg").write_bytes(files.drawing())
    (tmp_path / "Press" / "2026" / "quay.jpg").write_bytes(files.photograph())
    (tmp_path / "صورة.png").write_bytes(files.photograph(seed=2, format="PNG"))
    page = signed_in(desk, person)
    expect(page.get_by_role("heading", name="There are no assets yet")).to_be_visible()
    drop(page, tmp_path / "Press", tmp_path / "صورة.png")
    expect(page.locator(".uploads .sum")).to_contain_text("3 of 3 uploaded", timeout=20_000)
    page.get_by_role("link", name="Show what came").click()
    expect(page.locator(".shelf-grid .card")).to_have_count(3)
    page.locator(".tree").get_by_role("link", name=re.compile("2026")).click()
    expect(page.locator(".shelf-grid .card")).to_have_count(1)
    by_name = {media["filename"]: media for media in medias(desk)}
    folders = {folder["id"]: folder for folder in desk.api("GET", "/api/dam/folders", desk.max).json()["items"]}
    inner = folders[by_name["quay.jpg"]["folderId"]]
    assert (inner["name"], folders[inner["parentId"]]["name"]) == ("2026", "Press")
    assert by_name["صورة.png"]["folderId"] is None


def test_an_upload_is_paused_and_goes_on_where_it_stood(desk, person, tmp_path):
    digest = large(tmp_path / "film.bin")
    page = signed_in(desk, person)
    slowly(page, SLOW)
    drop(page, tmp_path / "film.bin")
    line = page.locator(".upload-list li")
    reaches(page, 20)
    line.get_by_role("button", name="Pause").click()
    expect(line).to_contain_text("Paused")
    page.wait_for_timeout(1500)
    stood = page.locator(".upload-list progress").get_attribute("value")
    page.wait_for_timeout(500)
    assert page.locator(".upload-list progress").get_attribute("value") == stood
    sent = []
    page.on("request", lambda request: sent.append((request.method, request.headers.get("upload-offset"))) if "/uploads/" in request.url else None)
    line.get_by_role("button", name="Resume").click()
    expect(line).to_contain_text("Uploaded", timeout=40_000)
    patches = [int(offset) for method, offset in sent if method == "PATCH"]
    assert sent[0][0] == "HEAD" and patches[0] > 1 << 20, sent
    assert medias(desk)[0]["sha256"] == digest


def test_a_server_that_is_killed_loses_little_of_an_upload(desk, person, tmp_path):
    digest = large(tmp_path / "film.bin", 40 << 20)
    page = signed_in(desk, person)
    slowly(page, 2 * SLOW)
    drop(page, tmp_path / "film.bin")
    reaches(page, 60)
    desk.kill()
    expect(page.locator(".upload-list li")).to_contain_text("goes on", timeout=10_000)
    sent = []
    page.on("request", lambda request: sent.append(request.headers.get("upload-offset")) if request.method == "PATCH" else None)
    desk.start()
    expect(page.locator(".upload-list li")).to_contain_text("Uploaded", timeout=60_000)
    assert int(sent[0]) >= 16 << 20, sent
    assert [media["sha256"] for media in medias(desk)] == [digest]


def test_a_page_that_was_closed_goes_on_with_the_same_file(desk, person, tmp_path):
    digest = large(tmp_path / "film.bin")
    page = signed_in(desk, person)
    slowly(page, SLOW)
    drop(page, tmp_path / "film.bin")
    reaches(page, 30)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(desk.url + ASSETS)
    slowly(page, -1)
    sent = []
    page.on("request", lambda request: sent.append((request.method, request.headers.get("upload-offset"))) if "/uploads" in request.url else None)
    drop(page, tmp_path / "film.bin")
    expect(page.locator(".uploads .sum")).to_contain_text("1 of 1 uploaded", timeout=30_000)
    assert sent[0][0] == "HEAD" and "POST" not in [method for method, _ in sent], sent
    assert [media["sha256"] for media in medias(desk)] == [digest]


def test_the_same_file_again_is_told_and_the_user_decides(desk, person, tmp_path):
    (tmp_path / "logo.svg").write_bytes(files.drawing())
    page = signed_in(desk, person)
    drop(page, tmp_path / "logo.svg")
    expect(page.locator(".uploads .sum")).to_contain_text("1 of 1 uploaded", timeout=20_000)
    (tmp_path / "again.svg").write_bytes(files.drawing())
    (tmp_path / "once more.svg").write_bytes(files.drawing())
    drop(page, tmp_path / "again.svg", tmp_path / "once more.svg")
    expect(page.locator(".upload-list .asking")).to_have_count(2, timeout=20_000)
    expect(page.locator(".upload-list .asking").first.get_by_role("link", name="logo")).to_be_visible()
    page.get_by_role("button", name="Skip it again.svg").click()
    page.get_by_role("button", name="Add it once more once more.svg").click()
    expect(page.locator(".uploads .sum")).to_contain_text("3 of 3 uploaded", timeout=20_000)
    assert sorted(media["filename"] for media in medias(desk)) == ["logo.svg", "once more.svg"]


def test_without_javascript_a_form_uploads_several_and_tells_what_was_here(desk, person, tmp_path):
    for name, seed in (("one.png", 1), ("two.png", 2), ("again.png", 1)):
        (tmp_path / name).write_bytes(files.photograph(seed=seed, format="PNG"))
    page = signed_in(desk, person, javascript=False)
    page.get_by_role("link", name="Upload").first.click()
    page.get_by_label("Files", exact=True).set_input_files([tmp_path / "one.png", tmp_path / "two.png"])
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("added as")).to_have_count(2)
    page.get_by_label("Files", exact=True).set_input_files([tmp_path / "again.png"])
    page.get_by_role("button", name="Upload").click()
    expect(page.get_by_text("was here already")).to_be_visible()
    assert len(medias(desk)) == 2
    page.goto(desk.url + ASSETS)
    page.locator(".shelf-grid .card a").first.click()
    page.get_by_label("Title").fill("A new title")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="A new title")).to_be_visible()
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_text("1 asset was deleted")).to_be_visible()
    page.locator(".tree").get_by_role("link", name="Deleted").click()
    page.get_by_role("checkbox", name="Tick A new title").check()
    page.get_by_role("button", name="Bring back").click()
    expect(page.get_by_text("1 asset was brought back")).to_be_visible()


def test_many_are_changed_by_ticking_them(desk, person, tmp_path):
    (tmp_path / "in").mkdir()
    for seed in range(3):
        (tmp_path / "in" / f"photo {seed}.png").write_bytes(files.photograph(seed=seed, format="PNG"))
    desk.bring_in(tmp_path / "in")
    page = signed_in(desk, person)
    boxes = page.locator(".shelf-grid input[type=checkbox]")
    boxes.first.focus()
    page.keyboard.press("Space")
    boxes.nth(2).click(modifiers=["Shift"])
    expect(page.locator(".bar .sum")).to_contain_text("3 assets")
    page.get_by_role("button", name="Edit").click()
    expect(page.get_by_role("heading", name="Edit 3 assets")).to_be_visible()
    page.get_by_label("Add tags").fill("autumn, press")
    page.get_by_label("Credit", exact=True).fill("Ines Tamm")
    page.get_by_role("button", name="Change 3 assets").click()
    expect(page.get_by_text("3 assets were changed.")).to_be_visible()
    assert all(media["tags"] == ["autumn", "press"] and media["credit"] == "Ines Tamm" for media in medias(desk))
