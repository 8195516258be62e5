"""The memo's template in the languages of the two peers in Node, made from templates/memo.docx.

The same paragraphs, tables and styles with the peers' tags for docxtpl's: docxtemplater's `{-w:p lines}`
and easy-template-x's `[loopOver: "paragraph"]` repeat a paragraph, and both repeat the row around a tag
that is opened in its first and closed in its last cell.  Left out, in the peers' favour, as the offices
of the benchmarks have none of it: the emblem, the marks of a draft, of secrecy and of urgency, the headings
of grouped measures, and all but the first line of a measure's title and follow-up.
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

_ROW_FOR = re.compile(r"\{%tr for row in section\.(\w+) %\}")
_LINES_FOR = re.compile(r"\{%p for \w+ in (?:\w+\.)?(\w+) %\}")
_PARAGRAPH_IF = re.compile(r"\{%p if (?:\w+\.)?(\w+) %\}")
_IF = re.compile(r"\{% if (\w+) %\}((?:(?!\{%).)*)(?:\{% else %\}((?:(?!\{%).)*))?\{% endif %\}")
#: Begins the name of a value that is there where the other is not, as easy-template-x has no 'else'.
_NO = "no_"
_VALUE = re.compile(r"\{\{ (?:\w+\.)?(\w+) \}\}")


def template(language: Language) -> bytes:
    """The template as a docx."""
    import docx

    document = docx.Document(str(default_template_path()))
    for section in document.sections:
        for edge in (section.header, section.first_page_header, section.footer, section.first_page_footer):
            _plain(edge)
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
        f"{_NO}citation": not values["citation"],
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
    depth = 0
    for paragraph in list(edge.paragraphs):
        if depth or "{%p if" in paragraph.text:
            depth += "{%p if" in paragraph.text
            depth -= "{%p endif" in paragraph.text
            _remove(paragraph)
        else:
            _without_conditions(paragraph)


def _without_conditions(paragraph: Any) -> None:
    depth = 0
    for run in list(paragraph.runs):
        opened = "{%r if" in run.text
        depth += opened
        if depth:
            paragraph._p.remove(run._r)
        depth -= "{%r endif" in run.text


def _remove(paragraph: Any) -> None:
    paragraph._p.getparent().remove(paragraph._p)


def _rows(table: Any, language: Language) -> None:
    """Jinja's rows of tags go; the row between them opens and closes the loop itself."""
    name = ""
    for row in table.rows:
        words = row.cells[0].text
        loop = _ROW_FOR.search(words)
        name = loop.group(1) if loop else name
        if "{%tr" in words or "section.heading" in words:
            table._tbl.remove(row._tr)
        elif name:
            _repeat(row, name)
            name = ""


def _repeat(row: Any, name: str) -> None:
    first, *_, last = row.cells
    title = first.paragraphs[1]
    title.runs[0].text = f"{{#{name}}}{{title_first}}"
    end = last.paragraphs[0]
    end.runs[0].text += f"{{/{name}}}"
    for paragraph in (first.paragraphs[0], first.paragraphs[2], *last.paragraphs[1:]):
        _remove(paragraph)


def _paragraphs(body: Any, language: Language) -> None:
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph

    opened: list[str] = []
    conditions: list[str] = []
    for paragraph in _with_one_gap([Paragraph(element, body) for element in body.iter(qn("w:p"))]):
        text = paragraph.text
        lines = _LINES_FOR.search(text)
        if lines and "line in" in text:
            opened.append(lines.group(1))
            _remove(paragraph)
        elif "{%p endfor %}" in text and opened[-1] != "signers":
            opened.pop()
            _remove(paragraph)
        elif text == "{{ line }}":
            paragraph.runs[0].text = f"{language.paragraph_loop(opened[-1])}{{line}}{{/{opened[-1]}}}"
        else:
            _tags(paragraph, opened, conditions)


def _with_one_gap(paragraphs: list[Any]) -> list[Any]:
    """The same gap after every signer; ours keeps the last two signers on one page."""
    tags = [paragraph.text for paragraph in paragraphs]
    start = next(at for at, tag in enumerate(tags) if tag.startswith("{%p if loop."))
    gap, end = tags.index("{%p else %}", start) + 1, tags.index("{%p endif %}", start)
    for paragraph in (*paragraphs[start:gap], paragraphs[end]):
        _remove(paragraph)
    return paragraphs[:start] + paragraphs[gap:end] + paragraphs[end + 1 :]


def _tags(paragraph: Any, opened: list[str], conditions: list[str]) -> None:
    emblem = False
    for run in paragraph.runs:
        if "{%r" in run.text or emblem:
            emblem = "{%r if" in run.text or (emblem and "{%r endif" not in run.text)
            paragraph._p.remove(run._r)
            continue
        words = run.text
        if "{%p for signer" in words:
            opened.append("signers")
        words = words.replace("{%p for signer in signers %}", "{#signers}").replace(
            "{%p endfor %}", "{/signers}"
        )
        if begun := _PARAGRAPH_IF.search(words):
            conditions.append(begun.group(1))
            words = _PARAGRAPH_IF.sub(r"{#\1}", words)
        if "{%p endif %}" in words:
            words = words.replace("{%p endif %}", f"{{/{conditions.pop()}}}")
        words = _IF.sub(_condition, words)
        words = _VALUE.sub(r"{\1}", words)
        if words != run.text:
            run.text = words


def _condition(found: re.Match[str]) -> str:
    name, then, otherwise = found.groups()
    return _if(name, then) + (_if(_NO + name, otherwise) if otherwise else "")


def _if(name: str, then: str) -> str:
    return f"{{#{name}}}{then}{{/{name}}}"
