"""The workbook's shape: sheets, labels, headers, merged cells."""

from __future__ import annotations

import re
from collections.abc import Iterator

from itaxl.core import layout
from itaxl.core.grid import Place
from itaxl.core.reading import Reading
from itaxl.core.rules.rule import ERROR, WARNING, Case, Family, Found
from itaxl.core.thai.text import key

family = Family("โครงสร้างของสมุดงาน")

_READ = (layout.OFFICE_SHEET, layout.MEASURES_SHEET)
#: What Excel and Calc call the copy of a sheet.
_COPY = r"\(\d+\)|_\d+|-?copy|สำเนา"

family.noticed(
    "S101",
    ERROR,
    "ไม่พบแผ่นงาน",
    why="ข้อมูลหน่วยงานและมาตรการอ่านจากแผ่นงานที่กำหนดชื่อไว้ เมื่อไม่มีแผ่นงานนั้นก็ไม่มีข้อมูลให้ออกบันทึก",
    message="ไม่พบแผ่นงาน “{sheet}” หากเป็นแบบติดตาม โปรดเปลี่ยนชื่อกลับ หากเป็นตารางเก่า โปรดใช้คำสั่ง itaxl convert",
    bad=Case(sheets={layout.MEASURES_SHEET: None}, at=Place(layout.OFFICE_SHEET)),
    good=Case(),
)
family.noticed(
    "S102",
    WARNING,
    "แผ่นงานถูกเปลี่ยนชื่อ",
    why="หัวตารางตรงกับแบบติดตาม จึงอ่านให้ได้ แต่ปุ่มในสมุดงานหาแผ่นงานจากชื่อ",
    message="โปรแกรมอ่านแผ่นงาน “{seen}” เป็น “{sheet}” แล้ว โปรดเปลี่ยนชื่อกลับเป็น “{sheet}”",
    bad=Case(sheets={layout.MEASURES_SHEET: "มาตรการปี 67"}, at=Place("มาตรการปี 67")),
    good=Case(sheets={layout.MEASURES_SHEET: " มาตรการ"}),
)
family.noticed(
    "S103",
    ERROR,
    "ไม่พบหัวตารางมาตรการ",
    why="คอลัมน์หาได้จากหัวตารางเท่านั้น",
    message="ไม่พบหัวตารางในแผ่นงานนี้ แถวหัวตารางต้องมีคำว่า {headers}",
    bad=Case(cells={f"#{f.key}": None for f in layout.MEASURE_COLUMNS}, at=Place(layout.MEASURES_SHEET)),
    good=Case(),
)
family.noticed(
    "S104",
    ERROR,
    "ไม่พบช่องหรือคอลัมน์ที่จำเป็น",
    why="ชื่อช่องที่ถูกแก้หรือถูกลบทำให้ข้อมูลที่ต้องใช้ในบันทึกหายไป",
    message="ไม่พบช่อง “{label}” โปรดพิมพ์ชื่อช่องกลับเป็น “{label}” เหนือข้อมูลของช่องนั้น",
    question="ไม่พบช่อง “{label}” ชื่อช่องนี้หมายถึง “{meant}” ใช่หรือไม่ หากใช่ โปรดพิมพ์กลับเป็นคำนี้",
    bad=Case(cells={"#status": "สถานะงาน"}),
    good=Case(cells={"#status": "สถานะ การดำเนินการ "}),
)
family.noticed(
    "S105",
    WARNING,
    "ไม่พบช่องหรือคอลัมน์เสริม",
    why="บันทึกยังออกได้ แต่โปรแกรมจะไม่อ่านข้อมูลในช่องนั้น",
    message="ไม่พบช่อง “{label}” หากต้องการใช้ โปรดพิมพ์ชื่อช่องกลับเป็น “{label}” เหนือข้อมูลของช่องนั้น",
    question="ไม่พบช่อง “{label}” ชื่อช่องนี้หมายถึง “{meant}” ใช่หรือไม่ หากใช่ โปรดพิมพ์กลับเป็นคำนี้",
    bad=Case(cells={"#evidence": "ลิงก์หลักฐาน"}),
    good=Case(cells={"#evidence": "หลักฐาน(ลิงก์)"}),
)
family.noticed(
    "S106",
    WARNING,
    "ชื่อช่องซ้ำ",
    why="โปรแกรมอ่านเฉพาะช่องแรก ข้อมูลที่กรอกในช่องหลังจะไม่ปรากฏในบันทึก",
    message="ช่อง “{value}” มีซ้ำกัน โปรแกรมอ่านเฉพาะช่องแรก โปรดลบหรือเปลี่ยนชื่อช่องนี้",
    bad=Case(cells={"#indicator": "มาตรการ"}),
    good=Case(),
)
family.noticed(
    "S107",
    ERROR,
    "มีเซลล์ที่ผสานกันในตารางมาตรการ",
    why="เซลล์ที่ผสานเก็บค่าไว้ช่องเดียว แถวหรือคอลัมน์อื่นในช่วงนั้นจึงว่างทั้งที่มองเห็นข้อความ",
    message="เซลล์นี้ถึง {end} ถูกผสานไว้ โปรดยกเลิกการผสาน แล้วกรอกข้อมูลให้ครบทุกแถว",
    bad=Case(merged=((1, 2, 2, 2),), at="title"),
    good=Case(),
)


