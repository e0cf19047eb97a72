"""Choosing one of several: a row of positions, a drop-down list."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.ui.theme import DIM, FAINT, HISTORY, HOVER, LINE, PANEL, RAISED, TEXT, YOURS_DIM
from game.ui.ui import Ui
from game.ui.widgets.press import button


def choice(
    ui: Ui,
    name: str,
    rect: pygame.Rect,
    value: float,
    options: Sequence[tuple[float, str]],
    enabled: bool = True,
    size: float = 11,
    tick: float | None = None,
) -> float:
    """A row of positions, as wide as their words; the value chosen. Left and Right step through them."""
    px = ui.px
    gap = px(3)
    if enabled:
        ui.place(name, rect)
    words = [ui.canvas.width(label, size, True) + px(10) for _, label in options]
    spare = rect.width - gap * (len(options) - 1) - sum(words)
    x = rect.x
    for place, (option, label) in enumerate(options):
        width = words[place] + spare // len(options)
        if place + 1 == len(options):
            width = rect.right - x
        box = pygame.Rect(x, rect.y, width, rect.height)
        chosen = option == value
        hot = enabled and ui.hovers(box)
        ui.canvas.panel(box, YOURS_DIM if chosen else HOVER if hot else RAISED, border=LINE, radius=5)
        ui.canvas.label(label, box.inflate(-px(4), 0), size, TEXT if enabled else FAINT, chosen, "centre")
        if tick is not None and option == tick:
            ui.canvas.diamond((box.right - px(6), box.y + px(5)), 3, HISTORY if enabled else FAINT)
        if enabled and ui.clicked(name, box):
            value = option
            ui.again = True
        x += width + gap
    if enabled and ui.focus == name:
        step = 1 if ui.key(pygame.K_RIGHT) else -1 if ui.key(pygame.K_LEFT) else 0
        if step:
            values = [option for option, _ in options]
            here = values.index(value) if value in values else 0
            value = values[min(max(here + step, 0), len(values) - 1)]
            ui.again = True
    return value


def picker(
    ui: Ui, name: str, rect: pygame.Rect, value: str, options: Sequence[tuple[str, str]], columns: int = 2
) -> str:
    """A button that opens a list on top of everything; the option chosen, or the value as it was."""
    label = next((words for option, words in options if option == value), value)
    if button(ui, name, rect, "", align="left"):
        ui.open = "" if ui.open == name else name
        if ui.open:
            ui.focus = f"{name}-{value}"
    inner = rect.inflate(-ui.px(20), 0)
    words = pygame.Rect(inner.x, inner.y, inner.width - ui.px(16), inner.height)
    ui.canvas.label(label, words, 13, TEXT, True, least=10.5)
    ui.canvas.label("▼", inner, 9, DIM, align="right")
    if ui.open == name:
        ui.on_top(lambda: _list_on_top(ui, name, rect, value, options, columns))
    if name in ui.chosen:
        ui.focus = name
        return ui.chosen.pop(name)
    return value


def _list_on_top(
    ui: Ui, name: str, near: pygame.Rect, value: str, options: Sequence[tuple[str, str]], columns: int
) -> None:
    px = ui.px
    screen = ui.canvas.surface.get_rect()
    most = max((screen.height - px(24)) // px(29), 1)
    columns = max(columns, -(-len(options) // most))
    rows = -(-len(options) // columns)
    width = max(ui.canvas.width(label, 12.5, True) for _, label in options) + px(28)
    box = pygame.Rect(near.x, near.bottom + px(4), columns * width + px(12), rows * px(29) + px(12))
    box.clamp_ip(screen)
    ui.modal(box)
    ui.canvas.panel(box, PANEL, border=YOURS_DIM, radius=8)
    for place, (option, label) in enumerate(options):
        cell = pygame.Rect(
            box.x + px(6) + (place // rows) * width, box.y + px(6) + (place % rows) * px(29), width - px(4), px(26)
        )
        if button(ui, f"{name}-{option}", cell, label, selected=option == value, size=12.5, align="left"):
            ui.chosen[name] = option
            ui.open = ""
    outside = ui.inputs.pressed and not box.collidepoint(ui.inputs.mouse)
    if outside or ui.acts("back"):
        ui.open = ""
        ui.focus = name
        ui.again = True
