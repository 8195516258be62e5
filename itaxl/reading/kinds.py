"""What a file is by its content; its name decides nothing."""

from __future__ import annotations

import re

from itaxl.reading.refusal import (
    OLD_EXCEL,
    RICH_TEXT,
    TEXT,
    TEXT_DOCUMENT,
    WEB_PAGE,
    WORD,
    XML_SPREADSHEET,
)

__all__ = ["RICH_TEXT", "TEXT", "TEXT_DOCUMENT", "WORD"]

#: Old workbooks, old documents, and what a password locks.
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES = (
    (b"%PDF", "ไฟล์ PDF"),
    (b"\xff\xd8\xff", "รูปภาพ"),
    (b"\x89PNG", "รูปภาพ"),
    (b"GIF8", "รูปภาพ"),
    (b"BM", "รูปภาพ"),
    (b"II*\x00", "รูปภาพ"),
    (b"MM\x00*", "รูปภาพ"),
    (b"{\\rtf", RICH_TEXT),
    (b"Rar!", "ไฟล์บีบอัด RAR"),
    (b"7z\xbc\xaf", "ไฟล์บีบอัด 7-Zip"),
    (b"MZ", "โปรแกรม"),
    (b"\x09\x00\x04\x00", OLD_EXCEL),
    (b"\x09\x02\x06\x00", OLD_EXCEL),
    (b"\x09\x04\x06\x00", OLD_EXCEL),
)
SLIDES, ARCHIVE = "ไฟล์นำเสนอ", "ไฟล์บีบอัด ZIP"
OPEN_DOCUMENT = "เอกสาร OpenDocument ชนิดอื่น"
OTHER_OLE = "เอกสารของโปรแกรมอื่น"
UNKNOWN = "ไฟล์ชนิดที่ไม่รู้จัก"
#: A workbook in one XML, which is read.
FLAT_SPREADSHEET = "สมุดงาน OpenDocument แบบ XML"
#: What the part `mimetype` of a text document begins with.
TEXT_DOCUMENTS = b"application/vnd.oasis.opendocument.text"

_LOOKED_AT = 4096
_LARGEST_HEAD = 16_384
_WEB_MARKS = (b"<html", b"<!doctype html", b"<table", b"<body", b"mime-version:")
_XML_SPREADSHEET = b"urn:schemas-microsoft-com:office:spreadsheet"
_FLAT = re.compile(rb"<office:document\s[^<>]*opendocument\.(spreadsheet|text)", re.DOTALL)


def kind_of(data: bytes) -> str:
    """The Thai name of what a file is that is neither a zip nor an OLE file; '' for nothing but zeros."""
    for signature, kind in _SIGNATURES:
        if data.startswith(signature):
            return kind
    head = data[:_LOOKED_AT]
    if not head.strip(b"\0"):
        return ""
    if flat := _FLAT.search(data[:_LARGEST_HEAD]):
        return FLAT_SPREADSHEET if flat[1] == b"spreadsheet" else TEXT_DOCUMENT
    text = head.replace(b"\0", b"").lower()  # UTF-16 markup, too
    if _XML_SPREADSHEET in text:
        return XML_SPREADSHEET
    if any(mark in text for mark in _WEB_MARKS):
        return WEB_PAGE
    return TEXT if _is_text(head) else UNKNOWN


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 32 and byte not in (9, 10, 12, 13) for byte in head)
