"""The parts around the body: styles, settings, fonts, properties, the package's own lists."""

from __future__ import annotations

import struct
import zlib

from memo_body import TEXT_WIDTH, WIDE_WIDTH
from ooxml import FONT, part, style_properties, twips

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
#: Fixed, so that the same source gives the same bytes.
_STAMP = "2025-01-01T00:00:00Z"

_KEEP = "<w:keepNext/><w:keepLines/>"
_DOTS_TO_MARGIN = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH}"/></w:tabs>'
_DOTS_TO_MIDDLE = (
    f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{TEXT_WIDTH // 2 - twips(0.4)}"/></w:tabs>'
)
#: The number stands about 2.5 cm from the paper's upper edge, and a line above the text.
_NUMBER_SPACE = f'<w:spacing w:before="{twips(1)}" w:after="120"/>'


def _middle_and_end(width: int) -> str:
    return (
        f'<w:tabs><w:tab w:val="center" w:pos="{width // 2}"/><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    )


_RIGHT_HALF = f'<w:ind w:left="{TEXT_WIDTH // 2}"/><w:jc w:val="center"/>'

#: id: (name in Word, paragraph properties, points, bold)
_STYLES = {
    "MemoTitle": (
        "บันทึก ชื่อ",
        '<w:keepNext/><w:spacing w:before="180" w:line="700" w:lineRule="exact"/><w:jc w:val="center"/>'
        '<w:outlineLvl w:val="0"/>',
        29,
        True,
    ),
    "MemoField": ("บันทึก หัวเรื่อง", _DOTS_TO_MARGIN, 16, False),
    "MemoTo": ("บันทึก เรียน", '<w:spacing w:before="120"/>', 16, False),
    "MemoBody": (
        "บันทึก เนื้อความ",
        f'<w:spacing w:before="120"/><w:ind w:firstLine="{twips(2.5)}"/><w:jc w:val="thaiDistribute"/>',
        16,
        False,
    ),
    "MemoHeading": (
        "บันทึก ชื่อตาราง",
        '<w:keepNext/><w:keepLines/><w:spacing w:before="120"/><w:jc w:val="center"/>'
        '<w:outlineLvl w:val="1"/>',
        16,
        True,
    ),
    "MemoSubheading": (
        "บันทึก ชื่อตาราง บรรทัดสอง",
        '<w:keepNext/><w:keepLines/><w:spacing w:after="120"/><w:jc w:val="center"/>',
        16,
        True,
    ),
    "MemoHead": ("บันทึก หัวตาราง", '<w:keepNext/><w:jc w:val="center"/>', 16, True),
    "MemoCell": ("บันทึก ช่องตาราง", '<w:jc w:val="left"/>', 16, False),
    "MemoMark": ("บันทึก ช่องสถานะ", '<w:jc w:val="center"/>', 16, False),
    "MemoClosing": (
        "บันทึก ภาคสรุป",
        _KEEP + f'<w:spacing w:before="120"/><w:ind w:firstLine="{twips(2.5)}"/>',
        16,
        False,
    ),
    "MemoSign": ("บันทึก ลงชื่อ", _KEEP + _RIGHT_HALF, 16, False),
    "MemoOpinion": (
        "บันทึก ความเห็น",
        _KEEP + _DOTS_TO_MARGIN + '<w:spacing w:before="120"/>',
        16,
        False,
    ),
    "MemoHalfSign": ("บันทึก ลงชื่อครึ่งหน้า", _KEEP + '<w:jc w:val="center"/>', 16, False),
    "MemoHalfOpinion": ("บันทึก ความเห็นครึ่งหน้า", _KEEP + _DOTS_TO_MIDDLE, 16, False),
    "MemoHalfDots": ("บันทึก เส้นประครึ่งหน้า", _KEEP + _DOTS_TO_MIDDLE, 16, False),
    "MemoDots": ("บันทึก เส้นประ", _KEEP + _DOTS_TO_MARGIN, 16, False),
    "MemoGap": ("บันทึก เว้นท้ายลงชื่อ", '<w:spacing w:line="120" w:lineRule="exact"/>', 6, False),
    "MemoTag": ("บันทึก คำสั่งแม่แบบ", "", 16, False),
    "MemoGroup": ("บันทึก หัวกลุ่ม", "<w:keepNext/>", 16, True),
    "MemoEnclosure": (
        "บันทึก สิ่งที่ส่งมาด้วย",
        f'<w:tabs><w:tab w:val="left" w:pos="{twips(2.9)}"/></w:tabs>'
        f'<w:ind w:left="{twips(2.9)}" w:hanging="{twips(2.9)}"/>',
        16,
        False,
    ),
    "MemoEnclosureMark": ("บันทึก เลขสิ่งที่ส่งมาด้วย", '<w:keepNext/><w:jc w:val="right"/>', 16, True),
    "MemoHeader": ("บันทึก หัวกระดาษ", _middle_and_end(TEXT_WIDTH), 16, False),
    "MemoPage": ("บันทึก เลขหน้า", _middle_and_end(TEXT_WIDTH) + _NUMBER_SPACE, 16, False),
    "MemoSecret": ("บันทึก ชั้นความลับ", '<w:jc w:val="center"/>', 16, False),
    "MemoWidePage": ("บันทึก เลขหน้าแนวนอน", _middle_and_end(WIDE_WIDTH) + _NUMBER_SPACE, 16, False),
}


def _style(key: str, name: str, paragraph: str, points: float, bold: bool) -> str:
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>'
        f"<w:rPr>{style_properties(points, bold)}</w:rPr></w:style>"
    )


def _borders(*sides: str) -> str:
    return "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in sides)


def styles() -> str:
    lang = '<w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="th-TH"/>'
    defaults = style_properties().replace('<w:lang w:bidi="th-TH"/>', lang)
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="MemoTable"><w:name w:val="บันทึก ตาราง"/>'
        '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
        + _borders("top", "left", "bottom", "right", "insideH", "insideV")
        + '</w:tblBorders><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="table" w:customStyle="1" w:styleId="MemoSignTable"><w:name w:val="บันทึก ตารางลงชื่อ"/>'
        '<w:basedOn w:val="TableNormal"/></w:style>'
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:rPr>{style_properties()}</w:rPr></w:style>"
    )
    return part(
        "w:styles",
        f"<w:docDefaults><w:rPrDefault><w:rPr>{defaults}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>" + normal + table + "".join(_style(key, *facts) for key, facts in _STYLES.items()),
    )


