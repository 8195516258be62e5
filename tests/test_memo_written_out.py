"""A body written out as a function prints what Jinja prints, or leaves it to Jinja."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from itaxl.core.model import Grouping
from itaxl.memo.content.context import context
from itaxl.memo.content.own_columns import Own
from itaxl.memo.content.xml_text import typed
from itaxl.memo.emblem import Emblem
from itaxl.memo.finish import _escaped
from itaxl.memo.press.bytes_jinja import BytesEnvironment, render_bytes
from itaxl.memo.press.press import Press, told
from itaxl.memo.press.serialised import canonicalise
from itaxl.memo.press.spelling import Spelt, UnforeseenError, loaded, print_bytes
from itaxl.memo.press.written_out import NotPlain, written_out
from itaxl.memo.render import Template
from itaxl.shipped import BRIEF_TEMPLATE, LETTER_TEMPLATE, TEMPLATES, shipped
from tests import memo_cases as case
from tests.test_memo_equals_docxtpl import FOREIGN
from tests.test_memo_equals_docxtpl import VALUES as OTHER_VALUES

ENVIRONMENT = BytesEnvironment()
VALUES: dict[str, Any] = {
    "text": "ก & <ข> \"ค\" 'ง' &#34;",
    "empty": "",
    "one": "1",
    "number": 1,
    "yes": True,
    "no": False,
    "list": ["ก", "1", "", "<"],
    "nothing": [],
    "rows": [{"name": "แถว 1", "lines": ["ก", "ข"], "row": "x"}, {"name": "1", "lines": [], "row": "y"}],
    "own": Own({"งบ": "5", "items": "ของ"}, {}),
}


def by_jinja(source: str, values: dict[str, Any]) -> bytes | type[BaseException]:
    try:
        return render_bytes(ENVIRONMENT.from_string(source), values)
    except Exception as error:
        return type(error)


def by_function(source: str, values: dict[str, Any]) -> bytes:
    return print_bytes(loaded(written_out(ENVIRONMENT.parse(source), ())), values)


PLAIN = [
    "",
    "<w:p>&#34;&amp;&#39;</w:p>",
    "{{ text }}{{ empty }}{{ one }}{{ number }}{{ yes }}{{ no }}{{ one }}",
    "{{ 'it\\'s <' }}{{ 5 }}{{ true }}{{ 1 }}{{ '1' }}",
    "{% if text %}a{% elif no %}b{% else %}c{% endif %}{% if no %}{% endif %}",
    "{% if no %}a{% elif not nothing and yes or no %}b{% endif %}{{ empty or text }}{{ empty and text }}",
    "{% for x in list %}[{{ x }}]{% else %}none{% endfor %}",
    "{% for x in nothing %}{{ x }}{% else %}-{% endfor %}",
    "{% for x in list %}{{ loop.index }}{{ loop.index0 }}{{ loop.first }}{{ loop.last }}{% endfor %}",
    "{% for x in list %}{{ loop.length }}{% endfor %}",
    "{% for row in rows %}{{ row.name }}{% for x in row.lines %}{{ loop.index }}{{ x }}{% endfor %}"
    "{{ loop.index }}{% endfor %}",
    "{% for row in rows %}{% for x in row.lines %}{{ x }}{% else %}{{ loop.index }}{% endfor %}{% endfor %}",
    "{% for text in list %}{{ text }}{% endfor %}{{ text }}",
    "{% for list in list %}{{ list }}{% endfor %}{{ list[0] }}",
    "{% for rows in rows[0].lines %}{{ rows }}{% endfor %}{{ rows[1]['name'] }}",
    "{% for c in text %}{{ c }}.{% endfor %}{% for key in rows[0] %}{{ key }}{% endfor %}",
    "{% for row in rows %}{% if loop.index + 1 == loop.length %}x{% else %}y{% endif %}{% endfor %}",
    "{{ list[1] }}{{ list[number] }}{% for x in list[1:] %}{{ x }}{% endfor %}",
    "{% for x in list[:2 if list|length is even else 1] %}{{ x }}{% endfor %}",
    "{% for x in list[::2] %}{{ x }}{% endfor %}",
    "{% for pair in list|batch(3) %}({% for x in pair %}{{ x }}{% endfor %}){% endfor %}",
    "{{ number == 1 }}{{ one == 1 }}{{ 1 < 2 <= 2 }}{{ number is odd }}{{ list|count }}{{ number|int }}",
    "{{ 'ก' in list }}{{ 'ก' not in list }}{{ 'name' in rows[0] }}{{ number - 2 }}{{ text + one }}",
    "{{ own.งบ }}{{ own['items'] }}",
]


@pytest.mark.parametrize("source", PLAIN)
def test_what_is_plain_is_printed_as_jinja_prints_it(source: str) -> None:
    assert by_function(source, VALUES) == by_jinja(source, VALUES)


@pytest.mark.parametrize(
    "source",
    [
        *("{{ text|upper }}", "{{ text ~ one }}", "{{ none }}", "{{ 1.5 }}", "{{ text is defined }}"),
        *("{{ text.upper() }}", "{{ number * 2 }}", "{{ -number }}", "{{ [1] }}", "{{ range(3) }}"),
        *("{{ text if no }}", "{% set x = text %}{{ x }}", "{% for a, b in rows %}{% endfor %}"),
        *("{% for x in list if x %}{{ x }}{% endfor %}", "{% for x in list recursive %}{% endfor %}"),
        *(
            "{% for x in list %}{{ loop }}{% endfor %}",
            "{% for x in list %}{{ loop.cycle('a') }}{% endfor %}",
        ),
        *("{% for x in list %}{{ loop.revindex }}{% endfor %}", "{{ own.items }}", "{{ own.missed }}"),
        *(
            "{{ rows[0].keys }}",
            "{{ list|batch(2, 'x') }}",
            "{{ list|batch(number) }}",
            "{{ number|int(5) }}",
        ),
        *("{{ list|batch(linecount=2) }}", "{{ list|batch(0) }}", "{% macro m() %}{% endmacro %}"),
        *("{{ list[-1] }}", "{{ number|int(*list) }}", "{{ number|int(**own) }}"),
        "{% for x in list %}" * 30 + "{% endfor %}" * 30,
    ],
)
def test_what_is_not_plain_stays_with_jinja(source: str) -> None:
    with pytest.raises(NotPlain):
        by_function(source, VALUES)


@pytest.mark.parametrize(
    "source",
    [
        *(
            "{{ unknown }}",
            "{% if unknown %}{% endif %}",
            "{% for x in unknown %}{% endfor %}",
            "{{ loop.index }}",
        ),
        *(
            "{{ rows[0].unknown }}",
            "{{ rows[5] }}",
            "{{ text.unknown }}",
            "{{ number.real }}",
            "{{ list.x }}",
        ),
        *("{{ rows }}", "{{ rows[0] }}", "{{ list }}", "{{ own }}", "{{ text|int }}", "{{ yes|int }}"),
        *(
            "{{ number + text }}",
            "{{ number < text }}",
            "{% for x in number %}{% endfor %}",
            "{{ number|length }}",
        ),
        *("{% for x in text|batch(2) %}{{ x }}{% endfor %}", "{{ number in text }}", "{{ text[rows] }}"),
    ],
)
def test_a_value_of_another_kind_is_unforeseen(source: str) -> None:
    with pytest.raises(UnforeseenError):
        by_function(source, VALUES)


def test_texts_numbers_and_truths_do_not_stand_for_each_other() -> None:
    spelt = Spelt()
    given = ["1", 1, True, "True", 0, False, "0", "False", 1, "1"]
    assert [spelt[value] for value in given] == [str(value).encode() for value in given]  # type: ignore[index]
    assert set(map(type, spelt)) == {str}


NAMES = st.sampled_from(
    ["text", "empty", "one", "number", "yes", "list", "nothing", "rows", "own", "x", "y", "loop"]
)
KEYS = st.sampled_from(["name", "lines", "row", "index", "index0", "first", "last", "length", "งบ", "items"])


def bigger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    signs = st.sampled_from(["and", "or", "==", "!=", "<", ">=", "in", "not in", "+", "-"])
    return st.one_of(
        st.builds("{}.{}".format, NAMES, KEYS),
        st.builds("{}[{}]".format, NAMES, inner),
        st.builds("{}[{}:]".format, NAMES, inner),
        st.builds("({} {} {})".format, inner, signs, inner),
        st.builds("(not {})".format, inner),
        st.builds("({} if {} else {})".format, inner, inner, inner),
        st.builds("({}|{})".format, inner, st.sampled_from(["length", "int", "batch(2)", "upper"])),
        st.builds("({} is {})".format, inner, st.sampled_from(["even", "odd", "defined"])),
    )


EXPRESSIONS = st.recursive(
    st.one_of(NAMES, st.sampled_from(["'1'", "1", "0", "true", "'<'"])), bigger, max_leaves=4
)


def blocks(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("{}{}".format, inner, inner),
        st.builds("{{% if {} %}}{}{{% else %}}{}{{% endif %}}".format, EXPRESSIONS, inner, inner),
        st.builds("{{% for x in {} %}}{}{{% else %}}{}{{% endfor %}}".format, EXPRESSIONS, inner, inner),
        st.builds("{{% for y in {} %}}{}{{% endfor %}}".format, EXPRESSIONS, inner),
        st.builds("{{% for text in {} %}}{}{{% endfor %}}".format, EXPRESSIONS, inner),
    )


SOURCES = st.recursive(
    st.one_of(st.builds("{{{{ {} }}}}".format, EXPRESSIONS), st.sampled_from(["<w:t>", "&#34;", "ก"])),
    blocks,
    max_leaves=6,
)


@settings(max_examples=600, deadline=None)
@given(SOURCES)
def test_any_template_is_printed_as_jinja_prints_it_or_not_at_all(source: str) -> None:
    try:
        ours = by_function(source, VALUES)
    except (NotPlain, UnforeseenError):
        return
    assert ours == by_jinja(source, VALUES)


@pytest.mark.parametrize("name", FOREIGN)
def test_a_template_from_elsewhere_is_printed_as_jinja_prints_it(name: str) -> None:
    compiled = Template(FOREIGN[name][0]())._variant("TH SarabunPSK", "png")._compiled
    if compiled is None or compiled[0].written_out is None:
        return
    body, values = compiled[0], typed(OTHER_VALUES)
    assert body._written is not None
    try:
        ours = print_bytes(body._written, values)
    except UnforeseenError:
        return
    assert body.proof is not None
    assert canonicalise(ours, body.proof) == canonicalise(render_bytes(body._fast, values), body.proof)


ALL_OURS = (*TEMPLATES.values(), LETTER_TEMPLATE, BRIEF_TEMPLATE)


@pytest.mark.parametrize("name", ALL_OURS)
def test_ours_are_written_out(name: str) -> None:
    compiled = Template(shipped(name).read_bytes())._variant("TH SarabunPSK", "png").compiled_template()
    assert compiled is not None and compiled.plain


@pytest.mark.parametrize("name", TEMPLATES.values())
@pytest.mark.parametrize("grouping", Grouping)
@pytest.mark.parametrize("signers", range(5))
def test_no_memo_of_ours_needs_jinja(name: str, grouping: Grouping, signers: int) -> None:
    tracker = case.with_office(signers=(case.OFFICE.signers * 2)[:signers])
    tracker = tracker._replace(report=tracker.report._replace(grouping=grouping))
    variant = Template(shipped(name).read_bytes())._variant("TH SarabunPSK", "png")
    values, emblem = context(case.assessed(tracker)), Emblem.read(case.picture(9, 10))
    memo = variant.render(values, emblem)
    compiled = variant.compiled_template()
    assert compiled is not None
    assert Press(compiled).render(values, emblem) == memo


def test_a_click_imports_nothing_of_jinja(tmp_path: Path) -> None:
    code = (
        "import sys; from itaxl.memo.make import make_memo; from itaxl.memo.render import Template;"
        "from pathlib import Path; from tests import memo_cases as case;"
        "make_memo(Template.load(), case.assessed(), Path('.')); print('jinja2' in sys.modules)"
    )
    given: dict[str, Any] = {"cwd": Path(__file__).parents[1], "capture_output": True, "text": True}
    given["env"] = os.environ | {"ITAXL_CACHE": str(tmp_path)}
    answers = [subprocess.run([sys.executable, "-c", code], **given).stdout.strip() for _ in range(2)]
    assert answers == ["True", "False"]


class DescribeWhatAHeaderIsTold:
    def it_tells_kinds_apart_and_nothing_else(self) -> None:
        told_of = [told("h", ["a", "b"], {"a": value}) for value in (1, True, "1", ["1"], {"1": "1"}, "")]
        assert len({told("h", ["a"], {}), told("f", ["a"], {}), *told_of}) == 8
        fresh = "".join(["ก", "ข", str(len("x"))])
        assert told("h", ["a"], {"a": fresh, "c": 5}) == told("h", ["a"], {"a": "กข1"})

    def it_is_silent_about_what_notes_its_questions(self) -> None:
        assert told("h", ["rows"], {"rows": [{"own": Own({}, {})}]}) is None


@given(st.text(st.sampled_from("&<>\"'กa;#34"), max_size=8))
def test_addresses_and_titles_are_escaped_as_by_markupsafe(text: str) -> None:
    assert _escaped(text) == str(escape(text))
