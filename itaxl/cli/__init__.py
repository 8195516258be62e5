"""Door 3: the command line.  `main` is what `itaxl` and `python -m itaxl` call."""

from itaxl.cli.main import main

__all__ = ["main"]
