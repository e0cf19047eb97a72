"""A short fade from one screen to the next, so that the eye follows where it went."""

from __future__ import annotations

import pygame

from game.ui.motion import eased
from game.ui.ui import Ui

SECONDS = 0.14


class Fade:
    """Keeps the picture of the screen that is left and lets it go."""

    def __init__(self) -> None:
        self._old: pygame.Surface | None = None
        self._since = 0.0

    def begin(self, ui: Ui) -> None:
        self._old = ui.canvas.surface.copy()
        self._since = ui.clock()

    def draw(self, ui: Ui) -> None:
        """Over the new screen, what is left of the old one."""
        if self._old is None:
            return
        share = (ui.clock() - self._since) / SECONDS
        if share >= 1.0 or self._old.get_size() != ui.canvas.surface.get_size():
            self._old = None
            return
        self._old.set_alpha(round(255 * (1.0 - eased(share))))
        ui.canvas.surface.blit(self._old, (0, 0))
        ui.again = True
