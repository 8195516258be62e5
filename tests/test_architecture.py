"""The house: which room may know which, and rules that the eye would miss."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from itaxl.core import layout
from itaxl.core.layout import Field

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "itaxl"
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 300

#: What every room may know.
SMALL = {"itaxl.errors", "itaxl.catching", "itaxl.named_tuple", "itaxl.blake2"}
#: Those who write packages know how, too.
PACKING = SMALL | {"itaxl.zip_writer"}
#: Every room, and the rooms of ours that it may know; a module is in the first room that names it.
ROOMS = {
    "itaxl.errors": set[str](),
    "itaxl.catching": {"itaxl.errors"},
    "itaxl.collector": set[str](),
    "itaxl.named_tuple": set[str](),
    "itaxl.blake2": set[str](),
    "itaxl.zip_writer": {"itaxl.named_tuple"},
    "itaxl.core": {"itaxl.core", "itaxl.named_tuple", "itaxl.blake2"},
    "itaxl.disk": SMALL | {"itaxl.core", "itaxl.disk"},
    "itaxl.machine": SMALL | {"itaxl.disk", "itaxl.machine"},
    "itaxl.log": {"itaxl", "itaxl.machine"},
    "itaxl.shipped": SMALL,
    "itaxl.reading": PACKING | {"itaxl.core", "itaxl.disk", "itaxl.reading"},
    "itaxl.files": PACKING
    | {"itaxl.core", "itaxl.disk", "itaxl.machine", "itaxl.reading", "itaxl.shipped", "itaxl.files"},
    "itaxl.memo": PACKING
    | {"itaxl.core", "itaxl.disk", "itaxl.machine", "itaxl.reading", "itaxl.shipped", "itaxl.memo"},
    "itaxl.pdf": PACKING | {"itaxl.disk", "itaxl.log", "itaxl.machine", "itaxl.pdf"},
    "itaxl.links": SMALL | {"itaxl", "itaxl.core", "itaxl.disk", "itaxl.machine", "itaxl.links"},
    "itaxl.calc": SMALL | {"itaxl.core", "itaxl.machine", "itaxl.shipped", "itaxl.calc"},
}
SHARED = {"itaxl", *ROOMS}
#: The doors, each of which may know everything below and itself; the command line also the other doors.
DOORS = {
    "itaxl.batch": SHARED | {"itaxl.batch"},
    "itaxl.convert": SHARED | {"itaxl.convert"},
    "itaxl.buttons": SHARED | {"itaxl.batch", "itaxl.buttons"},
    "itaxl.setup": SHARED | {"itaxl.setup"},
    "itaxl.cli": SHARED | {"itaxl.batch", "itaxl.buttons", "itaxl.convert", "itaxl.setup", "itaxl.cli"},
    "itaxl.__main__": {"itaxl.cli", "itaxl.collector", "itaxl.machine"},
}
#: Labels that are ordinary words too, where they mean something else than a label.
ORDINARY = {
    "core/parse.py": {"ระดับ"},  # taken off a name
    "core/marks.py": {"เกินกำหนด"},
    "core/palette.py": {"เกินกำหนด"},  # the legend's word
    "core/rules/structure.py": {"มาตรการ"},  # a bad example: a header typed twice
    "files/tracker/commands.py": {"คู่มือ", "สรุปตามกอง"},  # the buttons' faces
    "files/desk/commands.py": {"คู่มือ"},
    "memo/content/context.py": {"เรื่อง", "อำเภอ", "จังหวัด"},  # the memo's own words
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
        if relative in {"core/layout.py", "core/model.py", "memo/content/variables.py"}:
            return
        assert strings_of(tree_of(path)) & labels() <= {PASSED} | ORDINARY.get(relative, set())


@cache
def faces() -> dict[str, set[str]]:
    """The folders that say in `__all__` what they hand out, each with these names."""
    found: dict[str, set[str]] = {}
    for path in FILES:
        for node in tree_of(path).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
                found[name_of(path)] = set(ast.literal_eval(node.value))
    return {name: names for name, names in found.items() if (ROOT / name.replace(".", "/")).is_dir()}


def taken_past_a_face(tree: ast.Module, taker: str, handed_out: dict[str, set[str]]) -> list[str]:
    """Names that a file takes from another folder's inside although that folder says what it hands out."""
    past = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        inside = (ROOT / node.module.replace(".", "/")).with_suffix(".py").is_file()
        folder = node.module.rpartition(".")[0] if inside else node.module
        if folder in handed_out and taker != folder and not taker.startswith(folder + "."):
            names = {alias.name for alias in node.names}
            past += [f"{node.module}.{name}" for name in names if inside or name not in handed_out[folder]]
    return past


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def it_takes_from_a_folder_what_the_folder_hands_out(path: Path) -> None:
    assert taken_past_a_face(tree_of(path), name_of(path), faces()) == []


def it_would_notice_a_name_that_no_folder_hands_out() -> None:
    batch = {"itaxl.batch": {"collect"}}
    for line in ("from itaxl.batch import Ledger", "from itaxl.batch.ledger import Ledger"):
        assert taken_past_a_face(ast.parse(line), "itaxl.cli.main", batch)
        assert not taken_past_a_face(ast.parse(line), "itaxl.batch.run", batch)
    assert not taken_past_a_face(ast.parse("from itaxl.batch import collect"), "itaxl.cli.main", batch)


def needed_at_run_time(tree: ast.Module) -> set[str]:
    """The modules that a file imports, in functions too; what stands under TYPE_CHECKING is no need."""
    typing = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for statement in node.body
        for inner in ast.walk(statement)
    }
    needed: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and id(node) not in typing:
            needed |= {submodule(node.module, alias.name) for alias in node.names}
        elif isinstance(node, ast.Import) and id(node) not in typing:
            needed |= {alias.name for alias in node.names}
    return needed


def circles(needs: dict[str, set[str]]) -> list[set[str]]:
    """The groups of files that need each other, by whatever way round."""
    reached = {name: closure(name, needs) for name in needs}
    groups = {
        frozenset(other for other in reached[name] if name in reached.get(other, ()))
        for name in needs
        if name in reached[name]
    }
    return [set(group) for group in groups]


def closure(name: str, needs: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [*needs[name]]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += needs.get(one, ())
    return found


def it_has_no_circle_of_files() -> None:
    """Types may name each other: a book has sheets, and a sheet its book (`itaxl.calc`)."""
    needs = {name_of(path): needed_at_run_time(tree_of(path)) - {name_of(path)} for path in FILES}
    assert circles(needs) == []


def it_would_notice_a_circle_of_files() -> None:
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == [{"a", "b", "c"}]
    inside = "def f():\n    from itaxl.core import layout"
    assert needed_at_run_time(ast.parse(inside)) == {"itaxl.core.layout"}
    assert needed_at_run_time(ast.parse("if TYPE_CHECKING:\n    from itaxl.core import layout")) == set()


@pytest.mark.parametrize("path", sorted((PACKAGE / "core").rglob("*.py")), ids=lambda p: p.name)
def it_keeps_the_core_to_the_standard_library_dateutil_and_rapidfuzz(path: Path) -> None:
    outside = {m.split(".")[0] for m in imports_of(path)} - set(sys.stdlib_module_names)
    assert outside <= {"itaxl", "dateutil", "rapidfuzz"}
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
