"""The text field."""

from __future__ import annotations

import pygame

from game.ui.theme import LINE, PANEL, TEXT, YOURS
from game.ui.ui import Ui


def field(ui: Ui, name: str, rect: pygame.Rect, text: str, limit: int = 32, allowed: str = "") -> str:
    """A one-line text field fed by text input events, so that every keyboard and input method works.

    `allowed` names the characters that may be typed, in small letters; empty for all that can be printed.
    """
    ui.place(name, rect)
    focused = ui.focus == name
    if focused:
        letters = ui.inputs.typed.lower().replace(" ", "-") if allowed else ui.inputs.typed
        typed = "".join(c for c in letters if c.isprintable() and (not allowed or c in allowed))
        text = (text + typed)[:limit]
        ui.inputs.keys = [key for key in ui.inputs.keys if key[0] not in (pygame.K_SPACE,)]
        if ui.key(pygame.K_BACKSPACE):
            text = text[:-1]
            ui.again = True
    ui.canvas.panel(rect, PANEL, border=YOURS if focused else LINE, radius=5)
    inner = rect.inflate(-ui.px(20), 0)
    ui.canvas.label(text + ("|" if focused else ""), inner, 14, TEXT)
    return text
