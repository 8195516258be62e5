"""`itaxl mend`: the suggestions written into a copy of each workbook, and former values put back."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from itaxl.cli.console import Console
from itaxl.cli.files import expanded
from itaxl.cli.width import printable
from itaxl.core.assess import judge
from itaxl.core.grid import Value, shown
from itaxl.core.mend import Change, Refuse, mending, putting_back
from itaxl.core.model import Digits
from itaxl.core.parse import parse
from itaxl.core.suggestions import EMPTIED, quoted
from itaxl.core.thai.dates import format_date
from itaxl.disk.atomic import is_one_file, safe_stem, write_atomic, write_new
from itaxl.disk.zone import carry_zone, zone_of
from itaxl.errors import ExitCode, InputError, ItaxlError, OutputError, UsageError, gravest
from itaxl.files.checked.copy import Annotated, NotPossible, annotate
from itaxl.files.checked.mended import kept_in
from itaxl.named_tuple import NamedTuple
from itaxl.reading.foreign import refuse_foreign
from itaxl.reading.workbook import grids_from_bytes, read_workbook

_MENDED, _PUT_BACK = "{} แก้ไขตามข้อเสนอ", "{} คืนค่าเดิม"
_LONGEST_STEM = 120


class _Done(NamedTuple):
    """What became of a workbook; `written` is None where nothing was to be changed."""

    change: Change
    written: Path | None = None
    lost: tuple[str, ...] = ()


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    arguments.files = expanded(arguments.files)
    _check_target(arguments)
    codes: list[ExitCode] = []
    records: list[dict[str, Any]] = []
    for path in arguments.files:
        try:
            done = _done(path, arguments)
        except ItaxlError as problem:
            lead = f"{path}: " if len(arguments.files) > 1 else ""
            console.say(f"ผิดพลาด: {lead}{problem}")
            codes.append(problem.exit_code)
            records.append({**_record(path, None), "error": str(problem)})
            continue
        records.append(_record(path, done))
        if not arguments.json:
            for line in _lines(path, done):
                console.out(line)
        for sentence in _sentences(done, undo=arguments.undo):
            console.say(sentence)
        codes.append(ExitCode.FINDINGS if done.change.assessment.errors else ExitCode.OK)
    if arguments.json:
        console.json(records[0] if len(records) == 1 else records)
    return gravest(codes)


def _check_target(arguments: argparse.Namespace) -> None:
    """What -o names, examined before the work begins."""
    target: Path | None = arguments.output
    if target is None:
        return
    if len(arguments.files) > 1:
        raise UsageError("-o ใช้ได้กับสมุดงานครั้งละหนึ่งไฟล์", "โปรดสั่งทีละไฟล์ หรือไม่ต้องระบุ -o")
    if target.is_dir():
        raise OutputError(f"{target} เป็นโฟลเดอร์", "โปรดระบุชื่อไฟล์หลัง -o")
    if is_one_file(target, arguments.files[0]):
        raise UsageError(f"{target} เป็นสมุดงานต้นฉบับ ซึ่งคำสั่งนี้ไม่เขียนทับ", "โปรดใช้ชื่ออื่น")
    if target.exists() and not arguments.force:
        raise _exists(target)


def _exists(target: Path) -> OutputError:
    return OutputError(f"มีไฟล์ {target} อยู่แล้ว", "โปรดใช้ชื่ออื่น หรือใส่ --force เพื่อเขียนทับ")


def _done(path: Path, arguments: argparse.Namespace) -> _Done:
    data, today = read_workbook(path), dt.date.today()
    grids = grids_from_bytes(data, path.name)
    reading = parse(grids)
    refuse_foreign(reading, path.name)
    assessment, kept = judge(reading, today), kept_in(grids)
    when = format_date(today, digits=Digits.ARABIC)

    def change(refuse: Refuse) -> Change:
        if arguments.undo:
            return putting_back(reading, today, kept, refuse)
        return mending(reading, assessment, today, kept, when, refuse)

    if not (likely := change(lambda places: {})).mends:
        return _Done(likely)
    made = annotate(data, path.name, grids, reading, assessment, change, for_use=True)
    if isinstance(made, NotPossible):
        raise InputError(f"แก้ไข {path.name} ให้ไม่ได้", made.reason)
    if made.change is None or not made.change.mends:
        return _Done(made.change or likely)
    written = _write(path, made, arguments)
    carry_zone(zone_of(path), written)
    return _Done(made.change, written, made.lost)


def _write(path: Path, made: Annotated, arguments: argparse.Namespace) -> Path:
    target: Path | None = arguments.output
    if target is None:
        stem = safe_stem((_PUT_BACK if arguments.undo else _MENDED).format(path.stem), _LONGEST_STEM)
        return write_new(path.with_name(f"{stem}{made.suffix}"), made.data)
    if target.suffix.lower() != made.suffix:
        raise UsageError(f"ชื่อไฟล์ {target.name} ไม่ใช่ {made.suffix}", f"โปรดตั้งชื่อไฟล์ให้ลงท้ายด้วย {made.suffix}")
    if arguments.force:
        write_atomic(target, made.data)
        return target
    if target.exists():
        raise _exists(target)
    return write_new(target, made.data)


def _lines(path: Path, done: _Done) -> Iterator[str]:
    """The file, its cells with what stood and what stands there, and where the new workbook lies."""
    yield printable(str(path))
    for mend in done.change.mends if done.written else ():
        place = f"{mend.place.sheet}!{mend.place.cell}"
        yield printable(f"    {place}  “{_said(mend.before)}” เป็น “{_said(mend.after)}”")
    for left, why in done.change.refused:
        yield printable(f"    {left.sheet}!{left.cell}  ไม่ได้แก้ไข: {why}")
    if done.written:
        yield str(done.written)


def _said(value: Value) -> str:
    return quoted(shown(value)) or EMPTIED


def _sentences(done: _Done, *, undo: bool) -> Iterator[str]:
    if done.lost:
        yield f"โปรดทราบ: สมุดงานเล่มใหม่ไม่มีสิ่งเหล่านี้: {', '.join(done.lost)}"
    count = len(done.change.mends)
    if not done.written:
        yield "ไม่มีค่าเดิมให้นำกลับคืน" if undo else "ไม่มีข้อเสนอให้แก้ไข"
    elif undo:
        yield f"นำค่าเดิมกลับคืน {count:,} ช่องในสมุดงานเล่มใหม่ ไฟล์เดิมไม่เปลี่ยนแปลง"
    else:
        yield (
            f"แก้ไขตามข้อเสนอ {count:,} ช่องในสมุดงานเล่มใหม่ ไฟล์เดิมไม่เปลี่ยนแปลง "
            "นำค่าเดิมกลับคืนได้ด้วยคำสั่ง itaxl mend --undo"
        )
    if errors := len(done.change.assessment.errors):
        yield f"โปรดทราบ: ยังมีรายการที่ต้องแก้ไข {errors:,} รายการ โปรดดูด้วยคำสั่ง itaxl check"


def _record(path: Path, done: _Done | None) -> dict[str, Any]:
    """The JSON: a public contract, its keys never change their meaning."""
    change = done.change if done else None
    mends = change.mends if change and done and done.written else ()
    return {
        "file": str(path),
        "written": str(done.written) if done and done.written else None,
        "mended": [
            {"sheet": m.place.sheet, "cell": m.place.cell, "before": shown(m.before), "after": shown(m.after)}
            for m in mends
        ],
        "refused": [
            {"sheet": place.sheet, "cell": place.cell, "reason": why}
            for place, why in (change.refused if change else ())
        ],
        "counts": dict(change.assessment.counts) if change else None,
    }
