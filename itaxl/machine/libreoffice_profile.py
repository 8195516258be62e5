"""LibreOffice's settings for our own runs; the user's own profile is neither read nor written."""

from __future__ import annotations

from pathlib import Path

#: Digits in the shapes of their text's language: see itaxl/pdf/page_numbers.py.
_NUMERALS_BY_CONTEXT = "3"
_SETTINGS = (
    ("/org.openoffice.Office.Common/I18N/CTL", "CTLTextNumerals", _NUMERALS_BY_CONTEXT),
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    # Word does so, too: an office publishes the PDF, and a screen reader needs the structure
    ("/org.openoffice.Office.Common/Filter/PDF/Export", "UseTaggedPDF", "true"),
    # PDF/A-2b: fonts and colours in the file, so that what was published looks the same in ten years
    ("/org.openoffice.Office.Common/Filter/PDF/Export", "SelectPdfVersion", "2"),
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
)
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<oor:items xmlns:oor="http://openoffice.org/2001/registry"'
    ' xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
)
_ITEM = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>\n'


def write_profile(folder: Path) -> str:
    """Makes a profile in `folder`; returns LibreOffice's option for it.  Raises OSError."""
    (folder / "user").mkdir(parents=True)
    items = "".join(_ITEM.format(*setting) for setting in _SETTINGS)
    text = f"{_HEAD}{items}</oor:items>\n"
    (folder / "user" / "registrymodifications.xcu").write_text(text, encoding="utf-8")
    return f"-env:UserInstallation={folder.absolute().as_uri()}"
