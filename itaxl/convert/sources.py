"""A file, by its content, as what `convert` can understand."""

from __future__ import annotations

from pathlib import Path, PurePath

from itaxl.convert.table.mapping import NO_MAPPING, Mapping
from itaxl.convert.table.source import Understood, understand
from itaxl.core.grid import Grid
from itaxl.reading.kinds import OLE_SIGNATURE, kind_of
from itaxl.reading.refusal import TEXT, Refusal
from itaxl.reading.workbook import grids_from_bytes, read_workbook

#: What cannot be read of these is told how to become a .docx.
_MEMO_SUFFIXES = frozenset({".docx", ".docm", ".doc", ".dotx", ".dotm", ".odt", ".rtf", ".pdf"})
#: A table of 2,000 measures has some 20,000 cells and a million letters.
_MOST_CELLS, _MOST_LETTERS = 60_000, 5_000_000
_TEXT_SUFFIXES = frozenset({".csv", ".tsv", ".txt"})


def read_source(path: Path, mapping: Mapping = NO_MAPPING) -> Understood:
    """A table or a memo at `path`, understood.  Raises InputError for what cannot be read."""
    return source_from_bytes(read_workbook(path), path.name, mapping)


def source_from_bytes(data: bytes, name: str, mapping: Mapping = NO_MAPPING) -> Understood:
    """As `read_source`, of bytes; `name` decides between a memo and a table, and is for messages."""
    if PurePath(name).suffix.lower() in _MEMO_SUFFIXES:
        from itaxl.convert.memo.source import read_memo
        from itaxl.convert.old_word import as_docx, is_old_word

        data = as_docx(data, name) if is_old_word(data, name) else data
        return Understood(read_memo(data, name))
    return understand(table_grids(data, name), mapping)


def table_grids(data: bytes, name: str) -> tuple[Grid, ...]:
    """The sheets of a workbook, or the one of a CSV file, whatever it is called.  Raises InputError."""
    packed = data.startswith((b"PK\x03\x04", OLE_SIGNATURE))
    named_text = PurePath(name).suffix.lower() in _TEXT_SUFFIXES
    if data and not packed and (named_text or kind_of(data) == TEXT):
        from itaxl.reading.csv_text import csv_grid

        return (csv_grid(data, name),)
    grids = grids_from_bytes(data, name, notes=True)
    _bound(grids, name)
    return grids


def _bound(grids: tuple[Grid, ...], name: str) -> None:
    """Raises InputError for more than moving in can look through: each cell is compared with many words."""
    texts = [value for grid in grids for row in grid.rows for value in row if value is not None]
    if len(texts) > _MOST_CELLS or sum(len(text) for text in texts if isinstance(text, str)) > _MOST_LETTERS:
        raise Refusal(name).too_much_to_move(_MOST_CELLS)
