"""Line charts: yours solid, history dashed, the forecast lighter with its band, marks, two axes, a cross-hair.

What does not move from frame to frame (frame, grid, history, your past, names) is painted once and kept; a drag draws
only what lies ahead.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pygame

from game.language import tick_text
from game.ui.charts.axes import Frame, frame_for, paint_years
from game.ui.charts.cross_hair import Reading, cross_hair
from game.ui.charts.labels import beside_line, dense
from game.ui.charts.shapes import band, filled, ground
from game.ui.drawing import Canvas, Point
from game.ui.theme import BRANCHES, DIM, FAINT, FORECAST, GRID, HISTORY, LINE, PANEL, TEXT, YOURS, YOURS_DIM, Colour
from game.ui.ui import Ui
from game.ui.words import say
from game.views.figures import ChartData
from game.views.marks import Marks
from game.views.sentences import compact

SECOND: Colour = (178, 160, 236)
SECOND_DIM: Colour = (116, 104, 158)


@dataclass(frozen=True, slots=True)
class Ahead:
    """What lies after your last month: the forecast, the one without the draft, and the band around it."""

    forecast: Sequence[float] = ()
    standing: Sequence[float] = ()
    low: Sequence[float] = ()
    high: Sequence[float] = ()

    def all(self) -> list[float]:
        return [*self.forecast, *self.standing, *self.low, *self.high]


@dataclass(frozen=True, slots=True)
class LineChart:
    """One chart: its figure and, if wanted, a second one on an axis of its own."""

    data: ChartData
    ahead: Ahead = field(default_factory=Ahead)
    window: tuple[int, int] | None = None
    log: bool | None = None
    large: bool = False
    second: ChartData | None = None
    second_ahead: Ahead = field(default_factory=Ahead)
    marks: Marks | None = None
    name: str = ""  # of the focus, when the cross-hair is to be moved by keys
    widget: str = ""  # that the chart stands on, where a press does something else than to ask why


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
    """A chart of one figure; `standing` is the forecast without the draft, `window` narrows the months shown."""
    draw_lines(ui, rect, LineChart(data, Ahead(forecast, standing), window, log, large))


def draw_lines(ui: Ui, rect: pygame.Rect, chart: LineChart) -> int | None:
    """Draw a chart with its panel; the month under the cross-hair, if it shows."""
    px = ui.px
    ui.asking.figure(ui, chart.data.name, rect, chart.widget or chart.name)
    head, left = (px(44), px(54)) if chart.large else (px(44) if _narrow(ui.canvas, rect) else px(36), px(44))
    right = px(54) if chart.second is not None else px(16)
    plot = pygame.Rect(rect.x + left, rect.y + head, rect.width - left - right, rect.height - head - px(24))
    if plot.width < 20 or plot.height < 20:
        ui.canvas.panel(rect, border=LINE)
        return None
    shown = chart.window or (chart.data.start, chart.data.end)
    log = chart.data.log if chart.log is None else chart.log
    ticks = max(min(5 if chart.large else 3, plot.height // px(26)), 1)
    frame = frame_for(chart.data, plot, shown, [*chart.ahead.all(), *_ends_within(chart.data, shown)], log, ticks)
    other = None
    if chart.second is not None:
        within = [*chart.second_ahead.all(), *_ends_within(chart.second, shown)]
        other = frame_for(chart.second, plot, shown, within, chart.second.log, ticks)
    ends = (frame.low, frame.high, frame.log, *((other.low, other.high, other.log) if other is not None else ()))
    key = (chart.data, chart.second, chart.marks, rect.size, shown, ends, chart.large, say("yours"))
    local, local_other = frame.moved(-rect.x, -rect.y), other.moved(-rect.x, -rect.y) if other is not None else None
    base = ui.canvas.layer(key, rect.size, lambda canvas: _paint_base(canvas, chart, local, local_other))
    ui.canvas.surface.blit(base, rect)
    old_clip = ui.canvas.surface.get_clip()
    ui.canvas.surface.set_clip(old_clip.clip(plot.inflate(px(6), px(6))))
    if chart.second is not None and other is not None:
        _draw_ahead(ui.canvas, other, chart.second, chart.second_ahead, (SECOND, SECOND_DIM, SECOND))
    _draw_ahead(ui.canvas, frame, chart.data, chart.ahead, (FORECAST, YOURS_DIM, YOURS))
    ui.canvas.surface.set_clip(old_clip)
    if chart.large and chart.ahead.low:
        # Above the plot, where the word "forecast" stands: within it the cross-hair tells the band's values.
        x = round(frame.at(chart.data.start + len(chart.data.yours) - 1, frame.high)[0])
        ui.tip(pygame.Rect(x, plot.y - px(16), max(plot.right - x, 0), px(16)), say("band_tip"))
    readings = [Reading(chart.data, frame, chart.ahead.forecast, (chart.ahead.low, chart.ahead.high), YOURS, FORECAST)]
    if chart.second is not None and other is not None:
        low_high = (chart.second_ahead.low, chart.second_ahead.high)
        readings.append(Reading(chart.second, other, chart.second_ahead.forecast, low_high, SECOND, SECOND))
    month = cross_hair(ui, rect, readings, chart.marks, chart.large, chart.name)
    if month is None:
        _latest(ui.canvas, rect, chart)
    return month


def _ends_within(data: ChartData, shown: tuple[int, int]) -> list[float]:
    """The ends of an estimate's range in the months shown, which the axis must have room for."""
    months = slice(max(shown[0] - data.start, 0), max(shown[1] + 1 - data.start, 0))
    return [*data.low[months], *data.high[months]]


