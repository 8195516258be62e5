"""What of a workbook does not survive the way through openpyxl, told by the parts of its package."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

_SHEETS = re.compile(r"xl/worksheets/[^/]+\.xml")
_STRINGS = re.compile(r"xl/sharedStrings\.xml", re.IGNORECASE)

#: Folders and files of the package, with what a user knows them as.
_PARTS = (
    (r"xl/(slicers|slicerCaches|timelines|timelineCaches)/", "ตัวแบ่งส่วนข้อมูล (Slicer) และเส้นเวลา (Timeline)"),
    (r"xl/(pivotTables|pivotCache)/", "PivotTable บางส่วน ให้รีเฟรชก่อนใช้"),
    (r"xl/(threadedComments|persons)/", "ข้อคิดเห็นแบบโต้ตอบ (เหลือเป็นบันทึกย่อธรรมดา)"),
    (r"xl/activeX/", "ตัวควบคุม ActiveX"),
    (r"xl/embeddings/", "วัตถุที่ฝังจากโปรแกรมอื่น"),
    (r"xl/externalLinks/", "ลิงก์ไปยังสมุดงานหรือโปรแกรมอื่น"),
    (r"xl/(connections\.xml|queryTables/|model/)|customXml/item", "การเชื่อมต่อกับแหล่งข้อมูลภายนอก"),
    (r"xl/(webextensions|attachedToolbars)", "โปรแกรมเสริม (Add-in) ที่ฝังในสมุดงาน"),
    (r"xl/(metadata\.xml|richData/)", "สูตรอาร์เรย์แบบขยายเองและชนิดข้อมูลพิเศษ"),
    (r"xl/vbaProjectSignature", "ลายเซ็นดิจิทัลของแมโคร"),
    (r"_xmlsignatures/", "ลายเซ็นดิจิทัลของไฟล์"),
)  # fmt: skip
#: What stands in the XML of a sheet.
_IN_SHEETS = (
    (rb"x14:(conditionalFormatting|id)\b", "การจัดรูปแบบตามเงื่อนไขแบบใหม่ (เช่น แถบข้อมูลและชุดไอคอน)"),
    (rb"x14:dataValidation\b", "รายการตัวเลือกที่อ้างถึงแผ่นงานอื่นโดยตรง"),
    (rb"x14:sparklineGroup\b", "แผนภูมิเส้นเล็กในช่อง (Sparkline)"),
    (rb"<legacyDrawingHF\b", "ภาพในหัวกระดาษหรือท้ายกระดาษ"),
    (rb"<picture\b", "ภาพพื้นหลังของแผ่นงาน"),
    (rb"<oleObject\b", "วัตถุที่ฝังจากโปรแกรมอื่น"),
    (rb"<customSheetView\b", "มุมมองแบบกำหนดเองของแผ่นงาน"),
)  # fmt: skip
_CONTROLS = "ปุ่มและตัวควบคุมแบบฟอร์มบนแผ่นงาน"
_CONTROL_SETTINGS = "การตั้งค่าแบบใหม่ของตัวควบคุมแบบฟอร์ม (ปุ่มที่เรียกแมโครยังใช้ได้)"
_RICH_TEXT = "รูปแบบตัวอักษรเฉพาะบางคำภายในช่อง (ข้อความยังอยู่ครบ)"


def losses(parts: Mapping[str, bytes], *, macros: bool) -> tuple[str, ...]:
    """What a checked copy of the workbook lacks, each thing once, in Thai; `macros`: whether it has ours."""
    found = [text for pattern, text in _PARTS if any(re.match(pattern, name) for name in parts)]
    sheets = [part for name, part in parts.items() if _SHEETS.fullmatch(name)]
    found += [text for pattern, text in _IN_SHEETS if _in_any(re.compile(pattern).search, sheets)]
    if _has_controls(parts, macros=macros):
        found.append(_CONTROL_SETTINGS if macros else _CONTROLS)
    strings = [part for name, part in parts.items() if _STRINGS.fullmatch(name)]
    if _in_any(re.compile(rb"<(\w+:)?rPr\b").search, strings):
        found.append(_RICH_TEXT)
    return tuple(dict.fromkeys(found))


def _in_any(search: Callable[[bytes], object], parts: list[bytes]) -> bool:
    return any(search(part) for part in parts)


def _has_controls(parts: Mapping[str, bytes], *, macros: bool) -> bool:
    """Drawn the old way only (VML) they live on in a macro workbook, whole; in others they do not."""
    if any(name.startswith("xl/ctrlProps/") for name in parts):
        return True
    old = (part for name, part in parts.items() if name.endswith(".vml"))
    kinds = {kind for part in old for kind in re.findall(rb'ObjectType="(\w+)"', part)}
    return not macros and bool(kinds - {b"Note", b"Pict"})
