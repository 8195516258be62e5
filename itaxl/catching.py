"""The three ways to catch what nobody can name beforehand; a bare `except Exception` stands nowhere else.

- `Guard`: a door, where a bug ends.  It is logged, and the user reads one sentence.
- `ForeignFault` and `foreign_fault_as`: a library over bytes from elsewhere, or an application over its
  wire, which raises whatever it likes.  What is ours passes: an ItaxlError; so do want of memory, Ctrl-C
  and an exit, which are no fault of the file's.
- `undone_on_failure`: what was begun is taken back, and the exception goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Generic, Self, TypeVar

from itaxl.errors import ItaxlError

T = TypeVar("T")
E = TypeVar("E", bound=BaseException)


class Guard(Generic[T]):
    """A bug inside ends the block and goes to `tell`; `told` is what that returned, `error` the bug.

    An ItaxlError, Ctrl-C and an exit pass.
    """

    error: Exception | None = None
    told: T

    def __init__(self, tell: Callable[[Exception], T]) -> None:
        self._tell = tell

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if not isinstance(error, Exception) or isinstance(error, ItaxlError):
            return False
        self.told = self._tell(error)
        self.error = _without_frames(error)
        return True


class ForeignFault:
    """Whatever a foreign library raises inside ends the block; `error` is it, None when all went well."""

    error: BaseException | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if error is None or not _is_foreign(error):
            return False
        self.error = _without_frames(error)
        return True


@contextmanager
def foreign_fault_as(meaning: Callable[[BaseException], Exception | None]) -> Iterator[None]:
    """Raise what an exception of a foreign library means; the exception itself where `meaning` knows none."""
    try:
        yield
    except BaseException as error:
        problem = meaning(error) if _is_foreign(error) else None
        if problem is None:
            raise
        raise problem from error


@contextmanager
def undone_on_failure(undo: Callable[[], object]) -> Iterator[None]:
    """Call `undo` when anything at all ends the block early.  An OSError of its own does not hide that."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            undo()
        raise


def _without_frames(error: E) -> E:
    """What was at work goes now: held by its error, a half-written file would be closed at any moment."""
    return error.with_traceback(None)


def _is_foreign(error: BaseException) -> bool:
    if isinstance(error, (ItaxlError, MemoryError)):
        return False
    # A panic of Rust's: pyo3 derives it from BaseException.
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"
