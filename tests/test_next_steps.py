"""A problem of the surroundings asks politely for what is to be done, and says why in Thai."""

from __future__ import annotations

import ast
import errno
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from itaxl.disk.reason import reason_of
from tests.word_list import ROOT, python_files

_THAI = re.compile("[ก-๛]")
_KINDS = {"UsageError", "InputError", "OutputError", "MissingError", "TemplateError", "mend", "note"}


def steps(source: str) -> Iterator[str]:
    """The next steps that are spelt where the problem is raised, or in a constant of the file."""
    tree = ast.parse(source)
    constants = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _KINDS:
            step = node.args[-1] if len(node.args) > 1 else None
            step = constants.get(step.id, step) if isinstance(step, ast.Name) else step
            if isinstance(step, (ast.Constant, ast.JoinedStr)) and _THAI.search(text := ast.unparse(step)):
                yield text


@pytest.mark.parametrize("path", python_files(), ids=lambda p: str(p.relative_to(ROOT)))
def it_asks_politely(path: Path) -> None:
    assert [step for step in steps(path.read_text("utf-8")) if "โปรด" not in step] == []


def it_would_notice_an_order() -> None:
    told = '_STEP = "ปิดไฟล์"\nraise InputError(f"ไม่ได้ {name}", "ลองใหม่")\nraise OutputError("ก", _STEP)\n'
    assert list(steps(told)) == ["'ลองใหม่'", "'ปิดไฟล์'"]


@pytest.mark.parametrize("number", sorted(errno.errorcode))
def it_says_why_in_thai(number: int) -> None:
    said = reason_of(OSError(number, os.strerror(number)))
    assert _THAI.search(said) and not re.search("[A-Za-z]", said)


def it_says_so_of_what_is_no_error_of_the_system() -> None:
    assert _THAI.search(reason_of(NotImplementedError("locks")))
