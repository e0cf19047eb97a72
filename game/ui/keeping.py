"""Panels that are drawn once and kept: while nothing about them changes and nobody is at them, a picture stands in."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import pygame

if TYPE_CHECKING:
    from game.ui.ui import Ui

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Kept:
    """A panel as it was when nobody was at it."""

    key: Hashable
    rect: pygame.Rect
    picture: pygame.Surface
    places: tuple[tuple[str, pygame.Rect, bool], ...]
    answer: Any


class Keeping:
    """The pictures by the name of their panel."""

    def __init__(self) -> None:
        self._kept: dict[str, Kept] = {}
        self.drawn = 0  # panels drawn anew, for tests

    def forget(self) -> None:
        self._kept = {}

    def panel(self, ui: Ui, name: str, rect: pygame.Rect, key: Hashable, draw: Callable[[], Answer]) -> Answer:
        """Draw a panel, or show its picture.

        `key` names everything the panel shows; what it answers while nobody is at it must depend on that alone.
        """
        surface = ui.canvas.surface
        # Under a dialog nothing has a place: such a picture must not stand in for one that answers.
        key = (key, ui.canvas.sizes.scale, surface.get_size(), ui.blocked)
        kept = self._kept.get(name)
        if not surface.get_rect().contains(rect) or _busy(ui, rect):
            self._kept.pop(name, None)
            self.drawn += 1
            return draw()
        if kept is not None and (kept.key, kept.rect) == (key, rect) and not _at(ui, kept):
            surface.blit(kept.picture, rect)
            for widget, box, area in kept.places:
                ui.place(widget, box, area)
            answer: Answer = kept.answer
            return answer
        first = len(ui.places)
        wished, cut = ui.again, len(ui.canvas.overflow)
        ui.again = False
        answer = draw()
        moving, ui.again = ui.again, ui.again or wished
        self.drawn += 1
        places = tuple((widget, box, widget in ui.areas) for widget, box in list(ui.places.items())[first:])
        made = Kept(key, rect.copy(), surface.subsurface(rect).copy(), places, answer)
        # A panel that wants another frame, or had to cut a text, is looked at again.
        if _at(ui, made) or moving or len(ui.canvas.overflow) > cut:
            self._kept.pop(name, None)
        else:
            self._kept[name] = made
        return answer


def _busy(ui: Ui, rect: pygame.Rect) -> bool:
    """Whether anything comes in that a panel might answer, or the mouse is at it."""
    inputs = ui.inputs
    near = rect.inflate(2 * ui.px(16), 2 * ui.px(16))
    keyed = bool(inputs.keys or inputs.typed or inputs.composing or ui.chosen)
    return keyed or near.collidepoint(inputs.mouse) or ui.canvas.watched is not None


def _at(ui: Ui, kept: Kept) -> bool:
    """Whether the focus, a drag or an open list is at one of the panel's widgets."""
    return any(widget in (ui.focus, ui.active, ui.open) for widget, _, _ in kept.places)