def settings() -> str:
    return part(
        "w:settings",
        '<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:bidi="th-TH"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>',
    )


def font_table() -> str:
    return part(
        "w:fonts",
        f'<w:font w:name="{FONT}"><w:charset w:val="DE"/><w:family w:val="swiss"/><w:pitch w:val="variable"/>'
        "</w:font>",
    )


def theme() -> str:
    """Word asks for a theme; ours says nothing but the font."""
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'
        for name, value in (
            ("dk1", "000000"),
            ("lt1", "FFFFFF"),
            ("dk2", "44546A"),
            ("lt2", "E7E6E6"),
            *((f"accent{n}", "4472C4") for n in range(1, 7)),
            ("hlink", "0563C1"),
            ("folHlink", "954F72"),
        )
    )
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface="{FONT}"/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{_XML}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="itaxl">'
        f'<a:themeElements><a:clrScheme name="itaxl">{colours}</a:clrScheme><a:fontScheme name="itaxl">'
        f"<a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="itaxl"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}'
        f"</a:lnStyleLst><a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}"
        "</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )


def core_properties() -> str:
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>บันทึกข้อความ</dc:title>'
        "<dc:creator>itaxl</dc:creator><cp:lastModifiedBy>itaxl</cp:lastModifiedBy>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{_STAMP}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{_STAMP}</dcterms:modified>'
        "</cp:coreProperties>"
    )


def app_properties() -> str:
    return (
        f'{_XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'extended-properties"><Application>itaxl</Application></Properties>'
    )


def _relationships(*entries: tuple[str, str, str]) -> str:
    lines = "".join(f'<Relationship Id="{key}" Type="{kind}" Target="{to}"/>' for key, kind, to in entries)
    return f'{_XML}<Relationships xmlns="{_PACKAGE}relationships">{lines}</Relationships>'


def package_relationships() -> str:
    return _relationships(
        ("rId1", _OFFICE + "officeDocument", "word/document.xml"),
        ("rId2", _PACKAGE + "relationships/metadata/core-properties", "docProps/core.xml"),
        ("rId3", _OFFICE + "extended-properties", "docProps/app.xml"),
    )


#: Relation, kind, part beside the document; the first four belong to every memo.
_RELATED = (
    ("rIdStyles", "styles", "styles.xml"),
    ("rIdSettings", "settings", "settings.xml"),
    ("rIdTheme", "theme", "theme/theme1.xml"),
    ("rIdFonts", "fontTable", "fontTable.xml"),
    ("rIdFirst", "header", "header1.xml"),
    ("rIdHeader", "header", "header2.xml"),
    ("rIdWide", "header", "header3.xml"),
    ("rIdFooter", "footer", "footer1.xml"),
    ("rIdEmblem", "image", "media/emblem.png"),
    ("rIdCode", "image", "media/qr.png"),
    ("rIdLink", "hyperlink", "https://www.example.go.th/"),
)


def related(document: str) -> tuple[tuple[str, str, str], ...]:
    """What a document refers to."""
    return tuple(one for n, one in enumerate(_RELATED) if n < 4 or f'"{one[0]}"' in document)


def document_relationships(document: str) -> str:
    lines = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}{kind}" Target="{to}"'
        + (' TargetMode="External"/>' if kind == "hyperlink" else "/>")
        for key, kind, to in related(document)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}relationships">{lines}</Relationships>'


def content_types(document: str) -> str:
    kinds = {"styles", "settings", "fontTable", "header", "footer"}
    word = [("document.xml", "document.main")]
    word += [(to, kind) for _, kind, to in related(document) if kind in kinds]
    overrides = "".join(
        f'<Override PartName="/word/{name}" ContentType="{_WML}{kind}+xml"/>' for name, kind in word
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}content-types"><Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        '<Override PartName="/word/theme/theme1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        '<Override PartName="/docProps/app.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
    )


def blank_picture() -> bytes:
    """One transparent pixel: what stands for the emblem until an office gives its own."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 6, 0, 0, 0)
    # a stored block, written out: zlib's own choice may differ from one version to the next
    raw = b"\0" * 5
    stored = b"\x78\x01\x01" + struct.pack("<HH", len(raw), len(raw) ^ 0xFFFF) + raw
    pixels = stored + struct.pack(">I", zlib.adler32(raw))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
