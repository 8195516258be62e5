"""Workbooks with one fault each, made from the good one: what proves that the checks see anything.

`python -m tests.workbook_faults` runs every check over every fault and writes docs/workbook-checks.md;
with LibreOffice here, the live checks too.
"""

from __future__ import annotations

from itaxl.core import layout
from itaxl.core.model import Status
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
from tests.workbook_repair_faults import REPAIR_FAULTS

_TYPES, _WORKBOOK = "[Content_Types].xml", "xl/workbook.xml"
_ROOT_RELS, _WORKBOOK_RELS = "_rels/.rels", "xl/_rels/workbook.xml.rels"
_, _, _MEASURES, _, _FINDINGS, _CONFIG = (
    f"xl/worksheets/sheet{n}.xml" for n in range(1, len(layout.SHEETS) + 1)
)
_HEADER = layout.MEASURE_COLUMNS[1].label
_LONG_LIST = '"' + ",".join(["ก" * 20] * 13) + '"'
_FILL = (
    '<conditionalFormatting sqref="F6:F505"><cfRule type="expression" priority="1">'
    "<formula>TRUE</formula></cfRule></conditionalFormatting>"
)

RIBBON_FAULTS = (
    Fault("the ribbon is ill-formed", swap(RIBBON_PART, "</tabs>", ""), ("lxml", "pyOpenVBA check_file")),
    Fault("a ribbon callback is misspelt", swap(RIBBON_PART, "Rb_Validate", "Rb_Validat"), ("bindings",)),
    Fault(
        "two ribbon buttons have one id",
        swap(RIBBON_PART, 'id="itaMemo"', 'id="itaRollup"'),
        ("customUI rules",),
    ),
    Fault("a ribbon attribute is unknown", swap(RIBBON_PART, "supertip=", "supertips="), ("customUI rules",)),
    Fault("a ribbon size is unknown", swap(RIBBON_PART, 'size="large"', 'size="huge"'), ("customUI rules",)),
    Fault(
        "a ribbon element stands where it may not",
        swap(RIBBON_PART, "<tabs>", '<button id="itaStray"/><tabs>'),
        ("customUI rules",),
    ),
    Fault(
        "a ribbon icon does not exist", swap(RIBBON_PART, "FilePrintPreview", "FilePrintPretty"), ("icons",)
    ),
    Fault("the ribbon's Thai is lost", swap(RIBBON_PART, "ทำทั้งหมด", "?????????"), ("text", "bindings")),
    Fault("two ribbon buttons do the same", swap(RIBBON_PART, '"Rb_Colour"', '"Rb_Validate"'), ("bindings",)),
    Fault(
        "the ribbon is of a later namespace",
        swap(RIBBON_PART, "2006/01/customui", "2009/07/customui"),
        ("customUI rules",),
    ),
    Fault(
        "the ribbon is not related",
        swap_pattern(_ROOT_RELS, '<Relationship Id="rIdRibbon"[^>]*/>', ""),
        ("macro-enabled",),
    ),
    Fault("the ribbon's part is gone", drop(RIBBON_PART), ("macro-enabled", "pyOpenVBA check_file")),
)
PACKAGE_FAULTS = (
    Fault(
        "the content type is that of .xlsx",
        swap(
            _TYPES,
            "vnd.ms-excel.sheet.macroEnabled.main",
            "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
        ),
        ("macro-enabled",),
    ),
    Fault(
        "the VBA project is not related",
        swap_pattern(_WORKBOOK_RELS, '<Relationship [^>]*vbaProject"[^>]*/>', ""),
        ("macro-enabled",),
    ),
    Fault("the chart's part is gone", drop("xl/charts/chart1.xml"), ("pyOpenVBA check_file",)),
    Fault(
        "a sheet's drawing of buttons is ill-formed",
        swap("xl/drawings/vmlDrawing1.vml", "</v:shape>", "</v:shap>"),
        ("lxml",),
    ),
    Fault(
        "a sheet's parts stand in the wrong order",
        swap_pattern(_MEASURES, "<sheetFormatPr[^>]*/>(<cols>.*</cols>)", r"\1<sheetFormatPr/>"),
        ("openxml-audit",),
    ),
    Fault(
        "a sheet has an element of nobody's",
        swap(_FINDINGS, "<sheetData>", "<sheetDate/><sheetData>"),
        ("openxml-audit",),
    ),
    Fault(
        "a shared string points nowhere",
        swap_pattern(_MEASURES, r't="s"><v>\d+</v>', 't="s"><v>99999</v>'),
        ("contract",),
    ),
    Fault("the VBA project is cut short", cut(VBA_PART, 9_000), ("pyOpenVBA check_file", "code names")),
)


