"""The score, always against history: the formula of the help page, in one place.

Share    = 100 m(S / S_H),  S = 0.4 mining + 0.4 separation + 0.2 magnets
Price    = mean over the years of 50 m(p) + 50 m(r), each year weighted by what history earned in it;
           r = R / R_H of net export revenue, p = P / P_H of net export revenue per tonne, p counting at most 1.2 times
           as much as r: a dear tonne counts as far as it brings revenue, and no year can stand for all others
Leverage = 100 m((L + C) / (L_H + C_H)), means over the last quarter of the span, or its last year if that is more;
           L is walled in by patents
m(x) is x up to history's level and 2 - 1/x beyond: twice as much is as far above history as half is below. Share is a
mean over the span. Parts add up; points lie within 0-200; overall is their mean. Figures are the true ones.
Side marks are 100 at history's level too and buy nothing back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from game.economy.blocks import Array
from game.rules.game_state import TALLY

HIGHEST: Final = 200.0
MEDALS: Final = (("gold", 115.0), ("silver", 100.0), ("bronze", 80.0))
DEFEAT_BELOW: Final = 70.0
NO_LEVERAGE_BUSD: Final = 0.05
PRICE_OVER_REVENUE: Final = 1.2
LEAST_WINDOW_MONTHS: Final = 12  # a threat that holds for less than a year is none
SHARE_WEIGHTS: Final = {"mining_share": 0.4, "processing_share": 0.4, "magnet_share": 0.2}
PATENTS: Final = ("china_patents", "us_patents")
PATENT_WALL: Final = 0.5  # what all patents in Chinese hands would add to the leverage that counts
# Money is compared as what is left beyond this, so that a treasury near nothing makes no mark of its own.
TREASURY_BASE_MUSD: Final = 1000.0


@dataclass(frozen=True, slots=True)
class Part:
    """One term of a headline: its means over the span, and the points it adds."""

    name: str
    yours: float
    history: float
    points: float


@dataclass(frozen=True, slots=True)
class Headline:
    """One of share, price, leverage; `points`, 0-200, is the sum of its parts."""

    name: str
    points: float
    parts: tuple[Part, ...]
    compared: bool = True  # False while history holds nothing to be measured by: the points then stand for no result


@dataclass(frozen=True, slots=True)
class SideMark:
    """Environment, treasury or stability against history, 0-200; no part of the score."""

    name: str
    yours: float
    history: float
    points: float


@dataclass(frozen=True, slots=True)
class Score:
    share: Headline
    price: Headline
    leverage: Headline
    overall: float
    medal: str  # "gold", "silver", "bronze" or ""; none for who was removed from office
    defeat: bool
    side: tuple[SideMark, ...]

    def headlines(self) -> tuple[Headline, ...]:
        return (self.share, self.price, self.leverage)


def _mean(tally: Array, name: str) -> float:
    column = tally[:, TALLY.index(name)]
    return float(np.cumsum(column)[-1]) / len(column)


def _ratio(yours: float, history: float) -> float:
    if abs(history) < 1e-9:
        return 1.0 if abs(yours) < 1e-9 else 2.0
    return yours / history


def _cut(value: float, low: float, high: float) -> float:
    return min(max(value, low), high)


def walled(leverage_busd: Any, figures: Mapping[str, Any]) -> Any:
    """Leverage behind a wall of patents: who would go without Chinese goods needs licences for what replaces them."""
    ours, theirs = (figures[name] for name in PATENTS)
    return leverage_busd * (1.0 + PATENT_WALL * ours / (ours + theirs))


def measured(ratio: Any) -> Any:
    """Ratios to history as they count, 0-2: beyond 1 by as much as the inverse falls short of it."""
    positive = np.maximum(ratio, 0.0)
    return np.where(positive <= 1.0, positive, 2.0 - 1.0 / np.maximum(positive, 1.0))


def _headline(name: str, parts: list[Part], compared: bool = True) -> Headline:
    points = 0.0
    for part in parts:
        points += part.points
    return Headline(name, points, tuple(parts), compared)


def _share(mine: Array, theirs: Array) -> Headline:
    base = held = 0.0
    for name, weight in SHARE_WEIGHTS.items():
        base += weight * _mean(theirs, name)
        held += weight * _mean(mine, name)
    per_share = 100.0 * float(measured(held / base)) / held if held > 0.0 else 0.0
    parts = [
        Part(name, _mean(mine, name), _mean(theirs, name), weight * _mean(mine, name) * per_share)
        for name, weight in SHARE_WEIGHTS.items()
    ]
    return _headline("share", parts)


def _by_year(tally: Array, name: str) -> Array:
    """Totals of a column over the years from the first month on; the last may be short."""
    column = tally[:, TALLY.index(name)]
    years = -(-len(column) // 12)
    months = np.zeros(12 * years)
    months[: len(column)] = column
    totals: Array = np.cumsum(months.reshape(years, 12), axis=1)[:, -1]
    return totals


def _ratios(yours: Array, history: Array) -> Array:
    """Year by year; 1 where history has nothing, which then has no weight either."""
    some = np.abs(history) >= 1e-9
    return np.where(some, yours / np.where(some, history, 1.0), 1.0)


def _weighted(ratios: Array, weights: Array) -> float:
    """Mean of what ratios count, 0-2."""
    return float(np.cumsum(weights * measured(ratios))[-1] / np.cumsum(weights)[-1])


def _price(mine: Array, theirs: Array) -> Headline:
    revenue = [_by_year(t, "net_revenue_musd") for t in (mine, theirs)]
    exported = [_by_year(t, "exported_t") for t in (mine, theirs)]
    earned = _ratios(*revenue)
    per_tonne = _ratios(*(one / (tonnes + 1e-9) for one, tonnes in zip(revenue, exported, strict=True)))
    counted = np.minimum(per_tonne, PRICE_OVER_REVENUE * np.maximum(earned, 0.0))
    weights = np.maximum(revenue[1], 0.0)
    if not (weights > 0.0).any():
        weights = np.ones(len(weights))
    rich = [_mean(t, "net_revenue_musd") for t in (mine, theirs)]
    dear = [one * 1e6 / (_mean(t, "exported_t") + 1e-9) for one, t in zip(rich, (mine, theirs), strict=True)]
    parts = [
        Part("per_tonne", dear[0], dear[1], 50.0 * _weighted(counted, weights)),
        Part("revenue", rich[0], rich[1], 50.0 * _weighted(earned, weights)),
    ]
    return _headline("price", parts)


def _held(tally: Array) -> float:
    """Leverage and concessions over the months, bn USD."""
    return _mean(tally, "leverage") + _mean(tally, "concessions")


def _leverage(mine: Array, theirs: Array) -> Headline:
    names = ("leverage", "concessions")
    floor = _held(theirs)
    held = {name: _mean(mine, name) for name in names}
    # While history holds next to nothing, as before any plan, nobody is ahead or behind.
    compared = floor >= NO_LEVERAGE_BUSD
    if not compared:
        points = {"leverage": 100.0, "concessions": 0.0}
    else:
        together = held["leverage"] + held["concessions"]
        per_busd = 100.0 * float(measured(together / floor)) / together if together > 0.0 else 0.0
        points = {name: value * per_busd for name, value in held.items()}
    parts = [Part(name, held[name], _mean(theirs, name), points[name]) for name in names]
    return _headline("leverage", parts, compared)


def _side(mine: Array, theirs: Array) -> tuple[SideMark, ...]:
    damage = [_mean(t, "damage_points") for t in (mine, theirs)]
    money = [float(t[-1, TALLY.index("treasury_musd")]) for t in (mine, theirs)]
    approval = [_mean(t, "approval") for t in (mine, theirs)]
    left = [one + TREASURY_BASE_MUSD for one in money]
    points = (
        ("environment", damage, 100.0 * _ratio(damage[1], damage[0])),
        ("treasury", money, 100.0 * _ratio(left[0], left[1]) if left[1] > 0.0 else 100.0),
        ("stability", approval, 100.0 * _ratio(approval[0], approval[1])),
    )
    return tuple(SideMark(name, one[0], one[1], _cut(mark, 0.0, HIGHEST)) for name, one, mark in points)


def score(tally: Array, history: Array) -> Score:
    """Score of a run against history over the same months; both have shape (months, TALLY)."""
    months = min(len(tally), len(history))
    mine, theirs = tally[:months], history[:months]
    if months == 0:
        mine = theirs = np.ones((1, len(TALLY)))
    window = max(len(mine) // 4, LEAST_WINDOW_MONTHS)
    leverage = _leverage(mine[-window:], theirs[-window:])
    if months == 0 and len(history) and _held(history[:LEAST_WINDOW_MONTHS]) < NO_LEVERAGE_BUSD:
        leverage = replace(leverage, compared=False)
    lines = (_share(mine, theirs), _price(mine, theirs), leverage)
    overall = (lines[0].points + lines[1].points + lines[2].points) / 3.0
    in_office = mine[-1, TALLY.index("in_office")] > 0.0
    medal = next((name for name, least in MEDALS if all(line.points >= least - 1e-9 for line in lines)), "")
    return Score(*lines, overall, medal if in_office else "", overall < DEFEAT_BELOW, _side(mine, theirs))
