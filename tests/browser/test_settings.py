"""The settings: what they are called, a colour looked at while it is typed, a limit that was mistyped, and whether mails arrive."""

import re
import subprocess

import pytest
from playwright.sync_api import expect

from support import files
from support.desk import BINARY


def signed_in(person, url, mail, password, javascript=True):
    page = person(javascript)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(url + "/admin/")
    page.get_by_label("Mail address").fill(mail)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    return page


def tab(page, name):
    page.get_by_role("navigation", name="Desk").get_by_role("link", name="Settings").click()
    page.get_by_role("navigation", name="Settings").get_by_role("link", name=name).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


@pytest.fixture
def desk(installation, tmp_path):
    desk = installation(AJAR_MAIL_FROM="").start()
    desk.ada = desk.user("ada@example.org", "Ada Admin", "admin", token=True)
    (tmp_path / "mark.png").write_bytes(files.photograph(seed=5, format="PNG"))
    desk.mark = tmp_path / "mark.png"
    return desk


def test_an_admin_names_and_colours_the_desk_and_learns_whether_mails_arrive(desk, mailbox, person):
    page = signed_in(person, desk.url, desk.ada.mail, desk.ada.password)
    tab(page, "Branding")
    page.get_by_label("Name of the organisation").fill("متحف الضوء & Co")
    page.locator("#accent").fill("#ffe600")
    expect(page.locator("#colour")).to_contain_text("Shifted as far as reading demands")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.get_by_label("Upload a logo").set_input_files(desk.mark)
    expect(page.locator("#logo-fields")).to_contain_text("mark")
    expect(page.locator("output[data-state]")).to_have_text("Not saved yet")
    page.get_by_role("button", name="Save", exact=True).last.click()
    expect(page.get_by_text("Saved.")).to_be_visible()

    visitor = person()
    logo = visitor.get_by_role("img", name="متحف الضوء & Co")
    for _ in range(40):
        visitor.goto(desk.url + "/")
        if logo.count():
            break
        visitor.wait_for_timeout(250)
    expect(logo).to_be_visible()
    assert logo.evaluate("image => image.naturalWidth") > 0
    assert visitor.locator("link[href*='/assets/accent/ffe600.css']").count() == 1

    tab(page, "Mail")
    expect(page.get_by_text("An address at localhost")).to_be_visible()
    page.get_by_label("Sender of mails").fill("Press <press@museum.example>")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.get_by_role("button", name="Send a test message to me").click()
    expect(page.locator("#mail-test")).to_contain_text("The test message has left")
    mail = mailbox.wait_for_mail(desk.ada.mail, "arrive")
    assert "press@museum.example" in str(mail.message["From"])

    # The mail server refuses it: what it said stands beside the mail, which can be dropped.
    mailbox.answer_data = lambda mail: "550 not from you"
    page.get_by_role("button", name="Send a test message to me").click()
    expect(page.locator("#mail-test")).to_contain_text("It did not leave")
    page.goto(desk.url + "/admin/settings/mail")
    expect(page.get_by_role("row", name=re.compile("Test message"))).to_contain_text("refused the mail for good (550)")
    page.get_by_role("button", name=re.compile("^Drop")).click()
    expect(page.get_by_text("nobody gets it any more")).to_be_visible()
    expect(page.get_by_text("every mail has left")).to_be_visible()


def test_without_scripts_what_was_mistyped_stays_to_be_mended(desk, person):
    page = signed_in(person, desk.url, desk.ada.mail, desk.ada.password, javascript=False)
    tab(page, "Retention")
    field = page.get_by_label("Days until a pending request expires")
    field.fill("soon")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(field).to_have_value("soon")
    expect(page.get_by_text("A whole number is needed")).to_be_visible()
    field.fill("90")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.get_by_role("navigation", name="Desk").get_by_role("link", name="History").click()
    expect(page.get_by_text("Days until a pending request expires: default → 90")).to_be_visible()
    # The operator of these tests says the limits: they stand there without a field.
    tab(page, "Limits")
    expect(page.get_by_text("AJAR_LIMIT_NETWORK")).to_be_visible()
    expect(page.get_by_label("Requests an hour from one network")).to_have_count(0)


def test_the_test_message_is_read_in_the_mailbox_of_the_demo(person):
    demo = subprocess.Popen([BINARY, "demo", "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    try:
        url = next(heard[1].rstrip("/") for line in demo.stdout if (heard := re.search(r"open at (http://[^\s,]+)", line)))
        page = signed_in(person, url, "desk@lowwater.example", "low-water-desk")
        tab(page, "Mail")
        expect(page.get_by_label("Sender of mails")).to_have_value(re.compile("desk@lowwater.example"))
        page.get_by_role("button", name="Send a test message to me").click()
        expect(page.locator("#mail-test")).to_contain_text("The test message has left")
        page.goto(url + "/mailbox")
        page.get_by_role("link", name=re.compile("Mails from Museum of Low Water arrive")).click()
        expect(page.get_by_role("heading", name=re.compile("Mails from Museum of Low Water arrive")).first).to_be_visible()
    finally:
        demo.terminate()
        demo.wait(30)
