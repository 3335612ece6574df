"""Chromium's own download on a line that breaks: by itself where the line just ends, by its Resume where it was reset."""

import hashlib
import time

import pytest
import requests

from support import files
from support.chromium import PATH, QUIET

MIB = 1 << 20
BREAKS_AFTER = 6_000_000
ITEM = "() => document.querySelector('downloads-manager').shadowRoot.querySelector('downloads-item').data"
INTERRUPTED = 5


@pytest.fixture
def chromium(playwright, tmp_path):
    """A browser with a profile of its own, so that its page of downloads is at hand; and the folder it saves to."""
    saved = tmp_path / "saved"
    saved.mkdir()
    context = playwright.chromium.launch_persistent_context(tmp_path / "profile", executable_path=PATH, args=QUIET)
    context.set_default_timeout(15_000)
    # Playwright takes an interrupted download for a cancelled one; Chromium itself does not.
    session = context.new_cdp_session(context.pages[0])
    session.send("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(saved), "eventsEnabled": True})
    yield context, saved
    context.close()


@pytest.fixture
def house(desk, approved, tmp_path):
    """A file and an archive; the digest of each."""
    folder = tmp_path / "Incoming"
    folder.mkdir()
    for number in range(2):
        (folder / f"صورة {number}.bin").write_bytes(files.noise(16 * MIB + number, number))
    ids = desk.bring_in(folder, kit="press")
    desk.cookie = approved(desk)
    desk.digests = {}
    for address in ["/kits/press/download", f"/kits/press/assets/{ids['صورة 0.bin']}/download"]:
        answer = requests.get(desk.url + address, headers={"Cookie": desk.cookie}, timeout=60)
        assert answer.status_code == 200
        desk.digests[address] = hashlib.sha256(answer.content).hexdigest()
    return desk


def begins(context, line, desk, address):
    """Somebody who was approved follows a link to a download."""
    name, _, value = desk.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": line.origin}])
    page = context.pages[0]
    page.goto(f"{line.origin}/kits/press")
    line.breaks_after, line.asked = BREAKS_AFTER, []
    page.evaluate("address => { location.href = address }", address)
    return page


def until(condition, what, within=30):
    end = time.monotonic() + within
    while not condition():
        assert time.monotonic() < end, what
        time.sleep(0.1)


def whole(saved):
    """The one file that is there, once it is all there."""
    found = [path for path in saved.iterdir()]
    return found[0] if len(found) == 1 and found[0].suffix != ".crdownload" else None


def digest_of(saved):
    until(lambda: whole(saved), f"it is not whole: {list(saved.iterdir())}")
    path = whole(saved)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.unlink()
    return path.name, digest


def test_chromium_goes_on_by_itself_where_a_line_ends(house, bad_line, chromium):
    context, saved = chromium
    line = bad_line(house)
    for address, digest in house.digests.items():
        begins(context, line, house, address)
        name, got = digest_of(saved)
        assert got == digest
        assert name in ("Press.zip", "صورة 0.bin")
        went_on = [each for each in line.asked if "Range: bytes=" in each]
        assert len(went_on) >= 2 and all("If-Range: \"" in each for each in went_on), line.asked


def test_chromium_goes_on_by_its_resume_after_a_reset_and_a_restart(house, bad_line, chromium):
    context, saved = chromium
    line = bad_line(house)
    line.rudely = True
    for address, digest in house.digests.items():
        page = begins(context, line, house, address)
        downloads = context.new_page()
        downloads.goto("chrome://downloads/")
        until(lambda: (item := downloads.evaluate(ITEM)) and item["state"] == INTERRUPTED, "it was not interrupted")
        assert downloads.evaluate(ITEM)["resume"], "Chromium offers to go on"
        house.kill()
        house.start()
        line.breaks_after, line.asked = None, []
        # It lies in the menu of the download.
        downloads.locator("#pause-or-resume").first.evaluate("button => button.click()")
        assert digest_of(saved)[1] == digest
        assert [each for each in line.ranges() if each], line.asked
        downloads.close()
        page.goto("about:blank")
