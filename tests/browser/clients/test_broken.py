"""Bytes that are gone from the disk, clients that vanish, and clients that hardly read."""

import hashlib
import os
import socket
import struct
import time

import pytest
import requests

from support import files
from support.desk import together

MIB = 1 << 20
SIZES = {"first.bin": 3 * MIB, "lost.bin": 5 * MIB + 1, "last.bin": 20 * MIB}
ARCHIVE = "/kits/press/download"


def bring_in(desk, tmp_path):
    folder = tmp_path / "Incoming"
    folder.mkdir()
    desk.contents = {name: files.noise(size, size) for name, size in SIZES.items()}
    for name, content in desk.contents.items():
        (folder / name).write_bytes(content)
    desk.ids = desk.bring_in(folder, kit="press")
    return desk


@pytest.fixture
def filled(desk, tmp_path):
    return bring_in(desk, tmp_path)


def address(desk, name):
    return f"/kits/press/assets/{desk.ids[name]}/download"


def stored(desk, size):
    """Where the bytes of a size lie: a file as it came, in the data folder."""
    found = [path for path in (desk.folder / "data" / "files").rglob("*") if path.is_file() and path.stat().st_size == size]
    assert len(found) == 1, found
    return found[0]


def gone(path):
    path.unlink()


def truncated(path):
    os.truncate(path, path.stat().st_size - 1)


def empty(path):
    os.truncate(path, 0)


def grown(path):
    with open(path, "ab") as file:
        file.write(b"more")


@pytest.mark.parametrize("becomes", [gone, truncated, empty, grown])
def test_bytes_that_are_not_as_they_came_fail_before_the_first_byte(filled, approved, becomes):
    desk, cookie = filled, {"Cookie": approved(filled)}
    desk.fails_on_purpose = "/download"
    whole = requests.get(desk.url + ARCHIVE, headers=cookie, timeout=60)
    assert whole.status_code == 200
    lost = stored(desk, SIZES["lost.bin"])
    becomes(lost)
    begins = whole.content.index(desk.contents["lost.bin"])

    for path, at in [(ARCHIVE, begins), (address(desk, "lost.bin"), 0)]:
        for part in [None, "0-", f"{at + MIB}-", f"{at + MIB}-{at + MIB}", f"0-0,{at + MIB}-{at + 2 * MIB}", "-6000000"]:
            headers = cookie | ({"Range": f"bytes={part}"} if part else {})
            answer = requests.get(desk.url + path, headers=headers, timeout=60)
            assert answer.status_code == 500, (path, part, answer.status_code)
            assert answer.headers["Content-Type"].startswith(("text/html", "application/problem+json"))
            assert "Content-Disposition" not in answer.headers and "ETag" not in answer.headers
            assert len(answer.content) < 100_000 and desk.contents["first.bin"][:64] not in answer.content
            assert str(lost) not in answer.text and lost.name not in answer.text, "what is wrong on the disk is for the log"
    assert "member " in desk.log

    # What does not need the lost bytes is there as before: the others, and the parts of an archive that broke off.
    for name in ["first.bin", "last.bin"]:
        answer = requests.get(desk.url + address(desk, name), headers=cookie, timeout=60)
        assert answer.status_code == 200 and answer.content == desk.contents[name]
    before = requests.get(desk.url + ARCHIVE, headers=cookie | {"Range": f"bytes=0-{MIB}"}, timeout=60)
    assert before.status_code == 206 and before.content == whole.content[: MIB + 1]


def test_bytes_that_go_while_they_are_sent_break_the_connection_and_never_make_an_archive(filled, approved):
    desk, cookie = filled, approved(filled)
    with plain(desk, ARCHIVE, cookie) as link:
        head, body = head_of(link)
        length = int(head["content-length"])
        os.truncate(stored(desk, SIZES["last.bin"]), MIB)
        received = len(body)
        try:
            while piece := link.recv(MIB):
                received += len(piece)
        except ConnectionResetError:
            pass
    assert received < length, "it ended before its length: every client sees that it is not whole"


def plain(desk, path, cookie, buffer=None):
    """A download of which nothing is read yet."""
    link = socket.socket()
    if buffer:
        link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
    link.settimeout(60)
    link.connect(("127.0.0.1", desk.port))
    link.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{desk.port}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n".encode())
    return link


