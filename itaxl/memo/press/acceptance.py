"""A template from elsewhere is examined: its names are checked, then it makes a memo of the sample office."""

from __future__ import annotations

import datetime as dt

from itaxl.core.model import Assessment, Rollup, Tally
from itaxl.core.sample import sample
from itaxl.errors import TemplateError
from itaxl.memo.content.context import context
from itaxl.memo.content.xml_text import typed
from itaxl.memo.package import plain, read_parts
from itaxl.memo.press.compiled import Variant
from itaxl.memo.template.check import check
from itaxl.memo.template.prepare import widths


def unusable(error: BaseException) -> TemplateError:
    """Whatever a foreign document makes a library stumble over is a fault of the template."""
    return TemplateError(
        f"สร้างบันทึกจากแม่แบบนี้ไม่ได้ ({plain(f'{type(error).__name__}: {error}')})",
        "โปรดแก้แม่แบบใน Word หรือใช้แม่แบบที่มากับโปรแกรม",
    )


def examine(variant: Variant) -> None:
    """Raises TemplateError.  Where our memo and docxtpl's differ by a byte, docxtpl makes the others."""
    check(variant.source.trees(variant.environment))
    budget = variant.environment.budget
    values = typed(_sample_values())
    memos = []
    for made in (_render_ours, _render_by_docxtpl):
        if budget:
            budget.begin()
        memos.append(read_parts(made(variant, values)))
    ours, theirs = memos
    variant.by_docxtpl = ours != theirs


def _render_ours(variant: Variant, values: dict[str, object]) -> bytes:
    return variant.render(values, None)


def _render_by_docxtpl(variant: Variant, values: dict[str, object]) -> bytes:
    return variant.source.render_whole(values | widths(variant.prepared.heights, None), variant.environment)


def _sample_values() -> dict[str, object]:
    tracker = sample()
    count = len(tracker.measures)
    total = Tally("", measures=count, done=count)
    return context(Assessment(tracker, (), Rollup(dt.date(2024, 3, 31), (), total)))
