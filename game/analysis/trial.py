"""Points of the search turned into runs: what each set of parameters costs, over as many processes as asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from game import paths
from game.analysis.behaviour import check_losses, figures_of
from game.analysis.behaviour_file import read_checks
from game.analysis.evidence import campaign, read_observations, read_targets
from game.analysis.objective import figures_needed, losses, terms
from game.analysis.runs import PolicyPath, run_path
from game.content.economy_files import ParameterSet, read_parameters, read_world
from game.economy.blocks import Array
from game.economy.quantities import Parameters
from game.rules.levers import history_path

_TILE = 512  # parameter sets run at once: their figures of forty years must fit in memory
# A weak pull to the middle of the bounds, so that what the data do not pin down does not drift to an edge.
_PRIOR_WEIGHT = 0.04
_SIGN_WEIGHT = 1.5  # loss of a sign missed by about as much as was asked for


class Trial:
    """History's run and the terms of the objective, for parameters given as points of the unit cube."""

    def __init__(self, file: Path | None = None) -> None:
        level = campaign()
        self.source: ParameterSet = read_parameters(file or paths.parameters_file(level.parameters))
        self.world = read_world(paths.world_file(level.world)).world
        self.path = PolicyPath(history_path(level, level.end + 1))
        self.terms = terms(tuple(target.bound() for target in read_targets()), read_observations())
        self.low = np.log(self.source.low[self.source.fitted])
        self.width = np.log(self.source.high[self.source.fitted]) - self.low
        self.signs = tuple(check for check in read_checks(paths.behaviour_file()) if check.fit)
        first = run_path(self.source.values, self.world, self.path)
        self.figures = tuple(sorted({*figures_needed(self.terms, first), *figures_of(self.signs)}))

    @property
    def dimensions(self) -> int:
        return len(self.low)

    def block(self, points: Array) -> Array:
        """Parameter rows (rows, points) of points in the unit cube (dimensions, points): bounds on a log scale."""
        made = np.repeat(self.source.values.block(), points.shape[1], axis=1)
        fitted, low, high = self.source.fitted, self.source.low, self.source.high
        made[fitted] = np.clip(np.exp(self.low + self.width * points), low[fitted], high[fitted])
        return made

    def point(self, block: Array) -> Array:
        """The point of a parameter block of one lane, shape (dimensions, 1)."""
        inside: Array = np.clip((np.log(block[self.source.fitted]) - self.low) / self.width, 0.0, 1.0)
        return inside

    def table(self, points: Array, with_signs: bool) -> Array:
        """Loss of each term, of the prior, and where asked for of each sign: shape (terms, points)."""
        parts = []
        for first in range(0, points.shape[1], _TILE):
            some = points[:, first : first + _TILE]
            parameters = Parameters.from_block(self.block(some))
            run = run_path(parameters, self.world, self.path, self.figures, compiled=True)
            away = (some - 0.5) / 0.29
            rows = [losses(run, self.terms), _PRIOR_WEIGHT * (away * away).sum(axis=0)]
            if with_signs:
                found = check_losses(parameters, self.world, self.path, self.signs, run, compiled=True)
                rows += [_SIGN_WEIGHT * found[check.id] for check in self.signs]
            parts.append(np.vstack(rows))
        return np.concatenate(parts, axis=1)

    def names(self) -> tuple[str, ...]:
        """What the rows of a table with signs are."""
        return (*(term.id for term in self.terms), "prior", *(check.id for check in self.signs))

    def words(self) -> tuple[str, ...]:
        told = (*(term.words for term in self.terms), "weak pull to the middle of the bounds")
        return (*told, *(f"sign: {check.words}" for check in self.signs))


_HERE: list[Trial] = []


def _start(file: Path | None) -> None:
    _HERE.append(Trial(file))


def _total(points: Array, with_signs: bool) -> Array:
    total: Array = _HERE[0].table(points, with_signs).sum(axis=0)
    return total


@contextmanager
def many_trials(file: Path | None, processes: int) -> Iterator[Callable[[Array, bool], Array]]:
    """A function from points to total losses; over how many processes it works does not change its answer."""
    if processes <= 1:
        trial = Trial(file)
        yield lambda points, with_signs: trial.table(points, with_signs).sum(axis=0)
        return
    context = get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_start, initargs=(file,)) as pool:

        def spread(points: Array, with_signs: bool) -> Array:
            shares = [share for share in np.array_split(points, processes, axis=1) if share.shape[1]]
            return np.concatenate(list(pool.map(_total, shares, [with_signs] * len(shares))))

        yield spread
