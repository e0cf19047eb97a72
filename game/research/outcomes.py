"""What a sweep keeps of a run, as plain numbers and words that go through a pipe and a file unchanged."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from game.economy.blocks import Array
from game.economy.dimensions import FIRST_YEAR, MONTHS_PER_YEAR
from game.research.spec import FiguresRow
from game.rules.score import Score


@dataclass(frozen=True, slots=True)
class Outcome:
    """One run's row and its rows by year; all but the key is empty where the run could not be finished."""

    key: str
    scores: tuple[float, ...] = ()  # overall, share, price, leverage: points 0-200
    medal: str = ""
    ending: str = ""  # as in score.json; empty for runs of the engine alone
    refused: int = 0  # orders of the policy that the rules refused
    problem: str = ""  # why there are no figures
    final: tuple[float, ...] = ()
    yearly: tuple[tuple[float, ...], ...] = field(default=())  # year, months, then means, sums, last months

    def line(self) -> str:
        """The outcome as one line of JSON; numbers come back to the bit."""
        return json.dumps(asdict(self), ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def from_line(line: str) -> Outcome:
    """Raises ValueError, TypeError or KeyError for what is no outcome."""
    raw: dict[str, Any] = json.loads(line)
    raw["scores"], raw["final"] = tuple(raw["scores"]), tuple(raw["final"])
    raw["yearly"] = tuple(tuple(row) for row in raw["yearly"])
    return Outcome(**raw)


def headlines(score: Score) -> tuple[float, ...]:
    """Overall, share, price and leverage in points."""
    return (score.overall, *(line.points for line in score.headlines()))


def chosen_names(figures: FiguresRow) -> tuple[str, ...]:
    """Every figure that is asked for, once."""
    return tuple(dict.fromkeys([*figures.final, *figures.yearly_mean, *figures.yearly_sum, *figures.yearly_last]))


def final_figures(figures: FiguresRow, series: Callable[[str], Array]) -> tuple[float, ...]:
    """The last month's values; `series` gives a figure's months, (months,)."""
    return tuple(float(series(name)[-1]) + 0.0 for name in figures.final)


def yearly_figures(figures: FiguresRow, series: Callable[[str], Array], start: int) -> tuple[tuple[float, ...], ...]:
    """A row for each calendar year that a run touches: year, its months lived, means, sums, last months."""
    names = chosen_names(FiguresRow(**{**figures.model_dump(), "final": []}))
    if not names:
        return ()
    columns = {name: series(name) for name in names}
    months = len(next(iter(columns.values())))
    rows = []
    for first in range(start - start % MONTHS_PER_YEAR, start + months, MONTHS_PER_YEAR):
        span = slice(max(first - start, 0), min(first + MONTHS_PER_YEAR - start, months))
        rows.append(
            (
                float(FIRST_YEAR + first // MONTHS_PER_YEAR),
                float(span.stop - span.start),
                *(_sum(columns[name][span]) / (span.stop - span.start) for name in figures.yearly_mean),
                *(_sum(columns[name][span]) for name in figures.yearly_sum),
                *(float(columns[name][span.stop - 1]) + 0.0 for name in figures.yearly_last),
            )
        )
    return tuple(rows)


def _sum(values: Sequence[float] | Array) -> float:
    """In the order of the months, as the bits of a sum depend on it."""
    return float(np.cumsum(values)[-1]) + 0.0
