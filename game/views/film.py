"""A run as a film: what was ordered and what happened, turn by turn, with the curves as far as each turn saw them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from game.language import month_text, phrase
from game.rules.commands import Command, EndTurn, Predict, Sketch
from game.rules.game_state import GameState
from game.session import Session
from game.views import sentences
from game.views.figures import ChartData, OtherLine, figure
from game.views.room import command_words

Jump = Literal["decision", "event", "divergence"]
JUMPS: tuple[Jump, ...] = ("decision", "event", "divergence")


@dataclass(frozen=True, slots=True)
class FilmTurn:
    """One step of the film; `lived` counts the months that lie behind at its end."""

    date: str
    era: str
    orders: tuple[str, ...]
    events: tuple[str, ...]
    gauges: tuple[tuple[str, float | None], ...]  # None: nothing to compare with yet
    approvals: tuple[tuple[str, float], ...]
    lived: int
    place: int  # commands given by its end
    given: frozenset[tuple[int, Command]]  # the orders and answers of the turn, each with its month


class Film:
    """A run cut into turns; reading it changes nothing."""

    def __init__(self, session: Session, language: str) -> None:
        self.session = session
        self.language = language
        self.title = session.level.title.in_language(language)
        self.turns = self._cut()

    def _cut(self) -> tuple[FilmTurn, ...]:
        session, level = self.session, self.session.level
        turns: list[FilmTurn] = []
        orders: list[str] = []
        given: set[tuple[int, Command]] = set()
        for place, command in enumerate(session.commands):
            if not isinstance(command, EndTurn | Predict | Sketch):
                given.add((session.month_of(place), command))
            if not isinstance(command, EndTurn):
                words = command_words(session, command, self.language)
                orders += [words] if words else []
                continue
            last = place + 1 == len(session.commands)
            month = session.state.month if last else session.month_of(place + 1)
            approvals = session.state.approvals if last else session.approvals_before(place + 1)
            events = [sentences.event(level, happened, self.language) for happened in session.events_of(place)]
            shown = min(month - 1, level.end)
            turns.append(
                FilmTurn(
                    month_text(shown, self.language),
                    level.era_at(shown).title.in_language(self.language),
                    tuple(orders),
                    tuple(line for line in events if line),
                    _gauges(session, month - level.start, self.language),
                    tuple(
                        (phrase(f"constituency.short.{name}", self.language), value)
                        for name, value in approvals.items()
                    ),
                    month - level.start,
                    place + 1,
                    frozenset(given),
                )
            )
            orders, given = [], set()
        return tuple(turns)

    def state(self, place: int) -> GameState:
        """The whole state at the end of a turn, kept since the run was played: seeking computes nothing."""
        return self.session.state_at(self.turns[place].place)

    def beside(self, other: Film, place: int) -> int:
        """The other film's turn that was over when a turn of this one was; -1 before its first."""
        lived = self.turns[place].lived
        return sum(1 for turn in other.turns if turn.lived <= lived) - 1

    def jump(self, kind: Jump, place: int, way: int, other: Film) -> int:
        """The next turn that way with a decision, with something that happened, or unlike the other film's; or here."""
        for found in range(place + way, len(self.turns) if way > 0 else -1, way):
            turn = self.turns[found]
            if kind == "decision":
                wanted = bool(turn.given)
            elif kind == "event":
                wanted = bool(turn.events)
            else:
                wanted = turn.given != self._other_given(other, found)
            if wanted:
                return found
        return place

    def _other_given(self, other: Film, place: int) -> frozenset[tuple[int, Command]]:
        """What the other run ordered in the months of a turn of this one."""
        level = self.session.level
        first = level.start + (self.turns[place - 1].lived if place else 0)
        last = level.start + self.turns[place].lived
        return frozenset(one for turn in other.turns for one in turn.given if first <= one[0] < last)

    def gaps(self, other: Film, place: int) -> tuple[tuple[str, str, str], ...]:
        """The levers that stand elsewhere in the other run at the end of a turn: title, here, there."""
        there = self.beside(other, place)
        settings = other.state(there).settings if there >= 0 else other.session.opening.settings
        here = self.state(place).settings
        return tuple(
            (
                lever.title.in_language(self.language),
                sentences.setting(lever, here[lever.id], self.language),
                sentences.setting(lever, settings[lever.id], self.language),
            )
            for lever in self.session.level.levers
            if here[lever.id] != settings[lever.id]
        )

    def chart(self, name: str, place: int, other: Film | None = None, title: str = "") -> ChartData:
        """A figure as far as the film has come, and as far as another has by then."""
        shown, level = figure(name), self.session.level
        lived = self.turns[place].lived if self.turns else 0
        return ChartData(
            title=shown.title(self.language),
            unit=shown.unit_text(self.language),
            start=level.start,
            end=level.end,
            yours=self.session.series(name)[:lived].tolist(),
            history=self.session.history_series(name).tolist(),
            scale=shown.scale_in(self.language),
            log=shown.log,
            others=self._others(name, lived, other, title),
        )

    def _others(self, name: str, lived: int, other: Film | None, title: str) -> tuple[OtherLine, ...]:
        """The other run's line; as true or as known as this one's, lest an open debrief tell what is hidden here."""
        if other is None:
            return ()
        values = other.session.books.series(name, self.session.opened)
        return (OtherLine(title, values[:lived].tolist(), 0),)


def _gauges(session: Session, months: int, language: str) -> tuple[tuple[str, float | None], ...]:
    lines = session.score(months).headlines()
    return tuple((phrase(f"headline.{line.name}", language), line.points if line.compared else None) for line in lines)
