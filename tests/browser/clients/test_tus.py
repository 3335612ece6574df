"""Uploads by clients that others wrote, through a line that breaks."""

import hashlib
import json
import os
import socket
import threading
from pathlib import Path

import pytest
from tusclient import client
from tusclient.exceptions import TusCommunicationError

from support.clients import node

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


def large(path, size):
    """A file of noise, and what it hashes to."""
    digest = hashlib.sha256()
    with open(path, "wb") as file:
        for _ in range(size // MB):
            piece = os.urandom(MB)
            digest.update(piece)
            file.write(piece)
    return digest.hexdigest()


def came(desk, manager, size, digest):
    media = desk.api("GET", "/api/dam/medias", manager).json()["items"][0]
    assert (media["size"], media["sha256"]) == (size, digest)


def by_python(desk, line, path, size, chunk):
    manager = desk.user("max@example.org", "Max Manager", "manager", token=True)
    digest = large(path, size)
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
    came(desk, manager, size, digest)


def by_javascript(desk, line, path, size, chunk, breaks):
    """The client goes on by itself: it asks where the upload stands and sends the rest."""
    manager = desk.user("max@example.org", "Max Manager", "manager", token=True)
    digest = large(path, size)
    bad = line(size // 5, breaks)
    script = Path(__file__).with_name("upload.cjs")
    done = node(script, f"http://127.0.0.1:{bad.port}/api/dam/uploads", manager.token, path, chunk)
    assert done.returncode == 0, done
    answers = [json.loads(each) for each in done.stdout.splitlines()]
    stood = [answer["offset"] for answer in answers if answer["method"] == "HEAD"]
    assert len(stood) >= breaks and stood == sorted(stood) and bad.times == 0, answers
    # Asked at once it may still be keeping what came; asked again it has.
    assert stood[-1] > max(size // 5 - 16 * MB, 0), answers
    assert (answers[-1]["method"], answers[-1]["offset"]) == ("PATCH", size), answers
    came(desk, manager, size, digest)


def test_tus_py_client_goes_on_through_a_line_that_breaks_three_times(desk, line, tmp_path):
    by_python(desk, line, tmp_path / "film.bin", 150 * MB, 150 * MB)


def test_tus_js_client_goes_on_through_a_line_that_breaks(desk, line, tmp_path):
    by_javascript(desk, line, tmp_path / "film.bin", 40 * MB, "Infinity", 1)


@pytest.mark.full
def test_tus_js_client_uploads_two_gigabytes_through_a_line_that_breaks_three_times(desk, line, tmp_path):
    by_javascript(desk, line, tmp_path / "film.bin", 2048 * MB, 512 * MB, 3)


@pytest.mark.full
def test_tus_py_client_uploads_two_gigabytes_through_it(desk, line, tmp_path):
    by_python(desk, line, tmp_path / "film.bin", 2048 * MB, 512 * MB)
