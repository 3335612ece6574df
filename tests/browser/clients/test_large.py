"""Archives past the limits of the first ZIP: of 70,001 members, and of 6 GiB with one member of 5 GiB."""

import hashlib
import os
import shutil
import subprocess
import tempfile
import time
import zipfile
from pathlib import Path

import pytest
import requests

from support import files
from support.clients import ALONE, FETCHING, program, run, sha256

MIB, GIB = 1 << 20, 1 << 30
ARCHIVE = "/kits/press/download"
HOURS = 3 * 3_600

pytestmark = [pytest.mark.full, pytest.mark.timeout(HOURS)]


class Stopwatch:
    """Says how long each part took: nobody else sees archives of this size."""

    def __init__(self):
        self.begun = time.monotonic()

    def lap(self, words):
        now = time.monotonic()
        print(f"{now - self.begun:8.1f} s  {words}", flush=True)
        self.begun = now


@pytest.fixture
def tmp_path():
    """Removed whatever happens: what pytest keeps of the last runs would fill a disk."""
    with tempfile.TemporaryDirectory(prefix="ajar-large-") as folder:
        yield Path(folder)


@pytest.fixture
def lap(capsys):
    watch = Stopwatch()

    def lap(words):
        with capsys.disabled():
            watch.lap(words)

    return lap


def head(desk, cookie):
    answer = requests.head(desk.url + ARCHIVE, headers={"Cookie": cookie}, timeout=600)
    assert answer.status_code == 200
    return answer.headers["ETag"], int(answer.headers["Content-Length"])


def digest_of(desk, cookie):
    """The archive at one go, without keeping it."""
    digest, length = hashlib.sha256(), 0
    with requests.get(desk.url + ARCHIVE, headers={"Cookie": cookie}, stream=True, timeout=600) as answer:
        assert answer.status_code == 200
        for piece in answer.iter_content(MIB):
            digest.update(piece)
            length += len(piece)
        assert length == int(answer.headers["Content-Length"])
    return digest.hexdigest()


def every_client(desk, cookie, bad_line, path, breaks_after, lap):
    """Each fetches it in two goes with a restart in between, and it is the same; the last one's archive stays."""
    tag, length = head(desk, cookie)
    lap("HEAD")
    digest = digest_of(desk, cookie)
    lap(f"at one go: {length:,} bytes")
    line = bad_line(desk)
    for name, client in FETCHING.items():
        path.unlink(missing_ok=True)
        line.breaks_after, line.rudely = breaks_after, not line.rudely
        assert not client(line.origin + ARCHIVE, cookie, path, within=HOURS), name
        desk.stop()
        desk.start()
        assert head(desk, cookie) == (tag, length), "the same after a restart"
        line.breaks_after, line.asked = None, []
        assert client(line.origin + ARCHIVE, cookie, path, within=HOURS), name
        assert any(line.ranges()), name
        assert (path.stat().st_size, sha256(path)) == (length, digest), name
        lap(name)
    return tag, length, digest


def from_another_process(desk, installation, cookie, expected):
    other = installation(AJAR_DATA=desk.environment["AJAR_DATA"], AJAR_PUBLIC_URL=desk.url).start()
    assert head(other, cookie) == expected
    other.stop()


