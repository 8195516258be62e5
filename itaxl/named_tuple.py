"""`NamedTuple`: typing's, made in half the time.  A command makes sixty such classes before it does anything.

typing compiles each annotation by itself, in order to say at once that one is no type.  mypy says that here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple
else:
    from collections import namedtuple

    #: What namedtuple gives a class itself.
    _GIVEN = {"__annotations__", "__module__", "__qualname__"}

    class _Maker(type):
        def __new__(cls, name, bases, body):
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = body["__annotations__"]
            defaults = [body[field] for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])
            made.__annotations__ = fields
            for key in body.keys() - fields.keys() - _GIVEN:
                setattr(made, key, body[key])
            return made

    class NamedTuple(metaclass=_Maker):
        """See `typing.NamedTuple`."""
