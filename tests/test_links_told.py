"""What is told of links, from answers that are known: pure, without any web."""

from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.core.assess import assess
from itaxl.core.evidence.address import address_of, is_public, led_to, readable
from itaxl.core.evidence.answer import Answer, Hop, Reply, State, Trouble
from itaxl.core.evidence.catalogue import BY_STATE, ELSEWHERE, LINK_RULES, ONLY_HTTP, LinkRule
from itaxl.core.evidence.findings import link_findings, with_links
from itaxl.core.evidence.judge import judged
from itaxl.core.evidence.links import asked_of, links_of
from itaxl.core.evidence.memo import with_closed_links
from itaxl.core.evidence.robots import robots_of
from itaxl.core.grid import Grid, Value
from itaxl.core.links import addresses_in, with_others
from itaxl.core.model import Severity
from itaxl.core.parse import parse
from itaxl.core.reading import Reading
from itaxl.core.results.written import LONGEST_MESSAGE, without_ours
from itaxl.core.rules import BY_CODE, Case
from itaxl.links.kept import Kept
from tests.case_grids import grids_of
from tests.systems import no_links

DAY = dt.date(2024, 4, 2)
SITE = "https://www.tuayangsuk.example.go.th"
URL = f"{SITE}/ita/1"


def reading(evidence: Value, **cells: Value) -> Reading:
    return parse(grids_of(Case({"evidence": evidence, "evidence@2": None, "evidence@3": None, **cells})))


def told(evidence: Value, answer: Answer, **cells: Value) -> list[tuple[str, str]]:
    read = reading(evidence, **cells)
    answers = {link.url: answer for link in links_of(read)}
    return [(finding.code, finding.message) for finding in link_findings(read, answers, DAY)]


class DescribeTheLinksOfACell:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            (None, []),
            ("-", []),
            ("เผยแพร่แล้ว", []),
            (URL, [URL]),
            (f"{URL}\n{URL}2", [URL, f"{URL}2"]),
            (f"{URL} {URL}", [URL]),
            (f"{URL},{URL}2; {URL}3.", [URL, f"{URL}2", f"{URL}3"]),
            (f"ดูที่ ({URL}) และ {URL}2", [URL, f"{URL}2"]),
            (f"{URL}(1).pdf", [f"{URL}(1).pdf"]),
            (f"{URL}/ประกาศ.pdf", [f"{URL}/ประกาศ.pdf"]),
            ("file:///C:/ita/1.pdf", ["file:///C:/ita/1.pdf"]),
            ("\\\\server\\ita\\1.pdf", ["\\\\server\\ita\\1.pdf"]),
            ("C:\\ita\\1.pdf", ["C:\\ita\\1.pdf"]),
            ("ftp://a.example.go.th/1", ["ftp://a.example.go.th/1"]),
            (f"http://a.example.go.th/1 {URL}", ["http://a.example.go.th/1", URL]),
        ],
    )
    def it_has_each_once(self, text: str | None, found: list[str]) -> None:
        assert [link.typed for link in links_of(reading(text))] == found

    def it_asks_only_what_is_on_the_web(self) -> None:
        links = links_of(reading(f"file:///x {URL} \\\\a\\b {URL}#2"))
        assert [address.url for address in asked_of(links)] == [URL]

    def it_follows_the_words_that_a_cell_shows(self) -> None:
        office, measures, *rest = grids_of(Case({"evidence": "รายงานผล"}))
        column = next(c for c, v in enumerate(measures.rows[4], 1) if str(v).startswith("หลักฐาน"))
        linked = Grid(measures.sheet, measures.rows, measures.merged, {(6, column): URL})
        (link, *_) = links_of(parse((office, linked, *rest)))
        assert (link.typed, link.cell.raw) == (URL, "รายงานผล")


