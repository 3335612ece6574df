"""Many download requests at once: real ones, made through the interface, are copied within the database.

A copy takes every column from its original but for ids, references, requesters, times and the number in its reason, so that
it stays right when a table gets more columns. Tables that this module does not know stop it.
"""

import random
import sqlite3
import time

from harness.ajar import ASK, REQUESTS
from harness.processes import Failed

# In this order each table's references lead to those before it.
COPIED = ("requests", "request_items", "decisions", "item_decisions", "grants", "events", "event_assets", "request_responsibles")
# What they refer to, by column; everything else is copied as it is.
REFERENCES = {
    "request_id": "requests", "item_id": "request_items", "decision_id": "decisions", "through_grant_id": "grants",
    "grant_id": "grants", "event_id": "events",
}  # fmt: skip
TIMES = ("created_at", "asked_at", "decided_at", "revoked_at", "at")
# They hold what is under way with a request or was sent for it; a copy has nothing of it.
LEFT_OUT = ("open_asks", "links", "request_words", "outbox", "idempotency_keys", "request_notes", "digest_requests")

# Ten million requests with all of their history would take more than the disk is asked for: past a million, every fifth
# request has its history.
HISTORY = ("events", "event_assets")
HISTORY_WHOLE = 1_000_000
HISTORY_EVERY = 5

# Of twenty requests so many are in each state.
STATES = {"pending": 2, "approved": 12, "denied": 4, "cancelled": 1, "revoked": 1}
PER_USER = 4
# Ten million of them span four hundred days, and lie in the past.
STEP = 3_400_000
SPAN = STEP * 10_200_000
NUMBER = "zzzz"
# Of one length, so that none is the beginning of another: a number names one request, however many there are.
PRINTED = "%08d"
# Rows in a statement: Ctrl-C is heard between two of them.
AT_ONCE = 100_000


def originals(ajar, kits, states=STATES):
    """Makes one request of each state in each kit (`kits`: id → an asset of it); what to copy, as often as the weights say."""
    slots = []
    for kit, asset in kits.items():
        for state, weight in states.items():
            mail = f"original-{kit}-{state}@press.example"
            made = ajar.ask(mail, kit, [asset], f"For the autumn issue, story {NUMBER}")
            found = ajar.api("GET", f"{REQUESTS}?mail={mail}")["items"][0]["id"]
            if state in ("approved", "revoked", "denied"):
                verdict = "deny" if state == "denied" else "approve"
                ajar.api("POST", f"{REQUESTS}/{found}/decision", {"decision": verdict, "message": "As agreed."})
            if state == "revoked":
                ajar.api("POST", f"{REQUESTS}/{found}/revocation", {"message": "No longer."})
            if state == "cancelled" and ajar.call("DELETE", f"{ASK}/{made['reference']}")[0] not in (200, 204):
                raise Failed("a request can't be withdrawn")
            slots += [found] * weight
    return slots


class Filler:
    """Copies requests in the records of an installation that is stopped."""

    def __init__(self, records, slots, per_user=PER_USER):
        self.records = records
        self.per_user = per_user
        # Shuffled, so that every stretch of the list has some of each state and kit.
        self.slots = list(slots)
        random.Random(5).shuffle(self.slots)
        self.filled = 0
        self.users = 0
        # Copies begin so long before this moment.
        self.now = time.time_ns() // 1000

    def fill_up_to(self, count):
        """Copies until there are so many; returns the range of ids of the new requests."""
        if count <= self.filled:
            return range(0)
        db = sqlite3.connect(self.records, timeout=60, isolation_level=None)
        try:
            # It is thrown away if this is interrupted, so nothing has to reach the disk before the end.
            for pragma in ("journal_mode=DELETE", "journal_mode=OFF", "synchronous=OFF", "cache_size=-4000000", "temp_store=FILE"):
                db.execute(f"PRAGMA {pragma}").fetchall()
            copy = _Copy(db, self, count)
            db.execute("BEGIN")
            new = copy.run()
            db.execute("COMMIT")
            db.execute("PRAGMA journal_mode=WAL").fetchall()
        finally:
            db.close()
        self.filled = count
        return new


