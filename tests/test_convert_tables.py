"""Finding tables, reading headers, taking rows together."""

from __future__ import annotations

import datetime as dt

import pytest

from itaxl.convert.draft import Draft
from itaxl.convert.table.mapping import NO_MAPPING
from itaxl.convert.table.source import understand
from itaxl.convert.table.tables import find_tables
from itaxl.core import layout
from itaxl.core.grid import CellFault, Grid, Value
from itaxl.core.layout import Kind
from itaxl.core.meanings.headers import SURE, USED, meaning
from itaxl.core.meanings.vocabulary import _WORDED, column_terms, label_terms

Rows = tuple[tuple[Value, ...], ...]
HEAD = ("ลำดับ", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "สถานะ")


def draft(*rows: tuple[Value, ...], sheet: str = "S") -> Draft:
    return understand((Grid(sheet, rows),)).draft


def codes(found: Draft) -> set[str]:
    return {doubt.code for doubt in found.doubts}


class DescribeHeaders:
    @pytest.mark.parametrize(
        "field", [f for f in layout.MEASURE_COLUMNS if f.kind is not Kind.OUTPUT and f.since < _WORDED]
    )
    def it_knows_the_trackers_own(self, field: layout.Field) -> None:
        assert meaning(field.label)[:2] == ((field.key,), 100)

    @pytest.mark.parametrize(
        ("text", "field"),
        [
            ("ผู้รับผิดขอบ", "divisions"),
            ("มาตราการ", "title"),
            ("สถานะการดำเนินงาน ณ 31 มี.ค. 65", "status"),
            ("หน่วยงานผู้รับผิดชอบหลัก", "divisions"),
            ("ผลการดำเนินงาน/หลักฐาน", "status"),
        ],
    )
    def it_guesses_at_a_wording_of_ones_own(self, text: str, field: str) -> None:
        found = meaning(text)
        assert found.fields[0] == field
        assert USED <= found.confidence < SURE

    @pytest.mark.parametrize("text", ["ชื่อ-สกุล", "วันที่", "จังหวัด", "", "…", "ก" * 500])
    def it_does_not_use_what_it_does_not_know(self, text: str) -> None:
        assert not meaning(text).usable

    def it_knows_that_a_target_has_no_place(self) -> None:
        assert meaning("เป้าหมาย (ร้อยละ)").fields == ()
        assert meaning("เป้าหมาย (ร้อยละ)").confidence >= USED

    def it_has_no_wording_that_says_two_things(self) -> None:
        fields = {f.key for f in layout.MEASURE_COLUMNS} | {""}
        assert all(set(meant) <= fields for meant in column_terms().values())
        known = {f.key for f in (*layout.OFFICE_FIELDS, *layout.REPORT_FIELDS)}
        assert set(label_terms().values()) <= known


