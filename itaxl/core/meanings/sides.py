"""Rows in pairs, the plan's above the result's: the words that tell which is which."""

from __future__ import annotations

import re
from enum import Enum

from itaxl.core.meanings.vocabulary import plain

_PLAN = re.compile(r"^(?:แผน|ตามแผน|เป้าหมาย|ค่าเป้าหมาย|เป้า|plan|target)")
_RESULT = re.compile(r"^(?:ผล|จริง|ทำได้|ดำเนินการจริง|ปฏิบัติจริง|actual|result)")
_SUM = re.compile(r"สะสม|รวม|ทั้งหมด|เฉลี่ย")
_LONGEST = 60


class Side(Enum):
    """What a row is: the plan, the result, or the sum of many rows of either."""

    PLAN = "plan"
    RESULT = "result"
    SUM = "sum"


def side_of(text: str) -> Side | None:
    """The side that a text names by its first word."""
    bare = plain(text) if len(text) <= _LONGEST else ""
    for side, pattern in ((Side.PLAN, _PLAN), (Side.RESULT, _RESULT)):
        if pattern.match(bare):
            return Side.SUM if _SUM.search(bare) else side
    return None
