"""Bytes of files from outside: only regular files, only up to a size, only UTF-8, before anything parses them."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from game.faults import Fault, Problem, io_problem, short

BOM: Final = b"\xef\xbb\xbf"
MAXIMUM_LINE_BYTES: Final = 4096


def read_bytes(path: Path, limit: int) -> bytes:
    """All bytes of a regular file of at most `limit` bytes.

    Raises Fault: exit 6 when it cannot be read, 7 when it is no regular file or too large. Never blocks on a pipe.
    """
    name = os.fspath(path)
    try:
        before = os.stat(path)
        if stat.S_ISDIR(before.st_mode):
            raise Fault([Problem(name, "E6002", "is a folder", expected="a file")])
        if not stat.S_ISREG(before.st_mode):
            raise Fault([Problem(name, "E7001", "is not a regular file", expected="a file on a disk")])
        if before.st_size > limit:
            raise Fault([_too_large(name, f"{before.st_size} bytes", limit)])
        with open(path, "rb") as stream:
            content = stream.read(limit + 1)
    except OSError as error:
        raise Fault([io_problem(name, error, "cannot be read")]) from error
    except ValueError as error:
        raise Fault([Problem(name, "E6001", f"cannot be read: {error}")]) from error
    if len(content) > limit:
        raise Fault([_too_large(name, "more", limit)])
    return content


def _too_large(name: str, got: str, limit: int) -> Problem:
    return Problem(name, "E7002", "is too large", got=got, expected=f"at most {limit} bytes")


def decode(name: str, content: bytes) -> str:
    """The text without a leading byte order mark and with all line ends as one newline.

    Raises Fault: exit 8 when there is nothing in it, 3 when it is not UTF-8.
    """
    if not content:
        raise Fault([Problem(name, "E8001", "is empty")])
    content = content.removeprefix(BOM)
    if not content.strip(b"\0 \t\r\n"):
        raise Fault([Problem(name, "E8002", "contains no data (possibly an interrupted write)")])
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        what = f"is not UTF-8 at byte {error.start}; save the file as UTF-8"
        raise Fault([Problem(name, "E3002", what, line=line, got=short(content[:12]))]) from error
    return text.replace("\r\n", "\n").replace("\r", "\n")


def check_lines(name: str, text: str, limit: int = MAXIMUM_LINE_BYTES) -> None:
    """Refuse lines longer than `limit` bytes, which make parsers slow.

    Raises Fault with exit 7.
    """
    for number, line in enumerate(text.split("\n"), start=1):
        size = len(line.encode("utf-8", "replace")) if len(line) > limit // 4 else 0
        if size > limit:
            raise Fault(
                [
                    Problem(
                        name, "E7003", "line is too long", number, 1, got=f"{size} bytes", expected=f"at most {limit}"
                    )
                ]
            )
