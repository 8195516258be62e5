"""What a template must bring forth: the sample office's memo, counted value by value and word by word.

A part's outline, rendered with the sample's values, is what the memo has to say.  Every value that went into
an expression is noted, so a row that a condition skips is missed whatever the tags; and every word must be
found again in the document that docxtpl made, so nothing is lost on the way whatever the cause.
"""

from __future__ import annotations

import html
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from types import TracebackType
from typing import Any

from jinja2 import Undefined, nodes

from itaxl.catching import ForeignFault
from itaxl.memo.content.variables import BY_NAME
from itaxl.memo.package import plain
from itaxl.memo.template.budget import Budget
from itaxl.memo.template.check import Printed
from itaxl.memo.template.outline import T, Tag
from itaxl.memo.template.problems import Problem
from itaxl.memo.template.reading import AFTER, BEFORE, Read
from itaxl.memo.template.sandbox import MemoEnvironment
from itaxl.named_tuple import NamedTuple

_PIECE = re.compile(f"{BEFORE}(\\d+){AFTER}([^{BEFORE}]*)")

#: What a memo cannot do without: each value of one name of a line must be printed.
REQUIRED: tuple[tuple[str, ...], ...] = (
    ("agency", "office_name"),
    ("memo_date",),
    ("subject",),
    ("to", "addressee"),
    ("plan.title_lines", "plan.title"),
    ("plan.steps",),
    ("score",),
    ("level",),
    ("results.title_lines", "results.title"),
    ("results.not_started",),
    ("results.in_progress",),
    ("results.done",),
    ("signers.name",),
)
#: What an office may leave out of its memo on purpose, but is told about; never half of it.
USUAL: tuple[tuple[str, ...], ...] = (
    ("plan.divisions",),
    ("plan.follow_up",),
    ("plan.follow_up_more",),
    ("results.steps",),
    ("closing",),
    ("signers.role",),
    ("signers.positions",),
    ("book_number",),
    ("assessed_year",),
)

_GROUPED = re.compile("^sections[.](?=plan|results)")
_FIRST, _MORE = ("plan.follow_up",), ("plan.follow_up_more",)
_STATES = ("whole", "changed", "cut")
_ESCAPE = re.compile(r"(?<=[{}%])_(?=[{}%])")


class Said(NamedTuple):
    """What one sample's memo says: each part's words with their piece's number; values printed by line."""

    values: Mapping[str, object]
    words: dict[str, list[tuple[int, str]]]
    printed: dict[tuple[str, int], list[str]]


class Teller:
    """Renders outlines and notes what is printed."""

    def __init__(self, parts: Iterable[Read], budget: Budget | None) -> None:
        self._parts = list(parts)
        self._budget = budget
        self._printed: dict[tuple[str, int], list[str]] = {}
        self.problems: list[Problem] = []
        #: Expressions that the last memo could not be made of.
        self.failures: list[Problem] = []
        environment = MemoEnvironment(keep_signs=False, budget=budget)
        environment.filters["noted"] = self._noted
        self._templates = [
            environment.from_string(_noting(part.tree, number)) for number, part in enumerate(self._parts)
        ]

    def tell(self, values: Mapping[str, object]) -> Said:
        """Expressions that fail are told in `failures`, with their place."""
        self._printed, self.failures = {}, []
        if self._budget:
            self._budget.begin()
        words = {}
        for part, template in zip(self._parts, self._templates, strict=True):
            text, line = "", 0
            with ForeignFault() as fault:
                try:
                    text = template.render(dict(values))
                finally:
                    line = _line_of(sys.exc_info()[2])
            if fault.error:
                self.failures.append(_about(part, line, "มีคำสั่งที่ทำงานไม่ได้", "แก้หรือลบคำสั่งนี้"))
            pieces = ((int(number), packed(html.unescape(said))) for number, said in _PIECE.findall(text))
            words[part.outline.part] = [(number, said) for number, said in pieces if said]
        return Said(values, words, self._printed)

    def _noted(self, value: Any, number: int, line: int) -> Any:
        part = self._parts[number]
        if isinstance(value, bool) or not isinstance(value, str | int | float | Undefined):
            remedy = "พิมพ์ข้อความทีละรายการ หรือใช้เป็นเงื่อนไข"
            self.problems.append(_about(part, line, "พิมพ์ค่าที่ไม่ใช่ข้อความ", remedy))
        self._printed.setdefault((part.outline.part, line), []).append(packed(str(value)))
        return value


def _about(part: Read, line: int, what: str, remedy: str) -> Problem:
    piece = part.piece(line)
    told = piece.told if isinstance(piece, Tag) else plain(piece.text, 40)
    return Problem(f"{what}: {told}", remedy, part.place(line))


def _noting(tree: nodes.Template, number: int) -> nodes.Template:
    """The tree, with every expression that is printed under the filter that notes its value."""
    for output in tree.find_all(nodes.Output):
        output.nodes = [
            part
            if isinstance(part, nodes.TemplateData)
            else nodes.Filter(
                part,
                "noted",
                [nodes.Const(number, lineno=part.lineno), nodes.Const(part.lineno, lineno=part.lineno)],
                [],
                None,
                None,
                lineno=part.lineno,
            )
            for part in output.nodes
        ]
    return tree


