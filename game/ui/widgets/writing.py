"""The text field."""

from __future__ import annotations

import pygame

from game.ui.theme import DIM, FOCUS, LINE, PANEL, TEXT, YOURS
from game.ui.ui import Ui


def field(ui: Ui, name: str, rect: pygame.Rect, text: str, limit: int = 32, allowed: str = "", hint: str = "") -> str:
    """A one-line text field fed by text input events, so that every keyboard and input method works.

    `allowed` names the characters that may be typed, in small letters; empty for all that can be printed. What an input
    method has not settled yet stands underlined at the end; `hint` fills an empty field.
    """
    ui.place(name, rect)
    focused = ui.focus == name
    composing = ""
    if focused:
        ui.writing = rect
        composing = ui.inputs.composing if not allowed else ""
        letters = ui.inputs.typed.lower().replace(" ", "-") if allowed else ui.inputs.typed
        typed = "".join(c for c in letters if c.isprintable() and (not allowed or c in allowed))
        text = (text + typed)[:limit]
        ui.inputs.keys = [key for key in ui.inputs.keys if not _prints(*key)]
        if ui.key(pygame.K_BACKSPACE):
            text = text[:-1]
            ui.again = True
    _draw(ui, rect, text, composing, focused, hint)
    return text


def _prints(key: int, modifiers: int) -> bool:
    """Whether a key press only makes a letter, which comes as text as well."""
    held = modifiers & (pygame.KMOD_CTRL | pygame.KMOD_ALT | pygame.KMOD_META)
    return not held and pygame.K_SPACE <= key < pygame.K_DELETE


def _draw(ui: Ui, rect: pygame.Rect, text: str, composing: str, focused: bool, hint: str) -> None:
    canvas, px = ui.canvas, ui.px
    canvas.panel(rect, PANEL, border=YOURS if focused else LINE, radius=5)
    inner = rect.inflate(-px(20), 0)
    if not (text or composing or focused):
        canvas.label(hint, inner, 13, DIM, least=10)
        return
    # The end is what is being written, so a long text loses its beginning.
    shown = text
    while shown and canvas.width(shown + composing, 14) > inner.width - px(4):
        shown = shown[1:]
    x = inner.x + canvas.label(shown, inner, 14, TEXT)
    if composing:
        wide = canvas.label(composing, pygame.Rect(x, inner.y, inner.right - x, inner.height), 14, FOCUS)
        canvas.line((x, inner.centery + px(10)), (x + wide, inner.centery + px(10)), FOCUS, px(1.4))
        x += wide
    if focused:
        canvas.line((x + px(1), inner.centery - px(9)), (x + px(1), inner.centery + px(9)), TEXT, px(1.2))
