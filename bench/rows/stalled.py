"""A thousand downloads that nobody reads on: what each costs, and whether the desk still answers the others."""

import socket
import statistics
import time

from harness import wrk
from harness.gate import Gate
from harness.keepalive import Client
from harness.measured import Line, Measured
from harness.postgres import Postgres
from harness.processes import MIB, Failed, handles, resident, settle
from harness.row import Row

STEPS = (1, 10, 100, 300, 1_000)
FILE = 50_000_000
SMALL = 20_000


def stall(port, path, cookie):
    """Asks for a large file, reads its beginning, and reads no more."""
    link = socket.socket()
    link.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    link.settimeout(60)
    link.connect(("127.0.0.1", port))
    link.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\n\r\n".encode())
    head = link.recv(1024)
    if not head.startswith(b"HTTP/1.1 200"):
        raise Failed(f"a download that is to stall begins with {head[:100]!r}")
    return link


def ordinary(gate, count):
    """What others wait for meanwhile, in milliseconds: a page, a small download, and asking, which writes."""
    client = Client(gate.ajar.port, gate.headers)
    took = {"kit page": [], "20 KB download": [], "asking": []}
    for number in range(count):
        for name, path in (("kit page", f"/kits/{gate.slug}"), ("20 KB download", gate.path("small.bin"))):
            seconds, status, _ = client.get(path)
            if status != 200:
                raise Failed(f"{path}: {status} while others stall")
            took[name].append(seconds * 1e3)
        begun = time.monotonic()
        gate.ajar.ask(f"meanwhile{number}-{begun}@press.example", gate.kit, [gate.ids["small.bin"]])
        took["asking"].append((time.monotonic() - begun) * 1e3)
    client.close()
    return {name: (statistics.median(values), max(values)) for name, values in took.items()}


def run(context):
    with Postgres(context.folder / "postgres") as postgres:
        database = postgres.database("ajar")
        with Gate(context, {"large.bin": FILE, "small.bin": SMALL}, database=database) as gate:
            return measured(context, gate, postgres)


def measured(context, gate, postgres):
    ajar = gate.ajar
    before = ordinary(gate, 20)
    settle(ajar.pid)
    base, links, series = resident(ajar.pid), [], []
    try:
        for step in STEPS:
            while len(links) < step:
                links.append(stall(ajar.port, gate.path("large.bin"), gate.cookie))
            time.sleep(1)
            settle(ajar.pid)
            series.append((step, resident(ajar.pid) / MIB))
            context.tell(f"  {step} stalled: {series[-1][1]:.1f} MiB, {handles(ajar.pid)} file handles")
        busy = int(postgres.sql("SELECT count(*) FROM pg_stat_activity WHERE datname = 'ajar' AND state <> 'idle'"))
        meanwhile = ordinary(gate, 50)
        closed = sum(1 for link in links if is_closed(link))
    finally:
        for link in links:
            link.close()
    time.sleep(2)
    after = resident(ajar.pid)
    return told(base, series, busy, before, meanwhile, closed, after, flowing(context, gate))


def flowing(context, gate):
    """The most memory while so many downloads go on at full speed, in a server that starts afresh."""
    found = []
    gate.ajar.kill()
    gate.ajar.start()
    for count in STEPS:
        load = wrk.Load(context.folder, count, headers=gate.headers, timeout=300)
        sample = wrk.measure(load, gate.url("large.bin"), context.pick(4, 1), [gate.ajar.pid], warm_up=0)
        if sample["errors"]:
            raise Failed(f"{count} downloads at full speed: {sample}")
        found.append((count, sample["peak"] / MIB))
        context.tell(f"  {count} at full speed: {found[-1][1]:.1f} MiB, {sample['gigabytes']:.2f} GB/s")
    return found


def is_closed(link):
    """Whether the server ended it: after what lies ready there is no more."""
    link.setblocking(False)
    try:
        while piece := link.recv(1 << 20):
            del piece
        return True
    except BlockingIOError:
        return False
    except OSError:
        return True


def told(base, series, busy, before, meanwhile, closed, after, flow):
    count, most = series[-1]
    each = (most * MIB - base) / count
    lines = [
        Line(f"memory for each of {count:,} stalled downloads", "–", "KB", each / 1e3, must=200, smaller=True, errors=closed),
        Line(f"connections to the database in use while {count:,} downloads stall", "–", "connections", busy, must=0, aim=0, smaller=True),
    ]
    answers = [
        f"{name} {meanwhile[name][0]:.1f} ms (slowest {meanwhile[name][1]:.1f}; before {before[name][0]:.1f})" for name in meanwhile
    ]
    facts = [
        f"At rest {base / MIB:.1f} MiB, with {count:,} stalled {most:.1f} MiB, {after / MIB:.1f} MiB once they are gone; "
        f"{closed} of them were ended by the server meanwhile.",
        "Meanwhile others are answered in: " + ", ".join(answers) + ".",
    ]
    return Measured(lines, facts, [], {"memory": {"downloads that stall": series, "at full speed (the most)": flow}})


ROW = Row("stalled", "1,000 stalled downloads: memory for each, and the others are still answered", run, ("postgres",))
