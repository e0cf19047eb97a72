"""A level as the rules see it: frozen plain data, already checked by `game.content`.

Months are indices since January 1985 (`economy.dimensions.parse_month`). Texts exist in both languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, TypeVar

from game.economy.blocks import Array
from game.economy.policy import NO_CAP_T_PER_YEAR
from game.rules.difficulty import NORMAL, Difficulty, difficulty
from game.rules.opponents import Character, DuelRule
from game.rules.staging import About, Access, Change, Text

__all__ = [
    "CONSTITUENCIES",
    "GROUPS",
    "LANGUAGES",
    "Card",
    "Choice",
    "Condition",
    "Constituency",
    "Era",
    "Grain",
    "Level",
    "Lever",
    "LeverGroup",
    "News",
    "Objective",
    "Option",
    "PathRow",
    "Text",
    "TurnLength",
    "Unit",
]

LANGUAGES = ("en", "zh")

CONSTITUENCIES = ("provinces", "commerce", "industry", "environment", "planners", "foreign")
Constituency = Literal["provinces", "commerce", "industry", "environment", "planners", "foreign"]

# Names in conditions that the engine does not know: the player's authority, and the mean of the constituencies.
POLITICAL_CAPITAL = "political_capital"
MEAN = "mean"

GROUPS = ("prices", "trade", "production", "industry", "enforcement", "technology", "strategy")
LeverGroup = Literal["prices", "trade", "production", "industry", "enforcement", "technology", "strategy"]

# One game's figure, or that of many games at once.
Figure = TypeVar("Figure", float, Array)


@dataclass(frozen=True, slots=True)
class Grain:
    """Price factor of moving a lever from `start` on: 0.5 with the official line, 1, or 2 against it."""

    start: int  # month index
    factor: float


@dataclass(frozen=True, slots=True)
class Choice:
    """A named position of a lever that has positions rather than a range."""

    value: float
    title: Text


@dataclass(frozen=True, slots=True)
class Lever:
    """Something the player sets; its id is a field of `economy.policy.Policy`."""

    id: str
    group: LeverGroup
    title: Text
    help: Text
    unit: str  # "share", "t/yr", "MUSD/yr", "elements", "groups", "target"
    minimum: float
    maximum: float
    step: float
    base_cost: float  # political capital for moving the whole range
    grain: tuple[Grain, ...]  # sorted by start; before the first the factor is 1
    phase_in_months: int
    conceivable_from: int  # month index from which the legal tool could have been thought of
    maximum_means_none: bool  # at the maximum there is no quota or plan at all
    choices: tuple[Choice, ...]  # empty for a range
    crisis_discount: bool  # trade and strategy levers cost a third in crisis months
    liked_by: tuple[Constituency, ...]  # who likes it raised
    disliked_by: tuple[Constituency, ...]
    sources: tuple[str, ...]  # fact ids or citations

    def policy_value(self, setting: float) -> float:
        """What the engine is told for this setting (a maximum that means "none" becomes NO_CAP)."""
        if self.maximum_means_none and setting >= self.maximum:
            return NO_CAP_T_PER_YEAR
        return setting


@dataclass(frozen=True, slots=True)
class PathRow:
    """One dated move of history's policy path."""

    month: int
    lever: str
    value: float
    basis: Literal["sourced", "estimated"]
    source: str  # fact id (B...), citation, or the reason of an estimate
    announced: int | None  # month in which it was announced, if before it binds


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to a card."""

    id: str
    title: Text
    note: Text | None  # what its numbers do not say; `views.effects` puts the numbers into words
    capital: float  # political capital paid (positive) or gained (negative)
    levers: Mapping[str, float]  # settings ordered by choosing it, free of further cost
    shocks: Mapping[str, float]  # Policy shock fields, applied in the month of the card
    approval: Mapping[str, float]  # points of approval by constituency, fading over two years


@dataclass(frozen=True, slots=True)
class Condition:
    """Something that must hold for a card to open: a number between bounds, or an earlier card answered so."""

    kind: Literal["figure", "lever", "approval", "card"]
    name: str  # of `economy.indicators` or POLITICAL_CAPITAL, of a lever, of a constituency or MEAN, of a card
    above: float | None = None
    below: float | None = None
    answers: tuple[str, ...] = ()  # options of that card


@dataclass(frozen=True, slots=True)
class Card:
    """A dilemma or an event. Dated: `month` set, `conditions` if it may fail to come. Triggered: `conditions` alone."""

    id: str
    title: Text
    situation: Text
    month: int | None
    earliest: int  # triggered cards: first and last month in which they may fire
    latest: int
    conditions: tuple[Condition, ...]
    options: tuple[Option, ...]
    default: str  # option taken when nobody answers
    history: str | None  # history's choice, if history faced this card
    sources: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class TurnLength:
    """From `start` on a turn lasts `months` (12, 6, 3 or 1)."""

    start: int
    months: int


@dataclass(frozen=True, slots=True)
class Era:
    id: str
    title: Text
    start: int


@dataclass(frozen=True, slots=True)
class News:
    """A dated line of the chronicle that has no effect of its own (its causes are levers, cards or world rows)."""

    month: int
    text: Text
    source: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A licensed producer before mergers: its share of the plan and which group absorbs it on which map.

    `member_of` maps the number of groups on the map (6, 4, 2) to the group's id.
    """

    id: str
    title: Text
    light_quota_share: float
    heavy_quota_share: float
    licences: int
    smelters: int
    member_of: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Objective:
    title: Text
    figure: str  # "share", "price", "leverage" or a column of `economy.indicators`
    at_least: float | None
    at_most: float | None


