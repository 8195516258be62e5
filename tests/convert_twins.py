"""One content, typed into a sheet and into a memo: what either door makes of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import TypeAlias
from xml.sax.saxutils import escape

from xlsxwriter.workbook import Workbook

from itaxl.convert.draft import Doubt, Draft
from itaxl.convert.sources import source_from_bytes
from itaxl.core import layout

#: A text, or a text with the number of columns that it reaches over.
Cell: TypeAlias = str | tuple[str, int]
Row: TypeAlias = Sequence[Cell]

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
#: Fields of the columns; other doubts are about the letterhead, or about how the sheet is laid out.
_FIELDS = {field.key for field in layout.MEASURE_COLUMNS} | {"office.divisions"}
_OF_COLUMNS = {"C802", "C803", "C804"}


def as_sheet(rows: Sequence[Row], *more: Sequence[Row]) -> bytes:
    """An .xlsx with a sheet for each table; every value is a text, as in a memo."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    for table in (rows, *more):
        sheet = book.add_worksheet()
        for at, row in enumerate(table):
            column = 0
            for text, span in map(_spanned, row):
                if span > 1:
                    sheet.merge_range(at, column, at, column + span - 1, text)
                elif text:
                    sheet.write_string(at, column, text)
                column += span
    book.close()
    return out.getvalue()


def as_memo(
    rows: Sequence[Row], *more: Sequence[Row], above: Sequence[str] = (), below: Sequence[str] = ()
) -> bytes:
    """A .docx with the same tables, and lines before and behind them."""
    tables = "<w:p/>".join(map(_table, (rows, *more)))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", TYPES)
        package.writestr("_rels/.rels", RELATIONS)
        body = f"<w:document {W}><w:body>{_lines(above)}{tables}<w:p/>{_lines(below)}</w:body></w:document>"
        package.writestr("word/document.xml", body)
    return out.getvalue()


def _spanned(cell: Cell) -> tuple[str, int]:
    return (cell, 1) if isinstance(cell, str) else cell


def _table(rows: Sequence[Row]) -> str:
    return f"<w:tbl>{''.join(map(_row, rows))}</w:tbl>"


def _row(row: Row) -> str:
    return f"<w:tr>{''.join(map(_cell, row))}</w:tr>"


def _lines(texts: Sequence[str]) -> str:
    """Paragraphs; a tab as it stands in a text serves as well as one of Word's own."""
    return "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>' for text in texts)


def _cell(cell: Cell) -> str:
    text, span = _spanned(cell)
    lines = _lines(text.split("\n"))
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>{lines}</w:tc>'


def both(rows: Sequence[Row], *more: Sequence[Row]) -> tuple[Draft, Draft]:
    """The drafts of a content, typed into a sheet and into a memo."""
    return (
        source_from_bytes(as_sheet(rows, *more), "a.xlsx").draft,
        source_from_bytes(as_memo(rows, *more), "a.docx").draft,
    )


def content_of(draft: Draft) -> dict[str, object]:
    """What a draft holds of its tables, and what it says about them."""
    tracker = draft.tracker
    return {
        "measures": tracker.measures,
        "divisions": tracker.office.divisions,
        "follow-up": tracker.report.follow_up,
        "doubts": sorted(map(_told, filter(_is_of_tables, draft.doubts))),
        "left": sorted(word for one in draft.leftovers for word in one.text.split()),
        "taken": sorted((one.text, one.field, one.became) for one in draft.taken),
    }


def _is_of_tables(one: Doubt) -> bool:
    return one.measure is not None or one.field in _FIELDS or one.code in _OF_COLUMNS


def _told(one: Doubt) -> tuple[str, str, int, str]:
    return one.code, one.field, -1 if one.measure is None else one.measure, one.value
