"""Ways to spoil a .docx: its bytes, its parts, its XML; the same number gives the same spoiling."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tests.memo_cases import docx_of, parts_of

_ELEMENT = re.compile(rb"<([\w:]+)(?: [^<>]*)?(?:/>|>[^<>]*</\1>)")
_TAG = re.compile(rb"</?[\w:]+(?: [^<>]*)?/?>")
_ATTRIBUTE = re.compile(rb'(?<==")[^"<>]*(?=")')
_TEXT = re.compile(rb"(?<=>)[^<>]+(?=</w:t>)")
_VALUES = (
    *(
        b"",
        b"-1",
        b"0",
        b"63",
        b"99999999999",
        b"restart",
        b"continue",
        b"true",
        b"none",
        b"&#3585;",
        b"&#0;",
    ),
    *(
        b"%1%2%3%9",
        b"bullet",
        b"thaiNumbers",
        b"F0FC",
        b"Wingdings",
        "ปี พ.ศ. ๒๕๖๖".encode(),
        b"rId1",
        b"&lt;",
    ),
)
_TEXTS = tuple(
    text.encode()
    for text in (
        *("มาตรการ", "ผู้รับผิดชอบ", "สถานะการดำเนินการ", "ดำเนินการเสร็จเรียบร้อยแล้ว", "(ลงชื่อ)", "/", "-", "(๑)"),
        *("ส่วนราชการ", "ที่", "เรียน", "ด้วย", "คะแนน ๙๙๙.๙๙", "ระดับ AA", "ทุกส่วนราชการ", "กอง" * 90, " " * 900),
        *("๓๐ กุมภาพันธ์ ๒๕๖๗", "ข้อ ๖ ของบันทึกข้อความ เรื่อง", "ปี พ.ศ. ๒๕๖๕", "่ิ้ี" * 90, "ก" * 900),
    )
)
_WRAPS = (
    *(b"w:ins", b"w:del", b"w:moveTo", b"w:sdtContent", b"w:tbl", b"w:tr", b"w:tc", b"w:p", b"w:r", b"w:t"),
    *(b"w:txbxContent", b"mc:AlternateContent", b"mc:Fallback", b"w:pPr", b"w:tcPr", b"w:rPr", b"w:checkBox"),
)


def spoiled(docx: bytes, number: int) -> bytes:
    """The file with one to four things wrong."""
    chance = random.Random(number)
    for _ in range(chance.choice((1, 1, 2, 4))):
        docx = chance.choice(_CHANGES)(docx, chance)
    return docx


def _bytes_changed(docx: bytes, chance: random.Random) -> bytes:
    data = bytearray(docx)
    for _ in range(chance.choice((1, 3, 20))):
        if data:
            data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


def _cut(docx: bytes, chance: random.Random) -> bytes:
    return docx[: chance.randrange(len(docx) + 1)]


def _part(change: Callable[[bytes, random.Random], bytes]) -> Callable[[bytes, random.Random], bytes]:
    """A change of one XML part in a package that stays whole."""

    def changed(docx: bytes, chance: random.Random) -> bytes:
        try:
            parts = parts_of(docx)
        except Exception:  # spoiled already
            return docx
        names = [name for name in parts if name.endswith((".xml", ".rels"))]
        likely = [name for name in names if name.endswith(("document.xml", "numbering.xml"))]
        if names:
            name = chance.choice(likely if likely and chance.random() < 0.8 else names)
            parts[name] = change(parts[name], chance)
        return docx_of(parts)

    return changed


def _spot(pattern: re.Pattern[bytes], xml: bytes, chance: random.Random) -> re.Match[bytes] | None:
    found = list(pattern.finditer(xml))
    return chance.choice(found) if found else None


def _replaced(
    pattern: re.Pattern[bytes], values: tuple[bytes, ...]
) -> Callable[[bytes, random.Random], bytes]:
    def change(xml: bytes, chance: random.Random) -> bytes:
        spot = _spot(pattern, xml, chance)
        return xml[: spot.start()] + chance.choice(values) + xml[spot.end() :] if spot else xml

    return change


def _moved(xml: bytes, chance: random.Random) -> bytes:
    one, other = _spot(_ELEMENT, xml, chance), _spot(_TAG, xml, chance)
    return xml[: other.start()] + one.group() + xml[other.start() :] if one and other else xml


def _wrapped(xml: bytes, chance: random.Random) -> bytes:
    spot = _spot(_ELEMENT, xml, chance)
    name = chance.choice(_WRAPS)
    return (
        xml[: spot.start()] + b"<%s>%s</%s>" % (name, spot.group(), name) + xml[spot.end() :] if spot else xml
    )


def _repeated(xml: bytes, chance: random.Random) -> bytes:
    spot = _spot(_ELEMENT, xml, chance)
    return (
        xml[: spot.end()] + spot.group() * chance.choice((1, 50, 3000)) + xml[spot.end() :] if spot else xml
    )


def _rows_repeated(xml: bytes, chance: random.Random) -> bytes:
    spot = _spot(re.compile(rb"<w:tr[ >].*?</w:tr>", re.DOTALL), xml, chance)
    return xml[: spot.end()] + spot.group() * chance.choice((1, 30, 300)) + xml[spot.end() :] if spot else xml


def _without_part(docx: bytes, chance: random.Random) -> bytes:
    try:
        parts = parts_of(docx)
    except Exception:
        return docx
    if parts:
        del parts[chance.choice(list(parts))]
    return docx_of(parts)


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _bytes_changed,
    _cut,
    _without_part,
    _part(_bytes_changed),
    _part(_cut),
    _part(_replaced(_ATTRIBUTE, _VALUES)),
    _part(_replaced(_ATTRIBUTE, _VALUES)),
    _part(_replaced(_TEXT, _TEXTS)),
    _part(_replaced(_TEXT, _TEXTS)),
    _part(_replaced(_ELEMENT, (b"",))),
    _part(_replaced(_TAG, (b"",))),
    _part(_moved),
    _part(_wrapped),
    _part(_wrapped),
    _part(_repeated),
    _part(_rows_repeated),
)
