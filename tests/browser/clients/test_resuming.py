"""A download that breaks off goes on where it was: with the clients that people have, on a line that breaks."""

import hashlib

import pytest
import requests

from support import files
from support.clients import FETCHING, sha256

MIB = 1 << 20
BREAKS_AFTER = 1_234_567  # of each connection


def kept(desk, tmp_path):
    """A file and an archive of the kit: their addresses, and what they are in the end."""
    folder = tmp_path / "Incoming"
    folder.mkdir()
    for number, size in enumerate([14 * MIB + 17, 0, 1, 70_000, 300_000]):
        (folder / f"part {number}.bin").write_bytes(files.noise(size, number))
    ids = desk.bring_in(folder, kit="press")
    return f"/kits/press/assets/{ids['part 0.bin']}/download", "/kits/press/download"


def wanted(desk, address, cookie):
    answer = requests.get(desk.url + address, headers={"Cookie": cookie}, timeout=60)
    assert answer.status_code == 200
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    return answer.headers["ETag"], len(answer.content), hashlib.sha256(answer.content).hexdigest()


def nothing(desk, line):
    pass


def restarted(desk, line):
    desk.stop()
    desk.start()


def killed(desk, line):
    desk.kill()
    desk.start()


def by_another_process(desk, line):
    line.to = desk.other


@pytest.mark.parametrize("client", FETCHING.values(), ids=FETCHING)
def test_a_download_goes_on_after_a_break_a_restart_and_from_another_process(desk, installation, approved, bad_line, tmp_path, client):
    addresses = kept(desk, tmp_path)
    cookie = approved(desk)
    # A second process on the same records and files, as behind one address.
    desk.other = installation(AJAR_DATA=desk.environment["AJAR_DATA"], AJAR_PUBLIC_URL=desk.url).start()
    line = bad_line(desk)
    for address in addresses:
        tag, size, digest = wanted(desk, address, cookie)
        for number, meanwhile in enumerate([nothing, restarted, killed, by_another_process]):
            path = tmp_path / f"{number}.part"
            line.to, line.breaks_after, line.rudely = desk, BREAKS_AFTER, number % 2 == 1
            assert not client(line.origin + address, cookie, path), "the line broke"
            assert path.stat().st_size > 0
            meanwhile(desk, line)
            line.breaks_after, line.passed, line.asked = None, 0, []
            assert client(line.origin + address, cookie, path), meanwhile.__name__
            assert (path.stat().st_size, sha256(path)) == (size, digest), (address, meanwhile.__name__)
            assert any(line.ranges())
            # aria2 asks for all of it first, and for its pieces once it has seen what it is.
            assert line.passed < size or client is FETCHING["aria2c"], "what was there was not fetched again"
            head = requests.head(line.origin + address, headers={"Cookie": cookie}, timeout=60)
            assert (head.headers["ETag"], head.headers["Content-Length"]) == (tag, str(size))
            path.unlink()


def test_aria2c_fetches_in_eight_pieces_at_once_also_where_only_two_may_flow(installation, furnished, approved, bad_line, tmp_path):
    desk = furnished(installation(AJAR_LIMIT_DOWNLOADS="2").start())
    addresses = kept(desk, tmp_path)
    cookie = approved(desk)
    for number, address in enumerate(addresses):
        _, size, digest = wanted(desk, address, cookie)
        line = bad_line(desk)
        path = tmp_path / f"{number}.out"
        assert FETCHING["aria2c"](line.origin + address, cookie, path)
        assert (path.stat().st_size, sha256(path)) == (size, digest)
        assert len(set(filter(None, line.ranges()))) >= 7, line.ranges()


def test_what_changed_in_between_is_not_mixed_with_what_was_there(desk, approved, tmp_path):
    file, archive = kept(desk, tmp_path)
    cookie = {"Cookie": approved(desk)}
    before = {address: requests.get(desk.url + address, headers=cookie, timeout=60) for address in (file, archive)}
    content = files.noise(14 * MIB + 17, 99)
    changed = desk.api("PUT", f"/api/dam/medias/{file.split('/')[-2]}/content", desk.manager, data=content)
    assert changed.status_code == 200, changed.text
    for address, old in before.items():
        still = {"Range": f"bytes={BREAKS_AFTER}-", "If-Range": old.headers["ETag"]}
        answer = requests.get(desk.url + address, headers=cookie | still, timeout=60)
        assert answer.status_code == 200 and answer.headers["ETag"] != old.headers["ETag"]
        assert len(answer.content) == int(answer.headers["Content-Length"])
        assert content in answer.content and content not in old.content
    assert requests.get(desk.url + file, headers=cookie, timeout=60).content == content
