"""The committed workbook is what the build gives, and the sources of its VBA and ribbon are sound."""

from __future__ import annotations

import importlib.util
import io
import re
import sys
import zipfile
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

from itaxl.core.model import Status
from itaxl.files.tracker.workbook import blank_tracker, tracker_bytes
from tests.workbook_book import Book

pytest.importorskip("pyopenvba")
ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    return _loaded("workbook/build.py")


def _loaded(script: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(script.replace("/", "_").removesuffix(".py"), ROOT / script)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_committed_files_are_what_the_build_gives(builder: ModuleType) -> None:
    for path, content in builder.build().items():
        if path.suffix == ".xlsm":  # says which part differs, before the bytes
            with zipfile.ZipFile(path) as package:
                committed = {name: package.read(name) for name in package.namelist()}
            assert sorted(committed) == sorted(_parts(content))
            assert [n for n, c in _parts(content).items() if committed[n] != c] == []
        assert path.read_bytes() == content, f"run python workbook/build.py: {path.name} is out of date"


@pytest.mark.parametrize("platform", ["linux", "win32"])
def test_on_every_system_the_build_gives_the_same_bytes(
    builder: ModuleType, platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The standard library writes into each entry of a zip on which system it was made."""
    monkeypatch.setattr(zipfile, "sys", SimpleNamespace(**vars(sys) | {"platform": platform}))
    assert zipfile.ZipInfo("x").create_system == (0 if platform == "win32" else 3)
    extension = ROOT / "workbook" / "calc" / "itaxl-calc.oxt"
    made = builder.build() | {extension: _loaded("workbook/calc/build.py").build()}
    templates = _loaded("templates/build.py").templates()
    made |= {ROOT / "templates" / name: content for name, content in templates.items()}
    assert [path.name for path, content in made.items() if path.read_bytes() != content] == []


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_tracker_written_at_run_time_is_the_committed_workbook(builder: ModuleType) -> None:
    assert tracker_bytes(blank_tracker()) == builder.TRACKER.path.read_bytes()


def test_the_embedded_modules_are_the_sources_with_windows_line_ends(builder: ModuleType) -> None:
    for book in builder.BOOKS:
        modules = Book(book.path).modules
        for name, source in (builder.own_sources(book) | builder.xlwings_sources()).items():
            embedded = modules[name][1]
            assert "\r\n" in embedded and not re.search(r"(?<!\r)\n", embedded), name
            body = source.split("Option Explicit", 1)[-1] if name != "xlwings" else source
            assert body.replace("\r\n", "\n").strip() in embedded.replace("\r\n", "\n"), name


def test_a_source_that_is_not_ascii_stops_the_build(
    builder: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in builder.OWN_MODULES:
        (tmp_path / f"{name}.bas").write_text(f"' ไทย {name}", "utf-8")
    monkeypatch.setattr(builder, "SOURCES", tmp_path)
    with pytest.raises(UnicodeDecodeError):
        builder.own_sources(builder.TRACKER)


@pytest.mark.parametrize("name", ["TRACKER", "DISTRICT"])
def test_every_ribbon_button_explains_itself_in_thai(builder: ModuleType, name: str) -> None:
    book = getattr(builder, name)
    ribbon = (ROOT / "workbook" / "src" / book.ribbon).read_text("utf-8")
    buttons = re.findall(r"<button [^>]*>", ribbon)
    assert len(buttons) == len(book.commands)
    for button in buttons:
        for attribute in ("label", "screentip", "supertip"):
            assert re.search(rf'{attribute}="[^"]*[\u0e01-\u0e5b]', button), (attribute, button)


def test_statuses_in_the_drop_down_are_the_models(builder: ModuleType) -> None:
    sheet = Book(builder.TRACKER.path).parts["xl/worksheets/sheet3.xml"].decode()
    assert ",".join(status.value for status in Status) in sheet
