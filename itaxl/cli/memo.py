"""`itaxl memo`: the memo of one workbook."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from itaxl.cli.assessed import assessed
from itaxl.cli.check import finding_lines
from itaxl.cli.console import Console
from itaxl.cli.memo_pdf import font_remark
from itaxl.core.model import Assessment
from itaxl.disk.atomic import safe_stem, write_atomic, write_new
from itaxl.disk.zone import carry_zone, zone_of
from itaxl.errors import ExitCode, OutputError, UsageError
from itaxl.links.known import for_memo

if TYPE_CHECKING:
    from itaxl.pdf import Converter

_FIRST = 5
_NAME = "บันทึกข้อความ {}"


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    from itaxl.memo.make import make_memo
    from itaxl.memo.render import Template
    from itaxl.memo.templates import template_of

    target = _checked_target(arguments)
    converter = _converter(arguments.pdf)
    chosen = Template.load(arguments.template) if arguments.template else None
    assessment = assessed(arguments.file)
    if assessment.errors and not arguments.draft:
        _refuse(assessment, arguments.file, console)
        return ExitCode.FINDINGS
    found, assessment = assessment, for_memo(assessment, dt.date.today())
    template = chosen or template_of(arguments.file.parent, assessment.tracker.report.template)
    memo = make_memo(template, assessment, arguments.file.parent, draft=arguments.draft)
    if target is None:
        written = write_new(_new_name(arguments), memo.docx)
    else:
        written = _written(target, memo.docx, arguments.force)
    zone = zone_of(arguments.file)
    carry_zone(zone, written)
    console.out(str(written))
    if converter:
        pdf = _pdf(converter, written, arguments)
        carry_zone(zone, pdf)
        console.out(str(pdf))
        if remark := font_remark(memo.docx):
            console.say(remark)
    for remark in (*template.remarks, *memo.remarks):
        console.say(f"โปรดทราบ: {remark}")
    if assessment is not found:
        console.say("โปรดทราบ: มีลิงก์หลักฐานที่เปิดไม่ได้ บันทึกข้อความบอกไว้แทนลิงก์และ QR ดูด้วยคำสั่ง itaxl links")
    _remarks(assessment, memo.no_emblem, arguments.draft, console)
    return ExitCode.OK


def _converter(wanted: bool) -> Converter | None:
    """Looked for before any work is done.  Raises MissingError."""
    if not wanted:
        return None
    from itaxl.pdf import find_converter

    return find_converter()


def _checked_target(arguments: argparse.Namespace) -> Path | None:
    """What -o names, examined before the work begins."""
    target: Path | None = arguments.output
    if target is None:
        return None
    if target.suffix.lower() != ".docx":
        raise UsageError(f"ชื่อไฟล์ {target.name} ไม่ใช่ .docx", "โปรดตั้งชื่อไฟล์ให้ลงท้ายด้วย .docx")
    for file in (target, target.with_suffix(".pdf")) if arguments.pdf else (target,):
        if file.is_dir():
            raise OutputError(f"{file} เป็นโฟลเดอร์", "โปรดระบุชื่อไฟล์หลัง -o")
        if file.exists() and not arguments.force:
            raise _exists(file)
    return target


def _exists(target: Path) -> OutputError:
    return OutputError(f"มีไฟล์ {target} อยู่แล้ว", "โปรดใช้ชื่ออื่น หรือใส่ --force เพื่อเขียนทับ")


def _written(target: Path, memo: bytes, force: bool) -> Path:
    if force:
        write_atomic(target, memo)
        return target
    if target.exists():
        raise _exists(target)
    return write_new(target, memo)


def _new_name(arguments: argparse.Namespace) -> Path:
    workbook: Path = arguments.file
    docx = workbook.with_name(f"{safe_stem(_NAME.format(workbook.stem), 200)}.docx")
    if not arguments.pdf:
        return docx
    from itaxl.pdf import free_for_both

    return free_for_both(docx)


def _pdf(converter: Converter, docx: Path, arguments: argparse.Namespace) -> Path:
    """Beside the Word file, and like it never over a file that was not named."""
    from itaxl.pdf import pdf_beside, pdf_of

    pdf, target = pdf_of(converter, docx), pdf_beside(docx)
    return write_new(target, pdf) if arguments.output is None else _written(target, pdf, arguments.force)


def _refuse(assessment: Assessment, path: Path, console: Console) -> None:
    """Say why there is no memo, with the first errors."""
    errors = assessment.errors
    for line in finding_lines(errors[:_FIRST]):
        console.say(line)
    console.say(
        f"ยังไม่ออกบันทึกข้อความ เพราะมีรายการที่ต้องแก้ไข {len(errors):,} รายการ "
        f'ดูทั้งหมดด้วยคำสั่ง itaxl check "{path}" หรือใส่ --draft เพื่อออกฉบับร่าง'
    )


def _remarks(assessment: Assessment, no_emblem: str, draft: bool, console: Console) -> None:
    """What the clerk should know before signing; the last line says that it is done."""
    if no_emblem:
        console.say(f"โปรดทราบ: {no_emblem} จึงเว้นที่ไว้ในบันทึกข้อความ")
    if count := assessment.counts["warning"]:
        console.say(f"โปรดทราบ: มีรายการที่ควรตรวจสอบ {count:,} รายการ โปรดดูด้วยคำสั่ง itaxl check")
    console.say("ออกบันทึกข้อความฉบับร่างแล้ว" if draft else "ออกบันทึกข้อความแล้ว โปรดตรวจทานก่อนเสนอลงนาม")