def _draw_ahead(
    canvas: Canvas, frame: Frame, data: ChartData, ahead: Ahead, colours: tuple[Colour, Colour, Colour]
) -> None:
    """Band, standing forecast, forecast, and a disc where your past ends."""
    start = data.start + max(len(data.yours) - 1, 0)
    begun = tuple(data.yours[-1:])

    def line(values: Sequence[float]) -> list[Point]:
        return frame.line(start, (*begun, *values), data.scale)

    if ahead.low and ahead.high:
        band(canvas, line(ahead.low), line(ahead.high), colours[0])
    if ahead.standing:
        canvas.curve(line(ahead.standing), colours[1], 1.8)
    if ahead.forecast:
        canvas.curve(line(ahead.forecast), colours[0], 1.8)
    if begun:
        canvas.disc(frame.at(start, begun[0] * data.scale), 3, colours[2])


def _paint_base(canvas: Canvas, chart: LineChart, frame: Frame, other: Frame | None) -> None:
    px = canvas.px
    ground(canvas)
    rect = canvas.surface.get_rect()
    canvas.panel(rect, PANEL, border=LINE)
    plot = frame.plot
    size = 11 if chart.large else 10
    _paint_titles(canvas, chart, rect)
    for tick in frame.ticks():
        y = frame.at(frame.first, tick)[1]
        canvas.line((plot.x, y), (plot.right, y), GRID)
        words = tick_text(tick, tick if frame.log else frame.step)
        canvas.text(words, (plot.x - px(7), y - px(7.5)), size, FAINT, align="right")
    if other is not None:
        for tick in other.ticks():
            y = other.at(other.first, tick)[1]
            canvas.line((plot.right, y), (plot.right + px(4), y), SECOND_DIM)
            words = tick_text(tick, tick if other.log else other.step)
            canvas.text(words, (plot.right + px(7), y - px(7.5)), size, SECOND_DIM)
    paint_years(canvas, frame, size)
    now = chart.data.start + len(chart.data.yours)
    if chart.data.yours and frame.first < now < frame.last:
        x = frame.at(now - 1, frame.high)[0]
        canvas.line((x, plot.y), (x, plot.bottom), LINE)
        if chart.large and plot.right - x > px(80):
            canvas.text(f"{say('forecast')} ▶", (x + px(6), plot.y - px(15)), 10, FAINT)
    canvas.surface.set_clip(plot.inflate(px(6), px(6)))
    drawn = []
    if chart.second is not None and other is not None:
        drawn += _paint_figure(canvas, other, chart.second, (SECOND, SECOND_DIM), chart.large)
    drawn += _paint_figure(canvas, frame, chart.data, (YOURS, HISTORY), chart.large)
    canvas.surface.set_clip(None)
    if chart.marks is not None and frame.plot.height > px(70):
        _paint_marks(canvas, frame, chart.marks)
    if chart.large:
        _name_lines(canvas, drawn, plot, chart)


def _paint_titles(canvas: Canvas, chart: LineChart, rect: pygame.Rect) -> None:
    px = canvas.px
    size = 15 if chart.large else 12.5
    if chart.second is None:
        if _narrow(canvas, rect) and not chart.large:
            canvas.label(chart.data.title, pygame.Rect(px(10), px(4), rect.width - px(16), px(20)), 11.5, TEXT, True)
        else:
            canvas.text(chart.data.title, (px(12), px(8)), size, TEXT, True, limit=rect.width - px(150))
        return
    room = rect.width // 2 - px(20)
    wide = canvas.text(chart.data.title, (px(12), px(8)), size, TEXT, True, limit=room - px(60))
    canvas.text(chart.data.unit, (px(18) + wide, px(12)), 11, DIM)
    right = rect.right - px(12)
    right -= canvas.text(chart.second.unit, (right, px(12)), 11, DIM, align="right") + px(6)
    canvas.text(chart.second.title, (right, px(8)), size, SECOND, True, "right", limit=room - px(60))


