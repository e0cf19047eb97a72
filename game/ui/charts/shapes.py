"""Shapes that charts and maps need beyond the canvas: translucent bands, ribbons, filled outlines. All are guarded."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence

import pygame

from game.ui.drawing import Canvas, Point, sound
from game.ui.theme import BACKGROUND, Colour

_SAMPLES = 2  # filled outlines are drawn larger and shrunk, which smooths them
_LARGEST_SAMPLED = 4_500_000  # pixels of a sampled picture; larger ones are smooth enough as they are


def shade(canvas: Canvas, colour: Colour) -> Colour:
    """What a colour of the theme is on a canvas: the one door by which a palette reaches shapes."""
    return canvas.tone(colour)


def mixed(canvas: Canvas, a: Colour, b: Colour, share: float) -> Colour:
    """A colour between two, `share` of the way to the second."""
    t = min(max(share, 0.0), 1.0) if share == share else 0.0
    red, green, blue = (round(x + (y - x) * t) for x, y in zip(shade(canvas, a), shade(canvas, b), strict=True))
    return red, green, blue


def ground(canvas: Canvas, colour: Colour = BACKGROUND, rect: pygame.Rect | None = None) -> None:
    """Fill the surface, or a part of it."""
    canvas.surface.fill(shade(canvas, colour), rect)


def circle(canvas: Canvas, centre: Point, radius: float, colour: Colour, width: int = 0) -> None:
    """A smooth disc or ring in pixels rather than in units of the text scale: maps have a scale of their own."""
    if sound([centre, (radius, radius)]):
        spot = (round(centre[0]), round(centre[1]))
        pygame.draw.aacircle(canvas.surface, shade(canvas, colour), spot, max(round(radius), 1), width)


def closed(canvas: Canvas, points: Sequence[Point], colour: Colour) -> None:
    """A smooth hair line around a shape."""
    if len(points) > 2 and sound(points):
        pygame.draw.aalines(canvas.surface, shade(canvas, colour), True, points)


def filled(canvas: Canvas, points: Sequence[Point], colour: Colour, alpha: int = 255) -> None:
    """A filled polygon, translucent if wanted, with a smooth edge when it is not."""
    if len(points) < 3 or not sound(points):
        return
    if alpha >= 255:
        pygame.draw.polygon(canvas.surface, shade(canvas, colour), points)
        pygame.draw.aalines(canvas.surface, shade(canvas, colour), True, points)
        return
    left, top = min(p[0] for p in points), min(p[1] for p in points)
    right, bottom = max(p[0] for p in points), max(p[1] for p in points)
    box = pygame.Rect(int(left), int(top), int(right - left) + 2, int(bottom - top) + 2)
    seen = box.clip(canvas.surface.get_clip())
    if not seen.width or not seen.height:
        return
    veil = pygame.Surface(seen.size, pygame.SRCALPHA)
    pygame.draw.polygon(veil, (*shade(canvas, colour), alpha), [(x - seen.x, y - seen.y) for x, y in points])
    canvas.surface.blit(veil, seen)


def hatched(canvas: Canvas, points: Sequence[Point], colour: Colour, gap: int, alpha: int = 200) -> None:
    """Slanting lines within a polygon: a sign that needs no colour."""
    if len(points) < 3 or not sound(points):
        return
    left, top = int(min(p[0] for p in points)), int(min(p[1] for p in points))
    right, bottom = int(max(p[0] for p in points)), int(max(p[1] for p in points))
    mask = pygame.Surface((right - left + 2, bottom - top + 2), pygame.SRCALPHA)
    stripes = mask.copy()
    pygame.draw.polygon(mask, (255, 255, 255, 255), [(x - left, y - top) for x, y in points])
    width, height = mask.get_size()
    for start in range(-height, width, gap):
        pygame.draw.aaline(stripes, (*shade(canvas, colour), alpha), (start, height), (start + height, 0))
    stripes.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
    canvas.surface.blit(stripes, (left, top))


def veil(canvas: Canvas, rect: pygame.Rect, alpha: int = 150) -> None:
    """A dark ground behind words that stand on a picture."""
    box = rect.inflate(canvas.px(6), 0)
    corners = [box.topleft, box.topright, box.bottomright, box.bottomleft]
    filled(canvas, [(float(x), float(y)) for x, y in corners], BACKGROUND, alpha)


def band(canvas: Canvas, low: Sequence[Point], high: Sequence[Point], colour: Colour, alpha: int = 52) -> None:
    """The room between two lines; points that are not finite end it early."""
    fitting = min(len(low), len(high))
    good = 0
    while good < fitting and sound([low[good], high[good]]):
        good += 1
    if good > 1:
        filled(canvas, [*low[:good], *reversed(high[:good])], colour, alpha)


def bezier(start: Point, end: Point, steps: int = 24) -> list[Point]:
    """A curve that leaves and arrives level."""
    (x0, y0), (x3, y3) = start, end
    middle = (x0 + x3) / 2.0
    points = []
    for place in range(steps + 1):
        t = place / steps
        u = 1.0 - t
        x = u**3 * x0 + 3 * u * u * t * middle + 3 * u * t * t * middle + t**3 * x3
        points.append((x, y0 + (y3 - y0) * (3 * t * t - 2 * t**3)))
    return points


def arc(start: Point, end: Point, bend: float, steps: int = 28) -> list[Point]:
    """A curve bent sideways by a share of its length, to the left of its way if positive."""
    (x0, y0), (x2, y2) = start, end
    dx, dy = x2 - x0, y2 - y0
    cx, cy = (x0 + x2) / 2.0 + dy * bend, (y0 + y2) / 2.0 - dx * bend
    points = []
    for place in range(steps + 1):
        t = place / steps
        u = 1.0 - t
        points.append((u * u * x0 + 2 * u * t * cx + t * t * x2, u * u * y0 + 2 * u * t * cy + t * t * y2))
    return points


def beside(points: Sequence[Point], distance: float) -> list[Point]:
    """A line moved sideways, so that flows of one route lie next to each other."""
    if len(points) < 2 or not sound(points):
        return list(points)
    moved = []
    for place, (x, y) in enumerate(points):
        (ax, ay), (bx, by) = points[max(place - 1, 0)], points[min(place + 1, len(points) - 1)]
        dx, dy = bx - ax, by - ay
        length = (dx * dx + dy * dy) ** 0.5 or 1.0
        moved.append((x - dy / length * distance, y + dx / length * distance))
    return moved


def thick(canvas: Canvas, points: Sequence[Point], width: float, colour: Colour, alpha: int = 255) -> None:
    """A line of any width as one translucent shape."""
    if width < 1.5 and alpha >= 255:
        canvas.curve(points, colour, 1.0)
        return
    half = max(width, 1.0) / 2.0
    filled(canvas, [*beside(points, half), *reversed(beside(points, -half))], colour, alpha)


def arrow_head(canvas: Canvas, points: Sequence[Point], size: float, colour: Colour) -> None:
    """A triangle at the end of a line, along its last stretch."""
    if len(points) < 2 or not sound(points):
        return
    (ax, ay), (bx, by) = points[-2], points[-1]
    dx, dy = bx - ax, by - ay
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    dx, dy = dx / length * size, dy / length * size
    filled(
        canvas,
        [(bx, by), (bx - dx - dy * 0.55, by - dy + dx * 0.55), (bx - dx + dy * 0.55, by - dy - dx * 0.55)],
        colour,
    )


def smoothed(
    canvas: Canvas, size: tuple[int, int], under: Colour, paint: Callable[[Canvas, int], None]
) -> pygame.Surface:
    """A picture painted larger and shrunk; `paint` multiplies its coordinates by the number it is given."""
    samples = _SAMPLES if size[0] * size[1] * _SAMPLES * _SAMPLES <= _LARGEST_SAMPLED else 1
    within = copy.copy(canvas)
    within.surface = pygame.Surface((max(size[0] * samples, 1), max(size[1] * samples, 1)))
    ground(within, under)
    paint(within, samples)
    return within.surface if samples == 1 else pygame.transform.smoothscale(within.surface, size)


def outlines(
    size: tuple[int, int],
    rings: Sequence[Sequence[Point]],
    background: Colour,
    fill: Colour,
    edge: Colour | None = None,
) -> pygame.Surface:
    """Filled outlines on a plain ground, smoothed: the bare land of a map."""
    samples = _SAMPLES if size[0] * size[1] * _SAMPLES * _SAMPLES <= _LARGEST_SAMPLED * 2 else 1
    large = pygame.Surface((max(size[0] * samples, 1), max(size[1] * samples, 1)))
    large.fill(background)
    for ring in rings:
        points = [(x * samples, y * samples) for x, y in ring]
        if len(points) < 3 or not sound(points):
            continue
        pygame.draw.polygon(large, fill, points)
        if edge is not None:
            pygame.draw.lines(large, edge, True, points, samples)
    return large if samples == 1 else pygame.transform.smoothscale(large, size)
