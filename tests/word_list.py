"""The words of docs/words.md, and where the forms that we do not use stand in what people read.

What only recognises the words of others is no text of ours, and is known by its place: the vocabulary of
`core/meanings`, what earlier versions said (`core/earlier_words.py`, and `formerly` of a field), patterns
for `re`, and the tables and offices of examples.
"""

from __future__ import annotations

import ast
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parents[1]
WORDS = ROOT / "docs" / "words.md"
#: Python files whose Thai is what others say.
_OTHERS = ("core/meanings/", "core/earlier_words.py", "core/sample.py", "core/no_measure.py")
#: Calls whose words are examples of what offices write, or patterns.
_EXAMPLES = {"Case", "Table", "compile", "match", "fullmatch", "sub", "search", "removeprefix"}


class Form(NamedTuple):
    """A form that is not used, and the words in which its letters may stand."""

    text: str
    right: tuple[str, ...]

    def stands_in(self, text: str) -> bool:
        for found in re.finditer(re.escape(self.text), text):
            around = text[max(0, found.start() - 40) : found.end() + 40]
            at = found.start() - max(0, found.start() - 40)
            if not any(
                start <= at and at + len(self.text) <= start + len(word)
                for word in self.right
                for start in (m.start() for m in re.finditer(re.escape(word), around))
            ):
                return True
        return False


def forms(page: str) -> list[Form]:
    """Of the page's table: what stands in backticks in the third column, and the fourth as exceptions."""
    found = []
    for line in page.splitlines():
        if line.startswith("| ") and "`" in line:
            cells = [cell.strip() for cell in line.strip("|").split(" | ")]
            right = tuple(filter(None, map(str.strip, cells[3].split("·"))))
            found += [Form(text, right) for text in re.findall(r"`([^`]+)`", cells[2])]
    return found


FORMS = forms(WORDS.read_text(encoding="utf-8"))


def faults(text: str) -> list[str]:
    return [form.text for form in FORMS if form.stands_in(text)]


def python_texts(source: str) -> Iterator[str]:
    """The strings of a module that people may read: no docstrings, no patterns, no examples."""
    yield from _strings(ast.parse(source))


def _strings(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node.value
        return
    if isinstance(node, ast.JoinedStr):
        yield "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
        for part in node.values:
            if isinstance(part, ast.FormattedValue):
                yield from _strings(part.value)
        return
    if isinstance(node, ast.Call) and _name(node.func) in _EXAMPLES:
        return
    if isinstance(node, ast.keyword) and node.arg in {"formerly", "bad", "good"}:
        return
    body = getattr(node, "body", None)
    first = body[0] if isinstance(body, list) and body else None
    documented = first if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) else None
    for child in ast.iter_child_nodes(node):
        if child is not documented:
            yield from _strings(child)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def xml_texts(data: bytes) -> Iterator[str]:
    """Every text and every attribute."""
    for element in ElementTree.fromstring(data).iter():
        yield from filter(None, (element.text, element.tail, *element.attrib.values()))


def basic_texts(source: str) -> Iterator[str]:
    """The strings of a module in Basic."""
    yield from re.findall(r'"([^"\n]*)"', source)


def script_texts(source: str) -> Iterator[str]:
    """A script's lines; its comments are English."""
    yield from source.splitlines()


def page_texts(page: str) -> Iterator[str]:
    """A page's lines, without what is quoted as data: blocks of code and the table of words."""
    is_code = False
    for line in page.splitlines():
        if line.startswith("```"):
            is_code = not is_code
        elif not is_code and not (line.startswith(("- ตัวอย่างที่", "| ")) and _is_quoted(line)):
            yield line


def _is_quoted(line: str) -> bool:
    """A line of examples, or of the table of words."""
    return line.startswith("- ตัวอย่างที่") or line in WORDS.read_text(encoding="utf-8")


def package_texts(data: bytes) -> Iterator[str]:
    """The texts of an Office or OpenDocument file, part by part."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels", ".vml")):
                yield from xml_texts(package.read(name))


def files(*patterns: str) -> list[Path]:
    return sorted(path for pattern in patterns for path in ROOT.glob(pattern))


def python_files() -> list[Path]:
    return [
        path
        for path in files("itaxl/**/*.py")
        if not path.relative_to(ROOT / "itaxl").as_posix().startswith(_OTHERS)
    ]
