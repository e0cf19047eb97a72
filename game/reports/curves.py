"""Charts of figures by the quarter, as pictures for files."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10
from typing import Final

from game.language import tick_text
from game.reports.picture import DIM, HISTORY, RULE, YOURS, Picture, Point
from game.views.figures import Figure, figure

QUARTER: Final = 3
LEFT, RIGHT, TOP, BOTTOM = 42.0, 10.0, 34.0, 22.0
_DIGITS: Final = 6  # of a value, more than a picture can show


def sampled(values: Sequence[float]) -> list[float]:
    """A month in each quarter, with as many digits as a picture can show."""
    return [float(f"{value:.{_DIGITS}g}") + 0.0 for value in values[QUARTER - 1 :: QUARTER]]


class Frame:
    """A chart's plot: time to the right, values upward, on a logarithmic axis where the figure asks for it."""

    def __init__(
        self, size: tuple[float, float], one: Figure, curves: Sequence[Sequence[float]], language: str
    ) -> None:
        self.width, self.height = size
        self.scale = one.scale_in(language)
        values = [value * self.scale for curve in curves for value in curve]
        self.log = one.log and min(values, default=1.0) > 0.0
        if self.log:
            self.low, self.high = float(floor(log10(min(values)))), float(ceil(log10(max(values))))
            self.high = max(self.high, self.low + 1)
            self.step = 1.0
            self.ticks = [10.0**power for power in range(int(self.low), int(self.high) + 1)]
        else:
            self.low, top = min(0.0, *values) if values else 0.0, max(values, default=1.0)
            self.step = _step(top - self.low)
            self.high = self.low + ceil((top - self.low) / self.step) * self.step
            count = round((self.high - self.low) / self.step)
            self.ticks = [self.low + self.step * place for place in range(count + 1)]
        self.count = max((len(curve) for curve in curves), default=2)

    def x(self, place: float) -> float:
        return LEFT + (self.width - LEFT - RIGHT) * place / max(self.count - 1, 1)

    def y(self, value: float) -> float:
        place = log10(max(value, 1e-12)) if self.log else value
        share = (place - self.low) / ((self.high - self.low) or 1.0)
        return self.height - BOTTOM - (self.height - TOP - BOTTOM) * min(max(share, 0.0), 1.0)

    def points(self, curve: Sequence[float]) -> list[Point]:
        return [(self.x(quarter), self.y(value * self.scale)) for quarter, value in enumerate(curve)]


def _step(span: float) -> float:
    """A round step that divides a span into three to six parts."""
    if span <= 0.0:
        return 1.0
    power = 10.0 ** floor(log10(span / 3.0))
    return next(power * times for times in (1.0, 2.0, 5.0, 10.0) if span / (power * times) <= 6.0)


def framed(
    size: tuple[float, float], name: str, curves: Sequence[Sequence[float]], start: int, language: str
) -> tuple[Picture, Frame]:
    """The frame of a chart of quarterly values with its title, unit, ticks and years."""
    one = figure(name)
    frame = Frame(size, one, curves, language)
    picture = Picture(*size, title=one.title(language))
    picture.heading((8, 15), one.title(language))
    picture.words((size[0] - RIGHT, 27), one.unit_text(language), 8.5, DIM, "end")
    for tick in frame.ticks:
        y = frame.y(tick)
        picture.line([(LEFT, y), (size[0] - RIGHT, y)], RULE, 0.6)
        picture.words((LEFT - 4, y + 3), tick_text(tick, frame.step, language), 8, DIM, "end")
    years = max(frame.count * QUARTER // 12, 1)
    every = next(step for step in (1, 2, 5, 10, 20, 100) if years / step <= 8)
    first = 1985 + start // 12
    for year in range(first, first + years + 1):
        quarter = ((year - 1985) * 12 - start) / QUARTER
        if year % every == 0 and 0 <= quarter <= frame.count - 1:
            x = frame.x(0) + (frame.x(1) - frame.x(0)) * quarter
            picture.words((x, size[1] - 8), str(year), 8, DIM, "middle")
    return picture, frame


def compared_chart(
    name: str, yours: Sequence[float], history: Sequence[float], start: int, size: tuple[float, float], language: str
) -> Picture:
    """One figure of one run, by the month: yours solid, history dashed."""
    mine, theirs = sampled(yours), sampled(history)
    picture, frame = framed(size, name, [mine, theirs], start, language)
    picture.line(frame.points(theirs), HISTORY, 1.5, dashed=True)
    picture.line(frame.points(mine), YOURS, 1.8)
    return picture
