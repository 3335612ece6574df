"""A bad line: what goes between a client and the server, and breaks when it is told to."""

import re
import socket
import struct
import threading

AT_ONCE = 256 * 1024


class BadLine:
    """Passes connections on to the port of `to`, and cuts each after `breaks_after` bytes of answer.

    `rudely`: with a reset instead of an ordinary end. `asked` has the heads of all requests, in order, `passed`
    counts the bytes of all answers.
    """

    def __init__(self, to):
        self.to = to
        self.breaks_after = None
        self.rudely = False
        self.breaks = 0
        self.passed = 0
        self.asked = []
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        self.origin = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self._listener.close()

    def ranges(self):
        """The `Range` of each request, or None."""
        found = (re.search(r"^range: *(.*?)\r$", head, re.IGNORECASE | re.MULTILINE) for head in self.asked)
        return [each and each[1] for each in found]

    def _accept(self):
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._carry, args=(near,), daemon=True).start()

    def _carry(self, near):
        try:
            far = socket.create_connection(("127.0.0.1", self.to.port), 30)
        except OSError:
            near.close()
            return
        far.settimeout(None)
        threading.Thread(target=self._there, args=(near, far), daemon=True).start()
        self._back(near, far)

    def _there(self, near, far):
        try:
            while piece := near.recv(AT_ONCE):
                if re.match(rb"(GET|HEAD|POST) ", piece):
                    self.asked.append(piece.decode(errors="replace"))
                far.sendall(piece)
            far.shutdown(socket.SHUT_WR)
        except OSError:
            pass

    def _back(self, near, far):
        passed = 0
        try:
            while piece := far.recv(AT_ONCE):
                limit = self.breaks_after
                piece = piece if limit is None else piece[: max(limit - passed, 0)]
                near.sendall(piece)
                passed += len(piece)
                self.passed += len(piece)
                if limit is not None and passed >= limit:
                    self.breaks += 1
                    if self.rudely:
                        near.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    break
        except OSError:
            pass
        for end in (near, far):
            # The other thread may be waiting for it: closing alone would not wake it up. The half that is not shut is
            # what is said to the client: that it is over, or that the connection was reset.
            reset = end is near and self.rudely
            try:
                end.shutdown(socket.SHUT_RD if reset else socket.SHUT_RDWR)
            except OSError:
                pass
            end.close()
