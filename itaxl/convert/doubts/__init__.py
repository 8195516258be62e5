"""What a person must look at after a table or a memo was moved in: every kind, its reason, two examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from itaxl.convert.doubts import of_columns, of_measures, of_memos, of_office
from itaxl.convert.doubts.kind import Case, Door, Kind
from itaxl.convert.draft import Doubt
from itaxl.core import layout

__all__ = ["BY_CODE", "FAMILIES", "MOST_ALIKE", "Case", "Door", "Kind", "doubt", "without_repeats"]

#: The kinds by subject, in the order of the page docs/doubts.md.
FAMILIES: dict[str, tuple[Kind, ...]] = {
    "ตารางและหัวคอลัมน์": of_columns.KINDS,
    "ค่าของมาตรการ": of_measures.KINDS,
    "ข้อมูลนอกตาราง และแบบติดตามเดิม": of_office.KINDS,
    "บันทึกข้อความเดิม": of_memos.KINDS,
}
BY_CODE = {kind.code: kind for kinds in FAMILIES.values() for kind in kinds}
#: As many doubts of one code are told one by one, where they belong to no measure.
MOST_ALIKE = 200
_QUOTED = 200


def doubt(
    code: str,
    source: str,
    value: str = "",
    *,
    field: str = "",
    measure: int | None = None,
    **words: str,
) -> Doubt:
    """A doubt of the catalogue; KeyError for a code or a word that is not there."""
    kind = BY_CODE[code]
    shown = " ".join(value.split())
    shown = shown if len(shown) <= _QUOTED else shown[: _QUOTED - 1] + "…"
    return Doubt(code, kind.severity, source, shown, kind.message.format_map(words), field, measure)


def without_repeats(doubts: Iterable[Doubt]) -> list[Doubt]:
    """The doubts without those that nobody would read to the end; how many they were is told."""
    found: list[Doubt] = []
    seen: Counter[str] = Counter()
    for one in doubts:
        seen[one.code] += one.measure is None
        if one.measure is not None or seen[one.code] <= MOST_ALIKE:
            found.append(one)
    for code, count in seen.items():
        if count > MOST_ALIKE:
            sheet, more = layout.UNSORTED_SHEET, f"{count - MOST_ALIKE:,}"
            found.append(doubt("C835", f"แผ่นงาน {sheet}", other=code, count=more, sheet=sheet))
    return found
