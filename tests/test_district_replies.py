"""Letters and mail drafts to offices: polite, complete, unsent, and nobody's edits are written over."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import zipfile
from email.header import decode_header, make_header
from email.message import EmailMessage
from itertools import pairwise
from pathlib import Path

import docx
import fast_mail_parser
import pytest

from examples.picture import ring_png
from itaxl.batch import Options, read_roster
from itaxl.batch.mail import Attached, draft
from itaxl.cli import main
from itaxl.core.district.desk import Expected
from itaxl.core.district.identity import office_name
from itaxl.core.sample import sample
from itaxl.errors import InputError, TemplateError
from itaxl.memo.letter import NAMES, checked_letter
from itaxl.shipped import LETTER_TEMPLATE, shipped
from tests.batch_cases import EMBLEM, TODAY, Run, digests, office
from tests.nasty_files import unzipped, zipped

PREFIX = "องค์การบริหารส่วนตำบล"
DUE = dt.date(2024, 5, 31)
EXAMPLE = Path(__file__).parent.parent / "examples" / "with-errors" / "04-laichut-errors.xlsm"
ROSTER = tuple(
    Expected(office_name(f"อบต.{name}", district="เมืองสมมุติ", province="สมมุติบุรี"), f"{at}@example.go.th")
    for at, name in enumerate(("หนึ่ง", "สอง", "สาม"))
)
REPLIES = Options(TODAY, roster=ROSTER, due=DUE, annotate=True, replies=True)
SENT = f"{PREFIX}สอง 2567", f"{PREFIX}สาม 2567"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The first is ready, the second has to mend, the third has not sent."""
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "a.xlsx").write_bytes(office("หนึ่ง"))
    (inputs / "b.xlsx").write_bytes(office("สอง", faulty=True))
    return inputs


@pytest.fixture
def out(folder: Path, tmp_path: Path) -> Path:
    Run(folder, tmp_path / "out", options=REPLIES)
    return tmp_path / "out"


def names(out: Path) -> list[str]:
    return sorted(path.name for path in (out / "replies").iterdir())


