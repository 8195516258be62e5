"""The pipelines that are compared, those in Node included, and the proof that each writes the memo."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bench import Bench
from benchmarks.child import Order
from benchmarks.memo_text import texts
from benchmarks.node_template import DOCXTEMPLATER, EASY_TEMPLATE_X, Language, template, values_for_node
from benchmarks.offices import TODAY
from benchmarks.pipelines import Item, ours
from benchmarks.processes import ROOT, Command, answer, python

NODE = {"docxtemplater": DOCXTEMPLATER, "easy_template_x": EASY_TEMPLATE_X}
PYTHON = ("ours", "worker", "plain", "calamine", "floor", "floor_ours")
WITH_ISAL = ("ours_isal", "floor_isal")
#: Their answers are no memos.
_FLOORS = ("floor", "floor_ours", "floor_isal")
_PROVEN = 4


@dataclass(frozen=True, slots=True)
class Peers:
    """`commands` that are there, by name; `absent` tells why the others are not."""

    commands: dict[str, Command]
    absent: dict[str, str]


def items_of(paths: Sequence[Path], folder: Path) -> tuple[Item, ...]:
    """The workbooks with the values that the plain memo prints, and their memos, written into `folder`."""
    from itaxl.core.assess import assess
    from itaxl.memo.content.context import context
    from itaxl.reading.workbook import read_grids

    job = ours(())
    made = []
    for path in paths:
        memo = folder / f"{path.stem}.docx"
        item = Item(path, context(assess(read_grids(path), TODAY), detailed=False), memo)
        made_memo = job(item)
        assert isinstance(made_memo, bytes)
        memo.write_bytes(made_memo)
        made.append(item)
    return tuple(made)


def prepare(bench: Bench, items: tuple[Item, ...], name: str) -> Peers:
    """Every pipeline on these workbooks, each of them proven on a few first."""
    place = bench.folder(name)
    commands: dict[str, Command] = {}
    absent: dict[str, str] = {}
    order = Order(items).write(place / "python.json")
    has_isal = importlib.util.find_spec("isal") is not None
    for pipeline in (*PYTHON, *WITH_ISAL):
        if pipeline in WITH_ISAL and not has_isal:
            absent[pipeline] = "not there: isal is not installed"
            continue
        commands[pipeline] = python("benchmarks.child", pipeline, order)
        if pipeline not in _FLOORS:
            proof = Order(items[:_PROVEN], 0, save=bench.folder(f"{name}/{pipeline}"))
            _prove(pipeline, python("benchmarks.child", pipeline, proof.write(place / "proof.json")), proof)
    why = installed(bench)
    for pipeline, language in NODE.items():
        if why:
            absent[pipeline] = why
        else:
            commands[pipeline] = _node(bench, pipeline, language, items, place)
    return Peers(commands, absent)


def _node(bench: Bench, peer: str, language: Language, items: tuple[Item, ...], place: Path) -> Command:
    docx = place / f"{peer}.docx"
    docx.write_bytes(template(language))
    script = bench.work / "node" / f"{peer}.js"
    shaped = tuple(Item(item.path, values_for_node(item.values), item.memo) for item in items)
    proof = Order(shaped[:_PROVEN], 0, docx, bench.folder(f"{place.name}/{peer}"))
    _prove(peer, ["node", script, proof.write(place / "proof.json")], proof)
    return ["node", script, Order(shaped, template=docx).write(place / f"{peer}.json")]


def installed(bench: Bench) -> str:
    """Install the peers in Node into the work folder; '' or why they are not there."""
    if not shutil.which("node") or not shutil.which("npm"):
        return "not there: no node"
    place = bench.work / "node"
    place.mkdir(parents=True, exist_ok=True)
    source = ROOT / "benchmarks" / "node"
    for file in source.iterdir():
        if file.is_file():
            shutil.copy(file, place / file.name)
    wanted = json.loads((source / "package.json").read_text("utf-8"))["dependencies"]
    if all((place / "node_modules" / package).is_dir() for package in wanted):
        return ""
    done = subprocess.run(
        ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error"], cwd=place, capture_output=True
    )
    return "not there: npm could not install the packages" if done.returncode else ""


class WrongMemo(Exception):
    """A pipeline whose memos do not say what they should: its time would mean nothing."""


def _prove(pipeline: str, command: Command, order: Order) -> None:
    """Run it, and read its memos back."""
    answer(command)
    assert order.save is not None
    for item in order.items:
        if texts((order.save / item.memo.name).read_bytes()) != texts(item.memo.read_bytes()):
            raise WrongMemo(f"{pipeline}: {item.memo.name} does not say what ours says")
