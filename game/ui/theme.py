"""Colours, fonts and sizes in one place; everything is laid out natively at the window's scale."""

from __future__ import annotations

from collections.abc import Mapping
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
# Other futures and other runs beside yours; they are named where they are drawn, so that no colour stands alone.
BRANCHES: Final[tuple[Colour, ...]] = (
    (132, 168, 244),
    (226, 140, 196),
    (176, 200, 104),
    (214, 150, 120),
    (160, 140, 230),
)
ERA_BANDS: Final[tuple[Colour, ...]] = (
    (36, 58, 74),
    (44, 52, 78),
    (58, 50, 78),
    (70, 50, 66),
    (58, 60, 52),
    (76, 56, 46),
)

SMALLEST: Final = (1280, 720)
_LARGEST_LENGTH: Final = 20_000.0

# Screens name colours of the standard palette; the canvas puts another palette's in their place when it draws. All were
# chosen by search: the least difference among yours, history's, good and bad as each kind of eye sees them is largest.
_RED_GREEN: Final[Mapping[Colour, Colour]] = {
    YOURS: (86, 150, 225),
    YOURS_DIM: (46, 84, 136),
    FORECAST: (160, 200, 250),
    HISTORY: (244, 224, 66),
    GOOD: (190, 236, 240),
    BAD: (222, 110, 70),
    BUTTON: (44, 92, 156),
    BUTTON_HOVER: (56, 112, 186),
}
_BLUE_YELLOW: Final[Mapping[Colour, Colour]] = {
    YOURS: (81, 240, 214),
    YOURS_DIM: (30, 112, 100),
    FORECAST: (180, 250, 236),
    HISTORY: (242, 174, 140),
    GOOD: (217, 240, 194),
    BAD: (251, 81, 123),
    BUTTON: (22, 116, 104),
    BUTTON_HOVER: (30, 140, 126),
}
PALETTES: Final[Mapping[str, Mapping[Colour, Colour]]] = {
    "standard": {},
    "red_green": _RED_GREEN,
    "blue_yellow": _BLUE_YELLOW,
}
_HIGH_CONTRAST: Final[Mapping[Colour, Colour]] = {
    BACKGROUND: (0, 0, 0),
    PANEL: (6, 8, 12),
    RAISED: (20, 26, 36),
    HOVER: (44, 58, 78),
    TIP: (0, 0, 0),
    TRACK: (70, 82, 98),
    ROW: (18, 24, 34),
    REACH: (120, 138, 160),
    LINE: (128, 142, 160),
    GRID: (62, 74, 90),
    TEXT: (255, 255, 255),
    DIM: (208, 216, 226),
    FAINT: (170, 180, 194),
    FOCUS: (255, 255, 120),
}


def tones(palette: str, high_contrast: bool) -> dict[Colour, Colour]:
    """What to draw in place of each colour of the standard palette."""
    return {**PALETTES.get(palette, {}), **(_HIGH_CONTRAST if high_contrast else {})}


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """A colour between two; 0 is the first."""
    red, green, blue = (round(a + (b - a) * min(max(share, 0.0), 1.0)) for a, b in zip(first, second, strict=True))
    return red, green, blue


@dataclass(frozen=True, slots=True)
class Sizes:
    """Scale of the window: 1.0 is 1280x720 at 100% text."""

    scale: float

    def px(self, value: float) -> int:
        # A value that is not finite must not stop a frame.
        if not -_LARGEST_LENGTH < value < _LARGEST_LENGTH:
            return 1
        return max(round(value * self.scale), 1)


# The least scale: below it letters are no longer read, so a small window shows less instead of smaller letters.
_LEAST_SCALE: Final = 0.75
# The least room that a screen needs at scale 1 unless it says otherwise; it keeps larger text within that.
NEEDS: Final = (1190, 670)


def sizes_for(width: int, height: int, text_percent: int, needs: tuple[int, int] = NEEDS) -> Sizes:
    """Scale from the window and the text size, as far as what the screen shows still has room."""
    fit = min(width / SMALLEST[0], height / SMALLEST[1])
    room = min(width / needs[0], height / needs[1])
    return Sizes(max(min(max(fit, _LEAST_SCALE) * text_percent / 100.0, room), 0.1))


_MOST_FONTS = 32  # a screen asks for some twenty


class Fonts:
    """The bundled typeface in two weights at any pixel size; a missing file falls back to pygame's own font."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[tuple[int, bool], pygame.font.Font] = {}
        self.missing = not (folder / "NotoSansSC-Regular.otf").is_file()

    def get(self, size: int, bold: bool) -> pygame.font.Font:
        key = (max(min(size, 400), 6), bold)
        made = self._made.pop(key, None)
        if made is None:
            path = self._folder / ("NotoSansSC-Bold.otf" if bold else "NotoSansSC-Regular.otf")
            try:
                made = pygame.font.Font(str(path), key[0])
                made.size("x")  # a file that is no font is only found out when it is asked for something
            except (OSError, pygame.error):
                made = pygame.font.Font(None, key[0])
            while len(self._made) >= _MOST_FONTS:  # each holds a file open: the one longest not asked for goes
                del self._made[next(iter(self._made))]
        self._made[key] = made
        return made
