"""What lies among the trackers and is none: what to do with it, by how its name ends."""

from __future__ import annotations

_CONVERT = "โปรดใช้คำสั่ง itaxl convert เพื่อย้ายข้อมูลมาเป็นแบบติดตาม"
_ASK = "โปรดขอแบบติดตามที่เป็นไฟล์ Excel จากหน่วยงาน"
_KINDS = (
    ((".csv",), "เป็นตาราง CSV ไม่ใช่แบบติดตาม", _CONVERT),
    ((".docx", ".odt", ".rtf", ".doc"), "เป็นเอกสารข้อความ ไม่ใช่แบบติดตาม", _CONVERT),
    ((".pdf",), "เป็น PDF ซึ่งอ่านข้อมูลกลับมาไม่ได้", _ASK),
    ((".jpg", ".jpeg", ".png", ".tif", ".tiff", ".heic", ".bmp", ".gif"), "เป็นรูปภาพ", _ASK),
    ((".lnk", ".url"), "เป็นทางลัด ไม่ใช่ตัวไฟล์", "โปรดคัดลอกไฟล์ที่ทางลัดชี้ไปมาไว้ในโฟลเดอร์นี้"),
    ((".zip", ".rar", ".7z"), "เป็นไฟล์บีบอัด", "โปรดแตกไฟล์ไว้ในโฟลเดอร์นี้"),
    ((".xltx", ".xltm", ".xlt", ".ots"), "เป็นแม่แบบของ Excel", "โปรดเปิดแล้วบันทึกเป็น .xlsx"),
    ((".eml", ".msg"), "เป็นจดหมายอิเล็กทรอนิกส์", "โปรดบันทึกไฟล์แนบไว้ในโฟลเดอร์นี้"),
    ((".gsheet",), "เป็นทางลัดของ Google Sheets", "โปรดดาวน์โหลดเป็น .xlsx"),
    ((".numbers",), "เป็นไฟล์ของ Numbers", "โปรดส่งออกเป็น .xlsx"),
)
OTHER_TABLE = "ไม่ใช่แบบติดตาม", _CONVERT
BLANK = "เป็นแบบติดตามที่ยังไม่ได้กรอก", "โปรดขอไฟล์ที่กรอกแล้วจากหน่วยงาน"
#: What systems and programs lay down by themselves.
_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini", "icon\r"})


def stranger(name: str) -> tuple[str, str] | None:
    """Why a file of that name is no tracker, and what to do; None for what no person put there."""
    name = name.casefold()
    if name.startswith((".", "~$", "~")) or name in _OF_THE_SYSTEM or name.endswith((".tmp", ".part")):
        return None
    found = next(((why, todo) for endings, why, todo in _KINDS if name.endswith(endings)), None)
    return found or ("ไม่ใช่สมุดงาน", "หากเป็นข้อมูลของหน่วยงาน " + _ASK)
