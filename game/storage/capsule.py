"""A run capsule: a whole game as one short text that fits a chat message and a QR code.

What it was made with (level, rules, hashes, difficulty), whose it is, how often time was turned back, the hash of the
state it leads to, and every command, coded against what the level makes likely. Nothing in it is believed: whoever
opens it replays the commands and compares the hash. `capsule_text` turns the bytes into letters and back.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, Final

from game.faults import Fault, Problem, short
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
from game.rules.level import Level, Lever
from game.rules.predictions import PREDICTABLE
from game.storage.capsule_text import Passage, armoured, only_passage, unpacked
from game.storage.range_coder import Coder, Decoder, Encoder, OverrunError, number, signed, tree, word

# A new kind goes to the end, or older capsules would be read wrongly.
KINDS: Final[tuple[type, ...]] = (EndTurn, SetLever, Announce, Withdraw, Choose, Exchange, Predict, Sketch)
MOST_COMMANDS: Final = 20_000
LONGEST_NAME: Final = 64
_KIND_BITS: Final = 4
_STEP_DIGITS: Final = 6  # settings on the grid are rounded so, as sliders do


@dataclass(frozen=True, slots=True)
class Head:
    """What a capsule says of itself; hashes are the first digits of those a journal carries whole."""

    level: str
    rules: str
    difficulty: str
    name: str
    rewinds: int
    ironman: int  # 1 where the player forswore turning time back
    level_hash: str  # 12 hex digits
    parameters_hash: str  # 8
    world_hash: str  # 8
    state: str  # 16: the state that the commands lead to


_ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_HEX_DIGITS: Final = {"level_hash": 12, "parameters_hash": 8, "world_hash": 8, "state": 16}


@dataclass(frozen=True, slots=True)
class Capsule:
    """An opened capsule; its commands can be read once the level is known."""

    source: str  # how problems name it
    head: Head
    content: bytes

    def commands(self, level: Level) -> tuple[Command, ...]:
        """The commands in order, for the level that the head names.

        Raises Fault (exit 8) when they cannot be those of such a level.
        """
        coder = Decoder(self.content)
        try:
            head = _head(coder, None)
            found = _commands(coder, level, None)
            whole = _content(head, found, level) == self.content
        except (OverrunError, ValueError, LookupError) as error:
            raise _nonsense(self.source, str(error)) from error
        if not whole:
            raise _nonsense(self.source, "something stands after its end")
        return found


def seal(head: Head, commands: tuple[Command, ...], level: Level) -> str:
    """The capsule of a run as text.

    Raises Fault: exit 3 for a name of more than 64 characters, 7 for a run of too many commands.
    """
    if len(head.name) > LONGEST_NAME:
        got = f"{len(head.name)} characters"
        raise Fault([Problem("capsule", "E3012", "is too long", field="name", got=got, expected="at most 64")])
    if len(commands) > MOST_COMMANDS:
        raise Fault([Problem("capsule", "E7012", "has too many commands", got=str(len(commands)))])
    return armoured(_content(head, commands, level))


def open_capsule(text: str, source: str = "capsule") -> Capsule:
    """The one capsule in a text as people send it.

    Raises Fault: 3 when there is none or more than one, 4 of another format, 7 too long, 8 cut off or damaged.
    """
    return opened_capsule(only_passage(text, source), source)


def opened_capsule(passage: Passage, source: str = "capsule") -> Capsule:
    """A capsule that was found in a text; see `open_capsule` for what is raised."""
    content = unpacked(passage, source)
    try:
        head = _head(Decoder(content), None)
    except (OverrunError, ValueError) as error:
        raise _nonsense(source, str(error)) from error
    # What comes from others is looked up by these names and must not be able to name a file.
    if not all(_ID.fullmatch(one) for one in (head.level, head.rules, head.difficulty)):
        raise _nonsense(source, "a name that no level has")
    return Capsule(source, head, content)


def _nonsense(source: str, why: str) -> Fault:
    return Fault([Problem(source, "E8005", "holds what no game can have written", got=short(why))])


def _content(head: Head, commands: tuple[Command, ...], level: Level) -> bytes:
    coder = Encoder()
    _head(coder, head)
    _commands(coder, level, commands)
    return coder.content


def _head(coder: Coder, head: Head | None) -> Head:
    """Write a head, or read one when there is none to write."""
    given: dict[str, Any] = {item.name: getattr(head, item.name) for item in fields(Head)} if head else {}
    made: dict[str, Any] = {}
    for item in fields(Head):
        if item.name in _HEX_DIGITS:
            digits = _HEX_DIGITS[item.name]
            made[item.name] = f"{coder.plain(4 * digits, int(given.get(item.name, '0'), 16)):0{digits}x}"
        elif item.name == "ironman":
            made[item.name] = coder.bit(item.name, given.get(item.name, 0))
        elif item.name == "rewinds":
            made[item.name] = number(coder, item.name, given.get(item.name, 0))
        else:
            # A person's name in its own context: its letters say nothing about ids.
            context = "name" if item.name == "name" else "id"
            made[item.name] = word(coder, context, given.get(item.name, ""))
    return Head(**made)


def _commands(coder: Coder, level: Level, commands: tuple[Command, ...] | None) -> tuple[Command, ...]:
    """Write commands, or read them when there are none to write."""
    walk = _Walk(coder, level)
    if commands is not None:
        for command in commands:
            walk.command(command)
        walk.end()
        return commands
    found: list[Command] = []
    while (read := walk.read()) is not None:
        found.append(read)
        if len(found) > MOST_COMMANDS:
            raise ValueError(f"more than {MOST_COMMANDS} commands")
    return tuple(found)


class _Walk:
    """One pass over the commands of a level; it follows the settings, for the next one is likely near the last."""

    def __init__(self, coder: Coder, level: Level) -> None:
        self.coder = coder
        self.level = level
        self.settings = dict(level.opening)
        self.last_kind = 0
        self.last_month = level.start
        self.last_card = 0
        self.lever: Lever | None = None
        self.card = 0
        self.fields: dict[str, Callable[[Any], Any]] = {
            "lever": self._lever,
            "value": self._value,
            "month": self._month,
            "card": self._card,
            "option": self._option,
            "duel": self._duel,
            "move": self._move,
            "figure": self._figure,
            "direction": self._direction,
            "confidence": self._counted("confidence"),
            "years": self._counted("years"),
            "seen": self._counted("seen"),
            "values": self._values,
        }

    def command(self, command: Command) -> None:
        self._kind(KINDS.index(type(command)) + 1)
        self._parts(type(command), command)

    def end(self) -> None:
        self._kind(0)

    def read(self) -> Command | None:
        """The next command; None at the end."""
        kind = self._kind(0)
        if kind == 0:
            return None
        return self._parts(KINDS[kind - 1], None)

    def _kind(self, place: int) -> int:
        self.last_kind = tree(self.coder, ("kind", self.last_kind), _KIND_BITS, place)
        return self.last_kind

    def _parts(self, kind: type, command: Command | None) -> Command:
        values = {}
        for item in fields(kind):
            values[item.name] = self.fields[item.name](None if command is None else getattr(command, item.name))
        made: Command = kind(**values)
        if isinstance(made, SetLever | Announce):
            self.settings[made.lever] = made.value
        return made

    def _place(self, context: str, names: tuple[str, ...], name: str | None) -> int:
        """Where a name stands among those the level has."""
        bits = max((len(names) - 1).bit_length(), 1)
        place = tree(self.coder, context, bits, 0 if name is None else _index(names, name))
        names[place]  # IndexError for a place beyond the last
        return place

    def _lever(self, name: str | None) -> str:
        names = tuple(lever.id for lever in self.level.levers)
        self.lever = self.level.levers[self._place("lever", names, name)]
        return self.lever.id

    def _value(self, value: float | None) -> float:
        """A setting: how many steps from the last one, or for one between two steps its decimal digits."""
        assert self.lever is not None
        lever, coder = self.lever, self.coder
        before = _steps(lever, self.settings[lever.id])
        steps = before if value is None else _steps(lever, value)
        between = coder.bit("between", int(value is not None and _at_step(lever, steps) != value))
        if not between:
            return _at_step(lever, before + signed(coder, "steps", steps - before))
        return self._decimal(value)

    def _decimal(self, value: float | None) -> float:
        """A number by its decimal digits."""
        sign, digits, exponent = Decimal(repr(value or 0.0)).as_tuple()
        sign = self.coder.bit("sign", sign)
        whole = number(self.coder, "digits", int("".join(map(str, digits))))
        power = signed(self.coder, "power", int(exponent))
        if abs(power) > 400:
            raise ValueError(f"a number with the exponent {power}")
        return float(f"{'-' if sign else ''}{whole}e{power}")

    def _month(self, month: int | None) -> int:
        self.last_month += signed(self.coder, "month", 0 if month is None else month - self.last_month)
        return self.last_month

    def _card(self, name: str | None) -> str:
        cards = self.level.cards
        place = 0 if name is None else _index(tuple(card.id for card in cards), name)
        self.card = self.last_card + signed(self.coder, "card", place - self.last_card)
        self.last_card = self.card + 1
        if not 0 <= self.card < len(cards):
            raise LookupError(f"card {self.card} of {len(cards)}")
        return cards[self.card].id

    def _option(self, name: str | None) -> str:
        options = self.level.cards[self.card].options
        names = tuple(option.id for option in options)
        option = options[self._place("option", names, name)]
        self.settings.update(option.levers)
        return option.id

    def _duel(self, name: str | None) -> str:
        names = tuple(duel.id for duel in self.level.duels)
        return names[self._place("duel", names, name)]

    def _figure(self, name: str | None) -> str:
        names = tuple(one.figure for one in PREDICTABLE)
        return names[self._place("figure", names, name)]

    def _direction(self, name: str | None) -> str:
        return DIRECTIONS[self._place("direction", DIRECTIONS, name)]

    def _counted(self, context: str) -> Callable[[int | None], int]:
        return lambda count: number(self.coder, context, count or 0)

    def _values(self, values: tuple[float, ...] | None) -> tuple[float, ...]:
        given = values or ()
        count = number(self.coder, "values", len(given))
        if count > MOST_COMMANDS:
            raise ValueError(f"a curve of {count} years")
        return tuple(self._decimal(given[place] if given else None) for place in range(count))

    def _move(self, name: str | None) -> str:
        return DUEL_MOVES[self._place("move", DUEL_MOVES, name)]


def _index(names: tuple[str, ...], name: str) -> int:
    if name not in names:
        raise LookupError(f"{short(name)} is not in the level")
    return names.index(name)


def _steps(lever: Lever, value: float) -> int:
    """The number of the step nearest to a setting."""
    return round((value - lever.minimum) / lever.step)


def _at_step(lever: Lever, steps: int) -> float:
    """The setting at a step, to the bit as a slider makes it."""
    return min(max(round(lever.minimum + steps * lever.step, _STEP_DIGITS), lever.minimum), lever.maximum) + 0.0
