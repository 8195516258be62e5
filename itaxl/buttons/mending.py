"""แก้ไขตามข้อเสนอ: the seventh command, which asks before it writes, and offers the way back.

The workbook is read and judged before the question and again after it: what is written was agreed to, and
still holds.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from itaxl.buttons import dialog, excel, results, sentences
from itaxl.buttons.paint import paint
from itaxl.buttons.typed import put_values
from itaxl.buttons.view import MEND, Outcome, View, checked_sheets, look
from itaxl.core.areas import batches
from itaxl.core.grid import Place
from itaxl.core.marks import marks
from itaxl.core.mend import FORMULA, PROTECTED, Change, mending, putting_back
from itaxl.errors import ExitCode, OutputError
from itaxl.links.known import with_known

if TYPE_CHECKING:
    import xlwings

#: Shows a question (Thai), and tells whether it was agreed to.
Ask = Callable[[str], bool]
#: What is around a reading (False) or a writing (True) of the workbook.
Around = Callable[[bool], AbstractContextManager[object]]


def mend(
    book: xlwings.Book,
    now: dt.datetime | None = None,
    ask: Ask | None = None,
    around: Around | None = None,
) -> Outcome:
    """Write the suggestions; where there is none, or none is wanted, put former values back.

    Each is asked first, with the number of cells and the first of them.  The list of findings is brought up
    to date, and the colours where mended cells have one.  Raises ItaxlError for what the clerk can solve.
    """
    now = now or dt.datetime.now()
    ask = ask or (lambda text: dialog.ask(book.app, text))
    around = around or (lambda writes: nullcontext())
    with around(False):
        forth = _mending(look(book, MEND, now))
    if forth.mends and ask(sentences.mend_question(forth)):
        return _done(book, now, around, _mending, forth)
    with around(False):
        back = _putting_back(look(book, MEND, now))
    if back.mends and ask(sentences.put_back_question(back, is_all=not forth.mends)):
        return _done(book, now, around, _putting_back, back)
    if forth.mends or back.mends:
        return Outcome(sentences.NOT_MENDED)
    return Outcome(sentences.nothing_to_mend(forth))


def _mending(view: View) -> Change:
    live, now = view.live, view.now
    kept = results.kept_on(live)
    when = sentences.moment(now)
    return mending(view.reading, view.assessment, now.date(), kept.kept if kept else (), when, _refuse(view))


def _putting_back(view: View) -> Change:
    kept = results.kept_on(view.live)
    return putting_back(view.reading, view.now.date(), kept.kept if kept else (), _refuse(view))


def _refuse(view: View) -> Callable[[Collection[Place]], Mapping[Place, str]]:
    """Asks the program by sheet, once for all cells."""

    def refused(places: Collection[Place]) -> Mapping[Place, str]:
        found: dict[Place, str] = {}
        for name in dict.fromkeys(place.sheet for place in places):
            sheet = view.live.sheets[name].sheet
            here = {(p.row, p.column): p for p in places if p.sheet == name}
            if excel.protected(sheet):
                found |= dict.fromkeys(here.values(), PROTECTED)
            else:
                found |= {here[cell]: FORMULA for cell in excel.formulas(sheet, [*here])}
        return found

    return refused


def _done(
    book: xlwings.Book, now: dt.datetime, around: Around, plan: Callable[[View], Change], agreed: Change
) -> Outcome:
    with around(True):
        view = look(book, MEND, now)
        change = plan(view)
        if change.mends != agreed.mends:
            raise OutputError("ข้อมูลในสมุดงานเปลี่ยนไประหว่างที่รอคำตอบ จึงยังไม่ได้แก้ไข", "โปรดกดปุ่มอีกครั้ง")
        excel.refuse_protected(view.live.sheets[name].sheet for name in checked_sheets(view))
        with view.working():
            _write(view, change)
    code = ExitCode.FINDINGS if change.assessment.errors else ExitCode.OK
    told = sentences.put_back if plan is _putting_back else sentences.mended
    return Outcome(told(change), code)


def _write(view: View, change: Change) -> None:
    """The table of former values is written first: with whatever fails after it nothing is lost."""
    live = view.live
    assessment = with_known(change.assessment, change.reading, view.now.date())
    shown = marks(change.reading, assessment, live.last_rows)
    results.write_findings(live, shown, sentences.checked_state(assessment, view.now), change.kept)
    is_coloured = False
    for name in dict.fromkeys(mend.place.sheet for mend in change.mends):
        cells = {(m.place.row, m.place.column): m for m in change.mends if m.place.sheet == name}
        sheet = live.sheets[name].sheet
        is_coloured = is_coloured or any(
            excel.filled(sheet.range(one)) is not False for one in batches(cells)
        )
        values = {cell: one.after for cell, one in cells.items()}
        put_values(sheet, values, {cell: one.kind for cell, one in cells.items() if one.kind})
    results.write_messages(live, shown)
    if is_coloured:
        paint(live, shown)
