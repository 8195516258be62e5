"""What LibreOffice leaves out of a Word file that it saves, put back where it is known what stood there.

LibreOffice 7.4 knows no Thai distribution of lines (`thaiDistribute`) and no Thai page numbers, drops the
mark of complex script from runs (`w:cs`), and writes properties of runs twice or in another order than the
schema's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from itaxl.memo.package import read_parts
from itaxl.shipped import TEMPLATES, shipped

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL, _STYLES, _APP = _W + "val", "word/styles.xml", "docProps/app.xml"
_THAI = re.compile("[\u0e00-\u0e7f{}]")
_PAGE = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\s*", re.IGNORECASE)
#: The order of a run's properties (ECMA-376 part 1, CT_RPr).
_ORDER = {
    _W + name: place
    for place, name in enumerate(
        (
            *(
                "rStyle",
                "rFonts",
                "b",
                "bCs",
                "i",
                "iCs",
                "caps",
                "smallCaps",
                "strike",
                "dstrike",
                "outline",
            ),
            *("shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color"),
            *("spacing", "w", "kern", "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd"),
            *("fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath"),
        )
    )
}
_LINES, _PAGES = "การจัดบรรทัดแบบไทย", "เลขหน้าเป็นเลขไทย"


def mend(trees: Mapping[str, Any]) -> str:
    """Change the trees of a package that LibreOffice saved; a sentence about it, '' for any other."""
    program = "".join("".join(tree.itertext()) for name, tree in trees.items() if name == _APP)
    if "LibreOffice" not in program:
        return ""
    for name, tree in trees.items():
        if name.startswith("word/"):
            _tidy(tree)
            _mark_script(tree)
    restored = [
        *([_LINES] if _distribute(trees.get(_STYLES)) else []),
        *([_PAGES] if sum(map(_count_in_thai, trees.values())) else []),
    ]
    done = f" โปรแกรมใส่{'และ'.join(restored)}คืนในบันทึกแล้ว" if restored else ""
    return (
        f"แม่แบบบันทึกด้วย LibreOffice ซึ่งเก็บ{_LINES} (thaiDistribute) และ{_PAGES}ของ Word ไม่ได้{done} "
        "โปรดตรวจย่อหน้าที่จัดรูปแบบเอง หรือบันทึกแม่แบบครั้งสุดท้ายด้วย Word"
    )


def _tidy(tree: Any) -> None:
    """Each property of a run once, in the schema's order; what is true needs no word for it."""
    for properties in tree.iter(_W + "rPr"):
        children = {child.tag: child for child in properties}  # of two alike the last one counts
        if len(children) < len(properties) or [*children] != sorted(children, key=_place):
            for child in list(properties):
                properties.remove(child)
            properties.extend(children[tag] for tag in sorted(children, key=_place))
    for mark in tree.iter(_W + "cantSplit", _W + "tblHeader"):
        if mark.get(_VAL) == "true":
            del mark.attrib[_VAL]


def _place(tag: str) -> int:
    return _ORDER.get(tag, len(_ORDER))


def _mark_script(tree: Any) -> None:
    """Thai, and what will be Thai, is set by its own font and size throughout."""
    for run in tree.iter(_W + "r"):
        text = "".join(part.text or "" for part in run.findall(_W + "t"))
        properties = run.find(_W + "rPr")
        if properties is not None and _THAI.search(text) and properties.find(_W + "cs") is None:
            before = sum(_place(child.tag) < _ORDER[_W + "cs"] for child in properties)
            properties.insert(before, etree.Element(_W + "cs"))


def _distribute(styles: Any) -> bool:
    """The styles of ours that are distributed, by their names: keys are LibreOffice's own."""
    names = {name for docx in TEMPLATES.values() for name in _distributed(docx)}
    found = False
    for style in [] if styles is None else styles.findall(_W + "style"):
        if _name_of(style) in names and (place := style.find(_W + "pPr")) is not None:
            justification = place.find(_W + "jc")
            if justification is not None and justification.get(_VAL) in ("left", "start", "both"):
                justification.set(_VAL, "thaiDistribute")
                found = True
    return found


def _distributed(docx: str) -> Iterator[str]:
    styles = etree.fromstring(read_parts(shipped(docx).read_bytes())[_STYLES])
    for style in styles.findall(_W + "style"):
        if any(jc.get(_VAL) == "thaiDistribute" for jc in style.iter(_W + "jc")):
            yield _name_of(style)


def _name_of(style: Any) -> str:
    name = style.find(_W + "name")
    return "" if name is None else str(name.get(_VAL))


def _count_in_thai(tree: Any) -> bool:
    """Page numbers in the branch of `{%r if thai_digits %}`."""
    thai = found = False
    for element in tree.iter(_W + "t", _W + "instrText"):
        text = element.text or ""
        if element.tag == _W + "instrText":
            if thai and _PAGE.fullmatch(text):
                element.text = f" {text.strip()} \\* THAIARABIC "
                found = True
        elif re.search(r"\{%r? if thai_digits %\}", text):
            thai = True
        elif re.search(r"\{%r? (?:else|endif) %\}", text):
            thai = False
    return found
