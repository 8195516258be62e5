"""What stands on a page besides the text: emblem, page number, the mark of a draft."""

from __future__ import annotations

from ooxml import emu, field, paragraph, part, run, tab, tag, text

#: Shown behind every page of a draft; the shape type is Word's own for text in a shape.
_WATERMARK = (
    '<w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/>'
    '<v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/><v:f eqn="sum @6 0 @5"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom" '
    'o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="PowerPlusWaterMarkObject{number}" o:spid="_x0000_s{number}" type="#_x0000_t136" '
    'style="position:absolute;margin-left:0;margin-top:0;width:260pt;height:130pt;rotation:315;'
    "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin" '
    'o:allowincell="f" fillcolor="#d9d9d9" stroked="f"><v:fill opacity=".5"/>'
    '<v:textpath style="font-family:&quot;TH SarabunPSK&quot;;font-size:1pt" string="ร่าง"/>'
    '<w10:wrap anchorx="margin" anchory="margin"/></v:shape></w:pict>'
)


def _draft_mark(number: int) -> tuple[str, ...]:
    return (
        text("{%r if draft %}"),
        run(_WATERMARK.format(number=number)),
        text("ร่าง", 20, bold=True, colour="C00000"),
        text("{%r endif %}"),
    )


def _secrecy() -> tuple[str, ...]:
    """At the head and the foot of every page, in a line of its own."""
    return (
        tag("{%p if secrecy %}", "MemoSecret"),
        paragraph("MemoSecret", text("{{ secrecy }}", 32, bold=True, colour="C00000")),
        tag("{%p endif %}", "MemoSecret"),
    )


def _urgency() -> tuple[str, ...]:
    return (
        text("{%r if urgency %}"),
        text("{{ urgency }}", 32, bold=True, colour="C00000"),
        text("{%r endif %}"),
    )


def first_header() -> str:
    """Page 1 bears no number."""
    marks = paragraph("MemoHeader", tab(), tab(), *_draft_mark(2049), *_urgency())
    return part("w:hdr", "".join((*_secrecy(), marks)))


def header(style: str = "MemoHeader", mark: int = 2050) -> str:
    """- ๒ - from page 2; an office that prints Arabic digits gets them here too.

    The switch is spelt in capitals, as in ECMA-376: LibreOffice 7.4 takes ThaiArabic for letters (ก ข ค).
    """
    number = (
        text("- "),
        text("{%r if thai_digits %}"),
        field(r"PAGE \* THAIARABIC", "๒"),
        text("{%r else %}"),
        field(r"PAGE \* Arabic", "2"),
        text("{%r endif %}"),
        text(" -"),
    )
    page = paragraph(style, tab(), *number, tab(), *_draft_mark(mark))
    return part("w:hdr", "".join((*_secrecy(), page)))


def footer() -> str:
    return part("w:ftr", "".join((*_secrecy(), paragraph("MemoGap"))))


def qr_code() -> str:
    """A picture that becomes the QR code of the link whose number its words name."""
    side = emu(2.2)
    return _picture(
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{side}" cy="{side}"/>'
        '<wp:effectExtent l="0" t="0" r="0" b="0"/>',
        'id="1002" name="qr" descr="qr {{ link.number }}"',
        "rIdCode",
        side,
        "</wp:inline>",
    )


def _picture(placed: str, named: str, relation: str, side: int, end: str) -> str:
    return (
        f"<w:drawing>{placed}<wp:docPr {named}/>"
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="picture.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{side}" cy="{side}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        f"{end}</w:drawing>"
    )


def emblem() -> str:
    """A picture 1.5 cm high at the left margin, 1.5 cm from the paper's upper edge."""
    side = emu(1.5)
    return _picture(
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" '
        'behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        '<wp:positionH relativeFrom="margin"><wp:posOffset>0</wp:posOffset></wp:positionH>'
        f'<wp:positionV relativeFrom="page"><wp:posOffset>{emu(1.5)}</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{side}" cy="{side}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>',
        'id="1001" name="emblem" descr="ตราครุฑ"',
        "rIdEmblem",
        side,
        "</wp:anchor>",
    )
