"""The office, from the line ส่วนราชการ and what the text says about it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from itaxl.core.meanings.divisions import begins_like_a_division
from itaxl.core.meanings.offices import kind_of
from itaxl.core.model import OfficeKind
from itaxl.core.thai.text import arabic_digits

_KIND = re.compile(
    "|".join(re.escape(kind.value) for kind in OfficeKind if not kind.alone)
    + r"|(?<![ก-๛])(?:อบต|อบจ|ทต|ทม|ทน)(?:\.|(?=\s))"
)
_NAME = re.compile(r"\s*(?!อำเภอ|จังหวัด|โทร)([^\s()]+)")
_PHONE = re.compile(
    r"(?:โทรศัพท์|โทร)\.?\s*:?\s*(?P<number>[0-9๐-๙(][0-9๐-๙()\s\-–,#]*(?:ต่อ\s*[0-9๐-๙\-–,]+)?)", re.IGNORECASE
)
_FAX = re.compile(r"(?:โทรสาร|แฟกซ์|fax)\.?\s*:?\s*[0-9๐-๙][0-9๐-๙\s\-–,]*", re.IGNORECASE)
_EMAIL = re.compile(r"(?:อีเมล\s*|e-?mail\s*:?\s*)?([\w.+-]+@[\w-]+(?:\.[\w-]+)+)", re.ASCII | re.IGNORECASE)
_DISTRICT = re.compile(r"(?:อำเภอ|(?:^|(?<=\s))อ\.)\s*([^\s()]+)")
_PROVINCE = re.compile(r"(?:จังหวัด|(?:^|(?<=\s))จ\.)\s*([^\s()]+)")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_SUB_UNIT = re.compile(r"(?:^|(?<=\s))((?:งาน|ฝ่าย|กลุ่มงาน)\S+)")


@dataclass(slots=True)
class Agency:
    """What the line ส่วนราชการ says; `rest` is what nobody understood."""

    kind: OfficeKind | None = None
    name: str = ""
    district: str = ""
    province: str = ""
    phone: str = ""
    email: str = ""
    division: str = ""
    sub_unit: str = ""
    rest: str = ""


def read_agency(text: str) -> Agency:
    """The parts may stand in any order: division first, as the regulation has it, or last in brackets."""
    found = Agency()
    text = _taken(text, _EMAIL, found, "email")
    fax = _FAX.search(text)
    text = _FAX.sub(" ", text)
    text = _taken(text, _PHONE, found, "phone")
    found.phone = re.sub(r"\s+", " ", arabic_digits(found.phone)).strip(" ,-–")
    kind = _KIND.search(text)  # before the places: อบจ. has จังหวัด in its name
    if kind:
        name = _NAME.match(text, kind.end())
        found.kind = kind_of(kind.group())
        found.name = name[1] if name else ""
        text = text[: kind.start()] + " " + text[name.end() if name else kind.end() :]
    elif alone := next((kind for kind in OfficeKind if kind.alone and kind.value in text), None):
        found.kind = alone
        text = text.replace(alone.value, " ", 1)
    text = _taken(text, _PROVINCE, found, "province")
    text = _taken(text, _DISTRICT, found, "district")
    for inside in (*_BRACKETS.findall(text), _BRACKETS.sub(" ", text)):
        _units(inside, found)
    if fax:  # no field of the tracker
        found.rest = f"{found.rest} {fax.group()}".strip()
    return found


def office_of(text: str) -> tuple[OfficeKind | None, str]:
    """The kind and name of the office that a text names first."""
    kind = _KIND.search(text.replace("เทศมนตรี", "เทศบาล"))
    if not kind:
        return None, ""
    name = _NAME.match(text.replace("เทศมนตรี", "เทศบาล"), kind.end())
    return kind_of(kind.group()), name[1].rstrip("/,") if name else ""


def _taken(text: str, pattern: re.Pattern[str], found: Agency, name: str) -> str:
    seen = pattern.search(text)
    if not seen:
        return text
    setattr(found, name, seen[1].strip())
    return f"{text[: seen.start()]} {text[seen.end() :]}"


def _units(text: str, found: Agency) -> None:
    """A division and a unit of it; what else stands here nobody understood."""
    text = " ".join(text.split()).strip(" .,-–…")
    subs = _SUB_UNIT.findall(text)
    if subs and not found.sub_unit:
        found.sub_unit = " ".join(subs)
        text = " ".join(_SUB_UNIT.sub(" ", text).split())
    if not text:
        return
    if not found.division and begins_like_a_division(text):
        found.division = text
    else:
        found.rest = f"{found.rest} {text}".strip()
