"""What the buttons need of Excel beyond xlwings' public interface, or cheaper than through it.

These calls go to Excel's object model on Windows.  In Excel for Mac the same names do not exist:
there nothing is framed or hidden, and protection shows when a write fails.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from itaxl.buttons.patience import Attempts, bounded_patience
from itaxl.catching import ForeignFault
from itaxl.core.areas import CellAt, address, batches, fixed_address
from itaxl.core.grid import DAY_ZERO, Area
from itaxl.core.palette import rgb
from itaxl.errors import ItaxlError, OutputError
from itaxl.named_tuple import NamedTuple

if TYPE_CHECKING:
    import xlwings

#: Whether `api` is Excel's object model as COM offers it.
COM = sys.platform != "darwin"
_NO_COLOUR = -4142  # xlColorIndexNone
_REFUSED = -2146827284  # 0x800A03EC, whatever Excel will not do
#: Nobody at the other end: the server is unavailable, the call failed, disconnected, died, not connected.
_GONE = {-2147023174, -2147023170, -2147417848, -2147418105, -2147220995}
#: Excel's Union takes 30 ranges.
_MOST_IN_UNION = 30
_DAYS_TO_1904 = 1462


class Weight(IntEnum):
    """XlBorderWeight."""

    THIN = 2
    MEDIUM = -4138


class Line(NamedTuple):
    colour: str
    weight: Weight


def hidden(sheet: xlwings.Sheet, top: int, bottom: int) -> bool | None:
    """Whether the rows are hidden, by hand or by a filter; None when only some are."""
    state: bool | None = sheet.range(f"{top}:{bottom}").api.Hidden if COM else False
    return state


def set_hidden(sheet: xlwings.Sheet, top: int, bottom: int, state: bool) -> None:
    if COM and bottom >= top:
        sheet.range(f"{top}:{bottom}").api.Hidden = state


def dress(sheet: xlwings.Sheet, addresses: Sequence[str], fill: str | None, line: Line | None = None) -> None:
    """Give cells a fill (None for none), and all four lines of every cell where a line is given."""
    if not COM:
        for one in addresses:
            sheet.range(one).color = rgb(fill) if fill else None
        return
    for cells in _together(sheet, addresses):
        if fill:
            cells.Interior.Color = _number(fill)
        else:
            cells.Interior.ColorIndex = _NO_COLOUR
        if line:
            borders = cells.Borders
            borders.Color = _number(line.colour)  # before the weight, which it would undo
            borders.Weight = line.weight


def _together(sheet: xlwings.Sheet, addresses: Sequence[str]) -> Iterator[Any]:
    """The ranges of the addresses as few unions: what is put on a union costs as much as on one cell."""
    ranges = [sheet.range(one).api for one in addresses]
    for start in range(0, len(ranges), _MOST_IN_UNION):
        part = ranges[start : start + _MOST_IN_UNION]
        yield part[0].Application.Union(*part) if len(part) > 1 else part[0]


def _number(colour: str) -> int:
    red, green, blue = rgb(colour)
    return red + green * 256 + blue * 65536


def filled(cells: xlwings.Range) -> bool | None:
    """Whether the cells have a fill; None when they differ."""
    if not COM:
        return None
    index = cells.api.Interior.ColorIndex
    return None if index is None else index != _NO_COLOUR


def formulas(sheet: xlwings.Sheet, cells: Sequence[CellAt]) -> set[CellAt]:
    """Which of the cells are computed, be it by a formula of another cell.

    Asked of all at once, and of each only where some are.
    """
    if not COM:
        return {cell for cell in cells if str(sheet.range(cell).formula).startswith("=")}
    if not any(_computed(part) for part in _together(sheet, batches(cells))):
        return set()
    return {cell for cell in cells if _computed(sheet.range(cell).api)}


def _computed(cells: Any) -> bool:
    """Also where it is so of some.  An Excel without spilling formulas knows no HasSpill, and xlwings would
    ask for it again and again."""
    if cells.HasFormula is not False:
        return True
    with ForeignFault(), bounded_patience(Attempts(1, lambda: None)):
        return cells.HasSpill is not False
    return False


def bare_value(cell: xlwings.Range) -> object:
    """A cell's number whatever its format makes of it: Excel cannot hand over a day before the year 100."""
    return cell.api.Value2 if COM else cell.raw_value


def unhide(rows: xlwings.Range) -> None:
    if COM:
        rows.api.Hidden = False


