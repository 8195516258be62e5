"""A status in whatever words, figures or marks an office used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from itaxl.convert.words.vocabulary import plain
from itaxl.core.grid import CellFault, Value, shown
from itaxl.core.model import Status
from itaxl.core.thai import arabic_digits, clean

#: The names of the statuses in mappings and columns.
BY_NAME = {"not_started": Status.NOT_STARTED, "in_progress": Status.IN_PROGRESS, "done": Status.DONE}

_WORDS = {
    Status.DONE: (
        "เสร็จ|เสร็จแล้ว|แล้วเสร็จ|เสร็จสิ้น|เสร็จสิ้นแล้ว|เสร็จเรียบร้อย|เสร็จเรียบร้อยแล้ว|เสร็จสมบูรณ์|ดำเนินการแล้ว|"
        "ดำเนินการแล้วเสร็จ|ดำเนินการเสร็จ|ดำเนินการเสร็จแล้ว|ดำเนินการเสร็จสิ้น|ดำเนินการเสร็จสิ้นแล้ว|ดำเนินการเรียบร้อย|"
        "ดำเนินการเรียบร้อยแล้ว|ดำเนินการครบถ้วน|ดำเนินการครบถ้วนแล้ว|ดำเนินการเสร็จเรียบร้อย|ดำเนินการสำเร็จ|ได้ดำเนินการแล้ว|"
        "ได้ดำเนินการเรียบร้อยแล้ว|ได้ดำเนินการแล้วเสร็จ|ได้ดำเนินการเสร็จสิ้น|ได้ดำเนินการเสร็จสิ้นแล้ว|มีการดำเนินการแล้ว|"
        "ดำเนินการเสร็จสมบูรณ์|เรียบร้อย|เรียบร้อยแล้ว|ทำแล้ว|ทำเสร็จแล้ว|จัดทำแล้ว|จัดทำเสร็จแล้ว|จัดทำแล้วเสร็จ|ครบถ้วน|ครบถ้วนแล้ว|"
        "สำเร็จ|สำเร็จแล้ว|บรรลุ|บรรลุผล|เผยแพร่แล้ว|ปิดงาน|done|complete|completed|finished|closed"
    ),
    Status.IN_PROGRESS: (
        "กำลังดำเนินการ|กำลังดำเนินการอยู่|กำลังดำเนินงาน|อยู่ระหว่างการดำเนินการ|อยู่ระหว่างดำเนินงาน|อยู่ระหว่างการดำเนินงาน|"
        "ระหว่างดำเนินการ|ระหว่างดำเนินงาน|อยู่ในระหว่างดำเนินการ|อยู่ในระหว่างการดำเนินการ|อยู่ระหว่างจัดทำ|อยู่ระหว่างการจัดทำ|กำลังทำ|"
        "กำลังจัดทำ|ดำเนินการอยู่|ดำเนินการบางส่วน|ดำเนินการแล้วบางส่วน|เสร็จบางส่วน|แล้วเสร็จบางส่วน|บางส่วน|อยู่ระหว่าง|"
        "inprogress|ongoing|doing|started|wip"
    ),
    Status.NOT_STARTED: (
        "ยังไม่ได้ดำเนินการ|ยังไม่ได้ทำ|ยังไม่ทำ|ยังไม่เริ่ม|ยังไม่ได้เริ่ม|ยังไม่เริ่มดำเนินการ|ยังไม่ได้เริ่มดำเนินการ|ยังไม่มีการดำเนินการ|"
        "ไม่ได้ดำเนินการ|ยังไม่ได้ดำเนินงาน|ยังไม่ดำเนินงาน|ไม่ได้ทำ|ยังไม่ได้จัดทำ|ยังไม่จัดทำ|ไม่ดำเนินการ|รอดำเนินการ|ยังไม่มี|ยังไม่ได้|ยัง|"
        "notstarted|pending|todo|notdone|open"
    ),
}
#: Words that leave room for another meaning.
_UNSURE = {
    Status.IN_PROGRESS: (
        "ยังไม่แล้วเสร็จ|ยังไม่เสร็จ|ไม่แล้วเสร็จ|ไม่เสร็จ|ดำเนินการต่อเนื่อง|ต่อเนื่อง|ดำเนินการตามแผน|เป็นไปตามแผน|ดำเนินการทุกเดือน|"
        "ดำเนินการไปแล้วบางส่วน|ใกล้เสร็จ|ใกล้แล้วเสร็จ|ล่าช้า|ล่าช้ากว่าแผน|เริ่มดำเนินการแล้ว|เริ่มแล้ว"
    ),
    Status.NOT_STARTED: "รอ|รออนุมัติ|รองบประมาณ|ยังไม่ถึงกำหนด|ชะลอ|ยกเลิก|ไม่สามารถดำเนินการได้|no|x|✗|✘|×",
    Status.DONE: "มี|ใช่|ทำ|ผ่านแล้ว|yes|ok|/|✓|✔|√|☑|●|⬤|✅",
}
#: What a column of marks holds where it is not chosen, and where it is.
_BLANK = frozenset({"", "-", "–", "—", "_", "0", "☐", "□", "○", "ไม่", "false", ".", "--", "---"})
_MARK = re.compile(r"^\s*(?:\(\s*)?([/✓✔√☑●⬤✅■•xX×*]|v(?![a-z])|ü(?!\w)|P(?!\w)|1(?!\d))(?:\s*\))?\s*")
_PERCENT = re.compile(r"(?:ร้อยละ\s*(\d{1,3}(?:\.\d+)?)|(\d{1,3}(?:\.\d+)?)\s*(?:%|เปอร์เซ็นต์))")
_LONGEST_WORD = 120
#: After a status these turn it round.
_HEDGES = ("ยัง", "ไม่", "บางส่วน", "แต่", "เหลือ", "คาดว่า", "จะ", "รอ", "อยู่ระหว่าง", "กำลัง", "ยกเว้น", "เพียง")


class StatusReading(NamedTuple):
    """A status, whether it was read without a doubt, and what else stood in the cell."""

    status: Status | None = None
    sure: bool = False
    rest: str = ""


@cache
def _index() -> dict[str, tuple[Status, bool]]:
    index = {plain(status.value): (status, True) for status in Status}
    for sure, table in ((True, _WORDS), (False, _UNSURE)):
        for status, words in table.items():
            for word in words.split("|"):
                index.setdefault(plain(word) or word, (status, sure))
    return index


@cache
def _by_length() -> tuple[str, ...]:
    return tuple(sorted((w for w in _index() if len(w) >= 4), key=len, reverse=True))


def status_word(text: str, own: Mapping[str, Status] | None = None) -> Status | None:
    """The status that a short text names without a doubt: what a column of marks is headed with."""
    if own and (told := own.get(plain(text))):
        return told
    status, sure = _index().get(plain(text), (None, False))
    return status if sure else None


def read_status(value: Value, own: Mapping[str, Status] | None = None) -> StatusReading:
    """The status that a cell tells; `own` are an office's own words by their `plain` form."""
    if value is None or isinstance(value, CellFault):
        return StatusReading()
    if isinstance(value, bool):
        return StatusReading(Status.DONE if value else Status.NOT_STARTED)
    if isinstance(value, float):
        told = own.get(plain(shown(value))) if own else None
        return StatusReading(told, True) if told else _of_number(value)
    if not isinstance(value, str):
        return StatusReading()
    text = clean(value)
    bare = plain(text) or text
    if own and bare in own:
        return StatusReading(own[bare], True)
    if bare in _index():
        return StatusReading(*_index()[bare])
    return _of_percent(text) or _of_beginning(text) or _alike(bare)


