"""A lecture as the presenter shows it: stops on history's way, each with a question and two to four answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from game.rules.staging import Text


@dataclass(frozen=True, slots=True)
class LectureOrder:
    """One order of an answer; without a value the lever stays where it stands, whatever history did with it."""

    month: int
    lever: str
    value: float | None


@dataclass(frozen=True, slots=True)
class LectureOption:
    """An answer to a stop's question; one without orders and answers is what Beijing did."""

    title: Text
    note: Text | None
    orders: tuple[LectureOrder, ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)  # card -> option

    @property
    def historical(self) -> bool:
        return not self.orders and not self.answers

    @property
    def levers(self) -> tuple[str, ...]:
        """Levers that no longer follow history once this is chosen, in the order of the file."""
        return tuple(dict.fromkeys(order.lever for order in self.orders))


@dataclass(frozen=True, slots=True)
class Stop:
    """A turning point: what led there, what is asked, and how long each answer is run."""

    id: str
    month: int  # before it is lived through the question is asked
    years: int
    minutes: int
    title: Text
    captions: tuple[Text, ...]
    question: Text
    after: Text  # what really followed
    notes: Text
    figures: tuple[str, ...]  # one or two figures of the economy; the first is explained
    options: tuple[LectureOption, ...]

    @property
    def end(self) -> int:
        """The first month that is no longer run."""
        return self.month + 12 * self.years


@dataclass(frozen=True, slots=True)
class Lecture:
    """A whole lecture over one level."""

    id: str
    level: str
    minutes: int
    title: Text
    summary: Text
    opening: tuple[Text, ...]
    opening_notes: Text
    closing: tuple[Text, ...]
    closing_notes: Text
    stops: tuple[Stop, ...]

    @property
    def rest_minutes(self) -> int:
        """Minutes for the opening and the closing together: what the stops leave of the whole."""
        return self.minutes - sum(stop.minutes for stop in self.stops)  # exact: integers
