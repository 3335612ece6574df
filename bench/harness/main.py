"""The command line: which rows, measured or only reported."""

import argparse
import os
import shutil
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path

import rows.all
from harness import report, results, tools
from harness.folders import HOME, REPOSITORY, temporary
from harness.processes import Failed
from harness.row import Context


def main(words):
    known = {row.name: row for row in rows.all.ROWS}
    parser = argparse.ArgumentParser(
        prog="bench/run",
        description="Measures Ajar against its peers, row by row, and writes bench/RESULTS.md.",
        epilog="AJAR_BIN names a binary to measure; else the production binary is built. TMPDIR says where the data lies.",
    )
    parser.add_argument("rows", nargs="*", metavar="ROW", help="only these; all of them by default")
    parser.add_argument("--list", action="store_true", help="list the rows")
    parser.add_argument("--quick", action="store_true", help="small data and short runs, to try it out; not for the report")
    parser.add_argument("--report", action="store_true", help="write RESULTS.md from what is kept; measure what is named only")
    asked = parser.parse_args(words)
    if asked.list:
        for row in known.values():
            print(f"{row.name:12} {row.about}")
        return 0
    if unknown := [name for name in asked.rows if name not in known]:
        parser.error(f"no such row: {', '.join(unknown)} (bench/run --list)")
    wanted = [known[name] for name in asked.rows] or ([] if asked.report else list(known.values()))
    # Ended from outside is ended as by Ctrl-C: every `finally` on the way is heard.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    failed = measure(wanted, asked.quick) if wanted else []
    kind = "quick" if asked.quick else "full"
    if asked.report or not asked.quick:
        print(f"wrote {report.write(list(known.values()), kind)}")
    if failed:
        print(f"FAILED: {', '.join(failed)}")
    return 1 if failed else 0


def measure(wanted, quick):
    """Runs the rows one after another; the names of those that could not be measured or met errors."""
    tools.install({need for row in wanted for need in row.needs})
    with temporary("binary") as folder:
        binary = production_binary(folder)
        return [words for row in wanted for words in measure_one(row, binary, quick)]


def measure_one(row, binary, quick):
    """Runs a row and keeps what came out; what went wrong, in words."""
    print(f"\n== {row.name}: {row.about}", flush=True)
    begun = time.monotonic()
    try:
        with temporary(row.name) as folder:
            context = Context(binary, folder, quick, lambda words: print(words, flush=True))
            measured = row.run(context)
        results.keep(row, measured, context, time.monotonic() - begun)
    except KeyboardInterrupt:
        print("interrupted; everything that was started has been ended")
        raise SystemExit(130) from None
    except Failed as failure:
        print(f"FAILED: {failure}", flush=True)
        return [row.name]
    except Exception:  # a fault of one row is told, and the others are measured all the same
        traceback.print_exc()
        return [row.name]
    for line in measured.lines:
        print(f"-- {report.one_line(line)}")
    for fact in measured.facts:
        print(f"   {fact}")
    print(f"   ({time.monotonic() - begun:.0f} s)", flush=True)
    return [f"{row.name} (errors)"] if any(line.errors or line.errors_theirs for line in measured.lines) else []


def production_binary(folder):
    """A copy of it in this folder: a build that goes on beside would change in the middle what is measured."""
    if named := os.environ.get("AJAR_BIN"):
        built = Path(named).resolve()
        if not built.is_file():
            raise SystemExit(f"AJAR_BIN: there is no {built}")
    else:
        subprocess.run(["cargo", "build", "--release", "--bin", "ajar"], cwd=REPOSITORY, check=True)
        built = HOME.parent / "release" / "ajar"
    return Path(shutil.copy2(built, folder / "ajar"))
