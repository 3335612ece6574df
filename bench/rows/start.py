"""From starting the program to its first answer; what it needs at rest; how large it is."""

import socket
import statistics
import time

from harness.ajar import call
from harness.directus import Directus, installed_size
from harness.fill import Filler, originals
from harness.folders import size_of
from harness.measured import Line, Measured
from harness.processes import MIB, Failed, Process, resident, settle
from harness.row import Row, random_file

REST = 5


def first_answer(port, path, launch, within=60):
    """Seconds from launching to the last byte of the first 200."""
    begun = time.monotonic()
    process = launch()
    while True:
        try:
            # A look at the port costs the server nothing while it is not there yet.
            socket.create_connection(("127.0.0.1", port), 1).close()
            if call(port, "GET", path)[0] == 200:
                return time.monotonic() - begun
        except OSError:
            pass
        process.must_live()
        if time.monotonic() - begun > within:
            raise Failed(f"no 200 on {path} within {within} s")
        time.sleep(0.0005)


def of_ajar(context, count):
    """Starts on records with something in them, again and again."""
    ajar = context.ajar().people()
    kit = ajar.kit("asked")
    asset = ajar.bring_in(random_file(context.folder / "source" / "file.bin", 20_000), "asked")[0]
    with ajar:
        slots = originals(ajar, {kit: asset})
        settle(ajar.pid)
        ajar.stop()
    Filler(ajar.records, slots).fill_up_to(10_000)

    def launch():
        ajar.process = Process("ajar", [ajar.binary, "serve"], ajar.folder / "ajar.log", ajar.environment(), ajar.folder)
        return ajar.process

    took, rest = [], 0
    for number in range(count):
        took.append(first_answer(ajar.port, "/health/ready", launch))
        if number == count - 1:
            time.sleep(REST)
            rest = resident(ajar.pid)
        ajar.stop()
    return took, rest


def of_directus(context, count):
    directus = Directus(context.folder / "directus")

    def launch():
        directus.launch()
        return directus.process

    took, rest = [], 0
    for number in range(count):
        took.append(first_answer(directus.port, "/server/ping", launch, within=120))
        if number == count - 1:
            time.sleep(REST)
            rest = resident(directus.pid)
        directus.process.stop()
    return took, rest


def run(context):
    ours, our_rest = of_ajar(context, context.pick(20, 5))
    theirs, their_rest = of_directus(context, context.pick(3, 1))
    lines = [
        Line(
            "start on a migrated database to the first 200", "Directus", "ms", statistics.median(ours) * 1e3,
            statistics.median(theirs) * 1e3, must=100, aim=20, smaller=True,
        ),
        Line(f"memory at rest, {REST} s after the start", "Directus", "MB", our_rest / 1e6, their_rest / 1e6, must=30, aim=10, smaller=True),
        Line("size of the program", "Directus with node", "MB", size_of(context.binary) / 1e6, installed_size() / 1e6, must=60, smaller=True),
    ]  # fmt: skip
    worst = f"The slowest of {len(ours)} starts took {max(ours) * 1e3:.0f} ms; the records hold 10,000 requests."
    return Measured(lines, [worst, f"At rest Ajar has {our_rest / MIB:.1f} MiB resident."], ["ajar serve", "node cli.js start"])


ROW = Row("start", "start to the first answer, memory at rest, size of the program", run, ("directus",))
