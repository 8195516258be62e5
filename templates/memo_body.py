"""What the memo says and where, with docxtpl's tags."""

from __future__ import annotations

from memo_marks import emblem
from ooxml import (
    cell,
    paragraph,
    part,
    row,
    run,
    tab,
    table,
    tag,
    tag_row,
    text,
    twips,
)

PAGE = (twips(21.0), twips(29.7))
TOP, RIGHT, BOTTOM, LEFT, HEADER = twips(2.5), twips(2), twips(2), twips(3), twips(1.25)
TEXT_WIDTH = PAGE[0] - LEFT - RIGHT

PLAN_WIDTHS = (twips(4.1), twips(5.8), twips(2.8), TEXT_WIDTH - twips(12.7))
RESULT_WIDTHS = (twips(3.9), twips(5.2), twips(1.9), twips(2.2), TEXT_WIDTH - twips(13.2))


def _label(words: str) -> str:
    return text(words, 20, bold=True)


def _heading() -> tuple[str, ...]:
    half = f'<w:tabs><w:tab w:val="left" w:leader="dot" w:pos="{TEXT_WIDTH // 2}"/></w:tabs>'
    return (
        paragraph(
            "MemoTitle",
            text("{%r if emblem %}"),
            run(emblem()),
            text("{%r endif %}"),
            text("บันทึกข้อความ", 29, bold=True),
        ),
        paragraph("MemoField", _label("ส่วนราชการ"), text("  {{ agency }}"), tab()),
        paragraph(
            "MemoField",
            _label("ที่"),
            text("  {{ book_number }}"),
            tab(),
            _label("วันที่"),
            text("  {{ memo_date }}"),
            tab(),
            properties=half,
        ),
        paragraph("MemoField", _label("เรื่อง"), text("  {{ subject }}"), tab()),
        paragraph("MemoTo", text("เรียน  {{ to }}")),
    )


def _opening() -> tuple[str, ...]:
    return (
        paragraph(
            "MemoBody",
            text("ด้วย{{ proposer }} ได้วิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ"),
            text("{% if assessed_year %} ประจำปีงบประมาณ พ.ศ. {{ assessed_year }}{% endif %} "),
            text("และเสนอมาตรการส่งเสริมคุณธรรมและความโปร่งใสของหน่วยงาน"),
            text("{% if fiscal_year %} สำหรับปีงบประมาณ พ.ศ. {{ fiscal_year }}{% endif %} "),
            text("ไว้{% if citation %}{{ citation }}{% else %}แล้ว{% endif %} "),
            text("โดยมีมาตรการ ผู้รับผิดชอบ และแนวทางการกำกับติดตาม ดังตารางต่อไปนี้"),
        ),
        paragraph(
            "MemoHeading",
            text("มาตรการส่งเสริมคุณธรรมและความโปร่งใสของหน่วยงาน", bold=True),
            text("{% if fiscal_year %} ประจำปีงบประมาณ พ.ศ. {{ fiscal_year }}{% endif %}", bold=True),
        ),
    )


def _head(width: int, words: str, span: int = 1, merge: str = "") -> str:
    return cell(width, paragraph("MemoHead", text(words, bold=True)), span=span, merge=merge, middle=True)


def _lines(loop: str, variable: str) -> tuple[str, ...]:
    return (
        tag("{%p for " + loop + " %}", "MemoCell"),
        paragraph("MemoCell", text("{{ " + variable + " }}")),
        tag("{%p endfor %}", "MemoCell"),
    )


def _plan_table() -> str:
    """Every row has its follow-up: merged cells would look empty where a page begins."""
    measure, steps, divisions, follow_up = PLAN_WIDTHS
    return table(
        PLAN_WIDTHS,
        row(
            _head(measure, "มาตรการ"),
            _head(steps, "ขั้นตอนหรือวิธีการ"),
            _head(divisions, "ผู้รับผิดชอบ"),
            _head(follow_up, "การกำกับติดตาม"),
            header=True,
        ),
        tag_row("{%tr for row in plan %}", PLAN_WIDTHS),
        row(
            cell(measure, *_lines("line in row.title_lines", "line")),
            cell(steps, *_lines("line in row.steps", "line")),
            cell(divisions, *_lines("line in row.divisions", "line")),
            cell(
                follow_up,
                paragraph("MemoCell", text("{{ row.follow_up }}")),
                *_lines("line in row.follow_up_more", "line"),
            ),
        ),
        tag_row("{%tr endfor %}", PLAN_WIDTHS),
    )


