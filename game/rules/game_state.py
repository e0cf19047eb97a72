"""The state of one game: frozen; every change is a new state made by `turn.apply`."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass

import numpy as np

from game.economy.blocks import Array
from game.economy.quantities import Parameters, State
from game.economy.world import World
from game.rules.levers import Order, Ramp

# Columns of the tally that the score is made of, one row a month.
TALLY = (
    "mining_share",
    "processing_share",
    "magnet_share",
    "net_revenue_musd",
    "exported_t",
    "leverage",
    "concessions",
)


@dataclass(frozen=True, slots=True)
class Engine:
    """What the economy needs besides the state: the same for every month of a level."""

    parameters: Parameters
    world: World


@dataclass(frozen=True, slots=True)
class DuelState:
    """Where an opponent stands; steps run from 0 to 4."""

    id: str
    tariff: int
    chip: int
    blacklist: int
    resolve: float
    pain: float
    heat: float  # provocation of this month
    exchanges: int  # used this month
    won: int  # steps withdrawn that still hold: the concessions
    idle: bool  # plants abroad stand still


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
    figures: Mapping[str, float]  # indicators of the last month
    shocks: Mapping[str, float]  # waiting for the next month
    announced: tuple[Order, ...]
    open_cards: tuple[str, ...]
    answered: tuple[tuple[str, str], ...]  # (card, option) in order
    triggered: int  # triggered cards shown this turn
    duels: tuple[DuelState, ...]
    tally: Array  # (months so far, TALLY)
    deficit_months: int
    warned: tuple[str, int] | None  # reason and turn of the standing warning
    caretaker: bool
    ended: bool

    def digest(self) -> str:
        """SHA-256 of the whole state in hex; equal states have equal digests on every machine."""
        made = hashlib.sha256(self.economy.digest())
        made.update((self.tally + 0.0).astype("<f8").tobytes())
        for item in fields(self):
            if item.name not in ("economy", "tally"):
                made.update(f"{item.name}={_plain(getattr(self, item.name))}\n".encode())
        return made.hexdigest()


def _plain(value: object) -> str:
    """A canonical text: floats by their exact hexadecimal form, mappings in order of their keys."""
    if isinstance(value, bool) or value is None or isinstance(value, int | str):
        return repr(value)
    if isinstance(value, float | np.floating):
        return (float(value) + 0.0).hex()
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{key}:{_plain(value[key])}" for key in sorted(value)) + "}"
    if isinstance(value, tuple):
        return "(" + ",".join(_plain(part) for part in value) + ")"
    if is_dataclass(value):
        return "[" + ",".join(_plain(getattr(value, item.name)) for item in fields(value)) + "]"
    raise TypeError(f"no canonical form for {type(value).__name__}")
