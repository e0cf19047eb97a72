"""The calibration targets of assets/economy/targets.csv that the engine can express, as formulas over a run.

Each formula takes a run of history's policy and gives the figure in the target's own unit, shape (B,).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from game.analysis.runs import Run
from game.economy import exact
from game.economy.blocks import Array
from game.economy.dimensions import month_index

Formula = Callable[[Run], Array]

# A mine counts as closed in a calendar year with less than this (the series prints such years as 0).
CLOSED_T_PER_YEAR: Final = 500.0
RIVAL_OUTPUT: Final = (
    "us_mine_output_t",
    "australia_mine_output_t",
    "south_east_asia_mine_output_t",
    "rest_mine_output_t",
)


def output_abroad(run: Run, year: int) -> Array:
    total: Array = run.year(RIVAL_OUTPUT[0], year)
    for name in RIVAL_OUTPUT[1:]:
        total = total + run.year(name, year)
    return total


def mining_share(run: Run, year: int) -> Array:
    """Recorded Chinese output over recorded world output, %."""
    china = run.year("china_recorded_mine_output_t", year)
    share: Array = 100.0 * china / (china + output_abroad(run, year))
    return share


def world_output_kt(run: Run, year: int) -> Array:
    kilotonnes: Array = (run.year("china_recorded_mine_output_t", year) + output_abroad(run, year)) / 1e3
    return kilotonnes


def growth(first: Array, last: Array, years: int) -> Array:
    """Average growth, % a year."""
    return 100.0 * (exact.exp(exact.log((last + 1e-9) / (first + 1e-9)) / float(years)) - 1.0)


def closing_year(run: Run) -> Array:
    """First calendar year from 1990 with no mining at Mountain Pass; 2030 if there is none."""
    found = np.full(run.series["us_mine_output_t"].shape[1], 2030.0)
    for year in range(2025, 1989, -1):
        found = np.where(run.year("us_mine_output_t", year) < CLOSED_T_PER_YEAR, float(year), found)
    return found


def volatility(run: Run, first: int, last: int) -> Array:
    """Standard deviation of twelve-month log changes of the export price."""
    prices = exact.log(run.between("export_price_usd_per_t", (first - 1, 1), (last, 12)))
    changes = prices[12:] - prices[:-12]
    mean = np.cumsum(changes, axis=0)[-1] / len(changes)
    spread = np.cumsum((changes - mean) * (changes - mean), axis=0)[-1] / len(changes)
    result: Array = np.sqrt(spread)
    return result


def _supply(run: Run, year: int) -> Array:
    return run.year("china_legal_mine_output_t", year) + run.year("china_illegal_mine_output_t", year)


def _black_heavy_ratio(run: Run) -> Array:
    """Black share in heavy over black share overall, 2011-16."""
    heavy_black = run.mean("china_illegal_heavy_output_t", 2011, 2016)
    heavy = heavy_black + run.mean("china_legal_heavy_output_t", 2011, 2016)
    black = run.mean("china_black_supply_t", 2011, 2016)
    supply = run.mean("china_legal_mine_output_t", 2011, 2016) + run.mean("china_illegal_mine_output_t", 2011, 2016)
    ratio: Array = (heavy_black / heavy) / (black / supply)
    return ratio


def _patents(run: Run, year: int, name: str = "china_patents") -> Array:
    stock: Array = run.series[name][month_index(year, 12)]
    return stock


def _magnet_drop(run: Run) -> Array:
    """Mean of April-May 2025 against the mean of the first quarter, % change."""
    spring = run.between("china_magnet_exports_t", (2025, 4), (2025, 5))
    winter = run.between("china_magnet_exports_t", (2025, 1), (2025, 3))
    drop: Array = 100.0 * ((spring[0] + spring[1]) / 2.0 / ((winter[0] + winter[1] + winter[2]) / 3.0) - 1.0)
    return drop


def _magnet_recovery(run: Run) -> Array:
    """Months after June 2025 until magnet exports pass 80% of the first quarter's mean; 12 if never."""
    winter = run.between("china_magnet_exports_t", (2025, 1), (2025, 3))
    level = 0.8 * (winter[0] + winter[1] + winter[2]) / 3.0
    months = np.full(level.shape, 12.0)
    for later in range(6, 0, -1):
        value = run.series["china_magnet_exports_t"][month_index(2025, 6) + later]
        months = np.where(value >= level, float(later), months)
    return months


def _reserves(run: Run) -> Array:
    share: Array = 100.0 * run.series["china_reserves_share"][month_index(2025, 6)]
    return share


