"""The briefing: date, seat, situation, objectives, and the run of history that one is measured against."""

from __future__ import annotations

from functools import partial

import pygame

from game.desk import Desk
from game.faults import Fault
from game.rules.level import Level
from game.ui.charts.line import draw_chart
from game.ui.room import Room
from game.ui.screen import Answer, Replace, Still, back, heading
from game.ui.theme import BAD, DIM, HISTORY, LINE, PANEL, TEXT
from game.ui.ui import Ui
from game.ui.widgets import button
from game.ui.words import language, say
from game.views.figures import ChartData
from game.views.opening import level_facts, span_text
from game.views.room import chart
from game.views.sentences import number

_SHOWN = ("export_price_usd_per_t", "china_exports_t")


class Briefing(Still):
    """One page before the first turn."""

    def __init__(self, desk: Desk, level: Level) -> None:
        super().__init__(desk)
        self.level = level
        self.problem = ""
        self._charts: tuple[str, list[ChartData]] = ("", [])
        try:
            self.opened = desk.start(level)
        except Fault as fault:
            self.problem = str(fault.problems[0])

    def draw(self, ui: Ui) -> Answer | None:
        canvas, px = ui.canvas, ui.px
        area = heading(ui, self.level.title.in_language(language()))
        canvas.text(span_text(self.level), (area.right, ui.px(40)), 15, HISTORY, True, "right")
        left = pygame.Rect(area.x, area.y, area.width * 52 // 100, area.height)
        y = canvas.paragraph(self.level.briefing.in_language(language()), left, 15.5, TEXT, 1.62) + px(20)
        canvas.text(say("objectives"), (left.x, y), 13, DIM, True)
        y += px(28)
        for objective in self.level.objectives:
            canvas.diamond((left.x + px(6), y + px(8)), 4, HISTORY)
            canvas.text(objective.title.in_language(language()), (left.x + px(20), y - px(2)), 13.5, limit=left.width)
            y += px(26)
        if self.problem:
            canvas.paragraph(self.problem, pygame.Rect(left.x, y + px(16), left.width, px(60)), 12, BAD)
            return back(ui)
        right = pygame.Rect(left.right + px(36), area.y, area.right - left.right - px(36), area.height)
        self._seat(ui, pygame.Rect(right.x, right.y, right.width, px(82)))
        self._history(ui, pygame.Rect(right.x, right.y + px(94), right.width, right.height - px(94)))
        screen = canvas.surface.get_rect()
        box = pygame.Rect(screen.width - px(48) - px(190), screen.height - px(58), px(190), px(40))
        if not ui.focus:
            ui.focus = "start"
        if button(ui, "start", box, say("start"), primary=True, size=15):
            self.desk.autosave(self.opened)
            return Replace(partial(Room, self.desk, self.opened))
        return back(ui)

    def _seat(self, ui: Ui, rect: pygame.Rect) -> None:
        """What one starts with and how much there is to do."""
        canvas, px = ui.canvas, ui.px
        canvas.panel(rect, PANEL, border=LINE)
        facts = [
            (number(self.level.opening_capital), say("capital")),
            (number(self.level.opening_treasury_musd), say("treasury")),
        ]
        facts += [(number(count), say(name)) for name, count in level_facts(self.level)]
        x = rect.x + px(18)
        widths = [max(canvas.width(value, 20, True), canvas.width(words, 11)) for value, words in facts]
        gap = max((rect.width - px(36) - sum(widths)) // max(len(facts) - 1, 1), px(8))
        for (value, words), width in zip(facts, widths, strict=True):
            canvas.text(value, (x, rect.y + px(15)), 20, TEXT, True)
            canvas.text(words, (x, rect.y + px(48)), 11, DIM)
            x += width + gap

    def _history(self, ui: Ui, rect: pygame.Rect) -> None:
        canvas, px = ui.canvas, ui.px
        canvas.text(say("history_run"), (rect.x, rect.y + px(4)), 12, DIM, limit=rect.width)
        if self._charts[0] != language():
            self._charts = (language(), [chart(self.opened, name, language()) for name in _SHOWN])
        top = rect.y + px(28)
        height = (rect.bottom - top - px(10)) // 2
        for place, shown in enumerate(self._charts[1]):
            draw_chart(ui, pygame.Rect(rect.x, top + place * (height + px(10)), rect.width, height), shown)
