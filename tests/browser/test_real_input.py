"""Real input: a folder as people have them is imported, asked for, downloaded as one ZIP, and is the same byte for byte."""

import hashlib
import subprocess
import zipfile

import pytest

from support import files
from support.mail import link

REVA = "reva@example.org"
VERA = "vera@press.example"


def sha256(content):
    return hashlib.sha256(content).hexdigest()


@pytest.fixture
def folder(tmp_path):
    things = {
        "photographs/Lighthouse at dusk.jpg": files.photograph(800, 600, seed=1),
        "photographs/Harbour.png": files.photograph(640, 480, seed=2, format="PNG"),
        "photographs/2026/Harbour.png": files.photograph(64, 48, seed=3, format="PNG"),
        "logos/mark.svg": files.drawing(),
        "documents/Fact sheet (final) 100%.pdf": files.document(),
        "film/opening.mp4": files.film(),
        "empty.txt": b"",
        "لوحة المفاتيح – صورة.jpg": files.photograph(90, 60, seed=4),
        "🌊🏠 waves & house.png": files.photograph(50, 50, seed=5, format="PNG"),
        "Grüße aus dem Süden; \"quoted\" 'name'.txt": files.text("Grüße"),
        "a/readme.txt": files.text("the first"),
        "b/readme.txt": files.text("the second, and longer"),
        "b/README.TXT": files.text("differs by case"),
        "no extension": files.text("plain"),
    }
    root = tmp_path / "Incoming"
    for name, content in things.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root, things


@pytest.fixture
def desk(installation):
    desk = installation().start()
    desk.user(REVA, "Reva Stern", "responsible")
    desk.kit("Everything", "everything", "perAssetApproval")
    return desk


def approved(desk, mailbox, ids):
    """A requester's browser, and the page behind the link of the mail, after asking for all of it."""
    vera = desk.visitor()
    answer = vera.ask("/kits/everything", VERA, "all of it", ids)
    assert "Under review" in answer.text
    desk.visitor().decide(link(mailbox.wait_for_mail(REVA), "/decide/"), "approve")
    requester = desk.visitor()
    page = requester.page(link(mailbox.wait_for_mail(VERA, "Approved"), "/pickup/"))
    return requester, page


