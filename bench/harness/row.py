"""What every row gets and what it is."""

from dataclasses import dataclass
from pathlib import Path
from typing import Callable

from harness.ajar import Ajar
from harness.processes import MIB


@dataclass
class Row:
    """A row of the table: `run` takes a context and hands back a `Measured`. `needs` names the peers to install."""

    name: str
    about: str
    run: Callable
    needs: tuple = ()


@dataclass
class Context:
    """How this run measures: with which binary, in which folder, how long and how often."""

    binary: Path
    folder: Path
    quick: bool
    tell: Callable

    @property
    def rounds(self):
        return 3 if self.quick else 5

    @property
    def seconds(self):
        """How long one measurement under load lasts."""
        return 2 if self.quick else 8

    def pick(self, full, quick):
        """A size of the full run, or the small one for trying it out."""
        return quick if self.quick else full

    def ajar(self, name="ajar", **options):
        return Ajar(self.binary, self.folder / name, **options)


def random_file(path, size):
    """A file of noise: nothing on the way can make it smaller or skip holes."""
    import os

    path.parent.mkdir(parents=True, exist_ok=True)
    block = bytearray(os.urandom(max(8, min(size, 16 * MIB))))
    with open(path, "wb") as file:
        left, turn = size, 0
        while left > 0:
            # The counter makes every block another one, for a tenth of the time that fresh noise takes.
            block[:8] = turn.to_bytes(8, "big")
            left -= file.write(memoryview(block)[: min(left, len(block))])
            turn += 1
    return path
