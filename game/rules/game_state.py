"""The state of one game: frozen; every change is a new state made by `turn.apply`."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from operator import attrgetter
from typing import Any, Final

import numpy as np

from game.economy.blocks import Array
from game.economy.quantities import Parameters, State
from game.economy.world import World
from game.rules.abroad import CharacterState
from game.rules.commands import Predict, Sketch
from game.rules.levers import Order, Ramp
from game.rules.statistics import Observation, known_figures

# Columns of the tally that the score and its side marks are made of, one row a month.
TALLY = (
    "mining_share",
    "processing_share",
    "magnet_share",
    "net_revenue_musd",
    "exported_t",
    "leverage",
    "concessions",
    "damage_points",
    "treasury_musd",
    "approval",  # mean of the constituencies; nothing under a caretaker
    "in_office",  # 1, or 0 under a caretaker
)


@dataclass(frozen=True, slots=True)
class Engine:
    """What the economy needs besides the state: the same for every month of a level."""

    parameters: Parameters
    world: World
    before: Engine | None = None  # what the past was run with, where a level changes parameters or world
    key: str = field(init=False, repr=False, compare=False)  # SHA-256 of all numbers, in hex

    def __post_init__(self) -> None:
        made = hashlib.sha256(self.parameters.block().tobytes() + self.world.table.tobytes())
        if self.before is not None:
            made.update(self.before.key.encode())
        object.__setattr__(self, "key", made.hexdigest())


@dataclass(frozen=True, slots=True)
class Concession:
    """A step that an opponent withdrew; `promised` is the pressure not to be passed, None when nothing was promised."""

    step: str
    month: int
    promised: float | None


@dataclass(frozen=True, slots=True)
class DuelState:
    """Where an opponent stands."""

    id: str
    heights: Mapping[str, int]  # of each step, from 0
    resolve: float
    pain: float
    heat: float  # provocation of this month
    exchanges: int  # used this month
    concessions: tuple[Concession, ...]  # steps withdrawn that still hold
    idle_since: int  # month since which plants abroad stand still, -1 while they run
    braced: float  # heat that markets expect
    market: float  # fall of markets that is not forgotten yet, per cent
    moved: int  # month of the last step
    bluffs: int  # announced controls that were traded away
    taken: Mapping[str, int]  # step -> month in which it was last taken
    freed: Mapping[str, int]  # step -> month in which it was last withdrawn
    closed: float | None  # pressure at which talks were broken off for want of an answer; None while they are open

    @property
    def standing(self) -> int:
        """All steps that stand."""
        return sum(self.heights.values())  # exact: integers

    @property
    def idle(self) -> bool:
        """Whether plants abroad stand still."""
        return self.idle_since >= 0


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was predicted, and the first of the months that it is about."""

    month: int
    said: Predict | Sketch


@dataclass(frozen=True, slots=True)
class GameState:
    """Everything a game is made of. `month` is the next month to be lived through."""

    month: int
    turn: int
    turn_end: int  # first month after this turn
    economy: State
    settings: Mapping[str, float]  # as ordered
    ramps: Mapping[str, Ramp]
    turn_settings: Mapping[str, float]  # as they stood when the turn began
    paid: Mapping[str, float]  # capital paid this turn, by lever
    capital: float
    approvals: Mapping[str, float]
    shifts: Mapping[str, float]  # approval from cards, fading
    figures: Mapping[str, float]  # indicators of the last month, the true ones
    observed: Observation  # what Beijing could see of them
    shocks: Mapping[str, float]  # waiting for the next month
    announced: tuple[Order, ...]
    open_cards: tuple[str, ...]
    answered: tuple[tuple[str, str], ...]  # (card, option) in order
    triggered: int  # triggered cards shown this turn
    waiting: Mapping[str, int]  # triggered cards that found no room, with the month since which they hold
    duels: tuple[DuelState, ...]
    abroad: tuple[CharacterState, ...]
    tally: Array  # (months so far, TALLY)
    deficit_months: int
    warned: tuple[str, int] | None  # reason and turn of the standing warning
    caretaker: bool
    ended: bool
    predictions: tuple[Prediction, ...] = ()

    @property
    def known(self) -> dict[str, float]:
        """The indicators of the last month as they are known."""
        return known_figures(self.figures, self.observed)

    def digest(self) -> str:
        """SHA-256 of the whole state in hex; equal states have equal digests on every machine.

        A journal holds one a month, so numbers are gathered and hashed as raw bytes rather than written as text.
        """
        made = hashlib.sha256(self.economy.digest())
        made.update((self.tally + 0.0).astype("<f8").tobytes())
        words: list[str] = []
        numbers: list[float] = []
        for name in _HASHED_BY_PART:
            if name == "predictions" and not self.predictions:
                continue  # a game in which nothing is predicted has the hash it had before there were predictions
            words.append(name)
            _unfold(getattr(self, name), words, numbers)
        made.update("\n".join(words).encode())
        made.update((np.array(numbers, dtype=np.float64) + 0.0).astype("<f8").tobytes())
        return made.hexdigest()


_HASHED_BY_PART = tuple(item.name for item in fields(GameState) if item.name not in ("economy", "tally"))
_PARTS: dict[type, Callable[[object], tuple[object, ...]]] = {}
_ORDERS: dict[tuple[str, ...], tuple[tuple[str, ...], str]] = {}  # keys as they come -> sorted, and as a word
_FLOATS: Final = {float}
_WORDS: Final = {int, str}


def _unfold(value: object, words: list[str], numbers: list[float]) -> None:
    """A value in canonical form: its floats into `numbers`, its shape and all else into `words`; mappings by key."""
    kind: Any = type(value)
    if kind is tuple:
        words.append(f"({len(value)}")  # type: ignore[arg-type]
        _unfold_all(value, words, numbers)  # type: ignore[arg-type]
    elif kind in _PARTS:
        _unfold_all(_PARTS[kind](value), words, numbers)
    elif isinstance(value, float):
        numbers.append(value)
    elif value is None or isinstance(value, int | str):
        words.append(repr(value))
    elif isinstance(value, dict | Mapping):  # plain ones first, whom the wider question would cost more
        keys, word = _in_order(tuple(value))
        words.append(word)
        _unfold_all([value[key] for key in keys], words, numbers)
    elif is_dataclass(value):
        _PARTS[kind] = attrgetter(*(item.name for item in fields(kind)))
        _unfold_all(_PARTS[kind](value), words, numbers)
    else:
        raise TypeError(f"no canonical form for {kind.__name__}")


def _in_order(keys: tuple[str, ...]) -> tuple[tuple[str, ...], str]:
    """Keys in order and the word that stands for them; a state's mappings come with the same keys month after month."""
    if keys not in _ORDERS:
        if len(_ORDERS) > 4096:
            _ORDERS.clear()
        ordered = tuple(sorted(keys))
        _ORDERS[keys] = ordered, f"{len(ordered)} " + " ".join(ordered)
    return _ORDERS[keys]


def _unfold_all(values: Sequence[Any], words: list[str], numbers: list[float]) -> None:
    kinds = set(map(type, values))
    if kinds == _FLOATS:
        numbers += values
    elif kinds <= _WORDS:
        words += map(repr, values)
    else:
        for value in values:
            # The two kinds that make up nearly all of a state, without another call.
            if type(value) is float:
                numbers.append(value)
            elif type(value) in _WORDS:
                words.append(repr(value))
            else:
                _unfold(value, words, numbers)
