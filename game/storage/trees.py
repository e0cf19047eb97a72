"""The futures of a game on the disk: a folder beside the saves, a journal a future; they share a past, not a file."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Final

from game.faults import Fault, Problem
from game.storage.atomic import write_whole
from game.storage.disk import THIS_DISK, Disk
from game.storage.saves import SUFFIX, Saved, listed

FOLDER: Final = "branches"
_GONE: Final = ".gone"
_GAME: Final = re.compile(r"[0-9a-f]{1,32}")
MOST: Final = 500  # futures of one game that are listed


def branch_path(saves: Path, game: str, branch: int) -> Path:
    """The file of a future.

    Raises Fault (exit 2) for what is no id of a game.
    """
    if not _GAME.fullmatch(game):
        raise Fault([Problem(game[:40], "E2002", "is no id of a game")])
    return saves / FOLDER / game / f"{branch}{SUFFIX}"


def write_branch(saves: Path, game: str, branch: int, content: bytes, disk: Disk = THIS_DISK) -> Path:
    """Write a future; the one before stays whole until this one is.

    Raises Fault (exit 6) when the disk refuses.
    """
    path = branch_path(saves, game, branch)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Fault([Problem(str(path.parent), "E6005", f"cannot be made: {error.strerror or error}")]) from error
    write_whole(path, content, disk)
    return path


def list_branches(saves: Path, game: str) -> tuple[tuple[Saved, bool], ...]:
    """All futures of a game by their headers, and whether each was deleted. Never raises."""
    folder = saves / FOLDER / game
    if not _GAME.fullmatch(game) or not folder.is_dir():
        return ()
    found = []
    for path in sorted(folder.iterdir())[:MOST]:
        gone = path.name.endswith(SUFFIX + _GONE)
        if gone or path.suffix == SUFFIX:
            found.append((listed(path), gone))
    return tuple(found)


def put_away(path: Path) -> Path:
    """Delete a future so that it can be brought back; raises Fault (exit 6) when the disk refuses."""
    return _renamed(path, path.with_name(path.name + _GONE))


def bring_back(path: Path) -> Path:
    """Undo `put_away`, given the path it had before; raises Fault (exit 6) when the disk refuses."""
    return _renamed(path.with_name(path.name + _GONE), path)


def _renamed(path: Path, target: Path) -> Path:
    try:
        os.replace(path, target)
    except FileNotFoundError:
        return target  # it was never written: it lived in memory only
    except OSError as error:
        raise Fault([Problem(str(path), "E6005", f"could not be renamed: {error.strerror or error}")]) from error
    return target
