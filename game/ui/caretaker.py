"""After removal from office: the caretaker holds the settings to the end, then the debrief."""

from __future__ import annotations

from functools import partial
from time import perf_counter

import pygame

from game.desk import Desk
from game.rules.commands import EndTurn
from game.session import Session
from game.ui.screen import Answer, Replace, Still, heading
from game.ui.theme import BAD, DIM, LINE, TEXT, TRACK, YOURS
from game.ui.ui import Ui
from game.ui.words import language, say
from game.views.sentences import month_text

_SECONDS_A_FRAME = 0.03


class Caretaker(Still):
    """Lives through the months that are left, a few turns a frame, with a bar that shows how far it is."""

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk)
        self.session = session
        self.since = session.state.month
        self.shown = False

    def busy(self) -> bool:
        return not self.session.finished

    def draw(self, ui: Ui) -> Answer | None:
        from game.ui.debrief import Debrief  # which can lead back to a room, and so here

        level, px = self.session.level, ui.px
        if self.shown:
            self._live_on()
        self.shown = True
        ui.again = True
        if self.session.finished:
            problem = self.desk.keep_result(self.session)
            if problem:
                ui.toast(problem, BAD)
            return Replace(partial(Debrief, self.desk, self.session))
        area = heading(ui, say("verdict_removed"))
        canvas = ui.canvas
        y = canvas.paragraph(say("run_to_end.tip"), pygame.Rect(area.x, area.y, area.width, px(80)), 15, TEXT)
        month = min(self.session.state.month, level.end)
        bar = pygame.Rect(area.x, y + px(24), min(area.width, px(700)), px(14))
        canvas.panel(bar, TRACK, border=LINE, radius=5)
        share = (month - self.since) / max(level.end + 1 - self.since, 1)
        canvas.panel(pygame.Rect(bar.x, bar.y, max(round(bar.width * share), px(6)), bar.height), YOURS, radius=5)
        canvas.text(month_text(month, language()), (bar.x, bar.bottom + px(10)), 13, DIM)
        return None

    def _live_on(self) -> None:
        until = perf_counter() + _SECONDS_A_FRAME
        while not self.session.finished and perf_counter() < until:
            self.session.submit(EndTurn())
