"""The district workbook: what stands where, and that nothing from an office's cells can do anything there."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from itaxl.core.assess import assess
from itaxl.core.compose import grids
from itaxl.core.district.desk import Standing
from itaxl.core.district.line import OfficeLine, OpenMeasure, failed_line, office_line
from itaxl.core.district.shown import LABEL, in_digits, link_target
from itaxl.core.district.sums import OTHER_LEVEL, by_division, late_measures, sums, to_mend
from itaxl.core.district.table import FIRST_ROW, HEADER_ROW
from itaxl.core.model import Digits, Rollup, Status, Tally
from itaxl.core.sample import sample
from tests.district_cases import DAY, a_line, desk, written

SHEETS = [
    *("ภาพรวม", "สรุปย่อ", "หน่วยงาน", "ตามกอง", "ตามตัวชี้วัด", "ปฏิทิน", "เกินกำหนด", "ต้องแก้ไข", "ไฟล์ที่ไม่นับ"),
]
OVERVIEW, BRIEF, OFFICES, DIVISIONS, INDICATORS, CALENDAR, OVERDUE, MENDING, NOT_COUNTED = SHEETS
#: Those that are one table each.
TABLES = (OFFICES, DIVISIONS, INDICATORS, OVERDUE, MENDING, NOT_COUNTED)
REASON = "เปิดไฟล์ไม่ได้เพราะมีรหัสผ่าน — โปรดเอารหัสผ่านออก"


def opened(*lines: OfficeLine, digits: Digits = Digits.ARABIC) -> Any:
    return openpyxl.load_workbook(io.BytesIO(written(*lines, digits=digits)))


def row_of(book: Any, sheet: str, at: int = 0) -> dict[str, Any]:
    """A table's row by its headers."""
    headers, cells = book[sheet][HEADER_ROW], book[sheet][FIRST_ROW + at]
    return {str(h.value): c.value for h, c in zip(headers, cells, strict=True)}


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


class DescribeALine:
    def it_keeps_what_the_assessment_says(self) -> None:
        tracker = sample()
        first, *rest = tracker.measures
        late = first._replace(status=Status.IN_PROGRESS, done_on=None)
        assessment = assess(grids(tracker._replace(measures=(late, *rest))), DAY)
        line = office_line("in/a.xlsm", assessment, "memos/a.docx", "checked/a.xlsm")
        assert (line.office, line.district) == ("องค์การบริหารส่วนตำบลตัวอย่างสุข", "เมืองสมมุติ")
        assert (line.fiscal_year, line.score, line.level) == (2567, Decimal("89.38"), "ผ่านดี")
        assert (line.errors, line.warnings) == (assessment.counts["error"], assessment.counts["warning"])
        assert [(m.number, m.title, m.due) for m in line.overdue] == [(1, late.title, late.due)]
        assert sum(count for _, count in line.codes) == len(assessment.findings) > 0
        assert not line.unread

    def it_says_why_a_file_was_not_read(self) -> None:
        line = failed_line("in/a.xlsm", REASON)
        assert line.unread and line.error == REASON


class DescribeTheSums:
    def it_counts_offices_by_what_became_of_them(self) -> None:
        low = a_line(2, score=Decimal("70.01"), memo="", errors=3, level="A")
        seen = desk(a_line(), low, failed_line("x", REASON))
        figures = sums(seen)
        assert figures[:3] == (3, 2, 1)
        assert [seen.count(one) for one in Standing] == [0, 1, 0, 1, 1]
        assert figures.mean_score == Decimal("79.70")  # 79.695, half up
        assert figures.total == Tally(figures.total.division, 8, 2, 2, 4, 2)
        assert dict(figures.levels) == {**dict.fromkeys(dict(figures.levels), 0), "ผ่านดี": 1, OTHER_LEVEL: 1}

    def it_shows_a_rung_that_nobody_reached(self) -> None:
        assert {("ผ่านดี", 1), ("ผ่าน", 0)} <= set(sums(desk(a_line())).levels)

    def it_counts_every_read_office_in_one_level(self) -> None:
        figures = sums(desk(a_line(), a_line(2, level=""), a_line(3, level="ดีมาก"), failed_line("x", REASON)))
        assert dict(figures.levels)[OTHER_LEVEL] == 2
        assert sum(count for _, count in figures.levels) == 3

    def it_takes_divisions_of_one_name_together(self) -> None:
        spaced = Tally("กอง คลัง", 1, 0, 0, 1, 0)
        rollup = Rollup(DAY, (spaced, Tally("กองช่าง", 9)), Tally("รวม", 9))
        rows = by_division([a_line(), a_line(2, rollup=rollup), failed_line("x", REASON)])
        assert [(r.offices, r.tally) for r in rows] == [
            (1, Tally("กองช่าง", 9)),
            (2, Tally("กองคลัง", 5, 1, 1, 3, 1)),
        ]

    def it_puts_the_longest_overdue_first(self) -> None:
        older = OpenMeasure(("กองช่าง",), 1, "เก่า", dt.date(2024, 1, 1))
        assert [late.days for late in late_measures([a_line(), a_line(2, overdue=(older,))])] == [90, 30]

    def it_puts_errors_before_warnings_and_then_the_most_common(self) -> None:
        rows = to_mend([a_line(codes=(("P701", 9), ("O301", 2))), a_line(2, codes=(("P701", 1),))])
        assert [(r.rule.code, r.findings, r.offices) for r in rows] == [
            ("O301", 2, ("หน่วยงานที่ 1",)),
            ("P701", 10, ("หน่วยงานที่ 1", "หน่วยงานที่ 2")),
        ]


