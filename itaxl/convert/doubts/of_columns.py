"""Doubts about tables, headers and rows."""

from __future__ import annotations

from itaxl.convert.doubts.kind import ERROR, WARNING, Case, Door, Kind
from itaxl.core import layout


def _opened_wrongly(text: str) -> str:
    return text.encode().decode("latin-1")


_HEAD = ("number", "title", "divisions", "status")
_FIRST = (1.0, "จัดทำคู่มือการให้บริการ", "กองคลัง", "เสร็จแล้ว")
_SECOND = (2.0, "เปิดช่องทางร้องเรียน", "กองช่าง", "เสร็จแล้ว")

_LABELS = tuple(layout.field(layout.MEASURE_COLUMNS, name).label for name in _HEAD)
_TYPED = ("1", "จัดทำคู่มือการให้บริการ", "กองคลัง", "เสร็จแล้ว")
_CUT = _opened_wrongly("เสร็จแล้ว")[:-1]
_ITEMS = tuple(
    (f"O{n}", name, "สำนักปลัด", "เผยแพร่แล้ว") for n, name in enumerate(("โครงสร้าง", "อำนาจหน้าที่", "ข่าวสาร"), 1)
)

KINDS = (
    Kind(
        "C801",
        ERROR,
        Door.TABLE,
        "ไม่พบตารางมาตรการในไฟล์นี้ โปรดตรวจว่าเป็นไฟล์ที่ต้องการ หรือบอกหัวคอลัมน์ด้วย --mapping (ดูแบบจาก --explain)",
        "ไม่มีหัวคอลัมน์ที่รู้จัก จึงไม่รู้ว่าช่องใดคือชื่อมาตรการ",
        Case(head=("ชื่อเล่น", "อายุ"), rows=(("กบ", "ห้าขวบ"),)),
    ),
    Kind(
        "C802",
        WARNING,
        Door.BOTH,
        "หัวคอลัมน์นี้ไม่ตรงคำที่รู้จัก จึงอ่านเป็น “{label}” (มั่นใจ {confidence}%) โปรดตรวจทั้งคอลัมน์",
        "หัวคอลัมน์ที่สะกดผิดหรือเรียกต่างไปอ่านได้ แต่อาจหมายถึงอย่างอื่น",
        Case({"divisions": None, "ผู้รับผิดขอบ": "กองคลัง"}),
    ),
    Kind(
        "C803",
        WARNING,
        Door.BOTH,
        "ไม่ได้ใช้คอลัมน์นี้{guess} ข้อความอยู่ในแผ่นงาน {sheet} โปรดย้ายเองหากต้องใช้",
        "แบบติดตามไม่มีช่องสำหรับทุกอย่าง แต่ไม่มีข้อความใดหายไป",
        Case({"ผู้ประสานงาน": "งานพัสดุ"}),
    ),
    Kind(
        "C804",
        WARNING,
        Door.BOTH,
        "มีอีกคอลัมน์ที่เป็น “{label}” จึงใช้คอลัมน์ {used} ข้อความของคอลัมน์นี้อยู่ในแผ่นงาน {sheet} โปรดตรวจสอบ",
        "ช่องหนึ่งรับได้ค่าเดียว เช่น สถานะของสองรอบที่อยู่ข้างกัน",
        Case({"ความก้าวหน้า": "50%"}),
        Case({"status": None, "ความก้าวหน้า": "50%"}),
    ),
    Kind(
        "C816",
        WARNING,
        Door.BOTH,
        "มาตรการนี้มี “{label}” ต่างกันในสองตาราง จึงใช้ “{chosen}” โปรดตรวจสอบ",
        "แผนกับผลเป็นมาตรการเดียวกัน แต่พิมพ์ไว้ไม่ตรงกัน",
        Case(
            head=("number", "title", "divisions", "due"),
            rows=((1.0, "จัดทำคู่มือการให้บริการ", "กองคลัง", "31/3/2567"),),
            more=(("number", "title", "due", "status"), (1.0, "จัดทำคู่มือการให้บริการ", "30/9/2567", "เสร็จแล้ว")),
        ),
    ),
    Kind(
        "C817",
        WARNING,
        Door.BOTH,
        "แถวนี้มีแต่ชื่อ จึงถือเป็นหัวข้อคั่นตาราง หากเป็นมาตรการโปรดเพิ่มเอง",
        "หัวข้อคั่นกับมาตรการที่กรอกไม่ครบดูคล้ายกัน",
        Case(head=_HEAD, rows=(_FIRST, (None, "ด้านการใช้งบประมาณ", None, None), _SECOND)),
    ),
    Kind(
        "C824",
        WARNING,
        Door.TABLE,
        "จับคู่กับแถวนี้ของอีกตารางเพราะชื่อคล้ายกัน (มั่นใจ {confidence}%) โปรดตรวจว่าเป็นมาตรการเดียวกัน",
        "ชื่อมาตรการในแผนและในผลมักพิมพ์ไม่ตรงกันทุกตัวอักษร",
        Case(
            head=("number", "title", "divisions"),
            rows=((1.0, "จัดทำคู่มือการให้บริการ", "กองคลัง"),),
            more=(("number", "title", "status"), (1.0, "จัดทำคู่มือการให้บริการประชาชน", "เสร็จแล้ว")),
        ),
        Case(
            head=("number", "title", "divisions"),
            rows=((1.0, "จัดทำคู่มือการให้บริการ", "กองคลัง"),),
            more=(("number", "title", "status"), (1.0, "จัดทำคู่มือการให้บริการ", "เสร็จแล้ว")),
        ),
    ),
    Kind(
        "C828",
        WARNING,
        Door.TABLE,
        "ลำดับที่ในไฟล์เดิมซ้ำกันหรือมีลำดับย่อย จึงเรียงลำดับใหม่เป็น {number}",
        "บันทึกอ้างมาตรการด้วยลำดับ จึงต้องไม่ซ้ำกัน",
        Case(head=_HEAD, rows=(_FIRST, (1.0, *_SECOND[1:]))),
        Case(head=_HEAD, rows=(_FIRST, _SECOND)),
    ),
    Kind(
        "C830",
        WARNING,
        Door.TABLE,
        "แถวนี้ไม่มีลำดับที่ แต่มีชื่อ จึงถือเป็นมาตรการใหม่ โปรดตรวจว่าไม่ใช่ส่วนของมาตรการก่อนหน้า",
        "แถวที่ไม่มีลำดับอาจเป็นขั้นตอนของแถวบน",
        Case(head=_HEAD, rows=(_FIRST, (None, *_SECOND[1:]))),
        Case(head=_HEAD, rows=(_FIRST, _SECOND)),
    ),
    Kind(
        "C835",
        WARNING,
        Door.TABLE,
        "มีรายการรหัส {other} อีก {count} แห่ง ข้อความทั้งหมดอยู่ในแผ่นงาน {sheet}",
        "ไม่มีใครอ่านคำเตือนเดียวกันหลายร้อยครั้ง",
        Case(head=_HEAD, rows=(_FIRST, *((None, f"หัวข้อที่ {n}", None, None) for n in range(1, 202)))),
        Case(head=_HEAD, rows=(_FIRST, *((None, f"หัวข้อที่ {n}", None, None) for n in range(1, 201)))),
    ),
    Kind(
        "C836",
        WARNING,
        Door.TABLE,
        "คอลัมน์นี้มีข้อมูลแต่ไม่มีหัวคอลัมน์ของตัวเอง ข้อความอยู่ในแผ่นงาน {sheet} โปรดย้ายเองหากต้องใช้",
        "ไม่มีหัวคอลัมน์ก็ไม่รู้ว่าข้อมูลคืออะไร",
        Case(head=("number", "title", "", "status"), rows=((*_FIRST[:2], "เว็บไซต์", "เสร็จ"),)),
    ),
    Kind(
        "C837",
        WARNING,
        Door.TABLE,
        "หัวคอลัมน์นี้ครอบหลายคอลัมน์ จึงใช้เฉพาะคอลัมน์แรกเป็น “{label}” โปรดตรวจทั้งคอลัมน์",
        "ใต้หัวที่ผสานกันอาจมีข้อมูลคนละอย่าง",
        Case(
            head=("number", "title", "divisions", "", "status"),
            rows=((*_FIRST[:3], "กองช่าง", "เสร็จแล้ว"),),
            merged=((1, 3, 1, 4),),
        ),
    ),
    Kind(
        "C882",
        WARNING,
        Door.TABLE,
        "ตัวอักษรไทยในไฟล์นี้เพี้ยนเพราะเคยเปิดผิดรหัสอักษร จึงแปลงกลับให้ทั้งแผ่นงาน โปรดตรวจข้อความ",
        "ไฟล์ CSV ที่เปิดผิดรหัสอักษรแล้วบันทึก ตัวอักษรจะกลายเป็นอักษรต่างชาติ",
        Case(head=tuple(map(_opened_wrongly, _LABELS)), rows=(tuple(map(_opened_wrongly, _TYPED)),)),
        Case(head=_LABELS, rows=(_TYPED,)),
    ),
    Kind(
        "C883",
        ERROR,
        Door.TABLE,
        "ตัวอักษรไทยในไฟล์นี้เพี้ยนและแปลงกลับได้ไม่ครบ โปรดบันทึกไฟล์ต้นฉบับเป็น CSV UTF-8 หรือ .xlsx แล้วย้ายอีกครั้ง",
        "บางตัวอักษรหายไปเมื่อบันทึกผิดรหัส จึงเดาแทนไม่ได้",
        Case(head=tuple(map(_opened_wrongly, _LABELS)), rows=((*map(_opened_wrongly, _TYPED[:3]), _CUT),)),
        Case(head=_LABELS, rows=(_TYPED,)),
    ),
    Kind(
        "C888",
        WARNING,
        Door.TABLE,
        "ไฟล์นี้ไม่ได้ระบุรหัสอักษรไทย จึงอ่านเป็น TIS-620 (874) ให้ โปรดตรวจข้อความ",
        "ไฟล์ .xls รุ่นเก่าที่ระบุรหัสอื่นหรือไม่ระบุไว้ ต้องสันนิษฐานจากตัวอักษร",
        Case(guessed=True),
    ),
    Kind(
        "C884",
        WARNING,
        Door.BOTH,
        "ตารางนี้เป็น{what} ไม่ใช่มาตรการ จึงไม่ได้ย้าย หากมีมาตรการอยู่ในตารางนี้โปรดเพิ่มเอง",
        "รายการที่ต้องเปิดเผยและคะแนนมีชื่อและผู้รับผิดชอบเหมือนมาตรการ แต่ไม่ต้องรายงานผล",
        Case(head=("number", "รายการ", "divisions", "status"), rows=_ITEMS),
        Case(
            head=("number", "รายการ", "divisions", "status"),
            rows=((1.0, *_ITEMS[0][1:]), (2.0, *_ITEMS[1][1:])),
        ),
    ),
)
