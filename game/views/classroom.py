"""A folder of journals for a class: its subfolders, and each run played again and scored."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from game.desk import Desk
from game.economy.dimensions import month_label
from game.faults import Fault
from game.told import told, wording

_MOST = 400


@dataclass(frozen=True, slots=True)
class FolderView:
    """What a folder offers to the chooser."""

    path: Path
    parent: Path | None
    folders: tuple[tuple[str, int], ...]  # name, journals in it
    journals: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One run of the class; `problem` is empty when it reproduces."""

    name: str
    level: str
    month: str
    scores: tuple[float, float, float, float]  # overall, share, price, leverage
    problem: str
    path: Path = Path()


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
        return tuple(sorted(path.glob("*.journal"))[:_MOST])
    return ()


def _count(path: Path) -> int:
    return len(_journals(path))


def class_row(desk: Desk, path: Path, language: str) -> ClassRow:
    """One journal played again. Never raises."""
    try:
        verified = desk.verify(path)
    except Fault as fault:
        return ClassRow(path.stem, "", "", (0.0, 0.0, 0.0, 0.0), told(fault, language))
    session = verified.session
    score = session.true_score()
    points = (score.overall, score.share.points, score.price.points, score.leverage.points)
    month = month_label(min(session.state.month, session.level.end))
    title, difference = session.level.title.in_language(language), wording(verified.difference, language)
    return ClassRow(path.stem, title, month, points, difference, path)
