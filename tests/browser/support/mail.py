"""A real mail server that keeps what it gets, and can be told to defer, to refuse, or to be away."""

import email
import email.policy
import re
import threading
import time
from html.parser import HTMLParser

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class Mail:
    """One accepted mail."""

    def __init__(self, raw, sender, recipients):
        self.raw = raw
        self.at = time.monotonic()
        self.envelope_from = sender
        self.recipients = [address.lower() for address in recipients]
        self.message = email.message_from_bytes(raw, policy=email.policy.default)
        self.subject = str(self.message["Subject"])
        self.message_id = str(self.message["Message-ID"])
        text = self.message.get_body(("plain",))
        markup = self.message.get_body(("html",))
        self.text = text.get_content() if text else ""
        self.html = markup.get_content() if markup else ""

    def __repr__(self):
        return f"<{', '.join(self.recipients)}: {self.subject}>"


class _Hrefs(HTMLParser):
    def __init__(self, markup):
        super().__init__()
        self.found = []
        self.feed(markup)

    def handle_starttag(self, tag, attributes):
        self.found += [value for name, value in attributes if name in ("href", "src") and value]


def links(mail):
    """Every http address in a mail, of the text and of the HTML, each once."""
    found = re.findall(r"https?://[^\s<>\"')]+", mail.text) + _Hrefs(mail.html).found
    return list(dict.fromkeys(link.rstrip(".,;") for link in found if link.startswith("http")))


def link(mail, part):
    """The one link of a mail that has this part."""
    found = [each for each in links(mail) if part in each]
    assert len(found) == 1, f"{mail} has {len(found)} links with {part}: {links(mail)}"
    return found[0]


class Mailbox:
    def __init__(self, port):
        self.port = port
        self.mails = []
        self.attempts = []
        self.answer = None
        """Called with the recipient; what it returns is answered to RCPT in place of a 250."""
        self.answer_data = None
        """The same after the whole mail came; what it returns is answered in place of a 250."""
        self._news = threading.Condition()
        self._controller = None

    @property
    def url(self):
        return f"smtp://127.0.0.1:{self.port}"

    def open(self):
        assert self._controller is None
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, server_hostname="mail.test")
        self._controller.factory = lambda: SMTP(self, hostname="mail.test", enable_SMTPUTF8=True, data_size_limit=0)
        self._controller.start()

    def close(self):
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.attempts.append((time.monotonic(), address.lower()))
        if self.answer is not None and (words := self.answer(address.lower())):
            return words
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = Mail(envelope.content, envelope.mail_from, envelope.rcpt_tos)
        words = self.answer_data(mail) if self.answer_data is not None else None
        if words is None or words.startswith("250"):
            with self._news:
                self.mails.append(mail)
                self._news.notify_all()
        return words or "250 kept"

    def to(self, address, subject_part=""):
        """The mails to an address, each Message-ID once."""
        distinct = {}
        for mail in list(self.mails):
            if address.lower() in mail.recipients and subject_part.lower() in mail.subject.lower():
                distinct.setdefault(mail.message_id, mail)
        return list(distinct.values())

    def wait_for_mail(self, to, subject_part="", number=1, within=30):
        """The mail to an address with this in its subject; of several the one with this number."""
        until = time.monotonic() + within
        with self._news:
            while len(found := self.to(to, subject_part)) < number:
                left = until - time.monotonic()
                assert left > 0, f"no mail {number} to {to} with “{subject_part}” within {within} s; there are: {self.mails}"
                self._news.wait(left)
        return found[number - 1]

    def quiet(self, seconds=1.5, within=30):
        """Waits until no mail has come for a while."""
        until = time.monotonic() + within
        count = -1
        while count != len(self.mails):
            assert time.monotonic() < until, "mails come and come"
            count = len(self.mails)
            time.sleep(seconds)
