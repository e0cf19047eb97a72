"""The same figures as a table: what a chart shows, for those who would rather read."""

from __future__ import annotations

import pygame

from game.session import Session
from game.ui.theme import DIM, FAINT, GRID, HISTORY, LINE, PANEL, TEXT, YOURS
from game.ui.ui import Ui
from game.ui.widgets import scrolled
from game.ui.words import say
from game.views.estimates import last_range
from game.views.figures import FIGURES
from game.views.sentences import compact


def table_panel(ui: Ui, rect: pygame.Rect, session: Session, language: str) -> None:
    """Every figure now, a year ago and in history's run."""
    canvas, px = ui.canvas, ui.px
    canvas.panel(rect, PANEL, border=LINE)
    columns = ((say("yours"), YOURS), (say("year_ago"), DIM), (say("history"), HISTORY))
    right, step = rect.right - px(20), px(96)
    for place, (title, colour) in enumerate(columns):
        canvas.text(title, (right - (2 - place) * step, rect.y + px(8)), 11.5, colour, True, "right")
    area = pygame.Rect(rect.x + px(14), rect.y + px(30), rect.width - px(20), rect.height - px(36))
    height = min(max(area.height // len(FIGURES), px(18)), px(24))
    first, fitting = scrolled(ui, "table-rows", area, len(FIGURES), height)
    for place, figure in enumerate(FIGURES[first : first + fitting]):
        line = pygame.Rect(area.x, area.y + place * height, right - area.x, height)
        canvas.line((line.x, line.y), (line.right, line.y), GRID)
        ui.asking.figure(ui, figure.name, line)
        wide = canvas.label(figure.title(language), line, 12, TEXT)
        ends = last_range(session, figure.name, language)
        unit = figure.unit_text(language) + (f"   {ends}" if ends else "")
        canvas.label(unit, line.move(wide + px(7), 0), 10.5, FAINT)
        mine = session.series(figure.name)
        theirs = session.history_series(figure.name)
        now = len(mine)
        values = (
            float(mine[-1]) if now else None,
            float(mine[-13]) if now > 12 else None,
            float(theirs[now - 1]) if 0 < now <= len(theirs) else None,
        )
        for column, value in enumerate(values):
            text = "-" if value is None else compact(value * figure.scale_in(language))
            cell = pygame.Rect(line.x, line.y, right - (2 - column) * step - line.x, height)
            canvas.label(text, cell, 12, (TEXT, DIM, HISTORY)[column], column == 0, "right")
