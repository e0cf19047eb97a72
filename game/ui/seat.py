"""One game as the person who sits before it steers it: orders, turns, undo, autoplay, and the view that follows."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import replace
from itertools import count

from game.desk import Desk
from game.faults import Fault
from game.futures import Futures
from game.rules.commands import Announce, Command, EndTurn, SetLever
from game.session import Session
from game.ui import sound
from game.ui.autoplay import Autoplay
from game.ui.outlook import Outlook
from game.ui.words import language
from game.views.branches import branch_title
from game.views.figures import ChartData, OtherLine
from game.views.predictions import may_predict
from game.views.room import RoomView, chart, room_view
from game.views.sentences import reason

_TOLD_MONTHS = 3  # a pause for a card after fewer months is not reported on by itself: cards may follow one another
_VERSIONS = count(1)  # of views, over all games: a kept picture belongs to one view of one game


class Seat:
    """Hands commands to the session and keeps what is shown of it until something changes."""

    def __init__(self, desk: Desk, session: Session) -> None:
        self.desk = desk
        self.session = session
        self.outlook = Outlook(session)
        self.months_ahead = 0  # 0: orders take effect at once; else they are announced so many months ahead
        self.draft: tuple[str, float] | None = None
        self.card_away = False  # the open card is put aside to look at the room
        self.said: tuple[str, bool] | None = None  # a notice for the toast, and whether it is bad
        self.auto = Autoplay()
        self.report_due = False  # the turn report opens by itself once the frame is drawn
        self.version = 0  # of the view, for pictures kept of its panels
        self.asked = 0  # turn in which a prediction was asked for
        self.overlaid: set[int] = set()  # futures that are drawn on every chart
        self._futures: Futures | None = None
        self._view: RoomView | None = None
        self._charts: dict[str, ChartData] = {}
        self._language = ""

    @property
    def view(self) -> RoomView:
        if self._view is None or self._language != language():
            self._view = room_view(self.session, language())
            self.version = next(_VERSIONS)
            self._charts = {}
            self._language = language()
        return self._view

    def chart(self, name: str) -> ChartData:
        if name not in self._charts:
            self._charts[name] = self.chart_beside(name, self.overlaid)
        return self._charts[name]

    @property
    def futures(self) -> Futures:
        """The futures of the game that is played here."""
        if self._futures is None:
            self._futures = Futures(self.desk, self.session)
        return self._futures

    def overlay(self, number: int) -> None:
        """Draw another future on every chart, or no longer."""
        self.overlaid ^= {number}
        self.forget_charts()

    def forget_charts(self) -> None:
        self._view, self._charts = None, {}

    def chart_beside(self, name: str, numbers: Set[int]) -> ChartData:
        """A figure as a chart, with other futures on it."""
        others = tuple(self._others(name, numbers)) if numbers else ()
        return replace(chart(self.session, name, language()), others=others)

    def _others(self, name: str, numbers: Set[int]) -> Iterator[OtherLine]:
        tree = self.futures.tree
        for number in sorted(numbers - {tree.current}):
            try:
                values = tree.game_of(number).books.series(name, self.session.opened).tolist()
            except (Fault, KeyError):
                continue  # the screen of futures says why
            yield OtherLine(branch_title(tree, number, language()), values, number - 1)

    def take(self, session: Session) -> None:
        """Sit down before another future of the same game."""
        self.session = session
        self.outlook = Outlook(session)
        self.months_ahead, self.card_away, self.report_due = 0, False, False
        self.auto.stop()
        self.changed()

    def changed(self) -> None:
        self.draft = None
        self.forget_charts()
        self.outlook.restart()

    def give(self, command: Command) -> bool:
        """Hand a command over; False and a notice when the rules refuse it."""
        verdict = self.session.check(command)
        if verdict.allowed:
            self.session.submit(command)
            self.said = ("", False)  # what was said of the order before no longer holds
            sound.cue("turn" if isinstance(command, EndTurn) else "stamp")
        else:
            self.said = (reason(self.session.level, verdict, language()), True)
        self.changed()
        return verdict.allowed

    def order(self, lever_id: str, value: float) -> None:
        """Set or announce a lever; a second move of the same lever in a row replaces the first."""
        command: Command = SetLever(lever_id, value)
        if self.months_ahead:
            command = Announce(lever_id, value, self.month_ahead())
        elif value == self.session.state.settings[lever_id]:
            self.draft = None
            return
        pending = self.session.pending()
        last = pending[-1] if pending else None
        if isinstance(last, SetLever | Announce) and type(last) is type(command) and last.lever == lever_id:
            self.session.undo()
            if value == self.session.state.settings[lever_id] and isinstance(command, SetLever):
                self.changed()
                return
        self.give(command)

    def month_ahead(self) -> int:
        return min(self.session.state.month + self.months_ahead, self.session.level.end)

    def asks_prediction(self) -> bool:
        """Whether to ask for a prediction before this turn ends: once, and only where one can be made."""
        wanted = self.desk.settings.ask_predictions or self.session.level.predictions == "asked"
        turn = self.session.state.turn
        if not wanted or self.asked == turn or self.view.card is not None or not may_predict(self.session):
            return False
        self.asked = turn
        return True

    def end_turn(self) -> None:
        if self.session.finished or self.view.card is not None:
            self.card_away = False
            return
        told, turn, month = self.view.notice, self.session.state.turn, self.session.state.month
        if self.give(EndTurn()):
            self.months_ahead = 0
            self.card_away = False
            problem = self.desk.autosave_turn(self.session)
            # What was said before the turn is not said again after it; autoplay goes on meanwhile.
            warned = problem or (self.view.notice if self.view.notice != told else "")
            self.said = (warned, True) if warned else None
            if warned or self.view.card is not None:
                sound.cue("alarm" if warned else "card")
            state = self.session.state
            worth = state.turn > turn or state.month - month >= _TOLD_MONTHS
            self.report_due = worth and self.desk.settings.turn_report and not self.auto.on
            if warned or self.session.finished:
                self.auto.stop()

    def step(self, which: str) -> None:
        """Undo or redo within the turn."""
        (self.session.undo if which == "undo" else self.session.redo)()
        self.changed()
