"""The pictures of reports in the window: the same shapes, in the window's colours."""

from __future__ import annotations

import pygame

from game.reports.picture import BAND, DIM, HISTORY, INK, PALE, RULE, YOURS, Area, Line, Picture, Words
from game.ui import theme
from game.ui.theme import Colour
from game.ui.ui import Ui

_TONES: dict[str, Colour] = {
    INK: theme.TEXT,
    DIM: theme.DIM,
    RULE: theme.GRID,
    YOURS: theme.YOURS,
    HISTORY: theme.HISTORY,
    BAND: theme.YOURS,
    PALE: theme.YOURS,
}
_WASH = {PALE: 40, BAND: 70}  # how strongly areas show on a dark ground
_ALIGN = {"start": "left", "middle": "centre", "end": "right"}
_ASCENT = 1.16  # from a text's top to its base line, over its size
_FAINT = 0.45  # a line among many is so far from the ground to its colour


def picture_size(ui: Ui, rect: pygame.Rect) -> tuple[float, float]:
    """The size of a picture that fills a rectangle, in its own lengths."""
    scale = ui.px(1000) / 1000.0
    return rect.width / scale, rect.height / scale


def draw_picture(ui: Ui, rect: pygame.Rect, picture: Picture) -> None:
    """Draw a picture that was made for the rectangle."""
    canvas = ui.canvas
    scale = ui.px(1000) / 1000.0
    canvas.panel(rect, theme.PANEL, border=theme.LINE)
    for shape in picture.shapes:
        match shape:
            case Line():
                points = [(rect.x + x * scale, rect.y + y * scale) for x, y in shape.points]
                colour = _TONES[shape.colour] if shape.opacity >= 1.0 else _mixed(_TONES[shape.colour])
                if shape.dashed:
                    canvas.dashed(points, colour, max(shape.width, 1.0))
                else:
                    canvas.curve(points, colour, max(shape.width, 1.0))
            case Area():
                points = [(rect.x + x * scale, rect.y + y * scale) for x, y in shape.points]
                canvas.wash(points, _TONES[shape.colour], _WASH.get(shape.colour, 60))
            case Words():
                size = max(shape.size, 9.0)
                spot = (rect.x + shape.x * scale, rect.y + (shape.y - _ASCENT * size) * scale)
                canvas.text(shape.text, spot, size, _TONES[shape.colour], shape.bold, _ALIGN[shape.anchor])


def _mixed(colour: Colour) -> Colour:
    """A colour taken back towards the panel it is drawn on."""
    mixed = [round(ground + _FAINT * (tone - ground)) for ground, tone in zip(theme.PANEL, colour, strict=True)]
    return mixed[0], mixed[1], mixed[2]
