"""How the levers of many games at once phase in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from game.economy.blocks import Array
from game.economy.guard import Mask
from game.rules.level import Level
from game.rules.levers import Ramp

_EVERY: Final = slice(None)


class Ramps:
    """Ways of all levers from one setting to the next, as `levers.Ramp` has them: arrays (levers, B)."""

    def __init__(self, opening: Sequence[Ramp], lanes: int) -> None:
        rows = np.array([(ramp.start, ramp.months, ramp.before, ramp.after) for ramp in opening], dtype=np.float64)
        self.start, self.months, self.before, self.after = (
            np.repeat(rows[:, column, None], lanes, axis=1) for column in range(4)
        )

    def at(self, month: int, place: int | slice = _EVERY) -> Array:
        """Phased-in settings during a month."""
        start, months = self.start[place], self.months[place]
        before, after = self.before[place], self.after[place]
        there = (months <= 1.0) | (month >= start + months - 1.0)
        under_way = before + (after - before) * ((month - start + 1.0) / months)
        return np.where(there, after, np.where(month < start, before, under_way))

    def turn_to(self, level: Level, place: int, month: int, value: Array, moved: Mask) -> None:
        """Lanes that moved a lever set out for its new setting."""
        lever = level.levers[place]
        before = self.at(month - 1, place)
        at_once = np.full(len(value), bool(lever.choices))
        if lever.maximum_means_none:
            at_once = at_once | (np.maximum(before, value) >= lever.maximum)
        months = np.where(at_once, 1.0, float(lever.phase_in_months))
        self.start[place] = np.where(moved, float(month), self.start[place])
        self.months[place] = np.where(moved, months, self.months[place])
        self.before[place] = np.where(moved, before, self.before[place])
        self.after[place] = np.where(moved, value, self.after[place])
