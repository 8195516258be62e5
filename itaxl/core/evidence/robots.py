"""robots.txt (RFC 9309): whether a site lets this program open a page, and how fast it may ask."""

from __future__ import annotations

from itaxl.named_tuple import NamedTuple

_LONGEST_LINE = 2000
#: Seconds between requests that a site may ask for; one that wants more gets so much.
_LONGEST_DELAY = 5.0


class Robots(NamedTuple):
    """The lines that are for us: (whether it allows, pattern), and the seconds between two requests."""

    lines: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def allows(self, target: str) -> bool:
        """By the longest pattern that fits a path with its query; of two as long, the one that allows."""
        fitting = [(len(pattern), allowed) for allowed, pattern in self.lines if _fits(pattern, target)]
        return max(fitting)[1] if fitting else True


def robots_of(text: str, program: str) -> Robots:
    """The groups that name the program, else those for all."""
    groups: dict[str, tuple[list[tuple[bool, str]], list[float]]] = {}
    names: list[str] = []
    heading = False
    for line in text.splitlines():
        name, _, value = line[:_LONGEST_LINE].partition("#")[0].partition(":")
        name, value = name.strip().lower(), value.strip()
        if name == "user-agent":
            names = [*names, value.lower()] if heading else [value.lower()]
            heading = True
        elif name in ("allow", "disallow", "crawl-delay"):
            heading = False
            for one in names:
                lines, delays = groups.setdefault(one, ([], []))
                if name == "crawl-delay":
                    delays += _seconds(value)
                elif value:
                    lines.append((name == "allow", value))
    lines, delays = groups.get(program.lower()) or groups.get("*") or ([], [])
    return Robots(tuple(lines), max(delays, default=0.0))


def _seconds(text: str) -> list[float]:
    try:
        wanted = float(text)
    except ValueError:
        return []
    return [min(wanted, _LONGEST_DELAY)] if wanted > 0 else []


def _fits(pattern: str, target: str) -> bool:
    """* stands for any letters, $ for the end; in time that grows with the lengths only."""
    ends = pattern.endswith("$")
    first, *rest = (pattern[:-1] if ends else pattern).split("*")
    if not target.startswith(first):
        return False
    at = len(first)
    for n, piece in enumerate(rest):
        if ends and n == len(rest) - 1:
            return len(target) - len(piece) >= at and target.endswith(piece)
        found = target.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return not ends or at == len(target)
