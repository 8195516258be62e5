"""What people and programs put into a tracker that its checked copy must keep: one builder a kind.

A builder changes the parts, and says which of them come into the copy byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.active_content import BOOK, OFFICE, SHEET, Parts, add, put, relate

FINDINGS_PART, STYLES, STRINGS = "xl/worksheets/sheet5.xml", "xl/styles.xml", "xl/sharedStrings.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
Builder = Callable[[Parts], tuple[str, ...]]


def in_sheet(before: bytes, more: str, part: str = SHEET) -> Builder:
    def build(parts: Parts) -> tuple[str, ...]:
        put(parts, part, before, more)
        return ()

    return build


def extension(uri: str, inner: str) -> Builder:
    """At the end of a sheet, whose first tag names the newer words."""

    def build(parts: Parts) -> tuple[str, ...]:
        more = f'<extLst><ext xmlns:x14="{X14}" uri="{uri}">{inner}</ext></extLst>'
        put(parts, SHEET, b"</worksheet>", more)
        return ()

    return build


def chart_sheet(parts: Parts) -> tuple[str, ...]:
    drawing, chart = "xl/drawings/drawing9.xml", "xl/charts/chart9.xml"
    add(parts, drawing, parts["xl/drawings/drawing2.xml"],
        "application/vnd.openxmlformats-officedocument.drawing+xml")  # fmt: skip
    add(parts, chart, parts["xl/charts/chart1.xml"],
        "application/vnd.openxmlformats-officedocument.drawingml.chart+xml")  # fmt: skip
    relate(parts, drawing, "rId1", "chart", "../charts/chart9.xml")
    sheet = f'<chartsheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheetViews><sheetView workbookViewId="0"/></sheetViews><drawing r:id="rId1"/></chartsheet>'  # noqa: E501
    add(parts, "xl/chartsheets/sheet1.xml", sheet.encode(), f"{KIND}chartsheet+xml")
    relate(parts, "xl/chartsheets/sheet1.xml", "rId1", "drawing", "../drawings/drawing9.xml")
    relate(parts, BOOK, "rIdCs", "chartsheet", "chartsheets/sheet1.xml")
    put(parts, BOOK, b"</sheets>", '<sheet name="แผนภูมิ" sheetId="98" r:id="rIdCs"/>')
    return "xl/chartsheets/sheet1.xml", drawing, chart, "xl/chartsheets/_rels/sheet1.xml.rels"


def tick_boxes(parts: Parts) -> tuple[str, ...]:
    """In cells: a bag of properties that a style names."""
    bag = "xl/featurePropertyBag/featurePropertyBag.xml"
    space = "http://schemas.microsoft.com/office/spreadsheetml/2022/featurepropertybag"
    content = f'<FeaturePropertyBags xmlns="{space}"><bag type="Checkbox"/></FeaturePropertyBags>'
    add(parts, bag, content.encode(), "application/vnd.ms-excel.featurepropertybag+xml")
    kind = "http://schemas.microsoft.com/office/2022/11/relationships/FeaturePropertyBag"
    relate(parts, BOOK, "rIdBag", kind, "featurePropertyBag/featurePropertyBag.xml")
    one = f'<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"><extLst><ext xmlns:xfpb="{space}" uri="{{C7286773-470A-42A8-94C5-96B5CB345126}}"><xfpb:xfComplement i="0"/></ext></extLst></xf>'  # noqa: E501
    put(parts, STYLES, b"</cellXfs>", one)
    put(parts, SHEET, b"</sheetData>", '<row r="90"><c r="Z90" s="52" t="b"><v>1</v></c></row>')
    return (bag,)


def pivot_table(parts: Parts) -> tuple[str, ...]:
    """Of cells of its own workbook, grouped by months."""
    cache = f'<pivotCacheDefinition xmlns="{MAIN}" xmlns:r="{OFFICE}" r:id="rId1" recordCount="1"><cacheSource type="worksheet"><worksheetSource ref="A1:B2" sheet="มาตรการ"/></cacheSource><cacheFields count="1"><cacheField name="a" numFmtId="0"><sharedItems/><fieldGroup base="0"><rangePr groupBy="months"/><groupItems count="1"><s v="ม.ค."/></groupItems></fieldGroup></cacheField></cacheFields></pivotCacheDefinition>'  # noqa: E501
    add(parts, "xl/pivotCache/pivotCacheDefinition1.xml", cache.encode(), f"{KIND}pivotCacheDefinition+xml")
    records = f'<pivotCacheRecords xmlns="{MAIN}" count="1"><r><x v="0"/></r></pivotCacheRecords>'
    add(parts, "xl/pivotCache/pivotCacheRecords1.xml", records.encode(), f"{KIND}pivotCacheRecords+xml")
    relate(
        parts,
        "xl/pivotCache/pivotCacheDefinition1.xml",
        "rId1",
        "pivotCacheRecords",
        "pivotCacheRecords1.xml",
    )
    relate(parts, BOOK, "rIdP", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")
    put(parts, BOOK, b"</workbook>", '<pivotCaches><pivotCache cacheId="1" r:id="rIdP"/></pivotCaches>')
    table = f'<pivotTableDefinition xmlns="{MAIN}" name="p" cacheId="1" dataCaption="d"><location ref="Z1:Z2" firstHeaderRow="0" firstDataRow="0" firstDataCol="0"/></pivotTableDefinition>'  # noqa: E501
    add(parts, "xl/pivotTables/pivotTable1.xml", table.encode(), f"{KIND}pivotTable+xml")
    relate(parts, SHEET, "rIdPt", "pivotTable", "../pivotTables/pivotTable1.xml")
    relate(parts, "xl/pivotTables/pivotTable1.xml", "rId1", "pivotCacheDefinition",
           "../pivotCache/pivotCacheDefinition1.xml")  # fmt: skip
    names = (
        "pivotCache/pivotCacheDefinition1.xml",
        "pivotCache/pivotCacheRecords1.xml",
        "pivotTables/pivotTable1.xml",
    )
    return tuple(f"xl/{name}" for name in names)


def own_table(parts: Parts) -> tuple[str, ...]:
    """Of a person's, low on the sheet of findings."""
    table = f'<table xmlns="{MAIN}" id="77" name="ของฉัน" displayName="ของฉัน" ref="B90:C91" totalsRowShown="0"><autoFilter ref="B90:C91"/><tableColumns count="2"><tableColumn id="1" name="งาน"/><tableColumn id="2" name="ผู้ทำ"/></tableColumns></table>'  # noqa: E501
    add(parts, "xl/tables/table77.xml", table.encode(), f"{KIND}table+xml")
    relate(parts, FINDINGS_PART, "rIdOwn", "table", "../tables/table77.xml")
    cell = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
    rows = "".join(
        f'<row r="{row}">{"".join(cell.format(at, text) for at, text in cells)}</row>'
        for row, cells in (
            (90, (("B90", "งาน"), ("C90", "ผู้ทำ"))),
            (91, (("B91", "นัดประชุม"), ("C91", "สมศรี"))),
        )
    )
    put(parts, FINDINGS_PART, b"</sheetData>", rows)
    more = f'<tableParts xmlns:r="{OFFICE}" count="1"><tablePart r:id="rIdOwn"/></tableParts>'
    put(parts, FINDINGS_PART, b"</worksheet>", more)
    return ("xl/tables/table77.xml",)


