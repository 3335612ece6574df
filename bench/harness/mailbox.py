"""The folder that mails are written to, read as they come."""

import email
import email.policy
import re
import threading
import time

from harness.processes import Failed


class Mailbox:
    """Remembers what it has read: a folder of many thousand mails is not opened again for each question."""

    def __init__(self, folder):
        self.folder = folder
        self.seen = set()
        self.by_address = {}
        self.lock = threading.Lock()

    def _look(self):
        if not self.folder.exists():
            return
        for file in self.folder.glob("*.eml"):
            if file.name in self.seen:
                continue
            self.seen.add(file.name)
            message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            text = message.get_body(("plain",)).get_content()
            for address in re.findall(r"[^\s<>,\"]+@[^\s<>,\"]+", str(message["To"])):
                self.by_address.setdefault(address.lower(), []).append(text)

    def link(self, address, pattern, within=60):
        """The first link like this in a mail to this address."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            with self.lock:
                self._look()
                texts = list(self.by_address.get(address.lower(), []))
            for text in texts:
                if found := re.search(pattern, text):
                    return found[0]
            time.sleep(0.1)
        raise Failed(f"no mail to {address} with a link like {pattern} within {within} s")
