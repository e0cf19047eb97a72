"""What an opponent would do at the end of the month: the rule itself, run ahead on the figures at hand."""

from __future__ import annotations

from game.rules import duel, duel_moves
from game.rules.commands import DuelMove
from game.rules.events import Event, OpponentMoved
from game.rules.game_state import DuelState, GameState
from game.rules.level import Level
from game.rules.opponents import DuelRule


def outlook(level: Level, state: GameState, rule: DuelRule) -> tuple[DuelState, tuple[Event, ...]]:
    """The opponent after the month and what it would do, if magnets at hand stayed as they are."""
    now = next(one for one in state.duels if one.id == rule.id)
    if rule.cover_figure not in state.figures:
        return now, ()
    return duel.month_passed(rule, now, duel_moves.seen(level, state, rule, state.figures))


def steps_ahead(level: Level, state: GameState, rule: DuelRule) -> tuple[OpponentMoved, ...]:
    """The steps that the opponent would take or withdraw."""
    _, events = outlook(level, state, rule)
    return tuple(event for event in events if isinstance(event, OpponentMoved))


def steps_after(level: Level, state: GameState, rule: DuelRule, move: DuelMove) -> tuple[OpponentMoved, ...]:
    """The steps that the opponent would take if a move, allowed now, were made: an offer's answer first."""
    after, happened, _ = duel_moves.made(level, state, rule, move)
    answered = tuple(event for event in happened if isinstance(event, OpponentMoved))
    return (*answered, *steps_ahead(level, after, rule))
