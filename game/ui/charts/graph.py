"""The cause-effect graph: one figure in the middle, what moves it on the left, what it moves on the right.

Width is strength, a sign stands on every arrow beside its colour, and the delay in months; a press follows an arrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import pygame

from game.ui.charts.shapes import arrow_head, bezier, mixed, smoothed, thick
from game.ui.drawing import Canvas, Point
from game.ui.theme import BAD, DIM, FAINT, FOCUS, HISTORY, LINE, PANEL, RAISED, TEXT, TRACK, YOURS, YOURS_DIM, Colour
from game.ui.ui import Ui
from game.ui.words import say
from game.views.web import WebEdge, WebView

_FULL = 1.0  # a change of the figure by its whole size is as wide as an arrow gets


def arrow_width(share: float, widest: float) -> float:
    """Pixels of an arrow; the root, so that weak effects can be told apart beside strong ones."""
    strength = min(abs(share), _FULL) if share == share else 0.0
    return 1.0 + (widest - 1.0) * sqrt(strength / _FULL)


def sign_colour(edge: WebEdge) -> Colour:
    return HISTORY if edge.turns else YOURS if edge.share > 0.0 else BAD


def rows(count: int, top: int, bottom: int, most: int) -> list[int]:
    """Middles of so many rows between two edges."""
    if not count:
        return []
    step = min((bottom - top) / count, most)
    first = (top + bottom) / 2.0 - step * (count - 1) / 2.0
    return [round(first + step * place) for place in range(count)]


def draw_graph(ui: Ui, rect: pygame.Rect, view: WebView) -> str:
    """Draw the graph; the node followed, or nothing."""
    canvas, px = ui.canvas, ui.px
    column = min(px(196), rect.width * 33 // 100)
    height = px(26) if rect.height > px(130) else px(20)
    centre = pygame.Rect(0, 0, min(px(142), rect.width * 19 // 100), min(px(62), max(rect.height - px(30), px(20))))
    centre.center = rect.center
    top = rect.y + px(22)
    fitting = max((rect.bottom - top) // (height + px(4)), 1)
    places: list[tuple[str, WebEdge, pygame.Rect]] = []
    for side, edges in (("cause", view.causes[:fitting]), ("effect", view.effects[:fitting])):
        x = rect.x if side == "cause" else rect.right - column
        for edge, y in zip(edges, rows(len(edges), top, rect.bottom, height + px(10)), strict=True):
            places.append((side, edge, pygame.Rect(x, y - height // 2, column, height)))
    lit = _lit(ui, places)

    def paint(within: Canvas) -> None:
        def arrows(large: Canvas, factor: int) -> None:
            _arrows(large, centre, places, lit, rect, factor)

        within.surface.blit(smoothed(within, rect.size, PANEL, arrows), (0, 0))
        _paint_nodes(within, rect, view, centre, places, lit)

    picture = canvas.layer(("web", view, rect.topleft, rect.size, lit), rect.size, paint)
    canvas.surface.blit(picture, rect)
    followed = ""
    for side, edge, box in places:
        name = f"web-{side}-{edge.node.id}"
        ui.tip(box, f"{edge.node.title}\n{edge.sentence}", name)
        ui.place(name, box)
        if ui.clicked(name, box) or ui.entered(name):
            followed = edge.node.id
    return followed


def _lit(ui: Ui, places: Sequence[tuple[str, WebEdge, pygame.Rect]]) -> str:
    """The node under the pointer, else the one with the focus."""
    for side, edge, box in places:
        if ui.hovers(box):
            return f"web-{side}-{edge.node.id}"
    return ui.focus if ui.focus.startswith(("web-cause-", "web-effect-")) else ""


def _paint_nodes(
    canvas: Canvas,
    rect: pygame.Rect,
    view: WebView,
    centre: pygame.Rect,
    places: Sequence[tuple[str, WebEdge, pygame.Rect]],
    lit: str,
) -> None:
    """The node in the middle and all others, on the layer of the arrows."""
    px = canvas.px
    canvas.text(say("causes"), (0, 0), 11, DIM, True)
    canvas.text(say("effects"), (rect.width, 0), 11, DIM, True, "right")
    column = places[0][2].width if places else rect.width // 3
    for side, edges, words in (("cause", view.causes, "no_causes"), ("effect", view.effects, "no_effects")):
        if not edges and view.centre.kind == ("lever" if side == "cause" else "flow"):
            x = 0 if side == "cause" else rect.width - column
            canvas.paragraph(say(words), pygame.Rect(x, rect.height // 2 - px(20), column, px(60)), 11, FAINT)
    middle = centre.move(-rect.x, -rect.y)
    canvas.panel(middle, RAISED, border=YOURS, radius=9)
    lines = canvas.wrap(view.centre.title, 12.5, middle.width - px(10), True)[:3]
    for place, line in enumerate(lines):
        y = middle.centery - px(9) * len(lines) + place * px(18)
        canvas.text(line, (middle.centerx, y), 12.5, TEXT, True, "centre", limit=middle.width - px(4))
    for side, edge, box in places:
        _paint_node(canvas, box.move(-rect.x, -rect.y), edge, lit == f"web-{side}-{edge.node.id}")


def _arrows(
    canvas: Canvas,
    centre: pygame.Rect,
    places: Sequence[tuple[str, WebEdge, pygame.Rect]],
    lit: str,
    rect: pygame.Rect,
    factor: int,
) -> None:
    """Arrows from causes into the middle and out of it to effects, as wide as their strength."""
    px = canvas.px
    for side in ("cause", "effect"):
        group = [(edge, box) for which, edge, box in places if which == side]
        doors = rows(len(group), centre.y + px(4), centre.bottom - px(4), px(9))
        for (edge, box), door in zip(group, doors, strict=True):
            name = f"web-{side}-{edge.node.id}"
            faint = bool(lit) and lit != name
            colour = mixed(canvas, PANEL, sign_colour(edge), 1.0 if lit == name else 0.25 if faint else 0.66)
            if side == "cause":
                start, end = (box.right, box.centery), (centre.x - px(3), door)
            else:
                start, end = (centre.right, door), (box.x - px(3), box.centery)
            points = bezier(
                ((start[0] - rect.x) * factor, (start[1] - rect.y) * factor),
                ((end[0] - rect.x) * factor, (end[1] - rect.y) * factor),
            )
            head = px(7) * factor
            thick(canvas, points[:-1], arrow_width(edge.share, px(9)) * factor, colour)
            arrow_head(canvas, points, head, colour)


def _paint_node(canvas: Canvas, box: pygame.Rect, edge: WebEdge, hot: bool) -> None:
    """A node with its sign, its strength and its delay."""
    px = canvas.px
    colour = sign_colour(edge)
    canvas.panel(box, TRACK if hot else PANEL, border=colour if hot else LINE, radius=5)
    mark = "▲" if edge.share > 0.0 else "▼"
    head = canvas.label("±" if edge.turns else mark, pygame.Rect(box.x + px(6), box.y, px(14), box.height), 9, colour)
    text = edge.text.removeprefix("±")
    wide = canvas.width(text, 10)
    room = pygame.Rect(box.x + px(8) + max(head, px(9)), box.y, 0, box.height)
    room.width = box.right - px(8) - wide - px(6) - room.x
    shade = TEXT if edge.node.kind != "lever" else FOCUS
    if canvas.width(edge.node.title, 9.5) <= room.width:
        canvas.label(edge.node.title, room, 11, shade, least=9.5)
    else:
        lines = canvas.wrap(edge.node.title, 9, room.width)[:2]
        for line, words in enumerate(lines):
            y = box.centery - px(6.5) * len(lines) + line * px(11.5)
            canvas.text(words, (room.x, y), 9, shade, limit=room.width)
    canvas.label(text, pygame.Rect(box.right - px(6) - wide, box.y, wide + 1, box.height), 10, colour)


def legend(canvas: Canvas, spot: Point) -> None:
    """The signs in words."""
    px = canvas.px
    x, y = spot
    for mark, colour, words in (("▲", YOURS, "raises"), ("▼", BAD, "lowers"), ("±", HISTORY, "turns_round")):
        x += canvas.text(mark, (x, y), 9, colour) + px(3)
        x += canvas.text(say(words), (x, y - px(1)), 10, DIM) + px(10)
    canvas.curve([(x, y + px(7)), (x + px(14), y + px(7))], YOURS_DIM, 4.0)
    canvas.text(say("width_is"), (x + px(18), y - px(1)), 10, DIM)
