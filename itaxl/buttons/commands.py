"""The eight commands, each on an open workbook that is handed to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from itaxl.buttons import excel, results, sentences
from itaxl.buttons.paint import paint
from itaxl.buttons.view import LINKS, MEND, Outcome, View, at_work, checked_sheets, looked_at, named
from itaxl.core import layout
from itaxl.errors import ExitCode, InputError, ItaxlError
from itaxl.links.known import for_memo

if TYPE_CHECKING:
    import xlwings

    from itaxl.buttons.mending import Around, Ask


def validate(book: xlwings.Book, now: dt.datetime | None = None) -> Outcome:
    """Write the findings sheet and the column ผลการตรวจ of the measures.

    All commands: `now` is the clock's time unless given.  Old results are cleared first; other cells,
    filters, the selection and the sheet in front stay.  Raises ItaxlError for what the clerk can solve.
    """
    return _run(book, "validate", now, _validate, checked_sheets)


def mend(
    book: xlwings.Book,
    now: dt.datetime | None = None,
    ask: Ask | None = None,
    around: Around | None = None,
) -> Outcome:
    """Write what is suggested, or put back what stood there; asked first (see `buttons.mending`)."""
    from itaxl.buttons.mending import mend as mended

    return mended(book, now, ask, around)


def links(book: xlwings.Book, now: dt.datetime | None = None, around: Around | None = None) -> Outcome:
    """Ask the evidence links over the web (see `buttons.evidence`)."""
    from itaxl.buttons.evidence import links as asked

    return asked(book, now, around)


def colour(book: xlwings.Book, now: dt.datetime | None = None) -> Outcome:
    """Colour status cells and cells with findings; `core.marks.Marks` says which cells can have a colour."""
    return _run(book, "colour", now, _colour, _coloured_sheets)


def rollup(book: xlwings.Book, now: dt.datetime | None = None) -> Outcome:
    """Fill the roll-up table; the chart follows it."""
    return _run(book, "rollup", now, _rollup, _rollup_sheet)


def memo(book: xlwings.Book, now: dt.datetime | None = None) -> Outcome:
    """Write the memo beside the workbook and open it in Word; refused while errors stand."""
    return _run(book, "memo", now, _memo, _no_sheet)


def all_(book: xlwings.Book, now: dt.datetime | None = None) -> Outcome:
    """All of the above but mending and links in turn.  What keeps the memo back does not undo the rest."""
    return _run(book, "all", now, _all, _all_sheets)


def help_(book: xlwings.Book, now: dt.datetime | None = None) -> Outcome:
    """Bring the guide sheet to the front."""
    names = {sheet.name: sheet for sheet in book.sheets}
    if layout.GUIDE_SHEET not in names:
        raise InputError(
            f"ไม่มีแผ่นงาน {layout.GUIDE_SHEET} ในสมุดงานนี้",
            "โปรดสร้างแบบติดตามเปล่าด้วยคำสั่ง itaxl new แล้วเปิดดูคู่มือในไฟล์นั้น",
        )
    guide = names[layout.GUIDE_SHEET]
    if not guide.visible:
        guide.visible = True
    guide.activate()
    return Outcome("")


COMMANDS: Mapping[str, Callable[[xlwings.Book], Outcome]] = MappingProxyType(
    {
        "validate": validate,
        MEND: mend,
        LINKS: links,
        "colour": colour,
        "rollup": rollup,
        "memo": memo,
        "all": all_,
        "help": help_,
    }
)


def _run(
    book: xlwings.Book,
    name: str,
    now: dt.datetime | None,
    work: Callable[[View], Outcome],
    touched: Callable[[View], Iterable[str]],
) -> Outcome:
    """Read, judge, make sure that every sheet to be `touched` takes results, then work."""
    with at_work(book, name):
        view = looked_at(book, name, now or dt.datetime.now())
        sheets = dict.fromkeys(touched(view))
        excel.refuse_protected(view.live.sheets[sheet].sheet for sheet in sheets)
        return work(view)


def _validate(view: View) -> Outcome:
    results.write_findings(view.live, view.marks, sentences.checked_state(view.assessment, view.now))
    results.write_messages(view.live, view.marks)
    return Outcome(sentences.checked(view.assessment), view.verdict)


def _colour(view: View) -> Outcome:
    paint(view.live, view.marks)
    return Outcome(sentences.coloured(view.marks))


def _rollup(view: View) -> Outcome:
    results.write_rollup(view.live, view.marks, sentences.rolled_up_state(view.assessment))
    return Outcome(sentences.rolled_up(view.assessment))


def _memo(view: View) -> Outcome:
    if view.assessment.errors:
        return Outcome(sentences.memo_refused(view.assessment), ExitCode.FINDINGS)
    from itaxl.buttons.memo_file import folder_of, open_in_word, write_memo

    book = view.live.book
    shown = for_memo(view.assessment, view.now.date())
    written = write_memo(shown, folder_of(book), book.name)
    opened = open_in_word(written.docx)
    return Outcome(
        sentences.memo_written(written.docx, written.pdf, view.assessment, written.remarks, opened)
    )


def _all(view: View) -> Outcome:
    done = [step(view) for step in (_validate, _colour, _rollup)]
    texts, code = [outcome.text for outcome in done], view.verdict
    if view.assessment.errors:
        texts.append(sentences.memo_postponed(None))
    else:
        try:
            texts.append(_memo(view).text)
        except ItaxlError as problem:
            texts.append(sentences.memo_postponed(problem))
            code = problem.exit_code
    return Outcome("\n\n".join(texts), code)


def _coloured_sheets(view: View) -> list[str]:
    return list(view.marks.ours)


def _rollup_sheet(view: View) -> list[str]:
    return named(view, layout.ROLLUP_SHEET)


def _no_sheet(view: View) -> list[str]:
    return []


def _all_sheets(view: View) -> list[str]:
    return [*checked_sheets(view), *_coloured_sheets(view), *_rollup_sheet(view)]
