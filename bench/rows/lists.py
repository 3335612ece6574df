"""Pages of a filtered list, from ten thousand requests to ten million; intake, bulk and download at each size beside them."""

import shutil
import statistics
import time

from harness import asking, wrk
from harness.ajar import ASK, REQUESTS
from harness.directus import ITEMS, TOKEN, Directus
from harness.fill import SPAN, STATES, Filler, originals
from harness.folders import size_of
from harness.keepalive import Client
from harness.measured import Measured, compare
from harness.processes import Failed, settle
from harness.row import Row, random_file
from rows.bulk import decide

KITS = 4
DIRECTUS_ITEMS = 200_000
BULK = 1_000
# A request with its items, decisions, grants and (some of) its history, with what the indexes take.
BYTES_EACH = 1_000
# The originals, and what was under way when a load ended.
SLACK = 200

# What is filtered by, here and there. `{kit}` goes round, so that no answer is the one before.
FILTERS = {
    "pending": ("status=pending", "filter[status][_eq]=pending"),
    "pending in a kit": ("status=pending&kitId={kit}", "filter[status][_eq]=pending&filter[kit][_eq]={kit}"),
    "a word in the reason": ("q=story%20{word:08}", "search=story%20{word:08}"),
}
# What is looked at on our side only.
MORE = {
    "no filter": "",
    "one requester": "mail=guest{guest}@press.example",
    "one asset": "mediaId={kit}",
    "a time": "createdAfter={after}&createdBefore={before}",
    "a frequent word": "q=autumn",
}


class Lists:
    """One installation that grows from size to size."""

    def __init__(self, context):
        self.context = context
        self.ajar = context.ajar().people()
        self.kits = {}
        for number in range(KITS):
            file = random_file(context.folder / "source" / f"{number}.bin", 20_000 + number)
            kit = self.ajar.kit(f"kit-{number}")
            self.kits[kit] = self.ajar.bring_in(file, f"kit-{number}")[0]
        with self.ajar:
            kit, asset = next(iter(self.kits.items()))
            self.cookie = self.ajar.proven("vera@press.example", kit, [asset])
            slots = originals(self.ajar, self.kits)
            settle(self.ajar.pid)
            self.ajar.stop()
        self.filler = Filler(self.ajar.records, slots)
        self.turn = 0
        self.taken = self.decided = self.turn_of_probes = 0
        # The first eight hours of what is filled: about ten thousand requests, whatever comes after.
        moments = [self.filler.now - SPAN + hours * 3_600_000_000 for hours in (0, 8)]
        self.begin, self.end = (time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment / 1e6)) for moment in moments)

    def grow(self, count):
        begun = time.monotonic()
        needed, free = count * BYTES_EACH, shutil.disk_usage(self.context.folder).free
        if free < needed:
            raise Failed(f"{count:,} requests take about {needed / 1e9:.0f} GB, and {free / 1e9:.0f} GB are free; TMPDIR moves them")
        self.filler.fill_up_to(count)
        size = size_of(self.ajar.data)
        self.context.tell(f"  {count:,} requests: {size / 1e9:.2f} GB, filled in {time.monotonic() - begun:.0f} s")

    def must_be_right(self, count):
        """The interface counts what was filled: else the copies are not what the program takes for requests."""
        total, pending = self.ajar.total(), self.ajar.total("&status=pending")
        share = STATES["pending"] / sum(STATES.values())
        # Beside the copies stand their originals, and what the probes asked for and decided.
        wrong = abs(total - count - self.taken), abs(pending - count * share - self.taken + self.decided)
        if max(wrong) > SLACK * (1 + self.turn_of_probes):
            raise Failed(f"after filling {count:,} the list counts {total:,}, {pending:,} of them pending")
        if not self.ajar.total(f"&q=story%20{self.filler.filled - 1:08}"):
            raise Failed(f"the search finds none of the filled requests (story {count - 1})")

    def page(self, client, query):
        """One page as the desk asks for it; its seconds."""
        self.turn += 1
        kits = list(self.kits)
        values = {"kit": kits[self.turn % len(kits)], "word": 1000 + self.turn, "guest": self.turn, "after": self.begin, "before": self.end}
        took, status, body = client.get(f"{REQUESTS}?size=50&{query.format(**values)}")
        if status != 200 or b'"totalCount"' not in body:
            raise Failed(f"{query}: {status} {body[:300]!r}")
        return took


def median_of(act, most, within):
    """The median of calls one after another, as many as fit a time; a first one warms up, unless it took all of the time."""
    begun = time.monotonic()
    first = act()
    if time.monotonic() - begun > within:
        return first
    took = [act()]
    while len(took) < most and time.monotonic() - begun < within:
        took.append(act())
    return statistics.median(took)


def time_filters(context, lists, port, token):
    """The median seconds of a page by each filter."""
    client = Client(port, {"Authorization": f"Bearer {token}"})
    queries = {name: ours for name, (ours, _) in FILTERS.items()} | MORE
    found = {}
    for name, query in queries.items():
        found[name] = median_of(lambda query=query: lists.page(client, query), 30, context.pick(4, 1))
    context.tell("    " + ", ".join(f"{name} {took * 1e3:.1f} ms" for name, took in found.items()))
    return found


