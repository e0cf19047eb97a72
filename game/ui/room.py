"""The situation room: desk, charts, news, timeline; every chart's forecast moves while a lever is dragged."""

from __future__ import annotations

from functools import partial

import pygame

from game.desk import Desk
from game.rules.commands import Announce, Choose, Command, EndTurn, Exchange, SetLever, Withdraw
from game.session import Session
from game.ui import panels, sound
from game.ui.autoplay import Autoplay
from game.ui.chart import draw_chart
from game.ui.codex import CodexScreen
from game.ui.commands_bar import commands_bar
from game.ui.dialogs import card_dialog, save_dialog
from game.ui.guide import guide
from game.ui.help import Help
from game.ui.outlook import MONTHS, Outlook
from game.ui.policy_desk import policy_desk
from game.ui.screen import Answer, Back, Replace, Show
from game.ui.table import table_panel
from game.ui.theme import BACKGROUND, BAD, DIM, FORECAST, GOOD, HISTORY, YOURS
from game.ui.timeline import draw_timeline
from game.ui.turn_report import TurnReport
from game.ui.ui import Ui
from game.ui.widgets import button, picker
from game.ui.words import language, say
from game.views.figures import FIGURES, SMALL_CHARTS, ChartData
from game.views.lever_rows import DraftView, draft_view
from game.views.room import RoomView, chart, room_view
from game.views.sentences import month_text, reason

TABS = ("charts", "report", "table")
_RECENT_YEARS = 12


