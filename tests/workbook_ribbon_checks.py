"""Checks of what is clicked: the ribbon's own rules, and the way from a button to a Python command."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from tests.workbook_book import RIBBON_PART, Book

_NAMESPACE = "http://schemas.microsoft.com/office/2006/01/customui"
#: Icon names that are known to exist in Excel; another name shows no icon and no error.
ICONS = frozenset(
    (
        *(
            "DataValidation",
            "HyperlinkInsert",
            "DataValidationCircleInvalid",
            "ClearFormats",
            "PivotTableReport",
            "ChartInsert",
        ),
        *("Refresh", "RefreshAll", "FileSave", "FilePrintPreview", "MacroPlay", "Help", "SheetProtect"),
        *("FileOpen", "Filter", "SortDialog", "CalculateNow", "Spelling"),
    )
)
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"


@cache
def _rules() -> tuple[dict[str, Any], dict[str, list[Any]]]:
    """The SDK's customUI types by name, and by class name of those that derive from it."""
    import openxml_audit

    folder = Path(openxml_audit.__file__).parent / "data" / "openxml" / "schemas"
    types = json.loads((folder / "schemas_microsoft_com_office_2006_01_customui.json").read_text("utf-8"))[
        "Types"
    ]
    by_class: dict[str, list[Any]] = {}
    for entry in types:
        by_class.setdefault(entry.get("ClassName", ""), []).append(entry)
    return {entry["Name"]: entry for entry in types}, by_class


def _family(name: str) -> list[Any]:
    types, by_class = _rules()
    return [types[name], *by_class.get(types[name].get("BaseClass", ""), [])]


def ribbon_rules(book: Book) -> list[str]:
    """The customUI schema as openxml-audit's tables tell it: elements, attributes, lengths, unique ids."""
    root = etree.fromstring(book.parts[RIBBON_PART])
    if root.tag != f"{{{_NAMESPACE}}}customUI":
        return [f"the root is {root.tag}"]
    types, _ = _rules()
    found = list(_element(root, next(name for name in types if name.endswith(":customUI"))))
    ids = [element.get("id") for element in root.iter(etree.Element) if element.get("id")]
    return found + [f"id {one} stands twice" for one in sorted({i for i in ids if ids.count(i) > 1})]


def _element(element: etree._Element, name: str) -> list[str]:
    allowed = {a["QName"].lstrip(":"): a for entry in _family(name) for a in entry.get("Attributes", [])}
    children = {c["Name"] for entry in _family(name) for c in entry.get("Children", [])}
    inside = {child.rpartition(":")[2]: child for child in children}
    found = []
    for key, value in element.attrib.items():
        if key not in allowed:
            found.append(f"<{etree.QName(element).localname}> has no attribute {key}")
        else:
            found += [f"{key}={value!r}" for problem in [_value(key, value, allowed[key])] if problem]
    for child in element.iterchildren(etree.Element):
        local = etree.QName(child).localname
        if local in inside:
            found += _element(child, inside[local])
        else:
            found.append(f"<{local}> is not allowed in <{etree.QName(element).localname}>")
    return found


def _value(key: str, value: str, rule: dict[str, Any]) -> bool:
    """Whether an attribute's value breaks its rule."""
    if rule["Type"] == "BooleanValue":
        return value not in ("true", "false", "1", "0")
    if rule["Type"].startswith("EnumValue") and key in ("size", "itemSize"):
        return value not in ("normal", "large")
    limits = {
        a["Name"]: int(a["Value"])
        for v in rule.get("Validators", [])
        for a in v.get("Arguments", [])
        if a["Name"].endswith("Length")
    }
    return not limits.get("MinLength", 0) <= len(value) <= limits.get("MaxLength", len(value))


def icons(book: Book) -> list[str]:
    """Only icon names that are known to exist."""
    root = etree.fromstring(book.parts[RIBBON_PART])
    return [
        f"no icon {e.get('imageMso')}"
        for e in root.iter(f"{{{_NAMESPACE}}}button")
        if e.get("imageMso") not in ICONS
    ]


def bindings(book: Book) -> list[str]:
    """Ribbon button → callback → sub → Python command, and sheet buttons in their order → sub, each once."""
    subs = _public_subs(dict(book.sources()))
    found = []
    root = etree.fromstring(book.parts[RIBBON_PART])
    ribbon = [(e.get("label"), e.get("onAction", "")) for e in root.iter(f"{{{_NAMESPACE}}}button")]
    clicked = []
    for label, action in ribbon:
        parameters, body = subs.get(action, ("no such sub", ""))
        if parameters != "control As IRibbonControl":
            found.append(f"callback {action}({parameters})")
        clicked.append((label, body.strip()))
    wanted = [(command.label, command.macro) for command in book.kind.commands]
    if sorted(clicked, key=str) != sorted(wanted):
        found.append(f"ribbon runs {clicked}")
    for command in book.kind.commands:
        parameters, body = subs.get(command.macro, ("no such sub", ""))
        if parameters or _python(body) != book.kind.python(command.name):
            found.append(f"{command.macro}({parameters}) runs {body.strip()}")
    for sheet in book.kind.button_sheets:
        buttons = _sheet_buttons(book, sheet)
        if buttons != [(caption, command.macro) for caption, command in book.kind.sheet_buttons]:
            found.append(f"sheet {sheet} has buttons {buttons}")
    return found


def _public_subs(sources: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Sub → (parameters, body) of our modules; a private sub cannot be called from a button."""
    pattern = re.compile(r"(?ms)^Public Sub (\w+)\(([^)]*)\)\s*$(.*?)^End Sub")
    own = (source for name, source in sources.items() if name.startswith("mod"))
    return {m[1]: (m[2].strip(), m[3]) for source in own for m in pattern.finditer(source)}


def _python(body: str) -> str:
    statement = re.fullmatch(r'\s*RunItaxl "([^"]+)"\s*', body)
    return statement[1] if statement else ""


def _sheet_buttons(book: Book, sheet: str) -> list[tuple[str, str]]:
    found = []
    for part in book.related(book.sheets[sheet], "/vmlDrawing"):
        for shape in book.xml(part).iter("{urn:schemas-microsoft-com:vml}shape"):
            caption = "".join(
                t for box in shape.iter("{urn:schemas-microsoft-com:vml}textbox") for t in box.itertext()
            )
            macro = next((m.text or "" for m in shape.iter(_EXCEL + "FmlaMacro")), "")
            found.append((caption, macro.rpartition("]!")[2].rpartition("!")[2]))
    return found
