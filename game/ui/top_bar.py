"""The room's top bar: date and era, the purse, three gauges, six constituencies, as far as there is room."""

from __future__ import annotations

import pygame

from game.rules.level import CONSTITUENCIES
from game.ui.layout import columns, grid, rows
from game.ui.motion import rolled, rolled_text
from game.ui.theme import BAD, DIM, GOOD, HISTORY, LINE, PANEL, RAISED, TEXT, TRACK, YOURS, Colour
from game.ui.ui import Ui
from game.ui.words import say
from game.views.room import Gauge, RoomView

GAUGE_SPAN = 200.0
_PURSE = ("political_capital", "treasury_musd", "foreign_exchange_musd")  # in the order of the view; the last may lack


def top_bar(ui: Ui, rect: pygame.Rect, view: RoomView, breadth: str = "wide") -> None:
    """Everything in one row, or the constituencies in a second, or only what fits two short ones."""
    px = ui.px
    ui.canvas.panel(rect, PANEL, border=LINE)
    if breadth == "narrow":
        _short(ui, rect.inflate(-px(20), -px(6)), view)
        return
    bar = pygame.Rect(rect.x, rect.y, rect.width, px(64))
    _date(ui, bar, view)
    x = rect.x + px(218)
    gauges = rect.right - px(398 if breadth == "wide" else 14) - 3 * px(120)
    _purse(ui, pygame.Rect(x, bar.y, gauges - x, bar.height), view)
    for place, gauge in enumerate(view.gauges):
        _gauge(ui, pygame.Rect(gauges + place * px(120), bar.y + px(6), px(112), bar.height - px(12)), gauge)
    if breadth == "wide":
        approvals_panel(ui, pygame.Rect(rect.right - px(382), bar.y + px(7), px(374), bar.height - px(14)), view, 3)
    else:
        below = pygame.Rect(rect.x + px(14), bar.bottom, rect.width - px(28), rect.bottom - bar.bottom - px(4))
        approvals_panel(ui, below, view, 6)


def _date(ui: Ui, bar: pygame.Rect, view: RoomView) -> None:
    canvas, px = ui.canvas, ui.px
    x = bar.x + px(14)
    wide = canvas.text(view.date, (x, bar.y + px(7)), 20, HISTORY, True)
    room = pygame.Rect(x + wide + px(10), bar.y + px(12), px(204) - wide - px(14), px(22))
    canvas.label(view.turn, room, 11, DIM, least=8.5)
    era = pygame.Rect(x, bar.y + px(36), px(196), px(22))
    if view.removal:
        # Longer-lived than any word in passing: it stands until it is averted.
        canvas.label(f"! {view.removal}", era, 12.5, BAD, True, least=10)
        ui.tip(era, "\n".join((view.removal, *view.danger)))
    else:
        canvas.label(view.era, era, 12.5, TEXT, least=10)
    ui.asking.about(f"era:{view.era_id}", era)


