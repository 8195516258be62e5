"""One border moved, two cells merged, one split, a header renamed, a row inserted: never silently wrong."""

from __future__ import annotations

import pytest

from tests.convert_layouts import LAYOUTS
from tests.convert_mutants import mutants, silently_wrong


@pytest.mark.parametrize("name", LAYOUTS)
def it_is_never_wrong_without_a_word(name: str) -> None:
    one = LAYOUTS[name]
    seen, wrong = 0, []
    for number, (what, draft) in enumerate(mutants(one)):
        if number % 3 and what.startswith("memo"):
            continue  # every third of the many borders
        seen += 1
        wrong += [f"{what}: {value}" for value in silently_wrong(draft, one)]
    assert seen > 5
    assert wrong == []
