"""What an object of this engine does when it is asked for more than `itaxl.buttons` uses: it says so."""

from __future__ import annotations

from typing import Any


class NotOffered(NotImplementedError, AttributeError):
    """A part of xlwings that this engine leaves out; an AttributeError too, so that hasattr answers."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what}: itaxl ต่อกับ Calc เฉพาะส่วนของ xlwings ที่ปุ่มใช้ / "
            f"{what}: itaxl.calc offers only the part of xlwings that itaxl.buttons uses"
        )


class Offered:
    """The base of the engine's objects: attributes that they do not have can be neither read nor set."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        offered = getattr(type(self), name, None)
        if isinstance(offered, property) and offered.fget:
            return offered.fget(self)  # Python asks here, too, when the property failed: let that be seen
        raise NotOffered(f"{type(self).__name__}.{name}")

    def __setattr__(self, name: str, value: Any) -> None:
        member = getattr(type(self), name, None)
        if member is None or (isinstance(member, property) and member.fset is None):
            raise NotOffered(f"{type(self).__name__}.{name} =")
        super().__setattr__(name, value)
