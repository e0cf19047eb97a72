"""Cards: dated ones open in their month whatever the turn length, triggered ones when their conditions hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from game.rules.constituencies import mean_approval
from game.rules.game_state import GameState
from game.rules.level import MEAN, POLITICAL_CAPITAL, Card, Condition, Level

TRIGGERED_PER_TURN = 2


def due(level: Level, state: GameState) -> GameState:
    """The state with the cards that open at the start of its month, dated ones first.

    A dated card may have conditions; where they do not hold in its month it never opens. At most two triggered cards
    open in a turn, those first whose conditions have held longest; the others wait and open later if they still hold.
    """
    answers = dict(state.answered)
    left = [card for card in level.cards if card.id not in answers and _in_season(card, state.month)]
    holding = [card for card in left if _holds(card, state, answers)]
    dated = [card.id for card in holding if card.month is not None]
    since = {card.id: state.waiting.get(card.id, state.month) for card in holding if card.month is None}
    room = max(TRIGGERED_PER_TURN - state.triggered, 0)
    oldest = sorted(since, key=lambda card: since[card])[:room]  # of equal age in the order of the level
    opened = [card for card in since if card in oldest]
    return replace(
        state,
        open_cards=(*dated, *opened),
        triggered=state.triggered + len(opened),
        waiting={card: month for card, month in since.items() if card not in opened},
    )


def _in_season(card: Card, month: int) -> bool:
    """Whether a card may open in a month at all."""
    return card.month == month if card.month is not None else card.earliest <= month <= card.latest


def _holds(card: Card, state: GameState, answers: Mapping[str, str]) -> bool:
    """Whether all conditions of a card hold."""
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
