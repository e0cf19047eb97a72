"""A file is written whole or not at all: temporary file beside it, fsync, re-read, replace, fsync of the folder."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from pathlib import Path

from game.faults import Fault, io_problem
from game.storage.disk import THIS_DISK, Disk

_PREFIX = ".writing-"


def write_whole(path: Path, content: bytes, disk: Disk = THIS_DISK) -> None:
    """Replace a file by new content so that a reader sees the old or the new file and nothing between.

    Raises Fault (exit 6) when the disk refuses; the old file is then untouched.
    """
    folder = path.parent
    temporary = folder / f"{_PREFIX}{secrets.token_hex(8)}"
    try:
        disk.make_folder(folder)
        if disk.is_folder(path):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
        _write_temporary(disk, temporary, content)
        if disk.read(temporary) != content:
            raise OSError(errno.EIO, "what was read back differs from what was written")
        disk.replace(temporary, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            disk.remove(temporary)
        raise Fault([io_problem(str(path), error, "cannot be written; the old file is untouched")]) from error
    # The new name survives a power loss; file systems that cannot sync a folder are accepted quietly.
    with contextlib.suppress(OSError):
        disk.sync_folder(folder)


def _write_temporary(disk: Disk, temporary: Path, content: bytes) -> None:
    handle = disk.create(temporary)
    try:
        view = memoryview(content)
        while view:
            written = disk.write(handle, view)
            if written <= 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            view = view[written:]
        disk.sync(handle)
    finally:
        disk.close(handle)


def sweep(folder: Path) -> int:
    """Remove temporary files that an interrupted write left; their number."""
    removed = 0
    for left in folder.glob(f"{_PREFIX}*"):
        with contextlib.suppress(OSError):
            left.unlink()
            removed += 1
    return removed
