"""A desk with a kit that needs approval, and people who were approved."""

import pytest

from support.mail import link
from support.proxy import BadLine

REVA = "reva@example.org"
KIT = "/kits/press"


@pytest.fixture
def furnished():
    """Gives a running desk a kit whose approval opens all of it, and a manager who may fill it."""

    def furnish(desk):
        desk.user(REVA, "Reva Stern", "responsible")
        desk.manager = desk.user("mo@example.org", "Mo Adler", "manager", token=True)
        desk.kit_id = desk.kit("Press", "press", "approval")
        return desk

    return furnish


@pytest.fixture
def desk(installation, furnished):
    return furnished(installation().start())


@pytest.fixture
def approved():
    """Somebody who asked by the form, was approved, and came by the link of the mail: the cookie of their browser."""

    def ask(desk, mail="vera@press.example"):
        before = len(desk.mailbox.to(REVA, "asks for"))
        answer = desk.visitor().ask(KIT, mail)
        assert "Under review" in answer.text
        review = desk.mailbox.wait_for_mail(REVA, "asks for", before + 1)
        desk.visitor().decide(link(review, "/decide/"), "approve")
        requester = desk.visitor()
        requester.page(link(desk.mailbox.wait_for_mail(mail, "Approved"), "/pickup/"))
        return "; ".join(f"{each.name}={each.value}" for each in requester.session.cookies)

    return ask


@pytest.fixture
def bad_line():
    """Makes lines to a desk that break when they are told to."""
    made = []

    def lay(desk):
        made.append(BadLine(desk))
        return made[-1]

    yield lay
    for line in made:
        line.close()
