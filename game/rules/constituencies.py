"""Six constituencies: approval from the engine's figures by stated formulas; capital from approval.

A constituency's approval moves towards base + what it sees in figures + its attitude to levers + what cards did to it.
Every term is a straight line between two values of one figure, so that a person can check it; a view shows the same
parts that are added up here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from game.rules.level import CONSTITUENCIES, Constituency, Figure, Level, Lever

FADING_MONTHS: Final = 12.0  # time in which authority beyond what is kept fades
SHIFT_MONTHS: Final = 24.0  # fading of what a card did
INCOME_LOW, INCOME_HIGH = 12.0, 30.0  # capital a year at the two mean approvals below
LOW_APPROVAL, HIGH_APPROVAL = 20.0, 80.0
BEFORE_FIRST_MONTH: Final = 50.0  # what figures would give while there are none
SUPPORTS_FROM: Final = 70.0  # approval from which a constituency helps
SUPPORT: Final = 0.15  # what each supporter takes off the price of a move it likes
_ATTITUDE_POINTS = 8.0  # approval for a lever moved over its whole range
MOST_ATTITUDE: Final = 20.0  # points that all levers together may give or take
_LEAST_MOVE = 0.34  # share of the range that a cap brought in, lifted, or a position changed counts as


@dataclass(frozen=True, slots=True)
class Term:
    """Points that grow in a straight line from 0 at `low` to `points` at `high` of a figure, and stay at both ends."""

    figure: str  # an indicator, or `sold` (exports over foreign use)
    points: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Formula:
    """What one constituency looks at."""

    base: float
    terms: tuple[Term, ...]


FORMULAS: Final[Mapping[str, Formula]] = {
    "provinces": Formula(
        20.0,
        (
            Term("goodwill", 45.0, 0.0, 0.8),
            Term("mine_margin", 15.0, -0.3, 0.6),
            Term("unsold_t", -10.0, 0.0, 60_000.0),
        ),
    ),
    "commerce": Formula(
        30.0,
        (
            Term("sold", 25.0, 0.0, 1.0),
            Term("foreign_exchange_musd", 15.0, 0.0, 60.0),
            Term("quota_bite", -30.0, 0.0, 0.6),
            Term("fear", -15.0, 0.0, 0.8),
            Term("trade_case", -10.0, 0.0, 1.0),
        ),
    ),
    "industry": Formula(
        35.0,
        (
            Term("mine_margin", 30.0, -0.5, 0.6),
            Term("china_magnet_share", 15.0, 0.0, 1.0),
            Term("unserved_use_t", -15.0, 0.0, 6_000.0),
        ),
    ),
    "environment": Formula(80.0, (Term("anger", -65.0, 0.0, 0.8), Term("pollution_index", -10.0, 0.0, 200.0))),
    "planners": Formula(
        25.0,
        (
            Term("controllability", 35.0, 0.0, 1.0),
            Term("consolidation_share", 10.0, 0.0, 1.0),
            Term("china_processing_share", 10.0, 0.0, 1.0),
        ),
    ),
    "foreign": Formula(
        55.0,
        (
            Term("sold", 15.0, 0.0, 1.0),
            Term("fear", -50.0, 0.0, 0.8),
            Term("trade_case", -15.0, 0.0, 1.0),
        ),
    ),
}


def _cut(value: Any, low: float, high: float) -> Any:
    if isinstance(value, np.ndarray):
        return np.minimum(np.maximum(value, low), high)
    return low if value < low else high if value > high else value


def seen(figure: str, figures: Mapping[str, Figure]) -> Figure:
    """The value of a term's figure."""
    if figure == "sold":
        sold: Figure = figures["china_exports_t"] / (figures["foreign_use_t"] + 1.0)
        return sold
    return figures[figure]


def term_points(term: Term, figures: Mapping[str, Figure]) -> Figure:
    """The points that a term gives at the figures of a month."""
    share: Figure = (_cut(seen(term.figure, figures), term.low, term.high) - term.low) / (term.high - term.low)
    return term.points * share


