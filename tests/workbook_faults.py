"""Workbooks with one fault each, made from the good ones: what proves that the checks see anything.

`python -m tests.workbook_faults` runs every check over every fault and writes docs/workbook-checks.md;
with LibreOffice here, the live checks too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from itaxl.core import desk, layout
from itaxl.core.district import roster
from itaxl.core.model import Round, Status
from itaxl.files.tracker.commands import Command
from tests.workbook_book import RIBBON_PART, VBA_PART
from tests.workbook_breakage import (
    Fault,
    Make,
    cut,
    directory,
    drop,
    project,
    shared,
    swap,
    swap_pattern,
    vba,
    without_module,
)
from tests.workbook_kinds import DISTRICT, TRACKER, Kind
from tests.workbook_repair_faults import REPAIR_FAULTS

_TYPES, _WORKBOOK = "[Content_Types].xml", "xl/workbook.xml"
_ROOT_RELS, _WORKBOOK_RELS = "_rels/.rels", "xl/_rels/workbook.xml.rels"
_LONG_LIST = '"' + ",".join(["ก" * 20] * 13) + '"'
_FILL = (
    '<conditionalFormatting sqref="F6:F505"><cfRule type="expression" priority="1">'
    "<formula>TRUE</formula></cfRule></conditionalFormatting>"
)


class Words(NamedTuple):
    """What the same fault is called in each workbook.

    `table_sheet` has a table, columns, a header `header` and filled cells; `listed_sheet` a drop-down that
    offers `word`; `label` is one that a reader looks for.
    """

    kind: Kind
    commands: tuple[Command, Command, Command]
    ribbon_ids: tuple[str, str]
    table_sheet: str
    header: str
    table: str
    listed_sheet: str
    word: str
    label: str

    def part(self, sheet: str) -> str:
        return self.kind.part(sheet)


_BY_NAME = {(kind.package, c.name): c for kind in (TRACKER, DISTRICT) for c in kind.commands}
OF_TRACKER = Words(
    TRACKER,
    tuple(_BY_NAME[TRACKER.package, name] for name in ("validate", "colour", "memo")),  # type: ignore[arg-type]
    ("itaMemo", "itaRollup"),
    layout.MEASURES_SHEET,
    layout.MEASURE_COLUMNS[1].label,
    layout.MEASURES_TABLE,
    layout.MEASURES_SHEET,
    Status.IN_PROGRESS.value,
    "จังหวัด",
)
OF_DISTRICT = Words(
    DISTRICT,
    tuple(_BY_NAME[DISTRICT.package, name] for name in ("choose", "resume", "open")),  # type: ignore[arg-type]
    ("itaResume", "itaChoose"),
    roster.SHEET,
    roster.COLUMNS[1].header,
    roster.TABLE,
    desk.SETTINGS_SHEET,
    Round.SIX_MONTHS.value,
    desk.SETTINGS[0].label,
)


def _ribbon_faults(words: Words) -> Iterator[Fault]:
    one, two, _ = words.commands
    yield Fault(
        "the ribbon is ill-formed", swap(RIBBON_PART, "</tabs>", ""), ("lxml", "pyOpenVBA check_file")
    )
    yield Fault(
        "a ribbon callback is misspelt", swap(RIBBON_PART, one.callback, one.callback[:-1]), ("bindings",)
    )
    first, second = words.ribbon_ids
    yield Fault(
        "two ribbon buttons have one id",
        swap(RIBBON_PART, f'id="{first}"', f'id="{second}"'),
        ("customUI rules",),
    )
    yield Fault(
        "a ribbon attribute is unknown", swap(RIBBON_PART, "supertip=", "supertips="), ("customUI rules",)
    )
    yield Fault(
        "a ribbon size is unknown", swap(RIBBON_PART, 'size="large"', 'size="huge"'), ("customUI rules",)
    )
    yield Fault(
        "a ribbon element stands where it may not",
        swap(RIBBON_PART, "<tabs>", '<button id="itaStray"/><tabs>'),
        ("customUI rules",),
    )
    yield Fault(
        "a ribbon icon does not exist", swap(RIBBON_PART, "FilePrintPreview", "FilePrintPretty"), ("icons",)
    )
    label = _BY_NAME[words.kind.package, "all"].label
    yield Fault(
        "the ribbon's Thai is lost",
        swap(RIBBON_PART, f'label="{label}"', f'label="{"?" * len(label)}"'),
        ("text", "bindings"),
    )
    yield Fault(
        "two ribbon buttons do the same",
        swap(RIBBON_PART, f'"{two.callback}"', f'"{one.callback}"'),
        ("bindings",),
    )
    yield Fault(
        "the ribbon is of a later namespace",
        swap(RIBBON_PART, "2006/01/customui", "2009/07/customui"),
        ("customUI rules",),
    )
    yield Fault(
        "the ribbon is not related",
        swap_pattern(_ROOT_RELS, '<Relationship Id="rIdRibbon"[^>]*/>', ""),
        ("macro-enabled",),
    )
    yield Fault("the ribbon's part is gone", drop(RIBBON_PART), ("macro-enabled", "pyOpenVBA check_file"))


def _package_faults(words: Words) -> Iterator[Fault]:
    yield Fault(
        "the content type is that of .xlsx",
        swap(
            _TYPES,
            "vnd.ms-excel.sheet.macroEnabled.main",
            "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
        ),
        ("macro-enabled",),
    )
    yield Fault(
        "the VBA project is not related",
        swap_pattern(_WORKBOOK_RELS, '<Relationship [^>]*vbaProject"[^>]*/>', ""),
        ("macro-enabled",),
    )
    yield Fault(
        "a sheet's drawing of buttons is ill-formed",
        swap("xl/drawings/vmlDrawing1.vml", "</v:shape>", "</v:shap>"),
        ("lxml",),
    )
    sheet = words.part(words.table_sheet)
    yield Fault(
        "a sheet's parts stand in the wrong order",
        swap_pattern(sheet, "<sheetFormatPr[^>]*/>(<cols>.*</cols>)", r"\1<sheetFormatPr/>"),
        ("openxml-audit",),
    )
    yield Fault(
        "a sheet has an element of nobody's",
        swap(sheet, "<sheetData>", "<sheetDate/><sheetData>"),
        ("openxml-audit",),
    )
    yield Fault(
        "a shared string points nowhere",
        swap_pattern(sheet, r't="s"><v>\d+</v>', 't="s"><v>99999</v>'),
        ("contract",),
    )
    yield Fault("the VBA project is cut short", cut(VBA_PART, 9_000), ("pyOpenVBA check_file", "code names"))


def _project_header(content: str) -> Make:
    return project(lambda f: f.write_stream_in_storage("VBA", "_VBA_PROJECT", bytes.fromhex(content)))


def _project_faults(words: Words) -> Iterator[Fault]:
    """[MS-OVBA] 2.3.4: what pyOpenVBA's own project kept, and the neighbours of it."""
    modules = len(words.kind.sheets) + 5  # the workbook's own, ours, and those of xlwings
    for name, make in (
        ("the project is of one Excel's version", _project_header("CC61 B500 00 0000")),
        ("the project keeps compiled code", _project_header("CC61 FFFF 00" + " 0000" * 1270)),
        ("a stream holds compiled code", project(lambda f: f.add_stream_to_storage("VBA", "__SRP_0", b"1"))),
        ("a stream is of no module", project(lambda f: f.add_stream_to_storage("VBA", "Module9", b"1"))),
        ("the project's version says another length", directory("09 00 04000000", "09 00 05000000")),
        ("a module keeps compiled code", directory("31 00 04000000 00000000", "31 00 04000000 F0030000")),
        ("a module has a cookie", directory("2C 00 02000000 FFFF", "2C 00 02000000 3426")),
        ("the project has a cookie", directory("13 00 02000000 FFFF", "13 00 02000000 9F70")),
        ("a library flag is set", directory("08 00 04000000 00000000", "08 00 04000000 01000000")),
        ("a module has two names", directory("52 0069 0062 0062", "52 0069 0062 0063")),
        (
            "a module less is said than there is",
            directory(f"0F 00 02000000 {modules:02X}00", f"0F 00 02000000 {modules - 1:02X}00"),
        ),
        (
            "the directory ends too late",
            directory("2B 00 00000000 10 00 00000000", "2B 00 00000000 10 00" + "00" * 8),
        ),
        ("the directory has no end", directory("2B 00 00000000 10 00 00000000", "2B 00 00000000")),
    ):
        yield Fault(name, make, ("MS-OVBA",))


