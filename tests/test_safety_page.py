"""docs/safety.md names tests that exist: a promise whose test was renamed or taken away is told."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "safety.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`(tests/\w+\.py(?:::\w+)?)`", PAGE)))
MODULES = sorted(set(re.findall(r"python -m (tests\.\w+)", PAGE)))
FILES = sorted(
    set(
        re.findall(r"`((?:machine|setup|disk|files|core|cli|batch)/[\w/]*\w+\.py|disk/plain_file\.py)`", PAGE)
    )
)


def exists(named: str) -> bool:
    name, _, inner = named.partition("::")
    path = ROOT / name
    if not path.is_file():
        return False
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.ClassDef, ast.FunctionDef)
    return not inner or inner in {node.name for node in ast.walk(tree) if isinstance(node, kinds)}


@pytest.mark.parametrize("named", NAMED)
def it_names_a_test_that_exists(named: str) -> None:
    assert exists(named)


@pytest.mark.parametrize("name", [*MODULES])
def it_names_a_command_that_exists(name: str) -> None:
    assert (ROOT / name.replace(".", "/")).with_suffix(".py").is_file()


@pytest.mark.parametrize("name", FILES)
def it_names_a_file_that_exists(name: str) -> None:
    assert (ROOT / "itaxl" / name).is_file()


def it_would_notice_a_test_that_is_gone() -> None:
    assert not exists("tests/test_none.py")
    assert not exists("tests/test_safety_page.py::it_was_never_there")
    assert len(NAMED) > 20 and len(FILES) > 5


def it_has_a_test_for_each_promise() -> None:
    rows = [
        line
        for line in PAGE.splitlines()
        if line.startswith("| ") and not line.startswith(("| ---", "| promise"))
    ]
    assert [row for row in rows if "tests" not in row] == []
