"""Losing office: two warnings that say why, then a caretaker holds the settings to the end."""

from __future__ import annotations

from dataclasses import replace

from game.rules.constituencies import mean_approval
from game.rules.events import Event, Removed, Warned
from game.rules.game_state import GameState

LEAST_APPROVAL = 20.0
MOST_DEFICIT_MONTHS = 24
TURNS_OF_GRACE = 2


def judged(state: GameState) -> tuple[GameState, tuple[Event, ...]]:
    """The state after the turn's judgement: a warning, a second one, removal, or the warning lifted."""
    if state.caretaker:
        return state, ()
    reason = ""
    if mean_approval(state.approvals) < LEAST_APPROVAL:
        reason = "approval"
    elif state.deficit_months >= MOST_DEFICIT_MONTHS:
        reason = "deficit"
    if not reason:
        return replace(state, warned=None), ()
    if state.warned is None or state.warned[0] != reason:
        state = replace(state, warned=(reason, state.turn))
        return state, (Warned(state.month, reason, TURNS_OF_GRACE),)
    left = TURNS_OF_GRACE - (state.turn - state.warned[1])
    if left > 0:
        return state, (Warned(state.month, reason, left),)
    return replace(state, caretaker=True), (Removed(state.month, reason),)