def _vba_faults(words: Words) -> Iterator[Fault]:
    one, two, three = words.commands
    code_name = words.kind.code_names[words.table_sheet]
    yield Fault(
        "a sheet's code name has no module",
        swap(words.part(words.table_sheet), f'codeName="{code_name}"', f'codeName="{code_name[:-1]}"'),
        ("code names",),
    )
    yield Fault(
        "the workbook's code name has no module",
        swap(_WORKBOOK, 'codeName="ThisWorkbook"', 'codeName="TheWorkbook"'),
        ("code names",),
    )
    yield Fault("a sub has no end", vba("modButtons", "End Sub", ""), ("vbalidator", "pyOpenVBA runtime"))
    yield Fault("a statement is no VBA", vba("modButtons", 'RunItaxl "', 'Run Itaxl = "'), ("vbalidator",))
    yield Fault(
        "a variable is not declared",
        vba("modButtons", "    RunPython", "    x = 1\r\n    RunPython"),
        ("pyvbaanalysis", "vbalidator"),
    )
    yield Fault(
        "a callback calls a sub that is not there",
        vba("modRibbon", "    Btn_All", "    Btn_Al"),
        ("bindings", "pyOpenVBA runtime"),
    )
    yield Fault("xlwings' module is gone", without_module("xlwings"), ("pyvbaanalysis", "pyOpenVBA runtime"))
    safe = "Declare PtrSafe Function XLPyDLLVersion"
    yield Fault("PtrSafe is lost", vba("xlwings", safe, safe.replace("PtrSafe ", "")), ("declarations",))
    control = f"{three.callback}(control As IRibbonControl)"
    yield Fault(
        "a callback takes no control", vba("modRibbon", control, f"{three.callback}()"), ("bindings",)
    )
    yield Fault(
        "a callback's control has another type",
        vba("modRibbon", control, f"{three.callback}(control As String)"),
        ("bindings",),
    )
    yield Fault(
        "a button's sub is private",
        vba("modButtons", "Public Sub Btn_Help", "Private Sub Btn_Help"),
        ("bindings",),
    )
    yield Fault(
        "a Python command is misspelt",
        vba("modButtons", f"click('{two.name}')", f"click('{two.name[:-1]}')"),
        ("bindings", "pyOpenVBA runtime"),
    )
    yield Fault(
        "two buttons run one Python command",
        vba("modButtons", f"click('{one.name}')", f"click('{three.name}')"),
        ("bindings", "pyOpenVBA runtime"),
    )
    yield Fault(
        "a Python command is no Python", vba("modButtons", "click('all')", "click('all)"), ("bindings",)
    )
    yield Fault(
        "Thai in the VBA became question marks",
        vba("modButtons", "' What the sheet", "' ??????? What the sheet"),
        ("text",),
    )
    yield Fault(
        "Latin-1 letters in the VBA",
        vba("modButtons", "' What the sheet", "' \u00e9t\u00e9 What the sheet"),
        ("text",),
    )


