"""Speed: ours beside what a user would write instead, and beside the floor.  `python -m benchmarks -h`.

Every figure comes from processes that were started for it and took turns with those they are compared to.
A benchmark never passes or fails: it prints ratios.  docs/benchmarks.md explains and holds the last table.
"""
