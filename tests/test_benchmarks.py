"""The benchmarks measure what they say: the data, the peers' memos, the table.  Nothing here is timed."""

from __future__ import annotations

import datetime as dt
import re
import socket
import sys
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest

from benchmarks import figures, node_template, offices, peers, processes, report, shares
from benchmarks.bench import Bench
from benchmarks.child import Order, run
from benchmarks.figures import Line, Section, Spread, Table
from benchmarks.memo_text import texts
from benchmarks.pipelines import PIPELINES, Item, main_part, packed_parts
from itaxl.core.assess import assess
from itaxl.memo.content.context import context
from itaxl.memo.render import default_template_path
from itaxl.reading.workbook import grids_from_bytes, read_grids


@pytest.fixture(scope="module")
def items(tmp_path_factory: pytest.TempPathFactory) -> tuple[Item, ...]:
    place = tmp_path_factory.mktemp("benchmarks")
    return peers.items_of(offices.write(place / "in", 2, 3, 5), place)


class DescribeTheOffices:
    def it_makes_the_same_bytes_from_the_same_seed(self, tmp_path: Path) -> None:
        one, other = (offices.write(tmp_path / name, 2, 2, 4) for name in ("one", "other"))
        assert [p.read_bytes() for p in one] == [p.read_bytes() for p in other]
        assert one[0].read_bytes() != one[1].read_bytes()

    def it_keeps_the_sizes_when_there_are_more_workbooks(self) -> None:
        assert offices.sizes(200)[:50] == offices.sizes(50)
        assert set(offices.sizes(200)) <= set(range(6, 61))

    def it_makes_offices_that_get_a_memo(self) -> None:
        for seed in range(3):
            grids = grids_from_bytes(offices.workbook(seed, 60), "x.xlsx")
            assessment = assess(grids, offices.TODAY)
            assert not assessment.errors
            assert len(assessment.tracker.measures) == 60

    def it_renames_an_office_and_nothing_else(self) -> None:
        data = offices.workbook(7, 6)
        before, after = (
            assess(grids_from_bytes(d, "x.xlsx"), offices.TODAY).tracker
            for d in (data, offices.renamed(data, 7, 1234))
        )
        assert after.office.name == "ตัวอย่าง01234"
        assert after.measures == before.measures

    def it_leaves_a_workbook_that_is_there_already(self, tmp_path: Path) -> None:
        path = offices.write(tmp_path, 1, 2, 2)[0]
        kept = path.stat().st_mtime_ns
        offices.write(tmp_path, 1, 2, 2)
        assert path.stat().st_mtime_ns == kept


class DescribeTheMemosOfThePeers:
    @pytest.mark.parametrize("name", ["plain", "calamine", "ours"])
    def it_says_what_ours_says(self, name: str, items: tuple[Item, ...]) -> None:
        job = PIPELINES[name](items)
        for item in items:
            measures = assess(read_grids(item.path), offices.TODAY).tracker.measures
            said = texts(job(item))
            assert said == texts(item.memo.read_bytes())
            assert sum("เรื่องที่" in line for line in said) == 2 * len(measures)  # both tables

    def it_would_notice_a_memo_of_another_office(self, items: tuple[Item, ...], tmp_path: Path) -> None:
        wrong = Item(items[0].path, items[0].values, items[1].memo)
        order = Order((wrong,), 0, save=tmp_path)
        command = processes.python("benchmarks.child", "plain", order.write(tmp_path / "order.json"))
        (tmp_path / items[1].memo.name).write_bytes(b"")
        with pytest.raises((peers.WrongMemo, zipfile.BadZipFile)):
            peers._prove("plain", command, order)

    def it_reads_back_what_stands_in_tables(self, items: tuple[Item, ...]) -> None:
        said = texts(items[0].memo.read_bytes())
        assert "ผู้รับผิดชอบ" in said
        assert any(line.startswith("(๑)") for line in said)

    def it_inflates_and_deflates_everything_in_the_floor(self, items: tuple[Item, ...]) -> None:
        item = items[0]
        body = main_part(item.memo)
        assert zlib.decompress(PIPELINES["floor"](items)(item), -15) == body
        with zipfile.ZipFile(item.path) as book:
            sizes = [e.file_size for e in book.infolist() if e.compress_type == zipfile.ZIP_DEFLATED]
        assert [len(zlib.decompress(part, -15)) for part in packed_parts(item.path.read_bytes())] == sizes


class DescribeTheTemplatesForNode:
    @pytest.mark.parametrize("peer", sorted(peers.NODE))
    def it_has_no_tag_of_ours_left_and_names_only_values_that_are_given(
        self, peer: str, items: tuple[Item, ...]
    ) -> None:
        made = node_template.template(peers.NODE[peer])
        with zipfile.ZipFile(BytesIO(made)) as package:
            parts = [package.read(n).decode() for n in package.namelist() if n.startswith("word/")
                     and n.endswith(".xml")]  # fmt: skip
        assert not any("{{" in part or "{%" in part for part in parts)
        words = " ".join(texts(made))
        named = set(re.findall(r"\{(?:-w:p |[#/])?(\w+)", words))
        assert {"plan", "results", "signers", "steps", "line", "agency", "score"} <= named
        assert named <= names_in(node_template.values_for_node(items[0].values))

    def it_says_the_words_of_the_memo_template(self) -> None:
        def words(template: bytes) -> str:
            return re.sub(r"\{[^}]*\}+|\s", "", "".join(texts(template)))

        ours = words(default_template_path().read_bytes())
        assert ours == words(node_template.template(node_template.DOCXTEMPLATER))

    def it_pins_the_versions_of_the_peers(self) -> None:
        text = (processes.ROOT / "benchmarks/node/package.json").read_text("utf-8")
        pinned = re.findall(r'"([\w-]+)": "(\d+\.\d+\.\d+)"', text)
        assert {"docxtemplater", "easy-template-x", "pizzip", "xlsx"} == {name for name, _ in pinned}


