"""What stands in a cell, whatever its field: error values, formulas without a value, odd text."""

from __future__ import annotations

from itaxl.core.grid import CellFault
from itaxl.core.rules.rule import ERROR, WARNING, Case, Family

family = Family("ค่าและข้อความในเซลล์")

family.noticed(
    "C201",
    ERROR,
    "ค่าผิดพลาดของ Excel",
    why="สูตรในเซลล์คำนวณไม่ได้ จึงไม่มีค่าให้อ่าน",
    message="ช่อง “{label}” แสดงค่าผิดพลาด {value} โปรดแก้สูตรหรือพิมพ์ค่าลงไปโดยตรง",
    bad=Case({"title": CellFault("#REF!")}),
    good=Case({"title": "ควรสร้างความเข้าใจเรื่อง #REF!"}),
)
family.noticed(
    "C202",
    ERROR,
    "สูตรที่ยังไม่มีผลลัพธ์",
    why="ไฟล์ถูกบันทึกโดยโปรแกรมที่ไม่คำนวณสูตร ค่าในเซลล์จึงว่าง",
    message="ช่อง “{label}” เป็นสูตรที่ยังไม่มีผลลัพธ์ โปรดเปิดไฟล์ใน Excel แล้วบันทึกอีกครั้ง หรือพิมพ์ค่าแทนสูตร",
    bad=Case({"due": CellFault("")}),
    good=Case(),
)
family.noticed(
    "C203",
    WARNING,
    "ตัวอักษรผิดปกติในข้อความ",
    why="ตัวอักษรที่มองไม่เห็นหรือสระที่สลับลำดับทำให้ค้นหาและเปรียบเทียบข้อความไม่พบ",
    message="ช่อง “{label}” มี{faults} โปรแกรมแก้ให้ในบันทึกแล้ว ไม่จำเป็นต้องพิมพ์ใหม่",
    bad=Case({"title": "เเนวทางการให้บริการ\u200bประชาชน"}),
    good=Case({"title": "แนวทางการให้บริการประชาชน"}),
)
family.noticed(
    "C204",
    WARNING,
    "มีช่องว่างกลางคำ",
    why="ช่องว่างที่แทรกก่อนสระหรือหลังสระหน้าทำให้คำขาดจากกันในบันทึก",
    message="ช่อง “{label}” มีช่องว่างแทรกอยู่กลางคำ โปรดตรวจและลบช่องว่างที่เกิน",
    bad=Case({"title": "ควรมีคู่มือการใ ห้บริการ"}),
    good=Case({"title": "ควรมีคู่มือ การให้บริการ"}),
)
family.noticed(
    "C205",
    WARNING,
    "ข้อความยาวมาก",
    why="แถวในตารางของบันทึกไม่ถูกตัดข้ามหน้า ข้อความที่ยาวเกินไปจะล้นหนึ่งหน้ากระดาษ",
    message="ช่อง “{label}” ยาว {length} ตัวอักษร ควรย่อให้สั้นลงหรือแยกเป็นหลายมาตรการ",
    bad=Case({"steps": "ดำเนินการตามแผน " * 200}),
    good=Case({"steps": "ดำเนินการตามแผน " * 20}),
)
