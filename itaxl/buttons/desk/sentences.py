"""What the district officer is told: during a run, and at its end."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from itaxl.buttons.sentences import moment
from itaxl.core import desk
from itaxl.core.grid import Place, shown
from itaxl.core.reading import Cell
from itaxl.errors import InputError
from itaxl.files.desk.commands import LABELS

if TYPE_CHECKING:
    from itaxl.batch import Summary
    from itaxl.buttons.desk.work import Done

NOT_CHOSEN = "ไม่ได้เลือกโฟลเดอร์ จึงไม่มีการเปลี่ยนแปลง"
NOTHING_YET = "ยังไม่ได้ดำเนินการ"


def chosen(folder: str) -> str:
    return f"บันทึกโฟลเดอร์แล้ว: {folder}\nกดปุ่ม {LABELS['all']} เพื่อเริ่มทำ"


def at_work(done: int, total: int, how: str) -> str:
    """The line in the status bar, with how to stop."""
    return f"ITA: {LABELS['all']} {done:,} จาก {total:,} ไฟล์ · {how}"


def at_links(done: int, total: int, how: str) -> str:
    return f"ITA: {LABELS['links']} {done:,} จาก {total:,} ลิงก์ · {how}"


def no_folder() -> InputError:
    label = next(field.label for field in desk.SETTINGS if field.key == "folder")
    return InputError(
        f"ยังไม่ได้ระบุ {label} ในแผ่นงาน {desk.SETTINGS_SHEET}",
        f"โปรดกดปุ่ม {LABELS['choose']} หรือพิมพ์ที่อยู่ของโฟลเดอร์ในช่องนั้น",
    )


def unread(cell: Cell) -> InputError:
    where = f"ช่อง {cell.place.cell} ({cell.field.label}) ในแผ่นงาน {cell.sheet}"
    return InputError(
        f"{where} มี “{shown(cell.raw)[:40]}” ซึ่งอ่านไม่ได้",
        f"โปรดแก้ไขเป็น {cell.field.hint or ' หรือ '.join(cell.field.choices)} แล้วกดปุ่มอีกครั้ง",
    )


def finished(done: Done, kept_off: list[str]) -> str:
    """`kept_off` are the sentences about sheets that were not written."""
    summary = done.summary
    lines = [f"{LABELS['all']}แล้ว {summary.files:,} ไฟล์ ออกบันทึกข้อความ {summary.memos:,} ฉบับ"]
    if summary.unchanged:
        lines.append(f"ไม่เปลี่ยนแปลงจากครั้งก่อน {summary.unchanged:,} ไฟล์")
    if summary.findings:
        lines.append(f"มีรายการที่ต้องแก้ไข {summary.findings:,} ไฟล์")
    if summary.failed:
        lines.append(f"อ่านไม่ได้ {summary.failed:,} ไฟล์")
    if done.letters is not None:
        lines.append(f"หนังสือถึงหน่วยงาน {done.letters:,} ฉบับ อยู่ในโฟลเดอร์ {done.out / 'replies'}")
    if summary.about_links:
        lines.append(f"โปรดทราบ: {summary.about_links}")
    return "\n".join([*lines, f"ผลลัพธ์อยู่ที่ {done.out}", *kept_off])


def state(summary: Summary, now: dt.datetime) -> str:
    """The line on the sheet of settings."""
    return f"ทำครั้งล่าสุด {moment(now)} · {summary.files:,} ไฟล์ · บันทึกข้อความ {summary.memos:,} ฉบับ"


def stopped(done: int, total: int) -> str:
    return f"หยุดแล้ว ดำเนินการได้ {done:,} จาก {total:,} ไฟล์ ผลที่ได้แล้วไม่หาย\nกดปุ่ม {LABELS['resume']} เพื่อทำต่อ"


def stopped_state(done: int, total: int, now: dt.datetime) -> str:
    return f"หยุดไว้เมื่อ {moment(now)} ที่ {done:,} จาก {total:,} ไฟล์ · กดปุ่ม {LABELS['resume']} เพื่อทำต่อ"


def kept_off(name: str, place: Place | None) -> str:
    """Why a sheet was not written, and what to do."""
    if place is None:
        return (
            f"แผ่นงาน “{name}” ไม่ใช่แผ่นงานที่โปรแกรมสร้าง จึงไม่เขียนทับ "
            f"โปรดเปลี่ยนชื่อแผ่นงานนั้น แล้วกดปุ่ม {LABELS['resume']}"
        )
    return (
        f"แผ่นงาน “{name}” มีข้อความของท่านในช่อง {place.cell} ซึ่งเป็นที่ของตารางผล จึงยังไม่เขียน "
        f"โปรดย้ายข้อความนั้น แล้วกดปุ่ม {LABELS['resume']}"
    )
