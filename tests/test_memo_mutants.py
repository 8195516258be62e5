"""One tag of a shipped template dropped, or moved: the memo says the same, or the template is told about.

`python -m tests.test_memo_mutants` tries every tag; the tests draw some.
"""

from __future__ import annotations

import copy
import io
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator

import pytest
from lxml import etree

from itaxl.core.model import DEFAULT_FONT
from itaxl.errors import TemplateError
from itaxl.memo.content.xml_text import typed
from itaxl.memo.press.acceptance import examine
from itaxl.memo.press.compiled import Variant
from itaxl.memo.press.trial import trials
from itaxl.memo.template.budget import Budget
from itaxl.memo.template.prepare import prepare
from itaxl.memo.template.sandbox import MemoEnvironment
from itaxl.shipped import TEMPLATES, shipped
from itaxl.zip_writer import zlib_deflate
from tests import memo_cases as case

_T = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
_P = _T[:-1] + "p"
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_FILLED = re.compile(r"word/(?:document|header\d*|footer\d*)\.xml")
DROPS, MOVES = "drop", "move"


def mutants(docx: bytes, kind: str) -> Iterator[tuple[str, bytes]]:
    """A name and a template for each tag: without it, or with it somewhere else."""
    parts = case.parts_of(docx)
    for part in filter(_FILLED.fullmatch, parts):
        tree = etree.fromstring(parts[part])
        count = sum(len(_TAG.findall(text.text or "")) for text in tree.iter(_T))
        for number in range(count):
            for way in range(1 if kind == DROPS else 4):
                changed = copy.deepcopy(tree)
                name = _mutate(changed, number, kind, way)
                if name:
                    yield f"{part} {number} {name}", case.docx_of({**parts, part: etree.tostring(changed)})


def _mutate(tree: etree._Element, number: int, kind: str, way: int) -> str:
    texts = list(tree.iter(_T))
    place = [(text, tag) for text in texts for tag in _TAG.finditer(text.text or "")][number]
    text, tag = place
    words = text.text or ""
    text.text = words[: tag.start()] + words[tag.end() :]
    if kind == DROPS:
        return f"{kind} {tag.group()}"
    chance = random.Random(f"{number} {way}")
    paragraph = next(text.iterancestors(_P))
    if way < 2:  # the whole paragraph past its neighbour, down or up, where the tag has one of its own
        other = paragraph.getnext() if way == 0 else paragraph.getprevious()
        if "".join(t.text or "" for t in paragraph.iter(_T)).strip() or other is None:
            return ""
        text.text = words
        (other.addnext if way == 0 else other.addprevious)(paragraph)
        return f"{kind} {tag.group()} {'down' if way == 0 else 'up'}"
    target = chance.choice([one for one in texts if one is not text])
    at = chance.choice((0, len(target.text or "")))
    target.text = (target.text or "")[:at] + tag.group() + (target.text or "")[at:]
    return f"{kind} {tag.group()} to “{(target.text or '')[:40]}”"


def told(docx: bytes) -> tuple[str, list[Counter[str]]]:
    """What a user is told of a template, and the words of its memos."""
    environment = MemoEnvironment(keep_signs=True, budget=Budget())
    try:
        variant = Variant(prepare(docx, DEFAULT_FONT, "png"), environment, zlib_deflate)
        remarks = examine(variant)
    except TemplateError as error:
        return str(error), []
    return " ".join(remarks), [words_of(variant.render(values, None)) for values in map(typed, trials())]


def words_of(memo: bytes) -> Counter[str]:
    """How often each letter stands in the memo, wherever it came to stand."""
    parts = case.parts_of(memo)
    trees = [etree.parse(io.BytesIO(parts[name])) for name in parts if _FILLED.fullmatch(name)]
    return Counter("".join("".join((t.text or "").split()) for tree in trees for t in tree.iter(_T)))


def silent(name: str, kind: str, most: int) -> Iterator[str]:
    """The mutants that say something else and are told nothing about; of so many, drawn at random."""
    docx = shipped(name).read_bytes()
    remarks, whole = told(docx)
    assert remarks == ""
    drawn = list(mutants(docx, kind))
    random.Random(name + kind).shuffle(drawn)
    for mutant, spoiled in drawn[:most]:
        sentence, words = told(spoiled)
        if not sentence and words != whole:
            yield mutant


@pytest.mark.slow
@pytest.mark.parametrize("kind", [DROPS, MOVES])
@pytest.mark.parametrize("name", TEMPLATES.values())
def test_no_tag_of_a_shipped_template_can_be_lost_or_moved_without_a_word(name: str, kind: str) -> None:
    assert list(silent(name, kind, 25)) == []


if __name__ == "__main__":
    for one in TEMPLATES.values():
        for way in (DROPS, MOVES):
            sys.stdout.write(
                f"{one} {way}\n" + "".join(f"  {mutant}\n" for mutant in silent(one, way, 10**6))
            )
