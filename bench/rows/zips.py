"""Archives of a whole kit, against servers that zip a folder on the way."""

from harness import sink
from harness.archives import Folder, Kits, fill, must_be_whole
from harness.measured import Line, Measured, compare, in_turn
from harness.processes import MIB
from harness.row import Row

AGAINST = {"dufs": "dufs --compress none", "miniserve": "miniserve --enable-zip"}

def measured(context, members, size, program, **targets):
    folder = fill(context.folder / "source", members, size)
    what = f"ZIP of {members:,} × {size / 1e6:g} MB" if size >= 1_000_000 else f"ZIP of {members:,} × {size / 1e3:g} KB"
    with Kits(context, {"all": folder}) as kits, Folder(context, program, folder) as peer:
        ours = kits.ajar.port, kits.path("all")
        must_be_whole(context, *ours, members, kits.headers)
        must_be_whole(context, peer.port, peer.path, members)
        samples = in_turn(context.rounds, {
            "ajar": lambda: sink.measure(*ours, kits.ajar.pid, kits.headers),
            program: lambda: sink.measure(peer.port, peer.path, peer.pid),
        }, context.tell)  # fmt: skip
    line = compare(
        what, AGAINST[program], "s", "took", samples["ajar"], samples[program],
        smaller=True, cpu="cpu_s_per_gb", cpu_unit="CPU s/GB", **targets,
    )  # fmt: skip
    memory = Line(
        f"memory while sending the {what}", "–", "MiB", max(sample["peak"] for sample in samples["ajar"]) / MIB,
        aim=64, smaller=True, memory_theirs=line.memory_theirs,
    )  # fmt: skip
    facts = [f"Both archives were read back whole: {members:,} members each, every checksum right."]
    return Measured([line, memory], facts, ["GET /kits/all/download", f"GET {peer.path}"])


def large(context):
    return measured(context, 200, context.pick(5_000_000, 500_000), "dufs", must=6, aim=10)


def small(context):
    return measured(context, context.pick(5_000, 500), 20_000, "miniserve", must=3, aim=5)


ROWS = [
    Row("zip-large", "ZIP of 200 × 5 MB, against dufs --compress none", large, ("dufs",)),
    Row("zip-small", "ZIP of 5,000 × 20 KB, against miniserve --enable-zip", small, ("miniserve",)),
]
