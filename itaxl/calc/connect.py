"""The way to a running LibreOffice: to the user's own, and to no other."""

from __future__ import annotations

from typing import Any

from itaxl.calc import bridge
from itaxl.calc.problems import nobody, type_of
from itaxl.catching import foreign_fault_as
from itaxl.machine.peer import is_of_user


def context_at(connection: str) -> Any:
    """UNO's context of the LibreOffice that listens at `connection` ('pipe,name=itaxl').

    Raises MissingError where none of this user's does.
    """
    local = bridge.load().getComponentContext()
    if not is_of_user(connection):
        raise nobody(connection)
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    with foreign_fault_as(lambda error: nobody(connection) if type_of(error) else None):
        return resolver.resolve(f"uno:{connection};urp;StarOffice.ComponentContext")
