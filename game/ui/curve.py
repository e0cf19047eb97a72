"""Plain curves without axes: the title's background, the strips of cards, the thumbnails of saves."""

from __future__ import annotations

from collections.abc import Sequence
from math import log10

import pygame

from game.ui.drawing import Canvas, Point
from game.ui.theme import GRID, HISTORY, YOURS, Colour


def curve_points(values: Sequence[float], area: pygame.Rect) -> list[Point]:
    """Positive values across a rectangle, logarithmic upwards."""
    low, high = log10(min(values)), log10(max(values))
    span = (high - low) or 1.0
    return [
        (
            area.x + place / (len(values) - 1) * area.width,
            area.bottom - (log10(value) - low) / span * area.height * 0.94,
        )
        for place, value in enumerate(values)
    ]


def filled(canvas: Canvas, points: Sequence[Point], area: pygame.Rect, colour: Colour, strength: int) -> None:
    """Shade the room between a curve and the bottom of its area."""
    if len(points) < 2 or area.width < 1 or area.height < 1:
        return
    ends = [(points[0][0], area.bottom), *points, (points[-1][0], area.bottom)]
    canvas.wash(ends, colour, strength)


def gauges_thumbnail(canvas: Canvas, rect: pygame.Rect, gauges: Sequence[tuple[float, float, float]]) -> None:
    """Share, price and leverage over the turns of a run, side by side, each around history's 100."""
    gap = canvas.px(6)
    width = (rect.width - 2 * gap) // 3
    for place in range(3):
        box = pygame.Rect(rect.x + place * (width + gap), rect.y, width, rect.height)
        canvas.panel(box, GRID, radius=3)
        canvas.line((box.x, box.centery), (box.right - 1, box.centery), HISTORY)
        values = [min(max(one[place], 0.0), 200.0) for one in gauges]
        if len(values) > 1:
            step = box.width / (len(values) - 1)
            points = [(box.x + at * step, box.bottom - value / 200.0 * box.height) for at, value in enumerate(values)]
            canvas.curve(points, YOURS, 1.4)
