"""Where labels and tables are found in somebody's sheet, and what is told of those that are not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from itaxl.core import layout
from itaxl.core.grid import Grid, Place, Value
from itaxl.core.layout import Field, Kind, Need
from itaxl.core.locate import (
    Table,
    assessed_sheets,
    find_labels,
    find_table,
    heading_below,
    label_key,
    labels_of,
)
from itaxl.core.reading import Sighting

SECTION = layout.SECTIONS[2]
FIELDS = (
    Field("a", "ชื่อย่อ", need=Need.REQUIRED),
    Field("b", "ตำแหน่งงาน", need=Need.ADVISED),
    Field("c", "หมายเหตุท้าย"),
    Field("out", "ผลการตรวจ", kind=Kind.OUTPUT),
)
A, B, C, OUT = (field.label for field in FIELDS)


def sheet(*rows: tuple[Value, ...]) -> Grid:
    return Grid("แผ่น", rows)


def told(sightings: Sequence[Sighting]) -> list[tuple[str, str, Value, str]]:
    return [(s.code, s.place.cell, s.raw, s.words.get("label", "")) for s in sightings]


class DescribeTables:
    def it_believes_a_header_from_so_many_known_labels_on(self) -> None:
        assert find_table(sheet((A, B)), FIELDS) == (None, [])
        assert find_table(sheet((A, B)), FIELDS, 2)[0] is not None
        assert find_table(sheet((A, A, A)), FIELDS, 2) == (None, []), "the same label counts once"

    def it_takes_the_row_with_the_most_labels_and_of_equals_the_first(self) -> None:
        table, _ = find_table(sheet((A, B), (), (A, B, C), (None, A, B, C)), FIELDS, 2)
        assert table is not None
        assert (table.header_row, table.columns) == (3, {"a": 1, "b": 2, "c": 3})
        assert table.place == Place("แผ่น", 3, 1)

    def it_looks_no_further_than_a_header_that_is_whole(self) -> None:
        table, _ = find_table(sheet((None, OUT, C, B, A), (A, B, C, OUT)), FIELDS)
        assert table is not None
        assert (table.header_row, table.columns) == (1, {"out": 2, "c": 3, "b": 4, "a": 5})
        assert table.place.column == 2

    def it_tells_of_a_header_that_stands_twice_at_the_second(self) -> None:
        table, sightings = find_table(sheet((A, B, C, A)), FIELDS)
        assert table is not None and table.columns["a"] == 1
        assert told(sightings) == [("S106", "D1", A, "")]

    def it_misses_what_a_tracker_must_have_and_shows_the_text_most_like_it(self) -> None:
        _, sightings = find_table(sheet((), (None, "อื่น ๆ", C, "ตำแหน่งงานเดิม", "ตำแหน่งงานๆ", OUT)), FIELDS, 2)
        assert told(sightings) == [("S104", "C2", None, A), ("S105", "E2", "ตำแหน่งงานๆ", B)]

    def it_misses_no_result_and_no_optional_column_without_a_stranger(self) -> None:
        assert find_table(sheet((A, B, "  ", 7.0)), FIELDS, 2)[1] == []
        assert told(find_table(sheet((A, B, "ของฉัน")), FIELDS, 2)[1]) == [("S105", "C1", "ของฉัน", C)]

    def it_asks_only_for_what_the_contract_of_the_tracker_has(self) -> None:
        later = (*FIELDS[:3], Field("d", "ที่เพิ่มใหม่", need=Need.REQUIRED, since=3))
        grid = sheet((A, B, C))
        assert find_table(grid, later, contract=2)[1] == []
        assert told(find_table(grid, later, contract=3)[1]) == [("S104", "A1", None, "ที่เพิ่มใหม่")]
        renamed = sheet((A, B, C, "ที่เพิ่มใหม่ๆ"))
        assert told(find_table(renamed, later, contract=2)[1]) == [("S105", "D1", "ที่เพิ่มใหม่ๆ", "ที่เพิ่มใหม่")]

    def it_reads_the_rows_in_which_somebody_filled_in_something(self) -> None:
        grid = sheet(
            (None, A, B, C, OUT), (), (1.0, "ก"), ("x", None, " ", "", "ผ่าน"), (None, None, None, 0.0)
        )
        table, _ = find_table(grid, FIELDS)
        assert table is not None
        rows = {cells.row: {key: cell.raw for key, cell in cells.items()} for cells in table.rows()}
        assert rows == {
            3: {"a": "ก", "b": None, "c": None, "out": None},
            5: {"a": None, "b": None, "c": 0.0, "out": None},
        }
        cells = next(cells for cells in table.rows() if cells.row == 5)
        assert [(c.place, c.field.key) for c in cells.values()] == [
            (Place("แผ่น", 5, n), f.key) for n, f in enumerate(FIELDS, 2)
        ]


class DescribeLabels:
    def it_takes_the_column_that_holds_most_of_them(self) -> None:
        cells, sightings = find_labels(sheet((C, A, "ก"), (None, B, "ข", A)), FIELDS[:2])
        assert {key: (cell.place.cell, cell.raw) for key, cell in cells.items()} == {
            "a": ("C1", "ก"),
            "b": ("C2", "ข"),
        }
        assert sightings == []

    def it_tells_of_a_label_that_stands_twice_at_the_second(self) -> None:
        cells, sightings = find_labels(sheet((A, 1.0), (B, 2.0), (A, 3.0)), FIELDS[:2])
        assert cells["a"].raw == 1.0
        assert told(sightings) == [("S106", "A3", A, "")]

    def it_shows_a_renamed_label_where_a_value_stands_beside_it(self) -> None:
        grid = sheet((), ("ชื่อย่อๆ",), (B, 2.0), ("ชื่อย่อฯ", 1.0), ("คนละเรื่อง", 1.0), (SECTION, "x"))
        assert told(find_labels(grid, FIELDS[:2])[1]) == [("S104", "A4", "ชื่อย่อฯ", A)]
        gone = sheet((), (None, B, 2.0), (None, "คนละเรื่อง", 1.0), (None, " ", 1.0))
        assert told(find_labels(gone, FIELDS[:2])[1]) == [("S104", "B2", None, A)]

    def it_misses_all_where_there_is_none(self) -> None:
        cells, sightings = find_labels(sheet(("ก",)), FIELDS[:3])
        assert cells == {}
        assert told(sightings) == [("S104", "A1", None, A), ("S105", "A1", None, B)]

    @pytest.mark.parametrize(
        ("area", "value"),
        [((1, 1, 1, 2), "ค"), ((1, 1, 2, 3), "ง"), ((2, 1, 3, 2), "ข"), ((1, 2, 1, 3), "ข")],
    )
    def it_finds_the_value_right_of_what_the_label_is_merged_over(
        self, area: tuple[int, int, int, int], value: str
    ) -> None:
        grid = Grid("แผ่น", ((A, "ข", "ค", "ง"), (B, "ข")), (area,))
        assert find_labels(grid, FIELDS[:2])[0]["a"].raw == value

    def it_takes_no_long_text_for_a_label(self) -> None:
        assert (label_key("ก" * 60), label_key("ก" * 61), label_key(7.0)) == ("ก" * 60, "", "")
        assert labels_of(sheet((None, " ก ข ", 1.0, " "), ("ค",))) == {"กข": [(1, 2)], "ค": [(2, 1)]}


@pytest.mark.parametrize(
    ("row", "ends"),
    [
        ((SECTION,), True),
        ((None, f" {SECTION} ", None, None), True),
        ((" ", SECTION, " "), True),
        ((SECTION, None, "หมายเหตุ"), True),
        ((SECTION, "ข้าง"), False),
        ((1.0, SECTION), False),
        (("ก", SECTION), False),
        (("ก",), False),
        ((), False),
    ],
)
def it_takes_a_heading_for_the_end_of_a_table_only_where_it_stands_alone(
    row: tuple[Value, ...], ends: bool
) -> None:
    table = Table(sheet((A, B, C), ("ก",), row), 1, {"a": 1, "b": 2, "c": 3}, FIELDS)
    assert heading_below(table) == (3 if ends else None)


def it_knows_the_sheets_that_an_assessment_reads() -> None:
    office, measures = layout.OFFICE_SHEET, layout.MEASURES_SHEET
    assert assessed_sheets([office, f" {measures}", "อื่น"]) == {office, f" {measures}"}
    assert assessed_sheets([office, "อื่น"]) == {office, "อื่น"}
    assert assessed_sheets([]) == frozenset()


def it_names_the_key_that_no_table_has() -> None:
    assert layout.field(FIELDS, "b").label == B
    with pytest.raises(KeyError, match="nowhere"):
        layout.field(FIELDS, "nowhere")


class DescribeWhereALabelWas:
    """Renamed or emptied, a header is told at its own cell, and what it should say is suggested."""

    @pytest.mark.parametrize("column", range(len(layout.MEASURE_COLUMNS) - 1))
    @pytest.mark.parametrize("typed", [None, "xyz"])
    def it_tells_of_a_header_at_its_own_cell(self, column: int, typed: str | None) -> None:
        fields = layout.MEASURE_COLUMNS
        header: list[Value] = [field.label for field in fields]
        header[column] = typed
        grid = sheet((), tuple(header), tuple("ก" for _ in fields))
        found = find_table(grid, fields)[1]
        (one,) = found
        assert (one.place, one.words["label"]) == (Place("แผ่น", 2, column + 1), fields[column].label)
        assert one.suggestion == (fields[column].label if typed is None else None)

    @pytest.mark.parametrize(
        ("key", "typed"),
        [
            ("status", "ความคืบหน้า"),
            ("divisions", "กองที่รับผิดชอบ"),
            ("due", "กำหนดส่ง"),
            ("steps", "วิธีดำเนินการ"),
            ("number", "ที่"),
            ("title", "ชื่อมาตรการ"),
            ("evidence", "ลิงก์หลักฐาน"),
        ],
    )
    def it_asks_whether_an_office_s_own_header_is_ours_wherever_it_stands(self, key: str, typed: str) -> None:
        fields = layout.MEASURE_COLUMNS
        label = layout.field(fields, key).label
        others = tuple(field.label for field in fields if field.key != key)
        for header in ((typed, *others), (*others, typed)):
            (found,) = [s for s in find_table(sheet(header), fields)[1] if s.words["label"] == label]
            assert (found.place.column, found.raw) == (header.index(typed) + 1, typed)
            assert found.suggestion == label

    @pytest.mark.parametrize("row", range(len(layout.REPORT_FIELDS)))
    @pytest.mark.parametrize("typed", [None, "xyz"])
    def it_tells_of_a_label_at_its_own_cell(self, row: int, typed: str | None) -> None:
        fields = layout.REPORT_FIELDS
        rows: list[tuple[Value, ...]] = [(field.label, "ค่า", "คำอธิบาย") for field in fields]
        rows[row] = (typed, "ค่า", "คำอธิบาย")
        found = find_labels(sheet((), *rows), fields)[1]
        (one,) = found
        assert (one.place, one.words["label"]) == (Place("แผ่น", row + 2, 1), fields[row].label)
        assert one.suggestion == (fields[row].label if typed is None else None)

    def it_takes_an_optional_column_or_label_without_data_for_taken_out(self) -> None:
        fields = (*FIELDS[:2], FIELDS[2])
        assert find_table(sheet((A, B, None), ("ก", "ข")), fields, 2)[1] == []
        assert find_labels(sheet((A, "ก"), (B, "ข"), (None, None, "คำอธิบาย")), fields)[1] == []
