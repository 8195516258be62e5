"""The ten indicators of ITA, by number or by name."""

from __future__ import annotations

import re

from itaxl.core.meanings.numbers import count_of, numbered
from itaxl.core.meanings.vocabulary import plain
from itaxl.core.thai.text import arabic_digits, clean
from itaxl.named_tuple import NamedTuple

#: Source: ITA manuals since 2561; what offices shorten is named, too.
NAMES = {
    1: "การปฏิบัติหน้าที่",
    2: "การใช้งบประมาณ",
    3: "การใช้อำนาจ",
    4: "การใช้ทรัพย์สินของราชการ|การใช้ทรัพย์สินราชการ",
    5: "การแก้ไขปัญหาการทุจริต",
    6: "คุณภาพการดำเนินงาน",
    7: "ประสิทธิภาพการสื่อสาร",
    8: "การปรับปรุงระบบการทำงาน|การปรับปรุงการทำงาน",
    9: "การเปิดเผยข้อมูล",
    10: "การป้องกันการทุจริต",
}
_NUMBERED = re.compile(r"ตัวชี้วัด(?:ที่)?\s*(\d{1,2})(?![\d.])")
_BY_NAME = {plain(name): number for number, names in NAMES.items() for name in names.split("|")}
_LEAD = re.compile(r"^(?:ตัวชี้วัด|ด้าน|หมวด|ประเด็น|มิติ)(?:ที่|การประเมิน)?\d*")


class Indicator(NamedTuple):
    """The number of an indicator, and whether the text says it as a number."""

    number: int
    sure: bool


def indicator_of(text: str) -> Indicator | None:
    """The indicator that a cell or a heading names; None for none, and for several."""
    figures = arabic_digits(clean(text))
    numbers = {int(found) for found in _NUMBERED.findall(figures)}
    if (count := count_of(figures)) is not None:
        numbers.add(count)
    if len(numbers) == 1:
        return Indicator(numbers.pop(), True)
    own, name = numbered(text)
    bare = _LEAD.sub("", plain(name))
    return Indicator(_BY_NAME[bare], own == _BY_NAME[bare]) if not numbers and bare in _BY_NAME else None


#: Headings that begin a group of the highest level.
_GROUP = re.compile(r"^(?:หมวด|มิติ|ยุทธศาสตร์|ด้าน|แผนงาน|ส่วนที่|กลุ่ม|ประเด็น|ตัวชี้วัด|\d|[IVX]+\.?\s)")


def indicator_below(heading: str, before: int | None) -> int | None:
    """The indicator of the measures below a heading, `before` that of those above it."""
    number, _, rest = " ".join(heading.split()).partition(" ")
    if found := indicator_of(rest if number[:1].isdigit() else heading):
        return found.number
    return None if _GROUP.match(arabic_digits(clean(heading))) else before
