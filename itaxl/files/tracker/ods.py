"""A tracker as OpenDocument: LibreOffice saves our .xlsx in its own format."""

from __future__ import annotations

from itaxl.errors import MissingError, OutputError
from itaxl.files.tracker.ods_views import with_views
from itaxl.machine.libreoffice import soffice
from itaxl.machine.libreoffice_save import saved_as

_INSTEAD = "ใช้คำสั่ง itaxl new แบบติดตาม.xlsx แทน ซึ่งเปิดใน Calc ได้เช่นกัน"


def opendocument(xlsx: bytes) -> bytes:
    """The workbook as .ods.

    Raises MissingError where there is no LibreOffice, OutputError where it does not do it.
    """
    program = soffice()
    if program is None:
        raise MissingError("ไม่พบ LibreOffice ซึ่งต้องใช้สร้างไฟล์ .ods", f"โปรดติดตั้ง LibreOffice หรือ{_INSTEAD}")
    made = saved_as(xlsx, ".xlsx", "ods:calc8", program)
    if made is None:
        raise OutputError("LibreOffice สร้างไฟล์ .ods ไม่สำเร็จ", f"โปรดลองอีกครั้ง หรือ{_INSTEAD}")
    return with_views(made, xlsx)
