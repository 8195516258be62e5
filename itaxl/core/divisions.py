"""Which divisions a cell names: the longest known name first, then whatever is left between separators."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from itaxl.core.layout import ALL_DIVISIONS_WORDS
from itaxl.core.model import Division
from itaxl.core.thai.text import clean, key

#: Names used across the country, short name first.  An office's own list comes before this one.
NATIONAL = (
    Division("สำนักปลัด", "สำนักปลัด", ("สำนักงานปลัด", "สำนักปลัด อบต.", "สำนักปลัดเทศบาล", "สำนักปลัดฯ", "สป.")),
    Division("กองคลัง", "กองคลัง", ("ส่วนการคลัง",)),
    Division("กองช่าง", "กองช่าง", ("ส่วนโยธา",)),
    Division(
        "กองการศึกษาฯ",
        "กองการศึกษา ศาสนาและวัฒนธรรม",
        ("กองการศึกษา", "กองการศึกษา ศาสนา และวัฒนธรรม"),
    ),
    Division("กองสาธารณสุขฯ", "กองสาธารณสุขและสิ่งแวดล้อม", ("กองสาธารณสุข",)),
    Division("กองสวัสดิการสังคม", "กองสวัสดิการสังคม", ("กองสวัสดิการฯ", "กองสวัสดิการ")),
    Division("กองส่งเสริมการเกษตร", "กองส่งเสริมการเกษตร", ("กองเกษตร",)),
    Division("กองยุทธศาสตร์ฯ", "กองยุทธศาสตร์และงบประมาณ", ("กองยุทธศาสตร์",)),
    Division("หน่วยตรวจสอบภายใน", "หน่วยตรวจสอบภายใน", ("ตรวจสอบภายใน",)),
)

#: A cell may hold a hundred times as much; to look for that in every other cell would take minutes.
_LONGEST_NAME = 300
_SIGNS = r"\s,;/|+&•·、*"
_SEPARATOR, _PIECE = re.compile(f"[{_SIGNS}]+"), re.compile(f"[^{_SIGNS}]+")
_NUMBERING = re.compile(r"(?:^|(?<=\s))\(?[0-9๐-๙]{1,2}[.)]\s*")


class DivisionsReading(NamedTuple):
    """What a cell names.  `names` are short names of the office's list, each once, in the order typed.

    `variants` are (as typed, short name) pairs whose spelling is not the office's own.
    """

    names: tuple[str, ...] = ()
    everyone: bool = False
    unknown: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    variants: tuple[tuple[str, str], ...] = ()


class _Index:
    """All spellings, the longest first and without spaces.

    `short` gives the short name for a spelling's comparison key, '' for every division.
    """

    def __init__(self, spellings: list[str], short: dict[str, str], proper: frozenset[str]) -> None:
        self.spellings = sorted(map(_squeezed, spellings), key=len, reverse=True)
        self.short, self.proper = short, proper
        self._whole = frozenset(self.spellings)
        self._odd = any(_SEPARATOR.match(spelling) for spelling in self.spellings)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Takes as long to compile as a workbook to read."""
        letters = (map(re.escape, spelling) for spelling in self.spellings)
        return re.compile("|".join(map(r"\s*".join, letters)))

    def found(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the names stand: the leftmost first, of those the longest."""
        if (plain := self._plain(text)) is not None:
            return iter(plain)
        return (found.span() for found in self.pattern.finditer(text))

    def _plain(self, text: str) -> list[tuple[int, int]] | None:
        """The same for nothing but names and separators, as in nearly every cell; else None."""
        pieces = list(_PIECE.finditer(text))
        if self._odd or not self._whole.issuperset(piece.group() for piece in pieces):
            return None
        stops = (*(piece.start() + 1 for piece in pieces[1:]), None)
        for piece, stop in zip(pieces, stops, strict=False):
            after = text[piece.end() : stop].lstrip()[:1]
            if after and any(spelling.startswith(piece.group() + after) for spelling in self.spellings):
                return None  # a longer name may go on there
        return [piece.span() for piece in pieces]


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _index(known: tuple[Division, ...]) -> _Index:
    """Every spelling of the office's divisions, with those the whole country uses for the same ones."""
    short: dict[str, str] = {}
    spellings: list[str] = []
    proper: set[str] = set()

    def add(spelling: str, name: str) -> None:
        if len(spelling) <= _LONGEST_NAME and key(spelling) and key(spelling) not in short:
            short[key(spelling)] = name
            spellings.append(clean(spelling))

    for division in known:
        proper |= {key(division.short), key(division.full)}
        for spelling in (division.short, division.full):
            add(spelling, division.short)
    for division in known:
        for alias in division.aliases:
            add(alias, division.short)
    for national in NATIONAL:
        names = (national.short, national.full, *national.aliases)
        home = next((short[key(n)] for n in names if key(n) in short), None)
        if home is not None:
            for spelling in names:
                add(spelling, home)
    for word in ALL_DIVISIONS_WORDS:
        add(word, "")
    return _Index(spellings, short, frozenset(proper))


def read_divisions(text: str, known: tuple[Division, ...]) -> DivisionsReading:
    """The divisions that a cell names, by the office's list (the national one where it has none)."""
    return reader(known)(text)


@lru_cache(maxsize=64)
def reader(known: tuple[Division, ...]) -> Callable[[str], DivisionsReading]:
    """`read_divisions` for one office: a list is dear to look up for each of its cells."""
    listed = known or NATIONAL
    index = _index(listed)
    return lru_cache(maxsize=1024)(lambda text: _read(text, listed, index))


def _read(text: str, known: tuple[Division, ...], index: _Index) -> DivisionsReading:
    text = _NUMBERING.sub(" ", clean(text))
    names: list[str] = []
    twice: list[str] = []
    variants: list[tuple[str, str]] = []
    everyone = False
    rest, end = [], 0
    for start, stop in index.found(text):
        rest.append(text[end:start])
        found, end = text[start:stop], stop
        name = index.short[key(found)]
        if not name:
            everyone = True
        elif name in names:
            twice.append(name)
        else:
            names.append(name)
        if name and key(found) not in index.proper:
            variants.append((found, name))
    rest.append(text[end:])
    unknown = tuple(piece for part in rest for piece in _pieces(part))
    if everyone:
        names = [division.short for division in known]
    return DivisionsReading(
        tuple(names), everyone, unknown, tuple(dict.fromkeys(twice)), tuple(dict.fromkeys(variants))
    )


def _pieces(text: str) -> list[str]:
    """What stands between the known names, without the words and signs that only separate."""
    pieces = (piece.strip(".-–—") for piece in _SEPARATOR.split(text))
    return [piece for piece in (p.removeprefix("และ") for p in pieces) if piece]
