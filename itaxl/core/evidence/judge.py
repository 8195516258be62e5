"""What a reply means: signs of pages that ask for a log-in, that are not there, that have moved."""

from __future__ import annotations

import datetime as dt
import html
import re
from itertools import islice
from urllib.parse import urlsplit

from itaxl.core.evidence.answer import Answer, Reply, State, Trouble

_TROUBLES = {
    Trouble.NO_NAME: State.NO_SERVER,
    Trouble.NO_CONNECTION: State.NO_SERVER,
    Trouble.BROKEN: State.FAILS,
    Trouble.TIMEOUT: State.SLOW,
    Trouble.CERTIFICATE: State.CERTIFICATE,
    Trouble.TOO_MANY: State.LOOP,
    Trouble.NO_WEB: State.NO_WEB,
    Trouble.PRIVATE: State.PRIVATE,
    Trouble.BUSY: State.BUSY,
    Trouble.ROBOTS: State.ROBOTS,
}
_FOR_GOOD = frozenset((301, 308))
#: Whose log-in page an address is: service, end of the host's name, what the path begins with.
_LOGINS = (
    ("google", "accounts.google.com", ""),
    ("facebook", "facebook.com", "/login"),
    ("facebook", "facebook.com", "/checkpoint"),
    ("microsoft", "login.microsoftonline.com", ""),
    ("microsoft", "login.live.com", ""),
    ("microsoft", "sharepoint.com", "/_layouts/15/authenticate.aspx"),
    ("microsoft", "sharepoint.com", "/_layouts/15/accessdenied.aspx"),
)
#: Where these services keep what people share: a refusal there is a missing permission.
_SHARED = (
    ("google", ("drive.google.com", "docs.google.com", "sites.google.com")),
    ("facebook", ("facebook.com", "fb.watch")),
    ("microsoft", ("sharepoint.com", "onedrive.live.com", "1drv.ms")),
)
_LOGIN_PATH = re.compile(r"/(?:wp-login\.php|log-?in|sign-?in|user/login)(?:[/.]|$)", re.IGNORECASE)
#: What the services say on a page that they answer with 200.
_LOGIN_TITLE = re.compile(
    r"you need access|request access|ขอสิทธิ์เข้าถึง|คุณต้องมีสิทธิ์เข้าถึง|log ?in (?:to|or)|"
    r"เข้าสู่ระบบ(?: ?facebook| ?เพื่อ)|sign in to your account|google drive: sign-in",
    re.IGNORECASE,
)
_HEADINGS = re.compile(r"<(title|h1|h2)\b[^>]{0,400}>(.{0,400}?)</\1", re.IGNORECASE | re.DOTALL)
_UNSEEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
#: Headings that are looked at; more are in no page that says one thing.
_MOST = 50
#: Letters of a page that says one thing only.
_FEW = 200
_TAGS = re.compile(r"<[^>]{0,400}>")
_SAYS_GONE = re.compile(
    r"^\W*404\W*$|\b404\b.{0,40}(?:error|not found|ไม่พบ)|(?:error|http|ข้อผิดพลาด)\W{0,3}404\b|"
    r"(?:page|file|document|content|article)\W{0,12}(?:was |could |is |can)?\s*not? (?:be )?found|"
    r"^\W*not found\W*$|"
    r"ไม่พบ(?:หน้า|เพจ|เอกสาร|ไฟล์|บทความ|เนื้อหา|ข้อมูล)(?:ที่(?:คุณ|ท่าน)?(?:ต้องการ|ค้นหา|ร้องขอ|เรียก)|เว็บ|นี้|\W*$)|"
    r"(?:หน้า|เอกสาร|ไฟล์|บทความ)(?:เว็บ)?(?:นี้|ที่(?:คุณ|ท่าน)?(?:ต้องการ|ค้นหา|ร้องขอ))\W{0,3}(?:ไม่พบ|ไม่มีอยู่|ถูกลบ)",
    re.IGNORECASE,
)


def judged(reply: Reply, day: dt.date) -> Answer:
    """The state of a link that was asked on a day."""
    last = reply.hops[-1]
    if reply.trouble:
        detail = service_of(last.url) if reply.trouble is Trouble.ROBOTS else reply.detail
        return Answer(_TROUBLES[reply.trouble], day, last.url, detail)
    first = reply.hops[0].url
    if service := _login(first, last.url, last.status, reply.page):
        return Answer(State.LOGIN, day, last.url, service)
    number = str(last.status)
    if last.status in (404, 410):
        return Answer(State.GONE, day, last.url, number)
    if last.status == 429:
        return Answer(State.BUSY, day, last.url, number)
    if last.status >= 500 or not 200 <= last.status < 300:
        state = State.REFUSES if 400 <= last.status < 500 else State.FAILS
        return Answer(state, day, last.url, number)
    if _says_gone(reply.page) or _at_the_door(first, last.url):
        return Answer(State.SAYS_GONE, day, last.url)
    new = _moved_to(reply)
    return Answer(State.MOVED, day, new) if new else Answer(State.OPENS, day, last.url)


def service_of(url: str) -> str:
    """google, facebook or microsoft where an address is of what people share there; else ''."""
    host = urlsplit(url).hostname or ""
    return next((name for name, hosts in _SHARED if any(_is_of(host, one) for one in hosts)), "")


def _is_of(host: str, name: str) -> bool:
    return host == name or host.endswith(f".{name}")


def _login(first: str, last: str, status: int, page: str) -> str:
    """Whose log-in stands before the page; 'other' where it has no name; '' for none."""
    parts = urlsplit(last)
    host, path = parts.hostname or "", parts.path.lower()
    for service, name, begins in _LOGINS:
        if _is_of(host, name) and path.startswith(begins):
            return service
    shared = service_of(last)
    if shared and (status in (401, 403) or any(map(_LOGIN_TITLE.search, _headings(page)))):
        return shared
    if status == 401 or (_LOGIN_PATH.search(path) and not _LOGIN_PATH.search(urlsplit(first).path)):
        return "other"
    return ""


def _headings(page: str) -> list[str]:
    found = (_TAGS.sub(" ", one[2]) for one in islice(_HEADINGS.finditer(page), _MOST))
    return [" ".join(html.unescape(words).split()) for words in found]


def _says_gone(page: str) -> bool:
    """By its title and headings; a page of a few words by these."""
    words = " ".join(html.unescape(_TAGS.sub(" ", _UNSEEN.sub(" ", page))).split())
    return any(map(_SAYS_GONE.search, [*_headings(page), *([words] if len(words) <= _FEW else [])]))


def _at_the_door(first: str, last: str) -> bool:
    """A page of a site that leads to the site's front page is not there any more."""
    asked, got = urlsplit(first), urlsplit(last)
    deep = asked.path.strip("/").count("/") >= 1 or bool(asked.query) or "." in asked.path
    front = got.path.strip("/").lower() in ("", "index.php", "index.html", "home") and not got.query
    names = {(one.hostname or "").removeprefix("www.") for one in (asked, got)}
    return (
        first != last and deep and front and len(names) == 1 and asked.path.strip("/") != got.path.strip("/")
    )


def _moved_to(reply: Reply) -> str:
    """The address that the server gave for good; '' where it gave none, or the same but for a last stroke."""
    new = reply.hops[0].url
    for hop, following in zip(reply.hops, reply.hops[1:], strict=False):
        if hop.status not in _FOR_GOOD:
            break
        new = following.url
    return "" if new.rstrip("/") == reply.hops[0].url.rstrip("/") else new
