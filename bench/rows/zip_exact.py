"""What nobody else's archives have: a length that is known before, ranges that fit, memory that stays flat."""

import hashlib
import random
import statistics

from harness import sink
from harness.archives import Kits, fill
from harness.measured import Line, Measured
from harness.processes import MIB, Failed
from harness.row import Row

RANGES = 200


def run(context):
    members = context.pick([1, 10, 100, 1_000, 10_000], [1, 10, 100])
    sizes = context.pick([10_000, 100_000, 1_000_000, 10_000_000], [10_000, 100_000])
    shapes = {f"m{count}": (count, 20_000) for count in members} | {f"b{size}": (100, size) for size in sizes}
    folders = {slug: fill(context.folder / "source" / slug, *shape) for slug, shape in shapes.items()}
    with Kits(context, folders) as kits:
        exact = exactness(context, kits, max(members))
        kits.ajar.stop()
        kits.ajar.start()
        again = archive_tag(kits, f"m{max(members)}")
        samples = {slug: [sink.measure(kits.ajar.port, kits.path(slug), kits.ajar.pid, kits.headers) for _ in range(3)] for slug in shapes}
    if again != exact["etag"]:
        raise Failed(f"the ETag was {exact['etag']} and is {again} after a restart")
    return told(samples, shapes, exact, members, sizes)


def exactness(context, kits, members):
    """Fetches an archive whole, then ranges of it at random, and compares them byte by byte."""
    slug = f"m{members}"
    whole = bytearray()
    sample = sink.fetch(kits.ajar.port, kits.path(slug), kits.headers, whole.extend)
    wrong = 0 if sample["length"] == len(whole) and not sample["errors"] else 1
    draw = random.Random(7)
    for _ in range(RANGES):
        first = draw.randrange(len(whole))
        last = min(first + draw.choice([1, 100, 10_000, 1_000_000]), len(whole)) - 1
        piece = bytearray()
        part = sink.fetch(kits.ajar.port, kits.path(slug), kits.headers | {"Range": f"bytes={first}-{last}"}, piece.extend)
        if part["status"] != 206 or piece != whole[first : last + 1]:
            wrong += 1
            context.tell(f"  bytes {first}-{last} of {slug}: status {part['status']}, {len(piece)} bytes, not the slice")
    return {"wrong": wrong, "length": len(whole), "etag": archive_tag(kits, slug), "sha256": hashlib.sha256(whole).hexdigest()}


def archive_tag(kits, slug):
    return kits.ajar.call("HEAD", kits.path(slug), headers=kits.headers)[1].get("etag")


def told(samples, shapes, exact, members, sizes):
    def series(slugs, key, scale=1):
        return [(shapes[slug][0] * shapes[slug][1], statistics.median(sample[key] for sample in samples[slug]) * scale) for slug in slugs]

    by_members = [(shapes[f"m{count}"][0], series([f"m{count}"], "first", 1e3)[0][1], series([f"m{count}"], "took", 1e3)[0][1]) for count in members]
    by_bytes = series([f"b{size}" for size in sizes], "took", 1e3)
    memory = [max(sample["peak"] for sample in samples[f"b{size}"]) / MIB for size in sizes]
    errors = sum(sample["errors"] for each in samples.values() for sample in each)
    lines = [
        Line(
            f"ZIP of {max(members):,} members: wrong among its length, its ETag after a restart and {RANGES} random ranges", "–",
            "wrong", exact["wrong"], must=0, aim=0, smaller=True, errors=exact["wrong"],
        ),
        Line(
            f"most memory while sending ZIPs of {100 * min(sizes) / 1e6:g} MB to {100 * max(sizes) / 1e6:g} MB", "–", "MiB",
            max(memory), aim=64, smaller=True, errors=errors,
        ),
    ]  # fmt: skip
    facts = ["Most memory by size: " + ", ".join(f"{100 * size / 1e6:g} MB {peak:.0f} MiB" for size, peak in zip(sizes, memory, strict=True)) + "."]
    pictures = {
        "zip-members": {"first byte": [row[:2] for row in by_members], "whole archive": [(row[0], row[2]) for row in by_members]},
        "zip-bytes": {"whole archive": by_bytes},
    }
    return Measured(lines, facts, ["GET /kits/…/download, Range: bytes=…"], pictures)


ROW = Row("zip-exact", "ZIP: exact length, any range, the same after a restart, memory flat", run)
