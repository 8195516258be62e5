"""Every kind of workbook that the program writes has no known cause of Excel's offer to repair it."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

pytest.importorskip("pyopenvba")

from itaxl.convert.job import convert
from itaxl.convert.table.mapping import NO_MAPPING
from itaxl.core.sample import sample
from itaxl.files.tracker.extra import ExtraSheet
from itaxl.files.tracker.workbook import blank_tracker, tracker_bytes
from tests.convert_sources import SOURCES, Source
from tests.district_cases import a_line, written
from tests.foreign_tracker import as_tracker
from tests.kept_content import KEPT
from tests.nasty_files import unzipped, zipped
from tests.test_annotate import checked, parts_of, with_parts
from tests.workbook_checks import REPAIR, problems

_DAY = dt.date(2024, 4, 2)
_LINE = "ก&<>\"'" * 20
_ODD_TEXTS = sample()._replace(
    measures=tuple(
        m._replace(title=f"=1+1 {_LINE}", note="\x01\ufffe_x0041_", steps=("x" * 32_000, "- ข"))
        for m in sample().measures * 60
    ),
)
_LINK = {0: (1, "internal:'มาตรการ'!A1")}
_READING = ExtraSheet("ประวัติ", "นำ", ("ก", "ก"), (("=1", 1.0), (_DAY, None)), links=_LINK)
MADE: dict[str, Callable[[], bytes]] = {
    "a blank tracker": lambda: tracker_bytes(blank_tracker()),
    "a tracker without macros": lambda: tracker_bytes(sample(), macros=False),
    "odd texts and 300 measures": lambda: tracker_bytes(_ODD_TEXTS),
    "a sheet for reading": lambda: tracker_bytes(sample(), extra=[_READING]),
    "a district": lambda: written(*(a_line(n, office=f"{n}{_LINE[:30]}") for n in range(1, 60))),
    "a district of nobody": written,
}  # fmt: skip


def faults(path: Path) -> dict[str, list[str]]:
    return {check: found for check in REPAIR if (found := problems(check, path))}


@pytest.mark.parametrize("made", MADE)
def test_what_the_program_writes_has_no_cause(made: str, tmp_path: Path) -> None:
    path = tmp_path / "made.xlsm"
    path.write_bytes(MADE[made]())
    assert faults(path) == {}


@pytest.mark.parametrize("source", [s for s in SOURCES if not s.libreoffice][::3], ids=lambda s: s.name)
def test_what_is_moved_in_has_no_cause(source: Source, tmp_path: Path) -> None:
    path = tmp_path / source.name
    source.write(path)
    outcome = convert(path, tmp_path, NO_MAPPING, _DAY)
    assert outcome.output is not None
    assert faults(outcome.output) == {}


@pytest.mark.parametrize("name", KEPT)
def test_a_checked_copy_has_no_cause_that_its_original_has_not(
    macro_bytes: bytes, name: str, tmp_path: Path
) -> None:
    """Of workbooks with what people and other programs put into them."""
    parts = parts_of(macro_bytes)
    KEPT[name][0](parts)
    original, copy = tmp_path / "original.xlsm", tmp_path / "copy.xlsm"
    original.write_bytes(with_parts(macro_bytes, parts))
    copy.write_bytes(checked(original.read_bytes()).data)
    before = faults(original)
    assert {check: found for check, found in faults(copy).items() if found != before.get(check)} == {}


def test_a_checked_copy_of_a_workbook_without_styles_gets_all_that_styles_need(tmp_path: Path) -> None:
    """Some programs write no such part; ours gets one with the colours."""
    whole = io.BytesIO()
    openpyxl.Workbook().save(whole)
    parts = unzipped(whole.getvalue())
    del parts["xl/styles.xml"]
    for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
        parts[name] = re.sub(rb"<[^<>]*/?styles[^<>]*/>", b"", parts[name])
    tracker = as_tracker(zipped(parts))
    assert tracker
    copy = tmp_path / "copy.xlsx"
    copy.write_bytes(checked(tracker).data)
    assert "xl/styles.xml" in unzipped(copy.read_bytes())
    assert faults(copy) == {}
