"""What makes one level another than the campaign: levers closed, history changed, steps to learn by, seats to play.

Frozen plain data like `rules/level.py`; nothing here moves the economy by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["campaign", "tutorial", "era", "what_if", "lesson", "sandbox"]
KINDS: tuple[Kind, ...] = ("campaign", "tutorial", "era", "what_if", "lesson", "sandbox")

ChangeKind = Literal["parameter", "opening", "world"]
Look = Literal["top", "score", "capital", "desk", "charts", "centre", "orders", "end_turn", "codex", "card", ""]
Deed = Literal["set", "announce", "withdraw", "choose", "exchange", "end_turn"]


@dataclass(frozen=True, slots=True)
class Text:
    """One text in English and Simplified Chinese."""

    en: str
    zh: str

    def in_language(self, language: str) -> str:
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True, slots=True)
class Access:
    """A lever that the player may not move, and why; hidden ones are not shown at all.

    Before `until` (first month in which it is free; None: never) it stays where it stands, or history's orders for it
    bind by themselves, unpaid, as those of somebody else's ministry.
    """

    hidden: bool
    follows_history: bool
    reason: Text
    until: int | None

    def closed(self, month: int) -> bool:
        return self.until is None or month < self.until


@dataclass(frozen=True, slots=True)
class Change:
    """One stated departure from history, from the level's first month on.

    `rows` are names of rows of the changed block (`rival_capacity_t_per_month[us]`) or columns of the world; each is
    set to `value`, or multiplied by `factor`. A world is changed in the months `start` to `end`.
    """

    kind: ChangeKind
    rows: tuple[str, ...]
    value: float | None
    factor: float | None
    start: int
    end: int
    reason: Text
    source: str

    def applied(self, before: float) -> float:
        """The changed value."""
        if self.value is not None:
            return self.value
        return before * (1.0 if self.factor is None else self.factor)


@dataclass(frozen=True, slots=True)
class Done:
    """When a step is done: every part that is given holds. Without parts it is done when the player says so."""

    deed: Deed | None  # the player has given such a command since the step began
    lever: str | None  # ... for this lever, if a deed is asked; else the lever's setting is compared
    at_least: float | None
    at_most: float | None
    month: int | None  # the game has come to this month
    card: str | None  # this card has been answered


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a tutorial: what to look at, what to do, and when it is done."""

    id: str
    title: Text
    text: Text
    look: Look
    lever: str | None  # the lever that `look` points at, where the desk is meant
    done: Done | None


@dataclass(frozen=True, slots=True)
class Role:
    """A seat at the table of a lesson: a ministry, what it wants and what it may argue with."""

    id: str
    title: Text
    brief: Text
    wants: Text
    levers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Par:
    """The best result the project's own search has found, and the journal that earns it."""

    overall: float
    share: float
    price: float
    leverage: float
    journal: str  # path inside the levels folder


@dataclass(frozen=True, slots=True)
class About:
    """What is said around a level; nothing of it changes the game."""

    kind: Kind = "campaign"
    order: int = 0  # place in its group
    minutes: int = 0  # about how long it takes; 0: not said
    demand: int = 0  # 1 to 3; 0: as the number of turns and cards suggests
    teaches: Text | None = None
    question: Text | None = None  # to talk about afterwards
    facts: tuple[str, ...] = ()  # ids for the briefing; empty: the newest that could be known
    roles: tuple[Role, ...] = ()
    steps: tuple[Step, ...] = ()
    hand_in: Text | None = None  # of an assignment: what to hand in
    par: Par | None = None
