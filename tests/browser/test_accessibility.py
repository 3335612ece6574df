"""Every page passes axe-core, light and dark, on a telephone and on a desk."""

from importlib import resources

import pytest

from support import files
from support.mail import link

REVA = "reva@example.org"
VERA = "vera@press.example"


@pytest.fixture(scope="session")
def axe():
    """axe-core, as its wheel brings it."""
    return (resources.files("axe_playwright_python") / "axe.min.js").read_text()


def faults(page, axe):
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})")
    return [(each["id"], each["help"], [node["html"][:160] for node in each["nodes"][:3]]) for each in found["violations"]]


def test_axe_finds_nothing_on_any_page(desk, mailbox, person, axe, tmp_path):
    admin = desk.user("ada@example.org", "Ada Admin", "admin", token=True)
    desk.user(REVA, "Reva Stern", "responsible")
    desk.kit("Press", "press", "perAssetApproval")
    desk.kit("At once", "at-once", "noApproval")
    desk.kit("Open", "open", "open")
    desk.kit("Secret", "secret", "open", privacy="password", password="sesame opens")
    desk.portal("The portal", "portal", "press", "open")
    (tmp_path / "in").mkdir()
    for number in range(3):
        (tmp_path / "in" / f"Photo {number}.jpg").write_bytes(files.photograph(seed=number))
    for kit in ("press", "at-once", "open", "secret"):
        ids = list(desk.bring_in(tmp_path / "in", kit=kit).values())
    folder = desk.api("POST", "/api/dam/folders", admin, json={"name": "Press"}).json()["id"]
    hook = desk.api("POST", "/api/dam/webhooks", admin, json={"url": "https://localhost/hooks"}).json()["id"]
    (tmp_path / "gone.png").write_bytes(files.photograph(seed=9, format="PNG"))
    gone = next(iter(desk.bring_in(tmp_path / "gone.png").values()))
    assert desk.api("DELETE", f"/api/dam/medias/{gone}", admin).status_code == 204
    desk.visitor().ask("/kits/press", VERA, "please", ids[:2])
    desk.visitor().ask("/kits/press", "other@press.example", "please", ids[:1])
    receipt, review = mailbox.wait_for_mail(VERA, "Under review"), mailbox.wait_for_mail(REVA, VERA)
    desk.visitor().decide(link(review, "/decide/"), "approve", "Here you are.")
    approval = mailbox.wait_for_mail(VERA, "Approved")
    pending = link(mailbox.wait_for_mail(REVA, "other@press.example"), "/decide/")

    public = ["/", "/portals/portal", "/kits/press", "/kits/open", "/kits/secret", f"/kits/press/assets/{ids[0]}"]
    public += ["/kits/press/request", f"/kits/press/request?mediaId={ids[2]}", "/kits/at-once/request", f"/kits/press/assets/{ids[2]}/download"]
    public += ["/nothing", "/fresh-link", "/recovery", "/admin/", link(receipt, "/requests/"), link(review, "/decide/"), pending, link(approval, "/pickup/")]
    rooms = ["/admin/", "/admin/users/members", "/admin/users/external-users", "/admin/settings", "/admin/history", "/admin/users/download-requests"]
    rooms += [f"/admin/users/download-requests?tab={tab}" for tab in ("approved", "denied", "revoked")] + ["/admin/users/download-requests/1", "/admin/users/download-requests/2"]
    rooms += [f"/admin/settings/{tab}" for tab in ("mail", "branding", "languages", "limits", "retention", "webhooks", f"webhooks/{hook}")]
    rooms += ["/admin/profile", "/admin/users/members/1", "/admin/users/members/2", "/admin/users/external-users/1"]
    rooms += ["/admin/users/external-users/1/erasure", "/admin/users/external-users/1/merger?other=2"]

    rooms += [f"/admin/{places}{page}" for places in ("kits", "portals") for page in ("", "?q=nothing", "/1", "/1/visitor", "/1/deletion")]
    rooms += [f"/admin/users/download-requests/{page}" for page in ("bulk?act=approve&tab=pending", "bulk?act=revoke&tab=approved", "bulk?act=deny&id=99", "replies")]
    rooms += ["/admin/users/download-requests?tab=all&mediaId=1&mailDomain=press.example", "/admin/users/download-requests?tab=all&waitedFrom=1&hasReason=true"]
    rooms += ["/admin/history?type=decision.approved&kitId=1&from=2020-01-01", f"/admin/history?type=asset&mediaId={gone}&userId=1&to=2020-01-01"]

    rooms += ["/admin/assets", "/admin/assets?view=list", "/admin/assets?q=nothing+like+that", f"/admin/assets/{ids[0]}", "/admin/assets/upload"]
    rooms += [f"/admin/assets/edit?mediaId={ids[0]}&mediaId={ids[1]}", f"/admin/assets/folders/{folder}", "/admin/assets/trash"]
    rooms += [f"/admin/insight{page}?span=all" for page in ("", "/places", "/assets", "/formats", "/people", "/reasons", "/decisions")] + ["/admin/insight?from=2001-01-01&to=2001-01-31"]

    visitor, at_desk = person(), person()
    at_desk.goto(desk.url + "/admin/")
    at_desk.get_by_label("Mail address").fill(admin.mail)
    at_desk.get_by_label("Password").fill(admin.password)
    at_desk.get_by_role("button", name="Sign in").click()
    wrong = {}
    for page, paths in ((visitor, public), (at_desk, rooms)):
        for scheme, width in (("light", 1280), ("dark", 360)):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.set_viewport_size({"width": width, "height": 800})
            for path in paths:
                address = path if path.startswith("http") else desk.url + path
                page.goto(address)
                where = f"{scheme} {width} {path.removeprefix(desk.url)}"
                if found := faults(page, axe):
                    wrong[where] = found
                wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                if wide > 0:
                    wrong[where + " (scrolls sideways)"] = wide
    assert wrong == {}
