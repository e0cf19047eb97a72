"""Runs between two conducts of the same months: each cause is yours or history's, each combination a lane of one batch.

With every cause history's the lane is history's run, with every cause yours it is yours, both to the bit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from game.analysis.conduct import Conduct
from game.analysis.nulls import Lanes
from game.economy.blocks import Array
from game.economy.policy import POLICY_FIELDS, SHOCK_FIELDS
from game.rules.level import Lever
from game.rules.levers import LICENSING, SPENDING, paid_part, severity

_ANNOUNCED = POLICY_FIELDS.index("announced_severity")


@dataclass(frozen=True, slots=True, eq=False)
class Yours:
    """Where what is yours rather than history's; each mask has shape (lanes,)."""

    levers: Mapping[str, Lanes]
    cards: Lanes
    duel: Lanes
    treasury: Lanes


class VersusPolicy:
    """The policy of each lane between history's conduct and yours."""

    def __init__(self, yours: Conduct, history: Conduct, taken: Yours) -> None:
        self.yours, self.history, self.taken = yours, history, taken

    def row(self, month: int) -> Array:
        """The policy of a month, (fields, lanes)."""
        place = month - self.yours.first
        mine, theirs = self.yours.told[place], self.history.told[place]
        wide = np.repeat(theirs.row[:, None], len(self.taken.duel), axis=1)
        paid = np.where(self.taken.treasury, self.yours.payable[place], self.history.payable[place])
        for lever in self.yours.level.levers:
            values = tuple(_told(one, lever, month, place) for one in (self.yours, self.history))
            spends = lever.id in SPENDING
            if values[0] == values[1] and not (spends and float(paid.min()) < 1.0):
                continue
            value = np.where(self.taken.levers[lever.id], *values)
            wide[POLICY_FIELDS.index(lever.id)] = paid_part(value, paid) if spends else value
        if mine.row[_ANNOUNCED] != 0.0 or theirs.row[_ANNOUNCED] != 0.0:
            wide[_ANNOUNCED] = self._announced(place)
        self._shocks(place, wide)
        return wide

    def _announced(self, place: int) -> Array:
        regimes = []
        for told in (self.yours.told[place], self.history.told[place]):
            planned = dict(told.settings)
            for order in told.announced:
                planned[order.lever] = order.value
            regimes.append((planned, told.settings))
        mixed = [
            np.where(
                self.taken.levers.get(name, self.taken.duel),
                regimes[0][stage].get(name, 0.0),
                regimes[1][stage].get(name, 0.0),
            ).tolist()
            for stage in (0, 1)
            for name in LICENSING
        ]
        rows = zip(*mixed, strict=True)
        return np.array([max(severity(*row[:2]) - severity(*row[2:]), 0.0) for row in rows])

    def _shocks(self, place: int, wide: Array) -> None:
        for name in SHOCK_FIELDS:
            field = POLICY_FIELDS.index(name)
            mine, theirs = (_shock(one, name, place) for one in (self.yours, self.history))
            whole = (self.yours.told[place].row[field], self.history.told[place].row[field])
            if mine == theirs and whole[0] == whole[1]:
                continue
            value = np.where(self.taken.cards, mine[0], theirs[0]) + np.where(self.taken.duel, mine[1], theirs[1])
            same = self.taken.cards == self.taken.duel
            # Where both are one side's, the sum is the one that was lived, to the bit.
            wide[field] = np.where(same, np.where(self.taken.duel, *whole), value)

    def concessions(self, month: int) -> Array:
        place = month - self.yours.first
        held: Array = np.where(self.taken.duel, self.yours.concessions[place], self.history.concessions[place])
        return held


def _told(conduct: Conduct, lever: Lever, month: int, place: int) -> float:
    return lever.policy_value(conduct.told[place].ramps[lever.id].at(month))


def _shock(conduct: Conduct, name: str, place: int) -> tuple[float, float]:
    """A month's shock from cards, and the rest of it."""
    known = 0.0
    for option in conduct.cards[place].values():
        known += option.shocks.get(name, 0.0)
    row = float(conduct.told[place].row[POLICY_FIELDS.index(name)])
    return known, 0.0 if known == row else row - known


def differing(yours: Conduct, history: Conduct) -> tuple[str, ...]:
    """What differs between two conducts: ids of levers, then "cards", "duel" and "treasury"."""
    places = range(len(yours.told))
    found = [lever.id for lever in yours.level.levers if _moves(yours, history, lever, places)]
    shocks = [
        [tuple(_shock(one, name, place)[part] for name in SHOCK_FIELDS) for place in places]
        for part in (0, 1)
        for one in (yours, history)
    ]
    if shocks[0] != shocks[1]:
        found.append("cards")
    held = (one.concessions[: len(yours.told)].tolist() for one in (yours, history))
    if shocks[2] != shocks[3] or len({tuple(one) for one in held}) > 1:
        found.append("duel")
    if any(yours.payable[place] != history.payable[place] for place in places):
        found.append("treasury")
    return tuple(found)


def _moves(yours: Conduct, history: Conduct, lever: Lever, places: Iterable[int]) -> bool:
    """Whether a lever stood elsewhere in some month, or was announced to."""
    for place in places:
        month = yours.first + place
        if _told(yours, lever, month, place) != _told(history, lever, month, place):
            return True
        if lever.id in LICENSING:
            ahead = [
                [(order.month, order.value) for order in one.told[place].announced if order.lever == lever.id]
                for one in (yours, history)
            ]
            if ahead[0] != ahead[1]:
                return True
    return False
