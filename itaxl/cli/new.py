"""`itaxl new`: a fresh tracker workbook, blank or with the data of one that was damaged."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from itaxl.cli.console import Console
from itaxl.core import layout
from itaxl.core.model import Tracker
from itaxl.core.sample import sample
from itaxl.disk.atomic import write_new
from itaxl.errors import ExitCode, OutputError, UsageError
from itaxl.files.tracker.workbook import blank_tracker, tracker_bytes
from itaxl.shipped import BLANK_TRACKER

_MACROS, _ODS = ".xlsm", ".ods"
#: Each kind, and the program that the person opens it with.
_PROGRAMS = {_MACROS: "Excel", ".xlsx": "Excel หรือ LibreOffice Calc", _ODS: "LibreOffice Calc"}


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    source: Path | None = arguments.source
    if source and arguments.example:
        raise UsageError("--from และ --example ใช้ด้วยกันไม่ได้", "โปรดเลือกอย่างใดอย่างหนึ่ง")
    path, named = _target(arguments.path, source)
    if named and path.exists():
        raise OutputError(f"มีไฟล์ {path} อยู่แล้ว", "โปรดใช้ชื่ออื่น หรือย้ายไฟล์เดิมออกก่อน")
    kind = path.suffix.lower()
    if source:
        return _made_whole(source, path, kind, console)
    written = write_new(path, _workbook(sample() if arguments.example else blank_tracker(), kind))
    console.out(str(written))
    console.say(f"สร้างแบบติดตามแล้ว โปรดเปิดด้วย {_PROGRAMS[kind]} แล้วเริ่มกรอกข้อมูลที่แผ่นงานหน่วยงาน")
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
    written = write_new(path, _opened_by(made.data, kind))
    carry_zone(zone_of(source), written)
    console.out(str(written))
    console.say(f"สร้างแบบติดตามเล่มใหม่พร้อมมาตรการ {len(draft.tracker.measures):,} รายการแล้ว ไฟล์เดิมไม่เปลี่ยนแปลง")
    if draft.leftovers:
        console.say(f"ข้อความอื่น {len(draft.leftovers):,} ข้อความอยู่ในแผ่นงาน {layout.UNSORTED_SHEET}")
    return ExitCode.FINDINGS if made.assessment.errors else ExitCode.OK


def _workbook(tracker: Tracker, kind: str) -> bytes:
    return _opened_by(tracker_bytes(tracker, macros=kind == _MACROS, toolbar=kind == _ODS), kind)


def _opened_by(data: bytes, kind: str) -> bytes:
    if kind != _ODS:
        return data
    from itaxl.files.tracker.ods import opendocument

    return opendocument(data)


def _target(path: Path | None, source: Path | None) -> tuple[Path, bool]:
    """Where the workbook goes, and whether the user chose that very name."""
    if path is None or path.is_dir():
        name = source.with_suffix(_MACROS).name if source else BLANK_TRACKER
        return (path or (source.parent if source else Path())) / name, False
    if path.suffix.lower() not in _PROGRAMS:
        raise UsageError(
            f"ชื่อไฟล์ {path.name} ไม่ใช่ .xlsm .xlsx หรือ .ods", "โปรดตั้งชื่อไฟล์ให้ลงท้ายด้วย .xlsm .xlsx หรือ .ods"
        )
    return path, True
