"""The first state of a level: history played up to its start by the rules, never stored numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from game.economy import guard
from game.economy.blocks import Array
from game.economy.month import opening_state
from game.economy.quantities import State
from game.rules import abroad, constituencies, dilemmas, duel, levers, turn
from game.rules.events import CardOpened, Event
from game.rules.game_state import TALLY, Engine, GameState
from game.rules.history_player import play_history
from game.rules.level import CONSTITUENCIES, Level
from game.rules.statistics import Observation, before_the_first_month, changed_stocks, sight
from game.rules.turns import turn_end


def start_game(level: Level, engine: Engine) -> tuple[GameState, tuple[Event, ...]]:
    """The opening state and the cards of the first month.

    Raises guard.EngineError for parameters or a level that no run may start from.
    """
    guard.check_block("parameters", engine.parameters)
    past = history_until(level.past, engine.before or engine, level.start) if level.past is not None else None
    state = _first(level, engine) if past is None else _taken_over(level, past)
    changed = _with_overrides(level, state)
    state = replace(changed, observed=_observed(level, state, changed.economy))
    if level.opening_treasury_musd is not None:
        economy = replace(state.economy, treasury_musd=np.array([level.opening_treasury_musd]))
        state = replace(state, economy=economy)
    if level.opening_capital is not None:
        state = replace(state, capital=level.opening_capital)
    guard.check_block("opening state", state.economy)
    state = dilemmas.due(level, state)
    return state, tuple(CardOpened(state.month, card) for card in state.open_cards)


class _Past:
    """History's run of a level, lived as far as somebody has asked."""

    def __init__(self, level: Level, engine: Engine) -> None:
        self.level = level
        self.engine = engine
        self.months: dict[int, GameState] = {}
        self._run = self._lived()

    def until(self, month: int) -> GameState:
        while month not in self.months and next(self._run, None) is not None:
            pass
        return self.months[month]

    def _lived(self) -> Iterator[GameState]:
        def seen(state: GameState, _row: Array | None = None) -> None:
            # The tally is the past's own and long; who comes after starts a new one.
            self.months[state.month] = replace(state, tally=state.tally[:0])

        start, _ = start_game(self.level, self.engine)
        seen(start)
        for _, state in play_history(
            self.level, start, lambda now, command: turn.apply(self.level, now, command, self.engine, seen)
        ):
            yield state


_PASTS: dict[tuple[str, bytes], _Past] = {}
_KEPT_PASTS = 4  # a past of the whole campaign takes some 10 MB


def history_until(level: Level, engine: Engine, month: int) -> GameState:
    """The state at the beginning of a month in history's run of a level; the months are lived once and kept."""
    key = (level.content_hash, engine.parameters.block().tobytes() + engine.world.table.tobytes())
    if key not in _PASTS:
        _PASTS[key] = _Past(level, engine)
        while len(_PASTS) > _KEPT_PASTS:
            _PASTS.pop(next(iter(_PASTS)))
    return _PASTS[key].until(month)


def _first(level: Level, engine: Engine) -> GameState:
    """January 1985 in balance, with everybody's attitude to the level's opening settings."""
    economy = opening_state(engine.parameters, engine.world)
    guard.check_block("opening state", economy)
    settings = dict(level.opening)
    likes = constituencies.attitude(level, settings)
    return GameState(
        month=level.start,
        turn=1,
        turn_end=min(turn_end(level, level.start), level.end + 1),
        economy=economy,
        settings=settings,
        ramps=levers.opening_ramps(level),
        turn_settings=dict(settings),
        paid={},
        capital=level.opening_capital or 0.0,
        approvals={
            name: min(max(constituencies.BEFORE_FIRST_MONTH + likes[name], 0.0), 100.0) for name in CONSTITUENCIES
        },
        shifts={},
        figures={},
        observed=Observation(),
        shocks={},
        announced=(),
        open_cards=(),
        answered=(),
        triggered=0,
        waiting={},
        duels=tuple(duel.opening_duel(rule) for rule in level.duels),
        abroad=abroad.opening(level.characters),
        tally=np.zeros((0, len(TALLY))),
        deficit_months=0,
        warned=None,
        caretaker=False,
        ended=False,
    )


def _taken_over(level: Level, past: GameState) -> GameState:
    """The past's last state as the first of a level: who sat there before has left, everything else goes on."""
    standing = {now.id: now for now in past.duels}
    # What history only announced for its own convenience within a long turn, it will order again.
    promised = {(row.lever, row.month) for row in level.history if row.announced is not None}
    return replace(
        past,
        turn=1,
        turn_end=min(turn_end(level, level.start), level.end + 1),
        turn_settings=dict(past.settings),
        paid={},
        announced=tuple(order for order in past.announced if (order.lever, order.month) in promised),
        open_cards=(),
        triggered=0,
        waiting={},
        duels=tuple(standing.get(rule.id, duel.opening_duel(rule)) for rule in level.duels),
        abroad=abroad.taken_over(level.characters, past.abroad),
        tally=np.zeros((0, len(TALLY))),
        deficit_months=0,
        warned=None,
        caretaker=False,
        ended=False,
    )


def _observed(level: Level, past: GameState, economy: State) -> Observation:
    """What is known at the start: as the past left it, with what the level changes known to be changed."""
    if level.knowledge == "now":
        return Observation()
    if past.observed.stocks:
        return changed_stocks(past.observed, past.economy, economy)
    row = levers.policy_row(level, past.ramps, level.start, {}, 0.0, 1.0)
    return before_the_first_month(economy, sight(row, past.figures.get("implementation", 0.0)))


def _with_overrides(level: Level, state: GameState) -> GameState:
    """Settings and stocks that the level says are other than history's."""
    if level.start > 0 and level.overrides:
        settings = {**state.settings, **level.overrides}
        ramps = {**state.ramps, **{name: levers.settled(value) for name, value in level.overrides.items()}}
        state = replace(state, settings=settings, ramps=ramps, turn_settings=dict(settings))
    changes = [change for change in level.changes if change.kind == "opening"]
    if changes:
        block, names = state.economy.block(), State.row_names()
        for change in changes:
            for name in change.rows:
                place = names.index(name)
                block[place, 0] = change.applied(float(block[place, 0]))
        state = replace(state, economy=State.from_block(block))
    return state
