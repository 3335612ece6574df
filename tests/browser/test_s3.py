"""A desk whose files lie in a store that speaks S3: everything works as it does on a folder, and what is lost is told."""

import hashlib
import subprocess
import time

import pytest
import requests
from tusclient import client

from support import files
from support.clients import unzip
from support.desk import BINARY
from support.html import Page
from support.proxy import BadLine
from support.store import BUCKET, KEY, SECRET, Store

MIB = 1 << 20


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    store = Store(tmp_path_factory.mktemp("store") / "moto.log").open()
    yield store
    store.close()


@pytest.fixture
def prefix(request):
    """Every story has a place of its own in the bucket."""
    return "stories/" + request.node.name.replace("[", "-").replace("]", "")


@pytest.fixture
def contents(tmp_path):
    """Files to bring in: none, little, a picture, one part of a store, and several."""
    folder = tmp_path / "in"
    contents = {
        "empty.bin": b"",
        "note.txt": files.text("a note"),
        "door.jpg": files.photograph(1200, 900),
        "in parts/large.bin": files.noise(19 * MIB + 7),
        "صورة 🌊.bin": files.noise(300_001, 2),
    }
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return contents


@pytest.fixture
def desk(installation, store, prefix, contents, tmp_path):
    desk = installation(**store.settings(prefix))
    desk.manager = desk.user("mo@example.org", "Mo Adler", "manager", token=True)
    desk.kit("Press", "press", "open")
    desk.ids = desk.bring_in(tmp_path / "in", kit="press")
    return desk.start()


def address(desk, name):
    return f"{desk.url}/kits/press/assets/{desk.ids[name]}/download"


