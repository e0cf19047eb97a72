"""An article on the screen: wrapped spans with links that mouse and keyboard reach, scrolled by the line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pygame

from game.ui.breaking import pieces as broken
from game.ui.charts.line import LineChart, draw_lines
from game.ui.theme import DIM, HISTORY, TEXT, YOURS, Colour
from game.ui.ui import Ui
from game.ui.widgets import scrolled
from game.views.codex import FACT, Page, Span
from game.views.figures import ChartData

_SIZE = 14.5
_STEP = 24
PICTURE_LINES = 8
_CLOSING = "，。；：！？、）》”’,.;:!?)"


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of one line: its place from the left and what it is."""

    x: int
    width: int
    text: str
    link: str
    bold: bool
    number: int  # of the span within the article, so that a link broken over two lines is one link


@dataclass(frozen=True, slots=True)
class Line:
    kind: str  # "heading", "text", "item" (its first line), "more" (an item's other lines), "picture", "gap"
    runs: tuple[Run, ...]
    asks: str = ""  # of a picture, which stands on several lines
    place: int = 0  # of the line within its picture


def tight(pieces: list[tuple[str, Span, int]]) -> list[list[tuple[str, Span, int]]]:
    """Pieces that must stay on one line: a mark that closes never begins a line."""
    grouped: list[list[tuple[str, Span, int]]] = []
    for piece in pieces:
        opens = grouped and grouped[-1][-1][0].endswith(("（", "(", "“", "《"))
        joins = grouped and not grouped[-1][-1][0].endswith(" ") and piece[0][0] in _CLOSING
        if opens or joins:
            grouped[-1].append(piece)
        else:
            grouped.append([piece])
    return grouped


def laid_out(ui: Ui, page: Page, width: int) -> list[Line]:
    """The page as lines no wider than `width`."""
    canvas, px = ui.canvas, ui.px
    lines: list[Line] = []
    number = 0
    for block in page.blocks:
        size = _size(block.kind)
        indent = px(18) if block.kind == "item" else 0
        if lines and not (block.kind == "item" and lines[-1].kind in ("item", "more")):
            lines.append(Line("gap", ()))
        if block.kind == "picture":
            lines += [Line("picture", (), block.asks, place) for place in range(PICTURE_LINES)]
            continue
        pieces = []
        for span in block.spans:
            number += 1
            pieces += [(piece, span, number) for piece in broken(span.text)]
        x, runs, kind = indent, list[Run](), block.kind
        for group in tight(pieces):
            bold = block.kind == "heading"
            wide = sum(canvas.width(piece.rstrip(), size, bold or span.bold) for piece, span, _ in group)
            if runs and x + wide > width:
                lines.append(Line(kind, tuple(runs)))
                x, runs, kind = indent, [], "more" if block.kind == "item" else block.kind
            for piece, span, place in group:
                wide = canvas.width(piece, size, bold or span.bold)
                last = runs[-1] if runs else None
                if last is not None and last.number == place:
                    text = last.text + piece
                    wide = canvas.width(text, size, bold or span.bold)
                    runs[-1] = Run(last.x, wide, text, last.link, last.bold, place)
                    x = last.x + wide
                else:
                    runs.append(Run(x, wide, piece, span.link, span.bold, place))
                    x += wide
        if runs:
            lines.append(Line(kind, tuple(runs)))
    return lines


def _size(kind: str) -> float:
    return 17.0 if kind == "heading" else _SIZE


def article(
    ui: Ui, rect: pygame.Rect, page: Page, lines: list[Line], charts: Mapping[str, ChartData] | None = None
) -> str:
    """Draw a page with its charts; the link that was pressed, or empty."""
    canvas, px = ui.canvas, ui.px
    step = px(_STEP)
    first, fitting = scrolled(ui, f"article {page.id}", rect, len(lines), step)
    pressed = ""
    seen: set[int] = set()
    for place, line in enumerate(lines[first : first + fitting]):
        y = rect.y + place * step
        if line.kind == "picture" and (line.place == 0 or place == 0):
            box = pygame.Rect(rect.x, y - line.place * step, rect.width - px(16), PICTURE_LINES * step - px(8))
            _picture(ui, rect, box, (charts or {}).get(line.asks))
        if line.kind == "item":
            canvas.disc((rect.x + px(7), y + px(11)), 2, DIM)
        for run in line.runs:
            colour: Colour = HISTORY if run.link.startswith(FACT) else YOURS if run.link else TEXT
            bold = run.bold or line.kind == "heading"
            canvas.text(run.text, (rect.x + run.x, y), _size(line.kind), colour, bold)
            if run.link:
                pressed = _link(ui, pygame.Rect(rect.x + run.x, y, run.width, step), run, colour, seen) or pressed
    return pressed


def _picture(ui: Ui, seen: pygame.Rect, box: pygame.Rect, chart: ChartData | None) -> None:
    """A chart as far as it can be seen on the page."""
    if chart is not None:
        with ui.clipped(seen):
            draw_lines(ui, box, LineChart(chart, widget="codex-chart"))


def _link(ui: Ui, box: pygame.Rect, run: Run, colour: Colour, seen: set[int]) -> str:
    """Underline a link and answer whether it was pressed; its second line is the same link."""
    name = f"link-{run.number}-{run.link}" + ("+" if run.number in seen else "")
    seen.add(run.number)
    if ui.hovers(box):
        ui.canvas.line((box.x, box.bottom - ui.px(3)), (box.right, box.bottom - ui.px(3)), colour)
    ui.place(name, box)
    return run.link if ui.clicked(name, box) or ui.entered(name) else ""
