"""Where many games of one level stand: arrays over lanes, and a lane as the state that the rules know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from game.analysis.lane_ramps import Ramps
from game.analysis.native import course_of
from game.analysis.plans import Places, Plans, turn_starts
from game.economy import guard
from game.economy.blocks import Array
from game.economy.guard import Mask
from game.economy.policy import POLICY_FIELDS
from game.economy.quantities import Parameters, State
from game.rules import levers, orders
from game.rules.game_state import DuelState, Engine, GameState
from game.rules.level import CONSTITUENCIES, Level


class LaneStates:
    """Some lanes of a level in one month."""

    def __init__(
        self, level: Level, engine: Engine, opening: GameState, plans: Plans, compiled: bool, free: bool
    ) -> None:
        self.level, self.engine, self.plans, self.opening, self.free = level, engine, plans, opening, free
        lanes = plans.count
        self.lanes = lanes
        self.month = level.start
        self.starts = {month: place for place, month in enumerate(turn_starts(level))}
        self.places = {lever.id: place for place, lever in enumerate(level.levers)}
        self.rows = np.array([POLICY_FIELDS.index(lever.id) for lever in level.levers])
        self.spending = np.array([lever.id in levers.SPENDING for lever in level.levers])
        self.most = np.array([lever.maximum if lever.maximum_means_none else np.inf for lever in level.levers])
        parameters = Parameters.from_block(np.repeat(engine.parameters.block(), lanes, axis=1))
        start = State.from_block(np.repeat(opening.economy.block(), lanes, axis=1))
        self.course = course_of(parameters, start, compiled)
        settings = np.array([opening.settings[lever.id] for lever in level.levers])
        self.settings = np.repeat(settings[:, None], lanes, axis=1)
        self.ramps = Ramps([opening.ramps[lever.id] for lever in level.levers], lanes)
        self.turn_settings = self.settings.copy()
        self.paid: dict[str, Array] = {}
        self.capital = np.full(lanes, opening.capital)
        self.approvals = {name: np.full(lanes, opening.approvals[name]) for name in CONSTITUENCIES}
        self.shifts = {name: np.full(lanes, value) for name, value in opening.shifts.items()}
        self.shocks = np.zeros((len(POLICY_FIELDS), lanes))
        for name, value in opening.shocks.items():
            self.shocks[POLICY_FIELDS.index(name)] = value
        self.announced = opening.announced  # the same in every lane, as plans promise nothing
        following = [name for name, access in level.access.items() if access.follows_history]
        self.followed = [row for row in level.history if row.lever in following]
        self.figures = {name: np.full(lanes, value) for name, value in opening.figures.items()}
        self.known = {name: np.full(lanes, value) for name, value in opening.known.items()}
        self.treasury = np.full(lanes, float(opening.economy.treasury_musd[0]))
        self.deficit = np.zeros(lanes, dtype=np.int64)
        self.answers: Places = np.full((len(level.cards), lanes), -1)  # place of the option taken; -1: none yet
        past = dict(opening.answered)
        for place, card in enumerate(level.cards):
            for number, option in enumerate(card.options):
                if past.get(card.id) == option.id:
                    self.answers[place] = number
        self.triggered = np.zeros(lanes, dtype=np.int64)
        # Month since which a triggered card waits, by card and lane; the largest number for one that does not.
        self.since = np.full((len(level.cards), lanes), np.iinfo(np.int64).max, dtype=np.int64)
        self.duels: list[tuple[DuelState, ...]] = [opening.duels] * lanes
        self.warned: dict[int, tuple[str, int]] = {}
        self.caretaker = np.zeros(lanes, dtype=bool)
        self.sound = np.ones(lanes, dtype=bool)
        self.last_order: Places = np.full(lanes, level.start)
        self.limits = guard.limits(State)

    def state_of(self, lane: int) -> GameState:
        """What the rules of a duel need to know of a lane: licences, purse and the opponents."""
        settings, turn_settings = dict(self.opening.settings), dict(self.opening.settings)
        ramps, paid = dict(self.opening.ramps), {}
        for name in levers.LICENSING:
            place = self.places[name]
            settings[name] = float(self.settings[place, lane])
            turn_settings[name] = float(self.turn_settings[place, lane])
            ramps[name] = levers.Ramp(
                int(self.ramps.start[place, lane]),
                int(self.ramps.months[place, lane]),
                float(self.ramps.before[place, lane]),
                float(self.ramps.after[place, lane]),
            )
            paid[name] = self.paid.get(name, np.zeros(self.lanes))[lane]
        return replace(
            self.opening,
            month=self.month,
            settings=settings,
            turn_settings=turn_settings,
            ramps=ramps,
            paid=paid,
            capital=float(self.capital[lane]),
            approvals={name: float(self.approvals[name][lane]) for name in CONSTITUENCIES},
            duels=self.duels[lane],
            open_cards=(),
        )

    def set(self, place: int, value: Array, moved: Mask) -> None:
        self.ramps.turn_to(self.level, place, self.month, value, moved)
        heated = self.level.levers[place].id in levers.LICENSING and self.duel_is_on()
        changed: list[int] = np.flatnonzero(moved).tolist() if heated else []
        before = [levers.regime_severity(self.licensing(lane)) for lane in changed]
        self.settings[place] = np.where(moved, value, self.settings[place])
        for lane, severity in zip(changed, before, strict=True):
            self.heat(lane, severity)

    def heat(self, lane: int, before: float) -> None:
        """Tightening or easing licences is felt by the duels that are on, as in `turn.order_set`."""
        after = levers.regime_severity(self.licensing(lane))
        state = replace(self.opening, month=self.month, duels=self.duels[lane])
        if after > before + 1e-9:
            state = orders.heated(self.level, state, "enforce", (after - before) * 2.0)
        elif after < before - 1e-9:
            state = orders.heated(self.level, state, "ease", (before - after) * 2.0)
        self.duels[lane] = state.duels

    def change_announced(self, change: Callable[[GameState], GameState]) -> None:
        """A promise made or taken back: the same in every lane but for the heat that it makes."""
        after = self.announced
        for lane in range(self.lanes):
            state = change(replace(self.state_of(lane), announced=self.announced))
            self.duels[lane], after = state.duels, state.announced
        self.announced = after

    def licensing(self, lane: int) -> dict[str, float]:
        return {name: float(self.settings[self.places[name], lane]) for name in levers.LICENSING}

    def duel_is_on(self) -> bool:
        return any(rule.start <= self.month <= rule.end for rule in self.level.duels)
