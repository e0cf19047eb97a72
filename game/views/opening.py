"""What the screens before the game show: level cards and history's price curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.content.load import Listed
from game.economy.dimensions import month_label
from game.rules.level import Level


@dataclass(frozen=True, slots=True)
class LevelCard:
    """One level of the picker; a broken file has no level but its problems."""

    title: str
    span: str
    level: Level | None
    problems: tuple[str, ...]


def span_text(level: Level) -> str:
    return f"{month_label(level.start)} - {month_label(level.end)}"


def level_cards(listed: Sequence[Listed]) -> tuple[LevelCard, ...]:
    """All levels, sound ones first."""
    cards = [
        LevelCard(
            entry.path.stem,
            span_text(entry.level) if entry.level is not None else "",
            entry.level,
            tuple(str(problem) for problem in entry.problems),
        )
        for entry in listed
    ]
    return tuple(sorted(cards, key=lambda card: (card.level is None, card.title)))
