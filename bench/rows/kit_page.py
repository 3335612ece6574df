"""The page of a kit with sixty cards, for somebody without an account, against the same HTML as a file."""

from harness import pictures, wrk
from harness.measured import Measured, compare, in_turn
from harness.nginx import Nginx
from harness.processes import Failed, settle
from harness.row import Row

CARDS = 60
CONNECTIONS = 32
PATH = "/kits/press"


def measured(context, what, ajar, nginx, headers):
    load = wrk.Load(context.folder, CONNECTIONS, headers=headers)
    samples = in_turn(context.rounds, {
        "ajar": lambda: wrk.measure(load, ajar.origin + PATH, context.seconds, [ajar.pid]),
        "nginx": lambda: wrk.measure(load, f"http://127.0.0.1:{nginx.port}/static/page.html", context.seconds, [nginx.pid]),
    }, context.tell)  # fmt: skip
    line = compare(
        what, "nginx, the same HTML as a file", "requests/s", "rate", samples["ajar"], samples["nginx"],
        cpu="cpu_us_per_request", cpu_unit="µs/request", must=0.3, aim=0.8,
    )  # fmt: skip
    return line, load.described(f"http://…{PATH}")


def run(context):
    ajar = context.ajar().people()
    ajar.kit("press")
    ajar.bring_in(pictures.crops(context.folder / "source", CARDS), "press")
    root = context.folder / "root"
    root.mkdir()
    with ajar, Nginx(context.folder / "nginx", root) as plain, Nginx(context.folder / "packed", root, packed=True) as packed:
        # The pictures are made in the background after an import; the page shows them once they are there.
        settle(ajar.pid, looks=6)
        status, headers, page = ajar.call("GET", PATH)
        cards = page.count(b"<img")
        if status != 200 or cards < CARDS:
            raise Failed(f"{PATH}: {status} with {cards} pictures")
        (root / "page.html").write_bytes(page)
        lines = [measured(context, f"kit page of {CARDS} cards, anonymous", ajar, plain, {})]
        facts = [f"The page has {len(page):,} bytes and {cards} pictures."]
        asks = {"Accept-Encoding": "gzip"}
        _, headers, small = ajar.call("GET", PATH, headers=asks)
        if headers.get("content-encoding") == "gzip":
            (root / "page.html.gz").write_bytes(small)
            lines.append(measured(context, f"kit page of {CARDS} cards, gzip", ajar, packed, asks))
            facts.append(f"With gzip it has {len(small):,} bytes; nginx has them as a file too (`gzip_static`).")
        else:
            facts.append("Ajar sends its pages uncompressed.")
    return Measured([line for line, _ in lines], facts, [command for _, command in lines])


ROW = Row("kit-page", "kit page of 60 cards, anonymous, against nginx serving the same HTML", run, ("nginx", "wrk", "vips"))
