"""The memos that we ship: each a body of its own in the same clothes."""

from __future__ import annotations

from collections.abc import Callable

from memo_body import (
    BOTTOM,
    FISCAL,
    FOOTER,
    HEADER,
    LEFT,
    MEASURES,
    PAGE,
    PLANNED,
    RIGHT,
    TOP,
    closing,
    heading,
    opening,
    plan_heading,
    result_heading,
    score,
    signatures,
)
from memo_tables import (
    evidence_table,
    paired_signatures,
    plan_table,
    result_table,
    score_table,
    wide_plan_table,
    wide_result_table,
)
from ooxml import paragraph, part, text

_PLAN, _REPORT = "มีรายละเอียดดังนี้", "ตามมาตรการที่ได้กำหนดไว้ข้างต้น ดังต่อไปนี้"


def _section(*, wide: bool = False, begins: bool = True) -> str:
    """The page: upright or turned; only where the memo `begins` a page goes without its number."""
    width, height = (PAGE[1], PAGE[0]) if wide else PAGE
    first = (
        '<w:headerReference w:type="first" r:id="rIdFirst"/>'
        '<w:footerReference w:type="first" r:id="rIdFooter"/>'
    )
    turned = ' w:orient="landscape"' if wide else ""
    return (
        "<w:sectPr>"
        + (first if begins else "")
        + f'<w:headerReference w:type="default" r:id="{"rIdWide" if wide else "rIdHeader"}"/>'
        + '<w:footerReference w:type="default" r:id="rIdFooter"/>'
        + f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        + f'<w:pgMar w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" w:left="{LEFT}" '
        + f'w:header="{HEADER}" w:footer="{FOOTER}" w:gutter="0"/>'
        + '<w:pgNumType w:fmt="thaiNumbers"/>'
        + ("<w:titlePg/>" if begins else "")
        + "</w:sectPr>"
    )


def _document(*blocks: str, section: str) -> str:
    return part("w:document", f"<w:body>{''.join(blocks)}{section}</w:body>")


def plain() -> str:
    return _document(
        *heading(),
        opening(_PLAN),
        *plan_heading(),
        plan_table(),
        score(_REPORT),
        *result_heading(),
        result_table(),
        *signatures(),
        section=_section(),
    )


def results() -> str:
    """With the result text, the problems and the evidence of each measure."""
    return _document(
        *heading(),
        opening(_PLAN),
        *plan_heading(),
        plan_table(),
        score(_REPORT),
        *score_table(),
        *result_heading(),
        evidence_table(),
        *signatures(),
        section=_section(),
    )


def annex() -> str:
    """The memo proper, and both tables behind it on turned paper."""
    titles = (PLANNED + FISCAL, f"ผลการดำเนินการตาม{MEASURES}" + "{% if round %} {{ round }}{% endif %}")
    first, second = (
        f"{{% if thai_digits %}}{thai}{{% else %}}{digit}{{% endif %}}" for thai, digit in ("๑1", "๒2")
    )
    return _document(
        *heading(
            f"สิ่งที่ส่งมาด้วย\t{first}. ตารางมาตรการ  {second}. ตารางผลการดำเนินการ",
        ),
        opening(f"รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย\u00a0{first}"),
        score(f"รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย\u00a0{second}", short=True),
        *closing(),
        *paired_signatures(),
        paragraph("MemoGap", properties=_section()),
        *_enclosure(first, titles[0]),
        wide_plan_table(),
        paragraph("MemoGap", properties=_section(wide=True, begins=False)),
        *_enclosure(second, titles[1]),
        wide_result_table(),
        section=_section(wide=True, begins=False),
    )


def _enclosure(number: str, title: str) -> tuple[str, str]:
    return (
        paragraph("MemoEnclosureMark", text(f"สิ่งที่ส่งมาด้วย\u00a0{number}", bold=True)),
        paragraph("MemoHeading", text(title, bold=True), properties='<w:spacing w:after="120"/>'),
    )


#: By their file's name, as in `itaxl.shipped.TEMPLATES`.
BODIES: dict[str, Callable[[], str]] = {
    "memo.docx": plain,
    "memo-results.docx": results,
    "memo-annex.docx": annex,
}
