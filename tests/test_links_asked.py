"""Links are asked over a world of our own on loopback: every answer that a server can give, and who is never
asked at all."""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import socket
import ssl
import subprocess
import sys
import threading
import time
import tracemalloc
from collections.abc import Iterator
from email.utils import format_datetime

import httpcore2
import pytest
import trustme

from itaxl.core.evidence.answer import Answer, State, Trouble
from itaxl.errors import ExitCode, MissingError
from itaxl.links import backend
from itaxl.links.ask import ask
from itaxl.links.limits import Limits
from itaxl.links.trouble import Fault, fault_of
from tests.systems import not_in_wine, signals
from tests.web import DAY, INNER, SHORT, USUAL, WORLD, Page, World, at, bomb, dripping, endless, to, world

HOST = "www.a.example.go.th"


@pytest.fixture
def web() -> Iterator[World]:
    with world() as made:
        made.pages["/"] = Page()
        made.pages["/ita/1"] = Page()
        yield made


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """One loopback address stands for the world; every other machine is of this network."""
    with world(WORLD) as made:
        real = backend.is_public
        monkeypatch.setattr(backend, "is_public", lambda ip: ip == WORLD or real(ip))
        made.pages["/ita/1"] = Page()
        yield made


class DescribeNumbers:
    def it_opens(self, web: World) -> None:
        url = web.url("/ita/1")
        assert web.one(url) == Answer(State.OPENS, DAY, url)
        assert web.asked("/ita/1") == ["HEAD", "GET"]

    def it_reads_no_page_of_a_file(self, web: World) -> None:
        web.pages["/a.pdf"] = Page(kind="application/pdf")
        assert web.one(web.url("/a.pdf")).state is State.OPENS
        assert web.asked("/a.pdf") == ["HEAD"]

    @pytest.mark.parametrize(
        ("status", "state", "detail"),
        [
            (401, State.LOGIN, "other"),
            (403, State.REFUSES, "403"),
            (404, State.GONE, "404"),
            (410, State.GONE, "410"),
            (418, State.REFUSES, "418"),
            (429, State.BUSY, "429"),
            (500, State.FAILS, "500"),
            (502, State.FAILS, "502"),
            (503, State.FAILS, "503"),
        ],
    )
    def it_tells_by_the_number(self, web: World, status: int, state: State, detail: str) -> None:
        web.pages["/x"] = Page(status)
        answer = web.one(web.url("/x"))
        assert (answer.state, answer.detail) == (state, detail)

    @pytest.mark.parametrize("status", [403, 404, 405, 500, 501])
    def it_asks_for_the_page_where_head_is_refused(self, web: World, status: int) -> None:
        web.pages["/x"] = Page(head=status)
        assert web.one(web.url("/x")).state is State.OPENS

    def it_tries_once_more(self, web: World) -> None:
        web.pages["/x"] = [Page(502), Page(502), Page()]
        assert web.one(web.url("/x")).state is State.OPENS
        web.pages["/y"] = Page(502)
        assert web.one(web.url("/y")).state is State.FAILS
        assert web.asked("/y") == ["HEAD", "GET"] * 2


class DescribeRedirects:
    @pytest.mark.parametrize("status", [301, 308])
    def it_gives_the_new_address_where_a_page_moved_for_good(self, web: World, status: int) -> None:
        web.pages["/old"] = to("/ita/1", status)
        assert web.one(web.url("/old")) == Answer(State.MOVED, DAY, web.url("/ita/1"))

    @pytest.mark.parametrize("status", [302, 303, 307])
    def it_does_not_where_it_is_elsewhere_for_now(self, web: World, status: int) -> None:
        web.pages["/old"] = to("/ita/1", status)
        assert web.one(web.url("/old")) == Answer(State.OPENS, DAY, web.url("/ita/1"))

    def it_goes_as_far_as_the_server_says_for_good(self, web: World) -> None:
        web.pages |= {"/1": to("/2"), "/2": to("/3", 308), "/3": to("/ita/1", 302)}
        assert web.one(web.url("/1")) == Answer(State.MOVED, DAY, web.url("/3"))

    def it_takes_no_stroke_at_the_end_for_a_move(self, web: World) -> None:
        web.pages |= {"/ita": to("/ita/"), "/ita/": Page()}
        assert web.one(web.url("/ita")).state is State.OPENS

    def it_does_not_recommend_an_address_that_does_not_open(self, web: World) -> None:
        web.pages["/old"] = to("/gone")
        assert web.one(web.url("/old")).state is State.GONE

    def it_ends_a_circle_and_a_chain_without_end(self, web: World) -> None:
        web.pages |= {"/a": to("/b"), "/b": to("/a"), "/self": to("/self")}
        web.pages |= {f"/c{n}": to(f"/c{n + 1}") for n in range(40)}
        for path in ("/a", "/self", "/c0"):
            assert web.one(web.url(path)).state is State.LOOP
        assert not web.asked("/c20")

    def it_stands_at_a_redirect_that_leads_nowhere(self, web: World) -> None:
        web.pages["/x"] = Page(301)
        assert web.one(web.url("/x")).state is State.FAILS

    def it_reads_where_it_leads_in_thai_letters(self, web: World) -> None:
        web.pages |= {
            "/x": to("/รายงาน".encode().decode("latin-1")),
            "/%E0%B8%A3%E0%B8%B2%E0%B8%A2%E0%B8%87%E0%B8%B2%E0%B8%99": Page(),
        }
        assert web.one(web.url("/x")).state is State.MOVED

    def it_takes_the_front_page_in_place_of_the_page_for_gone(self, web: World) -> None:
        web.pages |= {"/ita/2567/9": to("/", 302), "/new": to("/ita/1", 302)}
        assert web.one(web.url("/ita/2567/9")).state is State.SAYS_GONE
        assert web.one(web.url("/new")).state is State.OPENS


