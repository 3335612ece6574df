"""One decision over ten thousand requests, against one patch of ten thousand items."""

import time

from harness.ajar import REQUESTS
from harness.directus import ITEMS, Directus
from harness.fill import Filler, originals
from harness.measured import Measured, compare, in_turn
from harness.processes import Failed, Meter, settle
from harness.row import Row, random_file

MOST = 10_000


def template(context, count):
    """A stopped installation with so many pending requests, each of another requester's."""
    ajar = context.ajar("template").people()
    kit = ajar.kit("asked")
    asset = ajar.bring_in(random_file(context.folder / "source" / "file.bin", 20_000), "asked")[0]
    with ajar:
        slots = originals(ajar, {kit: asset}, {"pending": 1})
        settle(ajar.pid)
        ajar.stop()
    filler = Filler(ajar.records, slots, per_user=1)
    return ajar, list(filler.fill_up_to(count))


def decide(ajar, ids):
    """One call; every request has to be approved by it."""
    with Meter(ajar.pid) as meter:
        begun = time.monotonic()
        results = ajar.api("POST", f"{REQUESTS}/decisions", {"ids": ids, "decision": "approve"})["results"]
        took = time.monotonic() - begun
    wrong = [result for result in results if result.get("status") != "approved"]
    if wrong or len(results) != len(ids):
        raise Failed(f"{len(wrong)} of {len(results)} were not approved: {wrong[:3]}")
    return {"took": took, "cpu": meter.cpu, "peak": meter.peak, "errors": 0}


def run(context):
    count = context.pick(MOST, 1_000)
    stopped, ids = template(context, count)
    turn = iter(range(100))

    def ours():
        ajar = stopped.copy(context.folder / f"ajar-{next(turn)}")
        with ajar:
            settle(ajar.pid)
            sample = decide(ajar, ids)
            if ajar.total("&status=approved") != count:
                raise Failed("the list does not show what was approved")
        return sample

    with Directus(context.folder / "directus") as directus:
        directus.collection()
        directus.fill(count)
        keys = list(range(1, count + 1))

        def theirs():
            with Meter(directus.pid) as meter:
                directus.api("PATCH", ITEMS + "?fields=id&limit=1", {"keys": keys, "data": {"status": f"approved-{next(turn)}"}})
            return {"took": meter.seconds, "cpu": meter.cpu, "peak": meter.peak, "errors": 0}

        samples = in_turn(context.rounds if context.quick else 3, {"ajar": ours, "Directus": theirs}, context.tell)
    line = compare(
        f"approve {count:,} requests with grants, history and mails enqueued", "Directus, patch of as many items", "s", "took",
        samples["ajar"], samples["Directus"], smaller=True, cpu="cpu", cpu_unit="CPU s", must=10, aim=60,
    )  # fmt: skip
    return Measured([line], [], ["POST /api/dam/download-validation-requests/decisions", "PATCH /items/…"])


ROW = Row("bulk", "approve 10,000 requests at once, against a bulk patch of Directus", run, ("directus",))
