"""One process, one memo:  python -m benchmarks.one_memo plain|plain_xlwings|button ORDER.json OUT.docx"""

from __future__ import annotations

import json
import sys
from pathlib import Path

# Only what is printed above each function is imported: the imports are part of what is measured.


def plain(workbook: Path, values: dict[str, object], out: Path) -> None:
    """openpyxl and docxtpl, as a developer would write it."""
    import openpyxl
    from docxtpl import DocxTemplate

    book = openpyxl.load_workbook(workbook, data_only=True)
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            any(row)
    memo = DocxTemplate(Path(__file__).absolute().parents[1] / "templates" / "memo.docx")
    memo.render(values, autoescape=True)
    memo.save(out)


def plain_xlwings(workbook: Path, values: dict[str, object], out: Path) -> None:
    import xlwings  # noqa: F401

    plain(workbook, values, out)


def button(workbook: Path, values: dict[str, object], out: Path) -> None:
    """What the memo button runs once xlwings is there; the cells come from the file, not from Excel."""
    import datetime as dt

    import xlwings  # noqa: F401

    import itaxl.buttons  # noqa: F401
    from itaxl.collector import look_seldom
    from itaxl.core.assess import assess
    from itaxl.disk.atomic import write_atomic
    from itaxl.memo.make import make_memo
    from itaxl.memo.render import Template
    from itaxl.reading.workbook import read_grids

    look_seldom()  # as `itaxl.buttons.click` does
    assessment = assess(read_grids(workbook), dt.date(2024, 4, 2))
    write_atomic(out, make_memo(Template.load(), assessment, workbook.parent).docx)


def main() -> None:
    item = json.loads(Path(sys.argv[2]).read_text("utf-8"))["items"][0]
    way = {"plain": plain, "plain_xlwings": plain_xlwings, "button": button}[sys.argv[1]]
    way(Path(item["path"]), item["values"], Path(sys.argv[3]))


if __name__ == "__main__":
    main()