class DescribeFindingTables:
    def it_finds_none_where_there_is_none(self) -> None:
        for rows in ((), ((),), (("สวัสดี",),), (("มาตรการ",),), (("ผู้รับผิดชอบ", "สถานะ"), ("กองคลัง", "เสร็จ"))):
            found = draft(*rows)
            assert found.tracker.measures == ()
            assert "C801" in codes(found)

    def it_takes_a_header_in_two_rows_as_one(self) -> None:
        rows = (("ที่", "แผน", None, "ผล"), (None, "มาตรการ", "ผู้รับผิดชอบ", "สถานะ"))
        (table,) = find_tables(Grid("S", rows), NO_MAPPING)
        assert (table.first, table.last) == (1, 2)
        assert table.choice.fields == {"number", "title", "divisions", "status"}

    def it_does_not_take_a_heading_for_a_header(self) -> None:
        rows = (("แบบติดตามมาตรการ", "ปี 2565"), HEAD, (1.0, "ก", "ข", "กองคลัง", "เสร็จ"))
        (table,) = find_tables(Grid("S", rows), NO_MAPPING)
        assert (table.first, table.last) == (2, 2)

    def it_never_takes_data_for_a_second_header_row(self) -> None:
        found = draft(HEAD, ("1", "ก", "ขั้นตอน", "กองคลัง", "เสร็จแล้ว"), ("2", "ข", "ค", "กองช่าง", "เสร็จแล้ว"))
        assert len(found.tracker.measures) == 2

    def it_leaves_a_column_it_cannot_use_in_the_leftovers(self) -> None:
        found = draft((*HEAD, "ชื่อเล่น"), (1.0, "ก", "ข", "กองคลัง", "เสร็จแล้ว", "หนึ่ง"))
        assert "C803" in codes(found)
        assert "หนึ่ง" in [left.text for left in found.leftovers]

    def it_tells_of_a_second_column_for_one_field(self) -> None:
        found = draft((*HEAD, "สถานะ"), (1.0, "ก", "ข", "กองคลัง", "เสร็จแล้ว", "ยังไม่ได้ทำ"))
        assert "C804" in codes(found)
        assert "ยังไม่ได้ทำ" in [left.text for left in found.leftovers]

    def it_tells_of_columns_without_a_header_and_of_one_that_reaches_over_them(self) -> None:
        rows: Rows = (
            ("มาตรการ", "วันที่แล้วเสร็จ", None, "สถานะ"),
            (None, "ฉบับแรก", "ฉบับหลัง", None),
            ("ก", "31/3/2565", "30/9/2565", "เสร็จแล้ว"),
        )
        found = understand((Grid("S", rows, ((1, 2, 1, 3),)),)).draft
        assert {"C836", "C837"} <= codes(found)
        assert "30/9/2565" in [left.text for left in found.leftovers]

    def it_reads_plan_and_fact_below_one_header(self) -> None:
        rows: Rows = (
            ("มาตรการ", "วันที่แล้วเสร็จ", None, "สถานะ"),
            (None, "ตามแผน", "จริง", None),
            ("ก", "31/3/2565", "15/3/2565", "เสร็จแล้ว"),
        )
        (measure,) = understand((Grid("S", rows, ((1, 2, 1, 3),)),)).draft.tracker.measures
        assert (measure.due, measure.done_on) == (dt.date(2022, 3, 31), dt.date(2022, 3, 15))

    def it_reads_a_header_that_says_of_which_day_it_is(self) -> None:
        assert meaning("สถานะ ณ สิ้นไตรมาส 2")[:2] == (("status",), 90)

    def it_joins_columns_that_may_share_a_field(self) -> None:
        head = ("มาตรการ", "ผู้รับผิดชอบหลัก", "ผู้รับผิดชอบร่วม")
        (measure,) = draft(head, ("ก", "กองคลัง", "กองช่าง")).tracker.measures
        assert measure.divisions == ("กองคลัง", "กองช่าง")


