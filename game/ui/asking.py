"""Figures on the screen that can be asked "why?": by a press of their own, or by the why key at the focus or the mouse.

Whoever draws a figure says so with `Asking.figure`; the window opens the explanation of whichever screen has a game.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from game.views.why import explained

if TYPE_CHECKING:
    from game.ui.ui import Ui


@dataclass(frozen=True, slots=True)
class _Region:
    figure: str
    rect: pygame.Rect
    widget: str


class Asking:
    """The figures of this frame, and the one that was asked about."""

    def __init__(self) -> None:
        self._regions: list[_Region] = []
        self.asked = ""

    def begin(self) -> None:
        self._regions = []
        self.asked = ""

    def figure(self, ui: Ui, name: str, rect: pygame.Rect, widget: str = "") -> bool:
        """A figure stands here; without a widget of its own it becomes one that a press asks about.

        Whether it can be asked about at all.
        """
        if not explained(name):
            return False
        own = widget or f"why-{name}"
        self._regions.append(_Region(name, rect, own))
        if not widget:
            ui.place(own, rect)
            if ui.clicked(own, rect) or ui.entered(own):
                self.asked = name
        return True

    def pointed(self, ui: Ui, name: str, rect: pygame.Rect, widget: str) -> None:
        """The figure pointed at on a picture that is a widget itself: a press there asks about it."""
        if self.figure(ui, name, rect, widget) and (ui.clicked(widget, rect) or ui.entered(widget)):
            self.asked = name

    def end(self, ui: Ui) -> None:
        """The why key asks about the figure with the focus, else the one under the mouse, else the whole score."""
        if ui.writing is not None or not ui.acts("why"):
            return
        at_focus = (region.figure for region in self._regions if region.widget == ui.focus)
        under = (region.figure for region in reversed(self._regions) if region.rect.collidepoint(ui.inputs.mouse))
        walked = next(at_focus, "") if ui.walked else ""
        self.asked = walked or next(under, "") or next(at_focus, "") or "overall"
