"""Older tables, as offices made them with whatever was at hand: the usual kinds, in many formats."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter import Workbook as Writer

from itaxl.core.grid import Grid
from tests import nasty_files
from tests.convert_made import (
    FOUR,
    HEADING,
    KK,
    NOT_YET,
    OFFICE,
    PLAIN,
    PLAIN_HEAD,
    T1,
    T2,
    T3,
    T4,
    Expected,
    Row,
    save,
    saved_as,
    shifted,
    source,
    text_of,
)


@source("plain.xlsx", "openpyxl", "หัวตารางแถวแรก ไม่มีอะไรพิเศษ")
def _plain(path: Path) -> None:
    save(path, (PLAIN_HEAD, *PLAIN))


@source("headed.xlsx", "openpyxl", "หัวเรื่อง ชื่อหน่วยงาน และแถวว่างก่อนตาราง ลายเซ็นท้ายตาราง")
def _headed(path: Path) -> None:
    end: tuple[Row, ...] = (
        (),
        (None, None, "ลงชื่อ ........................ ผู้รายงาน"),
        (None, None, "(นางสาวสมศรี ตัวอย่าง)"),
    )
    save(path, ((HEADING,), (OFFICE,), (), PLAIN_HEAD, *PLAIN, *end))


@source("f17.xlsx", "openpyxl", "ตารางเริ่มที่ F17 ในแผ่นงานที่สอง")
def _far(path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.title = "ปก"
    book.active["B2"] = HEADING
    sheet = book.create_sheet("ข้อมูล")
    for row in shifted((PLAIN_HEAD, *PLAIN), 16, 5):
        sheet.append(list(row))
    book.save(path)


@source("memo-form.xlsx", "openpyxl", "หัวตารางสองแถว สถานะสามช่องใต้หัวรวม เครื่องหมาย / และข้อความต่อท้าย")
def _memo_form(path: Path) -> None:
    top = ("มาตรการ", "ขั้นตอนหรือวิธีการ", "ผู้รับผิดชอบ", "สถานะการดำเนินการ", None, None)
    second = (None, None, None, "ยังไม่ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ดำเนินการเสร็จเรียบร้อยแล้ว")
    rows = (
        (HEADING,),
        top,
        second,
        (f"(๑) {T1}", "รวบรวมงานบริการ", "สำนักปลัด\nกองช่าง", "-", "-", "/ (เอกสารบนเว็บไซต์)"),
        (f"(๒) {T2}", "ประกาศบนเว็บไซต์", "กองคลัง", "-", "/", "-"),
        (f"(๓) {T3}", "ทำแบบฟอร์มออนไลน์", "ทุกส่วนราชการ", "/", "-", "-"),
        (f"(๔) {T4}", "ทำทะเบียนยืม", "กองคลัง และหน่วยตรวจสอบภายใน", "-", "-", "/"),
    )

    def dress(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:F1")
        for area in ("D2:F2", "A2:A3", "B2:B3", "C2:C3"):
            sheet.merge_cells(area)

    save(path, rows, dress)


@source("ticks.xlsx", "XlsxWriter", "สามช่องสถานะด้วย ✓ หัวตารางคนละคำ เลขไทย")
def _ticks(path: Path) -> None:
    with Writer(str(path)) as book:
        sheet = book.add_worksheet("ผล")
        look = book.add_format({"text_wrap": True})
        sheet.merge_range("A1:G1", "รายงานผล ประจำปี ๒๕๖๕")
        for column, text in enumerate(("ที่", "กิจกรรม", "วิธีดำเนินการ", "หน่วยงานที่รับผิดชอบ")):
            sheet.merge_range(1, column, 2, column, text)
        sheet.merge_range("E2:G2", "ผลการดำเนินงาน")
        sheet.write_row("E3", ("ยังไม่ดำเนินการ", "กำลังดำเนินการ", "แล้วเสร็จ"))
        for row, (number, title, steps, who, ticks) in enumerate(
            (
                ("๑", T1, "รวบรวม", "สำนักปลัด/กองช่าง", "  ✓"),
                ("๒", T2, "ประกาศ", "กองคลัง", " ✓ "),
                ("๓", T3, "ทำแบบฟอร์ม", "ทุกกอง", "✓  "),
                ("๔", T4, "ทำทะเบียน", "กองคลัง, ตรวจสอบภายใน", "  ✓"),
            ),
            start=3,
        ):
            sheet.write_row(row, 0, (number, title, steps, who), look)
            for column, tick in enumerate(ticks, start=4):
                if tick.strip():
                    sheet.write(row, column, tick)


@source("percent.xlsx", "XlsxWriter", "สถานะเป็นร้อยละในรูปแบบ % ของ Excel")
def _percent(path: Path) -> None:
    with Writer(str(path)) as book:
        sheet = book.add_worksheet()
        percent = book.add_format({"num_format": "0%"})
        sheet.write_row(0, 0, ("ลำดับที่", "มาตรการ", "วิธีการ", "ผู้รับผิดชอบ", "ความก้าวหน้า (%)"))
        for row, (data, share) in enumerate(zip(PLAIN, (1, 0.4, 0, 1), strict=True), 1):
            sheet.write_row(row, 0, data[:4])
            sheet.write_number(row, 4, share, percent)


@source("percent-text.csv", "CSV UTF-8", "ร้อยละเป็นข้อความ: 100%, ร้อยละ 50, 0 %")
def _percent_text(path: Path) -> None:
    shares = ("100%", "ร้อยละ ๕๐", "0 %", "เสร็จ 100%")
    rows = [(*row[:5], share) for row, share in zip(PLAIN, shares, strict=True)]
    path.write_text(text_of((PLAIN_HEAD[:6], *rows)), encoding="utf-8")


@source("utf8.csv", "CSV UTF-8", "คั่นด้วยจุลภาค ข้อความหลายบรรทัดในช่อง")
def _utf8(path: Path) -> None:
    path.write_text(text_of(((HEADING,), (), PLAIN_HEAD, *PLAIN)), encoding="utf-8")


@source("utf8-bom.csv", "CSV UTF-8 BOM", "คั่นด้วยอัฒภาค บันทึกจาก Excel")
def _bom(path: Path) -> None:
    path.write_text(text_of((PLAIN_HEAD, *PLAIN), ";"), encoding="utf-8-sig")


@source("tis620.csv", "CSV TIS-620", "รหัสอักษร cp874 ของ Windows ไทย")
def _cp874(path: Path) -> None:
    path.write_bytes(text_of(((HEADING,), (OFFICE,), PLAIN_HEAD, *PLAIN)).encode("cp874"))


@source("utf16.txt", "ข้อความ UTF-16", "Excel: ข้อความ Unicode คั่นด้วยแท็บ")
def _utf16(path: Path) -> None:
    path.write_bytes(text_of((PLAIN_HEAD, *PLAIN), "\t").encode("utf-16"))


@source("named.xls", "CSV ที่ชื่อเป็น .xls", "โปรแกรมอื่นส่งออกเป็นข้อความแต่ตั้งชื่อ .xls")
def _misnamed(path: Path) -> None:
    path.write_bytes(text_of((PLAIN_HEAD, *PLAIN), "\t").encode("utf-8-sig"))


@source("old.xls", "LibreOffice → .xls", "Excel 97 มีหัวเรื่องผสานเซลล์", libreoffice=True)
def _xls(path: Path) -> None:
    saved_as(path, ((HEADING,), (), PLAIN_HEAD, *PLAIN), lambda sheet: sheet.merge_cells("A1:G1"))


@source("open.ods", "LibreOffice → .ods", "OpenDocument มีหัวตารางสองแถว", libreoffice=True)
def _ods(path: Path) -> None:
    _through_office(path)


@source("again.xlsx", "LibreOffice → .xlsx", "ผ่าน .ods แล้วกลับเป็น .xlsx", libreoffice=True)
def _again(path: Path) -> None:
    _through_office(path)


def _through_office(path: Path) -> None:
    top = ("ลำดับ", "แผน", None, None, "ผล", None)
    second = (None, "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "สถานะ", "หมายเหตุ")
    rows = [(row[0], row[1], row[2], row[3], row[5], row[6]) for row in PLAIN]

    def dress(sheet: Worksheet) -> None:
        for area in ("A2:A3", "B2:D2", "E2:F2"):
            sheet.merge_cells(area)

    saved_as(path, ((OFFICE,), top, second, *rows), dress)


@source("binary.xlsb", "ไบต์ต่อไบต์", "สมุดงานไบนารี")
def _xlsb(path: Path) -> None:
    rows = tuple(
        tuple(float(cell) if isinstance(cell, int) else cell for cell in row)
        for row in ((HEADING,), PLAIN_HEAD, *PLAIN)
    )
    path.write_bytes(nasty_files.xlsb([Grid("Sheet1", rows)]))


@source("order.xlsx", "openpyxl", "คอลัมน์เรียงคนละลำดับ มีคอลัมน์งบประมาณ")
def _order(path: Path) -> None:
    head = ("สถานะ", "ผู้รับผิดชอบ", "งบประมาณ (บาท)", "มาตรการ", "ขั้นตอน", "ที่")
    rows = [(row[5], row[3], 5000, row[1], row[2], row[0]) for row in PLAIN]
    save(path, (head, *rows))


@source("english.xlsx", "openpyxl", "หัวตารางและสถานะภาษาอังกฤษ")
def _english(path: Path) -> None:
    words = ("Done", "In progress", "Not started", "Completed")
    rows = [(r[0], r[1], r[2], r[3], word) for r, word in zip(PLAIN, words, strict=True)]
    save(path, (("No.", "Measure", "Steps", "Responsible", "Status"), *rows))


@source("thai-digits.xlsx", "openpyxl", "เลขไทยทั้งหมด ลำดับเป็น “๑.” วันที่ ๓๑ มี.ค. ๖๕")
def _thai_digits(path: Path) -> None:
    table = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
    rows = [(f"{row[0]}.".translate(table), *row[1:4], str(row[4]).translate(table), row[5]) for row in PLAIN]
    save(path, (PLAIN_HEAD[:6], *rows))


@source("titles-numbered.xlsx", "openpyxl", "ลำดับอยู่ในชื่อมาตรการ: 1. / ๒) / (3) / ข้อ 4", FOUR)
def _numbered(path: Path) -> None:
    leads = ("1. ", "๒) ", "(3) ", "ข้อ 4 ")
    rows = [(lead + str(row[1]), *row[2:6]) for lead, row in zip(leads, PLAIN, strict=True)]
    save(path, (PLAIN_HEAD[1:6], *rows))


@source("typos.xlsx", "openpyxl", "หัวตารางสะกดผิด: มาตราการ ขันตอน ผู้รับผิดขอบ สถาณะ")
def _typos(path: Path) -> None:
    head = ("ลำดับ", "มาตราการ", "ขันตอน", "ผู้รับผิดขอบ", "กำหนดเสรจ", "สถาณะ", "หมายเหต")
    save(path, (head, *PLAIN))


@source("long-heads.xlsx", "openpyxl", "หัวตารางยาว มีคำอธิบายในวงเล็บและขึ้นบรรทัดใหม่")
def _long_heads(path: Path) -> None:
    head = (
        "ลำดับ\nที่",
        "มาตรการ\n(ตามแผนส่งเสริมคุณธรรม)",
        "ขั้นตอน/วิธีการ\nดำเนินการ",
        "หน่วยงานผู้รับผิดชอบหลัก",
        "ระยะเวลา\nดำเนินงาน",
        "สถานะการดำเนินงาน ณ 31 มี.ค. 65",
        "หมายเหตุ (ถ้ามี)",
    )
    save(path, (head, *PLAIN))


@source("steps-below.xlsx", "openpyxl", "ขั้นตอนแยกหลายแถว ช่องลำดับและชื่อว่าง")
def _steps_below(path: Path) -> None:
    rows: list[Row] = [PLAIN_HEAD]
    for row in PLAIN:
        rows += [row, (None, None, "ติดตามผล"), (None, None, "รายงานผู้บริหาร")]
    save(path, rows)


@source(
    "merged-rows.xlsx",
    "openpyxl",
    "ผสานเซลล์แนวตั้ง: มาตรการหนึ่งหลายขั้นตอน ผู้รับผิดชอบช่องเดียวสองมาตรการ",
    (*FOUR[:2], Expected("ตรวจสอบราคากลางก่อนจัดซื้อ", (KK,), NOT_YET)),
)
def _merged_rows(path: Path) -> None:
    rows = (
        (*PLAIN_HEAD[:4], "สถานะ"),
        (1, T1, "รวบรวม", "สำนักปลัด, กองช่าง", "เสร็จแล้ว"),
        (None, None, "พิมพ์", None, None),
        (2, T2, "ประกาศ", "กองคลัง", "กำลังดำเนินการ"),
        (3, "ตรวจสอบราคากลางก่อนจัดซื้อ", "สืบราคา", None, "ยังไม่ดำเนินการ"),
    )

    def dress(sheet: Worksheet) -> None:
        for area in ("A2:A3", "B2:B3", "D2:D3", "E2:E3", "D4:D5"):
            sheet.merge_cells(area)

    save(path, rows, dress)
