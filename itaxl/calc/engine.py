"""The engine that xlwings talks to, and a running Calc as its one app."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from itaxl.calc.application import App
from itaxl.calc.connect import context_at
from itaxl.calc.problems import translated
from itaxl.calc.unsupported import Offered
from itaxl.machine.xlwings_alone import load_xlwings

if TYPE_CHECKING:
    import xlwings


class Engine(Offered):
    """xlwings' engine for one running Calc."""

    __slots__ = ("desktop",)
    name, type = "calc", "desktop"

    def __init__(self, desktop: Any) -> None:
        self.desktop = desktop

    @property
    def apps(self) -> Apps:
        return Apps(self)

    def app(self, document: Any = None) -> App:
        """Calc as it is in front, or as it stands around a document."""
        return App(self, document)


class Apps(Offered):
    __slots__ = ("engine",)

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def __iter__(self) -> Iterator[App]:
        yield self.engine.app()

    def __len__(self) -> int:
        return 1


def attach_at(connection: str) -> xlwings.App:
    """The Calc at this connection as xlwings' active app.  Raises MissingError."""
    load_xlwings(excel=False)
    import xlwings

    with translated():
        engine = Engine(desktop_at(connection))
    engines: Any = xlwings.engines
    engines.active = xlwings.main.Engine(impl=engine)
    return xlwings.App(impl=App(engine))


def desktop_at(connection: str) -> Any:
    """UNO's desktop of the LibreOffice that listens there.  Raises MissingError."""
    context = context_at(connection)
    return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
