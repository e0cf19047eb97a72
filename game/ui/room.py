"""The situation room: desk, charts, news, timeline; every chart's forecast moves while a lever is dragged."""

from __future__ import annotations

from functools import partial

import pygame

from game.desk import Desk
from game.rules.commands import Choose, Exchange, Withdraw
from game.session import Session
from game.ui import panels, sound
from game.ui.branches import branch_screen
from game.ui.caretaker import Caretaker
from game.ui.centre.centre import TABS as CENTRE_TABS
from game.ui.centre.centre import Centre
from game.ui.codex import CodexScreen
from game.ui.commands_bar import commands_bar
from game.ui.dialogs import card_dialog, save_dialog
from game.ui.duel_panel import duel_panel
from game.ui.guide import guide
from game.ui.layout import columns, rows
from game.ui.policy_desk import ALL, FINDER, policy_desk
from game.ui.predict import PredictScreen
from game.ui.room_charts import ChartedSeat
from game.ui.room_layout import MOVED, PARTS, Breadth, RoomLayout, breadth_of, room_layout
from game.ui.screen import Answer, Back, Replace, Show
from game.ui.standing import StandingScreen
from game.ui.table import table_panel
from game.ui.theme import BAD, GOOD, LINE, PANEL
from game.ui.timeline import draw_timeline, timeline_month
from game.ui.top_bar import approvals_panel, top_bar
from game.ui.turn_report import TurnReport
from game.ui.tutor import Tutor
from game.ui.ui import Ui
from game.ui.widgets import button, tabs
from game.ui.words import language, say
from game.views.duel import DuelView
from game.views.lever_rows import DraftView, draft_view
from game.views.room import RoomView
from game.views.sentences import month_code

TABS = (*CENTRE_TABS, "report", "table")
_FEW = 6  # levers
_NUMBERED = 9  # tabs that have a number key


