"""Replay: pick a run, then watch it turn by turn; nothing can be changed."""

from __future__ import annotations

from functools import partial

import pygame

from game.branches import taken_over
from game.desk import Desk
from game.faults import Fault
from game.policy_player import history_session
from game.rules.level import Level
from game.session import Session
from game.ui.charts.line import draw_chart
from game.ui.film_beside import HISTORY_RUN, Beside, draw_gaps
from game.ui.icons import icon
from game.ui.layout import columns, rows
from game.ui.saves import SaveList
from game.ui.screen import Answer, Replace, Show, Still, aside, back, heading, roomy
from game.ui.theme import BAD, DIM, FAINT, GOOD, HISTORY, LINE, PANEL, RAISED, TEXT, YOURS, Colour
from game.ui.top_bar import face
from game.ui.ui import Ui
from game.ui.widgets import Scale, button, choice, scroll_page, scrolled, slider
from game.ui.words import language, say
from game.views.figures import DEBRIEF_CHARTS, ChartData
from game.views.film import JUMPS, Film, FilmTurn, Jump

SPEEDS = (1.0, 2.0, 4.0, 8.0)  # turns a second
_JUMP_KEYS: dict[Jump, tuple[int, str]] = {
    "decision": (pygame.K_d, "d"),
    "event": (pygame.K_e, "e"),
    "divergence": (pygame.K_v, "v"),
}


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
            answer = Show(partial(_campaign_film, self.desk))
        icon(ui.canvas, "campaign", (first.x + px(28), first.centery), 20, HISTORY)
        ui.canvas.label(say("history_film"), first.inflate(-px(116), 0), 15, HISTORY, True)
        rest = pygame.Rect(area.x, first.bottom + px(10), area.width, area.bottom - first.bottom - px(10))
        row = self.listing(ui, rest, say("replay_none"))
        self.confirm(ui)
        if row is not None:
            try:
                answer = Show(partial(Replay, self.desk, self.desk.load(row.path)))
            except Fault as fault:
                self.refused(row, fault)
        return leave or answer


def history_film(desk: Desk, level: Level) -> Replay:
    """History's own run of a level as a film; it is played once for that."""
    return Replay(desk, history_session(level, desk.start(level).engine), say("history"))


def _campaign_film(desk: Desk) -> Replay:
    return history_film(desk, desk.level("campaign"))


