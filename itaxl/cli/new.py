"""`itaxl new`: a fresh tracker, one with the data of a damaged one, or the district officer's workbook."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from itaxl.cli.console import Console
from itaxl.core import layout
from itaxl.core.sample import sample
from itaxl.disk.atomic import write_new
from itaxl.errors import ExitCode, OutputError, UsageError
from itaxl.files.tracker.workbook import blank_tracker, tracker_bytes
from itaxl.shipped import BLANK_DISTRICT, BLANK_TRACKER, shipped

_MACROS, _ODS = ".xlsm", ".ods"
#: Each kind, and the program that the person opens it with.
_PROGRAMS = {_MACROS: "Excel", ".xlsx": "Excel หรือ LibreOffice Calc", _ODS: "LibreOffice Calc"}


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    source: Path | None = arguments.source
    path, named = _target(arguments.path, _usual(source, arguments.district))
    if named and path.exists():
        raise OutputError(f"มีไฟล์ {path} อยู่แล้ว", "โปรดใช้ชื่ออื่น หรือย้ายไฟล์เดิมออกก่อน")
    kind = path.suffix.lower()
    if source:
        return _made_whole(source, path, kind, console)
    if arguments.district:
        data, begin = _district(kind), "แล้วเริ่มที่แผ่นงานตั้งค่า"
    else:
        tracker = sample() if arguments.example else blank_tracker()
        data = tracker_bytes(tracker, macros=kind == _MACROS, toolbar=kind == _ODS)
        begin = "แล้วเริ่มกรอกข้อมูลที่แผ่นงานหน่วยงาน"
    written = write_new(path, _opendocument(data) if kind == _ODS else data)
    console.out(str(written))
    name = "สมุดงานระดับอำเภอ" if arguments.district else "แบบติดตาม"
    console.say(f"สร้าง{name}แล้ว โปรดเปิดด้วย {_PROGRAMS[kind]} {begin}")
    return ExitCode.OK


def _made_whole(source: Path, path: Path, kind: str, console: Console) -> ExitCode:
    """A workbook anew with the data of `source`, whose macros or settings another program has lost: every
    value that a tracker has a place for; whatever else stood there is listed on a sheet of its own."""
    from itaxl.convert.table.own_tracker import draft_of_tracker
    from itaxl.convert.workbook import converted
    from itaxl.disk.zone import carry_zone, zone_of
    from itaxl.reading.foreign import looks_like_measures
    from itaxl.reading.refusal import Refusal
    from itaxl.reading.workbook import read_grids

    grids = read_grids(source)
    draft = draft_of_tracker(grids)
    if draft is None:
        raise Refusal(source.name).no_tracker(table=looks_like_measures(grids))
    made = converted(draft, source.name, dt.date.today(), macros=kind == _MACROS)
    written = write_new(path, _opendocument(made.data) if kind == _ODS else made.data)
    carry_zone(zone_of(source), written)
    console.out(str(written))
    console.say(f"สร้างแบบติดตามเล่มใหม่พร้อมมาตรการ {len(draft.tracker.measures):,} รายการแล้ว ไฟล์เดิมไม่เปลี่ยนแปลง")
    if draft.leftovers:
        console.say(f"ข้อความอื่น {len(draft.leftovers):,} ข้อความอยู่ในแผ่นงาน {layout.UNSORTED_SHEET}")
    return ExitCode.FINDINGS if made.assessment.errors else ExitCode.OK


def _district(kind: str) -> bytes:
    """The shipped one where it has macros: what makes them is not installed."""
    if kind == _MACROS:
        return shipped(BLANK_DISTRICT).read_bytes()
    from itaxl.files.desk.workbook import desk_bytes

    return desk_bytes(toolbar=kind == _ODS)


def _opendocument(data: bytes) -> bytes:
    from itaxl.files.tracker.ods import opendocument

    return opendocument(data)


def _usual(source: Path | None, district: bool) -> Path:
    if source:
        return source.with_suffix(_MACROS)
    return Path(BLANK_DISTRICT if district else BLANK_TRACKER)


def _target(path: Path | None, usual: Path) -> tuple[Path, bool]:
    """Where the workbook goes, and whether the user chose that very name."""
    if path is None or path.is_dir():
        return path / usual.name if path else usual, False
    if path.suffix.lower() not in _PROGRAMS:
        raise UsageError(
            f"ชื่อไฟล์ {path.name} ไม่ใช่ .xlsm .xlsx หรือ .ods", "โปรดตั้งชื่อไฟล์ให้ลงท้ายด้วย .xlsm .xlsx หรือ .ods"
        )
    return path, True
