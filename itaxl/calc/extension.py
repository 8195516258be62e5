"""The macros of our own extension in a running LibreOffice (workbook/calc/src/Main.bas)."""

from __future__ import annotations

from typing import Any

from itaxl.calc.connect import context_at

_FACTORY = "/singletons/com.sun.star.script.provider.theMasterScriptProviderFactory"
_MACRO = "vnd.sun.star.script:ITA.Main.{}?language=Basic&location=application"


class Extension:
    """The extension that listens at `connection` ('pipe,name=itaxl').

    Raises MissingError where nobody listens; what UNO raises where the extension is absent.
    """

    def __init__(self, connection: str) -> None:
        context = context_at(connection)
        self._scripts = context.getValueByName(_FACTORY).createScriptProvider("")

    def answered(self) -> None:
        """The click has reached Python: the next one need not be told to wait."""
        self._call("Answered")

    def tell(self, text: str, *, serious: bool = False) -> None:
        """Show the text over Calc's window and return at once; OK need not be waited for."""
        self._call("Tell", text, serious)

    def ask(self, text: str) -> bool:
        """Show a question over Calc's window and wait; whether it was agreed to."""
        return bool(self._call("Ask", text))

    def pick(self, start: str) -> str | None:
        """Show folders, from one on, and wait; the one that was chosen."""
        return str(self._call("Pick", start)) or None

    def _call(self, macro: str, *arguments: Any) -> Any:
        return self._scripts.getScript(_MACRO.format(macro)).invoke(arguments, (), ())[0]
