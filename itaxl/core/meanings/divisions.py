"""Who is responsible, in an office's words: known divisions, new ones, and what is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from itaxl.core.divisions import AROUND, NATIONAL, UNIT, read_divisions, spellings
from itaxl.core.layout import ALL_DIVISIONS
from itaxl.core.meanings.alike import nearest
from itaxl.core.model import Division
from itaxl.core.sample import DIVISIONS
from itaxl.core.thai.text import clean, key
from itaxl.named_tuple import NamedTuple

#: Abbreviations in use; other offices may mean something else by them, so they are told.
ABBREVIATIONS = {
    "สป": "สำนักปลัด",
    "สนป": "สำนักปลัด",
    "กค": "กองคลัง",
    "กช": "กองช่าง",
    "กศ": "กองการศึกษาฯ",
    "กศศ": "กองการศึกษาฯ",
    "กสธ": "กองสาธารณสุขฯ",
    "สธ": "กองสาธารณสุขฯ",
    "กสค": "กองสวัสดิการสังคม",
    "กสก": "กองส่งเสริมการเกษตร",
    "กยผ": "กองยุทธศาสตร์ฯ",
    "ตสน": "หน่วยตรวจสอบภายใน",
    "นตส": "หน่วยตรวจสอบภายใน",
    "คลัง": "กองคลัง",
    "การคลัง": "กองคลัง",
    "ช่าง": "กองช่าง",
    "การช่าง": "กองช่าง",
    "การศึกษา": "กองการศึกษาฯ",
    "สาธารณสุข": "กองสาธารณสุขฯ",
    "สวัสดิการ": "กองสวัสดิการสังคม",
    "ตรวจสอบ": "หน่วยตรวจสอบภายใน",
}
_BEGINS = re.compile(UNIT)
_LIKE_DIVISION = re.compile(rf"^{UNIT}[ก-๙ ]{{2,60}}ฯ?$")
#: Names of several words stay together: they end where the next one begins.
_BETWEEN = re.compile(rf"[,;/、|\t\n]+|\s+(?=(?:และ)?{UNIT})|(?<=\S)และ(?={UNIT})")
_NUMBERING = re.compile(r"^\s*(?:\(?[0-9๐-๙]{1,2}[.)]|[-–—•*])\s*")
_ALIKE = 84
#: Other names of divisions in the country's offices: none of them is a misspelling of one on a list.
OTHERS = re.split(
    r"\|",
    "กองวิชาการและแผนงาน|กองแผนและงบประมาณ|กองการเจ้าหน้าที่|กองพัสดุและทรัพย์สิน|กองกิจการพาณิชย์|กองการพาณิชย์|กองการแพทย์|"
    "กองช่างสุขาภิบาล|กองสุขาภิบาล|กองการประปา|กองประปา|กองป้องกันและบรรเทาสาธารณภัย|กองนิติการ|กองเทศกิจ|กองทะเบียน|กองผังเมือง|"
    "กองสารสนเทศภาษีและทะเบียนทรัพย์สิน|กองทรัพยากรธรรมชาติและสิ่งแวดล้อม|กองสิ่งแวดล้อม|กองการท่องเที่ยวและกีฬา|"
    "กองส่งเสริมการท่องเที่ยว|สำนักช่าง|สำนักการช่าง|สำนักคลัง|สำนักการคลัง|สำนักการศึกษา|สำนักสาธารณสุข|"
    "สำนักสาธารณสุขและสิ่งแวดล้อม|สำนักงานเลขานุการ|กองกิจการสภา|กองส่งเสริมคุณภาพชีวิต|สถานธนานุบาล|กองสวัสดิการและสังคมสงเคราะห์|"
    "กองการสวัสดิการสังคม|กองวิศวกรรมจราจร|กองเทคโนโลยีสารสนเทศ|กองเครื่องจักรกล|กองคลังพัสดุ|กองการโยธา|กองโยธา|กองพัฒนาชุมชน|"
    "สำนักยุทธศาสตร์และงบประมาณ|กองยุทธศาสตร์และแผนงาน",
)
#: What an older name begins with, or one that is cut short, and what the name begins with today.
_BEGINNINGS = (("", "กอง"), ("", "สำนัก"), ("", "หน่วย"), ("ส่วน", "กอง"), ("ฝ่าย", "กอง"), ("กอง", "สำนัก"))
_NATIONAL_NAMES = tuple(name for d in NATIONAL for name in (d.short, d.full))
_SHORTEST_STEM = 5
#: More divisions than this no office has; what else looks like one is not taken for it.
_MOST_KNOWN = 60


def begins_like_a_division(name: str) -> bool:
    """กอง…, สำนัก…, ศูนย์…; งาน… is a part of one."""
    return bool(_BEGINS.match(name))


def meant_division(text: str, known: tuple[Division, ...]) -> str | None:
    """The short name on the office's list that a text obviously means, ทุกส่วนราชการ for all of them.

    An abbreviation, a name cut short with ฯ or without its กอง, or a letter wrong; None where it may be a
    name of its own.
    """
    own = spellings(known)
    bare = key(text.strip(" .()[]{}:\"'“”…"))
    letters = bare.replace(".", "")
    if (name := ABBREVIATIONS.get(letters) or ABBREVIATIONS.get(letters.removesuffix("ฯ"))) and key(
        name
    ) in own:
        return own[key(name)]
    if bare.endswith("ฯ") and len(bare) > _SHORTEST_STEM:
        begun = {name for spelt, name in own.items() if name and spelt.startswith(bare[:-1])}
        if begun:
            return begun.pop() if len(begun) == 1 else None
    others = {spelt: "" for spelt in map(key, (*OTHERS, *_NATIONAL_NAMES)) if spelt not in own}
    if bare in others:
        return None
    turned = (end + bare.removeprefix(start) for start, end in _BEGINNINGS if bare.startswith(start))
    if found := {own[name] for name in turned if own.get(name)}:
        return found.pop() if len(found) == 1 else None
    meanings = others | {spelt: name or ALL_DIVISIONS for spelt, name in own.items()}
    return nearest(bare, meanings) or None


class Responsible(NamedTuple):
    """`names` are short names; `alike` (as typed, name, confidence), `new` were unknown until now."""

    names: tuple[str, ...] = ()
    everyone: bool = False
    alike: tuple[tuple[str, str, int], ...] = ()
    new: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Divisions:
    """The divisions of the office that is moving in: the usual ones, and those that its table names."""

    def __init__(self, aliases: Mapping[str, str]) -> None:
        usual = {d.short for d in DIVISIONS}
        self._known = [*DIVISIONS, *(d for d in NATIONAL if d.short not in usual)]
        self._used: dict[str, None] = {}
        for alias, name in aliases.items():
            self._add_alias(alias, name)

    def _add_alias(self, alias: str, name: str) -> None:
        read = read_divisions(name, tuple(self._known))
        short = read.names[0] if len(read.names) == 1 and not read.unknown else clean(name)
        if short not in {d.short for d in self._known}:
            self._known.append(Division(short))
        self._known = [
            Division(d.short, d.full, (*d.aliases, clean(alias))) if d.short == short else d
            for d in self._known
        ]

    def knows(self, name: str) -> bool:
        """Whether a name is the short or the full one of a division, to the letter."""
        return key(name) in {key(own) for d in self._known for own in (d.short, d.full)}

    def office_list(self) -> tuple[Division, ...]:
        """For the new tracker: the usual divisions, and whatever else was read."""
        usual = {d.short for d in DIVISIONS}
        return tuple(d for d in self._known if d.short in usual or d.short in self._used)

    def read(self, text: str) -> Responsible:
        """The divisions that a cell names; a name that looks like a division's is known from now on."""
        found = read_divisions(text, tuple(self._known))
        names = [] if found.everyone else list(found.names)
        alike: list[tuple[str, str, int]] = []
        new: list[str] = []
        unknown: list[str] = []
        for piece in self._unknown(text) if found.unknown or found.around else ():
            bare = piece.strip(".()[]{}:\"'“”…\u200b")
            if not bare or key(bare) in AROUND or bare in AROUND:
                continue
            if guess := self._alike(bare):
                names.append(guess[0])
                alike.append((piece, *guess))
            elif _LIKE_DIVISION.match(bare) and len(self._known) < _MOST_KNOWN:
                self._known.append(Division(bare))
                names.append(bare)
                new.append(bare)
            else:
                unknown.append(piece)
        self._used |= dict.fromkeys(names)
        return Responsible(
            tuple(dict.fromkeys(names)), found.everyone, tuple(alike), tuple(new), tuple(unknown)
        )

    def _unknown(self, text: str) -> Iterator[str]:
        """What names no division, with the words of one name together."""
        known = tuple(self._known)
        for piece in _BETWEEN.split(text):
            name = _NUMBERING.sub("", piece).strip().removeprefix("และ").strip(" -–—")
            reading = read_divisions(name, known) if name else None
            if reading and not reading.names and not reading.everyone:
                yield name.strip(".")
            elif reading:
                yield from (*reading.unknown, *reading.around)

    def _alike(self, text: str) -> tuple[str, int] | None:
        if text.replace(".", "") in ABBREVIATIONS:
            return self._short(ABBREVIATIONS[text.replace(".", "")]), 90
        if len(text) < 5:
            return None
        if text.endswith("ฯ"):
            stem = key(text[:-1])
            begun = {
                d.short for d in self._known if key(d.short).startswith(stem) or key(d.full).startswith(stem)
            }
            if len(begun) == 1:
                return begun.pop(), 95
        from rapidfuzz import fuzz, process

        names = {key(name): d.short for d in self._known for name in (d.short, d.full, *d.aliases) if name}
        best = process.extractOne(key(text), names.keys(), scorer=fuzz.ratio, score_cutoff=_ALIKE)
        return (names[best[0]], int(best[1])) if best else None

    def _short(self, name: str) -> str:
        return next((d.short for d in self._known if d.short == name), name)
