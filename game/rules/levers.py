"""Levers: what a setting may be, what moving it costs, how it phases in, and what the engine is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from game.economy.blocks import Array
from game.economy.policy import NO_POLICY, POLICY_FIELDS
from game.rules.level import Figure, Level, Lever

LICENSING = ("licensing_strictness", "licensing_coverage")
SPENDING = (
    "clean_up",
    "research_separation",
    "research_magnets",
    "research_patents",
    "downstream_support",
    "crackdown_north",
    "crackdown_south",
    "customs",
    "tracking",
    "state_reserve",
)
_LEAST_SHARE = 0.34  # of the range that changing one position for another, or bringing in or lifting a cap, counts as
PLAN_OVER_OUTPUT: Final = 1.5
# What each plan is of, a monthly figure and what is to be left out of it.
_PLANNED = {
    "extraction_index_light": ("china_legal_mine_output_t", "china_legal_heavy_output_t"),
    "extraction_index_heavy": ("china_legal_heavy_output_t", ""),
    "smelting_plan": ("ore_separated_t", ""),
}
# Share of what matters abroad that a licensing regime of so many elements covers (see economy/trade.py for flows).
_REGIME_WEIGHT = {0.0: 0.0, 7.0: 0.6, 12.0: 0.85, 17.0: 1.0}


@dataclass(frozen=True, slots=True)
class Ramp:
    """A setting on its way: from `before` to `after` in `months`, the first step in month `start`."""

    start: int
    months: int
    before: float
    after: float

    def at(self, month: int) -> float:
        """The phased-in setting during a month."""
        if self.months <= 1 or month >= self.start + self.months - 1:
            return self.after
        if month < self.start:
            return self.before
        return self.before + (self.after - self.before) * ((month - self.start + 1) / self.months)


@dataclass(frozen=True, slots=True)
class Order:
    """A dated order: from `month` on the lever is to stand at `value`."""

    month: int
    lever: str
    value: float


def settled(value: float) -> Ramp:
    return Ramp(0, 1, value, value)


def ramp_to(lever: Lever, now: Ramp, month: int, value: float) -> Ramp:
    """The way from where the lever effectively stands to a new setting.

    Positions, and quotas that come or go altogether, bind at once; anything else phases in along a straight line.
    """
    before = now.at(month - 1)
    at_once = bool(lever.choices) or (lever.maximum_means_none and max(before, value) >= lever.maximum)
    return Ramp(month, 1 if at_once else lever.phase_in_months, before, value)


def is_setting(lever: Lever, value: float) -> bool:
    """Whether the lever can stand at a value."""
    if value - value != 0.0 or not lever.minimum <= value <= lever.maximum:
        return False
    return not lever.choices or any(choice.value == value for choice in lever.choices)


def grain_at(lever: Lever, month: int) -> float:
    """Price factor of the official line: 0.5 with it, 1, or 2 against it."""
    factor = 1.0
    for grain in lever.grain:
        if grain.start <= month:
            factor = grain.factor
    return factor


def in_crisis(level: Level, month: int) -> bool:
    return any(first <= month <= last for first, last in level.crisis_months)


def ceiling_t_per_year(lever: Lever, figures: Mapping[str, Any]) -> Any:
    """The most a plan may be brought in at or raised to, half more than what is done; infinite for other levers.

    While nothing has been counted yet, nothing can be planned.
    """
    if lever.id not in _PLANNED:
        return np.inf
    if not figures:
        return 0.0
    whole, apart = _PLANNED[lever.id]
    done = figures[whole] - figures[apart] if apart else figures[whole]
    return PLAN_OVER_OUTPUT * 12.0 * done


def on_paper(lever: Lever, before: Any, after: Any, figures: Mapping[str, Any]) -> Any:
    """Whether a plan would bind nothing: brought in or raised, from where the turn began, above its ceiling."""
    return (after < lever.maximum) & (
        ((after > before) | (before >= lever.maximum)) & (after > ceiling_t_per_year(lever, figures))
    )


def move_cost(level: Level, lever: Lever, before: Figure, after: Figure, month: int) -> Figure:
    """Political capital for moving a lever: base cost x share of the range x grain, a third in a crisis.

    What constituencies put on it or take off it comes on top (`constituencies.favour`).
    """
    span = lever.maximum - lever.minimum
    share: Any = abs(after - before) / span if span > 0.0 else 0.0
    switched: Any = bool(lever.choices)
    if lever.maximum_means_none:
        # A cap of any height is a cap: bringing one in as a formality is no cheap way to a plan.
        switched = (before >= lever.maximum) != (after >= lever.maximum)
    least = share * (share >= _LEAST_SHARE) + _LEAST_SHARE * (share < _LEAST_SHARE) * (before != after)
    share = share + (least - share) * switched
    rules, grain = level.difficulty, grain_at(lever, month)
    factor = grain * rules.price_factor * (rules.against_factor if grain > 1.0 else 1.0)
    cost: Figure = lever.base_cost * share * factor
    return cost / 3.0 if lever.crisis_discount and in_crisis(level, month) else cost


def severity(strictness: float, coverage: float) -> float:
    """How hard a licensing regime is, 0-1."""
    return strictness * _REGIME_WEIGHT.get(coverage, coverage / 17.0)


def regime_severity(settings: Mapping[str, float]) -> float:
    """Severity of the licensing regime that is ordered."""
    return severity(settings.get(LICENSING[0], 0.0), settings.get(LICENSING[1], 0.0))


def announced_severity(settings: Mapping[str, float], announced: Iterable[Order]) -> float:
    """By how much the announced regime would be harder than the one in force."""
    planned = dict(settings)
    for order in announced:
        planned[order.lever] = order.value
    return max(regime_severity(planned) - regime_severity(settings), 0.0)


def paid_part(value: Figure, share: Any) -> Figure:
    """What a treasury that can pay only a share of its spending makes of an order; a sale brings money, needs none."""
    part: Figure = value * ((value > 0.0) * share + (value <= 0.0) * 1.0)
    return part


def policy_row(
    level: Level, ramps: Mapping[str, Ramp], month: int, shocks: Mapping[str, float], announced: float, scale: float
) -> Array:
    """One month's row of the policy path, in the order of POLICY_FIELDS; `scale` cuts spending levers in a deficit."""
    row = np.array([NO_POLICY[name] for name in POLICY_FIELDS])
    place = {name: i for i, name in enumerate(POLICY_FIELDS)}
    for lever in level.levers:
        value = lever.policy_value(ramps[lever.id].at(month))
        if scale < 1.0 and lever.id in SPENDING:
            value = paid_part(value, scale)
        row[place[lever.id]] = value
    row[place["announced_severity"]] = announced
    for name, value in shocks.items():
        row[place[name]] += value
    return row


