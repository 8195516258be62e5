"""The text of a Word part as paragraphs and tables, the way a reader sees it.

Tracked insertions count, deletions do not.  What stands outside the running text (text boxes, hidden
text) is kept aside.  Local names are compared: transitional and strict documents differ in namespaces only.
Source: ECMA-376 part 1, 17.3 (paragraphs and runs), 17.4 (tables), 17.13.5 (revisions).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from itaxl.convert.memo.blocks import Block, Cell, Paragraph, Story, Table, texts_of
from itaxl.convert.memo.limits import LONGEST_PARAGRAPH, MOST_COLUMNS, MOST_PIECES
from itaxl.convert.memo.numbering import Numbering
from itaxl.convert.memo.refusal import MemoRefusal
from itaxl.convert.memo.symbols import figure, symbols, without_runs
from itaxl.reading.xml_scanner import Attributes, Scanner, local

_OFF = ("0", "false", "off", "none")
#: What only records the past, or is no text of its own.
_IGNORED = frozenset(
    (
        *("moveFrom", "instrText", "delText", "delInstrText", "sdtPr", "rPrChange", "pPrChange"),
        *("tblPrChange", "tcPrChange", "trPrChange", "sectPrChange", "tblGridChange", "numberingChange"),
        "tblPrExChange",
    )
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
BOX, HIDDEN, DRAWN = "กล่องข้อความ", "ข้อความที่ซ่อนไว้", "อักษรศิลป์"


def read_story(xml: bytes, numbering: Numbering, refuse: MemoRefusal) -> Story:
    """InputError for XML that is malformed, or too long for a memo."""
    builder = _Builder(numbering, refuse)
    builder.run(xml)
    return Story(tuple(builder.root.blocks), tuple(builder.asides))


@dataclass(slots=True)
class _Room:
    """Where paragraphs and tables go; `carry` is a paragraph whose end was deleted: the next joins it."""

    blocks: list[Block] = field(default_factory=list)
    carry: str = ""


@dataclass(slots=True)
class _Open:
    """A paragraph while it is read."""

    pieces: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    style: str = ""
    list_id: str = ""
    level: int | None = None
    joined: bool = False


@dataclass(slots=True)
class _Row:
    cells: list[Cell] = field(default_factory=list)
    deleted: bool = False


@dataclass(slots=True)
class _Properties:
    span: int = 1
    merge: str = ""
    deleted: bool = False


_Closer: TypeAlias = Callable[[], None]


class _Builder(Scanner):
    def __init__(self, numbering: Numbering, refuse: MemoRefusal) -> None:
        super().__init__(refuse)
        self.root = _Room()
        self.asides: list[tuple[str, str]] = []
        self._refuse = refuse
        self._numbering = numbering
        self._names: list[str] = []
        self._closers: list[_Closer | None] = []
        self._rooms = [self.root]
        self._open: list[_Open] = []
        self._tables: list[list[tuple[Cell, ...]]] = []
        self._widths: list[list[int]] = []
        self._rows: list[_Row] = []
        self._cells: list[_Properties] = []
        self._chosen: list[bool] = []
        self._font = ""
        self._hidden = self._in_text = self._checked = False
        self._ignored = self._pieces = 0

    def started(self, name: str, attributes: Attributes) -> None:
        name = local(name)
        parent = self._names[-1] if self._names else ""
        self._names.append(name)
        if self._ignored:
            self._ignored += 1
            self._closers.append(None)
            return
        values = {local(at): value for at, value in attributes.items()}
        self._closers.append(self._begin(name, parent, values))

    def ended(self, name: str) -> None:
        self._names.pop()
        closer = self._closers.pop()
        if self._ignored:
            self._ignored -= 1
        elif closer:
            closer()

    def read(self, text: str) -> None:
        if self._in_text and not self._ignored and self._open:
            text = symbols(text, self._font)
            (self._open[-1].hidden if self._hidden else self._open[-1].pieces).append(text)

    def _begin(self, name: str, parent: str, values: dict[str, str]) -> _Closer | None:
        if name in _IGNORED or (name == "del" and not parent.endswith("Pr")) or self._falls_back(name):
            self._ignored = 1
            return None
        if parent.endswith(("Pr", "checkBox")):
            self._property(name, parent, values)
            return None
        match name:
            case "p":
                return self._paragraph()
            case "tbl":
                return self._table()
            case "gridCol" if self._widths and parent == "tblGrid":
                self._widths[-1].append(figure(values.get("w", "")))
            case "tr" if self._tables:
                return self._row()
            case "tc" if self._rows:
                return self._cell()
            case "txbxContent" | "txBody":
                return self._aside()
            case "AlternateContent":
                self._chosen.append(False)
                return self._pop(self._chosen)
        return self._begin_run(name, parent, values)

    def _begin_run(self, name: str, parent: str, values: dict[str, str]) -> _Closer | None:
        match name:
            case "r":
                self._font, self._hidden = "", False
            case "t":
                self._in_text = True
                return self._text_ends
            case "sym":
                self._sign(symbols(_character(values.get("char", "")), values.get("font", "")))
            case "checkBox":
                self._checked = False
                return lambda: self._sign("☑" if self._checked else "☐")
            case "hyperlink" if self._open and "id" in values:
                self._open[-1].links.append(values["id"])
            case "textpath" if values.get("string", "").strip():
                self.asides.append((DRAWN, without_runs(values["string"])))
            case sign if sign in _SIGNS and parent == "r":  # elsewhere a tab is a tab stop
                self._sign(_SIGNS[sign])
        return None

    def _falls_back(self, name: str) -> bool:
        """The same content for older programs: read only where nothing else was offered."""
        if name == "Choice" and self._chosen:
            self._chosen[-1] = True
        return name == "Fallback" and bool(self._chosen) and self._chosen[-1]

    def _property(self, name: str, parent: str, values: dict[str, str]) -> None:
        value = values.get("val", "")
        on = value not in _OFF
        match parent, name:
            case "tcPr", "gridSpan" if self._cells:
                self._cells[-1].span = _count(value)
            case "tcPr", "vMerge" if self._cells:
                self._cells[-1].merge = "restart" if value == "restart" else "continue"
            case "tcPr", "cellDel" if self._cells:
                self._cells[-1].deleted = True
            case "trPr", "del" if self._rows:
                self._rows[-1].deleted = True
            case "trPr", "gridBefore" if self._rows:
                self._rows[-1].cells.append(Cell(span=_count(value)))
            case "pPr", "pStyle" if self._open:
                self._open[-1].style = value
            case "numPr", "numId" if self._open:
                self._open[-1].list_id = value
            case "numPr", "ilvl" if self._open:
                self._open[-1].level = _count(value) if value != "0" else 0
            case "rPr", "del" if self._open and "pPr" in self._names[-4:]:
                self._open[-1].joined = True
            case "rPr", "rFonts" if "pPr" not in self._names[-4:]:
                self._font = values.get("ascii", "") or values.get("hAnsi", "")
            case "rPr", "vanish" if "pPr" not in self._names[-4:]:
                self._hidden = on
            case "checkBox", "default" | "checked":
                self._checked = on

    def _sign(self, text: str) -> None:
        if self._open:
            self._open[-1].pieces.append(text)

    def _text_ends(self) -> None:
        self._in_text = False

    def _count_piece(self) -> None:
        self._pieces += 1
        if self._pieces > MOST_PIECES:
            raise self._refuse.too_much_text()

    def _paragraph(self) -> _Closer:
        self._count_piece()
        self._open.append(_Open())
        return self._paragraph_ends

    def _paragraph_ends(self) -> None:
        was, room = self._open.pop(), self._rooms[-1]
        if hidden := "".join(was.hidden).strip():
            self.asides.append((HIDDEN, without_runs(hidden)))
        text = room.carry + "".join(was.pieces)
        if len(text) > LONGEST_PARAGRAPH:
            raise self._refuse.too_much_text()
        text = without_runs(text)
        room.carry = text if was.joined else ""
        if not was.joined:
            label = self._numbering.label(was.list_id, was.level, was.style)
            room.blocks.append(Paragraph(text, label if text.strip() else "", tuple(was.links)))

    def _room_ends(self) -> tuple[Block, ...]:
        room = self._rooms.pop()
        if room.carry:
            room.blocks.append(Paragraph(room.carry))
        return tuple(room.blocks)

    def _table(self) -> _Closer:
        self._tables.append([])
        self._widths.append([])
        return self._table_ends

    def _table_ends(self) -> None:
        rows, widths = tuple(self._tables.pop()), tuple(self._widths.pop()[:MOST_COLUMNS])
        self._rooms[-1].blocks.append(Table(rows, widths))

    def _row(self) -> _Closer:
        self._count_piece()
        self._rows.append(_Row())
        return self._row_ends

    def _row_ends(self) -> None:
        row = self._rows.pop()
        if row.cells and not row.deleted:
            self._tables[-1].append(tuple(row.cells))

    def _cell(self) -> _Closer:
        self._count_piece()
        self._cells.append(_Properties())
        self._rooms.append(_Room())
        return self._cell_ends

    def _cell_ends(self) -> None:
        blocks, properties = self._room_ends(), self._cells.pop()
        content = () if properties.deleted else blocks
        self._rows[-1].cells.append(Cell(content, properties.span, properties.merge))

    def _aside(self) -> _Closer:
        self._rooms.append(_Room())
        return self._aside_ends

    def _aside_ends(self) -> None:
        self.asides += ((BOX, text) for text in texts_of(self._room_ends()))

    @staticmethod
    def _pop(stack: list[bool]) -> _Closer:
        def pop() -> None:
            stack.pop()

        return pop


def _count(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 1
    return min(max(number, 1), MOST_COLUMNS)


def _character(code: str) -> str:
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    return chr(number) if 32 <= number < 0xD800 or 0xE000 <= number < 0x110000 else ""
