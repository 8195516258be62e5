"""Where this process and the Pythons that it starts load modules from: what is installed, nothing else.

Python puts the current folder first when it runs `-m` or `-c`; in a folder of received files anybody can
have laid a `jinja2.py` or an `enum.py`.  So this module itself needs only what every Python has loaded.
"""

import os
import sys

#: Python's own variable: its children do not look into the current folder.
_SAFE = "PYTHONSAFEPATH"


def only_installed() -> None:
    """For the whole process, called first by the doors: modules no longer come from the current folder.

    Relative entries of sys.path and those that are the current folder go, unless Python or this very
    program lies there (a developer's checkout).  `itaxl` itself and what was imported before came from
    where Python looked: only `python -I` and the installed script `itaxl` choose that.
    """
    os.environ[_SAFE] = "1"
    current = _plain(os.curdir)
    ours = [os.path.dirname(os.path.dirname(os.path.dirname(__file__)))]
    if sys.executable:  # where the set-up's Python has its libraries, and a button's macro goes first
        ours.append(os.path.dirname(sys.executable))
    strange = current not in map(_plain, ours)
    sys.path[:] = [e for e in sys.path if os.path.isabs(e) and not (strange and _plain(e) == current)]


def _plain(path: str) -> str:
    return os.path.normcase(os.path.realpath(path))
