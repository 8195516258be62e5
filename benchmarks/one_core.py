"""From a workbook to its memo, in one process: ours, the peers, and the floor."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.bench import Bench
from benchmarks.figures import Line, Section, Spread, Table, number
from benchmarks.offices import sizes, write
from benchmarks.peers import Peers, items_of, prepare
from benchmarks.processes import in_turns, median

_WORKBOOKS = 200
_FEW = 12
#: Peer, its words, goal of `peer ÷ ours` for all workbooks.
_PEERS = (
    ("plain", "plain openpyxl + docxtpl, a new DocxTemplate per memo", 18),
    ("calamine", "calamine + docxtpl", None),
    ("docxtemplater", "SheetJS + docxtemplater (Node)", 8),
    ("easy_template_x", "SheetJS + easy-template-x (Node)", 6.5),
)
_TOLD = f"""One process each, one workbook after the other, memos kept in memory.  Time starts when the
process has started and has done ten workbooks for practice; it is the mean over {_WORKBOOKS} workbooks
of 6–60 measures.  Ours reads, applies all rules, rolls up and renders; the worker of `itaxl batch` also
takes digests and writes the memo.  The peers read every cell and render values that were worked out for
them beforehand: they apply no rule and do not convert digits or dates.  docxtpl gets our own template;
the peers in Node get the same template in their languages, without emblem, draft mark and merged
follow-up cells.  Before the clock starts, each pipeline's memos are read back and must say, paragraph
by paragraph, what ours say.  Node may use a second core for collecting garbage and compiling; Python
does not.  The floor is only inflating all parts of the workbook and deflating the memo's main part.
Our memos are packed with zlib's level 3 (2 kB more at 30 measures), the peers' with the usual 6."""


def run(bench: Bench) -> Section:
    count = 12 if bench.quick else _WORKBOOKS
    bench.tell(f"one-core: {count} workbooks")
    paths = write(bench.offices, count)
    items = items_of(paths, bench.folder("one-core-memos"))
    peers = prepare(bench, items, "one-core")
    answers = in_turns(peers.commands, bench.rounds)
    few = [number for number, size in enumerate(sizes(count)) if size <= _FEW]
    every = {name: [_mean(one["ms"]) for one in rounds] for name, rounds in answers.items()}
    small = {name: [_mean([one["ms"][n] for n in few]) for one in rounds] for name, rounds in answers.items()}
    processor = {name: median([one["processor_ms"] for one in rounds]) for name, rounds in answers.items()}
    return Section(
        "one-core",
        "One core: peer ÷ ours",
        _TOLD,
        (*_lines(every, peers), *_lines(small, peers, f", only the {len(few)} of ≤ {_FEW} measures")),
        (_facts(every, small, processor),),
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values)


def _lines(times: dict[str, list[float]], peers: Peers, which: str = "") -> list[Line]:
    goals = not which
    lines = []
    for name, words, goal in _PEERS:
        what, least = words + which, goal if goals else None
        if name in times:
            lines.append(Line.at_least(what, Spread.of_ratios(times[name], times["ours"]), least))
        else:
            lines.append(Line.absent(what, f"≥ {least}×" if least else "", peers.absent[name]))
    working = Spread.of_ratios(times["plain"], times["worker"])
    lines.append(Line.at_least(f"plain ÷ the worker of `itaxl batch`, memo on the disk{which}", working))
    floor = Spread.of_ratios(times["ours"], times["floor"])
    lines.append(Line.at_most(f"ours ÷ the floor, zlib 6{which}", floor, 3 if goals else None))
    floor = Spread.of_ratios(times["ours"], times["floor_ours"])
    lines.append(Line.at_most(f"ours ÷ the floor, zlib 3 as ours{which}", floor))
    if "ours_isal" in times:
        isal = Spread.of_ratios(times["plain"], times["ours_isal"])
        lines.append(Line.at_least(f"plain ÷ ours with isal{which}", isal, 14 if goals else None))
        floor = Spread.of_ratios(times["ours_isal"], times["floor_isal"])
        lines.append(Line.at_most(f"ours with isal ÷ its floor, isal 1{which}", floor))
    elif goals:
        lines.append(Line.absent("plain ÷ ours with isal", "≥ 14×", peers.absent["ours_isal"]))
    return lines


def _facts(
    every: dict[str, list[float]], small: dict[str, list[float]], processor: dict[str, float]
) -> Table:
    rows = [
        (name, number(median(every[name])), number(median(small[name])), number(processor[name]))
        for name in sorted(every, key=lambda name: -median(every[name]))
    ]
    return Table(("pipeline", "ms a workbook", f"ms, ≤ {_FEW} measures", "of the processor, ms"), tuple(rows))
