"""docs/develop.md: its map is today's house, and every file, name and command that it names exists."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.house_map import PAGE, committed_map, house_map
from tests.test_architecture import DOORS, PACKAGE, ROOMS, ROOT

TEXT = PAGE.read_text(encoding="utf-8")
#: Folders of the repository and rooms of the house; whatever begins with one of them is a place here.
TOPS = {path.name for path in (*ROOT.iterdir(), *PACKAGE.iterdir()) if path.is_dir()} - {
    "out",
    ".venv",
    ".git",
}
TICKED = sorted(
    {found for line in TEXT.splitlines() for found in re.findall(r"`([\w./-]+(?:::[\w.]+)?)`", line)}
)
NAMED = [n for n in TICKED if re.search(r"\.(?:py|bas)(?:::|$)", n) or (n.split("/")[0] in TOPS and "/" in n)]
COMMANDS = sorted(set(re.findall(r"python (-m [\w.]+|[\w/]+\.py)", TEXT)))


def place_of(named: str) -> Path | None:
    found = (root / named for root in (ROOT, PACKAGE) if (root / named).exists())
    return next(found, None)


@cache
def names_in(path: Path) -> frozenset[str]:
    """What a file defines: functions, classes, methods, constants; of a macro module its subs."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        return frozenset(re.findall(r"^(?:Public |Private )?Sub (\w+)", text, re.MULTILINE))
    nodes = list(ast.walk(ast.parse(text)))
    defined = {n.name for n in nodes if isinstance(n, (ast.FunctionDef, ast.ClassDef))}
    assigned = [n for n in nodes if isinstance(n, (ast.Assign, ast.AnnAssign))]
    targets = [t for n in assigned for t in (n.targets if isinstance(n, ast.Assign) else [n.target])]
    return frozenset(defined | {t.id for t in targets if isinstance(t, ast.Name)})


def exists(named: str) -> bool:
    place, _, name = named.partition("::")
    path = place_of(place)
    return path is not None and (not name or name in names_in(path))


def it_has_the_map_of_today() -> None:
    assert committed_map() == house_map(), "run: python -m tests.house_map"


def it_has_every_folder_and_every_room_on_the_map() -> None:
    """Read off the page itself: whatever made the map, nothing is missing from it."""
    folders = {path for path in PACKAGE.rglob("*") if path.is_dir() and path.name != "__pycache__"}
    tops = {path for path in PACKAGE.glob("*.py") if path.name != "__init__.py"}
    wanted = {f"{path.relative_to(PACKAGE).as_posix()}/" for path in folders} | {path.name for path in tops}
    lines = [line.split(" | ") for line in committed_map().splitlines()[2:]]
    assert {line[0].strip("| `") for line in lines} == wanted
    assert all(len(line) == 3 and line[1] for line in lines)


def it_says_what_each_room_may_know() -> None:
    known = {
        line.split("`")[1].rstrip("/").removesuffix(".py"): line for line in committed_map().splitlines()[2:]
    }
    for room, allowed in {**ROOMS, **DOORS}.items():
        said = known[room.removeprefix("itaxl.")].split(" | ")[2].strip(" |")
        others = {name.removeprefix("itaxl.") for name in allowed - {room, "itaxl"}}
        rooms = {name.removeprefix("itaxl.") for name in ROOMS} if said.startswith("every room") else set()
        listed = set(re.findall(r"\w+", said.partition("the doors")[2] if rooms else said)) - {"–"}
        assert rooms | listed == others, room


@pytest.mark.parametrize("named", NAMED)
def it_names_what_exists(named: str) -> None:
    assert exists(named)


@pytest.mark.parametrize("command", COMMANDS)
def it_names_a_command_that_exists(command: str) -> None:
    if command.startswith("-m "):
        module = command.removeprefix("-m ").replace(".", "/")
        found = (ROOT / module).with_suffix(".py").is_file() or (ROOT / module / "__main__.py").is_file()
        assert found or module == "pytest"
    else:
        assert (ROOT / command).is_file()


def it_would_notice_what_is_gone() -> None:
    assert len(NAMED) > 80 and len(COMMANDS) > 8
    assert (
        not exists("core/none.py") and not exists("core/parse.py::unparse") and not exists("files/annotate/")
    )
    assert exists("core/parse.py::parse") and exists("workbook/src/modButtons.bas::RunItaxl")
