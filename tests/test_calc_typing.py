"""Dates typed by keyboard into a live Calc: each is understood, or asked about with the day that is meant."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import os
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest
import xlwings

from itaxl import buttons
from itaxl.buttons.live import read
from itaxl.cli import main
from itaxl.core import layout
from itaxl.core.assess import assess
from itaxl.core.grid import Value
from itaxl.core.model import Assessment
from itaxl.core.rules.rule import spoken
from itaxl.core.sample import sample
from itaxl.files.tracker.workbook import tracker_bytes
from tests import calc_office, calc_screen
from tests.calc_office import Calc, Office, property_value
from tests.calc_screen import Screen
from tests.excel_tracker import NOW

_MISSING = calc_office.missing() or calc_screen.missing()
pytestmark = [pytest.mark.libreoffice, pytest.mark.skipif(bool(_MISSING), reason=_MISSING or "-")]

MARCH = dt.date(2024, 3, 31)


class Typed(NamedTuple):
    """What a clerk types, the day that is understood, what Calc stores, and the code of what is told."""

    text: str
    day: dt.date
    stored: Value
    code: str


#: By the regional setting: what an English one makes of 3/4/2567 nobody can tell from the cell, but the day
#: that was understood is named with its month.
DAY_FIRST = {"th-TH": dt.date(2567, 4, 3), "en-US": dt.date(2567, 3, 4)}
_SAME = (
    ("31/3/2567", MARCH, dt.date(2567, 3, 31), "D504"),
    ("31 มี.ค. 67", MARCH, dt.date(1967, 3, 31), "D505"),
    ("31/3/67", MARCH, dt.date(1967, 3, 31), "D505"),
    ("31/3/2024", MARCH, MARCH, ""),
    ("๓๑/๓/๒๕๖๗", MARCH, dt.date(2567, 3, 31), "D504"),
    ("31 มีนาคม 2567", MARCH, dt.date(2567, 3, 31), "D504"),
    ("31 มี.ค. 2567", MARCH, dt.date(2567, 3, 31), "D504"),
    ("2. 4.67", dt.date(2024, 4, 2), "2. 4.67", ""),
    ("31032567", MARCH, 31032567.0, "D506"),
)


def typed_in(setting: str) -> list[Typed]:
    stored = DAY_FIRST[setting]
    return [*itertools.starmap(Typed, _SAME), Typed("3/4/2567", stored.replace(year=2024), stored, "D504")]


_DUE = [field.key for field in layout.MEASURE_COLUMNS].index("due")
_FIRST = layout.MEASURES_HEADER_ROW + 1
_ITEM = (
    '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)
_SETTINGS = (
    ("Setup/Product", "ooSetupLastVersion", "99"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Office.Common/Misc", "ShowTipOfTheDay", "false"),
)


@pytest.fixture(params=["th-TH", "en-US"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Calc, Screen, list[Typed]]]:
    """A Calc of that regional setting, with windows, on a screen with a keyboard."""
    settings = (("Setup/L10N", "ooSetupSystemLocale", request.param), *_SETTINGS)
    user = tmp_path / "profile" / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        + "".join(_ITEM.format(*setting) for setting in settings)
        + "</oor:items>",
        "utf-8",
    )
    with ExitStack() as stack:
        screen = Screen()
        stack.callback(screen.close)
        office = Office(tmp_path / "profile", screen.display)
        stack.callback(office.stop)
        calc = stack.enter_context(calc_office.calc(office, tmp_path))
        yield calc, screen, typed_in(request.param)


def blank(count: int) -> bytes:
    """The sample with that many measures, nothing due yet."""
    first = sample().measures[0]
    measures = tuple(
        first._replace(number=n, title=f"ควรจัดทำคู่มือเล่มที่ {n}", due=None, done_on=None, status=None)
        for n in range(1, count + 1)
    )
    return tracker_bytes(sample()._replace(measures=measures), macros=False)


def type_into(calc: Calc, screen: Screen, row: int, typed: Typed, book: xlwings.Book) -> None:
    """xdotool loses a Thai letter now and then, and types all of it once more then, more slowly."""
    sheet = calc.document.Sheets.getByName(layout.MEASURES_SHEET)
    controller = calc.document.CurrentController
    controller.setActiveSheet(sheet)
    environment = {**os.environ, "DISPLAY": screen.display}
    for delay in (60, 120, 250, 500):
        controller.select(sheet.getCellByPosition(_DUE, row - 1))
        calc_screen.give_focus(calc.document)
        for words in (("key", "Delete"), ("type", "--delay", str(delay), typed.text), ("key", "Return")):
            subprocess.run(["xdotool", *words], env=environment, check=True)
        time.sleep(0.5)
        if stored(book, [row]) == [typed.stored]:
            return


def stored(book: xlwings.Book, rows: Iterable[int]) -> list[Value]:
    (measures,) = [grid for grid in read(book).grids if grid.sheet == layout.MEASURES_SHEET]
    return [measures.at(row, _DUE + 1) for row in rows]


def understood(assessment: Assessment) -> list[tuple[object, str, object]]:
    """Of each measure: the day that it is due, and what is told of that cell, with the suggestion."""
    told = {
        f.place.row: (f.code, f.suggestion)
        for f in assessment.findings
        if f.place.sheet == layout.MEASURES_SHEET and f.place.column == _DUE + 1 and f.code[0] == "D"
    }
    return [(m.due, *told.get(m.row, ("", None))) for m in assessment.tracker.measures]


def it_is_understood_however_it_is_typed(
    desk: tuple[Calc, Screen, list[Typed]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calc, screen, spellings = desk
    book = calc.open(blank(len(spellings)), str(tmp_path / "แบบติดตาม.xlsx"), Hidden=False)
    calc_screen.fill_screen(calc.document)
    for row, typed in enumerate(spellings, _FIRST):
        type_into(calc, screen, row, typed, book)
    rows = range(_FIRST, _FIRST + len(spellings))
    assert stored(book, rows) == [typed.stored for typed in spellings]
    asked = [typed for typed in spellings if typed.code]

    meant = [(typed.day, typed.code, typed.day if typed.code else None) for typed in spellings]
    assert understood(assess(read(book).grids, NOW.date())) == meant

    buttons.validate(book, now=NOW)
    findings = calc.sheet(layout.FINDINGS_SHEET)
    columns = [field.key for field in layout.FINDING_COLUMNS]
    told = [
        (
            findings.at(row, columns.index("code") + 1).value,
            findings.at(row, columns.index("message") + 1).value,
        )
        for row in range(layout.FINDINGS_HEADER_ROW + 1, 60)
    ]
    told = [(code, message) for code, message in told if code and str(code)[0] == "D"]
    assert [code for code, _ in told] == [typed.code for typed in asked]
    assert all(spoken(typed.day) in str(message) for typed, (_, message) in zip(asked, told, strict=True))

    saved = tmp_path / "saved.xlsx"
    calc.document.storeToURL(saved.as_uri(), (property_value("FilterName", "Calc MS Excel 2007 XML"),))
    main(["check", "--json", str(saved)])
    checked = [f for f in json.loads(capsys.readouterr().out)["findings"] if f["code"][0] == "D"]
    assert [f["code"] for f in checked] == [typed.code for typed in asked]
