"""Which divisions a measure's cell names, and what is told of how they are typed."""

from __future__ import annotations

from collections.abc import Callable

from itaxl.core.divisions import DivisionsReading
from itaxl.core.fields import Notebook, plain_text
from itaxl.core.grid import Value
from itaxl.core.layout import ALL_DIVISIONS
from itaxl.core.model import Division
from itaxl.core.reading import Cell
from itaxl.named_tuple import NamedTuple


class Listed(NamedTuple):
    """An office's list, and what reads a cell by it: made once a table, for the list is dear to look up."""

    divisions: tuple[Division, ...]
    read: Callable[[str], DivisionsReading]


def plainly_in_charge(value: Value, listed: Listed) -> tuple[tuple[str, ...], bool] | None:
    """The same of a cell of which nothing is to be told; None for any other."""
    text = plain_text(value)
    reading = listed.read(text) if text else None
    return (reading.names, reading.everyone) if reading and not reading.telling else None


def in_charge(cell: Cell | None, listed: Listed, notes: Notebook) -> tuple[tuple[str, ...], bool]:
    """(short names, whether every division is meant).  All findings of a cell suggest the same for it."""
    text = notes.text(cell)
    if cell is None or not text:
        return (), False
    reading = listed.read(text)
    if reading.telling:
        _tell(cell, reading, listed.divisions, notes)
    return reading.names, reading.everyone


def _tell(cell: Cell, reading: DivisionsReading, known: tuple[Division, ...], notes: Notebook) -> None:
    guesses = _guesses(reading, known)
    said = (
        guesses.get(typed, typed) if name is None else name or ALL_DIVISIONS for typed, name in reading.pieces
    )
    meant = ("\n" if "\n" in str(cell.raw).strip() else ", ").join(dict.fromkeys(said))
    for name in reading.unknown:
        guess = guesses.get(name, "")
        notes.note("M610", cell, meant if guess else None, name=name, guess=guess)
    for name in reading.twice:
        notes.note("M611", cell, meant, name=name)
    for typed, name in reading.variants:
        notes.note("M612", cell, meant, typed=typed, name=name)
    for words in reading.around:
        notes.note("M615", cell, meant, words=words)


def _guesses(reading: DivisionsReading, known: tuple[Division, ...]) -> dict[str, str]:
    if not reading.unknown:
        return {}
    from itaxl.core.meanings.divisions import meant_division  # large, and most names are known

    found = {typed: meant_division(typed, known) for typed in reading.unknown}
    return {typed: name for typed, name in found.items() if name}
