"""What a row comes to: lines of the table, each the median of pairs that were measured in turn."""

import statistics
from dataclasses import asdict, dataclass, field


@dataclass
class Line:
    """One line of the table. `must` and `aim` are ratios, or absolute figures in `unit` where there is no peer."""

    what: str
    against: str
    unit: str
    ours: float
    theirs: float | None = None
    ratio: float | None = None
    must: float | None = None
    aim: float | None = None
    # Without a peer: whether a smaller figure is the better one.
    smaller: bool = False
    pairs: list = field(default_factory=list)
    cpu_unit: str = ""
    cpu_ours: float | None = None
    cpu_theirs: float | None = None
    memory_ours: float | None = None
    memory_theirs: float | None = None
    errors: int = 0
    errors_theirs: int = 0

    def reaches(self, target):
        """Whether it is as good as a target, as far as one is set."""
        if target is None:
            return None
        if self.errors or self.errors_theirs:
            return False
        figure = self.ours if self.ratio is None else self.ratio
        return figure <= target if self.smaller and self.ratio is None else figure >= target


@dataclass
class Measured:
    """What a row hands back: its lines, what else is to be known (sentences), and series for the pictures."""

    lines: list = field(default_factory=list)
    facts: list = field(default_factory=list)
    commands: list = field(default_factory=list)
    series: dict = field(default_factory=dict)

    def as_json(self):
        return asdict(self)


def in_turn(rounds, contenders, tell=None):
    """Measures everybody once in each round, A B C A B C …, so that the noise of a minute meets all of them.

    `contenders` maps a name to a function that measures; the samples come back by name, in the order of the rounds.
    """
    samples = {name: [] for name in contenders}
    for turn in range(rounds):
        for name, act in contenders.items():
            sample = act()
            samples[name].append(sample)
            if tell:
                tell(f"  {turn + 1}/{rounds} {name}: {said(sample)}")
    return samples


def said(sample):
    keys = ("rate", "gigabytes", "took", "cpu_us_per_request", "cpu_s_per_gb", "cpu", "errors")
    return ", ".join(f"{key} {sample[key]:.4g}" for key in keys if key in sample)


def median(samples, key):
    return statistics.median(sample[key] for sample in samples)


def compare(what, against, unit, key, ours, theirs, *, smaller=False, cpu=None, cpu_unit="", scale=1, **targets):
    """A line from samples taken in turn: the ratio is the median of the pairs' ratios, above 1 where we are better."""
    pairs = [(our[key] * scale, their[key] * scale) for our, their in zip(ours, theirs, strict=True)]
    ratios = [their / our if smaller else our / their for our, their in pairs]
    line = Line(
        what=what, against=against, unit=unit,
        ours=statistics.median(our for our, _ in pairs),
        theirs=statistics.median(their for _, their in pairs),
        ratio=statistics.median(ratios),
        pairs=pairs, smaller=smaller, cpu_unit=cpu_unit,
        errors=sum(sample.get("errors", 0) for sample in ours),
        errors_theirs=sum(sample.get("errors", 0) for sample in theirs),
        **targets,
    )  # fmt: skip
    if cpu:
        line.cpu_ours, line.cpu_theirs = median(ours, cpu), median(theirs, cpu)
    for name, samples in (("memory_ours", ours), ("memory_theirs", theirs)):
        if all("peak" in sample for sample in samples):
            setattr(line, name, max(sample["peak"] for sample in samples))
    return line


def best_of(samples, names, key, smaller=False):
    """The name of the peer that does best by its median: the one to be compared with."""
    choose = min if smaller else max
    return choose(names, key=lambda name: median(samples[name], key))
