"""`itaxl batch`: a folder of workbooks into memos and one list of everything to mend."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator

from itaxl.batch import Options, Outcome, Summary, collect, run_batch
from itaxl.cli.check import finding_lines
from itaxl.cli.console import Console
from itaxl.cli.progress import Progress
from itaxl.cli.width import printable
from itaxl.core.model import Digits, Severity
from itaxl.errors import ExitCode

_READY, _FAILED = "เรียบร้อย", "ทำไม่ได้"


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    inputs = collect(arguments.paths, arguments.out)
    progress = Progress(len(inputs), sys.stderr, silent=arguments.quiet)

    def tell(outcome: Outcome, written: dict[str, object]) -> None:
        progress.clear()
        if arguments.json:
            console.json(written)
        else:
            for line in _lines(outcome, written, arguments.quiet):
                console.out(line)
        progress.step(worked=not outcome.unchanged)

    options = Options(
        today=dt.date.today(),
        template=arguments.template,
        annotate=arguments.annotate,
        pdf=arguments.pdf,
        force=arguments.force,
        digits=Digits.THAI if arguments.digits == "thai" else Digits.ARABIC,
    )
    try:
        summary = run_batch(inputs, arguments.out, options, arguments.jobs, tell)
    except KeyboardInterrupt:
        progress.clear()
        console.say(f"ทำไปแล้ว {progress.done:,} จาก {len(inputs):,} ไฟล์ สั่งคำสั่งเดิมอีกครั้งเพื่อทำต่อ")
        raise
    finally:
        progress.clear()
    if arguments.json:
        console.json({"summary": summary.as_record()})
    if not arguments.quiet:
        for sentence in _sentences(summary, str(arguments.out)):
            console.say(sentence)
    return ExitCode(summary.exit_code)


def _lines(outcome: Outcome, written: dict[str, object], quiet: bool) -> Iterator[str]:
    """The workbook and what became of it; its errors under it."""
    if outcome.error is not None:
        yield printable(f"{outcome.path}: {_FAILED}: {outcome.error}")
    elif outcome.errors:
        yield printable(f"{outcome.path}: ต้องแก้ไข {outcome.errors:,} รายการ")
        yield from finding_lines([f for f in outcome.findings if f.severity is Severity.ERROR], sheets=True)
    elif not quiet and not outcome.unchanged:  # nobody wants to read hundreds of names that are as before
        yield printable(f"{outcome.path}: {_READY} → {written['memo']}")
    if not quiet:
        yield from (printable(f"  {note}") for note in outcome.notes)


def _sentences(summary: Summary, out: str) -> Iterator[str]:
    yield from (f"โปรดทราบ: {remark}" for remark in summary.about_template)
    if summary.emblems_missing:
        yield f"โปรดทราบ: ไม่มีภาพตราครุฑที่ใช้ได้ของ {summary.emblems_missing:,} หน่วยงาน จึงเว้นที่ไว้ในบันทึกข้อความ"
    if summary.aside:
        yield f"ย้ายผลลัพธ์เดิม {summary.aside:,} ไฟล์ (มีผู้แก้ไข หรือไม่ตรงกับสมุดงานแล้ว) ไปไว้ในโฟลเดอร์ earlier"
    parts = [f"ทำแล้ว {summary.files:,} ไฟล์ ออกบันทึกข้อความ {summary.memos:,} ฉบับ"]
    if summary.unchanged:
        parts.append(f"ไม่เปลี่ยนแปลง {summary.unchanged:,} ไฟล์ ไม่ต้องทำซ้ำ")
    if summary.findings:
        parts.append(f"มีข้อที่ต้องแก้ไข {summary.findings:,} ไฟล์")
    if summary.failed:
        parts.append(f"{_FAILED} {summary.failed:,} ไฟล์")
    yield " ".join([*parts, f"ผลลัพธ์อยู่ที่ {out}"])
