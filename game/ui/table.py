"""The same figures as a table: what a chart shows, for those who would rather read."""

from __future__ import annotations

import pygame

from game.session import Session
from game.ui.theme import DIM, FAINT, GRID, HISTORY, LINE, PANEL, TEXT, YOURS
from game.ui.ui import Ui
from game.ui.words import say
from game.views.figures import FIGURES
from game.views.sentences import compact


def table_panel(ui: Ui, rect: pygame.Rect, session: Session, language: str) -> None:
    """Every figure now, a year ago and in history's run."""
    canvas, px = ui.canvas, ui.px
    canvas.panel(rect, PANEL, border=LINE)
    columns = ((say("yours"), YOURS), ("-12", DIM), (say("history"), HISTORY))
    right = rect.right - px(14)
    step = px(92)
    for place, (title, colour) in enumerate(columns):
        canvas.text(title, (right - (2 - place) * step, rect.y + px(8)), 11.5, colour, True, "right")
    height = max((rect.height - px(36)) // len(FIGURES), px(13))
    for place, figure in enumerate(FIGURES):
        y = rect.y + px(30) + place * height
        if y + height > rect.bottom:
            break
        canvas.line((rect.x + px(12), y), (rect.right - px(12), y), GRID)
        title = f"{figure.title(language)}"
        wide = canvas.text(title, (rect.x + px(14), y + px(1)), 11, TEXT)
        canvas.text(figure.unit_text(language), (rect.x + px(20) + wide, y + px(1)), 10, FAINT)
        mine = session.series(figure.name)
        theirs = session.history_series(figure.name)
        now = len(mine)
        values = (
            float(mine[-1]) if now else None,
            float(mine[-13]) if now > 12 else None,
            float(theirs[now - 1]) if 0 < now <= len(theirs) else None,
        )
        for column, value in enumerate(values):
            text = "-" if value is None else compact(value * figure.scale)
            shade = (TEXT, DIM, HISTORY)[column]
            canvas.text(text, (right - (2 - column) * step, y + px(1)), 11, shade, align="right")
