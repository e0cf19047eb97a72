"""Replay: pick a run, then watch it turn by turn; nothing can be changed."""

from __future__ import annotations

from functools import partial

import pygame

from game.desk import Desk
from game.faults import Fault
from game.policy_player import play_history
from game.session import Session
from game.told import told
from game.ui.charts.line import draw_chart
from game.ui.icons import icon
from game.ui.layout import columns, rows
from game.ui.saves import SaveList
from game.ui.screen import Answer, Show, Still, aside, back, heading, roomy
from game.ui.theme import BAD, DIM, FAINT, GOOD, HISTORY, LINE, PANEL, RAISED, TEXT, YOURS, Colour
from game.ui.top_bar import face
from game.ui.ui import Ui
from game.ui.widgets import Scale, button, choice, scroll_page, scrolled, slider
from game.ui.words import language, say
from game.views.figures import DEBRIEF_CHARTS, ChartData
from game.views.film import Film, FilmTurn

SPEEDS = (1.0, 2.0, 4.0, 8.0)  # turns a second


class ReplayPicker(SaveList):
    """Every journal of the saves folder, and history's own run."""

    kinds = ("named", "auto", "finished")

    def draw(self, ui: Ui) -> Answer | None:
        px = ui.px
        area = heading(ui, say("replay_pick"))
        leave = back(ui)
        first = pygame.Rect(area.x, area.y, area.width - px(14), px(48))
        answer: Answer | None = None
        if button(ui, "film-history", first, ""):
            answer = Show(partial(_history_film, self.desk))
        icon(ui.canvas, "campaign", (first.x + px(28), first.centery), 20, HISTORY)
        ui.canvas.label(say("history_film"), first.inflate(-px(116), 0), 15, HISTORY, True)
        rest = pygame.Rect(area.x, first.bottom + px(10), area.width, area.bottom - first.bottom - px(10))
        row = self.listing(ui, rest, say("replay_none"))
        self.confirm(ui)
        if row is not None:
            try:
                answer = Show(partial(Replay, self.desk, self.desk.load(row.path)))
            except Fault as fault:
                self.problem = told(fault)
        return leave or answer


def _history_film(desk: Desk) -> Replay:
    session = desk.start(desk.level("campaign"))
    play_history(session)
    return Replay(desk, session)


