"""Tables of reports in the window: headings, notes and rows below each other on a page that scrolls."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.reports.book import Sheet
from game.ui.theme import DIM, GRID, HISTORY, LINE, PANEL, TEXT
from game.ui.ui import Ui
from game.ui.widgets import scroll_page

_TYPE = 12.0
_LEAST = 9.0
_LINE = 16
_WIDEST = 260  # of a column of words while others want room


def draw_sheets(ui: Ui, name: str, rect: pygame.Rect, sheets: Sequence[Sheet]) -> None:
    """Draw tables one below the other."""
    px = ui.px
    ui.canvas.panel(rect, PANEL, border=LINE)
    with scroll_page(ui, name, rect.inflate(-px(28), -px(20))) as page:
        y = page.rect.y
        for sheet in sheets:
            y = _sheet(ui, pygame.Rect(page.rect.x, y, page.rect.width - px(14), 0), sheet) + px(16)
        page.reaches(y)


def _sheet(ui: Ui, rect: pygame.Rect, sheet: Sheet) -> int:
    """One table; returns the y below it."""
    canvas, px = ui.canvas, ui.px
    canvas.text(sheet.title, (rect.x, rect.y), 15, TEXT, True, limit=rect.width)
    y = rect.y + px(24)
    if sheet.note:
        y = canvas.paragraph(sheet.note, pygame.Rect(rect.x, y, rect.width, px(400)), 12, DIM, 1.4) + px(6)
    if not sheet.columns:
        return y
    widths = _widths(ui, rect.width, sheet)
    _row(ui, pygame.Rect(rect.x, y, rect.width, px(24)), sheet.columns, widths, sheet, True)
    y += px(24)
    for place, row in enumerate(sheet.rows):
        line = pygame.Rect(rect.x, y, rect.width, _height(ui, row, widths, sheet))
        canvas.line((line.x, line.y), (line.right, line.y), GRID)
        _row(ui, line, row, widths, sheet, False, place == sheet.strong)
        y = line.bottom
    return y


def _widths(ui: Ui, whole: int, sheet: Sheet) -> list[int]:
    """Numbers have the room they need, words share the rest."""
    wanted = []
    for column, head in enumerate(sheet.columns):
        cells = [ui.canvas.width(row[column], _TYPE) for row in sheet.rows]
        wide = max(ui.canvas.width(head, _TYPE, True), *cells, 0) + ui.px(16)
        wanted.append(min(wide, ui.px(_WIDEST)))
    words = [place for place in range(len(wanted)) if _words(place, sheet)]
    rest = whole - sum(width for place, width in enumerate(wanted) if place not in words)
    asked = sum(wanted[place] for place in words)
    for place in words:
        wanted[place] = max(rest * wanted[place] // max(asked, 1), 1)
    return wanted


def _row(
    ui: Ui, line: pygame.Rect, row: Sequence[str], widths: Sequence[int], sheet: Sheet, head: bool, strong: bool = False
) -> None:
    canvas, px, x = ui.canvas, ui.px, line.x
    colour = DIM if head else HISTORY if strong else TEXT
    for place, (cell, wide) in enumerate(zip(row, widths, strict=True)):
        if head or not _words(place, sheet):
            box = pygame.Rect(x, line.y, wide - px(10), min(line.height, px(26)))
            canvas.label(cell, box, _TYPE, colour, head, "left" if _words(place, sheet) else "right", least=_LEAST)
        else:
            for number, text in enumerate(canvas.wrap(cell, _TYPE, wide - px(10))):
                canvas.text(text, (x, line.y + px(5) + px(_LINE) * number), _TYPE, colour)
        x += wide


def _words(column: int, sheet: Sheet) -> bool:
    return column < sheet.left or column >= sheet.words_from


def _height(ui: Ui, row: Sequence[str], widths: Sequence[int], sheet: Sheet) -> int:
    """How high a row is whose words are broken into lines."""
    lines = 1
    for place, (cell, wide) in enumerate(zip(row, widths, strict=True)):
        if _words(place, sheet):
            lines = max(lines, len(ui.canvas.wrap(cell, _TYPE, wide - ui.px(10))))
    return ui.px(10) + ui.px(_LINE) * lines
