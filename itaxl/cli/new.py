"""`itaxl new`: a fresh tracker, or the district officer's workbook."""

from __future__ import annotations

import argparse
from pathlib import Path

from itaxl.cli.console import Console
from itaxl.core.sample import sample
from itaxl.disk.atomic import write_new
from itaxl.errors import ExitCode, OutputError, UsageError
from itaxl.files.tracker.workbook import blank_tracker, tracker_bytes
from itaxl.shipped import BLANK_DISTRICT, BLANK_TRACKER, shipped

_MACROS, _ODS = ".xlsm", ".ods"
#: Each kind, and the program that the person opens it with.
_PROGRAMS = {_MACROS: "Excel", ".xlsx": "Excel หรือ LibreOffice Calc", _ODS: "LibreOffice Calc"}


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    path, named = _target(arguments.path, BLANK_DISTRICT if arguments.district else BLANK_TRACKER)
    if named and path.exists():
        raise OutputError(f"มีไฟล์ {path} อยู่แล้ว", "โปรดใช้ชื่ออื่น หรือย้ายไฟล์เดิมออกก่อน")
    kind = path.suffix.lower()
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


def _district(kind: str) -> bytes:
    """The shipped one where it has macros: what makes them is not installed."""
    if kind == _MACROS:
        return shipped(BLANK_DISTRICT).read_bytes()
    from itaxl.files.desk.workbook import desk_bytes

    return desk_bytes(toolbar=kind == _ODS)


def _opendocument(data: bytes) -> bytes:
    from itaxl.files.tracker.ods import opendocument

    return opendocument(data)


def _target(path: Path | None, usual: str) -> tuple[Path, bool]:
    """Where the workbook goes, and whether the user chose that very name."""
    if path is None or path.is_dir():
        return (path or Path()) / usual, False
    if path.suffix.lower() not in _PROGRAMS:
        raise UsageError(
            f"ชื่อไฟล์ {path.name} ไม่ใช่ .xlsm .xlsx หรือ .ods", "โปรดตั้งชื่อไฟล์ให้ลงท้ายด้วย .xlsm .xlsx หรือ .ods"
        )
    return path, True
