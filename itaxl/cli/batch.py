"""`itaxl batch`: a folder of workbooks into memos and one list of everything to mend."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from itaxl.batch import LeftOut, Options, Outcome, Summary, collect, earlier_in, read_roster, run_batch
from itaxl.cli.check import finding_lines
from itaxl.cli.console import Console
from itaxl.cli.progress import Progress, heard
from itaxl.cli.width import printable
from itaxl.core.model import Digits, Severity
from itaxl.errors import ExitCode

_READY, _FAILED = "เรียบร้อย", "อ่านไม่ได้"
#: Files of our own that a sentence names.
_NAMED = 5


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    serving = [path for path in (arguments.roster, arguments.emblem, arguments.reply_template) if path]
    inputs = collect(arguments.paths, arguments.out, serving)
    options = _options(arguments)
    progress = Progress(len(inputs), sys.stderr, silent=arguments.quiet)

    def tell(outcome: Outcome, written: dict[str, object]) -> None:
        progress.clear()
        if not arguments.json:
            for line in _lines(outcome, written, arguments.quiet):
                console.out(line)
        progress.step(worked=not outcome.unchanged)

    if arguments.links:
        from itaxl.batch import ask_links

        options = ask_links(inputs, options, heard(arguments.quiet))
        if not options.offline and not arguments.quiet:
            console.say(
                f"ตรวจลิงก์หลักฐานแล้ว {len(options.links or ()):,} ลิงก์ "
                "ผลอยู่ใน links.csv และแผ่นงาน “ลิงก์หลักฐาน” ของ district.xlsx"
            )
    try:
        summary = run_batch(inputs, arguments.out, options, arguments.jobs, tell)
    except KeyboardInterrupt:
        progress.clear()
        console.say(f"ดำเนินการแล้ว {progress.done:,} จาก {len(inputs):,} ไฟล์ โปรดใช้คำสั่งเดิมอีกครั้งเพื่อดำเนินการต่อ")
        raise
    finally:
        progress.clear()
    if arguments.json:  # as the list has it: which file of an office counts is known in the end
        with (arguments.out / "batch.jsonl").open(encoding="utf-8") as records:
            for line in records:
                console.out(line.rstrip("\n"))
    if not arguments.quiet:
        for sentence in _sentences(summary, str(arguments.out)):
            console.say(sentence)
    if summary.about_links:  # also where all went well but for this: the exit code tells of it
        console.say(f"โปรดทราบ: {summary.about_links}")
    return ExitCode(summary.exit_code)


def _options(arguments: argparse.Namespace) -> Options:
    """Raises ItaxlError for a file that cannot serve, before any work."""
    return Options(
        today=dt.date.today(),
        template=arguments.template,
        annotate=arguments.annotate or arguments.mend or arguments.replies,
        mend=arguments.mend,
        pdf=arguments.pdf,
        force=arguments.force,
        digits=Digits.THAI if arguments.digits == "thai" else Digits.ARABIC,
        year=arguments.year,
        round=arguments.round or "",
        roster=read_roster(arguments.roster) if arguments.roster else (),
        due=arguments.due,
        earlier=earlier_in(arguments.since) if arguments.since else None,
        emblem=_emblem(arguments.emblem) if arguments.emblem else None,
        replies=arguments.replies,
        letter=arguments.reply_template and read_letter(arguments.reply_template),
    )


def _emblem(path: Path) -> bytes:
    from itaxl.memo.emblem_file import emblem_from

    return emblem_from(path)


def read_letter(path: Path) -> bytes:
    """Raises TemplateError for a template that no letter can come of."""
    from itaxl.memo.letter import checked_letter

    return checked_letter(path)


def _lines(outcome: Outcome, written: dict[str, object], quiet: bool) -> Iterator[str]:
    """The workbook and what became of it; its errors under it."""
    if outcome.error is not None:
        yield printable(f"{outcome.path}: {_FAILED}: {outcome.error}")
    elif outcome.errors:
        yield printable(f"{outcome.path}: ต้องแก้ไข {outcome.errors:,} รายการ")
        yield from finding_lines([f for f in outcome.findings if f.severity is Severity.ERROR])
    elif not quiet and not outcome.unchanged:  # nobody wants to read hundreds of names that are as before
        became = f"{_READY} → {written['memo']}" if written["memo"] else "อ่านแล้ว"
        yield printable(f"{outcome.path}: {became}")
    elif not quiet and outcome.notes:
        yield printable(f"{outcome.path}: ไม่เปลี่ยนแปลง")
    if not quiet:
        yield from (printable(f"  {note}") for note in outcome.notes)


def _left_out(files: Sequence[LeftOut]) -> Iterator[str]:
    """What was found and not counted; an edited output by its name, for it may be meant to count."""
    if made := [str(one.path) for one in files if not one.edited]:
        more = f" และอีก {len(made) - _NAMED:,} ไฟล์" if len(made) > _NAMED else ""
        yield f"ไม่นับ {len(made):,} ไฟล์ที่โปรแกรมทำไว้เอง: {' '.join(made[:_NAMED])}{more}"
    for one in files:
        if one.edited:
            yield (
                f"ไม่นับ {one.path} เพราะเป็นผลลัพธ์ของโปรแกรมที่มีผู้แก้ไข "
                "หากต้องการให้นับเป็นแบบติดตาม โปรดย้ายออกจากโฟลเดอร์ผลลัพธ์"
            )


def _not_counted(summary: Summary) -> Iterator[str]:
    """What counts in no figure; each is named in the district workbook."""
    others, strangers = len(summary.not_counted), summary.strangers
    yield f"นับ {summary.offices:,} หน่วยงาน ปีงบประมาณ {summary.fiscal_year}"
    if others or strangers:
        yield f"ไม่นับ {others + strangers:,} ไฟล์ เหตุและสิ่งที่ควรทำอยู่ในแผ่นงาน “ไฟล์ที่ไม่นับ” ของ district.xlsx"


def _sentences(summary: Summary, out: str) -> Iterator[str]:
    remarks = (*summary.about_template, *filter(None, [summary.about_brief]))
    yield from (f"โปรดทราบ: {remark}" for remark in remarks)
    if summary.emblems_missing:
        yield (
            f"โปรดทราบ: ไม่มีภาพตราครุฑที่ใช้ได้ของ {summary.emblems_missing:,} หน่วยงาน จึงเว้นที่ไว้ในบันทึกข้อความ "
            "โปรดวางไฟล์ภาพไว้ข้างสมุดงานในชื่อที่ระบุในแผ่นงานหน่วยงาน"
        )
    for why, count in summary.moved.items():
        yield f"ย้าย {count:,} ไฟล์ไปไว้ในโฟลเดอร์ earlier: {why.value}"
    if summary.others:
        yield f"สมุดงานอีก {summary.others:,} ไฟล์ที่เคยทำไว้ไม่อยู่ในคำสั่งครั้งนี้ ผลลัพธ์ของไฟล์เหล่านั้นยังอยู่ตามเดิม"
    yield from _left_out(summary.left_out)
    yield from _not_counted(summary)
    parts = [f"ดำเนินการแล้ว {summary.files:,} ไฟล์ ออกบันทึกข้อความ {summary.memos:,} ฉบับ"]
    if summary.unchanged:
        parts.append(f"ไม่เปลี่ยนแปลง {summary.unchanged:,} ไฟล์ ไม่ต้องทำซ้ำ")
    if summary.findings:
        parts.append(f"มีรายการที่ต้องแก้ไข {summary.findings:,} ไฟล์")
    if summary.failed:
        parts.append(f"{_FAILED} {summary.failed:,} ไฟล์")
    yield " ".join([*parts, f"ผลลัพธ์อยู่ที่ {out}"])
