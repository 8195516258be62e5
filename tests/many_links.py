"""Many links over many servers of our own: how long it takes, how much memory, what Ctrl-C leaves.

python -m tests.many_links 2000 50 [SLOWEST]   LINKS, SERVERS, seconds a page of the slowest server takes
"""

from __future__ import annotations

import contextlib
import resource
import sys
import time

from itaxl.links.limits import Limits
from tests.web import Page, world


def main(links: int, servers: int, slowest: float) -> None:
    with world() as web:
        urls = []
        for number in range(links):
            server, page = number % servers, number // servers
            path = f"/{'slow' if server == 0 else 'p'}{page}"
            web.pages[path] = Page(
                kind="application/pdf" if page % 2 else "text/html", wait=slowest * (server == 0)
            )
            urls.append(web.url(path, f"www.a{server}.example.go.th"))
        web.ask(web.url("/", "www.warm.example.go.th"))
        before, began = _memory(), time.monotonic()
        answers = web.ask(*urls, limits=Limits())
        took = time.monotonic() - began
        requests = sum(1 for _, _, path in web.log if path.startswith("/slow"))
        alone = slowest * requests / Limits().at_once
        opened = sum(answer.state.value == "opens" for answer in answers.values())
        sys.stdout.write(f"{opened:,} of {links:,} links opened, {len(web.log):,} requests, {took:.1f} s\n")
        sys.stdout.write(
            f"the slowest server alone: {alone:.1f} s; memory: {(_memory() - before) / 1024:.0f} MB more\n"
        )


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        main(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]) if len(sys.argv) > 3 else 0.5)