def opening_ramps(level: Level) -> dict[str, Ramp]:
    return {lever.id: settled(level.opening[lever.id]) for lever in level.levers}


def history_orders(level: Level) -> tuple[Order, ...]:
    """History's orders in the order in which they bind; rows that were announced bind like all others."""
    return tuple(Order(row.month, row.lever, row.value) for row in sorted(level.history, key=lambda row: row.month))


def history_path(level: Level, months: int) -> Array:
    """History's policy as the engine sees it, from January 1985: shape (months, fields of Policy).

    Orders phase in; announcements weigh from the month of announcing; cards take history's choice. The duel's own
    moves are not in it: they act through the levers.
    """
    ramps = {lever.id: settled(level.opening[lever.id]) for lever in level.levers}
    settings = dict(level.opening)
    orders = history_orders(level)
    announced_rows = [row for row in level.history if row.announced is not None]
    rows = []
    place = 0
    for month in range(months):
        while place < len(orders) and orders[place].month <= month:
            order = orders[place]
            ramps[order.lever] = ramp_to(level.lever(order.lever), ramps[order.lever], month, order.value)
            settings[order.lever] = order.value
            place += 1
        planned = [
            Order(row.month, row.lever, row.value)
            for row in announced_rows
            if row.announced is not None and row.announced <= month < row.month
        ]
        shocks = dated_shocks(level, month, history=True)
        rows.append(policy_row(level, ramps, month, shocks, announced_severity(settings, planned), 1.0))
    return np.stack(rows)


def dated_shocks(level: Level, month: int, history: bool) -> dict[str, float]:
    """Shocks of a month's dated cards, by field of the policy: with history's choices, or the stated defaults."""
    shocks: dict[str, float] = {}
    for card in level.cards:
        if card.month != month:
            continue
        chosen = (card.history if history else None) or card.default
        for option in card.options:
            if option.id == chosen:
                for name, value in option.shocks.items():
                    shocks[name] = shocks.get(name, 0.0) + value
    return shocks
