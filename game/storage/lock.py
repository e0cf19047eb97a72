"""One game writes the saves at a time: a lock that the system frees when its holder ends, however it ends."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import IO, Final

_FILE: Final = "in-use.lock"


class Lock:
    """A hold on a folder; `held` is False while another process has it."""

    def __init__(self, folder: Path) -> None:
        self._stream: IO[bytes] | None = None
        self.held = False
        try:
            self._stream = (folder / _FILE).open("a+b")
        except OSError:
            self.held = True  # a folder that takes no file takes no other's saves either
            return
        self.held = _taken(self._stream)

    def release(self) -> None:
        """Give the folder back; ending the process does so too."""
        if self._stream is not None:
            with contextlib.suppress(OSError):
                self._stream.close()
        self._stream, self.held = None, False


def _taken(stream: IO[bytes]) -> bool:
    """Whether the lock could be had. File systems without locks give it to everybody."""
    if sys.platform == "win32":
        import msvcrt

        try:
            stream.seek(0)
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as error:
            return error.errno not in (13, 36)  # EACCES, EDEADLOCK: somebody has it
        return True
    import fcntl

    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
