"""What saving a macro workbook from Calc costs it, told where a command has run on one (see docs/calc.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import xlwings

#: Calc's name for the format .xlsm.
_MACRO_FORMAT = "Calc MS Excel 2007 VBA XML"
WARNING = (
    "ข้อควรระวัง: สมุดงานนี้เป็นแบบมีแมโคร (.xlsm) หากบันทึกทับจาก Calc ชื่อภายในที่ผูกแผ่นงานกับแมโครจะหายไป "
    "และปุ่มกับแถบ ITA อาจใช้ใน Excel ไม่ได้อีก โปรแกรมนี้ไม่ได้บันทึกสมุดงานให้\n"
    "โปรดบันทึกเป็นไฟล์ใหม่ (Ctrl+Shift+S) ชนิด .ods หรือ .xlsx แล้วทำงานต่อในไฟล์นั้น และเก็บไฟล์ .xlsm เดิมไว้ใช้กับ Excel"
)


def has_macros(book: xlwings.Book) -> bool:
    """Whether a document of Calc would be saved as a workbook with Excel's macros."""
    arguments = book.impl.document.Args
    return any(one.Name == "FilterName" and one.Value == _MACRO_FORMAT for one in arguments)


def warned(text: str, book: xlwings.Book) -> str:
    """A command's sentence, with the warning behind it where it is due; nothing said stays nothing."""
    return f"{text}\n\n{WARNING}" if text and has_macros(book) else text
