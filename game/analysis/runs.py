"""Run the engine over a policy path and keep the figures, for one campaign or thousands at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from game.analysis.native import native_months
from game.economy import guard
from game.economy.blocks import Array
from game.economy.dimensions import month_index
from game.economy.indicators import FIGURES
from game.economy.month import opening_state
from game.economy.policy import POLICY_FIELDS, Policy
from game.economy.quantities import Parameters, State
from game.economy.world import World
from game.kernels.course import TILE, begin


@dataclass(frozen=True, slots=True)
class PolicyPath:
    """Phased-in settings and shocks by month: values (months, fields of Policy) for every lane, or (..., lanes)."""

    values: Array

    def column(self, name: str) -> Array:
        column: Array = self.values[:, POLICY_FIELDS.index(name)]
        return column

    def with_columns(self, changes: Mapping[str, Array | float]) -> PolicyPath:
        """The same path with some fields replaced."""
        values = self.values.copy()
        for name, column in changes.items():
            values[:, POLICY_FIELDS.index(name)] = column
        return PolicyPath(values)


@dataclass(frozen=True, slots=True)
class Run:
    """Figures of a run from January 1985: name -> (months, B)."""

    series: Mapping[str, Array]
    strays: Mapping[int, guard.OutOfBoundsError] = field(default_factory=dict)  # by lane: where it left its bounds

    def between(self, name: str, first: tuple[int, int], last: tuple[int, int]) -> Array:
        """Monthly values of the months first..last (year, month), both included."""
        values: Array = self.series[name][month_index(*first) : month_index(*last) + 1]
        return values

    def year(self, name: str, year: int) -> Array:
        """Sum over a calendar year, shape (B,)."""
        return _ordered_sum(self.between(name, (year, 1), (year, 12)))

    def mean(self, name: str, first: int, last: int | None = None) -> Array:
        """Mean over the calendar years first..last."""
        months = self.between(name, (first, 1), (last or first, 12))
        return _ordered_sum(months) / float(len(months))

    def unit_value(self, year: int) -> Array:
        """Average export price of a year as customs would compute it, USD/t."""
        return self.year("export_value_musd", year) * 1e6 / (self.year("china_exports_t", year) + 1e-9)


def _ordered_sum(values: Array) -> Array:
    result: Array = values[0].copy()
    for row in values[1:]:
        result += row  # in the order of the months, as the bits of a sum depend on it; quicker than cumsum over lanes
    return result


def run_path(
    parameters: Parameters,
    world: World,
    path: PolicyPath,
    names: Sequence[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
    compiled: bool = False,
) -> Run:
    """Play a policy path from January 1985 to its end on every lane of the parameters.

    Raises guard.BadInputError for parameters or a path that no run may start from, and guard.OutOfBoundsError, with the
    last good month, once no lane is left inside its bounds. A lane that strays among others is noted in `Run.strays`
    and goes on, so that one bad candidate of a search does not end the rest.

    `compiled` asks for the C form, worth its two seconds of compiling in long searches; where there is no compiler the
    run is the same, only slower. C lives through all months at once, so strays are not noted there.
    """
    guard.check_block("parameters", parameters)
    guard.check_policy(Policy, path.values)
    months, start = len(path.values), opening_state(parameters, world)
    guard.check_block("opening state", start)
    wanted = tuple(names) if names else FIGURES
    native = native_months(wanted) if compiled else None
    if native is not None:
        rows = np.stack([world.row(index) for index in range(months)])
        last, told = native.run(parameters.block(), start.block(), path.values, rows)
        if guard.limits(State).sound(last).all(axis=0).any():
            return Run({name: told[:, place] for place, name in enumerate(wanted)})
        # No lane came through: the slower run below says which left first, when and where.
    given, opening = parameters.block(), start.block()
    lanes = opening.shape[1]
    told = np.empty((months, len(wanted), lanes))
    strays: dict[int, guard.OutOfBoundsError] = {}
    # A tile goes through all its months before the next one starts, so that its values stay in the cache.
    for first in range(0, lanes, TILE):
        tile = slice(first, first + TILE)
        before = opening[:, tile]
        course = begin(Parameters.from_block(given[:, tile]), State.from_block(before), wanted)
        for index in range(months):
            policy = path.values[index]
            told[index, :, tile] = course.advance(policy if policy.ndim == 1 else policy[:, tile], world.row(index))
            after = course.state.block()
            guard.note_strays(State, index, after, before, strays, first)
            before = after
            if progress is not None:
                progress(min(first + TILE, lanes) * (index + 1) // lanes, months)
        if len(strays) == lanes:
            raise guard.earliest(strays)
    return Run({name: told[:, place] for place, name in enumerate(wanted)}, strays)
