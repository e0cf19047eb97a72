"""Colours, fonts and sizes in one place; everything is laid out natively at the window's scale."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pygame

Colour = tuple[int, int, int]

BACKGROUND: Final[Colour] = (13, 18, 26)
PANEL: Final[Colour] = (21, 28, 39)
RAISED: Final[Colour] = (31, 41, 55)
HOVER: Final[Colour] = (40, 53, 70)
TIP: Final[Colour] = (9, 13, 19)
TRACK: Final[Colour] = (36, 46, 60)
ROW: Final[Colour] = (28, 37, 50)
REACH: Final[Colour] = (62, 77, 97)
LINE: Final[Colour] = (42, 53, 68)
GRID: Final[Colour] = (32, 41, 54)
TEXT: Final[Colour] = (229, 234, 240)
DIM: Final[Colour] = (141, 153, 170)
FAINT: Final[Colour] = (92, 104, 122)
YOURS: Final[Colour] = (72, 196, 186)
YOURS_DIM: Final[Colour] = (38, 110, 108)
FORECAST: Final[Colour] = (150, 226, 219)
HISTORY: Final[Colour] = (230, 178, 92)
GOOD: Final[Colour] = (116, 196, 122)
BAD: Final[Colour] = (229, 108, 98)
BUTTON: Final[Colour] = (34, 124, 122)
BUTTON_HOVER: Final[Colour] = (43, 148, 145)
FOCUS: Final[Colour] = (150, 205, 255)
ERA_BANDS: Final[tuple[Colour, ...]] = (
    (36, 58, 74),
    (44, 52, 78),
    (58, 50, 78),
    (70, 50, 66),
    (58, 60, 52),
    (76, 56, 46),
)

SMALLEST: Final = (1280, 720)
LARGEST_SIDE: Final = 8192


@dataclass(frozen=True, slots=True)
class Sizes:
    """Scale of the window: 1.0 is 1280x720 at 100% text."""

    scale: float

    def px(self, value: float) -> int:
        return max(round(value * self.scale), 1)


def sizes_for(width: int, height: int, text_percent: int) -> Sizes:
    """Scale from the window and, as far as the layout has room, from the text size."""
    fit = min(width / SMALLEST[0], height / SMALLEST[1])
    return Sizes(max(fit, 0.75) * (1.0 + (min(text_percent, 130) - 100) / 400.0))


class Fonts:
    """The bundled typeface in two weights at any pixel size; a missing file falls back to pygame's own font."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[tuple[int, bool], pygame.font.Font] = {}
        self.missing = not (folder / "NotoSansSC-Regular.otf").is_file()

    def get(self, size: int, bold: bool) -> pygame.font.Font:
        key = (max(min(size, 400), 6), bold)
        if key not in self._made:
            path = self._folder / ("NotoSansSC-Bold.otf" if bold else "NotoSansSC-Regular.otf")
            try:
                self._made[key] = pygame.font.Font(str(path), key[0])
            except (OSError, pygame.error):
                self._made[key] = pygame.font.Font(None, key[0])
        return self._made[key]
