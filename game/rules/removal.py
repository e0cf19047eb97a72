"""Losing office: two warnings that say why, then a caretaker holds the settings to the end."""

from __future__ import annotations

from dataclasses import replace

from game.rules.constituencies import mean_approval
from game.rules.events import Event, Removed, Warned
from game.rules.game_state import GameState
from game.rules.level import Level


def judged(level: Level, state: GameState) -> tuple[GameState, tuple[Event, ...]]:
    """The state after the turn's judgement: a warning, a second one, removal, or the warning lifted."""
    if state.caretaker:
        return state, ()
    rules = level.difficulty
    reason = ""
    if mean_approval(state.approvals) < rules.least_approval:
        reason = "approval"
    elif state.deficit_months >= rules.deficit_months:
        reason = "deficit"
    if not reason:
        return replace(state, warned=None), ()
    if state.warned is None or state.warned[0] != reason:
        state = replace(state, warned=(reason, state.turn))
        return state, (Warned(state.month, reason, rules.grace_turns),)
    left = rules.grace_turns - (state.turn - state.warned[1])
    if left > 0:
        return state, (Warned(state.month, reason, left),)
    return replace(state, caretaker=True), (Removed(state.month, reason),)
