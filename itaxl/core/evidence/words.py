"""What people read of a link's state, in lists."""

from __future__ import annotations

from itaxl.core.evidence.answer import State
from itaxl.core.evidence.catalogue import BY_STATE

NOT_ASKED = "ยังไม่ได้ตรวจ"


def word_of(state: str) -> str:
    """Of a word of `State`: เปิดได้, else the title of what is told of it."""
    return "เปิดได้" if state == State.OPENS.value else BY_STATE[State(state)].title
