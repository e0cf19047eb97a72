"""The situation room: desk, charts, news, timeline; drafts forecast while a lever is dragged."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from functools import partial

import pygame

from game.desk import Desk
from game.rules.commands import Choose, Command, EndTurn, Exchange, SetLever
from game.session import Session
from game.ui import panels
from game.ui.chart import draw_chart
from game.ui.dialogs import card_dialog
from game.ui.screen import Answer, Back, Replace, Show
from game.ui.table import table_panel
from game.ui.theme import BACKGROUND, BAD, DIM, HISTORY, YOURS
from game.ui.ui import Ui
from game.ui.words import language, say
from game.views.figures import FIGURES, SMALL_CHARTS
from game.views.room import RoomView, chart, draft_cost, room_view, setting_text

FORECAST_MONTHS = 60
# Part of a frame that a growing forecast may use; the rest is for drawing.
_FORECAST_SECONDS = 0.009
_FAST_YEARS = 12


class Room:
    """One game on the screen. The session decides; this only shows it and hands commands over."""

    def __init__(self, desk: Desk, session: Session) -> None:
        self.desk = desk
        self.session = session
        self.group = "prices"
        self.tab = "charts"
        self.large = SMALL_CHARTS[0]
        self.zoomed = False
        self.draft: tuple[str, float] | None = None
        self.message = ""
        self._view: RoomView | None = None
        self._language = ""
        self._growing: Iterator[Mapping[str, object]] | None = None
        self._forecast: dict[str, list[float]] = {}
        self._restart_forecast()

    def busy(self) -> bool:
        return self._growing is not None

    @property
    def view(self) -> RoomView:
        if self._view is None or self._language != language():
            self._view = room_view(self.session, language())
            self._language = language()
        return self._view

    def _restart_forecast(self) -> None:
        if self.session.finished:
            self._growing = None
            return
        draft = dict([self.draft]) if self.draft else {}
        self._growing = iter(self.session.forecast_months(draft, FORECAST_MONTHS))
        self._next: dict[str, list[float]] = {}

    def _grow_forecast(self) -> None:
        """Let the forecast grow for a part of this frame; the old one stays on screen until the new one is longer."""
        if self._growing is None:
            return
        until = time.perf_counter() + _FORECAST_SECONDS
        wanted = {*SMALL_CHARTS, self.large}
        while time.perf_counter() < until:
            figures = next(self._growing, None)
            if figures is None:
                self._growing = None
                self._forecast = self._next
                return
            for name in wanted:
                if name in figures:
                    self._next.setdefault(name, []).append(float(figures[name][0]))  # type: ignore[index]
        # Show what is new over what was: the first months move at once.
        self._forecast = {
            name: [*values, *self._forecast.get(name, [])[len(values) :]] for name, values in self._next.items()
        }

    def give(self, command: Command) -> bool:
        """Hand a command over; False and a message when the rules refuse it."""
        verdict_text = ""
        verdict = self.session.check(command)
        if not verdict.allowed:
            from game.views.sentences import reason

            verdict_text = reason(self.session.level, verdict, language())
        else:
            self.session.submit(command)
        self.message = verdict_text
        self.draft = None
        self._view = None
        self._restart_forecast()
        return verdict.allowed

    def order(self, lever_id: str, value: float) -> None:
        """Set a lever; a second move of the same lever in a row replaces the first."""
        pending = self.session.pending()
        if pending and isinstance(pending[-1], SetLever) and pending[-1].lever == lever_id:
            self.session.undo()
        self.give(SetLever(lever_id, value))

    def end_turn(self) -> None:
        if self.give(EndTurn()):
            self.message = self.desk.autosave(self.session)

    def draw(self, ui: Ui) -> Answer | None:
        self._grow_forecast()
        px = ui.px
        screen = ui.canvas.surface.get_rect()
        ui.canvas.surface.fill(BACKGROUND)
        gap = px(8)
        inner = screen.inflate(-2 * gap, -2 * gap)
        top = pygame.Rect(inner.x, inner.y, inner.width, px(64))
        bottom = pygame.Rect(inner.x, inner.bottom - px(72), inner.width, px(72))
        body = pygame.Rect(inner.x, top.bottom + gap, inner.width, bottom.y - top.bottom - 2 * gap)
        left = pygame.Rect(body.x, body.y, px(364), body.height - px(92) - gap)
        pending = pygame.Rect(body.x, left.bottom + gap, left.width, px(92))
        right = pygame.Rect(body.right - px(316), body.y, px(316), body.height)
        centre = pygame.Rect(left.right + gap, body.y, right.x - left.right - 2 * gap, body.height)
        view = self.view
        panels.top_bar(ui, top, view)
        self._desk(ui, left, view)
        self._pending(ui, pending, view)
        self._centre(ui, centre, view)
        self._right(ui, right)
        answer = self._bottom(ui, bottom, view)
        if view.card is not None:
            chosen = card_dialog(ui, view.card, self.desk.settings.history_hints)
            if chosen:
                self.give(Choose(view.card.id, chosen))
        return self._keys(ui) or answer

    def _desk(self, ui: Ui, rect: pygame.Rect, view: RoomView) -> None:
        done = panels.policy_desk(ui, rect, view, self.group, self.draft)
        self.group = done.group
        if done.order is not None:
            self.order(*done.order)
        elif done.draft is not None and done.draft != self.draft:
            self.draft = done.draft
            self._restart_forecast()
            self._grow_forecast()
        if self.draft is not None:
            allowed, words = draft_cost(self.session, *self.draft, language())
            text = setting_text(self.session, *self.draft, language())
            self.message = f"{text}: {words}" if allowed else words

    def _pending(self, ui: Ui, rect: pygame.Rect, view: RoomView) -> None:
        pressed = panels.pending_panel(ui, rect, view)
        if pressed:
            self._step(pressed)

    def _step(self, which: str) -> None:
        (self.session.undo if which == "undo" else self.session.redo)()
        self.draft = None
        self._view = None
        self._restart_forecast()

    def _centre(self, ui: Ui, rect: pygame.Rect, view: RoomView) -> None:
        px = ui.px
        duel_height = px(126) if view.duel is not None else 0
        news = pygame.Rect(rect.x, rect.bottom - px(148), rect.width, px(148))
        upper = pygame.Rect(rect.x, rect.y, rect.width, news.y - rect.y - px(8))
        for place, name in enumerate(("charts", "table")):
            box = pygame.Rect(upper.x + place * px(104), upper.y, px(98), px(28))
            if ui.button(f"tab-{name}", box, say(name), selected=self.tab == name, size=12.5):
                self.tab = name
        names = [one.name for one in FIGURES]
        here = names.index(self.large)
        arrows = pygame.Rect(upper.right - px(64), upper.y, px(30), px(28))
        if ui.button("figure-before", arrows, "<", size=15):
            self.large, here = names[here - 1], here - 1
            self._restart_forecast()
        if ui.button("figure-after", arrows.move(px(34), 0), ">", size=15):
            self.large = names[(here + 1) % len(names)]
            self._restart_forecast()
        self._legend(ui, pygame.Rect(upper.x + px(214), upper.y, arrows.x - upper.x - px(222), px(28)))
        area = pygame.Rect(upper.x, upper.y + px(34), upper.width, upper.height - px(34) - duel_height)
        if self.tab == "table":
            table_panel(ui, area, self.session, language())
        else:
            data = chart(self.session, self.large, language(), self._forecast)
            draw_chart(ui, area, data, large=True)
        if view.duel is not None:
            box = pygame.Rect(upper.x, upper.bottom - duel_height + px(8), upper.width, duel_height - px(8))
            move = panels.duel_panel(ui, box, view.duel)
            if move:
                self.give(Exchange(view.duel.id, move))  # type: ignore[arg-type]
        panels.news_panel(ui, news, view)

    def _legend(self, ui: Ui, rect: pygame.Rect) -> None:
        canvas, px = ui.canvas, ui.px
        x, y = rect.x, rect.centery
        for name, colour in (("yours", YOURS), ("history", HISTORY), ("forecast", YOURS)):
            ends = [(x, y), (x + px(22), y)]
            if name == "yours":
                canvas.curve(ends, colour, 2.0)
            else:
                canvas.dashed(ends, colour, 1.8, *((6, 4) if name == "history" else (2.5, 2.5)))
            x += px(28) + canvas.text(say(name), (x + px(28), y - px(8)), 11, DIM) + px(14)

    def _right(self, ui: Ui, rect: pygame.Rect) -> None:
        """Four small charts; a press makes one large."""
        gap = ui.px(8)
        height = (rect.height - 3 * gap) // 4
        for place, name in enumerate(SMALL_CHARTS):
            box = pygame.Rect(rect.x, rect.y + place * (height + gap), rect.width, height)
            draw_chart(ui, box, chart(self.session, name, language(), self._forecast), window=self._window())
            if ui.inputs.pressed and box.collidepoint(ui.inputs.mouse) and self.view.card is None:
                self.large, self.tab = name, "charts"
                ui.again = True

    def _window(self) -> tuple[int, int]:
        """Small charts look at the last years and the forecast rather than at all forty."""
        level, month = self.session.level, self.session.state.month
        first = max(level.start, month - 12 * _FAST_YEARS)
        return first, min(max(month + FORECAST_MONTHS, first + 12 * 8), level.end)

    def _bottom(self, ui: Ui, rect: pygame.Rect, view: RoomView) -> Answer | None:
        px = ui.px
        buttons = pygame.Rect(rect.right - px(196), rect.y, px(196), rect.height)
        panels.timeline(ui, pygame.Rect(rect.x, rect.y, buttons.x - rect.x - px(8), rect.height), view.timeline)
        label = say("debrief") if view.finished else f"{say('end_turn')}  ({say('space')})"
        main = pygame.Rect(buttons.x, buttons.y, buttons.width, px(38))
        words = self.message or view.notice
        if words:
            spot = pygame.Rect(rect.x + px(372), rect.y - px(34), rect.width - px(700), px(26))
            ui.canvas.text(words, (spot.x, spot.y), 12, BAD if not self.draft else HISTORY, limit=spot.width)
        if ui.button("end_turn", main, label, primary=True, size=14, enabled=view.card is None):
            if view.finished:
                return self._debrief()
            self.end_turn()
        small = pygame.Rect(buttons.x, buttons.y + px(44), px(94), px(28))
        if ui.button("save", small, say("save"), size=12, tip="Ctrl+S"):
            self.save()
        if ui.button("menu", small.move(px(102), 0), say("menu"), size=12, tip="Esc"):
            return Back()
        return None

    def save(self) -> None:
        level = self.session.level.id
        problem = self.desk.save(self.session, f"{level}-{self.view.date}")
        self.message = problem or say("saved")

    def _debrief(self) -> Answer:
        from game.ui.debrief import Debrief

        return Replace(partial(Debrief, self.desk, self.session))

    def _keys(self, ui: Ui) -> Answer | None:
        if ui.key(pygame.K_z, pygame.KMOD_CTRL):
            self._step("undo")
        if ui.key(pygame.K_y, pygame.KMOD_CTRL):
            self._step("redo")
        if ui.key(pygame.K_s, pygame.KMOD_CTRL):
            self.save()
        if ui.key(pygame.K_1):
            self.tab = "charts"
        if ui.key(pygame.K_2):
            self.tab = "table"
        if ui.key(pygame.K_F1):
            from game.ui.menus import Help

            return Show(partial(Help, self.desk))
        if ui.key(pygame.K_SPACE) and self.view.card is None:
            if self.session.finished:
                return self._debrief()
            self.end_turn()
        if ui.key(pygame.K_ESCAPE):
            self.message = self.desk.autosave(self.session)
            return Back()
        return None
