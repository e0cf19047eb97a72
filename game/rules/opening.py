"""The first state of a level: history up to its start, computed and never stored."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from game.economy import guard
from game.economy.month import opening_state
from game.economy.policy import Policy
from game.kernels.course import begin
from game.rules import constituencies, dilemmas, duel, levers
from game.rules.events import CardOpened, Event
from game.rules.game_state import TALLY, Engine, GameState
from game.rules.level import CONSTITUENCIES, Level
from game.rules.month import observed_month
from game.rules.statistics import Observation, before_the_first_month, known_figures, sight


def turn_end(level: Level, month: int) -> int:
    """First month after the turn that holds a month; a turn never runs over the start of another length."""
    length, start, next_start = 1, level.start, level.end + 1
    for place, turn in enumerate(level.turns):
        if turn.start <= month:
            length, start = turn.months, turn.start
            next_start = level.turns[place + 1].start if place + 1 < len(level.turns) else level.end + 1
    return min(start + ((month - start) // length + 1) * length, next_start)


def turn_count(level: Level) -> int:
    """Number of turns of a whole level."""
    count, month = 0, level.start
    while month <= level.end:
        month = turn_end(level, month)
        count += 1
    return count


def start_game(level: Level, engine: Engine) -> tuple[GameState, tuple[Event, ...]]:
    """The opening state and the cards of the first month.

    Raises guard.EngineError for parameters or a level that no run may start from.
    """
    guard.check_block("parameters", engine.parameters)
    economy = opening_state(engine.parameters, engine.world)
    guard.check_block("opening state", economy)
    figures: dict[str, float] = {}
    observed = Observation()
    row = levers.policy_row(level, levers.opening_ramps(level), level.start, {}, 0.0, 1.0)
    if level.start > 0:
        path = levers.history_path(level, level.start)
        guard.check_policy(Policy, path)
        course = begin(engine.parameters, economy)
        for month, row in enumerate(path):
            told = course.advance(row, engine.world.row(month))
            after = course.state
            guard.check_month(month, after, economy)
            economy = after
        figures = dict(zip(course.names, told[:, 0].tolist(), strict=True))
        observed = observed_month(level, engine, economy, figures, row, observed)
    elif level.knowledge == "then":
        observed = before_the_first_month(economy, sight(row, 0.0))
    economy = replace(economy, treasury_musd=np.array([level.opening_treasury_musd]))
    guard.check_block("opening state", economy)
    settings = dict(level.opening)
    likes = constituencies.attitude(level, settings)
    known = known_figures(figures, observed)
    wanted = constituencies.outlook(known) if known else dict.fromkeys(CONSTITUENCIES, 50.0)
    state = GameState(
        month=level.start,
        turn=1,
        turn_end=min(turn_end(level, level.start), level.end + 1),
        economy=economy,
        settings=settings,
        ramps=levers.opening_ramps(level),
        turn_settings=dict(settings),
        paid={},
        capital=level.opening_capital,
        approvals={name: min(max(wanted[name] + likes[name], 0.0), 100.0) for name in CONSTITUENCIES},
        shifts={},
        figures=figures,
        observed=observed,
        shocks={},
        announced=(),
        open_cards=(),
        answered=(),
        triggered=0,
        duels=tuple(duel.opening_duel(rule) for rule in level.duels),
        tally=np.zeros((0, len(TALLY))),
        deficit_months=0,
        warned=None,
        caretaker=False,
        ended=False,
    )
    opened, triggered = dilemmas.due(level, state)
    state = replace(state, open_cards=opened, triggered=triggered)
    return state, tuple(CardOpened(state.month, card) for card in opened)
