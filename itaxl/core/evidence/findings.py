"""The findings of a tracker's links, from what is known of them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from itaxl.core.evidence.address import address_of, readable
from itaxl.core.evidence.answer import OPENED, Answer, State
from itaxl.core.evidence.catalogue import BY_STATE, ELSEWHERE, ONLY_HTTP, LinkRule
from itaxl.core.evidence.links import Link, is_on, links_of, own_sites
from itaxl.core.grid import Place
from itaxl.core.in_order import in_order
from itaxl.core.links import with_others
from itaxl.core.model import Assessment, Finding, Severity
from itaxl.core.reading import Cell, Reading
from itaxl.core.suggestions import quoted

if TYPE_CHECKING:
    from itaxl.core.district.line import LinkLine

#: Told by the plain check of the same cell, too.
_NOT_A_LINK = "P708"


def fresh(answers: Mapping[str, Answer], as_of: dt.date) -> dict[str, Answer]:
    """What of the answers, by address, still counts on a day."""
    return {url: answer for url, answer in answers.items() if answer.is_fresh(as_of)}


def answer_of(link: Link, answers: Mapping[str, Answer], as_of: dt.date) -> Answer | None:
    """What is known of a link; of one that is never asked, that."""
    return answers.get(link.url) if link.address else Answer(State.NO_WEB, as_of)


def link_findings(reading: Reading, answers: Mapping[str, Answer], as_of: dt.date) -> tuple[Finding, ...]:
    """By link: what keeps an assessor from it; where it opens, what else speaks against it."""
    links = links_of(reading)
    website = reading.tracker.office.website
    moved = _moved(links, answers)
    found: dict[Finding, None] = {}
    for link in links:
        answer = answer_of(link, answers, as_of)
        for rule in _rules(link, answer, website) if answer else ():
            message = _message(rule, link, answer, website) if answer else ""
            suggestion = moved.get(link.cell.place) if answer and answer.state is State.MOVED else None
            finding = Finding(
                rule.code, Severity.WARNING, link.cell.place, quoted(link.typed), message, suggestion
            )
            found.setdefault(finding)
    return in_order(found, ())


def with_links(
    assessment: Assessment, reading: Reading, answers: Mapping[str, Answer], as_of: dt.date
) -> Assessment:
    """The assessment with the findings of its links among the others."""
    told = {finding.place for finding in assessment.findings if finding.code == _NOT_A_LINK}
    more = [
        finding
        for finding in link_findings(reading, answers, as_of)
        if not (finding.place in told and finding.code == BY_STATE[State.NO_WEB].code)
    ]
    if not more:
        return assessment
    sheets = (grid.sheet for grid in reading.grids)
    return assessment._replace(findings=in_order((*assessment.findings, *more), sheets))


def link_lines(reading: Reading, answers: Mapping[str, Answer], as_of: dt.date) -> tuple[LinkLine, ...]:
    """Every link with its state, for lists."""
    return tuple(_line(link, answer_of(link, answers, as_of)) for link in links_of(reading))


def _line(link: Link, answer: Answer | None) -> LinkLine:
    from itaxl.core.district.line import LinkLine  # a click has no list of links

    number, cell = link.measure.number, link.cell.place.cell
    if answer is None:
        return LinkLine(number, cell, link.typed)
    return LinkLine(number, cell, link.typed, answer.state.value, answer.day, answer.address)


def _rules(link: Link, answer: Answer, website: str) -> Iterator[LinkRule]:
    if rule := BY_STATE.get(answer.state):
        yield rule
    if answer.state in OPENED and answer.address.startswith("http:"):
        yield ONLY_HTTP
    own = own_sites(website)
    if own and answer.state in {*OPENED, State.LOGIN} and not is_on(link.url, own):
        yield ELSEWHERE


def _message(rule: LinkRule, link: Link, answer: Answer, website: str) -> str:
    """In {words} stands what the rule says for this detail."""
    at = address_of(answer.address) or link.address
    given = {
        "link": quoted(readable(link.url)),
        "address": readable(answer.address),
        "detail": answer.detail,
        "server": readable(at.origin).partition("://")[2].rstrip("/") if at else "",
        "website": website,
    }
    words = rule.words.get(answer.detail, rule.words.get("*", "")).format_map(given)
    return rule.message.format_map({**given, "words": words})


def _moved(links: tuple[Link, ...], answers: Mapping[str, Answer]) -> dict[Place, str]:
    """By cell: its text with every address that moved in its new spelling.

    None for a cell that shows other words than the address: whoever writes there would take the words away.
    """
    new: defaultdict[Cell, dict[str, str]] = defaultdict(dict)
    for link in links:
        answer, raw = answers.get(link.url), link.cell.raw
        if answer and answer.state is State.MOVED and isinstance(raw, str) and link.typed in raw:
            new[link.cell][link.typed] = answer.address
    return {cell.place: with_others(str(cell.raw), others) for cell, others in new.items()}
