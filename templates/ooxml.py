"""Elements of WordprocessingML as text.  Every run carries its complex-script settings: Word takes the
font, size and weight of Thai from w:cs, w:szCs and w:bCs, and falls back to another font without them.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

FONT = "TH SarabunPSK"

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word"'
)

#: Twentieths of a point in a centimetre, and EMU in one.
_TWIPS, _EMU = 566.929, 360_000


def twips(cm: float) -> int:
    return round(cm * _TWIPS)


def emu(cm: float) -> int:
    return round(cm * _EMU)


def style_properties(points: float = 16, bold: bool = False) -> str:
    """The inside of a style's w:rPr.  The schema has no w:cs there: it stands on the runs."""
    half_points = round(points * 2)
    return (
        f'<w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>'
        + ("<w:b/><w:bCs/>" if bold else "")
        + f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/><w:lang w:bidi="th-TH"/>'
    )


def run_properties(points: float = 16, bold: bool = False, colour: str = "", underlined: bool = False) -> str:
    """The inside of a run's w:rPr, in the order that the schema asks for.

    With w:cs every letter of the run is set as complex script, Latin ones too: what w:ascii and w:sz
    would say comes from the styles, and the rows of a long table stay short.
    """
    half_points = round(points * 2)
    return (
        f'<w:rFonts w:cs="{FONT}"/>'
        + ("<w:b/><w:bCs/>" if bold else "")
        + (f'<w:color w:val="{colour}"/>' if colour else "")
        + (f'<w:sz w:val="{half_points}"/>' if points != 16 else "")
        + f'<w:szCs w:val="{half_points}"/>'
        + ('<w:u w:val="single"/>' if underlined else "")
        + '<w:cs/><w:lang w:bidi="th-TH"/>'
    )


def run(
    content: str, points: float = 16, bold: bool = False, colour: str = "", underlined: bool = False
) -> str:
    """A run around ready-made XML."""
    return f"<w:r><w:rPr>{run_properties(points, bold, colour, underlined)}</w:rPr>{content}</w:r>"


def text(words: str, points: float = 16, bold: bool = False, colour: str = "") -> str:
    """A run of text; Jinja tags are text too."""
    return run(f'<w:t xml:space="preserve">{escape(words)}</w:t>', points, bold, colour)


def tab(points: float = 16) -> str:
    return run("<w:tab/>", points)


def hyperlink(words: str) -> str:
    """A link to the address whose number its screen tip names (see `itaxl.memo.template.links`)."""
    link = run(f'<w:t xml:space="preserve">{escape(words)}</w:t>', colour="0563C1", underlined=True)
    return (
        '<w:hyperlink r:id="rIdLink" w:tooltip="link {{ link.number }}" w:history="1">'
        + link
        + "</w:hyperlink>"
    )


def paragraph(style: str, *runs: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{"".join(runs)}</w:p>'


def tag(words: str, style: str = "MemoTag") -> str:
    """A paragraph that docxtpl takes away: {%p for … %}, {%p endif %}."""
    return paragraph(style, text(words))


def field(instruction: str, shown: str) -> str:
    """A field with what stands there until it is worked out."""
    return (
        run('<w:fldChar w:fldCharType="begin"/>')
        + run(f'<w:instrText xml:space="preserve"> {instruction} </w:instrText>')
        + run('<w:fldChar w:fldCharType="separate"/>')
        + text(shown)
        + run('<w:fldChar w:fldCharType="end"/>')
    )


def cell(width: int, *paragraphs: str, span: int = 1, merge: str = "", middle: bool = False) -> str:
    properties = (
        f'<w:tcW w:w="{width}" w:type="dxa"/>'
        + (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "")
        + (f'<w:vMerge w:val="{merge}"/>' if merge else "")
        + ('<w:vAlign w:val="center"/>' if middle else "")
    )
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def row(*cells: str, header: bool = False) -> str:
    repeated = "<w:tblHeader/>" if header else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def tag_row(words: str, widths: tuple[int, ...]) -> str:
    """A row that docxtpl takes away: {%tr for … %}."""
    return row(cell(sum(widths), tag(words, "MemoCell"), span=len(widths)))


def table(widths: tuple[int, ...], *rows: str, style: str = "MemoTable") -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/>'
        f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        'w:noHBand="0" w:noVBand="1"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def part(root: str, content: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<{root} {NAMESPACES}>{content}</{root}>'