# Whether predictions can be made before a turn ends: not at all, as the player likes, or asked for at every turn.
Predictions = Literal["off", "free", "asked"]

# What a game shows of what cannot be counted: what Beijing could see then, or the truth as it is known now.
Knowledge = Literal["then", "now"]


@dataclass(frozen=True, slots=True)
class Level:
    """Everything the rules need to know to play one level."""

    id: str
    rules: str
    parameters: str
    world: str
    content_hash: str  # sha256 of the canonical form of all data the level carries
    title: Text
    summary: Text
    briefing: Text
    start: int
    end: int  # last month played
    turns: tuple[TurnLength, ...]
    eras: tuple[Era, ...]
    crisis_months: tuple[tuple[int, int], ...]  # first and last month of each span
    levers: tuple[Lever, ...]
    opening: Mapping[str, float]  # setting of each lever at the start
    history: tuple[PathRow, ...]
    cards: tuple[Card, ...]
    news: tuple[News, ...]
    units: tuple[Unit, ...]
    duels: tuple[DuelRule, ...]
    characters: tuple[Character, ...]
    objectives: tuple[Objective, ...]
    opening_capital: float | None  # None: what history's run of `past` holds at that date
    opening_treasury_musd: float | None
    foreign_exchange_until: int  # month until which foreign exchange is a goal of its own
    knowledge: Knowledge = "then"
    rewind: Literal["free", "none"] = "free"  # whether time may be turned back
    predictions: Predictions = "free"
    past: Level | None = None  # the level whose history leads up to this one's start; None for one that starts in 1985
    overrides: Mapping[str, float] = field(default_factory=dict)  # settings that differ from history's at the start
    access: Mapping[str, Access] = field(default_factory=dict)  # by lever; a lever that is not named is free
    changes: tuple[Change, ...] = ()
    seed: int | None = None  # of the world's chances; None: none at all
    about: About = About()
    difficulty: Difficulty = NORMAL  # chosen by the player; no part of the level's content
    fixed_difficulty: bool = False  # unless an assignment has chosen it
    hints: bool = True  # whether history's settings and answers may be marked during play

    def at_difficulty(self, name: str) -> Level:
        """The same level at a difficulty, or at its own if that is fixed; without marks of history if it wants none.

        Raises KeyError for an unknown one.
        """
        chosen = self.difficulty if self.fixed_difficulty else difficulty(name)
        return replace(self, difficulty=chosen if self.hints else replace(chosen, history_shown=False))

    def lever(self, lever_id: str) -> Lever:
        for lever in self.levers:
            if lever.id == lever_id:
                return lever
        raise KeyError(lever_id)

    def card(self, card_id: str) -> Card:
        for card in self.cards:
            if card.id == card_id:
                return card
        raise KeyError(card_id)

    def closed(self, lever_id: str, month: int) -> Access | None:
        """Why a lever may not be moved in a month, or None."""
        access = self.access.get(lever_id)
        return access if access is not None and access.closed(month) else None

    def hidden(self, lever_id: str, month: int) -> bool:
        """Whether a lever is not even shown in a month."""
        access = self.closed(lever_id, month)
        return access is not None and access.hidden

    def era_at(self, month: int) -> Era:
        """The era a month lies in."""
        current = self.eras[0]
        for era in self.eras:
            if era.start <= month:
                current = era
        return current