def _score() -> str:
    return paragraph(
        "MemoBody",
        text("ในการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ "),
        text("(Integrity and Transparency Assessment: ITA)"),
        text("{% if assessed_year %} ประจำปีงบประมาณ พ.ศ. {{ assessed_year }}{% endif %} "),
        text("{{ office_name }} {{ place }} "),
        text("ได้คะแนนรวม {{ score }} คะแนน{% if score_parts %} ({{ score_parts }}){% endif %} "),
        text("อยู่ในระดับ {{ level }} และเพื่อพัฒนาการดำเนินงานให้มีผลการประเมินสูงขึ้น"),
        text("{% if fiscal_year %}ในปีงบประมาณ พ.ศ. {{ fiscal_year }}{% endif %} "),
        text("{{ proposer }} ได้ติดตามการดำเนินการตามมาตรการข้างต้นแล้ว "),
        text("จึงขอรายงานผล{% if round %} {{ round }}{% endif %}"),
        text("{% if cutoff %} ณ วันที่ {{ cutoff }}{% endif %} "),
        text("ดังนี้"),
    )


def _result_table() -> str:
    measure, steps, *marks = RESULT_WIDTHS
    words = ("ยังไม่ดำเนินการ", "อยู่ระหว่างดำเนินการ", "ดำเนินการเสร็จเรียบร้อยแล้ว")
    names = ("not_started", "in_progress", "done")
    return table(
        RESULT_WIDTHS,
        row(
            _head(measure, "มาตรการ", merge="restart"),
            _head(steps, "ขั้นตอนหรือวิธีการ", merge="restart"),
            _head(sum(marks), "สถานะการดำเนินการ", span=3),
            header=True,
        ),
        row(
            _head(measure, "", merge="continue"),
            _head(steps, "", merge="continue"),
            *(_head(width, word) for width, word in zip(marks, words, strict=True)),
            header=True,
        ),
        tag_row("{%tr for row in results %}", RESULT_WIDTHS),
        row(
            cell(measure, *_lines("line in row.title_lines", "line")),
            cell(steps, *_lines("line in row.steps", "line")),
            *(
                cell(width, paragraph("MemoMark", text("{{ row." + name + " }}")))
                for width, name in zip(marks, names, strict=True)
            ),
        ),
        tag_row("{%tr endfor %}", RESULT_WIDTHS),
    )


def _results() -> tuple[str, ...]:
    return (
        paragraph(
            "MemoHeading",
            text("สรุปผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสของหน่วยงาน", bold=True),
            properties="<w:keepNext/>",
        ),
        paragraph(
            "MemoSubheading",
            text("{{ office_name }} {{ place }}", bold=True),
        ),
        _result_table(),
    )


def _signatures() -> tuple[str, ...]:
    """Every paragraph of a block keeps with the next one; the gap after it lets the block end."""
    dotted = paragraph("MemoDots", tab())
    return (
        tag("{%p for line in closing %}"),
        paragraph("MemoClosing", text("{{ line }}")),
        tag("{%p endfor %}"),
        tag("{%p for signer in signers %}"),
        tag("{%p if signer.role %}"),
        paragraph("MemoOpinion", text("{{ signer.role }} "), tab()),
        dotted,
        dotted,
        tag("{%p endif %}"),
        paragraph(
            "MemoSign",
            text("(ลงชื่อ)" + "." * 44),
            properties='<w:spacing w:before="360"/>',
        ),
        paragraph("MemoSign", text("{{ signer.name }}")),
        tag("{%p for line in signer.positions %}"),
        paragraph("MemoSign", text("{{ line }}")),
        tag("{%p endfor %}"),
        paragraph("MemoGap"),
        tag("{%p endfor %}"),
    )


def document() -> str:
    section = (
        '<w:sectPr><w:headerReference w:type="first" r:id="rIdFirst"/>'
        '<w:headerReference w:type="default" r:id="rIdHeader"/>'
        f'<w:pgSz w:w="{PAGE[0]}" w:h="{PAGE[1]}"/>'
        f'<w:pgMar w:top="{TOP}" w:right="{RIGHT}" w:bottom="{BOTTOM}" w:left="{LEFT}" '
        f'w:header="{HEADER}" w:footer="{twips(1)}" w:gutter="0"/>'
        '<w:pgNumType w:fmt="thaiNumbers"/><w:titlePg/></w:sectPr>'
    )
    blocks = (*_heading(), *_opening(), _plan_table(), _score(), *_results(), *_signatures())
    return part("w:document", f"<w:body>{''.join(blocks)}{section}</w:body>")
