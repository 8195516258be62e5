"""`itaxl next-year`: the tracker of the year that follows."""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from itaxl.cli.check import finding_lines
from itaxl.cli.console import Console
from itaxl.core import layout
from itaxl.core.assess import judge
from itaxl.core.model import Assessment, Measure
from itaxl.core.next_year import NextYear, history_rows, next_year
from itaxl.core.parse import parse
from itaxl.core.thai.text import thai_digits
from itaxl.core.years import FiscalYear
from itaxl.disk.atomic import safe_stem, write_new
from itaxl.disk.zone import carry_zone, zone_of
from itaxl.errors import ExitCode, InputError, OutputError, UsageError
from itaxl.files.tracker.extra import ExtraSheet
from itaxl.files.tracker.workbook import tracker_bytes
from itaxl.reading.foreign import refuse_foreign
from itaxl.reading.workbook import read_grids

_MACROS = {".xlsm": True, ".xlsx": False}
_FIRST = 5
_INTRO = "มาตรการของปีก่อน เก็บไว้อ้างอิง ไม่มีผลต่อการตรวจและบันทึกข้อความ · {} แถว"


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    from itaxl.memo.content.context import context

    grids = read_grids(arguments.file)
    reading = parse(grids)
    refuse_foreign(reading, arguments.file.name)
    assessment = judge(reading, dt.date.today())
    tracker = assessment.tracker
    if not tracker.measures and not tracker.office.name:
        raise InputError(
            f"{arguments.file.name} ไม่มีข้อมูลของแบบติดตามให้ยกไป",
            "โปรดเลือกสมุดงานแบบติดตามที่กรอกแล้ว หรือเริ่มใหม่ด้วยคำสั่ง itaxl new",
        )
    fresh = next_year(tracker, str(context(assessment)["subject"]), history_rows(grids))
    path = _target(arguments.path, arguments.file, tracker.report.fiscal_year, fresh)
    data = tracker_bytes(fresh.tracker, macros=_MACROS[path.suffix.lower()], extra=_extra(fresh))
    written = write_new(path, data)
    carry_zone(zone_of(arguments.file), written)
    if arguments.json:
        console.json(_record(arguments.file, written, assessment, fresh))
    else:
        for line in _lines(fresh):
            console.out(line)
        console.out(str(written))
    _say(arguments.file, assessment, fresh, console)
    return ExitCode.FINDINGS if assessment.errors else ExitCode.OK


def _target(path: Path | None, source: Path, year: FiscalYear | None, fresh: NextYear) -> Path:
    """Where the workbook goes: a name that the user chose must be free, another is made so."""
    if path is None or path.is_dir():
        return (path or source.parent) / _name(source.stem, year, fresh.tracker.report.fiscal_year)
    if path.suffix.lower() not in _MACROS:
        raise UsageError(f"ชื่อไฟล์ {path.name} ไม่ใช่ .xlsm หรือ .xlsx", "โปรดตั้งชื่อไฟล์ให้ลงท้ายด้วย .xlsm หรือ .xlsx")
    if path.exists():
        raise OutputError(f"มีไฟล์ {path} อยู่แล้ว", "โปรดใช้ชื่ออื่น หรือย้ายไฟล์เดิมออกก่อน")
    return path


def _name(stem: str, year: FiscalYear | None, following: FiscalYear | None) -> str:
    """The source's name with the new year in place of the old one, or after it."""
    if not following:
        return f"{safe_stem(stem, 200)}.xlsm"
    old = {str(year), thai_digits(str(year))} if year else {"-"}
    pattern = re.compile("|".join(rf"(?<![0-9๐-๙]){word}(?![0-9๐-๙])" for word in sorted(old)))
    named = pattern.sub(
        lambda m: str(following) if m.group().isascii() else thai_digits(str(following)), stem
    )
    return f"{safe_stem(named if named != stem else f'{stem} {following}', 200)}.xlsm"


def _extra(fresh: NextYear) -> tuple[ExtraSheet, ...]:
    if not fresh.history:
        return ()
    columns = layout.HISTORY_COLUMNS
    return (
        ExtraSheet(
            layout.HISTORY_SHEET,
            _INTRO.format(len(fresh.history)),
            tuple(field.label for field in columns),
            fresh.history,
            tuple(field.width for field in columns),
        ),
    )


def _lines(fresh: NextYear) -> Iterator[str]:
    """What goes on and what is done, then where words were changed."""
    yield f"ยกไปดำเนินการต่อ {len(fresh.carried):,} มาตรการ"
    for carried in fresh.carried:
        was = carried.before.number
        status = carried.after.status.value if carried.after.status else "ยังไม่ระบุสถานะ"
        old = "" if was is None else f"; เดิมลำดับที่ {was}"
        yield f"  {carried.after.number}. {_title(carried.after)} ({status}{old})"
    yield f"เสร็จแล้ว {len(fresh.finished):,} มาตรการ ดูได้ในแผ่นงาน {layout.HISTORY_SHEET}"
    for measure in fresh.finished:
        yield f"  {'–' if measure.number is None else measure.number}. {_title(measure)}"
    for label, _, after in fresh.changed:
        yield f"ปรับปีในข้อความ “{label}” เป็น: {' '.join(after.split())}"


def _title(measure: Measure) -> str:
    return " ".join(measure.title.split())


def _say(source: Path, assessment: Assessment, fresh: NextYear, console: Console) -> None:
    if errors := assessment.errors:
        for line in finding_lines(errors[:_FIRST]):
            console.say(line)
        console.say(
            f"โปรดทราบ: แบบติดตามเดิมมีรายการที่ต้องแก้ไข {len(errors):,} รายการ ค่าที่อ่านไม่ได้จะไม่ยกไป "
            f'ดูทั้งหมดด้วยคำสั่ง itaxl check "{source}"'
        )
    year = fresh.tracker.report.fiscal_year
    console.say(f"กรอกต่อในเล่มใหม่: {', '.join(fresh.awaited)}")
    console.say(
        f"สร้างแบบติดตามปีงบประมาณ {year} แล้ว ไฟล์เดิมไม่เปลี่ยนแปลง" if year else "สร้างแบบติดตามแล้ว โปรดกรอกปีงบประมาณ"
    )


def _record(source: Path, written: Path, assessment: Assessment, fresh: NextYear) -> dict[str, Any]:
    """The JSON: a public contract, its keys never change their meaning."""
    report = fresh.tracker.report
    return {
        "file": str(source),
        "written": str(written),
        "office": fresh.tracker.office.full_name or None,
        "fiscal_year": report.fiscal_year.be if report.fiscal_year else None,
        "assessed_year": report.assessed_year.be if report.assessed_year else None,
        "carried": [
            {"number": c.after.number, "from_number": c.before.number} | _measure_record(c.after)
            for c in fresh.carried
        ],
        "finished": [{"from_number": m.number} | _measure_record(m) for m in fresh.finished],
        "changed": [{"label": label, "before": old, "after": new} for label, old, new in fresh.changed],
        "awaited": list(fresh.awaited),
        "counts": dict(assessment.counts),
    }


def _measure_record(measure: Measure) -> dict[str, Any]:
    return {"title": measure.title, "status": measure.status.name.lower() if measure.status else None}
