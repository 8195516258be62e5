"""What a benchmark is given: where it may write, and how much it shall do."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Bench:
    """`quick` makes everything small: to see that it runs, not to quote."""

    work: Path
    rounds: int = 5
    quick: bool = False

    def folder(self, name: str) -> Path:
        """An empty folder of that name."""
        place = self.work / name
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir(parents=True)
        return place

    @property
    def offices(self) -> Path:
        """Where the workbooks are: kept between runs."""
        return self.work / "offices"

    def tell(self, what: str) -> None:
        """What is going on; the table alone goes to stdout."""
        print(what, file=sys.stderr, flush=True)