def test_downloads_are_byte_for_byte_whole_in_ranges_and_as_an_archive(desk, store, prefix, contents, tmp_path):
    sizes = [len(content) for content in contents.values()]
    assert sorted(size for size in store.names(prefix).values() if size in sizes) == sorted(sizes)
    for name, content in contents.items():
        whole = requests.get(address(desk, name), timeout=60)
        assert whole.status_code == 200 and whole.content == content, name
        head = requests.head(address(desk, name), timeout=60)
        assert (head.status_code, head.headers["Content-Length"], head.content) == (200, str(len(content)), b"")
        tag = whole.headers["ETag"]
        for begin, end in [(0, 0), (1000, 70_000), (9 * MIB, 18 * MIB), (len(content) - 5, len(content) - 1)]:
            if not 0 <= begin <= end < len(content):
                continue
            part = requests.get(address(desk, name), headers={"Range": f"bytes={begin}-{end}", "If-Range": tag}, timeout=60)
            assert (part.status_code, part.headers["Content-Range"]) == (206, f"bytes {begin}-{end}/{len(content)}")
            assert part.content == content[begin : end + 1], (name, begin, end)
        beyond = requests.get(address(desk, name), headers={"Range": f"bytes={len(content)}-"}, timeout=60)
        assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(content)}")
    large = contents["in parts/large.bin"]
    several = requests.get(address(desk, "in parts/large.bin"), headers={"Range": "bytes=5-9,10000000-10000099,-3"}, timeout=60)
    assert several.status_code == 206 and large[5:10] in several.content and large[10_000_000:10_000_100] in several.content
    archive = tmp_path / "press.zip"
    answer = requests.get(f"{desk.url}/kits/press/download", timeout=120)
    assert answer.headers["Content-Length"] == str(len(answer.content))
    archive.write_bytes(answer.content)
    unzip(archive, tmp_path / "out")
    found = {path.name: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert {name.split("/")[-1]: content for name, content in contents.items()}.items() <= found.items()
    middle = requests.get(f"{desk.url}/kits/press/download", headers={"Range": "bytes=1000000-16000000"}, timeout=120)
    assert middle.status_code == 206 and middle.content == answer.content[1_000_000:16_000_001]


def pictures_are_made(desk):
    until = time.monotonic() + 60
    while not (media := desk.api("GET", f"/api/dam/medias/{desk.ids['door.jpg']}", desk.manager).json()).get("width"):
        assert time.monotonic() < until, media
        time.sleep(0.2)


def test_pictures_are_made_and_shown_and_other_formats_are(desk):
    pictures_are_made(desk)
    page = Page(desk.visitor().get(f"/kits/press/assets/{desk.ids['door.jpg']}").text)
    (source,) = {dict(attributes)["src"] for tag, attributes in page.elements if tag == "img" and "/preview/" in dict(attributes).get("src", "")}
    picture = desk.visitor().get(source)
    assert picture.status_code == 200 and picture.content[:3] == b"\xff\xd8\xff"
    converted = requests.get(address(desk, "door.jpg") + "?format=png&width=640", timeout=60)
    assert converted.status_code == 200 and converted.content[:8] == b"\x89PNG\r\n\x1a\n"


def test_uploads_come_in_by_tus_by_call_and_as_a_new_version(desk, store, prefix, tmp_path):
    content = files.noise(37 * MIB + 1, 5)
    (tmp_path / "film.bin").write_bytes(content)
    tus = client.TusClient(f"{desk.url}/api/dam/uploads", headers={"Authorization": f"Bearer {desk.manager.token}"})
    tus.uploader(str(tmp_path / "film.bin"), chunk_size=10 * MIB, metadata={"filename": "film.bin"}).upload()
    named = {"Content-Disposition": 'attachment; filename="call.bin"', "Content-Type": "application/octet-stream"}
    called = desk.api("POST", "/api/dam/medias", desk.manager, data=content[: 9 * MIB], headers=named, timeout=60)
    assert called.status_code == 201, called.text
    replaced = desk.api("PUT", f"/api/dam/medias/{desk.ids['note.txt']}/content", desk.manager, data=b"another note", headers={"Content-Type": "text/plain"})
    assert replaced.status_code == 200, replaced.text
    found = {each["filename"]: each for each in desk.api("GET", "/api/dam/medias?size=200", desk.manager).json()["items"]}
    assert found["film.bin"]["sha256"] == hashlib.sha256(content).hexdigest()
    for filename, expected in [("film.bin", content), ("call.bin", content[: 9 * MIB]), ("note.txt", b"another note")]:
        got = desk.api("GET", f"/api/dam/medias/{found[filename]['id']}/content", desk.manager, timeout=60)
        assert got.status_code == 200 and got.content == expected, filename
    assert not store.parts(prefix), "all parts were put together"
    assert 10 * MIB not in store.names(prefix).values(), "the parts of the upload went"
    assert "all is well" in desk.cli("check", fails=True).stderr


def test_a_line_to_the_store_that_breaks_is_not_noticed(installation, store, prefix, contents, tmp_path):
    line = BadLine(store)
    desk = installation(**store.settings(prefix, line.port))
    desk.kit("Press", "press", "open")
    desk.ids = desk.bring_in(tmp_path / "in", kit="press")
    desk.start()
    for rudely in (False, True):
        line.breaks, line.rudely, line.breaks_after = 0, rudely, 5 * MIB
        answer = requests.get(address(desk, "in parts/large.bin"), timeout=120)
        archive = requests.get(f"{desk.url}/kits/press/download", timeout=120)
        line.breaks_after = None
        assert answer.content == contents["in parts/large.bin"]
        assert archive.headers["Content-Length"] == str(len(archive.content))
        assert line.breaks >= 4
    line.close()


def test_a_lost_object_fails_loudly_and_early(desk, store, prefix, contents):
    large, note = contents["in parts/large.bin"], contents["note.txt"]
    (lost,) = [name for name, size in store.names(prefix).items() if size == len(large)]
    store.remove(f"{prefix}/{lost}")
    desk.fails_on_purpose = "/kits/press/"
    for path in (address(desk, "in parts/large.bin"), f"{desk.url}/kits/press/download"):
        for ask in (requests.get, requests.head):
            answer = ask(path, timeout=60)
            assert answer.status_code == 500 and large[:100] not in answer.content, path
    assert lost in desk.log
    assert requests.get(address(desk, "note.txt"), timeout=60).content == note
    checked = desk.cli("check", fails=True)
    assert checked.returncode == 1 and f"{lost} (asset {desk.ids['in parts/large.bin']}" in checked.stdout and "is missing" in checked.stdout
    (name,) = [name for name, size in store.names(prefix).items() if size == len(note)]
    store.put(f"{prefix}/{name}", b"x" * len(note))
    checked = desk.cli("check", fails=True)
    assert "has other bytes than it had" in checked.stdout


def test_a_store_that_is_away_is_told_as_such_and_comes_back(installation, store, prefix, contents, tmp_path):
    line = BadLine(store)
    desk = installation(**store.settings(prefix, line.port))
    desk.kit("Press", "press", "open")
    desk.ids = desk.bring_in(tmp_path / "in", kit="press")
    desk.start()
    away, line.to, line.breaks_after = line.to, type("Nowhere", (), {"port": 9}), 0
    begun = time.monotonic()
    answer = requests.get(address(desk, "in parts/large.bin"), timeout=60)
    assert answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0
    assert time.monotonic() - begun < 40
    assert requests.get(f"{desk.url}/kits/press", timeout=30).status_code == 200
    line.to, line.breaks_after = away, None
    assert requests.get(address(desk, "in parts/large.bin"), timeout=60).content == contents["in parts/large.bin"]
    line.close()


def test_serve_ends_within_half_a_minute_where_the_store_is_not(installation, store, prefix):
    nowhere = "s3://desk/files?endpoint=http://127.0.0.1:9&region=us-east-1"
    wrong = store.settings(prefix) | {"AJAR_STORAGE_URL": f"s3://no-such-bucket/files?endpoint={store.origin}&region=us-east-1"}
    for settings in (store.settings(prefix) | {"AJAR_STORAGE_URL": nowhere}, wrong):
        desk = installation(**settings)
        begun = time.monotonic()
        done = subprocess.run([BINARY, "serve"], env=desk.environment, cwd=desk.folder, capture_output=True, text=True, timeout=60)
        assert time.monotonic() - begun < 30 and done.returncode == 1
        told = done.stderr.splitlines()[-1]
        where = settings["AJAR_STORAGE_URL"].split("endpoint=")[1].split("&")[0]
        assert "AJAR_STORAGE_URL" in told and where in told and settings["AJAR_STORAGE_URL"].split("?")[0] in told, told
        assert SECRET not in done.stderr
    refused = installation(AJAR_STORAGE_URL=f"s3://{KEY}:{SECRET}@desk/files")
    done = subprocess.run([BINARY, "serve"], env=refused.environment, cwd=refused.folder, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2 and "AWS_ACCESS_KEY_ID" in done.stderr and SECRET not in done.stderr


def test_a_backup_holds_the_files_and_goes_back_into_a_store_or_a_folder(desk, installation, store, prefix, contents, tmp_path):
    pictures_are_made(desk)
    (tmp_path / "backup").mkdir()
    for target in ("backup", "backup.tar"):
        desk.cli("backup", tmp_path / target)
    again = desk.cli("backup", tmp_path / "backup", fails=True)
    assert " 0 of them copied now" in again.stderr, again.stderr
    for target, settings in [("backup", store.settings(f"{prefix}-restored")), ("backup.tar", {}), ("backup.tar", store.settings(f"{prefix}-again"))]:
        other = installation(**settings)
        other.cli("restore", tmp_path / target)
        assert "all is well" in other.cli("check", fails=True).stderr
        other.start()
        for name, content in contents.items():
            path = f"{other.url}/kits/press/assets/{desk.ids[name]}/download"
            assert requests.get(path, timeout=60).content == content, name
        other.stop()
    assert store.names(f"{prefix}-restored").keys() == store.names(f"{prefix}-again").keys()


def test_kill_9_in_the_midst_of_an_upload_leaves_nothing_half(desk, store, prefix, tmp_path):
    content = files.noise(60 * MIB, 9)
    before = store.names(prefix).keys()
    named = {"Content-Disposition": 'attachment; filename="half.bin"', "Content-Type": "application/octet-stream"}

    def slowly():
        for begin in range(0, 40 * MIB, MIB):
            yield content[begin : begin + MIB]
        until = time.monotonic() + 30
        while not store.parts(prefix):
            assert time.monotonic() < until, "no part is on its way"
            time.sleep(0.05)
        desk.kill()
        yield content[:1]

    with pytest.raises(requests.RequestException):
        desk.api("POST", "/api/dam/medias", desk.manager, data=slowly(), headers=named, timeout=60)
    begun = {name: size for name, size in store.names(prefix).items() if name not in before}
    assert len([name for name in begun if name.startswith(".incoming/")]) == 1, "a note of what is to be given up"
    assert all(size < MIB for size in begun.values()), "half a file"
    desk.start()
    titles = [each["filename"] for each in desk.api("GET", "/api/dam/medias?size=200", desk.manager).json()["items"]]
    assert "half.bin" not in titles
    assert "all is well" in desk.cli("check", fails=True).stderr
    # Restoring gives up what a killed process has begun at once; a desk does after a day.
    desk.stop()
    desk.cli("backup", tmp_path / "backup.tar")
    desk.environment["AJAR_DATA"] = str(tmp_path / "another")
    desk.cli("restore", tmp_path / "backup.tar")
    assert not store.parts(prefix) and not [name for name in store.names(prefix) if name.startswith(".incoming/")]


def test_a_prefix_of_a_bucket_comes_in_with_its_folders_and_a_table(installation, store, prefix, tmp_path):
    wanted = {"a.txt": b"one", "logos/b & c.svg": files.drawing(), "logos/large.bin": files.noise(9 * MIB, 3)}
    for name, content in {**wanted, "logos/": b"", ".hidden": b"h", "logos/.DS_Store": b"d"}.items():
        store.put(f"{prefix}/shelf/{name}", content)
    store.put(f"{prefix}/shelf-of-others/x.txt", b"not asked for")
    desk = installation(**{name: value for name, value in store.settings(prefix).items() if name != "AJAR_STORAGE_URL"})
    where = f"s3://{BUCKET}/{prefix}/shelf?endpoint={store.origin}&region=us-east-1"
    table = tmp_path / "table.csv"
    table.write_text("path,title,credit\nlogos/b & c.svg,The logo,Ines Tamm\n")
    words = ["import", where, "--folder", "Press", "--metadata", table, "--json"]
    done = desk.cli(*words, fails=True)
    assert done.returncode == 0 and "passed over 2 hidden" in done.stderr and "3 added" in done.stderr, done.stderr
    assert SECRET not in done.stdout + done.stderr
    assert "0 added, 3 known" in desk.cli(*words, fails=True).stderr
    manager = desk.user("mo@example.org", "Mo Adler", "manager", token=True)
    desk.start()
    found = {each["filename"]: each for each in desk.api("GET", "/api/dam/medias?size=200", manager).json()["items"]}
    assert {name: each["sha256"] for name, each in found.items()} == {name.split("/")[-1]: hashlib.sha256(content).hexdigest() for name, content in wanted.items()}
    assert (found["b & c.svg"]["title"], found["b & c.svg"]["credit"]) == ("The logo", "Ines Tamm")
    folders = {each["id"]: each for each in desk.api("GET", "/api/dam/folders?size=200", manager).json()["items"]}
    logos = folders[found["large.bin"]["folderId"]]
    assert logos["name"] == "logos" and folders[logos["parentId"]]["name"] == "Press" == folders[found["a.txt"]["folderId"]]["name"]
    nothing = desk.cli("import", where.replace("/shelf?", "/nothing?"), fails=True)
    assert nothing.returncode == 1 and "nothing below this prefix" in nothing.stderr
