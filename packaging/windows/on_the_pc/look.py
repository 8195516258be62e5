"""The Start menu's ตรวจเครื่อง: `pythonw.exe -m look` shows as a page what `itaxl doctor` finds.

A window of commands has no Thai letters on a PC that is set to another language; and a page can be printed
and sent to whoever looks after the PC.  It lies with the logs, which go when the program is taken off.
"""

import datetime as dt
import html
import os
import sys
from pathlib import Path

from itaxl import __version__
from itaxl.buttons.dialog import show
from itaxl.core.model import Digits
from itaxl.core.thai.dates import format_date
from itaxl.setup.check import Check, State
from itaxl.setup.doctor import examine
from itaxl.setup.this_pc import this_machine

#: In this order; the word for each is State's own.
COLOURS = {State.MEND: "#b3261e", State.NOTE: "#8a5a00", State.OK: "#1e6b3a", State.NOT_APPLICABLE: "#5f6368"}
READY, NOT_READY = "เครื่องนี้พร้อมใช้งาน", "เครื่องนี้ยังมี {count} รายการที่ต้องแก้ไข"
AGAIN = "แก้ไขแล้วโปรดเลือก ตรวจเครื่อง ในเมนู Start อีกครั้ง"
PAGE = """<!DOCTYPE html>
<html lang="th"><head><meta charset="utf-8"><title>ตรวจเครื่อง itaxl</title><style>
body {{ font: 16px/1.6 "Leelawadee UI", Tahoma, sans-serif; color: #202124; background: #f1f4f8 }}
main {{ max-width: 56em; margin: 2em auto; padding: 1.5em 2em; background: white }}
main {{ border-top: 8px solid {colour} }}
h1 {{ color: {colour}; font-size: 1.5em; margin: 0 }}
td {{ padding: .5em .8em .5em 0; vertical-align: top; border-top: 1px solid #dadce0 }}
td:first-child {{ white-space: nowrap; font-weight: bold }}
table {{ border-collapse: collapse; width: 100% }}
.small {{ color: #5f6368; font-size: .85em }}
</style></head><body><main>
<h1>{title}</h1><p class="small">{about}</p>
<table>{rows}</table>
</main></body></html>
"""


def page(checks: tuple[Check, ...], about: str) -> str:
    """What is to be mended first, each with what to do."""
    bad = sum(check.state is State.MEND for check in checks)
    order = list(COLOURS)
    rows = "".join(map(_row, sorted(checks, key=lambda check: order.index(check.state))))
    title = NOT_READY.format(count=bad) if bad else READY
    about = f"{about} · {AGAIN}" if bad else about
    return PAGE.format(
        title=title, about=html.escape(about), rows=rows, colour=COLOURS[State.MEND if bad else State.OK]
    )


def _row(check: Check) -> str:
    state, name, seen, advice = map(html.escape, (check.state.word, check.name, check.seen, check.advice))
    words = f"{seen}<br><b>{advice}</b>" if advice else seen
    return f'<tr><td style="color:{COLOURS[check.state]}">{state}</td><td>{name}</td><td>{words}</td></tr>\n'


def look() -> int:
    machine = this_machine()
    checks = examine(machine)
    target = Path(machine.log).with_name("ตรวจเครื่อง.html")
    now = dt.datetime.now()
    about = f"itaxl {__version__} · ตรวจเมื่อ {format_date(now.date(), digits=Digits.ARABIC)} {now:%H:%M} น."
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(page(checks, about), "utf-8")
        os.startfile(target)
    except OSError:
        show(None, "\n".join(check.line for check in checks if check.state is State.MEND) or READY)
    return 0


if __name__ == "__main__":
    sys.exit(look())
