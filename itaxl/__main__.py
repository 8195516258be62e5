"""`python -m itaxl` and the script `itaxl`: where a process of the command line begins."""

import sys

#: ExitCode.INTERRUPTED: to import it takes time in which Ctrl-C may come once more.
_INTERRUPTED = 130


def run() -> int:
    """The exit code of the command on the command line.

    What is imported is imported here: whoever stops the program while it starts gets no traceback.
    """
    try:
        return _run()
    except KeyboardInterrupt:
        return _INTERRUPTED


def _run() -> int:
    from itaxl.machine.imports import only_installed

    only_installed()
    from itaxl.collector import look_no_more, look_seldom

    look_seldom()
    try:
        return _main()
    finally:
        look_no_more()


def _main() -> int:
    from itaxl.machine.ending import end_in_order

    end_in_order()
    from itaxl.cli import main

    return main()


if __name__ == "__main__":
    sys.exit(run())