def head_of(link):
    """The head of an answer that is a 200, and what came of its body with it."""
    read = b""
    while b"\r\n\r\n" not in read:
        read += link.recv(1_024)
    head, body = read.split(b"\r\n\r\n", 1)
    first, *lines = head.decode().split("\r\n")
    assert first.startswith("HTTP/1.1 200"), first
    return {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}, body


def handles(desk):
    return len(os.listdir(f"/proc/{desk.process.pid}/fd"))


def calm(desk, handles_before, within=10):
    """Waits until the server holds no more file handles than before, but for a few to its own records."""
    until = time.monotonic() + within
    while (now := handles(desk)) > handles_before + 5:
        assert time.monotonic() < until, f"{now} file handles, {handles_before} before"
        time.sleep(0.1)


def test_clients_that_vanish_leave_nothing_behind(installation, furnished, approved, tmp_path):
    # With one turn for each requester, whoever vanishes without giving theirs back would be the last one served.
    desk = bring_in(furnished(installation(AJAR_LIMIT_DOWNLOADS="1").start()), tmp_path)
    cookie = approved(desk)
    for path in [ARCHIVE, address(desk, "last.bin")]:
        requests.get(desk.url + path, headers={"Cookie": cookie}, timeout=60)
    before = handles(desk)
    for number in range(30):
        path = [ARCHIVE, address(desk, "last.bin")][number % 2]
        with plain(desk, path, cookie) as link:
            if number % 3:
                _, body = head_of(link)
                link.recv([1, 100_000][number % 2])
            if number % 5 < 3:
                link.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    begun = time.monotonic()
    answer = requests.get(desk.url + ARCHIVE, headers={"Cookie": cookie}, timeout=60)
    assert answer.status_code == 200 and len(answer.content) == int(answer.headers["Content-Length"])
    assert time.monotonic() - begun < 10
    calm(desk, before)


def test_one_that_reads_a_byte_a_second_holds_nobody_up(filled, approved):
    desk, cookie = filled, approved(filled)
    archive = requests.get(desk.url + ARCHIVE, headers={"Cookie": cookie}, timeout=60)
    digest = hashlib.sha256(archive.content).hexdigest()

    def downloads():
        seconds = []
        for _ in range(2):
            begun = time.monotonic()
            answer = requests.get(desk.url + ARCHIVE, headers={"Cookie": cookie}, timeout=60)
            assert hashlib.sha256(answer.content).hexdigest() == digest
            seconds.append(time.monotonic() - begun)
        return seconds

    alone = sum(map(sum, together([downloads] * 8)))
    before = handles(desk)
    with plain(desk, ARCHIVE, cookie, buffer=2_048) as slow:
        _, got = head_of(slow)
        got = bytearray(got)

        def crawls():
            for _ in range(5):
                got.extend(slow.recv(1))
                time.sleep(1)

        *fast, crawled = together([downloads] * 8 + [crawls])
        assert crawled is None, crawled
        assert all(isinstance(each, list) for each in fast), fast
        assert sum(map(sum, fast)) < 3 * alone + 5, (fast, alone)
        # It is still served, and what it gets is right.
        while len(got) < 500_000:
            got.extend(slow.recv(65_536))
        assert archive.content.startswith(bytes(got))
    calm(desk, before)


def test_one_requester_whose_turns_are_all_taken_holds_up_nobody_else(installation, furnished, approved, tmp_path):
    desk = bring_in(furnished(installation(AJAR_LIMIT_DOWNLOADS="2").start()), tmp_path)
    greedy, other = approved(desk), approved(desk, "otto@press.example")
    stalled = [plain(desk, ARCHIVE, greedy, buffer=2_048) for _ in range(2)]
    try:
        for link in stalled:
            head_of(link)
        answer = requests.get(desk.url + ARCHIVE, headers={"Cookie": other}, timeout=30)
        assert answer.status_code == 200 and len(answer.content) == int(answer.headers["Content-Length"])
        with pytest.raises(requests.Timeout):
            requests.get(desk.url + ARCHIVE, headers={"Cookie": greedy}, timeout=1)
        assert desk.visitor().get("/kits/press").status_code == 200
    finally:
        for link in stalled:
            link.close()
    answer = requests.get(desk.url + ARCHIVE, headers={"Cookie": greedy}, timeout=30)
    assert len(answer.content) == int(answer.headers["Content-Length"])
