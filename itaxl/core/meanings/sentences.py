"""A status from a sentence about what was done: by its tense, and never without a doubt."""

from __future__ import annotations

import re

from itaxl.core.model import Status
from itaxl.core.thai.text import arabic_digits, clean

#: A shorter text is a word, and a longer one a report.
_SHORTEST, _LONGEST = 8, 1_500
_GOING_ON = re.compile(
    r"อยู่(?:ใน)?ระหว่าง|กำลัง|อยู่ใน(?:ขั้นตอน|กระบวนการ|ช่วง)|บางส่วน|ยังไม่(?:แล้ว)?เสร็จ|ยังไม่ครบ|ยังไม่สมบูรณ์|ยังเหลือ|คงเหลือ|"
    r"ต่อเนื่อง|ไปแล้วร้อยละ|ครึ่ง|คืบหน้า|ใกล้(?:แล้ว)?เสร็จ|ร่าง[^ ]{0,40}แล้ว|"
    r"\d+\s*(?:ใน|จาก|/)\s*\d+\s*(?:ครั้ง|หัวข้อ|เรื่อง|แห่ง|ข้อ|ราย)"
)
_NOT_BEGUN = re.compile(
    r"ยังไม่|ยังมิ|ยังมิได้|มิได้|ไม่ได้(?:รับ|ดำเนิน|จัด|ทำ|เริ่ม|มี|เผยแพร่|ประกาศ)|ไม่มีการ|ไม่มีงบ|ไม่สามารถ|(?<!การ)งดจัด|ยกเลิก|เลื่อน|"
    r"(?:^|\s)รอ(?!บ|ง|ย)|(?:^|\s)จะ|คาดว่า(?:จะ)?|มีแผน(?:จะ|ที่จะ|ดำเนิน)|เตรียม(?:จะ|การ)|ชะลอ|อยู่ในแผน"
)
_DONE = re.compile(
    r"เสร็จ(?:สิ้น|เรียบร้อย|สมบูรณ์|แล้ว)?|เรียบร้อย|ครบถ้วน|ครบทุก|ครบตาม|แล้ว(?=$|[\s,.(]|เมื่อ|ตาม|จำนวน|โดย|ทาง|บน|ณ|ใน|ที่|ทุก|และ|\d)|"
    r"^(?:ได้(?!รับ)|มีการ(?!วางแผน)|ดำเนินการ(?:จัด|ประชุม|เผยแพร่|ประกาศ|อบรม))|เมื่อวันที่|ลงวันที่|แล้ว$"
)
_BUT = re.compile(r"แต่|ยกเว้น|อย่างไรก็ตาม|เหลือ|เพียง")


def status_of_sentence(text: str) -> Status | None:
    """What a sentence says of how far a measure went; None where its tense does not tell."""
    said = arabic_digits(clean(text)).lstrip("-–•* ")
    if not _SHORTEST <= len(said) <= _LONGEST:
        return None
    going, idle, done = (bool(words.search(said)) for words in (_GOING_ON, _NOT_BEGUN, _DONE))
    if going:
        return Status.IN_PROGRESS
    if done and idle:
        begun = _BUT.search(said) or _DONE.search(said[: _first(_NOT_BEGUN, said)])
        return Status.IN_PROGRESS if begun else Status.NOT_STARTED
    if idle:
        return Status.NOT_STARTED
    return Status.DONE if done else None


def _first(words: re.Pattern[str], text: str) -> int:
    found = words.search(text)
    return found.start() if found else len(text)
