"""Where a Calc listens, as the user says it and as UNO wants it."""

from __future__ import annotations

import re

from itaxl.errors import UsageError

#: The pipe that the extension opens; a pipe is the user's own, no other machine or account reaches it.
PIPE = "itaxl"
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,100}")
_CONNECTION = re.compile(r"(pipe|socket),[^;\s]+")


def accept_argument(pipe: str = PIPE) -> str:
    """What LibreOffice is told after `--accept=`, or in its setting ooSetupConnectionURL."""
    return f"pipe,name={pipe};urp;"


def connection(address: str | None) -> str:
    """The address as UNO's resolver wants it, 'pipe,name=itaxl'.  Raises UsageError."""
    text = (address or PIPE).strip().removeprefix("uno:").partition(";")[0]
    if _NAME.fullmatch(text):
        return f"pipe,name={text}"
    if _CONNECTION.fullmatch(text):
        return text
    raise UsageError(
        f"ที่อยู่ของ Calc ไม่ถูกต้อง: {address}",
        f"โปรดระบุชื่อช่องทางรับคำสั่ง (pipe) เช่น {PIPE} "
        f"หรือรูปแบบ pipe,name={PIPE} หรือ socket,host=localhost,port=2002",
    )
