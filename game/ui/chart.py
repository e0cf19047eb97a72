"""Line charts: yours solid, history dashed, the forecast lighter, nice ticks, a cross-hair that reads values.

What does not move from frame to frame (frame, grid, history, your past) is painted once and kept; a drag draws only the
forecast.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import floor, isfinite, log10

import pygame

from game.language import language, tick_text
from game.ui.drawing import Canvas, Point
from game.ui.theme import DIM, FAINT, FORECAST, GRID, HISTORY, LINE, PANEL, TEXT, YOURS, YOURS_DIM
from game.ui.ui import Ui
from game.views.figures import ChartData
from game.views.sentences import compact, month_text

__all__ = ["Frame", "draw_chart", "frame_for", "log_ticks", "nice_step", "tick_text"]

_LEAST_LOG = 1e-6


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

    def ticks(self) -> list[float]:
        if self.log:
            return log_ticks(self.low, self.high, self.step)
        count = round((self.high - self.low) / self.step)
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


@lru_cache(maxsize=64)
def _extent(data: ChartData, first: int, last: int) -> tuple[float, float, float]:
    """Lowest, highest and lowest positive value of history and your past within the months shown."""
    seen = [
        value * data.scale
        for values in (data.history, data.yours)
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


def draw_chart(
    ui: Ui,
    rect: pygame.Rect,
    data: ChartData,
    forecast: Sequence[float] = (),
    standing: Sequence[float] = (),
    large: bool = False,
    window: tuple[int, int] | None = None,
    log: bool | None = None,
) -> None:
    """Draw a chart with its panel.

    `forecast` follows your last month; `standing` is the forecast without the draft, drawn faint while one is made;
    `window` narrows the months shown.
    """
    px = ui.px
    head, left = (px(56), px(58)) if large else (px(38), px(44))
    plot = pygame.Rect(rect.x + left, rect.y + head, rect.width - left - px(16), rect.height - head - px(24))
    if plot.width < 20 or plot.height < 20:
        ui.canvas.panel(rect, border=LINE)
        return
    shown = window or (data.start, data.end)
    frame = frame_for(data, plot, shown, [*forecast, *standing], data.log if log is None else log, 5 if large else 3)
    local = Frame(plot.move(-rect.x, -rect.y), *shown, frame.low, frame.high, frame.step, frame.log)
    key = (data, rect.size, shown, frame.low, frame.high, frame.log, large, language())
    base = ui.canvas.layer(key, rect.size, lambda canvas: _paint_base(canvas, data, local, large))
    ui.canvas.surface.blit(base, rect)
    old_clip = ui.canvas.surface.get_clip()
    ui.canvas.surface.set_clip(plot.inflate(px(6), px(6)))
    if data.yours:
        now = data.start + len(data.yours) - 1
        _ahead(ui.canvas, frame, now, (data.yours[-1], *standing), data.scale, YOURS_DIM)
        _ahead(ui.canvas, frame, now, (data.yours[-1], *forecast), data.scale, FORECAST)
        ui.canvas.disc(frame.at(now, data.yours[-1] * data.scale), 3, YOURS)
    else:
        _ahead(ui.canvas, frame, data.start, standing, data.scale, YOURS_DIM)
        _ahead(ui.canvas, frame, data.start, forecast, data.scale, FORECAST)
    ui.canvas.surface.set_clip(old_clip)
    if not _cross_hair(ui, rect, frame, data, forecast):
        _latest(ui.canvas, rect, data, large)


def _ahead(
    canvas: Canvas, frame: Frame, month: int, values: Sequence[float], scale: float, colour: tuple[int, int, int]
) -> None:
    if len(values) > 1:
        points = [frame.at(month + place, value * scale) for place, value in enumerate(values)]
        canvas.curve(points, colour, 1.8)


def _paint_base(canvas: Canvas, data: ChartData, frame: Frame, large: bool) -> None:
    px = canvas.px
    rect = canvas.surface.get_rect()
    canvas.clear()
    canvas.panel(rect, PANEL, border=LINE)
    canvas.text(data.title, (px(12), px(8)), 15 if large else 12.5, TEXT, True, limit=rect.width - px(150))
    plot = frame.plot
    size = 11 if large else 10
    for tick in frame.ticks():
        y = frame.at(frame.first, tick)[1]
        canvas.line((plot.x, y), (plot.right, y), GRID)
        words = tick_text(tick, tick if frame.log else frame.step)
        canvas.text(words, (plot.x - px(7), y - px(7.5)), size, FAINT, align="right")
    _years(canvas, frame, size)
    now = data.start + len(data.yours)
    if data.yours and frame.first < now < frame.last:
        x = frame.at(now - 1, 0.0 if not frame.log else frame.low)[0]
        canvas.line((x, plot.y), (x, plot.bottom), LINE)
    canvas.surface.set_clip(plot.inflate(px(6), px(6)))
    stride = max((frame.last - frame.first) // max(plot.width, 1), 1)
    canvas.curve(_points(frame, data.start, data.yours, data.scale, stride), YOURS, 2.2 if large else 1.9)
    # On top, so that history shows through the gaps of its dashes where both agree.
    canvas.dashed(_points(frame, data.start, data.history, data.scale, stride), HISTORY, 1.6)
    canvas.surface.set_clip(None)


def _points(frame: Frame, start: int, values: Sequence[float], scale: float, stride: int) -> list[Point]:
    """The points of a line within the months shown; the last one is always kept."""
    return [
        frame.at(month, value * scale)
        for month, value in enumerate(values, start)
        if frame.first <= month <= frame.last and (month % stride == 0 or month + 1 == start + len(values))
    ]


def _years(canvas: Canvas, frame: Frame, size: float) -> None:
    px = canvas.px
    years = (frame.last - frame.first) / 12.0
    fitting = max(frame.plot.width / px(52), 1.0)
    gap = next((gap for gap in (1, 2, 5, 10, 20) if years / gap <= fitting), 20)
    for year in range(1985 + frame.first // 12, 1985 + frame.last // 12 + 2):
        x = frame.at((year - 1985) * 12, frame.high)[0]
        if year % gap == 0 and frame.plot.x - 1 <= x <= frame.plot.right + 1:
            canvas.line((x, frame.plot.bottom), (x, frame.plot.bottom + px(3)), LINE)
            canvas.text(str(year), (x, frame.plot.bottom + px(5)), size, FAINT, align="centre")


def _latest(canvas: Canvas, rect: pygame.Rect, data: ChartData, large: bool) -> None:
    """The last known value beside the unit, so that the chart can be read without a pointer."""
    px = canvas.px
    size = 14 if large else 12
    right = rect.right - px(14)
    right -= canvas.text(data.unit, (right, rect.y + px(10)), 11, DIM, align="right") + px(6)
    place = len(data.yours) - 1
    if place >= 0:
        value = compact(data.yours[place] * data.scale)
        right -= canvas.text(value, (right, rect.y + px(8)), size, YOURS, True, "right") + px(8)


def _cross_hair(ui: Ui, rect: pygame.Rect, frame: Frame, data: ChartData, forecast: Sequence[float]) -> bool:
    """A hair line under the pointer and the values there; False when the pointer is elsewhere."""
    plot = frame.plot
    if not ui.hovers(plot):
        return False
    canvas, px = ui.canvas, ui.px
    share = (ui.inputs.mouse[0] - plot.x) / plot.width
    month = frame.first + round(share * (frame.last - frame.first))
    x = frame.at(month, frame.high)[0]
    canvas.line((x, plot.y), (x, plot.bottom), FAINT)
    place = month - data.start
    ahead = place - len(data.yours)
    values = []
    if 0 <= place < len(data.yours):
        values.append((data.yours[place], YOURS))
    elif 0 <= ahead < len(forecast):
        values.append((forecast[ahead], FORECAST))
    if 0 <= place < len(data.history):
        values.append((data.history[place], HISTORY))
    right = rect.right - px(14)
    for value, colour in reversed(values):
        canvas.disc(frame.at(month, value * data.scale), 3, colour)
        shown = compact(value * data.scale)
        right -= canvas.text(shown, (right, rect.y + px(9)), 12, colour, True, "right") + px(9)
    canvas.text(month_text(month), (right, rect.y + px(10)), 11, DIM, align="right")
    return True
