"""The few calls to the system that a save is made of, in one place, so that a trial can put a failing disk there."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Final, Protocol

# Windows: a virus scanner, an indexer or a cloud's client holds a file for a moment (winerror 5, 32, 33).
_HELD_FOR_A_MOMENT: Final = (5, 32, 33)
_PATIENCE_SECONDS: Final = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)


class Disk(Protocol):
    """What writing a file whole needs; every call may raise OSError."""

    def make_folder(self, folder: Path) -> None:
        """The folder and those above it, if they are not there."""

    def is_folder(self, path: Path) -> bool:
        """Whether a folder stands at the path."""

    def is_file(self, path: Path) -> bool:
        """Whether a regular file stands at the path."""

    def create(self, path: Path) -> int:
        """A handle on a new file that was not there before."""

    def write(self, handle: int, content: memoryview) -> int:
        """Write some of the bytes; how many."""

    def sync(self, handle: int) -> None:
        """Return when what was written lies on the medium."""

    def close(self, handle: int) -> None:
        """Give the handle back."""

    def read(self, path: Path) -> bytes:
        """All bytes of a file."""

    def replace(self, source: Path, target: Path) -> None:
        """Give a file another name, over whatever file has it."""

    def remove(self, path: Path) -> None:
        """Take a file away; nothing happens when there is none."""

    def sync_folder(self, folder: Path) -> None:
        """Return when the names in a folder lie on the medium."""


class ThisDisk:
    """The disk of this machine."""

    def make_folder(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)

    def is_folder(self, path: Path) -> bool:
        return path.is_dir()

    def is_file(self, path: Path) -> bool:
        return path.is_file()

    def create(self, path: Path) -> int:
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)

    def write(self, handle: int, content: memoryview) -> int:
        return os.write(handle, content)

    def sync(self, handle: int) -> None:
        if sys.platform == "darwin":
            import fcntl

            # There fsync only reaches the drive's own memory.
            try:
                fcntl.fcntl(handle, fcntl.F_FULLFSYNC)
                return
            except OSError:
                pass  # not every file system knows it
        os.fsync(handle)

    def close(self, handle: int) -> None:
        os.close(handle)

    def read(self, path: Path) -> bytes:
        return path.read_bytes()

    def replace(self, source: Path, target: Path) -> None:
        for seconds in _PATIENCE_SECONDS:
            try:
                os.replace(source, target)
                return
            except PermissionError as error:
                if getattr(error, "winerror", None) not in _HELD_FOR_A_MOMENT:
                    raise
                time.sleep(seconds)
        os.replace(source, target)

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)

    def sync_folder(self, folder: Path) -> None:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


THIS_DISK: Final[Disk] = ThisDisk()
