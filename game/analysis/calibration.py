"""Search for parameters on the batch axis: a cross-entropy search with a diagonal normal in log space.

The objective sees figures of the briefing and of the reference series only through `targets`; nothing of them
enters the engine. Sanity terms (prices near cost after the boom, no wild swings) are part of the objective
because hitting targets alone does not make a model sane.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from game.analysis.runs import PolicyPath, Run, run_path
from game.analysis.targets import FORMULAS, output_abroad, world_output_kt
from game.economy import exact
from game.economy.blocks import Array
from game.economy.quantities import Parameters
from game.economy.world import World


@dataclass(frozen=True, slots=True)
class Bound:
    """A target: its id, bounds in its own unit (None = open) and weight."""

    id: str
    low: float | None
    high: float | None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Observation:
    """One figure of a reference series and how the run tells it, in the same unit."""

    series: str
    year: int
    value: float


SERIES: Mapping[str, Callable[[Run, int], Array]] = {
    "mine_production_china": lambda r, y: r.year("china_recorded_mine_output_t", y),
    "mine_production_world": lambda r, y: world_output_kt(r, y) * 1e3,
    "mine_production_us": lambda r, y: r.year("us_mine_output_t", y),
    "mine_production_australia": lambda r, y: r.year("australia_mine_output_t", y),
    "export_volume_china": lambda r, y: r.year("china_exports_t", y),
    "export_price_china_average": lambda r, y: r.unit_value(y),
    "price_Nd_oxide": lambda r, y: r.mean("neodymium_price_usd_per_t", y) / 1e3,
    "consumption_china": lambda r, y: r.year("china_domestic_use_t", y),
}
# Weight of the mean absolute log error of each series; contested series weigh little.
SERIES_WEIGHTS: Mapping[str, float] = {
    "mine_production_china": 12.0,
    "mine_production_world": 12.0,
    "mine_production_us": 8.0,
    "mine_production_australia": 3.0,
    "export_volume_china": 8.0,
    "export_price_china_average": 8.0,
    "price_Nd_oxide": 6.0,
    "consumption_china": 8.0,
}
_FLOOR_T = 1500.0  # tonnes below which a rival's output counts as nothing


def target_loss(value: Array, bound: Bound) -> Array:
    """0 well inside the bounds, growing as a parabola and then as a line outside."""
    if bound.low is not None and bound.high is not None:
        half = 0.5 * (bound.high - bound.low)
        z = np.abs(value - 0.5 * (bound.high + bound.low)) / half
    else:
        edge = bound.low if bound.low is not None else bound.high
        assert edge is not None
        gap = (edge - value) if bound.low is not None else (value - edge)
        z = 0.85 + gap / (0.25 * abs(edge) + 1e-9)
    over = exact.positive(z - 0.75)
    return bound.weight * np.where(over < 1.0, over * over, 2.0 * over - 1.0) * 4.0


def series_errors(run: Run, observations: tuple[Observation, ...]) -> dict[str, Array]:
    """Absolute log errors of each series, shape (figures, B)."""
    errors: dict[str, list[Array]] = {}
    for seen in observations:
        if seen.series not in SERIES:
            continue
        told = SERIES[seen.series](run, seen.year)
        floor = _FLOOR_T if seen.series.startswith("mine_production") else 1e-6
        errors.setdefault(seen.series, []).append(np.abs(exact.log((told + floor) / (seen.value + floor))))
    return {name: np.stack(rows) for name, rows in errors.items()}


def sanity_loss(run: Run) -> Array:
    """Penalty for what no economist would believe: swings without cause, booms without end, rivals without ground."""
    loss = np.zeros(run.series["fear"].shape[1])
    for name in ("neodymium_domestic_price_usd_per_t", "heavy_domestic_price_usd_per_t", "light_price_usd_per_t"):
        for first, last in ((1986, 2005), (2014, 2024)):
            values = exact.log(run.between(name, (first, 1), (last, 12)))
            change = values[12:] - values[:-12]
            swing = np.sqrt(np.cumsum(change * change, axis=0)[-1] / len(change))
            loss = loss + 6.0 * exact.positive(swing - 0.25)
    cost = run.mean("light_unit_cost_usd_per_t", 2015, 2020)
    quoted = run.mean("domestic_price_usd_per_t", 2015, 2020)
    ratio = exact.log(quoted / cost)
    loss = loss + 6.0 * exact.positive(np.abs(ratio - 0.2) - 0.3)
    recovery = run.mean("china_exports_t", 2016, 2019) / (run.mean("china_exports_t", 2012, 2014) + 1.0)
    loss = loss + 6.0 * exact.positive(1.4 - recovery) + 3.0 * exact.positive(recovery - 4.0)
    abroad = output_abroad(run, 2025)
    loss = loss + 4.0 * exact.positive(abroad / 125e3 - 1.0)
    # Diggers without licence are a fringe before the quotas and never the bulk; border mining begins in the 2010s.
    for first, last, most in ((1990, 2004, 0.2), (2005, 2010, 0.4), (2011, 2016, 0.7)):
        black = run.mean("china_illegal_mine_output_t", first, last) / run.mean(
            "china_legal_mine_output_t", first, last
        )
        loss = loss + 10.0 * exact.positive(black - most)
    loss = loss + 2.0 * exact.positive(run.mean("south_east_asia_mine_output_t", 1990, 2009) * 12.0 / 3e3 - 1.0)
    # Demand abroad is not destroyed for good, and China sold something in the first years too.
    use = run.mean("foreign_use_t", 2016, 2024) / run.mean("foreign_use_t", 2003, 2007)
    loss = loss + 10.0 * exact.positive(0.8 - use)
    late = run.mean("china_exports_t", 2016, 2024) / run.mean("china_exports_t", 2003, 2006)
    loss = loss + 10.0 * exact.positive(np.abs(late - 0.95) - 0.15)
    early = run.mean("china_exports_t", 1985, 1988) * 12.0 / 3e3
    loss = loss + 5.0 * exact.positive(np.abs(early - 1.0) - 0.4)
    late_boom = run.unit_value(2012) / run.unit_value(2011)
    loss = loss + 6.0 * exact.positive(late_boom - 0.5)
    # Outside the boom a market clears by price, not by empty shelves.
    for first, last in ((1990, 2008), (2014, 2024)):
        loss = loss + 15.0 * exact.positive(1.0 - run.mean("magnet_cover_months", first, last))
    # The quota stopped binding years before it went (exports stayed below it in 2012-14): no second boom.
    loss = loss + 8.0 * exact.positive(run.mean("quota_rent", 2013, 2014) - 1.1)
    second = run.mean("export_price_usd_per_t", 2014, 2015) / run.mean("export_price_usd_per_t", 2016, 2019)
    loss = loss + 8.0 * exact.positive(second - 1.3)
    # The boom reached the home market too, and magnets moved to China over two decades, not one.
    boom = run.mean("domestic_price_usd_per_t", 2011) / run.mean("domestic_price_usd_per_t", 2009)
    loss = loss + 4.0 * exact.positive(2.5 - boom)
    for year, low, high in ((1990, 0.03, 0.15), (2000, 0.25, 0.6), (2006, 0.55, 0.85), (2017, 0.86, 0.93)):
        share = run.mean("china_magnet_share", year)
        loss = loss + 20.0 * exact.positive(low - share) + 20.0 * exact.positive(share - high)
    heavy_light = run.mean("heavy_price_usd_per_t", 1990, 2025) / run.mean("light_price_usd_per_t", 1990, 2025)
    loss = loss + 3.0 * exact.positive(1.5 - heavy_light)
    unsold = run.series["unsold_t"][-1] / 8e5
    return loss + 2.0 * exact.positive(unsold - 1.0)


def objective(run: Run, bounds: tuple[Bound, ...], observations: tuple[Observation, ...]) -> Array:
    """Total loss of each lane."""
    loss = sanity_loss(run)
    for bound in bounds:
        if bound.id in FORMULAS:
            loss = loss + target_loss(FORMULAS[bound.id](run), bound)
    for name, errors in series_errors(run, observations).items():
        capped = np.minimum(errors, 2.0)
        loss = loss + SERIES_WEIGHTS[name] * np.cumsum(capped, axis=0)[-1] / len(capped)
    return np.where(np.isfinite(loss), loss, 1e6)


@dataclass(slots=True)
class Search:
    """State of the cross-entropy search over the fitted rows, in log space scaled by the bounds."""

    low: Array  # (rows, 1), all parameters
    high: Array
    fitted: np.ndarray[tuple[int], np.dtype[np.bool_]]
    start: Array  # (rows, 1)
    seed: int = 20261124
    lanes: int = 384
    elite: float = 0.125
    spread: float = 0.22

    def run(
        self,
        world: World,
        path: PolicyPath,
        bounds: tuple[Bound, ...],
        observations: tuple[Observation, ...],
        generations: int,
        report: Callable[[int, float, Array], None],
    ) -> tuple[Array, float]:
        """Best block (rows, 1) and its loss after some generations; the same seed gives the same answer."""
        chance = np.random.default_rng(self.seed)
        low, high = np.log(self.low[self.fitted]), np.log(self.high[self.fitted])
        width = high - low
        mean = (np.log(self.start[self.fitted]) - low) / width
        deviation = np.full(mean.shape, self.spread)
        best, best_loss = self.start.copy(), float("inf")
        keep = max(int(self.lanes * self.elite), 4)
        previous = None
        for generation in range(generations):
            points = mean + deviation * chance.standard_normal((len(mean), self.lanes))
            points[:, 0] = mean[:, 0]
            if previous is not None:
                points[:, 1 : 1 + previous.shape[1]] = previous
            points = np.clip(points, 0.0, 1.0)
            block = np.repeat(self.start, self.lanes, axis=1)
            block[self.fitted] = np.exp(low + width * points)
            loss = objective(run_path(Parameters.from_block(block), world, path, compiled=True), bounds, observations)
            order = np.argsort(loss, kind="stable")
            chosen = points[:, order[:keep]]
            weights = np.log(keep + 0.5) - np.log(np.arange(1, keep + 1))
            weights = weights / weights.sum()
            centre = (chosen * weights).sum(axis=1, keepdims=True)
            scatter = np.sqrt(((chosen - centre) ** 2 * weights).sum(axis=1, keepdims=True))
            mean = 0.3 * mean + 0.7 * centre
            deviation = np.maximum(0.7 * deviation + 0.3 * scatter * 1.15, 0.004)
            previous = chosen[:, :2]
            if loss[order[0]] < best_loss:
                best_loss = float(loss[order[0]])
                best = block[:, order[:1]].copy()
            report(generation, best_loss, loss[order])
        return best, best_loss
