"""A file is written whole or not at all: temporary file beside it, fsync, re-read, replace, fsync of the folder."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from game.faults import Fault, io_problem

_PREFIX = ".writing-"


def write_whole(path: Path, content: bytes) -> None:
    """Replace a file by new content so that a reader sees the old or the new file and nothing between.

    Raises Fault (exit 6) when the disk refuses; the old file is then untouched.
    """
    folder = path.parent
    temporary = folder / f"{_PREFIX}{secrets.token_hex(8)}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        _write_temporary(temporary, content)
        if temporary.read_bytes() != content:
            raise OSError(errno.EIO, "what was read back differs from what was written")
        os.replace(temporary, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise Fault([io_problem(str(path), error, "cannot be written; the old file is untouched")]) from error
    _sync_folder(folder)


def _write_temporary(temporary: Path, content: bytes) -> None:
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o644)
    try:
        view = memoryview(content)
        while view:
            written = os.write(handle, view)
            view = view[written:]
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folder(folder: Path) -> None:
    """Make the new name survive a power loss; file systems that cannot are accepted quietly."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(folder: Path) -> int:
    """Remove temporary files that an interrupted write left; their number."""
    removed = 0
    for left in folder.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            left.unlink()
            removed += 1
    return removed
