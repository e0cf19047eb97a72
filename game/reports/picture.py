"""A picture of lines, areas and words that is drawn once and written as SVG or onto a page of a PDF."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]

INK: Final = "#1b2430"
DIM: Final = "#5b6878"
RULE: Final = "#d5dbe3"
YOURS: Final = "#0f8b82"
HISTORY: Final = "#b3741b"
BAND: Final = "#b9dcd8"
PALE: Final = "#dcecea"


@dataclass(frozen=True, slots=True)
class Line:
    points: tuple[Point, ...]
    colour: str
    width: float = 1.0
    dashed: bool = False
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Area:
    points: tuple[Point, ...]
    colour: str


@dataclass(frozen=True, slots=True)
class Words:
    x: float
    y: float  # of the base line
    text: str
    size: float = 10.0
    colour: str = INK
    anchor: Anchor = "start"
    bold: bool = False


Shape = Line | Area | Words


@dataclass(slots=True)
class Picture:
    """Shapes in the order in which they are drawn; lengths in points from the upper left."""

    width: float
    height: float
    title: str
    shapes: list[Shape] = field(default_factory=list)

    def line(self, points: Sequence[Point], colour: str, width: float = 1.0, dashed: bool = False) -> None:
        if len(points) > 1:
            self.shapes.append(Line(tuple(points), colour, width, dashed))

    def faint(self, points: Sequence[Point], colour: str, opacity: float) -> None:
        """One line among many."""
        if len(points) > 1:
            self.shapes.append(Line(tuple(points), colour, 0.9, opacity=opacity))

    def area(self, points: Sequence[Point], colour: str) -> None:
        if len(points) > 2:
            self.shapes.append(Area(tuple(points), colour))

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        self.area([(x, y), (x + width, y), (x + width, y + height), (x, y + height)], colour)

    def words(self, place: Point, text: str, size: float = 10.0, colour: str = INK, anchor: Anchor = "start") -> None:
        self.shapes.append(Words(*place, text, size, colour, anchor))

    def heading(self, place: Point, text: str, size: float = 11.0) -> None:
        self.shapes.append(Words(*place, text, size, bold=True))


def svg(picture: Picture) -> str:
    """The picture as an element of a page."""
    title = html.escape(picture.title)
    head = f'<svg viewBox="0 0 {picture.width:g} {picture.height:g}" role="img" aria-label="{title}">'
    return head + "".join(_element(shape) for shape in picture.shapes) + "</svg>"


def _element(shape: Shape) -> str:
    match shape:
        case Line():
            dashes = ' stroke-dasharray="5 3"' if shape.dashed else ""
            faint = f' stroke-opacity="{shape.opacity:g}"' if shape.opacity < 1.0 else ""
            return (
                f'<polyline fill="none" stroke="{shape.colour}" stroke-width="{shape.width:g}"{dashes}{faint} '
                f'points="{_points(shape.points)}"/>'
            )
        case Area():
            return f'<polygon fill="{shape.colour}" points="{_points(shape.points)}"/>'
        case Words():
            bold = ' font-weight="bold"' if shape.bold else ""
            anchor = f' text-anchor="{shape.anchor}"' if shape.anchor != "start" else ""
            return (
                f'<text x="{shape.x:.1f}" y="{shape.y:.1f}" font-size="{shape.size:g}" fill="{shape.colour}"'
                f"{anchor}{bold}>{html.escape(shape.text)}</text>"
            )


def _points(points: Sequence[Point]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
