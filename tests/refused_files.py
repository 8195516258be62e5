"""The catalogue of files that are refused: what each is, and a piece of the sentence that must say so."""

from __future__ import annotations

from itaxl.core.grid import Grid
from tests import nasty_files as made
from tests.compound_files import around
from tests.nasty_files import number_cell, ods, record, replaced, shared, sheet, xls, xlsx

GOOD = xlsx(
    sheet('<c r="A1" t="s"><v>0</v></c>'),
    strings=shared("<si><t>ก</t></si>"),
    styles=made.date_styles("d"),
)
_OLE = {
    name: around(name, b"x" * 5000) for name in ("EncryptedPackage", "WordDocument", "PowerPoint Document")
}
CELL, _FAULT = '<c r="A1"><v>1</v></c>', '<c r="A1" t="e"><v>#N/A</v></c>'
FAR = '<row r="1"><c r="A1"><v>1</v></c></row><row r="{0}"><c r="{1}{0}"><v>1</v></c></row>'
_SHEET = sheet(CELL)
_FILLED = '<table:table-cell office:value-type="float" office:value="1"{}/>'
_REPEATED = ' table:number-columns-repeated="16384"'
_LAUGHS = '<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
DAMAGED, HUGE, CELLS, LOCKED_UP = "เสียหาย", "ใหญ่ผิดปกติ", "500,000 เซลล์", "ตั้งรหัสผ่านไว้"


def ods_row(cells: str, attributes: str = "") -> bytes:
    return ods(f"<table:table-row{attributes}>{cells}</table:table-row>")


def strings_of(size: int) -> str:
    return shared(f"<si><t>{'ก' * size}</t></si>")


def many_shared(rows: int) -> str:
    """A sheet with the first shared string in so many rows."""
    return sheet("".join(f'<row r="{r}"><c r="A{r}" t="s"><v>0</v></c></row>' for r in range(1, rows + 1)))


