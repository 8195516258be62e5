"""What a person told about a kind of table: headers, words, and values that stand in no cell."""

from __future__ import annotations

from collections.abc import Mapping as Dict
from dataclasses import dataclass, field

from itaxl.core.model import Status


@dataclass(frozen=True, slots=True)
class Mapping:
    """`columns`: header in `vocabulary.plain` form → field key, `status.done` … for a column of marks,
    or '' for a column not to be used.  `status` and `divisions`: an office's own words, in `plain` form.
    `office` and `report`: field key → value as typed.  `sheets` and `header_row` of None are searched for.
    """

    sheets: tuple[str, ...] = ()
    header_row: int | None = None
    header_rows: int | None = None
    columns: Dict[str, str] = field(default_factory=dict)
    status: Dict[str, Status] = field(default_factory=dict)
    divisions: Dict[str, str] = field(default_factory=dict)
    office: Dict[str, str] = field(default_factory=dict)
    report: Dict[str, str] = field(default_factory=dict)


NO_MAPPING = Mapping()
