"""Our NamedTuple is typing's, but for the time that it takes to make a class."""

from __future__ import annotations

import pickle
import typing
from typing import Any

import pytest

from itaxl import named_tuple

SOURCE = '''
from __future__ import annotations

class Signer(NamedTuple):
    """ผู้ลงนาม."""

    name: str
    born: dt.date | None = None
    positions: tuple[str, ...] = ()

    KIND = "person"

    @property
    def called(self) -> str:
        return f"{self.name} {len(self.positions)}"

    @classmethod
    def of(cls, name: str) -> Signer:
        return cls(name)

    def __str__(self) -> str:
        return self.called

class Nothing(NamedTuple):
    x: int = 0

class Bare(NamedTuple):
    x: int
'''


def made(kind: object) -> dict[str, Any]:
    names: dict[str, Any] = {"NamedTuple": kind, "__name__": __name__}
    exec(compile(SOURCE, "source", "exec", dont_inherit=True), names)
    return names


OURS, TYPINGS = made(named_tuple.NamedTuple), made(typing.NamedTuple)


def looks(kind: Any) -> dict[str, object]:
    return {
        "of the class": {name for name in vars(kind) if name != "__orig_bases__"},
        "annotated": list(kind.__annotations__),
        "told": (kind.__name__, kind.__qualname__, kind.__module__, kind.__doc__, kind.__bases__),
        "fields": (kind._fields, kind._field_defaults, kind.__match_args__),
    }


@pytest.mark.parametrize("name", ["Signer", "Nothing", "Bare"])
def test_a_class_looks_the_same(name: str) -> None:
    assert looks(OURS[name]) == looks(TYPINGS[name])


def test_its_values_are_the_same() -> None:
    ours, typings = OURS["Signer"], TYPINGS["Signer"]
    for arguments in ({"name": "ก"}, {"name": "ก", "positions": ("ข",)}):
        one, other = ours(**arguments), typings(**arguments)
        assert (one, repr(one), str(one), hash(one)) == (other, repr(other), str(other), hash(other))
        assert one._replace(name="ค") == other._replace(name="ค") and one.KIND == "person"
    assert ours.of("ก") == typings.of("ก") == ("ก", None, ())


@pytest.mark.parametrize("kind", [OURS["Signer"], TYPINGS["Signer"]])
def test_what_is_wrong_is_refused(kind: Any) -> None:
    with pytest.raises(TypeError):
        kind()
    with pytest.raises(TypeError):
        kind("ก", nothing=1)
    with pytest.raises(AttributeError):
        kind("ก").name = "ข"


class Sent(named_tuple.NamedTuple):
    x: int = 1


def test_values_go_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(Sent(2))) == Sent(2)
    assert type(pickle.loads(pickle.dumps(Sent(2)))) is Sent
