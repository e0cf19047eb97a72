"""Runs of the same months with some of their causes taken away, each run a lane of one batch.

What "taken away" means, for each kind of cause (the equations never change; what is not named stays as it was):

- a decision: the lever keeps the setting it had before, until the next decision on it that is at work
- an answer to a card: neither its shocks nor its orders
- a duel: no exchanges, no shocks from the opponent, no concessions
- earlier orders: levers that were on their way when the span began stay where they stood then
- an empty treasury: ordered spending is paid in full
- rivals: mines and refineries abroad neither start, stop, restart nor close; what is under construction is finished
- buyers: fear, the trade case and thrift stay as they were, and nobody hoards on rising prices, abroad or at home
- the world: its rows stay those of the month before the span

Whether the orders of such a run could have been paid for is not asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from game.analysis.conduct import Conduct, Decision
from game.economy.blocks import Array
from game.economy.policy import NO_CAP_T_PER_YEAR, POLICY_FIELDS, SHOCK_FIELDS
from game.economy.quantities import Parameters
from game.economy.world import WORLD_COLUMNS, World
from game.rules.level import Lever
from game.rules.levers import LICENSING, SPENDING, Ramp, paid_part, ramp_to, settled, severity

Lanes = NDArray[np.bool_]  # (lanes,): where a cause is at work

# A time constant that nothing gets through: what is divided by it stays.
_NEVER: Final = 1e30
RIVALS_STAND: Final[Mapping[str, float]] = {
    "rival_start_per_month": 0.0,
    "rival_idle_months": _NEVER,
    "rival_restart_months": _NEVER,
    "rival_scrap_per_month": 0.0,
    "refinery_lead_months": _NEVER,
    "refinery_scrap_per_month": 0.0,
    "clay_displacement_share": 0.0,
    "border_trade_per_month": 0.0,
}
BUYERS_STAY: Final[Mapping[str, float]] = {
    "fear_rise_per_month": 0.0,
    "fear_decay_per_month": 0.0,
    "preparedness_months": _NEVER,
    "complacency_months": _NEVER,
    "trade_case_per_month": 0.0,
    "trade_case_decay_per_month": 0.0,
    "thrift_months": _NEVER,
    "thrift_memory_months": _NEVER,
    "speculation_gain": 0.0,
    "hoarding_gain": 0.0,
}
# What of the world stands still together.
WORLD_PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "world:abroad": tuple(
        name
        for name in WORLD_COLUMNS
        if name == "heavy_activity" or ("activity" in name and not name.endswith("china"))
    ),
    "world:china": tuple(name for name in WORLD_COLUMNS if "activity" in name and name.endswith("china")),
    "world:costs": tuple(name for name in WORLD_COLUMNS if name.startswith(("cost_index", "patent_index"))),
    "world:access": tuple(name for name in WORLD_COLUMNS if "access" in name),
}


def parameters_of(parameters: Parameters, rivals: Lanes, buyers: Lanes) -> Parameters:
    """The parameters of each lane: as they are, or such that rivals or buyers do not react."""
    made = Parameters.from_block(np.repeat(parameters.block(), len(rivals), axis=1))
    for at_work, nulls in ((rivals, RIVALS_STAND), (buyers, BUYERS_STAY)):
        for name, value in nulls.items():
            getattr(made, name)[..., ~at_work] = value
    return made


def world_of(world: World, month: int, first: int, at_work: Mapping[str, Lanes]) -> Array:
    """The world's row of a month for each lane, or one for all where nothing of it is taken away."""
    row, stood = world.row(month), world.row(max(first - 1, 0))
    if all(bool(lanes.all()) for lanes in at_work.values()):
        return row
    wide = np.repeat(row[:, None], len(next(iter(at_work.values()))), axis=1)
    for part, lanes in at_work.items():
        for name in WORLD_PARTS[part]:
            place = WORLD_COLUMNS.index(name)
            wide[place, ~lanes] = stood[place]
    return wide


class LaneRamp:
    """A lever on its way in every lane; the bits are those of `levers.Ramp`."""

    def __init__(self, lever: Lever, ramp: Ramp, lanes: int) -> None:
        self.lever = lever
        self.start = np.full(lanes, ramp.start)
        self.months = np.full(lanes, ramp.months)
        self.before = np.full(lanes, ramp.before)
        self.after = np.full(lanes, ramp.after)
        self._settled = -1  # from this month on it stands
        self._standing: Array | None = None

    def put(self, ramp: Ramp, where: Lanes) -> None:
        for name in ("start", "months", "before", "after"):
            getattr(self, name)[where] = getattr(ramp, name)
        self._standing = None

    def order(self, made: Decision, where: Lanes) -> None:
        """A decision carried out in some lanes: as it was lived where the lever stood as it then did."""
        assert made.ramp is not None
        lived = where & self._is(made.stood)
        for lane_ramp in self._ways(where & ~lived):
            lanes = where & ~lived & self._is(lane_ramp)
            self.put(ramp_to(self.lever, lane_ramp, made.month, made.value), lanes)
        self.put(made.ramp, lived)

    def _is(self, ramp: Ramp) -> Lanes:
        timing = (self.start == ramp.start) & (self.months == ramp.months)
        same: Lanes = timing & (self.before == ramp.before) & (self.after == ramp.after)
        return same

    def _ways(self, where: Lanes) -> list[Ramp]:
        """The different ways the lever is on in some lanes."""
        rows = zip(
            *(getattr(self, name)[where].tolist() for name in ("start", "months", "before", "after")), strict=True
        )
        return [Ramp(*row) for row in set(rows)]

    def at(self, month: int) -> Array:
        """The phased-in setting of each lane as the engine is told it."""
        if self._standing is not None and month >= self._settled:
            return self._standing
        done = (self.months <= 1) | (month >= self.start + self.months - 1)
        way = self.before + (self.after - self.before) * ((month - self.start + 1) / self.months)
        told: Array = np.where(done, self.after, np.where(month < self.start, self.before, way))
        if self.lever.maximum_means_none:
            told = np.where(told >= self.lever.maximum, NO_CAP_T_PER_YEAR, told)
        self._settled = int((self.start + self.months).max())
        self._standing = told if month >= self._settled else None
        return told


