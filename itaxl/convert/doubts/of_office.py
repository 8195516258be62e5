"""Doubts about what stands outside a table, and about a tracker of ours that is taken over."""

from __future__ import annotations

from itaxl.convert.doubts.kind import ERROR, WARNING, Case, Door, Kind
from itaxl.core import layout

_YEAR = "ปีงบประมาณ"

KINDS = (
    Kind(
        "C818",
        WARNING,
        Door.BOTH,
        "ค่านี้อ่านจากข้อความในไฟล์เดิม โปรดตรวจว่าถูกต้อง",
        "ค่าที่อยู่ในประโยคหรือในหัวคอลัมน์อาจหมายถึงอย่างอื่น",
        Case({"status": None, "สถานะ รอบ 12 เดือน": "เสร็จแล้ว"}),
        Case({"status": None, "สถานะ": "เสร็จแล้ว"}),
    ),
    Kind(
        "C819",
        WARNING,
        Door.TABLE,
        "พบ “{label}” มากกว่าหนึ่งค่า จึงใช้ “{chosen}” โปรดตรวจสอบ",
        "ไฟล์เดียวบอกไว้สองอย่าง",
        Case(above=((_YEAR, 2567.0), (_YEAR, 2566.0))),
        Case(above=((_YEAR, 2567.0), (_YEAR, 2567.0))),
    ),
    Kind(
        "C823",
        ERROR,
        Door.TABLE,
        "อ่านค่านี้ของ “{label}” ไม่ได้ โปรดกรอกเอง",
        "มีชื่อช่อง แต่ค่าไม่ใช่อย่างที่ช่องนั้นรับ",
        Case(above=((_YEAR, "ปีนี้"),)),
        Case(above=((_YEAR, "พ.ศ. 2567"),)),
    ),
    Kind(
        "C825",
        WARNING,
        Door.TRACKER,
        "แผ่นงานนี้เป็นผลลัพธ์ของโปรแกรม จึงไม่ได้ย้าย โปรดกดปุ่มในแบบติดตามเล่มใหม่เพื่อทำใหม่",
        "ผลการตรวจและสรุปของเล่มเดิมไม่ใช่ของเล่มใหม่",
        Case(sheets=(layout.ROLLUP_SHEET,)),
    ),
    Kind(
        "C833",
        ERROR,
        Door.TRACKER,
        "{message}",
        "แบบติดตามเดิมมีค่าที่โปรแกรมอ่านไม่ได้ ข้อความบอกเหตุผลแบบเดียวกับการตรวจ",
        Case({"due": "โดยเร็ว"}),
    ),
)