class Room:
    """One game on the screen. The session decides; this only shows it and hands commands over."""

    def __init__(self, desk: Desk, session: Session) -> None:
        self.desk = desk
        self.session = session
        self.outlook = Outlook(session)
        self.group = "prices"
        self.tab = "charts"
        self.large = SMALL_CHARTS[0]
        self.whole = False  # the large chart shows the whole span rather than the recent years
        self.log: bool | None = None  # the person's wish for the large chart's axis; None as the figure prefers
        self.months_ahead = 0  # 0: orders take effect at once; else they are announced so many months ahead
        self.draft: tuple[str, float] | None = None
        self.card_away = False  # the open card is put aside to look at the room
        self.saving: str | None = None  # text of the save's name while its dialog is open
        self.said: tuple[str, bool] | None = None  # a notice for the toast, and whether it is bad
        self.auto = Autoplay()
        self.report_due = False  # the turn report opens by itself once the frame is drawn
        self._view: RoomView | None = None
        self._charts: dict[str, ChartData] = {}
        self._language = ""

    def busy(self) -> bool:
        return self.outlook.busy

    @property
    def view(self) -> RoomView:
        if self._view is None or self._language != language():
            self._view = room_view(self.session, language())
            self._charts = {}
            self._language = language()
        return self._view

    def chart(self, name: str) -> ChartData:
        if name not in self._charts:
            self._charts[name] = chart(self.session, name, language())
        return self._charts[name]

    def _changed(self) -> None:
        self.draft = None
        self._view = None
        self.outlook.restart()

    def give(self, command: Command) -> bool:
        """Hand a command over; False and a notice when the rules refuse it."""
        verdict = self.session.check(command)
        if verdict.allowed:
            self.session.submit(command)
            sound.cue("turn" if isinstance(command, EndTurn) else "stamp")
        else:
            self.said = (reason(self.session.level, verdict, language()), True)
        self._changed()
        return verdict.allowed

    def order(self, lever_id: str, value: float) -> None:
        """Set or announce a lever; a second move of the same lever in a row replaces the first."""
        command: Command = SetLever(lever_id, value)
        if self.months_ahead:
            command = Announce(lever_id, value, self._ahead())
        elif value == self.session.state.settings[lever_id]:
            self.draft = None
            return
        pending = self.session.pending()
        last = pending[-1] if pending else None
        if isinstance(last, SetLever | Announce) and type(last) is type(command) and last.lever == lever_id:
            self.session.undo()
            if value == self.session.state.settings[lever_id] and isinstance(command, SetLever):
                self._changed()
                return
        self.give(command)

    def _ahead(self) -> int:
        return min(self.session.state.month + self.months_ahead, self.session.level.end)

    def end_turn(self) -> None:
        if self.session.finished or self.view.card is not None:
            self.card_away = False
            return
        if self.give(EndTurn()):
            self.months_ahead = 0
            self.card_away = False
            problem = self.desk.autosave(self.session)
            warned = problem or self.view.notice
            self.said = (warned, True) if warned else None
            if warned or self.view.card is not None:
                sound.cue("alarm" if warned else "card")
            self.report_due = self.desk.settings.turn_report and not self.auto.on
            if warned or self.session.finished:
                self.auto.stop()

    def step(self, which: str) -> None:
        """Undo or redo within the turn."""
        (self.session.undo if which == "undo" else self.session.redo)()
        self._changed()

    def draw(self, ui: Ui) -> Answer | None:
        self.outlook.grow()
        self._autoplay(ui)
        ui.space_presses = False
        px = ui.px
        screen = ui.canvas.surface.get_rect()
        ui.canvas.surface.fill(BACKGROUND)
        gap = px(8)
        inner = screen.inflate(-2 * gap, -2 * gap)
        top = pygame.Rect(inner.x, inner.y, inner.width, px(64))
        bottom = pygame.Rect(inner.x, inner.bottom - px(72), inner.width, px(72))
        body = pygame.Rect(inner.x, top.bottom + gap, inner.width, bottom.y - top.bottom - 2 * gap)
        left = pygame.Rect(body.x, body.y, px(364), body.height - px(128) - gap)
        pending = pygame.Rect(body.x, left.bottom + gap, left.width, px(128))
        right = pygame.Rect(body.right - px(316), body.y, px(316), body.height)
        centre = pygame.Rect(left.right + gap, body.y, right.x - left.right - 2 * gap, body.height)
        view = self.view
        panels.top_bar(ui, top, view)
        self._desk(ui, left, view)
        self._pending(ui, pending, view)
        self._centre(ui, centre, view)
        self._right(ui, right)
        answer = self._bottom(ui, bottom, view)
        answer = self._dialogs(ui) or answer
        if self.saving is None and (self.view.card is None or self.card_away):
            guide(ui, self.desk)
        answer = self._keys(ui) or answer
        if self.report_due and self.view.card is None and answer is None:
            self.report_due = False
            answer = Show(partial(TurnReport, self.desk, self.session))
        if self.said is not None:
            ui.toast(self.said[0], BAD if self.said[1] else GOOD)
            self.said = None
        return answer

    def _autoplay(self, ui: Ui) -> None:
        """End the turn when autoplay is due; a card that was put aside stops it."""
        level, month = self.session.level, self.session.state.month
        sound.theme(level.era_at(min(month, level.end)).id)
        if self.card_away or self.session.finished:
            self.auto.stop()
        if self.auto.due(ui, self.saving is not None or self.view.card is not None or self.draft is not None):
            self.end_turn()

    def _desk(self, ui: Ui, rect: pygame.Rect, view: RoomView) -> None:
        done = policy_desk(ui, rect, view, self.group, self._draft())
        self.group = done.group
        if done.eyed and (done.draft or not self.busy()):
            self.outlook.watch(done.eyed)
        if done.order is not None:
            self.order(*done.order)
        elif done.draft is not None:
            ui.again = ui.again or done.draft != self.draft
            self.draft = done.draft
        elif self.draft is not None and not ui.inputs.down:
            self.draft = None
            ui.again = True

    def _draft(self) -> DraftView | None:
        if self.draft is None:
            return None
        month = self._ahead() if self.months_ahead else 0
        return draft_view(self.session, *self.draft, month, language())

    def _pending(self, ui: Ui, rect: pygame.Rect, view: RoomView) -> None:
        pressed, self.months_ahead = panels.pending_panel(ui, rect, view, self.months_ahead)
        word, _, lever_id = pressed.partition(" ")
        if word == "withdraw":
            self.give(Withdraw(lever_id))
        elif word:
            self.step(word)

    def _centre(self, ui: Ui, rect: pygame.Rect, view: RoomView) -> None:
        px = ui.px
        head = pygame.Rect(rect.x, rect.y, rect.width, px(28))
        self._tabs(ui, head)
        bottom = rect.bottom
        # The table needs the height; on it the news are a tab away.
        if self.tab != "table":
            news = pygame.Rect(rect.x, rect.bottom - px(128), rect.width, px(128))
            panels.news_panel(ui, news, view)
            bottom = news.y - px(8)
        if view.duel is not None:
            box = pygame.Rect(rect.x, bottom - px(126), rect.width, px(126))
            move = panels.duel_panel(ui, box, view.duel)
            if move:
                self.give(Exchange(view.duel.id, move))  # type: ignore[arg-type]
            bottom = box.y - px(8)
        area = pygame.Rect(rect.x, head.bottom + px(6), rect.width, bottom - head.bottom - px(6))
        if self.tab == "table":
            table_panel(ui, area, self.session, language())
        elif self.tab == "report":
            panels.report_panel(ui, area, view.changes)
        else:
            self._large(ui, area)

    def _tabs(self, ui: Ui, head: pygame.Rect) -> None:
        px = ui.px
        for place, name in enumerate(TABS):
            box = pygame.Rect(head.x + place * px(88), head.y, px(84), head.height)
            if button(ui, f"tab-{name}", box, say(name), selected=self.tab == name, size=12.5, tip=f"{place + 1}"):
                self.tab = name
        if self.tab != "charts":
            return
        right = pygame.Rect(head.right - px(52), head.y, px(52), head.height)
        if button(ui, "log", right, say("log"), selected=bool(self._log()), size=11.5, tip=say("log_tip")):
            self.log = not self._log()
        span = pygame.Rect(right.x - px(70), head.y, px(66), head.height)
        if button(ui, "whole", span, say("whole"), selected=self.whole, size=11.5, tip=say("whole_tip")):
            self.whole = not self.whole
        options = [(figure.name, figure.title(language())) for figure in FIGURES]
        box = pygame.Rect(head.x + len(TABS) * px(88) + px(6), head.y, 0, head.height)
        box.width = span.x - px(6) - box.x
        chosen = picker(ui, "figure", box, self.large, options)
        if chosen != self.large:
            self.large, self.log = chosen, None

    def _log(self) -> bool:
        return self.chart(self.large).log if self.log is None else self.log

    def _large(self, ui: Ui, area: pygame.Rect) -> None:
        window = None if self.whole else self._window()
        forecast, standing = self._forecasts(self.large)
        draw_chart(ui, area, self.chart(self.large), forecast, standing, True, window, self._log())
        self._legend(ui, pygame.Rect(area.x + ui.px(12), area.y + ui.px(28), area.width, ui.px(14)))

    def _forecasts(self, name: str) -> tuple[list[float], list[float]]:
        """The line to show, and the standing one beside it while there is a draft."""
        standing = list(self.outlook.standing(name))
        if self.draft is None:
            return standing, []
        return list(self.outlook.drafted(name, *self.draft)), standing

    def _legend(self, ui: Ui, rect: pygame.Rect) -> None:
        canvas, px = ui.canvas, ui.px
        x, y = rect.x, rect.centery
        for name, colour in (("yours", YOURS), ("history", HISTORY), ("forecast", FORECAST)):
            ends = [(x, y), (x + px(20), y)]
            if name == "history":
                canvas.dashed(ends, colour, 1.6)
            else:
                canvas.curve(ends, colour, 2.0)
            x += px(25) + canvas.text(say(name), (x + px(25), y - px(8)), 10.5, DIM) + px(14)

    def _right(self, ui: Ui, rect: pygame.Rect) -> None:
        """Four small charts; a press makes one large."""
        gap = ui.px(8)
        height = (rect.height - 3 * gap) // 4
        for place, name in enumerate(SMALL_CHARTS):
            box = pygame.Rect(rect.x, rect.y + place * (height + gap), rect.width, height)
            forecast, standing = self._forecasts(name)
            draw_chart(ui, box, self.chart(name), forecast, standing, window=self._window())
            ui.place(f"small-{name}", box)
            if ui.clicked(f"small-{name}", box) or ui.entered(f"small-{name}"):
                self.large, self.log, self.tab = name, None, "charts"
                ui.again = True

    def _window(self) -> tuple[int, int]:
        """The last years and the forecast rather than all forty years."""
        level, month = self.session.level, self.session.state.month
        first = max(level.start, month - 12 * _RECENT_YEARS)
        return first, min(max(month + MONTHS, first + 12 * 8), level.end)

    def _bottom(self, ui: Ui, rect: pygame.Rect, view: RoomView) -> Answer | None:
        px = ui.px
        buttons = pygame.Rect(rect.right - px(226), rect.y, px(226), rect.height)
        draw_timeline(ui, pygame.Rect(rect.x, rect.y, buttons.x - rect.x - px(8), rect.height), view.timeline)
        word = "debrief" if view.finished else "answer" if view.card is not None else "end_turn"
        main = pygame.Rect(buttons.x, buttons.y, buttons.width, px(38))
        if button(ui, "end_turn", main, f"{say(word)}  ({say('space')})", primary=True, size=14):
            if view.finished:
                return self._debrief()
            self.end_turn()
        small = pygame.Rect(buttons.x, buttons.y + px(42), buttons.width, px(30))
        return self._command(ui, commands_bar(ui, small, self.auto))

    def _command(self, ui: Ui, pressed: str) -> Answer | None:
        """What a press in the row under "End turn" does."""
        if pressed == "save":
            self._ask_save(ui)
        elif pressed == "auto":
            self.auto.press()
        elif pressed == "guide":
            step = self.desk.settings.guide_step
            self.desk.keep_settings({"guide_step": 1 if step < 1 else -1})
        elif pressed == "report":
            return Show(partial(TurnReport, self.desk, self.session))
        elif pressed == "codex":
            return Show(partial(CodexScreen, self.desk))
        elif pressed == "menu":
            return self._leave()
        return None

    def _dialogs(self, ui: Ui) -> Answer | None:
        if self.saving is not None:
            self.saving, confirmed = save_dialog(ui, self.saving)
            if confirmed and self.saving:
                problem = self.desk.save(self.session, self.saving)
                self.said = (problem or say("saved"), bool(problem))
                self.saving = None
        elif self.view.card is not None and not self.card_away:
            chosen = card_dialog(ui, self.view.card, self.desk.settings.history_hints)
            if chosen == "away":
                self.card_away = True
                ui.again = True
            elif chosen == "sources":
                cited = self.view.card.cited
                return Show(partial(CodexScreen, self.desk, f"fact:{cited}" if cited else "sources"))
            elif chosen:
                self.give(Choose(self.view.card.id, chosen))
                ui.again = True
        return None

    def _ask_save(self, ui: Ui) -> None:
        self.saving = f"{self.session.level.id}-{month_text(min(self.session.state.month, self.session.level.end))}"
        ui.focus = "save-name"
        ui.again = True

    def _debrief(self) -> Answer:
        from game.ui.debrief import Debrief

        problem = self.desk.keep_result(self.session)
        self.said = (problem, True) if problem else None
        return Replace(partial(Debrief, self.desk, self.session))

    def _leave(self) -> Answer:
        self.desk.autosave(self.session)
        return Back()

    def _keys(self, ui: Ui) -> Answer | None:
        if self.saving is not None:
            return None
        if ui.key(pygame.K_z, pygame.KMOD_CTRL):
            self.step("undo")
        if ui.key(pygame.K_y, pygame.KMOD_CTRL):
            self.step("redo")
        if ui.key(pygame.K_s, pygame.KMOD_CTRL):
            self._ask_save(ui)
        for place, name in enumerate(TABS):
            if ui.key(pygame.K_1 + place):
                self.tab = name
                ui.again = True
        if ui.key(pygame.K_F1):
            return Show(partial(Help, self.desk))
        if ui.key(pygame.K_F2):
            return Show(partial(CodexScreen, self.desk))
        if self.auto.on and (ui.key(pygame.K_ESCAPE) or ui.key(pygame.K_SPACE)):
            self.auto.stop()
        if ui.key(pygame.K_SPACE):
            ui.again = True
            if self.session.finished:
                return self._debrief()
            self.end_turn()
        return self._leave() if ui.key(pygame.K_ESCAPE) else None
