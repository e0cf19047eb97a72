"""The presenter: a lecture on a projector, page by page, with votes, runs beside history, a clock and speaker notes."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Final

import pygame

from game.desk import Desk
from game.rules.lecture import Lecture
from game.ui import lecture_pages as drawn
from game.ui.layout import rows
from game.ui.screen import Answer, Back, Still
from game.ui.theme import BAD, DIM, FAINT, GRID, LINE, PANEL, RAISED, TEXT, YOURS
from game.ui.ui import Ui
from game.ui.widgets import button
from game.ui.words import language, say
from game.views import lecture as told
from game.views.lecture import Page, Vote

_FRAME: Final = 0.02  # seconds of work in one frame
_MONTHS_PER_SECOND: Final = 9.0  # of the film
_LONGEST_TICK: Final = 5.0  # seconds that one frame may add to the clock, for a machine that slept
_DECIDED: Final = ("question", "forecast", "run", "causes")
_NEXT: Final = (pygame.K_RIGHT, pygame.K_PAGEDOWN)
_PREVIOUS: Final = (pygame.K_LEFT, pygame.K_PAGEUP)


class Presenter(Still):
    """One lecture on the screen; everything that is decided stands in `run`."""

    needs = (1190, 670)

    def __init__(self, desk: Desk, lecture: Lecture) -> None:
        super().__init__(desk)
        self.run = told.begun(lecture)
        self.pages = told.pages(lecture)
        self.place = 0
        self.typed = ""  # votes as they are typed
        self.notes = False
        self.playing = True
        self.spent: dict[int, float] = {}  # seconds by stop; -1 is the opening
        self.pictures = drawn.Pictures()
        self._work: Iterator[object] | None = None
        self._worked_at: Page | None = None
        self._seen: float | None = None
        self._film_due = 0.0

    @property
    def page(self) -> Page:
        return self.pages[self.place]

    @property
    def lecture(self) -> Lecture:
        return self.run.lecture

    @property
    def vote(self) -> Vote:
        """What was decided at this page's stop."""
        return self.run.votes.setdefault(self.page.stop, Vote(self._history(self.page.stop)))

    def _history(self, place: int) -> int:
        return next(n for n, option in enumerate(self.lecture.stops[place].options) if option.historical)

    def busy(self) -> bool:
        return self._work is not None and (self.playing or self.page.kind != "run")

    def draw(self, ui: Ui) -> Answer | None:
        ui.space_presses = False
        self._tick(ui)
        self._work_on(ui)
        ui.canvas.clear()
        px, screen = ui.px, ui.canvas.surface.get_rect()
        inside = screen.inflate(-px(72), 0)
        head, body, foot = rows(
            pygame.Rect(inside.x, px(14), inside.width, screen.height - px(26)), px(62), 1.0, px(46), gap=px(14)
        )
        self._head(ui, head)
        if self.notes:
            body, below = rows(body, 1.0, px(112), gap=px(12))
            self._notes(ui, below)
        decided = self._body(ui, body)
        answer = self._foot(ui, foot)
        self._keys(ui, decided)
        return answer

    def _tick(self, ui: Ui) -> None:
        now = ui.clock()
        if self._seen is not None:
            stop = -1 if self.page.kind == "opening" else self.page.stop
            self.spent[stop] = self.spent.get(stop, 0.0) + min(now - self._seen, _LONGEST_TICK)
        self._seen = now
        ui.wake = now + 1.0

    def _work_on(self, ui: Ui) -> None:
        """Live, run and explain what the page shows, a little in each frame; the film at its own pace."""
        page = self.page
        if self._worked_at != page:
            self._worked_at, self._work, self.playing = page, self._wanted(page), True
            self._film_due = ui.clock()
        if self._work is not None:
            self.pictures.forget()
        until = time.perf_counter() + _FRAME
        film = page.kind == "run" and not ui.calm
        while self._work is not None and (self.playing or page.kind != "run"):
            fork = self.run.fork(page.stop) if page.kind == "run" else None
            if film and fork is not None and fork.state.month > self.lecture.stops[page.stop].month:
                if ui.clock() < self._film_due:
                    break
                self._film_due = ui.clock() + 1.0 / _MONTHS_PER_SECOND
            if next(self._work, None) is None:
                self._work = None
                ui.again = True
            if time.perf_counter() > until:
                break

    def _wanted(self, page: Page) -> Iterator[object]:
        run, _ = self.run, self.vote if page.kind in _DECIDED else None
        if page.kind in ("scene", "question", "forecast", "closing"):
            yield from _each(run.reaching(page.stop))
        elif page.kind == "run":
            yield from _each(run.running(page.stop))
        elif page.kind == "causes":
            yield from _each(run.running(page.stop))
            yield from _each(run.explaining(page.stop))

    def _head(self, ui: Ui, rect: pygame.Rect) -> None:
        """Where the lecture stands, and the clock: the whole and this stop, each with what was planned."""
        canvas, px = ui.canvas, ui.px
        clock = pygame.Rect(rect.right - px(250), rect.y, px(250), rect.height)
        words = pygame.Rect(rect.x, rect.y, clock.x - rect.x - px(20), rect.height)
        canvas.label(told.heading(self.lecture, self.page, language()), words, 34, TEXT, True, least=22)
        stop = -1 if self.page.kind == "opening" else self.page.stop
        lines = (
            ("lecture.clock_all", sum(self.spent.values()), 60.0 * self.lecture.minutes),
            ("lecture.clock_stop", self.spent.get(stop, 0.0), told.planned_seconds(self.lecture, self.page)),
        )
        for place, (name, spent, planned) in enumerate(lines):
            line = pygame.Rect(clock.x, rect.y + px(4) + place * px(28), clock.width, px(28))
            canvas.label(say(name), pygame.Rect(line.x, line.y, px(100), line.height), 15, DIM)
            text = f"{told.clock_text(spent)} / {told.clock_text(planned)}"
            canvas.label(text, line, 19, BAD if spent > planned else TEXT, place == 0, "right")
        canvas.line((rect.x, rect.bottom + px(6)), (rect.right, rect.bottom + px(6)), LINE)

    def _body(self, ui: Ui, rect: pygame.Rect) -> bool:
        """The page itself; whether digits were taken by a field."""
        kind = self.page.kind
        if kind in ("opening", "scene", "closing"):
            drawn.reading_page(ui, rect, self.run, self.page, self.pictures)
        elif kind == "question":
            self.typed = drawn.question_page(ui, rect, self.run, self.page, self.vote, self.typed)
            return ui.focus == "lecture-votes"
        elif kind == "forecast":
            drawn.forecast_page(ui, rect, self.run, self.page, self.pictures)
        elif kind == "run":
            drawn.run_page(ui, rect, self.run, self.page, self.pictures)
        else:
            drawn.causes_page(ui, rect, self.run, self.page, self.vote)
        return False

    def _notes(self, ui: Ui, rect: pygame.Rect) -> None:
        ui.canvas.panel(rect, RAISED, border=LINE)
        inner = rect.inflate(-ui.px(28), -ui.px(16))
        size = 18.0
        text = told.notes(self.lecture, self.page, language())
        while size > 11 and len(ui.canvas.wrap(text, size, inner.width)) * round(ui.px(size) * 1.35) > inner.height:
            size -= 0.5
        ui.canvas.paragraph(text, inner, size, TEXT, 1.35)

    def _foot(self, ui: Ui, rect: pygame.Rect) -> Answer | None:
        """Leave, notes, where the lecture stands, back and on."""
        px = ui.px
        leave = pygame.Rect(rect.x, rect.y, px(120), rect.height)
        gone = button(ui, "lecture-leave", leave, say("lecture.leave"), size=15)
        notes = pygame.Rect(leave.right + px(10), rect.y, px(170), rect.height)
        if button(ui, "lecture-notes", notes, say("lecture.notes"), selected=self.notes, size=15):
            self.notes = not self.notes
        on = pygame.Rect(rect.right - px(200), rect.y, px(200), rect.height)
        if button(
            ui, "lecture-on", on, say("lecture.on"), enabled=self.place + 1 < len(self.pages), primary=True, size=17
        ):
            self._turn(ui, 1)
        back = pygame.Rect(on.x - px(170), rect.y, px(160), rect.height)
        if button(ui, "lecture-back", back, say("lecture.back"), enabled=self.place > 0, size=15):
            self._turn(ui, -1)
        if self.page.kind == "run":
            hold = pygame.Rect(back.x - px(170), rect.y, px(160), rect.height)
            words = say("lecture.hold" if self.playing else "lecture.play")
            if button(ui, "lecture-hold", hold, words, enabled=self._work is not None, size=15):
                self.playing = not self.playing
            back = hold
        self._trail(ui, pygame.Rect(notes.right + px(20), rect.y, back.x - notes.right - px(40), rect.height))
        return Back() if gone or ui.acts("back") else None

    def _trail(self, ui: Ui, rect: pygame.Rect) -> None:
        """A mark for each page, those of a stop close together."""
        wide = rect.width / (len(self.pages) + len(self.lecture.stops) + 1)
        x = float(rect.x)
        for place, page in enumerate(self.pages):
            x += wide if page.kind in ("scene", "closing") else 0.0
            here = place == self.place
            box = pygame.Rect(
                round(x),
                rect.centery - ui.px(5 if here else 3),
                max(round(wide) - ui.px(2), 2),
                ui.px(10 if here else 6),
            )
            ui.canvas.panel(
                box, YOURS if here else FAINT if place < self.place else GRID, border=None if here else PANEL, radius=2
            )
            x += wide

    def _turn(self, ui: Ui, pages: int) -> None:
        place = min(max(self.place + pages, 0), len(self.pages) - 1)
        if place != self.place:
            self.place, self.typed, ui.focus = place, "", ""
            self.pictures.forget()
            ui.again = True

    def _keys(self, ui: Ui, writing: bool) -> None:
        if not writing:
            if self.page.kind == "question":
                for place in range(len(self.lecture.stops[self.page.stop].options)):
                    if ui.key(pygame.K_1 + place) or ui.key(pygame.K_KP1 + place):
                        self.vote.option = place
            if ui.key(pygame.K_n):
                self.notes = not self.notes
            if self.page.kind == "causes" and ui.key(pygame.K_k):
                self.vote.kept = True
            if self.page.kind == "causes" and ui.key(pygame.K_r):
                self.vote.kept = False
            if self.page.kind == "run" and ui.key(pygame.K_p):
                self.playing = not self.playing
        if any(ui.key(key) for key in _NEXT) or (not writing and ui.acts("end_turn")):
            self._turn(ui, 1)
        elif any(ui.key(key) for key in _PREVIOUS):
            self._turn(ui, -1)
        elif not ui.focus and (ui.key(pygame.K_RETURN) or ui.key(pygame.K_KP_ENTER)):
            self._turn(ui, 1)


def _each(steps: Iterator[object]) -> Iterator[object]:
    """One true thing a step, so that the end can be told from it."""
    for _ in steps:
        yield True
