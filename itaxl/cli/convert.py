"""`itaxl convert`: older tables and memos become filled trackers."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path

from itaxl.cli.console import Console
from itaxl.cli.convert_records import convert_csv, convert_record
from itaxl.cli.files import expanded
from itaxl.cli.width import padded, printable, shortened, width
from itaxl.convert.job import Outcome, convert, make_folder
from itaxl.convert.preview import preview
from itaxl.convert.sources import read_source
from itaxl.convert.table.explain import explain
from itaxl.convert.table.mapping import NO_MAPPING, Mapping
from itaxl.convert.table.mapping_file import read_mapping
from itaxl.core import layout
from itaxl.core.in_order import errors_first
from itaxl.core.meanings.status import BY_NAME
from itaxl.disk.atomic import write_new
from itaxl.errors import ExitCode, ItaxlError, UsageError, gravest

_LIST = "convert.csv"
_VALUE_COLUMNS = 36
_MOST_DOUBTS = 40
_LABELS = {field.key: field.label for field in layout.MEASURE_COLUMNS}


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    mapping = read_mapping(arguments.mapping) if arguments.mapping else NO_MAPPING
    files = expanded(arguments.files)
    if arguments.preview:
        return _preview(files, mapping, console)
    if arguments.explain:
        return _explain(files, mapping, console)
    if arguments.out is None:
        raise UsageError("ยังไม่ได้ระบุโฟลเดอร์ผลลัพธ์", "โปรดใส่ --out ตามด้วยชื่อโฟลเดอร์")
    make_folder(arguments.out)
    outcomes: list[Outcome] = []
    for path in files:
        outcome = _converted(path, arguments.out, mapping)
        outcomes.append(outcome)
        if outcome.error:
            console.say(f"ผิดพลาด: {path}: {outcome.error}")
        elif not arguments.json:
            for line in _lines(outcome):
                console.out(line)
    if arguments.json:
        records = [convert_record(outcome) for outcome in outcomes]
        console.json(records[0] if len(records) == 1 else records)
    written = write_new(arguments.out / _LIST, convert_csv(outcomes))
    console.say(_sentence(outcomes, written))
    return gravest([_code(outcome) for outcome in outcomes])


def _explain(files: Sequence[Path], mapping: Mapping, console: Console) -> ExitCode:
    if len(files) != 1:
        raise UsageError("--explain ใช้ได้ครั้งละหนึ่งไฟล์", "โปรดระบุไฟล์เดียว")
    for line in explain(read_source(files[0], mapping), mapping, files[0].name).split("\n"):
        console.out(line)
    return ExitCode.OK


def _preview(files: Sequence[Path], mapping: Mapping, console: Console) -> ExitCode:
    """What would become of each file, every value beside the cell that it comes from; nothing is written."""
    for path in files:
        for line in preview(read_source(path, mapping).draft, path.name):
            console.out(printable(line))
    return ExitCode.OK


def _converted(path: Path, out: Path, mapping: Mapping) -> Outcome:
    try:
        return convert(path, out, mapping, dt.date.today())
    except ItaxlError as problem:
        return Outcome(path, error=problem)


def _code(outcome: Outcome) -> ExitCode:
    if outcome.error:
        return outcome.error.exit_code
    return ExitCode.FINDINGS if outcome.errors else ExitCode.OK


def _lines(outcome: Outcome) -> Iterator[str]:
    """The file and its new one; the headers as they were read; what to look at."""
    understood = outcome.understood
    if understood is None:
        return
    draft = understood.draft
    yield printable(f"{outcome.path} → {outcome.output}")
    if understood.from_tracker:
        yield "  เป็นแบบติดตามอยู่แล้ว จึงย้ายข้อมูลทั้งเล่ม"
    yield f"  มาตรการ {len(draft.tracker.measures):,} รายการ"
    for table in understood.tables:
        heads = [
            f"{shortened(c.head.text, 40)} → {_LABELS[c.field]}"
            + (f" ({_mark(c.head.mark)})" if c.head.mark else "")
            + f" {c.head.found.confidence}%"
            for c in table.choice.used
        ]
        yield printable(f"  แผ่นงาน {table.grid.sheet} หัวตารางแถวที่ {table.first}: " + " · ".join(heads))
    if draft.leftovers:
        sheet = layout.UNSORTED_SHEET
        yield f"  ข้อความที่ยังไม่ได้จัด {len(draft.leftovers):,} ข้อความ อยู่ในแผ่นงาน {sheet}"
    else:
        yield "  ไม่มีข้อความตกค้าง"
    yield from _doubt_lines(outcome)
    yield ""


def _mark(name: str) -> str:
    return BY_NAME[name].value if name in BY_NAME else name


def _doubt_lines(outcome: Outcome) -> Iterator[str]:
    doubts = errors_first(outcome.understood.draft.doubts if outcome.understood else ())
    room = max((width(printable(d.source)) for d in doubts[:_MOST_DOUBTS]), default=0)
    words = max(map(width, layout.SEVERITY_WORDS.values()))
    for doubt in doubts[:_MOST_DOUBTS]:
        word = padded(layout.SEVERITY_WORDS[doubt.severity.value], words)
        value = f"“{shortened(printable(doubt.value), _VALUE_COLUMNS)}” " if doubt.value else ""
        source = padded(printable(doubt.source), room)
        yield f"    {word}  {source}  {value}{printable(doubt.message)} [{doubt.code}]"
    if len(doubts) > _MOST_DOUBTS:
        yield f"    และอีก {len(doubts) - _MOST_DOUBTS:,} รายการ ดูในแผ่นงาน {layout.UNSORTED_SHEET}"


def _sentence(outcomes: Sequence[Outcome], written: Path) -> str:
    done = [outcome for outcome in outcomes if not outcome.error]
    parts = [f"ย้ายแล้ว {len(done):,} ไฟล์"]
    if errors := sum(outcome.errors for outcome in done):
        parts.append(f"ต้องแก้ไข {errors:,} รายการ")
    if warnings := sum(outcome.warnings for outcome in done):
        parts.append(f"ควรตรวจสอบ {warnings:,} รายการ")
    if failed := len(outcomes) - len(done):
        parts.append(f"อ่านไม่ได้ {failed:,} ไฟล์")
    return " ".join([*parts, f"รายการทั้งหมดอยู่ที่ {written}"])
