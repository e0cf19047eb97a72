"""Plans: what a policy wants at every turn, for many policies at once, and a player who carries one out.

A plan says where each lever should stand from the start of each turn on, what to answer to each card and which moves
to make in a duel. What it wants and cannot pay for yet is moved as far as the capital goes and resumed next turn, so
that every plan can be played by the rules, whatever it asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from game.economy.blocks import Array
from game.rules import constituencies, duel_moves, levers
from game.rules.commands import DUEL_MOVES, Choose, Command, EndTurn, Exchange, SetLever
from game.rules.level import Level, Lever
from game.rules.turns import turn_end
from game.session import Session

Places = NDArray[np.int64]

# Moves that need no promise of a month, which a plan's lanes share.
MOVES = (
    "",
    *(move for move in DUEL_MOVES if move not in ("announce", "bind", "delay", "trade")),
)  # a move is stored as its place here; "" is to do nothing
MOST_MOVES = 3  # of a turn
# Rounding may leave a price a hair above the purse that was counted out for it.
_HAIR = 1e-9


@dataclass(frozen=True, slots=True)
class Purse:
    """What lanes can pay with in a month, and who would make a move dearer or cheaper: arrays (B,)."""

    level: Level
    month: int
    capital: Array
    approvals: Mapping[str, Array]


@dataclass(frozen=True, slots=True)
class Plans:
    """Many plans of one level; the last axis is the plan."""

    settings: Array  # (turns, levers, B): wanted from the start of the turn on
    answers: Places  # (cards, B): place of the option among the card's
    moves: Places  # (turns, MOST_MOVES, B): places in MOVES

    @property
    def count(self) -> int:
        return int(self.settings.shape[-1])

    def some(self, lanes: Sequence[int] | Places | slice) -> Plans:
        """The plans of some lanes."""
        return Plans(self.settings[..., lanes], self.answers[..., lanes], self.moves[..., lanes])

    def one(self, lane: int) -> Plans:
        return self.some(slice(lane, lane + 1))

    def with_settings(self, settings: Array) -> Plans:
        return replace(self, settings=settings)


def together(plans: Iterable[Plans]) -> Plans:
    """Several plans as one batch."""
    given = list(plans)
    return Plans(
        np.concatenate([one.settings for one in given], axis=-1),
        np.concatenate([one.answers for one in given], axis=-1),
        np.concatenate([one.moves for one in given], axis=-1),
    )


def turn_starts(level: Level) -> tuple[int, ...]:
    """First month of each turn of a level."""
    starts, month = [], level.start
    while month <= level.end:
        starts.append(month)
        month = turn_end(level, month)
    return tuple(starts)


def history_answers(level: Level) -> Places:
    """History's answers to the cards, or the stated default: (cards,)."""
    chosen = [card.history or card.default for card in level.cards]
    places = [
        next(place for place, option in enumerate(card.options) if option.id == wanted)
        for card, wanted in zip(level.cards, chosen, strict=True)
    ]
    return np.array(places, dtype=np.int64)


def no_moves(level: Level) -> Places:
    return np.zeros((len(turn_starts(level)), MOST_MOVES), dtype=np.int64)


def standing(level: Level, settings: Array) -> Plans:
    """Plans that want the same settings at every turn: settings (levers, B)."""
    turns, count = len(turn_starts(level)), settings.shape[-1]
    return Plans(
        np.repeat(settings[None], turns, axis=0),
        np.repeat(history_answers(level)[:, None], count, axis=1),
        np.repeat(no_moves(level)[..., None], count, axis=2),
    )


def opening_settings(level: Level) -> Array:
    """Where the levers stand when the level begins, (levers,)."""
    return np.array([level.opening[lever.id] for lever in level.levers])


def history_plan(level: Level) -> Plans:
    """History's settings at the starts of turns: an order of the turn's first half counts as given at its start."""
    starts = turn_starts(level)
    ends = (*starts[1:], level.end + 1)
    orders = [order for order in levers.history_orders(level) if order.month >= level.start]
    now = dict(level.opening)
    rows, place = [], 0
    for start, end in zip(starts, ends, strict=True):
        while place < len(orders) and orders[place].month <= start + (end - start) // 2:
            now[orders[place].lever] = orders[place].value
            place += 1
        rows.append([now[lever.id] for lever in level.levers])
    return Plans(np.array(rows)[..., None], history_answers(level)[:, None], no_moves(level)[..., None])


