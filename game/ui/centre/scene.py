"""What the centre tabs need of the room, and what all of them share: rows of controls, the year shown, the foot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import pygame

from game.session import Session
from game.ui.charts.line import Ahead
from game.ui.charts.shapes import ground
from game.ui.drawing import Canvas
from game.ui.theme import DIM, PANEL, Colour
from game.ui.ui import Ui
from game.ui.widgets import Scale, choice, slider
from game.ui.words import say
from game.views.figures import ChartData
from game.views.room import RoomView
from game.views.sentences import month_text
from game.views.tables import Table
from game.views.tonnes import months_seen

MakeTable = Callable[[], Table]  # made only when it is looked at or written


class Scene(Protocol):
    """The room as its centre sees it."""

    session: Session
    large: str  # the figure of the large chart
    whole: bool  # the whole span rather than the recent years
    log: bool | None  # the person's wish for the axis; None as the figure prefers

    @property
    def view(self) -> RoomView: ...

    def chart(self, name: str) -> ChartData: ...

    def ahead(self, name: str) -> Ahead: ...

    def window(self) -> tuple[int, int]: ...


class YearShown:
    """Whose year a map or chain shows and up to which month; it follows the game unless moved."""

    def __init__(self) -> None:
        self.history = False
        self.month: int | None = None

    def controls(self, ui: Ui, row: pygame.Rect, session: Session) -> None:
        """Yours or history's, and the month as a slider over all months lived through."""
        px = ui.px
        seen = months_seen(session)
        if seen is None:
            self.month, self.history = None, False
            return
        options = ((0.0, say("yours")), (1.0, say("history")))
        who = pygame.Rect(row.x, row.y, px(106), row.height)
        self.history = choice(ui, "year-run", who, float(self.history), options, size=10.5) > 0.5
        first, last = seen
        shown = min(max(self.month if self.month is not None else last, first), last)
        ui.canvas.label(
            month_text(shown),
            pygame.Rect(row.right - px(66), row.y, px(66), row.height),
            11.5,
            DIM,
            False,
            "right",
            9.5,
        )
        if last > first:
            track = pygame.Rect(who.right + px(8), row.y, row.right - px(74) - who.right - px(8), row.height)
            moved = slider(ui, "year-month", track, float(shown), Scale(float(first), float(last), 1.0))
            if moved.moving or moved.settled:
                value = int(moved.value)
                # At its end the slider follows the game again.
                self.month = None if value >= last else value
                ui.again = True


def is_low(ui: Ui, rect: pygame.Rect) -> bool:
    """Whether a picture has so little height, under large letters, that its sentence waits behind the table key."""
    return rect.height < ui.px(210)


def foot(ui: Ui, rect: pygame.Rect, lines: Sequence[tuple[str, Colour]]) -> int:
    """Small lines at the lower edge of a rectangle; returns the y above them."""
    if not lines:
        return rect.bottom - ui.px(4)
    key = ("foot", tuple(lines), rect.width, ui.canvas.sizes.scale)
    picture = ui.canvas.layer(key, _foot_size(ui, rect.width, tuple(lines)), lambda within: _paint_foot(within, lines))
    y = rect.bottom - ui.px(6) - picture.get_height()
    ui.canvas.surface.blit(picture, (rect.x + ui.px(10), y))
    return y - ui.px(3)


_FOOT_SIZES: dict[tuple[object, ...], tuple[int, int]] = {}


def _foot_size(ui: Ui, width: int, lines: tuple[tuple[str, Colour], ...]) -> tuple[int, int]:
    """Wrapping measures every word, so it is done once for a text and a width."""
    key = (width, lines, ui.canvas.sizes.scale)
    if key not in _FOOT_SIZES:
        if len(_FOOT_SIZES) > 64:
            _FOOT_SIZES.clear()
        inner = max(width - ui.px(20), 1)
        count = sum(len(ui.canvas.wrap(text, 10.5, inner)) for text, _ in lines)
        _FOOT_SIZES[key] = (inner, max(ui.px(14.5) * count, 1))
    return _FOOT_SIZES[key]


def _paint_foot(canvas: Canvas, lines: Sequence[tuple[str, Colour]]) -> None:
    ground(canvas, PANEL)
    width = canvas.surface.get_width()
    wrapped = [(part, colour) for text, colour in lines for part in canvas.wrap(text, 10.5, width)]
    for place, (line, colour) in enumerate(wrapped):
        canvas.text(line, (0, place * canvas.px(14.5)), 10.5, colour)


def key_of(ui: Ui, spot: tuple[int, int], entries: Sequence[tuple[str, Colour, str]]) -> None:
    """A row of signs with their words: "disc", "dash", "line" or "ring" in a colour."""
    canvas, px = ui.canvas, ui.px
    x, y = spot
    for shape, colour, words in entries:
        middle = y + px(7.5)
        if shape in ("disc", "ring"):
            canvas.disc((x + px(5), middle), 4, colour, 0 if shape == "disc" else 1.5)
        elif shape == "dash":
            canvas.dashed([(x, middle), (x + px(13), middle)], colour, 2.4, 4, 3)
        else:
            canvas.curve([(x, middle), (x + px(12), middle)], colour, 3.0)
        x += px(16)
        x += canvas.text(words, (x, y), 10.5, DIM) + px(11)
