"""Which divisions a cell names: the longest known name first, then whatever is left between separators."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache

from itaxl.core.layout import ALL_DIVISIONS_WORDS
from itaxl.core.model import Division
from itaxl.core.thai.text import clean, key
from itaxl.named_tuple import NamedTuple

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

#: Words around a division's name that say nothing more.
AROUND = frozenset(
    re.split(
        r"\|",
        "ผอ|ผอก|ผู้อำนวยการ|หัวหน้า|หน|รอง|เจ้าหน้าที่|บุคลากร|พนักงาน|หลัก|ร่วม|ร่วมกับ|ร่วมกัน|ผู้รับผิดชอบ|รับผิดชอบ|หรือ|และ|หัวหน้าส่วน|ของ|"
        "ทุกคน|ในสังกัด|ในหน่วยงาน|ภายในหน่วยงาน|เจ้าภาพ|เจ้าภาพหลัก|เจ้าภาพร่วม|หน่วยงานหลัก|หน่วยงานร่วม|สนับสนุน|ประสานงาน",
    )
)
#: What a name of a division begins with.
UNIT = r"(?:กอง|สำนัก|ฝ่าย|หน่วย|ศูนย์|ส่วน|โรงเรียน|กลุ่ม|สถานธนานุบาล)"
#: Seldom needed, as those below: compiled where they are.
_OFFICE = r"(?:อบต|อบจ|ทต|ทม|ทน|กทม|เทศบาล|องค์การบริหารส่วน|เมืองพัทยา|กรุงเทพ)"
_OFFICE_ENDS = _OFFICE + r"\.?\Z"
_PART_OF_ONE = rf"งาน|ฝ่าย|กลุ่มงาน|{_OFFICE}"
#: Right behind a name, without a space.
_GLUED = r"[ก-๙A-Za-z.]+"
_GOES_ON = rf"และ|หรือ|ร่วม|โดย|{UNIT}|\.+$"
#: Names of several words stay together: they end where the next one begins.
_BETWEEN = rf"[,;/|+&•·、*\n\t]+|\s+(?=(?:และ)?{UNIT})|(?<=\S)และ(?={UNIT})"
_WORDS = r"[\s().\[\]:]+"
#: A cell may hold a hundred times as much; to look for that in every other cell would take minutes.
_LONGEST_NAME = 300
_SIGNS = r"\s,;/|+&•·、*"
_SEPARATOR, _PIECE = re.compile(f"[{_SIGNS}]+"), re.compile(f"[^{_SIGNS}]+")
_NUMBERING = re.compile(r"(?:^|(?<=\s))\(?[0-9๐-๙]{1,2}[.)]\s*")


class DivisionsReading(NamedTuple):
    """What a cell names.  `names` are short names of the office's list, each once, in the order typed.

    `variants` are (as typed, short name) pairs whose spelling is not the office's own; `around` are words
    beside a name that name no division: (หลัก), งานพัสดุ.  `pieces` are the names and what is unknown, in order,
    as (as typed, short name or None, '' for every division).
    """

    names: tuple[str, ...] = ()
    everyone: bool = False
    unknown: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    variants: tuple[tuple[str, str], ...] = ()
    around: tuple[str, ...] = ()
    pieces: tuple[tuple[str, str | None], ...] = ()

    @property
    def telling(self) -> bool:
        """Whether anything is to be told of it."""
        return bool(self.unknown or self.twice or self.variants or self.around)


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


def spellings(known: tuple[Division, ...]) -> Mapping[str, str]:
    """The short name by every spelling's `thai.key`; '' for the words that mean every division."""
    return _index(known or NATIONAL).short


@lru_cache(maxsize=64)
def reader(known: tuple[Division, ...]) -> Callable[[str], DivisionsReading]:
    """`read_divisions` for one office: a list is dear to look up for each of its cells."""
    listed = known or NATIONAL
    index = _index(listed)
    return lru_cache(maxsize=1024)(lambda text: _read(text, listed, index))


def _read(text: str, known: tuple[Division, ...], index: _Index) -> DivisionsReading:
    text = _NUMBERING.sub(" ", clean(text))
    found = list(_whole_names(text, list(index.found(text)), index))
    names: list[str] = []
    twice: list[str] = []
    variants: list[tuple[str, str]] = []
    around: list[str] = []
    pieces: list[tuple[str, str | None]] = []
    end = 0
    for start, stop, name in (*found, (len(text), len(text), None)):
        for piece in _pieces(text[end:start]):
            if found and _is_around(piece):
                around.append(piece)
            else:
                pieces.append((piece, None))
        typed, end = text[start:stop], stop
        if name is None:
            continue
        pieces.append((typed, name))
        if name in names:
            twice.append(name)
        elif name:
            names.append(name)
        if name and key(typed) not in index.proper:
            variants.append((typed, name))
    everyone = any(name == "" for _, name in pieces)
    if everyone:
        names = [division.short for division in known]
    return DivisionsReading(
        tuple(names),
        everyone,
        tuple(typed for typed, name in pieces if name is None),
        tuple(dict.fromkeys(twice)),
        tuple(dict.fromkeys(variants)),
        tuple(dict.fromkeys(around)),
        tuple(pieces),
    )


def _whole_names(text: str, spans: list[tuple[int, int]], index: _Index) -> Iterator[tuple[int, int, str]]:
    """The names with their short ones: with a ฯ or the office's name behind them, and without those that
    another name only begins with, as กองช่างสุขาภิบาล does."""
    for at, (start, stop) in enumerate(spans):
        limit = spans[at + 1][0] if at + 1 < len(spans) else len(text)
        name = index.short[key(text[start:stop])]
        if stop == limit or text[stop].isspace() or text[stop] == ",":
            yield start, stop, name  # as nearly every one: nothing is glued to it
            continue
        glued = re.match(_GLUED, text[stop:limit])
        tail = glued.group() if glued else ""
        if tail == "ฯ" or re.match(_OFFICE, tail) or (tail and re.search(_OFFICE_ENDS, text[start:stop])):
            yield start, stop + len(tail), name
        elif not tail or re.match(_GOES_ON, tail) or tail.strip(".") in AROUND:
            yield start, stop, name


def _pieces(text: str) -> list[str]:
    """What stands between the known names, without the words and signs that only separate."""
    if not text or text.isspace():
        return []
    pieces = (piece.strip(" \u00a0.-–—") for piece in re.split(_BETWEEN, text))
    return [piece for piece in (p.removeprefix("และ").strip() for p in pieces) if piece]


def _is_around(piece: str) -> bool:
    return bool(re.match(_PART_OF_ONE, piece.lstrip("(["))) or AROUND.issuperset(
        filter(None, re.split(_WORDS, piece))
    )
