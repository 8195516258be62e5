"""Thai page numbers for LibreOffice, which has no such number format (7.4).

It can show the digits of a text in the shapes of the text's language (its setting `Numerals: Context`, see
itaxl/machine/libreoffice_profile.py).  So the fields that Word would number in Thai are marked as Thai text,
and no other text is: an office's Arabic digits stay as they are.  The text that is copied out of such a PDF
has Arabic page numbers.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from itaxl.zip_writer import stored

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|styles)\.xml")
_THAI_LATIN = re.compile(rb"""(<w:lang\b[^>]*?\bw:val=["'])th(?:-\w+)?(["'])""", re.IGNORECASE)
_THAI_PAGES = re.compile(rb"""<w:pgNumType\b[^>]*\bw:fmt=["']thaiNumbers["']""")
_COUNTS = ("PAGE", "NUMPAGES", "SECTIONPAGES")
_FORMAT = re.compile(r'\\\*\s*"?(\w+)"?', re.IGNORECASE)
_NO_FORMATS = frozenset({"MERGEFORMAT", "CHARFORMAT"})


def thai_page_numbers(docx: bytes) -> bytes:
    """The same Word file, with its Thai page numbers (and no other Western text) marked as Thai.

    Raises zipfile.BadZipFile, KeyError, and ValueError for XML that cannot be read.
    """
    with zipfile.ZipFile(io.BytesIO(docx)) as given:
        parts = {entry.filename: given.read(entry) for entry in given.infolist()}
    by_section = _THAI_PAGES.search(parts.get("word/document.xml", b"")) is not None
    marked = {name: _mark_part(part, by_section) for name, part in parts.items() if _PARTS.fullmatch(name)}
    return stored({**parts, **marked})


def _mark_part(xml: bytes, by_section: bool) -> bytes:
    xml = _THAI_LATIN.sub(rb"\1en-US\2", xml)
    if b"<w:fld" not in xml:
        return xml
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    for instruction, runs in _fields(root):
        if _is_thai(instruction, by_section):
            for run in runs:
                _mark(run)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _fields(root: _Element) -> Iterator[tuple[str, list[_Element]]]:
    """Every field's instruction and runs, of both kinds of fields; nested ones, too."""
    for simple in root.iter(f"{_W}fldSimple"):
        yield simple.get(f"{_W}instr") or "", list(simple.iter(f"{_W}r"))
    open_fields: list[tuple[list[str], list[_Element]]] = []
    for run in root.iter(f"{_W}r"):
        for child in run:
            if child.tag == f"{_W}fldChar" and child.get(f"{_W}fldCharType") == "begin":
                open_fields.append(([], []))
            elif child.tag == f"{_W}instrText" and open_fields:
                open_fields[-1][0].append(child.text or "")
        for _, runs in open_fields:
            runs.append(run)
        if open_fields and any(child.get(f"{_W}fldCharType") == "end" for child in run):
            words, runs = open_fields.pop()
            yield "".join(words), runs


def _is_thai(instruction: str, by_section: bool) -> bool:
    words = instruction.split()
    if not words or words[0].upper() not in _COUNTS:
        return False
    formats = {found.upper() for found in _FORMAT.findall(instruction)} - _NO_FORMATS
    return "THAIARABIC" in formats or (not formats and by_section and words[0].upper() == "PAGE")


def _mark(run: _Element) -> None:
    from lxml import etree

    properties = run.find(f"{_W}rPr")
    if properties is None:
        properties = etree.Element(f"{_W}rPr")
        run.insert(0, properties)
    language = properties.find(f"{_W}lang")
    if language is None:
        language = etree.SubElement(properties, f"{_W}lang")
    for name in ("val", "eastAsia", "bidi"):
        language.set(_W + name, "th-TH")