def _purse(ui: Ui, rect: pygame.Rect, view: RoomView) -> None:
    canvas, px = ui.canvas, ui.px
    x = rect.x
    wide = [max(canvas.width(value, 16, True), canvas.width(title, 11)) for title, value, _ in view.purse]
    gap = min(max((rect.width - sum(wide)) // max(len(wide), 1), px(8)), px(20))
    ui.place(
        "standing-purse", pygame.Rect(rect.x - px(6), rect.y + px(7), sum(wide) + gap * len(wide), px(50)), area=True
    )
    tips = [f"{title}: {value}\n{tip}" for (title, value, _), tip in zip(view.purse, view.purse_tips, strict=False)]
    for figure, (title, value, sign), width, tip in zip(_PURSE, view.purse, wide, tips, strict=False):
        canvas.text(title, (x, rect.y + px(10)), 11, DIM)
        # A sign before a figure that is in trouble, so that its colour is not alone.
        shown = rolled_text(ui, f"purse {title}", value)
        canvas.text(
            f"! {shown}" if sign == "bad" else shown, (x, rect.y + px(27)), 16, BAD if sign == "bad" else TEXT, True
        )
        cell = pygame.Rect(x, rect.y, width, rect.height)
        ui.asking.about(f"figure:{figure}", cell)
        ui.tip(cell, tip)
        x += width + gap


def _gauge(ui: Ui, rect: pygame.Rect, gauge: Gauge) -> None:
    """Yours against history's 100: a bar to 200 with history's tick in the middle."""
    canvas, px = ui.canvas, ui.px
    canvas.panel(rect, RAISED, radius=6)
    canvas.text(gauge.title, (rect.x + px(9), rect.y + px(3)), 11, DIM)
    if gauge.told:
        room = pygame.Rect(rect.x + px(9), rect.y + px(19), rect.width - px(18), rect.bottom - rect.y - px(20))
        canvas.paragraph(gauge.told, room, 10, DIM, 1.2)
        ui.asking.figure(ui, gauge.name, rect)
        ui.tip(rect, f"{gauge.title}: {say('headline.uncompared.tip')}", f"why-{gauge.name}")
        return
    points = rolled(ui, f"gauge {gauge.name}", gauge.points)
    canvas.text(f"{points:.1f}", (rect.x + px(9), rect.y + px(16)), 16, TEXT, True)
    canvas.text(gauge.gap, (rect.right - px(9), rect.y + px(20)), 12, _gap_colour(gauge), True, "right")
    bar = pygame.Rect(rect.x + px(9), rect.bottom - px(10), rect.width - px(18), px(4))
    canvas.panel(bar, TRACK, radius=2)
    filled = pygame.Rect(bar.x, bar.y, round(bar.width * min(max(points, 0.0), GAUGE_SPAN) / GAUGE_SPAN), bar.height)
    if filled.width:
        canvas.panel(filled, YOURS, radius=2)
    canvas.line((bar.centerx, bar.y - px(3)), (bar.centerx, bar.bottom + px(2)), HISTORY, px(1.6))
    ui.asking.figure(ui, gauge.name, rect)
    ui.tip(rect, f"{gauge.title}: {say('gauge_tip')}", f"why-{gauge.name}")


def _gap_colour(gauge: Gauge) -> Colour:
    return GOOD if gauge.points >= 99.95 else BAD


def _short(ui: Ui, rect: pygame.Rect, view: RoomView) -> None:
    """Two rows: the date and the purse, the three gauges in words."""
    canvas, px = ui.canvas, ui.px
    upper, lower = rows(rect, 1.0, 1.0)
    x = upper.x + canvas.label(view.date, upper, 14, HISTORY, True) + px(8)
    if view.removal:
        x += canvas.label("!", upper.move(x - upper.x, 0), 14, BAD, True) + px(8)
        ui.tip(pygame.Rect(upper.x, upper.y, x - upper.x, upper.height), "\n".join((view.removal, *view.danger)))
    purse = list(view.purse)
    right = upper.right
    for (title, value, sign), tip in reversed(list(zip(purse, view.purse_tips, strict=False))):
        end = right
        right -= canvas.label(
            value, pygame.Rect(x, upper.y, right - x, upper.height), 12, BAD if sign else TEXT, True, "right"
        )
        right -= px(5)
        right -= canvas.label(title, pygame.Rect(x, upper.y, right - x, upper.height), 10, DIM, align="right", least=8)
        ui.tip(pygame.Rect(right, upper.y, end - right, upper.height), f"{title}: {value}\n{tip}")
        right -= px(12)
    for gauge, cell in zip(view.gauges, columns(lower, 1.0, 1.0, 1.0, gap=px(10)), strict=True):
        wide = canvas.label(gauge.title, cell, 11, DIM) + px(7)
        if gauge.told:
            room = pygame.Rect(cell.x + wide, cell.y, cell.width - wide, cell.height)
            canvas.label(gauge.told, room, 10.5, DIM, least=8)
        else:
            wide += canvas.label(f"{gauge.points:.1f}", cell.move(wide, 0), 13, TEXT, True) + px(7)
            canvas.label(gauge.gap, cell.move(wide, 0), 11, _gap_colour(gauge), True)
        ui.asking.figure(ui, gauge.name, cell)
        tip = say("headline.uncompared.tip" if gauge.told else "gauge_tip")
        ui.tip(cell, f"{gauge.title}: {tip}", f"why-{gauge.name}")


def approvals_panel(ui: Ui, rect: pygame.Rect, view: RoomView, across: int) -> None:
    """Six faces with name and approval."""
    canvas, px = ui.canvas, ui.px
    cells = grid(rect, len(view.approvals), across, 0)
    ui.place("standing-bar", rect, area=True)
    for who, (short, title, value), cell in zip(CONSTITUENCIES, view.approvals, cells, strict=True):
        ui.asking.about(f"constituency:{who}", cell)
        box = pygame.Rect(cell.x, cell.y, cell.width - px(16), cell.height)
        colour = approval_colour(value)
        face(ui, (box.x + px(8), box.centery), 8, value, colour)
        right = box.right - px(24)
        canvas.label(short, pygame.Rect(box.x + px(20), box.y, right - box.x - px(20), box.height), 11.5, DIM, least=9)
        canvas.label(f"{value:.0f}", pygame.Rect(right, box.y, px(24), box.height), 12.5, colour, True, "right")
        ui.tip(box, f"{title}: {value:.0f}\n{say('approval_tip')}")


def approval_colour(value: float) -> Colour:
    return GOOD if value >= 50.0 else HISTORY if value >= 30.0 else BAD


def face(ui: Ui, centre: tuple[float, float], radius: float, value: float, colour: Colour) -> None:
    """A face whose mouth bends with approval, so that colour is not the only sign."""
    canvas, px = ui.canvas, ui.px
    canvas.disc(centre, radius, colour, 1.5)
    x, y = centre
    eye = px(radius * 0.34)
    for side in (-1, 1):
        canvas.disc((x + side * eye, y - px(radius * 0.22)), 1, colour)
    bend = (min(max(value, 0.0), 100.0) - 50.0) / 50.0 * px(radius * 0.36)
    half = px(radius * 0.45)
    low = y + px(radius * 0.36)
    mouth = [(x + half * t, low + bend * (0.5 - t * t)) for t in (-1.0, -0.5, 0.0, 0.5, 1.0)]
    canvas.curve(mouth, colour, 1.2)
