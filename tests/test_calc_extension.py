"""The extension's file: built from text, the same words as in Excel, nothing but a pipe."""

from __future__ import annotations

import importlib.util
import io
import re
import zipfile
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree

import pytest

from itaxl import __version__
from itaxl.buttons import COMMANDS as FUNCTIONS
from itaxl.buttons import dialog
from itaxl.buttons.blocks import put
from itaxl.buttons.calc import click
from itaxl.buttons.calc.district import DISTRICT
from itaxl.buttons.desk.commands import COMMANDS as DISTRICTS_FUNCTIONS
from itaxl.core.grid import Grid
from itaxl.errors import OutputError
from itaxl.files.desk.commands import COMMANDS as OF_DISTRICT
from itaxl.files.desk.commands import TOOLBAR as OF_THE_DISTRICT
from itaxl.files.tracker.commands import COMMANDS, TOOLBAR
from itaxl.setup.calc.bridge import ISOLATED
from itaxl.setup.calc.extension import IDENTIFIER
from itaxl.shipped import CALC_EXTENSION, shipped

ROOT = Path(__file__).resolve().parents[1]
_NAME = "{http://openoffice.org/2001/registry}name"


@pytest.fixture(scope="module")
def builder() -> ModuleType:
    spec = importlib.util.spec_from_file_location("calc_build", ROOT / "workbook" / "calc" / "build.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def parts() -> dict[str, str]:
    """The shipped file's content."""
    with zipfile.ZipFile(shipped(CALC_EXTENSION)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def values(part: str, name: str) -> list[str]:
    """Of every property of that name, in order."""
    tree = ElementTree.fromstring(part.encode())
    return [prop.findtext("value") or "" for prop in tree.iter("prop") if prop.get(_NAME) == name]


def it_is_what_the_build_gives(builder: ModuleType, parts: dict[str, str]) -> None:
    assert parts == builder.parts()
    assert shipped(CALC_EXTENSION).read_bytes() == builder.build(), "run python workbook/calc/build.py"


def it_is_the_same_file_when_it_is_built_again(builder: ModuleType) -> None:
    assert builder.build() == builder.build()
    with zipfile.ZipFile(io.BytesIO(builder.build())) as package:
        assert {entry.compress_type for entry in package.infolist()} == {zipfile.ZIP_STORED}


def it_offers_the_commands_of_both_workbooks_by_excels_words_in_menu_and_toolbar(
    parts: dict[str, str],
) -> None:
    tracker, district = ([command.label for command in some] for some in (COMMANDS, OF_DISTRICT))
    menus = [TOOLBAR, *tracker, OF_THE_DISTRICT, *district]
    assert values(parts["Addons.xcu"], "Title") == [*menus, *tracker, *district]
    assert [command.name for command in COMMANDS] == list(FUNCTIONS)
    assert [command.name for command in OF_DISTRICT] == list(DISTRICTS_FUNCTIONS)


def it_shows_only_in_calc(parts: dict[str, str]) -> None:
    contexts = values(parts["Addons.xcu"], "Context")
    assert set(contexts) == {"com.sun.star.sheet.SpreadsheetDocument"}
    assert len(contexts) == 2 * (len(COMMANDS) + len(OF_DISTRICT) + 1)
    assert 'oor:name="CalcWindowState"' in parts["CalcWindowState.xcu"]
    bars = re.findall(r'oor:name="private:resource/toolbar/addon_([^"]+)"', parts["CalcWindowState.xcu"])
    assert len(bars) == 2 and all(f'oor:name="{bar}"' in parts["Addons.xcu"] for bar in bars)
    assert values(parts["CalcWindowState.xcu"], "UIName") == [TOOLBAR, OF_THE_DISTRICT]


def it_runs_a_macro_of_its_own_for_every_button(parts: dict[str, str]) -> None:
    basic = parts["ITA/Main.xba"]
    basic = parts["ITA/Main.xba"].replace("&quot;", '"')
    lead, tail = "vnd.sun.star.script:ITA.Main.", "?language=Basic&location=application"
    tracker = [(command.name, command.name) for command in COMMANDS]
    district = [(f"district_{one.name}", f"{DISTRICT}{one.name}") for one in OF_DISTRICT]
    addresses = values(parts["Addons.xcu"], "URL")
    for (macro, name), address in zip([*tracker, *district] * 2, addresses, strict=True):
        assert address == f"{lead}Click_{macro}{tail}"
        assert f'Sub Click_{macro}\n  Click "{name}"\nEnd Sub' in basic


def it_stops_the_build_when_a_command_has_no_macro(
    builder: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = (builder.SOURCES / "Main.bas").read_text("utf-8")
    (tmp_path / "Main.bas").write_text(source.replace("Sub Click_memo", "Sub Click_mem0"), "utf-8")
    monkeypatch.setattr(builder, "SOURCES", tmp_path)
    with pytest.raises(ValueError, match="memo"):
        builder.module()


def it_lists_every_part_and_names_itself_and_its_version(parts: dict[str, str]) -> None:
    for text in (text for name, text in parts.items() if not name.endswith(".txt")):
        ElementTree.fromstring(text.encode())
    listed = set(re.findall(r'full-path="([^"]+)"', parts["META-INF/manifest.xml"]))
    assert listed == {"ITA/", "Addons.xcu", "CalcWindowState.xcu"}
    assert f'<identifier value="{IDENTIFIER}"/>' in parts["description.xml"]
    assert f'<version value="{__version__}"/>' in parts["description.xml"]


class DescribeTheBasic:
    @pytest.fixture
    def basic(self, parts: dict[str, str]) -> str:
        return parts["ITA/Main.xba"]

    def it_opens_a_pipe_and_never_a_socket(self, parts: dict[str, str]) -> None:
        assert "pipe,name=" in parts["ITA/Main.xba"]
        assert not [name for name, text in parts.items() if re.search("socket|ooSetupConnectionURL", text)]

    def it_starts_python_isolated_and_does_not_wait(self, basic: str) -> None:
        (shell,) = re.findall(r"^\s*Shell .*$", basic, re.MULTILINE)
        assert shell.endswith(", False")
        assert f'"{" ".join(ISOLATED)} -m {click.__name__} "' in basic.replace("&quot;", '"')

    def it_knows_no_path_of_any_machine(self, basic: str) -> None:
        assert not re.search(r"[A-Za-z]:\\|/usr/|/home/|site-packages", basic)

    def it_titles_its_boxes_as_excels(self, basic: str) -> None:
        assert f'Const TITLE = "{dialog.TITLE}"' in basic.replace("&quot;", '"')


class DescribeTheClicksProcess:
    def it_lets_one_command_work_at_a_time(self) -> None:
        with click.alone("itaxl"):
            with pytest.raises(OutputError, match="ครั้งก่อน"), click.alone("itaxl"):
                pass
            with click.alone("itaxl-2"):
                pass
        with click.alone("itaxl"):
            pass

    def it_ends_quietly_where_no_calc_is_and_leaves_a_line_in_the_log(
        self, log_file: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        click.main(["validate", "itaxl-nobody-listens-here", "1"])
        assert capsys.readouterr() == ("", "")
        assert "itaxl" in log_file.read_text("utf-8")


def it_puts_nothing_where_there_is_nothing_to_put() -> None:
    """The blank .ods has no row under its measures' header at all; a blank .xlsx has formatted ones."""
    assert put(None, {}, Grid("x", ()))  # type: ignore[arg-type]
