"""Whether somebody is typing in a cell.  Calc would answer all the same, with the cell's old content."""

from __future__ import annotations

from typing import Any

from itaxl.calc import bridge

#: Insert or overwrite: a choice that Calc offers only while a cell is being edited.
_COMMAND = ".uno:InsertMode"


class _Listener:
    """A com.sun.star.frame.XStatusListener; Calc tells a new one at once how things stand."""

    def __init__(self) -> None:
        self.enabled = False

    def getTypes(self) -> tuple[Any, ...]:
        return (bridge.load().getTypeByName("com.sun.star.frame.XStatusListener"),)

    def getImplementationId(self) -> Any:
        return bridge.load().ByteSequence(b"")

    def statusChanged(self, event: Any) -> None:
        self.enabled = bool(event.IsEnabled)

    def disposing(self, source: Any) -> None:
        self.enabled = False


def being_edited(document: Any) -> bool:
    """Whether a cell is open for typing, in whichever of the document's windows."""
    windows = document.getControllers()
    while windows.hasMoreElements():
        if _in_window(windows.nextElement()):
            return True
    return False


def _in_window(controller: Any) -> bool:
    url = bridge.make(
        "com.sun.star.util.URL", Complete=_COMMAND, Main=_COMMAND, Protocol=".uno:", Path=_COMMAND[5:]
    )
    dispatch = controller.queryDispatch(url, "", 0)
    if dispatch is None:
        return False
    listener = _Listener()
    dispatch.addStatusListener(listener, url)
    dispatch.removeStatusListener(listener, url)
    return listener.enabled
