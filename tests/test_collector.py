"""Every door of the program looks seldom for objects that hold each other."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable

import pytest

from itaxl import buttons
from itaxl.__main__ import run
from itaxl.batch.pool import in_order
from itaxl.buttons.calc import click


def of_a_worker() -> Callable[[int], int]:
    return lambda job: gc.get_threshold()[0]


def test_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["itaxl", "--version"])
    try:
        assert run() == 0
        assert gc.get_freeze_count(), "at its end nothing is left to look through"
    finally:
        gc.unfreeze()
    assert gc.get_threshold()[0] == 50_000


def test_a_click(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("itaxl.buttons.session.caller", lambda: None)
    monkeypatch.setattr("itaxl.buttons.dialog.show", lambda *_, **__: None)
    monkeypatch.setattr("itaxl.log.bug_sentence", lambda _: "")
    buttons.click("help")
    assert gc.get_threshold()[0] == 50_000


def test_a_click_in_calc(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(click, "click", lambda _: None)
    click.main(["help", "pipe", "uid"])
    assert gc.get_threshold()[0] == 50_000


def test_a_worker() -> None:
    before = gc.get_threshold()
    assert list(in_order([0, 1], of_a_worker, lambda job, why: -1, 1)) == [50_000] * 2
    assert gc.get_threshold() == before
