"""The follow-up: one text for all measures, or one measure's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from itaxl.convert.draft import Doubt
from itaxl.convert.memo.doubts import doubt
from itaxl.convert.memo.rows import Group, all_lines
from itaxl.core.thai import key


def shared_follow_up(groups: Sequence[Group]) -> tuple[str, list[Doubt]]:
    """The text that the office's sheet keeps for all measures: the one that most of them have.

    '' where some measures have none, unless each page's copy of the table says it once.
    """
    texts = [_text(group) for group in groups]
    told = [text for text in texts if text]
    if not told:
        return "", []
    if len(told) == len(texts):
        most, _ = Counter(map(key, told)).most_common(1)[0]
        return next(text for text in told if key(text) == most), []
    by_table: dict[int, set[str]] = {}
    for group, text in zip(groups, texts, strict=True):
        by_table.setdefault(group.rows[0].table, set()).update([key(text)] if text else [])
    if len(by_table) > 1 and len(set(map(key, told))) == 1 and all(by_table.values()):
        where = next(group.where for group, text in zip(groups, texts, strict=True) if text)
        return told[0], [doubt("C872", where, told[0], field="follow_up")]
    return "", []


def own_follow_up(group: Group, shared: str) -> str | None:
    """The measure's own text; None where the shared one serves."""
    text = _text(group)
    return None if not text or key(text) == key(shared) else text


def _text(group: Group) -> str:
    return "\n".join(all_lines(group, "follow_up"))