def _paint_figure(
    canvas: Canvas, frame: Frame, data: ChartData, colours: tuple[Colour, Colour], large: bool
) -> list[tuple[str, Colour, list[Point]]]:
    """Your past and history's line; returns what was drawn, for the names."""
    stride = max((frame.last - frame.first) // max(frame.plot.width, 1), 1)
    yours = _points(frame, data.start, data.yours, data.scale, stride)
    history = _points(frame, data.start, data.history, data.scale, stride)
    if data.low and data.high:
        low, high = (_points(frame, data.start, ends, data.scale, stride) for ends in (data.low, data.high))
        band(canvas, low, high, colours[data.estimated], 40)
    drawn = []
    for other in data.others:
        points = _points(frame, data.start, other.values, data.scale, stride)
        colour = BRANCHES[other.shade % len(BRANCHES)]
        canvas.curve(points, colour, 1.6)
        drawn.append((other.title, colour, points))
    canvas.curve(yours, colours[0], 2.2 if large else 1.9)
    # On top, so that history shows through the gaps of its dashes where both agree.
    canvas.dashed(history, colours[1], 1.6)
    return [*drawn, (say(data.names[0]), colours[0], yours), (say(data.names[1]), colours[1], history)]


def _points(frame: Frame, start: int, values: Sequence[float], scale: float, stride: int) -> list[Point]:
    """The points of a line within the months shown; the last one is always kept."""
    return [
        frame.at(month, value * scale)
        for month, value in enumerate(values, start)
        if frame.first <= month <= frame.last and (month % stride == 0 or month + 1 == start + len(values))
    ]


def _name_lines(
    canvas: Canvas, drawn: Sequence[tuple[str, Colour, list[Point]]], plot: pygame.Rect, chart: LineChart
) -> None:
    """Names beside the lines instead of a legend, where there is a free place."""
    taken: list[pygame.Rect] = []
    if chart.data.yours:
        taken.append(pygame.Rect(plot.x, plot.y - canvas.px(6), plot.width, canvas.px(16)))
    if chart.marks is not None and chart.marks.items:
        taken.append(pygame.Rect(plot.x, plot.bottom - canvas.px(18), plot.width, canvas.px(18)))
    for words, colour, points in reversed(drawn):
        size = (canvas.width(words, 11, True) + 4, canvas.px(15))
        others = [point for other in drawn if other[2] is not points for point in dense(other[2])]
        box = beside_line(points, size, plot, taken, others)
        if box is not None:
            taken.append(box)
            canvas.text(words, (box.x + 2, box.y - canvas.px(1)), 11, colour, True)


def _paint_marks(canvas: Canvas, frame: Frame, marks: Marks) -> None:
    """Your orders as triangles and the chronicle as diamonds on the lower edge; the cross-hair reads them."""
    px = canvas.px
    last = -1000.0
    for mark in marks.items:
        if not frame.first <= mark.month <= frame.last:
            continue
        x = frame.at(mark.month, frame.high)[0]
        if mark.kind == "event":
            canvas.diamond((x, frame.plot.bottom - px(5)), 3, HISTORY, 1.0)
        elif x - last >= px(3):
            last = x
            y = frame.plot.bottom - px(10)
            filled(canvas, [(x - px(3), y), (x + px(3), y), (x, y - px(6))], YOURS)


def _narrow(canvas: Canvas, rect: pygame.Rect) -> bool:
    """Whether a small chart has no room for title and value on one line."""
    return rect.width < canvas.px(260)


def _latest(canvas: Canvas, rect: pygame.Rect, chart: LineChart) -> None:
    """The last known value beside the unit, so that the chart can be read without a pointer."""
    if chart.second is not None:
        return
    px = canvas.px
    size = 14 if chart.large else 12
    right, y = rect.right - px(14), rect.y + (px(22) if _narrow(canvas, rect) and not chart.large else px(8))
    right -= canvas.text(chart.data.unit, (right, y + px(2)), 11, DIM, align="right") + px(6)
    if chart.data.yours:
        value = compact(chart.data.yours[-1] * chart.data.scale)
        canvas.text(value, (right, y), size, YOURS, True, "right")
