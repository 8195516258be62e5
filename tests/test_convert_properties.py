"""Whatever grid or file comes: a draft that loses nothing, or an ItaxlError; never anything else."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from itaxl.convert.draft import Draft
from itaxl.convert.sources import source_from_bytes, table_grids
from itaxl.convert.table.explain import explain
from itaxl.convert.table.mapping import NO_MAPPING
from itaxl.convert.table.mapping_file import mapping_from_text
from itaxl.convert.table.source import understand
from itaxl.convert.unsorted import lines
from itaxl.convert.workbook import converted
from itaxl.core.compose import grids as composed
from itaxl.core.grid import Grid
from itaxl.core.parse import parse
from itaxl.errors import InputError, ItaxlError
from itaxl.reading.workbook import grids_from_bytes
from tests.convert_loss import lost
from tests.convert_strategies import table_grids as tables
from tests.strategies import grids, trackers
from tests.test_read_properties import WORKBOOKS, changed

TODAY = dt.date(2022, 4, 1)
_CHANGES = st.lists(
    st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 8), st.binary(max_size=6)),
    min_size=1,
    max_size=5,
)
_CSV = "ลำดับ,มาตรการ,ผู้รับผิดชอบ,สถานะ\n1,ควรมีคู่มือ,กองคลัง,เสร็จแล้ว\n"
FILES = {
    **{f"s.{name}": data for name, data in WORKBOOKS.items()},
    "s.csv": _CSV.encode(),
    "thai.csv": _CSV.encode("cp874"),
    "wide.txt": _CSV.encode("utf-16"),
}


def told(sheets: tuple[Grid, ...]) -> tuple[Grid, ...]:
    return held(understand(sheets).draft)


def held(draft: Draft) -> tuple[Grid, ...]:
    """What the new workbook holds of a draft, without writing it."""
    return (*composed(draft.tracker), Grid("ใหม่", tuple(lines(draft))))


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_any_table_loses_nothing(sheets: tuple[Grid, ...]) -> None:
    assert lost(sheets, told(sheets)) == []


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(grids())
def test_any_sheets_lose_nothing_but_what_the_program_writes_itself(sheets: tuple[Grid, ...]) -> None:
    understood = understand(sheets)
    if not understood.from_tracker:
        assert lost(sheets, told(sheets)) == []


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
@example((Grid("S", (("ขั้นตอน", "ชื่อมาตรการ"), (None, "-"))),))
@example((Grid("S", (("ลำดับ", "มาตรการ", "ผู้รับผิดชอบ", "สถานะ"), (1.0, "-", "-", "-"))),))
@example((Grid("S", (("ลำดับ", "มาตรการ", "กำหนดแล้วเสร็จ"), (1.0, "จัดอบรม", None), (2.0, None, "เร็ว ๆ นี้"))),))
@example((Grid("S", (("ลำดับ", "มาตรการ", "ขั้นตอน"), (1.0, "จัดอบรม", "✓"))),))
@example((Grid("S", (("ลำดับ", "มาตรการ", "ขั้นตอน"), (1.0, "✓", "จัดอบรม"))),))
@example((Grid("S", (("มาตรการ", "กิจกรรม", "ประเด็น"), ("-", "จัดอบรม", None), ("ควรมี   คู่มือ", "ทำ", "0\t0"))),))
def test_a_draft_is_a_tracker_that_reads_back_the_same(sheets: tuple[Grid, ...]) -> None:
    tracker = understand(sheets).draft.tracker
    assert parse(composed(tracker)).tracker == tracker


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_what_is_explained_can_be_given_back(sheets: tuple[Grid, ...]) -> None:
    mapping = mapping_from_text(explain(understand(sheets), NO_MAPPING, "a.xlsx").encode())
    again = understand(sheets, mapping)
    assert lost(sheets, held(again.draft)) == []


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_any_table_becomes_a_workbook(sheets: tuple[Grid, ...]) -> None:
    draft = understand(sheets).draft
    written = grids_from_bytes(converted(draft, "a.xlsx", TODAY, macros=False).data, "a")
    assert lost(sheets, written) == []
    assert parse(written).tracker == draft.tracker


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(trackers())
def test_a_tracker_is_taken_over_whole(tracker: object) -> None:
    sheets = composed(tracker)  # type: ignore[arg-type]
    understood = understand(sheets)
    assert understood.from_tracker
    assert understood.draft.tracker == parse(sheets).tracker
    assert understood.draft.leftovers == ()


@pytest.mark.parametrize("name", FILES)
def test_the_unchanged_files_are_read(name: str) -> None:
    assert source_from_bytes(FILES[name], name).draft


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(FILES)), _CHANGES)
def test_a_damaged_file_is_refused_or_read(name: str, changes: list[tuple[float, int, bytes]]) -> None:
    survives(changed(FILES[name], changes), name)


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=300))
def test_any_bytes_are_refused_or_read(data: bytes) -> None:
    survives(data, "x.csv")


def survives(data: bytes, name: str) -> None:
    try:
        understood = source_from_bytes(data, name)
    except ItaxlError as error:
        assert isinstance(error, InputError)
        assert error.what and error.next_step and "\n" not in str(error)
    else:
        assert lost(table_grids(data, name), told(table_grids(data, name))) == [] or understood.from_tracker


def test_the_search_for_what_is_lost_finds_a_missing_word() -> None:
    sheets = (Grid("S", (("ควรมีคู่มือ กองคลัง",),)),)
    assert lost(sheets, (Grid("T", (("ควรมีคู่มือ",),)),)) == [("A1", "กองคลัง")]
