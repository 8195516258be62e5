"""The one-page brief for whoever chairs a district's meeting."""

from __future__ import annotations

from memo_body import BOTTOM, FOOTER, HEADER, LEFT, PAGE, RIGHT, TEXT_WIDTH, TOP
from ooxml import cell, paragraph, part, row, table, tag, tag_row, text, twips

_CENTRE = '<w:jc w:val="center"/>'
_WIDTHS = (twips(6.2), twips(3.4), TEXT_WIDTH - twips(9.6))


def brief() -> str:
    """The whole document."""
    blocks = (
        paragraph("MemoHeading", text("{{ title }}", bold=True), properties=_CENTRE),
        paragraph("MemoTo", text("{{ date }}"), properties=_CENTRE),
        tag("{%p for point in points %}"),
        paragraph("MemoBody", text("{{ point }}")),
        tag("{%p endfor %}"),
        paragraph("MemoGap"),
        _offices(),
        tag("{%p if more %}"),
        paragraph("MemoBody", text("{{ more }}")),
        tag("{%p endif %}"),
    )
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rIdFirst"/>'
        '<w:footerReference w:type="default" r:id="rIdFooter"/>'
        f'<w:pgSz w:w="{PAGE[0]}" w:h="{PAGE[1]}"/>'
        f'<w:pgMar w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" w:left="{LEFT}" '
        f'w:header="{HEADER}" w:footer="{FOOTER}" w:gutter="0"/></w:sectPr>'
    )
    return part("w:document", f"<w:body>{''.join(blocks)}{section}</w:body>")


def _offices() -> str:
    heads = ("หน่วยงานที่ต้องติดตามก่อน", "สถานะ", "สิ่งที่ต้องทำ")
    head = row(
        *(
            cell(width, paragraph("MemoHead", text(words, bold=True)), middle=True)
            for width, words in zip(_WIDTHS, heads, strict=True)
        ),
        header=True,
    )
    printed = row(
        *(
            cell(width, paragraph("MemoCell", text("{{ office." + name + " }}")))
            for width, name in zip(_WIDTHS, ("name", "standing", "todo"), strict=True)
        )
    )
    loop = (tag_row("{%tr for office in offices %}", _WIDTHS), printed, tag_row("{%tr endfor %}", _WIDTHS))
    return table(_WIDTHS, head, *loop)
