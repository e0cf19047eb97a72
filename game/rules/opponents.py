"""Those abroad as a level has them: opponents of a duel with their rule, characters with stances and notices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from game.rules.staging import Text


@dataclass(frozen=True, slots=True)
class DuelStep:
    """A kind of step that an opponent can take, higher and higher."""

    id: str
    title: Text
    rises: Literal["provoked", "pressing", "figure"]
    most: int
    withdraws: int  # place in the order in which steps are taken back
    heights: tuple[Text, ...]  # a name for each height, or none
    at: tuple[float, ...]  # of the rule's figure, for steps that follow it
    shocks: Mapping[str, float]  # Policy shock fields, each month and for each height


@dataclass(frozen=True, slots=True)
class DuelRule:
    """Numbers of the readable rule by which an opponent answers (see `rules/duel.py`)."""

    id: str
    title: Text
    who: Text  # in a sentence
    start: int
    end: int
    resolve: float  # 0-100 at the start
    resolve_recovery_per_month: float
    cover_figure: str  # months of magnets at hand, that pain is made of
    pain_per_cover_gap: float
    pain_decay_per_month: float
    provocation: Mapping[str, float]  # move -> provocation points
    exchanges_per_month: int
    concession_musd: float  # worth of one step withdrawn, per year held
    outside_steps: Mapping[int, str]  # month index -> step taken whatever the player does ("tariff")
    steps: tuple[DuelStep, ...]
    control: str  # the lever that moves of the duel tighten and ease
    notch: float  # by which a move tightens it
    worth_per_pressure: float  # points towards resolve for pressure given up, 0-1
    market_per_heat: float  # per cent that markets fall for each point of surprise
    pain_per_market: float
    figure: str  # that steps of the kind "figure" follow
    settled_below: float
    months_between: int
    stands_months: int  # a step stands so long unless a concession of ours trades it
    repeats_months: int  # a step withdrawn is not taken again so soon unless something has changed


@dataclass(frozen=True, slots=True)
class Mark:
    """A signal of somebody abroad (`rules/signals.py`) compared with a number."""

    signal: str
    above: float | None
    below: float | None


@dataclass(frozen=True, slots=True)
class Stance:
    """What somebody abroad makes of things; the first of a character whose marks all hold is the present one."""

    id: str
    title: Text
    marks: tuple[Mark, ...]  # none: holds whenever those before it do not


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What a notice announces: how long it takes by the engine's own lead times, and what shows that it happened."""

    kind: str  # "financing", "mine", "refinery", "output", "stock", "fund", "case"
    size: str  # signal that says how large it is when announced, or ""
    lead: str  # parameter of the engine, months, or "" for what is there already
    lead_share: float
    grows: str  # signal that rises by `gain` when it comes true, or ""
    gain: float


@dataclass(frozen=True, slots=True)
class Notice:
    """Told when its marks come to hold after `quiet_months` in which they did not all hold."""

    id: str
    title: Text  # as the page lists it: "breaks ground"
    text: Text  # with {who}, {tonnes}, {month}
    advice: Text  # what can still be done about it
    marks: tuple[Mark, ...]
    quiet_months: int
    project: Undertaking | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody abroad who watches what Beijing does: a rival, a buyer, or the court of trade."""

    id: str
    kind: Literal["rival", "buyer", "court"]
    place: str  # the engine's name: one of RIVALS or BUYERS, or "geneva"
    title: Text
    about: Text
    names: tuple[tuple[int, Text], ...]  # who acts there from a month on
    stances: tuple[Stance, ...]
    notices: tuple[Notice, ...]
    sources: tuple[str, ...]

    def name_at(self, month: int) -> Text:
        """Who acts there in a month."""
        name = self.names[0][1]
        for start, title in self.names:
            if start <= month:
                name = title
        return name
