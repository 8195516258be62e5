"""python -m benchmarks [NAME ...] [--work DIR] [--rounds N] [--quick] [--write FILE]"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import click, one_core, scaling, shares, sizes
from benchmarks.bench import Bench
from benchmarks.figures import Section, in_text
from benchmarks.report import write_report

BENCHMARKS: dict[str, Callable[[Bench], Section]] = {
    "one-core": one_core.run,
    "scaling": scaling.run,
    "measures": sizes.run,
    "click": click.run,
    "calls": click.calls,
    "shares": shares.run,
}


def main() -> None:
    arguments = _arguments()
    start = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="itaxl-benchmarks-") as temporary:
        bench = Bench(arguments.work or Path(temporary), arguments.rounds, arguments.quick)
        bench.work.mkdir(parents=True, exist_ok=True)
        sections = []
        for name in arguments.names or BENCHMARKS:
            sections.append(BENCHMARKS[name](bench))
            print(in_text(sections[-1]), flush=True)
    bench.tell(f"{(time.perf_counter() - start) / 60:.1f} minutes")
    if arguments.write:
        write_report(arguments.write, sections, bench)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHMARKS)}; all when none")
    parser.add_argument("--work", type=Path, help="folder for workbooks and peers, kept for the next run")
    parser.add_argument("--rounds", type=int, default=5, help="how often each process is run (5)")
    parser.add_argument("--quick", action="store_true", help="everything small, to see that it runs")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the tables as Markdown")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"unknown: {', '.join(sorted(unknown))}")
    if arguments.work:
        arguments.work = arguments.work.absolute()
    return arguments


if __name__ == "__main__":
    main()
