"""Small multiples: many figures side by side on the same months; a press takes one up."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.ui.charts.line import Ahead, LineChart, draw_lines
from game.ui.ui import Ui
from game.views.figures import ChartData


def grid(rect: pygame.Rect, count: int, gap: int, least: tuple[int, int]) -> list[pygame.Rect]:
    """Equal boxes for up to `count` charts, as many as fit at the least size."""
    columns = max(min(rect.width // max(least[0], 1), count), 1)
    rows = max(min(rect.height // max(least[1], 1), -(-count // columns)), 1)
    width, height = (rect.width - gap * (columns - 1)) // columns, (rect.height - gap * (rows - 1)) // rows
    boxes = [
        pygame.Rect(rect.x + column * (width + gap), rect.y + row * (height + gap), width, height)
        for row in range(rows)
        for column in range(columns)
    ]
    return boxes[:count]


def draw_multiples(
    ui: Ui,
    rect: pygame.Rect,
    charts: Sequence[tuple[str, ChartData]],
    ahead: dict[str, Ahead],
    window: tuple[int, int],
) -> str:
    """Draw as many as fit; the name of the chart pressed, or nothing."""
    pressed = ""
    boxes = grid(rect, len(charts), ui.px(6), (ui.px(176), ui.px(96)))
    for box, (name, data) in zip(boxes, charts, strict=False):
        draw_lines(ui, box, LineChart(data, ahead.get(name, Ahead()), window, widget=f"multiple-{name}"))
        ui.place(f"multiple-{name}", box)
        if ui.clicked(f"multiple-{name}", box) or ui.entered(f"multiple-{name}"):
            pressed = name
    return pressed
