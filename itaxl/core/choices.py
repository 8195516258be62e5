"""How a memo is printed, as an office chooses it: the words of its drop-downs."""

from __future__ import annotations

from enum import Enum


class Grouping(Enum):
    """What the measures of the memo stand together by."""

    NONE = "ไม่จัดกลุ่ม"
    INDICATOR = "ตามตัวชี้วัด"
    INSTRUMENT = "ตามเครื่องมือ"


class Answer(Enum):
    """Yes or no."""

    NO = "ไม่"
    YES = "ใช่"


class Urgency(Enum):
    """ชั้นความเร็ว."""

    URGENT = "ด่วน"
    VERY_URGENT = "ด่วนมาก"
    MOST_URGENT = "ด่วนที่สุด"


class Secrecy(Enum):
    """ชั้นความลับ."""

    SECRET = "ลับ"
    VERY_SECRET = "ลับมาก"
    MOST_SECRET = "ลับที่สุด"
