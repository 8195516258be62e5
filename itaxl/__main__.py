"""`python -m itaxl` and the script `itaxl`: where a process of the command line begins."""

import sys

from itaxl.machine.imports import only_installed


def run() -> int:
    """The exit code of the command on the command line."""
    only_installed()
    from itaxl.machine.ending import end_in_order

    end_in_order()
    from itaxl.cli import main

    return main()


if __name__ == "__main__":
    sys.exit(run())
