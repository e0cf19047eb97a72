"""How the levers of many games at once phase in."""

from __future__ import annotations

from typing import Final

import numpy as np

from game.economy.blocks import Array
from game.economy.guard import Mask
from game.rules.level import Level

_EVERY: Final = slice(None)


class Ramps:
    """Ways of all levers from one setting to the next, as `levers.Ramp` has them: arrays (levers, B)."""

    def __init__(self, opening: Array, lanes: int) -> None:
        self.start = np.zeros((len(opening), lanes))
        self.months = np.ones((len(opening), lanes))
        self.before = np.repeat(opening[:, None], lanes, axis=1)
        self.after = self.before.copy()

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