def outlook(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """Approval that the figures alone would give: base and terms of each formula."""
    result: dict[str, Figure] = {}
    for name, formula in FORMULAS.items():
        points: Any = formula.base
        for term in formula.terms:
            points = points + term_points(term, figures)
        result[name] = points
    return result


def stances(lever: Lever) -> Iterator[tuple[Constituency, float]]:
    """Who likes (+1) and who dislikes (-1) more of a tool."""
    for name in lever.liked_by:
        yield name, 1.0
    for name in lever.disliked_by:
        yield name, -1.0


def use(level: Level, lever: Lever, setting: Figure) -> Figure:
    """How far a lever stands from its opening, as a share of its range; positive is more of the tool.

    A position is moved or not, a cap that is on or off counts at least a third: both are kinds, not amounts.
    """
    moved: Any = (setting - level.opening[lever.id]) / (lever.maximum - lever.minimum)
    used: Figure = (moved != 0.0) * 1.0 if lever.choices else moved
    if not lever.maximum_means_none:
        return used
    more = -moved  # a lower cap is more of the tool
    free = level.opening[lever.id] >= lever.maximum
    least = _cut(more, _LEAST_MOVE, 1.0) if free else _cut(more, -1.0, -_LEAST_MOVE)
    used = more + ((setting >= lever.maximum) != free) * (least - more)
    return used


def attitude_parts(level: Level, settings: Mapping[str, Figure]) -> Iterator[tuple[Lever, Constituency, Figure]]:
    """Each lever's points with each constituency that has a view of it, before the sum is cut."""
    for lever in level.levers:
        used = use(level, lever, settings[lever.id])
        for name, sign in stances(lever):
            yield lever, name, sign * _ATTITUDE_POINTS * used


_LAST: list[Any] = []  # level, settings and attitude of the last call


def attitude(level: Level, settings: Mapping[str, Figure]) -> dict[str, Figure]:
    """Points for liked and disliked levers against their opening settings."""
    # Settings stand for months on end as the same mapping, which nobody changes.
    if _LAST and _LAST[0] is level and _LAST[1] is settings:
        known: dict[str, Any] = _LAST[2]
        return known
    points: dict[str, Any] = dict.fromkeys(CONSTITUENCIES, 0.0)
    for _, name, part in attitude_parts(level, settings):
        points[name] = points[name] + part
    told = {name: _cut(value, -MOST_ATTITUDE, MOST_ATTITUDE) for name, value in points.items()}
    _LAST[:] = [level, settings, told]
    return told


def next_approvals(
    level: Level,
    approvals: Mapping[str, Figure],
    shifts: Mapping[str, Figure],
    settings: Mapping[str, Figure],
    figures: Mapping[str, Figure],
) -> dict[str, Figure]:
    """Approval at the end of a month."""
    wanted = outlook(figures)
    likes = attitude(level, settings)
    result = {}
    for name in CONSTITUENCIES:
        target = _cut(wanted[name] + likes[name] + shifts.get(name, 0.0), 0.0, 100.0)
        result[name] = approvals[name] + (target - approvals[name]) / level.difficulty.approval_months
    return result


def faded(shifts: Mapping[str, Figure]) -> dict[str, Figure]:
    return {name: value * (1.0 - 1.0 / SHIFT_MONTHS) for name, value in shifts.items()}


def mean_approval(approvals: Mapping[str, Figure]) -> Figure:
    total: Any = 0.0
    for name in CONSTITUENCIES:
        total = total + approvals[name]
    mean: Figure = total / len(CONSTITUENCIES)
    return mean


def income_per_month(level: Level, approvals: Mapping[str, Figure]) -> Figure:
    """Political capital earned in a month."""
    share = (_cut(mean_approval(approvals), LOW_APPROVAL, HIGH_APPROVAL) - LOW_APPROVAL) / (
        HIGH_APPROVAL - LOW_APPROVAL
    )
    income: Figure = level.difficulty.income_factor * (INCOME_LOW + (INCOME_HIGH - INCOME_LOW) * share) / 12.0
    return income


def next_capital(level: Level, capital: Figure, approvals: Mapping[str, Figure]) -> Figure:
    """Political capital at the end of a month: beyond what is kept it fades, approval earns new."""
    kept = capital - _cut(capital - level.difficulty.kept, 0.0, 100.0) / FADING_MONTHS
    after: Figure = _cut(kept + income_per_month(level, approvals), 0.0, 100.0)
    return after


def favour(level: Level, lever: Lever, up: Figure, approvals: Mapping[str, Figure]) -> Figure:
    """Price factor of a move (`up` above 0 raises the setting): angry opponents make it dearer, supporters cheaper."""
    rules = level.difficulty
    factor: Any = 1.0
    for name, sign in stances(lever):
        # A lower cap is more of the tool.
        likes: Any = (up < 0.0 if lever.maximum_means_none else up > 0.0) == (sign > 0.0)
        factor = factor + rules.resistance * ((approvals[name] < rules.angry_below) * (1.0 - likes))
        factor = factor - SUPPORT * ((approvals[name] >= SUPPORTS_FROM) * likes)
    result: Figure = factor
    return result
