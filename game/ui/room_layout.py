"""Where the parts of the situation room go: all at once where there is room, else some of them as tabs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import pygame

from game.ui.layout import columns, rows
from game.ui.ui import Ui

Breadth = Literal["wide", "medium", "narrow"]

# Lengths at scale 1. Wide is everything on one screen; medium moves the small charts and the news to the centre's tabs;
# narrow, a small window or large text, shows the desk or the orders or the centre.
_WIDE: Final = (1180, 640)
_MEDIUM: Final = (900, 500)
# What the centre holds beside its own tabs where it has to.
MOVED: Final = ("overview", "news")
PARTS: Final = ("desk", "orders", "centre", *MOVED)


@dataclass(frozen=True, slots=True)
class RoomLayout:
    """The rectangles of the room; one that is empty is not shown."""

    breadth: Breadth
    top: pygame.Rect
    parts: pygame.Rect  # the tabs between desk, orders and centre
    desk: pygame.Rect
    orders: pygame.Rect
    centre: pygame.Rect
    news: pygame.Rect
    small: pygame.Rect  # the four small charts
    line: pygame.Rect  # the timeline
    buttons: pygame.Rect


def breadth_of(ui: Ui) -> Breadth:
    width, height = ui.room
    if width >= _WIDE[0] and height >= _WIDE[1]:
        return "wide"
    return "medium" if width >= _MEDIUM[0] and height >= _MEDIUM[1] else "narrow"


def room_layout(ui: Ui, part: str, enlarged: bool = False) -> RoomLayout:
    """Cut the window up; `part` is what a narrow room shows, and enlarged the centre has it all."""
    px = ui.px
    screen = ui.canvas.surface.get_rect()
    none = pygame.Rect(0, 0, 0, 0)
    if enlarged:
        whole = screen.inflate(-2 * px(8), -2 * px(8))
        return RoomLayout(breadth_of(ui), none, none, none, none, whole, none, none, none, none)
    match breadth_of(ui):
        case "wide":
            gap = px(8)
            top, body, bottom = rows(screen.inflate(-2 * gap, -2 * gap), px(64), 1.0, px(72), gap=gap)
            left, centre, small = columns(body, px(364), 1.0, px(316), gap=gap)
            desk, orders = rows(left, 1.0, px(128), gap=gap)
            centre, news = rows(centre, 1.0, px(128), gap=gap)
            line, buttons = columns(bottom, 1.0, px(226), gap=gap)
            return RoomLayout("wide", top, none, desk, orders, centre, news, small, line, buttons)
        case "medium":
            gap = px(7)
            top, body, bottom = rows(screen.inflate(-2 * gap, -2 * gap), px(92), 1.0, px(72), gap=gap)
            left, centre = columns(body, px(364), 1.0, gap=gap)
            desk, orders = rows(left, 1.0, px(66), gap=gap)
            line, buttons = columns(bottom, 1.0, px(226), gap=gap)
            return RoomLayout("medium", top, none, desk, orders, centre, none, none, line, buttons)
        case "narrow":
            gap = px(6)
            top, parts, body, buttons = rows(screen.inflate(-2 * gap, -2 * gap), px(52), px(32), 1.0, px(34), gap=gap)
            shown = {name: body if name == part else none for name in PARTS}
            return RoomLayout(
                "narrow",
                top,
                parts,
                shown["desk"],
                shown["orders"],
                shown["centre"],
                shown["news"],
                shown["overview"],
                none,
                buttons,
            )
