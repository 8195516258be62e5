"""What a person must look at after a memo was moved in: one catalogue of codes and sentences."""

from __future__ import annotations

from typing import NamedTuple

from itaxl.convert.draft import Doubt
from itaxl.core.model import Severity

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING


class _Entry(NamedTuple):
    severity: Severity
    message: str


#: `{…}` are words that the place of discovery gives.
CATALOGUE = {
    "C851": _Entry(_WARNING, "แถวนี้ไม่มีชื่อมาตรการ จึงต่อเข้ากับมาตรการก่อนหน้า โปรดตรวจว่าข้อความต่อกันถูกต้อง"),
    "C852": _Entry(
        _WARNING, "ข้อความในตารางผลต่างจากตารางมาตรการมาก จับคู่กันตามลำดับแถว โปรดตรวจว่าเป็นมาตรการเดียวกัน"
    ),
    "C853": _Entry(_ERROR, "ไม่พบแถวของมาตรการนี้ในตารางผล โปรดเลือกสถานะเอง"),
    "C854": _Entry(_ERROR, "แถวนี้มีเฉพาะในตารางผล จึงเพิ่มเป็นมาตรการใหม่ โปรดกรอกผู้รับผิดชอบ หรือรวมกับมาตรการที่ตรงกัน"),
    "C855": _Entry(_ERROR, "มีเครื่องหมายในช่องสถานะมากกว่าหนึ่งช่อง โปรดเลือกสถานะที่ถูกต้อง"),
    "C856": _Entry(_ERROR, "ไม่พบเครื่องหมายในช่องสถานะ โปรดเลือกสถานะเอง"),
    "C857": _Entry(_WARNING, "ช่องสถานะมีข้อความแต่ไม่มีเครื่องหมาย จึงถือว่าเป็นช่องที่เลือก โปรดตรวจสถานะ"),
    "C858": _Entry(_ERROR, "อ่านสถานะจากข้อความนี้ไม่ได้ โปรดเลือกจากรายการ"),
    "C859": _Entry(_WARNING, "ขั้นตอนของมาตรการนี้มีสถานะต่างกัน จึงใช้ {status} โปรดตรวจสอบ"),
    "C860": _Entry(_WARNING, "เพิ่มชื่อนี้ในรายการส่วนราชการของหน่วยงาน โปรดตรวจตัวสะกด"),
    "C861": _Entry(_ERROR, "ไม่รู้จักผู้รับผิดชอบรายนี้ โปรดแก้เป็นชื่อส่วนราชการ"),
    "C862": _Entry(_WARNING, "ชื่อส่วนราชการสะกดต่างกันในบันทึก จึงใช้ {name} โปรดตรวจสอบ"),
    "C863": _Entry(_WARNING, "อ่านกำหนดแล้วเสร็จได้ไม่ตรงตัว {taken} โปรดตรวจสอบ"),
    "C864": _Entry(_WARNING, "ปีในบันทึกไม่ตรงกัน: {seen} จึงใช้ปี {taken} โปรดตรวจว่าปีใดถูกต้อง"),
    "C865": _Entry(_ERROR, "อ่านวันที่ไม่ได้ โปรดกรอกวันที่เอง"),
    "C866": _Entry(_ERROR, "ไม่พบ{what}ในบันทึก โปรดกรอกเอง"),
    "C867": _Entry(_WARNING, "พบคะแนนมากกว่าหนึ่งค่า: {seen} จึงใช้ {taken} โปรดตรวจสอบ"),
    "C868": _Entry(_WARNING, "ไม่พบตารางมาตรการ (ผู้รับผิดชอบ การกำกับติดตาม) จึงใช้ข้อความจากตารางผล"),
    "C869": _Entry(_WARNING, "ไม่พบตารางผลการดำเนินการ จึงยังไม่มีสถานะของมาตรการ"),
    "C870": _Entry(_ERROR, "ไม่พบตารางมาตรการในเอกสารนี้ โปรดตรวจว่าเป็นบันทึกที่ต้องการ"),
    "C872": _Entry(_WARNING, "การกำกับติดตามข้อความเดียวกันอยู่คนละหน้าของตาราง จึงถือว่าใช้ทุกมาตรการ โปรดตรวจสอบ"),
    "C873": _Entry(_WARNING, "บันทึกไม่ได้ระบุปีงบประมาณของมาตรการ จึงใช้ปีของวันที่บันทึก {taken} โปรดตรวจสอบ"),
    "C874": _Entry(_WARNING, "มีผู้ลงนามแต่ไม่พบชื่อในวงเล็บ โปรดกรอกเอง"),
    "C875": _Entry(_WARNING, "แบ่งข้อความออกเป็นส่วนราชการและงานโดยดูจากคำขึ้นต้น โปรดตรวจสอบ"),
}
_QUOTED = 200


def doubt(
    code: str, source: str, value: str = "", *, field: str = "", measure: int | None = None, **words: str
) -> Doubt:
    """A doubt of the catalogue; KeyError for a code or a word that is not there."""
    entry = CATALOGUE[code]
    shown = " ".join(value.split())
    shown = shown if len(shown) <= _QUOTED else shown[: _QUOTED - 1] + "…"
    return Doubt(code, entry.severity, source, shown, entry.message.format_map(words), field, measure)
