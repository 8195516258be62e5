"""A sheet of the district onto one that people write on: theirs stays, ours is brought up to date."""

from __future__ import annotations

import datetime as dt

import pytest

from itaxl.core import palette
from itaxl.core.district.onto import onto
from itaxl.core.district.placed import Blocked, Link, Marks, Onto
from itaxl.core.district.table import Card, Cell, Column, Kind, Sheet, Table
from itaxl.core.grid import Grid, Place, Value

COLUMNS = (Column("หน่วยงาน", 30), Column("สถานะ", 12, Kind.WORD), Column("เกินกำหนด", 9, Kind.COUNT))


def sheet(*rows: tuple[str, str, float], total: bool = False) -> Sheet:
    last = ("รวม", "", float(len(rows))) if total else None
    table = Table(COLUMNS, list(rows), "tblOffices", total=last, key=(0,))
    return Sheet("หน่วยงาน", "ผล", "เรียงจากแย่ที่สุด", f"{len(rows)} แห่ง", tables=(table,))


class Paper:
    """A sheet that is written on by us and by a person."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, int], Value] = {}
        self.marks: Marks | None = None

    def grid(self) -> Grid:
        rows = max((row for row, _ in self.cells), default=0)
        width = max((column for _, column in self.cells), default=0)
        lines = (tuple(self.cells.get((r, c)) for c in range(1, width + 1)) for r in range(1, rows + 1))
        return Grid("หน่วยงาน", tuple(lines))

    def write(self, made: Sheet) -> Onto:
        done = onto(made, self.grid(), self.marks)
        assert isinstance(done, Onto)
        for at, value in done.puts.items():
            self.cells[at] = value.word if isinstance(value, Link) else (None if value == "" else value)
        self.marks = done.marks
        return done

    def rows(self) -> list[tuple[Value, ...]]:
        return [row for row in self.grid().rows[4:] if any(v is not None for v in row)]


@pytest.fixture
def paper() -> Paper:
    made = Paper()
    made.write(sheet(("ก", "ต้องแก้ไข", 2.0), ("ข", "พร้อมแล้ว", 0.0)))
    return made


def it_writes_head_header_and_lines_on_an_empty_sheet(paper: Paper) -> None:
    assert [paper.cells[row, 1] for row in (1, 2, 3, 4)] == ["ผล", "เรียงจากแย่ที่สุด", "2 แห่ง", "หน่วยงาน"]
    assert paper.rows() == [("ก", "ต้องแก้ไข", 2.0), ("ข", "พร้อมแล้ว", 0.0)]


def it_follows_the_order_of_the_table_where_nobody_wrote_beside_it(paper: Paper) -> None:
    paper.write(sheet(("ข", "ต้องแก้ไข", 5.0), ("ก", "พร้อมแล้ว", 0.0), ("ค", "ยังไม่ได้ส่ง", 0.0)))
    assert [row[0] for row in paper.rows()] == ["ข", "ก", "ค"]
    paper.write(sheet(("ค", "พร้อมแล้ว", 0.0)))
    assert paper.rows() == [("ค", "พร้อมแล้ว", 0.0)]


def it_leaves_a_persons_column_with_its_office(paper: Paper) -> None:
    paper.cells[4, 4], paper.cells[6, 4] = "บันทึกของฉัน", "โทรแล้ว"
    done = paper.write(sheet(("ข", "ต้องแก้ไข", 5.0), ("ค", "ยังไม่ได้ส่ง", 0.0), ("ก", "พร้อมแล้ว", 0.0)))
    assert paper.rows() == [
        ("ก", "พร้อมแล้ว", 0.0, None),
        ("ข", "ต้องแก้ไข", 5.0, "โทรแล้ว"),
        ("ค", "ยังไม่ได้ส่ง", 0.0, None),
    ]
    assert done.filtered == (4, 1, 7, 4)
    assert not [at for at in done.puts if at[1] == 4]


def it_keeps_a_note_beside_an_office_that_is_gone_and_finds_it_again(paper: Paper) -> None:
    paper.cells[6, 4] = "โทรแล้ว"
    paper.write(sheet(("ก", "พร้อมแล้ว", 0.0)))
    assert ("ข", None, None, "โทรแล้ว") in paper.rows()
    paper.write(sheet(("ก", "พร้อมแล้ว", 0.0), ("ข", "พร้อมแล้ว", 1.0)))
    assert ("ข", "พร้อมแล้ว", 1.0, "โทรแล้ว") in paper.rows()
    assert len(paper.rows()) == 2


def it_goes_by_the_office_after_the_person_has_sorted(paper: Paper) -> None:
    paper.cells[5, 4], paper.cells[6, 4] = "ของ ก", "ของ ข"
    for column in range(1, 5):
        one, two = paper.cells[5, column], paper.cells[6, column]
        paper.cells[5, column], paper.cells[6, column] = two, one
    paper.write(sheet(("ก", "ใหม่", 7.0), ("ข", "ใหม่", 8.0)))
    assert paper.rows() == [("ข", "ใหม่", 8.0, "ของ ข"), ("ก", "ใหม่", 7.0, "ของ ก")]


def it_leaves_a_persons_line_below_the_table_and_writes_past_it(paper: Paper) -> None:
    paper.cells[7, 1] = "หมายเหตุ: ข้อมูลจากการประชุม"
    paper.write(sheet(("ก", "พร้อมแล้ว", 0.0), ("ข", "พร้อมแล้ว", 0.0), ("ค", "พร้อมแล้ว", 0.0)))
    assert paper.cells[7, 1] == "หมายเหตุ: ข้อมูลจากการประชุม"
    assert paper.cells[8, 1] == "ค"


def it_takes_an_office_that_a_person_renamed_for_a_line_of_theirs(paper: Paper) -> None:
    paper.cells[5, 1] = "ก (แก้ชื่อแล้ว)"
    paper.write(sheet(("ก", "พร้อมแล้ว", 0.0), ("ข", "พร้อมแล้ว", 0.0)))
    assert paper.cells[5, 1] == "ก (แก้ชื่อแล้ว)"
    assert [row[0] for row in paper.rows()] == ["ก (แก้ชื่อแล้ว)", "ก", "ข"]


def it_finds_the_columns_where_a_person_moved_them_and_leaves_out_what_was_taken_away(paper: Paper) -> None:
    for row in (4, 5, 6):  # a column put in before the second; the third is gone
        paper.cells[row, 3] = paper.cells[row, 2]
        paper.cells[row, 2] = "ผู้รับผิดชอบ" if row == 4 else "สมชาย"
    paper.write(sheet(("ข", "ต้องแก้ไข", 5.0), ("ก", "พร้อมแล้ว", 0.0)))
    assert paper.rows() == [("ก", "สมชาย", "พร้อมแล้ว"), ("ข", "สมชาย", "ต้องแก้ไข")]


def it_finds_the_table_below_rows_that_a_person_put_in(paper: Paper) -> None:
    moved = {(r + 2 if r >= 4 else r, c): v for (r, c), v in paper.cells.items()}
    paper.cells = {**moved, (4, 1): "วาระที่ 3", (5, 1): "เรื่อง ITA"}
    paper.write(sheet(("ข", "ต้องแก้ไข", 5.0)))
    assert paper.cells[4, 1] == "วาระที่ 3" and paper.cells[6, 1] == "หน่วยงาน"
    assert paper.cells[7, 1] == "ข" and paper.cells[8, 1] is None


def it_takes_the_total_along() -> None:
    paper = Paper()
    paper.write(sheet(("ก", "", 1.0), total=True))
    paper.write(sheet(("ก", "", 1.0), ("ข", "", 2.0), total=True))
    assert [row[0] for row in paper.rows()] == ["ก", "ข", "รวม"]
    paper.cells[5, 4] = "โทรแล้ว"
    paper.write(sheet(("ค", "", 1.0), ("ก", "", 1.0), ("ข", "", 2.0), total=True))
    assert [row[0] for row in paper.rows()] == ["ก", "ข", "ค", "รวม"]


def it_writes_on_no_sheet_of_a_persons() -> None:
    grid = Grid("หน่วยงาน", (("รายชื่อของฉัน",),))
    assert onto(sheet(("ก", "", 1.0)), grid, None) == Blocked(None)
    assert isinstance(onto(sheet(("ก", "", 1.0)), Grid("หน่วยงาน", ()), None), Onto)


def it_stops_where_a_persons_words_stand_in_the_place_of_a_figure() -> None:
    made = Sheet("ภาพรวม", "ผล", "วันนี้", cards=(Card("หน่วยงาน", 3, swatch=palette.DONE),), widths=(20,))
    first = onto(made, Grid("ภาพรวม", ()), None)
    assert isinstance(first, Onto) and first.puts[5, 1] == 3.0 and first.fills[5, 1] == palette.DONE.fill
    rows: list[tuple[Value, ...]] = [("ผล",), ("วันนี้",), (), ("หน่วยงาน",), (3.0,)]
    assert isinstance(onto(made, Grid("ภาพรวม", tuple(rows)), first.marks), Onto)
    rows[4] = ("โปรดอย่าลบ",)
    assert onto(made, Grid("ภาพรวม", tuple(rows)), first.marks) == Blocked(Place("ภาพรวม", 5, 1))


def it_empties_its_own_cells_that_are_no_more_and_no_others() -> None:
    rows = [("ก", 1.0), ("ข", 2.0)]
    tables = [Table((Column("ระดับ", 9), Column("จำนวน", 9, Kind.COUNT)), rows[:n], row=8) for n in (2, 1)]
    before, after = (Sheet("ภาพรวม", "ผล", "วันนี้", tables=(table,), widths=(9, 9)) for table in tables)
    first = onto(before, Grid("ภาพรวม", ()), None)
    assert isinstance(first, Onto)
    stands: list[tuple[Value, ...]] = [
        ("ผล",),
        ("วันนี้",),
        *[()] * 5,
        ("ระดับ", "จำนวน"),
        ("ก", 1.0),
        ("ข", "แก้เอง"),
    ]
    again = onto(after, Grid("ภาพรวม", tuple(stands)), first.marks)
    assert isinstance(again, Onto)
    assert again.puts[10, 1] == "" and (10, 2) not in again.puts


def it_shows_words_as_text_days_as_days_and_links_as_words() -> None:
    table = Table(
        (Column("ไฟล์", 9), Column("วัน", 9, Kind.DATE), Column("บันทึก", 9, Kind.LINK)),
        [("=1+1", dt.date(2024, 3, 31), Cell("เปิดไฟล์", link="memos/ก.docx"))],
        "tblFiles",
    )
    done = onto(Sheet("x", "ผล", "ว", tables=(table,)), Grid("x", ()), None)
    assert isinstance(done, Onto)
    assert [done.puts[5, n] for n in (1, 2, 3)] == [
        "=1+1",
        dt.date(2024, 3, 31),
        Link("memos/ก.docx", "เปิดไฟล์"),
    ]
    assert [done.formats[5, n] for n in (1, 3)] == ["@", "General"] and "yyyy" in done.formats[5, 2]