class Replay(Still):
    """One run as a film: play, pause, step, scrub, speed."""

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk)
        self.film = Film(session, language())
        self.place = 0
        self.speed = SPEEDS[1]
        self.next_at: float | None = None  # when the next turn is shown; None while paused
        self._charts: tuple[int, str, list[ChartData]] = (-1, "", [])

    @property
    def last(self) -> int:
        return max(len(self.film.turns) - 1, 0)

    def step(self, turns: int) -> None:
        self.place = min(max(self.place + turns, 0), self.last)

    def draw(self, ui: Ui) -> Answer | None:
        if self.film.language != language():
            self.film = Film(self.film.session, language())
        ui.space_presses = False
        self._advance(ui)
        px = ui.px
        area = heading(ui, f"{say('replay')}  ·  {self.film.title}")
        aside(ui, say("read_only"), 12, FAINT)
        leave = back(ui)
        if not self.film.turns:
            ui.canvas.paragraph(say("replay_none"), area, 14, DIM)
            return leave
        turn = self.film.turns[self.place]
        body, bar = rows(area, 1.0, px(44), gap=px(10))
        if roomy(ui):
            left, right = columns(body, px(372), 1.0, gap=px(16))
            self._turn(ui, left, turn)
            self._curves(ui, right)
        else:
            with scroll_page(ui, "film-page", body) as page:
                box = pygame.Rect(page.rect.x, page.rect.y, page.rect.width, 0)
                box.height = px(226) + px(19) * len(self._rows(ui, box.width - px(40), turn))
                self._turn(ui, box, turn)
                self._curves(ui, pygame.Rect(box.x, box.bottom + px(10), box.width, px(360)))
                page.reaches(box.bottom + px(370))
        self._controls(ui, bar)
        self._keys(ui)
        return leave

    def _advance(self, ui: Ui) -> None:
        if self.next_at is None:
            return
        if ui.clock() >= self.next_at:
            self.step(1)
            self.next_at = ui.clock() + 1.0 / self.speed if self.place < self.last else None
        if self.next_at is not None:
            ui.wake = self.next_at

    def _toggle(self, ui: Ui) -> None:
        if self.next_at is not None:
            self.next_at = None
            return
        if self.place == self.last:
            self.place = 0
        self.next_at = ui.clock() + 1.0 / self.speed
        ui.again = True

    def _turn(self, ui: Ui, rect: pygame.Rect, turn: FilmTurn) -> None:
        """Date, gauges, faces, orders and events of one turn."""
        canvas, px = ui.canvas, ui.px
        canvas.panel(rect, PANEL, border=LINE)
        inner = rect.inflate(-px(28), -px(24))
        canvas.text(turn.date, (inner.x, inner.y - px(4)), 26, HISTORY, True)
        canvas.text(
            f"{self.place + 1} / {len(self.film.turns)}", (inner.right, inner.y + px(8)), 12, DIM, align="right"
        )
        canvas.text(turn.era, (inner.x, inner.y + px(32)), 13, TEXT, limit=inner.width)
        width = (inner.width - px(16)) // 3
        for place, (title, points) in enumerate(turn.gauges):
            box = pygame.Rect(inner.x + place * (width + px(8)), inner.y + px(60), width, px(50))
            canvas.panel(box, RAISED, radius=6)
            canvas.text(title, (box.x + px(9), box.y + px(5)), 11, DIM)
            canvas.text(f"{points:.1f}", (box.x + px(9), box.y + px(20)), 17, TEXT, True)
            mark, shade = ("▲", GOOD) if points >= 100.05 else ("▼", BAD) if points <= 99.95 else ("=", DIM)
            canvas.text(mark, (box.right - px(9), box.y + px(24)), 11, shade, align="right")
        for place, (name, value) in enumerate(turn.approvals):
            x = inner.x + (place % 3) * (width + px(8))
            y = inner.y + px(126) + (place // 3) * px(26)
            colour = GOOD if value >= 50.0 else HISTORY if value >= 30.0 else BAD
            face(ui, (x + px(9), y + px(9)), 8, value, colour)
            canvas.label(name, pygame.Rect(x + px(22), y, width - px(48), px(18)), 11.5, DIM, least=9)
            canvas.label(f"{value:.0f}", pygame.Rect(x, y, width - px(4), px(18)), 12, colour, True, "right")
        below = pygame.Rect(inner.x, inner.y + px(188), inner.width, inner.bottom - inner.y - px(188))
        self._lines(ui, below, turn)

    def _rows(self, ui: Ui, width: int, turn: FilmTurn) -> list[tuple[str, Colour, bool]]:
        """Orders and events in lines."""
        canvas = ui.canvas
        found: list[tuple[str, Colour, bool]] = [(say("orders"), DIM, True)]
        for words in turn.orders or (say("no_orders"),):
            found += [(line, YOURS if turn.orders else FAINT, False) for line in canvas.wrap(words, 12, width)]
        if turn.events:
            found += [("", TEXT, False), (say("happened"), DIM, True)]
        for words in turn.events:
            found += [(line, TEXT, False) for line in canvas.wrap(words, 12, width)]
        return found

    def _lines(self, ui: Ui, rect: pygame.Rect, turn: FilmTurn) -> None:
        canvas, px = ui.canvas, ui.px
        found = self._rows(ui, rect.width - px(12), turn)
        first, fitting = scrolled(ui, f"film-lines-{self.place}", rect, len(found), px(19))
        for place, (line, colour, bold) in enumerate(found[first : first + fitting]):
            canvas.text(line, (rect.x, rect.y + place * px(19)), 12, colour, bold)

    def _curves(self, ui: Ui, rect: pygame.Rect) -> None:
        if self._charts[:2] != (self.place, language()):
            made = [self.film.chart(name, self.place) for name in DEBRIEF_CHARTS]
            self._charts = (self.place, language(), made)
        gap = ui.px(10)
        width, height = (rect.width - gap) // 2, (rect.height - gap) // 2
        for place, shown in enumerate(self._charts[2]):
            x, y = rect.x + (place % 2) * (width + gap), rect.y + (place // 2) * (height + gap)
            draw_chart(ui, pygame.Rect(x, y, width, height), shown)

    def _controls(self, ui: Ui, rect: pygame.Rect) -> None:
        canvas, px = ui.canvas, ui.px
        canvas.panel(rect, PANEL, border=LINE)
        x = rect.x + px(8)
        for name in ("step-back", "pause" if self.next_at is not None else "play", "step"):
            box = pygame.Rect(x, rect.y + px(6), px(44), rect.height - px(12))
            if button(ui, f"film-{name}", box, "", primary=name in ("play", "pause")):
                self._press(ui, name)
            icon(canvas, name, box.center, 17, TEXT)
            x += px(50)
        speeds = pygame.Rect(rect.right - px(8) - px(188), rect.y + px(9), px(188), rect.height - px(18))
        self.speed = choice(ui, "film-speed", speeds, self.speed, tuple((s, f"{s:.0f}×") for s in SPEEDS), size=12)
        words = canvas.width(say("speed"), 12)
        canvas.label(say("speed"), pygame.Rect(speeds.x - words - px(10), rect.y, words + px(4), rect.height), 12, DIM)
        bar = pygame.Rect(x + px(8), rect.y + px(10), speeds.x - words - px(28) - x, rect.height - px(20))
        if self.last:
            scale = Scale(0.0, float(self.last), 1.0)
            slid = slider(ui, "film-place", bar, float(self.place), scale)
            if slid.moving or slid.settled:
                self.place, self.next_at = round(slid.value), None
                ui.again = True

    def _press(self, ui: Ui, name: str) -> None:
        if name in ("play", "pause"):
            self._toggle(ui)
            return
        self.next_at = None
        self.step(1 if name == "step" else -1)

    def _keys(self, ui: Ui) -> None:
        if ui.acts("end_turn"):
            self._toggle(ui)
        if ui.focus == "film-speed":
            return
        for key, turns in ((pygame.K_RIGHT, 1), (pygame.K_LEFT, -1), (pygame.K_HOME, -9999), (pygame.K_END, 9999)):
            if ui.key(key):
                self.next_at = None
                self.step(turns)
