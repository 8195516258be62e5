"""An earlier memo (.docx, .odt, .rtf), read back into a tracker.

A memo prints no due dates, completion dates, e-mail, emblem file or indicators, and web addresses only
where a note names them: those fields stay empty (a column ระยะเวลา of other forms gives the due date).
Whether a wording was typed or derived cannot be seen either: what would print alike stays derived.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from itaxl.convert.doubts import doubt, without_repeats
from itaxl.convert.draft import Draft, Leftover
from itaxl.convert.measures.finish import with_round
from itaxl.convert.memo.blocks import Document
from itaxl.convert.memo.body import is_ours, names_office, read_body
from itaxl.convert.memo.docx import read_docx
from itaxl.convert.memo.header import read_head
from itaxl.convert.memo.letterhead import office_from, read_letterhead
from itaxl.convert.memo.measures import read_measures
from itaxl.convert.memo.odt import is_odt, read_odt
from itaxl.convert.memo.own import ENCLOSED, HEADINGS, matched
from itaxl.convert.memo.passage import Flow, FormTable, Passage
from itaxl.convert.memo.refusal import MemoRefusal
from itaxl.convert.memo.report import as_derived, read_report
from itaxl.convert.memo.rtf import RTF, read_rtf
from itaxl.convert.memo.signers import is_closing, is_signature, read_foot, starts_signing
from itaxl.core import layout
from itaxl.core.choices import Secrecy, Urgency
from itaxl.core.meanings.divisions import Divisions
from itaxl.core.model import Tracker

_URGENCY = {word.value: word for word in Urgency}
_SECRECY = {word.value: word for word in Secrecy}


def read_memo(data: bytes, name: str) -> Draft:
    """The memo as a tracker; `name` is for the messages.

    Raises InputError for what cannot be read: no document, a bomb, locked with a password, an older .doc,
    longer than any memo.  A document that is no memo of ours gives a draft all the same: what
    was not understood is in its doubts and leftovers.
    """
    refuse = MemoRefusal(name)
    document = _opened(data, refuse)
    draft = _understood(Flow(document.story.blocks), document)
    texts = (*document.story.asides, *document.beside)
    beside = [Leftover(what, text.strip()) for what, text in texts if not _says_nothing(text)]
    return _with_marks(draft, beside)


def _with_marks(draft: Draft, beside: Sequence[Leftover]) -> Draft:
    """Urgency and secrecy stand at the head or the foot of pages; what else stands there is left over."""
    report, left = draft.tracker.report, []
    for one in beside:
        if one.text in _URGENCY:
            report = report._replace(urgency=_URGENCY[one.text])
        elif one.text in _SECRECY:
            report = report._replace(secrecy=_SECRECY[one.text])
        else:
            left.append(one)
    tracker = draft.tracker._replace(report=report)
    return replace(draft, tracker=tracker, leftovers=(*draft.leftovers, *left))


def _opened(data: bytes, refuse: MemoRefusal) -> Document:
    """The document by its content, whatever its name says."""
    if is_odt(data):
        return read_odt(data, refuse)
    return read_rtf(data, refuse) if data.startswith(RTF) else read_docx(data, refuse)


def _says_nothing(text: str) -> bool:
    """A page number, a dotted line, or a heading of our own."""
    pieces = (Passage(piece, "") for piece in text.split("\t"))
    return all(p.blank or p.placed or p.text.isdigit() or _is_heading(p) for p in pieces)


def _is_heading(passage: Passage) -> bool:
    return matched(HEADINGS, passage.text) is not None


def _understood(flow: Flow, document: Document) -> Draft:
    passages = [item for item in flow.items if isinstance(item, Passage)]
    forms = [item for item in flow.items if isinstance(item, FormTable)]
    own = any(map(is_ours, passages))
    head = read_head(_before_tables(flow))
    body, foot = _divided(flow, own)
    signed = read_foot(foot, own=own)
    statements = read_body([*body, *(p for p in foot if p.untouched and not starts_signing(p))])
    letterhead = read_letterhead(head, statements)
    divisions = Divisions({})
    tables = read_measures(forms, body, divisions, document.links)
    report, doubts = read_report(head, statements, signed.closing, tables.follow_up)
    report, told = with_round(report, tables.drafts)
    doubts += told
    doubts += (doubt("C884", f"ตารางที่ {number}", what=found.value) for number, found in flow.listings)
    office = office_from(letterhead, head, divisions, document.fonts, (p.text for p in passages))
    office = office._replace(signers=signed.signers)
    for passage in passages:
        if names_office(passage, office.full_name, _places(office.district, office.province)):
            passage.take()
    tracker = Tracker(office, report, tables.measures)
    left, headings, taken = tables.ledger.settle(tracker)
    beside = _left((*passages, *head.unread, *letterhead.leftovers))
    return Draft(
        as_derived(tracker),
        tuple(dict.fromkeys(without_repeats((*doubts, *letterhead.doubts, *tables.doubts, *signed.doubts)))),
        (*beside, *left),
        tuple(taken),
        tuple(headings),
        tables.ledger.origins(),
    )


def _before_tables(flow: Flow) -> list[Passage]:
    found: list[Passage] = []
    for item in flow.items:
        if isinstance(item, FormTable):
            break
        found.append(item)
    return found


def _divided(flow: Flow, own: bool) -> tuple[list[Passage], list[Passage]]:
    """The running text, and the foot: how the memo closes and who signs."""
    passages = [p for p in flow.items if isinstance(p, Passage) and p.untouched]
    told = next((n for n, p in enumerate(passages, 1) if matched(ENCLOSED, p.text)), None)
    if told is not None:
        ends = next((n for n, p in enumerate(passages) if n >= told and _is_heading(p)), len(passages))
        return passages[:told] + passages[ends:], passages[told:ends]
    last = max((n for n, item in enumerate(flow.items) if isinstance(item, FormTable)), default=-1)
    before = [p for p in flow.items[: last + 1] if isinstance(p, Passage) and p.untouched]
    after = [p for p in flow.items[last + 1 :] if isinstance(p, Passage) and p.untouched]
    if own and last >= 0:
        return before, after
    begin = _signing(after)
    if begin < len(after):
        return before + after[:begin], after[begin:]
    begin = _signing(before)  # the tables are an annex, behind the signatures
    return before[:begin] + after, before[begin:]


def _signing(passages: Sequence[Passage]) -> int:
    """Where the foot begins: with the words that close the memo, above the first signature."""
    signed = next((n for n, p in enumerate(passages) if is_signature(p)), len(passages))
    closing = (n for n in range(signed - 1, -1, -1) if is_closing(passages[n]))
    if signed == len(passages):
        return next((n for n, p in enumerate(passages) if starts_signing(p)), signed)
    return next(closing, next((n for n in range(signed) if starts_signing(passages[n])), signed))


def _places(district: str, province: str) -> tuple[str, ...]:
    words = (layout.field(layout.OFFICE_FIELDS, name).label for name in ("district", "province"))
    return tuple(
        name if not name or name.startswith(word) else word + name
        for word, name in zip(words, (district, province), strict=True)
    )


def _left(passages: Iterable[Passage]) -> Iterable[Leftover]:
    return (passage.leftover() for passage in passages if not passage.placed)
