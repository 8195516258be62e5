"""Numbers stay with their word at a line's end: พ.ศ. ๒๕๖๗, รอบ ๖ เดือน, OIT ๙๒.๕๐, ลำดับที่ ๓."""

from __future__ import annotations

import re

_UNITS = "เดือน|ปี|วัน|คะแนน|บาท|ข้อ|ครั้ง|คน|ราย|แห่ง|เรื่อง|มาตรการ|เปอร์เซ็นต์|%|น\\.|ชั่วโมง|นาที|ฉบับ|ชุด|หน้า"
#: A space before a number, unless another number or a mark stands before it; and one before a number's unit.
#: The pattern begins with the space, so that letters are passed over at once.
_KEPT = re.compile(
    r" (?:(?=[0-9๐-๙])(?<=[^\s0-9๐-๙,;:)/\-–] )|(?<=[0-9๐-๙] )"
    rf"(?=(?:{_UNITS})(?![ก-๎])))"
)


def kept_whole(text: str) -> str:
    """The same text, with no-break spaces where a line must not end.

    A day and its month may part: in a narrow cell of a table the date has to break somewhere.
    """
    return _KEPT.sub("\u00a0", text) if " " in text else text


def in_one_line(text: str) -> str:
    """A date in running text: no line ends in it."""
    return text.replace(" ", "\u00a0")