class Replay(Still):
    """One run as a film, another beside it: play, pause, step, scrub, speed, jump, take over."""

    def __init__(self, desk: Desk, session: Session, title: str = "") -> None:
        super().__init__(desk)
        self.title = title or say("yours")
        self.film = Film(session, language())
        self.runs = Beside(desk, session)
        self.place = 0
        self.speed = SPEEDS[1]
        self.next_at: float | None = None  # when the next turn is shown; None while paused
        self._charts: tuple[object, list[ChartData]] = (None, [])

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
        body, bar = rows(area, 1.0, px(88), gap=px(10))
        other = self.runs.film
        if roomy(ui) and other is not None:
            left, right = columns(body, px(372), 1.0, gap=px(16))
            upper, lower = rows(left, 1.0, 1.0, gap=px(10))
            self._brief(ui, upper, turn, self.title, YOURS)
            there = self.film.beside(other, self.place)
            if there >= 0:
                self._brief(ui, lower, other.turns[there], self.runs.title, self.runs.shade)
            curves, gaps = rows(right, 1.0, px(150), gap=px(10))
            self._curves(ui, curves)
            draw_gaps(ui, gaps, self.film.gaps(other, self.place), self.title, self.runs)
        elif roomy(ui):
            left, right = columns(body, px(372), 1.0, gap=px(16))
            self._turn(ui, left, turn)
            self._curves(ui, right)
        else:
            with scroll_page(ui, "film-page", body) as page:
                box = pygame.Rect(page.rect.x, page.rect.y, page.rect.width, 0)
                box.height = px(226) + px(19) * len(self._rows(ui, box.width - px(40), turn))
                self._turn(ui, box, turn)
                self._curves(ui, pygame.Rect(box.x, box.bottom + px(10), box.width, px(360)))
                y = box.bottom + px(380)
                if other is not None:
                    gaps = pygame.Rect(box.x, y, box.width, px(220))
                    draw_gaps(ui, gaps, self.film.gaps(other, self.place), self.title, self.runs)
                    y += px(230)
                page.reaches(y)
        upper, lower = rows(bar, 1.0, 1.0)
        ui.canvas.panel(bar, PANEL, border=LINE)
        self._controls(ui, upper)
        answer = self._second_row(ui, lower)
        self._keys(ui)
        return leave or answer

    def _brief(self, ui: Ui, rect: pygame.Rect, turn: FilmTurn, title: str, shade: Colour) -> None:
        """One of two runs: date, gauges, orders and events."""
        canvas, px = ui.canvas, ui.px
        canvas.panel(rect, PANEL, border=LINE)
        inner = rect.inflate(-px(28), -px(16))
        date = canvas.text(turn.date, (inner.right, inner.y), 14, TEXT, True, "right")
        canvas.label(title, pygame.Rect(inner.x, inner.y - px(2), inner.width - date - px(12), px(24)), 17, shade, True)
        self._gauges(ui, pygame.Rect(inner.x, inner.y + px(28), inner.width, px(50)), turn)
        below = pygame.Rect(inner.x, inner.y + px(86), inner.width, inner.bottom - inner.y - px(86))
        self._lines(ui, below, turn, title)

    def _second_row(self, ui: Ui, rect: pygame.Rect) -> Answer | None:
        """Which run stands beside, jumps, and taking over."""
        px = ui.px
        wide = rect.width > px(900)
        row = pygame.Rect(rect.x + px(8), rect.y, rect.width - px(16), rect.height - px(8))
        cells = columns(row, px(250) if wide else 1.0, 1.0, px(170) if wide else px(110), gap=px(12))
        if self.runs.pick(ui, cells[0]):
            ui.again = True
        boxes = columns(cells[1], *[1.0] * (2 * len(JUMPS)), gap=px(3))
        for place, kind in enumerate(JUMPS):
            for box, way, sign in ((boxes[2 * place], -1, "◀"), (boxes[2 * place + 1], 1, "▶")):
                words = say(f"film.{kind}")
                label = f"{words} {sign}" if way > 0 and box.width > px(80) else sign
                tip = f"{words}  {_JUMP_KEYS[kind][1] if way > 0 else _JUMP_KEYS[kind][1].upper()}"
                if button(ui, f"film-{kind}{'-back' if way < 0 else ''}", box, label, size=11.5, tip=tip):
                    self._jump(kind, way)
        words = say("film.take_over")
        open_ = self.film.session.level.rewind == "free" and self.place < self.last
        if button(ui, "film-take", cells[2], words, open_, size=12.5, tip=say("film.take_over_tip")):
            return self._take_over()
        return None

    def _jump(self, kind: Jump, way: int) -> None:
        self.next_at = None
        self.place = self.film.jump(kind, self.place, way, self.runs.against)

    def _take_over(self) -> Answer:
        from game.ui.room import Room

        game = self.desk.start(self.film.session.level).lineage.game
        then = taken_over(self.film.session, self.film.turns[self.place].place, game)
        self.desk.autosave(then)
        return Replace(partial(Room, self.desk, then))

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
        self._gauges(ui, pygame.Rect(inner.x, inner.y + px(60), inner.width, px(50)), turn)
        for place, (name, value) in enumerate(turn.approvals):
            x = inner.x + (place % 3) * (width + px(8))
            y = inner.y + px(126) + (place // 3) * px(26)
            colour = GOOD if value >= 50.0 else HISTORY if value >= 30.0 else BAD
            face(ui, (x + px(9), y + px(9)), 8, value, colour)
            canvas.label(name, pygame.Rect(x + px(22), y, width - px(48), px(18)), 11.5, DIM, least=9)
            canvas.label(f"{value:.0f}", pygame.Rect(x, y, width - px(4), px(18)), 12, colour, True, "right")
        below = pygame.Rect(inner.x, inner.y + px(188), inner.width, inner.bottom - inner.y - px(188))
        self._lines(ui, below, turn, "")

    def _gauges(self, ui: Ui, rect: pygame.Rect, turn: FilmTurn) -> None:
        canvas, px = ui.canvas, ui.px
        width = (rect.width - px(16)) // 3
        for place, (title, points) in enumerate(turn.gauges):
            box = pygame.Rect(rect.x + place * (width + px(8)), rect.y, width, px(50))
            canvas.panel(box, RAISED, radius=6)
            canvas.text(title, (box.x + px(9), box.y + px(5)), 11, DIM)
            if points is None:
                room = pygame.Rect(box.x + px(9), box.y + px(21), box.width - px(14), px(28))
                canvas.paragraph(say("headline.uncompared"), room, 10, DIM, 1.2)
                continue
            canvas.text(f"{points:.1f}", (box.x + px(9), box.y + px(20)), 17, TEXT, True)
            mark, shade = ("▲", GOOD) if points >= 100.05 else ("▼", BAD) if points <= 99.95 else ("=", DIM)
            canvas.text(mark, (box.right - px(9), box.y + px(24)), 11, shade, align="right")

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

    def _lines(self, ui: Ui, rect: pygame.Rect, turn: FilmTurn, whose: str) -> None:
        canvas, px = ui.canvas, ui.px
        found = self._rows(ui, rect.width - px(12), turn)
        first, fitting = scrolled(ui, f"film-lines-{whose}-{self.place}", rect, len(found), px(19))
        for place, (line, colour, bold) in enumerate(found[first : first + fitting]):
            canvas.text(line, (rect.x, rect.y + place * px(19)), 12, colour, bold)

    def _curves(self, ui: Ui, rect: pygame.Rect) -> None:
        # History's own line is on every chart already.
        other = None if self.runs.chosen == HISTORY_RUN else self.runs.film
        key = (self.place, language(), self.runs.chosen)
        if self._charts[0] != key:
            made = [self.film.chart(name, self.place, other, self.runs.title) for name in DEBRIEF_CHARTS]
            self._charts = key, made
        gap = ui.px(10)
        width, height = (rect.width - gap) // 2, (rect.height - gap) // 2
        for place, shown in enumerate(self._charts[1]):
            x, y = rect.x + (place % 2) * (width + gap), rect.y + (place // 2) * (height + gap)
            draw_chart(ui, pygame.Rect(x, y, width, height), shown)

    def _controls(self, ui: Ui, rect: pygame.Rect) -> None:
        canvas, px = ui.canvas, ui.px
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
        for kind, (wanted, _) in _JUMP_KEYS.items():
            if ui.key(wanted):
                self._jump(kind, 1)
            elif ui.key(wanted, pygame.KMOD_SHIFT):
                self._jump(kind, -1)
        for key, turns in ((pygame.K_RIGHT, 1), (pygame.K_LEFT, -1), (pygame.K_HOME, -9999), (pygame.K_END, 9999)):
            if ui.key(key):
                self.next_at = None
                self.step(turns)
