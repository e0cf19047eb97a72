"""What calibration minimises: named terms over a run of history, each zero where the run is as it should be.

Three kinds: targets of the briefing and the series with bounds, distances to reference series, and sanity. Figures of
the evidence reach the parameters only through these terms; nothing of them enters the engine. Sanity terms say what
an economist would not believe: hitting targets alone does not make a model sane.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from game.analysis.runs import Run
from game.analysis.targets import FORMULAS, output_abroad, world_output_kt
from game.economy import exact
from game.economy.blocks import Array
from game.economy.dimensions import FIRST_YEAR


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


@dataclass(frozen=True, slots=True)
class Term:
    """One summand of the objective: loss maps a run to shape (B,), zero at best."""

    id: str
    words: str
    loss: Callable[[Run], Array]


SERIES: Mapping[str, Callable[[Run, int], Array]] = {
    "mine_production_china": lambda r, y: r.year("china_recorded_mine_output_t", y),
    "mine_production_china_official": lambda r, y: r.year("china_recorded_mine_output_t", y),
    "mine_production_world": lambda r, y: world_output_kt(r, y) * 1e3,
    "mine_production_us": lambda r, y: r.year("us_mine_output_t", y),
    "mine_production_australia": lambda r, y: r.year("australia_mine_output_t", y),
    "export_volume_china": lambda r, y: r.year("china_exports_t", y),
    "export_price_china_average": lambda r, y: r.unit_value(y),
    "price_Nd_oxide": lambda r, y: r.mean("neodymium_price_usd_per_t", y) / 1e3,
    "price_Ce_oxide": lambda r, y: r.mean("cerium_price_usd_per_t", y) / 1e3,
    "price_La_oxide": lambda r, y: r.mean("cerium_price_usd_per_t", y) / 1e3,
    "price_Dy_oxide": lambda r, y: r.mean("heavy_price_usd_per_t", y) / 1e3,
    "cost_baotou_REO": lambda r, y: r.mean("light_unit_cost_usd_per_t", y) / 1e3,
    "consumption_china": lambda r, y: r.year("china_domestic_use_t", y),
}
# Weight of each series' mean absolute log error; figures that other facts contradict weigh little.
SERIES_WEIGHTS: Mapping[str, float] = {
    "mine_production_china": 24.0,
    "mine_production_china_official": 6.0,
    "mine_production_world": 38.0,
    "mine_production_us": 8.0,
    "mine_production_australia": 3.0,
    "export_volume_china": 16.0,
    "export_price_china_average": 22.0,
    "price_Nd_oxide": 14.0,
    "price_Ce_oxide": 2.0,
    "price_La_oxide": 2.0,
    "price_Dy_oxide": 9.0,
    "cost_baotou_REO": 8.0,
    "consumption_china": 4.0,
}
_FLOOR_T = 1500.0  # tonnes below which a country's output counts as nothing
_MOST_ERROR = 2.0  # one figure that is far off must not outweigh the rest
_PRICES = ("neodymium_domestic_price_usd_per_t", "heavy_domestic_price_usd_per_t", "light_price_usd_per_t")


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
        if seen.series not in SERIES or seen.year < FIRST_YEAR:
            continue
        told = SERIES[seen.series](run, seen.year)
        floor = _FLOOR_T if seen.series.startswith("mine_production") else 1e-6
        errors.setdefault(seen.series, []).append(np.abs(exact.log((told + floor) / (seen.value + floor))))
    return {name: np.stack(rows) for name, rows in errors.items()}


def _series_term(name: str, observations: tuple[Observation, ...]) -> Term:
    mine = tuple(seen for seen in observations if seen.series == name)

    def loss(run: Run) -> Array:
        errors = np.minimum(series_errors(run, mine)[name], _MOST_ERROR)
        mean: Array = SERIES_WEIGHTS[name] * np.cumsum(errors, axis=0)[-1] / float(len(errors))
        return mean

    return Term(name, f"mean absolute log error of {len(mine)} figures x {SERIES_WEIGHTS[name]:g}", loss)


def _outside(value: Array, low: float, high: float) -> Array:
    """How far a value lies outside [low, high]."""
    return exact.positive(low - value) + exact.positive(value - high)


def _swing(run: Run) -> Array:
    total = np.zeros(run.series["fear"].shape[1])
    for name in _PRICES:
        for first, last in ((1986, 2005), (2014, 2024)):
            values = exact.log(run.between(name, (first, 1), (last, 12)))
            change = values[12:] - values[:-12]
            swing = np.sqrt(np.cumsum(change * change, axis=0)[-1] / float(len(change)))
            total = total + exact.positive(swing - 0.25)
    return total


def _near_cost(run: Run) -> Array:
    """Distance of home prices 2015-20 from unit cost; a producer's margin of up to two thirds is usual in mining."""
    cost = run.mean("light_unit_cost_usd_per_t", 2015, 2020)
    mixed = exact.log(run.mean("domestic_price_usd_per_t", 2015, 2020) / cost)
    neodymium = exact.log(run.mean("neodymium_domestic_price_usd_per_t", 2015, 2020) / cost)
    clay = run.mean("heavy_unit_cost_usd_per_t", 2015, 2024)
    heavy = exact.log(run.mean("heavy_domestic_price_usd_per_t", 2015, 2024) / clay)
    return _outside(mixed, -0.1, 0.5) + exact.positive(neodymium - 1.8) + _outside(heavy, 0.0, 1.4)