def _button_faults(words: Words) -> Iterator[Fault]:
    macro, label = words.commands[2].macro, _BY_NAME[words.kind.package, "all"].label
    yield Fault(
        "a sheet button runs an unknown macro",
        swap("xl/drawings/vmlDrawing2.vml", macro, f"{macro}s"),
        ("bindings",),
    )
    yield Fault(
        "a sheet button's caption is lost",
        swap("xl/drawings/vmlDrawing2.vml", f">{label}<", f">{'?' * len(label)}<"),
        ("text", "bindings"),
    )
    yield Fault(
        "a sheet button is gone",
        swap_pattern("xl/drawings/vmlDrawing1.vml", r"(?s)<v:shape .*?</v:shape>", ""),
        ("bindings",),
    )


def _sheet_faults(words: Words) -> Iterator[Fault]:
    listed = words.part(words.listed_sheet)
    yield Fault(
        "a header cell differs from its table column",
        swap("xl/tables/table1.xml", f'name="{words.header}"', f'name="{words.header}s"'),
        ("tables",),
    )
    yield Fault(
        "a table has another name",
        swap_pattern(
            "xl/tables/table1.xml",
            f'name="{words.table}" displayName="{words.table}"',
            f'name="{words.table[:-1]}" displayName="{words.table[:-1]}"',
        ),
        ("tables",),
    )
    yield Fault(
        "a drop-down's list is too long",
        swap_pattern(
            listed, f'<formula1>"[^<]*{words.word}[^<]*</formula1>', f"<formula1>{_LONG_LIST}</formula1>"
        ),
        ("drop-downs",),
    )
    yield Fault("a drop-down's alert is off", swap(listed, ' showErrorMessage="1"', ""), ("drop-downs",))
    yield Fault(
        "a drop-down offers a misspelt word", swap(listed, words.word, words.word[:-1]), ("drop-downs",)
    )
    yield Fault(
        "a typed year is one of the common era",
        swap("xl/styles.xml", "[$-D87041E]", "[$-D07041E]"),
        ("dates",),
    )
    yield Fault(
        "a conditional fill hides Python's colours",
        swap_pattern(listed, "(<dataValidations)", _FILL + r"\1"),
        ("colours",),
    )
    config = words.part(layout.CONFIG_SHEET)
    yield Fault("the settings have a gap", swap_pattern(config, '<row r="3".*?</row>', ""), ("settings",))
    yield Fault("a setting stands twice", shared("INTERPRETER_MAC", "INTERPRETER_WIN"), ("settings",))
    yield Fault("a setting is misspelt", shared("SHOW CONSOLE", "SHOW_CONSOLE"), ("settings",))
    yield Fault(
        "the interpreter's path is another",
        shared(r"%LOCALAPPDATA%\itaxl\venv\Scripts\python.exe", r"C:\Python\python.exe"),
        ("settings", "pyOpenVBA runtime"),
    )
    yield Fault("the settings are not hidden", swap(_WORKBOOK, ' state="hidden"', ""), ("contract",))
    yield Fault(
        "a sheet has another name",
        swap(_WORKBOOK, f'name="{words.listed_sheet}"', 'name="Sheet3"'),
        ("contract",),
    )
    yield Fault("a label is misspelt", shared(words.label, words.label[:-1]), ("contract",))
    yield Fault("a cell's Thai is lost", shared(words.label, "?????"), ("text", "contract"))


