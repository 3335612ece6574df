"""Programs that nobody here wrote: what fetches, and what reads archives."""

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile

import requests

from .desk import REPOSITORY

# Nobody's settings, proxies or language: as on a machine that was set up this minute.
ALONE = {"PATH": os.environ["PATH"], "HOME": "/nonexistent", "LC_ALL": "C.UTF-8", "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def program(*names):
    """The first of these programs that is installed."""
    found = next(filter(None, map(shutil.which, names)), None)
    assert found, f"{' or '.join(names)} is missing: ./test installs it"
    return found


def run(*words, within=600, **options):
    return subprocess.run([*map(str, words)], env=ALONE, capture_output=True, timeout=within, stdin=subprocess.DEVNULL, **options)


# Where ./test puts the packages of clients/package.json.
PACKAGES = os.environ.get("AJAR_NODE_PACKAGES") or str(REPOSITORY / "target" / "npm" / "node_modules")


def node(script, *words, within=600):
    """Runs a script of ours that uses a package of others. Node.js lies beside this Python, from a wheel."""
    beside = os.path.dirname(sys.executable)
    found = shutil.which("node", path=f"{beside}{os.pathsep}{os.environ['PATH']}")
    assert found and os.path.isdir(PACKAGES), "Node.js or its packages are missing: ./test installs them"
    return subprocess.run(
        [found, str(script), *map(str, words)], env=ALONE | {"NODE_PATH": PACKAGES}, capture_output=True, timeout=within, stdin=subprocess.DEVNULL
    )


# What fetches. Each begins a download, or goes on with what there is of it, in one try; whether it came to its end.


def curl(address, cookie, path, within=600):
    done = run(program("curl"), "-q", "-sS", "--fail", "-C", "-", "-H", f"Cookie: {cookie}", "-o", path, address, within=within)
    assert done.returncode in (0, 18, 56), done  # 18: a part of it; 56: the connection was reset
    return done.returncode == 0


def wget(address, cookie, path, within=600):
    done = run(program("wget"), "-nv", "-c", "--tries=1", f"--header=Cookie: {cookie}", "-O", path, address, within=within)
    assert done.returncode in (0, 4), done  # 4: the network
    return done.returncode == 0


def aria2c(address, cookie, path, within=600):
    """Eight connections at once; which pieces are there stands in a file of its own."""
    done = run(
        program("aria2c"), "--no-conf", "-q", "-c", "-x8", "-s8", "-k1M", "--max-tries=1", "--file-allocation=none",
        "--auto-file-renaming=false", f"--header=Cookie: {cookie}", "-d", path.parent, "-o", path.name, address, within=within,
    )  # fmt: skip
    whole = done.returncode == 0
    assert whole != os.path.exists(f"{path}.aria2"), done
    return whole


def python_requests(address, cookie, path, within=600):
    """As a program does it with care: it goes on only if the file is still the same."""
    tagged = path.with_suffix(".etag")
    headers = {"Cookie": cookie, "Accept-Encoding": "identity"}
    have = path.stat().st_size if path.exists() else 0
    if have:
        headers |= {"Range": f"bytes={have}-", "If-Range": tagged.read_text()}
    try:
        with requests.get(address, headers=headers, stream=True, timeout=60) as answer:
            assert answer.status_code == (206 if have else 200), (answer.status_code, answer.text[:500])
            tagged.write_text(answer.headers["ETag"])
            with open(path, "ab") as file:
                for piece in answer.iter_content(1 << 16):
                    file.write(piece)
    except (requests.exceptions.ChunkedEncodingError, requests.exceptions.ConnectionError):
        return False
    return True


FETCHING = {"curl": curl, "wget": wget, "aria2c": aria2c, "requests": python_requests}


# What reads archives. Each says that the archive is sound, and unpacks it.


def unzip(archive, out):
    done = run(program("unzip"), "-tqq", archive)
    assert (done.returncode, done.stderr) == (0, b""), done
    done = run(program("unzip"), "-qq", archive, "-d", out)
    assert (done.returncode, done.stderr) == (0, b""), done


def bsdtar(archive, out):
    out.mkdir()
    done = run(program("bsdtar"), "-xf", archive, "-C", out)
    assert (done.returncode, done.stderr) == (0, b""), done


def seven_zip(archive, out):
    done = run(program("7z", "7zz"), "t", "-bd", "-bso0", archive)
    assert (done.returncode, done.stderr) == (0, b""), done
    done = run(program("7z", "7zz"), "x", "-bd", "-bso0", f"-o{out}", archive)
    assert (done.returncode, done.stderr) == (0, b""), done


def info_zip(archive, out):
    """`zip -T` tests; what unpacks for it is `unzip`, so the first of the two is asked what is in it."""
    done = run(program("zip"), "-T", archive)
    assert done.returncode == 0 and b"OK" in done.stdout, done
    unzip(archive, out)


def python_zipfile(archive, out):
    with zipfile.ZipFile(archive) as opened:
        assert opened.testzip() is None
        opened.extractall(out)


READING = {"unzip": unzip, "bsdtar": bsdtar, "7-Zip": seven_zip, "zip -T": info_zip, "zipfile": python_zipfile}


def unpacked(folder):
    """The SHA-256 of every file below a folder by its path in it."""
    assert not [path for path in folder.rglob("*") if path.is_symlink()]
    return {str(path.relative_to(folder)): sha256(path) for path in folder.rglob("*") if path.is_file()}
