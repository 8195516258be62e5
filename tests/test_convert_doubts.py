"""Each kind of doubt is raised by its bad example, and not by its good one, through every door it is for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from itaxl.convert.doubts import BY_CODE, FAMILIES, Kind, doubt
from itaxl.core.rules import BY_CODE as RULES
from tests.convert_examples import drafts_of

ROOT = Path(__file__).parents[1]
KINDS = [pytest.param(kind, id=kind.code) for kinds in FAMILIES.values() for kind in kinds]


@pytest.mark.parametrize("kind", KINDS)
class DescribeEveryKind:
    def it_is_raised_by_its_bad_example_through_every_door(self, kind: Kind) -> None:
        for draft in drafts_of(kind.bad, kind.door):
            found = [one for one in draft.doubts if one.code == kind.code]
            assert found
            assert {one.severity for one in found} == {kind.severity}
            assert all(one.source for one in found)

    def it_is_not_raised_by_its_good_example(self, kind: Kind) -> None:
        for draft in drafts_of(kind.good, kind.door):
            assert kind.code not in {one.code for one in draft.doubts}

    def it_says_why_and_what_to_do(self, kind: Kind) -> None:
        assert kind.why
        assert "โปรด" in kind.message or kind.code in {"C803", "C825", "C828", "C833", "C835", "C868"}


def it_gives_each_kind_a_code_of_its_own() -> None:
    assert len(BY_CODE) == sum(map(len, FAMILIES.values()))
    assert not BY_CODE.keys() & RULES.keys()


def it_knows_no_kind_that_nobody_raises() -> None:
    sources = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "itaxl" / "convert").rglob("*.py")
        if not path.name.startswith("of_")
    )
    assert {code for code in BY_CODE if f'"{code}"' not in sources} == set()
    assert set(re.findall(r'"(C8\d\d)"', sources)) <= BY_CODE.keys()


def it_refuses_a_code_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        doubt("M601", "x")


def it_quotes_in_one_short_line() -> None:
    assert len(doubt("C865", "x", "ก\n" * 500).value) == 200
