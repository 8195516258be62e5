"""`itaxl new`: a fresh tracker workbook."""

from __future__ import annotations

import argparse
from pathlib import Path

from itaxl.cli.console import Console
from itaxl.core.sample import sample
from itaxl.errors import ExitCode, OutputError, UsageError
from itaxl.files.atomic import write_new
from itaxl.files.tracker import blank_tracker, tracker_bytes
from itaxl.shipped import BLANK_TRACKER

_MACROS = {".xlsm": True, ".xlsx": False}


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    path, named = _target(arguments.path)
    tracker = sample() if arguments.example else blank_tracker()
    data = tracker_bytes(tracker, macros=_MACROS[path.suffix.lower()])
    if named and path.exists():
        raise OutputError(f"มีไฟล์ {path} อยู่แล้ว", "โปรดใช้ชื่ออื่น หรือย้ายไฟล์เดิมออกก่อน")
    written = write_new(path, data)
    console.out(str(written))
    console.say("สร้างแบบติดตามแล้ว เปิดด้วย Excel แล้วเริ่มกรอกข้อมูลที่แผ่นงานหน่วยงาน")
    return ExitCode.OK


def _target(path: Path | None) -> tuple[Path, bool]:
    """Where the workbook goes, and whether the user chose that very name."""
    if path is None or path.is_dir():
        return (path or Path()) / BLANK_TRACKER, False
    if path.suffix.lower() not in _MACROS:
        raise UsageError(f"ชื่อไฟล์ {path.name} ไม่ใช่ .xlsm หรือ .xlsx", "โปรดตั้งชื่อไฟล์ให้ลงท้ายด้วย .xlsm หรือ .xlsx")
    return path, True
