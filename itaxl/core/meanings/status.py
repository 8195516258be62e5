"""A status in whatever words, figures or marks an office used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from itaxl.core.grid import CellFault, Value, shown
from itaxl.core.meanings.alike import nearest
from itaxl.core.meanings.sentences import status_of_sentence
from itaxl.core.meanings.vocabulary import (
    CROSSES,
    NO_MARK,
    STATUS_WORDS,
    TICK_LETTERS,
    TICKS,
    UNSURE_STATUS_WORDS,
    plain,
)
from itaxl.core.model import Status
from itaxl.core.thai.text import arabic_digits, clean
from itaxl.named_tuple import NamedTuple

#: The names of the statuses in mappings and columns.
BY_NAME = {"not_started": Status.NOT_STARTED, "in_progress": Status.IN_PROGRESS, "done": Status.DONE}

_BLANK = re.compile(r"[\s\-–—−_.…]*")
_LETTERS = rf"(?:{'|'.join(TICK_LETTERS)})(?=\s*(?:[()]|\Z))"
_MARK_FIRST = re.compile(
    rf"\(?\s*(?:[{re.escape(TICKS)}]|(?P<cross>[{CROSSES}](?![a-zA-Z]))|{_LETTERS})\s*\)?\s*(?P<rest>.*)",
    re.DOTALL,
)
_MARK_LAST = re.compile(rf"(?P<rest>.*?)\s+(?:[{re.escape(TICKS)}]|(?P<cross>[{CROSSES}]))", re.DOTALL)
#: A longer text is no mark with a note.
_LONGEST_MARKED = 5_000
_PERCENT = re.compile(r"(?:ร้อยละ\s*(\d{1,3}(?:\.\d+)?)|(\d{1,3}(?:\.\d+)?)\s*(?:%|เปอร์เซ็นต์))")
_FIGURE = re.compile(r"\d{1,3}(?:\.\d+)?")
_LONGEST_WORD = 120
#: After a status these turn it round.
_HEDGES = ("ยัง", "ไม่", "บางส่วน", "แต่", "เหลือ", "คาดว่า", "จะ", "รอ", "อยู่ระหว่าง", "กำลัง", "ยกเว้น", "เพียง")


_OF_MANY = re.compile(r"(?<![\d/])(\d{1,4})\s*(?:ใน|จาก|จากทั้งหมด|/)\s*(\d{1,4})\s*(?![\d/])")
#: With more behind them these may mean something else.
_OPEN = frozenset({"ยังไม่มี", "ยังไม่ได้", "ไม่มี", "มี", "ยังไม่", "บางส่วน", "สำเร็จ", "บรรลุ", "อยู่ระหว่าง"})


class StatusReading(NamedTuple):
    """A status, whether it was read without a doubt, and what else stood in the cell.

    `sentence`: it was read from the tense of all of it.
    """

    status: Status | None = None
    sure: bool = False
    rest: str = ""
    sentence: bool = False


@cache
def _index() -> dict[str, tuple[Status, bool]]:
    index = {plain(status.value): (status, True) for status in Status}
    for sure, table in ((True, STATUS_WORDS), (False, UNSURE_STATUS_WORDS)):
        for status, words in table.items():
            for word in words.split("|"):
                index.setdefault(plain(word) or word, (status, sure))
    return index


@cache
def _by_length() -> tuple[str, ...]:
    return tuple(sorted((w for w in _index() if len(w) >= 4), key=len, reverse=True))


def status_word(text: str) -> Status | None:
    """The status that a short text names without a doubt: what a column of marks is headed with."""
    status, sure = _index().get(plain(text), (None, False))
    return status if sure else None


def misspelt_status_word(text: str) -> Status | None:
    """The status whose word a short text is most like: a heading with a letter wrong."""
    return _alike(plain(text)).status


def read_status(value: Value, own: Mapping[str, Status] | None = None) -> StatusReading:
    """The status that a cell tells; `own` are an office's own words by their `plain` form."""
    if value is None or isinstance(value, CellFault):
        return StatusReading()
    if isinstance(value, bool):
        return StatusReading(Status.DONE if value else Status.NOT_STARTED)
    if isinstance(value, float):
        known = own.get(plain(shown(value))) if own else None
        return StatusReading(known, True) if known else _of_number(value)
    if not isinstance(value, str):
        return StatusReading()
    text = clean(value)
    bare = plain(text) or text
    if own and bare in own:
        return StatusReading(own[bare], True)
    if bare in _index():
        return StatusReading(*_index()[bare])
    if (number := figure_of(text)) is not None:
        # typed as a text, 1 and 0.5 may as well be numbers of an office's own list
        return _of_number(number)._replace(sure=not 0 < number <= 1)
    found = _of_percent(text) or _of_beginning(text) or _alike(bare)
    shares = _PERCENT.search(arabic_digits(text))
    if found.status or found.rest or shares or (said := status_of_sentence(text)) is None:
        return found
    return StatusReading(said, False, text, sentence=True)


