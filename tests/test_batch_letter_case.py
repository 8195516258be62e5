"""Outputs whose names differ in letter case only, on a disk that knows no such difference."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from itaxl.batch import Options
from tests.batch_cases import TODAY, Run, office
from tests.folding_disk import folding
from tests.systems import two_letter_cases

ANNOTATED = Options(TODAY, annotate=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "in").mkdir()
    with folding(tmp_path):
        yield tmp_path


def test_the_disk_of_these_tests_folds_names(disk: Path) -> None:
    (disk / "in" / "ABC").write_text("x")
    assert (disk / "IN" / "abc").read_text() == "x" and (disk / "in" / "Abc").is_file()
    assert [path.name for path in (disk / "in").iterdir()] == ["ABC"]


@pytest.mark.parametrize(
    ("before", "after"),
    [("ABC", "abc"), (unicodedata.normalize("NFC", "Café"), unicodedata.normalize("NFD", "Café"))],
    ids=["letter case", "accents"],
)
class DescribeAnOfficeThatIsSpeltInAnotherWay:
    def it_keeps_one_memo(self, disk: Path, before: str, after: str) -> None:
        for name in (before, after):
            (disk / "in" / "t.xlsx").write_bytes(office(name, title=f"ของ {name}"))
            run = Run(disk / "in", disk / "out", options=ANNOTATED)
        assert run.summary.moved.total() == 0 and not (disk / "out" / "earlier").exists()
        (memo,) = (disk / "out" / "memos").iterdir()
        Run(disk / "in", disk / "fresh", options=ANNOTATED)
        (fresh,) = (disk / "fresh" / "memos").iterdir()
        assert memo.read_bytes() == fresh.read_bytes()
        again = Run(disk / "in", disk / "out", options=ANNOTATED)
        assert (again.redone, again.summary.moved.total()) == ([], 0)

    @two_letter_cases
    def it_moves_the_other_memo_where_the_disk_knows_two(
        self, tmp_path: Path, before: str, after: str
    ) -> None:
        (tmp_path / "in").mkdir()
        for name in (before, after):
            (tmp_path / "in" / "t.xlsx").write_bytes(office(name, title=f"ของ {name}"))
            run = Run(tmp_path / "in", tmp_path / "out")
        assert len(list((tmp_path / "out" / "memos").iterdir())) == 1
        assert (run.summary.moved.total(), len(list((tmp_path / "out" / "earlier").iterdir()))) == (1, 1)


@two_letter_cases
def test_a_tracker_counts_that_differs_from_a_list_in_letter_case(tmp_path: Path) -> None:
    """On a disk that knows the difference."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "DISTRICT.xlsx").write_bytes(office("หนึ่ง"))
    for _ in range(2):
        run = Run(tmp_path / "in", tmp_path / "in", options=ANNOTATED)
        assert ([one.path.name for one in run.outcomes], run.summary.moved.total()) == (["DISTRICT.xlsx"], 0)
    assert sorted(one.path.name for one in run.summary.left_out) == [
        "district.xlsx",
        "องค์การบริหารส่วนตำบลหนึ่ง 2567.xlsx",
    ]


def test_a_workbook_whose_name_changes_its_letter_case_keeps_its_outputs(disk: Path) -> None:
    (disk / "in" / "Office.xlsx").write_bytes(office("หนึ่ง"))
    Run(disk / "in", disk / "out", options=ANNOTATED)
    (disk / "in" / "Office.xlsx").rename(disk / "in" / "office.xlsx")
    for plain in (ANNOTATED, ANNOTATED._replace(annotate=False)):
        run = Run(disk / "in", disk / "out", options=plain)
        assert (run.summary.moved.total(), run.summary.others) == (0, 0)
        assert len(list((disk / "out" / "memos").iterdir())) == 1
        assert len(list((disk / "out" / "checked").iterdir())) == 1


def test_a_tracker_called_like_the_district_workbook_is_refused_in_any_letter_case(disk: Path) -> None:
    from itaxl.errors import OutputError

    data = office("หนึ่ง")
    (disk / "in" / "District.XLSX").write_bytes(data)
    with pytest.raises(OutputError, match="--out"):
        Run(disk / "in", disk / "in")
    assert (disk / "in" / "District.XLSX").read_bytes() == data
    assert [path.name for path in (disk / "in").iterdir()] == ["District.XLSX"]
