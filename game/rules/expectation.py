"""What a forecast may know: the estimated state, a world on trend, orders and announcements, tariffs as they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from game.economy.blocks import Array
from game.economy.quantities import Parameters, State
from game.economy.world import WORLD_COLUMNS, World
from game.rules.duel import shocks_of
from game.rules.game_state import Engine, GameState
from game.rules.level import Level
from game.rules.statistics import Observation, believed, estimated

# The trend is that of the last five years; while fewer months are known, at least a year's worth stands behind it.
_TREND_MONTHS = 60
_LEAST_TREND_MONTHS = 12
_LEAST_LEFT_SHARE = 0.2  # of its present reading that a falling column of the world keeps
_DECIDED = np.array([name.startswith(("access_", "refining_access_")) for name in WORLD_COLUMNS])


@dataclass(frozen=True, slots=True)
class Expectation:
    """The start of a forecast, and the world and the shocks of the months ahead as far as they can be known."""

    economy: State
    observed: Observation
    month: int  # the first of the forecast
    last: Array  # the world's last known row, in the order of WORLD_COLUMNS
    slope: Array  # its change per month
    standing: Mapping[str, float]  # shocks of every month
    once: Mapping[str, float]  # shocks of the first

    def parameters(self, true: Parameters) -> Parameters:
        """Parameters as they are believed to be; of one set or of many."""
        return believed(true, self.observed)

    def row(self, month: int) -> Array:
        """The world of a month on trend; what falls does not fall for ever, and nothing is lost for good."""
        ahead: Array = self.last + self.slope * float(month - self.month + 1)
        return np.maximum(ahead, self.last * _LEAST_LEFT_SHARE)

    def shocks(self, month: int) -> dict[str, float]:
        """The shocks that are known for a month."""
        known = dict(self.standing)
        if month == self.month:
            for name, value in self.once.items():
                known[name] = known.get(name, 0.0) + value
        return known


def expectation(level: Level, state: GameState, engine: Engine) -> Expectation:
    """What is known when a state has been reached, and nothing of what will happen to it."""
    last, slope = trend(engine.world, state.month)
    standing = shocks_of(level.duels, state.duels)
    if state.observed.unseen_use_share > 0.0:
        standing["chinese_demand_shock"] = -state.observed.unseen_use_share
    return Expectation(
        estimated(state.economy, state.observed), state.observed, state.month, last, slope, standing, dict(state.shocks)
    )


def trend(world: World, month: int) -> tuple[Array, Array]:
    """The last row of the world known at the start of a month, and its change per month over the last years."""
    last = world.row(max(month - 1, 0))
    first = max(month - 1 - _TREND_MONTHS, 0)
    behind = max(month - 1 - first, _LEAST_TREND_MONTHS)
    slope = (last - world.row(first)) / float(behind)
    # Whether mines and refineries may run is decided, not grown: it stays as it is.
    return last, np.where(_DECIDED, 0.0, slope)
