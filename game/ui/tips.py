"""Tooltips: shown where the mouse rests or the focus was walked to; a term within one opens another beside it.

A tip with terms stays while the mouse is in it or comes nearer to it, and covers what lies beneath; what lies on the
way answers as ever.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

import pygame

from game.ui.rich import Line, laid_out
from game.ui.theme import BAD, DIM, FOCUS, TEXT, TIP, YOURS_DIM

if TYPE_CHECKING:
    from game.ui.ui import Ui

TIP_SECONDS: Final = 0.3
_WIDTH: Final = 360
_SIZE: Final = 12
_DEEPEST: Final = 4
_SHORT: Final = 1.0 / 6.0  # of the window's width: narrower things stand in rows


@dataclass(slots=True)
class OpenTip:
    """A tip on the screen: what it belongs to, where it is, the terms in it with their places."""

    text: str
    near: pygame.Rect
    box: pygame.Rect
    terms: list[tuple[str, pygame.Rect]] = field(default_factory=list)


class Tips:
    """The tip that is due, and those opened from its terms."""

    def __init__(self) -> None:
        self.explain: Callable[[str], str] = lambda term: ""  # a term's text; empty for one that nobody knows
        self.stack: list[OpenTip] = []
        self._asked: tuple[str, pygame.Rect] | None = None
        self._resting: tuple[object, float] | None = None
        self._nearing: tuple[int, float] | None = None  # how near the mouse on its way has come to a tip, and when

    def begin(self) -> None:
        self._asked = None

    def close(self) -> bool:
        """Close the newest tip that was opened from a term; whether there was one."""
        if len(self.stack) > 1:
            self.stack.pop()
            return True
        return False

    def forget(self) -> None:
        self.stack = []
        self._asked = None

    def covers(self, spot: tuple[int, int]) -> bool:
        """Whether a tip with terms lies over a place."""
        return any(one.terms and one.box.collidepoint(spot) and not one.near.collidepoint(spot) for one in self.stack)

    def _holds(self, one: OpenTip, spot: tuple[int, int], underway: bool) -> bool:
        """Whether a tip stays: the mouse is in it or at what it belongs to, or on its way between them."""
        at = one.box.collidepoint(spot) or one.near.collidepoint(spot)
        return bool(one.terms) and (at or (underway and _bridge(one).collidepoint(spot)))

    def _underway(self, ui: Ui) -> bool:
        """Whether the mouse came nearer to the newest tip within the time that a tip takes to open."""
        one, now = self.stack[-1], ui.clock()
        spot = ui.inputs.mouse
        if one.near.collidepoint(spot) or one.box.collidepoint(spot):
            self._nearing = None
            return True
        distance = _distance(one.box, spot)
        if ui.inputs.pressed:
            self._nearing = (-1, 0.0)  # somebody is at work there: it comes no nearer
        elif self._nearing is None or distance < self._nearing[0]:
            self._nearing = (distance, now)
        due = self._nearing[1] + TIP_SECONDS
        if now < due:
            ui.wake = min(due, ui.wake or due)
        return now < due

    def offer(self, ui: Ui, rect: pygame.Rect, text: str, by_keys: bool) -> None:
        """A widget's text, to be shown at once when its widget was walked to, else after the mouse has rested."""
        if by_keys or self._rested(ui, (rect.x, rect.y, rect.width, rect.height)):
            self._asked = (text, rect)
        else:
            self._asked = ("", rect)

    def _rested(self, ui: Ui, what: object) -> bool:
        now = ui.clock()
        if self._resting is None or self._resting[0] != what:
            self._resting = (what, now)
        due = self._resting[1] + TIP_SECONDS
        if now < due:
            ui.wake = due
            return False
        return True

    def draw(self, ui: Ui) -> None:
        """After everything else: the tip asked for, or those that the mouse is in."""
        spot = ui.inputs.mouse
        underway = bool(self.stack) and self._underway(ui)
        places = range(len(self.stack), 0, -1)
        held = next((place for place in places if self._holds(self.stack[place - 1], spot, underway)), 0)
        if held and not ui.walked:
            del self.stack[held:]
            self._open_term(ui, spot)
        elif self._asked is not None and self._asked[0]:
            text, near = self._asked
            if not self.stack or (self.stack[0].text, self.stack[0].near) != (text, near):
                self.stack = [OpenTip(text, near.copy(), pygame.Rect(0, 0, 0, 0))]
        else:
            self.stack = []
            if self._asked is None:
                self._resting = None
        for one in self.stack:
            self._paint(ui, one)
        if ui.walked and self.stack and self.stack[-1].terms and ui.acts("term"):
            self._push(ui, self.stack[-1], self.stack[-1].terms[0])

    def _open_term(self, ui: Ui, spot: tuple[int, int]) -> None:
        for term, place in self.stack[-1].terms:
            if place.collidepoint(spot) and self._rested(ui, (term, place.x, place.y)):
                self._push(ui, self.stack[-1], (term, place))
                return

    def _push(self, ui: Ui, one: OpenTip, term: tuple[str, pygame.Rect]) -> None:
        text = self.explain(term[0])
        if text and len(self.stack) < _DEEPEST and all(open_one.text != text for open_one in self.stack):
            self.stack.append(OpenTip(text, term[1].copy(), pygame.Rect(0, 0, 0, 0)))
            ui.again = True

    def _paint(self, ui: Ui, one: OpenTip) -> None:
        canvas, px = ui.canvas, ui.px
        screen = canvas.surface.get_rect()
        width = min(px(_WIDTH), screen.width - px(24))
        step = round(px(_SIZE) * 1.5)
        lines: list[tuple[Line, bool, bool]] = []
        for place, part in enumerate(one.text.split("\n")):
            bad = part.startswith("!")
            wrapped = laid_out(canvas, part.removeprefix("! "), _SIZE, width - px(24), place == 0)
            lines += [(line, place == 0, bad) for line in wrapped]
        most = max((screen.height - px(30)) // step, 1)
        if len(lines) > most:
            canvas.overflow.append(one.text)
            lines = lines[:most]
        widest = max((sum(run.width for run in line) for line, _, _ in lines), default=0)
        # One opened from a term stands beside it, so that the rest of its tip can be read on.
        short = one is self.stack[0] and one.near.width < screen.width * _SHORT
        one.box = beside(one.near, (widest + px(24), len(lines) * step + px(16)), screen, px(10), short)
        canvas.panel(one.box, TIP, border=YOURS_DIM, radius=6)
        one.terms = []
        for place, (line, first, bad) in enumerate(lines):
            x, y = one.box.x + px(12), one.box.y + px(7) + place * step
            for run in line:
                colour = FOCUS if run.link else BAD if bad else TEXT if first or run.bold else DIM
                canvas.text(run.text, (x, y), _SIZE, colour, run.bold)
                if run.link:
                    one.terms.append((run.link, pygame.Rect(x, y, run.width, step)))
                    canvas.dashed([(x, y + step - px(3)), (x + run.width, y + step - px(3))], FOCUS, 1, 2, 2)
                x += run.width


def _bridge(one: OpenTip) -> pygame.Rect:
    """The room between a tip and what it belongs to, which the mouse crosses on its way."""
    return one.near.union(one.box) if one.near.width * one.near.height else one.box


def _distance(box: pygame.Rect, spot: tuple[int, int]) -> int:
    """How far a place lies from a box, along both axes together."""
    across = max(box.left - spot[0], 0, spot[0] - box.right + 1)
    return across + max(box.top - spot[1], 0, spot[1] - box.bottom + 1)


def beside(near: pygame.Rect, size: tuple[int, int], screen: pygame.Rect, gap: int, short: bool = False) -> pygame.Rect:
    """A box beside a rectangle where there is room, never out of the window: right, left, below, above.

    What is short stands in a row with others, as a tab: its box lies below or above, clear of its neighbours.
    """
    right, left = (near.right + gap, near.y), (near.x - gap - size[0], near.y)
    below, above = (near.x, near.bottom + gap), (near.x, near.y - gap - size[1])
    inside = screen.inflate(-gap, -gap)
    spots = (below, above, right, left) if short else (right, left, below, above)
    for spot in spots:
        box = pygame.Rect(spot, size)
        along = spot in (below, above)
        if along:
            box.x = min(box.x, inside.right - box.width)
        else:
            box.y = min(box.y, inside.bottom - box.height)
        if inside.contains(box):
            return box
    return pygame.Rect(spots[-1], size).clamp(inside)
