"""`itaxl new`: a fresh tracker workbook."""

from __future__ import annotations

import argparse
from pathlib import Path

from itaxl.cli.console import Console
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
    path, named = _target(arguments.path)
    if named and path.exists():
        raise OutputError(f"มีไฟล์ {path} อยู่แล้ว", "โปรดใช้ชื่ออื่น หรือย้ายไฟล์เดิมออกก่อน")
    kind = path.suffix.lower()
    written = write_new(path, _workbook(sample() if arguments.example else blank_tracker(), kind))
    console.out(str(written))
    console.say(f"สร้างแบบติดตามแล้ว โปรดเปิดด้วย {_PROGRAMS[kind]} แล้วเริ่มกรอกข้อมูลที่แผ่นงานหน่วยงาน")
    return ExitCode.OK


def _workbook(tracker: Tracker, kind: str) -> bytes:
    data = tracker_bytes(tracker, macros=kind == _MACROS, toolbar=kind == _ODS)
    if kind != _ODS:
        return data
    from itaxl.files.tracker.ods import opendocument

    return opendocument(data)


def _target(path: Path | None) -> tuple[Path, bool]:
    """Where the workbook goes, and whether the user chose that very name."""
    if path is None or path.is_dir():
        return (path or Path()) / BLANK_TRACKER, False
    if path.suffix.lower() not in _PROGRAMS:
        raise UsageError(
            f"ชื่อไฟล์ {path.name} ไม่ใช่ .xlsm .xlsx หรือ .ods", "โปรดตั้งชื่อไฟล์ให้ลงท้ายด้วย .xlsm .xlsx หรือ .ods"
        )
    return path, True
