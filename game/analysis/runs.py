"""Run the engine over a policy path and keep the figures, for one campaign or thousands at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from game.economy import guard
from game.economy.blocks import Array
from game.economy.dimensions import month_index
from game.economy.indicators import indicators
from game.economy.month import advance_month, opening_state
from game.economy.policy import POLICY_FIELDS, Policy
from game.economy.quantities import Parameters
from game.economy.world import World


@dataclass(frozen=True, slots=True)
class PolicyPath:
    """Phased-in settings and shocks by month: values (months, fields of Policy), the same for every lane."""

    values: Array

    def month(self, index: int) -> Policy:
        row = self.values[index]
        return Policy(**{name: row[place : place + 1] for place, name in enumerate(POLICY_FIELDS)})

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
    result: Array = np.cumsum(values, axis=0)[-1]
    return result


def run_path(
    parameters: Parameters,
    world: World,
    path: PolicyPath,
    names: Sequence[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Run:
    """Play a policy path from January 1985 to its end on every lane of the parameters.

    Raises guard.BadInputError for parameters or a path that no run may start from, and guard.OutOfBoundsError, with the
    last good month, once no lane is left inside its bounds. A lane that strays among others is noted in `Run.strays`
    and goes on, so that one bad candidate of a search does not end the rest.
    """
    guard.check_block("parameters", parameters)
    guard.check_policy(Policy, path.values)
    state = opening_state(parameters, world)
    guard.check_block("opening state", state)
    months = len(path.values)
    kept: dict[str, Array] = {}
    strays: dict[int, guard.OutOfBoundsError] = {}
    for index in range(months):
        policy = path.month(index)
        before = state
        state, flows = advance_month(parameters, state, policy, world.month(index))
        guard.note_strays(index, state, before, strays)
        figures = indicators(parameters, state, flows, policy)
        for name in names or figures:
            if name not in kept:
                kept[name] = np.empty((months, *np.shape(state.treasury_musd)))
            kept[name][index] = figures[name]
        if progress is not None:
            progress(index + 1, months)
    return Run(kept, strays)
