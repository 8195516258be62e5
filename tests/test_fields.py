"""What is noticed while one cell is read."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from itaxl.core.fields import LONG_TEXT, Notebook
from itaxl.core.grid import CellFault, Value
from itaxl.core.layout import MEASURE_COLUMNS
from itaxl.core.model import Status
from itaxl.core.reading import Cell
from itaxl.core.years import FiscalYear


def cell_of(value: Value) -> Cell:
    return Cell(MEASURE_COLUMNS[1], "มาตรการ", 2, 2, value)


def read(kind: str, value: Value, *more: object) -> tuple[object, list[str]]:
    """What a cell reads as, and the codes of what is noticed."""
    notes = Notebook()
    meant = getattr(notes, kind)(cell_of(value), *more)
    return meant, [sighting.code for sighting in notes.sightings]


@pytest.mark.parametrize(
    ("text", "strays"),
    [
        ("มาตรการ ที่ ๑", False),
        ("เ กณฑ์", True),
        ("ได้แ  ก่", True),
        ("มาตรก าร", True),
        ("มาตรก   าร ข้อ ๑", True),
        ("ไ\u00a0ป ข้อ ๑", True),
        ("ก\u00a0 ิน", True),
        (" าร", False),
        ("เ ", False),
        ("ก 1 ะ", False),
        ("ก\nา ข", False),
        ("e เ1 ก", False),
    ],
)
def it_notices_a_space_inside_a_syllable(text: str, strays: bool) -> None:
    notes = Notebook()
    notes.text(Cell(MEASURE_COLUMNS[1], "มาตรการ", 2, 2, text))
    assert ("C204" in [sighting.code for sighting in notes.sightings]) is strays


@pytest.mark.parametrize(
    ("kind", "value", "meant", "codes"),
    [
        ("text", None, "", []),
        ("text", " ก ", "ก", []),
        ("text", "ก\u200bข", "กข", ["C203"]),
        ("text", 2567.0, "2567", []),
        ("text", False, "FALSE", []),
        ("text", CellFault("#N/A"), "", ["C201"]),
        ("text", CellFault(""), "", ["C202"]),
        ("text", "ก" * LONG_TEXT, "ก" * LONG_TEXT, []),
        ("text", "ก" * (LONG_TEXT + 1), "ก" * (LONG_TEXT + 1), ["C205"]),
        ("optional_text", " ", None, []),
        ("lines", "ก\n\n ข ", ("ก", "ข"), []),
        ("date", " \u200b", None, []),
        ("date", CellFault("#N/A"), None, ["C201"]),
        ("date", True, None, ["D501"]),
        ("date", dt.date(2567, 2, 28), dt.date(2024, 2, 28), ["D504"]),
        ("score", "", None, []),
        ("score", " ๘๘.๔๐ คะแนน ", Decimal("88.40"), []),
        ("score", "88.4 %", Decimal("88.4"), []),
        ("score", "-1", Decimal(-1), []),
        ("score", "88,4", None, ["R401"]),
        ("score", "8" * 13, None, ["R401"]),
        ("score", dt.date(2024, 1, 1), None, ["R401"]),
        ("score", True, None, ["R401"]),
        ("score", CellFault("#N/A"), None, ["C201"]),
        ("year", "", None, []),
        ("year", "ปีงบประมาณ พ.ศ. ๒๕๖๗", FiscalYear(2567), []),
        ("year", "ปี 2567", FiscalYear(2567), []),
        ("year", 2555.0, None, ["Y501"]),
        ("year", 2556.0, FiscalYear(2556), []),
        ("year", 2643.0, FiscalYear(2643), []),
        ("year", 2644.0, None, ["Y501"]),
        ("year", 2012.0, None, ["Y501"]),
        ("year", 2013.0, FiscalYear(2556), ["Y502"]),
        ("year", 2100.0, FiscalYear(2643), ["Y502"]),
        ("year", 2101.0, None, ["Y501"]),
        ("year", "67", None, ["Y501"]),
        ("year", CellFault("#N/A"), None, ["C201"]),
        ("count", None, None, []),
        ("count", " ", None, []),
        ("count", 7.0, 7, []),
        ("count", "มาตรการ ๗", 7, []),
        ("count", "ข้อ (7)", 7, []),
        ("count", "7.", 7, []),
        ("count", 7.5, None, ["M604"]),
        ("count", CellFault("#N/A"), None, ["C201"]),
    ],
)
def it_reads_a_cell_as_its_kind_wants_it(kind: str, value: Value, meant: object, codes: list[str]) -> None:
    assert read(kind, value) == (meant, codes)
    assert type(read(kind, value)[0]) is type(meant)


@pytest.mark.parametrize(
    ("value", "meant", "codes"),
    [
        (None, None, []),
        (" \u200b", None, []),
        (Status.DONE.value, Status.DONE, []),
        (f" {Status.DONE.value[:9]} {Status.DONE.value[9:]}", Status.DONE, []),
        (Status.DONE.value + "\u200b", Status.DONE, ["C203"]),
        ("เสร็จ", None, ["M603"]),
        (True, None, ["M603"]),
        (3.0, None, ["M603"]),
        (CellFault("#N/A"), None, ["C201"]),
    ],
)
def it_reads_a_choice_only_where_one_of_its_words_stands(
    value: Value, meant: Status | None, codes: list[str]
) -> None:
    assert read("choice", value, Status, "M603") == (meant, codes)


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("text", "ก" * (LONG_TEXT + 1), {"length": str(LONG_TEXT + 1)}),
        ("text", "ก\u200b", {"faults": "อักขระที่มองไม่เห็น"}),
        ("date", dt.date(2567, 2, 28), {"meant": "28 กุมภาพันธ์ 2567"}),
        ("year", 2024.0, {"meant": "2567"}),
    ],
)
def it_tells_what_it_took_a_cell_for(kind: str, value: Value, words: dict[str, str]) -> None:
    notes = Notebook()
    getattr(notes, kind)(cell_of(value))
    (sighting,) = notes.sightings
    assert sighting.words == {"label": MEASURE_COLUMNS[1].label, **words}
    assert (sighting.place, sighting.raw) == (cell_of(value).place, value)


def it_reads_nothing_where_there_is_no_cell() -> None:
    notes = Notebook()
    nothing = [getattr(notes, kind)(None) for kind in ("text", "lines", "date", "score", "year", "count")]
    assert nothing == ["", (), None, None, None, None]
    assert notes.choice(None, Status, "M603") is None
    assert notes.sightings == []
