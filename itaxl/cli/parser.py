"""The commands and their options.  What a command does is imported only when it runs."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from itaxl import __version__
from itaxl.cli import setup, template
from itaxl.cli.examples import examples
from itaxl.cli.files import one_file
from itaxl.cli.thai_argparse import ThaiParser, thai_words
from itaxl.errors import UsageError

_WINDOWS = os.name == "nt"
_CODES = """รหัสสถานะเมื่อจบ:
  0 เรียบร้อย   1 มีรายการที่ต้องแก้ไข   2 ใช้คำสั่งไม่ถูก   3 อ่านไฟล์เข้าไม่ได้
  4 เขียนผลลัพธ์ไม่ได้   5 แม่แบบมีปัญหา   6 เครื่องนี้ขาดบางอย่าง   70 โปรแกรมขัดข้อง   130 ผู้ใช้สั่งหยุด"""
_FILE = "สมุดงานแบบติดตาม (.xlsm .xlsx .xlsb .xls .ods)"
_JSON = "แสดงผลเป็น JSON แทนข้อความ"
_PDF = "ทำบันทึกข้อความเป็น PDF ด้วย (ต้องมี LibreOffice หรือ Word บน Windows)"
_TEMPLATE = "ใช้แม่แบบบันทึกข้อความ (.docx) ของหน่วยงานเอง"


def parse(argv: Sequence[str] | None) -> argparse.Namespace:
    """The words as values.  Raises UsageError, or SystemExit after --help and --version."""
    words = sys.argv[1:] if argv is None else argv
    if _WINDOWS:
        _refuse_quoted(words)
    with thai_words():
        return build(words[0] if words else "").parse_args(words or ["--help"])


def _refuse_quoted(words: Sequence[str]) -> None:
    r"""`"C:\งาน\" --out x` reaches a program as one word: `\"` means the mark itself."""
    if quoted := next((word for word in words if '"' in word), None):
        raise UsageError(
            f'มีเครื่องหมาย " อยู่ในคำ {quoted} ซึ่งชื่อไฟล์ของ Windows มีไม่ได้',
            r'โปรดตัด \ ที่อยู่หน้าเครื่องหมาย " ออก เช่น "C:\งาน" แทน "C:\งาน\"',
        )


def build(asked: str = "") -> ThaiParser:
    """The parser; each command's `run` takes (arguments, console) and returns an exit code.

    `asked`: the first word typed.  If that is a command, the others are left out: to make them all takes as
    long as to check a workbook.
    """
    parser = ThaiParser(
        prog="itaxl",
        description="ตรวจแบบติดตามมาตรการ ITA สรุปผลตามกอง และออกบันทึกข้อความ",
        epilog=_CODES,
    )
    version = f"itaxl {__version__}"
    parser.add_argument("--version", action="version", version=version, help="แสดงรุ่นของโปรแกรม")
    commands = parser.add_subparsers(title="คำสั่ง", dest="command", metavar="COMMAND", required=True)
    for name in [asked] if asked in _COMMANDS else _COMMANDS:
        _COMMANDS[name](commands, name)
    return parser


def _with(summary: str, options: Callable[[ThaiParser], None]) -> Callable[[Any, str], None]:
    """What adds a command whose module has its name.  That is imported when the command runs: `itaxl --help`
    must not wait for Excel readers."""

    def add(commands: Any, name: str) -> None:
        module = f"itaxl.cli.{name.replace('-', '_')}"
        made = commands.add_parser(name, help=summary, description=summary, epilog=examples(name))
        made.set_defaults(run=lambda arguments, console: import_module(module).run(arguments, console))
        options(made)

    return add


def _new(parser: ThaiParser) -> None:
    parser.add_argument(
        "path",
        metavar="PATH",
        nargs="?",
        type=Path,
        help="ชื่อไฟล์ใหม่ .xlsm, .xlsx (ไม่มีแมโคร) หรือ .ods (สำหรับ Calc) หากไม่ระบุ จะเป็น ITA_tracker.xlsm",
    )
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--example", action="store_true", help="ใส่ข้อมูลตัวอย่างของหน่วยงานสมมุติ")
    chosen.add_argument("--district", action="store_true", help="สร้างสมุดงานระดับอำเภอ (ITA_district.xlsm) แทน")
    chosen.add_argument(
        "--from",
        dest="source",
        metavar="TRACKER",
        type=one_file,
        help="ใส่ข้อมูลของแบบติดตามเดิมที่ปุ่มหรือแมโครหายไป ไฟล์เดิมไม่เปลี่ยนแปลง",
    )


def _desk(parser: ThaiParser) -> None:
    parser.add_argument("folders", metavar="FOLDER", nargs="*", type=Path, help="โฟลเดอร์ที่เก็บแบบติดตาม")
    parser.add_argument("--wait", action="store_true", help="รอให้กด Enter ก่อนปิดหน้าต่าง")


def _check(parser: ThaiParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help=_FILE)
    parser.add_argument("--json", action="store_true", help=_JSON)


def _links(parser: ThaiParser) -> None:
    _check(parser)
    parser.add_argument("--again", action="store_true", help="ถามใหม่ทุกลิงก์ แม้ลิงก์ที่เปิดได้ภายใน 7 วันที่ผ่านมา")
    parser.add_argument(
        "--private", action="store_true", help="เปิดที่อยู่ในเครือข่ายภายในด้วย ปกติโปรแกรมไม่เปิดเพื่อความปลอดภัย"
    )


def _mend(parser: ThaiParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", type=Path, help="สมุดงานแบบติดตาม (.xlsm .xlsx)")
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT",
        type=Path,
        help="ชื่อสมุดงานเล่มใหม่ หากไม่ระบุ จะวางไว้ข้างเล่มเดิมในชื่อใหม่",
    )
    parser.add_argument("--undo", action="store_true", help="นำค่าเดิมที่เก็บไว้ในแผ่นงานผลการตรวจกลับคืน")
    parser.add_argument("--force", action="store_true", help="เขียนทับไฟล์ที่ระบุด้วย -o แต่ไม่ทับสมุดงานต้นฉบับ")
    parser.add_argument("--json", action="store_true", help=_JSON)


def _memo(parser: ThaiParser) -> None:
    parser.add_argument("file", metavar="FILE", type=one_file, help=_FILE)
    parser.add_argument(
        "-o",
        "--output",
        metavar="OUT.docx",
        type=Path,
        help="ชื่อไฟล์บันทึกข้อความ หากไม่ระบุ จะวางไว้ข้างสมุดงานในชื่อใหม่",
    )
    parser.add_argument("--template", metavar="FILE", type=one_file, help=_TEMPLATE)
    parser.add_argument("--pdf", action="store_true", help=_PDF)
    parser.add_argument(
        "--draft", action="store_true", help="ออกเป็นฉบับร่าง แม้ยังมีรายการที่ต้องแก้ไข ทุกหน้ามีคำว่า ร่าง"
    )
    parser.add_argument("--force", action="store_true", help="เขียนทับไฟล์ที่ระบุด้วย -o")


def _roster(parser: ThaiParser) -> None:
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="โฟลเดอร์ของแบบติดตาม รวมโฟลเดอร์ย่อย")
    parser.add_argument(
        "-o",
        "--output",
        metavar="FILE",
        type=Path,
        default=Path("รายชื่อหน่วยงาน.xlsx"),
        help="ไฟล์รายชื่อ หากไม่ระบุ จะเป็น รายชื่อหน่วยงาน.xlsx ไม่เขียนทับไฟล์ที่มีอยู่",
    )


def _batch(parser: ThaiParser) -> None:
    parser.add_argument(
        "paths", metavar="PATH", nargs="+", help="โฟลเดอร์ (รวมโฟลเดอร์ย่อย) ไฟล์ หรือรูปแบบชื่อ เช่น *.xlsm"
    )
    parser.add_argument(
        "--out",
        metavar="DIR",
        type=Path,
        required=True,
        help="โฟลเดอร์ผลลัพธ์ ผลลัพธ์เดิมของโปรแกรมในนี้จะถูกแทนที่",
    )
    parser.add_argument(
        "--jobs", metavar="N", type=_positive, help="จำนวนงานที่ทำพร้อมกัน หากไม่ระบุ จะเท่ากับจำนวนแกนประมวลผล"
    )
    parser.add_argument(
        "--year", metavar="N", type=fiscal_year, help="ปีงบประมาณที่ติดตาม หากไม่ระบุ จะเป็นปีที่หน่วยงานส่วนใหญ่ส่ง"
    )
    parser.add_argument("--round", choices=("6", "12"), help="รอบที่ติดตาม 6 หรือ 12 เดือน หากไม่ระบุ จะนับทุกรอบ")
    parser.add_argument(
        "--roster",
        metavar="FILE",
        type=one_file,
        help="รายชื่อหน่วยงานที่ต้องส่ง (.xlsx หรือ .csv) ดูคำสั่ง itaxl roster",
    )
    parser.add_argument("--due", metavar="DATE", type=day, help="วันครบกำหนดส่ง เช่น 31/10/2569")
    parser.add_argument("--since", metavar="DIR", type=Path, help="เทียบกับโฟลเดอร์ผลลัพธ์ของการสั่งครั้งก่อน")
    parser.add_argument(
        "--replies",
        action="store_true",
        help="ทำหนังสือและร่างจดหมายถึงหน่วยงานที่ต้องแก้ไขหรือยังไม่ได้ส่ง ไว้ในโฟลเดอร์ replies",
    )
    parser.add_argument(
        "--reply-template", metavar="FILE", type=one_file, help="ใช้แม่แบบหนังสือถึงหน่วยงาน (.docx) ของตนเอง"
    )
    parser.add_argument("--emblem", metavar="FILE", type=one_file, help="ภาพตราครุฑสำหรับหน่วยงานที่ไม่มีของตนเอง")
    parser.add_argument("--template", metavar="FILE", type=one_file, help=_TEMPLATE)
    parser.add_argument(
        "--annotate",
        action="store_true",
        help="ทำสำเนาที่ระบายสีและใส่ผลการตรวจแล้ว ไว้ในโฟลเดอร์ checked",
    )
    parser.add_argument(
        "--mend",
        action="store_true",
        help="แก้ไขตามข้อเสนอในสำเนาของโฟลเดอร์ checked ด้วย ไฟล์ต้นฉบับไม่เปลี่ยนแปลง",
    )
    parser.add_argument(
        "--links", action="store_true", help="เปิดลิงก์หลักฐานทุกลิงก์ก่อน ได้ links.csv และแผ่นงานลิงก์ใน district.xlsx"
    )
    parser.add_argument("--pdf", action="store_true", help=_PDF)
    parser.add_argument(
        "--digits",
        choices=("arabic", "thai"),
        default="arabic",
        help="ตัวเลขในสรุประดับอำเภอ district.xlsx: arabic (หากไม่ระบุ) หรือ thai",
    )
    parser.add_argument("--force", action="store_true", help="ทำใหม่ทุกไฟล์ แม้ไฟล์ที่ไม่เปลี่ยนแปลง")
    parser.add_argument("--json", action="store_true", help="แสดงผลเป็น JSON หนึ่งบรรทัดต่อหนึ่งไฟล์")
    parser.add_argument("--quiet", action="store_true", help="ไม่แสดงความคืบหน้า แสดงเฉพาะไฟล์ที่มีปัญหา")


def _convert(parser: ThaiParser) -> None:
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="ตารางเก่า (.xls .xlsx .xlsm .xlsb .ods .csv) หรือบันทึกข้อความ (.docx)",
    )
    parser.add_argument("--out", metavar="DIR", type=Path, help="โฟลเดอร์ของแบบติดตามเล่มใหม่ ไม่เขียนทับไฟล์เดิม")
    parser.add_argument("--mapping", metavar="FILE.toml", type=one_file, help="ใช้วิธีอ่านตารางที่บันทึกไว้")
    parser.add_argument("--preview", action="store_true", help="แสดงค่าที่อ่านได้คู่กับที่มาในไฟล์เดิม โดยไม่สร้างไฟล์")
    parser.add_argument("--explain", action="store_true", help="แสดงวิธีอ่านตารางเป็น TOML โดยไม่สร้างไฟล์")
    parser.add_argument("--json", action="store_true", help=_JSON)


def _next_year(parser: ThaiParser) -> None:
    parser.add_argument("file", metavar="TRACKER", type=one_file, help=_FILE)
    parser.add_argument(
        "path",
        metavar="PATH",
        nargs="?",
        type=Path,
        help="ชื่อไฟล์ใหม่ .xlsm หรือ .xlsx หรือโฟลเดอร์ หากไม่ระบุ จะวางไว้ข้างเล่มเดิมโดยใช้ชื่อเดิมและปีใหม่",
    )
    parser.add_argument("--json", action="store_true", help=_JSON)


def _completion(parser: ThaiParser) -> None:
    shells = ("bash", "zsh", "powershell")
    parser.add_argument("shell", metavar="SHELL", choices=shells, help=" ".join(shells))


def day(text: str) -> dt.date:
    """A day as people type it: 31/10/2569, 31 ต.ค. 69, 2026-10-31."""
    from itaxl.core.thai.dates import read_date

    found = read_date(text).day
    if found is None:
        raise ValueError(text)
    return found


def fiscal_year(text: str) -> int:
    """A fiscal year in the Buddhist era; int takes Thai digits, too."""
    from itaxl.core.years import REPORT_YEARS

    year = int(text)
    if year not in REPORT_YEARS:
        raise ValueError(text)
    return year


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


#: In the order of the help: what adds each to argparse's sub-parsers.
_COMMANDS: dict[str, Callable[[Any, str], None]] = {
    "new": _with("สร้างแบบติดตามเล่มใหม่", _new),
    "check": _with("ตรวจข้อมูล บอกแผ่นงานและเซลล์ที่ต้องแก้ไข", _check),
    "rollup": _with("สรุปผลการดำเนินการตามกอง", _check),
    "links": _with("เปิดลิงก์หลักฐานทุกลิงก์ บอกลิงก์ที่เปิดไม่ได้", _links),
    "mend": _with("แก้ไขช่องที่มีข้อเสนอให้ ในสมุดงานเล่มใหม่", _mend),
    "memo": _with("ออกบันทึกข้อความเป็นไฟล์ Word", _memo),
    "batch": _with("ทำทั้งโฟลเดอร์ ได้บันทึกข้อความของทุกหน่วยงาน", _batch),
    "desk": _with("ทำทั้งโฟลเดอร์ แล้วเปิดสรุปทั้งอำเภอ ใช้กับไอคอน", _desk),
    "roster": _with("ทำรายชื่อหน่วยงานจากแบบติดตามในโฟลเดอร์", _roster),
    "convert": _with("ย้ายตารางเก่าหรือบันทึกข้อความเก่ามาเป็นแบบติดตาม", _convert),
    "next-year": _with("สร้างแบบติดตามของปีถัดไปจากเล่มปีนี้", _next_year),
    "template": template.add,
    "run": setup.add_run,
    "install": setup.add_install,
    "doctor": setup.add_doctor,
    "completion": _with("แสดงสคริปต์เติมคำสั่งด้วยปุ่ม Tab", _completion),
}
