"""Requests taken in, each durable before its 201, on both databases, against Directus and against the disk itself."""

import statistics

from harness import asking, wrk
from harness.directus import Directus
from harness.disk import fdatasync_rate
from harness.measured import Measured, compare, in_turn
from harness.postgres import Postgres
from harness.processes import settle
from harness.row import Row, random_file


class Desk:
    """Fresh records for every measurement: what the one before took in, and the mails it still has to send, are gone."""

    def __init__(self, context, postgres=None):
        self.context, self.postgres = context, postgres
        self.turn = 0
        self.template = context.ajar("template-postgres" if postgres else "template", database=postgres and postgres.database("template"))
        self.template.people()
        self.kit = self.template.kit("asked")
        file = random_file(context.folder / "source" / f"{bool(postgres)}.bin", 20_000)
        self.asset = self.template.bring_in(file, "asked")[0]

    def measure(self):
        self.turn += 1
        name = f"{'postgres' if self.postgres else 'sqlite'}-{self.turn}"
        ajar = self.template.copy(self.context.folder / name)
        if self.postgres:
            self.postgres.sql(f'CREATE DATABASE "{name}" TEMPLATE "template"')
            ajar.database = self.template.database.replace("/template", f"/{name}")
        before_disk = fdatasync_rate(self.context.folder)
        with ajar:
            settle(ajar.pid)
            before = ajar.total()
            load = asking.of_ajar(self.context.folder, self.kit, self.asset)
            pids = [ajar.pid] + ([self.postgres.pid] if self.postgres else [])
            sample = wrk.measure(load, f"{ajar.origin}/", self.context.seconds, pids, warm_up=0)
            # Killed as by a failing machine's owner, and started again: what was answered has to be there.
            ajar.kill()
            ajar.start()
            asking.must_be_kept("Ajar", before, ajar.total(), sample["requests"])
        sample["disk"] = statistics.mean([before_disk, fdatasync_rate(self.context.folder)])
        if self.postgres:
            self.postgres.sql(f'DROP DATABASE "{name}" WITH (FORCE)')
        return sample


def of_directus(context, directus):
    before = directus.total()
    load = asking.of_directus(context.folder)
    sample = wrk.measure(load, f"http://127.0.0.1:{directus.port}/", context.seconds, [directus.pid], warm_up=0)
    asking.must_be_kept("Directus", before, directus.total(), sample["requests"])
    return sample


def run(context):
    with Postgres(context.folder / "postgres") as postgres, Directus(context.folder / "directus") as directus:
        directus.collection()
        wrk.measure(asking.of_directus(context.folder), f"http://127.0.0.1:{directus.port}/", 2, [directus.pid], warm_up=0)
        samples = in_turn(context.rounds, {
            "SQLite": Desk(context).measure,
            "PostgreSQL": Desk(context, postgres).measure,
            "Directus": lambda: of_directus(context, directus),
        }, context.tell)  # fmt: skip
        version = postgres.version
    return Measured(lines(samples, version), facts(samples), ["wrk -t2 -c32, POST /api/public/download-validation-requests", "POST /items/…"])


def lines(samples, version):
    made = []
    costs = {"cpu": "cpu_us_per_request", "cpu_unit": "µs/request"}
    for engine in ("SQLite", "PostgreSQL"):
        ours = samples[engine]
        what = f"requests taken in, {engine}{' ' + version if engine == 'PostgreSQL' else ''}"
        made.append(compare(what, "Directus item creation, SQLite", "requests/s", "rate", ours, samples["Directus"], must=13, aim=100, **costs))
        disk = [{"rate": sample["disk"]} for sample in ours]
        made.append(compare(what, "the disk's fdatasync rate", "requests/s", "rate", ours, disk, must=0.25, aim=2))
    return made


def facts(samples):
    told = []
    for engine, ours in samples.items():
        p50, p99 = (statistics.median(sample[key] for sample in ours) / 1e3 for key in ("p50", "p99"))
        told.append(f"{engine}: half of the answers within {p50:.1f} ms, 99 in a hundred within {p99:.1f} ms.")
    told.append("After each run of Ajar the server was killed and started again: every request that had its 201 was there.")
    return told


ROW = Row("intake", "requests taken in, against Directus and the disk's fdatasync rate", run, ("wrk", "directus", "postgres"))