def price(purse: Purse, lever: Lever, before: Array, after: Array) -> Array:
    """Political capital for a move of a lever in every lane, as `turn.price_of` has it."""
    plain = levers.move_cost(purse.level, lever, before, after, purse.month)
    return plain * constituencies.favour(purse.level, lever, after - before, purse.approvals)


def within_reach(purse: Purse, lever: Lever, before: Array, wanted: Array) -> Array:
    """How far lanes can move a lever towards what they want; `before` is where it stood when the turn began.

    A position, and a cap that comes or goes, is paid whole or not at all; anything else goes as far as the capital.
    """
    cost = price(purse, lever, before, wanted)
    payable = cost <= purse.capital
    if lever.choices:
        return np.where(payable, wanted, before)
    steps = np.floor(purse.capital / np.maximum(cost, _HAIR) * (1.0 - _HAIR) * np.abs(wanted - before) / lever.step)
    partly = np.clip(before + np.sign(wanted - before) * steps * lever.step, lever.minimum, lever.maximum)
    affordable = price(purse, lever, before, partly) <= purse.capital
    return np.where(payable, wanted, np.where(affordable, partly, before))


def play_plan(session: Session, plan: Plans) -> None:
    """Carry out one plan through the rules to the end of the level."""
    for command in plan_commands(session, plan):
        session.submit(command)


def plan_commands(session: Session, plan: Plans) -> Iterator[Command]:
    """The commands of one plan; each must be submitted before the next is asked for."""
    turn = 0
    while not session.finished:
        for card in session.open_cards():
            wanted = card.options[int(plan.answers[session.level.cards.index(card), 0])].id
            choice = Choose(card.id, wanted)
            yield choice if session.check(choice).allowed else Choose(card.id, card.default)
        if session.state.turn != turn and not session.state.caretaker:
            turn = session.state.turn
            yield from orders_towards(session, plan.settings[turn - 1, :, 0])
            yield from moves_made(session, plan.moves[turn - 1, :, 0])
        yield EndTurn()


def orders_towards(session: Session, wanted: Array) -> Iterator[Command]:
    """Orders towards settings (levers,) as far as the capital goes; submit each before asking for the next."""
    level = session.level
    for lever, aim in zip(level.levers, wanted, strict=True):
        state = session.state
        before, now = state.turn_settings[lever.id], state.settings[lever.id]
        if aim == now:
            continue
        approvals = {name: np.array([points]) for name, points in state.approvals.items()}
        purse = Purse(level, state.month, np.array([state.capital]), approvals)
        value = float(within_reach(purse, lever, np.array([before]), np.array([float(aim)]))[0])
        order = SetLever(lever.id, value)
        if value not in (before, now) and session.check(order).allowed:
            yield order


def moves_made(session: Session, moves: Places) -> Iterator[Command]:
    """Exchanges of a duel that is on, as far as they are allowed; submit each before asking for the next."""
    for rule in duel_moves.of_licences(session.level):
        for move in moves:
            if not move:
                continue
            exchange = Exchange(rule.id, MOVES[int(move)])  # type: ignore[arg-type]
            if session.check(exchange).allowed:
                yield exchange


def plan_of(level: Level, commands: Sequence[Command], start: Session) -> Plans:
    """The plan behind commands already given, as far as today's rules allow them: what is refused is left out.

    `start` is a fresh session of the level; it is played to its end.
    """
    made = history_plan(level)
    settings, answers, moves = made.settings.copy(), made.answers.copy(), made.moves.copy()
    duels = [rule.id for rule in duel_moves.of_licences(level)]
    starts = turn_starts(level)
    for command in commands:
        if isinstance(command, EndTurn):
            for card in start.open_cards():
                start.submit(Choose(card.id, card.default))
        if start.finished or not start.check(command).allowed:
            continue
        turn, month = start.state.turn - 1, start.state.month
        start.submit(command)
        if isinstance(command, EndTurn):
            continue
        if isinstance(command, Choose):
            place = next(i for i, card in enumerate(level.cards) if card.id == command.card)
            answers[place, 0] = next(i for i, o in enumerate(level.cards[place].options) if o.id == command.option)
        if isinstance(command, Exchange) and command.move in MOVES and command.duel in duels:
            free = np.flatnonzero(moves[turn, :, 0] == 0)
            if len(free):
                moves[turn, free[0], 0] = MOVES.index(command.move)
        # A move of a duel or a card that comes within a turn moves levers after the turn's orders were given.
        early = month == starts[turn] and not isinstance(command, Exchange)
        first = turn if early else turn + 1
        settings[first:, :, 0] = [start.state.settings[lever.id] for lever in level.levers]
    return Plans(settings, answers, moves)
