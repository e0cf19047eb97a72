"""The producing provinces over bare land: licensed and illegal output, damage, groups."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin, sqrt

import pygame

from game.language import compact, number, quantity
from game.ui.charts.labels import spread
from game.ui.charts.shapes import circle, closed, filled, hatched, mixed, outlines
from game.ui.drawing import Canvas, Point
from game.ui.maps.card import draw_card
from game.ui.maps.projection import Area, Fit, conic, fitted, under
from game.ui.maps.walk import chosen
from game.ui.theme import BACKGROUND, BAD, DIM, HISTORY, PANEL, TEXT, YOURS, Colour
from game.ui.ui import Ui
from game.ui.words import say
from game.views.maps import ChinaView, ProvinceView, shapes

MODES = ("output", "damage", "state_groups")
SEA: Colour = (15, 21, 30)
LAND: Colour = (30, 38, 50)
COAST: Colour = (44, 55, 70)
LIGHT_COLOUR: Colour = (92, 146, 198)
HEAVY_COLOUR: Colour = (112, 176, 128)
GROUP_COLOURS: dict[str, Colour] = {
    "northern": (92, 146, 198),
    "creg": (112, 176, 128),
    "china_south": (112, 176, 128),
    "chinalco": (198, 146, 92),
    "minmetals": (160, 130, 200),
    "guangdong": (196, 112, 140),
    "xiamen": (96, 182, 182),
}
# What has to be seen of the country: the mining provinces with a margin, west, south, east, north.
_FRAME = ((99.0, 20.4), (120.0, 20.4), (97.5, 53.0), (125.0, 53.0), (109.0, 20.0))
# Whose names stand in the sea to the east.
_RIGHT = ("inner_mongolia", "shandong", "jiangxi", "fujian", "guangdong")
_FULL_T = 60_000.0  # t a year at which a province's fill is full
_DISC_T = 120_000.0  # t a year of the largest disc
_DAMAGE = 40.0  # points at which the fill is full


@dataclass(frozen=True, slots=True, eq=False)
class _Placed:
    """Projected once per size."""

    fit: Fit
    land: pygame.Surface
    areas: tuple[Area, ...]


_PLACED: dict[tuple[int, int], _Placed] = {}


def placed(size: tuple[int, int]) -> _Placed:
    if size not in _PLACED:
        if len(_PLACED) > 3:
            _PLACED.clear()
        fit = fitted(conic(), _FRAME, pygame.Rect(0, 0, *size).inflate(-8, -8))
        land = outlines(size, [fit.ring(ring) for ring in shapes().asia], SEA, LAND, COAST)
        areas = tuple(Area.of(name, [fit.ring(ring) for ring in rings]) for name, rings in shapes().provinces.items())
        _PLACED[size] = _Placed(fit, land, areas)
    return _PLACED[size]


def draw_china(ui: Ui, rect: pygame.Rect, view: ChinaView, mode: str, name: str = "china-map") -> str:
    """Draw the map with what the mode shows; the id of the province read out, or nothing."""
    if rect.width < 60 or rect.height < 60:
        return ""
    made = placed(rect.size)
    mouse = ui.inputs.mouse
    pointed = under((mouse[0] - rect.x, mouse[1] - rect.y), made.areas) if ui.hovers(rect) else ""
    lit = chosen(ui, name, rect, [one.id for one in view.provinces], pointed)
    key = ("china", view, rect.size, mode, lit)
    ui.canvas.surface.blit(ui.canvas.layer(key, rect.size, lambda canvas: _paint(canvas, made, view, mode, lit)), rect)
    for one in view.provinces:
        if one.id == lit:
            x, y = made.fit.at(*one.disc)
            draw_card(ui.canvas, rect, (rect.x + x, rect.y + y), one.title, one.lines)
    return lit


def _paint(canvas: Canvas, made: _Placed, view: ChinaView, mode: str, lit: str) -> None:
    canvas.surface.blit(made.land, (0, 0))
    by_id = {one.id: one for one in view.provinces}
    for area in made.areas:
        one = by_id[area.id]
        colour = _fill(canvas, one, mode)
        for ring in area.rings:
            filled(canvas, ring, colour)
    for area in made.areas:
        one = by_id[area.id]
        for ring in area.rings:
            if len(ring) > 2:
                edge = TEXT if area.id == lit else mixed(canvas, _fill(canvas, one, mode), TEXT, 0.28)
                closed(canvas, ring, edge)
    if mode == "damage":
        for area in made.areas:
            _hatch(canvas, area, by_id[area.id].damage)
    discs = {one.id: (made.fit.at(*one.disc), _radius(made.fit, one, mode)) for one in view.provinces}
    names = callouts(made.fit, view, discs, canvas.surface.get_size(), _line(canvas))
    _leaders(canvas, names, discs, lit)
    for one in sorted(view.provinces, key=lambda one: -discs[one.id][1]):
        _disc(canvas, *discs[one.id], one, mode)
    _names(canvas, names, mode, lit)


def _fill(canvas: Canvas, one: ProvinceView, mode: str) -> Colour:
    base = LIGHT_COLOUR if one.deposit == "light" else HEAVY_COLOUR
    if mode == "damage":
        return mixed(canvas, LAND, BAD, 0.12 + 0.6 * min(one.damage / _DAMAGE, 1.0))
    if mode == "state_groups":
        return mixed(canvas, LAND, GROUP_COLOURS.get(one.group_id, DIM), 0.62 if one.group_id else 0.16)
    return mixed(canvas, LAND, base, 0.18 + 0.5 * min((one.legal_t + one.illegal_t) / _FULL_T, 1.0))


def _hatch(canvas: Canvas, area: Area, damage: float) -> None:
    """Lines that stand closer where damage is higher, so that colour is not the only sign."""
    gap = max(canvas.px(26.0 - 18.0 * min(damage / _DAMAGE, 1.0)), 4)
    for ring in area.rings:
        hatched(canvas, ring, BACKGROUND, gap)


def radius_of(tonnes: float, largest: float, widest: float) -> float:
    """Area in proportion to tonnes."""
    share = min(max(tonnes, 0.0) / largest, 1.0) if tonnes == tonnes else 0.0
    return widest * sqrt(share)


def _radius(fit: Fit, one: ProvinceView, mode: str) -> float:
    if mode != "output":
        return 2.0
    return max(radius_of(one.legal_t + one.illegal_t, _DISC_T, fit.scale * 0.07), 2.5)


def _disc(canvas: Canvas, centre: Point, radius: float, one: ProvinceView, mode: str) -> None:
    """Output as a disc; the illegal part is a sector between two lines, so that colour is not the only sign."""
    x, y = centre
    if mode != "output":
        canvas.disc(centre, 2, TEXT)
        return
    circle(canvas, centre, radius, YOURS)
    whole = one.legal_t + one.illegal_t
    part = one.illegal_t / whole if whole > 0.0 else 0.0
    if part > 0.004:
        steps = max(round(48 * part), 3)
        sector = [centre] + [
            (x + radius * sin(2 * pi * part * step / steps), y - radius * cos(2 * pi * part * step / steps))
            for step in range(steps + 1)
        ]
        filled(canvas, sector, BAD)
        canvas.line(centre, sector[1], PANEL)
        canvas.line(centre, sector[-1], PANEL)
    circle(canvas, centre, round(radius) + 1, PANEL, 1)


def callouts(
    fit: Fit, view: ChinaView, discs: dict[str, tuple[Point, float]], size: tuple[int, int], line: int
) -> list[tuple[ProvinceView, bool, float, float]]:
    """A place for every name beside the map: (province, on the right, x, y of its middle); none overlaps another."""
    made = []
    for right in (False, True):
        edge = fit.at(123.6 if right else 96.6, 31.0)[0]
        group = [one for one in view.provinces if (one.id in _RIGHT) == right]
        ys = spread([discs[one.id][0][1] for one in group], [float(line)] * len(group), line / 2.0, size[1] - 4.0)
        made += [(one, right, edge, y) for one, y in zip(group, ys, strict=True)]
    return made


Callouts = list[tuple[ProvinceView, bool, float, float]]


def _leaders(canvas: Canvas, names: Callouts, discs: dict[str, tuple[Point, float]], lit: str) -> None:
    """A line from every name to its disc."""
    for one, right, edge, y in names:
        (x, disc_y), _ = discs[one.id]
        turn = edge + (canvas.px(-14) if right else canvas.px(14))
        colour = TEXT if one.id == lit else mixed(canvas, LAND, DIM, 0.6)
        canvas.curve([(x, disc_y), (turn, y), (edge, y)], colour, 1.0)


def _line(canvas: Canvas) -> int:
    """Height of a name with its figure: two lines, or one where the map is low."""
    return canvas.px(31) if canvas.surface.get_height() >= canvas.px(170) else canvas.px(16)


def _names(canvas: Canvas, names: Callouts, mode: str, lit: str) -> None:
    """Names and figures in two columns beside the provinces."""
    px = canvas.px
    two = _line(canvas) > px(16)
    for one, right, edge, y in names:
        words = edge + px(5) if right else edge - px(5)
        align = "left" if right else "right"
        wide = canvas.text(one.short, (words, y - (px(15) if two else px(8))), 11.5, TEXT, True, align)
        spot = (words, y - px(1)) if two else (words + (wide + px(6)) * (1 if right else -1), y - px(7))
        canvas.text(_figure(one, mode), spot, 10.5, HISTORY if one.id == lit else DIM, align=align)


def _figure(one: ProvinceView, mode: str) -> str:
    if mode == "state_groups":
        return one.group or say("independent")
    if mode == "damage":
        return quantity(number(one.damage), say("damage_points"))
    return quantity(f"{compact(one.legal_t)} + {compact(one.illegal_t)}", say("tonnes"))
