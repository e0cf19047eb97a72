"""What other moves in a duel come to: short sequences drawn by number, played from history's state beside history."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

import numpy as np

from game.economy.blocks import Array
from game.rules import turn
from game.rules.commands import Choose, Command, DuelMove, EndTurn, Exchange
from game.rules.game_state import TALLY, DuelState, Engine, GameState
from game.rules.level import Level
from game.rules.opening import start_game
from game.rules.opponents import DuelRule
from game.session import Baseline

# Months in which a sequence moves; after them it only answers cards.
MOVING_MONTHS = 8
MOVES: tuple[DuelMove, ...] = get_args(DuelMove)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a duel ended: moves by month, steps that stand, concessions held, and leverage with concessions in it."""

    moves: tuple[tuple[int, DuelMove], ...]
    standing: int
    concessions: int
    held_busd: float  # mean over the duel's months of leverage and concessions


def history_outcome(level: Level, history: Baseline, rule: DuelRule) -> Outcome:
    """What history's own moves came to."""
    return _outcome((), history.final, rule, history.tally[rule.start - level.start : rule.end - level.start + 1])


def searched(level: Level, engine: Engine, history: Baseline, rule: DuelRule, count: int) -> tuple[Outcome, ...]:
    """Outcomes of `count` sequences of moves, each drawn by its own number; the levers stay where history left them."""
    state, _ = start_game(level, engine)
    for command in history.commands:
        if state.month >= rule.start:
            break
        state, _ = turn.apply(level, state, command, engine)
    return tuple(_played(level, engine, state, rule, number) for number in range(count))


def _played(level: Level, engine: Engine, state: GameState, rule: DuelRule, number: int) -> Outcome:
    draw = random.Random(number)
    made: list[tuple[int, DuelMove]] = []
    first = len(state.tally)
    while not state.ended and state.month <= rule.end:
        for card in state.open_cards:
            state, _ = turn.apply(level, state, Choose(card, level.card(card).default), engine)
        if state.month < rule.start + MOVING_MONTHS:
            for move in _drawn(draw):
                command: Command = Exchange(rule.id, move)
                if turn.check(level, state, command).allowed:
                    made.append((state.month, move))
                    state, _ = turn.apply(level, state, command, engine)
        state, _ = turn.apply(level, state, EndTurn(), engine)
    return _outcome(tuple(made), state, rule, state.tally[first:])


def _outcome(made: tuple[tuple[int, DuelMove], ...], state: GameState, rule: DuelRule, tally: Array) -> Outcome:
    now: DuelState = next(one for one in state.duels if one.id == rule.id)
    held = tally[:, TALLY.index("leverage")] + tally[:, TALLY.index("concessions")]
    return Outcome(made, now.standing, len(now.concessions), float(np.cumsum(held)[-1]) / len(held))


def _drawn(draw: random.Random) -> Iterator[DuelMove]:
    """None to three moves of a month."""
    for _ in range(draw.choice((0, 0, 1, 1, 2, 3))):
        yield draw.choice(MOVES)


def better(outcome: Outcome, than: Outcome) -> bool:
    """No more steps standing and more in hand."""
    return outcome.standing <= than.standing and outcome.held_busd > than.held_busd


def worse(outcome: Outcome, than: Outcome) -> bool:
    """No fewer steps standing and less in hand."""
    return outcome.standing >= than.standing and outcome.held_busd < than.held_busd


def table(outcomes: tuple[Outcome, ...], history: Outcome, most: int = 5) -> tuple[str, ...]:
    """The best and the worst sequences beside history, in lines."""
    ranked = sorted(outcomes, key=lambda one: (-one.held_busd, one.standing))
    lines = [
        f"better than history {sum(better(one, history) for one in outcomes)}, "
        f"worse {sum(worse(one, history) for one in outcomes)} of {len(outcomes)}",
        _line("history", history),
    ]
    shown = [*ranked[:most], *ranked[-most:]] if len(ranked) > 2 * most else ranked
    return (*lines, *(_line(" ".join(move for _, move in one.moves), one) for one in shown))


def _line(name: str, one: Outcome) -> str:
    return f"in hand {one.held_busd:6.2f} bn USD  standing {one.standing}  concessions {one.concessions}  {name}"