def _project_header(content: str) -> Make:
    return project(lambda f: f.write_stream_in_storage("VBA", "_VBA_PROJECT", bytes.fromhex(content)))


#: [MS-OVBA] 2.3.4: what pyOpenVBA's own project kept, and the neighbours of it.
PROJECT_FAULTS = tuple(
    Fault(name, make, ("MS-OVBA",))
    for name, make in (
        ("the project is of one Excel's version", _project_header("CC61 B500 00 0000")),
        ("the project keeps compiled code", _project_header("CC61 FFFF 00" + " 0000" * 1270)),
        ("a stream holds compiled code", project(lambda f: f.add_stream_to_storage("VBA", "__SRP_0", b"1"))),
        ("a module keeps compiled code", directory("31 00 04000000 00000000", "31 00 04000000 F0030000")),
        ("a module has a cookie", directory("2C 00 02000000 FFFF", "2C 00 02000000 3426")),
        ("the project has a cookie", directory("13 00 02000000 FFFF", "13 00 02000000 9F70")),
        ("a library flag is set", directory("08 00 04000000 00000000", "08 00 04000000 01000000")),
        ("a module has two names", directory("52 0069 0062 0062", "52 0069 0062 0063")),
        ("a module less is said than there is", directory("0F 00 02000000 0B00", "0F 00 02000000 0A00")),
        (
            "the directory ends too late",
            directory("2B 00 00000000 10 00 00000000", "2B 00 00000000 10 00" + "00" * 8),
        ),
        ("the directory has no end", directory("2B 00 00000000 10 00 00000000", "2B 00 00000000")),
    )
)
VBA_FAULTS = (
    Fault(
        "a sheet's code name has no module",
        swap(_MEASURES, 'codeName="shMeasures"', 'codeName="shMeasure"'),
        ("code names",),
    ),
    Fault(
        "the workbook's code name has no module",
        swap(_WORKBOOK, 'codeName="ThisWorkbook"', 'codeName="TheWorkbook"'),
        ("code names",),
    ),
    Fault("a sub has no end", vba("modButtons", "End Sub", ""), ("vbalidator", "pyOpenVBA runtime")),
    Fault("a statement is no VBA", vba("modButtons", 'RunItaxl "', 'Run Itaxl = "'), ("vbalidator",)),
    Fault(
        "a variable is not declared",
        vba("modButtons", "    RunPython", "    x = 1\r\n    RunPython"),
        ("pyvbaanalysis", "vbalidator"),
    ),
    Fault(
        "a callback calls a sub that is not there",
        vba("modRibbon", "    Btn_All", "    Btn_Al"),
        ("bindings", "pyOpenVBA runtime"),
    ),
    Fault("xlwings' module is gone", without_module("xlwings"), ("pyvbaanalysis", "pyOpenVBA runtime")),
    Fault(
        "a callback takes no control",
        vba("modRibbon", "Rb_Memo(control As IRibbonControl)", "Rb_Memo()"),
        ("bindings",),
    ),
    Fault(
        "a callback's control has another type",
        vba("modRibbon", "Rb_Memo(control As IRibbonControl)", "Rb_Memo(control As String)"),
        ("bindings",),
    ),
    Fault(
        "a button's sub is private",
        vba("modButtons", "Public Sub Btn_Help", "Private Sub Btn_Help"),
        ("bindings",),
    ),
    Fault(
        "a Python command is misspelt",
        vba("modButtons", "click('colour')", "click('color')"),
        ("bindings", "pyOpenVBA runtime"),
    ),
    Fault(
        "two buttons run one Python command",
        vba("modButtons", "click('rollup')", "click('memo')"),
        ("bindings", "pyOpenVBA runtime"),
    ),
    Fault("a Python command is no Python", vba("modButtons", "click('all')", "click('all)"), ("bindings",)),
    Fault(
        "Thai in the VBA became question marks",
        vba("modButtons", "' What the sheet", "' ??????? What the sheet"),
        ("text",),
    ),
    Fault(
        "Latin-1 letters in the VBA",
        vba("modButtons", "' What the sheet", "' \u00e9t\u00e9 What the sheet"),
        ("text",),
    ),
)
SHEET_FAULTS = (
    Fault(
        "a sheet button runs an unknown macro",
        swap("xl/drawings/vmlDrawing2.vml", "Btn_Memo", "Btn_Memos"),
        ("bindings",),
    ),
    Fault(
        "a sheet button's caption is lost",
        swap("xl/drawings/vmlDrawing2.vml", ">ทำทั้งหมด<", ">?????????<"),
        ("text", "bindings"),
    ),
    Fault(
        "the sheet buttons' steps are in another order",
        swap("xl/drawings/vmlDrawing2.vml", ">1 ", ">3 "),
        ("bindings",),
    ),
    Fault(
        "a sheet button is gone",
        swap_pattern("xl/drawings/vmlDrawing1.vml", r"(?s)<v:shape .*?</v:shape>", ""),
        ("bindings",),
    ),
    Fault(
        "a header cell differs from its table column",
        swap("xl/tables/table1.xml", f'name="{_HEADER}"', f'name="{_HEADER}s"'),
        ("tables",),
    ),
    Fault(
        "a table has another name",
        swap_pattern(
            "xl/tables/table1.xml",
            'name="tblMeasures" displayName="tblMeasures"',
            'name="tblMeasure" displayName="tblMeasure"',
        ),
        ("tables",),
    ),
    Fault(
        "a drop-down's list is too long",
        swap_pattern(_MEASURES, '<formula1>"ยัง[^<]*</formula1>', f"<formula1>{_LONG_LIST}</formula1>"),
        ("drop-downs",),
    ),
    Fault("a drop-down's alert is off", swap(_MEASURES, ' showErrorMessage="1"', ""), ("drop-downs",)),
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
    Fault(
        "a drop-down offers a misspelt status",
        swap(_MEASURES, Status.IN_PROGRESS.value, "ระหว่างดำเนินการ"),
        ("drop-downs",),
    ),
    Fault(
        "a drop-down's range has another name",
        swap(_MEASURES, f"<formula1>{layout.DIVISION_NAMES}", "<formula1>lstDivision"),
        ("drop-downs",),
    ),
    Fault(
        "a typed year is one of the common era",
        swap("xl/styles.xml", "[$-D87041E]", "[$-D07041E]"),
        ("dates",),
    ),
    Fault(
        "a defined name points to no sheet",
        swap_pattern(_WORKBOOK, f'(name="{layout.DIVISION_NAMES}">)[^<]*', r"\1#REF!"),
        ("names",),
    ),
    Fault(
        "a conditional fill hides Python's colours",
        swap(_MEASURES, "<dataValidations", _FILL + "<dataValidations"),
        ("colours",),
    ),
    Fault("the settings have a gap", swap_pattern(_CONFIG, '<row r="3".*?</row>', ""), ("settings",)),
    Fault("a setting stands twice", shared("INTERPRETER_MAC", "INTERPRETER_WIN"), ("settings",)),
    Fault("a setting is misspelt", shared("SHOW CONSOLE", "SHOW_CONSOLE"), ("settings",)),
    Fault(
        "the interpreter's path is another",
        shared(r"%LOCALAPPDATA%\itaxl\venv\Scripts\python.exe", r"C:\Python\python.exe"),
        ("settings", "pyOpenVBA runtime"),
    ),
    Fault("the settings are not hidden", swap(_WORKBOOK, ' state="hidden"', ""), ("contract",)),
    Fault(
        "a sheet has another name",
        swap(_WORKBOOK, f'name="{layout.MEASURES_SHEET}"', 'name="Sheet3"'),
        ("contract",),
    ),
    Fault("a label is misspelt", shared("จังหวัด", "จังหวด"), ("contract",)),
    Fault("a cell's Thai is lost", shared("อำเภอ", "?????"), ("text", "contract")),
)
FAULTS = (*RIBBON_FAULTS, *PACKAGE_FAULTS, *PROJECT_FAULTS, *VBA_FAULTS, *SHEET_FAULTS, *REPAIR_FAULTS)
#: Faults that a real click may see: clicking takes ten seconds a workbook, so the others are not clicked.
CLICKED = (*VBA_FAULTS, *SHEET_FAULTS[:4])

if __name__ == "__main__":
    from tests.workbook_fault_table import write_table

    write_table()
