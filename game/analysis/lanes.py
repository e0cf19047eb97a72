"""Many games of one level at once: each lane carries out its own plan under the rules of play, to the same bits.

The economy, the phasing in of levers, prices, approval and cards go by arrays; what is rare and intricate (a duel's
moves, a warning, removal) goes lane by lane through the rules themselves. A test holds every lane against a session
that plays the same plan.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from game.analysis.lane_states import LaneStates
from game.analysis.plans import MOVES, Places, Plans, Purse, price, within_reach
from game.economy.blocks import Array
from game.economy.guard import Mask
from game.economy.indicators import FIGURES
from game.economy.policy import NO_CAP_T_PER_YEAR, NO_POLICY, POLICY_FIELDS
from game.rules import constituencies, dilemmas, duel, duel_moves, levers, orders, statistics, turn
from game.rules.commands import Exchange
from game.rules.game_state import TALLY, Engine, GameState
from game.rules.level import CONSTITUENCIES, MEAN, POLITICAL_CAPITAL, Card, Condition, Level
from game.rules.month import earned
from game.rules.opening import start_game
from game.rules.removal import judged
from game.rules.score import Score, score

_ANNOUNCED = POLICY_FIELDS.index("announced_severity")
_TILE = 512  # lanes at once: what a month reads and writes then stays in the cache


@dataclass(frozen=True, slots=True)
class Played:
    """What became of the plans; the last axis is the plan."""

    tally: Array  # (months, TALLY, B)
    capital: Array  # (months, B), at the end of each month
    treasury_musd: Array  # (months, B)
    approval: Array  # (months, B), mean of the constituencies
    answers: Places  # (cards, B): place of the option taken; -1 where the card did not open
    removed: Mask  # (B,)
    sound: Mask  # (B,): the economy stayed inside its bounds
    last_order: Places  # (B,): month in which a lever was last moved, the level's first if none was

    def scores(self, history: Array) -> tuple[Score, ...]:
        """The score of each plan against history's tally (months, TALLY)."""
        return tuple(score(self.tally[..., lane], history) for lane in range(self.tally.shape[-1]))


def play_plans(level: Level, engine: Engine, plans: Plans, compiled: bool = True, free: bool = False) -> Played:
    """Play every plan to the end of the level; `free` lets orders cost nothing, for asking what a lever does.

    `compiled` asks for the C form; where there is no compiler the answer is the same, only slower.
    """
    opening, _ = start_game(level, engine)
    parts = [
        _Tile(level, engine, opening, plans.some(slice(first, first + _TILE)), compiled, free).played()
        for first in range(0, plans.count, _TILE)
    ]
    joined = {
        name: np.concatenate([getattr(part, name) for part in parts], axis=-1) for name in Played.__dataclass_fields__
    }
    return Played(**joined)


