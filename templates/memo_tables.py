"""The tables of a memo, on upright and on turned paper."""

from __future__ import annotations

from memo_body import FISCAL, TEXT_WIDTH, WIDE_WIDTH, block
from memo_marks import qr_code
from ooxml import cell, hyperlink, paragraph, row, run, tab, table, tag, tag_row, text, twips

#: Heading of a column, its width, and what stands in it.
Column = tuple[str, int, tuple[str, ...]]
_STATUSES = {
    "not_started": "ยังไม่ดำเนินการ",
    "in_progress": "อยู่ระหว่างดำเนินการ",
    "done": "ดำเนินการเสร็จเรียบร้อยแล้ว",
}


def _head(width: int, words: str, span: int = 1, merge: str = "") -> str:
    return cell(width, paragraph("MemoHead", text(words, bold=True)), span=span, merge=merge, middle=True)


def lines(loop: str, variable: str = "line") -> tuple[str, ...]:
    """A paragraph for each of a list."""
    return (
        tag("{%p for " + loop + " %}", "MemoCell"),
        paragraph("MemoCell", text("{{ " + variable + " }}")),
        tag("{%p endfor %}", "MemoCell"),
    )


def _follow_up() -> tuple[str, ...]:
    first = paragraph("MemoCell", text("{{ row.follow_up }}"))
    return (first, *lines("line in row.follow_up_more"))


def _grouped(rows: str, widths: tuple[int, ...], *printed: str) -> tuple[str, ...]:
    """The rows of each section below its heading."""
    heading = cell(
        sum(widths), paragraph("MemoGroup", text("{{ section.heading }}", bold=True)), span=len(widths)
    )
    return (
        tag_row("{%tr for section in sections %}", widths),
        tag_row("{%tr if section.heading %}", widths),
        row(heading),
        tag_row("{%tr endif %}", widths),
        tag_row("{%tr for row in section." + rows + " %}", widths),
        *printed,
        tag_row("{%tr endfor %}", widths),
        tag_row("{%tr endfor %}", widths),
    )


def _plan(columns: tuple[Column, ...]) -> str:
    """Every row has its follow-up: merged cells would look empty where a page begins."""
    widths = tuple(width for _, width, _ in columns)
    head = row(*(_head(width, words) for words, width, _ in columns), header=True)
    printed = row(*(cell(width, *paragraphs) for _, width, paragraphs in columns))
    return table(widths, head, *_grouped("plan", widths, printed))


def plan_table() -> str:
    title, steps, divisions = twips(4.1), twips(5.8), twips(2.8)
    return _plan(
        (
            ("มาตรการ", title, lines("line in row.title_lines")),
            ("ขั้นตอนหรือวิธีการ", steps, lines("line in row.steps")),
            ("ผู้รับผิดชอบ", divisions, lines("line in row.divisions")),
            ("การกำกับติดตาม", TEXT_WIDTH - title - steps - divisions, _follow_up()),
        )
    )


def wide_plan_table() -> str:
    title, issue, steps, divisions, due = (twips(cm) for cm in (5.0, 3.1, 6.5, 3.0, 3.5))
    return _plan(
        (
            ("มาตรการ", title, lines("line in row.title_lines")),
            ("ประเด็นที่ต้องพัฒนา", issue, lines("line in row.issue")),
            ("ขั้นตอนหรือวิธีการ", steps, lines("line in row.steps")),
            ("ผู้รับผิดชอบ", divisions, lines("line in row.divisions")),
            ("กำหนดแล้วเสร็จ", due, (paragraph("MemoCell", text("{{ row.due }}")),)),
            ("การกำกับติดตาม", WIDE_WIDTH - title - issue - steps - divisions - due, _follow_up()),
        )
    )


def _result_head(
    before: tuple[tuple[str, int], ...], marks: tuple[int, ...], after: tuple[tuple[str, int], ...]
) -> tuple[str, str]:
    """Two rows: the three statuses stand below their common heading."""
    return (
        row(
            *(_head(width, words, merge="restart") for words, width in before),
            _head(sum(marks), "สถานะการดำเนินการ", span=3),
            *(_head(width, words, merge="restart") for words, width in after),
            header=True,
        ),
        row(
            *(_head(width, "", merge="continue") for _, width in before),
            *(_head(width, word) for width, word in zip(marks, _STATUSES.values(), strict=True)),
            *(_head(width, "", merge="continue") for _, width in after),
            header=True,
        ),
    )


def _marks(widths: tuple[int, ...]) -> tuple[str, ...]:
    return tuple(
        cell(width, paragraph("MemoMark", text("{{ row." + name + " }}")))
        for width, name in zip(widths, _STATUSES, strict=True)
    )


_TITLE, _STEPS, *_MARK_LIST = (twips(cm) for cm in (3.9, 5.2, 1.9, 2.2))
_MARKS = (*_MARK_LIST, TEXT_WIDTH - twips(13.2))


def _usual_result_row() -> str:
    return row(
        cell(_TITLE, *lines("line in row.title_lines")),
        cell(_STEPS, *lines("line in row.steps")),
        *_marks(_MARKS),
    )


def _usual_result_head() -> tuple[str, str]:
    return _result_head((("มาตรการ", _TITLE), ("ขั้นตอนหรือวิธีการ", _STEPS)), _MARKS, ())


def result_table() -> str:
    widths = (_TITLE, _STEPS, *_MARKS)
    return table(widths, *_usual_result_head(), *_grouped("results", widths, _usual_result_row()))


def _told(label: str, name: str) -> tuple[str, ...]:
    """A label in bold before the first paragraph of a list."""
    return (
        tag("{%p for line in row." + name + " %}", "MemoCell"),
        paragraph(
            "MemoCell",
            text("{%r if loop.first %}"),
            text(f"{label}: ", bold=True),
            text("{%r endif %}"),
            text("{{ line }}"),
        ),
        tag("{%p endfor %}", "MemoCell"),
    )


