"""The mail server is away, defers, or refuses: no request is lost, and what can go out goes out."""

import time

import pytest

from support import files
from support.mail import link

REVA = "reva@example.org"
VERA = "vera@press.example"


@pytest.fixture
def desk(installation, tmp_path):
    desk = installation().start()
    desk.user(REVA, "Reva Stern", "responsible")
    desk.kit("Press", "press", "approval")
    (tmp_path / "photo.jpg").write_bytes(files.photograph())
    desk.id = desk.bring_in(tmp_path / "photo.jpg", kit="press")["photo.jpg"]
    return desk


def test_a_request_is_answered_while_the_mail_server_is_away_and_its_mails_go_out_later(desk, mailbox):
    mailbox.close()
    began = time.monotonic()
    answer = desk.visitor().ask("/kits/press", VERA, "cover", [desk.id])
    assert answer.status_code == 200 and "Under review" in answer.text
    assert time.monotonic() - began < 3, "nobody waits for the mail server"
    time.sleep(2)
    assert desk.visitor().get("/kits/press").status_code == 200
    mailbox.open()
    review = mailbox.wait_for_mail(REVA, within=25)
    mailbox.wait_for_mail(VERA, "Under review", within=25)
    assert desk.visitor().decide(link(review, "/decide/"), "approve").status_code == 200
    mailbox.wait_for_mail(VERA, "Approved")
    mailbox.quiet()
    assert len(mailbox.mails) == 3, "each mail once"


def test_a_mail_that_is_deferred_is_tried_again_after_five_and_fifteen_seconds(desk, mailbox):
    deferrals = []

    def defer(address):
        if address == REVA and len(deferrals) < 2:
            deferrals.append(time.monotonic())
            return "451 4.3.0 Not now"

    mailbox.answer = defer
    assert desk.visitor().ask("/kits/press", VERA, "cover", [desk.id]).status_code == 200
    mailbox.wait_for_mail(VERA, "Under review", within=3)
    mail = mailbox.wait_for_mail(REVA, within=40)
    first, second = deferrals
    assert 4.5 <= second - first <= 9, second - first
    assert 14 <= mail.at - second <= 22, mail.at - second
    assert desk.visitor().page(link(mail, "/decide/")).form(having="message")


def test_a_repeat_after_a_lost_answer_has_the_same_message_id(desk, mailbox):
    seen = []

    def lose(mail):
        if REVA in mail.recipients:
            seen.append(mail)
            if len(seen) == 1:
                return "451 4.3.0 Kept, but you will not know"

    mailbox.answer_data = lose
    desk.visitor().ask("/kits/press", VERA, "cover", [desk.id])
    mailbox.wait_for_mail(REVA, within=20)
    first, second = seen
    assert first.message_id == second.message_id and first.subject == second.subject
    assert first.message["Date"] == second.message["Date"]
    # Whichever of the two the person reads first, its link opens.
    for mail in seen:
        assert desk.visitor().page(link(mail, "/decide/")).form(having="message")


def test_a_mail_that_is_refused_for_good_is_not_tried_again(desk, mailbox):
    mailbox.answer = lambda address: "550 5.1.1 No such person" if address == VERA else None
    assert desk.visitor().ask("/kits/press", VERA, "cover", [desk.id]).status_code == 200
    mailbox.wait_for_mail(REVA)
    time.sleep(8)
    assert len([each for _, each in mailbox.attempts if each == VERA]) == 1
    assert "failed for good" in desk.log
    assert VERA not in desk.log, "logs carry no addresses"
    # The request itself stands.
    assert desk.visitor().decide(link(mailbox.wait_for_mail(REVA), "/decide/"), "approve").status_code == 200


def test_a_mail_server_that_hangs_holds_up_nobody(installation, mailbox, tmp_path):
    import socket

    silent = socket.create_server(("127.0.0.1", 0))
    try:
        desk = installation(AJAR_SMTP_URL=f"smtp://127.0.0.1:{silent.getsockname()[1]}").start()
        desk.user(REVA, "Reva Stern", "responsible")
        desk.kit("Press", "press", "approval")
        (tmp_path / "photo.jpg").write_bytes(files.photograph())
        id = desk.bring_in(tmp_path / "photo.jpg", kit="press")["photo.jpg"]
        for number in range(10):
            began = time.monotonic()
            assert desk.visitor().ask("/kits/press", f"vera{number}@press.example", "cover", [id]).status_code == 200
            assert time.monotonic() - began < 3
        # It still ends when it is told to, once what is under way was given up.
        desk.process.terminate()
        assert desk.process.wait(30) == 0
    finally:
        silent.close()
