"""Word's automatic numbers: they stand in no paragraph's text, so they are counted again here.

Source: ECMA-376 part 1, 17.9 (numbering) and 17.7 (styles).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from itaxl.core.thai.text import thai_digits
from itaxl.reading.refusal import Refusal
from itaxl.reading.xml_scanner import Attributes, Scanner, local

_THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_DEEPEST, _LONGEST_LABEL = 9, 40
_BULLET = "-"


@dataclass(slots=True)
class _Level:
    form: str = "decimal"
    text: str = "%1."
    start: int = 1


@dataclass(slots=True)
class _Lists:
    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)  # by abstract list and level
    abstract: dict[str, str] = field(default_factory=dict)  # by list
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    fonts: list[str] = field(default_factory=list)


class _Reader(Scanner):
    """Reads numbering.xml or styles.xml into the same tables."""

    def __init__(self, lists: _Lists, refuse: Refusal) -> None:
        super().__init__(refuse)
        self._lists = lists
        self._abstract = self._list = self._style = ""
        self._level = 0

    def started(self, name: str, attributes: Attributes) -> None:
        name = local(name)
        values = {local(at): value for at, value in attributes.items()}
        value = values.get("val", "")
        match name:
            case "abstractNum":
                self._abstract, self._list = values.get("abstractNumId", ""), ""
            case "num":
                self._list, self._abstract = values.get("numId", ""), ""
            case "abstractNumId":
                self._lists.abstract[self._list] = value
            case "lvl" | "lvlOverride" | "ilvl":
                self._level = min(_number(values.get("ilvl", value)), _DEEPEST)
            case "startOverride":
                self._lists.restarts[self._list, self._level] = _number(value)
            case "start" | "numFmt" | "lvlText" if self._abstract:
                self._set(name, value)
            case "style":
                self._style, self._level = values.get("styleId", ""), 0
            case "basedOn":
                self._lists.parents[self._style] = value
            case "numId" if self._style:
                self._lists.styles[self._style] = value, self._level
            case "rFonts" if font := values.get("cs"):
                self._lists.fonts.append(font)

    def _set(self, name: str, value: str) -> None:
        level = self._lists.levels.setdefault((self._abstract, self._level), _Level())
        if name == "start":
            level.start = _number(value)
        elif name == "numFmt":
            level.form = value
        else:
            level.text = value[:_LONGEST_LABEL]

    def ended(self, name: str) -> None:
        pass

    def read(self, text: str) -> None:
        pass


class Numbering:
    """Gives each numbered paragraph its label, when asked in the order of the document."""

    def __init__(self, numbering: bytes, styles: bytes, refuse: Refusal) -> None:
        self._lists = _Lists()
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        for xml in (numbering, styles):
            if xml:
                _Reader(self._lists, refuse).run(xml)

    @property
    def fonts(self) -> tuple[str, ...]:
        """The faces for Thai text that the styles name."""
        return tuple(self._lists.fonts)

    def label(self, list_id: str, level: int | None, style: str) -> str:
        """'(๑)', '2.1', '-' for a bullet; '' for a paragraph in no list."""
        if not list_id:
            list_id, styled = self._of_style(style)
            level = styled if level is None else level
        level = min(max(level or 0, 0), _DEEPEST)
        abstract = self._lists.abstract.get(list_id, "")
        form = self._lists.levels.get((abstract, level))
        if form is None or form.form == "none":
            return ""
        numbers = self._counted(list_id, abstract, level, form)
        if form.form == "bullet":
            return _BULLET
        label = form.text
        for at, number in enumerate(numbers[: level + 1]):
            shape = self._lists.levels.get((abstract, at), form).form
            label = label.replace(f"%{at + 1}", _formed(number or 1, shape))
        return label.strip()

    def _counted(self, list_id: str, abstract: str, level: int, form: _Level) -> list[int | None]:
        numbers = self._counts.setdefault(abstract, [None] * (_DEEPEST + 1))
        fresh = (list_id, level) in self._lists.restarts and (list_id, level) not in self._begun
        if fresh:
            numbers[level] = self._lists.restarts[list_id, level]
            self._begun.add((list_id, level))
        else:
            before = numbers[level]
            numbers[level] = form.start if before is None else before + 1
        numbers[level + 1 :] = [None] * (_DEEPEST - level)
        return numbers

    def _of_style(self, style: str) -> tuple[str, int]:
        for _ in range(_DEEPEST):
            if style in self._lists.styles:
                return self._lists.styles[style]
            style = self._lists.parents.get(style, "")
        return "", 0


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _formed(number: int, form: str) -> str:
    if form.startswith("thaiNumbers"):
        return thai_digits(str(number))
    letters = {"thaiLetters": _THAI_LETTERS, "lowerLetter": "abcdefghijklmnopqrstuvwxyz"}
    letters["upperLetter"] = letters["lowerLetter"].upper()
    if form in letters and 0 < number <= len(letters[form]):
        return letters[form][number - 1]
    return str(number)
