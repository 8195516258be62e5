"""A mail as a draft: Outlook and Thunderbird open it unsent, and nothing sends it but a person."""

from __future__ import annotations

import re
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from itaxl.batch.digests import digest
from itaxl.named_tuple import NamedTuple

#: What is surely an address; a cell may hold several, and anything else.
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")
_MOST_ADDRESSES = 5
_TYPES = {
    ".xlsx": "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xlsm": "vnd.ms-excel.sheet.macroEnabled.12",
}


class Attached(NamedTuple):
    """A workbook and the name that it has in the mail."""

    name: str
    data: bytes


def draft(to: str, addresses: str, subject: str, body: str, attached: Attached | None) -> bytes:
    """The .eml.  `to` is the office's name, `addresses` what a cell says; the same values, the same bytes.

    There is no sender and no date: the program that sends it knows them.
    """
    mail = EmailMessage(policy=SMTP)
    mail["X-Unsent"] = "1"
    if found := [*dict.fromkeys(_ADDRESS.findall(addresses))][:_MOST_ADDRESSES]:
        mail["To"] = [Address(" ".join(to.split()), addr_spec=one) for one in found]
    mail["Subject"] = " ".join(subject.split())
    mail.set_content(body, cte="base64")
    if attached:
        ending = attached.name[attached.name.rfind(".") :].lower()
        kind = _TYPES.get(ending, "octet-stream")
        mail.add_attachment(attached.data, "application", kind, filename=attached.name)
        (part,) = mail.iter_attachments()
        del part["Content-Type"]
        words = Header(attached.name, "utf-8", header_name=' name="').encode()
        part.set_raw("Content-Type", f'application/{kind};\n name="{words}"')  # Outlook looks here only
        mail.set_boundary("itaxl-" + digest(body.encode() + attached.data)[:32])
    return mail.as_bytes()
