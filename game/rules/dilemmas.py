"""Cards: dated ones open in their month whatever the turn length, triggered ones when their conditions hold."""

from __future__ import annotations

from collections.abc import Mapping

from game.rules.level import Card, Level

TRIGGERED_PER_TURN = 2


def holds(card: Card, figures: Mapping[str, float]) -> bool:
    """Whether all conditions of a triggered card hold."""
    for condition in card.conditions:
        value = figures.get(condition.figure)
        if value is None:
            return False
        if condition.above is not None and not value > condition.above:
            return False
        if condition.below is not None and not value < condition.below:
            return False
    return bool(card.conditions)


def due(
    level: Level,
    month: int,
    figures: Mapping[str, float],
    answered: tuple[tuple[str, str], ...],
    triggered: int,
) -> tuple[tuple[str, ...], int]:
    """Cards that open at the start of a month, dated ones first, and how many triggered ones the turn has had."""
    done = {card for card, _ in answered}
    opened = [card.id for card in level.cards if card.month == month and card.id not in done]
    for card in level.cards:
        if card.month is not None or card.id in done or triggered >= TRIGGERED_PER_TURN:
            continue
        if card.earliest <= month <= card.latest and holds(card, figures):
            opened.append(card.id)
            triggered += 1
    return tuple(opened), triggered
