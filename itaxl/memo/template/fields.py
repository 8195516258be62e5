"""Word's fields (ECMA-376 part 1, 17.16): those that only look within the document are let in, by name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_HARMLESS = frozenset(
    {"ADVANCE", "AUTHOR", "AUTONUM", "AUTONUMLGL", "AUTONUMOUT", "BIBLIOGRAPHY", "CITATION", "COMMENTS"}
    | {"COMPARE", "CREATEDATE", "DATE", "DISPLAYBARCODE", "DOCPROPERTY", "DOCVARIABLE", "EDITTIME", "EQ"}
    | {"FILENAME", "FILESIZE", "FORMCHECKBOX", "FORMDROPDOWN", "FORMTEXT", "HYPERLINK", "IF", "INDEX", "INFO"}
    | {"KEYWORDS", "LASTSAVEDBY", "LISTNUM", "MERGEFIELD", "NOTEREF", "NUMCHARS", "NUMPAGES", "NUMWORDS"}
    | {"PAGE", "PAGEREF", "PRINTDATE", "QUOTE", "REF", "REVNUM", "SAVEDATE", "SECTION", "SECTIONPAGES", "SEQ"}
    | {"SET", "STYLEREF", "SUBJECT", "SYMBOL", "TA", "TC", "TEMPLATE", "TIME", "TITLE", "TOA", "TOC", "XE"}
)
_NAME = re.compile(r"\s*(=|[^\s\"\\]*)")
_WORD = re.compile(r'"([^"]*)"|(\S+)')
_SWITCHES_WITH_WORD = frozenset({"\\l", "\\o", "\\t", "\\m"})
_LINK = re.compile(r"(?:https?://|mailto:|tel:)[^\s\\]*\Z|#", re.IGNORECASE)
#: Stands where a field lies within another's instruction.
_NESTED = "\x01"


class Fields:
    """The fields of one part, read element by element in the order of the document."""

    def __init__(self) -> None:
        self._open: list[str | None] = []  # the instruction of each open field; None once its result began

    def read(self, tag: str, element: Any) -> Iterator[str]:
        """What is wrong, once an instruction is complete."""
        if tag == "fldSimple":
            yield from _instruction(_attribute(element, "instr"))
        elif tag == "fldChar":
            yield from self._mark(_attribute(element, "fldCharType"))
        elif tag in ("instrText", "delInstrText"):
            if not self._open or self._open[-1] is None:
                yield "เขตข้อมูลที่ไม่มีจุดเริ่ม"
            else:
                self._open[-1] += element.text or ""
        elif tag in ("t", "delText") and self._open and set(element.text or "") & {"{", "}"}:
            yield from ("คำสั่งของแม่แบบภายในเขตข้อมูล" for instruction in self._open if instruction is not None)

    def _mark(self, kind: str) -> Iterator[str]:
        if kind == "begin":
            if self._open and self._open[-1] is not None:
                self._open[-1] += _NESTED
            self._open.append("")
        elif kind in ("separate", "end") and self._open:
            if self._open[-1] is not None:
                yield from _instruction(self._open[-1])
                self._open[-1] = None
            if kind == "end":
                self._open.pop()
        else:
            yield "เขตข้อมูลที่ไม่มีจุดเริ่ม"

    def left(self) -> Iterator[str]:
        if self._open:
            yield "เขตข้อมูลที่ไม่มีจุดจบ"


def _attribute(element: Any, name: str) -> str:
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def _instruction(text: str) -> Iterator[str]:
    if "{" in text or "}" in text:
        yield f"คำสั่งของแม่แบบภายในเขตข้อมูล {text.strip()[:40]}"
        return
    found = _NAME.match(text)
    name = found.group(1).upper() if found else ""
    if _NESTED in name or name not in _HARMLESS | {"=", ""}:
        yield f"เขตข้อมูล {name.replace(_NESTED, '…')[:40]}"
    elif name == "" and text.strip():
        yield f"เขตข้อมูล {text.strip()[:40]}"
    elif name == "HYPERLINK":
        target = _target(text[found.end() :] if found else "")
        if target and not _LINK.match(target):
            yield f"ลิงก์ → {target[:80]}"


def _target(text: str) -> str:
    """The address of a HYPERLINK: the first word that belongs to no switch."""
    switch = ""
    for quoted, plain in _WORD.findall(text):
        if plain.startswith("\\") and not plain.startswith("\\\\"):
            switch = plain.lower()
        elif switch in _SWITCHES_WITH_WORD:
            switch = ""
        else:
            return str(quoted or plain)
    return ""