def _line_of(trace: TracebackType | None) -> int:
    line = 0
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def packed(text: str) -> str:
    """Without space: where a line breaks or a tab stands makes no difference."""
    return "".join(text.split())


# --- values ---------------------------------------------------------------------------------------


class Count(NamedTuple):
    """What became of the values of a variable: '' for none named, else 'whole', 'cut' or 'changed'."""

    state: str
    place: str = ""
    told: str = ""


def missing(said: list[Said], printed: list[Printed]) -> tuple[list[Problem], list[Problem]]:
    """Problems and remarks: variables that a memo needs, or usually has, and that are not all there."""
    counts = {names: _best(names, said, printed) for names in (*REQUIRED, *USUAL)}
    problems = [
        Problem(f"พิมพ์ {names[0]} ไม่ครบ ขาด “{count.told}”", "ให้วงรอบและเงื่อนไขพิมพ์ครบทุกรายการ", count.place)
        for names, count in counts.items()
        if count.state == "cut"
    ]
    remarks = [
        Problem(f"ดัดแปลงหรือตัดค่าของ {names[0]} “{count.told}”", "", count.place)
        for names, count in counts.items()
        if count.state == "changed"
    ]
    if absent := [names[0] for names in REQUIRED if not counts[names].state]:
        problems.append(Problem("ขาดตัวแปรที่ต้องมี: " + ", ".join(absent), "เพิ่มตัวแปรเหล่านี้ในแม่แบบ"))
    left_out = [names for names in USUAL if not counts[names].state]
    if _MORE in left_out and counts[_FIRST].state:
        left_out.remove(_MORE)
        problems.append(
            Problem(
                "พิมพ์การกำกับติดตามเพียงบรรทัดแรก (plan.follow_up)",
                "เพิ่ม {%p for line in row.follow_up_more %} {{ line }} {%p endfor %} ต่อจากบรรทัดแรก",
                next((one.place for one in printed if _FIRST[0] in _plain(one.paths)), ""),
            )
        )
    if left_out:
        told = ", ".join(f"{name} ({_meaning(name)})" for (name,) in left_out)
        remarks.append(Problem(f"ไม่พิมพ์ {told}", "เพิ่มตัวแปรเหล่านี้ หากต้องการให้มีในบันทึก"))
    return problems, remarks


def _meaning(name: str) -> str:
    variable, _, item = name.partition(".")
    found = BY_NAME[variable].item(item) if item else BY_NAME[variable]
    return found.thai if found else ""


def _best(names: tuple[str, ...], said: list[Said], printed: list[Printed]) -> Count:
    counts = [count for name in names if (count := _count(name, said, printed)).state]
    return min(counts, key=lambda count: _STATES.index(count.state), default=Count(""))


def _count(name: str, said: list[Said], printed: list[Printed]) -> Count:
    naming = {name, f"*.{name.rpartition('.')[2]}"}
    ours = [one for one in printed if naming & _plain(one.paths)]
    for one in said:
        values = [value for value in map(packed, _values(one.values, name)) if value.strip(".")]
        got = [text for out in ours for text in one.printed.get((out.read.outline.part, out.line), ())]
        told = "\0".join(got)
        lacking = [value for value in values if value not in told]
        if lacking and ours:
            state = "changed" if len(got) >= len(values) else "cut"
            return Count(state, ours[0].place, plain(lacking[0], 30))
    return Count("whole" if ours else "")


def _plain(paths: frozenset[str]) -> set[str]:
    """Rows are the same, in groups or not."""
    return {_GROUPED.sub("", path.replace("plan_groups", "plan")) for path in paths}


def _values(values: Mapping[str, object], name: str) -> Iterator[str]:
    """All texts of a variable, or of a name in its rows."""
    variable, _, item = name.partition(".")
    waiting = [values.get(variable)]
    for value in waiting:  # grows while it is read
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            waiting.append(value.get(item))


# --- words ----------------------------------------------------------------------------------------


def lost(said: Said, parts: Iterable[Read], trees: Mapping[str, Any]) -> Iterator[Problem]:
    """What the memo has to say and does not: `trees` are the made memo's parts."""
    for part in parts:
        text = _unsigned("".join(packed(run.text or "") for run in trees[part.outline.part].iter(T)))
        place = 0
        for number, words in said.words[part.outline.part]:
            found = text.find(_unsigned(words), place)
            if found < 0:
                paragraph = part.pieces[number].paragraph
                yield Problem(
                    f"ทำให้ข้อความ “{plain(words, 40)}” หายไปจากบันทึก", "จัดคำสั่งใกล้ข้อความนี้ใหม่", paragraph.place
                )
            else:
                place = found + len(_unsigned(words))


def _unsigned(text: str) -> str:
    """Without docxtpl's escapes: {_{ stands for two braces."""
    return _ESCAPE.sub("", text)
