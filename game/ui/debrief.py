"""The debrief: score with its parts, curves against history, objectives."""

from __future__ import annotations

import pygame

from game.desk import Desk
from game.session import Session
from game.ui.chart import draw_chart
from game.ui.menus import back_button, heading
from game.ui.screen import Answer, Home, Still
from game.ui.theme import BAD, DIM, GOOD, HISTORY, LINE, PANEL, TEXT, YOURS
from game.ui.ui import Ui
from game.ui.words import language, say
from game.views.figures import SMALL_CHARTS
from game.views.room import chart
from game.views.sentences import HEADLINE_TITLES, compact, pick


class Debrief(Still):
    """What it came to, against history."""

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk)
        self.session = session
        self.score = session.score()

    def verdict(self) -> str:
        if self.session.state.caretaker:
            return say("verdict_removed")
        if self.score.defeat:
            return say("verdict_defeat")
        return say(f"verdict_{self.score.medal}") if self.score.medal else say("verdict_played")

    def draw(self, ui: Ui) -> Answer | None:
        canvas, px = ui.canvas, ui.px
        area = heading(ui, f"{say('debrief')}: {self.session.level.title.in_language(language())}")
        left = pygame.Rect(area.x, area.y, px(420), area.height)
        canvas.text(self.verdict(), (left.x, left.y), 20, HISTORY, True)
        canvas.text(say("overall"), (left.x, left.y + px(36)), 13, DIM)
        canvas.text(f"{self.score.overall:.1f}", (left.x, left.y + px(50)), 40, TEXT, True)
        y = left.y + px(112)
        for line in self.score.headlines():
            y = self._headline(ui, pygame.Rect(left.x, y, left.width, px(96)), line.name) + px(8)
        canvas.text(say("objectives"), (left.x, y + px(4)), 13, DIM, True)
        for objective, value, met in self.session.objectives():
            y += px(22)
            mark, colour = ("✓", GOOD) if met else ("✕", BAD)
            canvas.text(mark, (left.x, y + px(4)), 13, colour, True)
            text = f"{objective.title.in_language(language())} ({value:.1f})"
            canvas.text(text, (left.x + px(22), y + px(4)), 13, TEXT, limit=left.width - px(22))
        self._charts(ui, pygame.Rect(left.right + px(24), area.y, area.right - left.right - px(24), area.height))
        return Home() if back_button(ui) or ui.key(pygame.K_SPACE) else None

    def _headline(self, ui: Ui, rect: pygame.Rect, name: str) -> int:
        """One headline with its parts; returns the y below it."""
        canvas, px = ui.canvas, ui.px
        line = next(one for one in self.score.headlines() if one.name == name)
        height = px(34) + len(line.parts) * px(19) + px(6)
        canvas.panel(pygame.Rect(rect.x, rect.y, rect.width, height), PANEL, border=LINE)
        canvas.text(pick(HEADLINE_TITLES[name], language()), (rect.x + px(12), rect.y + px(8)), 14, TEXT, True)
        colour = GOOD if line.points >= 99.95 else BAD
        canvas.text(f"{line.points:.1f}", (rect.right - px(12), rect.y + px(7)), 15, colour, True, "right")
        y = rect.y + px(33)
        for part in line.parts:
            canvas.text(say(part.name), (rect.x + px(12), y), 12, DIM)
            canvas.text(compact(part.yours), (rect.right - px(170), y), 12, YOURS, align="right")
            canvas.text(compact(part.history), (rect.right - px(90), y), 12, HISTORY, align="right")
            canvas.text(f"{part.points:.1f}", (rect.right - px(12), y), 12, TEXT, align="right")
            y += px(19)
        return rect.y + height

    def _charts(self, ui: Ui, rect: pygame.Rect) -> None:
        gap = ui.px(10)
        width, height = (rect.width - gap) // 2, (rect.height - gap) // 2
        for place, name in enumerate(SMALL_CHARTS):
            box = pygame.Rect(
                rect.x + (place % 2) * (width + gap), rect.y + (place // 2) * (height + gap), width, height
            )
            draw_chart(ui, box, chart(self.session, name, language(), {}))