def talk(parts: Parts) -> tuple[str, ...]:
    """Comments that people answer."""
    add(parts, "xl/persons/person.xml", b"<personList/>", "application/vnd.ms-excel.person+xml")
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/"
    relate(parts, BOOK, "rIdPerson", f"{kind}person", "persons/person.xml")
    name = "xl/threadedComments/threadedComment1.xml"
    add(parts, name, b"<ThreadedComments/>", "application/vnd.ms-excel.threadedcomments+xml")
    relate(parts, SHEET, "rIdTalk", f"{kind}threadedComment", "../threadedComments/threadedComment1.xml")
    return name, "xl/persons/person.xml"


def picture(name: str, content: bytes) -> Builder:
    """Behind the cells."""

    def build(parts: Parts) -> tuple[str, ...]:
        add(parts, f"xl/media/{name}", content)
        ending = name.rpartition(".")[2]
        types = parts["[Content_Types].xml"]
        default = f'<Default Extension="{ending}" ContentType="image/{ending}"/><Override'.encode()
        parts["[Content_Types].xml"] = types.replace(b"<Override", default, 1)
        relate(parts, SHEET, "rIdBack", "image", f"../media/{name}")
        put(parts, SHEET, b"<tableParts", f'<picture xmlns:r="{OFFICE}" r:id="rIdBack"/>')
        return (f"xl/media/{name}",)

    return build


