"""Rows and columns: the one way a rectangle is divided.

A whole number is a length in pixels, a float a share of the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

import pygame


def columns(rect: pygame.Rect, *parts: float, gap: int = 0) -> list[pygame.Rect]:
    """A rectangle cut from left to right; the parts fill it exactly."""
    return [pygame.Rect(rect.x + at, rect.y, size, rect.height) for at, size in _cut(rect.width, parts, gap)]


def rows(rect: pygame.Rect, *parts: float, gap: int = 0) -> list[pygame.Rect]:
    """A rectangle cut from top to bottom; the parts fill it exactly."""
    return [pygame.Rect(rect.x, rect.y + at, rect.width, size) for at, size in _cut(rect.height, parts, gap)]


def grid(rect: pygame.Rect, count: int, across: int, gap: int, height: int = 0) -> list[pygame.Rect]:
    """So many equal cells, row by row; as tall as given, else sharing the rectangle's height."""
    down = max(-(-count // across), 1)
    tall = height or (rect.height - gap * (down - 1)) // down
    cells = []
    for place in range(down):
        line = pygame.Rect(rect.x, rect.y + place * (tall + gap), rect.width, tall)
        cells += columns(line, *[1.0] * across, gap=gap)
    return cells[:count]


def flow(rect: pygame.Rect, widths: Sequence[int], height: int, gap: int) -> list[pygame.Rect]:
    """Boxes of these widths in lines from the top, a new line where one is full; may reach below the rectangle."""
    boxes: list[pygame.Rect] = []
    x, y = rect.x, rect.y
    for width in widths:
        width = min(width, rect.width)
        if x > rect.x and x + width > rect.right:
            x, y = rect.x, y + height + gap
        boxes.append(pygame.Rect(x, y, width, height))
        x += width + gap
    return boxes


def _cut(length: int, parts: Sequence[float], gap: int) -> list[tuple[int, int]]:
    """Where each part begins and how long it is."""
    weight = sum(part for part in parts if isinstance(part, float))
    spare = max(length - gap * (len(parts) - 1) - sum(part for part in parts if isinstance(part, int)), 0)
    # Rounded at the running sum, so that no pixel is lost.
    shares = [part if isinstance(part, float) else 0.0 for part in parts]
    ends = [round(spare * at / weight) if weight else 0 for at in accumulate(shares)]
    cut, at, before = [], 0, 0
    for part, end in zip(parts, ends, strict=True):
        size = end - before if isinstance(part, float) else int(part)
        cut.append((at, size))
        at += size + gap
        before = end
    return cut
