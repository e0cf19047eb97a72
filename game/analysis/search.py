"""Searches over the unit cube, many points at once: global, then local, then an ensemble that fits about equally well.

Points are columns, shape (dimensions, points); a function maps them to losses, shape (points,). Chance comes from a
seeded generator alone, so a search gives the same answer wherever the engine gives the same bits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Losses = Callable[[Array], Array]
Report = Callable[[str, int, int, float], None]

_OUTSIDE = 30.0  # loss per squared distance outside the cube


@dataclass(frozen=True, slots=True)
class Found:
    """The best point, its loss, and the search's own picture of the valley around it."""

    point: Array  # (dimensions,)
    loss: float
    mean: Array  # (dimensions,)
    scatter: Array | None  # (dimensions, dimensions), covariance; None = nothing is known of it


def search_globally(
    losses: Losses, dimensions: int, population: int, generations: int, seed: int, report: Report
) -> Found:
    """Differential evolution (R. Storn and K. Price, 1997) by scipy, a whole generation in one call.

    Raises ImportError with the extra's name where scipy is not installed.
    """
    try:
        from scipy.optimize import differential_evolution
    except ImportError as problem:
        raise ImportError("the global search needs scipy: pip install 'lanthanide[calibrate]'") from problem
    done = 0

    def watched(points: Array) -> Array:
        nonlocal done
        found = losses(points)
        report("global", done, generations, float(found.min()))
        done += 1
        return found

    answer = differential_evolution(
        watched,
        [(0.0, 1.0)] * dimensions,
        strategy="currenttobest1bin",
        mutation=(0.4, 0.9),
        recombination=0.6,
        init=_first_generation(dimensions, population, seed),
        maxiter=generations,
        tol=0.0,
        polish=False,
        vectorized=True,
        updating="deferred",
        rng=np.random.default_rng(seed),
    )
    survivors = answer.population.T
    return Found(answer.x, float(answer.fun), survivors.mean(axis=1), None)


def _first_generation(dimensions: int, population: int, seed: int) -> Array:
    """Points spread evenly: each dimension cut into as many strata as there are points (Latin hypercube)."""
    chance = np.random.default_rng(seed)
    columns = [(chance.permutation(population) + chance.random(population)) / population for _ in range(dimensions)]
    return np.stack(columns, axis=1)


class _Covariance:
    """Covariance matrix adaptation (N. Hansen, The CMA Evolution Strategy: A Tutorial, 2016, arXiv:1604.00772)."""

    def __init__(self, mean: Array, spread: float, shape: Array | None, lanes: int, seed: int) -> None:
        n = len(mean)
        self.mean, self.step, self.lanes = mean.copy(), spread, lanes
        self.chance = np.random.default_rng(seed)
        parents = lanes // 2
        weights = np.log(parents + 0.5) - np.log(np.arange(1, parents + 1))
        self.weights = weights / weights.sum()
        self.effective = 1.0 / float((self.weights**2).sum())
        e = self.effective
        self.c_step = (e + 2.0) / (n + e + 5.0)
        self.damping = 1.0 + 2.0 * max(0.0, ((e - 1.0) / (n + 1.0)) ** 0.5 - 1.0) + self.c_step
        self.c_path = (4.0 + e / n) / (n + 4.0 + 2.0 * e / n)
        self.c_one = 2.0 / ((n + 1.3) ** 2 + e)
        self.c_many = min(1.0 - self.c_one, 2.0 * (e - 2.0 + 1.0 / e) / ((n + 2.0) ** 2 + e))
        self.usual_length = n**0.5 * (1.0 - 1.0 / (4.0 * n) + 1.0 / (21.0 * n * n))
        self.step_path, self.path = np.zeros(n), np.zeros(n)
        self.scatter = np.eye(n) if shape is None else shape / (np.trace(shape) / n)
        self.generation = 0
        self._measure()

    def ask(self) -> Array:
        """Points of a generation, (dimensions, lanes); the first is the mean itself."""
        drawn = self.axes @ (self.lengths[:, None] * self.chance.standard_normal((len(self.mean), self.lanes)))
        points: Array = self.mean[:, None] + self.step * drawn
        points[:, 0] = self.mean
        return points

    def tell(self, points: Array, loss: Array) -> None:
        """Move the mean to the better half, and stretch the cloud along what worked."""
        n = len(self.mean)
        best = np.argsort(loss, kind="stable")[: len(self.weights)]
        moves = (points[:, best] - self.mean[:, None]) / self.step
        move = moves @ self.weights
        self.mean = self.mean + self.step * move
        straight = self.axes @ ((self.axes.T @ move) / self.lengths)
        self.step_path = (1.0 - self.c_step) * self.step_path + (
            self.c_step * (2.0 - self.c_step) * self.effective
        ) ** 0.5 * straight
        length = float(np.sqrt((self.step_path**2).sum()))
        self.generation += 1
        settled = length / (1.0 - (1.0 - self.c_step) ** (2 * self.generation)) ** 0.5
        steady = settled < (1.4 + 2.0 / (n + 1.0)) * self.usual_length
        self.path = (1.0 - self.c_path) * self.path
        if steady:
            self.path = self.path + (self.c_path * (2.0 - self.c_path) * self.effective) ** 0.5 * move
        lost = 0.0 if steady else self.c_path * (2.0 - self.c_path)
        self.scatter = (
            (1.0 - self.c_one * (1.0 - lost) - self.c_many) * self.scatter
            + self.c_one * np.outer(self.path, self.path)
            + self.c_many * (moves * self.weights) @ moves.T
        )
        self.step *= float(np.exp(min(1.0, self.c_step / self.damping * (length / self.usual_length - 1.0))))
        self._measure()

    def _measure(self) -> None:
        values, self.axes = np.linalg.eigh((self.scatter + self.scatter.T) / 2.0)
        self.lengths = np.sqrt(np.maximum(values, 1e-16))


