"""A few shapes as SVG text: boxes, clouds, pipes with valves, words. Coordinates are whole pixels, so files compare."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

Point = tuple[int, int]

INK = "#22303c"
PALE = "#7b8894"
PIPE = "#3c6e91"
LEVER = "#a4541c"
_FONT = "Noto Sans, DejaVu Sans, Arial, sans-serif"
_LETTER = 0.56  # mean width of a letter over the size of the type


def width_of(text: str, size: int) -> int:
    return round(len(text) * size * _LETTER)


class Drawing:
    """Shapes in the order they are drawn; `text()` is the whole file."""

    def __init__(self, width: int, height: int, title: str) -> None:
        self._head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" font-family="{_FONT}">\n<title>{escape(title)}</title>\n'
            f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
        )
        self._shapes: list[str] = []

    def text(self) -> str:
        return "\n".join([self._head, *self._shapes, "</svg>", ""])

    def box(self, x: int, y: int, width: int, height: int, fill: str, stroke: str = INK, radius: int = 0) -> None:
        """A rectangle by its upper left corner."""
        self._shapes.append(
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}" fill="{fill}" '
            f'stroke="{stroke}" stroke-width="1.5"/>'
        )

    def cloud(self, x: int, y: int) -> None:
        """Where tonnes come from or go to without being followed further."""
        for dx, dy, r in ((-15, 3, 10), (0, -5, 13), (15, 3, 10), (0, 7, 11)):
            self._shapes.append(f'<circle cx="{x + dx}" cy="{y + dy}" r="{r}" fill="#e9eef2"/>')

    def words(
        self,
        x: int,
        y: int,
        text: str,
        size: int = 12,
        colour: str = INK,
        anchor: str = "middle",
        bold: bool = False,
        edged: bool = True,
    ) -> None:
        """One line; a white edge, drawn first for readers of SVG that know no paint-order, keeps it legible."""
        weight = ' font-weight="bold"' if bold else ""
        form = f'<text x="{x}" y="{y}" font-size="{size}" text-anchor="{anchor}"{weight} '
        edge = 'fill="none" stroke="#ffffff" stroke-width="3" stroke-linejoin="round"'
        if edged:
            self._shapes.append(f"{form}{edge}>{escape(text)}</text>")
        self._shapes.append(f'{form}fill="{colour}">{escape(text)}</text>')

    def slanted(self, x: int, y: int, text: str, size: int = 12, colour: str = INK) -> None:
        """Words that rise to the right, for the heads of narrow columns."""
        self._shapes.append(
            f'<text x="{x}" y="{y}" font-size="{size}" fill="{colour}" '
            f'transform="rotate(-60 {x} {y})">{escape(text)}</text>'
        )

    def line(self, points: Sequence[Point], colour: str = PIPE, width: int = 2, dashed: bool = False) -> None:
        joined = " ".join(f"{x},{y}" for x, y in points)
        dash = ' stroke-dasharray="4 4"' if dashed else ""
        self._shapes.append(
            f'<polyline points="{joined}" fill="none" stroke="{colour}" stroke-width="{width}"{dash} '
            'stroke-linejoin="round"/>'
        )

    def pipe(self, points: Sequence[Point], colour: str = PIPE) -> None:
        """A line with an arrow head; a white edge lifts it over the lines it crosses."""
        self.line(points, "#ffffff", 9)
        self.line(points, colour, 3)
        (ax, ay), (bx, by) = points[-2:]
        dx, dy = _sign(bx - ax), _sign(by - ay)
        corners = (
            (bx, by),
            (bx - 11 * dx + 6 * dy, by - 11 * dy + 6 * dx),
            (bx - 11 * dx - 6 * dy, by - 11 * dy - 6 * dx),
        )
        self._polygon(corners, colour)

    def valve(self, x: int, y: int, lying: bool, colour: str = PIPE) -> None:
        """The bow tie of stock-and-flow pictures; `lying` on a level pipe."""
        a, b = (8, 7) if lying else (7, 8)
        ties = ((-a, -b), (-a, b), (a, -b), (a, b)) if lying else ((-a, -b), (a, -b), (-a, b), (a, b))
        self._polygon([(x + dx, y + dy) for dx, dy in ties], "#ffffff", colour)

    def _polygon(self, corners: Sequence[Point], fill: str, stroke: str = "none") -> None:
        joined = " ".join(f"{x},{y}" for x, y in corners)
        self._shapes.append(f'<polygon points="{joined}" fill="{fill}" stroke="{stroke}" stroke-width="2"/>')


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)


def wrapped(name: str, most: int) -> list[str]:
    """A name of the code in lines of at most so many letters, broken after underscores."""
    lines = [""]
    for part in name.split("_"):
        piece = f"_{part}" if lines != [""] else part
        # A unit alone on a line says nothing: "_t" stays with the word before it.
        if lines[-1] and len(part) > 1 and len(lines[-1]) + len(piece) > most:
            lines[-1] += "_"
            lines.append(part)
        else:
            lines[-1] += piece
    return lines
