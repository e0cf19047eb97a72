"""One running game: the only writer of state and journal; what window, text and command line talk to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace

import numpy as np

from game.baseline import Baseline, Mark, Recorder, baseline, playing_baseline
from game.books import Books, Recording
from game.economy import guard
from game.economy.blocks import Array
from game.economy.dimensions import month_label
from game.economy.policy import Policy
from game.kernels.course import begin
from game.rules import levers, objectives
from game.rules.commands import Command, EndTurn, Predict, Sketch, Verdict
from game.rules.events import Event
from game.rules.expectation import Expectation, expectation
from game.rules.game_state import Engine, GameState
from game.rules.level import Card, Level, Objective
from game.rules.month import spending_scale
from game.rules.score import Score
from game.rules.turns import turn_count

__all__ = ["Baseline", "Lineage", "Mark", "Session", "baseline", "playing_baseline"]


@dataclass(frozen=True, slots=True)
class Lineage:
    """Which future of which game this is; a game of its own has one future and no parent."""

    game: str = ""  # the same for all futures of one game; empty where nobody keeps them
    branch: int = 1
    title: str = ""
    parent: int = 0  # the branch it left; 0 for the first
    left: int = 0  # the month in which it left its parent


@dataclass(slots=True)
class _Step:
    """One command of the journal with the state before it."""

    command: Command
    before: GameState
    events: tuple[Event, ...]
    marks: tuple[Mark, ...]


class Session:
    """A game in progress. Commands go in through `submit`; everything else only reads."""

    def __init__(self, level: Level, engine: Engine, marking: bool = True) -> None:
        self.level = level
        self.engine = engine
        self.books = Books()
        self._marking = marking  # a third of the time goes into marks; who only wants the score can do without
        self._recorder = Recorder(level, engine, self.books, marking)
        self.rules = self._recorder.rules
        self.opening, self.opening_events = self.rules.start(level, engine)
        self.state = self.opening
        self._steps: list[_Step] = []
        self._undone: list[Command] = []
        self._expected: tuple[GameState, Expectation] | None = None
        self.rewinds = 0  # how often time was turned back, over saves and branches
        self.ironman = False  # chosen at the start: time shall not be turned back
        self.lineage = Lineage()
        self.seen = 0  # first month that no other branch of the game has lived through; 0 without branches

    @classmethod
    def replay(cls, level: Level, engine: Engine, commands: Sequence[Command]) -> Session:
        """A session with commands already given.

        Raises turn.RefusedError at the first command that the rules refuse.
        """
        session = cls(level, engine)
        for command in commands:
            session.submit(command)
        return session

    @property
    def finished(self) -> bool:
        return self.state.ended

    @property
    def opened(self) -> bool:
        """Whether the truth lies open: at the debrief, or in a level that hides nothing."""
        return self.finished or self.level.knowledge == "now"

    @property
    def recording(self) -> Recording:
        """The true figures, for scores, files and the debrief; what is shown in play comes from `series`."""
        return self.books.true

    @property
    def months(self) -> int:
        """Months lived through."""
        return self.books.true.months

    @property
    def commands(self) -> tuple[Command, ...]:
        """All commands so far, in order."""
        return tuple(step.command for step in self._steps)

    @property
    def turns(self) -> int:
        """Number of turns of the level."""
        return turn_count(self.level)

    @property
    def may_rewind(self) -> bool:
        """Whether time may be turned back, by the level's rule and the player's own."""
        return not self.ironman and self.level.rewind == "free"

    @property
    def stops(self) -> tuple[int, ...]:
        """Places of the journal at which time stood still and the player had the word: the start, and every stop."""
        return (0, *(place + 1 for place, step in enumerate(self._steps) if isinstance(step.command, EndTurn)))

    def stop_of_turn(self, turn: int) -> int:
        """The place of the journal at which a turn began.

        Raises KeyError for a turn that was not reached.
        """
        for place in self.stops:
            if self.state_at(place).turn == turn:
                return place
        raise KeyError(str(turn))

    def state_at(self, place: int) -> GameState:
        """The whole state after so many commands; that of today at the end."""
        return self._steps[place].before if place < len(self._steps) else self.state

    def until(self, place: int) -> Session:
        """This game as it stood after its first `place` commands, to the bit and without playing it again."""
        then = copy(self)
        then.state, then._expected = self.state_at(place), None
        then._steps, then._undone = self._steps[:place], []
        then.books = self.books.until(then.state.month - self.level.start)
        then._recorder = Recorder(self.level, self.engine, then.books, self._marking)
        return then

    def check(self, command: Command) -> Verdict:
        return self.rules.check(self.level, self.state, command)

    def submit(self, command: Command) -> tuple[Event, ...]:
        """Give a command.

        Raises turn.RefusedError when the rules refuse it, guard.EngineError when the economy leaves its bounds; the
        game is then unchanged, and the error carries the last good month.
        """
        before = self.state
        months = self.months
        if isinstance(command, Predict | Sketch) and command.seen < self.seen:
            command = replace(command, seen=self.seen)
        try:
            self.state, events = self._recorder.apply(before, command)
            marked = self._marking and isinstance(command, EndTurn)
            marks = (*self._recorder.marks, self._turn_mark()) if marked else ()
        except Exception:
            self.state = before
            self.books.cut(months)
            raise
        self._steps.append(_Step(command, before, events, marks))
        self._undone.clear()
        return events

    @property
    def marks(self) -> tuple[tuple[Mark, ...], ...]:
        """For each command the marks that follow it and that a replay must reproduce; none unless time moved."""
        return tuple(step.marks for step in self._steps)

    @property
    def last_marks(self) -> tuple[Mark, ...]:
        """The marks of the last command."""
        return self._steps[-1].marks if self._steps else ()

    def _turn_mark(self) -> Mark:
        live = self.score()
        return {
            "do": "turn",
            "month": month_label(self.state.month - 1),
            "state": self.state.digest(),
            "share": live.share.points,
            "price": live.price.points,
            "leverage": live.leverage.points,
        }

    def pending(self) -> tuple[Command, ...]:
        """Commands since time last moved: what undo can take back."""
        tail: list[Command] = []
        for step in reversed(self._steps):
            if isinstance(step.command, EndTurn):
                break
            tail.append(step.command)
        return tuple(reversed(tail))

    def undo(self) -> bool:
        """Take back the last command of this turn; False when time has moved since."""
        if not self._steps or isinstance(self._steps[-1].command, EndTurn):
            return False
        step = self._steps.pop()
        self.state = step.before
        self._undone.append(step.command)
        return True

    def redo(self) -> bool:
        if not self._undone:
            return False
        kept = self._undone[:-1]
        self.submit(self._undone[-1])
        self._undone = kept
        return True

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def month_of(self, place: int) -> int:
        """The month in which the command at a place of the journal was given."""
        return self._steps[place].before.month

    def state_before(self, place: int) -> GameState:
        """The whole state in which the command at a place of the journal was given."""
        return self._steps[place].before

    def events_of(self, place: int) -> tuple[Event, ...]:
        """What happened at the command at a place of the journal."""
        return self._steps[place].events

    def approvals_before(self, place: int) -> Mapping[str, float]:
        """The constituencies' approval when the command at a place of the journal was given."""
        return self._steps[place].before.approvals

    def last_events(self) -> tuple[Event, ...]:
        """What happened at the last end of turn."""
        for step in reversed(self._steps):
            if isinstance(step.command, EndTurn):
                return step.events
        return self.opening_events

    def open_cards(self) -> tuple[Card, ...]:
        return tuple(self.level.card(card) for card in self.state.open_cards)

    @property
    def _history(self) -> Baseline:
        return baseline(self.level, self.engine)

    @property
    def figures(self) -> Mapping[str, float]:
        """The indicators of the last month, as far as they may be shown."""
        return self.state.figures if self.opened else self.state.known

    def series(self, name: str) -> Array:
        """Monthly values of a figure since the level's start, as far as they may be shown."""
        return self.books.series(name, self.opened)

    def history_series(self, name: str) -> Array:
        """The same figure in history's run over the whole level."""
        return self._history.books.series(name, self.opened)

    def true_series(self, name: str, history: bool = False) -> Array:
        """Monthly values as they really are, yours or history's: for the debrief and for files."""
        return (self._history.books if history else self.books).series(name, True)

    def known_series(self, name: str, history: bool = False) -> Array:
        """Monthly values, yours or history's, as Beijing could tell them at the time, also at the debrief."""
        return (self._history.books if history else self.books).series(name, False)

    def ends(self, name: str) -> tuple[Array, Array]:
        """The lower and the upper end of what a figure may have been, by month; empty where it is no estimate."""
        return self.books.low.series(name), self.books.high.series(name)

    def end_columns(self, history: bool = False) -> tuple[Mapping[str, Sequence[float]], Mapping[str, Sequence[float]]]:
        """Lower and upper ends of all that is estimated, yours or history's; empty once the truth lies open."""
        books = self._history.books if history else self.books
        return ({}, {}) if self.opened else (books.low.columns, books.high.columns)

    def columns(self, history: bool = False) -> Mapping[str, Sequence[float]]:
        """All figures by month, yours or history's, as far as they may be shown."""
        return (self._history.books if history else self.books).columns(self.opened)

    def tally(self, history: bool = False) -> Array:
        """What the score is made of by month, yours or history's, as far as it may be shown."""
        true = self._history.tally if history else self.state.tally
        return true if self.opened else (self._history.books if history else self.books).tally(true)

    def score(self, months: int | None = None) -> Score:
        """Score to date, or after so many months, from what may be shown; the true one when the level is over."""
        return self.rules.score(self.tally()[:months], self.tally(history=True))

    def true_score(self) -> Score:
        """Score to date of the true figures."""
        return self.rules.score(self.state.tally, self._history.tally)

    def objectives(self) -> tuple[tuple[Objective, float, bool], ...]:
        return objectives.met(self.level, self.score(), self.figures)

    def forecast(self, draft: Mapping[str, float], months: int = 60, names: Sequence[str] = ()) -> Mapping[str, Array]:
        """What the engine expects under current orders and a draft: figure -> monthly values from now on."""
        kept: dict[str, list[float]] = {}
        for figures in self.forecast_months(draft, months):
            for name in names or figures:
                kept.setdefault(name, []).append(float(figures[name][0]))
        return {name: np.array(values) for name, values in kept.items()}

    def forecast_months(self, draft: Mapping[str, float], months: int) -> Iterator[Mapping[str, Array]]:
        """The forecast month by month, so that a window can show it grow within its frames.

        Raises guard.BadInputError for a draft that no lever of the engine can stand at.
        """
        expected = self.expectation()
        course = begin(expected.parameters(self.engine.parameters), expected.economy)
        for month, row in self.policy_ahead(draft, months):
            yield dict(zip(course.names, course.advance(row, expected.row(month)), strict=True))

    def as_of(self, state: GameState) -> Session:
        """The session as it stood in an earlier state, for looking back only; its series still run to today."""
        then = copy(self)
        then.state, then._expected = state, None
        return then

    def expectation(self) -> Expectation:
        """What a forecast may know: it starts from what is believed, and knows no future but what is announced."""
        state = self.state
        if self._expected is None or self._expected[0] is not state:
            self._expected = state, expectation(self.level, state, self.engine)
        return self._expected[1]

    def policy_ahead(self, draft: Mapping[str, float], months: int) -> Iterator[tuple[int, Array]]:
        """The months ahead within the level, each with the policy row of current orders, announcements and a draft.

        Raises guard.BadInputError for a draft that no lever of the engine can stand at.
        """
        state, level = self.state, self.level
        ramps = dict(state.ramps)
        for lever_id, value in draft.items():
            ramps[lever_id] = levers.ramp_to(level.lever(lever_id), ramps[lever_id], state.month, value)
        announced = list(state.announced)
        settings = {**state.settings, **draft}
        scale = spending_scale(state)
        expected = self.expectation()
        for month in range(state.month, min(state.month + months, level.end + 1)):
            for order in [o for o in announced if o.month <= month]:
                ramps[order.lever] = levers.ramp_to(level.lever(order.lever), ramps[order.lever], month, order.value)
                settings[order.lever] = order.value
                announced.remove(order)
            shocks = expected.shocks(month)
            row = levers.policy_row(level, ramps, month, shocks, levers.announced_severity(settings, announced), scale)
            guard.check_policy(Policy, row, month)
            yield month, row
