"""The card beside a place on a map: its name and its figures."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.ui.drawing import Canvas, Point
from game.ui.theme import DIM, TEXT, TIP, YOURS_DIM


def draw_card(canvas: Canvas, rect: pygame.Rect, near: Point, title: str, lines: Sequence[str]) -> pygame.Rect:
    """Draw it on the side with more room, never over the place itself; returns where it stands."""
    px = canvas.px
    most = min(px(250), rect.width - px(16))
    wrapped = [part for line in lines for part in canvas.wrap(line, 11.5, most - px(20))]
    width = max([canvas.width(title, 12.5, True), *(canvas.width(line, 11.5) for line in wrapped)]) + px(20)
    box = pygame.Rect(0, 0, min(width, most), px(28) + px(17) * len(wrapped) + px(6))
    box.midleft = (round(near[0] + px(22)), round(near[1]))
    if box.right > rect.right - px(4):
        box.midright = (round(near[0] - px(22)), round(near[1]))
    box.clamp_ip(rect.inflate(-px(8), -px(8)))
    canvas.panel(box, TIP, border=YOURS_DIM, radius=6)
    canvas.text(title, (box.x + px(10), box.y + px(5)), 12.5, TEXT, True, limit=box.width - px(16))
    for place, line in enumerate(wrapped):
        canvas.text(line, (box.x + px(10), box.y + px(26) + place * px(17)), 11.5, DIM)
    return box