class DescribeRows:
    def it_adds_rows_without_a_number_to_the_measure_above(self) -> None:
        found = draft(HEAD, (1.0, "ก", "หนึ่ง", "กองคลัง", "เสร็จแล้ว"), (None, None, "สอง", "กองช่าง"))
        (measure,) = found.tracker.measures
        assert (measure.steps, measure.divisions) == (("หนึ่ง", "สอง"), ("กองคลัง", "กองช่าง"))

    def it_takes_a_title_without_a_number_as_a_measure_and_tells(self) -> None:
        found = draft(HEAD, (1.0, "ก", "ข", "กองคลัง", "เสร็จ"), (None, "ค", "ง", "กองช่าง", "เสร็จ"))
        assert [m.title for m in found.tracker.measures] == ["ก", "ค"]
        assert ("C830", 1) in {(d.code, d.measure) for d in found.doubts}

    def it_tells_of_a_row_that_may_be_a_heading(self) -> None:
        found = draft(HEAD, ("ด้านจัดซื้อ",), (1.0, "ก", "ข", "กองคลัง", "เสร็จแล้ว"))
        assert len(found.tracker.measures) == 1
        assert "C817" in codes(found)

    def it_takes_the_indicator_from_the_heading_above(self) -> None:
        found = draft(HEAD, ("ตัวชี้วัดที่ ๓ การใช้อำนาจ",), (1.0, "ก", "ข", "กองคลัง", "เสร็จแล้ว"))
        assert found.tracker.measures[0].indicator == 3

    def it_repeats_what_a_merged_cell_says_for_every_measure(self) -> None:
        rows: Rows = (HEAD, (1.0, "ก", "ข", "กองคลัง", "เสร็จแล้ว"), (2.0, "ค", "ง", None, "เสร็จแล้ว"))
        found = understand((Grid("S", rows, ((2, 4, 3, 4),)),)).draft
        assert [m.divisions for m in found.tracker.measures] == [("กองคลัง",)] * 2

    def it_tells_of_different_statuses_in_the_rows_of_one_measure(self) -> None:
        found = draft(HEAD, (1.0, "ก", "ข", "กองคลัง", "เสร็จแล้ว"), (None, None, "ง", None, "ยังไม่ได้ทำ"))
        assert "C815" in codes(found)

    def it_tells_of_an_error_value(self) -> None:
        found = draft(HEAD, (1.0, "ก", "ข", CellFault("#REF!"), "เสร็จแล้ว"))
        assert ("C820", "divisions") in {(d.code, d.field) for d in found.doubts}

    def it_makes_no_measure_of_a_row_of_which_nothing_can_be_read(self) -> None:
        found = draft(HEAD, (1.0, "ก", "ข", "กองคลัง", "เสร็จแล้ว"), (None, CellFault("#REF!"), None, "นายก"))
        assert len(found.tracker.measures) == 1
        assert {"C820", "C827", "C809"} <= codes(found)

    def it_cuts_what_no_cell_can_hold_and_keeps_it_whole(self) -> None:
        found = draft(HEAD, (1.0, "ก", "ข" * 40_000, "กองคลัง", "เสร็จแล้ว"))
        assert "C821" in codes(found)
        assert "ข" * 40_000 in [left.text for left in found.leftovers]

    def it_numbers_again_where_numbers_repeat(self) -> None:
        rows = (HEAD, ("ด้าน ก",), (1.0, "ก", "x"), ("ด้าน ข",), (1.0, "ข", "x"))
        found = draft(*rows)
        assert [m.number for m in found.tracker.measures] == [1, 2]
        assert ("C828", 1) in {(d.code, d.measure) for d in found.doubts}

    def it_does_not_guess_at_numbers_that_stand_for_statuses(self) -> None:
        rows = (HEAD, (1.0, "ก", "x", "กองคลัง", 1.0), (2.0, "ข", "x", "กองคลัง", 3.0))
        assert [m.status for m in draft(*rows).tracker.measures] == [None, None]

    def it_stops_at_the_signature(self) -> None:
        found = draft(
            HEAD, (1.0, "ก", "ข", "กองคลัง", "เสร็จ"), (), (None, "ลงชื่อ ......"), (None, "(นายทดลอง)")
        )
        assert len(found.tracker.measures) == 1
        assert "(นายทดลอง)" in [left.text for left in found.leftovers]

    def it_numbers_measures_that_have_no_numbers(self) -> None:
        found = draft(("มาตรการ", "สถานะ"), ("ก", "เสร็จแล้ว"), ("ข", "เสร็จแล้ว"))
        assert [m.number for m in found.tracker.measures] == [1, 2]


class DescribeValuesOutsideTheTable:
    def it_reads_labels_beside_and_before_their_values(self) -> None:
        found = draft(
            ("ชื่อหน่วยงาน", None, "อบต.ทุ่งทดลอง"),
            ("คะแนน IIT : 85.5", "ปีงบประมาณ 2565"),
            HEAD,
            (1.0, "ก", "ข", "กองคลัง", "เสร็จแล้ว"),
        )
        office, report = found.tracker.office, found.tracker.report
        assert office.full_name == "องค์การบริหารส่วนตำบลทุ่งทดลอง"
        assert (str(report.iit), str(report.fiscal_year)) == ("85.5", "2565")

    def it_marks_what_it_read_from_a_sentence(self) -> None:
        found = draft(("รายงานผล เทศบาลตำบลทดลอง ประจำปีงบประมาณ พ.ศ. ๒๕๖๗",), HEAD, (1.0, "ก"))
        assert found.tracker.office.name == "ทดลอง"
        assert {d.field for d in found.doubts if d.code == "C818"} == {"kind", "name", "fiscal_year"}

    def it_tells_of_two_values_for_one_field(self) -> None:
        found = draft(("ปีงบประมาณ", 2565.0), ("ปีงบประมาณ", 2566.0), HEAD, (1.0, "ก"))
        assert str(found.tracker.report.fiscal_year) == "2565"
        assert "C819" in codes(found)

    def it_tells_of_a_value_that_it_cannot_read(self) -> None:
        found = draft(("คะแนนรวม", "ดีมาก"), HEAD, (1.0, "ก", "ข"))
        assert found.tracker.report.total is None
        assert "C823" in codes(found)
