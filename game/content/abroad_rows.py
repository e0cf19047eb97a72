"""Rows of a level file for those abroad: duels, rivals, buyers and the court of trade."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from game.content.forms import Id, Month, Number, Source, Strict, TextRow, TitleRow


class DuelStepRow(Strict):
    id: Id
    title: TitleRow
    rises: Literal["provoked", "pressing", "figure"]
    most: int = Field(default=4, ge=1, le=9)
    withdraws: int = Field(default=1, ge=1, le=9, description="place in the order in which steps are taken back")
    heights: list[TitleRow] = Field(default_factory=list, max_length=9, description="a name for each height, or none")
    at: list[Annotated[float, Field(ge=0.0, le=1e6)]] = Field(default_factory=list, max_length=9)
    shocks: dict[str, Annotated[float, Field(ge=-1.0, le=1.0)]] = Field(default_factory=dict, max_length=10)


class DuelRow(Strict):
    id: Id
    title: TitleRow
    who: TitleRow
    start: Month
    end: Month
    resolve: float = Field(ge=0.0, le=100.0)
    resolve_recovery_per_month: float = Field(ge=0.0, le=100.0)
    cover_figure: str = "magnet_cover_months"
    pain_per_cover_gap: float = Field(ge=0.0, le=1000.0)
    pain_decay_per_month: float = Field(ge=0.0, le=1.0)
    provocation: dict[str, Annotated[float, Field(ge=-100.0, le=100.0)]] = Field(max_length=20)
    exchanges_per_month: int = Field(ge=1, le=10)
    concession_musd: float = Field(ge=0.0, le=1e6)
    outside_steps: dict[Month, str] = Field(default_factory=dict, max_length=50)
    steps: list[DuelStepRow] = Field(min_length=1, max_length=6)
    control: str = Field(default="licensing_strictness", description="lever that moves of the duel tighten and ease")
    notch: float = Field(default=0.25, ge=-1e6, le=1e6, description="by which a move tightens it")
    worth_per_pressure: float = Field(default=0.0, ge=0.0, le=1000.0)
    market_per_heat: float = Field(default=0.0, ge=0.0, le=10.0)
    pain_per_market: float = Field(default=0.0, ge=0.0, le=100.0)
    figure: str = Field(default="", description="that steps of the kind figure follow")
    settled_below: float = Field(default=0.0, ge=0.0, le=1e6)
    months_between: int = Field(default=1, ge=1, le=120)
    stands_months: int = Field(
        default=2, ge=0, le=120, description="a step stands so long unless a concession trades it"
    )
    repeats_months: int = Field(
        default=3, ge=0, le=120, description="a step withdrawn is not taken again so soon unless something has changed"
    )


class MarkRow(Strict):
    signal: str = Field(description="what is compared; see game/rules/signals.py")
    above: Number | None = None
    below: Number | None = None


class NameRow(Strict):
    start: Month
    title: TitleRow


class StanceRow(Strict):
    id: Id
    title: TitleRow
    conditions: list[MarkRow] = Field(default_factory=list, max_length=5, description="all must hold; none: always")


class UndertakingRow(Strict):
    kind: Literal["financing", "mine", "refinery", "output", "stock", "fund", "case"]
    size: str = Field(default="", description="signal that says how large it is")
    lead: str = Field(default="", description="parameter of the engine, in months")
    lead_share: float = Field(default=1.0, ge=0.0, le=5.0)
    grows: str = Field(default="", description="signal that rises by `gain` when it comes true")
    gain: float = Field(default=0.0, ge=0.0, le=1e6)


class NoticeRow(Strict):
    id: Id
    title: TitleRow
    text: TextRow = Field(description="may use {who}, {tonnes} and {month}")
    advice: TextRow = Field(description="what can still be done about it")
    conditions: list[MarkRow] = Field(min_length=1, max_length=5)
    quiet_months: int = Field(ge=1, le=240, description="months without it before it is told again")
    project: UndertakingRow | None = None
    sources: list[Source] = Field(min_length=1, max_length=20)


class CharacterRow(Strict):
    id: Id
    kind: Literal["rival", "buyer", "court"]
    place: str = Field(description="the engine's name for a rival or buyer; geneva for the court")
    title: TitleRow
    about: TextRow
    names: list[NameRow] = Field(min_length=1, max_length=20, description="who acts there from a month on")
    stances: list[StanceRow] = Field(min_length=1, max_length=10, description="the first that holds is the present one")
    notices: list[NoticeRow] = Field(default_factory=list, max_length=20)
    sources: list[Source] = Field(min_length=1, max_length=20)
