"""Takes a picture of every public page of the demo, and of the desk's rooms: both themes, 360 and 1440 pixels wide, English and Arabic.

    target/venv/bin/python tests/browser/screenshots.py FOLDER [LANGUAGE ...]

The demo runs on a free port for as long as it takes. Each picture is named `page-language-width-theme.png`.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import requests
from playwright.sync_api import sync_playwright

BINARY = os.environ.get("AJAR_BIN") or str(Path(__file__).resolve().parents[2] / "target" / "debug" / "ajar")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium")


def start():
    demo = subprocess.Popen([BINARY, "demo", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    for line in demo.stdout:
        if heard := re.search(r"open at (http://[^\s,]+)", line):
            return demo, heard[1].rstrip("/")
    raise SystemExit("the demo ended before it was open")


def settle(url):
    """Waits until every picture of the kits is made."""
    for _ in range(240):
        pages = [requests.get(url + path).text for path in kits(url)]
        if all('class="stage on-icon"' not in page for page in pages):
            return
        time.sleep(0.5)


def portals(url):
    return sorted(set(re.findall(r'href="(/portals/[^"/]+)"', requests.get(url + "/").text)))


def kits(url):
    pages = "".join(requests.get(url + portal).text for portal in portals(url))
    return sorted(set(re.findall(r'href="(/portals/[^"/]+/kits/[^"/]+)"', pages)))


def mail_links(url):
    """The links that the demo's mails hold, by kind, the newest mail first."""
    found = {}
    listed = requests.get(url + "/mailbox").text
    for mail in re.findall(r'href="(/mailbox/\d+)"', listed):
        for link in re.findall(r'https?://[^\s"<]+?(/(?:requests|pickup|decide|invitation)/[\w.-]+)', requests.get(url + mail).text):
            found.setdefault(link.split("/")[1], []).append(link)
    return {kind: list(dict.fromkeys(links)) for kind, links in found.items()}


def pages(url):
    """Name and address of every public page."""
    places = kits(url)
    named = {"home": "/", "not-found": "/kits/nowhere", "fresh-link": "/fresh-link", "sign-in": "/admin/", "recovery": "/recovery"}
    for portal in portals(url):
        name = portal.rsplit("/", 1)[1]
        named |= {f"portal-{name}": portal, f"search-{name}": f"{portal}?type=image"}
    for place in places:
        kit = place.rsplit("/", 1)[1]
        page = requests.get(url + place).text
        assets = list(dict.fromkeys(re.findall(rf'href="{place}/assets/(\d+)"', page)))
        named[f"kit-{kit}"] = place
        named[f"ask-{kit}"] = f"{place}/request"
        named[f"search-{kit}"] = f"{place}?q=museum"
        if assets:
            named[f"asset-{kit}"] = f"{place}/assets/{assets[0]}"
            named[f"ask-one-{kit}"] = f"{place}/request?mediaId={assets[0]}"
            named[f"refused-{kit}"] = f"{place}/assets/{assets[0]}/download"
    seen = set()
    for kind, links in mail_links(url).items():
        for link in links:
            answer = requests.get(url + link)
            heading = re.search(r"<h1[^>]*>(.*?)</h1>", answer.text, re.S)
            key = (kind, heading and re.sub(r"<[^>]+>", "", heading[1]))
            if key not in seen and len([one for one in seen if one[0] == kind]) < 6:
                seen.add(key)
                named[f"{kind}-{len(seen)}"] = link
    return named


LISTS = "/admin/users/download-requests"

