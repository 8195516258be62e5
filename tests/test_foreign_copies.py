"""What looks at checked copies of strangers' workbooks sees a fault that the copy alone has."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import openpyxl
import pytest

pytest.importorskip("pyopenvba")
pytest.importorskip("openxml_audit")

from tests import foreign, foreign_copies
from tests.foreign import Result
from tests.workbook_book import rezip

pytestmark = pytest.mark.filterwarnings("ignore")  # the analysers' own


@pytest.fixture
def stranger(tmp_path: Path) -> Path:
    path = tmp_path / "stranger.xlsx"
    book = openpyxl.Workbook()
    assert book.active
    book.active.append(["Month", "Hours"])
    book.save(path)
    return path


@pytest.fixture(autouse=True)
def as_bounded_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not in a process of its own here."""
    monkeypatch.setattr(foreign_copies, "more_room", lambda *_: None)


def it_finds_nothing_in_a_good_copy(stranger: Path) -> None:
    told: list[Result] = []
    result = foreign_copies.compared(stranger, told.append)
    assert result.kind == "copied" and [one.kind for one in told] == ["UNCHECKED"]


def it_finds_what_only_the_copy_has(stranger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = foreign.batch

    def spoilt(path: Path, out: Path) -> Result:
        done = batch(path, out)
        (copy,) = (out / "checked").iterdir()
        rezip(copy, copy, lambda parts: parts.update({"xl/lost.bin": b"x"}))
        return done

    monkeypatch.setattr(foreign, "batch", spoilt)
    result = foreign_copies.compared(stranger, lambda _: None)
    assert result.kind == "FAULTS" and "a part without a type" in result.what


def it_says_which_faults_were_added() -> None:
    before = {check: Counter({"old": 1}) for check in foreign_copies.EVERYWHERE}
    after = before | {"cells": Counter({"old": 2, "new": 1}), "views": Counter[str]()}
    assert sorted(foreign_copies.added(before, after)) == ["cells: new", "cells: old"]


def it_draws_the_same_workbooks_by_the_same_seed_and_from_all_folders(tmp_path: Path) -> None:
    for maker in "abc":
        (tmp_path / maker).mkdir()
        for number in range(9):
            (tmp_path / maker / f"{number}.xlsx").touch()
    (tmp_path / "a" / "x.csv").touch()
    once = [*foreign_copies.drawn(tmp_path, 7)]
    assert once == [*foreign_copies.drawn(tmp_path, 7)] != [*foreign_copies.drawn(tmp_path, 8)]
    assert len(once) == len(set(once)) == 27
    assert [path.parent.name for path in once[:6]] == [*"abcabc"]
