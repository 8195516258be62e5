"""An OpenDocument text (.odt) as blocks: what LibreOffice and Google Docs save a memo as.

Source: ODF 1.2 part 1, chapters 4 to 9.  Numbers of lists stand in no text and are counted here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from itaxl.convert.memo.blocks import Block, Cell, Document, Paragraph, Story, Table, texts_of
from itaxl.convert.memo.limits import LONGEST_PARAGRAPH, MAX_PART_BYTES, MOST_COLUMNS, MOST_PIECES
from itaxl.convert.memo.refusal import MemoRefusal
from itaxl.convert.memo.symbols import pictures, without_runs
from itaxl.core.thai.text import thai_digits
from itaxl.reading.limits import MAX_FILE_BYTES, MEGABYTE, Allowance
from itaxl.reading.package import Package
from itaxl.reading.xml_scanner import Attributes, Scanner, local

_MIME = b"application/vnd.oasis.opendocument.text"
_CONTENT = "content.xml"
_MANIFEST = "META-INF/manifest.xml"
#: What is no text of the memo, or only records the past.
_IGNORED = frozenset(
    ("tracked-changes", "forms", "variable-decls", "sequence-decls", "user-field-decls", "settings", "meta")
)
_ASIDES = {"annotation": "ความคิดเห็นในเอกสาร", "note": "เชิงอรรถ", "text-box": "กล่องข้อความ"}
_SIGNS = {"tab": "\t", "line-break": "\n"}
_MOST_SPACES = 200
_Closer: TypeAlias = Callable[[], None]


def is_odt(data: bytes) -> bool:
    """Whether a file says of itself that it is a text in OpenDocument."""
    return data.startswith(b"PK\x03\x04") and _MIME in data[:200]


def read_odt(data: bytes, refuse: MemoRefusal) -> Document:
    """InputError for a file that is damaged, locked, or longer than any memo."""
    if len(data) > MAX_FILE_BYTES:
        raise refuse.file_too_large(MAX_FILE_BYTES // MEGABYTE)
    package = Package(data, Allowance(refuse))
    if _MANIFEST in package and b"encryption-data" in package.read(_MANIFEST):
        raise refuse.encrypted()
    lists = _Lists()
    sides = _part(package, "styles.xml", lists, refuse)
    body = _part(package, _CONTENT, lists, refuse)
    beside = (("หัวกระดาษหรือท้ายกระดาษ", text) for text in texts_of(tuple(sides.root.blocks)))
    story = Story(tuple(body.root.blocks), tuple(body.asides))
    return Document(story, tuple(beside), tuple(lists.fonts), dict(lists.links))


def _part(package: Package, name: str, lists: _Lists, refuse: MemoRefusal) -> _Builder:
    builder = _Builder(lists, refuse)
    if name in package or name == _CONTENT:
        xml = package.read(name)
        if len(xml) > MAX_PART_BYTES:
            raise refuse.too_much_text()
        builder.run(xml)
    return builder


@dataclass(slots=True)
class _Lists:
    """Formats of lists by (style, level): the form of the number, what stands before and behind it."""

    levels: dict[tuple[str, int], tuple[str, str, str]] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)
    fonts: list[str] = field(default_factory=list)
    links: dict[str, str] = field(default_factory=dict)
    style: str = ""


@dataclass(slots=True)
class _Room:
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class _Grid:
    """A table while it is read.

    `down`: by grid column, how many rows a cell above still reaches down, and over how many columns;
    `covered`: how many of the cells that come next are covered by the one before.
    """

    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    row: list[Cell] = field(default_factory=list)
    down: dict[int, tuple[int, int]] = field(default_factory=dict)
    covered: int = 0

    def begin(self) -> None:
        """A new row."""
        self.row, self.covered = [], 0

    def add(self, blocks: tuple[Block, ...], span: int, tall: int) -> None:
        """A cell of its own."""
        if tall > 1:
            self.down[self._at] = tall - 1, span
        self.row.append(Cell(blocks, span, "restart" if tall > 1 else ""))
        self.covered = span - 1

    def cover(self) -> None:
        """A cell that another one covers, from the left or from above."""
        if self.covered:
            self.covered -= 1
            return
        at = self._at
        left, span = self.down.get(at, (0, 1))
        if left:
            self.down[at] = left - 1, span
        self.row.append(Cell((), span, "continue" if left else ""))
        self.covered = span - 1

    @property
    def _at(self) -> int:
        return sum(cell.span for cell in self.row)


class _Builder(Scanner):
    def __init__(self, lists: _Lists, refuse: MemoRefusal) -> None:
        super().__init__(refuse)
        self.root = _Room()
        self.asides: list[tuple[str, str]] = []
        self._refuse = refuse
        self._lists = lists
        self._rooms = [self.root]
        self._closers: list[_Closer | None] = []
        self._open: list[list[str]] = []
        self._links: list[str] = []
        self._grids: list[_Grid] = []
        self._styles: list[str] = []
        self._label = ""
        self._ignored = self._pieces = 0

    def started(self, name: str, attributes: Attributes) -> None:
        name = local(name)
        if self._ignored or name in _IGNORED:
            self._ignored += 1
            self._closers.append(None)
            return
        values = {local(at): value for at, value in attributes.items()}
        self._closers.append(self._begin(name, values))

    def ended(self, name: str) -> None:
        closer = self._closers.pop()
        if self._ignored:
            self._ignored -= 1
        elif closer:
            closer()

    def read(self, text: str) -> None:
        if self._open and not self._ignored:
            # a break of the file's own lines is a space
            self._open[-1].append(" ".join(text.split("\n")))

    def _begin(self, name: str, values: dict[str, str]) -> _Closer | None:
        match name:
            case "p" | "h":
                return self._paragraph()
            case "list":
                self._styles.append(values.get("style-name") or (self._styles[-1] if self._styles else ""))
                return self._list_ends
            case "list-item" | "list-header":
                self._label = self._numbered(values) if name == "list-item" else ""
            case "list-style":
                self._lists.style = values.get("name", "")
            case "list-level-style-number" | "list-level-style-bullet":
                level = _count(values.get("level", ""), 10)
                form = values.get("num-format", "") if name.endswith("number") else "-"
                affixes = values.get("num-prefix", ""), values.get("num-suffix", "")
                self._lists.levels[self._lists.style, level] = (form, *affixes)
            case "text-properties" if font := values.get(
                "font-name-complex", values.get("font-family-complex")
            ):
                self._lists.fonts.append(font.strip("'"))
            case "table":
                return self._table()
            case "table-column" if self._grids:
                self._grids[-1].widths += [1] * _count(
                    values.get("number-columns-repeated", ""), MOST_COLUMNS
                )
            case "table-row" if self._grids:
                self._grids[-1].begin()
                return self._row_ends
            case "table-cell" | "covered-table-cell" if self._grids:
                return self._cell(values, covered=name.startswith("covered"))
            case aside if aside in _ASIDES:
                self._rooms.append(_Room())
                self._open.append([])  # a comment's author and a note's number are no text
                return lambda: self._aside_ends(_ASIDES[aside])
            case _:
                self._sign(name, values)
        return None

    def _sign(self, name: str, values: dict[str, str]) -> None:
        if not self._open:
            return
        if name == "s":
            self._open[-1].append(" " * _count(values.get("c", ""), _MOST_SPACES))
        elif name in _SIGNS:
            self._open[-1].append(_SIGNS[name])
        elif name == "a" and values.get("href", ""):
            self._links.append(values["href"])
            self._lists.links[values["href"]] = values["href"]

    def _numbered(self, values: dict[str, str]) -> str:
        """The label of a list's next item."""
        style, level = (self._styles[-1] if self._styles else ""), len(self._styles)
        form, before, behind = self._lists.levels.get((style, level), ("", "", ""))
        for deeper in [key for key in self._lists.counts if key[0] == style and key[1] > level]:
            del self._lists.counts[deeper]
        number = self._lists.counts.get((style, level), 0) + 1
        if values.get("start-value", "").isdecimal():
            number = int(values["start-value"][:6])
        self._lists.counts[style, level] = number
        if form in ("", "-"):
            return form
        return f"{before}{thai_digits(str(number)) if '๑' in form else number}{behind}".strip()

    def _list_ends(self) -> None:
        self._styles.pop()

    def _count_piece(self) -> None:
        self._pieces += 1
        if self._pieces > MOST_PIECES:
            raise self._refuse.too_much_text()

    def _paragraph(self) -> _Closer:
        self._count_piece()
        label, self._label = self._label, ""
        self._open.append([])
        return lambda: self._paragraph_ends(label)

    def _paragraph_ends(self, label: str) -> None:
        text = "".join(self._open.pop())
        if len(text) > LONGEST_PARAGRAPH:
            raise self._refuse.too_much_text()
        links, self._links = tuple(self._links), []
        text = without_runs(pictures(text))
        self._rooms[-1].blocks.append(Paragraph(text, label if text.strip() else "", links))

    def _table(self) -> _Closer:
        self._grids.append(_Grid())
        return self._table_ends

    def _table_ends(self) -> None:
        grid = self._grids.pop()
        self._rooms[-1].blocks.append(Table(tuple(grid.rows), tuple(grid.widths[:MOST_COLUMNS])))

    def _row_ends(self) -> None:
        self._count_piece()
        grid = self._grids[-1]
        if grid.row:
            grid.rows.append(tuple(grid.row))

    def _cell(self, values: dict[str, str], *, covered: bool) -> _Closer:
        self._count_piece()
        self._rooms.append(_Room())
        span, tall, repeats = (
            _count(values.get(f"number-{name}", ""), most)
            for name, most in (
                ("columns-spanned", MOST_COLUMNS),
                ("rows-spanned", MOST_PIECES),
                ("columns-repeated", MOST_COLUMNS),
            )
        )
        return lambda: self._cell_ends(span, tall, repeats, covered)

    def _cell_ends(self, span: int, tall: int, repeats: int, covered: bool) -> None:
        blocks, grid = tuple(self._rooms.pop().blocks), self._grids[-1]
        for _ in range(repeats):
            if covered:
                grid.cover()
            else:
                grid.add(blocks, span, tall)

    def _aside_ends(self, what: str) -> None:
        self._open.pop()
        self.asides += ((what, text) for text in texts_of(tuple(self._rooms.pop().blocks)))


def _count(text: str, most: int) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
    return min(max(number, 1), most)
