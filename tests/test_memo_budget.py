"""No template can run away: whatever it says, a memo ends within a bound of time and memory."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from itaxl.errors import TemplateError
from itaxl.memo import render
from itaxl.memo.content.context import context
from itaxl.memo.press import cache
from itaxl.memo.render import Template, default_template_path
from itaxl.memo.template import apart
from itaxl.memo.template.language import FILTERS
from tests import memo_cases as case
from tests.fuzz_templates import values
from tests.test_memo_active import with_xml
from tests.test_memo_check import changed


@pytest.fixture(autouse=True)
def nothing_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache.ENVIRONMENT, str(tmp_path / "kept"))


@pytest.fixture
def in_this_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """In seconds, though nothing would end it."""
    monkeypatch.setattr(render, "APART", False)
    begun = time.process_time()
    yield
    assert time.process_time() - begun < 15


def lying(tmp_path: Path, docx: bytes) -> Path:
    path = tmp_path / "แม่แบบ.docx"
    path.write_bytes(docx)
    return path


def with_tag(tag: str) -> bytes:
    return changed(("{{ agency }}", "{{ agency }}" + tag))


BOMBS = [
    "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
    "{% for a in range(99999) %}{% if a in range(99999) %}x{% endif %}{% endfor %}",
    "".join(f"{{% for {n} in plan %}}" for n in "abcdefgh") + "x" + "{% endfor %}" * 8,
    "{{ 'x' * 1000000000 }}",
    "{{ [1] * 1000000000 }}",
    "{{ 9 ** 9 ** 9 }}",
    "{{ 99999 * 99999 * 99999 * 99999 * 99999 }}",
    "{{ '%999999999d' % 1 }}",
    "{{ '%999999999d'|format(1) }}",
    "{{ '{:>999999999}'.format(1) }}",
    "{{ 'x'|center(999999999) }}",
    "{{ 'x'.center(999999999) }}",
    "{{ 'x'.ljust(999999999) }}",
    "{{ 'x'.zfill(999999999) }}",
    "{{ '\t'.expandtabs(999999999) }}",
    "{{ subject|indent(999999999) }}",
    "{{ subject|wordwrap(1) }}",
    "{{ [1]|batch(999999999, 'x')|list }}",
    "{{ [1]|slice(999999999)|list }}",
    "{{ plan|pprint }}",
    "{{ 1.5|round(999999999, 'ceil') }}",
    "{{ 1.5|round(999, 'ceil') }}",
    "{{ ['x']|map('center', 999999999)|list }}",
    "{{ range(99999)|map('default', subject)|map('upper')|list }}",
    "{{ plan|map(attribute='none', default=subject)|list }}",
    "{{ range(99999)|join(range(99999)|join) }}",
    "{{ range(99999)|join|replace('', range(99999)|join) }}",
    "{{ plan_groups|sum(start=[]) }}",
    "{{ loop(plan) }}",
    "{% for a in plan recursive %}{{ loop(plan) }}{% endfor %}",
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "{% set x = subject %}" + "{% set x = x ~ x %}" * 60 + "{{ x }}",
    "{% set x = subject %}" + "{% set x = x + x %}" * 60 + "{{ x }}",
    "{% set x = [subject] %}" + "{% set x = [x, x, x, x] %}" * 60 + "{{ x }}",
    "{% set x = [subject] %}" + "{% set x = [x, x, x, x] %}" * 60 + "{% if x == plan %}x{% endif %}",
    "{% set x = [subject] %}" + "{% set x = x + x %}" * 60 + "{{ x|length }}",
    "{% set x %}{% for a in range(99999) %}{{ agency }}{% endfor %}{% endset %}{{ x }}",
    "{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}",
    "{{ " + "not " * 3000 + "1 }}",
    "{% if 1 %}" * 300 + "x" + "{% endif %}" * 300,
    "{{ " + "9" * 5_000 + " }}",
    "{{ x }}" * 6_000,
]


@pytest.mark.parametrize("tag", BOMBS, ids=[bomb[:60] for bomb in BOMBS])
@pytest.mark.usefixtures("in_this_process")
def test_a_template_that_asks_for_too_much_is_refused(tag: str, tmp_path: Path) -> None:
    with pytest.raises(TemplateError) as caught:
        Template.load(lying(tmp_path, with_tag(tag)))
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 1_000


@pytest.mark.parametrize(
    ("tag", "printed"),
    [
        ("{{ 'a' ~ 'b' }}", "ab"),
        ("{{ 'a' + 'b' }}", "ab"),
        (
            "{% for s in signers %}{{ loop.index * 2 + 1 }}{% if not loop.last %}/{% endif %}{% endfor %}",
            "3/5/7",
        ),
        ("{{ ['b', 'a']|sort|join('-') }}", "a-b"),
        ("{{ 'aXa'|replace('X', 'y')|upper }}", "AYA"),
        ("{{ plan|selectattr('number')|map(attribute='number')|list|length }}", "6"),
        ("{{ 'ใช่' if (plan|map(attribute='title')|map('length')|list)[0] is number }}", "ใช่"),
        ("{{ {'a': 'ก'}['a'] }}{{ {'a': 'ก'}.get('b', 'ข') }}", "กข"),
        ("{% for g, rows in results|groupby('done') %}{{ rows|length }};{% endfor %}", ";"),
        ("{% for pair in plan|batch(2) %}{{ pair|length }}{% endfor %}", "222"),
        ("{{ range(3)|join(',') }}{{ 7 // 2 }}{{ 7 % 4 }}{{ 7.0 / 2 }}", "0,1,2333.5"),
        ("{% set n = subject.split(' ') %}{{ 'ใช่' if n|first == subject[:n[0]|length] }}", "ใช่"),
        ("{{ loop_free|default('ไม่มี') if false else 'มี' }}", "มี"),
    ],
)
@pytest.mark.usefixtures("in_this_process")
def test_what_a_template_usually_says_still_works(tag: str, printed: str, tmp_path: Path) -> None:
    if "loop_free" in tag:
        tag = "{{ district|default('ไม่มี') if false else 'มี' }}"
    memo = Template.load(lying(tmp_path, with_tag(f"«{tag}»"))).render(context(case.assessed()))
    assert f"«{printed}" in case.parts_of(memo)["word/document.xml"].decode() or printed == ";"


@pytest.mark.usefixtures("in_this_process")
def test_the_bound_is_for_each_memo_and_holds_for_what_was_kept(tmp_path: Path) -> None:
    """Harmless for the sample and for a small office, too much for a large one."""
    rounds = "{% for a in plan %}{% for b in plan %}{{ b.title }}{% endfor %}{% endfor %}"
    path = lying(tmp_path, with_tag(rounds))
    small, large = context(case.assessed()), values()
    for _ in range(2):
        template = Template.load(path)
        for _ in range(3):
            template.render(small)
            with pytest.raises(TemplateError, match="เกินขนาด"):
                template.render(large)


@pytest.mark.usefixtures("in_this_process")
def test_an_expression_that_fails_for_one_office_alone_is_a_fault_of_the_template(tmp_path: Path) -> None:
    tag = "{% if office_name == 'ก' %}{{ 1 / 0 }}{% endif %}"
    template = Template.load(lying(tmp_path, with_tag(tag)))
    with pytest.raises(TemplateError, match="ทำงานไม่ได้"):
        template.render(context(case.assessed()) | {"office_name": "ก"})


def test_a_large_office_has_room_enough(tmp_path: Path) -> None:
    Template.load(default_template_path()).render(values())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no process's memory so")
def test_random_templates_stay_within_the_bound() -> None:
    command = [sys.executable, "-m", "tests.fuzz_templates", "400", "7"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).parents[1])
    assert done.returncode == 0, done.stderr
    for kind in ("refused", "stopped", "done", "failed"):
        assert kind in done.stdout


# --- the trial apart ------------------------------------------------------------------------------


def test_a_template_that_keeps_a_pattern_busy_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """docxtpl's own patterns take a day for this."""
    monkeypatch.setattr(apart, "TIME", 4)
    cells = "<w:tcPr><w:x/></w:tcPr><w:p><w:r><w:t>x</w:t></w:r></w:p>" * 500
    merged = f"<w:tc><w:p><w:r><w:t>{{% vm %}}</w:t></w:r></w:p>{cells}</w:tc>"
    path = lying(tmp_path, with_xml(f"<w:tbl><w:tr>{merged}</w:tr></w:tbl>"))
    begun = time.monotonic()
    with pytest.raises(TemplateError, match=r"นานเกิน|หยุดกลางคัน"):
        Template.load(path)
    assert time.monotonic() - begun < 15


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no process's memory so")
def test_a_trial_that_needs_too_much_memory_is_a_fault_of_the_template(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "MEMORY", 30_000_000)
    with pytest.raises(TemplateError):
        Template.load(lying(tmp_path, with_tag("{{ place }}")))


def test_a_trial_apart_says_what_one_here_says(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="subjct"):
        Template.load(lying(tmp_path, with_tag("{{ subjct }}")))
    template = Template.load(lying(tmp_path, with_tag("{{ place }}")))
    assert template.render(context(case.assessed()))


def test_the_guide_lists_the_filters() -> None:
    guide = (Path(__file__).parents[1] / "docs" / "memo-template.md").read_text("utf-8")
    listed = guide.split("<!-- filters -->")[1].split("<!-- /filters -->")[0]
    assert listed == " ".join(f"`{name}`" for name in sorted(FILTERS))