_MEASURES = TRACKER.part(layout.MEASURES_SHEET)
#: What only the tracker has; the first of them a click may see.
TRACKER_FAULTS = (
    Fault(
        "the sheet buttons' steps are in another order",
        swap("xl/drawings/vmlDrawing2.vml", ">1 ", ">3 "),
        ("bindings",),
    ),
    Fault("the chart's part is gone", drop("xl/charts/chart1.xml"), ("pyOpenVBA check_file",)),
    Fault(
        "a drop-down's range has another name",
        swap(
            TRACKER.part(layout.MEASURES_SHEET),
            f"<formula1>{layout.DIVISION_NAMES}",
            "<formula1>lstDivision",
        ),
        ("drop-downs",),
    ),
    Fault(
        "a defined name points to no sheet",
        swap_pattern(_WORKBOOK, f'(name="{layout.DIVISION_NAMES}">)[^<]*', r"\1#REF!"),
        ("names",),
    ),
    Fault(
        "several divisions raise an alert",
        swap_pattern(
            _MEASURES,
            r'(<dataValidation type="list") (allowBlank="1" showInputMessage="1" promptTitle="ผู้รับ)',
            r'\1 showErrorMessage="1" \2',
        ),
        ("drop-downs",),
    ),
    Fault("a picture of the guide is cut short", cut("xl/media/image2.png", 2_000), ("pictures",)),
    Fault(
        "a picture of the guide is gone", drop("xl/media/image3.png"), ("pictures", "pyOpenVBA check_file")
    ),
    Fault(
        "a picture says nothing of what it shows",
        swap_pattern("xl/drawings/drawing1.xml", ' descr="ขั้นที่ 1[^"]*"', ""),
        ("pictures",),
    ),
    Fault("the print is too small to read", swap(_MEASURES, ' scale="75"', ' scale="54"'), ("printing",)),
    Fault(
        "the print is shrunk to the page",
        swap_pattern(_MEASURES, "(<tabColor [^>]*/>)", r'\1<pageSetUpPr fitToPage="1"/>'),
        ("printing",),
    ),
    Fault("the row's message is printed", swap(_WORKBOOK, "$S$1048576", "$T$1048576"), ("printing",)),
    Fault("the measure's name is not on each page", swap(_WORKBOOK, "$A:$B,", ""), ("printing",)),
)


def _of(words: Words) -> tuple[tuple[Fault, ...], tuple[Fault, ...]]:
    """All single faults of a workbook, and those that a real click may see: clicking takes ten seconds a
    workbook, so the others are not clicked."""
    clicked = (*_vba_faults(words), *_button_faults(words))
    faults = (
        *_ribbon_faults(words),
        *_package_faults(words),
        *_project_faults(words),
        *clicked,
        *_sheet_faults(words),
    )
    return _made_of(words.kind, faults), _made_of(words.kind, clicked)


def _made_of(kind: Kind, faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
    return tuple(replace(fault, kind=kind) for fault in faults)


_tracker, _tracker_clicked = _of(OF_TRACKER)
_district, _district_clicked = _of(OF_DISTRICT)
FAULTS = {TRACKER: (*_tracker, *TRACKER_FAULTS, *REPAIR_FAULTS), DISTRICT: _district}
CLICKED = {TRACKER: (*_tracker_clicked, TRACKER_FAULTS[0]), DISTRICT: _district_clicked}

if __name__ == "__main__":
    from tests.workbook_fault_table import write_table

    write_table()
