"""The world over bare land: rivals' mines that open and close, buyers, and flows as wide as their tonnes."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

import pygame

from game.language import percent, quantity
from game.ui.charts.labels import around
from game.ui.charts.shapes import arc, arrow_head, beside, circle, filled, outlines, thick, veil
from game.ui.drawing import Canvas, Point
from game.ui.maps.card import draw_card
from game.ui.maps.china import COAST, LAND, SEA, radius_of
from game.ui.maps.projection import WORLD_MIDDLE, Fit, equal_earth, fitted
from game.ui.maps.walk import chosen
from game.ui.theme import BAD, DIM, FORECAST, GOOD, HISTORY, PANEL, TEXT, YOURS, Colour
from game.ui.ui import Ui
from game.ui.words import say
from game.views.maps import FlowView, PlaceView, WorldView, shapes
from game.views.sentences import compact

RIVAL: Colour = (178, 160, 236)
FLOW_COLOURS: dict[str, Colour] = {
    "oxide": YOURS,
    "magnet": FORECAST,
    "smuggled": BAD,
    "ore": HISTORY,
    "rival": RIVAL,
}
_EDGES = tuple((lon, lat) for lon in (-29.9, WORLD_MIDDLE, 329.9) for lat in (-48.0, 0.0, 70.0))
_WIDE_T = 30_000.0  # t a year as wide as a flow gets
_SEEN_T = 250.0  # thinner flows are drawn only while one of their ends is pointed at
_WIDEST = 15.0
_DISC_T = 240_000.0
_BENDS = {"china": -0.16, "us_mine": 0.2}


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    fit: Fit
    land: pygame.Surface


_PLACED: dict[tuple[int, int], _Placed] = {}


def placed(size: tuple[int, int]) -> _Placed:
    """The bare land, projected once per size."""
    if size not in _PLACED:
        if len(_PLACED) > 3:
            _PLACED.clear()
        fit = fitted(equal_earth, _EDGES, pygame.Rect(0, 0, *size).inflate(-6, -6))
        _PLACED[size] = _Placed(fit, outlines(size, [fit.ring(ring) for ring in shapes().world], SEA, LAND, COAST))
    return _PLACED[size]


def flow_width(tonnes: float) -> float:
    """Width at 100 %, in proportion to tonnes; a trickle is still a hair."""
    share = min(max(tonnes, 0.0) / _WIDE_T, 1.5) if tonnes == tonnes else 0.0
    return max(share * _WIDEST, 0.7)


def draw_world(ui: Ui, rect: pygame.Rect, view: WorldView, name: str = "world-map") -> str:
    """Draw the map; the id of the place read out, or nothing."""
    if rect.width < 60 or rect.height < 60:
        return ""
    made = placed(rect.size)
    spots = {place.id: made.fit.at(*place.at) for place in view.places}
    pointed = ""
    if ui.hovers(rect):
        x, y = float(ui.inputs.mouse[0] - rect.x), float(ui.inputs.mouse[1] - rect.y)
        near = min(view.places, key=lambda one: (spots[one.id][0] - x) ** 2 + (spots[one.id][1] - y) ** 2)
        reach = max(_radius(near, made.fit), ui.px(16)) + ui.px(4)
        if (spots[near.id][0] - x) ** 2 + (spots[near.id][1] - y) ** 2 <= reach**2:
            pointed = near.id
    lit = chosen(ui, name, rect, [place.id for place in view.places], pointed)
    key = ("world", view, rect.size, lit)
    ui.canvas.surface.blit(ui.canvas.layer(key, rect.size, lambda canvas: _paint(canvas, made, view, lit)), rect)
    for place in view.places:
        if place.id == lit:
            x, y = spots[place.id]
            draw_card(ui.canvas, rect, (rect.x + x, rect.y + y), place.title, place.lines)
    return lit


def _radius(place: PlaceView, fit: Fit) -> float:
    widest = fit.scale * 0.17
    if place.kind == "buyer":
        return fit.scale * 0.045
    return max(radius_of(place.tonnes, _DISC_T, widest), fit.scale * 0.014)


def _paint(canvas: Canvas, made: _Placed, view: WorldView, lit: str) -> None:
    canvas.surface.blit(made.land, (0, 0))
    spots = {place.id: made.fit.at(*place.at) for place in view.places}
    routes: dict[tuple[str, str], list[FlowView]] = {}
    for flow in view.flows:
        if flow.tonnes < _SEEN_T and lit not in (flow.source, flow.target):
            continue
        routes.setdefault((flow.source, flow.target), []).append(flow)
    for (source, target), flows in sorted(routes.items(), key=lambda item: item[0][0] != "china"):
        faint = bool(lit) and lit not in (source, target)
        _route(canvas, spots[source], spots[target], source, flows, faint)
    taken: list[pygame.Rect] = []
    for place in view.places:
        x, y = spots[place.id]
        r = _radius(place, made.fit) + canvas.px(3)
        taken.append(pygame.Rect(round(x - r), round(y - r), round(2 * r), round(2 * r)))
    for place in view.places:
        _place(canvas, spots[place.id], place, made.fit, place.id == lit)
    _names(canvas, view, spots, made.fit, taken)


def _route(canvas: Canvas, start: Point, end: Point, source: str, flows: list[FlowView], faint: bool) -> None:
    """All flows of a route side by side along one arc."""
    bend = _BENDS.get(source, 0.16 if start[0] > end[0] else -0.16)
    if source == "china" and end[0] < start[0]:
        bend = 0.16
    way = arc(start, end, bend)
    widths = [flow_width(flow.tonnes) * canvas.px(100) / 100.0 for flow in flows]
    offset = -sum(widths) / 2.0
    for flow, width in zip(flows, widths, strict=True):
        points = beside(way, offset + width / 2.0)
        offset += width
        colour = FLOW_COLOURS[flow.kind]
        if flow.kind == "smuggled":
            # Dashed, so that colour is not the only sign.
            for first in range(0, len(points) - 1, 3):
                thick(canvas, points[first : first + 3], max(width, 1.5), colour, 60 if faint else 230)
        else:
            thick(canvas, points, max(width, canvas.px(1.4)), colour, 44 if faint else 170)
        if not faint and width > canvas.px(1):
            arrow_head(canvas, points[: len(points) - 2], max(width * 1.5, canvas.px(5)), colour)


def _place(canvas: Canvas, spot: Point, place: PlaceView, fit: Fit, lit: bool) -> None:
    """China and mines as discs of their output inside a ring of capacity; buyers as rings of dependence."""
    x, y = round(spot[0]), round(spot[1])
    radius = max(round(_radius(place, fit)), 3)
    edge = TEXT if lit else PANEL
    if place.kind == "buyer":
        circle(canvas, (x, y), radius, PANEL)
        circle(canvas, (x, y), radius, RIVAL, max(radius // 3, 2))
        _sector(canvas, spot, radius, place.share)
        circle(canvas, (x, y), max(radius - max(radius // 3, 2), 1), PANEL)
        circle(canvas, (x, y), radius + 1, edge if lit else DIM, 1)
        return
    if place.kind == "mine":
        ring = max(round(radius_of(place.capacity_t, _DISC_T, fit.scale * 0.17)), radius + 1)
        circle(canvas, (x, y), ring + 1, RIVAL, canvas.px(1))
        circle(canvas, (x, y), radius, RIVAL)
        if lit:
            circle(canvas, (x, y), ring + 3, TEXT, 1)
        return
    circle(canvas, (x, y), radius, YOURS)
    circle(canvas, (x, y), radius + 1, edge, 1)


def _sector(canvas: Canvas, centre: Point, radius: float, part: float) -> None:
    """A part of a disc, clockwise from the top."""
    steps = max(round(40 * min(max(part, 0.0), 1.0)), 2)
    x, y = centre
    turn = 2 * pi * min(max(part, 0.0), 1.0)
    rim = [(x + radius * sin(turn * step / steps), y - radius * cos(turn * step / steps)) for step in range(steps + 1)]
    filled(canvas, [centre, *rim], YOURS)


def _names(canvas: Canvas, view: WorldView, spots: dict[str, Point], fit: Fit, taken: list[pygame.Rect]) -> None:
    """Name and tonnes beside each place; an arrow says whether a mine grows or shrinks."""
    bounds = canvas.surface.get_rect().inflate(-4, -4)
    own = list(taken)
    for number, place in enumerate(view.places):
        figure = percent(place.share) if place.kind == "buyer" else quantity(compact(place.tonnes), say("tonnes"))
        mark = {1: " ▲", -1: " ▼", 0: ""}[place.trend]
        width = max(canvas.width(place.title, 11, True), canvas.width(figure + mark, 10.5))
        radius = own[number].width / 2.0
        others = [rect for rect in taken if rect != own[number]]
        box = around(spots[place.id], radius, (width + 2, canvas.px(28)), bounds, others)
        if box is None:
            continue
        taken.append(box)
        veil(canvas, box, 110)
        canvas.text(place.title, box.topleft, 11, TEXT, True)
        wide = canvas.text(figure, (box.x, box.y + canvas.px(13)), 10.5, DIM)
        canvas.text(mark, (box.x + wide, box.y + canvas.px(13)), 10.5, GOOD if place.trend > 0 else BAD)