class DescribeAProcessOfABenchmark:
    def it_does_every_workbook_once_after_practice(self, items: tuple[Item, ...], tmp_path: Path) -> None:
        order = Order.read(Order(items, 1, save=tmp_path).write(tmp_path / "order.json"))
        assert order.items == items
        told = run("ours", order)
        assert len(told["ms"]) == len(items)
        assert {p.name for p in tmp_path.glob("*.docx")} == {item.memo.name for item in items}

    def it_takes_turns(self) -> None:
        commands = {name: [sys.executable, "-c", f"print({name!r})"] for name in ("1", "2")}
        assert processes.in_turns(commands, 2) == {"1": [1, 1], "2": [2, 2]}

    def it_tells_when_a_command_fails(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(Exception, match="non-zero"):
            processes.answer([sys.executable, "-c", "raise SystemExit('broken')"])
        assert "broken" in capsys.readouterr().err

    @pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
    def it_sees_the_memory_of_a_process_and_of_its_workers(self) -> None:
        code = (
            "import multiprocessing, time\n"
            "worker = multiprocessing.get_context('spawn').Process(target=time.sleep, args=(1,))\n"
            "worker.start(); kept = bytearray(64 * 2**20); worker.join()\n"
        )
        seen = processes.watched([sys.executable, "-c", code])
        assert seen.exit_code == 0
        assert seen.main > 64 > seen.largest(slice(1)) > 1
        assert seen.largest(slice(1, None)) == 0
        assert len(seen.workers) == 1


SECTION = Section(
    "one",
    "One | two",
    "What was measured.",
    (
        Line.at_least("plain ÷ ours", Spread((11.0, 10.0, 13.0)), 10),
        Line.at_most("growth", Spread((14.0,)), 12),
        Line.absent("Node", "≥ 5×"),
    ),
    (Table(("pipeline", "ms"), (("a|b", "1"),)),),
)


class DescribeTheTable:
    def it_puts_the_ratio_first_and_says_whether_the_goal_is_met(self) -> None:
        text = figures.in_markdown(SECTION)
        assert "| 11.0× | 10.0–13.0 | plain ÷ ours | ≥ 10× | yes |" in text
        assert "| 14.0× |  | growth | ≤ 12× | no |" in text
        assert "| not there |  | Node | ≥ 5× |  |" in text
        assert "a\\|b" in text

    def it_compares_round_by_round(self) -> None:
        assert Spread.of_ratios((10, 30), (5, 10)).values == (2, 3)
        with pytest.raises(ValueError):
            Spread.of_ratios((1, 2), (1,))

    @pytest.mark.parametrize(("value", "said"), [(1234.5, "1,234"), (12.34, "12.3"), (0.5, "0.50")])
    def it_gives_three_digits(self, value: float, said: str) -> None:
        assert figures.number(value) == said

    def it_tells_the_day_and_the_machine_but_neither_paths_nor_its_name(self, tmp_path: Path) -> None:
        text = report.report([SECTION], Bench(tmp_path), dt.date(2026, 11, 24))
        assert "2026-11-24" in text
        assert "Python 3." in text
        assert "cores" in text
        assert re.search(r"a million additions in \d+ ms", text)
        assert str(tmp_path) not in text
        assert str(processes.ROOT) not in text
        assert not re.search(rf"\b{re.escape(socket.gethostname())}\b", text)

    def it_stands_in_line_on_a_terminal(self) -> None:
        lines = figures.in_text(SECTION).splitlines()
        assert [line.index("≥") for line in lines if "≥" in line] == [lines[2].index("goal")] * 2


def names_in(values: object) -> set[str]:
    if isinstance(values, dict):
        return set(values) | set[str]().union(*map(names_in, values.values()))
    return set[str]().union(*map(names_in, values)) if isinstance(values, list) else set()


def it_writes_no_value_that_only_we_know(items: tuple[Item, ...]) -> None:
    """What the peers print was worked out for them by ours: it must be the memo's own values."""
    item = items[0]
    assert item.values == context(assess(read_grids(item.path), offices.TODAY), detailed=False)


class DescribeShares:
    def it_times_every_stage_and_the_floor(self, items: tuple[Item, ...]) -> None:
        took = shares.stages_of(Order(items, 0), times=1)
        assert set(took) == {*shares._STAGES, "floor"}
        assert all(took[name] > 0 for name in ("unpack", "find", "words", "deflate", "floor"))

    def it_reads_for_the_first_stage_what_ours_reads(self, items: tuple[Item, ...]) -> None:
        names = shares._parts_read(items[0].path.read_bytes())
        assert [name for name in names if "sheet" in name] == [
            f"xl/worksheets/sheet{number}.xml" for number in (2, 3)
        ]
        assert {"xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"} <= set(names)

    def it_shares_out_the_whole(self) -> None:
        rounds = [dict.fromkeys((*shares._STAGES, "floor"), value) for value in (1.0, 2.0, 9.0)]
        rows = shares._by_stage(rounds).rows
        assert [row[1:3] for row in rows] == [("2.00", "14 %")] * 7

    def it_takes_each_process_from_the_one_after(self) -> None:
        taken = {"a": [0.1, 0.1], "b": [0.3, 0.3], "c": [0.4, 0.4], "plain": [9.0, 9.0]}
        assert [row[1:] for row in shares._by_import(taken).rows] == [
            ("100", "25 %"), ("200", "50 %"), ("100", "25 %"),
        ]  # fmt: skip
