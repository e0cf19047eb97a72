"""Run the engine over a policy path and keep the figures, for one campaign or thousands at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from game.analysis.native import NativeMonths, native_months
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
    result = values[0].copy()
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

    `compiled` asks for the C form, worth its two seconds of compiling in long searches; where there is no compiler the
    run is the same, only slower.
    """
    native = native_months(tuple(names) if names else None) if compiled else None
    if native is not None:
        return _run_compiled(native, parameters, world, path, progress)
    state = opening_state(parameters, world)
    months = len(path.values)
    kept: dict[str, Array] = {}
    for index in range(months):
        policy = path.month(index)
        state, flows = advance_month(parameters, state, policy, world.month(index))
        figures = indicators(parameters, state, flows, policy)
        for name in names or figures:
            if name not in kept:
                kept[name] = np.empty((months, *np.shape(state.treasury_musd)))
            kept[name][index] = figures[name]
        if progress is not None:
            progress(index + 1, months)
    return Run(kept)


def _run_compiled(
    native: NativeMonths,
    parameters: Parameters,
    world: World,
    path: PolicyPath,
    progress: Callable[[int, int], None] | None,
) -> Run:
    months = len(path.values)
    rows = np.stack([world.row(index) for index in range(months)])
    _, told = native.run(parameters.block(), opening_state(parameters, world).block(), path.values, rows)
    if progress is not None:
        progress(months, months)
    return Run({name: told[:, place] for place, name in enumerate(native.names)})
