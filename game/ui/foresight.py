"""In the debrief: every prediction beside what came and what history had, and how well confidence was judged."""

from __future__ import annotations

import pygame

from game.session import Session
from game.ui.layout import columns, rows
from game.ui.theme import BAD, DIM, FAINT, GOOD, GRID, HISTORY, LINE, PANEL, TEXT, YOURS, Colour
from game.ui.ui import Ui
from game.ui.widgets import scrolled
from game.ui.words import language, say
from game.views.predictions import Foresight, band_cells, foresight

_SHADES: dict[str, Colour] = {"right": GOOD, "wrong": BAD, "drawn": YOURS, "open": DIM, "void": FAINT}
_MARKS = {"right": "✓", "wrong": "✕"}


class ForesightPanel:
    """The predictions as rows, the reliability table and its diagram."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._told: tuple[str, Foresight] | None = None

    def draw(self, ui: Ui, rect: pygame.Rect) -> int:
        """Returns the y below it."""
        if self._told is None or self._told[0] != language():
            self._told = language(), foresight(self.session, language())
        told, px = self._told[1], ui.px
        rect = pygame.Rect(rect.x, rect.y, rect.width, max(rect.height, px(430)))
        upper, lower = rows(rect, px(206), 1.0, gap=px(10))
        ui.canvas.panel(upper, PANEL, border=LINE)
        inner = upper.inflate(-px(28), -px(16))
        if not told.made.directions and not told.made.drawn_years:
            ui.canvas.label(
                say("predict.none") if not told.rows else say("predict.not_due"), inner, 13, DIM, align="centre"
            )
        else:
            self._calibration(ui, inner, told)
        self._rows(ui, lower, told)
        return lower.bottom

    def _calibration(self, ui: Ui, inner: pygame.Rect, told: Foresight) -> None:
        canvas, px = ui.canvas, ui.px
        left, middle, right = columns(inner, 1.0, px(270), px(176), gap=px(18))
        y = left.y
        points = told.made.points
        if points is not None:
            wide = canvas.text(f"{points:.0f}", (left.x, y - px(6)), 32, TEXT, True)
            beside = pygame.Rect(left.x + wide + px(10), y, left.width - wide - px(10), px(30))
            canvas.label(say("predict.score"), beside, 13, DIM, least=9)
            y += px(40)
        for line in told.lines:
            y = canvas.paragraph(line, pygame.Rect(left.x, y, left.width, left.bottom - y), 12, TEXT, 1.45) + px(4)
        ui.tip(left, say("predict.how"))
        heads = [say(f"predict.band.{name}") for name in ("sure", "count", "mean", "came")]
        for place, cells in enumerate((heads, *band_cells(told.made, language()))):
            line_box = pygame.Rect(middle.x, middle.y + place * px(28), middle.width, px(28))
            if place:
                canvas.line((line_box.x, line_box.y), (line_box.right, line_box.y), GRID)
            for words, cell in zip(cells, columns(line_box, 1.1, 1.1, 0.8, 1.0, gap=px(6)), strict=True):
                canvas.label(words, cell, 12 if place else 11, TEXT if place else DIM, align="right", least=8)
        self._diagram(ui, right, told)

    def _diagram(self, ui: Ui, rect: pygame.Rect, told: Foresight) -> None:
        """How often it came true over how sure it was; on the diagonal confidence is just right."""
        canvas, px = ui.canvas, ui.px
        side = min(rect.width, rect.height - px(18))
        box = pygame.Rect(rect.right - side, rect.y, side, side)
        canvas.panel(box, PANEL, border=LINE, radius=3)
        canvas.dashed([box.bottomleft, box.topright], HISTORY, 1.4)
        ui.tip(box, say("predict.reliability"))
        low = 0.5
        for band in told.made.bands:
            if band.count:
                x = box.x + (band.confidence - low) / (1.0 - low) * side
                y = box.bottom - band.right / band.count * side
                canvas.disc((x, y), min(3.0 + band.count, 9.0), YOURS)
        below = pygame.Rect(box.x - px(6), box.bottom + px(1), side + px(12), px(17))
        canvas.label("50", below, 10, FAINT)
        canvas.label(say("predict.band.sure"), below, 10, DIM, align="centre")
        canvas.label("100", below, 10, FAINT, align="right")

    def _rows(self, ui: Ui, rect: pygame.Rect, told: Foresight) -> None:
        canvas, px = ui.canvas, ui.px
        canvas.panel(rect, PANEL, border=LINE)
        head = pygame.Rect(rect.x + px(12), rect.y + px(5), rect.width - px(24), px(22))
        names = ("what", "before", "yours", "history")
        sides = columns(head, px(76), 1.9, 0.9, 1.0, 1.0, 1.3, gap=px(8))
        for name, box in zip(names, sides[1:5], strict=True):
            shade = HISTORY if name == "history" else YOURS if name == "yours" else DIM
            canvas.label(say(f"predict.{name}"), box, 11, shade, least=8)
        area = pygame.Rect(head.x, head.bottom, head.width, rect.bottom - head.bottom - px(8))
        first, fitting = scrolled(ui, "foresight-rows", area, len(told.rows), px(38))
        for place, one in enumerate(told.rows[first : first + fitting]):
            line = pygame.Rect(area.x, area.y + place * px(38), area.width - px(8), px(38))
            name = f"foresight-{first + place}"
            ui.place(name, line)
            ui.tip(line, f"{one.title}\n{one.said}\n{one.outcome}\n{one.verdict_text}", name)
            canvas.line((line.x, line.y), (line.right, line.y), GRID)
            verdict = f"{_MARKS.get(one.verdict, '')} {one.verdict_text}".strip()
            texts = (one.date, "", one.before, one.outcome, one.history, verdict)
            shades = (DIM, TEXT, DIM, YOURS, HISTORY, _SHADES[one.verdict])
            for text, shade, box in zip(texts, shades, sides, strict=True):
                canvas.label(text, pygame.Rect(box.x, line.y, box.width, line.height), 12, shade, least=8)
            half = pygame.Rect(sides[1].x, line.y + px(1), sides[1].width, px(18))
            canvas.label(one.title, half, 12, TEXT, True, least=9)
            canvas.label(one.said, half.move(0, px(17)), 11, DIM, least=8)
