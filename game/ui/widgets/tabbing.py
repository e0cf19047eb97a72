"""Tabs: one of several pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pygame

from game.ui.theme import DIM, HOVER, LINE, PANEL, TEXT, YOURS
from game.ui.ui import Ui

_PADDING = 14
_LEAST_SIZE = 10.0


def tab_width(ui: Ui, options: Sequence[tuple[str, str]], size: float = 12.5) -> int:
    """How wide tabs with these words want to be."""
    gap = ui.px(4)
    return sum(ui.canvas.width(words, size, True) + 2 * ui.px(_PADDING) + gap for _, words in options) - gap


def tabs(
    ui: Ui,
    name: str,
    rect: pygame.Rect,
    value: str,
    options: Sequence[tuple[str, str]],
    size: float = 12.5,
    tips: Mapping[str, str] | None = None,
) -> str:
    """A row of tabs from the left, each as wide as its words need; the one chosen.

    Each tab is a widget `NAME-OPTION`; Left and Right step from the one with the focus.
    """
    canvas, px = ui.canvas, ui.px
    gap = px(4)
    while size > _LEAST_SIZE and tab_width(ui, options, size) > rect.width:
        size -= 0.5
    widths = [canvas.width(words, size, True) + 2 * px(_PADDING) for _, words in options]
    over = sum(widths) + gap * (len(options) - 1) - rect.width
    if over > 0:
        # Give up padding before words.
        widths = [width - -(-over // len(options)) for width in widths]
    x = rect.x
    ids = [option for option, _ in options]
    for (option, words), width in zip(options, widths, strict=True):
        box = pygame.Rect(x, rect.y, width, rect.height)
        widget = f"{name}-{option}"
        ui.place(widget, box)
        chosen = option == value
        canvas.panel(box, HOVER if ui.hovers(box) else PANEL, border=LINE, radius=6)
        if chosen:
            canvas.fill(pygame.Rect(box.x + px(8), box.bottom - px(3), box.width - px(16), px(2)), YOURS)
        canvas.label(words, box.inflate(-px(6), 0), size, TEXT if chosen else DIM, chosen, "centre")
        ui.tip(box, (tips or {}).get(option, ""), widget)
        if ui.clicked(widget, box) or ui.entered(widget):
            value = option
            ui.again = True
        if ui.focus == widget:
            step = 1 if ui.key(pygame.K_RIGHT) else -1 if ui.key(pygame.K_LEFT) else 0
            if step:
                value = ids[(ids.index(option) + step) % len(ids)]
                ui.focus = f"{name}-{value}"
                ui.again = True
        x += width + gap
    return value
