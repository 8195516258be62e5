"""Random Jinja against the bound of a foreign template: `python -m tests.fuzz_templates COUNT [SEED]`.

Each program is refused by the language, or stopped by the budget, or done, within its time and memory.
"""

from __future__ import annotations

import random
import sys
import time

from jinja2.defaults import DEFAULT_FILTERS, DEFAULT_TESTS

from itaxl.errors import TemplateError
from itaxl.memo.content.context import context
from itaxl.memo.press.bytes_jinja import BytesEnvironment, render_bytes
from itaxl.memo.template.budget import Budget
from itaxl.memo.template.language import FILTERS, forbidden
from itaxl.memo.template.sandbox import MemoEnvironment
from tests import memo_cases as case

SECONDS, MEMORY = 10.0, 1_000_000_000
_LEAVES = (
    *(
        "plan",
        "plan_groups",
        "results",
        "signers",
        "closing",
        "subject",
        "agency",
        "row",
        "row.title",
        "row.steps",
    ),
    *(
        "x",
        "y",
        "z",
        "loop.index",
        "loop",
        "plan[0]",
        "row['title']",
        "1",
        "0",
        "-1",
        "3.5",
        "999",
        "10**9",
        "1e308",
    ),
    *(
        "'ก'",
        "'x'",
        "''",
        "'%s'",
        "'&<>'",
        "'\t\t'",
        "true",
        "none",
        "range(99999)",
        "range(9)",
        "[]",
        "{}",
        "nothing",
    ),
)
_OPERATORS = ("+", "-", "*", "/", "//", "%", "**", "~", "~", "~", "==", "<", "in", "and", "or")
_METHODS = (
    *(
        "strip",
        "upper",
        "split",
        "splitlines",
        "count",
        "join",
        "format",
        "center",
        "ljust",
        "replace",
        "zfill",
    ),
    *("expandtabs", "encode", "items", "values", "keys", "append", "index", "cycle", "changed", "partition"),
)


def expression(chance: random.Random, depth: int = 0) -> str:
    if depth > 3 or chance.random() < 0.3:
        return chance.choice(_LEAVES)

    def inner() -> str:
        return expression(chance, depth + 1)

    match chance.randrange(9):
        case 0 | 1:
            return f"({inner()} {chance.choice(_OPERATORS)} {inner()})"
        case 2 | 3 | 4:
            name = chance.choice(sorted(FILTERS) if chance.random() < 0.85 else sorted(DEFAULT_FILTERS))
            arguments = chance.choice(
                ("", "", f"({inner()})", f"({inner()}, {inner()})", "(attribute='title')")
            )
            if name == "map":
                arguments = chance.choice(
                    ("('upper')", "('length')", "(attribute='steps')", "('center', 9**9)")
                )
            return f"({inner()})|{name}{arguments}"
        case 5:
            return f"({inner()}).{chance.choice(_METHODS)}({chance.choice(('', inner()))})"
        case 6:
            return f"({inner()})[{chance.choice(('0', '1:', '::-1', ':-3', inner()))}]"
        case 7:
            return chance.choice(
                (f"[{inner()}, {inner()}, {inner()}]", f"{{'a': {inner()}}}", f"({inner()},)")
            )
        case _:
            return f"({inner()} is {chance.choice(sorted(DEFAULT_TESTS))})"


def program(chance: random.Random, depth: int = 0) -> str:
    pieces = []
    for _ in range(chance.randint(1, 4)):
        match chance.randrange(6 if depth < 5 else 3):
            case 0:
                pieces.append(f"{{{{ {expression(chance)} }}}}")
            case 1:
                name = chance.choice("xyz")
                grown = chance.choice((f"{name} ~ {name}", f"[{name}, {name}, {name}]", expression(chance)))
                pieces.append(f"{{% set {name} = {grown} %}}" * chance.choice((1, 1, 40)))
            case 2:
                pieces.append("<w:t>ข้อความ</w:t>")
            case 3:
                pieces.append(f"{{% if {expression(chance)} %}}{program(chance, depth + 1)}{{% endif %}}")
            case _:
                over = chance.choice((*_LEAVES[:10], expression(chance)))
                pieces.append(f"{{% for row in {over} %}}{program(chance, depth + 1)}{{% endfor %}}")
    return "".join(pieces)


def values() -> dict[str, object]:
    measures = [case.MEASURES[n % 6]._replace(number=n + 1) for n in range(300)]
    given = context(case.assessed(case.with_measures(measures)))
    return given | {"x": "ก" * 30_000, "y": given["plan"], "z": 7, "row": given["plan"][0]}  # type: ignore[index]


def outcome(source: str, given: dict[str, object]) -> str:
    """'refused', 'stopped', 'failed' (an exception of the program itself) or 'done'."""
    try:
        tree = MemoEnvironment(keep_signs=True).parse(source)
    except Exception:
        return "refused"
    if any(forbidden(tree)):
        return "refused"
    budget = Budget()
    told = "done"
    for environment in (MemoEnvironment(keep_signs=True, budget=budget), BytesEnvironment(budget)):
        budget.begin()
        try:
            template = environment.from_string(source)
            budget.begin()
            if isinstance(environment, BytesEnvironment):
                render_bytes(template, given)
            else:
                template.render(given)
        except TemplateError:
            told = "stopped"
        except MemoryError:
            raise
        except Exception:
            told = "failed"
    return told


def main(count: int, seed: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    given = values()
    told: dict[str, int] = {}
    longest = 0.0
    for number in range(count):
        source = program(random.Random(f"{seed} {number}"))
        begun = time.process_time()
        try:
            kind = outcome(source, given)
        except MemoryError:
            raise SystemExit(
                f"program {number} of seed {seed} took too much memory: {source[:2000]}"
            ) from None
        took = time.process_time() - begun
        longest = max(longest, took)
        told[kind] = told.get(kind, 0) + 1
        if took > SECONDS:
            raise SystemExit(f"program {number} of seed {seed} took {took:.1f} s: {source[:2000]}")
    sys.stdout.write(f"{told} longest {longest:.2f} s\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
