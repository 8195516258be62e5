"""The office's divisions, gathered from the names that its memo uses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from itaxl.core.divisions import NATIONAL, read_divisions
from itaxl.core.model import Division
from itaxl.core.thai import key

#: No office has more divisions of its own; a longer list is none of names.
_MOST_OWN = 40
_UNIT = r"(?:กอง|สำนัก|หน่วย|ฝ่าย|งาน|ส่วน|ศูนย์|โรงเรียน|กลุ่ม|สถานธนานุบาล)"
_BEGINS = re.compile(_UNIT)
_BETWEEN = re.compile(rf"[,;/、|\t]+|\s+(?=(?:และ)?{_UNIT})|(?<=\S)และ(?={_UNIT})")
_NUMBERING = re.compile(r"^\s*(?:\(?[0-9๐-๙]{1,2}[.)]|[-–—•*])\s*")


@dataclass(frozen=True, slots=True)
class InCharge:
    """The short names that a cell means; `others` are names that no list knows, as typed."""

    names: tuple[str, ...]
    everyone: bool
    others: tuple[str, ...]
    variants: tuple[tuple[str, str], ...]


def in_charge(lines: Sequence[str], known: tuple[Division, ...]) -> InCharge:
    """Who is responsible by a cell's lines.  A name that no list knows keeps all its words."""
    reading = read_divisions("\n".join(lines), known)
    others: list[str] = []
    if reading.unknown:
        for line in lines:
            others += _unknown(_NUMBERING.sub("", line), known)
    variants = tuple(v for v in reading.variants if v[1])
    return InCharge(reading.names, reading.everyone, tuple(dict.fromkeys(others)), variants)


def _unknown(line: str, known: tuple[Division, ...]) -> Iterable[str]:
    for piece in _BETWEEN.split(line):
        name = piece.strip().removeprefix("และ").strip(" .-–—") if piece else ""
        if not name:
            continue
        reading = read_divisions(name, known)
        if not reading.names and not reading.everyone:
            yield name
        else:
            yield from reading.unknown


def like_a_division(name: str) -> bool:
    """Whether a name begins as those of divisions do: กอง…, สำนัก…, งาน…"""
    return bool(_BEGINS.match(name))


def gathered(cells: Iterable[Sequence[str]], owner: str) -> tuple[Division, ...]:
    """The office's list: national names in their usual order, then its own in the order seen."""
    seen: set[str] = set()
    own: dict[str, str] = {}
    for lines in (*cells, [owner] if owner else []):
        who = in_charge(lines, NATIONAL)
        if not who.everyone:
            seen |= set(who.names)
        own |= {key(name): own.get(key(name), name) for name in who.others if like_a_division(name)}
    return (
        *(division for division in NATIONAL if division.short in seen),
        *(Division(name) for name in list(own.values())[:_MOST_OWN]),
    )