def search_locally(
    losses: Losses, start: Found, spread: float, lanes: int, generations: int, seed: int, report: Report
) -> Found:
    """Covariance matrix adaptation from what was found; points outside the cube are moved to its face and pay for it.

    The first cloud has the shape of the start's scatter where it has one, and the spread as its mean deviation.
    """
    cloud = _Covariance(start.point, spread, start.scatter, lanes, seed)
    best, best_loss = start.point.copy(), float("inf")
    for generation in range(generations):
        points = cloud.ask()
        inside = np.clip(points, 0.0, 1.0)
        loss = losses(inside)
        place = int(np.argmin(loss))
        if loss[place] < best_loss:
            best, best_loss = inside[:, place].copy(), float(loss[place])
        cloud.tell(points, loss + _OUTSIDE * ((points - inside) ** 2).sum(axis=0))
        report("local", generation, generations, best_loss)
    return Found(best, best_loss, np.clip(cloud.mean, 0.0, 1.0), cloud.step**2 * cloud.scatter)


def temperature_of(tolerance: float, dimensions: int) -> float:
    """The temperature at which points of a round valley are worse by the tolerance in the mean."""
    return tolerance / (0.5 * dimensions)


def sample_valley(
    losses: Losses, found: Found, walkers: int, steps: int, tolerance: float, seed: int, report: Report
) -> tuple[Array, Array]:
    """Points of the valley that are worse than the best by about the tolerance, and their losses.

    They follow exp(-loss / temperature); walkers start in the shape that the local search has seen, widened until half
    of them are worse by the tolerance.

    J. Goodman and J. Weare, Ensemble samplers with affine invariance (2010): each half of the walkers moves along
    lines to walkers of the other half, so that long thin valleys are walked as easily as round ones.
    """
    chance = np.random.default_rng(seed)
    dimensions = len(found.point)
    temperature = temperature_of(tolerance, dimensions)
    assert found.scatter is not None, "the ensemble starts from a local search"
    shape = found.scatter / (np.trace(found.scatter) / dimensions)
    drawn = np.linalg.cholesky(shape + 1e-6 * np.eye(dimensions)) @ chance.standard_normal((dimensions, walkers))
    low, high = 1e-4, 1.0
    for _ in range(14):
        width = (low * high) ** 0.5
        points = np.clip(found.point[:, None] + width * drawn, 0.0, 1.0)
        loss = losses(points)
        too_wide = float(np.median(loss)) > found.loss + tolerance
        low, high = (low, width) if too_wide else (width, high)
    halves = (np.arange(walkers // 2), np.arange(walkers // 2, walkers))
    for step in range(steps):
        for movers, others in (halves, halves[::-1]):
            stretch = (1.0 + chance.random(len(movers))) ** 2 / 2.0
            partner = points[:, others[chance.integers(0, len(others), len(movers))]]
            moved = partner + stretch * (points[:, movers] - partner)
            inside = ((moved >= 0.0) & (moved <= 1.0)).all(axis=0)
            moved_loss = losses(np.clip(moved, 0.0, 1.0))
            odds = (dimensions - 1.0) * np.log(stretch) - (moved_loss - loss[movers]) / temperature
            taken = inside & (np.log(chance.random(len(movers))) < odds)
            points[:, movers[taken]] = moved[:, taken]
            loss[movers[taken]] = moved_loss[taken]
        report("ensemble", step, steps, float(np.median(loss)))
    return points, loss
