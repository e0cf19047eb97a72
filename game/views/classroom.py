"""A folder of journals and capsules for a class, and its subfolders."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from game.hand_in import SUFFIXES

_MOST = 400


@dataclass(frozen=True, slots=True)
class FolderView:
    """What a folder offers to the chooser."""

    path: Path
    parent: Path | None
    folders: tuple[tuple[str, int], ...]  # name, files of runs in it
    journals: tuple[Path, ...]


def folder_view(path: Path) -> FolderView:
    """A folder as it stands; one that cannot be read is shown empty."""
    folders: list[tuple[str, int]] = []
    with contextlib.suppress(OSError):
        for child in sorted(path.iterdir(), key=lambda child: child.name.lower())[:_MOST]:
            with contextlib.suppress(OSError):
                if child.is_dir() and not child.name.startswith("."):
                    folders.append((child.name, _count(child)))
    parent = path.parent if path.parent != path else None
    return FolderView(path, parent, tuple(folders), _journals(path))


def _journals(path: Path) -> tuple[Path, ...]:
    with contextlib.suppress(OSError):
        found = (child for child in path.iterdir() if child.suffix in SUFFIXES and not child.name.startswith("."))
        return tuple(sorted(found)[:_MOST])
    return ()


def _count(path: Path) -> int:
    return len(_journals(path))