class DescribeWaiting:
    def it_waits_as_the_server_asks_and_tries_again(self, web: World) -> None:
        web.pages["/x"] = [Page(429, headers=(("Retry-After", "1"),)), Page()]
        began = time.monotonic()
        assert web.one(web.url("/x"), SHORT._replace(total=5)).state is State.OPENS
        assert time.monotonic() - began >= 0.9

    def it_reads_a_moment_too(self, web: World) -> None:
        soon = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=2)
        web.pages["/x"] = [Page(503, headers=(("Retry-After", format_datetime(soon, usegmt=True)),)), Page()]
        assert web.one(web.url("/x"), USUAL._replace(longest_wait=5)).state is State.OPENS

    def it_leaves_a_server_alone_that_wants_an_hour(self, web: World) -> None:
        web.pages["/x"] = Page(429, headers=(("Retry-After", "3600"),))
        urls = [web.url("/x"), *(web.url(f"/y{n}") for n in range(8))]
        states = {answer.state for answer in web.ask(*urls, limits=USUAL._replace(at_once=1)).values()}
        assert states == {State.BUSY}
        assert web.log[1:] == [("HEAD", HOST, "/x")]

    def it_asks_few_at_a_time(self, web: World) -> None:
        web.pages |= {f"/p{n}": Page(wait=0.05) for n in range(12)}
        web.ask(*(web.url(f"/p{n}") for n in range(12)))
        assert web.most == 2

    @pytest.mark.parametrize("page", [Page(wait=4), Page(send=dripping), Page(wait=0.4, send=dripping)])
    def it_does_not_wait_for_ever(self, web: World, page: Page) -> None:
        web.pages["/x"] = page
        began = time.monotonic()
        assert web.one(web.url("/x"), SHORT).state is State.SLOW
        assert time.monotonic() - began < 3

    def it_does_not_wait_for_headers_that_drip(self, web: World) -> None:
        with socket.create_server((INNER, 0)) as server:
            threading.Thread(target=_drip, args=(server,), daemon=True).start()
            answer = web.one(f"http://{HOST}:{server.getsockname()[1]}/x", SHORT)
        assert answer.state is State.SLOW


def _drip(server: socket.socket) -> None:
    while True:
        try:
            one, _ = server.accept()
        except OSError:
            return
        threading.Thread(target=_drip_one, args=(one,), daemon=True).start()


def _drip_one(one: socket.socket) -> None:
    with one:
        try:
            one.recv(1000)
            one.sendall(b"HTTP/1.1 200 OK\r\nX: ")
            for _ in range(60):
                one.sendall(b"x")
                time.sleep(0.1)
        except OSError:
            return


