"""The core of a small immediate toolkit: what came in, who has the focus, what lies on top.

A screen asks for widgets in order (see `widgets`) and each answers what the person did with it. Focus follows that
order: Tab, Shift+Tab, Up and Down walk it, Enter presses. Mouse and keyboard reach the same widgets because both go
through the same calls.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

import pygame

from game.ui.asking import Asking
from game.ui.drawing import Canvas
from game.ui.keeping import Keeping
from game.ui.keys import ACTIONS, KeyMap
from game.ui.theme import FOCUS, LINE, RAISED, TEXT, Colour
from game.ui.tips import Tips

TOAST_SECONDS: Final = 4.0
LEAST_REACH: Final = 32  # of a widget for the mouse, in both directions, at 100 %


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
    composing: str = ""  # what an input method has not yet settled


class Ui:
    """One frame's worth of widgets over a canvas; focus, drags and scroll positions live on between frames."""

    def __init__(self, canvas: Canvas, clock: Callable[[], float] = time.monotonic) -> None:
        self.canvas = canvas
        self.clock = clock
        self.keys = KeyMap()
        self.tips = Tips()
        self.asking = Asking()
        self.keeping = Keeping()
        self.inputs = Inputs()
        self.focus = ""
        self.active = ""  # the widget the mouse button went down on
        self.open = ""  # the picker that shows its list
        self.again = False  # something changed: draw once more
        self.wake: float | None = None  # a moment to draw at even if nothing comes in
        self.space_presses = True  # False where Space has a meaning of its own
        self.calm = True  # reduced motion: nothing moves that need not, until a window says otherwise
        self.writing: pygame.Rect | None = None  # the text field with the focus, for the input method
        self.memory: dict[str, float] = {}  # scroll positions and drafts of widgets, by name
        self.texts: dict[str, str] = {}  # what stands in fields that no screen keeps, by name
        self.chosen: dict[str, str] = {}  # answers of lists on top, picked up by their widget in the next frame
        self._order: list[str] = []
        self.places: dict[str, pygame.Rect] = {}  # the widgets of this frame by name
        self._clips: dict[str, pygame.Rect] = {}  # what can be seen of the place of a widget on a page that scrolls
        self.before: dict[str, pygame.Rect] = {}  # those of the last frame
        self.pages: dict[str, tuple[str, ...]] = {}  # the widgets on each page that scrolls, as last drawn
        self.areas: set[str] = set()  # widgets that hold others, as rows that scroll
        self.clip: pygame.Rect | None = None  # outside of it no widget can be reached with the mouse
        self._covered: pygame.Rect | None = None  # what is asked for in it lies under something else
        self.walked = False  # the focus was moved by keys, and the mouse has not moved since
        self._had_modal = False
        self._blocked = False
        self._modal: pygame.Rect | None = None
        self._overlay: Callable[[], None] | None = None
        self._toast: tuple[str, Colour, float] | None = None

    def begin(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.again = False
        self.wake = None
        self.tips.begin()
        self.asking.begin()
        # What lies under a dialog does not answer, although it is asked for first.
        self._blocked = self._had_modal
        self._modal = None
        self._overlay = None
        self._order = []
        self.before, self.places = self.places, {}
        self._clips = {}
        self.clip = None
        self.writing = None
        self.space_presses = True
        if inputs.pressed:
            self.walked = False
        if len(self.tips.stack) > 1 and self.walked and self.acts("back"):
            self.tips.close()

    def end(self) -> None:
        """Lists on top, the walk of the focus, its ring, the tooltip and the toast."""
        if self._overlay is not None:
            self._overlay()
        if self._had_modal and self._modal is None:
            self.again = True
        self._had_modal = self._modal is not None
        self.asking.end(self)
        self._walk()
        if self.focus in self.places:
            box = self.places[self.focus].inflate(self.px(4), self.px(4))
            with self.clipped(self._clips.get(self.focus, self.canvas.surface.get_rect())):
                self.canvas.outline(box, FOCUS, 1.6, 7)
        self.tips.draw(self)
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
            self.walked = True
            self.again = True

    def modal(self, rect: pygame.Rect) -> None:
        """From here on only what follows answers; widgets asked for before are out of reach."""
        self._order = []
        self.places = {}
        self._modal = rect
        if not self._had_modal:
            self.tips.forget()  # of what now lies beneath
        self.tips.begin()
        self.asking.begin()
        self._blocked = False
        if self.canvas.watched is not None:
            self.canvas.watched.clear()

    def on_top(self, draw: Callable[[], None]) -> None:
        """Draw something after everything else; it must call `modal`."""
        self._overlay = draw

    def px(self, value: float) -> int:
        return self.canvas.px(value)

    @property
    def blocked(self) -> bool:
        """Whether what is asked for now lies under a dialog."""
        return self._blocked

    @property
    def room(self) -> tuple[float, float]:
        """Width and height of the window in lengths at scale 1, by which screens choose their layout."""
        width, height = self.canvas.surface.get_size()
        return width / self.canvas.sizes.scale, height / self.canvas.sizes.scale

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

    def acts(self, action: str) -> bool:
        """Whether the key of an action was pressed, wherever the person has put it."""
        chord = ACTIONS[action]
        return self.key(chord.key, chord.modifiers)

    def hovers(self, rect: pygame.Rect) -> bool:
        return not self._blocked and self.active == "" and self._open_to_mouse(rect)

    def _open_to_mouse(self, rect: pygame.Rect) -> bool:
        spot = self.inputs.mouse
        seen = self.clip is None or self.clip.collidepoint(spot)
        return seen and rect.collidepoint(spot) and not self.tips.covers(spot)

    def reach(self, rect: pygame.Rect) -> pygame.Rect:
        """Where the mouse meets a widget: no less than a finger's breadth, however small it is drawn."""
        least = self.px(LEAST_REACH)
        return rect.inflate(max(least - rect.width, 0), max(least - rect.height, 0))

    def meets(self, name: str, rect: pygame.Rect) -> bool:
        """Whether the mouse is on a widget, or so near to a small one that no other is nearer."""
        if self._open_to_mouse(rect):
            return True
        spot = self.inputs.mouse
        if not self._open_to_mouse(self.reach(rect)):
            return False
        mine = _distance(rect, spot)
        others = (box for other, box in self.before.items() if other != name and other not in self.areas)
        return not any(self.reach(box).collidepoint(spot) and _distance(box, spot) < mine for box in others)

    def place(self, name: str, rect: pygame.Rect, area: bool = False) -> bool:
        """Enter a widget into the focus order; whether the mouse button has just gone down on it."""
        if self._blocked:
            return False
        if self._covered is not None and self._covered.collidepoint(rect.center):
            if self.focus == name:
                self.focus = ""
            return False
        if name in self.places:
            # The same question asked in two places: keys meet it at the first, or they would never get past the second.
            return self._press(name, rect, area)
        self._order.append(name)
        self.places[name] = rect
        if area:
            self.areas.add(name)
        if self.clip is not None:
            self._clips[name] = self.clip.inflate(self.px(8), self.px(8))
        return self._press(name, rect, area)

    def _press(self, name: str, rect: pygame.Rect, area: bool) -> bool:
        """Whether the mouse button has just gone down on a widget, which then has the focus."""
        if not self.inputs.pressed or not (self._open_to_mouse(rect) if area else self.meets(name, rect)):
            return False
        self.focus = name
        self.active = name
        return True

    def clicked(self, name: str, rect: pygame.Rect) -> bool:
        """Whether the mouse button went down and up on a widget."""
        return self.inputs.released and self.active == name and self.meets(name, rect)

    def entered(self, name: str) -> bool:
        """Whether the widget with the focus was pressed by key."""
        if self.focus != name:
            return False
        return (
            self.key(pygame.K_RETURN)
            or self.key(pygame.K_KP_ENTER)
            or (self.space_presses and self.key(pygame.K_SPACE))
        )

    @contextmanager
    def clipped(self, rect: pygame.Rect) -> Iterator[None]:
        """What is drawn and reached within stays inside a rectangle."""
        surface = self.canvas.surface
        old_clip, old_drawn = self.clip, surface.get_clip()
        self.clip = rect if old_clip is None else rect.clip(old_clip)
        surface.set_clip(old_drawn.clip(rect))
        try:
            yield
        finally:
            self.clip = old_clip
            surface.set_clip(old_drawn)

    @contextmanager
    def beneath(self, rect: pygame.Rect) -> Iterator[None]:
        """What is asked for within a rectangle is covered by what comes next: out of reach of mouse and keys."""
        self._covered = rect
        try:
            yield
        finally:
            self._covered = None

    def tip(self, rect: pygame.Rect, text: str, owner: str = "") -> None:
        """Show a text while the mouse rests on a rectangle, or its widget was reached by key."""
        if not text or self._blocked:
            return
        if self.walked and owner and owner == self.focus:
            self.tips.offer(self, rect, text, True)
        elif self.hovers(rect) and not self.walked:
            self.tips.offer(self, rect, text, False)

    def mouse_moved(self) -> None:
        """The mouse takes over from the keys."""
        self.walked = False

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
        lines = canvas.wrap(text, 13, min(screen.width - px(64), px(760)))
        width = max((canvas.width(line, 13) for line in lines), default=0) + px(40)
        box = pygame.Rect(0, 0, width, px(16) + len(lines) * px(20))
        box.midbottom = (screen.centerx, screen.bottom - px(min(92, self.room[1] / 6)))
        canvas.panel(box, RAISED, border=colour, radius=8)
        for place, line in enumerate(lines):
            row = pygame.Rect(box.x, box.y + px(8) + place * px(20), box.width, px(20))
            canvas.label(line, row, 13, colour, align="centre")

    def shade(self) -> None:
        """Darken everything drawn so far, before a dialog."""
        surface = self.canvas.surface
        surface.fill((88, 92, 100), special_flags=pygame.BLEND_RGB_MULT)

    def dialog(self, width: float, height: int) -> pygame.Rect:
        """Open a dialog in the middle of the window: shade, panel, and only what follows answers."""
        self.shade()
        screen = self.canvas.surface.get_rect()
        rect = pygame.Rect(0, 0, min(self.px(width), screen.width), min(height, screen.height))
        rect.center = screen.center
        self.modal(rect)
        self.canvas.panel(rect, RAISED, border=LINE, radius=10)
        return rect


def _distance(rect: pygame.Rect, spot: tuple[int, int]) -> int:
    """How far a place lies from a rectangle, along the worse of both axes."""
    across = max(rect.left - spot[0], 0, spot[0] - rect.right + 1)
    along = max(rect.top - spot[1], 0, spot[1] - rect.bottom + 1)
    return max(across, along)
