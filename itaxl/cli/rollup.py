"""`itaxl rollup`: completion by division as a table."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from itaxl.cli.check import heading
from itaxl.cli.console import Console
from itaxl.cli.files import expanded
from itaxl.cli.records import rollup_record
from itaxl.cli.several import run_each
from itaxl.cli.width import printable, table
from itaxl.core import layout
from itaxl.core.model import Assessment, Digits, Tally
from itaxl.core.thai.dates import format_date
from itaxl.errors import ExitCode, gravest


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    seen: list[Tally] = []

    def count(path: Path, assessment: Assessment) -> None:
        seen.append(assessment.rollup.total)
        if errors := len(assessment.errors):
            console.say(
                f"{path}: ตัวเลขอาจไม่ครบ เพราะมีรายการที่ต้องแก้ไข {errors:,} รายการ โปรดดูด้วยคำสั่ง itaxl check"
            )

    codes = run_each(expanded(arguments.files), console, arguments.json, rollup_record, report_lines, count)
    if seen:
        console.say(_sentence(seen))
    return gravest(codes)


def report_lines(path: Path, assessment: Assessment) -> Iterator[str]:
    """The file and the day, then one row a division and the total."""
    rollup = assessment.rollup
    yield heading(path, assessment)
    yield f"  ข้อมูล ณ วันที่ {format_date(rollup.as_of, digits=Digits.ARABIC)}"
    header = [column.label for column in layout.ROLLUP_COLUMNS]
    rows = [header, *map(_row, rollup.divisions), [layout.ROLLUP_TOTAL, *_row(rollup.total)[1:]]]
    for line in table(rows, right=range(1, len(header))):
        yield f"  {line}"
    yield ""


def _row(tally: Tally) -> list[str]:
    counts = (tally.measures, tally.not_started, tally.in_progress, tally.done, tally.overdue)
    done = f"{tally.percent_done:.1f}"
    return [printable(tally.division), *(f"{count:,}" for count in counts), done, f"{tally.unread:,}"]


def _sentence(totals: list[Tally]) -> str:
    whole = Tally("", measures=sum(t.measures for t in totals), done=sum(t.done for t in totals))
    overdue = sum(t.overdue for t in totals)
    late = f" เกินกำหนด {overdue:,} มาตรการ" if overdue else ""
    return f"เสร็จแล้ว {whole.done:,} จาก {whole.measures:,} มาตรการ (ร้อยละ {whole.percent_done:.1f}){late}"
