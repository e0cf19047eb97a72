"""The clipboard of the machine; where there is none, one of the window's own."""

from __future__ import annotations

import pygame

_own = ""


def copied(text: str) -> None:
    """Put a text on the clipboard."""
    global _own
    _own = text
    try:
        pygame.scrap.put_text(text)
    except (pygame.error, AttributeError):
        return


def pasted() -> str:
    """The text on the clipboard; empty when there is none."""
    try:
        found: str = pygame.scrap.get_text()
    except (pygame.error, AttributeError):
        return _own
    return found or _own
