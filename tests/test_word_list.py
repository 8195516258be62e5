"""One word for one thing: no text that people read has a form that docs/words.md does not use."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from itaxl.cli.parser import build
from itaxl.core.model import Tracker
from itaxl.files.tracker.ods import opendocument
from itaxl.files.tracker.workbook import tracker_bytes
from tests.calc_office import needs_calc
from tests.word_list import (
    FORMS,
    ROOT,
    Form,
    basic_texts,
    faults,
    files,
    package_texts,
    page_texts,
    python_files,
    python_texts,
    script_texts,
    xml_texts,
)

PAGES = [ROOT / "README.md", ROOT / "SECURITY.md", *files("docs/*.md")]
PACKAGES = files("workbook/*.xlsm", "workbook/calc/*.oxt", "templates/*.docx")


def wrong(texts: Iterable[str]) -> list[tuple[str, str]]:
    return [(form, text) for text in texts for form in faults(text)]


def told(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", python_files(), ids=told)
def it_is_kept_by_the_program(path: Path) -> None:
    assert wrong(python_texts(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", files("docs/*.py", "templates/*.py", "workbook/**/*.py"), ids=told)
def it_is_kept_by_what_makes_pages_and_templates(path: Path) -> None:
    assert wrong(python_texts(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", files("itaxl/data/*.xml", "workbook/**/*.xml"), ids=told)
def it_is_kept_by_the_ribbon(path: Path) -> None:
    assert wrong(xml_texts(path.read_bytes())) == []


@pytest.mark.parametrize("path", files("workbook/**/*.bas"), ids=told)
def it_is_kept_by_macros(path: Path) -> None:
    assert wrong(basic_texts(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", files("*.ps1", "*.cmd", "packaging/**/*.nsi", "workbook/**/*.txt"), ids=told)
def it_is_kept_by_scripts(path: Path) -> None:
    assert wrong(script_texts(path.read_text("utf-8-sig"))) == []


@pytest.mark.parametrize("path", PAGES, ids=told)
def it_is_kept_by_pages(path: Path) -> None:
    assert wrong(page_texts(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", PACKAGES, ids=told)
def it_is_kept_by_what_is_shipped(path: Path) -> None:
    assert wrong(package_texts(path.read_bytes())) == []


@pytest.mark.parametrize("macros", [True, False], ids=["xlsm", "xlsx"])
def it_is_kept_by_new_trackers(macros: bool) -> None:
    assert wrong(package_texts(tracker_bytes(Tracker(), macros=macros))) == []


@pytest.mark.parametrize("make", [pytest.param(opendocument, marks=needs_calc)], ids=["ods"])
def it_is_kept_by_new_trackers_for_calc(make: Callable[[bytes], bytes]) -> None:
    assert wrong(package_texts(make(tracker_bytes(Tracker(), macros=False)))) == []


def it_is_kept_by_the_help() -> None:
    parsers = [build(), *build().commands.values()]
    parsers += [nested for one in parsers[1:] for nested in getattr(one, "commands", {}).values()]
    assert len(parsers) > 10
    assert wrong(line for one in parsers for line in one.format_help().splitlines()) == []


def zipped(text: str) -> Iterable[str]:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("xl/sharedStrings.xml", f"<sst><si><t>{text}</t></si></sst>")
    return package_texts(file.getvalue())


#: A text as each kind of source has it.
PLANTED: dict[str, Callable[[str], Iterable[str]]] = {
    "python": lambda text: python_texts(f"raise InputError(f'ไม่ได้ {{name}} {text} ', 'โปรด')"),
    "python constant": lambda text: python_texts(f"_HINT = '''โปรด{text}'''"),
    "ribbon": lambda text: xml_texts(f"<button supertip='กด {text} '/>".encode()),
    "basic": lambda text: basic_texts(f'MsgBox "โปรด {text} ", 1'),
    "script": lambda text: script_texts(f"Write-Host 'โปรด {text} '"),
    "page": lambda text: page_texts(f"- **ก** {text} ข\n"),
    "table": lambda text: page_texts(f"| ก | {text} ข |\n"),
    "package": zipped,
}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.text)
@pytest.mark.parametrize("kind", PLANTED)
def it_finds_every_form_in_every_kind_of_source(kind: str, form: Form) -> None:
    assert form.text in [found for found, _ in wrong(PLANTED[kind](form.text))]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.text)
def it_lets_the_right_words_stand(form: Form) -> None:
    for word in form.right:
        assert not form.stands_in(f"ก {word} ข"), word


def it_reads_the_whole_table() -> None:
    assert len(FORMS) > 45 and all(form.text.strip() for form in FORMS)


def it_leaves_what_others_say() -> None:
    source = (
        '"""มาโคร"""\nimport re\nA = re.compile("มาโคร")\nB = Field("ก", formerly="แฟ้ม")\n'
        'rule("ก", bad=Case({"due": "ฟอนต์"}))\n'
    )
    assert wrong(python_texts(source)) == []
