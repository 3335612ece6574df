"""RESULTS.md and its pictures, put together from the newest measurement of each row."""

import tomllib

from harness import machine, results, svg, tools
from harness.ajar import LIFTED
from harness.folders import BENCH, HOME
from harness.measured import Line

PICTURES = {
    "scale-list": ("A page of 50 by each filter", "requests kept", "milliseconds"),
    "scale-rates": ("What the desk does in a second, by what it keeps", "requests kept", "a second"),
    "zip-members": ("A ZIP of files of 20 KB, by its members", "members", "milliseconds"),
    "zip-bytes": ("A ZIP of 100 members, by its bytes", "bytes", "milliseconds"),
    "memory": ("Memory by parallel downloads", "downloads at once", "MiB resident"),
    "soak": ("Memory under mixed load", "seconds", "MiB resident"),
}

HEAD = """# What was measured

Every figure against a peer is a ratio of the same minute on the same machine: both are measured in turn, A B A B …, and the
median of the pairs' ratios counts; above 1 Ajar is the better one, also where less is better. Load generator and servers share
the machine. How it is done, and how to repeat it: [README.md](README.md).

Ajar runs as in production: the release build, its log and its history on, settings as they come but for the limits that a load
test has to lift: {lifted}.
An error is an answer other than 2xx, or a connection that broke; a run with errors is a failed one. CPU is the server's own time, of its whole tree of processes, in user and system; memory is the most that was
resident during a measurement.
"""

COLUMNS = (
    "measured", "against", "ours", "theirs", "ratio", "must reach", "aim",
    "CPU ours", "CPU theirs", "memory ours", "memory theirs", "errors", "",
)  # fmt: skip


def write(rows, kind):
    """Writes the report; the path. One of quick runs stays out of the repository."""
    place = BENCH if kind == "full" else HOME
    kept = {row.name: results.newest(row.name, kind) for row in rows}
    kept = {name: result for name, result in kept.items() if result}
    with open(BENCH / "notes.toml", "rb") as file:
        notes = tomllib.load(file)
    parts = [HEAD.format(lifted=", ".join(f"`{name}`" for name in LIFTED)), *surroundings(kept), *table(kept)]
    for row in rows:
        if row.name in kept:
            parts += section(row, kept[row.name], notes.get(row.name), place)
    path = place / "RESULTS.md"
    path.write_text("\n".join(parts).rstrip() + "\n")
    return path


def surroundings(kept):
    named = [f"| {name} | {value} |" for name, value in machine.facts().items()]
    versions = ", ".join(f"{name} {version}" for name, version in tools.versions().items())
    binaries = sorted({f"{result['ajar']['version']} (SHA-256 {result['ajar']['sha256']}…)" for result in kept.values()})
    times = sorted(result["at"] for result in kept.values())
    named += [f"| Ajar | {', '.join(binaries)} |", f"| beside it | {versions} |"]
    if times:
        named.append(f"| measured | {day(times[0])} to {day(times[-1])} |")
    return ["## The machine", "", "| | |", "|---|---|", *named, ""]


def day(stamp):
    date, _, clock = stamp.partition("T")
    return f"{date} {clock[:5].replace('-', ':')} UTC"


def table(kept):
    rows = [cells(Line(**line)) for result in kept.values() for line in result["lines"]]
    lines = ["## All rows", "", f"| {' | '.join(COLUMNS)} |", "|" + "---|" * len(COLUMNS)]
    return [*lines, *(f"| {' | '.join(row)} |" for row in rows), ""]


def cells(line):
    absolute = line.ratio is None
    return (
        line.what,
        line.against,
        f"{figure(line.ours)} {line.unit}",
        "" if line.theirs is None else f"{figure(line.theirs)} {line.unit}",
        "" if absolute else f"**{line.ratio:.2f}**",
        target(line.must, absolute, line.unit),
        target(line.aim, absolute, line.unit),
        cost(line.cpu_ours, line.cpu_unit),
        cost(line.cpu_theirs, line.cpu_unit),
        memory(line.memory_ours),
        memory(line.memory_theirs),
        str(line.errors + line.errors_theirs),
        verdict(line),
    )


def figure(value):
    """Three digits that count, with commas between thousands."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def target(value, absolute, unit):
    if value is None:
        return "–"
    return f"{value:g} {unit}" if absolute else f"{value:g}"


def cost(value, unit):
    return "" if value is None else f"{figure(value)} {unit}"


def memory(value):
    return "" if value is None else f"{value / (1 << 20):,.0f} MiB"


def verdict(line):
    if line.reaches(line.must) is False:
        return "below what it must reach"
    if line.reaches(line.aim) is False:
        return "below aim"
    return "reached"


def section(row, result, note, place):
    """One paragraph a row: what was done, what else was seen, what stands in the way; and its pictures."""
    lines = [Line(**line) for line in result["lines"]]
    told = [f"{row.about[0].upper()}{row.about[1:]}."]
    told += result["facts"]
    told += [f"Pairs of {line.what} against {line.against} ({line.unit}): {pairs(line)}." for line in lines if line.pairs]
    if result["commands"]:
        told.append("Sent: " + "; ".join(f"`{command}`" for command in result["commands"]) + ".")
    told.append(f"Measured {day(result['at'])} in {result['took']} s.")
    parts = [f"## {row.name}", "", " ".join(told), ""]
    if any(verdict(line) != "reached" for line in lines) and note:
        parts += [note, ""]
    for name, series in result["series"].items():
        parts += pictured(name, series, place)
    return parts


def pairs(line):
    return ", ".join(f"{figure(our)} : {figure(their)}" for our, their in line.pairs)


def pictured(name, series, place):
    title, across, up = PICTURES[name]
    said = "; ".join(f"{line}: " + ", ".join(f"{figure(y)} at {figure(x)}" for x, y in thinned(points)) for line, points in series.items())
    drawing = svg.picture(title, f"{up} against {across}. {said}.", across, up, series)
    if drawing is None:
        return []
    folder = place / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.svg").write_text(drawing)
    return [f"![{title}: {up} against {across}](pictures/{name}.svg)", ""]


def thinned(points):
    """A dozen of many points say as much in words."""
    return points[:: max(len(points) // 12, 1)]


def one_line(line):
    """A line of the table on the terminal."""
    ratio = "" if line.ratio is None else f", ratio {line.ratio:.3g}"
    theirs = "" if line.theirs is None else f", theirs {figure(line.theirs)}"
    must = "" if line.must is None else f" (must {line.must:g}, aim {'–' if line.aim is None else format(line.aim, 'g')})"
    costs = f"; CPU {cost(line.cpu_ours, '')}: {cost(line.cpu_theirs, line.cpu_unit)}" if line.cpu_ours is not None else ""
    return f"{line.what} against {line.against}: {figure(line.ours)} {line.unit}{theirs}{ratio}{must}{costs}: {verdict(line)}"
