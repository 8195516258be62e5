"""One core: ours against what a Python developer would write, side by side in one run.

    python benchmarks/compare.py [WORKBOOKS] [ROUNDS]

Plain is openpyxl reading every cell of the workbook, and a new DocxTemplate for each memo.  Both use
the same template and print the same memo; ours also applies every rule and rolls up.  The two take
turns on the same workbook, so that a machine that slows down slows both; quote the ratio.
"""

from __future__ import annotations

import datetime as dt
import io
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from offices import write

from itaxl.core.assess import assess
from itaxl.files.read import read_grids
from itaxl.memo.context import context
from itaxl.memo.render import Template, default_template_path

TODAY = dt.date(2024, 4, 2)


def plain(path: Path, values: dict[str, object], template: Path) -> bytes:
    """The straightforward way: openpyxl and docxtpl, nothing kept between memos."""
    import openpyxl
    from docxtpl import DocxTemplate

    book = openpyxl.load_workbook(path, data_only=True)
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            any(row)
    memo = DocxTemplate(template)
    memo.render(values, autoescape=True)
    out = io.BytesIO()
    memo.save(out)
    return out.getvalue()


def timed(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    template = Template.load()
    steps: dict[str, list[float]] = {"read": [], "assess": [], "render": [], "plain": []}
    ratios: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        paths = write(Path(folder), count)
        for number in range(rounds + 1):  # the first round warms both up and is not counted
            for path in paths:
                marks = [time.perf_counter()]
                grids = read_grids(path)
                marks.append(time.perf_counter())
                assessment = assess(grids, TODAY)
                marks.append(time.perf_counter())
                values = context(assessment)
                template.render(values)
                marks.append(time.perf_counter())
                other = timed(lambda p=path, v=values: plain(p, v, default_template_path()))
                if number:
                    for name, start, end in zip(steps, marks, marks[1:], strict=False):
                        steps[name].append((end - start) * 1000)
                    steps["plain"].append(other)
                    ratios.append(other / ((marks[-1] - marks[0]) * 1000))
    ours = sum(statistics.mean(steps[name]) for name in ("read", "assess", "render"))
    for name, times in steps.items():
        print(f"{name:8} median {statistics.median(times):7.2f} ms  mean {statistics.mean(times):7.2f} ms")
    print(f"ours     mean   {ours:7.2f} ms a workbook")
    total, each = statistics.mean(steps["plain"]) / ours, statistics.median(ratios)
    print(f"plain / ours: {total:.1f} in total, median {each:.1f}")


if __name__ == "__main__":
    main()
