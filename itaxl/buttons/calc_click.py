"""The name by which an extension of itaxl 0.1.0 starts a click: see `itaxl.buttons.calc.click`."""

from __future__ import annotations

import sys

from itaxl.buttons.calc.click import main

if __name__ == "__main__":
    main(sys.argv[1:])
