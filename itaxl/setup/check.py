"""One answer of the examination."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class State(Enum):
    """How a check came out; the value is the word in JSON."""

    OK = "ok"
    NOTE = "note"
    MEND = "mend"
    NOT_APPLICABLE = "not-applicable"

    @property
    def mark(self) -> str:
        return {"ok": "✓", "note": "•", "mend": "✗", "not-applicable": "–"}[self.value]

    @property
    def word(self) -> str:
        """The same in words: a mark may be missing from the console's font."""
        words = {"ok": "ผ่าน", "note": "ควรทราบ", "mend": "ต้องแก้ไข", "not-applicable": "ไม่เกี่ยวข้อง"}
        return words[self.value]


@dataclass(frozen=True)
class Check:
    """`seen` is what was found; `advice` what to do, empty when there is nothing to do.  Both Thai."""

    name: str
    state: State
    seen: str
    advice: str = ""

    @property
    def line(self) -> str:
        lead = f"{self.state.mark} {self.state.word} {self.name}: {self.seen}"
        return f"{lead} — {self.advice}" if self.advice else lead


def fine(name: str, seen: str) -> Check:
    return Check(name, State.OK, seen)


def note(name: str, seen: str, advice: str) -> Check:
    return Check(name, State.NOTE, seen, advice)


def mend(name: str, seen: str, advice: str) -> Check:
    return Check(name, State.MEND, seen, advice)


def not_applicable(name: str, seen: str = "ใช้เฉพาะเครื่อง Windows") -> Check:
    return Check(name, State.NOT_APPLICABLE, seen)
