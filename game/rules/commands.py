"""What a player can do: plain data, imperative names. The journal stores these and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# What they do is said in `rules/duel_moves.py`.
DUEL_MOVES = ("enforce", "ease", "offer", "hold", "concede", "announce", "bind", "delay", "trade")
DuelMove = Literal["enforce", "ease", "offer", "hold", "concede", "announce", "bind", "delay", "trade"]

# Where a predicted figure goes; by how much it must move is said in `rules/predictions.py`.
DIRECTIONS = ("up", "flat", "down")
Direction = Literal["up", "flat", "down"]


@dataclass(frozen=True, slots=True)
class SetLever:
    """Order a lever to a setting, from this month on."""

    lever: str
    value: float


@dataclass(frozen=True, slots=True)
class Announce:
    """Announce that a lever will be set on the first of a later month; markets react at once."""

    lever: str
    value: float
    month: int


@dataclass(frozen=True, slots=True)
class Withdraw:
    """Take back what was announced for a lever."""

    lever: str


@dataclass(frozen=True, slots=True)
class Choose:
    """Answer a card."""

    card: str
    option: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """One exchange of a duel."""

    duel: str
    move: DuelMove


@dataclass(frozen=True, slots=True)
class Predict:
    """Say where the yearly mean of a figure will have gone in so many years, and how sure that is.

    `seen` is the first month that no other branch of the game has lived through; what lies before it does not count.
    """

    figure: str
    direction: Direction
    confidence: int  # per cent
    years: int
    seen: int = 0


@dataclass(frozen=True, slots=True)
class Sketch:
    """Draw the yearly means of a figure over the next years, in the engine's unit; `seen` as in `Predict`."""

    figure: str
    values: tuple[float, ...]
    seen: int = 0

    @property
    def years(self) -> int:
        return len(self.values)


@dataclass(frozen=True, slots=True)
class EndTurn:
    """Let time run to the end of the turn or to the next card's month, whichever comes first."""


Command = SetLever | Announce | Withdraw | Choose | Exchange | EndTurn | Predict | Sketch


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a command is allowed, what it costs in political capital, and if not, why not.

    `reason` is a message id; `details` fills its placeholders. The views turn both into a sentence.
    """

    allowed: bool
    cost: float
    reason: str = ""
    details: tuple[tuple[str, str | float], ...] = ()
