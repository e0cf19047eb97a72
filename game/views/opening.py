"""What the screens before the game show: level cards and history's price curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.content.load import Listed
from game.language import month_text, phrase
from game.rules.level import Level
from game.rules.opening import turn_count


@dataclass(frozen=True, slots=True)
class LevelCard:
    """One level of the picker; a broken file has no level but its problems."""

    title: str
    span: str
    level: Level | None
    problems: tuple[str, ...]
    facts: tuple[tuple[str, int], ...]  # turns, levers, cards


def span_text(level: Level, language: str = "") -> str:
    first, last = month_text(level.start, language), month_text(level.end, language)
    return phrase("format.span", language, first=first, last=last)


def level_facts(level: Level) -> tuple[tuple[str, int], ...]:
    """How much there is to a level."""
    return ("turns", turn_count(level)), ("levers", len(level.levers)), ("cards", len(level.cards))


def level_cards(listed: Sequence[Listed]) -> tuple[LevelCard, ...]:
    """All levels, sound ones first."""
    cards = [
        LevelCard(
            entry.path.stem,
            span_text(entry.level) if entry.level is not None else "",
            entry.level,
            tuple(str(problem) for problem in entry.problems),
            level_facts(entry.level) if entry.level is not None else (),
        )
        for entry in listed
    ]
    return tuple(sorted(cards, key=lambda card: (card.level is None, card.title)))