def test_a_folder_comes_back_byte_for_byte_in_one_zip(desk, mailbox, folder, tmp_path):
    root, things = folder
    ids = desk.bring_in(root, kit="everything")
    assert sorted(ids) == sorted(things)
    assert {line["status"] for line in desk.last_import} == {"added"}
    again = desk.bring_in(root, kit="everything")
    assert again == ids, "importing again changes nothing"
    assert {line["status"] for line in desk.last_import} == {"known"}

    requester, page = approved(desk, mailbox, list(ids.values()))
    address = page.link("/download?selection=")
    answer = requester.get(address)
    assert answer.status_code == 200
    archive = answer.content
    assert int(answer.headers["Content-Length"]) == len(archive)
    assert answer.headers["Content-Type"] == "application/zip"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert "no-store" in answer.headers["Cache-Control"]
    tag = answer.headers["ETag"]
    assert not tag.startswith("W/")

    head = requester.session.head(requester.address(address))
    assert (head.status_code, head.headers["Content-Length"], head.headers["ETag"]) == (200, str(len(archive)), tag)
    assert requester.get(address).content == archive, "the same ask gives the same bytes"

    # A download that broke off goes on: from the middle, and in many small pieces.
    middle = len(archive) // 3
    rest = requester.get(address, headers={"Range": f"bytes={middle}-", "If-Range": tag})
    assert rest.status_code == 206 and rest.headers["Content-Range"] == f"bytes {middle}-{len(archive) - 1}/{len(archive)}"
    assert archive[:middle] + rest.content == archive
    step = len(archive) // 37 + 1
    pieces = b""
    while len(pieces) < len(archive):
        part = requester.get(address, headers={"Range": f"bytes={len(pieces)}-{len(pieces) + step - 1}", "If-Range": tag})
        assert part.status_code == 206
        pieces += part.content
    assert pieces == archive
    tail = requester.get(address, headers={"Range": "bytes=-22"})
    assert tail.status_code == 206 and tail.content == archive[-22:]
    over = requester.get(address, headers={"Range": f"bytes={len(archive)}-"})
    assert over.status_code == 416 and over.headers["Content-Range"] == f"bytes */{len(archive)}"

    zipped = tmp_path / "all.zip"
    zipped.write_bytes(archive)
    wanted = sorted(sha256(content) for content in things.values())

    with zipfile.ZipFile(zipped) as opened:
        assert opened.testzip() is None
        names = opened.namelist()
        assert len({name.lower() for name in names}) == len(names) == len(things), names
        assert all(entry.compress_type == zipfile.ZIP_STORED for entry in opened.infolist())
        assert all(entry.flag_bits & 0x800 or entry.filename.isascii() for entry in opened.infolist())
        assert not [name for name in names if name.startswith("/") or ".." in name.split("/")]
        assert sorted(sha256(opened.read(name)) for name in names) == wanted
        by_name = {name: opened.read(name) for name in names}
    assert [name for name in by_name if "لوحة المفاتيح – صورة.jpg" in name]
    assert [name for name in by_name if "🌊🏠 waves & house.png" in name]

    out = tmp_path / "unzipped"
    done = subprocess.run(["unzip", "-q", str(zipped), "-d", str(out)], capture_output=True, text=True, env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"})
    assert done.returncode == 0, done.stderr
    unpacked = [path for path in out.rglob("*") if path.is_file()]
    assert sorted(sha256(path.read_bytes()) for path in unpacked) == wanted
    assert {str(path.relative_to(out)) for path in unpacked} == set(by_name)
    assert subprocess.run(["unzip", "-tq", str(zipped)], capture_output=True).returncode == 0


def test_each_file_comes_under_its_own_name(desk, mailbox, folder):
    from email.message import Message
    from urllib.parse import unquote

    root, things = folder
    ids = desk.bring_in(root, kit="everything")
    requester, _ = approved(desk, mailbox, list(ids.values()))
    for path, id in ids.items():
        answer = requester.get(f"/kits/everything/assets/{id}/download")
        assert answer.status_code == 200 and answer.content == things[path], path
        assert int(answer.headers["Content-Length"]) == len(things[path])
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        words = answer.headers["Content-Disposition"]
        assert words.startswith("attachment")
        name = path.split("/")[-1]
        if "filename*=" in words:
            assert unquote(words.split("filename*=UTF-8''")[1].split(";")[0]) == name
        else:
            read = Message()
            read["Content-Disposition"] = words
            assert read.get_filename() == name


def test_a_changed_file_is_a_new_version_of_its_asset_and_the_rest_stays(desk, folder):
    root, things = folder
    ids = desk.bring_in(root, kit="everything")
    (root / "a" / "readme.txt").write_bytes(files.text("the first, mended"))
    again = desk.bring_in(root, kit="everything")
    statuses = {line["path"].split("Incoming/")[-1]: line["status"] for line in desk.last_import}
    changed = {path for path, status in statuses.items() if status != "known"}
    assert changed == {"a/readme.txt"}, statuses
    assert {path: id for path, id in again.items() if path not in changed} == {path: id for path, id in ids.items() if path not in changed}


def test_an_svg_and_photographs_get_previews_that_are_raster_pictures(desk, folder):
    import time

    root, _ = folder
    ids = desk.bring_in(root, kit="everything")
    visitor = desk.visitor()
    until = time.monotonic() + 30
    for path in ["photographs/Lighthouse at dusk.jpg", "logos/mark.svg", "photographs/Harbour.png"]:
        while True:
            page = visitor.page(f"/kits/everything/assets/{ids[path]}")
            pictures = [dict(attributes)["src"] for tag, attributes in page.elements if tag == "img" and "/preview/" in dict(attributes).get("src", "")]
            if pictures:
                break
            assert time.monotonic() < until, f"no preview of {path}"
            time.sleep(0.2)
        answer = visitor.get(pictures[0])
        assert answer.status_code == 200
        assert answer.headers["Content-Type"] in ("image/webp", "image/png", "image/jpeg", "image/avif")
        assert answer.content != (root / path).read_bytes()
