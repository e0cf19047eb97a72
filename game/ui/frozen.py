"""A watch over the window's loop: a frame that never ends is a program that hangs."""

from __future__ import annotations

import contextlib
import faulthandler
import time
from collections.abc import Iterator
from typing import IO

from game.crash_report import frozen_report

# So long a frame takes on no machine: the stacks are written down and the program ends; the autosave is on disk.
FROZEN_SECONDS = 60.0
_WATCH: list[IO[str]] = []
_ARMED = [0.0]


@contextlib.contextmanager
def watched() -> Iterator[None]:
    """While the window is open a hang is noticed; `alive` says that there is none."""
    file = frozen_report()
    try:
        stream = file.open("w") if file is not None else None
    except OSError:
        stream = None
    _WATCH.clear()
    if stream is not None:
        _WATCH.append(stream)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
        _WATCH.clear()
        if stream is not None:
            stream.close()


def alive() -> None:
    """Put the alarm off; at most once a second, for each time starts a thread."""
    now = time.monotonic()
    if _WATCH and now - _ARMED[0] >= 1.0:
        _ARMED[0] = now
        faulthandler.dump_traceback_later(FROZEN_SECONDS, exit=True, file=_WATCH[0])
