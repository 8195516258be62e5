"""A template from elsewhere on trial: checked by name, then a memo of the sample office is made with it."""

from __future__ import annotations

import datetime as dt

from itaxl.core.model import Assessment, Rollup, Tally
from itaxl.core.sample import sample
from itaxl.errors import TemplateError
from itaxl.memo.check import check
from itaxl.memo.context import context
from itaxl.memo.package import read_parts
from itaxl.memo.prepare import widths
from itaxl.memo.typed import typed
from itaxl.memo.variant import Variant


def examine(variant: Variant) -> None:
    """Raises TemplateError.  Should our way and docxtpl's differ by a byte, docxtpl's is taken henceforth."""
    check(variant.source.trees(variant.environment))
    values = typed(_sample_values())
    try:
        ours = read_parts(variant.render(values, None))
        theirs = read_parts(
            variant.source.whole(values | widths(variant.prepared.heights, None), variant.environment)
        )
    except TemplateError:
        raise
    except Exception as error:  # whatever a foreign document makes docxtpl stumble over
        raise TemplateError(
            f"สร้างบันทึกจากแม่แบบนี้ไม่ได้ ({type(error).__name__}: {error})",
            "โปรดแก้แม่แบบใน Word หรือใช้แม่แบบที่มากับโปรแกรม",
        ) from error
    variant.by_docxtpl = ours != theirs


def _sample_values() -> dict[str, object]:
    tracker = sample()
    count = len(tracker.measures)
    total = Tally("", measures=count, done=count)
    return context(Assessment(tracker, (), Rollup(dt.date(2024, 3, 31), (), total)))
