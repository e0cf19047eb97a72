"""Slope charts: several figures at two moments, joined by lines; names stand at their ends and never overlap."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import pygame

from game.ui.charts.labels import spread
from game.ui.charts.shapes import ground
from game.ui.drawing import Canvas
from game.ui.theme import DIM, HISTORY, LINE, PANEL, TEXT, YOURS
from game.ui.ui import Ui
from game.views.sentences import compact


@dataclass(frozen=True, slots=True)
class Slope:
    name: str
    before: float
    after: float
    history: float  # at the later moment; NaN where unknown


@dataclass(frozen=True, slots=True, eq=False)
class SlopeChart:
    title: str
    unit: str
    left: str
    right: str
    slopes: tuple[Slope, ...]


def draw_slopes(ui: Ui, rect: pygame.Rect, chart: SlopeChart) -> None:
    """All slopes on one scale; history's later value is a diamond."""
    base = ui.canvas.layer((chart, rect.size), rect.size, lambda canvas: _paint(canvas, chart))
    ui.canvas.surface.blit(base, rect)


def _paint(canvas: Canvas, chart: SlopeChart) -> None:
    px = canvas.px
    ground(canvas)
    rect = canvas.surface.get_rect()
    canvas.panel(rect, PANEL, border=LINE)
    canvas.text(chart.title, (px(12), px(8)), 15, TEXT, True)
    canvas.text(chart.unit, (rect.right - px(14), px(11)), 11, DIM, align="right")
    if not chart.slopes:
        return
    left, right = rect.width * 36 // 100, rect.width * 72 // 100
    top, bottom = px(70), rect.height - px(22)
    for x, words in ((left, chart.left), (right, chart.right)):
        canvas.line((x, top - px(12)), (x, bottom), LINE)
        canvas.text(words, (x, px(40)), 12, DIM, True, "centre")
    values = [slope.before for slope in chart.slopes] + [slope.after for slope in chart.slopes]
    count = len(chart.slopes)
    good = [value for value in values if isfinite(value)]
    high, low = max([*good, 1e-9]), min([*good, 0.0])
    # What is not finite stands at the bottom.
    spots = [
        bottom - ((value if isfinite(value) else low) - low) / (high - low or 1.0) * (bottom - top) for value in values
    ]
    befores = spread(spots[:count], [float(px(17))] * count, top - px(9), bottom + px(9))
    afters = spread(spots[count:], [float(px(17))] * count, top - px(9), bottom + px(9))
    for place, slope in enumerate(chart.slopes):
        start, end = (left, spots[place]), (right, spots[count + place])
        canvas.curve([start, end], YOURS, 2.0)
        canvas.disc(start, 4, YOURS)
        canvas.disc(end, 4, YOURS)
        if isfinite(slope.history):
            share = min(max((slope.history - low) / (high - low or 1.0), 0.0), 1.0)
            canvas.diamond((right, bottom - share * (bottom - top)), 6, HISTORY)
        half = px(9)
        text = compact(slope.before)
        canvas.text(text, (left - px(14), befores[place] - half), 12, TEXT, True, "right")
        back = px(14) + canvas.width(text, 12, True) + px(8)
        canvas.text(slope.name, (left - back, befores[place] - half), 11, DIM, align="right", limit=left - back - px(8))
        text = compact(slope.after)
        wide = canvas.text(text, (right + px(14), afters[place] - half), 12, TEXT, True)
        change = f"{slope.after - slope.before:+.1f}" if isfinite(slope.after - slope.before) else ""
        canvas.text(change, (right + px(22) + wide, afters[place] - half), 11, DIM)
