"""The run beside a film: history or another journal of the same level, chosen from a list; where their levers part."""

from __future__ import annotations

from collections.abc import Sequence

import pygame

from game.desk import Desk
from game.faults import Fault
from game.policy_player import history_session
from game.session import Session
from game.told import told
from game.ui.theme import BAD, BRANCHES, DIM, GRID, HISTORY, LINE, PANEL, TEXT, YOURS, Colour
from game.ui.ui import Ui
from game.ui.widgets import picker, scrolled
from game.ui.words import language, say
from game.views.film import Film
from game.views.saves import save_rows

HISTORY_RUN = "history"
_MOST = 22  # journals in the list, which must fit the smallest window in two columns


class Beside:
    """Which run is watched beside another, if any."""

    def __init__(self, desk: Desk, session: Session) -> None:
        self.desk = desk
        self.session = session
        self.chosen = ""
        self.title = ""
        self._films: dict[str, Film] = {}
        self._options: tuple[str, list[tuple[str, str]]] = ("", [])

    @property
    def film(self) -> Film | None:
        """The run beside, in the language in use."""
        return self._film(self.chosen) if self.chosen else None

    @property
    def shade(self) -> Colour:
        """The colour of the run beside; history has its own everywhere."""
        return HISTORY if self.chosen == HISTORY_RUN else BRANCHES[0]

    @property
    def against(self) -> Film:
        """What divergence is measured against: the run beside, else history."""
        return self.film or self._film(HISTORY_RUN)

    def _film(self, name: str) -> Film:
        made = self._films.get(name)
        if made is None:
            session = (
                history_session(self.session.level, self.session.engine)
                if name == HISTORY_RUN
                else self.desk.film(self._paths[name])
            )
            made = self._films[name] = Film(session, language())
        elif made.language != language():
            made = self._films[name] = Film(made.session, language())
        return made

    def options(self) -> list[tuple[str, str]]:
        """Nobody, history, and the journals of the same level in the folder of saves."""
        if self._options[0] != language():
            saved = [
                one
                for one in self.desk.saves()
                if one.header is not None and one.header.level_hash == self.session.level.content_hash
            ]
            self._paths = {one.path.stem: one.path for one in saved}
            rows = save_rows(saved, self.desk.levels(), language())[:_MOST]
            listed = [(row.name, f"{row.title}  ·  {row.month}") for row in rows]
            self._options = language(), [("", say("film.alone")), (HISTORY_RUN, say("film.history")), *listed]
        return self._options[1]

    def pick(self, ui: Ui, rect: pygame.Rect) -> bool:
        """The list; whether another run was chosen. One that cannot be played says why and changes nothing."""
        wanted = picker(ui, "film-beside", rect, self.chosen, self.options(), columns=2)
        ui.tip(rect, say("film.beside_tip"), "film-beside")
        if wanted == self.chosen:
            return False
        try:
            if wanted:
                self._film(wanted)
        except Fault as fault:
            ui.toast(told(fault), BAD)
            return False
        self.chosen = wanted
        words = dict(self.options())[wanted]
        self.title = say("history") if wanted == HISTORY_RUN else words
        return True


def draw_gaps(ui: Ui, rect: pygame.Rect, gaps: Sequence[tuple[str, str, str]], title: str, runs: Beside) -> None:
    """The levers that stand differently now: title, the one's setting, the other's."""
    canvas, px, shade_there = ui.canvas, ui.px, runs.shade
    canvas.panel(rect, PANEL, border=LINE)
    head = pygame.Rect(rect.x + px(12), rect.y + px(6), rect.width - px(24), px(18))
    canvas.label(
        say("film.gaps", n=len(gaps)), pygame.Rect(head.x, head.y, head.width // 2, head.height), 12.5, TEXT, True
    )
    wide = min(px(170), rect.width // 4)
    boxes = [
        pygame.Rect(head.right - 2 * wide, head.y, wide - px(8), head.height),
        pygame.Rect(head.right - wide, head.y, wide, head.height),
    ]
    for box, words, shade in zip(boxes, (title, runs.title), (YOURS, shade_there), strict=True):
        canvas.label(words, box, 11.5, shade, True, "right", least=8.5)
    body = pygame.Rect(head.x, head.bottom + px(4), head.width, rect.bottom - head.bottom - px(8))
    if not gaps:
        canvas.label(say("branches.no_difference"), pygame.Rect(body.x, body.y, body.width, px(20)), 12, DIM)
    first, fitting = scrolled(ui, "film-gaps", body, len(gaps), px(22))
    for place, (lever, here, there) in enumerate(gaps[first : first + fitting]):
        y = body.y + place * px(22)
        canvas.line((body.x, y), (body.right - px(8), y), GRID)
        canvas.label(lever, pygame.Rect(body.x, y + px(2), body.width - 2 * wide - px(10), px(18)), 12, TEXT, least=9)
        for box, words, shade in zip(boxes, (here, there), (YOURS, shade_there), strict=True):
            canvas.label(
                words, pygame.Rect(box.x, y + px(2), box.width - px(8), px(18)), 12, shade, align="right", least=9
            )
