"""Saved games as a person picks among them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from game.content.load import Listed
from game.language import phrase, plural
from game.storage.journal import Header
from game.storage.saves import AUTOSAVE, BEST, LAST, Saved
from game.views.sentences import month_named


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
    rules: str = ""  # difficulty, the future it is, whether time may be turned back


def save_rows(saved: Sequence[Saved], levels: Sequence[Listed], language: str) -> tuple[SaveRow, ...]:
    """The newest first."""
    titles = {one.level.id: one.level.title.in_language(language) for one in levels if one.level is not None}
    return tuple(_row(one, titles, language) for one in sorted(saved, key=lambda one: (-one.written, one.path.name)))


def _row(saved: Saved, titles: dict[str, str], language: str) -> SaveRow:
    stem = saved.path.stem
    kind, title = "named", stem
    if stem == AUTOSAVE:
        kind, title = "auto", phrase("save.auto", language)
    elif stem.startswith(f"{AUTOSAVE}-") and stem.removeprefix(f"{AUTOSAVE}-").isdigit():
        kind, title = "auto", phrase("save.older", language, n=stem.removeprefix(f"{AUTOSAVE}-"))
    elif stem.startswith(BEST):
        kind, title = "finished", phrase("save.best", language)
    elif stem.startswith(LAST):
        kind, title = "finished", phrase("save.last", language)
    level = titles.get(saved.header.level, saved.header.level) if saved.header is not None else ""
    month = month_named(saved.header.month, language) if saved.header is not None else ""
    written = datetime.fromtimestamp(saved.written).strftime("%Y-%m-%d %H:%M") if saved.written > 0.0 else ""
    problem = phrase("save.unreadable", language) if saved.problem else ""
    return SaveRow(saved.path, stem, title, kind, level, month, written, problem, _rules(saved.header, language))


def _rules(header: Header | None, language: str) -> str:
    """How it is played, by the header alone."""
    if header is None:
        return ""
    parts = [phrase(f"rank.{header.difficulty}", language)]
    if header.parent or header.title:
        parts.append(header.title or phrase("branch.numbered", language, n=header.branch))
    if header.ironman:
        parts.append(phrase("ironman_broken" if header.rewinds else "ironman", language))
    elif header.rewinds:
        parts.append(plural("class.rewinds", header.rewinds, language))
    return "  ·  ".join(parts)
