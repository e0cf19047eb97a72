"""A class compared: ranks, spread of the scores, levers, and where teams parted and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Final

from game.reports.class_table.scoring import CURVES, Row
from game.rules.level import Level, Lever

FIGURES: Final = ("overall", "share", "price", "leverage")
MOST_FORKS: Final = 6
_PARTED: Final = 0.02  # share of a lever's range from which settings count as different


@dataclass(frozen=True, slots=True)
class Spread:
    """Where the values of a class lie."""

    low: float
    lower: float  # first quartile
    median: float
    upper: float
    high: float
    mean: float


@dataclass(frozen=True, slots=True)
class LeverUse:
    """One lever over a class: who gave orders, and the mean settings of its teams."""

    lever: str
    teams: int
    orders: int
    low: float
    mean: float
    high: float
    history: float
    apart: float  # standard deviation of the teams' means as a share of the range


@dataclass(frozen=True, slots=True)
class Side:
    """Teams that went one way: how many, and their mean scores."""

    option: str  # "low", "high", or the option of a card
    names: tuple[str, ...]
    scores: dict[str, float]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fork:
    """Where teams parted: a lever (at a setting) or a card, with what came of each way."""

    kind: str  # "lever" or "card"
    id: str
    limit: float  # of a lever: the setting between the two sides
    apart: float  # 0-1, how evenly or far the class was divided
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One level's class; `rows` are the finished runs, best first."""

    level: Level
    rows: tuple[Row, ...]
    unfinished: tuple[Row, ...]
    history: Row
    ranks: dict[str, dict[str, int]]  # figure -> source -> rank
    spreads: dict[str, Spread]
    levers: tuple[LeverUse, ...]
    forks: tuple[Fork, ...]
    widest: dict[str, int]  # curve -> quarter in which the class lay furthest apart


def compared(level: Level, rows: Sequence[Row], history: Row) -> Comparison:
    """Compare the runs of one level."""
    finished = sorted((row for row in rows if row.finished), key=lambda row: (-row.scores["overall"], row.source))
    return Comparison(
        level=level,
        rows=tuple(finished),
        unfinished=tuple(row for row in rows if not row.finished),
        history=history,
        ranks={name: _ranks(finished, name) for name in FIGURES},
        spreads={name: spread([row.scores[name] for row in finished]) for name in FIGURES} if finished else {},
        levers=tuple(_lever_use(level, lever_id, finished, history) for lever_id in history.held) if finished else (),
        forks=_forks(level, finished),
        widest={name: _widest([row.curves[name] for row in finished]) for name in CURVES} if finished else {},
    )


def _ranks(rows: Sequence[Row], figure: str) -> dict[str, int]:
    """Equal scores share a rank; the next one is counted on."""
    ordered = sorted((row.scores[figure] for row in rows), reverse=True)
    first = {value: ordered.index(value) + 1 for value in ordered}
    return {row.source: first[row.scores[figure]] for row in rows}


def spread(values: Sequence[float]) -> Spread:
    """Quartiles between the neighbours, as spreadsheets have them."""
    ordered = sorted(values)
    return Spread(
        ordered[0],
        quantile(ordered, 0.25),
        quantile(ordered, 0.5),
        quantile(ordered, 0.75),
        ordered[-1],
        _mean(ordered),
    )


def quantile(ordered: Sequence[float], share: float) -> float:
    """A quantile of values in order."""
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def _mean(values: Sequence[float]) -> float:
    total = 0.0
    for value in values:
        total += value
    return total / len(values)


def _deviation(values: Sequence[float]) -> float:
    middle = _mean(values)
    return float(_mean([(value - middle) * (value - middle) for value in values]) ** 0.5)


def _lever_use(level: Level, lever_id: str, rows: Sequence[Row], history: Row) -> LeverUse:
    lever = level.lever(lever_id)
    held = [row.held[lever_id] for row in rows]
    means = [one.mean for one in held]
    names = without_mean(lever)
    return LeverUse(
        lever=lever_id,
        teams=sum(one.orders > 0 for one in held),
        orders=sum(one.orders for one in held),
        low=min(one.low for one in held) if names else min(means),
        mean=_mean(means),
        high=max(one.high for one in held) if names else max(means),
        history=history.held[lever_id].low if names else history.held[lever_id].mean,
        apart=_deviation(means) / ((lever.maximum - lever.minimum) or 1.0),
    )


def without_mean(lever: Lever) -> bool:
    """Whether a lever's positions are names, such as a target, of which there is no mean."""
    return bool(lever.choices) and lever.unit == "target"


def _forks(level: Level, rows: Sequence[Row]) -> tuple[Fork, ...]:
    found = lever_forks(level, rows)
    found += [fork for card in level.cards if (fork := _card_fork(card.id, rows)) is not None]
    found.sort(key=lambda fork: (-fork.apart, fork.id))
    return tuple(found[:MOST_FORKS])


def lever_forks(level: Level, rows: Sequence[Row]) -> list[Fork]:
    """Every lever that divides a class, the widest first."""
    found = [fork for lever in level.levers if (fork := _lever_fork(level, lever.id, rows)) is not None]
    return sorted(found, key=lambda fork: (-fork.apart, fork.id))


def _lever_fork(level: Level, lever_id: str, rows: Sequence[Row]) -> Fork | None:
    """The class divided at the middle between its lowest and highest mean setting; None where it hardly differs."""
    lever = level.lever(lever_id)
    means = {row.source: row.held[lever_id].mean for row in rows}
    span = (lever.maximum - lever.minimum) or 1.0
    if without_mean(lever) or not means or max(means.values()) - min(means.values()) < _PARTED * span:
        return None
    limit = 0.5 * (max(means.values()) + min(means.values()))
    sides = [
        _side("low", [row for row in rows if means[row.source] <= limit]),
        _side("high", [row for row in rows if means[row.source] > limit]),
    ]
    return Fork("lever", lever_id, limit, min(2.0 * _deviation(list(means.values())) / span, 1.0), tuple(sides))


def _card_fork(card: str, rows: Sequence[Row]) -> Fork | None:
    """The class divided by a card's options; None where all who met it answered alike."""
    met = [row for row in rows if card in row.chosen]
    counts = Counter(row.chosen[card] for row in met)
    if len(counts) < 2:
        return None
    evenness = 0.0
    for option in sorted(counts):
        share = counts[option] / len(met)
        evenness -= share * log(share)
    sides = [_side(option, [row for row in met if row.chosen[card] == option]) for option in sorted(counts)]
    # A card weighs as its evenness, halved: an answer is one decision, a lever held apart is many.
    return Fork("card", card, 0.0, 0.5 * evenness / log(len(counts)), tuple(sides))


def _side(option: str, rows: Sequence[Row]) -> Side:
    scores = {name: _mean([row.scores[name] for row in rows]) for name in FIGURES}
    return Side(option, tuple(row.name for row in rows), scores, tuple(row.source for row in rows))


def _widest(curves: Sequence[Sequence[float]]) -> int:
    """The quarter in which nine tenths of a class lay furthest apart."""
    best, place = -1.0, 0
    for quarter in range(min((len(curve) for curve in curves), default=0)):
        ordered = sorted(curve[quarter] for curve in curves)
        apart = quantile(ordered, 0.95) - quantile(ordered, 0.05)
        if apart > best:
            best, place = apart, quarter
    return place
