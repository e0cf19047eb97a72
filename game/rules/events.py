"""What happened: plain data, past tense. The views turn them into sentences."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LeverSet:
    month: int
    lever: str
    before: float
    after: float
    cost: float


@dataclass(frozen=True, slots=True)
class Announced:
    month: int
    lever: str
    value: float
    binds: int


@dataclass(frozen=True, slots=True)
class AnnouncementWithdrawn:
    month: int
    lever: str


@dataclass(frozen=True, slots=True)
class AnnouncementBound:
    month: int
    lever: str
    value: float


@dataclass(frozen=True, slots=True)
class CardOpened:
    month: int
    card: str


@dataclass(frozen=True, slots=True)
class CardAnswered:
    month: int
    card: str
    option: str


@dataclass(frozen=True, slots=True)
class OpponentMoved:
    """The opponent of a duel took or withdrew a step; `level` is the height at which it now stands."""

    month: int
    duel: str
    step: str
    level: int
    reason: str  # "outside", "provoked", "pressing", "talks", "offer", "broken", "starved", "case", "settled"


@dataclass(frozen=True, slots=True)
class OfferRefused:
    month: int
    duel: str


@dataclass(frozen=True, slots=True)
class PlantsIdled:
    month: int
    duel: str


@dataclass(frozen=True, slots=True)
class NoticeGiven:
    """Somebody abroad announced something; `size` in the unit of its signal, `due` the month it should show."""

    month: int
    character: str
    notice: str
    due: int
    size: float


@dataclass(frozen=True, slots=True)
class ProjectEnded:
    """Something announced abroad came true or was given up."""

    month: int
    character: str
    notice: str
    done: bool


@dataclass(frozen=True, slots=True)
class ChronicleLine:
    month: int
    index: int  # place in level.news


@dataclass(frozen=True, slots=True)
class Warned:
    month: int
    reason: str  # "approval" or "deficit"
    turns_left: int


@dataclass(frozen=True, slots=True)
class Removed:
    month: int
    reason: str


@dataclass(frozen=True, slots=True)
class TurnEnded:
    month: int
    turn: int


@dataclass(frozen=True, slots=True)
class LevelEnded:
    month: int


Event = (
    LeverSet
    | Announced
    | AnnouncementWithdrawn
    | AnnouncementBound
    | CardOpened
    | CardAnswered
    | OpponentMoved
    | OfferRefused
    | PlantsIdled
    | NoticeGiven
    | ProjectEnded
    | ChronicleLine
    | Warned
    | Removed
    | TurnEnded
    | LevelEnded
)
