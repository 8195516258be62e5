"""`itaxl roster`: a first list of the offices of a district, from the trackers that are there."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from itaxl.batch import collect, roster_bytes, roster_of
from itaxl.cli.assessed import assessed
from itaxl.cli.console import Console
from itaxl.core.district.line import OfficeLine, office_line
from itaxl.disk.atomic import write_new
from itaxl.errors import ExitCode, InputError, ItaxlError


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    inputs = collect([str(arguments.folder)], arguments.folder)
    skipped: list[Path] = []
    offices = roster_of(_lines(inputs, skipped))
    if not offices:
        raise InputError(f"ไม่พบแบบติดตามที่ระบุชื่อหน่วยงานใน {arguments.folder}", "โปรดระบุโฟลเดอร์ของแบบติดตาม")
    path = write_new(arguments.output, roster_bytes(offices, dt.date.today()))
    console.out(str(path))
    if skipped:
        console.say(f"ข้าม {len(skipped):,} ไฟล์ที่อ่านไม่ได้หรือไม่ใช่แบบติดตาม")
    console.say(f"พบ {len(offices):,} หน่วยงาน โปรดเพิ่มหน่วยงานที่ยังไม่เคยส่ง และเติมอีเมลกับผู้ประสานงาน")
    return ExitCode.OK


def _lines(inputs: Sequence[Path], skipped: list[Path]) -> Iterator[OfficeLine]:
    for path in inputs:
        try:
            yield office_line(str(path), assessed(path))
        except ItaxlError:
            skipped.append(path)
