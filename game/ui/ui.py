"""The core of a small immediate toolkit: what came in, who has the focus, what lies on top.

A screen asks for widgets in order (see `widgets.py`) and each answers what the person did with it. Focus follows that
order: Tab, Shift+Tab, Up and Down walk it, Enter presses. Mouse and keyboard reach the same widgets because both go
through the same calls.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import pygame

from game.ui.drawing import Canvas
from game.ui.theme import BAD, DIM, FOCUS, LINE, RAISED, TEXT, TIP, YOURS_DIM, Colour

TIP_SECONDS = 0.3
TOAST_SECONDS = 4.0


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


class Ui:
    """One frame's worth of widgets over a canvas; focus, drags and scroll positions live on between frames."""

    def __init__(self, canvas: Canvas, clock: Callable[[], float] = time.monotonic) -> None:
        self.canvas = canvas
        self.clock = clock
        self.inputs = Inputs()
        self.focus = ""
        self.active = ""  # the widget the mouse button went down on
        self.open = ""  # the picker that shows its list
        self.again = False  # something changed: draw once more
        self.wake: float | None = None  # a moment to draw at even if nothing comes in
        self.space_presses = True  # False where Space has a meaning of its own
        self.memory: dict[str, float] = {}  # scroll positions and drafts of widgets, by name
        self.chosen: dict[str, str] = {}  # answers of lists on top, picked up by their widget in the next frame
        self._order: list[str] = []
        self.places: dict[str, pygame.Rect] = {}  # the widgets of this frame by name
        self._tip: tuple[str, pygame.Rect] | None = None
        self._tip_since: tuple[tuple[int, int, int, int], float] | None = None
        self._by_keys = False
        self._had_modal = False
        self._blocked = False
        self._modal: pygame.Rect | None = None
        self._overlay: Callable[[], None] | None = None
        self._toast: tuple[str, Colour, float] | None = None

    def begin(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.again = False
        self.wake = None
        self._tip = None
        # What lies under a dialog does not answer, although it is asked for first.
        self._blocked = self._had_modal
        self._modal = None
        self._overlay = None
        self._order = []
        self.places = {}
        self.space_presses = True
        if inputs.pressed:
            self._by_keys = False

    def end(self) -> None:
        """Lists on top, the walk of the focus, its ring, the tooltip and the toast."""
        if self._overlay is not None:
            self._overlay()
        if self._had_modal and self._modal is None:
            self.again = True
        self._had_modal = self._modal is not None
        self._walk()
        if self.focus in self.places:
            box = self.places[self.focus].inflate(self.px(4), self.px(4))
            self.canvas.outline(box, FOCUS, 1.6, 7)
        if self._tip is not None:
            self._draw_tip(*self._tip)
        else:
            self._tip_since = None
        self._draw_toast()
        if self.inputs.released or not self.inputs.down:
            self.active = ""

    def _walk(self) -> None:
        steps = {pygame.K_TAB: 1, pygame.K_DOWN: 1, pygame.K_UP: -1}
        for key, modifiers in list(self.inputs.keys):
            if key not in steps or not self._order or modifiers & pygame.KMOD_ALT:
                continue
            step = -1 if key == pygame.K_TAB and modifiers & pygame.KMOD_SHIFT else steps[key]
            if self.focus in self._order:
                self.focus = self._order[(self._order.index(self.focus) + step) % len(self._order)]
            else:
                self.focus = self._order[0 if step > 0 else -1]
            self._by_keys = True
            self.again = True

    def modal(self, rect: pygame.Rect) -> None:
        """From here on only what follows answers; widgets asked for before are out of reach."""
        self._order = []
        self.places = {}
        self._modal = rect
        self._tip = None
        self._blocked = False

    def on_top(self, draw: Callable[[], None]) -> None:
        """Draw something after everything else; it must call `modal`."""
        self._overlay = draw

    def px(self, value: float) -> int:
        return self.canvas.px(value)

    def key(self, wanted: int, modifiers: int = 0) -> bool:
        """Whether a key was pressed; each press is answered once."""
        if self._blocked:
            return False
        for place, (key, held) in enumerate(self.inputs.keys):
            plain = held & (pygame.KMOD_CTRL | pygame.KMOD_ALT | pygame.KMOD_META)
            if key == wanted and bool(plain) == bool(modifiers) and (not modifiers or held & modifiers):
                del self.inputs.keys[place]
                # What was drawn before the answer may have to change.
                self.again = True
                return True
        return False

    def hovers(self, rect: pygame.Rect) -> bool:
        return not self._blocked and self.active == "" and rect.collidepoint(self.inputs.mouse)

    def place(self, name: str, rect: pygame.Rect) -> bool:
        """Enter a widget into the focus order; whether the mouse button has just gone down on it."""
        if self._blocked:
            return False
        self._order.append(name)
        self.places[name] = rect
        if self.inputs.pressed and rect.collidepoint(self.inputs.mouse):
            self.focus = name
            self.active = name
            return True
        return False

    def clicked(self, name: str, rect: pygame.Rect) -> bool:
        """Whether the mouse button went down and up on a widget."""
        return self.inputs.released and self.active == name and rect.collidepoint(self.inputs.mouse)

    def entered(self, name: str) -> bool:
        """Whether the widget with the focus was pressed by key."""
        if self.focus != name:
            return False
        return (
            self.key(pygame.K_RETURN)
            or self.key(pygame.K_KP_ENTER)
            or (self.space_presses and self.key(pygame.K_SPACE))
        )

    def tip(self, rect: pygame.Rect, text: str, owner: str = "") -> None:
        """Show a text while the mouse rests on a rectangle, or its widget was reached by key."""
        if not text or self._blocked:
            return
        if self._by_keys and owner and owner == self.focus:
            self._tip = (text, rect)
        elif self.hovers(rect) and not self._by_keys:
            key = (rect.x, rect.y, rect.width, rect.height)
            if self._tip_since is None or self._tip_since[0] != key:
                self._tip_since = (key, self.clock())
            due = self._tip_since[1] + TIP_SECONDS
            if self.clock() >= due:
                self._tip = (text, rect)
            else:
                self.wake = due
                # Kept, so that the time of rest is not forgotten at the end of this frame.
                self._tip = ("", rect)

    def mouse_moved(self) -> None:
        """The mouse takes over from the keys."""
        self._by_keys = False

    def toast(self, text: str, colour: Colour = TEXT) -> None:
        """A short notice above the lower edge for some seconds."""
        self._toast = (text, colour, self.clock() + TOAST_SECONDS) if text else None
        self.again = True

    def _draw_toast(self) -> None:
        if self._toast is None:
            return
        text, colour, until = self._toast
        if self.clock() >= until:
            self._toast = None
            self.again = True
            return
        self.wake = min(until, self.wake or until)
        canvas, px = self.canvas, self.px
        screen = canvas.surface.get_rect()
        width = min(canvas.width(text, 13) + px(40), screen.width - px(40))
        box = pygame.Rect(0, 0, width, px(36))
        box.midbottom = (screen.centerx, screen.bottom - px(92))
        canvas.panel(box, RAISED, border=colour, radius=8)
        canvas.label(text, box.inflate(-px(24), 0), 13, colour, align="centre")

    def _draw_tip(self, text: str, near: pygame.Rect) -> None:
        if not text:
            return
        canvas = self.canvas
        width = self.px(360)
        step = round(self.px(12) * 1.5)
        lines: list[tuple[str, Colour, bool]] = []
        for place, part in enumerate(text.split("\n")):
            colour = TEXT if place == 0 else BAD if part.startswith("!") else DIM
            wrapped = canvas.wrap(part.removeprefix("! "), 12, width - self.px(24), place == 0) or [""]
            lines += [(line, colour, place == 0) for line in wrapped]
        widest = max(canvas.width(line, 12, bold) for line, _, bold in lines)
        box = pygame.Rect(0, 0, min(widest + self.px(24), width), len(lines) * step + self.px(16))
        screen = canvas.surface.get_rect()
        box.topleft = (near.right + self.px(10), near.y)
        if box.right > screen.right - self.px(6):
            if near.x - self.px(10) - box.width >= 0:
                box.right = near.x - self.px(10)
            else:
                box.topleft = (near.x, near.bottom + self.px(8))
        box.clamp_ip(screen.inflate(-self.px(12), -self.px(12)))
        canvas.panel(box, TIP, border=YOURS_DIM, radius=6)
        for place, (line, colour, bold) in enumerate(lines):
            spot = (box.x + self.px(12), box.y + self.px(7) + place * step)
            canvas.text(line, spot, 12, colour, bold)

    def shade(self) -> None:
        """Darken everything drawn so far, before a dialog."""
        surface = self.canvas.surface
        surface.fill((88, 92, 100), special_flags=pygame.BLEND_RGB_MULT)

    def dialog(self, width: float, height: int) -> pygame.Rect:
        """Open a dialog in the middle of the window: shade, panel, and only what follows answers."""
        self.shade()
        screen = self.canvas.surface.get_rect()
        rect = pygame.Rect(0, 0, self.px(width), height)
        rect.center = screen.center
        rect.clamp_ip(screen)
        self.modal(rect)
        self.canvas.panel(rect, RAISED, border=LINE, radius=10)
        return rect
