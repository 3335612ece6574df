"""How often a second this disk makes a page durable, right now: the yardstick of everything that answers after a commit."""

import os
import time

PAGE = b"\x5a" * 4096


def fdatasync_rate(folder, seconds=2):
    """4 KiB written and synchronised, one after another, in a file of its own."""
    path = folder / "fdatasync.probe"
    file = os.open(path, os.O_RDWR | os.O_CREAT)
    try:
        count, begun = 0, time.monotonic()
        while time.monotonic() - begun < seconds:
            os.pwrite(file, PAGE, count % 1024 * len(PAGE))
            os.fdatasync(file)
            count += 1
        return count / (time.monotonic() - begun)
    finally:
        os.close(file)
        path.unlink()
