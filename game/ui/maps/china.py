"""The producing provinces over bare land: licensed and illegal output, damage, groups."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, pi, sin

import pygame

from game.ui.charts.labels import around
from game.ui.charts.shapes import filled, mixed, outlines
from game.ui.drawing import Canvas, Point, sound
from game.ui.maps.card import draw_card
from game.ui.maps.projection import Area, Fit, conic, fitted, under
from game.ui.maps.walk import chosen
from game.ui.theme import BACKGROUND, BAD, DIM, HISTORY, PANEL, TEXT, YOURS, Colour
from game.ui.ui import Ui
from game.ui.words import say
from game.views.maps import ChinaView, ProvinceView, shapes
from game.views.sentences import compact

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
_FRAME = ((97.0, 20.6), (122.4, 20.6), (95.5, 53.4), (126.5, 53.4), (109.0, 19.8), (107.0, 52.6))
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
            x, y = made.fit.at(*one.mine)
            draw_card(ui.canvas, rect, (rect.x + x, rect.y + y), one.title, one.lines)
    return lit


def _paint(canvas: Canvas, made: _Placed, view: ChinaView, mode: str, lit: str) -> None:
    canvas.surface.blit(made.land, (0, 0))
    by_id = {one.id: one for one in view.provinces}
    for area in made.areas:
        one = by_id[area.id]
        colour = _fill(one, mode)
        for ring in area.rings:
            filled(canvas, ring, colour)
    for area in made.areas:
        one = by_id[area.id]
        for ring in area.rings:
            if sound(ring):
                edge = TEXT if area.id == lit else mixed(_fill(one, mode), TEXT, 0.28)
                pygame.draw.aalines(canvas.surface, edge, True, ring)
    if mode == "damage":
        for area in made.areas:
            _hatch(canvas, area, by_id[area.id].damage)
    discs = {one.id: _disc(canvas, made.fit, one, mode) for one in view.provinces}
    _names(canvas, view, discs, mode, lit)


def _fill(one: ProvinceView, mode: str) -> Colour:
    base = LIGHT_COLOUR if one.deposit == "light" else HEAVY_COLOUR
    if mode == "damage":
        return mixed(LAND, BAD, 0.12 + 0.6 * min(one.damage / _DAMAGE, 1.0))
    if mode == "state_groups":
        return mixed(LAND, GROUP_COLOURS.get(one.group_id, DIM), 0.62 if one.group_id else 0.16)
    return mixed(LAND, base, 0.18 + 0.5 * min((one.legal_t + one.illegal_t) / _FULL_T, 1.0))


def _hatch(canvas: Canvas, area: Area, damage: float) -> None:
    """Lines that stand closer where damage is higher, so that colour is not the only sign."""
    gap = max(canvas.px(26.0 - 18.0 * min(damage / _DAMAGE, 1.0)), 4)
    for ring, (left, top, right, bottom) in zip(area.rings, area.boxes, strict=True):
        mask = pygame.Surface((int(right - left) + 2, int(bottom - top) + 2), pygame.SRCALPHA)
        stripes = mask.copy()
        pygame.draw.polygon(mask, (255, 255, 255, 255), [(x - int(left), y - int(top)) for x, y in ring])
        width, height = mask.get_size()
        for start in range(-height, width, gap):
            pygame.draw.aaline(stripes, (*BACKGROUND, 200), (start, height), (start + height, 0))
        stripes.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
        canvas.surface.blit(stripes, (int(left), int(top)))


def radius_of(tonnes: float, largest: float, widest: float) -> float:
    """Area in proportion to tonnes."""
    share = min(max(tonnes, 0.0) / largest, 1.0) if tonnes == tonnes else 0.0
    return widest * share**0.5


def _disc(canvas: Canvas, fit: Fit, one: ProvinceView, mode: str) -> tuple[Point, float]:
    """Output as a disc; the illegal part is a red sector with a ring, so that colour is not the only sign."""
    centre = fit.at(*one.mine)
    if mode != "output":
        return centre, 2.0
    widest = fit.scale * 0.085
    whole = one.legal_t + one.illegal_t
    radius = max(radius_of(whole, _DISC_T, widest), 2.5)
    x, y = centre
    pygame.draw.aacircle(canvas.surface, YOURS, (round(x), round(y)), round(radius))
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
    pygame.draw.aacircle(canvas.surface, PANEL, (round(x), round(y)), round(radius) + 1, 1)
    return centre, radius


def _names(canvas: Canvas, view: ChinaView, discs: dict[str, tuple[Point, float]], mode: str, lit: str) -> None:
    """Name and figure beside each mine, the largest first; what finds no free place is read by pointing."""
    bounds = canvas.surface.get_rect().inflate(-4, -4)
    taken = [pygame.Rect(round(x - r), round(y - r), round(2 * r), round(2 * r)) for (x, y), r in discs.values()]
    for one in sorted(view.provinces, key=lambda one: -(one.legal_t + one.illegal_t)):
        words, figure = one.short, _figure(one, mode)
        width = max(canvas.width(words, 11.5, True), canvas.width(figure, 10.5))
        size = (width + 2, canvas.px(29) if figure else canvas.px(16))
        centre, radius = discs[one.id]
        mine = pygame.Rect(round(centre[0] - radius), round(centre[1] - radius), round(2 * radius), round(2 * radius))
        box = around(centre, radius, size, bounds, [other for other in taken if other != mine])
        if box is None:
            continue
        taken.append(box)
        canvas.text(words, box.topleft, 11.5, TEXT, True)
        canvas.text(figure, (box.x, box.y + canvas.px(14)), 10.5, HISTORY if one.id == lit else DIM)


def _figure(one: ProvinceView, mode: str) -> str:
    if mode == "state_groups":
        return one.group or say("independent")
    if mode == "damage":
        return f"{one.damage:.0f} {say('damage_points')}"
    return f"{compact(one.legal_t)} + {compact(one.illegal_t)} t"