def _black(run: Run) -> Array:
    total = np.zeros(run.series["fear"].shape[1])
    for first, last, most in ((1990, 2004, 0.2), (2005, 2010, 0.4), (2011, 2016, 0.8)):
        legal = run.mean("china_legal_mine_output_t", first, last)
        total = total + exact.positive(run.mean("china_illegal_mine_output_t", first, last) / legal - most)
    return total


def _shelves(run: Run) -> Array:
    total = np.zeros(run.series["fear"].shape[1])
    for first, last in ((1990, 2008), (2014, 2024)):
        total = total + exact.positive(1.0 - run.mean("magnet_cover_months", first, last))
    return total


def _magnet_path(run: Run) -> Array:
    total = np.zeros(run.series["fear"].shape[1])
    for year, low, high in (
        (1990, 0.03, 0.15),
        (2000, 0.25, 0.6),
        (2006, 0.55, 0.85),
        (2017, 0.84, 0.94),
        (2024, 0.86, 0.95),
    ):
        total = total + _outside(run.mean("china_magnet_share", year), low, high)
    return total


def _exports_late(run: Run) -> Array:
    return run.mean("china_exports_t", 2016, 2024) / run.mean("china_exports_t", 2003, 2006)


def _ratio(run: Run, name: str, above: tuple[int, int], below: tuple[int, int]) -> Array:
    return run.mean(name, *above) / run.mean(name, *below)


def _heavy_over_light(run: Run) -> Array:
    return run.mean("heavy_price_usd_per_t", 1990, 2025) / run.mean("light_price_usd_per_t", 1990, 2025)


