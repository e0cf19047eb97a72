"""Saved games as a person picks among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from game.content.load import Listed
from game.storage.saves import AUTOSAVE, BEST, LAST, Saved
from game.views.sentences import pick

_WORDS = {
    "auto": ("Autosave", "自动存档"),
    "older": ("Autosave, {n} before", "自动存档（前第{n}份）"),
    "best": ("Best run", "最佳一局"),
    "last": ("Last run", "最近一局"),
    "unreadable": ("This file cannot be read as a journal.", "此文件无法作为记录读取。"),
}


@dataclass(frozen=True, slots=True)
class SaveRow:
    """One line of the list; `problem` says why it cannot be opened."""

    path: Path
    name: str  # the file's, unique on the screen
    title: str
    kind: str  # "named", "auto", "finished"
    level: str
    month: str
    written: str
    problem: str


def save_rows(saved: Sequence[Saved], levels: Sequence[Listed], language: str) -> tuple[SaveRow, ...]:
    """The newest first."""
    titles = {one.level.id: one.level.title.in_language(language) for one in levels if one.level is not None}
    return tuple(_row(one, titles, language) for one in sorted(saved, key=lambda one: (-one.written, one.path.name)))


def _row(saved: Saved, titles: dict[str, str], language: str) -> SaveRow:
    stem = saved.path.stem
    kind, title = "named", stem
    if stem == AUTOSAVE:
        kind, title = "auto", pick(_WORDS["auto"], language)
    elif stem.startswith(f"{AUTOSAVE}-") and stem.removeprefix(f"{AUTOSAVE}-").isdigit():
        kind, title = "auto", pick(_WORDS["older"], language).format(n=stem.removeprefix(f"{AUTOSAVE}-"))
    elif stem.startswith(BEST):
        kind, title = "finished", pick(_WORDS["best"], language)
    elif stem.startswith(LAST):
        kind, title = "finished", pick(_WORDS["last"], language)
    level = titles.get(saved.header.level, saved.header.level) if saved.header is not None else ""
    month = saved.header.month if saved.header is not None else ""
    written = datetime.fromtimestamp(saved.written).strftime("%Y-%m-%d %H:%M") if saved.written > 0.0 else ""
    problem = pick(_WORDS["unreadable"], language) if saved.problem else ""
    return SaveRow(saved.path, stem, title, kind, level, month, written, problem)
