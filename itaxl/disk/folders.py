"""Folders of any depth: Python's own ways through them go down by recursion, and a thousand is too many."""

from __future__ import annotations

import glob
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from itaxl.errors import InputError


def walked(top: str, failed: Callable[[OSError], object]) -> Iterator[tuple[str, list[str], list[str]]]:
    """As `os.walk`: each folder with the names of its folders and of its other entries; no link is followed.

    Folders that the caller takes out of the list are not entered.  `failed` hears of those that cannot be
    opened, among them what lies deeper than the system's longest path.
    """
    waiting = [top]
    while waiting:
        place = waiting.pop()
        folders: list[str] = []
        others: list[str] = []
        links = set()
        try:
            with os.scandir(place) as entries:
                for entry in entries:
                    (folders if _leads_on(entry) else others).append(entry.name)
                    if entry.is_symlink():
                        links.add(entry.name)
        except OSError as problem:
            failed(problem)
            continue
        yield place, folders, others
        waiting += [os.path.join(place, name) for name in reversed(folders) if name not in links]


def _leads_on(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder or a link to one; a link that leads to itself is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def matching(pattern: str) -> list[str]:
    """The paths that a pattern names, in order.  Raises InputError below too many folders.

    A folder that is there by its very name is no pattern: มาตรการ [2568].
    """
    there = next((folder for folder in Path(pattern).parents if os.path.isdir(folder)), Path())
    rest = str(Path(pattern).relative_to(there))
    fixed = pattern if there == Path() else os.path.join(glob.escape(str(there)), rest)
    try:
        return sorted(glob.glob(fixed, recursive=True))
    except RecursionError as error:
        raise InputError(
            f"โฟลเดอร์ใน {pattern} ซ้อนกันลึกเกินกว่าจะค้นด้วยรูปแบบชื่อ", "โปรดระบุโฟลเดอร์นั้นแทนรูปแบบชื่อ"
        ) from error
