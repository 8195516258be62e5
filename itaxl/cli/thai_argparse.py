"""argparse that speaks Thai: its own words, its errors, and help that wraps by the width of Thai text."""

from __future__ import annotations

import argparse
import contextlib
import re
import sys
from collections.abc import Iterator
from itertools import takewhile
from typing import Any, NoReturn

from itaxl.cli.nearest import meant
from itaxl.cli.width import width as columns
from itaxl.cli.width import wrapped
from itaxl.errors import UsageError

_OPTION = r"--[A-Za-z][A-Za-z-]*"
#: argparse asks gettext for these words; the keys are its own.
WORDS = {
    "usage: ": "วิธีใช้: ",
    "positional arguments": "สิ่งที่ต้องระบุ",
    "options": "ตัวเลือก",
    "show this help message and exit": "แสดงวิธีใช้นี้",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "ไม่รู้จักคำสั่ง %(parser_name)s (มี %(choices)s)",
    "unrecognized arguments: %s": "ไม่รู้จักหรือระบุเกินมา: %s",
    "not allowed with argument %s": "ใช้ร่วมกับ %s ไม่ได้",
    "ignored explicit argument %r": "ไม่รับค่า %s",
    "the following arguments are required: %s": "ต้องระบุ %s",
    "one of the arguments %s is required": "ต้องระบุอย่างใดอย่างหนึ่งของ %s",
    "expected one argument": "ต้องมีค่าหนึ่งค่าตามหลัง",
    "expected at most one argument": "มีค่าตามหลังได้ไม่เกินหนึ่งค่า",
    "expected at least one argument": "ต้องมีค่าตามหลังอย่างน้อยหนึ่งค่า",
    "expected %s argument": "ต้องมีค่าตามหลัง %s ค่า",
    "expected %s arguments": "ต้องมีค่าตามหลัง %s ค่า",
    "invalid %(type)s value: %(value)r": "ใช้ค่า %(value)s ไม่ได้",
    "invalid choice: %(value)r (choose from %(choices)s)": "ไม่รู้จัก %(value)s (เลือกได้: %(choices)s)",
}


@contextlib.contextmanager
def thai_words() -> Iterator[None]:
    """While parsers are built and used, argparse looks its words up here instead of in gettext."""
    module: Any = argparse
    kept = module._, module.ngettext
    module._ = lambda word: WORDS.get(word, word)
    module.ngettext = lambda one, many, count: WORDS.get(one if count == 1 else many, many)
    try:
        yield
    finally:
        module._, module.ngettext = kept


class ThaiFormatter(argparse.HelpFormatter):
    """Help text is broken at spaces only: argparse would cut a Thai word between a letter and its vowel."""

    def __init__(self, prog: str, **options: Any) -> None:
        super().__init__(prog, max_help_position=26, **options)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        """Lines that fit stay as written, so that a table of exit codes keeps its columns."""
        room = width - len(indent)
        parts = ([line] if columns(line) <= room else wrapped(line, room) for line in text.split("\n"))
        return "\n".join(indent + line for part in parts for line in part)


class ThaiParser(argparse.ArgumentParser):
    """Wrong usage is a `UsageError`; options are never abbreviated, so that new ones break no script."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("formatter_class", ThaiFormatter)
        options.setdefault("allow_abbrev", False)
        super().__init__(**options)

    @property
    def commands(self) -> dict[str, argparse.ArgumentParser]:
        """The parsers of its commands by name; none for a command's own parser."""
        kinds = [action for action in self._actions if isinstance(action, argparse._SubParsersAction)]
        return dict(kinds[0].choices) if kinds else {}

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """A mistyped option is told first: what it leaves out would be missed instead."""
        words = sys.argv[1:] if args is None else list(args)
        for word in takewhile(lambda word: word != "--", words):
            if self.commands and not word.startswith("-"):
                break  # the rest is the command's
            option = word.partition("=")[0]
            if option not in self._option_string_actions and re.fullmatch(_OPTION, option):
                self.error(f"ไม่รู้จัก “{option}”{meant(option, self._option_string_actions)}")
        namespace, extra = super().parse_known_args(args, namespace)
        more = [word for word in extra if not word.startswith("-")]
        if more and not self.commands and self._takes_one_file:
            self.error(f"{self.prog.split()[-1]} รับได้ครั้งละหนึ่งไฟล์ ที่ระบุเกินมาคือ {' '.join(more)}")
        return namespace, extra

    @property
    def _takes_one_file(self) -> bool:
        files = [a for a in self._actions if a.metavar == "FILE" and not a.option_strings]
        return any(action.nargs is None for action in files)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """A mistyped word of a choice, with the one most like it."""
        if action.choices is None or value in action.choices:
            return
        choices = [str(choice) for choice in action.choices]
        kind = "คำสั่ง" if isinstance(action, argparse._SubParsersAction) else ""
        likely = meant(str(value), choices)
        self.error(f"ไม่รู้จัก{kind} “{value}”{likely} (มี {' '.join(choices)})")

    def error(self, message: str) -> NoReturn:
        raise UsageError(message, f"โปรดดูวิธีใช้ด้วยคำสั่ง {self.prog} --help")
