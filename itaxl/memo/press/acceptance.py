"""A template from elsewhere is examined: what a user sees of it, its names, then memos of sample offices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache

from jinja2 import TemplateError as JinjaError
from lxml import etree

from itaxl.core.model import DEFAULT_FONT
from itaxl.errors import TemplateError
from itaxl.memo.content.xml_text import typed
from itaxl.memo.emblem import widths
from itaxl.memo.package import read_parts
from itaxl.memo.press.compiled import Variant
from itaxl.memo.press.inventory import Said, Teller, lost, missing
from itaxl.memo.press.trial import trials
from itaxl.memo.template.check import Printed, names
from itaxl.memo.template.likeness import differences
from itaxl.memo.template.outline import Outline, label_of, outline_of
from itaxl.memo.template.prepare import prepare
from itaxl.memo.template.problems import Problem, refusal
from itaxl.memo.template.reading import Read, read, read_flat, spelling
from itaxl.memo.template.sandbox import MemoEnvironment
from itaxl.memo.template.source import Source
from itaxl.memo.template.structure import problems_of
from itaxl.shipped import TEMPLATES, shipped

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VANISH = f"{_WORD}rPr/{_WORD}vanish"
_SIGNS = ("{{", "{%")
#: Which trial lacks what others have: a template may count on a first signer.
_WITH_GAPS = 2
#: Properties of the document that docxtpl fills, and lists that hold no words.
_NOT_WORDS = ("docProps/core.xml", "[Content_Types].xml")


def unusable(error: BaseException) -> TemplateError:
    """Whatever a foreign document makes a library stumble over is a fault of the template."""
    return TemplateError("สร้างบันทึกจากแม่แบบนี้ไม่ได้", "โปรดแก้แม่แบบใน Word หรือเริ่มจากแม่แบบที่มากับโปรแกรม")


def examine(variant: Variant) -> tuple[str, ...]:
    """Sentences about what a user should know of the template.

    Raises one TemplateError for all that is wrong.  Where our memo and docxtpl's differ by a byte, docxtpl
    makes the others.
    """
    parts = read_parts(variant.prepared.docx)
    outlines = _outlines(parts, variant.source)
    problems = [*_unfilled(parts, variant.source)]
    reads = []
    for outline in outlines:
        found = [*problems_of(outline), *spelling(outline, variant.environment)]
        reads.append(_read(outline, variant.environment))
        problems += found
    named = names(reads)
    problems += named.problems
    if problems:
        raise refusal([*problems, *missing([], named.printed)[0]])
    variant.source.require_readable(variant.environment)
    problems, remarks = _tried(variant, reads, named.printed)
    if problems:
        raise refusal(problems)
    remarks = [
        *named.remarks,
        *_merged(outlines),
        *_hidden(outlines),
        *remarks,
        *differences(outlines, _shipped()),
    ]
    return tuple(dict.fromkeys(remark.sentence for remark in remarks))


def require_sound_tags(variant: Variant) -> None:
    """Raises one TemplateError for every tag that is cut, misspelt or in a place where it is lost."""
    parts = read_parts(variant.prepared.docx)
    problems = [*_unfilled(parts, variant.source)]
    for outline in _outlines(parts, variant.source):
        problems += [*problems_of(outline), *spelling(outline, variant.environment)]
    if problems:
        raise refusal(problems)


def _merged(outlines: list[Outline]) -> Iterator[Problem]:
    for tag in (tag for outline in outlines for tag in outline.tags if tag.word == "vm"):
        yield Problem(
            f"ผสานช่องด้วย {tag.told} ซึ่งจะดูว่างเมื่อตารางขึ้นหน้าใหม่",
            "ลบ {% vm %} หากต้องการให้ทุกแถวมีข้อความ",
            tag.paragraph.place,
        )


def _hidden(outlines: list[Outline]) -> Iterator[Problem]:
    for tag in (tag for outline in outlines for tag in outline.tags if tag.kind == "{"):
        vanish = tag.first.getparent().find(_VANISH)
        if vanish is not None and vanish.get(f"{_WORD}val") not in ("0", "false", "off"):
            yield Problem(
                f"{tag.told} เป็นข้อความซ่อน จึงไม่พิมพ์", "ยกเลิกรูปแบบ ซ่อน (Hidden) ของข้อความนี้", tag.paragraph.place
            )


def _read(outline: Outline, environment: MemoEnvironment) -> Read:
    with suppress(JinjaError):
        return read(outline, environment)
    return read_flat(outline, environment)


def _outlines(parts: Mapping[str, bytes], source: Source) -> list[Outline]:
    return [outline_of(name, etree.fromstring(parts[name])) for name in source.rendered]


@cache
def _shipped() -> tuple[Outline, ...]:
    """Of our templates; a batch may have as many others as offices."""
    ours = [prepare(shipped(name).read_bytes(), DEFAULT_FONT, "png") for name in TEMPLATES.values()]
    return tuple(outline for one in ours for outline in _outlines(read_parts(one.docx), Source(one)))


def _unfilled(parts: Mapping[str, bytes], source: Source) -> Iterator[Problem]:
    """Tags in parts that are never filled in: notes, charts, properties."""
    for name, data in parts.items():
        if name.endswith(".xml") and name not in (*source.rendered, *_NOT_WORDS):
            text = "".join(etree.fromstring(data).itertext())
            at = min((place for sign in _SIGNS if (place := text.find(sign)) >= 0), default=-1)
            if at >= 0:
                yield Problem(
                    f"มีคำสั่ง {' '.join(text[at : at + 40].split())} ในส่วนที่โปรแกรมไม่เติมค่า",
                    "ย้ายคำสั่งมาไว้ในเนื้อความ หัวกระดาษ หรือท้ายกระดาษ",
                    label_of(name),
                )


def _tried(
    variant: Variant, reads: list[Read], printed: list[Printed]
) -> tuple[list[Problem], list[Problem]]:
    """Problems and remarks that memos of the sample offices show."""
    teller = Teller(reads, variant.environment.budget)
    said: list[Said] = []
    problems: list[Problem] = []
    remarks: list[Problem] = []
    for number, values in enumerate(map(typed, trials())):
        one = teller.tell(values | widths(variant.prepared.heights, None))
        if teller.failures and number == _WITH_GAPS:
            remarks += (problem._replace(remedy="ใส่เงื่อนไขสำหรับเมื่อไม่มีข้อมูล") for problem in teller.failures)
            break
        if teller.problems or teller.failures:
            return [*teller.problems, *teller.failures], []
        said.append(one)
        memo = _made(variant, values, compare=number == 0)
        trees = {name: etree.fromstring(memo[name]) for name in variant.source.rendered}
        problems += lost(one, reads, trees)
    found, more = missing(said, printed)
    return [*problems, *found], [*remarks, *more]


def _made(variant: Variant, values: dict[str, object], compare: bool) -> Mapping[str, bytes]:
    """The parts of a memo."""
    budget = variant.environment.budget
    if budget:
        budget.begin()
    ours = read_parts(variant.render(values, None))
    if compare:
        if budget:
            budget.begin()
        theirs = variant.render_by_docxtpl(values, None)
        variant.by_docxtpl = ours != read_parts(theirs)
    return ours
