"""Compiled templates kept on disk: the same memo, found only by what it follows from, and never a danger."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from itaxl.memo.content.context import context
from itaxl.memo.press import cache
from itaxl.memo.render import Template, default_template_path
from itaxl.shipped import MEMO_TEMPLATE, TEMPLATES, shipped
from tests import memo_cases as case

VALUES = context(case.assessed())
DOCX = shipped(MEMO_TEMPLATE).read_bytes()


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where templates are kept in this test."""
    place = tmp_path / "cache"
    monkeypatch.setenv(cache.ENVIRONMENT, str(place))
    return place


def kept(folder: Path) -> list[Path]:
    return sorted(folder.glob("*")) if folder.is_dir() else []


def presses(template: Template) -> bool:
    """Whether it prints the product's memo from what was kept."""
    return template._press("TH SarabunPSK", "png") is not None


class DescribeTheSecondProgram:
    def it_prints_the_same_bytes_from_what_the_first_kept(self, folder: Path) -> None:
        first, second = Template.load(), Template.load()
        memo = first.render(VALUES)
        assert len(kept(folder)) == 1
        assert presses(second)
        assert second.render(VALUES) == memo
        assert not second._variants

    def it_imports_neither_docxtpl_nor_a_parser(self) -> None:
        Template.load().render(VALUES)
        code = (
            "import sys; from itaxl.memo.render import Template;"
            "from itaxl.memo.content.context import context;"
            "from tests import memo_cases as case; Template.load().render(context(case.assessed()));"
            "print(sorted({'docxtpl', 'docx', 'lxml', 'urllib.request'} & set(sys.modules)))"
        )
        root = str(Path(__file__).parents[1])
        answer = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True)
        assert answer.stdout.strip() == "[]", answer.stderr

    @pytest.mark.parametrize("draft", [False, True])
    def it_learns_a_header_that_it_has_not_seen(self, draft: bool) -> None:
        Template.load().render(VALUES)
        values = context(case.assessed(), draft=draft)
        memo = Template.load().render(values)
        again = Template.load()
        assert again.render(values) == memo
        assert not again._variants

    def it_compiles_where_a_value_needs_the_parser(self) -> None:
        Template.load().render(VALUES)
        again = Template.load()
        values = VALUES | {"subject": "ก\tข"}
        memo = again.render(values)
        assert again._variants
        assert memo == Template(DOCX).render(values)

    @pytest.mark.parametrize("name", TEMPLATES.values())
    def it_need_not_try_a_template_that_passed(
        self, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        own = tmp_path / "own.docx"
        own.write_bytes(shipped(name).read_bytes())
        Template.load(own)
        monkeypatch.setattr("itaxl.memo.press.acceptance.examine", lambda variant: pytest.fail("tried again"))
        assert presses(Template.load(own))


class DescribeTheKey:
    def it_holds_template_font_and_kind_of_emblem(self) -> None:
        keys = {
            cache.key_of(DOCX, "TH SarabunPSK", "png"),
            cache.key_of(DOCX, "TH SarabunPSK", "jpeg"),
            cache.key_of(DOCX, "TH Sarabun New", "png"),
            cache.key_of(DOCX + b"x", "TH SarabunPSK", "png"),
        }
        assert len(keys) == 4 and "" not in keys

    def it_changes_with_a_library(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        module = tmp_path / "some_library" / "__init__.py"
        module.parent.mkdir()
        module.write_text("1")
        monkeypatch.setattr(cache, "_LIBRARIES", ("docxtpl", "some_library"))
        monkeypatch.syspath_prepend(str(tmp_path))
        before = cache.key_of(DOCX, "f", "png")
        module.write_text("22")
        assert cache.key_of(DOCX, "f", "png") != before


class DescribeAFileThatIsNotRight:
    @pytest.mark.parametrize(
        "spoil",
        [
            lambda data: b"",
            lambda data: data[:40],
            lambda data: data[:-1],
            lambda data: data[:50] + b"\xff" + data[51:],
            lambda data: b"\0" * 32 + data[32:],
        ],
    )
    def it_is_not_believed(self, folder: Path, spoil: object) -> None:
        memo = Template.load().render(VALUES)
        (path,) = kept(folder)
        path.write_bytes(spoil(path.read_bytes()))  # type: ignore[operator]
        again = Template.load()
        assert not presses(again)
        assert again.render(VALUES) == memo

    @pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
    @pytest.mark.parametrize("mode", [0o620, 0o602])
    def it_is_not_believed_where_others_may_write(self, folder: Path, mode: int) -> None:
        Template.load().render(VALUES)
        (path,) = kept(folder)
        path.chmod(mode)
        assert not presses(Template.load())

    def it_costs_nothing_but_time_where_nothing_can_be_kept(self, folder: Path) -> None:
        folder.write_text("a file where the folder should be")
        assert Template.load().render(VALUES) == Template(DOCX).render(VALUES)

    def it_keeps_nothing_where_no_folder_is_named(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setenv(cache.ENVIRONMENT, "")
        Template.load().render(VALUES)
        assert not kept(tmp_path)


def it_keeps_only_the_newest(folder: Path) -> None:
    variant = Template(DOCX)._variant("TH SarabunPSK", "png")
    compiled = variant.compiled_template()
    assert compiled is not None
    for number in range(40):
        cache.save(f"{number:02}", compiled)
    assert len(kept(folder)) == 32
    assert cache.load("39") is not None


def test_the_products_template_can_be_kept() -> None:
    assert default_template_path().read_bytes() == DOCX
    assert Template(DOCX)._variant("TH SarabunPSK", "png").compiled_template() is not None
