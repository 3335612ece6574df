"""Bringing in by the command line: archives, tables, and what is interrupted."""

import os
import signal
import subprocess
import zipfile

from support import files
from support.desk import BINARY


def folders_of(desk, manager):
    return {each["id"]: each for each in desk.api("GET", "/api/dam/folders?size=200", manager).json()["items"]}


def test_an_archive_comes_in_with_its_folders_and_keeps_within_bounds(installation, tmp_path):
    with zipfile.ZipFile(tmp_path / "kit.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("logos/blue/logo.svg", files.drawing())
        archive.writestr("../../outside.txt", "made safe")
        archive.writestr("__MACOSX/._logo.svg", "x")
        archive.writestr("empty/", "")
        archive.writestr("photo.jpg", files.photograph())
    desk = installation()
    manager = desk.user("mo@example.org", "Mo Adler", "manager", token=True)
    words = ["import", tmp_path / "kit.zip", "--unpack", "--folder", "Press"]
    dry = desk.cli(*words, "--dry-run", fails=True)
    assert dry.returncode == 0 and "would import" in dry.stdout and f"{tmp_path}/kit.zip/logos/blue/logo.svg to Press/logos/blue" in dry.stdout
    assert "3 would be imported" in dry.stderr
    done = desk.cli(*words, fails=True)
    assert done.returncode == 0 and "3 added, 0 known" in done.stderr and "passed over 1 hidden" in done.stderr, done.stderr
    assert "0 added, 3 known" in desk.cli(*words, fails=True).stderr
    as_it_is = desk.cli("import", tmp_path / "kit.zip", fails=True)
    assert "1 added" in as_it_is.stderr, "without --unpack an archive is a file as any other"
    desk.start()
    found = {each["filename"]: each for each in desk.api("GET", "/api/dam/medias?size=200", manager).json()["items"]}
    assert found.keys() == {"logo.svg", "outside.txt", "photo.jpg", "kit.zip"}
    folders = folders_of(desk, manager)
    blue = folders[found["logo.svg"]["folderId"]]
    assert [blue["name"], folders[blue["parentId"]]["name"]] == ["blue", "logos"]
    assert folders[found["outside.txt"]["folderId"]]["name"] == "Press"
    # More than a gibibyte of nothing, as somebody may send it to fill a disk.
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("bomb", "w", force_zip64=True) as member:
            for _ in range(1030):
                member.write(bytes(1 << 20))
    bomb = desk.cli("import", tmp_path / "bomb.zip", "--unpack", fails=True)
    assert bomb.returncode == 1 and "100 times its own size" in bomb.stderr, bomb.stderr


def test_a_table_says_what_files_are_or_what_is_wrong_with_it(installation, tmp_path):
    (tmp_path / "in" / "logos").mkdir(parents=True)
    for name in ("door.txt", "logos/logo.txt", "logos/other.txt"):
        (tmp_path / "in" / name).write_text(name)
    table = tmp_path / "table.csv"
    desk = installation()
    manager = desk.user("mo@example.org", "Mo Adler", "manager", token=True)
    words = ["import", tmp_path / "in", "--metadata", table]
    table.write_text("path,title,made on,colour\ndoor.txt,The door,3 May,red\ngone.txt,Gone,,\n")
    wrong = desk.cli(*words, fails=True)
    assert wrong.returncode == 1 and wrong.stdout == ""
    assert "table.csv, line 1, colour: There is no such column." in wrong.stderr
    assert "table.csv, line 2, made on: This is no day" in wrong.stderr
    table.write_text("path,title\ndoor.txt,The door\ngone.txt,Gone\n")
    wrong = desk.cli(*words, fails=True)
    assert wrong.returncode == 1 and "line 3, path: There is no such file among those to import." in wrong.stderr and wrong.stdout == ""
    table.write_text("Path;Title;Description;Tags;License;Credit;Made on;Folder\n"
                     "logos/logo.txt;Logo ✓;Two;blue, press;CC BY;Ines Tamm;2026-05-03;Brand/2026\n", encoding="utf-8-sig")
    assert "3 added" in desk.cli(*words, "--folder", "Press", fails=True).stderr
    desk.start()
    found = {each["filename"]: each for each in desk.api("GET", "/api/dam/medias?size=200", manager).json()["items"]}
    logo = found["logo.txt"]
    said = [logo[name] for name in ("title", "description", "tags", "licence", "credit", "madeOn")]
    assert said == ["Logo ✓", "Two", ["blue", "press"], "CC BY", "Ines Tamm", "2026-05-03"]
    folders = folders_of(desk, manager)
    year = folders[logo["folderId"]]
    assert [year["name"], folders[year["parentId"]]["name"], folders[folders[year["parentId"]]["parentId"]]["name"]] == ["2026", "Brand", "Press"]
    assert folders[found["other.txt"]["folderId"]]["name"] == "logos" and folders[found["door.txt"]["folderId"]]["name"] == "Press"
    flat = desk.cli("import", tmp_path / "in", "--folder", "All", "--flat", fails=True)
    assert "3 added" in flat.stderr
    assert [each["name"] for each in folders_of(desk, manager).values()].count("logos") == 1


def test_an_import_that_is_killed_goes_on_where_it_was(installation, tmp_path):
    (tmp_path / "in").mkdir()
    for number in range(400):
        (tmp_path / "in" / f"{number:03}.txt").write_text(f"number {number}\n" * 200)
    desk = installation()
    desk.cli("property", "list")
    words = [BINARY, "import", str(tmp_path / "in"), "--folder", "Press"]
    killed = subprocess.Popen(words, env=desk.environment, cwd=desk.folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    told = [killed.stdout.readline() for _ in range(20)]
    os.kill(killed.pid, signal.SIGKILL)
    told += killed.stdout.readlines()
    killed.wait()
    assert told[0].startswith("added ") and len(told) < 400, "it was over before it was killed"
    assert "all is well" in desk.cli("check", fails=True).stderr
    again = desk.cli("import", tmp_path / "in", "--folder", "Press", fails=True)
    known = again.stdout.count("known ")
    assert again.returncode == 0 and known >= len(told) - 1 and known + again.stdout.count("added ") == 400, again.stderr
    assert "0 added, 400 known" in desk.cli("import", tmp_path / "in", "--folder", "Press", fails=True).stderr
    assert "all is well" in desk.cli("check", fails=True).stderr
