"""Older tables that are odd: several tables, sections, marks, words of an office's own."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter import Workbook as Writer

from tests.convert_made import (
    ALL,
    DOING,
    DONE,
    FOUR,
    HEADING,
    KC,
    KK,
    KS,
    NOT_YET,
    OFFICE,
    PLAIN,
    PLAIN_HEAD,
    SP,
    SS,
    T1,
    T2,
    T3,
    T4,
    Expected,
    Row,
    save,
    saved_as,
    source,
    text_of,
)


@source("page-breaks.xlsx", "openpyxl", "หัวตารางซ้ำทุกหน้า แถวเลขคอลัมน์ (1) (2) (3) และแถวรวม")
def _pages(path: Path) -> None:
    counts = tuple(f"({number})" for number in range(1, 8))
    rows = (HEADING,), PLAIN_HEAD, counts, *PLAIN[:2], (), PLAIN_HEAD, *PLAIN[2:], ("รวม", "4 มาตรการ")
    save(path, rows)


@source("sections.xlsx", "openpyxl", "หัวข้อคั่นตามตัวชี้วัด ผสานเซลล์ทั้งแถว")
def _sections(path: Path) -> None:
    rows = (
        PLAIN_HEAD,
        ("ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่",),
        *PLAIN[:2],
        ("ตัวชี้วัดที่ 8 การปรับปรุงระบบการทำงาน",),
        *PLAIN[2:],
    )

    def dress(sheet: Worksheet) -> None:
        sheet.merge_cells("A2:G2")
        sheet.merge_cells("A5:G5")

    save(path, rows, dress)


@source(
    "by-division.xlsx",
    "openpyxl",
    "ไม่มีคอลัมน์ผู้รับผิดชอบ แบ่งเป็นกลุ่มด้วยแถวชื่อกอง",
    (Expected(T1, (SP,), DONE), Expected(T2, (KK,), DOING), Expected(T3, (KK,), NOT_YET)),
)
def _by_division(path: Path) -> None:
    rows: list[Row] = [("ลำดับ", "มาตรการ", "วิธีการ", "สถานะ")]
    rows += [("สำนักปลัด",), (1, T1, "รวบรวม", "เสร็จแล้ว"), ("กองคลัง",)]
    rows += [(2, T2, "ประกาศ", "กำลังดำเนินการ"), (3, T3, "ทำแบบฟอร์ม", "ยังไม่ดำเนินการ")]
    save(path, rows)


@source(
    "sheet-per-division.xlsx",
    "openpyxl",
    "แผ่นงานละกอง ลำดับเริ่มใหม่ทุกแผ่นงาน",
    (
        Expected(T1, (SP,), DONE),
        Expected(T3, (SP,), NOT_YET),
        Expected(T2, (KK,), DOING),
        Expected(T4, (KK,), DONE),
    ),
)
def _sheets(path: Path) -> None:
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = "สำนักปลัด"
    second = book.create_sheet("กองคลัง")
    for sheet, rows in ((first, (PLAIN[0], PLAIN[2])), (second, (PLAIN[1], PLAIN[3]))):
        sheet.append(["ลำดับ", "มาตรการ", "ขั้นตอน", "กำหนดเสร็จ", "สถานะ"])
        for number, row in enumerate(rows, 1):
            sheet.append([number, row[1], row[2], row[4], row[5]])
    book.save(path)


@source(
    "plan-and-result.xlsx",
    "openpyxl",
    "สองตารางในแผ่นงานเดียว: แผนและผล ผลใช้คำว่า มี… แทน ควรมี…",
    (
        Expected("ควรมีคู่มือการให้บริการ", (SP, KC), DONE),
        Expected("ควรเผยแพร่แผนการจัดซื้อจัดจ้าง", (KK,), DOING),
    ),
)
def _plan_and_result(path: Path) -> None:
    rows = (
        (HEADING,),
        ("มาตรการ", "ขั้นตอนหรือวิธีการ", "ผู้รับผิดชอบ", "การกำกับติดตาม"),
        ("(๑) ควรมีคู่มือการให้บริการ", "ควรรวบรวมงาน", "สำนักปลัด กองช่าง", "รายงานทุกไตรมาส"),
        ("(๒) ควรเผยแพร่แผนการจัดซื้อจัดจ้าง", "ประกาศบนเว็บไซต์", "กองคลัง", None),
        (),
        ("ผลการดำเนินการตามมาตรการ",),
        ("มาตรการ", "ขั้นตอนหรือวิธีการ", "สถานะการดำเนินการ", None, None),
        (None, None, "ยังไม่ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ดำเนินการเสร็จเรียบร้อยแล้ว"),
        ("มีคู่มือการให้บริการ", "รวบรวมงาน", "-", "-", "/ (เว็บไซต์หน่วยงาน)"),
        ("เผยแพร่แผนการจัดซื้อจัดจ้าง", "ประกาศบนเว็บไซต์", "-", "/", "-"),
    )

    def dress(sheet: Worksheet) -> None:
        for area in ("D3:D4", "C7:E7", "A7:A8", "B7:B8"):
            sheet.merge_cells(area)

    save(path, rows, dress)


@source(
    "two-rounds.xlsx",
    "openpyxl",
    "สองแผ่นงาน: รอบ 6 เดือนและรอบ 12 เดือน มาตรการเดียวกัน สถานะต่างกัน",
    tuple(replace(one, status=DONE) for one in FOUR),
)
def _rounds(path: Path) -> None:
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = "รอบ 6 เดือน"
    for row in (PLAIN_HEAD, *PLAIN):
        first.append(list(row))
    second = book.create_sheet("รอบ 12 เดือน")
    for row in (PLAIN_HEAD, *PLAIN):
        second.append([*row[:5], "เสร็จแล้ว" if row[0] != "สถานะ" and row[0] != "ลำดับ" else row[5], row[6]])
    book.save(path)


@source("side-by-side.xlsx", "XlsxWriter", "แผนและผลอยู่ข้างกัน ชื่อมาตรการซ้ำสองคอลัมน์")
def _beside(path: Path) -> None:
    with Writer(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row("B3", ("ที่", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ"))
        sheet.write_row("G3", ("ที่", "มาตรการ", "สถานะ", "หลักฐาน"))
        for row, data in enumerate(PLAIN, 3):
            sheet.write_row(row, 1, data[:4])
            sheet.write_row(row, 6, (data[0], data[1], data[5], "https://www.tungthotlong.example.go.th"))


@source(
    "matrix.xlsx",
    "openpyxl",
    "กองละคอลัมน์ ใส่เครื่องหมาย / ใต้ชื่อกอง",
    (*FOUR[:2], Expected(T3, (SP, KK, KC, SS), NOT_YET), FOUR[3]),
)
def _matrix(path: Path) -> None:
    names = ("สำนักปลัด", "กองคลัง", "กองช่าง", "หน่วยตรวจสอบภายใน")
    marks = ("/-/-", "-/--", "////", "-/-/")
    rows: list[Row] = [("ที่", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", None, None, None, "สถานะ")]
    rows.append((None, None, None, *names, None))
    rows += [(*r[:3], *mark, r[5]) for r, mark in zip(PLAIN, marks, strict=True)]

    def dress(sheet: Worksheet) -> None:
        sheet.merge_cells("D1:G1")

    save(path, rows, dress)


@source(
    "abbreviations.xlsx",
    "openpyxl",
    "ตัวย่อและคำเรียกอื่น: สป. กค. ผอ.กองช่าง สำนักงานปลัด กองการศึกษา",
    (
        Expected(T1, (SP, KC), DONE),
        Expected(T2, (KK,), DOING),
        Expected(T3, (SP, KS), NOT_YET),
        Expected(T4, (KK, SS), DONE),
    ),
)
def _short(path: Path) -> None:
    who = ("สป., ผอ.กองช่าง", "กค.", "สำนักงานปลัด + กองการศึกษา", "กองคลงั, ตสน.")
    save(path, (PLAIN_HEAD, *((*r[:3], w, *r[4:]) for r, w in zip(PLAIN, who, strict=True))))


@source(
    "people.xlsx",
    "openpyxl",
    "ผู้รับผิดชอบเป็นชื่อคน และกองที่ไม่มีในรายการ",
    (
        Expected(T1, (SP,), DONE),
        Expected(T2, (), DOING),
        Expected(T3, ("กองการเจ้าหน้าที่",), NOT_YET),
        Expected(T4, (KK,), DONE),
    ),
)
def _people(path: Path) -> None:
    who = ("สำนักปลัด (นางสาวสมศรี)", "นายสมชาย สมมุติ", "กองการเจ้าหน้าที่", "กองคลัง งานพัสดุ")
    save(path, (PLAIN_HEAD, *((*r[:3], w, *r[4:]) for r, w in zip(PLAIN, who, strict=True))))


@source(
    "odd-statuses.csv",
    "CSV UTF-8",
    "สถานะที่ตีความได้หลายทาง: ดำเนินการแล้วแต่ยังไม่เผยแพร่, ต่อเนื่อง, ?, ยกเลิก",
    (
        Expected(T1, (SP, KC), None),
        Expected(T2, (KK,), DOING),
        Expected(T3, ALL, None),
        Expected(T4, (KK, SS), NOT_YET),
    ),
)
def _odd_statuses(path: Path) -> None:
    words = ("ดำเนินการแล้ว แต่ยังไม่เผยแพร่", "ดำเนินการต่อเนื่อง", "?", "ยกเลิก")
    path.write_text(
        text_of((PLAIN_HEAD, *((*r[:5], w, r[6]) for r, w in zip(PLAIN, words, strict=True)))),
        encoding="utf-8",
    )


@source("dates.xlsx", "openpyxl", "วันที่ทุกแบบ: เซลล์วันที่ ปี พ.ศ. ในเซลล์วันที่ เลขลำดับวัน ช่วงเดือน ไตรมาส")
def _dates(path: Path) -> None:
    days = (dt.date(2022, 3, 31), dt.date(2565, 9, 30), 44834, "ไตรมาส 2")
    save(path, (PLAIN_HEAD, *((*r[:4], d, *r[5:]) for r, d in zip(PLAIN, days, strict=True))))


@source(
    "spans.ods",
    "LibreOffice → .ods",
    "ระยะเวลาเป็นช่วง: ต.ค. 64 - มี.ค. 65, ภายในเดือน…, ตลอดปีงบประมาณ",
    libreoffice=True,
)
def _spans(path: Path) -> None:
    spans = ("ต.ค. 64 - มี.ค. 65", "ภายในเดือนมีนาคม 2565", "ตลอดปีงบประมาณ 2565", "1 ต.ค. 2564 ถึง 30 ก.ย. 2565")
    saved_as(path, (PLAIN_HEAD, *((*r[:4], s, *r[5:]) for r, s in zip(PLAIN, spans, strict=True))))


@source("hidden.xlsx", "openpyxl", "แถวที่ซ่อนและกรองไว้ คอลัมน์ที่ซ่อน แผ่นงานที่ซ่อน")
def _hidden(path: Path) -> None:
    def dress(sheet: Worksheet) -> None:
        sheet.auto_filter.ref = "A1:G5"
        sheet.row_dimensions[3].hidden = True
        sheet.row_dimensions[4].hidden = True
        sheet.column_dimensions["D"].hidden = True
        assert sheet.parent is not None
        hidden = sheet.parent.create_sheet("ตั้งค่า")
        hidden.append(["รายการสถานะ", "เสร็จแล้ว"])
        hidden.sheet_state = "hidden"

    save(path, (PLAIN_HEAD, *PLAIN), dress)


@source("outcome.xlsx", "openpyxl", "ผลการดำเนินงานเป็นประโยค สถานะอยู่ต้นประโยค ตามด้วยวันที่หรือรายละเอียด")
def _outcome(path: Path) -> None:
    words = (
        "ดำเนินการแล้ว เมื่อวันที่ 5 มกราคม 2565",
        "อยู่ระหว่างดำเนินการ (เหลือเดือนกันยายน)",
        "ยังไม่ได้ดำเนินการ เนื่องจากรองบประมาณ",
        "แล้วเสร็จ: ทะเบียนยืมที่กองคลัง",
    )
    head = ("ลำดับ", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ผลการดำเนินงาน")
    save(path, (head, *((*r[:4], w) for r, w in zip(PLAIN, words, strict=True))))


@source(
    "marks-with-dates.xls",
    "LibreOffice → .xls",
    "ช่องสถานะใส่วันที่หรือข้อความแทนเครื่องหมาย และใส่สองช่อง",
    (
        Expected(T1, (SP, KC), DONE),
        Expected(T2, (KK,), DOING),
        Expected(T3, ALL, None),
        Expected(T4, (KK, SS), DONE),
    ),
    libreoffice=True,
)
def _marks_with_dates(path: Path) -> None:
    head = ("ลำดับ", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "ยังไม่ดำเนินการ", "ระหว่างดำเนินการ", "เสร็จแล้ว")
    marks = (("-", "-", "5 ม.ค. 65"), ("", "x", ""), ("/", "", "/"), ("", "", "P"))
    saved_as(path, (head, *((*r[:4], *m) for r, m in zip(PLAIN, marks, strict=True))))


@source(
    "row-per-division.xlsx",
    "openpyxl",
    "มาตรการหนึ่งหลายแถว กองละแถว สถานะต่างกัน",
    (
        Expected(T1, (SP, KC), DOING),
        Expected(T2, (KK,), DOING),
    ),
)
def _row_per_division(path: Path) -> None:
    rows = (
        ("ลำดับ", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "สถานะ"),
        (1, T1, "รวบรวม", "สำนักปลัด", "เสร็จแล้ว"),
        (1, T1, "พิมพ์", "กองช่าง", "ยังไม่ดำเนินการ"),
        (2, T2, "ประกาศ", "กองคลัง", "กำลังดำเนินการ"),
    )
    save(path, rows)


@source(
    "ditto.csv",
    "CSV UTF-8",
    'เครื่องหมาย " แทนคำข้างบน และแถวย่อย 1.1 1.2',
    (
        Expected(T1, (KK,), DONE),
        Expected(T2, (KK,), DONE),
        Expected(T4, (KK,), NOT_YET),
    ),
)
def _ditto(path: Path) -> None:
    rows = (
        ("ลำดับ", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "สถานะ"),
        ("1", T1, "รวบรวม", "กองคลัง", "เสร็จแล้ว"),
        ("1.1", "พิมพ์คู่มือ", "", "", ""),
        ("2", T2, "ประกาศ", '"', '"'),
        ("3", T4, "ทำทะเบียน", "〃", "ยังไม่ดำเนินการ"),
    )
    path.write_text(text_of(rows), encoding="utf-8")


@source("labels.xlsx", "openpyxl", "ข้อมูลหน่วยงานและคะแนนเป็นคู่ชื่อ–ค่าเหนือตาราง")
def _labels(path: Path) -> None:
    rows = (
        ("ชื่อหน่วยงาน", OFFICE),
        ("ปีงบประมาณ", 2565, None, "ปีที่ประเมิน", 2564),
        ("คะแนน IIT", 85.5, None, "คะแนน EIT", "86.20", None),
        ("คะแนน OIT : 92.50",),
        ("คะแนนรวม", "88.51", None, "ระดับ", "A"),
        ("ข้อมูล ณ วันที่", "31 มีนาคม 2565"),
        (),
        PLAIN_HEAD,
        *PLAIN,
    )
    save(path, rows)


@source("no-number.xlsx", "openpyxl", "ไม่มีลำดับ ไม่มีขั้นตอน มีแค่สามคอลัมน์")
def _three(path: Path) -> None:
    rows = [(r[1], r[3], r[5]) for r in PLAIN]
    save(path, (("ประเด็นที่ต้องพัฒนา", "เจ้าภาพ", "ความคืบหน้า"), *rows))
