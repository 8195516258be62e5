"""How a day is spelt: the whole of what is read as a date.  What is not spelt so is a finding, never a guess.

Digits are Thai or Arabic, letters of any case, `_` is any number of blanks (none, too), dashes of every
kind are one.  Nothing is filled in: every spelling names day, month and year.

    date     = [lead _] (named | headed | numbered | signed | reversed | joined) [_ time] [closing]
    lead     = [เมื่อ | ณ | ลง] _ [weekday] _ [วัน] [ที่] [:]
    weekday  = [วัน] (จันทร์ … อาทิตย์) | จ. อ. พ. พฤ. ศ. ส. อา. | Monday … | Mon …    it must be that day's
    named    = day [st|nd|rd|th] gap [เดือน] _ name gap year      31 มี.ค. 67 · 31-มีนาคม-2567 · 31 Mar 2024
    headed   = name _ day [,] _ year4                             March 31, 2024
    numbered = day _ เดือน [ที่] _ month _ [ปี] _ [era] _ year       31 เดือน 3 ปี 2567
    signed   = day _ sign _ month _ sign _ year                   31/3/2567 · 2. 4.67 · 31 - 3 - 67
               where sign is / . - , \\ or a blank, both the same, and may be typed twice
    reversed = year4 _ sign _ month _ sign _ day                  2567-03-31
    joined   = 8 digits, day and month of two each                31032567 · 25670331   (see `run_together`)
    gap      = any of blank / . , -
    name     = มกราคม | มกรา | ม.ค. | ม.ค | มค | ม. ค. | January | Jan | Jan. …; กรกฏาคม is กรกฎาคม
    year     = [ปี] _ [era] _ ['] (year4 | two digits) _ [era]
    era      = พ.ศ. | พศ | พ. ศ. | พุทธศักราช | B.E. | ค.ศ. | คริสต์ศักราช | A.D. | C.E.
    time     = 00:00[:00[.0]] [น.] | [เวลา] 09.30 น.
    closing  = any of blank . , ; ) and the like

Four digits are a BE or a CE year as they lie in `BE_YEARS` or `CE_YEARS`, and an era must not contradict.
Two digits from 50 on are BE; below that they are asked about.
"""

from __future__ import annotations

from itaxl.core.thai.date_words import MONTHS

_ENGLISH = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
#: An ending that is left off in speech: มีนา, เมษา, กุมภา.
_ENDINGS = ("พันธ์", "คม", "ยน")


def _spoken(full: str) -> str:
    return next(full.removesuffix(ending) for ending in _ENDINGS if full.endswith(ending))


def _short(dotted: str) -> str:
    """'ม.ค.' as a pattern: with both dots, with one, with none, with a blank between."""
    first, last, _ = dotted.split(".")
    return rf"{first}\.?\s?{last}\.?"


_PLAIN: dict[str, int] = {}
for _month, _names in enumerate(MONTHS, 1):
    _english = _ENGLISH[_month - 1]
    _PLAIN |= dict.fromkeys((_names[1], _spoken(_names[1]), _english, _english[:3]), _month)
_PLAIN |= {"sept": 9, "กรกฏาคม": 7, "กรกฏา": 7}
_NUMBERS = _PLAIN | {names[2].replace(".", ""): month for month, names in enumerate(MONTHS, 1)}

_LONGEST_FIRST = sorted(_PLAIN, key=lambda name: (-len(name), name))
#: Pattern sources, all without capturing groups: a month's name, the eras.
MONTH = rf"(?i:{'|'.join(_LONGEST_FIRST)}|{'|'.join(_short(names[2]) for names in MONTHS)})\.?"
BE = r"(?:พ\s*\.?\s*ศ\s*\.?|พุทธศักราช|(?i:b\.?\s?e\.?))"
CE = r"(?:ค\s*\.?\s*ศ\s*\.?|คริสต์?ศักราช|(?i:a\.?\s?d\.?|c\.?\s?e\.?))"
#: Thai names, without the ones of three letters: what a misspelt one is held against.
FULL_NAMES = tuple(names[1] for names in MONTHS)
DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))


def month_number(name: str) -> int:
    """1–12 for whatever `MONTH` matched."""
    return _NUMBERS["".join(name.casefold().replace(".", "").split())]
