"""`itaxl desk`: a folder dropped on an icon; the batch into a folder beside it, then its summary opened."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from itaxl.cli.console import Console
from itaxl.errors import ExitCode, ItaxlError, UsageError, gravest
from itaxl.machine.folder_window import show_workbook

_SUMMARY = "district.xlsx"
_HOW = "โปรดลากโฟลเดอร์ที่เก็บแบบติดตามของทุกหน่วยงานมาวางบนไอคอน หรือใช้คำสั่ง itaxl desk ตามด้วยชื่อโฟลเดอร์"


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    """The gravest exit code of all folders; one that cannot be done is told, and the next one is."""
    if not arguments.folders and not arguments.wait:
        raise UsageError("ยังไม่ได้ระบุโฟลเดอร์", _HOW)
    if not arguments.folders:
        console.say(_HOW)
    codes = [_done(folder.absolute(), console) for folder in arguments.folders]
    if arguments.wait and sys.stdin is not None and sys.stdin.isatty():
        console.say("กด Enter เพื่อปิดหน้าต่างนี้")
        sys.stdin.readline()
    return gravest(codes)


def _done(folder: Path, console: Console) -> ExitCode:
    from itaxl.cli import batch
    from itaxl.cli.parser import parse

    out = folder.with_name(f"{folder.name} ผลลัพธ์")
    try:
        if not folder.is_dir():
            raise UsageError(f"{folder} ไม่ใช่โฟลเดอร์", _HOW)
        code = batch.run(parse(["batch", str(folder), "--out", str(out)]), console)
    except ItaxlError as problem:
        console.say(str(problem))
        return problem.exit_code
    if not show_workbook(out / _SUMMARY):
        console.say(f"สรุปทั้งอำเภออยู่ที่ {out / _SUMMARY}")
    return code
