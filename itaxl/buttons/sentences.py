"""What the clerk is told at the end: what happened, and what to do next."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from itaxl.core import layout, palette
from itaxl.core.grid import shown
from itaxl.core.marks import Marks
from itaxl.core.model import Assessment, Digits
from itaxl.core.palette import Swatch
from itaxl.core.suggestions import EMPTIED, quoted
from itaxl.core.thai.dates import format_date
from itaxl.errors import ItaxlError
from itaxl.files.tracker.commands import COMMANDS

if TYPE_CHECKING:
    from itaxl.core.mend import Change, Mend

_LABELS = {command.name: command.label for command in COMMANDS}
_FIRST = 5
_LONGEST = 200
#: Of a value in a question there is room for so much.
_QUOTED = 40


def working_on(name: str) -> str:
    """The line in the status bar."""
    return f"ITA: กำลังทำงาน — {_LABELS[name]} …"


def day(date: dt.date) -> str:
    return format_date(date, digits=Digits.ARABIC)


def checked_state(assessment: Assessment, now: dt.datetime) -> str:
    """The line above the findings."""
    return f"{_counted(assessment)} (ตรวจเมื่อ {moment(now)})"


def moment(now: dt.datetime) -> str:
    return f"{day(now)} เวลา {now:%H.%M} น."


def _counted(assessment: Assessment) -> str:
    errors, warnings = assessment.counts["error"], assessment.counts["warning"]
    if not errors and not warnings:
        return "ไม่พบรายการที่ต้องแก้ไข"
    found = f"{_word('error')} {errors:,} รายการ" if errors else "ไม่มีรายการที่ต้องแก้ไข"
    return f"{found} {_word('warning')} {warnings:,} รายการ" if warnings else found


def _word(severity: str) -> str:
    return layout.SEVERITY_WORDS[severity]


def checked(assessment: Assessment) -> str:
    text = f"ตรวจสอบข้อมูลแล้ว: {_counted(assessment)}"
    if assessment.errors:
        return (
            f"{text}\nโปรดดูรายการทั้งหมดในแผ่นงาน {layout.FINDINGS_SHEET} คลิกที่ช่อง เซลล์ เพื่อไปแก้ไข "
            f"แล้วกดปุ่ม {_LABELS['validate']} อีกครั้ง"
        )
    if assessment.findings:
        return f"{text}\nดูรายการในแผ่นงาน {layout.FINDINGS_SHEET} ส่วนบันทึกข้อความออกได้แล้วด้วยปุ่ม {_LABELS['memo']}"
    return f"{text}\nออกบันทึกข้อความได้แล้วด้วยปุ่ม {_LABELS['memo']}"


NOT_MENDED = "ยังไม่ได้แก้ไขข้อมูลในสมุดงาน"


def mend_question(change: Change) -> str:
    return "\n".join(
        (
            f"แก้ไขตามข้อเสนอ {len(change.mends):,} ช่อง ใช่หรือไม่",
            "",
            *_changes(change.mends),
            "",
            f"ค่าเดิมจะเก็บไว้ในแผ่นงาน {layout.FINDINGS_SHEET} และนำกลับคืนได้ด้วยปุ่มเดียวกันนี้",
        )
    )


def put_back_question(change: Change, *, is_all: bool) -> str:
    """`is_all`: nothing is left to be mended."""
    lead = ["ไม่มีข้อเสนอที่ต้องแก้ไขแล้ว"] if is_all else []
    question = f"นำค่าเดิมกลับคืน {len(change.mends):,} ช่อง ใช่หรือไม่"
    return "\n".join((*lead, question, "", *_changes(change.mends)))


def _changes(mends: Sequence[Mend]) -> Iterator[str]:
    """The first of the cells, each with what stands there and what it gets."""
    for mend in mends[:_FIRST]:
        before, after = (quoted(shown(value), _QUOTED) or EMPTIED for value in (mend.before, mend.after))
        yield f"• {mend.place.sheet} {mend.place.cell}: “{before}” เป็น “{after}”"
    if len(mends) > _FIRST:
        yield f"และอีก {len(mends) - _FIRST:,} ช่อง"


def mended(change: Change) -> str:
    lines = [f"แก้ไขตามข้อเสนอแล้ว {len(change.mends):,} ช่อง", *_left_alone(change)]
    lines.append(f"ค่าเดิมอยู่ในแผ่นงาน {layout.FINDINGS_SHEET} ด้านขวาของตาราง กดปุ่มเดียวกันนี้อีกครั้งเพื่อนำกลับคืน")
    return "\n".join((*lines, f"ผลการตรวจหลังแก้ไข: {_counted(change.assessment)}"))


def put_back(change: Change) -> str:
    lines = [f"นำค่าเดิมกลับคืนแล้ว {len(change.mends):,} ช่อง", *_left_alone(change)]
    return "\n".join((*lines, f"ผลการตรวจ: {_counted(change.assessment)}"))


def nothing_to_mend(change: Change) -> str:
    return "\n".join(("ไม่มีข้อเสนอให้แก้ไข และไม่มีค่าเดิมให้นำกลับคืน", *_left_alone(change)))


def _left_alone(change: Change) -> Iterator[str]:
    """Cells that stay as they are, and why."""
    for place, why in change.refused[:_FIRST]:
        yield f"ไม่ได้แก้ไข {place.sheet} {place.cell}: {why}"
    if len(change.refused) > _FIRST:
        yield f"และอีก {len(change.refused) - _FIRST:,} ช่องที่ไม่ได้แก้ไข"


NO_LINKS = "ไม่มีลิงก์หลักฐานให้ตรวจ โปรดใส่ลิงก์ในช่องหลักฐานของมาตรการก่อน"


def asking(done: int, total: int) -> str:
    """The line in the status bar while the web is asked."""
    return f"ITA: กำลังเปิดลิงก์หลักฐาน {done:,} จาก {total:,} ลิงก์ …"


def links_checked(links: int, opened: int, closed: int) -> str:
    lines = [f"ตรวจลิงก์หลักฐานแล้ว {links:,} ลิงก์: เปิดได้ {opened:,} เปิดไม่ได้ {closed:,}"]
    if rest := links - opened - closed:
        lines.append(f"โปรแกรมตรวจไม่ได้ {rest:,} ลิงก์ โปรดเปิดดูเอง")
    if opened < links:
        lines.append(f"โปรดดูวิธีแก้ไขในแผ่นงาน {layout.FINDINGS_SHEET} แก้ไขแล้ว โปรดกดปุ่มนี้อีกครั้ง")
    return "\n".join(lines)


def coloured(marks: Marks) -> str:
    cells = [swatch for sheet in marks.colours.values() for swatch in sheet.values()]

    def counts(swatches: tuple[Swatch, ...]) -> str:
        return " · ".join(f"{s.word} {cells.count(s):,}" for s in swatches if s in cells)

    status = counts((palette.DONE, palette.IN_PROGRESS, palette.NOT_STARTED, palette.OVERDUE))
    faults = counts((palette.ERROR, palette.WARNING))
    lines = ["ระบายสีแล้ว"]
    lines += [f"สถานะ: {status}"] if status else []
    lines += [f"ช่องที่มีรายการจากการตรวจ: {faults}"] if faults else []
    return "\n".join((*lines, f"ความหมายของสีอยู่ในแผ่นงาน {layout.GUIDE_SHEET}"))


def rolled_up_state(assessment: Assessment) -> str:
    """The line above the roll-up."""
    total = assessment.rollup.total
    return f"{total.measures:,} มาตรการ ข้อมูล ณ วันที่ {day(assessment.rollup.as_of)}"


def rolled_up(assessment: Assessment) -> str:
    total = assessment.rollup.total
    return (
        f"สรุปตามกองแล้ว: {total.measures:,} มาตรการ เสร็จแล้ว {total.done:,} (ร้อยละ {total.percent_done:.1f}) "
        f"เกินกำหนด {total.overdue:,} นับถึงวันที่ {day(assessment.rollup.as_of)}\n"
        f"ดูตารางและแผนภูมิในแผ่นงาน {layout.ROLLUP_SHEET}"
    )


def memo_refused(assessment: Assessment) -> str:
    errors = assessment.errors
    lines = [f"ยังออกบันทึกข้อความไม่ได้ เพราะมีรายการที่ต้องแก้ไข {len(errors):,} รายการ", ""]
    lines += [f"• {f.place.sheet} {f.place.cell}: {_shortened(f.message)}" for f in errors[:_FIRST]]
    if len(errors) > _FIRST:
        lines.append(f"และอีก {len(errors) - _FIRST:,} รายการ")
    lines += ["", f"โปรดกดปุ่ม {_LABELS['validate']} เพื่อดูทั้งหมดในแผ่นงาน {layout.FINDINGS_SHEET} แก้ไขแล้วลองอีกครั้ง"]
    return "\n".join(lines)


def memo_postponed(problem: ItaxlError | None) -> str:
    """For ทำทั้งหมด, whose first paragraph has told of the findings."""
    if problem is None:
        return "ยังไม่ออกบันทึกข้อความ เพราะยังมีรายการที่ต้องแก้ไข"
    return f"ยังไม่ได้ออกบันทึกข้อความ: {problem.what}\n{problem.next_step}"


def memo_written(
    path: Path, pdf: Path | None, assessment: Assessment, remarks: Sequence[str], opened: bool
) -> str:
    lines = [f"ออกบันทึกข้อความแล้ว: {path.name}"]
    lines += [f"ทำ PDF แล้ว: {pdf.name}"] if pdf else []
    lines.append("เปิดไว้ใน Word แล้ว" if opened else f"ไฟล์อยู่ในโฟลเดอร์ {path.parent}")
    lines += remarks
    if warnings := assessment.counts["warning"]:
        lines.append(f"ยังมี{_word('warning')} {warnings:,} รายการ")
    return "\n".join((*lines, "โปรดตรวจทานก่อนเสนอลงนาม"))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
