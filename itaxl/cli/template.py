"""`itaxl template`: the shipped templates of the memo, what is wrong with one, and what comes out of it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from itaxl.cli.console import Console
from itaxl.cli.examples import examples
from itaxl.cli.files import one_file
from itaxl.errors import ExitCode, OutputError, TemplateError, UsageError

_FILE = "แม่แบบบันทึกข้อความ (.docx)"


def add(commands: Any, name: str) -> None:
    """The command and its three parts, to argparse's sub-parsers."""
    summary = "แม่แบบบันทึกข้อความ: คัดลอกออกมาแก้ ตรวจ และดูตัวอย่างบันทึก"
    parser = commands.add_parser(name, help=summary, description=summary, epilog=examples(name))
    parts = parser.add_subparsers(title="คำสั่ง", dest="part", metavar="COMMAND", required=True)
    export = _part(parts, "export", "คัดลอกแม่แบบที่มากับโปรแกรมออกมาแก้ไข", _export)
    export.add_argument("name", metavar="NAME", nargs="?", help="ชื่อแม่แบบ หากไม่ระบุ จะเป็นทุกแบบ")
    export.add_argument(
        "--out", metavar="DIR", type=Path, default=Path(), help="โฟลเดอร์ปลายทาง หากไม่ระบุ จะเป็นโฟลเดอร์นี้"
    )
    check = _part(parts, "check", "ตรวจแม่แบบ บอกทุกรายการที่ต้องแก้ พร้อมตำแหน่งและวิธีแก้", _check)
    check.add_argument("file", metavar="FILE", type=one_file, help=_FILE)
    check.add_argument("--json", action="store_true", help="แสดงผลเป็น JSON แทนข้อความ")
    preview = _part(parts, "preview", "ทำบันทึกตัวอย่างของหน่วยงานสมมุติจากแม่แบบ", _preview)
    preview.add_argument("file", metavar="FILE", type=one_file, help=f"{_FILE} หรือชื่อแม่แบบที่มากับโปรแกรม")
    preview.add_argument(
        "-o", "--output", metavar="OUT.docx", type=Path, help="ชื่อไฟล์บันทึกตัวอย่าง หากไม่ระบุ จะเป็นชื่อใหม่ในโฟลเดอร์นี้"
    )
    preview.add_argument(
        "--pdf", action="store_true", help="ทำเป็น PDF ด้วย (ต้องมี LibreOffice หรือ Word บน Windows)"
    )


def _part(parts: Any, name: str, summary: str, function: Any) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = parts.add_parser(
        name, help=summary, description=summary, epilog=examples(f"template {name}")
    )
    parser.set_defaults(run=function)
    return parser


def _export(arguments: argparse.Namespace, console: Console) -> ExitCode:
    from itaxl.disk.atomic import write_new
    from itaxl.shipped import TEMPLATES, shipped

    name = arguments.name
    if name is not None and name not in TEMPLATES:
        raise UsageError(f"ไม่มีแม่แบบชื่อ {name}", f"โปรดเลือกจาก {', '.join(TEMPLATES)}")
    if not arguments.out.is_dir():
        raise OutputError(f"ไม่มีโฟลเดอร์ {arguments.out}", "โปรดสร้างโฟลเดอร์ก่อน หรือระบุโฟลเดอร์อื่นหลัง --out")
    for one in [name] if name else TEMPLATES:
        copy = shipped(TEMPLATES[one]).read_bytes()
        console.out(str(write_new(arguments.out / f"แม่แบบ {one}.docx", copy)))
    console.say("คัดลอกแม่แบบแล้ว โปรดแก้ไขด้วย Word แล้วตรวจด้วยคำสั่ง itaxl template check")
    return ExitCode.OK


def _check(arguments: argparse.Namespace, console: Console) -> ExitCode:
    from itaxl.memo.render import Template

    problems: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    try:
        remarks = Template.load(arguments.file).remarks
    except TemplateError as problem:
        problems = problem.problems or (str(problem),)
    if arguments.json:
        console.json({"file": str(arguments.file), "problems": list(problems), "remarks": list(remarks)})
    else:
        for number, sentence in enumerate((*problems, *remarks), 1):
            word = "ต้องแก้ไข" if number <= len(problems) else "โปรดทราบ"
            console.out(f"{number}. {word}: {sentence}")
    console.say(_verdict(len(problems), len(remarks)))
    return ExitCode.TEMPLATE if problems else ExitCode.OK


def _verdict(problems: int, remarks: int) -> str:
    if problems:
        return f"แม่แบบนี้ยังใช้ไม่ได้ มีรายการที่ต้องแก้ไข {problems:,} รายการ"
    return f"แม่แบบนี้ใช้ได้ มีรายการที่ควรทราบ {remarks:,} รายการ" if remarks else "แม่แบบนี้ใช้ได้"


def _preview(arguments: argparse.Namespace, console: Console) -> ExitCode:
    from itaxl.disk.atomic import write_new
    from itaxl.memo.make import sample_memo
    from itaxl.memo.render import Template
    from itaxl.shipped import TEMPLATES, shipped

    target = _target(arguments)
    converter = None
    if arguments.pdf:
        from itaxl.pdf import find_converter

        converter = find_converter()
    known = TEMPLATES.get(str(arguments.file))
    template = Template(shipped(known).read_bytes()) if known else Template.load(arguments.file)
    written = write_new(target, sample_memo(template))
    console.out(str(written))
    if converter:
        from itaxl.pdf import pdf_of

        console.out(str(write_new(written.with_suffix(".pdf"), pdf_of(converter, written))))
    for remark in template.remarks:
        console.say(f"โปรดทราบ: {remark}")
    console.say("ทำบันทึกตัวอย่างแล้ว ชื่อหน่วยงานและบุคคลในตัวอย่างเป็นนามสมมุติ")
    return ExitCode.OK


def _target(arguments: argparse.Namespace) -> Path:
    target: Path = arguments.output or Path(f"ตัวอย่าง {arguments.file.stem}.docx")
    if target.suffix.lower() != ".docx":
        raise UsageError(f"ชื่อไฟล์ {target.name} ไม่ใช่ .docx", "โปรดตั้งชื่อไฟล์ให้ลงท้ายด้วย .docx")
    if arguments.output and target.exists():
        raise OutputError(f"มีไฟล์ {target} อยู่แล้ว", "โปรดใช้ชื่ออื่น")
    return target
