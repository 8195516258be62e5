"""What UNO raises, as problems that the clerk can solve."""

from __future__ import annotations

from contextlib import AbstractContextManager

from itaxl.catching import foreign_fault_as
from itaxl.errors import ItaxlError, MissingError, OutputError

_GONE = {"com.sun.star.lang.DisposedException", "com.sun.star.connection.NoConnectException"}
_REFUSES_TRACEBACK = "traceback object"
_BROKEN = ("bridge", "disposed", "URP")


def translated() -> AbstractContextManager[None]:
    """Raise an ItaxlError for what Calc raises; let everything else pass."""
    return foreign_fault_as(as_problem)


def as_problem(error: BaseException) -> ItaxlError | None:
    """What a UNO exception means; None for any other, which is a bug."""
    error = _first_raised(error)
    name = type_of(error)
    if name in _GONE or (name and any(word in str(error) for word in _BROKEN)):
        return gone()
    if name is not None and name.startswith("com.sun.star."):
        return OutputError(
            "Calc ไม่ยอมให้อ่านหรือเขียนสมุดงานนี้ อาจเป็นเพราะแผ่นงานถูกป้องกันหรือสมุดงานถูกแชร์อยู่",
            "โปรดยกเลิกการป้องกันหรือการแชร์สมุดงาน ปิดหน้าต่างข้อความที่ค้างอยู่ แล้วลองอีกครั้ง",
        )
    return None


def _first_raised(error: BaseException) -> BaseException:
    """UNO's exceptions take no traceback from contextlib, and raise another exception instead."""
    while _REFUSES_TRACEBACK in str(error) and error.__context__ is not None:
        error = error.__context__
    return error


def type_of(error: BaseException) -> str | None:
    """The UNO type of an exception, 'com.sun.star.lang.DisposedException'; None for one of Python's."""
    for kind in type(error).__mro__:
        name: str = getattr(kind, "__pyunostruct__", "") or f"{kind.__module__}.{kind.__name__}"
        at = name.find("com.sun.star.")
        if at >= 0:
            return name[at:]
    return None


def gone() -> ItaxlError:
    return OutputError(
        "Calc หรือสมุดงานถูกปิดไปก่อนที่จะทำเสร็จ ผลที่เขียนไปแล้วในสมุดงานที่ยังไม่ได้บันทึกจึงไม่อยู่แล้ว",
        "โปรดเปิดแบบติดตามใน Calc แล้วลองอีกครั้ง",
    )


def still_typing() -> ItaxlError:
    return MissingError(
        "Calc ยังไม่ว่าง เพราะกำลังพิมพ์ค้างอยู่ในช่องใดช่องหนึ่ง", "โปรดกด Enter หรือ Esc ในสมุดงาน แล้วลองอีกครั้ง"
    )


def nobody(connection: str) -> ItaxlError:
    return MissingError(
        f"ไม่มี Calc ของผู้ใช้คนนี้ที่รับคำสั่งทาง {connection}",
        "โปรดเปิดแบบติดตามใน LibreOffice Calc แล้วกดปุ่มใดก็ได้ในแถบ ติดตาม ITA หนึ่งครั้ง "
        "หากไม่มีแถบนี้ โปรดใช้คำสั่ง itaxl install --calc ก่อน",
    )
