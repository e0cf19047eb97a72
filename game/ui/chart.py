"""Line charts: yours solid, history dashed, the forecast lighter, nice ticks, a cross-hair that reads values."""

from __future__ import annotations

import pygame

from game.ui.theme import DIM, FAINT, GRID, HISTORY, LINE, TEXT, YOURS, YOURS_DIM
from game.ui.ui import Ui
from game.views.figures import ChartData
from game.views.sentences import compact


def year_of(month: float) -> float:
    return 1985 + month / 12.0


def nice_step(span: float, wanted: int) -> float:
    """A step of 1, 2 or 5 times a power of ten that gives about the wanted number of ticks."""
    if not span > 0.0 or span - span != 0.0:
        return 1.0
    raw = span / max(wanted, 1)
    power = 1.0
    while power * 10.0 <= raw:
        power *= 10.0
    while power > raw:
        power /= 10.0
    for factor in (1.0, 2.0, 5.0, 10.0):
        if power * factor >= raw:
            return power * factor
    return power * 10.0


def draw_chart(
    ui: Ui, rect: pygame.Rect, data: ChartData, large: bool = False, window: tuple[int, int] | None = None
) -> None:
    """Draw a chart with its panel; `window` narrows the months shown."""
    canvas = ui.canvas
    px = ui.px
    canvas.panel(rect, border=LINE)
    title_size = 15 if large else 12.5
    canvas.text(data.title, (rect.x + px(12), rect.y + px(8)), title_size, TEXT, True, limit=rect.width - px(90))
    canvas.text(data.unit, (rect.right - px(12), rect.y + px(9)), 11, DIM, align="right")
    plot = pygame.Rect(rect.x + px(46), rect.y + px(34), rect.width - px(60), rect.height - px(56))
    if plot.width < 20 or plot.height < 20:
        return
    first, last = window or (data.start, data.end)
    months = max(last - first, 1)
    lines = [
        (data.start, [v * data.scale for v in data.history]),
        (data.start, [v * data.scale for v in data.yours]),
        (data.start + len(data.yours) - 1, [v * data.scale for v in (*data.yours[-1:], *data.forecast)]),
    ]
    seen = [
        value
        for start, values in lines
        for place, value in enumerate(values)
        if first <= start + place <= last and value - value == 0.0
    ]
    low, high = (min(seen), max(seen)) if seen else (0.0, 1.0)
    low = min(low, 0.0) if low > -0.25 * abs(high) else low
    if high - low < 1e-9:
        high = low + 1.0
    step = nice_step(high - low, 4 if large else 3)
    bottom = step * int(low / step - (1 if low < 0 else 0)) if low < 0 else 0.0
    top = bottom + step * (int((high - bottom) / step) + 1)

    def at(month: float, value: float) -> tuple[float, float]:
        return (
            plot.x + (month - first) / months * plot.width,
            plot.bottom - (value - bottom) / (top - bottom) * plot.height,
        )

    tick = bottom
    while tick <= top + step / 2:
        y = at(first, tick)[1]
        canvas.line((plot.x, y), (plot.right, y), GRID)
        canvas.text(compact(tick) if tick else "0", (plot.x - px(6), y - px(8)), 10.5, FAINT, align="right")
        tick += step
    years = months / 12.0
    gap = 1 if years <= 6 else 2 if years <= 12 else 5 if years <= 30 else 10
    year = int(year_of(first))
    while year <= year_of(last):
        x = at((year - 1985) * 12, 0.0)[0]
        if year % gap == 0 and plot.x - 1 <= x <= plot.right - px(12):
            canvas.text(str(year), (x, plot.bottom + px(4)), 10.5, FAINT, align="centre")
        year += 1
    now = data.start + len(data.yours)
    if first < now < last:
        x = at(now, 0.0)[0]
        canvas.line((x, plot.y), (x, plot.bottom), LINE)
    old_clip = canvas.surface.get_clip()
    canvas.surface.set_clip(plot.inflate(px(4), px(4)))
    stride = max(months // max(plot.width // 2, 1), 1)
    for place, (start, values) in enumerate(lines):
        points = [
            at(start + i, value)
            for i, value in enumerate(values)
            if first <= start + i <= last and (i % stride == 0 or i + 1 == len(values))
        ]
        if place == 0:
            canvas.dashed(points, HISTORY)
        elif place == 1:
            canvas.curve(points, YOURS, 2.0)
        else:
            canvas.dashed(points, YOURS_DIM if not large else YOURS, 2.0, dash=2.5, gap=2.5)
    canvas.surface.set_clip(old_clip)
    _cross_hair(ui, plot, data, first, months)


def _cross_hair(ui: Ui, plot: pygame.Rect, data: ChartData, first: int, months: int) -> None:
    if not ui.hovers(plot):
        return
    canvas, px = ui.canvas, ui.px
    month = first + round((ui.inputs.mouse[0] - plot.x) / plot.width * months)
    x = plot.x + (month - first) / months * plot.width
    canvas.line((x, plot.y), (x, plot.bottom), FAINT)
    place = month - data.start
    parts = [f"{1985 + month // 12}-{month % 12 + 1:02d}"]
    values = []
    if 0 <= place < len(data.yours):
        values.append((data.yours[place], YOURS))
    elif 0 <= place - len(data.yours) < len(data.forecast):
        values.append((data.forecast[place - len(data.yours)], YOURS))
    if 0 <= place < len(data.history):
        values.append((data.history[place], HISTORY))
    right = plot.right
    for value, colour in reversed(values):
        right -= canvas.text(compact(value * data.scale), (right, plot.y - px(2)), 11, colour, True, "right") + px(8)
    canvas.text(parts[0], (right, plot.y - px(2)), 11, DIM, align="right")
