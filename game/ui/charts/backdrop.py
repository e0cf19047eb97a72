"""The forty-year price curve behind a title: drawn slowly from left to right, then still; quiet by design."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite, log10

import pygame

from game.ui.charts.shapes import band, ground, mixed
from game.ui.drawing import Canvas, Point
from game.ui.theme import BACKGROUND, FAINT, HISTORY, LINE

SECONDS = 14.0  # for the whole curve; nothing moves afterwards


def curve_points(prices: Sequence[float], rect: pygame.Rect) -> list[Point]:
    """Monthly prices on a logarithmic height, over the whole width; what is not a positive number is left out."""
    good = [(place, log10(value)) for place, value in enumerate(prices) if isfinite(value) and value > 0.0]
    if len(good) < 2:
        return []
    low, high = min(height for _, height in good), max(height for _, height in good)
    span = max(high - low, 1e-9)
    last = max(len(prices) - 1, 1)
    return [
        (rect.x + place / last * rect.width, rect.bottom - (height - low) / span * rect.height * 0.92)
        for place, height in good
    ]


def draw_price_curve(
    canvas: Canvas, rect: pygame.Rect, prices: Sequence[float], seconds: float, first_year: int = 1985
) -> bool:
    """Draw as much of the curve as `seconds` allow (infinity: all of it); whether it is still growing.

    With reduced motion pass infinity. The part drawn is kept as a picture once it is whole.
    """
    done = min(max(seconds / SECONDS, 0.0), 1.0) if seconds == seconds else 1.0
    if done >= 1.0:
        key = ("price-curve", rect.size, len(prices), prices[-1] if prices else 0.0)
        local = pygame.Rect(0, 0, *rect.size)
        picture = canvas.layer(key, rect.size, lambda within: _paint(within, local, prices, 1.0, first_year))
        canvas.surface.blit(picture, rect)
        return False
    _paint(canvas, rect, prices, done, first_year)
    return True


def _paint(canvas: Canvas, rect: pygame.Rect, prices: Sequence[float], done: float, first_year: int) -> None:
    px = canvas.px
    old = canvas.surface.get_clip()
    canvas.surface.set_clip(rect)
    ground(canvas, rect=rect)
    inner = pygame.Rect(rect.x, rect.y + px(10), rect.width, rect.height - px(34))
    years = max(len(prices) // 12, 1)
    for year in range(0, years + 1, 5):
        x = rect.x + year * 12 / max(len(prices) - 1, 1) * rect.width
        canvas.line((x, inner.y), (x, inner.bottom), mixed(canvas, BACKGROUND, LINE, 0.45))
        if 0 < year < years:
            canvas.text(
                str(first_year + year),
                (x, inner.bottom + px(4)),
                10,
                mixed(canvas, BACKGROUND, FAINT, 0.7),
                align="centre",
            )
    points = curve_points(prices, inner)
    seen = points[: max(round(len(points) * done), 2)]
    if len(seen) > 1:
        floor = [(x, float(inner.bottom)) for x, _ in seen]
        band(canvas, floor, seen, HISTORY, 14)
        canvas.curve(seen, mixed(canvas, BACKGROUND, HISTORY, 0.62), 1.8)
        if done < 1.0:
            canvas.disc(seen[-1], 3, HISTORY)
    canvas.surface.set_clip(old)
