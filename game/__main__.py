"""`python -m game` is the console command `lanthanide`."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - run from a checkout by an older Python, it must say so
    sys.exit("Lanthanide needs Python 3.11 or newer; this is " + ".".join(map(str, sys.version_info[:3])))

from game.cli import main

sys.exit(main())
