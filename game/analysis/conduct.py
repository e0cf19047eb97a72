"""What was decided in a span of months of a run that was lived: orders, announcements, answers to cards.

Read from the recording rather than from the journal, so that whatever moved a lever is found: an order, an announcement
that bound, a card, an exchange of a duel, a caretaker.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from game.books import Recording, Told
from game.economy.blocks import Array
from game.rules.commands import Exchange
from game.rules.game_state import TALLY, GameState
from game.rules.level import Level, Option
from game.rules.levers import LICENSING, Ramp
from game.rules.month import payable_share, spending_scale
from game.session import Session


@dataclass(frozen=True, slots=True)
class Decision:
    """One order of a lever as it was carried out; without a ramp it was announced and never bound."""

    lever: str
    month: int  # in which it binds
    before: float  # settings as ordered
    value: float
    ramp: Ramp | None
    stood: Ramp  # how the lever was on its way before
    announced: int | None  # first month in which it stood announced
    origin: str  # "" for an order, the card that ordered it, "duel", or "others" for a closed lever


@dataclass(frozen=True, slots=True, eq=False)
class Conduct:
    """All decisions of a span, and month by month what else the economy was told."""

    level: Level
    first: int
    told: tuple[Told, ...]  # one a month
    opening: Told  # as things stood before the first month
    decisions: tuple[Decision, ...]
    cards: tuple[Mapping[str, Option], ...]  # answered before each month was lived, with the answer
    payable: tuple[float, ...]  # share of ordered spending that the treasury could pay
    concessions: Array  # held at the end of each month, bn USD a year

    @property
    def months(self) -> range:
        return range(self.first, self.first + len(self.told))


def conduct_of(session: Session, first: int) -> Conduct:
    """What a session did from a month on."""
    exchanged = frozenset(
        session.month_of(place) for place, command in enumerate(session.commands) if isinstance(command, Exchange)
    )
    return read_conduct(session.level, session.opening, session.recording, first, session.state.tally, exchanged)


def read_conduct(
    level: Level,
    opening: GameState,
    recording: Recording,
    first: int,
    tally: Array,
    exchanged: frozenset[int] = frozenset(),
    months: int | None = None,
) -> Conduct:
    """What a recording shows in so many months from one on, by default all; `exchanged` are those of a duel's moves."""
    place = first - level.start
    stood = recording.told[place - 1] if place else _at_opening(opening)
    told = tuple(recording.told[place : None if months is None else place + months])
    before = [stood, *told[:-1]][: len(told)]
    cards = tuple(
        {card: _option(level, card, chosen) for card, chosen in now.answered if (card, chosen) not in old.answered}
        for old, now in zip(before, told, strict=True)
    )
    return Conduct(
        level,
        first,
        told,
        stood,
        _decisions(level, first, before, told, cards, exchanged),
        cards,
        tuple(_payable(opening, recording, place + month) for month in range(len(told))),
        tally[place : place + len(told), TALLY.index("concessions")],
    )


def _at_opening(state: GameState) -> Told:
    return Told(np.zeros(0), state.ramps, state.settings, state.announced, state.answered)


def _option(level: Level, card_id: str, option_id: str) -> Option:
    return next(option for option in level.card(card_id).options if option.id == option_id)


def _decisions(
    level: Level,
    first: int,
    before: Sequence[Told],
    told: Sequence[Told],
    cards: Sequence[Mapping[str, Option]],
    exchanged: frozenset[int],
) -> tuple[Decision, ...]:
    found: dict[tuple[str, int], Decision] = {}
    announced: dict[tuple[str, int], int] = {}
    waiting: dict[tuple[str, int], tuple[float, float, Ramp]] = {}
    for order in before[0].announced if before else ():
        announced[order.lever, order.month] = first - 1
    for place, (old, now) in enumerate(zip(before, told, strict=True)):
        month = first + place
        for order in now.announced:
            key = order.lever, order.month
            announced.setdefault(key, month)
            waiting[key] = now.settings[order.lever], order.value, now.ramps[order.lever]
        for lever in level.levers:
            ramp, stood = now.ramps[lever.id], old.ramps[lever.id]
            if ramp is stood or ramp == stood:
                continue
            key = lever.id, month
            origin = next((card for card, option in cards[place].items() if lever.id in option.levers), "")
            if not origin and month in exchanged and lever.id in LICENSING and key not in announced:
                origin = "duel"
            if level.closed(lever.id, month) is not None:
                origin = "others"
            values = old.settings[lever.id], now.settings[lever.id]
            found[key] = Decision(lever.id, month, *values, ramp, stood, announced.get(key), origin)
    for key, (setting, value, stood) in waiting.items():
        if key not in found:
            found[key] = Decision(*key, setting, value, None, stood, announced[key], "")
    return tuple(sorted(found.values(), key=lambda one: (one.month, one.lever)))


def _payable(opening: GameState, recording: Recording, place: int) -> float:
    """The share of spending that was paid in a month, from the figures of the month before."""
    if place == 0:
        return spending_scale(opening)
    columns = recording.columns
    treasury = columns["treasury_musd"][place - 1]
    if treasury >= 0.0:
        return 1.0
    return payable_share(treasury, {name: column[place - 1] for name, column in columns.items()})
