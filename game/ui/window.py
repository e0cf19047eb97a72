"""The window of the system: opened at its first size, and filled to the screen or not."""

from __future__ import annotations

import contextlib
import os
import warnings

import pygame

from game.desk import Desk
from game.ui.icons import window_icon
from game.ui.theme import SMALLEST


def open_window(desk: Desk) -> pygame.Surface:
    """The window at its first size; software surfaces, so that any machine draws alike."""
    os.environ.setdefault("SDL_FRAMEBUFFER_ACCELERATION", "0")
    os.environ.setdefault("SDL_WINDOWS_DPI_AWARENESS", "permonitorv2")
    os.environ.setdefault("SDL_IME_SHOW_UI", "1")
    pygame.display.init()
    pygame.font.init()
    width, height = min(pygame.display.get_desktop_sizes(), default=(1600, 900))
    size = (min(max(width - 160, SMALLEST[0]), 1760), min(max(height - 160, SMALLEST[1]), 990))
    surface = pygame.display.set_mode(size, pygame.RESIZABLE)
    pygame.display.set_caption("Lanthanide")
    pygame.display.set_icon(window_icon())
    with contextlib.suppress(AttributeError, pygame.error), warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        pygame.Window.from_display_module().minimum_size = SMALLEST
    pygame.key.set_repeat(350, 45)
    if desk.settings.fullscreen:
        fill_screen(True)
        surface = pygame.display.get_surface() or surface
    return surface


def fill_screen(full: bool) -> None:
    """Fill the screen that the window is on, or give it back.

    By the window itself: `toggle_fullscreen` makes a new window under X and leaves the surface at its old size.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        try:
            window = pygame.Window.from_display_module()
            if full:
                window.set_fullscreen(True)
            else:
                window.set_windowed()
        except (AttributeError, pygame.error):
            pygame.display.toggle_fullscreen()
