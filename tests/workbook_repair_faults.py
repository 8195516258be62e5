"""Known causes of Excel's offer to repair a workbook, each a workbook with that single fault.

Gathered from what the schema and Microsoft's limits say, and from the issues of libraries that write
workbooks.  A row: the fault, the part, a pattern, what stands there instead.
"""

from __future__ import annotations

from itaxl.core import layout
from tests.workbook_breakage import Fault, Make, drop, more, swap_pattern

_TYPES, _WORKBOOK, _STYLES = "[Content_Types].xml", "xl/workbook.xml", "xl/styles.xml"
_STRINGS, _TABLE, _CORE = "xl/sharedStrings.xml", "xl/tables/table1.xml", "docProps/core.xml"
_GUIDE, _OFFICE, _MEASURES, _ROLLUP = (f"xl/worksheets/sheet{n}.xml" for n in range(1, 5))
_CHART, _DRAWING, _VML = "xl/charts/chart1.xml", "xl/drawings/drawing1.xml", "xl/drawings/vmlDrawing1.vml"
_LONG = "ก" * 256
_FIRST_COLUMN = rf"\1{layout.MEASURE_COLUMNS[0].label}"
_LOST_PART = '<Override PartName="/xl/lost.xml" ContentType="application/xml"/></Types>'
Row = tuple[str, str, str, str]


def _merged(*areas: str) -> str:
    cells = "".join(f'<mergeCell ref="{area}"/>' for area in areas)
    return rf'</sheetData><mergeCells count="{len(areas)}">{cells}</mergeCells>'


def _name(name: str, text: str = "1", more: str = "") -> str:
    return f'<definedNames><definedName name="{name}"{more}>{text}</definedName>'


def _formula(text: str) -> str:
    return f'<c r="A6" s="45"><f>{text}</f><v>0</v></c>'


