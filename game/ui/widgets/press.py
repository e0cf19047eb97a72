"""Buttons: pressed with mouse, Enter or Space."""

from __future__ import annotations

import pygame

from game.ui.theme import BUTTON, BUTTON_HOVER, FAINT, HOVER, LINE, PANEL, RAISED, TEXT, YOURS_DIM, Colour
from game.ui.ui import Ui


def button(
    ui: Ui,
    name: str,
    rect: pygame.Rect,
    label: str,
    enabled: bool = True,
    primary: bool = False,
    selected: bool = False,
    tip: str = "",
    size: float = 13,
    align: str = "centre",
) -> bool:
    """A button; True when pressed with mouse, Enter or Space."""
    hot = enabled and ui.hovers(rect)
    held = enabled and ui.active == name and rect.collidepoint(ui.inputs.mouse)
    if not enabled:
        colour: Colour = PANEL
    elif selected:
        colour = YOURS_DIM
    elif primary:
        colour = YOURS_DIM if held else BUTTON_HOVER if hot else BUTTON
    else:
        colour = PANEL if held else HOVER if hot else RAISED
    ui.canvas.panel(rect, colour, border=None if primary and enabled else LINE, radius=6)
    inner = rect.inflate(-min(ui.px(14), rect.width // 4), 0)
    bold = enabled and (primary or selected)
    ui.canvas.label(label, inner, size, TEXT if enabled else FAINT, bold, align, least=max(size - 3.0, 8.0))
    ui.tip(rect, tip, name)
    if not enabled:
        return False
    ui.place(name, rect)
    if ui.clicked(name, rect) or ui.entered(name):
        ui.again = True
        return True
    return False
