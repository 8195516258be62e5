"""A sheet of a live Calc as the tests see and change it: through UNO itself, not through the engine."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tests.excel_cells import Cell, CellAt, SheetStore, com_time, fault

_WEIGHTS = {26: 2, 62: -4138}  # hundredths of a millimetre, XlBorderWeight
_BORDERS = ("BottomBorder2", "LeftBorder2", "RightBorder2", "TopBorder2")
_LOOKS = tuple(sorted(("CellBackColor", "CharColor", "NumberFormat", *_BORDERS)))  # UNO wants them sorted
_DATE, _TIME, _LOGICAL, _TEXT = 2, 4, 1024, 256
#: By document and number format: what the format is for.
_KINDS: dict[str, dict[int, int]] = {}
_EPOCH = dt.datetime(1899, 12, 30)


class LiveCell:
    """One cell; what is read is read when it is asked for."""

    def __init__(self, document: Any, cell: Any) -> None:
        self._document, self._cell = document, cell

    @property
    def value(self) -> Any:
        return _value(self._document, self._cell)

    @value.setter
    def value(self, value: Any) -> None:
        cell = self._cell
        if value is None:
            cell.clearContents(1 | 2 | 4 | 16)
        elif isinstance(value, str):
            cell.setString(value)
        elif isinstance(value, dt.datetime):
            cell.setValue((value - _EPOCH).total_seconds() / 86_400)
        else:
            cell.setValue(value)

    @property
    def formula(self) -> str:
        return _in_excel(self._cell.Formula) if self._cell.Type.value == "FORMULA" else ""

    @property
    def number_format(self) -> str:
        style = self._cell.NumberFormat
        return _format(_kind(self._document, style), style)

    @property
    def fill(self) -> int | None:
        return _bgr(self._cell.CellBackColor)

    @fill.setter
    def fill(self, colour: int) -> None:
        self._cell.CellBackColor = _bgr(colour)

    @property
    def border(self) -> tuple[int, int] | None:
        return _border(*(getattr(self._cell, side) for side in _BORDERS))

    @property
    def ink(self) -> int | None:
        return _bgr(self._cell.CharColor)


class LiveSheet:
    """A sheet by its name at the time."""

    def __init__(self, document: Any, name: str) -> None:
        self.__dict__.update(_document=document, _sheet=document.Sheets.getByName(name))

    def at(self, row: int, column: int) -> LiveCell:
        return LiveCell(self._document, self._sheet.getCellByPosition(column - 1, row - 1))

    make = at

    @property
    def used(self) -> tuple[int, int, int, int]:
        return _used(self._sheet)

    @property
    def hidden(self) -> set[int]:
        return self._rows().hidden

    @property
    def filtered(self) -> set[int]:
        return self._rows().filtered

    def _rows(self) -> SheetStore:
        store = SheetStore("")
        _read_rows(self._sheet, self.used[2], store)
        return store

    @property
    def cells(self) -> dict[CellAt, LiveCell]:
        """The cells that hold something."""
        top, left, bottom, right = self.used
        data = self._sheet.getCellRangeByPosition(left - 1, top - 1, right - 1, bottom - 1).getDataArray()
        places = [(r, c) for r, row in enumerate(data, top) for c, v in enumerate(row, left) if v != ""]
        return {place: self.at(*place) for place in places}

    def move(self, rows: int, columns: int) -> None:
        """Everything on the sheet, so many rows down and columns to the right."""
        self._sheet.Rows.insertByIndex(0, rows)
        self._sheet.Columns.insertByIndex(0, columns)

    def __setattr__(self, name: str, value: Any) -> None:
        _PUTS[name](self._document, self._sheet, value)


def _put_filtered(document: Any, sheet: Any, rows: set[int]) -> None:
    for row in rows:
        sheet.Rows.getByIndex(row - 1).IsVisible = False
        sheet.Rows.getByIndex(row - 1).IsFiltered = True


def _put_selection(document: Any, sheet: Any, address: str) -> None:
    controller = document.CurrentController
    front = controller.ActiveSheet
    controller.setActiveSheet(sheet)
    controller.select(sheet.getCellRangeByName(address))
    controller.setActiveSheet(front)


_PUTS = {
    "filtered": _put_filtered,
    "selection": _put_selection,
    "name": lambda document, sheet, name: sheet.setName(name),
    "protected": lambda document, sheet, state: sheet.protect("") if state else sheet.unprotect(""),
    "visible": lambda document, sheet, state: setattr(sheet, "IsVisible", bool(state)),
}


def snapshot(document: Any, name: str) -> SheetStore:
    """The sheet as a value, the same as the pretended Excel's."""
    sheet = document.Sheets.getByName(name)
    store = SheetStore(name, visible=-1 if sheet.IsVisible else 0, protected=sheet.isProtected())
    store.selection = _cursor(document, name)
    top, left, bottom, right = _used(sheet)
    block = sheet.getCellRangeByPosition(left - 1, top - 1, right - 1, bottom - 1)
    _read_cells(document, block, store)
    _read_rows(sheet, bottom, store)
    return store


