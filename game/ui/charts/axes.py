"""Axes: nice ticks, linear and logarithmic frames, the pixel of a month and a value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import floor, isfinite, log10

import pygame

from game.ui.drawing import Canvas, Point
from game.ui.theme import FAINT, LINE
from game.views.figures import ChartData

_LEAST_LOG = 1e-6
_MOST_TICKS = 60.0


@dataclass(frozen=True, slots=True)
class Frame:
    """What part of a figure is shown and how: months, values, plot rectangle."""

    plot: pygame.Rect
    first: int
    last: int
    low: float
    high: float
    step: float
    log: bool

    def at(self, month: float, value: float) -> Point:
        """The pixel of a month and a value."""
        if self.log:
            bottom, top = log10(self.low), log10(self.high)
            share = (log10(max(value, _LEAST_LOG)) - bottom) / (top - bottom)
        else:
            share = (value - self.low) / (self.high - self.low)
        x = self.plot.x + (month - self.first) / max(self.last - self.first, 1) * self.plot.width
        return x, self.plot.bottom - share * self.plot.height

    def line(self, start: int, values: Sequence[float], scale: float) -> list[Point]:
        """The pixels of a monthly line; the same as `at` month by month, at a fraction of its price."""
        step = self.plot.width / max(self.last - self.first, 1)
        x = self.plot.x + (start - self.first) * step
        if self.log:
            low = log10(self.low)
            rate = self.plot.height / (log10(self.high) - low)
            heights = [(log10(max(value * scale, _LEAST_LOG)) - low) * rate for value in values]
        else:
            rate = self.plot.height / (self.high - self.low)
            heights = [(value * scale - self.low) * rate for value in values]
        bottom = self.plot.bottom
        return [(x + place * step, bottom - height) for place, height in enumerate(heights)]

    def month_at(self, x: float) -> int:
        """The month nearest to a pixel, within the months shown."""
        share = (x - self.plot.x) / max(self.plot.width, 1)
        return self.first + round(min(max(share, 0.0), 1.0) * (self.last - self.first))

    def moved(self, dx: int, dy: int) -> Frame:
        return replace(self, plot=self.plot.move(dx, dy))

    def ticks(self) -> list[float]:
        if self.log:
            return log_ticks(self.low, self.high, self.step)
        steps = (self.high - self.low) / self.step
        if not 0.0 <= steps < _MOST_TICKS:  # values beyond all measure: the ends will do
            return [self.low, self.high]
        count = round(steps)
        return [self.low + place * self.step for place in range(count + 1)]


def nice_step(span: float, wanted: int) -> float:
    """A step of 1, 2 or 5 times a power of ten that gives about the wanted number of ticks."""
    if not (isfinite(span) and span > 1e-12):
        return 1.0
    raw = span / max(wanted, 1)
    power: float = 10.0 ** floor(log10(raw))
    return next(power * factor for factor in (1.0, 2.0, 5.0, 10.0) if power * factor >= raw * 0.999)


def log_ticks(low: float, high: float, wanted: float) -> list[float]:
    """Round values of each decade between two positive values, about as many as wanted."""
    decades = max(log10(high / low), 0.1)
    factors = next((f for f in ((1.0, 2.0, 5.0), (1.0, 3.0)) if decades * len(f) <= wanted), (1.0,))
    ticks = []
    for power in range(floor(log10(low)), floor(log10(high)) + 1):
        ticks += [10.0**power * factor for factor in factors]
    return [tick for tick in ticks if low * 0.999 <= tick <= high * 1.001]


@lru_cache(maxsize=256)
def _extent(data: ChartData, first: int, last: int) -> tuple[float, float, float]:
    """Lowest, highest and lowest positive value of history and your past within the months shown."""
    seen = [
        value * data.scale
        for values in (data.history, data.yours, *(other.values for other in data.others))
        for month, value in enumerate(values, data.start)
        if first <= month <= last and isfinite(value)
    ]
    positive = [value for value in seen if value > 0.0]
    return min(seen, default=0.0), max(seen, default=0.0), min(positive, default=0.0)


def frame_for(
    data: ChartData, plot: pygame.Rect, window: tuple[int, int], forecast: Sequence[float], log: bool, ticks: int
) -> Frame:
    """Axes with nice ends that hold history, your past and the forecast."""
    first, last = window
    low, high, least = _extent(data, first, last)
    ahead = [value * data.scale for value in forecast if isfinite(value)]
    low, high = min([low, *ahead]), max([high, *ahead])
    if log and least > 0.0 and high > 0.0:
        least = min([least, *(value for value in ahead if value > 0.0)])
        bottom = _log_down(least)
        return Frame(plot, first, last, bottom, max(_log_up(high), bottom * 2.0), ticks + 1.0, True)
    low = min(low, 0.0)
    if high - low < 1e-9:
        high = low + 1.0
    step = nice_step(high - low, ticks)
    bottom = step * floor(low / step + 1e-9)
    top = bottom + step * max(floor((high - bottom) / step + 0.999), 1)
    return Frame(plot, first, last, bottom, top, step, False)


def _log_down(value: float) -> float:
    power: float = 10.0 ** floor(log10(value))
    return next(power * factor for factor in (5.0, 3.0, 2.0, 1.0) if power * factor <= value * 1.001)


def _log_up(value: float) -> float:
    power: float = 10.0 ** floor(log10(value))
    return next(power * factor for factor in (1.0, 2.0, 3.0, 5.0, 10.0) if power * factor >= value * 0.999)


def paint_years(canvas: Canvas, frame: Frame, size: float) -> None:
    """Years below the plot, as many as fit."""
    px = canvas.px
    years = (frame.last - frame.first) / 12.0
    fitting = max(frame.plot.width / px(52), 1.0)
    gap = next((gap for gap in (1, 2, 5, 10, 20) if years / gap <= fitting), 20)
    for year in range(1985 + frame.first // 12, 1985 + frame.last // 12 + 2):
        x = frame.at((year - 1985) * 12, frame.high)[0]
        if year % gap == 0 and frame.plot.x - 1 <= x <= frame.plot.right + 1:
            canvas.line((x, frame.plot.bottom), (x, frame.plot.bottom + px(3)), LINE)
            canvas.text(str(year), (x, frame.plot.bottom + px(5)), size, FAINT, align="centre")
