"""The house: which room may know which, and rules that the eye would miss."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from itaxl.core import layout
from itaxl.core.layout import Field

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "itaxl"
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 300

SMALL = {"itaxl.errors", "itaxl.plain_file"}
#: Every room, and the rooms of ours that it may know; a module is in the first room that names it.
ROOMS = {
    "itaxl.core": {"itaxl.core"},
    "itaxl.errors": set[str](),
    "itaxl.collector": set[str](),
    "itaxl.plain_file": set[str](),
    "itaxl.machine": SMALL | {"itaxl.machine"},
    "itaxl.log": {"itaxl", "itaxl.machine"},
    "itaxl.shipped": {"itaxl.errors"},
    "itaxl.files": {"itaxl.core", "itaxl.errors", "itaxl.shipped", "itaxl.plain_file", "itaxl.files"},
    "itaxl.memo": SMALL | {"itaxl.core", "itaxl.shipped", "itaxl.machine", "itaxl.memo"},
    "itaxl.memos": {"itaxl.core", "itaxl.errors", "itaxl.files", "itaxl.memo"},
    "itaxl.pdf": SMALL | {"itaxl.machine", "itaxl.files", "itaxl.log", "itaxl.pdf"},
    "itaxl.calc": {"itaxl.machine", "itaxl.errors", "itaxl.shipped", "itaxl.calc"},
}
SHARED = {"itaxl", "itaxl.core", "itaxl.errors", "itaxl.log", "itaxl.shipped", "itaxl.files", "itaxl.memo"}
SHARED |= {"itaxl.memos", "itaxl.pdf", "itaxl.calc", "itaxl.collector", "itaxl.plain_file", "itaxl.machine"}
#: The doors, each of which may know everything below and itself; the command line also the other doors.
DOORS = {
    "itaxl.batch": SHARED | {"itaxl.batch"},
    "itaxl.convert": SHARED | {"itaxl.convert"},
    "itaxl.buttons": SHARED | {"itaxl.buttons"},
    "itaxl.setup": SHARED | {"itaxl.setup"},
    "itaxl.cli": SHARED | {"itaxl.batch", "itaxl.buttons", "itaxl.convert", "itaxl.setup", "itaxl.cli"},
    "itaxl.__main__": {"itaxl.cli", "itaxl.machine"},
}
#: Labels that are ordinary words too, where they mean something else than a label.
ORDINARY = {
    "core/parse.py": {"อำเภอ", "จังหวัด"},  # taken off a name
    "core/marks.py": {"เกินกำหนด"},
    "core/palette.py": {"เกินกำหนด"},  # the legend's word
    "core/rules/structure.py": {"มาตรการ"},  # a bad example: a header typed twice
    "files/tracker_commands.py": {"คู่มือ", "สรุปตามกอง"},  # the buttons' faces
    "memo/context.py": {"เรื่อง", "อำเภอ", "จังหวัด"},  # the memo's own words
}

#: The label 'through'; everywhere else it says that something passed.
PASSED = "ผ่าน"


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports_of(path: Path) -> Iterator[str]:
    """The modules that a file imports, anywhere in it."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: imports are spelt in full"
            assert node.module
            yield from (submodule(node.module, alias.name) for alias in node.names)


def submodule(module: str, name: str) -> str:
    """`from itaxl.core import layout` imports itaxl.core.layout; `from itaxl import __version__` itaxl."""
    place = ROOT.joinpath(*module.split("."))
    known = (place / name).is_dir() or (place / f"{name}.py").is_file()
    return f"{module}.{name}" if module.startswith("itaxl") and known else module


def room_of(module: str) -> str:
    rooms = [r for r in {**ROOMS, **DOORS} if module == r or module.startswith(r + ".")]
    return rooms[0] if rooms else module


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
class DescribeEveryFile:
    def it_imports_in_one_direction(self, path: Path) -> None:
        room = room_of(name_of(path))
        allowed = {**ROOMS, **DOORS}.get(room, set())
        ours = {room_of(m) for m in imports_of(path) if m.split(".")[0] == "itaxl"}
        assert ours <= allowed, f"{room} must not know {sorted(ours - allowed)}"

    def it_is_short(self, path: Path) -> None:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST

    def it_prints_only_through_the_console(self, path: Path) -> None:
        calls = [n.func for n in ast.walk(tree_of(path)) if isinstance(n, ast.Call)]
        prints = [c for c in calls if isinstance(c, ast.Name) and c.id in {"print", "input"}]
        assert not prints or path == PACKAGE / "cli" / "console.py"

    def it_spells_no_label_of_the_workbook_but_in_layout(self, path: Path) -> None:
        relative = path.relative_to(PACKAGE).as_posix()
        # the model's words are what layout offers; the memo's variables are explained with the field's words
        if relative in {"core/layout.py", "core/model.py", "memo/variables.py"}:
            return
        assert strings_of(tree_of(path)) & labels() <= {PASSED} | ORDINARY.get(relative, set())


@pytest.mark.parametrize("path", sorted((PACKAGE / "core").rglob("*.py")), ids=lambda p: p.name)
def it_keeps_the_core_to_the_standard_library_and_dateutil(path: Path) -> None:
    outside = {m.split(".")[0] for m in imports_of(path)} - set(sys.stdlib_module_names)
    assert outside <= {"itaxl", "dateutil"}
    doing = {"os", "io", "pathlib", "time", "subprocess", "socket", "shutil", "tempfile", "random"}
    assert not doing & {m.split(".")[0] for m in imports_of(path)}


def it_reads_no_clock_in_the_core() -> None:
    for path in (PACKAGE / "core").rglob("*.py"):
        attributes = {n.attr for n in ast.walk(tree_of(path)) if isinstance(n, ast.Attribute)}
        assert not attributes & {"today", "now", "utcnow"}, path


def it_would_notice_a_wrong_import() -> None:
    assert room_of(submodule("itaxl.memo", "render")) == "itaxl.memo"
    assert "itaxl.memo" not in ROOMS["itaxl.files"]
    assert submodule("itaxl", "__version__") == "itaxl"


def strings_of(tree: ast.Module) -> set[str]:
    """Whole string constants, docstrings left out."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docs = {id(n.body[0].value) for n in ast.walk(tree) if isinstance(n, documented) and is_doc(n.body[:1])}
    constants = [n for n in ast.walk(tree) if isinstance(n, ast.Constant) and id(n) not in docs]
    return {n.value for n in constants if isinstance(n.value, str)}


def is_doc(body: list[ast.stmt]) -> bool:
    return bool(body) and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)


def labels() -> set[str]:
    tables = [value for value in vars(layout).values() if isinstance(value, tuple)]
    fields = {f.label for table in tables for f in table if isinstance(f, Field)}
    return fields | set(layout.SHEETS) | set(layout.SECTIONS) | {layout.MEASURES_TABLE, layout.ROLLUP_TOTAL}
