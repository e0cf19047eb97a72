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
    """The world with chances of its own after the month `start`; equal seeds make equal worlds.

    Activities and costs swing around their trend, mines and refineries abroad are stopped for a while.
    """
    knots = (world.months - start) // _KNOT_MONTHS + 2
    common = _swinging(key(seed), key(len(WORLD_COLUMNS)), knots)
    table = world.table.copy()
    for place, name in enumerate(WORLD_COLUMNS):
        swing = next((size for prefix, size in _SWINGS if name.startswith(prefix)), 0.0)
        if swing:
            own = _swinging(key(seed), key(place), knots)
            factors = [
                1.0 + _bounded(swing * (_COMMON * c + (1.0 - _COMMON) * o)) for c, o in zip(common, own, strict=True)
            ]
        elif "access" in name:
            factors = _stops(key(seed), key(place), knots)
        else:
            continue
        for month in range(start, world.months):
            knot, share = (month - start) // _KNOT_MONTHS, ((month - start) % _KNOT_MONTHS) / _KNOT_MONTHS
            factor = factors[knot] + (factors[knot + 1] - factors[knot]) * share
            table[place, month] = table[place, month] * factor
    return World(dict(zip(WORLD_COLUMNS, table, strict=True)))


def _swinging(seed: Keys, column: Keys, knots: int) -> list[float]:
    """Deviations at each knot, in swings; nothing at the first."""
    now, swings = 0.0, [0.0]
    for knot in range(1, knots):
        now = now * _KEPT + 2.0 * float(draw(seed, key(1), column, key(knot))[0]) - 1.0
        swings.append(now)
    return swings


def _bounded(deviation: float) -> float:
    return min(max(deviation, -_MOST), _MOST)


def _stops(seed: Keys, column: Keys, knots: int) -> list[float]:
    """The share left running at each knot; a stop lasts a knot and is overcome over the next."""
    left = [1.0]
    for knot in range(1, knots):
        stopped = float(draw(seed, key(2), column, key(knot))[0]) < _STOP_CHANCE
        depth = _STOPPED_SHARE * float(draw(seed, key(3), column, key(knot))[0])
        left.append(1.0 - depth if stopped else 1.0)
    return left
