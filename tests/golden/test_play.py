"""Busy games, to the last bit: levers up and down, promises kept and broken, cards and duels answered by lot.

History's own runs and runs without policy leave most of the rules alone. These games draw what they do from fixed
numbers; what the rules make of it is held topic by topic, so that a slip is told by where it shows. A change of rules,
parameters, world or levels moves these; `accepted.HOW` says what then.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from operator import attrgetter

import numpy as np
import pytest

from game.analysis.outcome import facts, outcome
from game.content.load import find_level, list_levels, load_level
from game.desk import new_session
from game.economy.chance import draw, key
from game.rules import constituencies, duel, duel_moves
from game.rules.commands import (
    DIRECTIONS,
    DUEL_MOVES,
    Announce,
    Choose,
    Command,
    EndTurn,
    Exchange,
    Predict,
    SetLever,
    Sketch,
    Withdraw,
)
from game.rules.duel_outlook import outlook, steps_after
from game.rules.level import Lever
from game.rules.levers import SPENDING
from game.rules.predictions import PREDICTABLE
from game.rules.signals import signals
from game.session import Session
from tests.golden.accepted import HOW, accepted


@dataclass(frozen=True, slots=True)
class Game:
    level: str
    difficulty: str
    seed: int
    orders: int  # tried at each stop
    spending: bool = False  # every order goes to the costly end
    follows: bool = False  # history's orders come first, so that office is kept for long


GAMES = (
    Game("restructuring-2011", "normal", 2, 6, spending=True),
    Game("weapon-2025", "normal", 5, 3),
    Game("weapon-2025", "hard", 6, 2),
    Game("embargo-2010", "easy", 4, 5),
    Game("quota-years", "hard", 3, 5),
    Game("lesson-quota-trap", "normal", 7, 3),
    Game("campaign", "easy", 1, 1, follows=True),
)


class Lot:
    """Numbers in [0, 1), one after the other, the same on every machine."""

    def __init__(self, seed: int) -> None:
        self._numbers = iter(draw(key(seed), np.arange(100_000, dtype=np.uint64)).tolist())

    def share(self) -> float:
        return float(next(self._numbers))

    def below(self, count: int) -> int:
        return int(self.share() * count)


def plain(value: object) -> str:
    """A value as text that is the same with every version of numpy."""
    if isinstance(value, bool) or value is None or isinstance(value, int | str):
        return repr(value)
    if isinstance(value, float | np.floating):
        return (float(value) + 0.0).hex()
    if isinstance(value, np.ndarray):
        return plain(value.tolist())
    if isinstance(value, Mapping):
        return " ".join(f"{name}={plain(value[name])}" for name in sorted(value))
    if isinstance(value, tuple | list):
        return f"({' '.join(plain(one) for one in value)})"
    assert is_dataclass(value)
    parts = attrgetter(*(item.name for item in fields(value)), "__class__")(value)
    return f"{type(value).__name__}{plain(parts[:-1])}"


class Digests:
    """What was told about each topic, as one digest a topic."""

    def __init__(self) -> None:
        self._made: dict[str, hashlib._Hash] = {}

    def tell(self, topic: str, *values: object) -> None:
        self._made.setdefault(topic, hashlib.sha256()).update(f"{plain(values)}\n".encode())

    @property
    def by_topic(self) -> dict[str, str]:
        return {topic: made.hexdigest()[:16] for topic, made in self._made.items()}


def setting(lever: Lever, lot: Lot, spending: bool) -> float:
    """An end of the range a third of the time each, anything between else; positions by lot."""
    if lever.choices:
        return lever.choices[lot.below(len(lever.choices))].value
    share = 1.0 if spending and not lever.maximum_means_none else min(max(3.0 * lot.share() - 1.0, 0.0), 1.0)
    steps = round(share * (lever.maximum - lever.minimum) / lever.step)
    return min(lever.minimum + steps * lever.step, lever.maximum)


def orders(session: Session, game: Game, lot: Lot) -> Iterator[Command]:
    """What the game tries at a stop, allowed or not."""
    level, state = session.level, session.state
    for row in level.history if game.follows else ():
        if state.month <= row.month < state.turn_end:
            yield SetLever(row.lever, row.value)
    free = [lever for lever in level.levers if not (game.follows and lever.id in SPENDING)]
    for _ in range(game.orders):
        lever = free[lot.below(len(free))]
        value, when = setting(lever, lot, game.spending), lot.below(6)
        later = Announce(lever.id, value, state.month + (1, 3, 6, 12, 24, 25)[when])
        yield later if lot.share() < 0.25 else SetLever(lever.id, value)
    if lot.share() < 0.15:
        promised = [order.lever for order in state.announced] or [level.levers[0].id]
        yield Withdraw(promised[lot.below(len(promised))])
    for rule in level.duels:
        for _ in range(lot.below(5)):
            yield Exchange(rule.id, DUEL_MOVES[lot.below(len(DUEL_MOVES))])
    figure = PREDICTABLE[lot.below(len(PREDICTABLE))].figure
    yield Predict(figure, DIRECTIONS[lot.below(3)], 49 + lot.below(52), lot.below(7))
    yield Sketch(figure, tuple(1000.0 * lot.share() for _ in range(lot.below(7))))


def tried(session: Session, command: Command, told: Digests) -> None:
    verdict = session.check(command)
    told.tell("verdicts", command, verdict)
    if verdict.allowed:
        told.tell("events", session.submit(command))


def hopeless(session: Session) -> Iterator[Command]:
    """What no rule allows, each for another reason."""
    lever, month = session.level.levers[0], session.state.month
    yield EndTurn() if session.state.open_cards else SetLever("nothing", 1.0)
    yield from (SetLever(lever.id, value) for value in (lever.maximum * 1.5, -1.0, float("nan")))
    yield from (Announce(lever.id, lever.minimum, month + ahead) for ahead in (-1, 0, 25, 600))
    yield from (Choose("nothing", "x"), Withdraw("nothing"), Exchange("nothing", "hold"))
    yield from (Choose(card, "nothing") for card in session.state.open_cards)
    yield from (Predict("nothing", "up", 50, 1), Predict("fear", "up", 100, 1), Sketch("fear", (2e9,)))


def tell_stop(session: Session, told: Digests) -> None:
    """What the rules make of the state at a stop of the game, beyond the state itself."""
    level, state, score = session.level, session.state, session.score()
    told.tell("score", score.headlines(), score.overall, score.medal, score.defeat, session.true_score().overall)
    told.tell("side marks", score.side)
    told.tell("objectives", session.objectives())
    told.tell("approval", state.approvals, state.capital, constituencies.attitude(level, state.settings))
    told.tell("news from abroad", state.abroad)
    for lever in level.levers:
        for end in (lever.minimum, lever.maximum, lever.choices[-1].value if lever.choices else 0.5 * lever.maximum):
            told.tell("prices", session.check(SetLever(lever.id, end)))
    for one, now in zip(level.characters, state.abroad, strict=True):
        told.tell("signals", signals(one, state.economy, state.figures, now.supply_t))
    for rule, now in zip(level.duels, state.duels, strict=True):
        told.tell("duel", outlook(level, state, rule), duel.concessions_busd(rule, now))
        for move in DUEL_MOVES:
            verdict = session.check(Exchange(rule.id, move))
            told.tell("duel", verdict, duel_moves.offer_worth(level, state, rule, move))
            if verdict.allowed:
                told.tell("duel", steps_after(level, state, rule, move))
    expected = session.expectation()
    told.tell("expectation", expected.economy.block(), expected.row(state.month + 30), expected.shocks(state.month))
    told.tell("expectation", [row for _, row in session.policy_ahead({}, 8)])


def played(game: Game) -> dict[str, str]:
    """A game to its end; topic to digest."""
    session = new_session(load_level(find_level(game.level)).at_difficulty(game.difficulty))
    lot, told = Lot(game.seed), Digests()
    while not session.finished:
        for command in hopeless(session):
            told.tell("verdicts", session.check(command))
        for card in session.open_cards():
            for option in card.options:
                told.tell("verdicts", session.check(Choose(card.id, option.id)))
            chosen = Choose(card.id, card.options[lot.below(len(card.options))].id)
            tried(session, chosen if session.check(chosen).allowed else Choose(card.id, card.default), told)
        for command in orders(session, game, lot):
            tried(session, command, told)
        tell_stop(session, told)
        told.tell("events", session.submit(EndTurn()))
        told.tell("state", session.last_marks)
    for name in ("true", "known", "low", "high"):
        told.tell(f"{name} figures", getattr(session.books, name).columns)
    tell_stop(session, told)
    told.tell("outcome", facts(session), [award.id for award in outcome(session)[1]], outcome(session)[0].id)
    return told.by_topic


@pytest.mark.parametrize("game", GAMES, ids=lambda game: f"{game.level} {game.difficulty} {game.seed}")
def test_busy_games_end_in_the_accepted_bits(game: Game) -> None:
    made = played(game)
    known = accepted("play.json", f"{game.level} {game.difficulty} {game.seed}", made)
    assert isinstance(known, dict), HOW
    assert [topic for topic, digest in made.items() if known.get(topic) != digest] == [], HOW
    assert set(known) == set(made), HOW


def test_every_level_opens_in_the_accepted_bits() -> None:
    made = {}
    for listed in list_levels():
        session = new_session(load_level(listed.path))
        expected = session.expectation()
        opening = (expected.economy.block(), expected.row(session.state.month + 12), session.opening_events)
        made[session.level.id] = [session.state.digest(), hashlib.sha256(plain(opening).encode()).hexdigest()[:16]]
    assert accepted("play.json", "openings", made) == made, HOW