@family.rule(
    "S108",
    ERROR,
    "ยังไม่มีมาตรการ",
    why="บันทึกต้องมีมาตรการอย่างน้อยหนึ่งมาตรการ",
    message="ตารางมาตรการยังไม่มีข้อมูล โปรดกรอกมาตรการแรกในแถวถัดจากหัวตาราง",
    bad=Case(drop_measures=True, at="#number"),
    good=Case(),
)
def no_measures(reading: Reading) -> Iterator[Found]:
    if reading.measures_table and not reading.rows:
        yield Found(reading.measures_table.place, None, {})


@family.rule(
    "S109",
    WARNING,
    "มีแผ่นงานสำเนาที่ไม่ได้อ่าน",
    why="เมื่อคัดลอกแผ่นงาน Excel ตั้งชื่อว่า (2) โปรแกรมอ่านเฉพาะแผ่นงานชื่อเดิม ข้อมูลที่กรอกในสำเนาจึงไม่ปรากฏในบันทึก",
    message="โปรแกรมไม่ได้อ่านแผ่นงาน “{seen}” อ่านเฉพาะ “{sheet}” หากกรอกไว้ในสำเนา โปรดย้ายมาแล้วลบสำเนา",
    bad=Case(
        sheets={layout.GUIDE_SHEET: f"{layout.MEASURES_SHEET} (2)"}, at=Place(f"{layout.MEASURES_SHEET} (2)")
    ),
    good=Case(sheets={layout.GUIDE_SHEET: f"{layout.MEASURES_SHEET} ปีก่อน"}),
)
def copied_sheet(reading: Reading) -> Iterator[Found]:
    for grid in reading.grids:
        name = next((name for name in _READ if grid.sheet.lstrip().startswith(name)), "")
        if name and (more := key(grid.sheet).removeprefix(key(name))) and re.fullmatch(_COPY, more):
            yield Found(Place(grid.sheet), None, {"seen": grid.sheet, "sheet": name})


@family.rule(
    "S110",
    WARNING,
    "ไฟล์ไม่ระบุรหัสอักษรไทย",
    why="ไฟล์ .xls รุ่นเก่าเก็บอักษรไทยเป็นรหัส TIS-620 แต่ระบุรหัสอื่นหรือไม่ได้ระบุไว้ โปรแกรมจึงต้องสันนิษฐานจากตัวอักษร",
    message="ไฟล์นี้ไม่ได้ระบุรหัสอักษรไทย โปรแกรมอ่านเป็น TIS-620 (874) ให้แล้ว โปรดตรวจสอบข้อความ แล้วบันทึกเป็น .xlsx",
    bad=Case(guessed=True, at=Place(layout.OFFICE_SHEET)),
    good=Case(),
)
def guessed_letters(reading: Reading) -> Iterator[Found]:
    grid = next((grid for grid in reading.grids if grid.guessed), None)
    if grid is not None:
        yield Found(Place(grid.sheet), None, {})