_A6 = r'<c r="A6" s="45"[^/]*/>|<c r="A6" s="45".*?</c>'
_RULES = "<dataValidations "
CELLS: tuple[Row, ...] = (
    ("rows are out of order", _OFFICE, r'<row r="5"', '<row r="2"'),
    ("a row stands twice", _OFFICE, r'<row r="5"', '<row r="4"'),
    ("a row is beyond the sheet", _ROLLUP, r'<row r="26"', '<row r="1048577"'),
    ("a row is higher than 409 points", _OFFICE, r' ht="\d+[.\d]*"', ' ht="410"'),
    ("a row's style is not there", _OFFICE, r'<row r="5"', '<row s="999" customFormat="1" r="5"'),
    ("a row's outline is too deep", _OFFICE, r'<row r="5"', '<row outlineLevel="8" r="5"'),
    ("a cell stands in another row", _OFFICE, r'<c r="A5"', '<c r="A6"'),
    ("cells are out of order", _MEASURES, r'<c r="C1"', '<c r="B1"'),
    ("a cell is beyond the last column", _MEASURES, r'<c r="T1"', '<c r="XFE1"'),
    ("a cell's style is not there", _MEASURES, r'<c r="B1" s="1"', '<c r="B1" s="53"'),
    ("a cell's style is no number", _MEASURES, r'<c r="B1" s="1"', '<c r="B1" s="-1"'),
    ("a number is NaN", _MEASURES, r'<c r="B1" s="1"/>', '<c r="B1" s="1"><v>NaN</v></c>'),
    ("a number is endless", _MEASURES, r'<c r="B1" s="1"/>', '<c r="B1" s="1"><v>INF</v></c>'),
    ("a number has a comma", _MEASURES, r'<c r="B1" s="1"/>', '<c r="B1" s="1"><v>1,5</v></c>'),
    ("a truth is a word", _MEASURES, r'<c r="B1" s="1"/>', '<c r="B1" s="1" t="b"><v>yes</v></c>'),
    ("an error is nobody's", _MEASURES, r'<c r="B1" s="1"/>', '<c r="B1" s="1" t="e"><v>#OOPS!</v></c>'),
    ("a cell's type is unknown", _MEASURES, r'<c r="B1" s="1"/>', '<c r="B1" s="1" t="x"><v>1</v></c>'),
    ("a day is written as text", _MEASURES, r'<c r="B1" s="1"/>', '<c r="B1" s="1" t="d"><v>31/3</v></c>'),
    ("a formula begins with =", _ROLLUP, _A6, _formula("=1+1")),
    ("a formula lacks a bracket", _ROLLUP, _A6, _formula("SUM(1")),
    ("a formula lacks a quotation mark", _ROLLUP, _A6, _formula('"a')),
    ("a formula is too long", _ROLLUP, _A6, _formula("1" + "+1" * 4_100)),
    ("columns overlap", _MEASURES, r'<col min="2" max="2"', '<col min="1" max="2"'),
    ("columns run backwards", _MEASURES, r'<col min="14" max="15"', '<col min="15" max="14"'),
    ("a number is too great", _ROLLUP, _A6, '<c r="A6" s="45"><v>1e400</v></c>'),
    ("a row's span runs backwards", _MEASURES, r'spans="\d+:\d+"', 'spans="3:1"'),
    ("a shared formula begins nowhere", _ROLLUP, _A6, _formula("").replace("<f>", '<f t="shared" si="7">')),
    (
        "a formula over an area stands elsewhere",
        _ROLLUP,
        _A6,
        _formula("1+1").replace("<f>", '<f t="array" ref="Z90:Z91">'),
    ),
    ("a column is beyond the sheet", _MEASURES, r'<col min="20" max="20"', '<col min="20" max="16385"'),
    ("a column is too wide", _MEASURES, r'width="31.7109375"', 'width="256"'),
    ("a column's style is not there", _MEASURES, r'style="29"', 'style="530"'),
    (
        "a conditional format's look is not there",
        _GUIDE,
        r"<hyperlinks>",
        '<conditionalFormatting sqref="A1"><cfRule type="expression" dxfId="7" priority="1">'
        "<formula>TRUE</formula></cfRule></conditionalFormatting><hyperlinks>",
    ),
)
AREAS: tuple[Row, ...] = (
    ("merged areas overlap", _ROLLUP, "</sheetData>", _merged("A1:B2", "B2:C3")),
    ("one area is merged twice", _ROLLUP, "</sheetData>", _merged("A1:B2", "A1:B2")),
    ("a single cell is merged", _ROLLUP, "</sheetData>", _merged("A1")),
    ("a merged area runs backwards", _ROLLUP, "</sheetData>", _merged("B2:A1")),
    ("cells of a table are merged", _ROLLUP, "</sheetData>", _merged("A7:A8")),
    ("merged areas are counted wrongly", _ROLLUP, "</sheetData>", _merged("A1:B1").replace("1", "9", 1)),
    ("a list of merged areas is empty", _ROLLUP, "</sheetData>", "</sheetData><mergeCells/>"),
    ("a filter lies in a table", _ROLLUP, "</sheetData>", '</sheetData><autoFilter ref="A5:H26"/>'),
    ("a filter has no area", _OFFICE, "</sheetData>", '</sheetData><autoFilter ref=""/>'),
    ("a sheet's dimension is none", _OFFICE, r'<dimension ref="[^"]*"', '<dimension ref="A0:D9"'),
    ("drop-downs are counted wrongly", _MEASURES, r'(<dataValidations count=")\d+', r"\g<1>99"),
    ("a drop-down's title is over 32", _MEASURES, r'promptTitle="[^"]*"', f'promptTitle="{_LONG[:33]}"'),
    ("a drop-down's message is over 255", _MEASURES, r' prompt="[^"]*"', f' prompt="{_LONG}"'),
    ("an alert's title is over 32", _MEASURES, r'errorTitle="[^"]*"', f'errorTitle="{_LONG[:33]}"'),
    ("an alert's text is over 255", _MEASURES, r' error="[^"]*"', f' error="{_LONG}"'),
    ("a drop-down lies nowhere", _MEASURES, r'sqref="J6:J505"', 'sqref=""'),
    ("a drop-down's area runs backwards", _MEASURES, r'sqref="J6:J505"', 'sqref="J505:J6"'),
    ("a drop-down's formula begins with =", _MEASURES, "<formula1>lst", "<formula1>=lst"),
    ("a drop-down's kind is unknown", _MEASURES, r'type="whole"', 'type="integer"'),
    ("a drop-down's formula is too long", _MEASURES, "<formula1>lst", f"<formula1>{'A1+' * 3_000}lst"),
    ("a list has no list", _MEASURES, r"<formula1>lstDivisions</formula1>", ""),
    ("a link leads nowhere", _GUIDE, r' location="[^"]*"', ""),
    ("a link lies nowhere", _GUIDE, r'<hyperlink ref="B11"', '<hyperlink ref="11"'),
    ("a link's hint is over 255", _GUIDE, r'tooltip="[^"]*"', f'tooltip="{_LONG}"'),
    ("a sheet's drawing is related to nothing", _GUIDE, r'<drawing r:id="rId1"', '<drawing r:id="rId9"'),
    ("a conditional format lies nowhere", _GUIDE, "<hyperlinks>",
     '<conditionalFormatting sqref=""><cfRule type="duplicateValues" priority="1"/>'
     "</conditionalFormatting><hyperlinks>"),
    ("a conditional format has no rank", _GUIDE, "<hyperlinks>",
     '<conditionalFormatting sqref="A1"><cfRule type="duplicateValues" priority="0"/>'
     "</conditionalFormatting><hyperlinks>"),
    ("tables are counted wrongly", _ROLLUP, r'<tableParts count="1">', '<tableParts count="2">'),
    ("page breaks are counted wrongly", _OFFICE, r'<rowBreaks count="2"', '<rowBreaks count="3"'),
)  # fmt: skip
VIEWS: tuple[Row, ...] = (
    ("a pane begins in no cell", _MEASURES, 'topLeftCell="C6"', 'topLeftCell="6"'),
    ("a pane is frozen in a cell's middle", _MEASURES, 'xSplit="2"', 'xSplit="1.5"'),
    ("a pane is none of the four", _MEASURES, 'activePane="bottomRight"', 'activePane="bottom"'),
    ("a pane is not split", _MEASURES, 'xSplit="2" ySplit="5" ', ""),
    ("two selections are of one pane", _MEASURES, 'selection pane="topRight"', 'selection pane="bottomLeft"'),
    ("a selection has no pane", _MEASURES, r"<pane [^>]*/>", ""),
    ("a selection is in no cell", _MEASURES, r'sqref="C1"', 'sqref="1C"'),
    ("the zoom is too small", _MEASURES, "<sheetView ", '<sheetView zoomScale="9" '),
    ("the scale of the print is too large", _MEASURES, 'scale="75"', 'scale="401"'),
    ("a margin is negative", _OFFICE, 'left="0.4"', 'left="-0.4"'),
    ("a header is over 255", _MEASURES, "<oddHeader>", f"<oddHeader>{_LONG}"),
    ("two sheets are in front", _OFFICE, "<sheetView ", '<sheetView tabSelected="1" '),
    ("a sheet is seen through no window", _MEASURES, r'workbookViewId="0"', 'workbookViewId="5"'),
    ("all rows are higher than 409 points", _MEASURES, r'defaultRowHeight="[^"]*"', 'defaultRowHeight="500"'),
    ("too many pages for one print", _MEASURES, "<pageSetup ", '<pageSetup fitToHeight="40000" '),
    ("no copy is printed", _MEASURES, "<pageSetup ", '<pageSetup copies="0" '),
    ("a header's font has no end", _MEASURES, "</oddHeader>", "&amp;&quot;TH Sarabun</oddHeader>"),
    ("a page break stands twice", _OFFICE, r'<brk id="44"', '<brk id="21"'),
)
STYLES: tuple[Row, ...] = (
    ("a font is not there", _STYLES, r'(<xf numFmtId="0" fontId=")1"', r'\g<1>99"'),
    ("a fill is not there", _STYLES, r'fillId="2"', 'fillId="99"'),
    ("a border is not there", _STYLES, r'borderId="2"', 'borderId="99"'),
    ("a number format is not there", _STYLES, r'<xf numFmtId="167"', '<xf numFmtId="199"'),
    ("a look's parent is not there", _STYLES, r'xfId="0" applyFont', 'xfId="5" applyFont'),
    ("two number formats have one number", _STYLES, r'numFmt numFmtId="165"', 'numFmt numFmtId="164"'),
    ("a number format's code is open", _STYLES, r'formatCode="0.00"', 'formatCode="0&quot;"'),
    ("a number format is too long", _STYLES, r'formatCode="0.00"', f'formatCode="{"0" * 256}"'),
    ("a font is too large", _STYLES, r'<sz val="24"/>', '<sz val="410"/>'),
    ("a font has no name", _STYLES, r'<name val="Arial"/>', '<name val=""/>'),
    ("a colour has six digits", _STYLES, r'rgb="FFFFFFFF"', 'rgb="FFFFFF"'),
    ("a colour is of no theme", _STYLES, r'<color theme="\d+"', '<color theme="99"'),
    ("a colour is of no list", _STYLES, r'indexed="64"', 'indexed="99"'),
    ("fonts are counted wrongly", _STYLES, r'<fonts count="\d+"', '<fonts count="2"'),
    ("the second fill is another", _STYLES, r'patternType="gray125"', 'patternType="solid"'),
    ("two styles have one name", _STYLES, r'(<cellStyle name="Normal"[^>]*/>)', r"\1\1"),
    ("the style Normal is gone", _STYLES, r'name="Normal"', 'name="Plain"'),
    ("a style's look is not there", _STYLES, r'(name="Normal" xfId=")0', r"\g<1>4"),
    ("an indent is too deep", _STYLES, r'indent="1"', 'indent="251"'),
    ("a text is turned too far", _STYLES, r"<alignment ", '<alignment textRotation="181" '),
)
STRINGS: tuple[Row, ...] = (
    ("a text is too long for a cell", _STRINGS, r"<si><t>", "<si><t>" + "x" * 32_768),
    ("texts are counted wrongly", _STRINGS, r'uniqueCount="\d+"', 'uniqueCount="1"'),
    ("a text has a control character", _STRINGS, "<si><t>", "<si><t>&#11;"),
    ("a reading is of no letters", _STRINGS, "</t></si>", '</t><rPh sb="90" eb="3"><t>x</t></rPh></si>'),
    ("a text is an empty item", _STRINGS, r"<si><t[^>]*>[^<]*</t></si>", "<si/>"),
)
WORKBOOK: tuple[Row, ...] = (
    ("a sheet's name is over 31", _WORKBOOK, r'name="xlwings.conf"', f'name="{"x" * 32}"'),
    ("a sheet's name has a sign", _WORKBOOK, r'name="xlwings.conf"', 'name="a/b"'),
    ("a sheet's name ends with an apostrophe", _WORKBOOK, r'name="xlwings.conf"', "name=\"conf'\""),
    ("a sheet's name is Excel's own", _WORKBOOK, r'name="xlwings.conf"', 'name="History"'),
    ("a sheet has no name", _WORKBOOK, r'name="xlwings.conf"', 'name=""'),
    ("two sheets have one name", _WORKBOOK, r'name="xlwings.conf"', f'name="{layout.GUIDE_SHEET}"'),
    ("two sheets have one id", _WORKBOOK, r'sheetId="6"', 'sheetId="5"'),
    ("a sheet's id is nought", _WORKBOOK, r'sheetId="6"', 'sheetId="0"'),
    ("two sheets are one part", _WORKBOOK, r'r:id="rId6"', 'r:id="rId5"'),
    ("the sheet in front is hidden", _WORKBOOK, "<workbookView ", '<workbookView activeTab="5" '),
    ("the sheet in front is not there", _WORKBOOK, "<workbookView ", '<workbookView activeTab="9" '),
    ("the first tab is not there", _WORKBOOK, "<workbookView ", '<workbookView firstSheet="9" '),
    ("a name looks like a cell", _WORKBOOK, "<definedNames>", _name("ABC12")),
    ("a name looks like a row and column", _WORKBOOK, "<definedNames>", _name("R1C1")),
    ("a name has a blank", _WORKBOOK, "<definedNames>", _name("a b")),
    ("a name begins with a digit", _WORKBOOK, "<definedNames>", _name("1a")),
    ("a name is over 255", _WORKBOOK, "<definedNames>", _name("a" * 256)),
    ("a name stands twice", _WORKBOOK, "<definedNames>", _name("LSTDIVISIONS")),
    ("a name is of a lost sheet", _WORKBOOK, r'localSheetId="4"', 'localSheetId="9"'),
    ("a name says nothing", _WORKBOOK, "<definedNames>", _name("nothing", "")),
    ("a name begins with =", _WORKBOOK, "<definedNames>", _name("one", "=1")),
    ("a name leads to a lost sheet", _WORKBOOK, "<definedNames>", _name("lost", "Lost!$A$1")),
    ("print titles are one cell", _WORKBOOK, r"\$5:\$5<", "$A$5<"),
    ("print titles stand twice", _WORKBOOK, "<definedNames>",
     _name("_xlnm.Print_Titles", f"{layout.MEASURES_SHEET}!$5:$5", ' localSheetId="2"')),
    ("a print area has no sheet", _WORKBOOK, r'(_xlnm.Print_Area") localSheetId="4"', r"\1"),
)  # fmt: skip
TABLES: tuple[Row, ...] = (
    ("two tables have one id", _TABLE, r' id="1" name="tbl', ' id="2" name="tbl'),
    ("a table's id is nought", _TABLE, r' id="1" name="tbl', ' id="0" name="tbl'),
    ("a table has a blank in its name", _TABLE, r'displayName="tblMeasures"', 'displayName="tbl Measures"'),
    ("a table is called like a name", _TABLE, r'displayName="tblMeasures"', 'displayName="lstDivisions"'),
    ("a table is called like another", _TABLE, r'displayName="tblMeasures"', 'displayName="TBLROLLUP"'),
    ("a table looks like a cell", _TABLE, r'displayName="tblMeasures"', 'displayName="TBL1"'),
    ("a table's area is none", _TABLE, r' ref="A5:T25" totals', ' ref="A5" totals'),
    ("a table has no row of data", _TABLE, r' ref="A5:T25" totals', ' ref="A5:T5" totals'),
    ("a table is wider than its columns", _TABLE, r' ref="A5:T25" totals', ' ref="A5:U25" totals'),
    ("columns of a table are counted wrongly", _TABLE, r'tableColumns count="20"', 'tableColumns count="19"'),
    ("two columns of a table have one name", _TABLE, r'(id="2" name=")[^"]*', _FIRST_COLUMN),
    ("a column of a table has no name", _TABLE, r'(id="2" name=")[^"]*', r"\1"),
    ("two columns of a table have one id", _TABLE, r'id="2" name', 'id="1" name'),
    ("a table's filter is elsewhere", _TABLE, r'<autoFilter ref="A5:T25"', '<autoFilter ref="A6:T25"'),
    ("a table's heads are two rows", _TABLE, "<table ", '<table headerRowCount="2" '),
    ("a table's filter covers its totals", _TABLE, r'totalsRowShown="0"', 'totalsRowCount="1"'),
    ("a column's look is not there", _TABLE, "<tableColumn ", '<tableColumn dataDxfId="999" '),
    ("a column's formula lacks a bracket", _TABLE, r'(id="2" name="[^"]*")/>',
     r"\1><calculatedColumnFormula>SUM(</calculatedColumnFormula></tableColumn>"),
    ("a filter is of no column", _TABLE, r'<autoFilter ref="A5:T25"/>',
     '<autoFilter ref="A5:T25"><filterColumn colId="20"/></autoFilter>'),
)  # fmt: skip
DRAWINGS: tuple[Row, ...] = (
    ("a chart's axis crosses nothing", _CHART, r'crossAx val="50010002"', 'crossAx val="50010009"'),
    ("a chart lacks an axis", _CHART, r"<c:valAx>.*</c:valAx>", ""),
    ("two axes have one id", _CHART, r'<c:valAx><c:axId val="50010002"', '<c:valAx><c:axId val="50010001"'),
    ("two series have one number", _CHART, r'<c:idx val="1"/>', '<c:idx val="0"/>'),
    ("two series stand in one place", _CHART, r'<c:order val="1"/>', '<c:order val="0"/>'),
    ("a chart's range is of a lost sheet", _CHART, r"<c:f>'[^']*'", "<c:f>'Lost'"),
    ("a chart has more points than it says", _CHART, r'ptCount val="20"', 'ptCount val="2"'),
    ("a chart's gap is too wide", _CHART, r'gapWidth val="55"', 'gapWidth val="501"'),
    ("a chart's bars overlap too far", _CHART, r'overlap val="100"', 'overlap val="101"'),
    ("a chart's range lacks a bracket", _CHART, r"</c:f>", "(</c:f>"),
    ("a picture is beyond the last column", _DRAWING, r"(<xdr:to><xdr:col>)\d+", r"\g<1>99999"),
    ("a picture's place is moved to the left", _DRAWING, r"<xdr:colOff>\d+", "<xdr:colOff>-5"),
    ("a picture is upside down", _DRAWING, r"(<xdr:to>.*?<xdr:row>)7<", r"\g<1>2<"),
    ("a picture is left of the sheet", _DRAWING, r"<xdr:col>0<", "<xdr:col>-1<"),
    ("two pictures have one id", _DRAWING, r'cNvPr id="3"', 'cNvPr id="2"'),
    ("a picture's id is nought", _DRAWING, r'cNvPr id="2"', 'cNvPr id="0"'),
    ("two buttons have one id", _VML, r'id="_x0000_s1026"', 'id="_x0000_s1025"'),
    ("the buttons' ids have no map", _VML, r"<o:idmap [^>]*/>", ""),
    (
        "a button is upside down",
        _VML,
        r"<x:Anchor>0, 10, 14, 4, 1, 74, 14",
        "<x:Anchor>0, 10, 14, 4, 1, 74, 3",
    ),
)
PACKAGE: tuple[Row, ...] = (
    ("a sheet has no type", _TYPES, r'<Override PartName="/xl/worksheets/sheet5.xml"[^>]*/>', ""),
    ("a table's type is another", _TYPES, r"spreadsheetml\.table\+xml", "spreadsheetml.styles+xml"),
    ("a type is of no part", _TYPES, r"</Types>", _LOST_PART),
    ("a part has two types", _TYPES, r'(<Override PartName="/xl/styles.xml"[^>]*/>)', r"\1\1"),
    ("pictures have no type", _TYPES, r'<Default Extension="png"[^>]*/>', ""),
    ("two relations have one id", "xl/_rels/workbook.xml.rels", r'Id="rId2"', 'Id="rId1"'),
    ("a relation leads nowhere", "xl/worksheets/_rels/sheet3.xml.rels", r"table1\.xml", "table9.xml"),
    ("the day of making is none", _CORE, r"2024-01-01T00:00:00Z</dcterms:c", "1/1/2567</dcterms:c"),
    ("the day of making stands twice", _CORE, r"(<dcterms:created.*?</dcterms:created>)", r"\1\1"),
    ("the day of making has no type", _CORE, r' xsi:type="dcterms:W3CDTF"', ""),
)  # fmt: skip
_CHAIN = (
    b'<?xml version="1.0"?><calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<c r="Z99" i="4"/></calcChain>'
)
_OTHERS: tuple[tuple[str, Make, str], ...] = (
    ("the chain of formulas names a lost one", more("xl/calcChain.xml", _CHAIN), "package"),
    ("two parts differ in letter case", more("xl/Styles.xml", b"<a/>"), "package"),
    ("the table's part is gone", drop(_TABLE), "package"),
)
REPAIR_FAULTS = (
    *(
        Fault(name, swap_pattern(part, pattern, new), (check,))
        for check, rows in (
            ("cells", CELLS),
            ("areas", AREAS),
            ("views", VIEWS),
            ("styles", STYLES),
            ("strings", STRINGS),
            ("workbook", WORKBOOK),
            ("table parts", TABLES),
            ("drawings", DRAWINGS),
            ("package", PACKAGE),
        )
        for name, part, pattern, new in rows
    ),
    *(Fault(name, make, (check,)) for name, make, check in _OTHERS),
)