def by_chromium(playwright, tmp_path, line, cookie, breaks_after):
    """The digest of what Chromium saves on a line that ends again and again."""
    from support.chromium import PATH, QUIET

    saved = tmp_path / "saved"
    saved.mkdir()
    context = playwright.chromium.launch_persistent_context(tmp_path / "profile", executable_path=PATH, args=QUIET)
    try:
        session = context.new_cdp_session(context.pages[0])
        session.send("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(saved), "eventsEnabled": True})
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": line.origin}])
        page = context.pages[0]
        page.goto(f"{line.origin}/robots.txt")
        line.breaks_after, line.rudely, line.asked = breaks_after, False, []
        page.evaluate("address => { location.href = address }", ARCHIVE)
        until = time.monotonic() + HOURS
        while not (done := [path for path in saved.iterdir() if path.suffix == ".zip"]):
            assert time.monotonic() < until, list(saved.iterdir())
            page.wait_for_timeout(200)
        assert any(line.ranges()), line.asked
        return sha256(done[0])
    finally:
        context.close()
        shutil.rmtree(saved)


def test_an_archive_of_70_001_members(desk, installation, approved, bad_line, playwright, tmp_path, lap):
    folder = tmp_path / "Incoming"
    contents = {}
    for number in range(70_001):
        path = folder / f"{number // 1_000:02}" / f"member {number}{'.txt' if number % 3 else ''}"
        path.parent.mkdir(parents=True, exist_ok=True)
        content = f"number {number}\n".encode() * (number % 5)
        path.write_bytes(content)
        contents[path.name] = content
    lap("written")
    desk.stop()  # what it does in the background for each new asset would take half of the machine
    desk.cli("import", folder, "--kit", "press", "--json", within=HOURS)
    desk.start()
    shutil.rmtree(folder)
    lap("imported")
    cookie = approved(desk)
    archive = tmp_path / "press.zip"
    tag, length, digest = every_client(desk, cookie, bad_line, archive, 3 * MIB, lap)
    from_another_process(desk, installation, cookie, (tag, length))
    assert by_chromium(playwright, tmp_path, bad_line(desk), cookie, 5 * MIB) == digest
    lap("Chromium")

    with zipfile.ZipFile(archive) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in opened.namelist()} == contents
    lap("zipfile")
    for name, unpack in {
        "unzip": (program("unzip"), "-qq", archive, "-d"),
        "bsdtar": (program("bsdtar"), "-xf", archive, "-C"),
        "7-Zip": (program("7z", "7zz"), "x", "-bd", "-bso0", archive, "-o"),
    }.items():
        out = tmp_path / "out"
        out.mkdir()
        words = [*unpack[:-1], f"-o{out}"] if name == "7-Zip" else [*unpack, out]
        done = run(*words, within=HOURS)
        assert (done.returncode, done.stderr) == (0, b""), (name, done.stderr[-500:])
        assert {entry.name for entry in os.scandir(out)} == set(contents)
        assert all((out / member).read_bytes() == content for member, content in contents.items()), name
        shutil.rmtree(out)
        lap(name)
    must_pass_their_own_tests(archive, lap)


def must_pass_their_own_tests(archive, lap):
    for words in [(program("unzip"), "-tqq"), (program("7z", "7zz"), "t", "-bd", "-bso0"), (program("zip"), "-T"), (program("bsdtar"), "-tf")]:
        done = run(*words, archive, within=HOURS)
        assert (done.returncode, done.stderr) == (0, b""), (words, done.stdout[-500:], done.stderr[-500:])
        lap(" ".join(map(os.path.basename, words[:2])))


def sparse(path, size, seed):
    """A file with noise in places and nothing in between; both ends are noise."""
    with open(path, "wb") as file:
        for place in range(0, size - MIB, 512 * MIB):
            file.seek(place)
            file.write(files.noise(MIB, seed * 1_000 + place // MIB))
        file.seek(size - 4_099)
        file.write(files.noise(4_099, seed))
    assert path.stat().st_size == size


def test_an_archive_of_6_gib_with_a_member_of_5_gib(desk, installation, approved, bad_line, playwright, tmp_path, lap):
    free = shutil.disk_usage(tmp_path).free
    assert free > 15 * GIB, f"it needs 15 GiB in {tmp_path}, and there are {free / GIB:.1f}"
    folder = tmp_path / "Incoming"
    folder.mkdir()
    sizes = {"a small one.txt": 11, "film.mov": 5 * GIB + 7, "last.bin": GIB, "z after it all.txt": 12}
    for number, (name, size) in enumerate(sizes.items()):
        if size < MIB:
            (folder / name).write_bytes(files.noise(size, number))
        else:
            sparse(folder / name, size, number)
    digests = {name: sha256(folder / name) for name in sizes}
    lap("written")
    desk.cli("import", folder, "--kit", "press", "--json", within=HOURS)
    shutil.rmtree(folder)
    lap("imported")
    cookie = approved(desk)
    archive = tmp_path / "press.zip"
    tag, length, digest = every_client(desk, cookie, bad_line, archive, 600 * MIB, lap)
    assert length > 6 * GIB
    from_another_process(desk, installation, cookie, (tag, length))

    with zipfile.ZipFile(archive) as opened:
        assert {entry.filename: entry.file_size for entry in opened.infolist()} == sizes
        for name in sizes:
            with opened.open(name) as member:
                assert hashlib.file_digest(member, "sha256").hexdigest() == digests[name], name
    lap("zipfile")
    # Member by member through a pipe: nothing of this size has to lie on the disk twice.
    for reader, words in {
        "unzip": (program("unzip"), "-p", archive),
        "bsdtar": (program("bsdtar"), "-xOf", archive),
        "7-Zip": (program("7z", "7zz"), "x", "-so", "-bd", archive),
    }.items():
        for name in sizes:
            with subprocess.Popen([*map(str, words), name], env=ALONE, stdout=subprocess.PIPE) as process:
                assert hashlib.file_digest(process.stdout, "sha256").hexdigest() == digests[name], (reader, name)
            assert process.returncode == 0
        lap(reader)
    must_pass_their_own_tests(archive, lap)
    archive.unlink()
    assert by_chromium(playwright, tmp_path, bad_line(desk), cookie, 2 * GIB) == digest
    lap("Chromium")