FORMULAS: Final[dict[str, Formula]] = {
    "T01": lambda r: mining_share(r, 1994),
    "T02": lambda r: mining_share(r, 2004),
    "T03": lambda r: growth(
        r.year("china_recorded_mine_output_t", 1991), r.year("china_recorded_mine_output_t", 1998), 7
    ),
    "T04": lambda r: r.year("china_exports_t", 1991) / 1e3,
    "T05": lambda r: r.year("china_exports_t", 2004) / 1e3,
    "T06": lambda r: growth(r.year("china_exports_t", 1991), r.year("china_exports_t", 2004), 13),
    "T07": lambda r: r.unit_value(1991) / 1e3,
    "T08": lambda r: r.unit_value(2004) / 1e3,
    "T09": lambda r: 100.0 * (r.unit_value(2004) / r.unit_value(1991) - 1.0),
    "T10": closing_year,
    "T11": lambda r: output_abroad(r, 2004) / output_abroad(r, 1994),
    "T12": lambda r: r.year("china_exports_t", 2004) / r.year("export_quota_t", 2005),
    "T14": lambda r: r.unit_value(2011) / r.unit_value(2010),
    "T15": lambda r: (r.unit_value(2008) + r.unit_value(2009) + r.unit_value(2010)) / 3.0 / r.unit_value(2004),
    "T17": lambda r: output_abroad(r, 2013) / output_abroad(r, 2009),
    "T18": lambda r: 100.0 * r.series["consolidation_licences_share"][month_index(2015, 12)],
    "T19": lambda r: 100.0 * r.series["consolidation_smelters_share"][month_index(2015, 12)],
    "T20": lambda r: r.year("china_black_supply_t", 2015) / 1e3,
    "T21": lambda r: r.year("china_black_supply_t", 2015) / 105e3,
    "T22": lambda r: (r.year("china_recorded_mine_output_t", 2015) + r.year("china_black_supply_t", 2015)) / 1e3,
    "T23": _black_heavy_ratio,
    "T24": lambda r: r.year("china_black_supply_t", 2018) / r.year("china_black_supply_t", 2015),
    "T25": lambda r: _supply(r, 2018) / _supply(r, 2015),
    "T26": lambda r: volatility(r, 2018, 2020) / volatility(r, 2010, 2012),
    "T27": lambda r: 100.0 * r.year("china_in_plan_mine_output_t", 2022) / _supply(r, 2022),
    "T30": lambda r: _patents(r, 2018),
    "T31": lambda r: _patents(r, 2018, "us_patents"),
    "T32": lambda r: _patents(r, 2018) / _patents(r, 2018, "us_patents"),
    "T33": lambda r: 100.0 * (1.0 - _patents(r, 2011) / _patents(r, 2018)),
    "T34": lambda r: 100.0 * r.mean("china_processing_share", 2023),
    "T35": lambda r: mining_share(r, 2025),
    "T36": lambda r: 100.0 * r.mean("china_processing_share", 2025),
    "T37": _reserves,
    "T38": _magnet_drop,
    "T39": _magnet_recovery,
    "S01": lambda r: r.year("china_recorded_mine_output_t", 2000) / 1e3,
    "S02": lambda r: r.year("china_recorded_mine_output_t", 2006) / 1e3,
    "S03a": lambda r: world_output_kt(r, 1995),
    "S03b": lambda r: world_output_kt(r, 2000),
    "S04": lambda r: world_output_kt(r, 2009),
    "S05a": lambda r: r.year("us_mine_output_t", 1995) / 1e3,
    "S05b": lambda r: r.year("us_mine_output_t", 1998) / 1e3,
    "S05c": lambda r: r.mean("us_mine_output_t", 2003, 2011) * 12.0 / 1e3,
    "S05d": lambda r: r.year("us_mine_output_t", 2013) / 1e3,
    "S05e": lambda r: r.mean("us_mine_output_t", 2016, 2017) * 12.0 / 1e3,
    "S05f": lambda r: r.year("us_mine_output_t", 2019) / 1e3,
    "S06": lambda r: mining_share(r, 2000),
    "S07": lambda r: mining_share(r, 2013),
    "S08": lambda r: np.minimum(
        np.minimum(mining_share(r, 2018), mining_share(r, 2019)),
        np.minimum(mining_share(r, 2020), mining_share(r, 2021)),
    ),
    "S09a": lambda r: world_output_kt(r, 2018),
    "S09b": lambda r: world_output_kt(r, 2024),
}
