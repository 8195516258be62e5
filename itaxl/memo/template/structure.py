"""Whether a template's tags stand where docxtpl loses nothing: judged by what a user sees, before any value.

docxtpl takes away the paragraph, row or cell of a `{%p … %}`, `{%tr … %}` or `{%tc … %}` with all that is in
it, and what a forgotten prefix leaves torn it mends by leaving out.  Here every tag must have its partner on
its own level, and stand alone where it is taken away.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from typing import Any

from itaxl.memo.package import plain
from itaxl.memo.template.outline import _WORD, TC, TR, Outline, P, Paragraph, R, T, Tag
from itaxl.memo.template.problems import Problem

STATEMENTS = ("for", "endfor", "if", "elif", "else", "endif", "set", "with", "endwith")
#: docxtpl's own, which become something else before Jinja reads them.
_OWN = ("vm", "hm", "colspan", "cellbg")
_OPENING = {"endfor": "for", "endif": "if", "endwith": "with"}
_CLOSING = {opening: closing for closing, opening in _OPENING.items()}
_UNIT = {"p": (P, "ย่อหน้า"), "tr": (TR, "แถว"), "tc": (TC, "ช่อง"), "r": (R, "ข้อความช่วง")}
#: What else may stand with a tag that is taken away, and nobody misses it.
_NOTHING = re.compile(r"[\s\u200b\ufeff]*")
_FULL_WIDTH = re.compile(r"[\uff5b\uff5d\ufe5b\ufe5c]")
_LOOSE = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|\{\s+[{%]|[}%]\s+\}|\{\s*[A-Za-z][\w.]*\s*\}")
_MEANT = re.compile(r"[\w\u0e00-\u0e7f.]+")
_GLUED = re.compile(r"(p|tr|tc|r)\s*(for|endfor|if|elif|else|endif)\b", re.IGNORECASE)
_SEEN = frozenset(
    _WORD + name
    for name in ("drawing", "pict", "object", "sectPr", "fldChar", "fldSimple", "instrText", "sym", "tbl")
) | frozenset(_WORD + name for name in ("footnoteReference", "endnoteReference", "ptab"))
_NAMES = {"tbl": "ตาราง", "sectPr": "ตัวแบ่งส่วน", "drawing": "ภาพหรือรูปร่าง", "pict": "ภาพหรือรูปร่าง"}


def problems_of(outline: Outline) -> Iterator[Problem]:
    for paragraph in outline.paragraphs:
        yield from _loose_signs(paragraph)
    tags = outline.tags
    for tag in tags:
        if tag.kind != "@":
            yield from _alone(tag)
    yield from _pairs([tag for tag in tags if tag.kind == "%"])


# --- signs that are no tag ------------------------------------------------------------------------


def _loose_signs(paragraph: Paragraph) -> Iterator[Problem]:
    """`{ phone }`, braces of full width, half a tag: they would be printed as they stand."""
    text = "".join(words.text for words in paragraph.words)
    found = _FULL_WIDTH.search(text) or _LOOSE.search(text)
    if found:
        start = max(0, found.start() - 5)
        near = plain(text[start : found.end() + 25], 40)
        name = _MEANT.search(text, found.start())
        yield Problem(
            f"มีวงเล็บปีกกาที่ไม่ใช่คำสั่ง “{near}”",
            f"เขียนเป็น {{{{ {name.group() if name else 'ตัวแปร'} }}}} ให้ครบคู่ในย่อหน้าเดียวกัน",
            paragraph.place,
        )


# --- tags that take their surroundings away -------------------------------------------------------


def _alone(tag: Tag) -> Iterator[Problem]:
    yield from _spelling(tag)
    if _torn(tag):
        yield Problem(
            f"มีคำสั่ง {tag.told} ที่คร่อมลิงก์ ภาพ หรือส่วนอื่น", "พิมพ์คำสั่งนี้ใหม่ทั้งคำสั่งในที่เดียว", tag.paragraph.place
        )
    if tag.prefix in ("", "r"):
        return
    kind, name = _UNIT[tag.prefix]
    unit = next(tag.first.iterancestors(kind), None)
    if unit is None:
        yield Problem(
            f"มีคำสั่ง {tag.told} นอกตาราง",
            f"ใช้ {{{tag.kind}p … {tag.kind}}} หรือย้ายคำสั่งเข้าไปในตาราง",
            tag.paragraph.place,
        )
        return
    if other := _beside(unit, tag):
        yield Problem(
            f"มี {other} อยู่ใน{name}เดียวกับคำสั่ง {tag.told} ซึ่งจะหายไปจากบันทึก",
            f"ให้คำสั่งนี้อยู่ตามลำพังใน{name}ของตนเอง",
            tag.paragraph.place,
        )


def _spelling(tag: Tag) -> Iterator[Problem]:
    if tag.kind == "{" and tag.prefix:
        yield Problem(
            f"ใช้คำสั่งที่ไม่รองรับ: {{{{{tag.prefix} {plain(tag.inner, 40)} }}}}",
            "ใช้รูปแบบ {{ ตัวแปร }} แทน",
            tag.paragraph.place,
        )
    if tag.kind == "{" and not tag.inner:
        yield Problem("มีคำสั่งว่าง {{ }}", "ใส่ชื่อตัวแปรหรือลบออก", tag.paragraph.place)
    if tag.prefix and any(sign in tag.inner for sign in "%}"):
        yield Problem(
            f"มีคำสั่ง {tag.told} ที่มีเครื่องหมาย % หรือ }} อยู่ข้างใน",
            "เขียนคำสั่งใหม่โดยไม่ใช้เครื่องหมายนี้",
            tag.paragraph.place,
        )
    if tag.kind == "%" and tag.word not in STATEMENTS + _OWN:
        glued = _GLUED.match(tag.inner)
        near = difflib.get_close_matches(tag.word.lower(), STATEMENTS, 1, 0.6)
        if glued:
            meant = f"{{%{glued[1].lower()} {glued[2].lower()} … %}}"
        else:
            meant = f"{{% {near[0]} … %}}" if near else "คำสั่งตาม docs/memo-template.md"
        yield Problem(f"ใช้คำสั่งที่ไม่รองรับ: {tag.told}", f"เขียนเป็น {meant}", tag.paragraph.place)


def _torn(tag: Tag) -> bool:
    """Whether docxtpl would pull something out with the markup inside the tag."""
    if tag.first is tag.last:
        return False
    levels = [[ancestor.tag for ancestor in text.iterancestors()] for text in (tag.first, tag.last)]
    if levels[0] != levels[1]:
        return True
    inside = False
    for element in tag.paragraph.element.iter():
        if element is tag.first:
            inside = True
        elif element is tag.last:
            return False
        elif inside and element.tag in _SEEN:
            return True
    return False


def _beside(unit: Any, tag: Tag) -> str:
    """What else lies in a paragraph, row or cell; '' where nothing would be missed."""
    text = "".join(element.text or "" for element in unit.iter(T))
    rest = text.replace(_written(tag), "", 1)
    if not _NOTHING.fullmatch(rest):
        return f"“{plain(rest, 40)}”"
    for element in unit.iter():
        page = element.tag == _WORD + "br" and element.get(_WORD + "type") in ("page", "column")
        if element.tag in _SEEN or page:
            name = element.tag.removeprefix(_WORD)
            return _NAMES.get(name, "ตัวแบ่งหน้า" if page else "เขตข้อมูลหรือการอ้างอิง")
    return ""


def _written(tag: Tag) -> str:
    """The tag as it stands in the paragraph."""
    start = tag.order
    begun = [run for run in tag.paragraph.runs if run[0] >= start[0]]
    text = "".join(run.text or "" for _, run in begun)[start[1] :]
    return text[: text.find(tag.kind + "}" if tag.kind != "{" else "}}") + 2]


# --- pairs ----------------------------------------------------------------------------------------


def _pairs(tags: list[Tag]) -> Iterator[Problem]:
    waiting: list[Tag] = []
    for tag in tags:
        if tag.word in _CLOSING:
            waiting.append(tag)
        elif tag.word in ("else", "elif"):
            if not waiting or waiting[-1].word == "with":
                yield _without(tag, "{% if … %}")
            else:
                yield from _levels(waiting[-1], tag)
        elif tag.word in _OPENING:
            opening = _OPENING[tag.word]
            if waiting and waiting[-1].word == opening:
                yield from _levels(waiting.pop(), tag)
            elif any(open_tag.word == opening for open_tag in waiting):
                yield Problem(
                    f"ปิดคำสั่งผิดลำดับ: {tag.told} มาก่อน {_partner(waiting[-1])} ของ {waiting[-1].told}",
                    f"เพิ่มหรือย้าย {_partner(waiting[-1])}",
                    tag.paragraph.place,
                )
                while waiting.pop().word != opening:
                    pass
            else:
                yield _without(tag, f"{{% {opening} … %}}")
    for tag in waiting:
        yield _without(tag, _partner(tag))


def _partner(tag: Tag) -> str:
    return f"{{%{tag.prefix} {_CLOSING[tag.word]} %}}"


def _without(tag: Tag, partner: str) -> Problem:
    return Problem(f"มีคำสั่ง {tag.told} ที่ไม่มี {partner} คู่กัน", f"เพิ่ม {partner} หรือลบคำสั่งนี้", tag.paragraph.place)


def _levels(opening: Tag, other: Tag) -> Iterator[Problem]:
    """Between the two, every element that ends must begin again: whatever the values, the XML stays whole."""
    if opening.trim or other.trim:
        return  # these join paragraphs: the trial memo tells
    one, two = _path(opening), _path(other)
    while one and two and one[0] is two[0]:
        one, two = one[1:], two[1:]
    between = [element.tag for element in one]
    crossing = set(between) & {TC, TR, _WORD + "tbl", _WORD + "txbxContent", _WORD + "sdtContent"}
    if between == [element.tag for element in two] and not crossing:
        return
    bare = [tag for tag in (opening, other) if not tag.prefix]
    prefix = opening.prefix or other.prefix or ("tr" if crossing else "p")
    if len(bare) == 1 and prefix != "r":
        yield Problem(
            f"มีคำสั่ง {bare[0].told} ที่ขาดตัวอักษร {prefix} ข้อความในวงรอบหรือเงื่อนไขนั้นจะหายไป",
            f"เขียนเป็น {bare[0]._replace(prefix=prefix).told}",
            bare[0].paragraph.place,
        )
        return
    yield Problem(
        f"มีคำสั่ง {opening.told} กับ {other.told} ที่อยู่คนละระดับ ({other.paragraph.place}) "
        "ข้อความระหว่างนั้นหรือหลังจากนั้นจะหายไป",
        f"ขึ้นต้นทั้งคู่ด้วย {{%{prefix} และวางไว้ในย่อหน้าหรือแถวของตนเอง ในช่องหรือตารางเดียวกัน",
        opening.paragraph.place,
    )


def _path(tag: Tag) -> list[Any]:
    """The elements that hold what is left of the tag, from the root."""
    kind = _UNIT[tag.prefix][0] if tag.prefix else None
    holders = list(tag.first.iterancestors())
    if kind is None:
        holders = [tag.first, *holders]
    else:
        while holders and holders.pop(0).tag != kind:
            pass
    return holders[::-1]
