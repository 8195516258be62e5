"""What is wrong with a template: each problem with its place and its remedy, and all of them at once."""

from __future__ import annotations

from collections.abc import Iterable

from itaxl.errors import TemplateError
from itaxl.named_tuple import NamedTuple

#: Letters of one message that somebody can still read; `problems` has all of it.
_LONGEST = 800
_NEXT_STEP = "โปรดแก้แม่แบบใน Word ตามคำอธิบายใน docs/memo-template.md แล้วลองอีกครั้ง"


class Problem(NamedTuple):
    """`what` goes on after the word แม่แบบ; `remedy` after โปรด; `place` may be ''."""

    what: str
    remedy: str = ""
    place: str = ""

    @property
    def sentence(self) -> str:
        place = f" ({self.place})" if self.place else ""
        remedy = f" โปรด{self.remedy}" if self.remedy else ""
        return f"แม่แบบ{self.what}{place}{remedy}"


def refusal(problems: Iterable[Problem]) -> TemplateError:
    """One error for all of them; its `problems` are their sentences."""
    found = list(dict.fromkeys(problems))
    if len(found) == 1:
        problem = found[0]._replace(remedy="")
        step = f"โปรด{found[0].remedy}" if found[0].remedy else _NEXT_STEP
        error = TemplateError(problem.sentence[:_LONGEST], step)
    else:
        told = "; ".join(
            f"({number}) {problem.sentence.removeprefix('แม่แบบ')}" for number, problem in enumerate(found, 1)
        )
        error = TemplateError(f"แม่แบบมีปัญหา {len(found):,} รายการ: {told}"[:_LONGEST], _NEXT_STEP)
    error.problems = tuple(problem.sentence for problem in found)
    return error
