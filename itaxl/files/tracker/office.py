"""The sheet หน่วยงาน: labelled fields with hints, the signers, the divisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from itaxl.core import layout
from itaxl.core.compose import Block, contract_row, office_blocks, office_grid
from itaxl.core.layout import Need
from itaxl.core.model import Tracker
from itaxl.files.tracker.cells import TRAITS, guide, height, put
from itaxl.files.tracker.results import Results
from itaxl.files.tracker.styles import Styles, banner, page

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = tuple(field.width for field in layout.SIGNER_COLUMNS)
#: What stood in the lead's place before: a text of ours, too.
FORMER_LEAD = "กรอกช่องสีขาวให้ครบ · ชื่อช่องที่เป็นตัวหนาคือช่องที่ต้องกรอก · คำอธิบายอยู่ทางขวา"
_LEAD = "ข้อมูลหน่วยงานและรายงานที่พิมพ์ในบันทึกข้อความ · กรอกช่องสีขาวให้ครบ · ชื่อช่องตัวหนาคือช่องที่ต้องกรอก"


def write_office(
    book: Workbook, sheet: Worksheet, styles: Styles, tracker: Tracker, results: Results | None
) -> None:
    """Write the sheet and the name of the divisions' list."""
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    title = str(office_grid(tracker).at(1, 1))
    banner(sheet, styles, title, _LEAD, len(_WIDTHS))
    for column, value in enumerate(contract_row(), start=1):
        put(sheet, layout.CONTRACT_ROW, column, value, styles("hint", "left"))
    blocks = office_blocks(tracker)
    for block in blocks:
        _heading(sheet, styles, block)
        if block.header_row:
            _table(sheet, styles, block, results)
        else:
            _labelled(sheet, styles, block, results)
    _name_divisions(book, blocks[-1])
    sheet.freeze_panes(2, 0)
    page(sheet, landscape=False)
    # the report, and the signers with the divisions, begin on pages of their own
    sheet.set_h_pagebreaks([block.heading_row - 1 for block in blocks[1:-1]])


def _heading(sheet: Worksheet, styles: Styles, block: Block) -> None:
    sheet.set_row(block.heading_row - 1, 34)
    for column in range(1, len(_WIDTHS) + 1):
        put(sheet, block.heading_row, column, None, styles("section"))
    put(sheet, block.heading_row, 1, block.section, styles("section"))


def _labelled(sheet: Worksheet, styles: Styles, block: Block, results: Results | None) -> None:
    for row, (field, (label, value, hint)) in enumerate(
        zip(block.fields, block.rows, strict=True), start=block.first_row
    ):
        name = ("label", "middle", "bold") if field.need is Need.REQUIRED else ("label", "middle")
        put(sheet, row, 1, label, styles(*name))
        swatch = results.colour(layout.OFFICE_SHEET, row, 2) if results else None
        put(sheet, row, 2, value, styles.coloured(swatch, "lined", "wrap", TRAITS[field.kind], "value"))
        if hint is not None:
            put(sheet, row, 3, hint, styles("hint", "middle"))
        sheet.set_row(row - 1, height(((value, _WIDTHS[1]), (hint, _WIDTHS[2] * 16 / 14))))
        guide(sheet, field, row, row, 2)


def _table(sheet: Worksheet, styles: Styles, block: Block, results: Results | None) -> None:
    for column, field in enumerate(block.fields, start=1):
        look = ("header",) if field.need is Need.REQUIRED else ("header", "second")
        put(sheet, block.header_row, column, field.label, styles(*look))
        guide(sheet, field, block.first_row, block.first_row + len(block.rows) - 1, column)
    for row, cells in enumerate(block.rows, start=block.first_row):
        for column, value in enumerate(cells, start=1):
            swatch = results.colour(layout.OFFICE_SHEET, row, column) if results else None
            put(sheet, row, column, value, styles.coloured(swatch, "lined", "wrap", "text", "value"))
        sheet.set_row(row - 1, height(zip(cells, _WIDTHS, strict=False)))


def _name_divisions(book: Workbook, block: Block) -> None:
    """The list reaches from the first short name to the last one filled in: no blank lines to scroll past.

    A name taken out between them leaves a blank line, and drops none of the others.
    """
    first, last = block.first_row, block.first_row + len(block.rows) - 1
    cells = f"'{layout.OFFICE_SHEET}'!$A${first}:$A${last}"
    top = f"'{layout.OFFICE_SHEET}'!$A${first}"
    last_filled = f"SUMPRODUCT(MAX((LEN({cells})>0)*(ROW({cells})-ROW({top})+1)))"
    book.define_name(layout.DIVISION_NAMES, f"={top}:INDEX({cells},MAX(1,{last_filled}))")
