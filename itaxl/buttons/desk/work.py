"""A folder done at a click: the batch itself, with its progress in the status bar; it can be ended."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from itaxl.buttons.desk import sentences
from itaxl.buttons.desk.around import Around, Besides
from itaxl.buttons.desk.opened import Opened, roster_grid
from itaxl.buttons.desk.stopping import forget_the_wish, wish
from itaxl.buttons.excel import full_name
from itaxl.buttons.patience import Attempts, bounded_patience
from itaxl.catching import ForeignFault
from itaxl.core.model import Round
from itaxl.named_tuple import NamedTuple

if TYPE_CHECKING:
    import xlwings

    from itaxl.batch import Options, Summary
    from itaxl.core.district.desk import Desk
    from itaxl.core.district.table import Sheet

_ROUNDS = {Round.SIX_MONTHS: "6", Round.TWELVE_MONTHS: "12"}
#: Lines in the status bar of one run, at most; and seconds between two.
_LINES, _PAUSE = 50, 0.5


class Stopped(KeyboardInterrupt):
    """The person wants no more: raised inside the batch, which ends as at Ctrl-C."""

    def __init__(self, done: int, total: int) -> None:
        super().__init__()
        self.done, self.total = done, total


class Done(NamedTuple):
    """What came of a run in `out`; `front` is the sheet to look at first, `letters` how many if asked for."""

    summary: Summary
    out: Path
    sheets: list[Sheet]
    front: str
    address_of: Callable[[str], str]
    letters: int | None = None


def done_of(
    on: Opened, app: xlwings.App, around: Around, now: dt.datetime, besides: Besides, *, anew: bool
) -> Done:
    """`app` shows how far it is; `anew`: also what was done and has not changed.

    Raises Stopped, and ItaxlError as `run_batch` does.
    """
    from itaxl.batch import ask_links, collect, run_batch
    from itaxl.core.district.fixed import fixed
    from itaxl.core.district.sheets.all_sheets import SHEETS, sheets_of

    folder, out = on.folder, on.out
    letters = besides is Besides.LETTERS
    options = _options(on, now, letters)._replace(force=anew)
    inputs = collect([str(folder)], out, [Path(full_name(on.book))])
    progress = _Progress(app, around, len(inputs), wish(out))
    desks: list[Desk] = []
    forget_the_wish(out)
    try:
        if besides is Besides.LINKS:
            options = ask_links(inputs, options, progress.told_of_links)
        summary = run_batch(inputs, out, options, None, progress.step, show=desks.append)
    finally:
        forget_the_wish(out)
    sheets = [fixed(make(desk)) for desk in desks for make in sheets_of(desk).values()]
    written = sum(bool(office.letter) for desk in desks for office in desk.offices) if letters else None
    return Done(summary, out, sheets, next(iter(SHEETS)), lambda path: _address(out, path), written)


def _options(on: Opened, now: dt.datetime, letters: bool) -> Options:
    """Raises ItaxlError for a file that cannot serve, before any work."""
    from itaxl.batch import Options, earlier_in
    from itaxl.core.district.roster import roster_in

    settings = on.settings
    return Options(
        today=now.date(),
        annotate=settings.annotate or letters,
        pdf=settings.pdf,
        digits=settings.digits,
        year=settings.year.be if settings.year else None,
        round=_ROUNDS[settings.round] if settings.round else "",
        roster=roster_in([listed] if (listed := roster_grid(on)) else []),
        due=settings.due,
        earlier=earlier_in(on.path(settings.since)) if settings.since else None,
        emblem=_emblem(on.path(settings.emblem)) if settings.emblem else None,
        replies=letters,
    )


def _emblem(path: Path) -> bytes:
    from itaxl.memo.emblem_file import emblem_from

    return emblem_from(path)


def _address(out: PurePath, path: str) -> str:
    """A file of ours as an address that any program takes: letters and the drive as they are, the rest
    quoted; a share is a host's."""
    from itaxl.core.district.shown import link_target

    share = out.drive.startswith("\\\\")
    drive = "" if share or not out.drive else f"{out.drive}/"
    target = link_target(f"{out.as_posix().removeprefix(drive)}/{path}".lstrip("/"))
    return f"file://{'' if share else '/'}{drive}{target}" if target else ""


class _Progress:
    """Tells how far the run is, few times; looks each time whether it is to end."""

    def __init__(self, app: xlwings.App, around: Around, total: int, wished: Path) -> None:
        self._app, self._around, self._total, self._wished = app, around, total, wished
        self._done, self._told = 0, time.monotonic()
        self._each = max(1, total // _LINES)
        self._say()

    def told_of_links(self, done: int, total: int) -> None:
        if self._is_over():
            raise Stopped(0, self._total)
        if done % max(1, total // _LINES) == 0 and time.monotonic() - self._told >= _PAUSE:
            self._tell(sentences.at_links(done, total, self._around.how))

    def step(self, *_: object) -> None:
        self._done += 1
        if self._is_over():
            raise Stopped(self._done, self._total)
        if self._done % self._each == 0 and time.monotonic() - self._told >= _PAUSE:
            self._say()

    def _is_over(self) -> bool:
        return self._around.stopped() or self._wished.exists()

    def _say(self) -> None:
        self._tell(sentences.at_work(self._done, self._total, self._around.how))

    def _tell(self, line: str) -> None:
        self._told = time.monotonic()
        with (
            ForeignFault(),
            bounded_patience(Attempts(1, lambda: None)),
        ):  # whoever types in a cell needs none
            self._app.status_bar = line
