"""Docstrings and comments name what exists: what stands in backticks is the code's, or known elsewhere."""

from __future__ import annotations

import ast
import builtins
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "itaxl").rglob("*.py"))
_TICKED = re.compile(r"`([A-Za-z_][\w.]*)`")
#: What other programs, libraries and formats call so.
ELSEWHERE = {"bbbb", "subst", "__pycache__"}


def texts_of(source: str) -> Iterator[str]:
    """Docstrings and comments."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            yield ast.get_docstring(node, clean=False) or ""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.COMMENT:
            yield token.string


def names_of(source: str) -> Iterator[str]:
    """Whatever has a name, and short strings, which may be keys; no comments, no docstrings."""
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type == tokenize.NAME:
            yield token.string
        elif token.type == tokenize.STRING and len(token.string) < 60 and not token.string.startswith('"""'):
            yield from re.findall(r"\w+", token.string)


@cache
def known() -> frozenset[str]:
    words = {name for path in FILES for name in names_of(path.read_text("utf-8"))}
    places = {part for path in FILES for part in path.relative_to(ROOT).with_suffix("").parts}
    return frozenset(words | places | {"py"} | set(dir(builtins)) | set(sys.stdlib_module_names))


def unknown_names(source: str) -> list[str]:
    ticked = [name for text in texts_of(source) for name in _TICKED.findall(text)]
    return [n for n in ticked if n not in ELSEWHERE and not set(filter(None, n.split("."))) <= known()]


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def it_names_what_exists(path: Path) -> None:
    assert unknown_names(path.read_text("utf-8")) == []


def it_would_notice_a_name_that_is_gone() -> None:
    gone, other = "office" + "_place", "thai" + "parser"
    assert unknown_names(f'"""`{gone}` is where it stands."""\n# see `{other}`') == [gone, other]
    assert unknown_names('"""`Grid` and `layout.SHEETS`."""') == []
