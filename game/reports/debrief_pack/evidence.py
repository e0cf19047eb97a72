"""What a debrief rests on: for each group of a class its comparison, the causes at its gravest fork, and the record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Final

from game.analysis.evidence import read_observations
from game.economy.dimensions import month_index
from game.reports.class_table.causes import Parting, parting
from game.reports.class_table.command import Table
from game.reports.class_table.compare import Comparison
from game.reports.class_table.scoring import Row, history_session
from game.session import Session

# Series of the record, the figure each stands for, and how a year of it is made.
_RECORDED: Final[Mapping[str, tuple[str, str]]] = {
    "export_price_china_average": ("export_price_usd_per_t", "unit value"),
    "export_volume_china": ("china_exports_t", "sum"),
    "mine_production_china": ("china_recorded_mine_output_t", "sum"),
    "mine_production_us": ("us_mine_output_t", "sum"),
    "mine_production_australia": ("australia_mine_output_t", "sum"),
}
_MOST_MISSES: Final = 8


@dataclass(frozen=True, slots=True)
class Miss:
    """A year of a figure: what the record says and what the engine's run of history says."""

    figure: str
    year: int
    record: float
    engine: float


@dataclass(frozen=True, slots=True)
class Group:
    """One level at one difficulty, as a class played it."""

    found: Comparison
    parting: Parting | None
    misses: tuple[Miss, ...]  # the widest, by figure and year


@dataclass(frozen=True, slots=True)
class Evidence:
    """A whole class."""

    groups: tuple[Group, ...]
    refused: tuple[Row, ...]
    twins: Mapping[str, str]  # source -> whose decisions are the same


def gathered(table: Table, folder: Path, language: str) -> Evidence:
    """Explain the gravest fork of every group from its hand-ins, and look up the record.

    Raises Fault when a hand-in or a level is no longer there.
    """
    groups = []
    for found in table.comparisons:
        misses = _misses(found, history_session(found.level)) if found.rows else ()
        groups.append(Group(found, parting(found, folder, language), misses))
    return Evidence(tuple(groups), table.refused, table.twins)


def _misses(found: Comparison, history: Session) -> tuple[Miss, ...]:
    """The years of the level in which the engine's history lies furthest from the record."""
    made = []
    for one in read_observations():
        if one.series not in _RECORDED or one.value <= 0.0:
            continue
        figure, kind = _RECORDED[one.series]
        first = month_index(one.year, 1) - found.level.start
        if first < 0 or month_index(one.year, 12) > found.level.end:
            continue
        engine = _year(history, figure, kind, first)
        if engine > 0.0:
            made.append(Miss(figure, one.year, one.value, engine))
    made.sort(key=lambda miss: (-abs(log(miss.engine / miss.record)), miss.figure, miss.year))
    return tuple(sorted(made[:_MOST_MISSES], key=lambda miss: (miss.figure, miss.year)))


def _year(history: Session, figure: str, kind: str, first: int) -> float:
    """A calendar year of a figure: tonnes in all, or value over tonnes as customs would have it."""
    names = (figure,) if kind == "sum" else ("export_value_musd", "china_exports_t")
    sums = []
    for name in names:
        total = 0.0
        for value in history.true_series(name)[first : first + 12].tolist():
            total += value
        sums.append(total)
    return sums[0] if kind == "sum" else sums[0] * 1e6 / (sums[1] + 1e-9)
