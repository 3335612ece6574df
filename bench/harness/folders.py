"""Where things lie. Everything is below `target/bench/`, so that one `rm -r` removes every trace."""

import os
import shutil
import socket
import tempfile
from contextlib import contextmanager
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
BENCH = REPOSITORY / "bench"
HOME = Path(os.environ.get("CARGO_TARGET_DIR") or REPOSITORY / "target").resolve() / "bench"
TOOLS = HOME / "tools"
DIRECTUS = HOME / "directus"
RESULTS = HOME / "results"

# What runs as another user (PostgreSQL under root) has to get through.
OPEN_TO_PASS = 0o755


@contextmanager
def temporary(name):
    """A folder that is gone afterwards, also after Ctrl-C. TMPDIR moves it to another disk."""
    parent = Path(os.environ["TMPDIR"]) if os.environ.get("TMPDIR") else HOME / "tmp"
    parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f"{name}.", dir=parent))
    folder.chmod(OPEN_TO_PASS)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def free_port():
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def size_of(path):
    """The bytes of a file, or of everything in a folder."""
    if path.is_file():
        return path.stat().st_size
    return sum(entry.stat().st_size for entry in path.rglob("*") if entry.is_file() and not entry.is_symlink())
