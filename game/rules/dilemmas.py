"""Cards: dated ones open in their month whatever the turn length, triggered ones when their conditions hold."""

from __future__ import annotations

from collections.abc import Mapping

from game.rules.constituencies import mean_approval
from game.rules.game_state import GameState
from game.rules.level import MEAN, POLITICAL_CAPITAL, Card, Condition, Level

TRIGGERED_PER_TURN = 2


def due(level: Level, state: GameState) -> tuple[tuple[str, ...], int]:
    """Cards that open at the start of the state's month, dated ones first, and how many triggered the turn has had.

    At most two triggered cards open in a turn; those that find no room wait and open later if they still hold.
    """
    answers = dict(state.answered)
    month, triggered = state.month, state.triggered
    opened = [card.id for card in level.cards if card.month == month and card.id not in answers]
    for card in level.cards:
        if card.month is not None or card.id in answers or triggered >= TRIGGERED_PER_TURN:
            continue
        if card.earliest <= month <= card.latest and _holds(card, state, answers):
            opened.append(card.id)
            triggered += 1
    return tuple(opened), triggered


def _holds(card: Card, state: GameState, answers: Mapping[str, str]) -> bool:
    """Whether all conditions of a triggered card hold."""
    return all(
        answers.get(condition.name) in condition.answers if condition.kind == "card" else _lies(condition, state)
        for condition in card.conditions
    )


def _lies(condition: Condition, state: GameState) -> bool:
    """Whether a condition's number lies strictly between its bounds; a figure not yet known never does."""
    value = _value(condition, state)
    if value is None or (condition.above is not None and value <= condition.above):
        return False
    return condition.below is None or value < condition.below


def _value(condition: Condition, state: GameState) -> float | None:
    if condition.kind == "lever":
        return state.settings[condition.name]
    if condition.kind == "approval":
        return mean_approval(state.approvals) if condition.name == MEAN else state.approvals[condition.name]
    if condition.name == POLITICAL_CAPITAL:
        return state.capital
    # A card tells of what Beijing sees happen.
    if condition.name in state.observed.figures:
        return state.observed.figures[condition.name]
    return state.figures.get(condition.name)