class DescribeSizes:
    def it_ends_a_body_that_has_no_end(self, web: World) -> None:
        web.pages["/x"] = Page(send=endless)
        assert web.one(web.url("/x")).state is State.OPENS

    def it_unpacks_no_more_than_it_reads(self, web: World) -> None:
        packed = bomb(200)
        web.pages["/x"] = Page(body=packed, headers=(("Content-Encoding", "gzip"),))
        web.one(web.url("/ita/1"))
        tracemalloc.start()
        try:
            assert web.one(web.url("/x")).state is State.OPENS
            assert tracemalloc.get_traced_memory()[1] < 12_000_000
        finally:
            tracemalloc.stop()

    @pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
    def it_takes_what_cannot_be_unpacked_as_it_is(self, web: World, encoding: str) -> None:
        web.pages["/x"] = Page(body=b"\x00\x01" * 99, headers=(("Content-Encoding", encoding),))
        assert web.one(web.url("/x")).state is State.OPENS

    def it_survives_headers_without_end(self, web: World) -> None:
        web.pages["/x"] = Page(headers=tuple(("X-N", "y" * 900) for _ in range(200)))
        assert web.one(web.url("/x")).state is State.FAILS

    @pytest.mark.parametrize(
        ("words", "states"),
        [
            (b"SSH-2.0-x\r\n", {State.FAILS}),
            (b"", {State.FAILS, State.NO_SERVER}),
            (b"HTTP/1.1 200", {State.FAILS}),
            (b"HTTP/9.9 200 OK\r\n\r\n", {State.FAILS, State.OPENS}),
            (b"HTTP/1.1 999 Odd\r\n\r\n", {State.FAILS, State.REFUSES}),
            (b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", {State.FAILS}),
            (b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", {State.FAILS}),
            (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", {State.FAILS}),
            (b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<title>x", {State.FAILS, State.OPENS}),
            (b"HTTP/1.1 200 OK\r\n\x00: \xff\r\n\r\n", {State.FAILS}),
            (b"HTTP/1.1 301 Moved\r\nLocation: http://[\r\n\r\n", {State.NO_WEB}),
            (b"HTTP/1.1 301 Moved\r\nLocation: \x80\xff\r\n\r\n", {State.LOOP, State.GONE, State.FAILS}),
            (b"HTTP/1.1 302 Found\r\nLocation: \r\n\r\n", {State.FAILS}),
            (b"HTTP/1.1 100 Continue\r\n\r\n" * 2000, {State.FAILS, State.SLOW}),
            (b"HTTP/1.1 204 No Content\r\nContent-Length: 3\r\n\r\nabc", {State.OPENS}),
        ],
        ids=lambda value: value[:24].decode("latin-1") if isinstance(value, bytes) else "",
    )
    def it_survives_odd_replies(self, web: World, words: bytes, states: set[State]) -> None:
        with socket.create_server((INNER, 0)) as server:
            threading.Thread(target=_talk, args=(server, words), daemon=True).start()
            url = f"http://{HOST}:{server.getsockname()[1]}/x"
            assert web.ask(web.url("/ita/1"), url, limits=SHORT)[url].state in states


def _talk(server: socket.socket, words: bytes) -> None:
    while True:
        try:
            one, _ = server.accept()
        except OSError:
            return
        with one:
            one.recv(1000)
            one.sendall(words)


class DescribePages:
    @pytest.mark.parametrize(
        "page",
        [
            "<html><head><title>404 Not Found</title></head><body>…</body></html>",
            "<title>อบต.ก</title><h1 class='x'>ไม่พบหน้าที่คุณต้องการ</h1>" + "<p>เมนู</p>" * 50,
            "<title>Page not found – อบต.ก</title>" + "<p>เมนู</p>" * 50,
            "<title>อบต.ก</title><h2>ขออภัย ไม่พบข้อมูล</h2>" + "<p>เมนู</p>" * 50,
            "<body>ไม่พบเอกสารที่ท่านค้นหา</body>",
            "<h1>Error 404</h1>" + "<p>x</p>" * 90,
            "<title>The page could not be found</title>" + "<p>x</p>" * 90,
        ],
    )
    def it_sees_that_a_page_says_not_found(self, web: World, page: str) -> None:
        web.pages["/x"] = Page(body=page)
        assert web.one(web.url("/x")).state is State.SAYS_GONE

    @pytest.mark.parametrize(
        "page",
        [
            "<title>ประกาศที่ 404/2567 เรื่อง มาตรการ</title><h1>ประกาศ</h1>" + "<p>ข้อความ</p>" * 50,
            "<title>ผลการตรวจสอบ</title><h1>ไม่พบการทุจริต</h1>" + "<p>ข้อความ</p>" * 50,
            "<title>รายงาน</title><h1>ไม่พบข้อมูลการร้องเรียน</h1>" + "<p>ข้อความ</p>" * 50,
            "<title>รายงาน</title>" + "<p>หน้าที่ต้องการ not found 404 ในข้อความ</p>" * 50,
            "<title>รายงาน</title><script>if (x) show('Page not found')</script>" + "<p>ข้อความ</p>" * 50,
            "",
        ],
    )
    def it_takes_no_report_for_one(self, web: World, page: str) -> None:
        web.pages["/x"] = Page(body=page)
        assert web.one(web.url("/x")).state is State.OPENS

    def it_reads_old_thai_pages(self, web: World) -> None:
        body = "<title>ไม่พบหน้าเว็บ</title>".encode("cp874")
        web.pages["/x"] = Page(body=body, kind="text/html; charset=TIS-620")
        web.pages["/y"] = Page(body=b"<meta charset='windows-874'>" + body, kind="text/html")
        assert {a.state for a in web.ask(web.url("/x"), web.url("/y")).values()} == {State.SAYS_GONE}

    @pytest.mark.parametrize("name", ["punycode", "unicode_escape", "zip", "rot13", "none", "idna"])
    def it_reads_by_no_encoding_that_pages_do_not_have(self, web: World, name: str) -> None:
        web.pages["/x"] = Page(body="<title>ไม่พบหน้าเว็บ</title>", kind=f"text/html; charset={name}")
        assert web.one(web.url("/x")).state is State.SAYS_GONE


class DescribeLogIns:
    @pytest.mark.parametrize(
        ("host", "where", "service"),
        [
            ("drive.google.com", "http://accounts.google.com:{port}/ServiceLogin?continue=x", "google"),
            ("docs.google.com", "http://accounts.google.com:{port}/v3/signin/identifier", "google"),
            ("www.facebook.com", "http://www.facebook.com:{port}/login/?next=x", "facebook"),
            ("m.facebook.com", "http://m.facebook.com:{port}/login.php?next=x", "facebook"),
            ("abt.sharepoint.com", "http://login.microsoftonline.com:{port}/common/oauth2", "microsoft"),
            ("onedrive.live.com", "http://login.live.com:{port}/login.srf", "microsoft"),
            (
                "abt.sharepoint.com",
                "http://abt.sharepoint.com:{port}/_layouts/15/AccessDenied.aspx",
                "microsoft",
            ),
            ("www.a.example.go.th", "http://www.a.example.go.th:{port}/wp-login.php?redirect_to=x", "other"),
            ("www.a.example.go.th", "http://sso.a.example.go.th:{port}/user/login", "other"),
        ],
    )
    def it_knows_their_pages(self, web: World, host: str, where: str, service: str) -> None:
        where = where.format(port=web.plain)
        web.pages["/file/d/1/view"] = to(where, 302)
        web.pages["/" + where.split("/", 3)[3]] = Page(body="<title>Sign in</title>")
        answer = web.one(web.url("/file/d/1/view", host))
        assert (answer.state, answer.detail) == (State.LOGIN, service)

    @pytest.mark.parametrize(
        ("host", "page", "service"),
        [
            ("drive.google.com", Page(403), "google"),
            ("docs.google.com", Page(body="<title>Google Drive: You need access</title>"), "google"),
            ("www.facebook.com", Page(body="<title>Log in to Facebook</title>"), "facebook"),
            ("www.facebook.com", Page(body="<title>เข้าสู่ระบบ Facebook</title>"), "facebook"),
            ("abt-my.sharepoint.com", Page(403), "microsoft"),
        ],
    )
    def it_knows_what_they_say_on_the_page_itself(
        self, web: World, host: str, page: Page, service: str
    ) -> None:
        web.pages["/x"] = page
        answer = web.one(web.url("/x", host))
        assert (answer.state, answer.detail) == (State.LOGIN, service)

    def it_takes_no_page_with_a_log_in_of_its_own_for_one(self, web: World) -> None:
        web.pages["/x"] = Page(body="<title>อบต.ก</title><a href='/login'>เข้าสู่ระบบ</a>" + "<p>x</p>" * 99)
        web.pages["/blog/in"] = Page()
        assert web.one(web.url("/x")).state is State.OPENS
        assert web.one(web.url("/x", "notfacebook.com")).state is State.OPENS


class DescribeCertificates:
    def it_opens_with_the_authority_s(self, web: World) -> None:
        port = web.tls(HOST)
        assert web.one(f"https://{HOST}:{port}/ita/1").state is State.OPENS

    def it_tells_what_is_wrong(self, web: World) -> None:
        past = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
        expired = web.tls(HOST, not_before=past, not_after=past + dt.timedelta(days=1))
        other = web.tls("www.b.example.go.th")
        own = web.tls_of(trustme.CA().issue_cert(HOST))
        urls = [f"https://{HOST}:{port}/ita/1" for port in (expired, other, own, web.plain)]
        answers = list(web.ask(*urls).values())
        assert {answer.state for answer in answers} == {State.CERTIFICATE}
        assert [answer.detail for answer in answers] == ["expired", "host", "issuer", "other"]

    @pytest.mark.parametrize(
        ("code", "words", "kind"),
        [
            (0x800B0101, "a required certificate is not within its validity period", "expired"),
            (0x800B010F, "Certificate chain policy error 0x800b010f [0]", "host"),
            (0x800B0109, "a certificate chain ended in a root that is not trusted", "issuer"),
            (-2146762495, "the same number, as Windows may sign it", "expired"),
            (None, "“a.go.th” certificate is expired", "expired"),
            (None, "“a.go.th” certificate name does not match input", "host"),
            (None, "“a.go.th” certificate is not trusted", "issuer"),
        ],
    )
    def it_understands_what_windows_and_macos_say(self, code: int | None, words: str, kind: str) -> None:
        problem = ssl.SSLCertVerificationError(words)
        if code is not None:
            problem.verify_code = code
        wrapped = httpcore2.ConnectError(words)
        wrapped.__cause__ = problem
        assert fault_of(wrapped) == Fault(Trouble.CERTIFICATE, kind)

    def it_asks_a_server_with_a_wrong_one_once(self, web: World) -> None:
        port = web.tls("www.b.example.go.th")
        web.ask(*(f"https://{HOST}:{port}/{n}" for n in range(9)))
        assert not [one for one in web.log if one[2] != "/robots.txt"]

    def it_goes_from_http_to_https(self, web: World) -> None:
        port = web.tls(HOST)
        web.pages["/x"] = to(f"https://{HOST}:{port}/ita/1")
        assert web.one(web.url("/x")) == Answer(State.MOVED, DAY, f"https://{HOST}:{port}/ita/1")

    @not_in_wine
    def it_trusts_whom_the_system_trusts(self, web: World) -> None:
        port = web.tls(HOST)
        answer = web.one(f"https://{HOST}:{port}/ita/1", tls=None)
        assert (answer.state, answer.detail) == (State.CERTIFICATE, "issuer")


class DescribeNames:
    def it_asks_thai_paths_and_thai_names_in_one_spelling(self, web: World) -> None:
        web.pages["/%E0%B8%9C%E0%B8%A5?q=%E0%B8%81"] = Page()
        thai = f"http://www.ตัวอย่าง.ไทย:{web.plain}/ผล?q=ก"
        coded = f"http://WWW.xn--72c1a1bt4awk9o.xn--o3cw4h:{web.plain}/%E0%B8%9C%E0%B8%A5?q=%E0%B8%81#top"
        assert at(thai) == at(coded)
        assert web.one(thai).state is State.OPENS
        assert len(web.asked("/%E0%B8%9C%E0%B8%A5?q=%E0%B8%81")) == 2

    def it_asks_ipv6(self) -> None:
        with world("::1") as web:
            web.pages["/x"] = Page()
            assert web.one(f"http://[::1]:{web.plain}/x").state is State.OPENS
            assert web.one(web.url("/x")).state is State.OPENS

    def it_tells_a_name_that_nobody_has(self, web: World) -> None:
        web.names["www.gone.example.go.th"] = []
        answer = web.ask(web.url("/ita/1"), web.url("/x", "www.gone.example.go.th"))
        assert list(answer.values())[1] == Answer(
            State.NO_SERVER, DAY, web.url("/x", "www.gone.example.go.th"), "no_name"
        )

    def it_tells_a_server_that_does_not_answer(self, web: World) -> None:
        with socket.create_server((INNER, 0)) as closed:
            port = closed.getsockname()[1]
        urls = [f"http://{HOST}:{port}/{n}" for n in range(20)]
        states = [answer.state for answer in web.ask(web.url("/ita/1"), *urls).values()]
        assert states == [State.OPENS] + [State.NO_SERVER] * 20

    def it_tries_the_next_address_of_a_name(self, web: World) -> None:
        web.names[HOST] = ["127.0.0.9", INNER]
        assert web.one(web.url("/ita/1")).state is State.OPENS

    def it_does_not_wait_long_for_an_address_where_nobody_answers(self, web: World) -> None:
        web.names[HOST] = ["127.0.0.3", INNER]
        with socket.socket() as full, contextlib.ExitStack() as waiting:
            full.bind(("127.0.0.3", web.plain))
            full.listen(0)
            for _ in range(3):  # its queue is full: whoever comes now gets no answer at all
                one = waiting.enter_context(socket.socket())
                one.setblocking(False)
                one.connect_ex(("127.0.0.3", web.plain))
            began = time.monotonic()
            assert web.one(web.url("/ita/1")).state is State.OPENS
            assert time.monotonic() - began < 9

    def it_asks_each_address_once(self, web: World) -> None:
        web.ask(web.url("/ita/1"), web.url("/ita/1#a"), web.url("/ita/1#b"))
        assert web.asked("/ita/1") == ["HEAD", "GET"]


class DescribeRobots:
    def it_asks_nothing_that_a_site_does_not_want_asked(self, web: World) -> None:
        web.pages["/robots.txt"] = Page(
            body="User-agent: *\nDisallow: /\n\nUser-agent: itaxl\nDisallow: /ita/\nAllow: /ita/1$\n",
            kind="text/plain",
        )
        answers = web.ask(web.url("/ita/1"), web.url("/ita/2"), web.url("/"))
        assert [a.state for a in answers.values()] == [State.OPENS, State.ROBOTS, State.OPENS]
        assert not web.asked("/ita/2")
        assert web.asked("/robots.txt") == ["GET"]

    def it_names_the_service_that_may_want_a_log_in(self, web: World) -> None:
        web.pages["/robots.txt"] = Page(body="User-agent: *\nDisallow: /", kind="text/plain")
        assert web.one(web.url("/x", "www.facebook.com")) == Answer(
            State.ROBOTS, DAY, web.url("/x", "www.facebook.com"), "facebook"
        )

    def it_keeps_the_pause_that_a_site_wants(self, web: World) -> None:
        web.pages["/robots.txt"] = Page(body="User-agent: *\nCrawl-delay: 0.3", kind="text/plain")
        began = time.monotonic()
        web.ask(web.url("/ita/1"), web.url("/"))
        assert time.monotonic() - began >= 0.8

    @pytest.mark.parametrize(
        "page", [Page(500), Page(403), Page(wait=3), Page(send=endless), to("/robots.txt")]
    )
    def it_goes_on_where_the_file_fails(self, web: World, page: Page) -> None:
        web.pages["/robots.txt"] = page
        assert web.one(web.url("/ita/1"), SHORT).state is State.OPENS

    def it_reads_the_file_whatever_kind_it_says_to_be(self, web: World) -> None:
        web.pages["/robots.txt"] = Page(body="User-agent: *\nDisallow: /", kind="application/octet-stream")
        assert web.one(web.url("/ita/1")).state is State.ROBOTS

    def it_follows_to_where_the_file_is(self, web: World) -> None:
        web.pages["/robots.txt"] = to("/r")
        web.pages["/r"] = Page(body="User-agent: *\nDisallow: /ita", kind="text/plain")
        assert web.one(web.url("/ita/1")).state is State.ROBOTS


class DescribeWhoIsNeverAsked:
    @pytest.mark.parametrize(
        "host",
        [
            *(
                "127.0.0.1",
                "10.1.2.3",
                "192.168.1.1",
                "172.16.0.1",
                "169.254.169.254",
                "0.0.0.0",
                "224.0.0.1",
            ),
            *("100.64.0.1", "255.255.255.255", "198.18.0.1", "[::1]", "[fe80::1]", "[fd00::1]", "[ff02::1]"),
            *("[::ffff:10.0.0.1]", "[64:ff9b::a00:1]", "[2002:a00:1::]", "[::]", "[::10.0.0.1]", "localhost"),
            *("intranet", "files.local", "nas.lan", "a.localhost"),
        ],
    )
    def it_is_no_machine_of_this_network(self, strict: World, host: str) -> None:
        async def nobody(host: str, port: int) -> list[str]:
            raise AssertionError("not even its name is looked up")

        answer = strict.one(f"http://{host}:{strict.plain}/ita/1", private=False, resolve=nobody)
        assert answer.state is State.PRIVATE
        assert strict.log == []

    @pytest.mark.parametrize("addresses", [[INNER], [WORLD, INNER], [WORLD, "fd00::1"], ["::ffff:127.0.0.1"]])
    def it_is_no_name_that_means_one(self, strict: World, addresses: list[str]) -> None:
        strict.names[HOST] = addresses
        assert strict.one(strict.url("/ita/1"), private=False).state is State.PRIVATE
        assert strict.log == []

    @pytest.mark.parametrize("number", ["2130706433", "0x7f000001", "127.1", "0177.0.0.1"])
    def it_is_no_number_in_another_dress(self, strict: World, number: str) -> None:
        answer = strict.one(f"http://{number}:{strict.plain}/ita/1", private=False, resolve=None)
        assert answer.state in (State.PRIVATE, State.NO_SERVER)
        assert strict.log == []

    @pytest.mark.parametrize("status", [301, 302, 307, 308])
    def it_is_none_after_a_redirect(self, strict: World, status: int) -> None:
        strict.names["www.inner.example.go.th"] = [INNER]
        strict.pages |= {
            "/1": to(f"http://{INNER}:{strict.plain}/ita/1", status),
            "/2": to(f"http://www.inner.example.go.th:{strict.plain}/ita/1", status),
            "/3": to("file:///etc/passwd", status),
            "/4": to("\\\\server\\share\\x", status),
            "/5": to("ftp://www.a.example.go.th/x", status),
        }
        states = [strict.one(strict.url(f"/{n}"), private=False).state for n in range(1, 6)]
        assert states[:3] == [State.PRIVATE, State.PRIVATE, State.NO_WEB]
        assert states[4] is State.NO_WEB
        assert not strict.asked("/ita/1")
        assert {host for _, host, _ in strict.log} == {HOST}

    def it_is_none_for_robots_txt_either(self, strict: World) -> None:
        strict.names["www.inner.example.go.th"] = [INNER]
        for where in (INNER, "www.inner.example.go.th"):
            strict.pages["/robots.txt"] = to(f"http://{where}:{strict.plain}/r", 302)
            assert strict.one(strict.url("/ita/1"), private=False).state is State.OPENS
        assert not strict.asked("/r")

    def it_is_none_where_the_name_means_another_machine_a_moment_later(self, strict: World) -> None:
        """Each connection judges the very address that it goes to."""
        with world(INNER) as inner:
            answers = iter([[WORLD]])

            async def rebinding(host: str, port: int) -> list[str]:
                return next(answers, [INNER])

            strict.pages |= {"/robots.txt": Page(404, headers=(("Connection", "close"),))}
            answer = strict.one(strict.url("/ita/1"), private=False, resolve=rebinding)
            assert inner.log == []
        assert answer.state is State.PRIVATE

    def it_asks_the_world(self, strict: World) -> None:
        assert strict.one(strict.url("/ita/1"), private=False).state is State.OPENS

    def it_asks_this_network_when_told_so(self, web: World) -> None:
        assert web.one(f"http://{INNER}:{web.plain}/ita/1").state is State.OPENS


class DescribeProxies:
    def it_goes_through_the_system_s(self, strict: World) -> None:
        """The proxy may be a machine of this network; whom it asks must not."""
        with world(INNER) as proxy:
            proxy.pages[f"http://{HOST}/ita/1"] = Page()
            proxy.pages["http://10.0.0.1/x"] = proxy.pages["http://intranet/x"] = Page()
            ways = {"private": False, "proxy_for": lambda scheme, host: f"http://{INNER}:{proxy.plain}"}
            answers = strict.ask(f"http://{HOST}/ita/1", "http://10.0.0.1/x", "http://intranet/x", **ways)
            assert [a.state for a in answers.values()] == [State.OPENS, State.PRIVATE, State.PRIVATE]
            assert {path for *_, path in proxy.log} == {f"http://{HOST}/ita/1", f"http://{HOST}/robots.txt"}
        assert strict.log == []

    def it_asks_this_machine_s_names_first(self, strict: World) -> None:
        with world(INNER) as proxy:
            strict.names["www.inner.example.go.th"] = [INNER]
            strict.names["www.unknown.example.go.th"] = []
            proxy.pages["http://www.unknown.example.go.th/x"] = Page()
            ways = {"private": False, "proxy_for": lambda scheme, host: f"http://{INNER}:{proxy.plain}"}
            urls = ("http://www.inner.example.go.th/x", "http://www.unknown.example.go.th/x")
            assert [a.state for a in strict.ask(*urls, **ways).values()] == [State.PRIVATE, State.OPENS]

    def it_reads_them_from_the_system(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from itaxl.links.names import proxy_for

        for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
            monkeypatch.delenv(name, raising=False)
            monkeypatch.delenv(name.upper(), raising=False)
        assert proxy_for("https", "www.a.go.th") == ""
        monkeypatch.setenv("https_proxy", "10.0.0.8:3128")
        monkeypatch.setenv("no_proxy", "b.go.th")
        assert proxy_for("https", "www.a.go.th") == "http://10.0.0.8:3128"
        assert proxy_for("https", "www.b.go.th") == proxy_for("http", "www.a.go.th") == ""


class DescribeOffline:
    def it_is_said_once(self, web: World) -> None:
        web.names |= {name: [] for name in ("www.a.example.go.th", "www.b.example.go.th")}
        heard: dict[str, Answer] = {}
        links = [at(web.url(f"/{n}", host)) for n in range(9) for host in web.names]
        with pytest.raises(MissingError) as told:
            ask(links, DAY, heard.__setitem__, USUAL, web.ways(online=lambda: True))
        assert told.value.exit_code is ExitCode.MISSING
        assert heard == {}

    def it_is_not_the_one_server_that_is_gone(self, web: World) -> None:
        web.names[HOST] = []
        assert web.one(web.url("/x")).state is State.NO_SERVER
        with pytest.raises(MissingError):
            web.one(web.url("/x"), online=lambda: False)

    def it_is_not_where_one_answers(self, web: World) -> None:
        web.names["www.b.example.go.th"] = web.names["www.c.example.go.th"] = []
        urls = [web.url("/x", host) for host in ("www.b.example.go.th", HOST, "www.c.example.go.th")]
        assert [a.state for a in web.ask(*urls).values()] == [State.NO_SERVER, State.GONE, State.NO_SERVER]

    def it_looks_for_a_way_out_without_sending_anything(self) -> None:
        from itaxl.links.names import has_way_out

        assert has_way_out() in (True, False)

    def it_asks_the_system_for_names_in_a_thread_of_its_own(self) -> None:
        from itaxl.links.names import resolve

        assert INNER in asyncio.run(resolve("localhost", 80)) or "::1" in asyncio.run(
            resolve("localhost", 80)
        )
        with pytest.raises(OSError):
            asyncio.run(resolve("a" * 70 + ".example", 80))


class DescribeWhatLeavesThisPc:
    def it_is_the_request_alone(self, web: World) -> None:
        web.pages["/x"] = to("/ita/1", 302)._replace(
            headers=(("Location", "/ita/1"), ("Set-Cookie", "a=b; Path=/"))
        )
        web.one(web.url("/x"))
        assert {name for headers in web.headers for name in headers} == {
            *("Host", "User-Agent", "Accept", "Accept-Language", "Accept-Encoding")
        }
        assert {headers["User-Agent"].split("/")[0] for headers in web.headers} == {"itaxl"}

    def it_is_nothing_behind_the_hash(self, web: World) -> None:
        web.one(web.url("/ita/1#secret"))
        assert not [one for one in web.log if "secret" in one[2]]


def it_speaks_http_2_where_the_server_does(web: World) -> None:
    from tests.web2 import served

    with served(web.authority.issue_cert(HOST)) as (port, seen):
        assert web.one(f"https://{HOST}:{port}/ita/1").state is State.OPENS
        assert seen == ["/robots.txt", "/ita/1", "/ita/1"]


class DescribeManyLinks:
    SERVERS, LINKS = 20, 10

    def it_takes_as_long_as_the_slowest_server(self, web: World) -> None:
        """Twenty servers with ten links each, one of which takes its time."""
        urls = [
            web.url(f"/{'slow' if host == 0 else 'p'}{n}", f"www.a{host}.example.go.th")
            for host in range(self.SERVERS)
            for n in range(self.LINKS)
        ]
        web.pages |= {f"/p{n}": Page(kind="application/pdf") for n in range(self.LINKS)}
        web.pages |= {f"/slow{n}": Page(kind="application/pdf", wait=0.2) for n in range(self.LINKS)}
        began = time.monotonic()
        answers = web.ask(*urls)
        assert {a.state for a in answers.values()} == {State.OPENS}
        alone = 0.2 * self.LINKS / USUAL.at_once
        assert alone <= time.monotonic() - began < alone + 6

    @signals
    def it_ends_at_ctrl_c_with_what_was_heard(self, web: World) -> None:
        web.pages["/slow"] = Page(wait=20)
        program = (
            "import os, signal, threading\n"
            "from tests.test_links_asked import ask, at, DAY, Limits\n"
            "from tests.web import Ways\n"
            "async def here(host, port): return ['127.0.0.1']\n"
            "heard = {}\n"
            "def note(url, answer):\n"
            "    heard[url] = answer\n"
            "    threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT)).start()\n"
            "try:\n"
            f"    ask([at({web.url('/ita/1')!r}), at({web.url('/slow')!r})], DAY, note, Limits(),"
            " Ways(True, here, lambda s, h: ''))\n"
            "except KeyboardInterrupt:\n"
            "    print([a.state.value for a in heard.values()])\n"
        )
        began = time.monotonic()
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
        assert (done.stdout, done.stderr) == ("['opens']\n", "")
        assert time.monotonic() - began < 15


def it_lets_what_its_listener_raises_pass(web: World) -> None:
    def deaf(url: str, answer: Answer) -> None:
        raise LookupError(url)

    with pytest.raises(LookupError):
        ask([at(web.url("/ita/1")), at(web.url("/"))], DAY, deaf, Limits(), web.ways())


def it_uses_the_system_s_list_of_authorities() -> None:
    from itaxl.links.client import _system_tls

    assert _system_tls().verify_mode is ssl.CERT_REQUIRED