@dataclass(frozen=True, slots=True, eq=False)
class AtWork:
    """Which causes are at work in which lanes; each mask has shape (lanes,)."""

    decisions: tuple[Lanes, ...]  # in the order of the conduct's
    cards: Mapping[str, Lanes]
    switches: Mapping[str, Lanes]  # "duel", "treasury", "earlier", "rivals", "buyers", WORLD_PARTS

    @property
    def lanes(self) -> int:
        return len(self.switches["duel"])


class OwnPolicy:
    """The policy of each lane: a conduct without the decisions that are not at work in it."""

    def __init__(self, conduct: Conduct, at_work: AtWork) -> None:
        self.conduct = conduct
        self.at_work = at_work
        self._ramps: dict[str, LaneRamp] = {}
        self._due: dict[int, list[tuple[Decision, Lanes]]] = {}
        for made, lanes in zip(conduct.decisions, at_work.decisions, strict=True):
            self._due.setdefault(made.month, []).append((made, lanes))
        poor = any(share < 1.0 for share in conduct.payable)
        touched = {made.lever for made in conduct.decisions if made.ramp is not None}
        for lever in conduct.level.levers:
            ramp = conduct.opening.ramps[lever.id]
            stands = settled(ramp.at(conduct.first - 1))
            moving = conduct.first > 0 and stands.after != ramp.after
            if lever.id in touched or moving or (poor and lever.id in SPENDING):
                self._ramps[lever.id] = LaneRamp(lever, ramp, at_work.lanes)
                if moving:
                    self._ramps[lever.id].put(stands, ~at_work.switches["earlier"])
        self._settings = {name: np.full(at_work.lanes, conduct.opening.settings.get(name, 0.0)) for name in LICENSING}
        self._orders = {
            (one.lever, one.month): lanes
            for one, lanes in zip(conduct.decisions, at_work.decisions, strict=True)
            if one.announced is not None
        }

    def row(self, month: int) -> Array:
        """The policy of a month, (fields, lanes); months must be asked for in order."""
        place = month - self.conduct.first
        told, payable = self.conduct.told[place], self.conduct.payable[place]
        wide = np.repeat(told.row[:, None], self.at_work.lanes, axis=1)
        for made, lanes in self._due.get(month, ()):
            if made.ramp is not None:
                self._ramps[made.lever].order(made, lanes)
            if made.ramp is not None and made.lever in self._settings:
                self._settings[made.lever] = np.where(lanes, made.value, self._settings[made.lever])
        for name, ramp in self._ramps.items():
            value = ramp.at(month)
            if payable < 1.0 and name in SPENDING:
                value = np.where(self.at_work.switches["treasury"], paid_part(value, payable), value)
            wide[POLICY_FIELDS.index(name)] = value
        if told.row[POLICY_FIELDS.index("announced_severity")] != 0.0:
            wide[POLICY_FIELDS.index("announced_severity")] = self._announced(place)
        self._shocks(place, wide)
        return wide

    def _announced(self, place: int) -> Array:
        """By how much the announced regime of each lane would be harder than the one in force."""
        planned = dict(self._settings)
        always = np.ones(self.at_work.lanes, dtype=np.bool_)
        for order in self.conduct.told[place].announced:
            if order.lever in planned:
                lanes = self._orders.get((order.lever, order.month), always)
                planned[order.lever] = np.where(lanes, order.value, planned[order.lever])
        rows = zip(*(one[name].tolist() for one in (planned, self._settings) for name in LICENSING), strict=True)
        return np.array([max(severity(*row[:2]) - severity(*row[2:]), 0.0) for row in rows])

    def _shocks(self, place: int, wide: Array) -> None:
        """Shocks of the month, from cards and from opponents."""
        row = self.conduct.told[place].row
        cards = self.conduct.cards[place]
        duel = self.at_work.switches["duel"]
        for name in SHOCK_FIELDS:
            field = POLICY_FIELDS.index(name)
            from_cards = {card: option.shocks[name] for card, option in cards.items() if name in option.shocks}
            if row[field] == 0.0 and not from_cards:
                continue
            known = 0.0
            value, whole = np.zeros(self.at_work.lanes), duel.copy()
            for card, shock in from_cards.items():
                known += shock
                value = value + np.where(self.at_work.cards[card], shock, 0.0)
                whole &= self.at_work.cards[card]
            rest = 0.0 if known == row[field] else float(row[field]) - known
            # Where all were at work the sum is the one that was lived, to the bit.
            wide[field] = np.where(whole, row[field], value + np.where(duel, rest, 0.0))

    def concessions(self, month: int) -> Array:
        held = float(self.conduct.concessions[month - self.conduct.first])
        return np.where(self.at_work.switches["duel"], held, 0.0)
