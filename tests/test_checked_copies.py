"""Checked copies are workbooks like any other: they pass its checks, and LibreOffice runs them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

for _tool in ("pyopenvba", "openxml_audit", "pyvbaanalysis", "vbalidator", "lxml"):
    pytest.importorskip(_tool)

from itaxl.batch import Options  # noqa: E402
from itaxl.core.model import Tracker  # noqa: E402
from itaxl.core.sample import sample  # noqa: E402
from itaxl.files.tracker.workbook import tracker_bytes  # noqa: E402
from tests import workbook_live  # noqa: E402
from tests.batch_cases import TODAY, Run  # noqa: E402
from tests.test_annotate import edited, spoilt, without_results  # noqa: E402
from tests.test_mark import saved_by_a_person  # noqa: E402
from tests.workbook_checks import CHECKS, problems  # noqa: E402

pytestmark = pytest.mark.filterwarnings("ignore")  # the analysers' own
CASES = ("good", "typed", "faulty", "bare")


def mistyped() -> Tracker:
    """A tracker with errors as XlsxWriter, not openpyxl, writes it."""
    first, *others = sample().measures
    return sample()._replace(measures=(first._replace(evidence="ftp://ไม่ใช่", note="เเก้\u200bไข"), *others))


def copy_of(data: bytes, name: str, room: Path) -> Path:
    """As a batch delivers it, which takes one file of an office; the original lies beside in `in`."""
    (room / "in").mkdir(parents=True)
    (room / "in" / f"{name}.xlsm").write_bytes(data)
    run = Run(room / "in", room / "out", options=Options(TODAY, annotate=True))
    assert [outcome.error for outcome in run.outcomes] == [None]
    (copy,) = (room / "out" / "checked").glob("*.xlsm")
    return copy


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory, macro_bytes: bytes) -> dict[str, Path]:
    """Of a good workbook, of one with errors, of one without result sheets."""
    root = tmp_path_factory.mktemp("copies")
    made = {
        "good": macro_bytes,
        "typed": tracker_bytes(mistyped()),
        "faulty": edited(macro_bytes, spoilt),
        "bare": edited(macro_bytes, without_results),
    }
    return {name: copy_of(data, name, root / name) for name, data in made.items()}


#: `contract` asks for a blank tracker.
@pytest.mark.parametrize("check", [name for name in CHECKS if name != "contract"])
def test_a_copy_passes(check: str, copies: dict[str, Path]) -> None:
    assert problems(check, copies["good"]) == []
    assert problems(check, copies["typed"]) == []


@pytest.mark.parametrize("check", [name for name in CHECKS if name != "contract"])
def test_a_copy_has_no_fault_that_its_original_has_not(check: str, copies: dict[str, Path]) -> None:
    """openpyxl, which spoilt the original, leaves faults of its own behind; `bare` has two sheets less."""

    def faults(path: Path) -> set[str]:
        return {re.sub(r"\d+", "", problem) for problem in problems(check, path)}

    for name in ("faulty", "bare"):
        original = copies[name].parents[2] / "in" / f"{name}.xlsm"
        assert faults(copies[name]) <= faults(original)


@pytest.mark.skipif(bool(workbook_live.missing()), reason=workbook_live.missing() or "LibreOffice is here")
@pytest.mark.libreoffice
def test_libreoffice_opens_them_and_runs_every_macro(copies: dict[str, Path]) -> None:
    found = workbook_live.macro_problems([copies["good"], copies["faulty"]])
    assert found == {copies["good"]: [], copies["faulty"]: []}


def test_a_copy_of_a_copy_is_the_same_copy(copies: dict[str, Path], tmp_path: Path) -> None:
    for name in CASES:
        once = copy_of(saved_by_a_person(copies[name].read_bytes()), name, tmp_path / name / "once")
        twice = copy_of(saved_by_a_person(once.read_bytes()), name, tmp_path / name / "twice")
        assert once.read_bytes() == twice.read_bytes(), name