def fit(rows: xlwings.Range) -> None:
    """Have whole rows be as high as their texts ask for."""
    if COM:
        rows.api.AutoFit()
    else:
        rows.rows.autofit()


def stretch_table(sheet: xlwings.Sheet, area: Area) -> None:
    """Have the table, with its filters, that begins where the area does cover it, if there is one."""
    if COM and (table := sheet.range(area[:2]).api.ListObject):
        table.Resize(sheet.range(address(area)).api)


def redraw(
    sheet: xlwings.Sheet, number: int, names: Area, runs: Iterable[tuple[str, Area]], row: int | None
) -> None:
    """Have a chart show these cells, and stand at a row if told so; `runs` are names, and cells of bars."""
    shape = sheet.api.ChartObjects(number)
    if row:
        shape.Top = sheet.range((row, 1)).api.Top
    chart, on = shape.Chart, "'" + sheet.name.replace("'", "''") + "'!"
    for at, (name, cells) in enumerate(runs, start=1):
        said, named, drawn = name.replace('"', '""'), on + fixed_address(names), on + fixed_address(cells)
        chart.SeriesCollection(at).Formula = f'=SERIES("{said}",{named},{drawn},{at})'


def show(sheet: xlwings.Sheet) -> None:
    """Bring a sheet of the workbook in front to the front."""
    if COM:
        sheet.api.Activate()
    else:
        sheet.activate()


def typeset(sheet: xlwings.Sheet, area: str, face: str, points: int, *, bold: bool) -> None:
    if COM:
        font = sheet.range(area).api.Font
        font.Name, font.Size, font.Bold = face, points, bold


def unwrap(sheet: xlwings.Sheet, area: str) -> None:
    """Have texts reach over the empty cells beside them."""
    if COM:
        sheet.range(area).api.WrapText = False


def charts(sheet: xlwings.Sheet) -> int:
    """How many charts stand on a sheet."""
    return int(sheet.api.ChartObjects().Count) if COM else 0


def counts_from_1904(book: xlwings.Book) -> bool:
    """Whether the workbook's days are counted from 1904, as those of old Macs are."""
    return bool(COM and book.api.Date1904)


def serial(day: dt.date, *, is_1904: bool) -> float:
    """A day as the number that a cell holds for it."""
    return float((day - DAY_ZERO).days - (_DAYS_TO_1904 if is_1904 else 0))


def full_name(book: xlwings.Book) -> str:
    """Path or address; of a workbook that was never saved its title."""
    return str(book.api.FullName) if COM else str(book.fullname)


def protected(sheet: xlwings.Sheet) -> bool:
    return bool(COM and sheet.api.ProtectContents)


def refuse_protected(sheets: Iterable[xlwings.Sheet]) -> None:
    """Raise before the first write where one of the sheets is protected: nothing is done by halves."""
    locked = [sheet.name for sheet in sheets if protected(sheet)]
    if locked:
        raise OutputError(
            f"แผ่นงาน {' และ '.join(locked)} ถูกป้องกันไว้ จึงเขียนผลลงไปไม่ได้",
            "โปรดคลิกขวาที่ชื่อแผ่นงาน เลือก ยกเลิกการป้องกันแผ่นงาน แล้วลองอีกครั้ง",
        )


def structure_protected(book: xlwings.Book) -> bool:
    return bool(COM and book.api.ProtectStructure)


def as_problem(error: BaseException) -> ItaxlError | None:
    """What Excel's own refusal or its end means for the clerk; None for anything else."""
    if type(error).__name__ != "com_error":
        return None
    if error.args[0] in _GONE:
        return OutputError(
            "Excel ถูกปิดไปก่อนที่จะทำเสร็จ ผลที่เขียนไปแล้วในสมุดงานที่ยังไม่ได้บันทึกจึงไม่อยู่แล้ว",
            "โปรดเปิดสมุดงานใน Excel แล้วลองอีกครั้ง",
        )
    details = error.args[2] if len(error.args) > 2 else None
    if not isinstance(details, tuple) or details[-1] != _REFUSED:
        return None
    return OutputError(
        "Excel ไม่ยอมให้เขียนผลลงในสมุดงานนี้ อาจเป็นเพราะแผ่นงานถูกป้องกันหรือสมุดงานถูกแชร์อยู่",
        "โปรดยกเลิกการป้องกันแผ่นงานหรือการแชร์สมุดงาน แล้วลองอีกครั้ง",
    )
