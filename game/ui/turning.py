"""In the debrief: the decisions that moved each headline most, and Beijing's big moves beside yours on a timeline."""

from __future__ import annotations

import pygame

from game.analysis.turning import HistoryChoice, TurningPoint
from game.session import Session
from game.ui.layout import columns, rows
from game.ui.measured import Measured
from game.ui.theme import BAD, DIM, FAINT, GOOD, GRID, HISTORY, LINE, PANEL, TEXT, YOURS
from game.ui.ui import Ui
from game.ui.why import SMALL, shortened
from game.ui.widgets import progress, scrolled
from game.ui.words import language, say
from game.views.sentences import month_text
from game.views.turning import Choice, Turning, choices, choices_view, turning_points, turning_view


class TurningPanel:
    """Both parts; the timeline waits for the turning points."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self._points: Measured[tuple[TurningPoint, ...]] = Measured(lambda: turning_points(session))
        self._choices: Measured[tuple[HistoryChoice, ...]] = Measured(lambda: choices(session))
        self._views: tuple[str, tuple[Turning, ...], tuple[Choice, ...]] | None = None
        self.waiting = False

    @property
    def points(self) -> tuple[TurningPoint, ...] | None:
        """The turning points, once they are known."""
        return self._points.found

    def draw(self, ui: Ui, rect: pygame.Rect) -> int:
        """Returns the y below it."""
        px = ui.px
        done = self._points.grow() and self._choices.grow()
        self.waiting = not done
        upper, lower = rows(
            pygame.Rect(rect.x, rect.y, rect.width, max(rect.height, px(470))), px(150), 1.0, gap=px(10)
        )
        if not done:
            share = 0.5 * (self._points.progress if self._points.found is None else 1.0 + self._choices.progress)
            ui.canvas.panel(upper, PANEL, border=LINE)
            ui.canvas.label(say("measuring"), upper.move(0, -px(16)), 12, DIM, align="centre")
            progress(ui, pygame.Rect(upper.centerx - px(150), upper.centery, px(300), px(8)), share)
            return lower.bottom
        if self._views is None or self._views[0] != language():
            assert self._points.found is not None
            assert self._choices.found is not None
            told = turning_view(self.session, self._points.found, language())
            self._views = (language(), told, choices_view(self.session, self._choices.found, language()))
        for box, one in zip(columns(upper, 1.0, 1.0, 1.0, gap=px(8)), self._views[1], strict=True):
            self._headline(ui, box, one)
        self._beside(ui, lower, self._views[2])
        return lower.bottom

    def _headline(self, ui: Ui, rect: pygame.Rect, one: Turning) -> None:
        canvas, px = ui.canvas, ui.px
        canvas.panel(rect, PANEL, border=LINE)
        canvas.label(
            one.title, pygame.Rect(rect.x + px(10), rect.y + px(4), rect.width - px(20), px(22)), 12.5, TEXT, True
        )
        ui.asking.figure(ui, one.name, rect)
        if not one.moved:
            canvas.label(say("turning.none"), rect.inflate(-px(20), 0), 12, DIM, least=9)
        for place, moved in enumerate(one.moved):
            line = pygame.Rect(rect.x + px(10), rect.y + px(28) + place * px(39), rect.width - px(20), px(38))
            canvas.line((line.x, line.y), (line.right, line.y), GRID)
            words = pygame.Rect(line.x, line.y + px(19), line.width, px(18))
            ui.tip(line, f"{moved.words}\n{moved.date}  {moved.text}")
            canvas.label(shortened(ui, moved.words, words.width), words, SMALL, DIM)
            top = pygame.Rect(line.x, line.y + px(2), line.width, px(18))
            canvas.label(moved.date, top, 12, TEXT)
            canvas.label(moved.text, top, 13, GOOD if moved.points > 0.0 else BAD, True, "right")

    def _beside(self, ui: Ui, rect: pygame.Rect, found: tuple[Choice, ...]) -> None:
        """The timeline above, its moves as rows below; each says in its tip what the model says."""
        canvas, px = ui.canvas, ui.px
        canvas.panel(rect, PANEL, border=LINE)
        head = pygame.Rect(rect.x + px(12), rect.y + px(4), rect.width - px(24), px(22))
        canvas.label(say("turning.beside"), head, 12.5, TEXT, True)
        if not found:
            canvas.label(say("turning.none"), rect, 12, DIM, align="centre")
            return
        line = pygame.Rect(head.x, head.bottom + px(2), head.width, px(72))
        self._timeline(ui, line, found)
        note = pygame.Rect(head.x, rect.bottom - px(22), head.width, px(20))
        canvas.label(say("turning.note"), note, 11, FAINT, least=8)
        high = px(22)
        area = pygame.Rect(head.x, line.bottom + px(22), head.width, note.y - line.bottom - px(26))
        sides = self._sides(ui, area.move(0, -px(20)))
        first, fitting = scrolled(ui, "choice-rows", area, len(found), high)
        for place, one in enumerate(found[first : first + fitting]):
            row = pygame.Rect(area.x, area.y + place * high, area.width - px(8), high)
            name = f"choice-{first + place}"
            ui.place(name, row)
            ui.tip(row, one.sentence, name)
            canvas.line((row.x, row.y), (row.right, row.y), GRID)
            texts = (one.date, one.title, one.history, one.yours, "=" if one.same else one.text)
            shades = (DIM, TEXT, HISTORY, YOURS, DIM if one.same else GOOD if one.gap > 0.0 else BAD)
            for text, shade, box in zip(texts, shades, sides, strict=True):
                cell = pygame.Rect(box.x, row.y, box.width, row.height)
                canvas.label(text, cell, 12, shade, least=8.5)

    def _sides(self, ui: Ui, head: pygame.Rect) -> list[pygame.Rect]:
        px = ui.px
        sides = columns(head, px(82), 1.5, 0.9, 0.9, px(64), gap=px(10))
        titles = ("", "", say("history"), say("yours"), say("turning.gap"))
        for title, shade, box in zip(titles, (DIM, DIM, HISTORY, YOURS, DIM), sides, strict=True):
            ui.canvas.label(title, pygame.Rect(box.x, box.y, box.width, px(18)), 11, shade, least=8)
        return sides

    def _timeline(self, ui: Ui, rect: pygame.Rect, found: tuple[Choice, ...]) -> None:
        """Stems up where yours did better by today, down where Beijing's would have; a ring where both did the same."""
        canvas, px = ui.canvas, ui.px
        start, end = self.session.level.start, min(self.session.state.month, self.session.level.end)
        middle = rect.centery - px(6)
        canvas.line((rect.x, middle), (rect.right, middle), LINE, px(1.6))
        largest = max((abs(one.gap) for one in found), default=0.0) or 1.0
        for month, align in ((start, "left"), (end, "right")):
            canvas.label(
                month_text(month),
                pygame.Rect(rect.x, rect.bottom - px(14), rect.width, px(14)),
                10.5,
                FAINT,
                align=align,
            )
        for one in found:
            x = rect.x + round(rect.width * (one.month - start) / max(end - start, 1))
            if one.same:
                canvas.disc((x, middle), 4, HISTORY, 1.6)
                continue
            tip = middle - round(px(26) * one.gap / largest)
            shade = GOOD if one.gap > 0.0 else BAD
            canvas.line((x, middle), (x, tip), shade, px(3))
            canvas.disc((x, tip), 4, shade)