DESK = {
    "desk-assets": "/admin/assets",
    "desk-assets-list": "/admin/assets?view=list",
    "desk-asset": "/admin/assets/1",
    "desk-assets-edit": "/admin/assets/edit?mediaId=1&mediaId=2",
    "desk-upload": "/admin/assets/upload",
    "desk-folder": "/admin/assets/folders/1",
    "desk-trash": "/admin/assets/trash",
    "desk-kits": "/admin/kits",
    "desk-kits-nothing": "/admin/kits?q=nothing",
    "desk-kit": "/admin/kits/1",
    "desk-kit-visitor": "/admin/kits/1/visitor",
    "desk-kit-deletion": "/admin/kits/1/deletion",
    "desk-portals": "/admin/portals",
    "desk-portal": "/admin/portals/1",
    "desk-portal-visitor": "/admin/portals/1/visitor",
    "desk-portal-deletion": "/admin/portals/1/deletion",
    "desk-external-users": "/admin/users/external-users",
    "desk-members": "/admin/users/members",
    "desk-profile": "/admin/profile",
    "desk-settings": "/admin/settings",
    "desk-settings-mail": "/admin/settings/mail",
    "desk-settings-branding": "/admin/settings/branding",
    "desk-settings-languages": "/admin/settings/languages",
    "desk-settings-limits": "/admin/settings/limits",
    "desk-settings-retention": "/admin/settings/retention",
    "desk-settings-webhooks": "/admin/settings/webhooks",
    "desk-narrowed": f"{LISTS}?tab=all&mediaId=1&mailDomain=example.org&from=2026-01-01",
    "desk-bulk-approve": f"{LISTS}/bulk?tab=pending&act=approve",
    "desk-bulk-revoke": f"{LISTS}/bulk?tab=approved&act=revoke",
    "desk-bulk-nothing": f"{LISTS}/bulk?act=deny&id=1",
    "desk-replies": f"{LISTS}/replies",
    "desk-waited": f"{LISTS}?tab=all&decidedFrom=2026-01-01&waitedFrom=60&contentType=image%2Fjpeg&hasReason=true",
    "desk-history": "/admin/history",
    "desk-history-narrowed": "/admin/history?type=decision&portalId=1&from=2020-01-01",
    "desk-history-nothing": "/admin/history?type=asset.deleted&mediaId=1&kitId=1&contentType=image%2Fjpeg&to=2020-01-01",
    "desk-formats": "/admin/insight/formats?span=all",
    "desk-decisions": "/admin/insight/decisions?span=all",
} | {f"desk-{tab}": f"{LISTS}?tab={tab}" for tab in ("pending", "approved", "denied", "revoked", "all")}
"""Pages of the desk whose addresses are known before."""


def at_the_desk(browser, url):
    """What a browser keeps in which the demo's admin is signed in, and name and address of the pages of the desk."""
    context = browser.new_context()
    page = context.new_page()

    def links(path, selector):
        page.goto(url + path)
        return [link.get_attribute("href") for link in page.locator(selector).all()]

    page.goto(url + "/admin/")
    page.get_by_label("Mail address").fill("desk@lowwater.example")
    page.get_by_label("Password").fill("low-water-desk")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()
    first, second = links("/admin/users/external-users", "tbody th a")[:2]
    met = {"desk-external-user": first, "desk-erasure": f"{first}/erasure", "desk-merger": f"{first}/merger?other={second.rsplit('/', 1)[1]}"}
    met["desk-member"] = links("/admin/users/members", "tbody th a")[-1]
    for tab in ("pending", "approved"):
        met[f"desk-request-{tab}"] = links(f"{LISTS}?tab={tab}", ".rows a.who")[0]
    kept = context.storage_state()
    context.close()
    return kept, DESK | met


def main(folder, languages):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    demo, url = start()
    try:
        settle(url)
        named = pages(url)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--no-first-run"])
            signed_in, desk = at_the_desk(browser, url)
            for language in languages:
                for width, theme in ((1440, "light"), (1440, "dark"), (360, "light"), (360, "dark")):
                    # The desk speaks English only.
                    for name, path in (named | (desk if language == "en" else {})).items():
                        kept = signed_in if name in desk else None
                        context = browser.new_context(storage_state=kept, locale=language, viewport={"width": width, "height": 900}, color_scheme=theme)
                        page = context.new_page()
                        answer = page.goto(url + path)
                        # An address whose bytes flow is a download, not a page.
                        if answer is not None:
                            page.wait_for_load_state("networkidle")
                            # What lies far below is loaded when somebody comes near.
                            page.evaluate("for (const image of document.images) image.loading = 'eager'")
                            page.evaluate("Promise.all([...document.images].map(image => image.decode().catch(() => 0)))")
                            page.screenshot(path=folder / f"{name}-{language}-{width}-{theme}.png", full_page=True)
                        context.close()
            browser.close()
        print(f"{len(list(folder.glob('*.png')))} pictures of {len(named | desk)} pages in {folder}")
    finally:
        demo.terminate()
        demo.wait(30)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    main(sys.argv[1], sys.argv[2:] or ["en", "ar"])