def _links() -> tuple[str, ...]:
    return (
        tag("{%p for link in row.links %}", "MemoCell"),
        paragraph("MemoCell", hyperlink("{{ link.url }}")),
        tag("{%p endfor %}", "MemoCell"),
    )


def _codes() -> tuple[str, ...]:
    return (
        tag("{%p for link in row.links %}", "MemoCell"),
        paragraph("MemoMark", run(qr_code())),
        tag("{%p endfor %}", "MemoCell"),
    )


def evidence_table() -> str:
    """Below each measure what became of it, with what proves it, where the office told so."""
    widths = (_TITLE, _STEPS, *_MARKS)
    told = row(
        cell(
            sum(widths[:-1]),
            *_told("ผลการดำเนินการ", "result"),
            *_told("ปัญหา/อุปสรรค", "problems"),
            *_told("หลักฐาน", "evidence_notes"),
            *_links(),
            span=4,
        ),
        cell(widths[-1], *_codes()),
    )
    return table(
        widths,
        *_usual_result_head(),
        *_grouped(
            "results",
            widths,
            _usual_result_row().replace(
                '<w:pStyle w:val="MemoCell"/>', '<w:pStyle w:val="MemoCell"/><w:keepNext/>'
            ),
            tag_row("{%tr if row.result or row.problems or row.evidence %}", widths),
            told,
            tag_row("{%tr endif %}", widths),
        ),
    )


def wide_result_table() -> str:
    title, steps, result = twips(3.7), twips(4.0), twips(4.6)
    marks = (twips(1.9), twips(2.1), twips(2.3))
    problems = twips(2.2)
    evidence = WIDE_WIDTH - title - steps - result - sum(marks) - problems
    widths = (title, steps, result, *marks, problems, evidence)
    head = _result_head(
        (("มาตรการ", title), ("ขั้นตอนหรือวิธีการ", steps), ("สรุปผลการดำเนินการ", result)),
        marks,
        (("ปัญหา/อุปสรรค", problems), ("หลักฐาน", evidence)),
    )
    printed = row(
        cell(title, *lines("line in row.title_lines")),
        cell(steps, *lines("line in row.steps")),
        cell(result, *lines("line in row.result")),
        *_marks(marks),
        cell(problems, *lines("line in row.problems")),
        cell(evidence, *lines("line in row.evidence_notes"), *_links()),
    )
    return table(widths, *head, *_grouped("results", widths, printed))


def paired_signatures() -> tuple[str, ...]:
    """The proposer on the right, then the opinions in pairs: the memo proper stays on one page.

    An opinion without a partner comes first, below the proposer: the last stands never alone on a page.
    """
    half = TEXT_WIDTH // 2
    widths = (half, TEXT_WIDTH - half)
    single = "2 if signers|length is even else 1"
    return (
        tag("{%p for signer in signers[:" + single + "] %}"),
        *block(),
        tag("{%p if loop.index == 2 %}"),
        paragraph("MemoGap"),
        tag("{%p endif %}"),
        tag("{%p endfor %}"),
        tag("{%p for pair in signers[" + single + ":]|batch(2) %}"),
        table(
            widths,
            row(cell(half, *_half("pair[:1]")), cell(widths[1], *_half("pair[1:]"))),
            style="MemoSignTable",
        ),
        paragraph("MemoGap"),
        tag("{%p endfor %}"),
    )


def _half(signers: str) -> tuple[str, ...]:
    return (
        tag("{%p for signer in " + signers + " %}"),
        tag("{%p if signer.role %}"),
        paragraph("MemoHalfOpinion", text("{{ signer.role }} "), tab()),
        paragraph("MemoHalfDots", tab()),
        paragraph("MemoHalfDots", tab()),
        tag("{%p endif %}"),
        paragraph("MemoHalfSign", text("(ลงชื่อ)" + "." * 36), properties='<w:spacing w:before="240"/>'),
        paragraph("MemoHalfSign", text("{{ signer.name }}")),
        tag("{%p for line in signer.positions %}"),
        paragraph("MemoHalfSign", text("{{ line }}")),
        tag("{%p endfor %}"),
        tag("{%p endfor %}"),
        paragraph("MemoGap", properties="<w:keepNext/>"),
    )


def score_table() -> tuple[str, ...]:
    """By instrument, where the office told the parts."""
    name, points = twips(11), TEXT_WIDTH - twips(11)
    widths = (name, points)
    kept = "<w:keepNext/>"  # a table this small stays on one page
    total = ("คะแนนรวม ITA{% if level %} (ระดับ\u00a0{{ level }}){% endif %}", "{{ score }}")
    return (
        tag("{%p if scores %}"),
        table(
            widths,
            row(
                _head(name, "เครื่องมือการประเมิน"),
                _head(
                    points,
                    "คะแนน"
                    + FISCAL.replace("fiscal_year", "assessed_year").replace(" ประจำปีงบประมาณ", " ปีงบประมาณ"),
                ),
                header=True,
            ),
            tag_row("{%tr for one in scores %}", widths),
            row(
                cell(name, paragraph("MemoCell", text("{{ one.name }}"), properties=kept)),
                cell(points, paragraph("MemoMark", text("{{ one.score }}"), properties=kept)),
            ),
            tag_row("{%tr endfor %}", widths),
            row(
                cell(name, paragraph("MemoCell", text(total[0], bold=True))),
                cell(points, paragraph("MemoMark", text(total[1], bold=True))),
            ),
        ),
        tag("{%p endif %}"),
    )
