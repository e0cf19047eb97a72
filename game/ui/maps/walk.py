"""How places on a map are pointed at: the pointer first, else the arrow keys while the map has the focus."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.ui.ui import Ui


def chosen(ui: Ui, name: str, rect: pygame.Rect, ids: Sequence[str], pointed: str) -> str:
    """The id that is read out; Left and Right walk through all of them in their order."""
    ui.place(name, rect)
    if ui.focus == name and ids:
        step = 1 if ui.key(pygame.K_RIGHT) else -1 if ui.key(pygame.K_LEFT) else 0
        at = int(ui.memory.get(name, -1.0))
        if step:
            ui.memory[name] = float((at + step) % len(ids)) if at >= 0 else 0.0
        if not pointed and name in ui.memory:
            return ids[int(ui.memory[name]) % len(ids)]
    return pointed
