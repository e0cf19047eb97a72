"""What is written down when the program itself is at fault; nothing is sent anywhere, and it never fails itself."""

from __future__ import annotations

import contextlib
import getpass
import os
import platform
import sys
import traceback
from pathlib import Path
from typing import Final

from game import __version__, paths

_FILE: Final = "crash"
_KEPT: Final = 3  # reports: the newest and those before it
_MOST_CHARACTERS: Final = 200_000


def write_report(doing: str) -> str:
    """Write the error being handled, with versions and what was being done; the file, or why there is none.

    Home folder and user name are taken out. Never raises.
    """
    try:
        folder = paths.personal_folders().reports or Path.cwd()
        for age in range(_KEPT - 1, 0, -1):
            younger = folder / (f"{_FILE}-{age - 1}.txt" if age > 1 else f"{_FILE}.txt")
            with contextlib.suppress(OSError):
                os.replace(younger, folder / f"{_FILE}-{age}.txt")
        file = folder / f"{_FILE}.txt"
        file.write_text(_anonymous(_told(doing)), encoding="utf-8", errors="replace")
        return str(file)
    except Exception as error:
        return f"nowhere ({error})"


def _told(doing: str) -> str:
    versions = f"lanthanide {__version__}, Python {sys.version}"
    with contextlib.suppress(Exception):
        versions += f", {platform.platform()}"
    return f"{versions}\n{doing}\n{traceback.format_exc()}"[-_MOST_CHARACTERS:]


def _anonymous(text: str) -> str:
    names = [os.path.expanduser("~")]
    with contextlib.suppress(Exception):
        names.append(getpass.getuser())
    for name in names:
        if len(name) > 2 and name != "root":
            text = text.replace(name, "~")
    return text


def frozen_report() -> Path | None:
    """The file for the stacks of a program that hangs, in a folder that can be written to; None without one."""
    folder = paths.personal_folders().reports
    return folder / "frozen.txt" if folder is not None else None