REFUSED: dict[str, tuple[bytes, str]] = {
    "empty file": (b"", "ว่างเปล่า"),
    "nothing but zeros": (bytes(9000), DAMAGED),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3", "ไฟล์ PDF"),
    "JPEG": (b"\xff\xd8\xff\xe0\0\x10JFIF", "รูปภาพ"),
    "CSV": ("ลำดับที่,มาตรการ\n1,ก\n".encode(), "ข้อความหรือ CSV"),
    "CSV in the Thai code page": ("ลำดับที่,มาตรการ".encode("cp874"), "ข้อความหรือ CSV"),
    "web page named .xls": (b"<html><body><table>", "หน้าเว็บ"),
    "XML spreadsheet of 2003": (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        "สมุดงานแบบ XML",
    ),
    "RTF": (b"{\\rtf1", "RTF"),
    "program": (b"MZ\x90\0\3", "โปรแกรม"),
    "random bytes": (bytes(range(256)), "ไม่รู้จัก"),
    "Excel 4": (b"\x09\x04\x06\x00\x00\x00\x10\x00", "รุ่นเก่า"),
    "Word document": (xlsx(target="word/document.xml"), "เอกสาร Word"),
    "presentation": (xlsx(target="ppt/presentation.xml"), "ไฟล์นำเสนอ"),
    "old Word document": (_OLE["WordDocument"], "เอกสาร Word"),
    "old presentation": (_OLE["PowerPoint Document"], "ไฟล์นำเสนอ"),
    "text document": (ods("", mimetype="application/vnd.oasis.opendocument.text"), "OpenDocument"),
    "plain zip": (made.zipped({"a.txt": "ก"}), "ZIP"),
    "encrypted .xlsx": (_OLE["EncryptedPackage"], LOCKED_UP),
    "encrypted .xls": (xls(b"", globals_=record(0x2F, bytes(6))), LOCKED_UP),
    "encrypted .ods": (ods("", manifest="<m><manifest:encryption-data/></m>"), LOCKED_UP),
    "zip of encrypted parts": (GOOD.replace(b"PK\1\2\x14\3\x14\0\0\0", b"PK\1\2\x14\3\x14\0\1\0"), LOCKED_UP),
    "first half": (GOOD[: len(GOOD) // 2], DAMAGED),
    "only a signature": (b"PK\x03\x04", DAMAGED),
    "OLE signature only": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", DAMAGED),
    "half an .xls": (xls(number_cell(0, 0, 1))[:9000], DAMAGED),
    "a changed byte in a part": (GOOD[:60] + b"\xff" + GOOD[61:], DAMAGED),
    "a record too short": (xls(b"", globals_=record(0x85, bytes(4))), DAMAGED),
    "no sheet": (xlsx(), "ไม่มีแผ่นงาน"),
    "a sheet's part missing": (replaced(GOOD, "xl/_rels/workbook.xml.rels", b"sheet1", b"sheet9"), DAMAGED),
    "a relation missing": (replaced(GOOD, "xl/workbook.xml", b"rId1", b"rId9"), DAMAGED),
    "workbook part missing": (xlsx(_SHEET, target="xl/book.xml"), DAMAGED),
    "XML cut short": (xlsx(_SHEET[:-30]), DAMAGED),
    "UTF-16 sheet": (xlsx(_SHEET.encode("utf-16")), DAMAGED),
    "no UTF-8": (xlsx(sheet('<c r="A1" t="str"><v>?</v></c>').encode().replace(b"?", b"\xff\xe0")), DAMAGED),
    "cell outside the sheet": (xlsx(sheet('<c r="XFE1"><v>1</v></c>')), "“XFE1” ในแผ่นงาน “S1”"),
    "row zero": (xlsx(sheet('<c r="A0"><v>1</v></c>')), "“A0” ในแผ่นงาน “S1”"),
    "no such string": (xlsx(sheet('<c r="A1" t="s"><v>7</v></c>'), strings=shared()), DAMAGED),
    "unknown cell type": (xlsx(sheet('<c r="A1" t="zz"><v>7</v></c>')), DAMAGED),
    "a place said twice": (xlsx(sheet('<c r="A1" r="XFD1048576"><v>1</v></c>' + CELL)), DAMAGED),
    "entities": (xlsx(_LAUGHS + sheet('<c r="A1" t="str"><v>&b;</v></c>')), DAMAGED),
    "entities in the workbook": (
        replaced(GOOD, "xl/workbook.xml", b"<workbook", _LAUGHS.encode() + b"<workbook"),
        DAMAGED,
    ),
    "entities in an .ods": (ods("", head=_LAUGHS), DAMAGED),
    "deep nesting": (xlsx(sheet(_FAULT + "<a>" * 3_000_000)), DAMAGED),
    "a merged area a byte": (
        xlsx(sheet(CELL, after="<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 200_000 + "</mergeCells>")),
        DAMAGED,
    ),
    "six thousand parts": (made.overlapping_bomb(6000), DAMAGED),
    "zip bomb": (made.bomb(100_000_000), HUGE),
    "zip bomb with lying headers": (made.bomb(100_000_000, 1000), HUGE),
    "a long string in many cells": (xlsx(many_shared(5000), strings=strings_of(30_000)), HUGE),
    "a long string in many sheets": (xlsx(*[many_shared(50)] * 50, strings=strings_of(30_000)), HUGE),
    "a long string in an .xls": (
        xls(b"".join(made.shared_cell(r, 0, 0) for r in range(9000)), globals_=made.shared_table("ก" * 4000)),
        HUGE,
    ),
    "spaces without end": (
        ods_row(
            '<table:table-cell office:value-type="string"><text:p><text:s text:c="4000000000"/></text:p>'
            "</table:table-cell>"
        ),
        HUGE,
    ),
    "a cell at the far corner": (xlsx(sheet(FAR.format(1048576, "XFD"))), CELLS),
    "a cell at a nearer corner": (xlsx(sheet(FAR.format(99999, "Z"))), CELLS),
    "a cell at the far corner without a place": (
        xlsx(sheet("<row><c><v>1</v></c></row>" * 40 + "<row>" + "<c><v>1</v></c>" * 16384 + "</row>")),
        CELLS,
    ),
    "many sheets of some size": (xlsx(*[sheet(FAR.format(9999, "Z"))] * 3), CELLS),
    "a column at the far right": (
        xlsx(sheet("".join(f'<row r="{r}"><c r="XFD{r}"><v>1</v></c></row>' for r in range(1, 99)))),
        CELLS,
    ),
    "a formula at the far corner": (
        xlsx(sheet('<row r="1048576"><c r="XFD1048576"><f>1</f></c></row>')),
        CELLS,
    ),
    "the far corner of an .xls": (xls(number_cell(0, 0, 1) + number_cell(65535, 255, 1)), CELLS),
    "the far corner of an .xlsb": (
        made.xlsb([Grid("S", ((1.0,), *[()] * 99999, (None,) * 99 + (1.0,)))]),
        CELLS,
    ),
    "an .ods of repeated cells": (
        ods_row(_FILLED.format(_REPEATED), ' table:number-rows-repeated="1048576"'),
        CELLS,
    ),
}
#: What asks for much and needs none of it is read, within the same bounds.
HARMLESS: dict[str, bytes] = {
    "more strings claimed than there are bytes": xlsx(
        _SHEET, strings=shared(attributes='uniqueCount="99999999999999999"')
    ),
    "an .ods of repeated empty cells": ods(
        f"<table:table-row>{_FILLED.format('')}</table:table-row>"
        + f"<table:table-row><table:table-cell{_REPEATED}/><table:table-cell/></table:table-row>" * 500
    ),
}
