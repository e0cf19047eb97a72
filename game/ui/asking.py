"""What is on the screen and can be asked about: "why?" of a figure, and "what is it?" of anything.

Whoever draws a figure says so with `Asking.figure`, and whoever draws a lever, a card or a person with `Asking.about`;
the window opens the explanation of whichever screen has a game, or the article of the codex.
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
        self._subjects: list[_Region] = []
        self.whole = ""  # the article of the dialog that is open
        self.asked = ""

    def begin(self) -> None:
        self._regions = []
        self._subjects = []
        self.whole = ""
        self.asked = ""

    def about(self, page: str, rect: pygame.Rect, widget: str = "") -> None:
        """What stands here has an article in the codex: "lever:customs", "card:wto"."""
        self._subjects.append(_Region(page, rect.copy(), widget))

    def subject(self, ui: Ui) -> str:
        """The article of what has the focus by keys, else under the mouse, else of the focus, else of the dialog."""
        at_focus = next((one.figure for one in self._subjects if one.widget and one.widget == ui.focus), "")
        if at_focus and ui.walked:
            return at_focus
        spot = ui.inputs.mouse
        under = next((one.figure for one in reversed(self._subjects) if one.rect.collidepoint(spot)), "")
        return under or at_focus or self.whole

    def figure(self, ui: Ui, name: str, rect: pygame.Rect, widget: str = "") -> bool:
        """A figure stands here; without a widget of its own it becomes one that a press asks about.

        Whether it can be asked about at all.
        """
        if name:
            self.about(f"figure:{name}", rect, widget or f"why-{name}")
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