def _of_number(number: float) -> StatusReading:
    """A share of 1, or a percentage; small whole numbers may be codes, and are not guessed."""
    if 0 <= number <= 1:
        return StatusReading(_at(number * 100), True)
    if 5 < number <= 100:
        return StatusReading(_at(number), True)
    return StatusReading()


def _at(percent: float) -> Status:
    if percent >= 100:
        return Status.DONE
    return Status.IN_PROGRESS if percent > 0 else Status.NOT_STARTED


def _of_percent(text: str) -> StatusReading | None:
    figures = arabic_digits(text)
    found = _PERCENT.search(figures)
    if not found or len(_PERCENT.findall(figures)) > 1 or float(found[1] or found[2]) > 100:
        return None
    status = _at(float(found[1] or found[2]))
    rest = (text[: found.start()] + " " + text[found.end() :]).strip(" \n\t()-–:,/")
    if not rest:
        return StatusReading(status, True)
    told = _index().get(plain(rest))
    if told:
        return StatusReading(status, told[0] is status and told[1])
    return StatusReading(status, False, rest)


def _of_beginning(text: str) -> StatusReading | None:
    """A status with more behind it: where, when, how much."""
    head = text.lstrip(" -–•/✓✔√")
    beginning = plain(head[:_LONGEST_WORD])
    for word in _by_length():
        if not beginning.startswith(word) or not (end := _length_of(word, head)):
            continue
        status, sure = _index()[word]
        rest = head[end:].strip(" \n\t-–:,;/.")
        if rest.startswith("(") and rest.endswith(")") and rest.count("(") == 1:
            rest = rest[1:-1].strip()
        if status is Status.DONE and any(hedge in rest[:40] for hedge in _HEDGES):
            return StatusReading(Status.IN_PROGRESS if "บางส่วน" in rest else None, False, rest)
        return StatusReading(status, sure, rest)
    return None


def _length_of(word: str, text: str) -> int:
    """How many characters of `text` spell the word at its beginning; 0 when they do not."""
    for end in range(len(word), min(len(text), len(word) * 2 + 4) + 1):
        if plain(text[:end]) == word:
            return end
    return 0


def _alike(bare: str) -> StatusReading:
    """A misspelt word; never one with a ไม่ more or less."""
    if not 4 <= len(bare) <= 40:
        return StatusReading()
    from rapidfuzz import fuzz, process

    best = process.extractOne(bare, _by_length(), scorer=fuzz.ratio, score_cutoff=80)
    if best is None or ("ไม" in bare) != ("ไม" in best[0]) or ("ยัง" in bare) != ("ยัง" in best[0]):
        return StatusReading()
    return StatusReading(_index()[best[0]][0], False)


class Mark(NamedTuple):
    """What a cell of a column of marks says: chosen or not, and the text beside the mark."""

    chosen: bool
    rest: str = ""
    marked: bool = True


def read_mark(value: Value) -> Mark:
    """A cell below one of several status or division columns.  Text alone counts as chosen, unmarked."""
    if value is None or value is False or isinstance(value, CellFault):
        return Mark(False)
    if value is True:
        return Mark(True)
    if isinstance(value, float):
        return Mark(value != 0, "" if value in (0.0, 1.0) else str(value), value == 1.0)
    if not isinstance(value, str):
        return Mark(True, "", False)
    text = clean(value)
    if arabic_digits(text).casefold() in _BLANK or not text:
        return Mark(False)
    if found := _MARK.match(text):
        rest = text[found.end() :].strip(" \n\t-–:,")
        return Mark(True, _unbracketed(rest))
    return Mark(True, text, False)


def _unbracketed(text: str) -> str:
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        return text[1:-1].strip()
    return text
