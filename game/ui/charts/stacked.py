"""Stacked areas: parts of a whole over time, named in the areas themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

import pygame

from game.language import tick_text
from game.ui.charts.axes import Frame, nice_step, paint_years
from game.ui.charts.cross_hair import month_chosen
from game.ui.charts.shapes import filled, ground, mixed
from game.ui.drawing import Canvas
from game.ui.theme import DIM, FAINT, GRID, HISTORY, LINE, PANEL, TEXT, TIP, YOURS_DIM, Colour
from game.ui.ui import Ui
from game.views.sentences import compact, month_text

_LARGEST = 1e15


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    values: Sequence[float]
    colour: Colour


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """Parts from the bottom up, monthly from `start`; `total` is history's whole as a dashed line, or empty."""

    title: str
    unit: str
    start: int
    parts: tuple[Part, ...]
    total: Sequence[float] = ()


def _sound_value(value: float) -> float:
    """Parts of a whole are finite and not negative."""
    return min(max(value, 0.0), _LARGEST) if isfinite(value) else 0.0


def frame_of(stack: Stack, plot: pygame.Rect, window: tuple[int, int], ticks: int) -> Frame:
    months = max((len(part.values) for part in stack.parts), default=0)
    tops = [
        sum(_sound_value(part.values[place]) for part in stack.parts if place < len(part.values))
        for place in range(months)
        if window[0] <= stack.start + place <= window[1]
    ]
    tops += [
        _sound_value(value) for month, value in enumerate(stack.total, stack.start) if window[0] <= month <= window[1]
    ]
    step = nice_step(max(tops, default=0.0), ticks)
    high = step
    while high < max(tops, default=0.0) * 0.999:
        high += step
    return Frame(plot, window[0], window[1], 0.0, high, step, False)


def draw_stack(ui: Ui, rect: pygame.Rect, stack: Stack, window: tuple[int, int], name: str = "stack") -> int | None:
    """Draw the areas; the month pointed at or chosen by keys, if any, with its parts in a box."""
    px = ui.px
    plot = pygame.Rect(rect.x + px(54), rect.y + px(40), rect.width - px(70), rect.height - px(64))
    if plot.width < 20 or plot.height < 20:
        ui.canvas.panel(rect, border=LINE)
        return None
    frame = frame_of(stack, plot, window, max(plot.height // px(44), 1))
    local = frame.moved(-rect.x, -rect.y)
    base = ui.canvas.layer((stack, rect.size, window), rect.size, lambda canvas: _paint(canvas, stack, local))
    ui.canvas.surface.blit(base, rect)
    month = month_chosen(ui, name, frame)
    if month is None:
        return None
    place = month - stack.start
    x = frame.at(month, 0.0)[0]
    ui.canvas.line((x, plot.y), (x, plot.bottom), FAINT)
    rows = [
        (part.name, _sound_value(part.values[place]), part.colour)
        for part in stack.parts
        if 0 <= place < len(part.values)
    ]
    if rows:
        _box(ui, frame, x, month, list(reversed(rows)), stack.unit)
    return month


def _box(ui: Ui, frame: Frame, x: float, month: int, rows: list[tuple[str, float, Colour]], unit: str) -> None:
    canvas, px = ui.canvas, ui.px
    width = max(canvas.width(f"{name}  {compact(value)}", 11.5, True) for name, value, _ in rows) + px(42)
    box = pygame.Rect(0, frame.plot.y + px(6), width, px(24) + px(17) * len(rows))
    box.x = round(x + px(10)) if x < frame.plot.centerx else round(x - px(10) - width)
    canvas.panel(box, TIP, border=YOURS_DIM, radius=5)
    canvas.text(month_text(month), (box.x + px(8), box.y + px(3)), 11.5, TEXT, True)
    canvas.text(unit, (box.right - px(8), box.y + px(4)), 10.5, DIM, align="right")
    for line, (name, value, colour) in enumerate(rows):
        y = box.y + px(21) + line * px(17)
        canvas.panel(pygame.Rect(box.x + px(8), y + px(4), px(9), px(9)), colour, radius=2)
        canvas.text(name, (box.x + px(22), y), 11, DIM)
        canvas.text(compact(value), (box.right - px(8), y), 11.5, TEXT, True, "right")


def _paint(canvas: Canvas, stack: Stack, frame: Frame) -> None:
    px = canvas.px
    ground(canvas)
    rect = canvas.surface.get_rect()
    canvas.panel(rect, PANEL, border=LINE)
    canvas.text(stack.title, (px(12), px(8)), 15, TEXT, True)
    canvas.text(stack.unit, (rect.right - px(14), px(11)), 11, DIM, align="right")
    months = range(max(frame.first - stack.start, 0), frame.last - stack.start + 1)
    floor = [0.0] * (frame.last - stack.start + 1)
    bands = []
    for part in stack.parts:
        seen = [place for place in months if place < len(part.values)]
        top = [floor[place] + _sound_value(part.values[place]) for place in seen]
        low = [frame.at(stack.start + place, floor[place]) for place in seen]
        high = [frame.at(stack.start + place, value) for place, value in zip(seen, top, strict=True)]
        filled(canvas, [*low, *reversed(high)], mixed(canvas, PANEL, part.colour, 0.62))
        canvas.curve(high, part.colour, 1.2)
        bands.append((part, low, high))
        for place, value in zip(seen, top, strict=True):
            floor[place] = value
    for tick in frame.ticks():
        y = frame.at(frame.first, tick)[1]
        canvas.line((frame.plot.x, y), (frame.plot.right, y), GRID)
        canvas.text(tick_text(tick, frame.step), (frame.plot.x - px(7), y - px(7.5)), 11, FAINT, align="right")
    paint_years(canvas, frame, 11)
    canvas.surface.set_clip(frame.plot)
    canvas.dashed(
        [
            frame.at(month, _sound_value(value))
            for month, value in enumerate(stack.total, stack.start)
            if frame.first <= month <= frame.last
        ],
        HISTORY,
        1.6,
    )
    canvas.surface.set_clip(None)
    _names(canvas, bands)


def _names(canvas: Canvas, bands: list[tuple[Part, list[tuple[float, float]], list[tuple[float, float]]]]) -> None:
    """Each name where its band is thickest and wide enough; thin bands are read by the cross-hair."""
    taken: list[pygame.Rect] = []
    for part, low, high in bands:
        if len(low) < 2:
            continue
        width, height = canvas.width(part.name, 11, True), canvas.px(15)
        order = sorted(range(len(low)), key=lambda place: high[place][1] - low[place][1])
        for place in order[: max(len(order) // 3, 1)]:
            thickness = low[place][1] - high[place][1]
            if thickness < height:
                break
            middle = (low[place][1] + high[place][1]) / 2.0
            box = pygame.Rect(round(low[place][0] - width / 2), round(middle - height / 2), width, height)
            if box.x < low[0][0] or box.right > low[-1][0] or box.collidelist(taken) >= 0:
                continue
            taken.append(box)
            canvas.text(part.name, box.topleft, 11, TEXT, True)
            break
