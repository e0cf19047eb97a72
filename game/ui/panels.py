"""Parts of the situation room: pending orders, news, report, duel; each draws one rectangle."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.ui.theme import (
    BAD,
    DIM,
    FAINT,
    GRID,
    HISTORY,
    LINE,
    PANEL,
    TEXT,
    YOURS,
    Colour,
)
from game.ui.ui import Ui
from game.ui.widgets import button, choice, scrolled
from game.ui.words import plural, say
from game.views.room import RoomView
from game.views.turn_report import Change

ANNOUNCE_MONTHS = (0, 3, 6, 12)


def pending_panel(ui: Ui, rect: pygame.Rect, view: RoomView, months_ahead: int) -> tuple[str, int]:
    """Orders of this turn with their cost, standing announcements, when new orders take effect.

    Returns "undo", "redo", "withdraw LEVER" or "" and the months ahead chosen.
    """
    canvas, px = ui.canvas, ui.px
    canvas.panel(rect, PANEL, border=LINE)
    pressed = ""
    head = pygame.Rect(rect.x + px(12), rect.y + px(6), rect.width - px(24), px(26))
    undo = pygame.Rect(head.right - px(128), head.y, px(61), head.height)
    title = view.pending_title
    canvas.label(title, pygame.Rect(head.x, head.y, undo.x - head.x - px(6), head.height), 12, TEXT, True)
    if button(ui, "undo", undo, say("undo"), enabled=view.can_undo, size=11.5, tip=ui.keys.text("undo")):
        pressed = "undo"
    redo = undo.move(px(67), 0)
    if button(ui, "redo", redo, say("redo"), enabled=view.can_redo, size=11.5, tip=ui.keys.text("redo")):
        pressed = "redo"
    when = pygame.Rect(head.x, head.bottom + px(5), head.width, px(22))
    wide = canvas.label(say("takes_effect"), when, 11, DIM) + px(8)
    options = tuple((float(n), say("ahead.0") if n == 0 else plural("ahead.months", n)) for n in ANNOUNCE_MONTHS)
    box = pygame.Rect(when.x + wide, when.y, when.width - wide, when.height)
    ahead = int(choice(ui, "ahead", box, float(months_ahead), options, size=10.5))
    ui.tip(pygame.Rect(when.x, when.y, wide, when.height), say("ahead_tip"))
    lines = [(words, lever) for lever, words in view.announced] + [(words, "") for words in reversed(view.pending)]
    area = pygame.Rect(head.x, when.bottom + px(5), head.width, rect.bottom - px(5) - when.bottom - px(5))
    if area.height < px(18):
        # No room for a list: it opens over its head.
        ui.tip(
            pygame.Rect(head.x, head.y, undo.x - head.x, head.height), "\n".join([title, *(line for line, _ in lines)])
        )
        return pressed, ahead
    first, fitting = scrolled(ui, "pending-rows", area, len(lines), px(18))
    for place, (words, lever) in enumerate(lines[first : first + fitting]):
        row = pygame.Rect(area.x, area.y + place * px(18), area.width - px(10), px(18))
        if lever:
            cross = pygame.Rect(row.right - px(20), row.y, px(20), px(17))
            if button(ui, f"withdraw-{lever}", cross, "✕", size=9, tip=say("withdraw")):
                pressed = f"withdraw {lever}"
            row.width -= px(26)
        canvas.label(words, row, 11.5, HISTORY if lever else DIM, least=9.5)
    return pressed, ahead


def news_panel(ui: Ui, rect: pygame.Rect, view: RoomView) -> None:
    """What threatens office, one computed sentence from each adviser, then what happened last."""
    canvas, px = ui.canvas, ui.px
    canvas.panel(rect, PANEL, border=LINE)
    canvas.text(say("news"), (rect.x + px(12), rect.y + px(7)), 12.5, TEXT, True)
    area = pygame.Rect(rect.x + px(12), rect.y + px(28), rect.width - px(24), rect.height - px(34))
    lines: list[tuple[str, Colour]] = [
        (line, BAD) for told in view.danger for line in canvas.wrap("! " + told, 11.5, area.width - px(10))
    ]
    lines += [(line, YOURS) for advice in view.advice for line in canvas.wrap("· " + advice, 11.5, area.width - px(10))]
    for item in view.news:
        date, _, words = item.partition(": ")
        wrapped = canvas.wrap(item if words else date, 11.5, area.width - px(10))
        lines += [(line, TEXT if place == 0 else DIM) for place, line in enumerate(wrapped)]
    first, fitting = scrolled(ui, "news-rows", area, len(lines), px(17))
    for place, (line, colour) in enumerate(lines[first : first + fitting]):
        canvas.text(line, (area.x, area.y + place * px(17)), 11.5, colour, limit=area.width - px(8))


def report_panel(ui: Ui, rect: pygame.Rect, rows: Sequence[Change]) -> None:
    """What the last turn changed, beside history."""
    canvas, px = ui.canvas, ui.px
    canvas.panel(rect, PANEL, border=LINE)
    if not rows:
        canvas.label(say("no_report"), rect.inflate(-px(24), 0), 13, DIM, align="centre")
        return
    columns = (
        (say("before"), DIM, px(250)),
        (say("now"), YOURS, px(165)),
        (say("change"), TEXT, px(95)),
        (say("history"), HISTORY, px(14)),
    )
    for title, colour, back in columns:
        canvas.text(title, (rect.right - back, rect.y + px(9)), 11.5, colour, True, "right")
    canvas.text(say("report"), (rect.x + px(14), rect.y + px(8)), 13, TEXT, True)
    height = min(max((rect.height - px(40)) // len(rows), px(20)), px(30))
    body = pygame.Rect(rect.x, rect.y + px(34), rect.width - px(4), rect.height - px(38))
    first, fitting = scrolled(ui, "report-rows", body, len(rows), height)
    for place, row in enumerate(rows[first : first + fitting]):
        y = body.y + place * height
        line = pygame.Rect(rect.x + px(14), y, rect.width - px(28), height)
        canvas.line((line.x, y), (line.right, y), GRID)
        ui.asking.figure(ui, row.figure, line)
        wide = canvas.label(row.title, line, 12.5, TEXT)
        canvas.label(row.unit, line.move(wide + px(7), 0), 10.5, FAINT)
        mark = {1: "▲ ", -1: "▼ ", 0: ""}[row.direction]
        for text, (_, colour, back) in zip(
            (row.before, row.after, mark + row.change, row.history), columns, strict=True
        ):
            cell = pygame.Rect(line.x, y, rect.right - back - line.x, height)
            canvas.label(text, cell, 12.5, colour, colour == YOURS, "right")
