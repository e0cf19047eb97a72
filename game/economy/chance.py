"""Chance without a generator: a draw is a function of its keys, so that any world or campaign can be made again alone.

numpy's generators may change from version to version; these integers do not (splitmix64, Steele, Lea and Flood 2014).
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from game.economy.blocks import Array
from game.economy.world import WORLD_COLUMNS, World

Keys = np.ndarray[Any, np.dtype[np.uint64]]

_STEP: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX_1: Final = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2: Final = np.uint64(0x94D049BB133111EB)

# A seeded world: deviations from the trend are drawn every half-year and joined by straight lines.
_KNOT_MONTHS: Final = 6
_KEPT: Final = 0.8  # of a deviation from one knot to the next: booms and slumps of some two years
# How far one knot moves a column of the world: business cycles of +-10 per cent in output, more in magnets, less in
# costs. Assumed; about what the knots of world.csv show between 1985 and 2025.
_SWINGS: Final = (("magnet_activity", 0.09), ("heavy_activity", 0.07), ("activity", 0.05), ("cost_index", 0.02))
_COMMON: Final = 0.6  # of a swing that all buyers share
_MOST: Final = 0.4
# Mines and refineries abroad: chance per half-year that something outside the market stops part of them.
_STOP_CHANCE: Final = 0.06
_STOPPED_SHARE: Final = 0.7  # at most


def draw(*keys: Keys) -> Array:
    """A number in [0, 1) for each combination of keys, which broadcast against each other."""
    state = np.zeros(np.broadcast_shapes(*(key.shape for key in keys)), dtype=np.uint64)
    for key in keys:
        state = (state ^ key) + _STEP
        state = (state ^ (state >> np.uint64(30))) * _MIX_1
        state = (state ^ (state >> np.uint64(27))) * _MIX_2
        state = state ^ (state >> np.uint64(31))
    return (state >> np.uint64(11)).astype(np.float64) * 2.0**-53


def key(value: int) -> Keys:
    """A key of one element."""
    return np.array([value], dtype=np.uint64)


def perturbed(world: World, seed: int, start: int) -> World:
    """The world with chances of its own after the month `start`; equal seeds make equal worlds."""
    chances = Chances(key(seed), start, world.months)
    table = world.table.copy()
    for month in range(start, world.months):
        table[:, month] = chances.row(world, month)[:, 0]
    return World(dict(zip(WORLD_COLUMNS, table, strict=True)))


class Chances:
    """How the worlds of several seeds part from one world after a month; a seed makes the same world among any others.

    Activities and costs swing around their trend, mines and refineries abroad are stopped for a while.
    """

    def __init__(self, seeds: Keys, start: int, months: int) -> None:
        self.start = start
        self.last = months - 1
        knots = (months - start) // _KNOT_MONTHS + 2
        self.factors = np.ones((len(WORLD_COLUMNS), knots, len(seeds)))  # on each column at each knot
        common = _swinging(seeds, key(len(WORLD_COLUMNS)), knots)
        for place, name in enumerate(WORLD_COLUMNS):
            swing = next((size for prefix, size in _SWINGS if name.startswith(prefix)), 0.0)
            if swing:
                own = _swinging(seeds, key(place), knots)
                mixed = _COMMON * common + (1.0 - _COMMON) * own
                self.factors[place] = 1.0 + np.clip(swing * mixed, -_MOST, _MOST)
            elif "access" in name:
                self.factors[place] = _stops(seeds, key(place), knots)

    def row(self, world: World, month: int) -> Array:
        """A month of the world for each seed, (columns, seeds)."""
        row = world.row(month)[:, None]
        if month < self.start:
            return np.repeat(row, self.factors.shape[2], axis=1)
        lived = min(month, self.last) - self.start
        knot, share = lived // _KNOT_MONTHS, (lived % _KNOT_MONTHS) / _KNOT_MONTHS
        here, ahead = self.factors[:, knot], self.factors[:, knot + 1]
        told: Array = row * (here + (ahead - here) * share)
        return told


def _swinging(seeds: Keys, column: Keys, knots: int) -> Array:
    """Deviations at each knot, in swings, (knots, seeds); nothing at the first."""
    swings = np.zeros((knots, len(seeds)))
    for knot in range(1, knots):
        swings[knot] = swings[knot - 1] * _KEPT + 2.0 * draw(seeds, key(1), column, key(knot)) - 1.0
    return swings


def _stops(seeds: Keys, column: Keys, knots: int) -> Array:
    """The share left running at each knot, (knots, seeds); a stop lasts a knot and is overcome over the next."""
    left = np.ones((knots, len(seeds)))
    for knot in range(1, knots):
        stopped = draw(seeds, key(2), column, key(knot)) < _STOP_CHANCE
        depth = _STOPPED_SHARE * draw(seeds, key(3), column, key(knot))
        left[knot] = np.where(stopped, 1.0 - depth, 1.0)
    return left