class Room(ChartedSeat):
    """One game on the screen. The session decides; this only shows it and hands commands over."""

    needs = (620, 352)

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk, session, TABS[0])
        self.group = "prices"
        shown = [one for one in session.level.levers if not session.level.hidden(one.id, session.state.month)]
        if len(shown) <= _FEW and not session.level.about.steps:
            self.group = ALL  # what fits into one list need not be looked for in groups
        self.breadth: Breadth = "wide"
        self.centre = Centre()
        self.whole = False  # the large chart shows the whole span rather than the recent years
        self.duel_shown = ""  # of several duels
        self.saving: str | None = None  # text of the save's name while its dialog is open
        self.tutor = Tutor(desk, session)

    def take(self, session: Session) -> None:
        super().take(session)
        self.centre, self.tutor = Centre(), Tutor(self.desk, session)

    def busy(self) -> bool:
        return self.waits() or (self.draft is None and self.outlook.widening)

    def waits(self) -> bool:
        """Whether lines are still to come that somebody waits for; a band is not waited for."""
        return self.outlook.busy or self.centre.busy(self.tab)

    def draw(self, ui: Ui) -> Answer | None:
        self.outlook.grow(idle=self.draft is None and not ui.inputs.down)
        self._autoplay(ui)
        ui.space_presses = False
        ui.canvas.clear()
        view = self.view
        self._open_part(ui)
        lay = room_layout(ui, self.part, self._enlarged)
        kept = partial(ui.keeping.panel, ui)
        if lay.top.width:
            kept("top", lay.top, (self.version, lay.breadth), lambda: top_bar(ui, lay.top, view, lay.breadth))
        if lay.parts.width:
            self._parts(ui, lay.parts)
        if lay.desk.width:
            if self.draft is None:
                kept(
                    "desk",
                    lay.desk,
                    (self.version, self.group, ui.texts.get(FINDER, "")),
                    lambda: self._desk(ui, lay.desk, view),
                )
            else:
                self._desk(ui, lay.desk, view)
        if lay.orders.width:
            kept("orders", lay.orders, (self.version, self.months_ahead), lambda: self._pending(ui, lay.orders, view))
        if self._enlarged:
            self.centre.draw(ui, lay.centre, self.tab, self)
            self.said, self.centre.said = self.centre.said or self.said, None
        elif lay.centre.width:
            self._centre(ui, lay.centre, view)
        if lay.news.width and self._duel_below():
            self._duel(ui, lay.news, view.duels)
        elif lay.news.width:
            kept("news", lay.news, self.version, lambda: self._news(ui, lay.news, view, lay.breadth))
        if lay.small.width:
            self.small_charts(ui, lay.small)
        answer = self._bottom(ui, lay, view) if lay.buttons.width else None
        answer = self._dialogs(ui) or answer
        if self.saving is None and (self.view.card is None or self.card_away) and not self._enlarged:
            if self.session.level.about.steps:
                self.tutor.draw(ui, lay, self.session)
            else:
                guide(ui, self.desk, lay)
        answer = self._keys(ui) or answer
        for name in ("standing-bar", "standing-purse"):
            place = ui.places.get(name)
            if place is None or not (ui.clicked(name, place) or ui.entered(name)):
                continue
            answer = Show(partial(StandingScreen, self.desk, self.session))
        if self.report_due and self.view.card is None and answer is None:
            self.report_due = False
            answer = Show(partial(TurnReport, self.desk, self.session))
        if self.said is not None:
            ui.toast(self.said[0], BAD if self.said[1] else GOOD)
            self.said = None
        return answer

    @property
    def _enlarged(self) -> bool:
        """Whether one of the pictures has the window to itself."""
        in_sight = self.breadth != "narrow" or self.part == "centre"
        return self.centre.enlarged and in_sight and self.tab in CENTRE_TABS

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
        if done.eyed and (done.draft or not self.waits()):
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
        month = self.month_ahead() if self.months_ahead else 0
        return draft_view(self.session, *self.draft, month, language())

    def _pending(self, ui: Ui, rect: pygame.Rect, view: RoomView) -> None:
        if view.duels and self.breadth == "narrow":
            box, rect = rows(rect, ui.px(126), 1.0, gap=ui.px(6))
            self._duel(ui, box, view.duels)
        pressed, self.months_ahead = panels.pending_panel(ui, rect, view, self.months_ahead)
        word, _, lever_id = pressed.partition(" ")
        if word == "withdraw":
            self.give(Withdraw(lever_id))
        elif word:
            self.step(word)

    def _open_part(self, ui: Ui) -> None:
        """Leave a tab that this breadth of the window does not have."""
        self.breadth = breadth_of(ui)
        if self.breadth != "medium" and self.tab in MOVED and self.tab not in self.tab_names:
            self.part = self.tab
            self.tab = TABS[0]
        elif self.breadth == "medium" and self.part in MOVED:
            self.tab, self.part = self.part, "centre"

    def _duel_below(self) -> bool:
        """Whether a duel stands where the news are otherwise, which are a tab away meanwhile."""
        return self.breadth == "wide" and bool(self.view.duels)

    def _parts(self, ui: Ui, rect: pygame.Rect) -> None:
        """What a narrow room shows: desk, orders, centre, small charts or news."""
        self.part = tabs(ui, "part", rect, self.part, [(name, say(f"part.{name}")) for name in PARTS])

    @property
    def tab_names(self) -> tuple[str, ...]:
        """The centre's tabs; in a medium window also what has no place of its own."""
        if self.breadth == "medium":
            return (*TABS, *MOVED)
        return (*TABS, "news") if self._duel_below() else TABS

    def _centre(self, ui: Ui, rect: pygame.Rect, view: RoomView) -> None:
        px = ui.px
        names = self.tab_names
        options = [(name, say(name if name in TABS else f"part.{name}")) for name in names]
        bar, area = rows(rect, px(28), 1.0, gap=px(6))
        tips = {name: ui.keys.text(f"tab_{place + 1}") for place, name in enumerate(names[:_NUMBERED])}
        self.tab = tabs(ui, "tab", bar, self.tab, options, tips=tips)
        if view.duels and self.breadth == "medium":
            area, box = rows(area, 1.0, px(126), gap=px(8))
            self._duel(ui, box, view.duels)
        if self.tab == "table":
            table_panel(ui, area, self.session, language())
        elif self.tab == "report":
            panels.report_panel(ui, area, view.changes)
        elif self.tab == "overview":
            self.small_charts(ui, area)
        elif self.tab == "news":
            self._news(ui, area, view, self.breadth)
        else:
            self.centre.draw(ui, area, self.tab, self)
            self.said, self.centre.said = self.centre.said or self.said, None

    def _duel(self, ui: Ui, rect: pygame.Rect, duels: tuple[DuelView, ...]) -> None:
        shown, move = duel_panel(ui, rect, duels, self.duel_shown)
        ui.again = ui.again or (bool(self.duel_shown) and shown != self.duel_shown)
        self.duel_shown = shown
        if move:
            self.give(Exchange(shown, move))  # type: ignore[arg-type]

    def _news(self, ui: Ui, rect: pygame.Rect, view: RoomView, breadth: str) -> None:
        """News and advice; in a narrow room the constituencies too, which its top bar leaves out."""
        if breadth == "narrow":
            approvals, rect = rows(rect, ui.px(60), 1.0, gap=ui.px(6))
            ui.canvas.panel(approvals, PANEL, border=LINE)
            approvals_panel(ui, approvals.inflate(-ui.px(20), -ui.px(6)), view, 3)
        panels.news_panel(ui, rect, view)

    def _bottom(self, ui: Ui, lay: RoomLayout, view: RoomView) -> Answer | None:
        px = ui.px
        if lay.line.width:
            ui.keeping.panel(ui, "timeline", lay.line, self.version, lambda: draw_timeline(ui, lay.line, view.timeline))
        past = timeline_month(ui, lay.line, view.timeline)
        if past is not None:
            return Show(branch_screen(self, past))
        word = "debrief" if view.finished else "answer" if view.card is not None else "end_turn"
        word = "run_to_end" if self._removed else word
        if lay.breadth == "narrow":
            row, main = columns(lay.buttons, 1.0, 1.0, gap=px(6))
        else:
            main, row = rows(lay.buttons, px(38), 1.0, gap=px(5))
        if button(
            ui, "end_turn", main, say("with_key", words=say(word), key=ui.keys.text("end_turn")), primary=True, size=14
        ):
            return self._go_on()
        return self._command(ui, commands_bar(ui, row, self.auto))

    def _command(self, ui: Ui, pressed: str) -> Answer | None:
        """What a press in the row under "End turn" does."""
        if pressed == "save":
            self._ask_save(ui)
        elif pressed == "auto":
            self.auto.press(self.desk.settings.autoplay_speed)
        elif pressed == "guide" and self.session.level.about.steps:
            self.tutor.put_away(not self.tutor.away)
        elif pressed == "guide":
            step = self.desk.settings.guide_step
            self.desk.keep_settings({"guide_step": 1 if step < 1 else -1})
        elif pressed == "menu":
            return self._leave()
        return self._screen(pressed)

    def _screen(self, name: str) -> Answer | None:
        """What stands over the room after a command or key of this name."""
        if name == "report":
            return Show(partial(TurnReport, self.desk, self.session))
        if name == "codex":
            return Show(partial(CodexScreen, self.desk, "", self.session.level))
        if name == "standing":
            return Show(partial(StandingScreen, self.desk, self.session))
        if name == "predict":
            return Show(partial(PredictScreen, self.desk, self))
        return Show(branch_screen(self)) if name == "branches" else None

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
                return Show(partial(CodexScreen, self.desk, f"card:{self.view.card.id}", self.session.level))
            elif chosen:
                self.give(Choose(self.view.card.id, chosen))
                ui.again = True
        return None

    def _ask_save(self, ui: Ui) -> None:
        self.saving = f"{self.session.level.id}-{month_code(min(self.session.state.month, self.session.level.end))}"
        ui.focus = "save-name"
        ui.again = True

    @property
    def _removed(self) -> bool:
        """Whether a caretaker holds the settings; nothing is left to decide then."""
        return self.session.state.caretaker and not self.session.finished

    def _go_on(self) -> Answer | None:
        """What the main button and its key do."""
        if self._removed:
            return Replace(partial(Caretaker, self.desk, self.session))
        if self.session.finished:
            return self._debrief()
        if self.asks_prediction():
            return Show(partial(PredictScreen, self.desk, self))
        self.end_turn()
        return None

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
        if ui.acts("undo"):
            self.step("undo")
        if ui.acts("redo"):
            self.step("redo")
        if ui.acts("save"):
            self._ask_save(ui)
        for place, name in enumerate(self.tab_names[:_NUMBERED]):
            if ui.acts(f"tab_{place + 1}"):
                self.tab, self.part = name, "centre"
                ui.again = True
        if ui.acts("find"):
            self.group, self.part, ui.focus = ALL, "desk", FINDER
        for name in ("codex", "standing", "predict", "branches"):
            if ui.acts(name):
                return self._screen(name)
        if self.auto.on and (ui.acts("back") or ui.acts("end_turn")):
            self.auto.stop()
        if ui.acts("end_turn"):
            ui.again = True
            return self._go_on()
        if self.tab == "abroad" and self.centre.abroad.page and ui.acts("back"):
            self.centre.abroad.page = ""
            ui.again = True
        elif ui.acts("back"):
            if not self._enlarged:
                return self._leave()
            self.centre.enlarged = False
            ui.again = True
        return None