def _read_cells(document: Any, block: Any, store: SheetStore) -> None:
    data, formulas = block.getDataArray(), block.getFormulaArray()
    computed = set(_places(block.queryFormulaCells(1 | 2 | 4)))
    for part in block.UniqueCellFormatRanges:
        looks = dict(zip(_LOOKS, part.getPropertyValues(_LOOKS), strict=True))
        style, border = looks["NumberFormat"], _border(*(looks[side] for side in _BORDERS))
        kind = _kind(document, style)
        for row, column in _places(part):
            raw = data[row - 1][column - 1]
            formula = formulas[row - 1][column - 1] if (row, column) in computed else ""
            store.cells[row, column] = Cell(
                _told(block, (row, column), raw, kind),
                _in_excel(formula),
                _format(kind, style),
                _bgr(looks["CellBackColor"]),
                border,
                _bgr(looks["CharColor"]),
            )


def _told(block: Any, place: CellAt, raw: Any, kind: int) -> Any:
    if raw is None:
        return fault(block.getCellByPosition(place[1] - 1, place[0] - 1).String)
    return _as_com(raw, kind)


def _read_rows(sheet: Any, bottom: int, store: SheetStore) -> None:
    column = sheet.getCellRangeByPosition(0, 0, 0, bottom - 1)
    seen = {row for row, _ in _places(column.queryVisibleCells())}
    for row in set(range(1, bottom + 1)) - seen:
        hidden = store.filtered if sheet.Rows.getByIndex(row - 1).IsFiltered else store.hidden
        hidden.add(row)


def _places(ranges: Any) -> list[CellAt]:
    return [
        (row + 1, column + 1)
        for a in ranges.RangeAddresses
        for row in range(a.StartRow, a.EndRow + 1)
        for column in range(a.StartColumn, a.EndColumn + 1)
    ]


def _used(sheet: Any) -> tuple[int, int, int, int]:
    cursor = sheet.createCursor()
    cursor.gotoEndOfUsedArea(False)
    end = cursor.RangeAddress
    return 1, 1, end.EndRow + 1, end.EndColumn + 1


def _cursor(document: Any, name: str) -> str:
    """Where the cursor stands, from the line that describes the window: 'zoom;front;bar;column/row/…;…'."""
    view = document.CurrentController.getViewData().split(";")[3:]
    column, _, rest = view[document.Sheets.ElementNames.index(name)].replace("+", "/").partition("/")
    if not rest:
        return "$A$1"  # a sheet that was never shown
    row = rest.partition("/")[0]
    return f"${chr(65 + int(column))}${int(row) + 1}"


def _value(document: Any, cell: Any) -> Any:
    ((raw,),) = cell.getDataArray()
    if isinstance(raw, str):
        return raw or None
    return fault(cell.String) if raw is None else _as_com(raw, _kind(document, cell.NumberFormat))


def _as_com(raw: Any, kind: int) -> Any:
    if isinstance(raw, str):
        return raw or None
    if kind & _LOGICAL:
        return bool(raw)
    return com_time(_EPOCH + dt.timedelta(seconds=round(raw * 86_400))) if kind & (_DATE | _TIME) else raw


def _format(kind: int, style: int) -> str:
    return "@" if kind & _TEXT else f"style {style}"


def _kind(document: Any, style: int) -> int:
    kinds = _KINDS.setdefault(document.RuntimeUID, {})
    if style not in kinds:
        kinds[style] = document.NumberFormats.getByKey(style).Type
    return kinds[style]


def _in_excel(formula: str) -> str:
    """Arguments apart by commas; the tests' formulas have no semicolon of their own."""
    return formula.replace('";"', '","')


def _bgr(colour: int) -> int | None:
    """UNO's colour number as Excel's, and back; -1 is none."""
    return None if colour < 0 else (colour & 255) << 16 | colour & 0xFF00 | colour >> 16


def _border(*sides: Any) -> tuple[int, int] | None:
    """(weight, colour) of a cell with the same line on all four sides."""
    lines = {(side.LineWidth, side.Color) for side in sides}
    width, colour = lines.pop()
    if lines or width not in _WEIGHTS:
        return None
    return _WEIGHTS[width], _bgr(colour) or 0
