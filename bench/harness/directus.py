"""Directus on SQLite: what a headless CMS costs for the same records."""

import json
import os
import sqlite3
import subprocess

from harness.ajar import call
from harness.folders import DIRECTUS, free_port
from harness.processes import Failed, Process
from harness.tools import node_path, wait_for

TOKEN = "bench-token-bench-token-bench-token"
COLLECTION = "download_requests"
ITEMS = f"/items/{COLLECTION}"
AUTHORISED = {"Authorization": f"Bearer {TOKEN}"}

# What a request has here, as columns. What is filtered by has an index there too.
FIELDS = {
    "reference": "string", "status": "string", "mail": "string", "first_name": "string", "last_name": "string",
    "reason": "text", "kit": "integer", "media": "integer", "created": "bigInteger",
}  # fmt: skip
INDEXED = ("status", "mail", "kit", "created")


class Directus:
    """One installation with a collection of requests; its history (activity and revisions) is on, as it comes."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True)
        self.records = folder / "data.db"
        self.port = free_port()
        self.process = None
        self._cli("bootstrap")

    @property
    def pid(self):
        return self.process.pid

    def environment(self):
        return node_path() | {
            "HOST": "127.0.0.1", "PORT": str(self.port), "PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "DB_CLIENT": "sqlite3", "DB_FILENAME": str(self.records), "SECRET": "s" * 40, "KEY": "bench",
            "ADMIN_EMAIL": "admin@example.com", "ADMIN_PASSWORD": "a long enough password", "ADMIN_TOKEN": TOKEN,
            "TELEMETRY": "false", "LOG_LEVEL": "info", "STORAGE_LOCAL_ROOT": str(self.folder / "uploads"),
            # What a load test has to lift there.
            "RATE_LIMITER_ENABLED": "false", "PRESSURE_LIMITER_ENABLED": "false", "MAX_PAYLOAD_SIZE": "8mb",
        }  # fmt: skip

    def _words(self, command):
        return ["node", str(DIRECTUS / "node_modules/directus/cli.js"), command]

    def _cli(self, command):
        done = subprocess.run(self._words(command), env=self.environment(), cwd=self.folder, text=True, capture_output=True)
        if done.returncode:
            raise Failed(f"directus {command}: {done.stdout[-1000:]} {done.stderr[-1000:]}")

    def launch(self):
        node = DIRECTUS / "node_modules/node/bin/node"
        words = [node, *self._words("start")[1:]]
        self.process = Process("directus", words, self.folder / "directus.log", self.environment(), self.folder)

    def __enter__(self):
        self.launch()
        wait_for("Directus", lambda: call(self.port, "GET", "/server/ping")[0] == 200, self.process, within=120)
        return self

    def __exit__(self, *_):
        self.process.kill()

    def api(self, method, path, body=None):
        status, _, content = call(self.port, method, path, body, AUTHORISED)
        if status not in (200, 204):
            raise Failed(f"Directus {method} {path}: {status} {content[:300]!r}")
        return json.loads(content) if content else None

    def collection(self):
        fields = [{"field": "id", "type": "integer", "schema": {"is_primary_key": True, "has_auto_increment": True}, "meta": {}}]
        for name, kind in FIELDS.items():
            fields.append({"field": name, "type": kind, "schema": {"is_indexed": name in INDEXED}, "meta": {}})
        self.api("POST", "/collections", {"collection": COLLECTION, "schema": {}, "meta": {}, "fields": fields})

    def fill(self, count, pending_every=10):
        """Writes items straight into its table: the way over HTTP would take it twenty minutes."""
        with sqlite3.connect(self.records, timeout=60) as records:
            records.execute(
                f"""
                WITH RECURSIVE n(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < ? - 1)
                INSERT INTO {COLLECTION} (reference, status, mail, first_name, last_name, reason, kit, media, created)
                SELECT lower(hex(randomblob(16))), CASE WHEN n % ? = 0 THEN 'pending' ELSE 'approved' END,
                    'guest' || (n / 4) || '@press.example', 'Vera', 'Visitor', 'For the autumn issue, story ' || printf('%08d', n),
                    1 + n % 4, 1 + n % 60, 1700000000000 + n * 1000 FROM n
                """,
                (count, pending_every),
            )
            # As an owner of a large table would; the planner guesses otherwise.
            records.execute("ANALYZE")
        records.close()

    def total(self):
        return int(self.api("GET", f"{ITEMS}?aggregate[count]=*")["data"][0]["count"])


def installed_size():
    """Bytes on disk of what `npm install` brought: whole blocks, as its many small files take them."""
    total = 0
    for folder, _, files in os.walk(DIRECTUS / "node_modules"):
        total += sum(os.lstat(os.path.join(folder, name)).st_blocks * 512 for name in files)
    return total
