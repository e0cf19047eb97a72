"""Random games saved, loaded and saved again at every turn, and journals damaged in every place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from random import Random
from typing import Final

from game.branches import Tree
from game.content.load import find_level, load_level
from game.desk import give, journal_bytes, new_session, replay, take_over
from game.faults import Fault
from game.rules.commands import Announce, Choose, Command, EndTurn, SetLever
from game.rules.difficulty import DIFFICULTIES
from game.rules.level import Level
from game.session import Lineage, Session
from game.storage.journal import parse_journal

LEVELS: Final = ("tutorial", "lesson-quota-trap", "weapon-2025", "quota-years", "campaign")
_MOST_TURNS: Final = (10, 12, 12, 24, 20)
_MOST_ORDERS: Final = 4
_REWOUND: Final = 0.3  # of the games
_FLIPS: Final = 8


@dataclass(slots=True)
class Trips:
    """How many loads were tried, and what was wrong."""

    tried: int = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Trips) -> None:
        self.tried += other.tried
        self.wrong += other.wrong


@cache
def _level(name: str) -> Level:
    return load_level(find_level(name))


def random_game(number: int) -> tuple[Session, list[bytes]]:
    """Game `number` of all random games, and its save after every turn; some of them turned time back."""
    chance = Random(f"saves {number}")
    place = chance.randrange(len(LEVELS))
    level = _level(LEVELS[place]).at_difficulty(chance.choice(DIFFICULTIES).id)
    session = new_session(level)
    session.lineage = Lineage(f"{number:08x}")
    session.ironman = chance.random() < 0.2
    turns = chance.randint(2, _MOST_TURNS[place])
    back = chance.randint(2, turns) if chance.random() < _REWOUND and session.may_rewind else 0
    kept: list[bytes] = []
    for turn in range(turns):
        if session.finished:
            break
        _one_turn(session, chance)
        kept.append(journal_bytes(session, "trial"))
        if turn + 1 == back:
            tree = Tree(session)
            session = tree.rewind(chance.choice(session.stops[:-1]), chance.choice(("", "early", "另一条路")))
            kept = [journal_bytes(session.until(stop), "trial") for stop in session.stops[1:]]
            _one_turn(session, chance)
            kept.append(journal_bytes(session, "trial"))
    return session, kept


def _one_turn(session: Session, chance: Random) -> None:
    for card in session.open_cards():
        answers = [option.id for option in card.options if session.check(Choose(card.id, option.id)).allowed]
        session.submit(Choose(card.id, chance.choice(answers)))
    for _ in range(chance.randint(0, _MOST_ORDERS)):
        order = _order(session, chance)
        if session.check(order).allowed:
            session.submit(order)
    session.submit(EndTurn())


def _order(session: Session, chance: Random) -> Command:
    lever = chance.choice(session.level.levers)
    value = lever.minimum + chance.random() * (lever.maximum - lever.minimum)
    if lever.choices:
        value = chance.choice(lever.choices).value
    elif chance.random() < 0.5 and lever.step > 0.0:
        value = lever.minimum + round((value - lever.minimum) / lever.step) * lever.step
    if chance.random() < 0.3:
        return Announce(lever.id, value, session.state.month + chance.randint(1, 12))
    return SetLever(lever.id, value)


def round_trip(number: int) -> Trips:
    """Game `number` loaded from its saves: the same state and the same bytes at every turn.

    One replay of the last save is held against all saves, for a save is the beginning of every later one; one save of
    the game, another each time, is loaded by itself.
    """
    made = Trips()
    session, kept = random_game(number)
    if not kept:
        return made
    alone = Random(f"alone {number}").randrange(len(kept))
    try:
        _held_against(session, kept, made, f"game {number}")
        found = replay(parse_journal("save", kept[alone]), session.level)
        made.tried += 1
        if found.difference or journal_bytes(found.session, "trial") != kept[alone]:
            made.wrong.append(f"game {number}, save {alone + 1}: {found.difference or 'other bytes'}")
    except Fault as fault:
        made.wrong.append(f"game {number}: {fault}")
    return made


def _held_against(session: Session, kept: Sequence[bytes], made: Trips, name: str) -> None:
    journal = parse_journal("save", kept[-1])
    again = new_session(session.level)
    take_over(again, journal.header)
    turn = 0
    for place, command in enumerate(journal.commands):
        give(again, command, place)
        if not isinstance(command, EndTurn):
            continue
        made.tried += 1
        again.seen = session.seen
        if journal_bytes(again, "trial") != kept[turn]:
            made.wrong.append(f"{name}, turn {turn + 1}: other bytes after loading")
        if again.state.digest() != session.state_at(place + 1).digest():
            made.wrong.append(f"{name}, turn {turn + 1}: another state after loading")
        again.seen = 0
        turn += 1
    if turn != len(kept):
        made.wrong.append(f"{name}: {turn} turns after loading, {len(kept)} saved")


def damaged(content: bytes, every: int = 1, first: int = 0) -> Iterator[tuple[str, bytes]]:
    """Every truncation and every flipped bit of a file, or one in so many, with a name for each."""
    for place in range(first, len(content), every):
        yield f"cut after {place} bytes", content[:place]
    for place in range(first, len(content) * _FLIPS, every):
        at, bit = divmod(place, _FLIPS)
        yield f"bit {bit} of byte {at}", content[:at] + bytes((content[at] ^ 1 << bit,)) + content[at + 1 :]


def damage(number: int, every: int = 1, watch: Callable[[int], None] | None = None) -> Trips:
    """The last save of game `number` damaged in every place: refused, or read as exactly what it was."""
    made = Trips()
    _, kept = random_game(number)
    whole = parse_journal("save", kept[-1])
    for how, content in damaged(kept[-1], every, number % every):
        made.tried += 1
        if watch is not None and made.tried % 4096 == 0:
            watch(made.tried)
        try:
            read = parse_journal("save", content)
        except Fault:
            continue
        if read != whole:
            made.wrong.append(f"game {number}, {how}: read as something else")
    return made
