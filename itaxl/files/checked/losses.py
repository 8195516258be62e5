"""What of a workbook does not come into its checked copy, told by the parts of its package."""

from __future__ import annotations

import re
from collections.abc import Mapping

#: Parts of the package, with what a user knows them as; '' for what nobody misses or is told otherwise.
_PARTS = (
    (r"xl/(slicers|slicerCaches|timelines|timelineCaches)/", "ตัวแบ่งส่วนข้อมูล (Slicer) และเส้นเวลา (Timeline)"),
    (r"xl/activeX/", "ตัวควบคุม ActiveX"),
    (r"xl/ctrlProps/", "ตัวควบคุมแบบฟอร์มแบบใหม่ (ปุ่มของโปรแกรมยังใช้ได้)"),
    (r"xl/embeddings/", "วัตถุที่ฝังจากโปรแกรมอื่น"),
    (r"xl/externalLinks/", "ลิงก์ไปยังสมุดงานหรือโปรแกรมอื่น"),
    (r"xl/(connections\.xml|queryTables/|model/)", "การเชื่อมต่อกับแหล่งข้อมูลภายนอก"),
    (r"xl/(webextensions|attachedToolbars)", "โปรแกรมเสริม (Add-in) ที่ฝังในสมุดงาน"),
    (r"xl/(metadata\.xml|richData/)", "ชนิดข้อมูลพิเศษในช่อง"),
    (r"xl/threadedComments/", "ข้อคิดเห็นแบบโต้ตอบที่มีลิงก์ซึ่งไม่ได้ชี้ไปหน้าเว็บหรืออีเมล"),
    (r"xl/vbaProjectSignature", "ลายเซ็นดิจิทัลของแมโคร"),
    (r"_xmlsignatures/", "ลายเซ็นดิจิทัลของไฟล์"),
    (r"xl/(chartsheets|worksheets)/[^/]+\.xml", "แผ่นงานที่ไม่มีชื่อในสมุดงาน"),
    (r"xl/media/.*\.svg$", "ภาพ SVG ที่อาจดึงข้อมูลจากที่อื่น"),
    (r".*\.rels$|docProps/|customUI/|package/services/|xl/(calcChain|printerSettings|volatile)", ""),
    (r"xl/(vba|macrosheets|dialogsheets|drawings|charts|media|diagrams|pivot|customProperty|revisions)", ""),
    (r"xl/metadata$", ""),
    (r"xl/(xmlMaps\.xml|tables/tableSingleCells)", "การจับคู่ช่องกับข้อมูล XML"),
)  # fmt: skip
_QUERIES, _XML = "การเชื่อมต่อกับแหล่งข้อมูลภายนอก (Power Query)", "ข้อมูล XML ที่โปรแกรมอื่นฝังไว้ในไฟล์"
_OTHERS = "ส่วนของไฟล์ที่โปรแกรมนี้ไม่รู้จัก"


def losses(dropped: Mapping[str, bytes]) -> tuple[str, ...]:
    """What a copy without these parts of the original lacks, each thing once, in Thai."""
    told = (_told(name, part) for name, part in dropped.items())
    return tuple(dict.fromkeys(text for text in told if text))


def _told(name: str, part: bytes) -> str:
    if name.lower().startswith("customxml/"):
        is_item = re.match(r"customxml/item\d", name, re.IGNORECASE)
        return (_QUERIES if b"DataMashup" in part else _XML) if is_item else ""
    found = next((text for pattern, text in _PARTS if re.match(pattern, name, re.IGNORECASE)), None)
    return _OTHERS if found is None else found
