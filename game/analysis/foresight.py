"""Predictions held against what came, and how well confidence was judged: a score of its own, apart from the game's.

Everything is judged on the figures as Beijing could tell them at the time, before the turn and after: what is revealed
in play then betrays nothing hidden, and a verdict never changes once it is given, also when the truth is opened.

A direction with confidence p is the forecast (p, (1 - p)/2, (1 - p)/2) and costs its Brier score over the three
directions, the sum of squared differences from what came (Brier 1950, Monthly Weather Review 78): nothing for a sure
hit, 2 for a sure miss, 2/3 for a third on each. Its expectation is least for the most likely direction at its true
probability. A curve costs its mean absolute error, counted in the figure's bound as it was when the curve was drawn;
that is least at the median of what may come (Gneiting 2011, JASA 106).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from game.rules.commands import DIRECTIONS, Predict, Sketch
from game.rules.game_state import Prediction
from game.rules.predictions import Predictable, direction_of, predictable
from game.session import Session

NO_IDEA: Final = 2.0 / 3.0  # Brier score of a third on each direction
BANDS: Final = ((50, 59), (60, 69), (70, 79), (80, 89), (90, 99))  # of confidence, per cent


def brier(said: Predict, came: str) -> float:
    """Brier score of a direction with its confidence, over the three directions; 0 is best, 2 worst."""
    sure = said.confidence / 100.0
    total = 0.0
    for direction in DIRECTIONS:
        forecast = sure if direction == said.direction else (1.0 - sure) / 2.0
        miss = forecast - (1.0 if direction == came else 0.0)
        total += miss * miss
    return total


@dataclass(frozen=True, slots=True)
class Year:
    """One predicted year: its mean in your run and in history's, None while it is still to come."""

    end: int  # first month after it
    counts: bool  # no month of it had been lived through in another branch
    outcome: float | None
    history: float | None


@dataclass(frozen=True, slots=True)
class Judged:
    """A prediction, from where it started, and the years that it is about."""

    month: int
    said: Predict | Sketch
    about: Predictable
    base: float  # mean of the year before, or of as much of it as was lived
    years: tuple[Year, ...]

    @property
    def last(self) -> Year:
        return self.years[-1]

    @property
    def due(self) -> int:
        """The month in which the last of it is known."""
        return self.last.end

    @property
    def came(self) -> str:
        """Where the figure went by the last year; empty while that is still to come."""
        return "" if self.last.outcome is None else direction_of(self.about, self.base, self.last.outcome)

    @property
    def went(self) -> str:
        """The same of history's figure, from the same start."""
        return "" if self.last.history is None else direction_of(self.about, self.base, self.last.history)

    @property
    def cost(self) -> float | None:
        """The Brier score of a direction; None for a curve, and for what is still to come or does not count."""
        if isinstance(self.said, Sketch) or not self.came or not self.last.counts:
            return None
        return brier(self.said, self.came)

    def misses(self) -> tuple[tuple[float, float], ...]:
        """For each year of a curve that has come and counts: how far it missed and how far "no change", in bounds."""
        if isinstance(self.said, Predict):
            return ()
        width = max(self.about.width(self.base), 1e-9)
        return tuple(
            (abs(drawn - year.outcome) / width, abs(self.base - year.outcome) / width)
            for drawn, year in zip(self.said.values, self.years, strict=True)
            if year.outcome is not None and year.counts
        )


@dataclass(frozen=True, slots=True)
class Band:
    """Predictions of about one confidence: how many, how sure on average, how many came true."""

    low: int
    high: int
    count: int
    confidence: float  # mean, 0-1
    right: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """How well somebody knows what they know."""

    directions: int  # that have come due and count
    right: int
    cost: float | None  # mean Brier score
    bands: tuple[Band, ...]
    drawn_years: int  # of curves
    miss: float | None  # mean, in bounds
    steady_miss: float | None  # of a line that stays as it was

    @property
    def points(self) -> float | None:
        """100 for perfect foresight, 0 for a third on each direction, less for worse than knowing nothing."""
        return None if self.cost is None else 100.0 * (1.0 - self.cost / NO_IDEA)


def judge(session: Session) -> tuple[Judged, ...]:
    """All predictions of a game, in the order in which they were made."""
    return tuple(_judged(session, one) for one in session.state.predictions)


def _judged(session: Session, one: Prediction) -> Judged:
    about = predictable(one.said.figure)
    assert about is not None
    mine, theirs = session.known_series(about.figure), session.known_series(about.figure, history=True)
    place = one.month - session.level.start
    # At the very start nothing has been lived yet: the figure of the month before stands for the year.
    base = _mean(mine[max(place - 12, 0) : place]) if place else session.opening.known[about.figure]
    years = []
    for number in range(one.said.years):
        first = place + 12 * number
        lived = first + 12 <= session.months
        end = one.month + 12 * (number + 1)
        counts = end - 12 >= one.said.seen
        outcome = _mean(mine[first : first + 12]) if lived else None
        history = _mean(theirs[first : first + 12]) if lived else None
        years.append(Year(end, counts, outcome, history))
    return Judged(one.month, one.said, about, base, tuple(years))


def _mean(values: Iterable[float]) -> float:
    told = [float(value) for value in values]
    total = 0.0
    for value in told:
        total += value
    return total / len(told)


def newly_due(judged: Sequence[Judged], first: int, now: int) -> tuple[Judged, ...]:
    """Predictions of which something came due after the month `first` and by `now`: a curve's year, or a direction."""
    return tuple(
        one
        for one in judged
        if any(first < year.end <= now for year in (one.years if isinstance(one.said, Sketch) else one.years[-1:]))
    )


def calibration(judged: Sequence[Judged]) -> Calibration:
    """The score over what has come due and counts."""
    told = [(one.said, one.said.direction == one.came, one.cost) for one in judged if isinstance(one.said, Predict)]
    due = [(said, right, cost) for said, right, cost in told if cost is not None]
    bands = []
    for low, high in BANDS:
        within = [(said.confidence / 100.0, right) for said, right, _ in due if low <= said.confidence <= high]
        sure = _mean([share for share, _ in within]) if within else 0.0
        bands.append(Band(low, high, len(within), sure, sum(right for _, right in within)))
    misses = [pair for one in judged for pair in one.misses()]
    return Calibration(
        len(due),
        sum(right for _, right, _ in due),
        _mean([cost for _, _, cost in due]) if due else None,
        tuple(bands),
        len(misses),
        _mean([miss for miss, _ in misses]) if misses else None,
        _mean([steady for _, steady in misses]) if misses else None,
    )