class _Copy:
    def __init__(self, db, filler, count):
        self.db = db
        self.filler = filler
        self.first, self.count = filler.filled, count
        self.offset, self.stride = {}, {}

    def run(self):
        self._must_know_every_table()
        self.db.execute("DELETE FROM outbox")
        self._prepare()
        self._users()
        for table in COPIED:
            self._copy(table)
        self._count()
        self._index()
        for name, value in self._used().items():
            self.db.execute("UPDATE id_blocks SET next_id = MAX(next_id, ?) WHERE name = ?", (value, name))
        added = self.count - self.first
        return range(self.offset["requests"] + self.first, self.offset["requests"] + self.first + added)

    def _count(self):
        """The counts that are kept of requests, from the requests as they are now."""
        self.db.execute("DELETE FROM request_counts")
        self.db.execute(
            "INSERT INTO request_counts (id, portal_id, kit_id, status, count) "
            "SELECT -MIN(id), portal_id, kit_id, status, COUNT(*) FROM requests GROUP BY portal_id, kit_id, status"
        )

    def _index(self):
        """The indexes of words, from the words that the rows have."""
        for index in ("search_requests", "search_external_users"):
            # Overwriting what is taken out made its format one that Python's SQLite may be too old for; made again it is the older one.
            self.db.execute(f"UPDATE {index}_config SET v = 4 WHERE k = 'version'")
            self.db.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")

    def columns(self, table):
        return [row[1] for row in self.db.execute(f"PRAGMA table_info({table})")]

    def _must_know_every_table(self):
        tables = [row[0] for row in self.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        known = set(COPIED) | set(LEFT_OUT)
        strange = [table for table in tables if table not in known and set(self.columns(table)) & {"request_id", "item_id"}]
        if strange:
            raise Failed(f"bench/harness/fill.py does not know what to do with {', '.join(strange)}")

    def _prepare(self):
        """Numbers the rows of each original, so that those of its copies are at known distances."""
        execute = self.db.execute
        execute("CREATE TEMP TABLE slot (s INTEGER PRIMARY KEY, request INTEGER, at INTEGER)")
        for number, request in enumerate(self.filler.slots):
            execute("INSERT INTO slot SELECT ?, id, created_at FROM requests WHERE id = ?", (number, request))
        execute("CREATE TEMP TABLE of (tab TEXT, request INTEGER, row INTEGER, k INTEGER, PRIMARY KEY (tab, row)) WITHOUT ROWID")
        chosen = "SELECT DISTINCT request FROM slot"
        for table in COPIED:
            if "id" not in self.columns(table):
                continue
            key = "id" if table == "requests" else "request_id"
            execute(
                f"INSERT INTO of SELECT '{table}', {key}, id, ROW_NUMBER() OVER (PARTITION BY {key} ORDER BY id) - 1 "
                f"FROM {table} WHERE {key} IN ({chosen})"
            )
            self.stride[table] = (execute("SELECT MAX(k) FROM of WHERE tab = ?", (table,)).fetchone()[0] or 0) + 1
            top = execute(f"SELECT COALESCE(MAX(id), 0) + 1 FROM {table}").fetchone()[0]
            block = execute("SELECT COALESCE((SELECT next_id FROM id_blocks WHERE name = ?), 1)", (table,)).fetchone()[0]
            # New ids follow on the old ones, as if the copies had come in last.
            self.offset[table] = max(top, block) - self.first * self.stride[table]
        top = execute("SELECT MAX(id) + 1 FROM external_users").fetchone()[0]
        block = execute("SELECT next_id FROM id_blocks WHERE name = 'external_users'").fetchone()[0]
        self.user_offset = max(top, block)
        self.new_users = max((self.count - self.first) // self.filler.per_user, 1)

    def _users(self):
        made = {
            "id": f"{self.user_offset} + n",
            "mail": "'guest' || (n + :users) || '@press.example'",
            "mail_key": "'guest' || (n + :users) || '@press.example'",
            "search": "' vera visitor guest' || (n + :users) || ' press example'",
            "created_at": f"{self._time('n * {}'.format(self.filler.per_user))}",
        }
        columns = self.columns("external_users")
        values = ", ".join(made.get(column, f"t.{column}") for column in columns)
        self.db.execute(
            f"WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < :last) "
            f"INSERT INTO external_users ({', '.join(columns)}) SELECT {values} FROM n "
            f"JOIN external_users t ON t.id = (SELECT external_user_id FROM requests WHERE id = :original)",
            {"last": self.new_users - 1, "users": self.filler.users, "original": self.filler.slots[0]},
        )
        self.filler.users += self.new_users

    def _time(self, number):
        return f"({self.filler.now - SPAN} + ({self.first} + {number}) * {STEP})"

    def _copy(self, table):
        """Writes the rows of one table for every copy, in the order of the copies."""
        columns = self.columns(table)
        owner, request = "", "t.id" if table == "requests" else "t.request_id"
        if not {"id", "request_id"} & set(columns):
            # Rows that hang on an item or an event are found through it.
            column = next(column for column in columns if column in REFERENCES)
            owner, request = f"JOIN of o ON o.tab = '{REFERENCES[column]}' AND o.row = t.{column}", "o.request"
        places, joins = self._places(table, columns)
        execute = self.db.execute
        execute("DROP TABLE IF EXISTS wanted")
        execute(
            f"CREATE TEMP TABLE wanted AS SELECT s.s AS slot_s, s.at AS slot_at, t.* {places} "
            f"FROM slot s CROSS JOIN {table} t {owner} {joins} WHERE {request} = s.request"
        )
        execute("CREATE INDEX temp.wanted_by_slot ON wanted (slot_s)")
        values = ", ".join(self._value(table, column) for column in columns)
        thin = f"WHERE n.n % {HISTORY_EVERY} = 0" if table in HISTORY and self.count > HISTORY_WHOLE else ""
        for start in range(self.first, self.count, AT_ONCE):
            execute(
                "WITH RECURSIVE n(n) AS (SELECT :first UNION ALL SELECT n + 1 FROM n WHERE n < :last) "
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM n "
                f"CROSS JOIN wanted t ON t.slot_s = n.n % {len(self.filler.slots)} {thin}",
                {"first": start, "last": min(start + AT_ONCE, self.count) - 1},
            )

    def _places(self, table, columns):
        """Looks up the place of each id and reference among the rows of its original."""
        places, joins = "", ""
        for column in columns:
            if column == "id" or column in REFERENCES:
                to = table if column == "id" else REFERENCES[column]
                places += f", p_{column}.k AS k_{column}"
                joins += f" LEFT JOIN of p_{column} ON p_{column}.tab = '{to}' AND p_{column}.row = t.{column}"
        return places, joins

    def _value(self, table, column):
        if column == "id" or column in REFERENCES:
            to = table if column == "id" else REFERENCES[column]
            return f"CASE WHEN t.{column} IS NULL THEN NULL ELSE {self.offset[to]} + n.n * {self.stride[to]} + t.k_{column} END"
        if column == "external_user_id":
            return f"CASE WHEN t.{column} IS NULL THEN NULL ELSE {self.user_offset} + (n.n - {self.first}) % {self.new_users} END"
        if column == "reference":
            return "lower(hex(randomblob(16)))"
        if column in TIMES:
            return f"t.{column} - t.slot_at + {self._time('(n.n - {})'.format(self.first))}"
        if column in ("reason", "search"):
            return f"replace(t.{column}, '{NUMBER}', printf('{PRINTED}', n.n))"
        return f"t.{column}"

    def _used(self):
        used = {table: self.db.execute(f"SELECT COALESCE(MAX(id), 0) + 1 FROM {table}").fetchone()[0] for table in self.offset}
        used["external_users"] = self.db.execute("SELECT MAX(id) + 1 FROM external_users").fetchone()[0]
        return used
