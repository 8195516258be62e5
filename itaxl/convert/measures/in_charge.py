"""Who is responsible for one measure, by the cells of its rows."""

from __future__ import annotations

from itaxl.convert.measures.cells import Part
from itaxl.convert.measures.entries import NOTHING, Entries
from itaxl.core import layout
from itaxl.core.meanings.divisions import Divisions, Responsible
from itaxl.core.meanings.status import read_mark

#: A longer heading names a division in passing.
_LONGEST_HEADING = 60


def divisions_below(
    heading: str, beside: str, headed: bool, divisions: Divisions, before: tuple[str, ...]
) -> tuple[str, ...]:
    """Who is responsible for the measures below a heading that names nobody else.

    `beside` is what stands in its row in the column of divisions, `headed` whether the table has one;
    `before` those of the heading above.
    """
    if not beside and headed:
        return ()
    text = beside or heading
    named = divisions.read(text) if len(text) < _LONGEST_HEADING else None
    return named.names if named and named.names and not named.unknown and not named.new else before


def read_in_charge(entries: Entries, divisions: Divisions) -> tuple[tuple[str, ...], bool]:
    """(short names, whether every division is meant)."""
    names: dict[str, None] = {}
    everyone = False
    for part in entries.parts("divisions"):
        text = _named(part, entries)
        if text in NOTHING:
            continue
        read = divisions.read(text)
        everyone = everyone or read.everyone
        names |= dict.fromkeys(read.names)
        _tell(part, read, entries)
        if read.names or read.everyone:
            entries.use("divisions", part.place)
    section = entries.raw.section_divisions
    if not names and not everyone and section:
        where = f"ชื่อในหัวข้อคั่นตาราง ({', '.join(section)})"
        entries.doubt("C822", entries.raw.place, "", "divisions", where=where)
        return section, False
    return tuple(names), everyone


def _named(part: Part, entries: Entries) -> str:
    """The cell's text; the heading above a mark."""
    if not part.column.head.mark:
        return part.text
    mark = read_mark(part.value)
    if mark.rest:
        entries.note_beside(part, mark.rest)
    return part.column.head.mark if mark.chosen else ""


def _tell(part: Part, read: Responsible, entries: Entries) -> None:
    for typed, name, confidence in read.alike:
        entries.doubt("C831", part.place, typed, "divisions", name=name, confidence=str(confidence))
    for name in read.new:
        entries.doubt("C810", part.place, name, "divisions")
    if not read.unknown:
        return
    unknown = " ".join(read.unknown)
    if read.names or read.everyone:
        names = layout.ALL_DIVISIONS if read.everyone else ", ".join(read.names)
        entries.doubt("C834", part.place, unknown, "divisions", names=names)
    else:
        entries.doubt("C809", part.place, unknown, "divisions")
