"""Which files of tests run on Windows: the list names files that are there."""

from __future__ import annotations

from fnmatch import filter as matching

from tests.windows.test_suite import FILES, NOT_RUN, RUN, UNSEEN, reason


def it_names_files_that_are_there() -> None:
    patterns = [*RUN, *" ".join(NOT_RUN.values()).split()]
    assert [pattern for pattern in patterns if not matching(FILES, pattern)] == []


def it_gives_each_other_file_one_reason() -> None:
    reasons = set(map(reason, FILES))
    assert reasons == {"", UNSEEN, *NOT_RUN}
