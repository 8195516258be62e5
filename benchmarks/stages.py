"""One workbook, stage by stage, in a process of its own:  python -m benchmarks.stages WORKBOOK TIMES

Prints one line of JSON: milliseconds to read, to assess and to render (medians), and the peak memory.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from itertools import pairwise
from pathlib import Path

from benchmarks.child import peak_kib
from benchmarks.offices import TODAY
from itaxl.collector import look_seldom
from itaxl.core.assess import assess
from itaxl.core.locate import assessed_sheets
from itaxl.memo.content.context import context
from itaxl.memo.render import Template
from itaxl.reading.workbook import read_grids

STAGES = ("read", "assess", "render")


def stages(workbook: Path, template: Template) -> tuple[float, ...]:
    """Milliseconds of each of STAGES."""
    marks = [time.perf_counter()]
    grids = read_grids(workbook, assessed_sheets)
    marks.append(time.perf_counter())
    assessment = assess(grids, TODAY)
    marks.append(time.perf_counter())
    template.render(context(assessment, detailed=template.detailed), fit=True)
    marks.append(time.perf_counter())
    return tuple((end - start) * 1000 for start, end in pairwise(marks))


def main() -> None:
    workbook, practice, times = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    look_seldom()  # as every door of the program does
    template = Template.load()
    for _ in range(3):
        stages(practice, template)
    taken = [stages(workbook, template) for _ in range(times)]
    told = {
        name: statistics.median(column) for name, column in zip(STAGES, zip(*taken, strict=True), strict=True)
    }
    print(json.dumps(told | {"peak_kib": peak_kib()}))


if __name__ == "__main__":
    main()