def meant_status(value: Value) -> Status | None:
    """The status that a cell obviously means, for asking whether it does: one of the sure words, also with
    a letter wrong, a share of the work, a box ticked or not.

    None where room is left for another: a bare 0 or 1, and words with more behind them.
    """
    reading = read_status(value)
    if isinstance(value, bool) or (reading.sure and not reading.rest and value not in (0.0, 1.0)):
        return reading.status
    bare = plain(clean(value)) if isinstance(value, str) else ""
    alike = {word: meaning for word, meaning in _index().items() if _turned(word) == _turned(bare)}
    status, sure = nearest(bare, alike) or (None, False)
    return status if sure else None


def _turned(bare: str) -> tuple[bool, bool]:
    """Whether a word says no, or not yet: one with a ไม่ more or less is no misspelling."""
    return "ไม" in bare, "ยัง" in bare


def figure_of(value: Value) -> float | None:
    """The number that a cell holds, also one typed as a text."""
    if isinstance(value, float) and not isinstance(value, bool):
        return value
    found = _FIGURE.fullmatch(arabic_digits(clean(value))) if isinstance(value, str) else None
    return float(found.group()) if found else None


def _of_number(number: float) -> StatusReading:
    """A share of 1, or a percentage; small whole numbers may be codes, and are not guessed."""
    if 0 <= number <= 1:
        return StatusReading(status_at(number * 100), True)
    if 5 < number <= 100:
        return StatusReading(status_at(number), True)
    return StatusReading()


def status_at(percent: float) -> Status:
    """The status of a measure that is done to some percent."""
    if percent >= 100:
        return Status.DONE
    return Status.IN_PROGRESS if percent > 0 else Status.NOT_STARTED


def _of_percent(text: str) -> StatusReading | None:
    figures = arabic_digits(text)
    found = _PERCENT.search(figures)
    if not found or len(_PERCENT.findall(figures)) > 1 or float(found[1] or found[2]) > 100:
        return None
    status = status_at(float(found[1] or found[2]))
    rest = (text[: found.start()] + " " + text[found.end() :]).strip(" \n\t()-–:,/")
    if not rest:
        return StatusReading(status, True)
    known = _index().get(plain(rest))
    if known:
        return StatusReading(status, known[0] is status and known[1])
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
        rest = _unbracketed(rest)
        if status is Status.DONE and any(hedge in rest[:40] for hedge in _HEDGES):
            return StatusReading(Status.IN_PROGRESS if "บางส่วน" in rest else None, False, rest)
        if status is Status.DONE and _is_part(rest):
            return StatusReading(Status.IN_PROGRESS, False, rest)
        hedged = status is Status.DONE and any(hedge in rest for hedge in _HEDGES)
        return StatusReading(status, sure and not hedged and not (rest and word in _OPEN), rest)
    return None


def _is_part(text: str) -> bool:
    """Whether fewer were done than there are: '3 ใน 5 กิจกรรม'."""
    found = _OF_MANY.search(arabic_digits(text))
    return found is not None and int(found[1]) < int(found[2])


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
    if best is None or _turned(bare) != _turned(best[0]):
        return StatusReading()
    return StatusReading(_index()[best[0]][0], False)


class Mark(NamedTuple):
    """What a cell of a column of marks says: chosen or not, and the text beside the mark.

    `marked` is False where a text stands in place of a mark; `cross`: the mark is ✗, x, …
    """

    chosen: bool
    rest: str = ""
    marked: bool = True
    cross: bool = False


def read_mark(value: Value) -> Mark:
    """A cell below one of several status or division columns: '/ (เว็บไซต์)' is chosen, '-' is not.

    Text alone counts as chosen, unmarked.
    """
    if value is None or isinstance(value, CellFault):
        return Mark(False)
    if isinstance(value, bool):
        return Mark(value)
    text = clean(shown(value))
    if _BLANK.fullmatch(text) or arabic_digits(text).casefold() in NO_MARK:
        return Mark(False)
    if text.casefold() == "true":
        return Mark(True)
    found = None
    if len(text) <= _LONGEST_MARKED:
        found = _MARK_FIRST.fullmatch(arabic_digits(text)) or _MARK_LAST.fullmatch(text)
    if found is None:
        return Mark(True, text, False)
    rest = text[found.start("rest") : found.end("rest")]
    return Mark(True, _unbracketed(rest.strip(" \n\t-–:,")), cross=found["cross"] is not None)


def _unbracketed(text: str) -> str:
    """Without its brackets, when they belong together."""
    if not (text.startswith("(") and text.endswith(")")):
        return text
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0 and at < len(text) - 1:
            return text
    return text[1:-1].strip() or text
