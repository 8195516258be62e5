"""Measures that a memo tells in numbered paragraphs, without a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from itaxl.convert.measures.cells import MeasureCells, Part
from itaxl.convert.measures.columns import Column, Head
from itaxl.convert.measures.places import ParagraphPlace
from itaxl.convert.memo.passage import Passage
from itaxl.core.meanings.divisions import Divisions
from itaxl.core.meanings.headers import Meaning
from itaxl.core.meanings.numbers import numbered, path_of, sub_numbered
from itaxl.core.meanings.status import read_status
from itaxl.core.thai.text import clean

#: What stands before a value within a paragraph, by field.
_WORDS = {
    "divisions": r"(?:หน่วยงาน|ส่วนราชการ|กอง)?(?:ผู้|ที่)?รับผิดชอบ(?:หลัก|โดย)?|หน่วยงานที่รับผิดชอบ|ผู้ดำเนินการ",
    "status": r"สถานะ(?:การดำเนินการ|การดำเนินงาน)?|ผลการ(?:ดำเนินการ|ดำเนินงาน|ปฏิบัติงาน|ปฏิบัติ)",
    "due": r"ระยะเวลา(?:ใน)?(?:การ)?(?:ดำเนินการ|ดำเนินงาน|แล้วเสร็จ)?|กำหนด(?:แล้ว)?เสร็จ|กำหนดเวลา",
    "steps": r"(?:ขั้นตอน|วิธี|แนวทาง)(?:และ|หรือ|/)?(?:วิธีการ|วิธี)?(?:การ)?(?:ดำเนินการ|ดำเนินงาน|ปฏิบัติ)?",
    "evidence": r"หลักฐาน(?:เชิงประจักษ์|อ้างอิง)?|เอกสารหลักฐาน|ลิงก์",
    "follow_up": r"(?:การ)?กำกับ(?:และ)?ติดตาม",
    "problems": r"ปัญหา(?:\s*/?\s*(?:และ|หรือ)?\s*อุปสรรค)?",
    "note": r"หมายเหตุ",
}
_LABEL = re.compile(
    r"(?:^|(?<=[\s(,;:·]))[-–•*\s]*(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _WORDS.items())
    + r")(?:\s*[:：=]\s*|\s+|\s*(?=คือ))(?:คือ|ได้แก่)?\s*"
)
_LEAD = re.compile(r"^(?:มาตรการ(?:ที่)?\s*)?")
_ENDS = re.compile(r"^\s*(?:จึง(?:เรียน|ขอ|เสนอ|นำ)|\(?\s*ลง\s*ชื่อ|\(?ลงนาม)")
_BRACKETED = re.compile(r"\(([^()]{2,60})\)\s*$")
_TAIL = re.compile(r"\s+[-–—:]\s+|\s{2,}|\t|;\s*")
_LONGEST = 3_000


@dataclass(slots=True)
class _Item:
    passages: list[Passage]
    number: int | None
    title: str = ""
    parts: list[tuple[str, str, Passage]] = field(default_factory=list)

    @property
    def fields(self) -> set[str]:
        return {name for name, _, _ in self.parts}


def read_items(passages: Sequence[Passage], divisions: Divisions) -> list[tuple[MeasureCells, list[Passage]]]:
    """The measures in their order, each with the paragraphs that it was read from.

    Nothing where fewer than two numbered paragraphs say who is responsible or how far it went.
    """
    items = [item for item in _items(passages, divisions) if item.fields & {"status", "divisions"}]
    if len(items) < 2:
        return []
    reports = any("status" in item.fields for item in items)
    return [(_cells(item, reports), item.passages) for item in items]


def _items(passages: Sequence[Passage], divisions: Divisions) -> Iterator[_Item]:
    item: _Item | None = None
    for passage in passages:
        if passage.blank or not passage.untouched or len(passage.text) > _LONGEST:
            continue
        if _ENDS.match(passage.text):
            break
        number, rest = _number_of(passage.text)
        if number is not None:
            if item:
                yield item
            item = _Item([passage], number)
            _take(item, rest, passage, divisions)
        elif item:
            item.passages.append(passage)
            _take(item, passage.text, passage, divisions)
    if item:
        yield item


def _number_of(text: str) -> tuple[int | None, str]:
    """The number that begins a paragraph: of several levels the last one counts."""
    path, rest = sub_numbered(text)
    if path:
        return path[-1], rest
    number, rest = numbered(_LEAD.sub("", text) if text.startswith("มาตรการที่") else text)
    if number is None and text.startswith("มาตรการที่"):
        word, _, tail = _LEAD.sub("", text).partition(" ")
        return (path_of(word)[0], tail) if path_of(word) else (None, text)
    return number, rest


def _take(item: _Item, text: str, passage: Passage, divisions: Divisions) -> None:
    """A paragraph's labelled values, and what stands before the first of them."""
    marks = [(found.lastgroup or "", found.start(), found.end()) for found in _LABEL.finditer(text)]
    ends = [*(start for _, start, _ in marks), len(text)][1:]
    before = text[: marks[0][1]] if marks else text
    for name, value in _unlabelled(before, not item.title, {m[0] for m in marks}, divisions):
        if name == "title":
            item.title = value
        else:
            item.parts.append((name, value, passage))
    for (name, _, begin), end in zip(marks, ends, strict=True):
        if value := text[begin:end].strip(" ,;()·-–\n\t"):
            item.parts.append((name, value, passage))


def _unlabelled(text: str, begins: bool, told: set[str], divisions: Divisions) -> Iterator[tuple[str, str]]:
    """What has no word before it: the title, and behind it a division in brackets and a status."""
    text = clean(text).strip(" ,;·\n\t")
    if begins:
        *pieces, last = _TAIL.split(text)
        if pieces and "status" not in told and read_status(last).status and read_status(last).sure:
            yield "status", last
            text = text[: text.rindex(last)].strip(" -–—:\t")
        inside = None if "divisions" in told else _BRACKETED.search(text)
        if inside and _is_named(inside[1], divisions):
            yield "divisions", inside[1]
            text = text[: inside.start()].strip()
        yield "title", text
    elif text:
        reading = read_status(text.lstrip("-–• "))
        yield ("status" if reading.status and "status" not in told else "steps"), text


def _is_named(text: str, divisions: Divisions) -> bool:
    read = divisions.read(text)
    return bool(read.names or read.everyone) and not read.unknown and not read.new


def _cells(item: _Item, reports: bool) -> MeasureCells:
    place = ParagraphPlace(item.passages[0].number)
    raw = MeasureCells(0, place, number=item.number, title=item.title, reports=reports)
    raw.add(Part(_column("title", place), place, item.title))
    for name, value, passage in item.parts:
        at = ParagraphPlace(passage.number)
        raw.parts.setdefault(name, []).append(Part(_column(name, at), at, value))
    return raw


def _column(name: str, place: ParagraphPlace) -> Column:
    return Column(name, Head(0, place, (name,), Meaning((name,), 100)))
