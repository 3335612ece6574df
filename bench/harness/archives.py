"""Kits that are downloaded as one ZIP, and the servers of folders that zip on the way."""

import zipfile

from harness.folders import TOOLS, free_port
from harness.processes import Failed, Process, settle
from harness.row import random_file
from harness.sink import fetch
from harness.tools import wait_for
from harness.ajar import call

ASKER = "vera@press.example"


def fill(folder, members, size):
    """A folder of files of noise, of one size."""
    for number in range(members):
        random_file(folder / f"file-{number:06}.bin", size)
    return folder


class Kits:
    """A running installation with one kit for each folder; a requester holds a grant for all of them."""

    def __init__(self, context, folders):
        self.ajar = context.ajar().people()
        self.kits = {slug: (self.ajar.kit(slug), self.ajar.bring_in(folder, slug)) for slug, folder in folders.items()}

    def __enter__(self):
        self.ajar.start()
        for kit, ids in self.kits.values():
            self.ajar.ask(ASKER, kit, ids[:1])
        self.ajar.approve_all()
        self.headers = {"Cookie": self.ajar.cookie_of(ASKER)}
        settle(self.ajar.pid, within=1800)
        return self

    def __exit__(self, *_):
        self.ajar.kill()

    def path(self, slug):
        return f"/kits/{slug}/download"


class Folder:
    """dufs or miniserve on a folder."""

    def __init__(self, context, program, root):
        self.port = free_port()
        words = {
            "dufs": ["--bind", "127.0.0.1", "--port", self.port, "--allow-archive", "--compress", "none"],
            "miniserve": ["--interfaces", "127.0.0.1", "--port", self.port, "--enable-zip"],
        }[program]
        self.path = {"dufs": "/?zip", "miniserve": "/?download=zip"}[program]
        self.command = [TOOLS / "bin" / program, *words, root]
        self.log = context.folder / f"{program}.log"
        self.program = program

    @property
    def pid(self):
        return self.process.pid

    def __enter__(self):
        self.process = Process(self.program, self.command, self.log)
        wait_for(self.program, lambda: call(self.port, "GET", "/")[0] == 200, self.process)
        return self

    def __exit__(self, *_):
        self.process.stop()


def must_be_whole(context, port, path, members, headers=None):
    """Fetches an archive once into a file and reads it with Python's zipfile: as many members, each as its checksum says."""
    file = context.folder / "whole.zip"
    with open(file, "wb") as out:
        sample = fetch(port, path, headers, _undone(out))
    with zipfile.ZipFile(file) as archive:
        found, broken = len(archive.namelist()), archive.testzip()
    file.unlink()
    if found != members or broken:
        raise Failed(f"{path}: {found} members where {members} should be; the first broken one: {broken}")
    return sample


def _undone(out):
    """Writes a body to a file; a chunked one comes in its frames, which have to be taken off."""
    state = {"left": b"", "chunked": None, "need": 0}

    def plain(piece):
        out.write(piece)

    def keep(piece):
        # A ZIP begins with PK; anything else at the very start is the length of a chunk.
        if state["chunked"] is None and len(piece):
            state["chunked"] = bytes(piece[:2]) != b"PK"
        return unframe(piece) if state["chunked"] else plain(piece)

    def unframe(piece):
        data = state["left"] + bytes(piece)
        at = 0
        while at < len(data):
            if state["need"]:
                part = data[at : at + state["need"]]
                out.write(part)
                state["need"] -= len(part)
                at += len(part)
                continue
            end = data.find(b"\r\n", at + 2 if data[at : at + 2] == b"\r\n" else at)
            if end < 0:
                break
            state["need"] = int(data[at:end].strip() or b"0", 16)
            at = end + 2
        state["left"] = data[at:]

    return keep
