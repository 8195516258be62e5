"""No text that goes into a list for spreadsheets is run there, and none is changed that would not be."""

from __future__ import annotations

import pytest

from itaxl.core.cell_text import harmless


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def it_takes_the_formula_out_of_a_csv_cell(text: str) -> None:
    assert harmless(text) == "'" + text
    assert harmless("ก" + text) == "ก" + text


@pytest.mark.parametrize("sign", "=+-@＝＋－＠")
@pytest.mark.parametrize(
    "before",
    [" ", "\xa0", "\u200b", "\u2066", "\u061c", "\ufeff", "\u3164", "\U000e0061", '"', ' \u200b "'],
)
def it_sees_a_formula_behind_what_nobody_sees(before: str, sign: str) -> None:
    assert harmless(f"{before}{sign}1") == f"'{before}{sign}1"
    assert harmless(f"ก{before}{sign}1") == f"ก{before}{sign}1"
    for separator in ";\t\n\r":
        assert harmless(f"ก{separator}{before}{sign}1") == f"ก{separator}'{before}{sign}1"


@pytest.mark.parametrize("text", ["", "ก; ข", "a;1", "1-2", "a=b", "ก\tข", "'", "x;"])
def it_leaves_other_texts_as_they_are(text: str) -> None:
    assert harmless(text) == text
