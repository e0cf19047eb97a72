"""Choosing a lecture; one whose file is wrong stands there with what is wrong."""

from __future__ import annotations

from functools import partial

import pygame

from game.desk import Desk
from game.faults import Fault
from game.told import told
from game.ui.lecture import Presenter
from game.ui.screen import Answer, Show, Still, back, heading
from game.ui.theme import BAD, DIM, HISTORY, TEXT
from game.ui.ui import Ui
from game.ui.widgets import button, scroll_page
from game.ui.words import language, plural, say
from game.views.lecture import lectures


class Lectures(Still):
    """All lectures that ship, the shortest first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found = lectures()

    def draw(self, ui: Ui) -> Answer | None:
        canvas, px = ui.canvas, ui.px
        area = heading(ui, say("demo"))
        leave = back(ui)
        answer: Answer | None = None
        with scroll_page(ui, "lectures", area) as page:
            rect = page.rect
            y = canvas.paragraph(say("lecture.intro"), pygame.Rect(rect.topleft, (rect.width, px(200))), 15, DIM, 1.5)
            y += px(14)
            for place, one in enumerate(self.found):
                box = pygame.Rect(rect.x, y, rect.width, px(104))
                if one.lecture is None:
                    button(ui, f"lecture-{place}", box, "", enabled=False)
                    words = told(Fault(one.problems))
                    canvas.paragraph(words, box.inflate(-px(40), -px(24)), 13, BAD, 1.4)
                else:
                    if button(ui, f"lecture-{place}", box, "", primary=place == 0):
                        answer = Show(partial(Presenter, self.desk, one.lecture))
                    inner = box.inflate(-px(40), -px(24))
                    title = pygame.Rect(inner.x, inner.y, inner.width - px(140), px(32))
                    canvas.label(one.lecture.title.in_language(language()), title, 21, TEXT, True, least=14)
                    minutes = pygame.Rect(inner.right - px(140), inner.y, px(140), px(32))
                    canvas.label(plural("lecture.minutes", one.lecture.minutes), minutes, 18, HISTORY, True, "right")
                    below = pygame.Rect(inner.x, inner.y + px(36), inner.width, px(50))
                    canvas.paragraph(one.lecture.summary.in_language(language()), below, 15, TEXT, 1.35)
                y = box.bottom + px(12)
            page.reaches(y)
        return answer or leave
