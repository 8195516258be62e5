"""What every memo says in running text, and where: with docxtpl's tags.

No-break spaces (\u00a0) stand where a number would be torn from its word.
"""

from __future__ import annotations

from memo_marks import emblem
from ooxml import paragraph, run, tab, tag, text, twips

PAGE = (twips(21.0), twips(29.7))
TOP, RIGHT, BOTTOM, LEFT, HEADER, FOOTER = (twips(cm) for cm in (2.5, 2, 2, 3, 1.25, 1))
TEXT_WIDTH = PAGE[0] - LEFT - RIGHT
#: The same paper, turned.
WIDE_WIDTH = PAGE[1] - LEFT - RIGHT

ITA = "ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงานของหน่วยงานภาครัฐ"
#: As the plan calls the measures, what has become of them, and the aim.
PLANNED = "มาตรการเพื่อขับเคลื่อนการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงานให้ดีขึ้น"
MEASURES = "มาตรการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
_BETTER = "ให้ดียิ่งขึ้น"
FISCAL = "{% if fiscal_year %} ประจำปีงบประมาณ พ.ศ.\u00a0{{ fiscal_year }}{% endif %}"
_ASSESSED = "{% if assessed_year %} ประจำปีงบประมาณ พ.ศ.\u00a0{{ assessed_year }}{% endif %}"
OFFICE = "{{ office_name }}{% if place %} {{ place }}{% endif %}"


def _label(words: str) -> str:
    return text(words, 20, bold=True)


def _tabbed(words: str) -> tuple[str, ...]:
    before, _, after = words.partition("\t")
    return (text(before), tab(), text(after))


def heading(*enclosures: str) -> tuple[str, ...]:
    """From the title to the addressee; `enclosures` are what is sent along."""
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
        *(paragraph("MemoEnclosure", *_tabbed(words)) for words in enclosures),
    )


def opening(where: str) -> str:
    """What was analysed and decided before, and `where` the measures stand."""
    return paragraph(
        "MemoBody",
        text(
            "{% if citation %}ตามที่{{ proposer_full }} ได้รายงานการวิเคราะห์"
            "{% else %}ด้วย{{ proposer_full }} ได้วิเคราะห์{% endif %}"
        ),
        text(ITA + "{% if assessed_year %}ในปี พ.ศ.\u00a0{{ assessed_year }}{% endif %} "),
        text(f"และได้กำหนด{PLANNED} "),
        text("ไว้{% if citation %}{{ citation }}{% else %}แล้ว{% endif %} "),
        text(where),
    )


def score(where: str, *, short: bool = False) -> str:
    """The score, and `where` the results stand."""
    return paragraph(
        "MemoBody",
        text(
            ITA + (" (ITA)" if short else " (Integrity and Transparency Assessment: ITA)") + _ASSESSED + " "
        ),
        text(f"ของ{OFFICE} "),
        text("มีค่าคะแนนเท่ากับ\u00a0{{ score }}\u00a0คะแนน{% if score_parts %} ({{ score_parts }}){% endif %} "),
        text("อยู่ในระดับ\u00a0{{ level }} "),
        *(_briefly() if short else _aim()),
        text("{% if round %} {{ round }}{% endif %}"),
        text("{% if cutoff %} ณ\u00a0วันที่\u00a0{{ cutoff }}{% endif %} "),
        text(where),
    )


def _briefly() -> tuple[str, str]:
    return text("{{ proposer }} ได้ติดตามการดำเนินการตามมาตรการข้างต้นแล้ว "), text("จึงขอรายงานผล")


def _aim() -> tuple[str, str, str]:
    return (
        text(f"และเพื่อให้{ITA} (ITA){FISCAL} มีค่าคะแนนที่สูงขึ้น "),
        text(f"และเป็นไปตาม{PLANNED.removesuffix('ให้ดีขึ้น')}{_BETTER} "),
        text("{{ proposer }} " + f"จึงขอรายงานผลการดำเนินการตาม{MEASURES}{_BETTER}"),
    )


def plan_heading() -> tuple[str, ...]:
    """The year in a line of its own: the upright page is too narrow for both."""
    return (
        paragraph("MemoHeading", text(PLANNED, bold=True), properties="<w:keepNext/>"),
        tag("{%p if fiscal_year %}"),
        paragraph("MemoSubheading", text("ประจำปีงบประมาณ พ.ศ.\u00a0{{ fiscal_year }}", bold=True)),
        tag("{%p endif %}"),
    )


def result_heading() -> tuple[str, str]:
    return (
        paragraph("MemoHeading", text(f"ผลการดำเนินการตาม{MEASURES}", bold=True), properties="<w:keepNext/>"),
        paragraph("MemoSubheading", text(f"ของ{OFFICE}", bold=True)),
    )


def closing() -> tuple[str, ...]:
    return (
        tag("{%p for line in closing %}"),
        paragraph("MemoClosing", text("{{ line }}")),
        tag("{%p endfor %}"),
    )


def block() -> tuple[str, ...]:
    """A signer: the opinion, the signature on the right half.  Every paragraph keeps with the next."""
    return (
        tag("{%p if signer.role %}"),
        paragraph("MemoOpinion", text("{{ signer.role }} "), tab()),
        paragraph("MemoDots", tab()),
        paragraph("MemoDots", tab()),
        tag("{%p endif %}"),
        paragraph("MemoSign", text("(ลงชื่อ)" + "." * 44), properties='<w:spacing w:before="360"/>'),
        paragraph("MemoSign", text("{{ signer.name }}")),
        tag("{%p for line in signer.positions %}"),
        paragraph("MemoSign", text("{{ line }}")),
        tag("{%p endfor %}"),
    )


def signatures() -> tuple[str, ...]:
    """One block below the other; the gap after each lets it end.

    The last block but one ends with no such gap: an opinion never stands alone on the last page.
    """
    return (
        *closing(),
        tag("{%p for signer in signers %}"),
        *block(),
        tag("{%p if loop.index + 1 == loop.length %}"),
        paragraph("MemoGap", properties="<w:keepNext/>"),
        tag("{%p else %}"),
        paragraph("MemoGap"),
        tag("{%p endif %}"),
        tag("{%p endfor %}"),
    )