class DescribeTheWorkbook:
    def it_has_the_sheets_in_order(self) -> None:
        assert opened(a_line()).sheetnames == SHEETS

    def it_gives_each_office_its_row(self) -> None:
        row = row_of(opened(a_line(1, errors=2, memo="")), OFFICES)
        assert list(row.values()) == [
            *(1, "หน่วยงานที่ 1", "เมืองสมมุติ", "สมมุติบุรี", "ต้องแก้ไข", "แก้ไข 2 รายการ", None, 2567, 89.38),
            *("ผ่านดี", 4, 2, 50, 1, None, 2, 1, "–", "เปิดไฟล์", "–", "–", None, None, None, "in/1.xlsm"),
        ]

    def it_says_the_same_to_another_reader(self) -> None:
        book = CalamineWorkbook.from_filelike(io.BytesIO(written(a_line())))
        rows = book.get_sheet_by_name(OVERDUE).to_python(skip_empty_area=False)
        assert rows[FIRST_ROW - 1] == ["หน่วยงานที่ 1", "กองคลัง", 3, "เผยแพร่แผน", dt.date(2024, 3, 1), 30]

    def it_tells_where_each_office_is(self) -> None:
        book = opened(
            a_line(), a_line(2, errors=1), failed_line("in/3.xlsm", REASON), a_line(4, fiscal_year=2566)
        )
        worst_first = [Standing.UNREAD, Standing.OTHER, Standing.TO_MEND, Standing.READY]
        assert [row_of(book, OFFICES, at)["สถานะ"] for at in range(4)] == [one.value for one in worst_first]

    def it_shows_an_unread_office_with_the_reason_and_no_figures(self) -> None:
        values = list(row_of(opened(a_line(), failed_line("in/3.xlsm", REASON)), OFFICES).values())
        assert values[1] == "in/3.xlsm" and values[-2] == REASON
        assert not any(values[2:4]) and not any(values[6:17])

    def it_colours_what_the_legend_colours(self) -> None:
        sheet = opened(a_line(errors=1), a_line(2, errors=0))[OFFICES]
        errors = [sheet.cell(FIRST_ROW + at, 16).fill.start_color.rgb for at in (0, 1)]
        assert errors == ["FFFFDCEA", "00000000"]
        assert sheet.cell(FIRST_ROW, 14).fill.start_color.rgb == "FFF6A9A0"

    def it_adds_up_below_the_divisions(self) -> None:
        rows = list(
            opened(a_line(), a_line(2))[DIVISIONS].iter_rows(min_row=FIRST_ROW, max_col=9, values_only=True)
        )
        assert rows[0] == ("กองคลัง", 2, 8, 2, 2, 4, 2, 50, 0)
        assert rows[1] == ("รวมทุกหน่วยงาน", 2, 8, 2, 2, 4, 2, 50, 0)

    def it_shows_the_figures_and_names_what_all_share(self) -> None:
        cells = {c.value for row in opened(a_line(), failed_line("x", REASON))[OVERVIEW] for c in row}
        assert {2, 1, 89.38, 50} <= cells
        assert any("เมืองสมมุติ" in str(c) and "2567" in str(c) for c in cells)

    def it_has_a_filter_a_frozen_and_repeated_header_and_fits_a_page_across(self) -> None:
        for sheet in (opened(a_line())[name] for name in TABLES):
            (table,) = sheet.tables.values()
            assert table.autoFilter is not None
            assert sheet.freeze_panes[1:] == str(FIRST_ROW)
            assert sheet.print_title_rows == f"${HEADER_ROW}:${HEADER_ROW}"
            assert sheet.page_setup.orientation == "landscape"
            # one page across is what the format takes an absent fitToWidth for
            assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToWidth in (None, 1)

    def it_writes_thai_digits_or_arabic(self) -> None:
        brief, todo = (
            opened(a_line(errors=2), digits=Digits.THAI)[BRIEF],
            opened(a_line(errors=2, office="หน่วยงานที่ 7"), digits=Digits.THAI)[OFFICES],
        )
        assert "๑ แห่ง" in str(brief["A5"].value)
        assert (todo.cell(FIRST_ROW, 2).value, todo.cell(FIRST_ROW, 6).value) == (
            "หน่วยงานที่ 7",
            "แก้ไข ๒ รายการ",
        )
        thai, arabic = (opened(a_line(), digits=d)[OVERDUE] for d in (Digits.THAI, Digits.ARABIC))
        assert "๑ มาตรการ" in thai["A3"].value and "1 มาตรการ" in arabic["A3"].value
        formats = [
            (s.cell(FIRST_ROW, 5).number_format, s.cell(FIRST_ROW, 6).number_format) for s in (thai, arabic)
        ]
        assert formats == [
            ("[$-D07041E]d mmm yyyy;@", "[$-D00041E]#,##0"),
            ("[$-107041E]d mmm yyyy;@", "#,##0"),
        ]
        assert in_digits(LABEL, Digits.THAI).endswith(";;")

    def it_gives_the_same_bytes_for_the_same_lines(self) -> None:
        lines = [a_line(), failed_line("in/3.xlsm", REASON)]
        assert written(*lines) == written(*lines)
        assert written(*lines) != written(*lines, made_on=DAY + dt.timedelta(days=1))

    def it_stands_empty_and_with_a_thousand_offices(self) -> None:
        assert opened()[OFFICES]["A3"].value == "ไม่มีหน่วยงาน"
        thousand = opened(*(a_line(n) for n in range(1, 1001)))
        assert row_of(thousand, OFFICES, 999)["หน่วยงาน"] == "หน่วยงานที่ 999"
        assert row_of(thousand, OVERDUE, 999)["หน่วยงาน"].startswith("หน่วยงานที่")

    @pytest.mark.parametrize("count", [0, 1, 25])
    def it_keeps_the_rules_of_open_xml(self, tmp_path: Path, count: int) -> None:
        audit = pytest.importorskip("openxml_audit")
        path = tmp_path / "district.xlsx"
        lines = [a_line(n, memo=f"memos/ก ข#{n}%.docx") for n in range(count)]
        path.write_bytes(written(*[*lines, failed_line("=x", REASON)][: count or None], digits=Digits.THAI))
        checked = audit.OpenXmlValidator(file_format=audit.FileFormat.MICROSOFT_365).validate(str(path))
        assert [str(e) for e in checked.errors] == []


HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "<b>&amp;",
    "https://example.org",
    "'x",
    "_x0041_",
    "00123",
    "{=1}",
]


class DescribeTextFromAnOffice:
    @pytest.mark.parametrize("text", HOSTILE)
    def it_stays_text(self, text: str) -> None:
        late = OpenMeasure((text,), 1, text, dt.date(2024, 1, 1))
        changes: dict[str, Any] = {
            "office": text,
            "district": text,
            "province": text,
            "level": text,
            "file": text,
        }
        data = written(a_line(**changes, overdue=(late,)), failed_line(text, text))
        book = openpyxl.load_workbook(io.BytesIO(data))
        cell = book[OFFICES].cell(FIRST_ROW, 2)
        read = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(OFFICES)
        assert not any(b"<f>" in part for name, part in parts_of(data).items() if "worksheets/" in name)
        assert (cell.data_type, read.to_python(skip_empty_area=False)[FIRST_ROW - 1][1]) == ("s", text)
        assert cell.hyperlink is None

    def it_becomes_one_line_of_bearable_length(self) -> None:
        broken = "ก\x00ข\nค\x1b\ufffe" + "ง" * 600
        data = written(a_line(office=broken), failed_line(broken, broken))
        value = openpyxl.load_workbook(io.BytesIO(data))[OFFICES].cell(FIRST_ROW, 2).value
        assert value.startswith("กข คง") and value.endswith("…") and len(value) == 300

    @settings(max_examples=25, deadline=None)
    @given(st.text(max_size=60))
    def it_never_breaks_the_workbook(self, text: str) -> None:
        late = OpenMeasure((text,), None, text, dt.date(1, 1, 1))
        tally = Tally(text, 1)
        rollup = Rollup(DAY, (tally,), tally)
        line = a_line(office=text, level=text, rollup=rollup, memo=text, checked=text, overdue=(late,))
        assert opened(line, failed_line(text, text)).sheetnames == SHEETS


class DescribeALink:
    def it_leads_from_the_workbooks_folder(self) -> None:
        parts = parts_of(written(a_line(memo="memos/บันทึก 50% #1.docx", checked=r"checked\ก.xlsm")))
        relations = parts["xl/worksheets/_rels/sheet3.xml.rels"].decode()
        assert 'Target="memos/บันทึก%2050%25%20%231.docx" TargetMode="External"' in relations
        assert 'Target="checked/ก.xlsm" TargetMode="External"' in relations

    @pytest.mark.parametrize(
        "path", ["", "/etc/x", "../x", r"a\..\x", r"\\server\x", "a\nb", "\udcff", "ก" * 2001]
    )
    def it_is_left_out_where_it_would_leave_the_folder_or_not_open(self, path: str) -> None:
        assert link_target(path) == ""
        book = opened(a_line(memo=path, checked=path))
        assert row_of(book, OFFICES)["สำเนาที่ตรวจ"] == "–"
        assert book[OFFICES].cell(FIRST_ROW, 18).hyperlink is None

    def it_has_no_scheme(self) -> None:
        assert link_target("javascript:alert(1)") == "javascript%3Aalert%281%29"
        assert link_target("c:/x") == "c%3A/x"