class _Tile(LaneStates):
    """Some lanes on their way through a level."""

    def played(self) -> Played:
        months = self.level.end + 1 - self.level.start
        tally = np.zeros((months, len(TALLY), self.lanes))
        capital, treasury, approval = (np.zeros((months, self.lanes)) for _ in range(3))
        with np.errstate(all="ignore"):  # a lane that has left its bounds may do as it likes
            for place in range(months):
                turn_begins = self.month in self.starts
                if turn_begins:
                    if place:
                        self._judge()
                    self.turn_settings = self.settings.copy()
                    self.paid = {}
                    self.triggered[:] = 0
                self._answer_cards()
                if turn_begins:
                    self._order(self.starts[self.month])
                    self._move_in_duels(self.starts[self.month])
                tally[place] = self._live()
                capital[place], treasury[place] = self.capital, self.treasury
                approval[place] = constituencies.mean_approval(self.approvals)
            self._judge()
        return Played(tally, capital, treasury, approval, self.answers, self.caretaker, self.sound, self.last_order)

    def _order(self, turn_place: int) -> None:
        """Orders of the turn, lever after lever, each as far as the capital that is left goes."""
        wanted = self.plans.settings[turn_place]
        for place, lever in enumerate(self.level.levers):
            aim, now, before = wanted[place], self.settings[place], self.turn_settings[place]
            asked = (aim != now) & ~self.caretaker
            shut = self.level.closed(lever.id, self.month) is not None or self.month < lever.conceivable_from
            if shut or not asked.any():
                continue
            capital = np.full(self.lanes, np.inf) if self.free else self.capital
            purse = Purse(self.level, self.month, capital, self.approvals)
            value = np.where(asked, aim if self.free else within_reach(purse, lever, before, aim), now)
            cost = price(purse, lever, before, value)
            moved = asked & (value != before) & (value != now) & (cost <= capital + 1e-9)
            moved &= ~levers.on_paper(lever, before, value, self.known)
            if not moved.any():
                continue
            value = np.where(moved, value, now)
            self.last_order[moved] = self.month
            if not self.free:
                self.capital = np.where(moved, np.clip(self.capital - cost, 0.0, 100.0), self.capital)
            self.paid[lever.id] = np.where(moved, cost, 0.0)
            self.set(place, value, moved)

    def _follow(self) -> None:
        """History's orders for levers that somebody else moves, and promises that bind, as `orders.followed`."""
        for row in self.followed:
            if self.level.closed(row.lever, self.month) is None:
                continue
            if row.announced == self.month:
                self.change_announced(partial(_announced, self.level, levers.Order(row.month, row.lever, row.value)))
            elif row.announced is None and row.month == self.month:
                if any(order.lever == row.lever for order in self.announced):
                    self.change_announced(partial(_withdrawn, self.level, row.lever))
                place = self.places[row.lever]
                self.set(place, np.full(self.lanes, row.value), self.settings[place] != row.value)
        for order in self.announced:
            if order.month <= self.month:
                place, everywhere = self.places[order.lever], np.ones(self.lanes, dtype=bool)
                self.ramps.turn_to(self.level, place, self.month, np.full(self.lanes, order.value), everywhere)
                self.settings[place] = order.value
        self.announced = tuple(order for order in self.announced if order.month > self.month)

    def _move_in_duels(self, turn_place: int) -> None:
        """Moves of the turn, lane by lane through the rules."""
        if not self.duel_is_on():
            return
        moves = self.plans.moves[turn_place]
        for lane in np.flatnonzero(moves.any(axis=0) & ~self.caretaker).tolist():
            before = state = self.state_of(lane)
            for rule in duel_moves.of_licences(self.level):
                for move in moves[:, lane]:
                    exchange = Exchange(rule.id, MOVES[int(move)])  # type: ignore[arg-type]
                    if move and turn.check(self.level, state, exchange).allowed:
                        state, _ = turn.apply(self.level, state, exchange, self.engine)
            self.duels[lane] = state.duels
            self.capital[lane] = state.capital
            for name in levers.LICENSING:
                place, ramp = self.places[name], state.ramps[name]
                if ramp != before.ramps[name]:
                    self.settings[place, lane] = state.settings[name]
                    self.ramps.start[place, lane], self.ramps.months[place, lane] = ramp.start, ramp.months
                    self.ramps.before[place, lane], self.ramps.after[place, lane] = ramp.before, ramp.after

    def _answer_cards(self) -> None:
        """Cards of the month, dated ones first, as `dilemmas.due` finds them before any is answered."""
        due = [self._due(place, card) for place, card in enumerate(self.level.cards)]
        self._let_wait(due)
        for dated in (True, False):
            for place, card in enumerate(self.level.cards):
                if (card.month is not None) == dated and due[place].any():
                    self._choose(place, card, due[place])

    def _due(self, place: int, card: Card) -> Mask:
        """Lanes in which a card could open this month."""
        season = card.month == self.month if card.month is not None else card.earliest <= self.month <= card.latest
        due: Mask = (self.answers[place] < 0) & season
        for condition in card.conditions if due.any() else ():
            due = due & self._lies(condition)
        return due

    def _let_wait(self, due: list[Mask]) -> None:
        """Leave of the triggered cards in `due` those that have room, the longest waiting first."""
        waiting = [place for place, card in enumerate(self.level.cards) if card.month is None]
        never = np.iinfo(np.int64).max
        for place in waiting:
            self.since[place] = np.where(due[place], np.minimum(self.since[place], self.month), never)
            due[place] = np.zeros(self.lanes, dtype=bool)
        lanes = np.arange(self.lanes)
        for _ in range(dilemmas.TRIGGERED_PER_TURN):
            first = np.argmin(self.since[waiting], axis=0) if waiting else np.zeros(self.lanes, dtype=np.int64)
            for number, place in enumerate(waiting):
                opens = (first == number) & (self.since[place, lanes] < never)
                opens = opens & (self.triggered < dilemmas.TRIGGERED_PER_TURN)
                due[place] = due[place] | opens
                self.since[place] = np.where(opens, never, self.since[place])
                self.triggered += opens

    def _lies(self, condition: Condition) -> Mask:
        """Lanes in which a condition holds."""
        if condition.kind == "card":
            return self._answered(condition.name, condition.answers)
        value = self._value(condition)
        if value is None:
            return np.zeros(self.lanes, dtype=bool)
        lies = np.ones(self.lanes, dtype=bool)
        if condition.above is not None:
            lies = lies & (value > condition.above)
        return lies if condition.below is None else lies & (value < condition.below)

    def _answered(self, card_id: str, options: tuple[str, ...]) -> Mask:
        place = next((i for i, card in enumerate(self.level.cards) if card.id == card_id), None)
        if place is None:
            return np.full(self.lanes, dict(self.opening.answered).get(card_id) in options)
        wanted = [i for i, option in enumerate(self.level.cards[place].options) if option.id in options]
        return np.isin(self.answers[place], wanted)

    def _value(self, condition: Condition) -> Array | None:
        if condition.kind == "lever":
            settings: Array = self.settings[self.places[condition.name]]
            return settings
        if condition.kind == "approval":
            mean = condition.name == MEAN
            return constituencies.mean_approval(self.approvals) if mean else self.approvals[condition.name]
        if condition.name == POLITICAL_CAPITAL:
            return self.capital
        return self.known.get(condition.name)

    def _choose(self, place: int, card: Card, due: Mask) -> None:
        default = next(number for number, option in enumerate(card.options) if option.id == card.default)
        prices = np.array([option.capital for option in card.options])
        wanted: Places = self.plans.answers[place]
        payable = (prices[wanted] <= self.capital + 1e-9) & ~self.caretaker
        chosen = np.where(payable | (wanted == default), wanted, default)
        self.answers[place] = np.where(due, chosen, self.answers[place])
        for number, option in enumerate(card.options):
            takes = due & (chosen == number)
            if not takes.any():
                continue
            self.capital = np.where(takes, np.clip(self.capital - option.capital, 0.0, 100.0), self.capital)
            for name, value in option.shocks.items():
                self.shocks[POLICY_FIELDS.index(name)] += np.where(takes, value, 0.0)
            for name, value in option.approval.items():
                self.shifts[name] = self.shifts.get(name, np.zeros(self.lanes)) + np.where(takes, value, 0.0)
            for lever_id, value in sorted(option.levers.items()):
                moved = takes & (self.settings[self.places[lever_id]] != value)
                self.set(self.places[lever_id], np.full(self.lanes, value), moved)

    def _live(self) -> Array:
        """One month on; the rows of the tally, (TALLY, B)."""
        month, level = self.month, self.level
        self._follow()
        policy = self._policy()
        told = self.course.advance(policy, self.engine.world.row(month))
        self.sound &= self.limits.sound(self.course.state.block()).all(axis=0)
        self.figures = self.known = dict(zip(FIGURES, told, strict=True))
        if level.knowledge == "then":
            self.known = {**self.figures, **statistics.books(self.figures, policy)}
        self.treasury = self.figures["treasury_musd"]
        self._answer_duels()
        settings = {lever.id: self.settings[place] for place, lever in enumerate(level.levers)}
        self.approvals = constituencies.next_approvals(level, self.approvals, self.shifts, settings, self.known)
        self.capital = constituencies.next_capital(level, self.capital, self.approvals)
        self.shifts = constituencies.faded(self.shifts)
        self.deficit = np.where(self.treasury < 0.0, self.deficit + 1, 0)
        self.shocks = np.zeros_like(self.shocks)
        held = np.zeros(self.lanes)
        for place, rule in enumerate(level.duels):
            if rule.start <= month:
                held = held + [duel.concessions_busd(rule, now[place]) for now in self.duels]
        self.month += 1
        figures, in_office = self.figures, np.where(self.caretaker, 0.0, 1.0)
        standing = [
            figures["pollution_index"],
            figures["treasury_musd"],
            constituencies.mean_approval(self.approvals) * in_office,
            in_office,
        ]
        return np.stack([*earned(figures, held), *standing])

    def _policy(self) -> Array:
        """The month's policy of every lane, (fields, B)."""
        values = self.ramps.at(self.month)
        values = np.where(values >= self.most[:, None], NO_CAP_T_PER_YEAR, values)
        scale = self._spending_scale()
        values = np.where(self.spending[:, None] & (scale < 1.0), levers.paid_part(values, scale), values)
        rows = np.repeat(np.array([NO_POLICY[name] for name in POLICY_FIELDS])[:, None], self.lanes, axis=1)
        rows[self.rows] = values
        if any(order.lever in levers.LICENSING for order in self.announced):
            rows[_ANNOUNCED] = [
                levers.announced_severity(self.licensing(lane), self.announced) for lane in range(self.lanes)
            ]
        for lane, duels in enumerate(self.duels):
            for name, value in duel.shocks_of(self.level.duels, duels).items():
                self.shocks[POLICY_FIELDS.index(name), lane] += value
        return rows + self.shocks

    def _spending_scale(self) -> Array:
        """As `month.spending_scale`."""
        if "spending_musd" not in self.figures:
            return np.ones(self.lanes)
        figures, income = self.figures, np.zeros(self.lanes)
        for name in ("duty_musd", "tax_musd", "profit_musd", "appropriation_musd"):
            income = income + figures[name]
        wanted = figures["spending_musd"] + np.maximum(figures["reserve_cost_musd"], 0.0)
        left = (income - figures["rebate_musd"]) / (wanted + 1e-9)
        return np.where(self.treasury >= 0.0, 1.0, np.clip(left, 0.0, 1.0))

    def _answer_duels(self) -> None:
        for place, rule in enumerate(self.level.duels):
            if not rule.start <= self.month <= rule.end:
                continue
            names, controls = {rule.cover_figure, rule.figure} - {""}, duel_moves.controls(rule)
            for lane in range(self.lanes):
                figures = {name: float(self.figures[name][lane]) for name in names}
                settings = {name: float(self.settings[self.places[name], lane]) for name in controls}
                month = duel_moves.seen_of(self.level, rule, self.month, figures, (settings, self.announced))
                now, _ = duel.month_passed(rule, self.duels[lane][place], month)
                self.duels[lane] = (*self.duels[lane][:place], now, *self.duels[lane][place + 1 :])

    def _judge(self) -> None:
        """Warnings and removal at the end of a turn, for the lanes in danger."""
        rules = self.level.difficulty
        danger = constituencies.mean_approval(self.approvals) < rules.least_approval
        danger |= self.deficit >= rules.deficit_months
        finished = sum(start < self.month for start in self.starts)
        for lane in sorted({*np.flatnonzero(danger).tolist(), *self.warned}):
            state = replace(
                self.opening,
                month=self.month,
                turn=finished,
                approvals={name: float(self.approvals[name][lane]) for name in CONSTITUENCIES},
                deficit_months=int(self.deficit[lane]),
                warned=self.warned.get(lane),
                caretaker=bool(self.caretaker[lane]),
            )
            state, _ = judged(self.level, state)
            self.caretaker[lane] = state.caretaker
            self.warned.pop(lane, None)
            if state.warned is not None:
                self.warned[lane] = state.warned


def _announced(level: Level, order: levers.Order, state: GameState) -> GameState:
    return orders.announced(level, state, order)


def _withdrawn(level: Level, lever_id: str, state: GameState) -> GameState:
    return orders.withdrawn(level, state, lever_id)
