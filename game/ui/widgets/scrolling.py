"""Rows that scroll."""

from __future__ import annotations

import pygame

from game.ui.theme import FAINT, TRACK
from game.ui.ui import Ui


def scrolled(ui: Ui, name: str, rect: pygame.Rect, count: int, row_height: int) -> tuple[int, int]:
    """First row to show and how many fit; the wheel, or Up, Down, Page, Home and End with the focus, move it."""
    fitting = max(rect.height // row_height, 1)
    most = max(count - fitting, 0)
    first = int(ui.memory.get(name, 0.0))
    if most:
        ui.place(name, rect, area=True)
        if ui.hovers(rect):
            first -= ui.inputs.wheel * 2
        if ui.focus == name:
            for key, rows in ((pygame.K_DOWN, 1), (pygame.K_UP, -1), (pygame.K_HOME, -count), (pygame.K_END, count)):
                first += rows if ui.key(key) else 0
            first += (fitting if ui.key(pygame.K_PAGEDOWN) else 0) - (fitting if ui.key(pygame.K_PAGEUP) else 0)
        first = min(max(first, 0), most)
        bar = pygame.Rect(rect.right - ui.px(4), rect.y, ui.px(3), rect.height)
        ui.canvas.panel(bar, TRACK, radius=1)
        height = max(rect.height * fitting // count, ui.px(16))
        place = rect.y + (rect.height - height) * first // most
        ui.canvas.panel(pygame.Rect(bar.x, place, bar.width, height), FAINT, radius=1)
    else:
        first = 0
    ui.memory[name] = float(first)
    return first, fitting
