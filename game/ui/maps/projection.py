"""From degrees to pixels: a conic for the provinces, an equal-area view for the world."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import asin, cos, log, pi, radians, sin, sqrt, tan

import pygame

from game.ui.drawing import Point

Project = Callable[[float, float], Point]
WORLD_MIDDLE = 150.0  # the meridian in the middle of the world view; its edges lie in the Atlantic


def conic(longitude: float = 107.0, south: float = 25.0, north: float = 47.0) -> Project:
    """Lambert's conformal conic with two standard parallels (Snyder 1987, p. 104); y points down."""
    first, second, origin = radians(south), radians(north), radians(35.0)
    n = log(cos(first) / cos(second)) / log(tan(pi / 4 + second / 2) / tan(pi / 4 + first / 2))
    f = cos(first) * tan(pi / 4 + first / 2) ** n / n
    middle = f / tan(pi / 4 + origin / 2) ** n

    def project(lon: float, lat: float) -> Point:
        rho = f / tan(pi / 4 + radians(min(max(lat, -60.0), 89.0)) / 2) ** n
        theta = n * radians(lon - longitude)
        return rho * sin(theta), rho * cos(theta) - middle

    return project


def equal_earth(lon: float, lat: float) -> Point:
    """Equal Earth (Savric, Patterson and Jenny 2019) around the Pacific; y points down."""
    theta = asin(sqrt(3.0) / 2.0 * sin(radians(min(max(lat, -90.0), 90.0))))
    shifted = (lon - (WORLD_MIDDLE - 180.0)) % 360.0 if lon != WORLD_MIDDLE + 180.0 else 360.0
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    t2 = theta * theta
    slope = 9 * a4 * t2**4 + 7 * a3 * t2**3 + 3 * a2 * t2 + a1
    x = 2.0 * sqrt(3.0) * radians(shifted - 180.0) * cos(theta) / (3.0 * slope)
    return x, -theta * (a4 * t2**4 + a3 * t2**3 + a2 * t2 + a1)


@dataclass(frozen=True, slots=True)
class Fit:
    """A projection fitted into a rectangle."""

    project: Project
    scale: float
    left: float
    top: float

    def at(self, lon: float, lat: float) -> Point:
        x, y = self.project(lon, lat)
        return self.left + x * self.scale, self.top + y * self.scale

    def ring(self, ring: Sequence[Point]) -> list[Point]:
        return [self.at(lon, lat) for lon, lat in ring]


def fitted(project: Project, frame: Sequence[Point], area: pygame.Rect) -> Fit:
    """Scale and place a projection so that the points of a frame fill an area, kept in proportion."""
    xs, ys = zip(*(project(lon, lat) for lon, lat in frame), strict=True)
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    scale = min(area.width / width, area.height / height)
    left = area.centerx - (max(xs) + min(xs)) / 2.0 * scale
    top = area.centery - (max(ys) + min(ys)) / 2.0 * scale
    return Fit(project, scale, left, top)


def inside(spot: Point, ring: Sequence[Point]) -> bool:
    """Whether a pixel lies in a ring, by the crossings of a ray to the right."""
    x, y = spot
    found = False
    x0, y0 = ring[-1]
    for x1, y1 in ring:
        if (y1 > y) != (y0 > y) and x < (x0 - x1) * (y - y1) / (y0 - y1) + x1:
            found = not found
        x0, y0 = x1, y1
    return found


@dataclass(frozen=True, slots=True)
class Area:
    """A shape on the screen with the box around it, to be found under the pointer."""

    id: str
    rings: tuple[tuple[Point, ...], ...]
    boxes: tuple[tuple[float, float, float, float], ...]

    @classmethod
    def of(cls, name: str, rings: Sequence[Sequence[Point]]) -> Area:
        boxes = tuple(
            (min(x for x, _ in ring), min(y for _, y in ring), max(x for x, _ in ring), max(y for _, y in ring))
            for ring in rings
        )
        return cls(name, tuple(tuple(ring) for ring in rings), boxes)

    def holds(self, spot: Point) -> bool:
        x, y = spot
        return any(
            left <= x <= right and top <= y <= bottom and inside(spot, ring)
            for ring, (left, top, right, bottom) in zip(self.rings, self.boxes, strict=True)
        )


def under(spot: Point, areas: Sequence[Area]) -> str:
    """The id of the shape under a pixel, or nothing."""
    return next((area.id for area in areas if area.holds(spot)), "")
