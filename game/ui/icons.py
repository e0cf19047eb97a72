"""The project's own line icons and wordmark: SVG files, rendered at the size wanted and tinted."""

from __future__ import annotations

from functools import lru_cache

import pygame

from game import paths
from game.ui.drawing import Canvas
from game.ui.theme import TEXT, Colour

GROUPS = ("prices", "trade", "production", "industry", "enforcement", "technology", "strategy")
WORDMARK_RATIO = 421 / 48  # width of the wordmark against its height


@lru_cache(maxsize=512)
def picture(name: str, width: int, height: int, colour: Colour) -> pygame.Surface:
    """An icon in pixels; an empty picture where its file is missing or damaged."""
    try:
        made = pygame.image.load_sized_svg(str(paths.icons_folder() / f"{name}.svg"), (width, height))
    except (OSError, pygame.error):
        return pygame.Surface((1, 1), pygame.SRCALPHA)
    made = made.convert_alpha() if pygame.display.get_surface() is not None else made
    made.fill(colour, special_flags=pygame.BLEND_RGB_MULT)
    return made


def icon(canvas: Canvas, name: str, centre: tuple[float, float], size: float, colour: Colour = TEXT) -> None:
    """Draw an icon around a point; `size` is its side at 100%."""
    side = canvas.px(size)
    made = picture(name, side, side, canvas.tone(colour))
    canvas.surface.blit(made, made.get_rect(center=(round(centre[0]), round(centre[1]))))


def wordmark(canvas: Canvas, place: tuple[int, int], height: float, colour: Colour = TEXT) -> pygame.Rect:
    """Draw the wordmark from its left top corner; the room it takes."""
    tall = canvas.px(height)
    made = picture("wordmark", round(tall * WORDMARK_RATIO), tall, canvas.tone(colour))
    return canvas.surface.blit(made, place)


def window_icon() -> pygame.Surface:
    """The window's icon, in its own colours."""
    return picture("window", 64, 64, (255, 255, 255))
