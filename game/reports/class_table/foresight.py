"""How well a class judged its own confidence: a histogram of calibration scores with the teams in each bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from game.faults import visible
from game.language import listing, number, phrase
from game.reports.book import Sheet
from game.reports.class_table.scoring import Row

EDGES: Final = (0, 20, 40, 60, 80)  # points; below the first lies who knew less than nothing
_NAME: Final = 48


@dataclass(frozen=True, slots=True)
class Bar:
    """The teams whose calibration lies from `low` to below `high`; None for an open end."""

    low: int | None
    high: int | None
    rows: tuple[Row, ...]


def histogram(rows: Sequence[Row]) -> tuple[Bar, ...]:
    """The teams that predicted, by their calibration, worst first."""
    told = [row for row in rows if row.foresight]
    ends: tuple[int | None, ...] = (None, *EDGES, None)
    return tuple(
        Bar(low, high, tuple(row for row in told if _within(row.foresight["calibration"], low, high)))
        for low, high in pairwise(ends)
    )


def _within(points: float, low: int | None, high: int | None) -> bool:
    return (low is None or points >= low) and (high is None or points < high)


def foresight_table(rows: Sequence[Row], language: str) -> Sheet | None:
    """The histogram as a table, best first; None where nobody's prediction came due."""
    bars = histogram(rows)
    if not any(bar.rows for bar in bars):
        return None
    lines = tuple(
        (_ends(bar, language), str(len(bar.rows)), listing([_team(row, language) for row in bar.rows], language))
        for bar in reversed(bars)
    )
    columns = tuple(phrase(f"class.foresight.{name}", language) for name in ("calibration", "teams", "who"))
    return Sheet(
        phrase("class.foresight", language), phrase("class.foresight_note", language), columns, lines, 1, -1, 2
    )


def _ends(bar: Bar, language: str) -> str:
    if bar.low is None:
        return phrase("class.foresight.below", language, high=bar.high)
    return phrase("class.foresight.from", language, low=bar.low, high=100 if bar.high is None else bar.high)


def _team(row: Row, language: str) -> str:
    """A team with its points and how many of its directions were right."""
    told = row.foresight
    values = {
        "points": number(told["calibration"], 0, language),
        "right": number(told["right"], 0, language),
        "all": number(told["directions"], 0, language),
    }
    return phrase("class.foresight.team", language, name=visible(row.name, _NAME), **values)