def header_picture(parts: Parts) -> tuple[str, ...]:
    vml = '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><v:shape id="LH" type="#t"><v:imagedata o:relid="rId1" o:title="ตรา"/></v:shape></xml>'  # noqa: E501
    add(parts, "xl/drawings/vmlDrawing9.vml", vml.encode())
    add(parts, "xl/media/seal.jpeg", b"\xff\xd8\xff no picture that anybody can open")
    types = parts["[Content_Types].xml"]
    default = b'<Default Extension="jpeg" ContentType="image/jpeg"/><Override'
    parts["[Content_Types].xml"] = types.replace(b"<Override", default, 1)
    relate(parts, "xl/drawings/vmlDrawing9.vml", "rId1", "image", "../media/seal.jpeg")
    relate(parts, SHEET, "rIdHead", "vmlDrawing", "../drawings/vmlDrawing9.vml")
    put(parts, SHEET, b"<tableParts", f'<legacyDrawingHF xmlns:r="{OFFICE}" r:id="rIdHead"/>')
    return "xl/drawings/vmlDrawing9.vml", "xl/media/seal.jpeg", "xl/drawings/_rels/vmlDrawing9.vml.rels"


def cell_picture(parts: Parts) -> tuple[str, ...]:
    """In a cell, as WPS Office keeps it."""
    add(parts, "xl/media/in_cell.png", b"png")
    a, xdr = (
        f"http://schemas.openxmlformats.org/drawingml/2006/{name}" for name in ("main", "spreadsheetDrawing")
    )
    pic = f'<xdr:pic xmlns:xdr="{xdr}"><xdr:blipFill><a:blip xmlns:a="{a}" xmlns:r="{OFFICE}" r:embed="rId1"/></xdr:blipFill></xdr:pic>'  # noqa: E501
    images = f'<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"><etc:cellImage>{pic}</etc:cellImage></etc:cellImages>'
    add(parts, "xl/cellimages.xml", images.encode(), "application/vnd.wps-officedocument.cellimage+xml")
    relate(parts, "xl/cellimages.xml", "rId1", "image", "media/in_cell.png")
    relate(parts, BOOK, "rIdCell", "http://www.wps.cn/officeDocument/2020/cellImage", "cellimages.xml")
    cell = '<c r="Z90" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>'
    put(parts, SHEET, b"</sheetData>", f'<row r="90">{cell}</row>')
    return "xl/cellimages.xml", "xl/media/in_cell.png"


def spilling(parts: Parts) -> tuple[str, ...]:
    types = '<metadataTypes count="1"><metadataType name="XLDAPR"/></metadataTypes>'
    metadata = f'<metadata xmlns="{MAIN}">{types}</metadata>'
    add(parts, "xl/metadata.xml", metadata.encode(), f"{KIND}sheetMetadata+xml")
    relate(parts, BOOK, "rIdMeta", "sheetMetadata", "metadata.xml")
    cell = '<c r="Z90" cm="1"><f t="array" ref="Z90:Z91">_xlfn._xlws.SORT(A6:A7)</f><v>1</v></c>'
    put(parts, SHEET, b"</sheetData>", f'<row r="90">{cell}</row><row r="91"><c r="Z91"><v>2</v></c></row>')
    return ("xl/metadata.xml",)