class DescribeAddresses:
    @pytest.mark.parametrize(
        ("typed", "url"),
        [
            ("HTTP://WWW.A.go.th", "http://www.a.go.th/"),
            ("https://a.go.th:443/x#y", "https://a.go.th/x"),
            (
                "http://a.go.th:8080/ก ข?ค=ง&e=%20",
                "http://a.go.th:8080/%E0%B8%81%20%E0%B8%82?%E0%B8%84=%E0%B8%87&e=%20",
            ),
            ("http://[2001:DB8::1]:80/", "http://[2001:db8::1]/"),
            ("http://ฝาง.ไทย./", "http://xn--72c7b5c.xn--o3cw4h/"),
            ("http://user:pass@a.go.th/", None),
            ("http:///x", None),
            ("http://a.go.th:99999/", None),
            ("http://a..go.th/", None),
            ("http://[::1/", None),
            ("javascript:alert(1)", None),
            ("file://a.go.th/x", None),
            ("http://a.go.th\\@b.go.th/", None),
            ("http://a b.go.th/", None),
            ("http://a.go.th/" + "x" * 9000, None),
            ("", None),
        ],
    )
    def it_has_one_spelling(self, typed: str, url: str | None) -> None:
        address = address_of(typed)
        assert (address.url if address else None) == url
        if address:
            assert address_of(address.url) == address == address_of(readable(address.url))

    @pytest.mark.parametrize(
        ("location", "url"),
        [
            ("/b", "http://a.go.th/b"),
            ("b?c", "http://a.go.th/x/b?c"),
            ("//b.go.th/c", "http://b.go.th/c"),
            ("HTTPS://b.go.th", "https://b.go.th/"),
            ("file:///c:/x", None),
            ("mailto:a@b.go.th", None),
            ("http://[", None),
        ],
    )
    def it_leads_on(self, location: str, url: str | None) -> None:
        start = address_of("http://a.go.th/x/y")
        assert start
        following = led_to(start, location)
        assert (following.url if following else None) == url

    def it_reads_as_people_do(self) -> None:
        address = address_of("http://ฝาง.ไทย/ผล?ปี=2567")
        assert address and readable(address.url) == "http://ฝาง.ไทย/ผล?ปี=2567"
        assert readable("http://a.go.th/%FF%20x") == "http://a.go.th/%FF%20x"
        assert readable("ไม่ใช่") == "ไม่ใช่"

    @given(
        st.text(), st.sampled_from(["", "http://", "https://a.go.th/", "http://[", "//", "http://a.go.th:"])
    )
    def it_reads_any_text(self, text: str, before: str) -> None:
        start = address_of("http://a.go.th/x/y")
        assert start
        for address in (address_of(before + text), led_to(start, before + text)):
            if address:
                assert address_of(address.url) == address
                assert address.url.isascii() and address.url.isprintable() and " " not in address.url
                assert address_of(readable(address.url)) == address

    @given(st.text(), st.text(alphabet="https://a.go.th ,;()ก\n"))
    def it_finds_addresses_in_any_text(self, one: str, other: str) -> None:
        text = one + other
        for typed in addresses_in(text):
            assert typed in text
        assert with_others(text, {}) == text

    @pytest.mark.parametrize("ip", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"])
    def it_knows_the_world(self, ip: str) -> None:
        assert is_public(ip)

    @pytest.mark.parametrize(
        "ip",
        [
            "10.0.0.1",
            "::1",
            "fe80::1%eth0",
            "::ffff:127.0.0.1",
            "2002:7f00:1::",
            "2001:0:1::",
            "fec0::1",
            "64:ff9b:1::808:808",
        ],
    )
    def it_knows_what_is_not_the_world(self, ip: str) -> None:
        assert not is_public(ip)


class DescribeFindings:
    @pytest.mark.parametrize("state", BY_STATE, ids=lambda state: state.value)
    def it_says_what_to_do(self, state: State) -> None:
        rule = BY_STATE[state]
        ((code, message),) = told(URL, rule.example)
        assert code == rule.code
        assert "โปรด" in message and "{" not in message and URL in message

    @pytest.mark.parametrize("rule", BY_STATE.values(), ids=lambda rule: rule.code)
    def it_ends_before_what_a_person_writes_behind_it(self, rule: LinkRule) -> None:
        for detail in rule.words or ("",):
            ((_, message),) = told(URL, rule.example._replace(detail=detail))
            short = len(message) <= LONGEST_MESSAGE
            line = f"ควรตรวจสอบ: {message if short else message[: LONGEST_MESSAGE - 1] + '…'}"
            assert without_ours(line) == ""
            assert without_ours(f"{line} โน้ต") == "โน้ต"

    def it_is_silent_where_a_link_opens(self) -> None:
        assert told(URL, Answer(State.OPENS, DAY, URL)) == []

    def it_is_silent_of_what_nobody_asked(self) -> None:
        assert link_findings(reading(URL), {}, DAY) == ()

    def it_tells_http_and_another_site(self) -> None:
        http = "http://www.tuayangsuk.example.go.th/ita/1"
        assert [code for code, _ in told(http, Answer(State.OPENS, DAY, http))] == [ONLY_HTTP.code]
        assert told(http, Answer(State.OPENS, DAY, URL)) == [], "it leads to https"
        drive = "https://drive.google.com/file/d/1/view"
        assert [code for code, _ in told(drive, Answer(State.OPENS, DAY, drive))] == [ELSEWHERE.code]
        assert [c for c, _ in told(drive, Answer(State.LOGIN, DAY, drive, "google"))] == ["L906", "L916"]
        assert [c for c, _ in told(drive, Answer(State.GONE, DAY, drive, "404"))] == ["L901"]

    @pytest.mark.parametrize(
        ("website", "url", "is_told"),
        [
            (None, "https://a.example.com/1", False),
            ("a.example.go.th", "https://www.a.example.go.th/1", False),
            ("www.a.example.go.th", "https://ita.a.example.go.th/1", False),
            ("a.example.go.th", "https://nota.example.go.th/1", True),
            ("sites.example.com/abt", "https://sites.example.com/abt/1", False),
            ("sites.example.com/abt", "https://sites.example.com/abtother/1", True),
            ("ตัวอย่าง.ไทย", "https://www.xn--72c1a1bt4awk9o.xn--o3cw4h/1", False),
            ("เว็บ อบต.", "https://a.example.com/1", False),
            ("a.example.go.th b.example.go.th", "https://b.example.go.th/1", False),
        ],
    )
    def it_knows_the_office_s_own_site(self, website: str | None, url: str, is_told: bool) -> None:
        codes = [code for code, _ in told(url, Answer(State.OPENS, DAY, url), website=website)]
        assert codes == [ELSEWHERE.code] * is_told

    def it_suggests_the_new_address(self) -> None:
        new = f"{SITE}/ita/2567/1"
        read = reading(f"{URL}\n{URL}2")
        answers = {URL: Answer(State.MOVED, DAY, new), f"{URL}2": Answer(State.MOVED, DAY, f"{new}/2")}
        found = link_findings(read, answers, DAY)
        assert [f.suggestion for f in found] == [f"{new}\n{new}/2"] * 2
        assert new in found[0].message

    def it_suggests_nothing_for_a_cell_that_shows_words(self) -> None:
        office, measures, *rest = grids_of(Case({"evidence": "รายงานผล"}))
        column = next(c for c, v in enumerate(measures.rows[4], 1) if str(v).startswith("หลักฐาน"))
        read = parse((office, measures._replace(links={(6, column): URL}), *rest))
        (found, *_) = link_findings(read, {URL: Answer(State.MOVED, DAY, f"{URL}/2")}, DAY)
        assert found.suggestion is None

    def it_stands_among_the_others_in_their_order(self) -> None:
        grids = grids_of(Case({"evidence": URL, "title@3": None}))
        read, plain = parse(grids), assess(grids, DAY)
        more = with_links(plain, read, {URL: Answer(State.GONE, DAY, URL, "404")}, DAY)
        assert [f.code for f in more.findings if f.code != "L901"] == [f.code for f in plain.findings]
        order = [(f.severity is Severity.WARNING, f.place.row, f.place.column) for f in more.findings]
        assert order == sorted(order) and len(order) == len(plain.findings) + 1
        assert with_links(plain, read, {}, DAY) is plain

    def it_tells_a_file_once(self) -> None:
        grids = grids_of(Case({"evidence": "file:///C:/ita/1.pdf"}))
        codes = [f.code for f in with_links(assess(grids, DAY), parse(grids), {}, DAY).findings]
        assert codes == ["P708"]
        assert [f.code for f in link_findings(parse(grids), {}, DAY)] == ["L911"]

    def it_has_codes_of_its_own(self) -> None:
        codes = [rule.code for rule in LINK_RULES]
        assert codes == sorted(set(codes)) and not set(codes) & set(BY_CODE)


class DescribeTheMemo:
    def closed(self, evidence: str, answers: dict[str, Answer], as_of: dt.date = DAY) -> str:
        assessment = assess(grids_of(Case({"evidence": evidence})), DAY)
        return with_closed_links(assessment, answers, as_of).tracker.measures[0].evidence

    def it_says_that_a_link_does_not_open(self) -> None:
        said = self.closed(URL, {URL: Answer(State.GONE, DAY, URL, "404")})
        assert said == "www.tuayangsuk.example.go.th/ita/1 เปิดไม่ได้ (ตรวจเมื่อ 2 เมษายน 2567)"
        assert addresses_in(said) == []

    def it_keeps_the_others(self) -> None:
        said = self.closed(f"{URL} {URL}2", {URL: Answer(State.LOGIN, DAY, URL, "google")})
        assert addresses_in(said) == [f"{URL}2"] and "ต้องเข้าสู่ระบบ" in said

    @pytest.mark.parametrize(
        ("answer", "as_of"),
        [
            (Answer(State.OPENS, DAY, URL), DAY),
            (Answer(State.MOVED, DAY, f"{URL}/2"), DAY),
            (Answer(State.REFUSES, DAY, URL, "403"), DAY),
            (Answer(State.ROBOTS, DAY, URL), DAY),
            (Answer(State.GONE, DAY, URL, "404"), DAY + dt.timedelta(days=7)),
            (Answer(State.GONE, DAY, URL, "404"), DAY - dt.timedelta(days=1)),
        ],
    )
    def it_stays_as_it_is_where_a_link_may_open(self, answer: Answer, as_of: dt.date) -> None:
        assessment = assess(grids_of(Case({"evidence": URL})), DAY)
        assert with_closed_links(assessment, {URL: answer}, as_of).tracker == assessment.tracker

    def it_takes_no_address_for_the_beginning_of_another(self) -> None:
        said = with_others(f"{URL} {URL}2", {URL: "A"})
        assert said == f"A {URL}2"


HOSTILE = (
    *(
        "<h1 " * 60_000,
        "<h1>" * 60_000,
        "<title>x</title>" * 16_000,
        "<script" * 36_000,
        "</script " * 28_000,
    ),
    *("<" * 250_000, "404 " * 60_000, "&#x" * 80_000, "<h1>" + "ไม่พบหน้า " * 20_000, "page " * 50_000),
)


class DescribeReplies:
    @pytest.mark.parametrize("page", HOSTILE, ids=lambda page: page[:6])
    def it_is_quick_with_hostile_pages(self, page: str) -> None:
        began = time.process_time()
        judged(Reply((Hop(URL, 200),), page), DAY)
        assert time.process_time() - began < 2

    @given(st.text(), st.text(alphabet="<>/h1titleno found 404ไม่พบหน้า"))
    def it_judges_any_page(self, one: str, other: str) -> None:
        judged(Reply((Hop(URL, 200),), one + other), DAY)

    @pytest.mark.parametrize("trouble", Trouble, ids=lambda trouble: trouble.value)
    def it_has_a_state_for_every_trouble(self, trouble: Trouble) -> None:
        assert judged(Reply((Hop(URL, 0),), trouble=trouble), DAY).state not in (State.OPENS, State.MOVED)


class DescribeRobotsTxt:
    @pytest.mark.parametrize(
        ("text", "target", "allowed"),
        [
            ("", "/x", True),
            ("User-agent: *\nDisallow:", "/x", True),
            ("User-agent: *\nDisallow: /", "/x", False),
            ("user-agent: other\nDisallow: /", "/x", True),
            ("User-agent: other\nUser-agent: *\nDisallow: /a", "/a/b", False),
            ("User-agent: *\nDisallow: /\nUser-agent: itaxl\nAllow: /", "/x", True),
            ("User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),
            ("User-agent: *\nAllow: /a\nDisallow: /a", "/a", True),
            ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf", False),
            ("User-agent: *\nDisallow: /*.pdf$", "/x/y.pdf?z", True),
            ("User-agent: *\nDisallow: /a*b*c", "/a1b2c3", False),
            ("User-agent: *\nDisallow: /a*b*c", "/a1c2b3", True),
            ("User-agent: *\nDisallow: /x # not this\nCrawl-delay: 2", "/x", False),
            ("<html>Not found</html>", "/x", True),
        ],
    )
    def it_is_read_as_the_standard_says(self, text: str, target: str, allowed: bool) -> None:
        assert robots_of(text, "itaxl").allows(target) is allowed

    def it_bounds_the_pause(self) -> None:
        assert robots_of("User-agent: *\nCrawl-delay: 600", "itaxl").delay == 5.0
        assert robots_of("User-agent: *\nCrawl-delay: -1\nCrawl-delay: soon", "itaxl").delay == 0.0

    def it_is_quick_with_hostile_patterns(self) -> None:
        text = "User-agent: *\nDisallow: /" + "*a" * 900 + "$"
        assert robots_of(text, "itaxl").allows("/" + "a" * 4000 + "b")


class DescribeKeptAnswers:
    @pytest.fixture(autouse=True)
    def _place(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("ITAXL_CACHE", str(tmp_path / "kept"))
        self.path = tmp_path / "kept" / "links.json"

    def kept(self, *answers: Answer) -> Kept:
        kept = Kept.load()
        kept.answers |= {answer.address: answer for answer in answers}
        kept.save(DAY)
        return Kept.load()

    def it_comes_back(self) -> None:
        answer = Answer(State.LOGIN, DAY, URL, "google")
        assert self.kept(answer).answers == {URL: answer}
        assert json.loads(self.path.read_text())["version"] == 1

    def it_spares_what_opened_for_a_week(self) -> None:
        kept = self.kept(Answer(State.OPENS, DAY, URL), Answer(State.GONE, DAY, f"{URL}2", "404"))
        assert kept.spares(URL, DAY + dt.timedelta(days=6))
        assert not kept.spares(URL, DAY + dt.timedelta(days=7))
        assert not kept.spares(URL, DAY - dt.timedelta(days=1)), "a clock that was put back"
        assert not kept.spares(f"{URL}2", DAY), "somebody may have mended it"
        assert not kept.spares(f"{URL}3", DAY)

    def it_forgets_what_is_old_and_what_is_too_much(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("itaxl.links.kept._MOST", 3)
        many = [Answer(State.OPENS, DAY - dt.timedelta(days=n), f"{URL}/{n}") for n in range(20)]
        assert set(self.kept(*many).answers) == {f"{URL}/{n}" for n in range(3)}

    def it_keeps_what_another_run_kept_meanwhile(self) -> None:
        one, other = Kept.load(), Kept.load()
        one.answers[URL] = Answer(State.OPENS, DAY, URL)
        other.answers[f"{URL}2"] = Answer(State.OPENS, DAY, f"{URL}2")
        one.save(DAY)
        other.save(DAY)
        assert set(Kept.load().answers) == {URL, f"{URL}2"}

    @pytest.mark.parametrize(
        "text",
        [
            *(
                "",
                "{",
                "[]",
                "[" * 9999,
                '{"version": 2, "answers": []}',
                '{"version": 1, "answers": [["a"]]}',
            ),
            '{"version": 1, "answers": [["a", "new", "2024-04-02", "", ""]]}',
        ],
    )
    def it_is_nothing_where_the_file_is_not_ours(self, text: str) -> None:
        self.path.parent.mkdir()
        self.path.write_text(text)
        assert Kept.load().answers == {}

    @no_links
    def it_is_nothing_where_a_link_stands_in_its_place(self, tmp_path: Path) -> None:
        self.kept(Answer(State.OPENS, DAY, URL))
        self.path.rename(tmp_path / "elsewhere")
        self.path.symlink_to(tmp_path / "elsewhere")
        assert Kept.load().answers == {}

    def it_needs_no_place(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ITAXL_CACHE", "")
        assert self.kept(Answer(State.OPENS, DAY, URL)).answers == {}
