"""Autoplay: ends turns by itself at a chosen pace; waits while a card is open, stops at warnings and at the end."""

from __future__ import annotations

from game.ui.ui import Ui

PACES = (0.0, 1.6, 0.9, 0.5, 0.25, 0.12)  # seconds a turn by speed; 0 is off


class Autoplay:
    """The pace and when the next turn is due."""

    def __init__(self) -> None:
        self.pace = 0
        self._due: float | None = None

    @property
    def on(self) -> bool:
        return self.pace > 0

    @property
    def fastest(self) -> bool:
        return self.pace + 1 == len(PACES)

    @property
    def label(self) -> str:
        return f"{self.pace}×" if self.on else ""

    def press(self, speed: int) -> None:
        """From off to the speed of the settings, then faster, then off again."""
        self.pace = (self.pace + 1) % len(PACES) if self.on else min(max(speed, 1), len(PACES) - 1)
        self._due = None

    def stop(self) -> None:
        self.pace = 0
        self._due = None

    def due(self, ui: Ui, waits: bool) -> bool:
        """Whether to end the turn in this frame; `waits` while a card or a dialog is open."""
        if not self.on:
            return False
        if waits:
            self._due = None
            return False
        if self._due is None:
            self._due = ui.clock() + PACES[self.pace]
        if ui.clock() < self._due:
            ui.wake = self._due if ui.wake is None else min(ui.wake, self._due)
            return False
        self._due = ui.clock() + PACES[self.pace]
        ui.again = True
        return True
