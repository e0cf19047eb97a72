"""The widgets: button, slider, choice, text field, picker, scrolling rows. Each draws itself and answers at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from game.ui.theme import (
    BUTTON,
    BUTTON_HOVER,
    DIM,
    FAINT,
    HISTORY,
    HOVER,
    LINE,
    PANEL,
    RAISED,
    REACH,
    TEXT,
    TRACK,
    YOURS,
    YOURS_DIM,
    Colour,
)
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
    ui.canvas.label(label, inner, size, TEXT if enabled else FAINT, bold, align)
    ui.tip(rect, tip, name)
    if not enabled:
        return False
    ui.place(name, rect)
    if ui.clicked(name, rect) or ui.entered(name):
        ui.again = True
        return True
    return False


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
            moved = _key_steps(ui)
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


def _key_steps(ui: Ui) -> int:
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
    rows = -(-len(options) // columns)
    width = max(ui.canvas.width(label, 12.5, True) for _, label in options) + px(28)
    box = pygame.Rect(near.x, near.bottom + px(4), columns * width + px(12), rows * px(29) + px(12))
    box.clamp_ip(ui.canvas.surface.get_rect())
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
    if outside or ui.key(pygame.K_ESCAPE):
        ui.open = ""
        ui.focus = name
        ui.again = True


def scrolled(ui: Ui, name: str, rect: pygame.Rect, count: int, row_height: int) -> tuple[int, int]:
    """First row to show and how many fit; the wheel, or Up, Down, Page, Home and End with the focus, move it."""
    fitting = max(rect.height // row_height, 1)
    most = max(count - fitting, 0)
    first = int(ui.memory.get(name, 0.0))
    if most:
        ui.place(name, rect)
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
