"""Who signs: lines to sign on, names in brackets, positions, and the headings of the opinions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from itaxl.convert.doubts import doubt
from itaxl.convert.draft import Doubt
from itaxl.convert.memo.passage import Passage
from itaxl.core.model import Signer

_SIGN = re.compile(r"\(?\s*(?:ลง\s*ชื่อ|ลงนาม)\s*\)?[\s.…_:]*")
_NAMED = re.compile(r"\(\s*(?P<name>[^()]*(?:\([^()]*\)[^()]*)*)\)")
_OPINION = re.compile(r"^(?:-?\s*)(?:ความเห็น|คำสั่ง|ข้อสั่งการ|ข้อพิจารณา|ข้อเสนอ|ความคิดเห็น)")
#: What somebody wrote as an opinion, or is to tick: no position.
_SAID = re.compile(
    r"^[-–•*☐□○☑✓✔/()\s]*(?:เห็นควร|เห็นชอบ|ไม่เห็นชอบ|เห็นด้วย|เพื่อโปรด|เพื่อทราบ|เพื่อพิจารณา|โปรด|ทราบ|รับทราบ|อนุมัติ|ไม่อนุมัติ|"
    r"อนุญาต|ชอบ|ดำเนินการ|แจ้ง|มอบ|สั่งการ|ลงนามแล้ว|เสนอ|เรียน|อื่น\s*ๆ|ให้)"
)
_NO_POSITION = re.compile(r"รายงานผล|ประจำปี|ปีงบประมาณ|มาตรการ|เอกสารแนบ|ภาคผนวก|^ตาราง|^วันที่|^โทร")
_LONGEST_POSITION = 120
_PERSON = re.compile(r"^(?:นาย|นาง|น\.ส\.|ว่าที่|ดร\.|พ\.|ร\.|ส\.|จ\.|สิบ|จ่า|ร้อย|พัน|ม\.ล\.|ม\.ร\.ว\.)")
_CLOSING = re.compile(r"^จึง(?:เรียน|ขอ|เสนอ|นำ)")
_LEADERS = re.compile(r"[.…_]{3,}|\t")
_MOST_POSITIONS = 3


@dataclass(slots=True)
class _Block:
    role: str
    where: str
    name: str = ""
    positions: list[str] = field(default_factory=list)
    named: bool = False
    open: bool = True

    def signer(self) -> Signer:
        """The sheet has two cells for positions."""
        first, rest = self.positions[:1], self.positions[1:]
        return Signer(self.name, tuple(first + ([" ".join(rest)] if rest else [])), self.role)


@dataclass(slots=True)
class Signed:
    """The foot of a memo: how it closes, and who signs."""

    closing: str = ""
    signers: tuple[Signer, ...] = ()
    doubts: list[Doubt] = field(default_factory=list)


def starts_signing(passage: Passage) -> bool:
    """Whether the foot of the memo begins here."""
    return bool(_CLOSING.match(passage.text) or _SIGN.match(passage.text) or _OPINION.match(passage.text))


def is_closing(passage: Passage) -> bool:
    """Whether these are the words that close a memo: จึงเรียนมาเพื่อ…"""
    return bool(_CLOSING.match(passage.text))


def is_signature(passage: Passage) -> bool:
    """Whether somebody signs on this line."""
    return bool(_SIGN.match(passage.text))


def read_foot(passages: Sequence[Passage], *, own: bool) -> Signed:
    """`own`: a memo of our template, whose lines above the first signature all close it."""
    signed = Signed()
    begin = next((n for n, p in enumerate(passages) if _begins_block(p, own)), len(passages))
    closing = [p for p in passages[:begin] if not p.blank and (own or _CLOSING.match(p.text))]
    signed.closing = "\n".join(p.text for p in closing)
    for passage in closing:
        passage.take()
    reader = _Reader(own)
    for passage in passages[begin:]:
        reader.read(passage)
    for block in reader.blocks:
        if not block.name:
            signed.doubts.append(doubt("C874", block.where, " ".join(block.positions), field="name"))
    signed.signers = tuple(block.signer() for block in reader.blocks)
    return signed


def _begins_block(passage: Passage, own: bool) -> bool:
    return bool(
        _SIGN.match(passage.text) or _OPINION.match(passage.text) or (own and _is_heading(passage, own))
    )


def _is_heading(passage: Passage, own: bool) -> bool:
    """A heading of an opinion: by its first word, or by the dotted line that our template lets follow."""
    return bool(_OPINION.match(passage.text)) or (own and passage.raw.endswith("\t") and not passage.blank)


class _Reader:
    """Goes down the foot of the memo, line by line."""

    def __init__(self, own: bool) -> None:
        self.blocks: list[_Block] = []
        self._own = own
        self._headings: list[Passage] = []

    def read(self, passage: Passage) -> None:
        last = self.blocks[-1] if self.blocks else None
        text = _told(passage)
        named = _NAMED.fullmatch(text)
        if passage.blank:
            if last and last.named:
                last.open = False
        elif sign := _SIGN.match(passage.text):
            self._begin(passage)
            passage.take(0, sign.end())
            _named(self.blocks[-1], passage, sign.end())
        elif named and last and not last.named:
            last.name, last.named = _name(named), True
            passage.take()
        elif named and _PERSON.match(named["name"]):
            last = self._begin(passage)
            last.name, last.named = named["name"].strip(), True
            passage.take()
        elif _OPINION.match(text) or (_is_heading(passage, self._own) and not (last and last.open)):
            self._headings.append(passage)
        elif _SAID.match(text) and not self._own:
            if not self._headings:  # where nothing else heads the next signature
                self._headings.append(passage)
        elif len(text) > _LONGEST_POSITION or _NO_POSITION.search(text):
            if last:
                last.open = False
        elif last and last.named and last.open and len(last.positions) < _MOST_POSITIONS:
            last.positions.append(text)
            passage.take()

    def _begin(self, passage: Passage) -> _Block:
        """A block; the headings above it are its own."""
        role = " ".join(_told(heading).lstrip("-–• ") for heading in self._headings)
        self.blocks.append(_Block(role, passage.where))
        for heading in self._headings:
            heading.take()
        self._headings = []
        return self.blocks[-1]


def _told(passage: Passage) -> str:
    return " ".join(_LEADERS.sub(" ", passage.text).split()).strip(" .…")


def _name(named: re.Match[str]) -> str:
    return named["name"].strip(" .…_")


def _named(block: _Block, passage: Passage, start: int) -> None:
    """A name on the line to sign on: '(ลงชื่อ).....(นาย…)ผู้เสนอ'."""
    for found in _NAMED.finditer(passage.text, start):
        if _PERSON.match(found["name"].strip()):
            block.name, block.named = found["name"].strip(), True
            passage.take(*found.span())
