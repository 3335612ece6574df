"""Measurements kept as JSON, one file a row and run, so that the report can be put together from the newest of each."""

import hashlib
import json
import subprocess
import time

from harness.folders import RESULTS


def keep(row, measured, context, seconds):
    """Writes what a row came to; the file's name begins with the row and sorts by time."""
    RESULTS.mkdir(parents=True, exist_ok=True)
    stamp = time.strftime("%Y-%m-%dT%H-%M-%SZ", time.gmtime())
    kind = "quick" if context.quick else "full"
    content = measured.as_json() | {
        "row": row.name,
        "kind": kind,
        "at": stamp,
        "took": round(seconds),
        "ajar": described(context.binary),
    }
    (RESULTS / f"{row.name}.{stamp}.{kind}.json").write_text(json.dumps(content, indent=1) + "\n")


def newest(name, kind):
    """The newest measurement of a row, or none."""
    files = sorted(RESULTS.glob(f"{name}.*.{kind}.json"))
    return json.loads(files[-1].read_text()) if files else None


def described(binary):
    """Which binary it was: two rows of one report may have been measured with different ones."""
    version = subprocess.run([binary, "--version"], text=True, capture_output=True).stdout.strip()
    with open(binary, "rb") as file:
        # Piece by piece: what this process has in memory would be counted as that of the programs it starts.
        digest = hashlib.file_digest(file, "sha256")
    return {"version": version, "sha256": digest.hexdigest()[:12]}
