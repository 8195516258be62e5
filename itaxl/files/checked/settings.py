"""The sheet that names the Python which buttons start: in a copy with macros, the program's own."""

from __future__ import annotations

from itaxl.core import layout
from itaxl.core.areas import CellAt
from itaxl.core.grid import Grid
from itaxl.core.results.lines import COLUMNS, is_note
from itaxl.files.checked.allowed_parts import SETTINGS_SHEET, is_settings
from itaxl.files.checked.book import Book
from itaxl.files.tracker.config import SETTINGS


def settle(book: Book) -> tuple[str, ...]:
    """The program's settings, wherever any other stands; beside them the marks of what it wrote.

    Says in Thai what was replaced; no part holds it any more.
    """
    title = next(filter(is_settings, book.sheets), None)
    if title is None:
        return ()
    texts = book.texts_of(title)
    found = {at: text for at, text in texts.items() if not is_note(at[1], text)}
    keyed = ((row, pair) for row, pair in enumerate(SETTINGS, 1))
    wanted = {(row, at): text for row, pair in keyed for at, text in enumerate(pair, 1) if text}
    if found == wanted and not book[title].has_formulas:
        return ()
    book.forget_texts_of(title)
    notes = {at: text for at, text in texts.items() if at not in found}
    for (row, column), text in {**notes, **wanted}.items():
        book[title].put(row, column, text, as_text=True)
    return (SETTINGS_SHEET,)


def noted_in(book: Book) -> Grid | None:
    """The sheet of settings as far as it holds marks; None where it is gone."""
    if layout.CONFIG_SHEET not in book.sheets:
        return None
    texts: dict[CellAt, str] = book.texts_of(layout.CONFIG_SHEET)
    rows = range(1, max((row for row, _ in texts), default=0) + 1)
    columns = range(1, max(COLUMNS.values()) + 1)
    cells = (tuple(texts.get((row, column)) for column in columns) for row in rows)
    return Grid(layout.CONFIG_SHEET, tuple(cells))
