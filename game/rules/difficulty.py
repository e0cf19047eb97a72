"""Three difficulties: numbers about authority and patience only; the economy is the same in all of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

DifficultyId = Literal["easy", "normal", "hard"]


@dataclass(frozen=True, slots=True)
class Difficulty:
    """What changes with the difficulty; the words that describe one are made from these numbers."""

    id: DifficultyId
    income_factor: float  # times the political capital that approval earns
    kept: float  # political capital that does not fade while it is not used
    price_factor: float  # times the price of moving a lever
    against_factor: float  # times the price of a move against the official line, on top
    angry_below: float  # approval under which a constituency resists
    resistance: float  # what each angry constituency adds to the price of a move it dislikes
    approval_months: float  # time in which a constituency changes its mind
    least_approval: float  # mean approval under which office is in danger
    deficit_months: int  # months of deficit after which office is in danger
    grace_turns: int  # turns between the first warning and removal
    history_shown: bool  # whether history's settings and answers are marked during play


EASY: Final = Difficulty(
    id="easy",
    income_factor=1.2,
    kept=50.0,
    price_factor=0.8,
    against_factor=0.8,
    angry_below=20.0,
    resistance=0.15,
    approval_months=15.0,
    least_approval=22.0,
    deficit_months=36,
    grace_turns=3,
    history_shown=True,
)
NORMAL: Final = Difficulty(
    id="normal",
    income_factor=1.0,
    kept=40.0,
    price_factor=1.0,
    against_factor=1.0,
    angry_below=30.0,
    resistance=0.25,
    approval_months=12.0,
    least_approval=30.0,
    deficit_months=24,
    grace_turns=2,
    history_shown=True,
)
HARD: Final = Difficulty(
    id="hard",
    income_factor=1.0,
    kept=40.0,
    price_factor=1.0,
    against_factor=1.4,
    angry_below=32.0,
    resistance=0.3,
    approval_months=9.0,
    least_approval=35.0,
    deficit_months=18,
    grace_turns=2,
    history_shown=False,
)
DIFFICULTIES: Final = (EASY, NORMAL, HARD)
# A lecture's: normal, but orders cost nothing and nobody is removed, so that a class may try what it likes.
LECTURE: Final = replace(NORMAL, kept=100.0, price_factor=0.0, least_approval=0.0, deficit_months=10_000)


def difficulty(name: str) -> Difficulty:
    """The difficulty of an id.

    Raises KeyError for an unknown one.
    """
    for one in DIFFICULTIES:
        if one.id == name:
            return one
    raise KeyError(name)