def probes(context, lists):
    """Download, bulk and intake at this size; the writing ones last, and what they leave to do is thrown away."""
    ajar = lists.ajar
    kit, asset = next(iter(lists.kits.items()))
    seconds = context.pick(5, 1)
    download = wrk.Load(context.folder, 64, headers={"Cookie": lists.cookie})
    path = f"/kits/kit-0/assets/{asset}/download"
    found = {"download": wrk.measure(download, f"{ajar.origin}{path}", seconds, [ajar.pid])}
    # The oldest: the newest are the originals, which later copies are made of.
    ids = [item["id"] for item in pages(ajar, "status=pending&sort=created", min(BULK, lists.filler.filled // 20))]
    found["bulk"] = decide(ajar, ids)
    found["bulk"]["rate"] = len(ids) / found["bulk"]["took"]
    found["intake"] = wrk.measure(asking.of_ajar(context.folder, kit, asset), f"{ajar.origin}/", seconds, [ajar.pid], warm_up=0)
    lists.decided += len(ids)
    lists.taken += found["intake"]["requests"]
    lists.turn_of_probes += 1
    if any(sample["errors"] for sample in found.values()):
        raise Failed(f"errors among {found}")
    context.tell("    " + ", ".join(f"{name} {sample['rate']:.0f}/s" for name, sample in found.items()))
    return found


def pages(ajar, query, count):
    """The first so many of a list, page by page."""
    items, cursor = [], ""
    while len(items) < count:
        answer = ajar.api("GET", f"{REQUESTS}?size=200&{query}{cursor}")
        items += answer["items"]
        if not answer["nextCursor"]:
            break
        cursor = f"&cursor={answer['nextCursor']}"
    return items[:count]


def run(context):
    sizes = context.pick([10_000, 100_000, 1_000_000, 10_000_000], [1_000, 10_000])
    lists = Lists(context)
    by_size, probed = {}, {}
    with Directus(context.folder / "directus") as directus:
        directus.collection()
        directus.fill(context.pick(DIRECTUS_ITEMS, 2_000))
        for size in sizes:
            lists.grow(size)
            with lists.ajar as ajar:
                lists.must_be_right(size)
                by_size[size] = time_filters(context, lists, ajar.port, ajar.token)
                if size == sizes[-1]:
                    lines = beside_directus(context, lists, directus, size)
                probed[size] = probes(context, lists)
    return told(by_size, probed, lines)


def beside_directus(context, lists, directus, size):
    """The same filters in turn, here over the most requests and there over a fiftieth of them."""
    ours = Client(lists.ajar.port, {"Authorization": f"Bearer {lists.ajar.token}"})
    theirs = Client(directus.port, {"Authorization": f"Bearer {TOKEN}"})
    lines = []
    for name, (query, peer_query) in FILTERS.items():
        def peer(peer_query=peer_query):
            lists.turn += 1
            query = peer_query.format(kit=1 + lists.turn % KITS, word=1000 + lists.turn)
            took, status, body = theirs.get(f"{ITEMS}?sort=-created&limit=50&meta=filter_count&{query}")
            if status != 200:
                raise Failed(f"Directus {query}: {status} {body[:300]!r}")
            return took

        pairs = [], []
        for _ in range(context.rounds):
            pairs[0].append({"took": median_of(lambda query=query: lists.page(ours, query), 20, 2) * 1e3})
            pairs[1].append({"took": median_of(peer, 20, 2) * 1e3})
        targets = {"must": 50, "aim": 250}
        count = directus.total()
        lines.append(compare(
            f"page of 50 of {size:,} requests: {name}", f"Directus over {count:,}", "ms", "took", *pairs, smaller=True, **targets,
        ))  # fmt: skip
    return lines


def told(by_size, probed, lines):
    sizes = list(by_size)
    first, last = by_size[sizes[0]], by_size[sizes[-1]]
    growth = ", ".join(f"{name} {last[name] / first[name]:.2f}×" for name in last)
    facts = [f"A page's time at {sizes[-1]:,} requests over that at {sizes[0]:,}: {growth}."]
    for name in MORE:
        facts.append(f"{name}: " + ", ".join(f"{by_size[size][name] * 1e3:.1f} ms at {size:,}" for size in sizes) + ".")
    series = {
        "scale-list": {name: [(size, by_size[size][name] * 1e3) for size in sizes] for name in last},
        "scale-rates": {
            "requests taken in a second": [(size, probed[size]["intake"]["rate"]) for size in sizes],
            "requests decided a second, in bulk": [(size, probed[size]["bulk"]["rate"]) for size in sizes],
            "20 KB downloads a second": [(size, probed[size]["download"]["rate"]) for size in sizes],
        },
    }
    return Measured(lines, facts, [f"GET {REQUESTS}?size=50&…", f"GET {ITEMS}?sort=-created&limit=50&meta=filter_count&…", f"POST {ASK}"], series)


ROW = Row("lists", "page of 50 of 10 million requests, filtered, against Directus over 200,000", run, ("wrk", "directus"))
