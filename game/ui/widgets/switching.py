"""A switch for on and off, and a stepper for a number."""

from __future__ import annotations

import pygame

from game.ui.theme import BUTTON, DIM, FAINT, HOVER, LINE, PANEL, RAISED, TEXT, TRACK
from game.ui.ui import Ui
from game.ui.widgets.sliding import key_steps


def toggle(
    ui: Ui, name: str, rect: pygame.Rect, value: bool, words: tuple[str, str] = ("", ""), enabled: bool = True
) -> bool:
    """A switch at the right end of a rectangle, with the word for its position; Enter, Space and arrows move it."""
    canvas, px = ui.canvas, ui.px
    track = pygame.Rect(0, 0, px(40), px(22))
    track.midright = (rect.right, rect.centery)
    if enabled:
        ui.place(name, rect)
        turned = ui.clicked(name, rect) or ui.entered(name)
        if ui.focus == name and not turned:
            turned = ui.key(pygame.K_RIGHT) if not value else ui.key(pygame.K_LEFT)
        if turned:
            value = not value
            ui.again = True
    hot = enabled and ui.hovers(rect)
    canvas.panel(track, (BUTTON if value else HOVER if hot else TRACK) if enabled else PANEL, border=LINE, radius=11)
    x = track.right - px(11) if value else track.x + px(11)
    canvas.disc((x, track.centery), 7, TEXT if enabled else FAINT)
    # The knob's place and a stroke in it tell the position without colour.
    if value:
        canvas.line((x, track.centery - px(3)), (x, track.centery + px(3)), BUTTON, px(1.6))
    left = pygame.Rect(rect.x, rect.y, track.x - px(10) - rect.x, rect.height)
    canvas.label(words[value], left, 13, TEXT if enabled and value else DIM if enabled else FAINT, align="right")
    return value


def stepper(
    ui: Ui,
    name: str,
    rect: pygame.Rect,
    value: float,
    span: tuple[float, float, float],
    text: str = "",
    enabled: bool = True,
) -> float:
    """A number between a minus and a plus; `span` is lowest, highest and step. Keys move it as they move a slider."""
    canvas = ui.canvas
    low, high, step = span
    side = min(rect.height, rect.width // 3)
    minus = pygame.Rect(rect.x, rect.y, side, rect.height)
    plus = pygame.Rect(rect.right - side, rect.y, side, rect.height)
    moved = 0
    if enabled:
        ui.place(name, rect)
        if ui.inputs.released and ui.active == name:
            moved = -1 if minus.collidepoint(ui.inputs.mouse) else 1 if plus.collidepoint(ui.inputs.mouse) else 0
        if ui.focus == name:
            moved = moved or key_steps(ui)
    if moved:
        wanted = {-1000: low, 1000: high}.get(moved, value + moved * step)
        value = min(max(round(low + round((wanted - low) / step) * step, 6), low), high)
        ui.again = True
    canvas.panel(rect, PANEL, border=LINE, radius=6)
    for box, sign, open_end in ((minus, "−", value > low), (plus, "+", value < high)):
        live = enabled and open_end
        canvas.panel(box, HOVER if live and ui.hovers(box) else RAISED, border=LINE, radius=6)
        canvas.label(sign, box, 15, TEXT if live else FAINT, True, "centre")
    middle = pygame.Rect(minus.right, rect.y, plus.x - minus.right, rect.height)
    canvas.label(text or f"{value:g}", middle, 13, TEXT if enabled else FAINT, True, "centre", least=10)
    return value
