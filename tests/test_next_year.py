"""The tracker of the next year, as a value, as a workbook, and as a command."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from itaxl.cli import main
from itaxl.cli.next_year import _extra
from itaxl.core import layout
from itaxl.core.assess import assess
from itaxl.core.choices import Answer, Grouping, Urgency
from itaxl.core.compose import grids
from itaxl.core.grid import Grid
from itaxl.core.model import Measure, Report, Status, Tracker
from itaxl.core.next_year import NextYear, history_rows, next_year
from itaxl.core.parse import parse
from itaxl.core.sample import sample
from itaxl.core.years import FiscalYear
from itaxl.errors import ExitCode
from itaxl.files.tracker.extra import ExtraSheet
from itaxl.files.tracker.workbook import tracker_bytes
from itaxl.reading.workbook import grids_from_bytes, read_grids
from tests.strategies import trackers

Capture = pytest.CaptureFixture[str]
SUBJECT = "รายงานผลตามมาตรการ ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"


def following(tracker: Tracker | None = None) -> NextYear:
    return next_year(tracker or sample(), SUBJECT)


def with_report(**changes: object) -> Tracker:
    return sample()._replace(report=sample().report._replace(**changes))  # type: ignore[arg-type]


TOLD = {"result": "ทำแล้ว", "result_6": "เริ่มแล้ว", "problems": "ฝนตก", "budget": "100", "spent": "90"}


class DescribeWhatTheMemoNeedsMore:
    def fresh(self) -> NextYear:
        report = {"template": "ของเรา.docx", "pdf": Answer.YES, "grouping": Grouping.INDICATOR}
        tracker = with_report(**report, urgency=Urgency.URGENT)
        own = (("ผู้ประสานงาน", "นายหนึ่ง"),)
        measures = tuple(m._replace(**TOLD, issue="ตัวชี้วัด", own=own) for m in tracker.measures)  # type: ignore[arg-type]
        return following(tracker._replace(measures=measures))

    def it_keeps_how_the_memo_is_printed(self) -> None:
        report = self.fresh().tracker.report
        assert (report.template, report.pdf) == ("ของเรา.docx", Answer.YES)
        assert (report.grouping, report.urgency) == (Grouping.INDICATOR, None)

    def it_begins_anew_what_became_of_a_measure_and_keeps_its_issue_and_own_columns(self) -> None:
        after = self.fresh().carried[0].after
        assert [getattr(after, name) for name in TOLD] == [""] * len(TOLD)
        assert (after.issue, after.own) == ("ตัวชี้วัด", (("ผู้ประสานงาน", "นายหนึ่ง"),))

    def it_remembers_what_became_of_it(self) -> None:
        row = dict(zip((f.key for f in layout.HISTORY_COLUMNS), self.fresh().history[0], strict=True))
        assert {name: row[name] for name in TOLD} == TOLD

    def it_reads_a_history_of_fewer_columns(self) -> None:
        labels = tuple(f.label for f in layout.HISTORY_COLUMNS[:11])
        (row,) = history_rows((Grid(layout.HISTORY_SHEET, (labels, ("เสร็จแล้ว", 2566.0))),))
        assert row == ("เสร็จแล้ว", 2566.0, *[None] * (len(layout.HISTORY_COLUMNS) - 2))


class DescribeWhatStays:
    def it_keeps_the_office_with_its_people_and_divisions(self) -> None:
        assert following().tracker.office == sample().office

    def it_moves_both_years_on(self) -> None:
        report = following().tracker.report
        assert (report.fiscal_year, report.assessed_year) == (FiscalYear(2568), FiscalYear(2567))

    def it_begins_a_new_assessment(self) -> None:
        report = following().tracker.report
        assert [report.iit, report.eit, report.oit, report.total] == [None] * 4
        assert (report.level, report.memo_date, report.cutoff, report.round) == ("", None, None, None)

    def it_cites_this_year_s_memo(self) -> None:
        earlier = following().tracker.report.earlier
        assert (earlier.subject, earlier.date, earlier.item) == (SUBJECT, sample().report.memo_date, "")

    def it_moves_the_years_within_texts_and_says_so(self) -> None:
        fresh = following(
            with_report(
                subject="รายงานผลปี ๒๕๖๗ จากผลประเมินปี 2566", follow_up="สรุปผล ณ 31 มีนาคม 2567 โทร 25670"
            )
        )
        assert fresh.tracker.report.subject == "รายงานผลปี ๒๕๖๘ จากผลประเมินปี 2567"
        assert fresh.tracker.report.follow_up == "สรุปผล ณ 31 มีนาคม 2568 โทร 25670"
        assert [label for label, _, _ in fresh.changed] == ["เรื่อง", "การกำกับติดตาม (ใช้ทุกมาตรการ)"]

    def it_leaves_other_years_alone(self) -> None:
        fresh = following(with_report(subject="ตามแผนปี 2561-2570", follow_up=""))
        assert fresh.tracker.report.subject == "ตามแผนปี 2561-2570"
        assert fresh.changed == ()

    @pytest.mark.parametrize(
        ("report", "years"),
        [
            (Report(fiscal_year=FiscalYear(2567)), (2568, 2567)),
            (Report(assessed_year=FiscalYear(2566)), (2568, 2567)),
            (Report(memo_date=dt.date(2024, 4, 2)), (2568, 2567)),
            (Report(), (None, None)),
        ],
    )
    def it_finds_the_year_where_it_can(self, report: Report, years: tuple[int | None, ...]) -> None:
        fresh = following(sample()._replace(report=report)).tracker.report
        assert tuple(y.be if y else None for y in (fresh.fiscal_year, fresh.assessed_year)) == years


class DescribeMeasuresThatGoOn:
    def it_carries_what_is_not_done_with_new_numbers(self) -> None:
        fresh = following()
        assert [(c.before.number, c.after.number) for c in fresh.carried] == [(3, 1), (4, 2), (5, 3)]
        assert [m.status for m in fresh.tracker.measures] == [
            Status.IN_PROGRESS,
            Status.IN_PROGRESS,
            Status.NOT_STARTED,
        ]
        assert [m.number for m in fresh.finished] == [1, 2]

    def it_clears_last_year_s_dates_so_that_nothing_starts_overdue(self) -> None:
        fresh = following()
        assert [(m.due, m.done_on, m.evidence) for m in fresh.tracker.measures] == [(None, None, "")] * 3
        assert assess(grids(fresh.tracker), dt.date(2025, 9, 1)).rollup.total.overdue == 0

    def it_notes_since_when_and_keeps_the_first_year(self) -> None:
        once = following()
        twice = next_year(once.tracker, SUBJECT)
        for fresh in (once, twice):
            assert {m.note for m in fresh.tracker.measures} == {"ยกมาจากปีงบประมาณ พ.ศ. 2567"}

    def it_keeps_wording_and_divisions(self) -> None:
        before, after = following().carried[1].before, following().carried[1].after
        kept = ("title", "steps", "divisions", "all_divisions", "indicator", "result_title", "result_steps")
        assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]

    def it_carries_a_measure_whose_status_nobody_could_read(self) -> None:
        odd = sample()._replace(measures=(Measure(7, "ทดลอง", status=None),))
        assert [(m.number, m.status) for m in following(odd).tracker.measures] == [(1, None)]


class DescribeTheHistory:
    def it_has_a_row_for_every_measure_of_the_year(self) -> None:
        rows = following().history
        labels = [f.label for f in layout.HISTORY_COLUMNS]
        first = dict(zip(labels, rows[0], strict=True))
        assert [row[0] for row in rows] == [
            "เสร็จแล้ว",
            "เสร็จแล้ว",
            *(f"ยกมาเป็นลำดับที่ {n}" for n in (1, 2, 3)),
        ]
        assert first["ปีงบประมาณเดิม"] == 2567.0
        assert first["ผู้รับผิดชอบ"] == "ทุกส่วนราชการ"
        assert first["วันที่แล้วเสร็จ"] == dt.date(2024, 2, 9)
        assert rows[2][labels.index("กำหนดแล้วเสร็จ")] == dt.date(2024, 9, 30)

    def it_goes_through_the_workbook_into_the_year_after(self) -> None:
        once = following()
        book = grids_from_bytes(tracker_bytes(once.tracker, macros=False, extra=_extra(once)), "x.xlsx")
        kept = history_rows(book)
        assert kept == once.history
        twice = next_year(parse(book).tracker, SUBJECT, kept)
        assert len(twice.history) == 3 + 5
        assert twice.history[3:] == once.history

    def it_is_empty_for_a_sheet_that_lost_its_header(self) -> None:
        assert history_rows([Grid(layout.HISTORY_SHEET, (("อะไร",), ("เสร็จแล้ว",)))]) == ()
        assert history_rows([]) == ()

    @given(trackers())
    @settings(max_examples=60, deadline=None)
    def it_loses_no_measure_whatever_the_tracker(self, tracker: Tracker) -> None:
        fresh = next_year(tracker, SUBJECT)
        assert len(fresh.history) == len(tracker.measures) == len(fresh.carried) + len(fresh.finished)
        again = parse(grids(fresh.tracker)).tracker
        assert [m.title for m in again.measures] == [m.title for m in fresh.tracker.measures]
        assert not any(m.due or m.done_on for m in fresh.tracker.measures)


class DescribeTheCommand:
    def it_writes_beside_the_source_under_the_new_year(self, tmp_path: Path, capsys: Capture) -> None:
        source = tmp_path / "แบบติดตาม ๒๕๖๗.xlsx"
        data = tracker_bytes(sample(), macros=False)
        source.write_bytes(data)
        assert [main(["next-year", str(source)]) for _ in range(2)] == [ExitCode.OK] * 2
        names = {p.name for p in tmp_path.iterdir()}
        assert names == {"แบบติดตาม ๒๕๖๗.xlsx", "แบบติดตาม ๒๕๖๘.xlsm", "แบบติดตาม ๒๕๖๘ (2).xlsm"}
        assert source.read_bytes() == data
        out, err = capsys.readouterr()
        assert "ยกไปดำเนินการต่อ 3 มาตรการ" in out
        assert "เสร็จแล้ว 2 มาตรการ" in out
        assert "กรอกต่อในเล่มใหม่: คะแนนรวม ITA" in err

    def it_makes_a_workbook_that_reads_back(self, good: Path) -> None:
        target = good.with_name("ปีหน้า.xlsx")
        assert main(["next-year", str(good), str(target)]) == ExitCode.OK
        book = read_grids(target)
        tracker = parse(book).tracker
        assert tracker.measures == following().tracker.measures
        assert tracker.report.earlier.date == sample().report.memo_date
        assert [g.sheet for g in book][-1] == layout.HISTORY_SHEET

    def it_names_the_memo_s_own_subject_where_the_office_left_it_empty(self, tmp_path: Path) -> None:
        source = tmp_path / "a.xlsx"
        source.write_bytes(tracker_bytes(with_report(subject=""), macros=False))
        assert main(["next-year", str(source), str(tmp_path / "b.xlsx")]) == ExitCode.OK
        report = parse(read_grids(tmp_path / "b.xlsx")).tracker.report
        assert "ประจำปีงบประมาณ พ.ศ. ๒๕๖๗" in report.earlier.subject
        assert report.subject == ""

    def it_tells_all_as_json(self, good: Path, capsys: Capture) -> None:
        assert main(["next-year", str(good), "--json"]) == ExitCode.OK
        told = json.loads(capsys.readouterr().out)
        assert (told["fiscal_year"], told["assessed_year"]) == (2568, 2567)
        assert [(c["from_number"], c["number"], c["status"]) for c in told["carried"]] == [
            (3, 1, "in_progress"),
            (4, 2, "in_progress"),
            (5, 3, "not_started"),
        ]
        assert [m["from_number"] for m in told["finished"]] == [1, 2]
        assert Path(told["written"]).is_file()
        assert "กำหนดแล้วเสร็จ" in told["awaited"]

    def it_never_writes_over_a_file(self, good: Path, capsys: Capture) -> None:
        target = good.with_name("mine.xlsx")
        target.write_text("a clerk's own work")
        assert main(["next-year", str(good), str(target)]) == ExitCode.OUTPUT
        assert target.read_text() == "a clerk's own work"
        assert main(["next-year", str(good), str(good.with_name("a.pdf"))]) == ExitCode.USAGE

    def it_carries_what_it_can_of_a_tracker_with_errors_and_says_so(
        self, tmp_path: Path, capsys: Capture
    ) -> None:
        source = tmp_path / "a 2567.xlsx"
        broken = sample()._replace(report=sample().report._replace(level=""))
        source.write_bytes(tracker_bytes(broken, macros=False))
        assert main(["next-year", str(source)]) == ExitCode.FINDINGS
        assert (tmp_path / "a 2568.xlsm").is_file()
        assert "มีรายการที่ต้องแก้ไข 1 รายการ" in capsys.readouterr().err

    def it_refuses_what_is_no_tracker(self, faulty: Path, tmp_path: Path, capsys: Capture) -> None:
        assert main(["next-year", str(faulty)]) == ExitCode.INPUT
        assert main(["next-year", str(tmp_path / "none.xlsx")]) == ExitCode.INPUT
        assert [p.name for p in faulty.parent.iterdir()] == [faulty.name]


class DescribeTheExtraSheet:
    def it_leaves_the_tracker_s_own_sheets_as_they_were(self) -> None:
        plain = grids_from_bytes(tracker_bytes(sample(), macros=False), "x")
        extra = ExtraSheet("อ่านประกอบ", "คำอธิบาย", ("ก", "ข"), (("=1+1", dt.date(2024, 1, 31)), (2.0, None)))
        more = grids_from_bytes(tracker_bytes(sample(), extra=(extra,)), "x")
        names = [g.sheet for g in plain]
        assert [g.sheet for g in more] == [*names, "อ่านประกอบ"]
        assert parse(more).tracker == parse(plain).tracker
        assert more[-1].at(4, 1) == "ก"
        assert (more[-1].at(5, 1), more[-1].at(5, 2)) == ("=1+1", dt.date(2024, 1, 31))
        assert more[-1].at(6, 1) == 2.0

    def it_goes_on_below_where_a_cell_is_full(self) -> None:
        text = "ก" * 70_000
        extra = ExtraSheet("อ่านประกอบ", "", ("ก", "ข"), ((text, "ข"),))
        grid = grids_from_bytes(tracker_bytes(sample(), macros=False, extra=(extra,)), "x")[-1]
        assert "".join(str(row[0]) for row in grid.rows[4:]) == text
