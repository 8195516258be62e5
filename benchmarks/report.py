"""docs/benchmarks.md: the tables of one run, with what a reader must know to judge them."""

from __future__ import annotations

import datetime as dt
import os
import platform
import time
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.figures import Section, in_markdown

_LIBRARIES = ("python-calamine", "openpyxl", "docxtpl", "Jinja2", "lxml", "xlwings", "isal")
_INTRODUCTION = """# Benchmarks

How fast `itaxl` is beside what a user would write or pick instead, and beside the floor that nothing
can go below. Written by a run of all benchmarks; the numbers are of one machine on one day. Quote the
ratios: milliseconds depend on the machine, ratios much less. Each ratio is the median of its rounds;
`rounds` tells the least and the most."""
_COMMANDS = """## Do it yourself

```
python -m pip install -e '.[test]'   # and, for those rows, isal and Node with npm
python -m benchmarks --write docs/benchmarks.md
```

`python -m benchmarks NAME …` runs some: {names}. `--quick` makes everything small, `--work DIR` keeps
the generated workbooks for the next run, `--rounds N` repeats more often. The data is generated: the
same seed gives the same workbooks, byte for byte. Peers in Node are installed into the work folder, in
the versions of `benchmarks/node/package.json`; where Node is absent their rows say so. SheetJS is the
version that the npm registry offers."""
_LIMITS = """## What this does not tell

- Windows, macOS, Excel itself, and slow or network disks: these runs are on Linux.
- Offices with errors: no memo is written for them, which is faster.
- One template (the product's own) without an emblem picture. A template that the fast path does not cover
  goes through docxtpl and costs what docxtpl costs.
- Rows drive the cost. Real workbooks with longer texts were not measured."""


#: What a person wrote about the run on the page; after another run it is to be written anew.
_MISSED = Path(__file__).with_name("missed.md")


def write_report(path: Path, sections: Sequence[Section], bench: Bench) -> None:
    path.write_text(report(sections, bench, dt.date.today()), "utf-8", newline="\n")


def report(sections: Sequence[Section], bench: Bench, day: dt.date) -> str:
    """The whole page."""
    names = ", ".join(f"`{section.name}`" for section in sections)
    facts = f"{day:%Y-%m-%d} · {bench.rounds} rounds · {machine()} · a million additions in {pace():.0f} ms"
    told = _MISSED.read_text("utf-8").strip()
    parts = [_INTRODUCTION, facts, *map(in_markdown, sections), told, _COMMANDS.format(names=names), _LIMITS]
    return "\n\n".join(parts) + "\n"


def pace() -> float:
    """Milliseconds of a loop, best of five: one machine is at times twice as slow as at others."""
    taken = []
    for _ in range(5):
        start, total = time.perf_counter(), 0
        for value in range(1_000_000):
            total += value
        taken.append(1000 * (time.perf_counter() - start))
    return min(taken)


def machine() -> str:
    """What kind of machine, without its name or any path."""
    words = [
        f"{platform.system()} {platform.machine()}",
        f"{os.cpu_count()} cores",
        f"Python {platform.python_version()}",
    ]
    return ", ".join([*words, *(f"{name} {version}" for name, version in _versions())])


def _versions() -> list[tuple[str, str]]:
    found = []
    for name in _LIBRARIES:
        try:
            found.append((name, metadata.version(name)))
        except metadata.PackageNotFoundError:
            continue
    return found
