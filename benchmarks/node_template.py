"""The memo's template in the languages of the two peers in Node, made from templates/memo.docx.

The same paragraphs, tables and styles with the peers' tags for docxtpl's: docxtemplater's `{-w:p lines}`
and easy-template-x's `[loopOver: "paragraph"]` repeat a paragraph, and both repeat the row around a tag
that is opened in its first and closed in its last cell.  Left out, in the peers' favour: the emblem, the
mark of a draft and the merging of equal follow-up cells.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from itaxl.memo.render import default_template_path


@dataclass(frozen=True, slots=True)
class Language:
    """How a peer writes the start of a paragraph's loop."""

    paragraph_loop: Callable[[str], str]


DOCXTEMPLATER = Language(lambda name: f"{{-w:p {name}}}")
EASY_TEMPLATE_X = Language(lambda name: f'{{#{name} [loopOver: "paragraph"]}}')

_ROW_FOR = re.compile(r"\{%tr for \w+ in (\w+) %\}")
_LINES_FOR = re.compile(r"\{%p for \w+ in (?:\w+\.)?(\w+) %\}")
_CITATION = "{% if citation %}{{ citation }}{% else %}แล้ว{% endif %}"
_SIGNERS = (
    ("{%p for signer in signers %}", "{#signers}"),
    ("{%p endfor %}", "{/signers}"),
    ("{%p if signer.role %}", "{#role}"),
    ("{%p endif %}", "{/role}"),
)
_IF = re.compile(r"\{% if (\w+) %\}(.*?)\{% endif %\}")
_VALUE = re.compile(r"\{\{ (?:\w+\.)?(\w+) \}\}")


def template(language: Language) -> bytes:
    """The template as a docx."""
    import docx

    document = docx.Document(str(default_template_path()))
    for section in document.sections:
        _plain(section.header)
        _plain(section.first_page_header)
    for table in document.tables:
        _rows(table, language)
    _paragraphs(document.element.body, language)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def values_for_node(values: dict[str, Any]) -> dict[str, Any]:
    """The memo's values as the template above names them."""
    shaped = {name: value for name, value in values.items() if isinstance(value, str)}
    return shaped | {
        "cited": values["citation"] or "แล้ว",
        "plan": [_row(row) for row in values["plan"]],
        "results": [_row(row) for row in values["results"]],
        "closing": _lines(values["closing"]),
        "signers": [signer | {"positions": _lines(signer["positions"])} for signer in values["signers"]],
    }


def _row(row: dict[str, Any]) -> dict[str, Any]:
    shaped = {name: value for name, value in row.items() if isinstance(value, str)}
    shaped["title_first"] = row["title_lines"][0]
    return shaped | {name: _lines(row[name]) for name in ("steps", "divisions") if name in row}


def _lines(texts: list[str]) -> list[dict[str, str]]:
    return [{"line": text} for text in texts]


def _plain(edge: Any) -> None:
    """A header or footer with what stands there without conditions."""
    for paragraph in edge.paragraphs:
        depth = 0
        for run in list(paragraph.runs):
            opened = "{%r if" in run.text
            depth += opened
            if depth or opened:
                paragraph._p.remove(run._r)
            depth -= "{%r endif" in run.text


def _rows(table: Any, language: Language) -> None:
    """Jinja's rows of tags go; the row between them opens and closes the loop itself."""
    name = ""
    for row in table.rows:
        words = row.cells[0].text
        loop = _ROW_FOR.search(words)
        name = loop.group(1) if loop and not name else name
        if "{%tr" in words:
            table._tbl.remove(row._tr)
        elif name:
            _repeat(row, {"plan_groups": "plan"}.get(name, name))
            name = ""


def _repeat(row: Any, name: str) -> None:
    first, *_, last = row.cells
    title = first.paragraphs[1]
    title.runs[0].text = f"{{#{name}}}{{title_first}}"
    end = last.paragraphs[0]
    end.runs[0].text += f"{{/{name}}}"
    for paragraph in (first.paragraphs[0], first.paragraphs[2], *last.paragraphs[1:]):
        paragraph._p.getparent().remove(paragraph._p)


def _paragraphs(body: Any, language: Language) -> None:
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    opened: list[str] = []
    for element in list(body.iter(qn("w:p"))):
        paragraph = Paragraph(element, body)
        text = paragraph.text
        lines = _LINES_FOR.search(text)
        if lines and "line in" in text:
            opened.append(lines.group(1))
            element.getparent().remove(element)
        elif "{%p endfor %}" in text and opened[-1] != "signers":
            opened.pop()
            element.getparent().remove(element)
        elif text == "{{ line }}":
            paragraph.runs[0].text = f"{language.paragraph_loop(opened[-1])}{{line}}{{/{opened[-1]}}}"
        else:
            _tags(paragraph, opened)


def _tags(paragraph: Any, opened: list[str]) -> None:
    emblem = False
    for run in paragraph.runs:
        if "{%r" in run.text or emblem:
            emblem = "{%r if" in run.text or (emblem and "{%r endif" not in run.text)
            paragraph._p.remove(run._r)
            continue
        words = run.text.replace("{% vm %}", "").replace(_CITATION, "{cited}")
        if "{%p for signer" in words:
            opened.append("signers")
        words = words.replace("{%p for signer in signers %}", "{#signers}").replace(
            "{%p endfor %}", "{/signers}"
        )
        words = words.replace("{%p if signer.role %}", "{#role}").replace("{%p endif %}", "{/role}")
        words = _IF.sub(r"{#\1}\2{/\1}", words)
        words = _VALUE.sub(r"{\1}", words)
        if words != run.text:
            run.text = words
