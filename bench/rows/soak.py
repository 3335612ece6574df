"""Ten minutes of everything at once: no error, no growth of memory or file handles."""

import statistics
import threading
import time

from harness.gate import Gate
from harness.mailbox import Mailbox
from harness.measured import Line, Measured
from harness.processes import MIB, cpu_seconds, handles, held, resident, settle
from harness.row import Row
from harness.visitors import EVERYBODY, Notes

SIZES = {"small.bin": 20_000, "mid.bin": 5_000_000}


def run(context):
    with Gate(context, SIZES) as gate:
        gate.mailbox = Mailbox(gate.ajar.mails)
        head = gate.ajar.call("HEAD", f"/kits/{gate.slug}/download", headers=gate.headers)[1]
        gate.zip_length = int(head["content-length"])
        notes, stop = Notes(), threading.Event()
        people = [kind(gate, notes, stop) for kind, count in EVERYBODY for _ in range(count)]
        before = left_open(gate)
        begun, cpu = time.monotonic(), cpu_seconds(gate.ajar.pid)
        looks = watch(context, gate, people, stop, context.pick(600, 60))
        seconds, cpu = time.monotonic() - begun, cpu_seconds(gate.ajar.pid) - cpu
        for person in people:
            if person.is_alive():
                notes.broke(type(person).__name__.lower(), TimeoutError("still waits for an answer"))
        settle(gate.ajar.pid)
        gate.ajar.process.must_live()
        # Whoever has gone leaves no connection and no stored file open.
        left = left_open(gate) - before
        for line in gate.ajar.process.log.read_text(errors="replace").splitlines():
            if " ERROR " in line or "panicked" in line:
                notes.broke("the server's log", RuntimeError(line))
    for words in notes.wrong[:10]:
        context.tell(f"  wrong: {words}")
    return told(notes, looks, seconds, cpu, left)


def left_open(gate):
    return held(gate.ajar.pid, "socket:") + held(gate.ajar.pid, str(gate.ajar.data / "files"))


def watch(context, gate, people, stop, seconds):
    """Lets them loose, and looks at the server every second."""
    looks = []
    for person in people:
        person.start()
    until = time.monotonic() + seconds
    try:
        while time.monotonic() < until:
            time.sleep(1)
            gate.ajar.process.must_live()
            looks.append((resident(gate.ajar.pid) / MIB, handles(gate.ajar.pid)))
            if len(looks) % 60 == 0:
                context.tell(f"  {len(looks)} s: {looks[-1][0]:.1f} MiB, {looks[-1][1]} file handles")
    finally:
        stop.set()
        for person in people:
            person.join(130)
    return looks


def growth(values):
    """The last quarter against the second: the first is when everything is opened for the first time."""
    quarter = len(values) // 4
    early, late = statistics.median(values[quarter : 2 * quarter]), statistics.median(values[-quarter:])
    return early, late


def told(notes, looks, seconds, cpu, left):
    memory, open_files = growth([look[0] for look in looks]), growth([look[1] for look in looks])
    calls = sum(map(len, notes.took.values()))
    wrong, minutes = len(notes.wrong), f"{seconds / 60:.1f} minutes"
    limits = {"must": 1.1, "aim": 1.02, "smaller": True}
    lines = [
        Line(f"mixed load for {minutes}: wrong answers and server errors", "–", "wrong", wrong, must=0, aim=0, smaller=True, errors=wrong),
        Line("memory in the last quarter over that in the second", "–", "×", memory[1] / memory[0], **limits),
        Line("file handles in the last quarter over those in the second", "–", "×", open_files[1] / open_files[0], **limits),
        Line("connections and stored files still open once everybody has gone", "–", "handles", left, must=0, aim=0, smaller=True),
    ]
    facts = [
        f"{calls:,} calls, {calls / seconds:.0f} a second, {notes.server_errors} of them answered 5xx; {notes.vanished:,} downloads were left in the middle; "
        f"{cpu / seconds:.2f} cores busy on average; memory {memory[0]:.1f} MiB then {memory[1]:.1f} MiB, file handles {open_files[0]:.0f} then {open_files[1]:.0f}.",
        "p50 / p99 in milliseconds by kind: " + "; ".join(percentiles(kind, took) for kind, took in sorted(notes.took.items())) + ".",
    ]
    by_second = [(number + 1, look[0]) for number, look in enumerate(looks)]
    return Measured(lines, facts, [], {"soak": {"resident memory": by_second}})


def percentiles(kind, took):
    ordered = sorted(took)
    p50, p99 = ordered[len(ordered) // 2], ordered[min(len(ordered) * 99 // 100, len(ordered) - 1)]
    return f"{kind} {p50:.1f} / {p99:.1f} ({len(took):,})"


ROW = Row("soak", "ten minutes of mixed load: no error, no growth", run)
