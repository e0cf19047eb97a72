"""Places for words beside what they name, so that no two lie on each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pygame

from game.ui.drawing import Point, sound

_PLACES = 14  # spots tried along a line


def spread(wanted: Sequence[float], heights: Sequence[float], low: float, high: float) -> list[float]:
    """Centres as near to the wanted ones as can be without overlap between low and high, in the order given.

    When there is too little room they share it evenly.
    """
    order = sorted(range(len(wanted)), key=lambda place: wanted[place])
    need = sum(heights)
    squeeze = min((high - low) / need, 1.0) if need > 0.0 else 1.0
    tops: list[float] = []
    edge = low
    for place in order:
        height = heights[place] * squeeze
        edge = max(edge, wanted[place] - height / 2.0)
        tops.append(edge)
        edge += height
    edge = high
    for rank in range(len(order) - 1, -1, -1):
        height = heights[order[rank]] * squeeze
        tops[rank] = max(min(tops[rank], edge - height), low)
        edge = tops[rank]
    centres = [0.0] * len(order)
    for rank, place in enumerate(order):
        centres[place] = tops[rank] + heights[place] * squeeze / 2.0
    return centres


def beside_line(
    line: Sequence[Point],
    size: tuple[int, int],
    bounds: pygame.Rect,
    taken: Sequence[pygame.Rect],
    others: Sequence[Point],
) -> pygame.Rect | None:
    """A free place for a line's name, just above or below it, late rather than early; None if there is none."""
    line, others = [p for p in line if sound([p])], [p for p in others if sound([p])]
    if len(line) < 2:
        return None
    seen = dense(line)
    best: tuple[float, pygame.Rect] | None = None
    width, height = size
    for place in range(_PLACES):
        index = round((1.0 - place / _PLACES) * (len(line) - 1))
        x, y = line[index]
        for side in (-1, 1):
            top = y - height - 3 if side < 0 else y + 3
            box = pygame.Rect(round(x - width * 0.8), round(top), width, height)
            box.x = min(max(box.x, bounds.x), bounds.right - width)
            if box.y < bounds.y or box.bottom > bounds.bottom or box.collidelist(list(taken)) >= 0:
                continue
            crossed = sum(1 for point in others if box.collidepoint(point)) + 2 * sum(
                1 for point in seen if box.collidepoint(point)
            )
            cost = crossed * 10.0 + place
            if best is None or cost < best[0]:
                best = (cost, box)
    return best[1] if best is not None else None


def dense(line: Sequence[Point]) -> list[Point]:
    """The line with points no further apart than a few pixels, so that a steep stretch is noticed."""
    made: list[Point] = []
    line = [point for point in line if sound([point])]
    for (x0, y0), (x1, y1) in pairwise(line):
        steps = min(int(max(abs(x1 - x0), abs(y1 - y0)) // 5) + 1, 200)
        made += [(x0 + (x1 - x0) * n / steps, y0 + (y1 - y0) * n / steps) for n in range(steps)]
    return [*made, *line[-1:]]


def around(
    centre: Point, radius: float, size: tuple[int, int], bounds: pygame.Rect, taken: Sequence[pygame.Rect]
) -> pygame.Rect | None:
    """A free place for a name beside a disc: right, left, below, above, then the corners; None if all are taken."""
    if not sound([centre]):
        return None
    width, height = size
    x, y = centre
    gap = radius + 4.0
    spots = (
        (x + gap, y - height / 2),
        (x - gap - width, y - height / 2),
        (x - width / 2, y + gap),
        (x - width / 2, y - gap - height),
        (x + gap * 0.7, y + gap * 0.7),
        (x + gap * 0.7, y - gap * 0.7 - height),
        (x - gap * 0.7 - width, y + gap * 0.7),
        (x - gap * 0.7 - width, y - gap * 0.7 - height),
        (x + gap + height, y - height * 1.4),
        (x + gap + height, y + height * 0.4),
    )
    for left, top in spots:
        box = pygame.Rect(round(left), round(top), width, height)
        if bounds.contains(box) and box.collidelist(list(taken)) < 0:
            return box
    return None
