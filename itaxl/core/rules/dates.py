"""Dates in any cell: those that reading could not make out, or had to correct."""

from __future__ import annotations

import datetime as dt

from itaxl.core.rules.rule import ERROR, WARNING, Case, Family

family = Family("วันที่ที่พิมพ์ในเซลล์")

family.noticed(
    "D501",
    ERROR,
    "วันที่อ่านไม่ได้",
    why="ระบบไม่เดาวันที่ ข้อความที่ไม่ครบวัน เดือน ปี จึงต้องแก้ก่อน",
    message="«{label}» มีค่า «{value}» ซึ่งไม่ใช่วันที่ ให้พิมพ์วัน/เดือน/ปี พ.ศ. เช่น 31/3/2567",
    bad=Case({"due": "ภายในเดือนมีนาคม"}),
    good=Case({"due": "31 มี.ค. 67"}),
)
family.noticed(
    "D502",
    ERROR,
    "วันที่เป็นไปไม่ได้",
    why="ไม่มีวันนั้นในปฏิทิน หรือสลับวันกับเดือน หรือเป็นปีที่ไม่น่าจะใช่",
    message="«{label}» มีค่า «{value}» ซึ่งไม่มีในปฏิทินหรือปีไม่ถูกต้อง ให้พิมพ์วัน/เดือน/ปี พ.ศ. เช่น 31/3/2567",
    bad=Case({"due": "31/2/2567"}),
    good=Case({"due": "29/2/2567"}),
)
family.noticed(
    "D503",
    ERROR,
    "วันที่กำกวม",
    why="ปีสองหลักที่น้อยกว่า 50 อาจเป็น พ.ศ. หรือ ค.ศ. ก็ได้",
    message="«{label}» มีค่า «{value}» ไม่ทราบว่าเป็น พ.ศ. หรือ ค.ศ. ให้พิมพ์ปี พ.ศ. สี่หลัก",
    bad=Case({"due": "31/3/24"}),
    good=Case({"due": "31/3/67"}),
)
family.noticed(
    "D504",
    WARNING,
    "พิมพ์ปี พ.ศ. ลงในเซลล์วันที่ที่นับเป็น ค.ศ.",
    why="Excel เก็บวันที่เป็น ค.ศ. เมื่อพิมพ์ปี พ.ศ. ลงไปจึงกลายเป็นอีก 543 ปีข้างหน้า",
    message="«{label}» ถูกเก็บเป็นปี ค.ศ. ที่มีเลขเท่ากับ พ.ศ. ระบบอ่านเป็น {meant} ให้พิมพ์วันที่นี้ใหม่",
    bad=Case({"due": dt.date(2567, 3, 29)}),
    good=Case({"due": dt.date(2024, 3, 29)}),
)
