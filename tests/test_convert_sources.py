"""Every older table of `convert_sources`: each value is right or told, and nothing is lost."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from itaxl.convert.job import convert
from itaxl.convert.sources import read_source, table_grids
from itaxl.convert.table.explain import explain
from itaxl.convert.table.mapping import NO_MAPPING
from itaxl.convert.table.mapping_file import mapping_from_text
from itaxl.core.assess import assess
from itaxl.reading.workbook import grids_from_bytes
from tests.convert_loss import lost
from tests.convert_sources import DOCS, SOURCES, Source, memos, row
from tests.convert_verdict import verdict

TODAY = dt.date(2022, 4, 1)


def param(source: Source) -> object:
    return pytest.param(source, id=source.name, marks=[pytest.mark.libreoffice] if source.libreoffice else [])


@pytest.fixture
def file(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Source, Path]:
    source: Source = request.param
    if source.libreoffice and shutil.which("soffice") is None:
        pytest.skip("LibreOffice, which makes this file, is not installed")
    source.write(tmp_path / source.name)
    return source, tmp_path / source.name


@pytest.mark.parametrize("file", [param(source) for source in SOURCES], indirect=True)
def test_it_moves_in(file: tuple[Source, Path], tmp_path: Path) -> None:
    source, path = file
    before = path.read_bytes()
    outcome = convert(path, tmp_path, NO_MAPPING, TODAY)
    assert path.read_bytes() == before
    assert outcome.understood and outcome.output
    found = verdict(outcome.understood.draft, source.expected)
    assert not found.silent
    data = outcome.output.read_bytes()
    grids = grids_from_bytes(data, "new.xlsm")
    assert lost(table_grids(before, source.name), grids) == []
    assert assess(grids, TODAY).tracker == outcome.understood.draft.tracker
    explained = explain(outcome.understood, NO_MAPPING, source.name)
    told = read_source(path, mapping_from_text(explained.encode()))
    assert told.draft.tracker == outcome.understood.draft.tracker
    assert row(source, found) in DOCS.read_text(encoding="utf-8")


def test_there_are_enough_and_they_differ() -> None:
    assert len(SOURCES) >= 25
    assert len({source.name for source in SOURCES}) == len(SOURCES)
    assert len({source.made for source in SOURCES}) >= 8


def test_the_page_holds_the_table_of_memos() -> None:
    assert memos() in DOCS.read_text(encoding="utf-8")
