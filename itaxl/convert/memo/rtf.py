"""A document in RTF as blocks: what WordPad and older programs save a memo as.

Source: Rich Text Format Specification 1.9.1.  Only text, paragraphs and tables are read; pictures,
styles and fields' instructions are passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from itaxl.convert.memo.blocks import Block, Document, Paragraph, Story
from itaxl.convert.memo.limits import LONGEST_PARAGRAPH, MAX_PART_BYTES, MOST_PIECES
from itaxl.convert.memo.refusal import MemoRefusal
from itaxl.convert.memo.rtf_rows import RowShape, table_of
from itaxl.convert.memo.story import BOX, HIDDEN
from itaxl.convert.memo.symbols import pictures, symbols, without_runs

RTF = b"{\\rtf"
_TOKEN = re.compile(
    rb"\\\\|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z'])"
    rb"|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
#: Groups that hold no text of the running memo.
_PASSED = frozenset(
    (
        *("fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "listtable", "listoverridetable"),
        *("rsidtbl", "generator", "themedata", "fldinst", "colorschememapping", "latentstyles", "datastore"),
        *("shprslt", "xmlnstbl", "mmathPr", "revtbl", "nonshppict", "filetbl", "listpicture", "pgptbl"),
    )
)
_SIDES = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "หัวกระดาษ"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "ท้ายกระดาษ"),
    **dict.fromkeys(("footnote",), "เชิงอรรถ"),
    **dict.fromkeys(("annotation",), "ความคิดเห็นในเอกสาร"),
    **dict.fromkeys(("shptxt",), BOX),
}
_LETTERS = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
}
_LETTERS |= {"ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " "}
#: Windows' numbers of character sets.
_CHARSETS = {
    222: "cp874",
    0: "",
    1: "",
    2: "latin-1",
    238: "cp1250",
    204: "cp1251",
    161: "cp1253",
    128: "cp932",
    134: "gbk",
}
_THAI = "cp874"
_DEEPEST = 200


@dataclass(slots=True)
class _State:
    """What a group may change; the next brace takes it back."""

    passed: bool = False
    side: str = ""
    font: int = 0
    hidden: bool = False
    deleted: bool = False
    in_table: bool = False
    skip: int = 1


def read_rtf(data: bytes, refuse: MemoRefusal) -> Document:
    """InputError for a document that is damaged, longer than any memo, or has tables in tables."""
    if len(data) > MAX_PART_BYTES:
        raise refuse.too_much_text()
    if _NESTED.search(data):
        raise refuse.nested_tables()
    reader = _Reader(data, refuse)
    reader.read()
    return Document(Story(tuple(reader.blocks), ()), tuple(reader.beside))


#: A table's row within a cell; programs do not agree on how its cells end.
_NESTED = re.compile(rb"(?<!\\)(?:\\\\)*\\nestrow(?![a-z])")


class _Reader:
    def __init__(self, data: bytes, refuse: MemoRefusal) -> None:
        self.blocks: list[Block] = []
        self.beside: list[tuple[str, str]] = []
        self._data = data
        self._refuse = refuse
        self._state = _State()
        self._stack: list[_State] = []
        self._fonts: dict[int, tuple[str, str]] = {}
        self._page = _THAI
        self._text: list[str] = []
        self._hidden: list[str] = []
        self._side: list[str] = []
        self._bytes = bytearray()
        self._cell: list[Block] = []
        self._cells: list[tuple[Block, ...]] = []
        self._rows: list[tuple[RowShape, list[tuple[Block, ...]]]] = []
        self._row = RowShape()
        self._pieces = 0
        self._to_skip = 0

    def read(self) -> None:
        """Goes through the file once."""
        self._read_fonts()
        for token in _TOKEN.finditer(self._data):
            word, number, code, symbol, brace, plain = token.groups()
            if brace:
                self._brace(brace)
            elif word:
                self._word(word.decode(), int(number) if number else None)
            elif code:
                self._plain(bytes.fromhex(code.decode()))
            elif symbol:
                self._symbol(symbol)
            elif plain:
                self._plain(plain)
            elif token.group() == b"\\\\":
                self._letter("\\")
        if self._stack:
            raise self._refuse.damaged()
        self._paragraph_ends(last=True)
        self._table_ends()
        if hidden := "".join(self._hidden).strip():
            self.beside.append((HIDDEN, hidden))

    def _read_fonts(self) -> None:
        """Which font has which character set."""
        table = self._data.find(b"{\\fonttbl")
        for found in re.finditer(
            rb"\\f(\d+)([^{};]*?)\\fcharset(\d+)[^{};]*?\s([^;{}\\]+);", self._data[table : table + 60_000]
        ):
            page = _CHARSETS.get(int(found[3]), "")
            self._fonts[int(found[1])] = page, found[4].decode("ascii", "ignore").strip()
        if named := re.search(rb"\\ansicpg(\d+)", self._data[:2_000]):
            self._page = f"cp{int(named[1])}"

    def _brace(self, brace: bytes) -> None:
        self._flush()
        if brace == b"{":
            self._stack.append(_State(**{name: getattr(self._state, name) for name in _State.__slots__}))
            if len(self._stack) > _DEEPEST:
                raise self._refuse.damaged()
        elif self._stack:
            before, self._state = self._state, self._stack.pop()
            if before.side and not self._state.side:
                if text := _joined("".join(self._side)).strip():
                    self.beside.append((before.side, text))
                self._side = []

    def _word(self, word: str, number: int | None) -> None:
        self._flush()
        state = self._state
        if word in _PASSED:
            state.passed = True
        elif word in _SIDES:
            state.side, state.passed = _SIDES[word], False
        elif word in _LETTERS:
            self._letter(_LETTERS[word])
        elif word == "u" and number is not None:
            self._letter(chr(number % 65_536))
            self._to_skip = state.skip
        elif word == "uc":
            state.skip = number or 0
        elif word == "f":
            state.font = number or 0
        elif word in ("v", "deleted"):
            setattr(state, "hidden" if word == "v" else "deleted", number != 0)
        elif word == "plain":
            state.font, state.hidden, state.deleted = 0, False, False
        elif not state.passed and not state.side:
            self._layout(word, number)
        elif word == "par":
            self._letter("\n")

    def _layout(self, word: str, number: int | None) -> None:
        match word:
            case "par" | "sect" | "page":
                self._paragraph_ends()
            case "pard":
                self._state.in_table = False
            case "intbl":
                self._state.in_table = True
            case "cell" | "nestcell":
                self._state.in_table = True
                self._paragraph_ends(last=True)
                self._cells.append(tuple(self._cell))
                self._cell = []
            case "row" | "nestrow":
                self._row_ends()
            case "trowd":
                self._row = RowShape()
            case "clvmgf":
                self._row.merge = "restart"
            case "clvmrg":
                self._row.merge = "continue"
            case "clmrg":
                self._row.left = True
            case "cellx":
                self._row.edges.append(number or 0)
                self._row.merges.append(self._row.merge)
                self._row.covered.append(self._row.left)
                self._row.merge, self._row.left = "", False

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self._state.passed = True
        elif symbol == b"~":
            self._letter(" ")
        elif symbol in b"{}":
            self._letter(symbol.decode())
        elif symbol == b"_":
            self._letter("-")
        elif symbol in b"\r\n":
            self._word("par", None)

    def _plain(self, text: bytes) -> None:
        """Bytes of the font's character set, but not those that stand in for a letter told by number."""
        skipped = min(self._to_skip, len(text))
        self._to_skip -= skipped
        if not self._silent:
            self._bytes += text[skipped:]

    def _letter(self, letter: str) -> None:
        self._flush()
        if not self._silent:
            self._into.append(letter)

    @property
    def _silent(self) -> bool:
        return self._state.passed or self._state.deleted

    @property
    def _into(self) -> list[str]:
        if self._state.hidden:
            return self._hidden
        return self._side if self._state.side else self._text

    def _flush(self) -> None:
        """The bytes so far as text, in the character set of their font."""
        if not self._bytes:
            return
        page, font = self._fonts.get(self._state.font, ("", ""))
        try:
            text = self._bytes.decode(page or self._page, "replace")
        except LookupError:
            text = self._bytes.decode(_THAI, "replace")
        self._into.append(symbols(text, font))
        self._bytes = bytearray()

    def _paragraph_ends(self, *, last: bool = False) -> None:
        self._flush()
        text = "".join(self._text)
        self._text = []
        self._pieces += 1
        if len(text) > LONGEST_PARAGRAPH or self._pieces > MOST_PIECES:
            raise self._refuse.too_much_text()
        if last and not text:
            return
        paragraph = Paragraph(without_runs(pictures(_joined(text))))
        if self._state.in_table:
            self._cell.append(paragraph)
        else:
            self._table_ends()
            self.blocks.append(paragraph)

    def _row_ends(self) -> None:
        if self._cells:
            self._rows.append((self._row, self._cells))
        self._cells = []

    def _table_ends(self) -> None:
        """The rows so far as a table: their cells' edges make its grid."""
        if not self._rows:
            return
        self.blocks.append(table_of(self._rows))
        self._rows = []


def _joined(text: str) -> str:
    """Letters beyond the basic plane come in two halves."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
