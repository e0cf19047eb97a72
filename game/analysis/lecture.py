"""A lecture on its way: history up to a stop, each answer forked from there and run beside it, what was kept.

The level is played month by month, with open figures and without prices (`difficulty.LECTURE`). What an answer orders
no longer follows history; all other levers and cards do. An answer that was kept stands until a later one moves it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from game.analysis.attribution import Ledger, explain_since
from game.economy.blocks import Array
from game.rules import turn
from game.rules.commands import Choose, Command, EndTurn, SetLever, Withdraw
from game.rules.difficulty import LECTURE, NORMAL
from game.rules.game_state import Engine
from game.rules.history_player import card_choice, history_commands
from game.rules.lecture import Lecture, LectureOption, Stop
from game.rules.level import Level, TurnLength
from game.session import Session

# What was decided at which stops, in their order.
Taken = tuple[tuple[Stop, LectureOption], ...]
# The same as places of stops and of their options.
_Kept = tuple[tuple[int, int], ...]


def staged(level: Level) -> Level:
    """A level as a lecture plays it; its hash is another's, so that nothing takes it for the one that is played."""
    return replace(
        level,
        turns=(TurnLength(level.start, 1),),
        knowledge="now",
        difficulty=LECTURE,
        content_hash=f"{level.content_hash}:lecture",
    )


def lived(session: Session, until: int, taken: Taken) -> Iterator[None]:
    """Play on to the beginning of a month, as history did except for what was taken; once a month."""
    silent: dict[str, int] = {}
    answers: dict[str, str] = {}
    for stop, option in taken:
        silent.update({name: min(silent.get(name, stop.month), stop.month) for name in option.levers})
        answers.update(option.answers)
    followed = replace(
        session.level,
        history=tuple(row for row in session.level.history if row.month < silent.get(row.lever, row.month + 1)),
    )
    while not session.finished and session.state.month < until:
        while session.state.open_cards:
            card = session.state.open_cards[0]
            session.submit(Choose(card, answers[card]) if card in answers else card_choice(session.level, card))
        month = session.state.month
        for command in (*_ordered(session, taken), *history_commands(followed, session.state, month)):
            session.submit(command)
        session.submit(EndTurn())
        yield


def _ordered(session: Session, taken: Taken) -> Iterator[Command]:
    """What the answers taken order in this month; what history had announced for their levers is taken back."""
    month = session.state.month
    for stop, option in taken:
        if stop.month == month:
            promised = {order.lever for order in session.state.announced}
            yield from (Withdraw(name) for name in option.levers if name in promised)
        for order in option.orders:
            if order.month == month and order.value is not None:
                yield SetLever(order.lever, order.value)


def price_in_play(level: Level, session: Session, option: LectureOption) -> float:
    """Political capital that the option's first orders would cost in play where the session stands."""
    state, played = session.state, replace(level, difficulty=NORMAL)
    cost = 0.0
    for order in option.orders:
        if order.month == state.month and order.value is not None:
            cost += turn.price_of(played, state, played.lever(order.lever), order.value, order.month)
    return cost


@dataclass(slots=True)
class Vote:
    """What a class decided at a stop: the answer run, the votes for each, and whether it was kept."""

    option: int
    votes: tuple[int, ...] = ()
    kept: bool = False


class LectureRun:
    """A lecture as far as it has come. Long work comes as iterators that a window takes a month of at a time."""

    def __init__(self, lecture: Lecture, level: Level, engine: Engine) -> None:
        self.lecture = lecture
        self.level = staged(level)
        self.engine = engine
        self.votes: dict[int, Vote] = {}  # by place of the stop
        self._before: dict[tuple[int, _Kept], Session] = {}
        self._forks: dict[tuple[int, int, _Kept], Session] = {}
        self._ledgers: dict[tuple[int, int, _Kept], Ledger] = {}

    def taken(self, place: int) -> Taken:
        """What was kept at the stops before one."""
        stops = self.lecture.stops
        return tuple((stops[number], stops[number].options[option]) for number, option in self._kept(place))

    def _kept(self, place: int) -> _Kept:
        kept = [number for number in range(place) if number in self.votes and self.votes[number].kept]
        return tuple((number, self.votes[number].option) for number in kept)

    def reached(self, place: int) -> Session | None:
        """The game as it stands when the question of a stop is asked, once `reaching` has been gone through."""
        return self._before.get((place, self._kept(place)))

    def reaching(self, place: int) -> Iterator[None]:
        """Live up to a stop, or after the last one to the end of the level, by what was kept; once a month."""
        key = place, self._kept(place)
        if key not in self._before:
            stops = self.lecture.stops
            session = Session(self.level, self.engine, marking=False)
            until = stops[place].month if place < len(stops) else self.level.end + 1
            yield from lived(session, until, self.taken(place))
            self._before[key] = session

    def fork(self, place: int) -> Session | None:
        """The answer chosen at a stop as far as it has been run, once `running` has begun."""
        return self._forks.get(self._fork_key(place))

    def _fork_key(self, place: int) -> tuple[int, int, _Kept]:
        return place, self.votes[place].option, self._kept(place)

    def running(self, place: int) -> Iterator[None]:
        """Run the answer chosen at a stop for its years; what has been run before is not run again."""
        key, stop = self._fork_key(place), self.lecture.stops[place]
        option = stop.options[self.votes[place].option]
        if key not in self._forks:
            yield from self.reaching(place)
            made = Session(self.level, self.engine, marking=False)
            for command in self._before[place, key[2]].commands:
                made.submit(command)
                if isinstance(command, EndTurn):
                    yield
            self._forks[key] = made
        yield from lived(self._forks[key], stop.end, (*self.taken(place), (stop, option)))

    def forecast(self, place: int, months: int, names: Sequence[str]) -> Mapping[str, Array]:
        """What could be expected at a stop of the answer chosen: its first orders, and nothing unannounced."""
        stop, session = self.lecture.stops[place], self._before[place, self._kept(place)]
        option = stop.options[self.votes[place].option]
        draft = {one.lever: one.value for one in option.orders if one.month == stop.month and one.value is not None}
        if option.historical:
            rows = (row for row in session.level.history if row.month == stop.month and row.announced is None)
            draft = {row.lever: row.value for row in rows if session.level.closed(row.lever, row.month) is None}
        return session.forecast(draft, months, names)

    def ledger(self, place: int) -> Ledger | None:
        """What moved the figures since a stop, once `explaining` has been gone through."""
        return self._ledgers.get(self._fork_key(place))

    def explaining(self, place: int) -> Iterator[float]:
        """Work out what moved the figures in the years run; progress as a share."""
        key = self._fork_key(place)
        if key in self._ledgers:
            return
        stop, session = self.lecture.stops[place], self._forks[key]
        option = stop.options[self.votes[place].option]
        for step in explain_since(session, stop.month, option.levers):
            if isinstance(step, Ledger):
                self._ledgers[key] = step
            else:
                yield step
