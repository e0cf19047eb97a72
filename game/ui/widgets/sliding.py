"""The slider, with history's tick and the effective mark."""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from game.ui.theme import FAINT, HISTORY, LINE, PANEL, REACH, TRACK, YOURS, YOURS_DIM
from game.ui.ui import Ui


@dataclass(frozen=True, slots=True)
class Slid:
    """A slider's answer: its value now, and whether the person moves it or has let go of it."""

    value: float
    moving: bool
    settled: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """What a slider runs over and the marks on it."""

    low: float
    high: float
    step: float
    tick: float | None = None  # history's setting, a diamond
    mark: float | None = None  # the effective setting, a ring
    reach: tuple[float, float] | None = None  # what can be paid for

    def share(self, value: float) -> float:
        return (min(max(value, self.low), self.high) - self.low) / ((self.high - self.low) or 1.0)

    def nearest(self, value: float) -> float:
        """The nearest step, rounded so that 0.1 + 0.2 reads 0.3."""
        stepped = self.low + round((value - self.low) / self.step) * self.step
        return min(max(round(stepped, 6), self.low), self.high)


def slider(ui: Ui, name: str, rect: pygame.Rect, value: float, scale: Scale, enabled: bool = True) -> Slid:
    """A slider with history's tick and the effective mark.

    Arrows move by a step, Page keys by ten, Home and End all the way; the value settles when the button is let go or
    the key pressed.
    """
    px = ui.px
    track = pygame.Rect(rect.x + px(8), rect.centery - px(2), rect.width - px(16), px(4))
    moving = settled = False
    if enabled:
        if ui.place(name, rect):
            ui.memory.pop(name, None)
        if ui.active == name and (ui.inputs.down or ui.inputs.released):
            wanted = scale.low + (ui.inputs.mouse[0] - track.x) / max(track.width, 1) * (scale.high - scale.low)
            value = scale.nearest(wanted)
            moving, settled = not ui.inputs.released, ui.inputs.released
        elif ui.focus == name:
            moved = key_steps(ui)
            if moved:
                settled = True
                value = {-1000: scale.low, 1000: scale.high}.get(moved, scale.nearest(value + moved * scale.step))
    _draw_slider(ui, name, track, value, scale, enabled)
    ui.again = ui.again or settled
    return Slid(value, moving, settled)


def _draw_slider(ui: Ui, name: str, track: pygame.Rect, value: float, scale: Scale, enabled: bool) -> None:
    canvas, px = ui.canvas, ui.px
    middle = track.centery

    def at(where: float) -> int:
        return round(track.x + scale.share(where) * track.width)

    canvas.panel(track, TRACK, radius=2)
    if enabled and scale.reach is not None:
        left, right = at(scale.reach[0]), at(scale.reach[1])
        canvas.panel(pygame.Rect(left, track.y, max(right - left, 1), track.height), REACH, radius=2)
    zero = at(min(max(0.0, scale.low), scale.high))
    knob = at(value)
    left, width = min(zero, knob), abs(knob - zero)
    if width:
        canvas.panel(pygame.Rect(left, track.y, width, track.height), YOURS_DIM if enabled else LINE, radius=2)
    if scale.low < 0.0 < scale.high:
        canvas.line((zero, track.y - px(3)), (zero, track.bottom + px(3)), FAINT)
    hot = enabled and (ui.active == name or ui.focus == name)
    canvas.disc((knob, middle), 8 if hot else 7, YOURS if enabled else FAINT)
    canvas.disc((knob, middle), 3, PANEL)
    if scale.mark is not None and abs(at(scale.mark) - knob) > px(2):
        canvas.disc((at(scale.mark), middle), 4, PANEL)
        canvas.disc((at(scale.mark), middle), 4, YOURS, 1.4)
    if scale.tick is not None:
        canvas.diamond((at(scale.tick), middle), 5, HISTORY if enabled else FAINT)


def key_steps(ui: Ui) -> int:
    """Steps asked for by keys: arrows 1, Page 10, Home and End the whole way."""
    for key, steps in (
        (pygame.K_RIGHT, 1),
        (pygame.K_LEFT, -1),
        (pygame.K_PAGEUP, 10),
        (pygame.K_PAGEDOWN, -10),
        (pygame.K_HOME, -1000),
        (pygame.K_END, 1000),
    ):
        if ui.key(key):
            return steps
    return 0
