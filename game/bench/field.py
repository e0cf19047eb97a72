"""History's campaign in every form of the engine: what all speeds are measured on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from game.analysis.evidence import campaign, load_engine
from game.analysis.native import NativeMonths
from game.economy.blocks import Array
from game.economy.dimensions import MONTHS_PER_YEAR
from game.economy.month import opening_state
from game.economy.quantities import Parameters, State
from game.kernels.course import TILE, Course, Names
from game.rules.game_state import Engine
from game.rules.level import Level
from game.rules.levers import history_path

# What a score is made of: the figures that a search over policies asks for.
SCORED: Names = (
    "china_mining_share",
    "china_processing_share",
    "china_magnet_share",
    "export_revenue_net_musd",
    "china_exports_t",
    "china_magnet_exports_t",
    "leverage_index",
)
Form = Callable[[Parameters, State, Names], Course]


@dataclass(frozen=True)
class Field:
    """History's policy and world, and the engine's opening on any number of lanes."""

    level: Level
    engine: Engine

    @cached_property
    def policies(self) -> Array:
        return history_path(self.level, self.level.end + 1)

    @cached_property
    def worlds(self) -> Array:
        return np.stack([self.engine.world.row(month) for month in range(len(self.policies))])

    def opening(self, lanes: int) -> tuple[Array, Array]:
        """Parameters and opening state as blocks (rows, lanes)."""
        rows = np.repeat(self.engine.parameters.block(), lanes, axis=1)
        return rows, opening_state(Parameters.from_block(rows), self.engine.world).block()

    def run(self, form: Form, lanes: int, months: int, names: Names) -> Callable[[], None]:
        """History's first months in one form, tile after tile."""
        wide = min(lanes, TILE)
        parameters, state = self.opening(wide)

        def work() -> None:
            for _ in range(0, lanes, wide):
                course = form(Parameters.from_block(parameters), State.from_block(state), names)
                for month in range(months):
                    course.advance(self.policies[month], self.worlds[month])

        return work

    def steady(self, form: Form, lanes: int, months: int, names: Names) -> Callable[[], None]:
        """The same without the start, which a whole campaign would hide: the months alone, again and again."""
        wide = min(lanes, TILE)
        parameters, state = self.opening(wide)
        course = form(Parameters.from_block(parameters), State.from_block(state), names)

        def work() -> None:
            for _ in range(0, lanes, wide):
                for month in range(months):
                    course.advance(self.policies[month], self.worlds[month])

        return work

    def run_compiled(self, native: NativeMonths, lanes: int, months: int) -> Callable[[], object]:
        parameters, state = self.opening(lanes)
        return lambda: native.run(parameters, state, self.policies[:months], self.worlds[:months])


def field() -> Field:
    level = campaign()
    return Field(level, load_engine(level))


def campaign_years_per_second(lanes: int, months: int, taken: float) -> float:
    return lanes * months / MONTHS_PER_YEAR / taken
