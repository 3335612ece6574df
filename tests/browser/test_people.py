"""People at the desk: an external user's page, merging and erasing, members, one's own profile, a way back in."""

import json

import pytest
from playwright.sync_api import expect

from support import files
from support.mail import link

VERA = "vera@press.example"
REASON = "A story about quokkas."


@pytest.fixture
def desk(installation, tmp_path):
    desk = installation(ENABLE_PUBLIC_DOWNLOAD_REQUEST="true", AJAR_LIMIT_NETWORK="1000").start()
    desk.ada = desk.user("ada@example.org", "Ada Admin", "admin", token=True)
    desk.reva = desk.user("reva@example.org", "Reva Stern", "responsible", token=True)
    desk.press = desk.kit("Press", "press", "approval")
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "photo.png").write_bytes(files.photograph(seed=3, format="PNG"))
    desk.photo = list(desk.bring_in(tmp_path / "press", kit="press").values())
    return desk


def asks(desk, mail, first="Vera", last="Vane", reason=REASON):
    answer = desk.public_ask(mail, desk.photo, first=first, last=last, kitId=desk.press, reason=reason)
    assert answer.status_code == 201, answer.text


def signed_in(desk, person, user, javascript=True):
    page = person(javascript)
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(desk.url + "/admin/")
    page.get_by_label("Mail address").fill(user.mail)
    page.get_by_label("Password").fill(user.password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    return page


def to_vera(page, desk):
    page.goto(desk.url + "/admin/users/external-users")
    page.get_by_role("link", name=VERA, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vera Vane")


@pytest.mark.parametrize("javascript", [True, False])
def test_an_admin_looks_at_a_person_notes_exports_and_erases(desk, mailbox, person, javascript, tmp_path):
    asks(desk, VERA)
    mailbox.wait_for_mail(VERA, "Under review")
    page = signed_in(desk, person, desk.ada, javascript)
    to_vera(page, desk)
    expect(page.get_by_text(REASON)).to_be_visible()
    page.get_by_label("A note").fill("Likes marsupials.")
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_text("Likes marsupials.")).to_be_visible()
    with page.expect_download() as got:
        page.get_by_role("link", name="Export JSON").click()
    record = json.loads(got.value.path().read_text())
    assert record["mail"] == VERA and record["requests"][0]["reason"] == REASON and record["notes"][0]["text"] == "Likes marsupials."
    with page.expect_download() as got:
        page.get_by_role("link", name="Export CSV").click()
    assert REASON in got.value.path().read_text()

    page.get_by_role("link", name="Erase this person").click()
    expect(page.get_by_role("heading", name="What stays")).to_be_visible()
    page.get_by_label("Type the address").fill("somebody@else.example")
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_text("not the address of the person")).to_be_visible()
    expect(page.get_by_label("Type the address")).to_have_value("somebody@else.example")
    page.get_by_label("Type the address").fill(VERA)
    page.get_by_role("button", name="Erase for good").click()
    expect(page.get_by_text("who it was is stored nowhere")).to_be_visible()
    expect(page.get_by_text(VERA)).to_have_count(0)

    # The records themselves, the log beside them, the server's own log, and a later backup.
    desk.cli("backup", tmp_path / "later")
    places = [path for folder in (desk.folder / "data", tmp_path / "later") for path in folder.rglob("*") if path.is_file()]
    places.append(desk.log_file)
    for path in places:
        held = path.read_bytes().lower()
        for needle in (b"vera", b"vane", b"press.example", b"quokka", b"marsupial"):
            assert needle not in held, f"{needle} in {path}"
    answer = desk.api("GET", "/api/dam/download-validation-requests", desk.ada)
    assert answer.json()["totalCount"] == 1 and answer.json()["items"][0]["status"] == "cancelled"


def test_two_addresses_of_one_person_become_one(desk, person):
    asks(desk, VERA)
    asks(desk, "vera@home.example", last="Vane-Winter")
    page = signed_in(desk, person, desk.ada)
    to_vera(page, desk)
    page.get_by_label("Their other address").fill("nobody@else.example")
    page.get_by_role("button", name="Look what merging does").click()
    expect(page.get_by_text("Nobody has asked with this address.")).to_be_visible()
    page.get_by_label("Their other address").fill("vera@home.example")
    page.get_by_role("button", name="Look what merging does").click()
    expect(page.get_by_text("The two are called differently.")).to_be_visible()
    page.get_by_role("button", name="Make one of the two").click()
    expect(page.get_by_text("The two are one now.")).to_be_visible()
    expect(page.locator(".rows li")).to_have_count(2)
    page.goto(desk.url + "/admin/users/external-users")
    expect(page.locator("tbody tr")).to_have_count(1)


