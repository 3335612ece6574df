"""A preview of a photograph of 24 megapixels, against vipsthumbnail: each a process from its start to the written picture."""

import json
import os
import subprocess
import time

from harness import pictures
from harness.measured import Measured, compare, in_turn
from harness.processes import Failed
from harness.row import Row

EDGE = 480
# What the server hands to the child that makes previews; its limits are those of the program.
ORDER = {
    "task": {"previews": {"edges": [EDGE], "max_edge": None, "drawings": None, "half": False}},
    "limits": {
        "memory": 1 << 30, "cpu": {"secs": 20, "nanos": 0}, "wall": {"secs": 30, "nanos": 0}, "input_bytes": 256 << 20,
        "picture_bytes": 64 << 20, "pixels": 100_000_000, "edge": 30_000,
    },
}  # fmt: skip


def timed(words, stdin, folder, env):
    """Runs a program to its end: wall time, processor time, the most memory."""
    folder.mkdir()
    with open(stdin, "rb") as file:
        begun = time.monotonic()
        child = subprocess.Popen(words, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, env=env)
        out, err = child.stdout.read(), child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        took = time.monotonic() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    made = sorted(folder.iterdir())
    if child.returncode or len(made) != 1 or max(pictures.size(made[0])) != EDGE:
        raise Failed(f"{words[0]}: {child.returncode}, {made}: {out[:500]!r} {err[:500]!r}")
    bytes_ = made[0].stat().st_size
    made[0].unlink()
    folder.rmdir()
    return {"took": took * 1e3, "cpu": (usage.ru_utime + usage.ru_stime) * 1e3, "peak": usage.ru_maxrss * 1024, "bytes": bytes_, "errors": 0}


def run(context):
    photograph = pictures.of_24_megapixels(context.folder)
    out = context.folder / "out"
    ours = [str(context.binary), "preview-child", json.dumps(ORDER)]
    theirs = ["/usr/bin/vipsthumbnail", str(photograph), "--size", str(EDGE), "-o", f"{out}/%s.jpg"]

    def fastest(words, env):
        """The best of three: the first warms up, and the others are as a machine at rest would have them."""
        return min((timed(words, photograph, out, env) for _ in range(3)), key=lambda sample: sample["took"])

    samples = in_turn(context.pick(7, 3), {
        "ajar": lambda: fastest(ours, {}),
        "vipsthumbnail": lambda: fastest(theirs, os.environ.copy()),
    }, context.tell)  # fmt: skip
    line = compare(
        f"preview of a 24 MP JPEG at {EDGE} px", "vipsthumbnail", "ms", "took", samples["ajar"], samples["vipsthumbnail"],
        smaller=True, cpu="cpu", cpu_unit="CPU ms", must=1.0, aim=1.8,
    )  # fmt: skip
    size = photograph.stat().st_size
    facts = [
        f"The photograph has {size / 1e6:.1f} MB; the preview {samples['ajar'][0]['bytes'] / 1e3:.0f} KB here and "
        f"{samples['vipsthumbnail'][0]['bytes'] / 1e3:.0f} KB there. Ours confines its process first and finds out the facts "
        "that a page wants (colour, transparency) as well."
    ]
    return Measured([line], facts, ["ajar preview-child ORDER < photograph.jpg", f"vipsthumbnail photograph.jpg --size {EDGE} -o %s.jpg"])


ROW = Row("preview", "preview of a 24 MP JPEG at 480 px, against vipsthumbnail", run, ("vips",))
