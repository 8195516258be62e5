"""Make itaxl-calc.oxt from text: `python workbook/calc/build.py`.

The extension gives LibreOffice Calc the commands of the tracker and those of the district officer's workbook,
each as a menu and a toolbar.  What they are called stands in `itaxl.files.tracker.commands` and in
`itaxl.files.desk.commands`, as for Excel; what a click does stands in src/Main.bas.  The same sources give
the same bytes, and a test compares them with the committed file.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from itaxl import __version__  # noqa: E402
from itaxl.files.desk import commands as desk  # noqa: E402
from itaxl.files.tracker import commands as tracker  # noqa: E402
from itaxl.files.tracker.commands import Command  # noqa: E402
from itaxl.shipped import CALC_EXTENSION  # noqa: E402

SOURCES = HERE / "src"
EXTENSION = HERE / CALC_EXTENSION
LIBRARY, MODULE = "ITA", "Main"

_CALC = "com.sun.star.sheet.SpreadsheetDocument"
_MOMENT = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_REGISTRY = 'xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"'
_LIBRARY_TYPE = (
    '<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">\n'
)
_MODULE_TYPE = (
    '<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">\n'
)


class Bar(NamedTuple):
    """A menu and a toolbar; `prefix` begins the names of the macros, `row` is where the toolbar docks."""

    id: str
    title: str
    commands: Sequence[Command]
    prefix: str
    row: int

    def macro(self, command: Command) -> str:
        return f"Click_{self.prefix}{command.name}"

    def address(self, command: Command) -> str:
        """What LibreOffice runs for a command: a macro of the extension's own library."""
        macro = f"{LIBRARY}.{MODULE}.{self.macro(command)}"
        return f"vnd.sun.star.script:{macro}?language=Basic&location=application"


BARS = (
    Bar("itaxl.calc.bar", tracker.TOOLBAR, tracker.COMMANDS, "", 4),
    Bar("itaxl.calc.district", desk.TOOLBAR, desk.COMMANDS, "district_", 5),
)


def addons() -> str:
    """The menus, before Help, and the toolbars; all only in Calc."""
    menus = [
        _node(
            f"{bar.id}.menu",
            _text("Title", bar.title),
            _text("Context", _CALC),
            _node("Submenu", *_items(bar), new=False),
        )
        for bar in BARS
    ]
    bars = [_node(bar.id, *_items(bar)) for bar in BARS]
    body = _node("OfficeMenuBar", *menus, new=False) + _node("OfficeToolBar", *bars, new=False)
    return _settings("Addons", "org.openoffice.Office", _node("AddonUI", body, new=False))


def window_state() -> str:
    """The toolbars' names, and that they show words: Thai labels say more than pictures."""
    states = [
        _node(
            f"private:resource/toolbar/addon_{bar.id}",
            _text("UIName", bar.title, translated=True),
            _typed("Style", "int", "1"),
            _typed("Visible", "boolean", "true"),
            _typed("Docked", "boolean", "true"),
            _typed("DockingArea", "int", "0"),
            _text("DockPos", f"0,{bar.row}"),
        )
        for bar in BARS
    ]
    return _settings(
        "CalcWindowState",
        "org.openoffice.Office.UI",
        _node("UIElements", _node("States", *states, new=False), new=False),
    )


def _items(bar: Bar) -> list[str]:
    return [
        _node(
            f"m{number}",
            _text("URL", bar.address(c)),
            _text("Title", c.label),
            _text("Target", "_self"),
            _text("Context", _CALC),
        )
        for number, c in enumerate(bar.commands, start=1)
    ]


def _node(name: str, *content: str, new: bool = True) -> str:
    operation = ' oor:op="replace"' if new else ""
    return f'<node oor:name="{name}"{operation}>\n{"".join(content)}</node>\n'


def _text(name: str, value: str, *, translated: bool | None = None) -> str:
    language = ' xml:lang="en-US"' if name == "Title" or translated else ""
    return f'<prop oor:name="{name}" oor:type="xs:string"><value{language}>{escape(value)}</value></prop>\n'


def _typed(name: str, kind: str, value: str) -> str:
    return f'<prop oor:name="{name}" oor:type="xs:{kind}"><value>{value}</value></prop>\n'


def _settings(name: str, package: str, body: str) -> str:
    lead = f'<oor:component-data {_REGISTRY} oor:name="{name}" oor:package="{package}">'
    return f"{_HEAD}{lead}\n{body}</oor:component-data>\n"


def module() -> str:
    """The Basic module as LibreOffice keeps it.  Raises ValueError when a command has no macro."""
    source = (SOURCES / f"{MODULE}.bas").read_text("utf-8")
    macros = [bar.macro(command) for bar in BARS for command in bar.commands]
    if absent := [macro for macro in macros if not re.search(rf"^Sub {macro}$", source, re.MULTILINE)]:
        raise ValueError(f"{MODULE}.bas has no macro for {absent}")
    space = 'xmlns:script="http://openoffice.org/2000/script"'
    lead = f'<script:module {space} script:name="{MODULE}" script:language="StarBasic">'
    return f"{_HEAD}{_MODULE_TYPE}{lead}{escape(source)}</script:module>\n"


def library(modules: Sequence[str]) -> str:
    space = 'xmlns:library="http://openoffice.org/2000/library"'
    names = "".join(f'<library:element library:name="{name}"/>' for name in modules)
    open_to_all = 'library:readonly="false" library:passwordprotected="false"'
    lead = f'<library:library {space} library:name="{LIBRARY}" {open_to_all}>'
    return f"{_HEAD}{_LIBRARY_TYPE}{lead}{names}</library:library>\n"


def manifest(settings: Sequence[str]) -> str:
    kinds = [(f"{LIBRARY}/", "basic-library"), *((name, "configuration-data") for name in settings)]
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{name}"'
        f' manifest:media-type="application/vnd.sun.star.{kind}"/>\n'
        for name, kind in kinds
    )
    lead = '<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">'
    return f"{_HEAD}{lead}\n{entries}</manifest:manifest>\n"


def parts() -> dict[str, str]:
    """Every file of the extension by its name in it."""
    settings = {"Addons.xcu": addons(), "CalcWindowState.xcu": window_state()}
    return {
        "META-INF/manifest.xml": manifest([*settings]),
        "description.xml": (SOURCES / "description.xml").read_text("utf-8").replace("@VERSION@", __version__),
        "about.txt": (SOURCES / "about.txt").read_text("utf-8"),
        **settings,
        f"{LIBRARY}/script.xlb": library([MODULE]),
        f"{LIBRARY}/dialog.xlb": library([]),
        f"{LIBRARY}/{MODULE}.xba": module(),
    }


def build() -> bytes:
    """The extension.  Stored, not deflated: versions of zlib deflate to different bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, text in parts().items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.create_system = 3  # wherever it is built
            package.writestr(entry, text.replace("\r\n", "\n").encode())
    return out.getvalue()


def main() -> None:
    content = build()
    EXTENSION.write_bytes(content)
    print(f"{EXTENSION.name}: {len(content):,} bytes")


if __name__ == "__main__":
    main()