def rich_text(parts: Parts) -> tuple[str, ...]:
    put(parts, STRINGS, b"</sst>", "<si><r><rPr><b/></rPr><t>หนา</t></r><r><t>บาง</t></r></si>")
    return (STRINGS,)


def footer(parts: Parts) -> tuple[str, ...]:
    parts[SHEET] = re.sub(
        rb"<oddFooter>.*?</oddFooter>", "<oddFooter>หน้า &amp;P</oddFooter>".encode(), parts[SHEET]
    )
    return ()


_SPARK = f'<x14:sparklineGroups xmlns:xm="{XM}"><x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>มาตรการ!A6:A9</xm:f><xm:sqref>Z9</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups>'  # noqa: E501
_BARS = f'<x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="{XM}"><x14:cfRule type="expression" id="{{A}}"><xm:f>A1&gt;1</xm:f></x14:cfRule><xm:sqref>Z9</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings>'  # noqa: E501
_LIST = f'<x14:dataValidations count="1" xmlns:xm="{XM}"><x14:dataValidation type="list"><x14:formula1><xm:f>หน่วยงาน!A1:A9</xm:f></x14:formula1><xm:sqref>Z9</xm:sqref></x14:dataValidation></x14:dataValidations>'  # noqa: E501
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="4"/></svg>'


#: (builder, words of the sheet that must be in the copy)
def merged(parts: Parts) -> tuple[str, ...]:
    """Excel shows the first value of the area only; the others are there all the same."""
    put(parts, SHEET, b"</sheetData>", '<row r="90"><c r="Y90"><v>1</v></c><c r="Z90"><v>4711</v></c></row>')
    put(
        parts,
        SHEET,
        b"<dataValidations",
        '<mergeCells count="1"><mergeCell ref="Y90:Z90"/></mergeCells>',
    )
    return ()


KEPT: dict[str, tuple[Builder, str]] = {
    "chart sheet": (chart_sheet, ""),
    "tick boxes in cells": (tick_boxes, 's="52" t="b"'),
    "footer without a side": (footer, "<oddFooter>หน้า &amp;P</oddFooter>"),
    "protected ranges": (
        in_sheet(
            b"<dataValidations", '<protectedRanges><protectedRange name="ก" sqref="Z1"/></protectedRanges>'
        ),
        'protectedRange name="ก"',
    ),
    "value under a merged area": (merged, "<v>4711</v>"),
    "pivot table": (pivot_table, ""),
    "empty result": (
        in_sheet(b"</sheetData>", '<row r="90"><c r="Z90" t="str"><f>IF(1,"","x")</f><v></v></c></row>'),
        '<f>IF(1,"","x")</f><v></v>',
    ),
    "table of a person": (own_table, ""),
    "outline of columns": (in_sheet(b"<sheetViews", ""), 'outlineLevelCol="1"'),
    "talk": (talk, ""),
    "picture of any bytes": (picture("a.jpeg", b"\xff\xd8\xff no picture"), "<picture"),
    "drawing of lines": (picture("a.svg", SVG), "<picture"),
    "picture in a header": (header_picture, "<legacyDrawingHF"),
    "picture in a cell": (cell_picture, "DISPIMG"),
    "formula that spills": (spilling, 'cm="1"'),
    "letters in bold": (rich_text, ""),
    "sparkline": (extension("{05C60535-1F16-4fd2-B633-F4F36F0B64E0}", _SPARK), _SPARK),
    "newer format": (extension("{78C0D931-6437-407d-A8EE-F0AAD7539E65}", _BARS), _BARS),
    "list of another sheet": (extension("{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}", _LIST), _LIST),
    "scenarios": (
        in_sheet(
            b"<dataValidations",
            '<scenarios><scenario name="ดี"><inputCells r="A1" val="1"/></scenario></scenarios>',
        ),
        'scenario name="ดี"',
    ),
    "breaks of pages": (
        in_sheet(
            b"<legacyDrawing", '<rowBreaks count="1" manualBreakCount="1"><brk id="9" man="1"/></rowBreaks>'
        ),
        "<rowBreaks",
    ),
}
