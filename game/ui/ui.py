"""A small immediate toolkit: a screen asks for widgets in order, each answers what the person did with it.

Focus follows that order: Tab and Shift+Tab walk it, Enter presses, arrows move sliders and choices. Mouse and keyboard
reach the same widgets because both go through the same calls.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pygame

from game.ui.drawing import Canvas
from game.ui.theme import (
    BAD,
    BUTTON,
    BUTTON_HOVER,
    DIM,
    FAINT,
    FOCUS,
    HISTORY,
    HOVER,
    LINE,
    RAISED,
    TEXT,
    YOURS,
    YOURS_DIM,
    Colour,
)


@dataclass(slots=True)
class Inputs:
    """What came in since the last frame."""

    mouse: tuple[int, int] = (-1, -1)
    down: bool = False
    pressed: bool = False
    released: bool = False
    wheel: int = 0
    keys: list[tuple[int, int]] = field(default_factory=list)  # (key, modifiers)
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Slid:
    """A slider's answer: its value now, and whether the person has let go of it."""

    value: float
    moving: bool
    settled: bool


class Ui:
    """One frame's worth of widgets over a canvas; focus and drags live on between frames."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.inputs = Inputs()
        self.focus = ""
        self.active = ""
        self.again = False  # something changed: draw once more
        self._order: list[str] = []
        self._rects: dict[str, pygame.Rect] = {}
        self._tip: tuple[str, pygame.Rect] | None = None
        self._modal: pygame.Rect | None = None
        self._drag_value: float | None = None

    def begin(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.again = False
        self._tip = None
        self._modal = None
        self._order = []
        self._rects = {}

    def end(self) -> None:
        """Walk the focus, then draw its ring and the tooltip on top of everything."""
        for key, modifiers in list(self.inputs.keys):
            if key == pygame.K_TAB and self._order:
                step = -1 if modifiers & pygame.KMOD_SHIFT else 1
                if self.focus in self._order:
                    self.focus = self._order[(self._order.index(self.focus) + step) % len(self._order)]
                else:
                    self.focus = self._order[0 if step > 0 else -1]
                self.again = True
        if self.focus in self._rects:
            ring = self._rects[self.focus].inflate(self.px(4), self.px(4))
            pygame.draw.rect(self.canvas.surface, FOCUS, ring, width=self.px(1.5), border_radius=self.px(7))
        if self._tip is not None:
            self._draw_tip(*self._tip)
        if self.inputs.released:
            self.active = ""
            self._drag_value = None

    def modal(self, rect: pygame.Rect) -> None:
        """From here on only this rectangle answers; widgets asked for before are out of reach."""
        self._order = []
        self._rects = {}
        self._modal = rect
        self._tip = None

    def px(self, value: float) -> int:
        return self.canvas.px(value)

    def key(self, wanted: int, modifiers: int = 0) -> bool:
        """Whether a key was pressed; each press is answered once."""
        for place, (key, held) in enumerate(self.inputs.keys):
            plain = held & (pygame.KMOD_CTRL | pygame.KMOD_ALT | pygame.KMOD_META)
            if key == wanted and bool(plain) == bool(modifiers) and (not modifiers or held & modifiers):
                del self.inputs.keys[place]
                return True
        return False

    def hovers(self, rect: pygame.Rect) -> bool:
        return rect.collidepoint(self.inputs.mouse) and self.active == ""

    def tip(self, rect: pygame.Rect, text: str) -> None:
        """Show a text while the mouse is over a rectangle."""
        if text and self.hovers(rect) and (self._modal is None or self._modal.contains(rect)):
            self._tip = (text, rect)

    def _place(self, name: str, rect: pygame.Rect) -> bool:
        """Enter a widget into the focus order; whether it was just pressed with the mouse."""
        self._order.append(name)
        self._rects[name] = rect
        if self.inputs.pressed and rect.collidepoint(self.inputs.mouse):
            self.focus = name
            self.active = name
            return True
        return False

    def _entered(self, name: str) -> bool:
        return self.focus == name and (self.key(pygame.K_RETURN) or self.key(pygame.K_KP_ENTER))

    def button(
        self,
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
        """A button; True when pressed with mouse or Enter."""
        hot = enabled and self.hovers(rect)
        colour = (BUTTON_HOVER if hot else BUTTON) if primary else (HOVER if hot else RAISED)
        if selected:
            colour = YOURS_DIM
        self.canvas.panel(rect, colour if enabled else RAISED, border=None if primary and enabled else LINE, radius=6)
        shade: Colour = TEXT if enabled else FAINT
        inner = rect.inflate(-self.px(12), 0)
        y = rect.centery - self.canvas.fonts.get(self.px(size), primary or selected).get_height() / 2
        x = inner.x if align == "left" else inner.centerx
        self.canvas.text(label, (x, y), size, shade, primary or selected, align, limit=inner.width)
        self.tip(rect, tip)
        if not enabled:
            return False
        self._place(name, rect)
        clicked = self.inputs.released and self.active == name and rect.collidepoint(self.inputs.mouse)
        if clicked or self._entered(name):
            self.again = True
            return True
        return False

    def slider(
        self,
        name: str,
        rect: pygame.Rect,
        value: float,
        low: float,
        high: float,
        step: float,
        tick: float | None = None,
        mark: float | None = None,
        enabled: bool = True,
    ) -> Slid:
        """A slider with history's tick (diamond) and the effective mark (hollow); Home, End, Page keys and arrows."""
        middle = rect.centery
        track = pygame.Rect(rect.x + self.px(7), middle - self.px(2), rect.width - self.px(14), self.px(4))
        span = high - low or 1.0
        moving = settled = False
        if enabled:
            self._place(name, rect)
            if self.active == name and (self.inputs.down or self.inputs.released):
                share = (self.inputs.mouse[0] - track.x) / max(track.width, 1)
                wanted = _stepped(low + min(max(share, 0.0), 1.0) * span, low, high, step)
                moving = self.inputs.down
                settled = self.inputs.released and wanted != self._drag_value
                value = wanted
            elif self.focus == name:
                moved = self._key_steps()
                if moved:
                    settled = True
                    value = {-1000: low, 1000: high}.get(moved, _stepped(value + moved * step, low, high, step))
        at = track.x + (value - low) / span * track.width
        self.canvas.panel(track, LINE, radius=2)
        filled = pygame.Rect(track.x, track.y, max(round(at - track.x), 0), track.height)
        if filled.width:
            self.canvas.panel(filled, YOURS_DIM if enabled else FAINT, radius=2)
        if tick is not None:
            self._diamond(track.x + (min(max(tick, low), high) - low) / span * track.width, middle)
        if mark is not None and abs(mark - value) > 1e-9:
            centre = (round(track.x + (min(max(mark, low), high) - low) / span * track.width), middle)
            pygame.draw.circle(self.canvas.surface, YOURS, centre, self.px(4), width=self.px(1.2))
        knob = YOURS if enabled else FAINT
        pygame.draw.circle(self.canvas.surface, knob, (round(at), middle), self.px(7))
        pygame.draw.circle(self.canvas.surface, RAISED, (round(at), middle), self.px(3))
        if moving or settled:
            self.again = self.again or settled
        return Slid(value, moving, settled)

    def _diamond(self, x: float, y: float) -> None:
        half = self.px(5)
        points = [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
        pygame.draw.polygon(self.canvas.surface, HISTORY, points, width=max(self.px(1.4), 1))

    def _key_steps(self) -> int:
        """Steps asked for by keys: arrows 1, Page 10, Home and End the whole way."""
        for key, steps in (
            (pygame.K_RIGHT, 1),
            (pygame.K_LEFT, -1),
            (pygame.K_PAGEUP, 10),
            (pygame.K_PAGEDOWN, -10),
            (pygame.K_HOME, -1000),
            (pygame.K_END, 1000),
        ):
            if self.key(key):
                return steps
        return 0

    def choice(
        self, name: str, rect: pygame.Rect, value: float, options: Sequence[tuple[float, str]], enabled: bool = True
    ) -> float:
        """A row of positions; the value chosen. Arrow keys step through them."""
        gap = self.px(3)
        width = (rect.width - gap * (len(options) - 1)) // len(options)
        self._place(name, rect) if enabled else None
        values = [option for option, _ in options]
        for place, (option, label) in enumerate(options):
            box = pygame.Rect(rect.x + place * (width + gap), rect.y, width, rect.height)
            hot = enabled and self.hovers(box)
            chosen = option == value
            self.canvas.panel(box, YOURS_DIM if chosen else HOVER if hot else RAISED, border=LINE, radius=5)
            y = box.centery - self.canvas.fonts.get(self.px(11), chosen).get_height() / 2
            shade: Colour = TEXT if enabled else FAINT
            self.canvas.text(label, (box.centerx, y), 11, shade, chosen, "centre", limit=box.width - self.px(6))
            if enabled and self.inputs.released and self.active == name and box.collidepoint(self.inputs.mouse):
                value = option
                self.again = True
        if enabled and self.focus == name:
            step = 1 if self.key(pygame.K_RIGHT) else -1 if self.key(pygame.K_LEFT) else 0
            if step:
                value = values[min(max(values.index(value) + step, 0), len(values) - 1)]
                self.again = True
        return value

    def field(self, name: str, rect: pygame.Rect, text: str, limit: int = 32) -> str:
        """A one-line text field fed by text input events."""
        self._place(name, rect)
        focused = self.focus == name
        if focused:
            text = (text + self.inputs.typed)[:limit]
            if self.key(pygame.K_BACKSPACE):
                text = text[:-1]
        self.canvas.panel(rect, RAISED, border=YOURS if focused else LINE, radius=5)
        shown = text + ("|" if focused else "")
        self.canvas.text(shown, (rect.x + self.px(10), rect.y + self.px(7)), 14, limit=rect.width - self.px(20))
        return text

    def _draw_tip(self, text: str, near: pygame.Rect) -> None:
        canvas = self.canvas
        width = self.px(340)
        lines: list[str] = []
        for part in text.split("\n"):
            lines += canvas.wrap(part, 12, width - self.px(24)) or [""]
        step = round(self.px(12) * 1.5)
        widest = max((canvas.width(line, 12) for line in lines), default=0)
        box = pygame.Rect(0, 0, min(widest + self.px(24), width), len(lines) * step + self.px(16))
        box.topleft = (near.right + self.px(10), near.y)
        screen = canvas.surface.get_rect()
        if box.right > screen.right:
            box.right = near.x - self.px(10)
        if box.left < 0:
            box.left = self.px(8)
        box.clamp_ip(screen.inflate(-self.px(8), -self.px(8)))
        canvas.panel(box, (9, 13, 19), border=YOURS_DIM, radius=6)
        for place, line in enumerate(lines):
            colour = TEXT if place == 0 else BAD if line.startswith("!") else DIM
            canvas.text(line, (box.x + self.px(12), box.y + self.px(8) + place * step), 12, colour, place == 0)


def _stepped(value: float, low: float, high: float, step: float) -> float:
    """The nearest step, rounded so that 0.1 + 0.2 reads 0.3."""
    stepped = low + round((value - low) / step) * step
    return min(max(round(stepped, 6), low), high)
