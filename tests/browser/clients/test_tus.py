"""Uploads by clients that others wrote, through a line that breaks."""

import hashlib
import os
import socket
import threading

import pytest
from tusclient import client
from tusclient.exceptions import TusCommunicationError

MB = 1 << 20


class BreakingLine:
    """Passes connections on, and cuts those that carry bytes up after so many, as often as it is told."""

    def __init__(self, port, after, times):
        self.port_behind, self.after, self.times = port, after, times
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self):
        self._listener.close()

    def _accept(self):
        while True:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            far = socket.create_connection(("127.0.0.1", self.port_behind))
            threading.Thread(target=self._carry, args=(near, far, True), daemon=True).start()
            threading.Thread(target=self._carry, args=(far, near, False), daemon=True).start()

    def _carry(self, here, there, up):
        passed = 0
        try:
            while piece := here.recv(256 * 1024):
                there.sendall(piece)
                passed += len(piece)
                if up and self.times and passed > self.after:
                    self.times -= 1
                    break
        except OSError:
            pass
        for end in (here, there):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            # Closed too: a line that is only shut down still takes what is sent into it.
            end.close()


@pytest.fixture
def line(desk):
    made = []

    def cuts(after, times):
        made.append(BreakingLine(desk.port, after, times))
        return made[-1]

    yield cuts
    for one in made:
        one.close()


def goes_up(desk, line, path, size, chunk):
    manager = desk.user("max@example.org", "Max Manager", "manager", token=True)
    digest = hashlib.sha256()
    with open(path, "wb") as file:
        for _ in range(size // MB):
            piece = os.urandom(MB)
            digest.update(piece)
            file.write(piece)
    bad = line(size // 5, 3)
    headers = {"Authorization": f"Bearer {manager.token}"}
    where = client.TusClient(f"http://127.0.0.1:{bad.port}/api/dam/uploads", headers=headers)
    uploader, stood = where.uploader(str(path), metadata={"filename": path.name}, chunk_size=chunk), []
    while uploader.offset < size:
        try:
            uploader.upload()
        except TusCommunicationError:
            uploader.offset = uploader.get_offset()
            stood.append(uploader.offset)
    assert len(stood) >= 3 and stood == sorted(stood) and bad.times == 0, stood
    # What came before a break was kept, but for what was in the pipes.
    assert stood[0] > size // 5 - 16 * MB, stood
    media = desk.api("GET", "/api/dam/medias", manager).json()["items"][0]
    assert (media["size"], media["sha256"]) == (size, digest.hexdigest())


def test_tus_py_client_goes_on_through_a_line_that_breaks_three_times(desk, line, tmp_path):
    goes_up(desk, line, tmp_path / "film.bin", 150 * MB, 150 * MB)


@pytest.mark.full
def test_tus_py_client_uploads_two_gigabytes_through_it(desk, line, tmp_path):
    goes_up(desk, line, tmp_path / "film.bin", 2048 * MB, 512 * MB)
