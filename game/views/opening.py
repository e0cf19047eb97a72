"""What the screens before the game show: level cards and history's price curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from game.content.load import Listed
from game.economy.dimensions import parse_month
from game.language import month_text, phrase
from game.rules.level import Level
from game.rules.staging import Kind
from game.rules.turns import turn_count
from game.storage.saves import AUTOSAVE, Saved
from game.told import told
from game.views.sentences import month_named

# What happened along the title's curve, by month of the campaign (facts B009, B025, B035, B064, B084).
CURVE_MARKS = tuple(
    (parse_month(month), name)
    for month, name in (
        ("1985-04", "curve.rebate"),
        ("2002-06", "curve.mountain_pass"),
        ("2010-07", "curve.quota_cut"),
        ("2015-01", "curve.quotas_end"),
        ("2021-12", "curve.one_group"),
        ("2025-04", "curve.seven"),
    )
)


# The order of the picker: what one starts with, what goes deeper, what is free.
GROUPS: tuple[Kind, ...] = ("campaign", "tutorial", "lesson", "era", "what_if", "sandbox")


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
    free = sum(1 for lever in level.levers if level.closed(lever.id, level.start) is None)
    return ("turns", turn_count(level)), ("levers", free), ("cards", len(level.cards))


def level_cards(listed: Sequence[Listed]) -> tuple[LevelCard, ...]:
    """All levels in the order of their groups, broken files last."""
    cards = [
        LevelCard(
            entry.path.stem,
            span_text(entry.level) if entry.level is not None else "",
            entry.level,
            tuple(told(problem) for problem in entry.problems),
            level_facts(entry.level) if entry.level is not None else (),
        )
        for entry in listed
    ]
    return tuple(sorted(cards, key=_place))


def _place(card: LevelCard) -> tuple[int, int, str]:
    if card.level is None:
        return len(GROUPS), 0, card.title
    return GROUPS.index(card.level.about.kind), card.level.about.order, card.title


def level_groups(cards: Sequence[LevelCard], language: str = "") -> tuple[tuple[str, tuple[LevelCard, ...]], ...]:
    """The cards under the headings of their groups; broken files come last."""
    groups = []
    for kind in (*GROUPS, ""):
        inside = tuple(card for card in cards if (card.level.about.kind if card.level is not None else "") == kind)
        if inside:
            groups.append((phrase(f"kind.{kind or 'broken'}", language), inside))
    return tuple(groups)


def newest_save(saved: Sequence[Saved], levels: Sequence[Listed], language: str) -> str:
    """What "continue" would continue: level and month of the newest autosave; empty when there is none."""
    for one in saved:
        if one.path.stem == AUTOSAVE and one.header is not None:
            titles = {entry.level.id: entry.level.title for entry in levels if entry.level is not None}
            title = titles.get(one.header.level)
            name = title.in_language(language) if title is not None else one.header.level
            return f"{name}  ·  {month_named(one.header.month, language)}"
    return ""