SANITY: tuple[Term, ...] = (
    Term("sane-swings", "yearly swings of prices outside the boom stay below a quarter", lambda r: 6.0 * _swing(r)),
    Term("sane-cost", "prices settle near cost through the later 2010s", lambda r: 8.0 * _near_cost(r)),
    Term(
        "sane-recovery",
        "exports recover when quotas and duties go",
        lambda r: 6.0 * _outside(_ratio(r, "china_exports_t", (2016, 2019), (2012, 2014)), 1.4, 4.0),
    ),
    Term(
        "sane-late-exports",
        "exports 2016-24 are of the size of 2003-06",
        lambda r: 10.0 * exact.positive(np.abs(_exports_late(r) - 0.95) - 0.15),
    ),
    Term(
        "sane-rivals",
        "rivals stay bounded by geology: at most 125,000 t in 2025",
        lambda r: 4.0 * exact.positive(output_abroad(r, 2025) / 125e3 - 1.0),
    ),
    Term("sane-black", "diggers without licence are a fringe at first and never the bulk", lambda r: 10.0 * _black(r)),
    Term(
        "sane-border",
        "mining across the border begins in the 2010s",
        lambda r: 2.0 * exact.positive(r.mean("south_east_asia_mine_output_t", 1990, 2009) * 12.0 / 3e3 - 1.0),
    ),
    Term(
        "sane-use",
        "demand abroad is not destroyed for good",
        lambda r: 10.0 * exact.positive(0.8 - _ratio(r, "foreign_use_t", (2016, 2024), (2003, 2007))),
    ),
    Term(
        "sane-opening",
        "China sold something in the first years too",
        lambda r: 5.0 * exact.positive(np.abs(r.mean("china_exports_t", 1985, 1988) * 12.0 / 3e3 - 1.0) - 0.4),
    ),
    Term(
        "sane-boom-ends",
        "the boom is over by its second year",
        lambda r: (
            6.0 * exact.positive(r.unit_value(2012) / r.unit_value(2011) - 0.5)
            + 6.0 * exact.positive(r.unit_value(2013) / r.unit_value(2011) - 0.25)
        ),
    ),
    Term(
        "sane-no-second-boom",
        "the quota stopped binding before it went (exports stayed below it in 2012-14)",
        lambda r: (
            6.0 * exact.positive(r.mean("quota_rent", 2013, 2015) - 1.15)
            + 8.0 * exact.positive(_ratio(r, "export_price_usd_per_t", (2014, 2015), (2016, 2019)) - 1.3)
        ),
    ),
    Term(
        "sane-boom-at-home",
        "the boom reached the home market too",
        lambda r: (
            4.0 * exact.positive(2.5 - _ratio(r, "domestic_price_usd_per_t", (2011, 2011), (2009, 2009)))
            + 4.0 * exact.positive(2.0 - _ratio(r, "neodymium_domestic_price_usd_per_t", (2011, 2011), (2009, 2009)))
        ),
    ),
    Term(
        "sane-shelves", "outside the boom a market clears by price, not by empty shelves", lambda r: 15.0 * _shelves(r)
    ),
    Term(
        "sane-fear",
        "buyers are calm before the quota bites and frightened when it does",
        lambda r: (
            15.0 * exact.positive(r.mean("fear", 1995, 2008) - 0.1)
            + 10.0 * exact.positive(0.4 - r.mean("fear", 2011))
            + 10.0 * exact.positive(r.mean("fear", 2016, 2024) - 0.15)
        ),
    ),
    Term(
        "sane-leverage",
        "leverage has a first peak in 2010, before buyers prepare",
        lambda r: 5.0 * exact.positive(1.1 - r.mean("leverage_index", 2010) / r.mean("leverage_index", 2013)),
    ),
    Term(
        "sane-smugglers",
        "smugglers lose most of their trade when quotas and duties go",
        lambda r: 5.0 * exact.positive(_ratio(r, "china_smuggled_t", (2017, 2023), (2007, 2011)) - 0.25),
    ),
    Term(
        "sane-service",
        "whoever pays the price at home finds goods",
        lambda r: (
            10.0
            * exact.positive(r.mean("unserved_use_t", 1990, 2024) / r.mean("china_domestic_use_t", 1990, 2024) - 0.02)
        ),
    ),
    Term("sane-magnets", "magnet making moved to China over two decades, not one", lambda r: 20.0 * _magnet_path(r)),
    Term(
        "sane-heavy",
        "heavy stays dearer than light",
        lambda r: (
            3.0
            * exact.positive(
                1.5 - r.mean("heavy_price_usd_per_t", 1990, 2025) / r.mean("light_price_usd_per_t", 1990, 2025)
            )
        ),
    ),
    Term(
        "sane-unsold",
        "what nobody buys does not pile up for ever",
        lambda r: 2.0 * exact.positive(r.series["unsold_t"][-1] / 8e5 - 1.0),
    ),
)


def terms(bounds: tuple[Bound, ...], observations: tuple[Observation, ...]) -> tuple[Term, ...]:
    """All terms of the objective over a run of history, in a fixed order."""

    def of_target(bound: Bound) -> Term:
        formula = FORMULAS[bound.id]
        return Term(bound.id, f"target, weight {bound.weight:g}", lambda run: target_loss(formula(run), bound))

    seen = [name for name in SERIES if any(one.series == name for one in observations)]
    return (
        *(of_target(bound) for bound in bounds if bound.id in FORMULAS),
        *(_series_term(name, observations) for name in seen),
        *SANITY,
    )


def losses(run: Run, parts: tuple[Term, ...]) -> Array:
    """Loss of each term, shape (terms, B); a run that left the finite numbers costs a million in every term."""
    table = np.stack([part.loss(run) for part in parts])
    # A comparison with no number is false, so that a term may call a run that blew up flawless: ask the run itself.
    alive = np.all([np.isfinite(values[-1]) for values in run.series.values()], axis=0)
    return np.where(np.isfinite(table) & alive, table, 1e6)


def figures_needed(parts: tuple[Term, ...], run: Run) -> tuple[str, ...]:
    """The names of the figures that the terms ask for, found by asking them."""
    asked: set[str] = set()

    class _Asked(dict[str, Array]):
        def __getitem__(self, name: str) -> Array:
            asked.add(name)
            return super().__getitem__(name)

    losses(Run(_Asked(run.series)), parts)
    return tuple(sorted(asked))
