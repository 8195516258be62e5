"""links.csv: every link of the workbooks that count, with its state and day."""

from __future__ import annotations

import contextlib
import csv
from collections.abc import Iterator
from pathlib import Path

from itaxl.batch.district import DistrictJob, said_in
from itaxl.core.cell_text import harmless
from itaxl.core.district.line import LinkLine, OfficeLine
from itaxl.core.grid import shown
from itaxl.disk.whole_text import text_beside


@contextlib.contextmanager
def links_csv(job: DistrictJob, target: Path) -> Iterator[Path]:
    """Written beside its target, and taken away unless it is moved there.  Raises OutputError."""
    from itaxl.core.district.sheets.links import COLUMNS

    with text_beside(target, "utf-8-sig") as beside:
        rows = csv.writer(beside.text, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
        rows.writerow(["ไฟล์", *(column.header for column in COLUMNS)])
        for line in _lines(job):
            rows.writerows([harmless(cell) for cell in _row(line, link)] for link in line.links)
        beside.end()
        yield beside.lies


def _lines(job: DistrictJob) -> Iterator[OfficeLine]:
    """Those that count and have links, in the order of the inputs; the last of a place counts."""
    lines = {at: line for at, line, _ in said_in(job) if at in job.numbers}
    yield from (lines[at] for at in sorted(lines))


def _row(line: OfficeLine, link: LinkLine) -> Iterator[str]:
    from itaxl.core.evidence.words import NOT_ASKED, word_of

    yield from (line.file, line.office, "" if link.number is None else str(link.number), link.cell, link.url)
    yield word_of(link.state) if link.state else NOT_ASKED
    yield from (shown(link.day), link.address)
