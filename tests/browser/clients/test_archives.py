"""An archive of what people and their enemies call files, read by everything that reads archives."""

import hashlib
import zipfile
from pathlib import PureWindowsPath
from urllib.parse import quote

import pytest
import requests

from support import files
from support.clients import READING, unpacked

LONG = "ä" * 125 + ".jpeg"
DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{port}{digit}" for port in ("COM", "LPT") for digit in range(1, 10))}

HOSTILE = [
    "../../etc/passwd",
    "..\\..\\boot.ini",
    "/etc/shadow",
    "C:\\Windows\\win.ini",
    "\\\\server\\share\\file.txt",
    "a/b/c.txt",
    "..",
    ".",
    "...",
    "/",
    "trailing. . .",
    "  spaces around  ",
    "-rf",
    "--help",
    "-o.txt",
    "@list.txt",
    "*.txt",
    "$(touch pwned).txt",
    "`touch pwned`.txt",
    "; touch pwned #.txt",
    "100% %2e%2e%2f %s %n.txt",
    "\"double\" 'single' “curly”.txt",
    "a<b>c:d|e?f.txt",
    "line\r\nbreak: injected.txt",
    "tab\tand\x00nul\x1b[31m.txt",
    "del\x7f and\x85 c1.txt",
    "photo\u202egpj.exe",
    "\ufeffbyte order mark.txt",
    "two\u2028lines.txt",
    LONG,
    "ä" * 127 + ".jpeg",
    "🦀" * 100 + ".tar.gz",
    "x" * 300,
    "CON",
    "nul.txt",
    "Com1.tar.gz",
    "aux .c",
    "lpt².x",
    "README.TXT",
    "readme.txt",
    "ReadMe.txt",
    "twice.txt",
    "twice.txt",
    "twice (2).txt",
    "Straße.txt",
    "STRASSE.txt",
    "e\u0301.txt",
    "é.txt",
    "ΑΣ.txt",
    "ας.txt",
    "ﬁle.txt",
    "لوحة المفاتيح – صورة.jpg",
    "שלום.txt",
    "日本語の名前.txt",
    "👩‍👩‍👧 family 🏴‍☠️.png",
    "I.txt",
    "ı.txt",
    "i.txt",
    "İ.txt",
    ".profile",
    "~",
    "no extension",
    "desktop.ini",
    "x.zip",
]


def content(number):
    """Another one for each, of none, one and many bytes, and some that look like the inside of an archive."""
    if number == 7:
        return b""
    return files.noise(number * 97 % 5_000 + 1, number) + b"PK\x05\x06" * (number % 3) + b"PK\x03\x04" * (number % 2)


@pytest.fixture
def filled(desk):
    """Every hostile name, sent as a program sends it; by the ids what is in them."""
    desk.contents = {}
    for number, name in enumerate(HOSTILE):
        named = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}"}
        query = {"kitId": desk.kit_id, "title": f"number {number}"}
        answer = desk.api("POST", "/api/dam/medias", desk.manager, params=query, data=content(number), headers=named)
        assert answer.status_code == 201, (name, answer.text)
        desk.contents[answer.json()["id"]] = content(number)
    assert len(desk.contents) == len(HOSTILE)
    return desk


def fetched(desk, cookie, path):
    answer = requests.get(f"{desk.url}/kits/press/download", headers={"Cookie": cookie}, timeout=60)
    assert answer.status_code == 200
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    path.write_bytes(answer.content)
    return answer


def must_be_safe(names):
    """Nothing that another system would take for another name, another place, or a device."""
    assert len({name.lower() for name in names}) == len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert all(part not in ("", ".", "..") for part in name.split("/")), name
        for part in name.split("/"):
            assert 0 < len(part.encode()) <= 255
            assert not set(part) & set('\\<>:"|?*'), part
            assert part == part.strip() and not part.endswith("."), part
            assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 or letter in "\u2028\u2029\u202e\ufeff" for letter in part), ascii(part)
            assert part.split(".")[0].rstrip().upper() not in DEVICES, part
            assert not PureWindowsPath(part).is_reserved(), part


@pytest.mark.parametrize("read", READING.values(), ids=READING)
def test_every_reader_finds_every_byte_under_a_name_inside_the_folder(filled, approved, tmp_path, read):
    archive = tmp_path / "here" / "press.zip"
    archive.parent.mkdir()
    fetched(filled, approved(filled), archive)
    out = archive.parent / "out"
    read(archive, out)
    found = unpacked(out)
    assert sorted(found.values()) == sorted(hashlib.sha256(content).hexdigest() for content in filled.contents.values())
    with zipfile.ZipFile(archive) as opened:
        assert set(found) == set(opened.namelist()), "every reader reads the same names"
    assert {path.name for path in archive.parent.iterdir()} == {"press.zip", "out"}, "nothing lands elsewhere"


def test_names_are_safe_everywhere_and_those_that_were_are_kept(filled, approved, tmp_path):
    cookie = approved(filled)
    fetched(filled, cookie, tmp_path / "press.zip")
    with zipfile.ZipFile(tmp_path / "press.zip") as opened:
        names = opened.namelist()
        assert all(entry.flag_bits & 0x800 or entry.filename.isascii() for entry in opened.infolist())
        assert not any(entry.external_attr >> 16 & 0o170000 not in (0, 0o100000) for entry in opened.infolist()), "plain files only"
        by_content = {opened.read(name): name for name in names}
    must_be_safe(names)
    kept = dict(zip(HOSTILE, filled.contents.values()))
    for name in ["لوحة المفاتيح – صورة.jpg", "日本語の名前.txt", "👩‍👩‍👧 family 🏴‍☠️.png", ".profile", "no extension", LONG, "README.TXT", "-rf"]:
        assert by_content[kept[name]] == name
    # One by one they are saved under names as safe.
    for id, bytes in filled.contents.items():
        answer = requests.get(f"{filled.url}/kits/press/assets/{id}/download", headers={"Cookie": cookie}, timeout=60)
        assert answer.status_code == 200 and answer.content == bytes
        words = answer.headers["Content-Disposition"]
        assert words.isascii() and words.isprintable() and words.startswith("attachment; filename"), words
        assert int(answer.headers["Content-Length"]) == len(bytes)


def test_the_archive_is_the_same_after_a_restart_and_from_another_process(filled, installation, approved, tmp_path):
    cookie = approved(filled)
    first = fetched(filled, cookie, tmp_path / "first.zip")
    other = installation(AJAR_DATA=filled.environment["AJAR_DATA"], AJAR_PUBLIC_URL=filled.url).start()
    second = fetched(other, cookie, tmp_path / "second.zip")
    filled.stop()
    third = fetched(filled.start(), cookie, tmp_path / "third.zip")
    assert first.content == second.content == third.content
    assert first.headers["ETag"] == second.headers["ETag"] == third.headers["ETag"]
    assert first.headers["Last-Modified"] == second.headers["Last-Modified"] == third.headers["Last-Modified"]
