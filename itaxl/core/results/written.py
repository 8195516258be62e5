"""What on the sheets is ours: the texts that this program writes there, known by their shape.

Whatever has no shape of ours is a person's, and is neither overwritten nor blanked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from itaxl.core import layout
from itaxl.core.grid import Value
from itaxl.core.layout import Field
from itaxl.core.rules import BY_CODE, RULES, Rule
from itaxl.core.suggestions import QUESTION
from itaxl.core.wording import EXAMPLE
from itaxl.core.years import SCALES

if TYPE_CHECKING:
    from itaxl.core.evidence.catalogue import LinkRule

PASSED = "ผ่าน"
#: A finding's text in the measures' column ผลการตรวจ is no longer than this.
LONGEST_MESSAGE = 160
#: These are compiled when they are first wanted: most clicks find what they look for sooner.
_ADDRESS = r"[A-Z]{1,3}[1-9]\d{0,6}"
_WORDS = frozenset(layout.SEVERITY_WORDS.values())
_COUNTED = rf"(?:{'|'.join(_WORDS)}) [\d,]+ รายการ"
_STATE = (
    rf"(?:ไม่พบ(?:รายการ|สิ่ง)ที่ต้องแก้ไข|(?:ไม่มีรายการที่ต้องแก้ไข ?)?{_COUNTED}(?: {_COUNTED})?)"
    r"(?: \(ตรวจเมื่อ \d+ \S+ \d+ เวลา \d\d\.\d\d น\.\))?"
    r"|[\d,]+ มาตรการ ข้อมูล ณ วันที่ \d+ \S+ \d+"
)
#: What stands in the place of a state before the first click.
_HINT = r"(?:กดปุ่ม|ใช้คำสั่ง) .{1,60} เพื่อ(?:ดูสิ่งที่ต้องแก้ไข|นับผลการดำเนินงานและวาดแผนภูมิ)"


def is_blank(value: Value) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def is_state(value: Value) -> bool:
    """Whether a text is one of the lines that say above a table when it was filled."""
    return isinstance(value, str) and bool(re.fullmatch(_STATE, value) or re.fullmatch(_HINT, value))


def fits(field: str, value: Value) -> bool:
    """Whether a value can be ours in this column of the findings (as sheet or quoted value: any text).

    A column without its label holds no suggestions: before there were any, people wrote there.
    """
    if not isinstance(value, str) or field == "suggestion":
        return False
    if field == "severity":
        return value in _WORDS
    if field == "cell":
        return bool(re.fullmatch(_ADDRESS, value))
    if field == "code":
        return value in BY_CODE
    if field == "message":
        return any(_pattern(said).fullmatch(value) for rule in RULES for said in rule.messages)
    return True


def quotes(code: str | None, message: str, value: str | None) -> bool:
    """Whether the message is one of the code's (None: of any), and holds the value (None: it need not)."""
    rules = RULES if code is None else (BY_CODE[code],)
    patterns = (_pattern(said) for rule in rules for said in rule.messages)
    found = [match.groupdict() for pattern in patterns if (match := pattern.fullmatch(message))]
    return any(value is None or words.get("value") == value for words in found)


def without_ours(text: str) -> str:
    """What a person added to the message of a measure's row, before it or behind it; '' for nothing."""
    kept = []
    for line in text.split("\n"):
        end = _our_end(line)
        if end is None:
            kept.append(line)
        elif line[end:].strip():
            kept.append(line[end:].strip())
    return "\n".join(kept).strip("\n") if any(line.strip() for line in kept) else ""


def _our_end(line: str) -> int | None:
    """How far a line is ours; None where it does not begin as ours do."""
    if line.rstrip() == PASSED:
        return len(line)
    if more := re.match(rf"และอีก \d+ (?:รายการ|ข้อ) ดูในแผ่น(?:งาน)? {re.escape(layout.FINDINGS_SHEET)}", line):
        return more.end()
    start = next((len(word) + len(": ") for word in _WORDS if line.startswith(f"{word}: ")), None)
    if start is None:
        return None
    cut = start + LONGEST_MESSAGE
    if line[cut - 1 : cut] == "…":
        return _question_end(line, cut)
    end = _message_end(line, start, RULES)
    if not end:
        from itaxl.core.evidence.catalogue import LINK_RULES  # few clicks find any

        end = _message_end(line, start, LINK_RULES)
    return _question_end(line, end) if end else len(line)  # else an earlier version's wording


def _message_end(line: str, start: int, rules: Iterable[Rule | LinkRule]) -> int:
    """Where the longest message of the rules that stands there ends; 0 where none does."""
    patterns = (_pattern(said) for rule in rules for said in rule.messages)
    return max((found.end() for pattern in patterns if (found := pattern.match(line, start))), default=0)


def _question_end(line: str, end: int) -> int:
    """How far a line is ours where our message may be followed by the question about its suggestion."""
    found = re.compile(QUESTION).match(line, end + 1) if line[end : end + 1] == " " else None
    return found.end() if found else end


@cache
def _pattern(template: str) -> re.Pattern[str]:
    return re.compile("".join(_parts(template)), re.DOTALL)


def _parts(template: str) -> Iterator[str]:
    from string import Formatter  # as most clicks make none of these

    seen: set[str] = set()
    pieces = list(Formatter().parse(template))
    for at, (literal, name, _, _) in enumerate(pieces, 1):
        yield re.escape(literal)
        if name is None:
            continue
        if name in seen:
            yield f"(?P={name})"
        elif at == len(pieces):
            yield _last_words()
        else:
            yield f"(?P<{name}>{_hints() if name == 'hint' else '.*?'})"
            seen.add(name)


def _fields() -> tuple[Field, ...]:
    return *layout.OFFICE_FIELDS, *layout.REPORT_FIELDS, *layout.MEASURE_COLUMNS


def _hints() -> str:
    """A hint may itself end as the text behind it does; its example is in the tracker's year."""
    return "|".join(
        {re.escape(re.sub(EXAMPLE, r"\1YEAR", field.hint)).replace("YEAR", r"\d{4}") for field in _fields()}
    )


@cache
def _last_words() -> str:
    """What a message can end with that differs from case to case: a year, a day, or words to choose from."""
    words = {word for field in _fields() for word in (field.label, *field.choices)}
    words |= {name for scale in SCALES for name in scale.names}
    one = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return rf"(?:(?:\d+/\d+/)?\d+|(?:{one})(?:[ ,/]+(?:{one}))*)"