def test_somebody_is_invited_and_comes_in_and_is_taken_out(desk, mailbox, person):
    asks(desk, VERA)
    page = signed_in(desk, person, desk.ada)
    page.goto(desk.url + "/admin/users/members")
    page.get_by_text("Invite somebody").click()
    page.get_by_label("Mail address").fill("nia@example.org")
    page.get_by_label("First name").fill("نور")
    page.get_by_label("Last name").fill("North")
    page.get_by_label("Role").select_option("member")
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_text("The invitation is on its way.")).to_be_visible()
    first = link(mailbox.wait_for_mail("nia@example.org"), "/invitation/")
    page.get_by_role("button", name="Send a new invitation").click()
    expect(page.get_by_text("The invitation is on its way.")).to_be_visible()
    second = link(mailbox.wait_for_mail("nia@example.org", number=2), "/invitation/")
    guest = person()
    guest.goto(first)
    expect(guest.get_by_role("heading", name="This invitation is over")).to_be_visible()
    guest.goto(second)
    guest.get_by_label("Password", exact=True).fill("a long enough password")
    guest.get_by_label("The same once more").fill("a long enough password")
    guest.get_by_role("button", name="Set the password").click()
    expect(guest.get_by_role("link", name="نور North")).to_be_visible()

    page.get_by_role("link", name="Members").first.click()
    page.get_by_role("link", name="Reva Stern").click()
    page.get_by_text("What that means").click()
    expect(page.get_by_text("will reach the admins only")).to_be_visible()
    page.get_by_role("button", name="Take Reva Stern out").click()
    expect(page.get_by_text("Taken out.")).to_be_visible()
    assert "/decide/" in mailbox.wait_for_mail("ada@example.org", "Vera").text


@pytest.mark.parametrize("javascript", [True, False])
def test_one_s_own_profile_password_sessions_and_tokens(desk, mailbox, person, javascript):
    page, elsewhere = signed_in(desk, person, desk.reva, javascript), signed_in(desk, person, desk.reva)
    page.get_by_role("link", name="Reva Stern").click()
    page.get_by_label("Last name").fill("Stern-Weiß")
    page.get_by_label("No mails; I look at the desk").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("link", name="Reva Stern-Weiß")).to_be_visible()
    asks(desk, VERA)
    mailbox.wait_for_mail(VERA, "Under review")
    assert mailbox.to(desk.reva.mail) == []

    page.get_by_text("Make a token").click()
    page.get_by_label("What is it for?").fill("Website")
    page.get_by_label("What may it do?").select_option("read")
    page.get_by_role("button", name="Make the token").click()
    token = page.get_by_label("Token", exact=True).input_value()
    reader = desk.reva._replace(token=token)
    assert desk.api("GET", "/api/dam/medias", reader).status_code == 200
    assert desk.api("PUT", "/api/dam/selection", reader, json={"mediaIds": []}).status_code == 403

    page.goto(desk.url + "/admin/profile")
    expect(page.locator("#sessions tbody tr")).to_have_count(2)
    page.get_by_label("The present one").fill("something else")
    page.get_by_label("The new one").fill("quite another one")
    page.get_by_label("The same once more").fill("quite another one")
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_text("This is not your present password.")).to_be_visible()
    page.get_by_label("The present one").fill(desk.reva.password)
    page.get_by_label("The new one").fill("quite another one")
    page.get_by_label("The same once more").fill("quite another one")
    page.get_by_role("button", name="Change the password").click()
    expect(page.get_by_text("The password is changed.")).to_be_visible()
    elsewhere.goto(desk.url + "/admin/profile")
    expect(elsewhere.get_by_role("button", name="Sign in")).to_be_visible()


def test_who_forgot_the_password_comes_back(desk, mailbox, person):
    page = person()
    page.goto(desk.url + "/admin/")
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("Mail address").fill(desk.reva.mail)
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    page.goto(link(mailbox.wait_for_mail(desk.reva.mail), "/recovery/"))
    page.get_by_label("Password", exact=True).fill("quite another one")
    page.get_by_label("The same once more").fill("quite another one")
    page.get_by_role("button", name="Set the password").click()
    expect(page.get_by_role("link", name="Reva Stern")).to_be_visible()
    signed_in(desk, person, desk.reva._replace(password="quite another one"))
