"""One client on one connection that is kept: what somebody at the desk waits for."""

import http.client
import time

# Node closes a connection that nobody used for five seconds.
IDLE = 2


class Client:
    def __init__(self, port, headers=None, timeout=600):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
        self.headers = headers or {}
        self.last = time.monotonic()

    def get(self, path):
        """Seconds from sending to the last byte, the status and the body."""
        if time.monotonic() - self.last > IDLE:
            self.connection.close()
            self.connection.connect()
        begun = time.monotonic()
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        self.last = time.monotonic()
        return self.last - begun, answer.status, body

    def close(self):
        self.connection.close()
