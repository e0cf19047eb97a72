"""One running game: the only writer of state and journal; what window, text and command line talk to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass

import numpy as np

from game.books import Books, Recording
from game.economy import guard
from game.economy.blocks import Array
from game.economy.dimensions import month_label
from game.economy.policy import Policy
from game.kernels.course import begin
from game.rules import levers, objectives, turn
from game.rules.commands import Command, EndTurn, Verdict
from game.rules.events import Event
from game.rules.expectation import Expectation, expectation
from game.rules.game_state import Engine, GameState
from game.rules.history_player import play_history
from game.rules.level import Card, Level, Objective
from game.rules.month import spending_scale
from game.rules.opening import start_game
from game.rules.score import Score, score
from game.rules.turns import turn_count

# What a journal says after time has moved and a replay must reproduce: the full-state hash of each month lived through
# (`mark`), then that of the turn's end with the headline figures to date (`turn`).
Mark = dict[str, str | float]


@dataclass(frozen=True, slots=True)
class Baseline:
    """History's own run of a level: the opponent in every score."""

    books: Books
    tally: Array
    commands: tuple[Command, ...]
    opening: GameState
    final: GameState

    @property
    def recording(self) -> Recording:
        """The true figures."""
        return self.books.true


@dataclass(slots=True)
class _Step:
    """One command of the journal with the state before it."""

    command: Command
    before: GameState
    events: tuple[Event, ...]
    marks: tuple[Mark, ...]


_BASELINES: dict[tuple[str, ...], Baseline] = {}
_KEPT_BASELINES = 32


class _Recorder:
    """Watches months go by inside a turn: `turn.apply` runs several, each is recorded and, if wanted, marked."""

    def __init__(self, level: Level, engine: Engine, books: Books, marking: bool = False) -> None:
        self.level = level
        self.engine = engine
        self.books = books
        self.marking = marking
        self.marks: list[Mark] = []  # of the last command

    def apply(self, state: GameState, command: Command) -> tuple[GameState, tuple[Event, ...]]:
        self.marks = []
        return turn.apply(self.level, state, command, self.engine, self._seen)

    def _seen(self, state: GameState, row: Array) -> None:
        self.books.append(self.level, state, row)
        if self.marking:
            self.marks.append({"do": "mark", "month": month_label(state.month - 1), "state": state.digest()})


def baseline(level: Level, engine: Engine) -> Baseline:
    """History's run of a level, computed once per level and parameters."""
    for _ in playing_baseline(level, engine):
        pass
    return _BASELINES[_baseline_key(level, engine)]


def _baseline_key(level: Level, engine: Engine) -> tuple[str, ...]:
    return level.content_hash, level.difficulty.id, level.knowledge, engine.key


def playing_baseline(level: Level, engine: Engine) -> Iterator[None]:
    """The same in steps of a command each, so that a window can play it within its frames."""
    key = _baseline_key(level, engine)
    if key not in _BASELINES:
        books = Books()
        recorder = _Recorder(level, engine, books)
        opening, _ = start_game(level, engine)
        state = opening
        commands = []
        for command, after in play_history(level, opening, recorder.apply):
            commands.append(command)
            state = after
            yield
        _BASELINES[key] = Baseline(books, state.tally, tuple(commands), opening, state)
        while len(_BASELINES) > _KEPT_BASELINES:  # many parameter sets, one after the other, must not fill the memory
            _BASELINES.pop(next(iter(_BASELINES)))


class Session:
    """A game in progress. Commands go in through `submit`; everything else only reads."""

    def __init__(self, level: Level, engine: Engine, marking: bool = True) -> None:
        self.level = level
        self.engine = engine
        self.books = Books()
        self._marking = marking  # a third of the time goes into marks; who only wants the score can do without
        self._recorder = _Recorder(level, engine, self.books, marking)
        self.opening, self.opening_events = start_game(level, engine)
        self.state = self.opening
        self._steps: list[_Step] = []
        self._undone: list[Command] = []
        self._expected: tuple[GameState, Expectation] | None = None
        self.rewinds = 0  # how often time was turned back, over saves and branches

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

    def check(self, command: Command) -> Verdict:
        return turn.check(self.level, self.state, command)

    def submit(self, command: Command) -> tuple[Event, ...]:
        """Give a command.

        Raises turn.RefusedError when the rules refuse it, guard.EngineError when the economy leaves its bounds; the
        game is then unchanged, and the error carries the last good month.
        """
        before = self.state
        months = self.months
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

    def known_series(self, name: str) -> Array:
        """Monthly values as Beijing could tell them at the time, also at the debrief."""
        return self.books.series(name, False)

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
        return score(self.tally()[:months], self.tally(history=True))

    def true_score(self) -> Score:
        """Score to date of the true figures."""
        return score(self.state.tally, self._history.tally)

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