def text_of(letter: Path) -> str:
    document = docx.Document(str(letter))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def opened(mail: Path) -> EmailMessage:
    found = email.message_from_bytes(mail.read_bytes(), policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


class DescribeReplies:
    def it_writes_to_those_who_have_something_to_do_and_names_them(self, out: Path) -> None:
        assert names(out) == sorted(f"{name}{ending}" for name in SENT for ending in (".docx", ".eml"))

    def it_says_in_a_letter_what_to_mend_where_and_until_when(self, out: Path) -> None:
        said = text_of(out / "replies" / f"{SENT[0]}.docx")
        assert f"เรียน  นายก{PREFIX}สอง" in said and "อำเภอเมืองสมมุติ จังหวัดสมมุติบุรี" in said
        assert "๓๑ พฤษภาคม ๒๕๖๗" in said and "พ.ศ.\u00a0๒๕๖๗" in said
        assert "มาตรการ B" in said and "โปรด" in said
        assert "{{" not in said and "{%" not in said
        unsent = text_of(out / "replies" / f"{SENT[1]}.docx")
        assert "ยังไม่ได้รับแบบติดตามของ" + PREFIX + "สาม" in unsent
        assert "ตรวจสอบแล้ว พบรายการ" not in unsent and "เซลล์" not in unsent

    def it_makes_a_draft_that_two_readers_of_mail_understand(self, out: Path) -> None:
        path, copy = out / "replies" / f"{SENT[0]}.eml", out / "checked" / f"{SENT[0]}.xlsx"
        mine, theirs = opened(path), fast_mail_parser.parse_email(path.read_bytes())
        subject = "ขอความร่วมมือแก้ไขแบบติดตามมาตรการ ITA ประจำปีงบประมาณ พ.ศ. ๒๕๖๗"
        assert (mine["Subject"], theirs.subject) == (subject, subject)
        assert (mine["X-Unsent"], theirs.headers["X-Unsent"]) == ("1", ["1"])
        assert mine["To"].addresses[0].addr_spec == "1@example.go.th"
        assert theirs.headers["To"] == [f"{PREFIX}สอง <1@example.go.th>"]
        (body,) = theirs.text_plain
        seen = mine.get_body()
        assert seen and seen.get_content().split() == body.split()
        assert f"เรียน นายก{PREFIX}สอง" in body and "๓๑ พฤษภาคม ๒๕๖๗" in body and "เซลล์ B" in body
        (attached,) = mine.iter_attachments()
        (part,) = theirs.attachments
        assert attached.get_filename() == part.filename == copy.name
        assert attached.get_content() == part.content == copy.read_bytes()
        assert mine["From"] is None and mine["Date"] is None  # the program that sends it knows them
        raw = path.read_bytes()
        assert raw.isascii() and b"\n" not in raw.replace(b"\r\n", b"")
        assert max(map(len, raw.split(b"\r\n"))) <= 998

    def it_attaches_nothing_where_nothing_was_sent(self, out: Path) -> None:
        mail = opened(out / "replies" / f"{SENT[1]}.eml")
        assert not list(mail.iter_attachments()) and "ยังไม่ได้รับ" in mail.get_content()

    def it_gives_the_same_again_and_leaves_an_edited_letter_alone(self, folder: Path, out: Path) -> None:
        before = digests(out)
        letter = out / "replies" / f"{SENT[0]}.docx"
        run = Run(folder, out, options=REPLIES)
        assert digests(out) == before and run.summary.moved.total() == 0
        letter.write_bytes(shipped(LETTER_TEMPLATE).read_bytes())
        for options in (REPLIES, REPLIES._replace(replies=False)):
            assert Run(folder, out, options=options).summary.moved.total() == 0
            assert letter.read_bytes() == shipped(LETTER_TEMPLATE).read_bytes()
        later = REPLIES._replace(due=dt.date(2024, 6, 30))
        assert Run(folder, out, options=later).summary.moved.total() == 1
        assert (out / "earlier" / letter.name).read_bytes() == shipped(LETTER_TEMPLATE).read_bytes()
        assert "๓๐ มิถุนายน" in text_of(letter)

    def it_takes_away_what_no_office_needs_any_more(self, folder: Path, out: Path) -> None:
        (folder / "c.xlsx").write_bytes(office("สาม"))
        run = Run(folder, out, options=REPLIES)
        assert names(out) == [f"{SENT[0]}.docx", f"{SENT[0]}.eml"]
        assert run.summary.moved.total() == 2
        assert Run(folder, out, options=REPLIES).summary.moved.total() == 0

    def it_writes_over_nobody_s_file(self, folder: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        (out / "replies").mkdir(parents=True)
        (out / "replies" / f"{SENT[0]}.docx").write_bytes(b"theirs")
        run = Run(folder, out, options=REPLIES)
        assert run.summary.moved.total() == 1
        assert (out / "earlier" / f"{SENT[0]}.docx").read_bytes() == b"theirs"


class DescribeADraft:
    @pytest.mark.parametrize(
        "said",
        [
            "a@example.go.th\r\nBcc: evil@example.com",
            "a@example.go.th\nX: y",
            '"x" <a@example.go.th>',
            "โทร 0 4300 0000, a@example.go.th; ไม่มี",
        ],
    )
    def it_takes_addresses_and_nothing_else(self, said: str) -> None:
        mail = email.message_from_bytes(draft("อบต.\r\nX-Y: z", said, "เรื่อง\r\nX-Z: q", "ข้อความ", None))
        assert set(mail.keys()) <= {
            *("X-Unsent", "To", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding")
        }
        parsed = fast_mail_parser.parse_email(mail.as_bytes())
        assert "a@example.go.th" in parsed.headers["To"][0]
        assert "Bcc" not in parsed.headers

    @pytest.mark.parametrize("said", ["", "-", "ไม่มี", "a@", "@b.th", "a b@c", "x" * 100_000])
    def it_has_no_addressee_where_there_is_none(self, said: str) -> None:
        assert "To" not in fast_mail_parser.parse_email(draft("อบต.", said, "เรื่อง", "ข้อความ", None)).headers

    def it_keeps_long_thai_names(self) -> None:
        name = "องค์การบริหารส่วนตำบล" + "ก" * 120 + " 2567.xlsx"
        made = draft(name, "a@example.go.th", name, name, Attached(name, b"PK"))
        parsed = fast_mail_parser.parse_email(made)
        assert (parsed.subject, parsed.attachments[0].filename) == (name, name)

    def it_has_the_name_of_what_is_attached_in_both_spellings(self) -> None:
        """Outlook reads encoded words in Content-Type, as Thunderbird writes them; others the standard's."""
        for name in ("องค์การบริหารส่วนตำบล" + "ก" * 120 + " 2567.xlsm", 'a "b".xlsx', "a.xlsx", "ข.bin"):
            mail = email.message_from_bytes(draft("ก", "", "ข", "ค", Attached(name, b"PK")))
            part = [*mail.walk()][-1]
            assert not part.defects
            kind = part["Content-Type"]
            assert all(len(line) <= 78 for line in kind.splitlines())
            words = part.get_param("name")
            assert (
                isinstance(words, str) and words.isascii() and str(make_header(decode_header(words))) == name
            )
            assert part.get_content_maintype() == "application" and part.get_payload(decode=True) == b"PK"

    def it_keeps_its_lines_apart_where_a_program_fills_paragraphs(self, tmp_path: Path) -> None:
        """Claws Mail does when a draft is opened: single line breaks are gone then."""
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / EXAMPLE.name).write_bytes(EXAMPLE.read_bytes())
        Run(tmp_path / "in", tmp_path / "out", options=REPLIES)
        (mail,) = (path for path in (tmp_path / "out" / "replies").glob("*.eml") if "หลายจุด" in path.name)
        content = opened(mail).get_body()
        assert content
        lines = content.get_content().splitlines()
        assert sum(". แผ่นงาน" in line for line in lines) == 14
        assert not any(line and after for line, after in pairwise(lines))


class DescribeItsTemplate:
    def it_uses_only_names_that_a_letter_has(self) -> None:
        assert checked_letter(shipped(LETTER_TEMPLATE)) == shipped(LETTER_TEMPLATE).read_bytes()
        assert {"to", "items", "due", "to_mend"} <= NAMES

    def it_is_the_district_s_own_where_one_is_named(self, folder: Path, tmp_path: Path) -> None:
        own = tmp_path / "own.docx"
        parts = unzipped(shipped(LETTER_TEMPLATE).read_bytes())
        document = parts["word/document.xml"].decode()
        own.write_bytes(
            zipped(
                {**parts, "word/document.xml": document.replace("ขอแสดงความนับถือ", "ด้วยความนับถือยิ่ง").encode()}
            )
        )
        Run(folder, tmp_path / "out", options=REPLIES._replace(letter=checked_letter(own)))
        assert "ด้วยความนับถือยิ่ง" in text_of(tmp_path / "out" / "replies" / f"{SENT[1]}.docx")

    @pytest.mark.parametrize("word", ["{{ to_whom }}", "{{ to", "{% for x in items %}", "{{ to.__class__ }}"])
    def it_is_refused_where_no_letter_can_come_of_it(
        self, folder: Path, tmp_path: Path, word: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        own = tmp_path / "own.docx"
        parts = unzipped(shipped(LETTER_TEMPLATE).read_bytes())
        document = parts["word/document.xml"].decode().replace("{{ to }}", word)
        own.write_bytes(zipped({**parts, "word/document.xml": document.encode()}))
        with pytest.raises(TemplateError):
            checked_letter(own)
        words = [
            "batch",
            str(folder),
            "--out",
            str(tmp_path / "out"),
            "--replies",
            "--reply-template",
            str(own),
        ]
        assert main(words) == 5 and not (tmp_path / "out").exists()
        assert "Traceback" not in capsys.readouterr().err


class DescribeTheRoster:
    def it_is_made_from_what_is_there_and_read_again(
        self, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "รายชื่อ.xlsx"
        assert main(["roster", str(folder), "-o", str(path)]) == 0
        assert main(["roster", str(folder), "-o", str(path)]) == 0  # over nothing
        assert capsys.readouterr().out.splitlines() == [str(path), str(tmp_path / "รายชื่อ (2).xlsx")]
        found = read_roster(path)
        assert sorted(one.office.full for one in found) == sorted((f"{PREFIX}หนึ่ง", f"{PREFIX}สอง"))
        assert found[0].office[2:] == ("เมืองสมมุติ", "สมมุติบุรี") and found[0].email == sample().office.email

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    def it_is_read_from_csv_however_it_was_saved(self, tmp_path: Path, encoding: str, separator: str) -> None:
        lines = [
            ["ที่", "ชื่อ อปท.", "อำเภอ", "E-mail"],
            ["1", "อบต.หนึ่ง", "อ.เมือง", "a@b.th"],
            ["2", "ทต.สอง", "เมือง", ""],
        ]
        lines += [["3", "องค์การบริหารส่วนตำบล หนึ่ง", "เมือง", "other@b.th"], ["", "", "", ""]]
        text = "รายชื่อ" + separator * 3 + "\n" + "\n".join(separator.join(line) for line in lines)
        (tmp_path / "r.csv").write_bytes(text.encode(encoding))
        found = read_roster(tmp_path / "r.csv")
        assert [(one.office.full, one.office.district, one.email) for one in found] == [
            (f"{PREFIX}หนึ่ง", "เมือง", "a@b.th"),
            ("เทศบาลตำบลสอง", "เมือง", ""),
        ]

    def it_is_refused_where_it_lists_no_office(self, tmp_path: Path) -> None:
        (tmp_path / "r.csv").write_text("a,b\n1,2\n")
        with pytest.raises(InputError, match="itaxl roster"):
            read_roster(tmp_path / "r.csv")

    def it_counts_for_nothing_where_it_lies_among_the_trackers(self, folder: Path, tmp_path: Path) -> None:
        roster = folder / "รายชื่อ.csv"
        roster.write_text("ชื่อหน่วยงาน\nอบต.หนึ่ง\nอบต.สี่\n", encoding="utf-8")
        out = tmp_path / "out"
        words = [
            "batch",
            str(folder),
            "--out",
            str(out),
            "--roster",
            str(roster),
            "--quiet",
            "--year",
            "2567",
        ]
        assert main(words) == 1
        from tests.test_batch_offices import rows

        assert {row["ไฟล์"] for row in rows(out, "ไฟล์ที่ไม่นับ")} == {"–"}
        told = {row["หน่วยงาน"]: row for row in rows(out, "หน่วยงาน")}
        assert told[f"{PREFIX}สี่"]["สถานะ"] == "ยังไม่ได้ส่ง"
        assert "ไม่อยู่ในรายชื่อ" in told[f"{PREFIX}สอง"]["หมายเหตุ"]


class DescribeOneEmblemForAll:
    def it_serves_where_an_office_has_none(self, folder: Path, tmp_path: Path) -> None:
        (folder / "c.xlsx").write_bytes(office("สี่", emblem="ตรา.png"))
        (folder / "ตรา.png").write_bytes(EMBLEM)
        other = ring_png()
        run = Run(folder, tmp_path / "out", options=Options(TODAY, emblem=other))
        assert run.summary.emblems_missing == 0
        for name, picture in (("หนึ่ง", other), ("สี่", EMBLEM)):
            with zipfile.ZipFile(tmp_path / "out" / "memos" / f"{PREFIX}{name} 2567.docx") as package:
                assert picture in [package.read(one) for one in package.namelist() if "media/" in one]
        assert Run(folder, tmp_path / "out", options=Options(TODAY, emblem=other)).redone == []
        assert Run(folder, tmp_path / "out").redone == ["a.xlsx", "b.xlsx"]

    def it_is_refused_where_it_is_no_picture(self, folder: Path, tmp_path: Path) -> None:
        (tmp_path / "x.png").write_bytes(EMBLEM[:100])
        words = ["batch", str(folder), "--out", str(tmp_path / "out"), "--emblem", str(tmp_path / "x.png")]
        assert main(words) == 3 and not (tmp_path / "out").exists()


def it_refuses_a_comparison_with_nothing(folder: Path, tmp_path: Path) -> None:
    words = ["batch", str(folder), "--out", str(tmp_path / "out"), "--since", str(tmp_path / "nowhere")]
    assert main(words) == 3 and not (tmp_path / "out").exists()


def it_reads_a_due_day_as_people_type_it(folder: Path, tmp_path: Path) -> None:
    for number, word in enumerate(("31/10/2569", "๓๑ ต.ค. ๖๙", "31 ตุลาคม 2569")):
        out = tmp_path / str(number)
        assert main(["batch", str(folder), "--out", str(out), "--quiet", "--due", word]) == 1
    assert main(["batch", str(folder), "--out", str(tmp_path / "x"), "--due", "เร็ว ๆ นี้"]) == 2
    assert main(["batch", str(folder), "--out", str(tmp_path / "x"), "--year", "67"]) == 2
