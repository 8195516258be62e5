"""One process of a benchmark:  python -m benchmarks.child PIPELINE ORDER.json

ORDER.json is an `Order`.  Prints one line of JSON: milliseconds for each workbook,
milliseconds of the processor for the mean one, and the peak memory.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.pipelines import PIPELINES, Item


@dataclass(frozen=True, slots=True)
class Order:
    """What a process is to do: `warm` of the items uncounted, then all of them.

    `template` is for the peers in Node; with `save` every memo is also written there, after its time is
    taken, as '<name of the workbook>.docx'.
    """

    items: tuple[Item, ...]
    warm: int = 10
    template: Path | None = None
    save: Path | None = None

    def write(self, path: Path) -> Path:
        path.write_text(json.dumps(asdict(self), default=str, ensure_ascii=False), "utf-8")
        return path

    @classmethod
    def read(cls, path: Path) -> Order:
        told = json.loads(path.read_text("utf-8"))
        items = tuple(Item(Path(i["path"]), i["values"], Path(i["memo"])) for i in told["items"])
        save = told["save"]
        return cls(items, told["warm"], None, Path(save) if save else None)


def peak_kib() -> int:
    """The most memory that this process has had, in KiB; 0 where the system does not tell."""
    try:
        status = Path("/proc/self/status").read_text()
    except OSError:
        return 0
    return int(status.split("VmHWM:")[1].split()[0])


def run(pipeline: str, order: Order) -> dict[str, Any]:
    job = PIPELINES[pipeline](order.items)
    for item in order.items[: order.warm]:
        job(item)
    taken = []
    before = time.process_time()
    for item in order.items:
        start = time.perf_counter()
        made = job(item)
        taken.append((time.perf_counter() - start) * 1000)
        if order.save:
            memo = made.read_bytes() if isinstance(made, Path) else made
            (order.save / f"{item.path.stem}.docx").write_bytes(memo)
    processor = (time.process_time() - before) * 1000 / len(order.items)
    return {"ms": taken, "processor_ms": processor, "peak_kib": peak_kib()}


def main() -> None:
    print(json.dumps(run(sys.argv[1], Order.read(Path(sys.argv[2])))))


if __name__ == "__main__":
    main()
