"""The level format: what a level file and the files it includes may hold. Strict; unknown keys are errors.

Keys mirror the dataclasses of `game.rules.level`; months are texts "YYYY-MM".
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from game.economy.dimensions import FIRST_YEAR, parse_month
from game.rules.level import Constituency, LeverGroup

SCHEMA_VERSION: Final = 1
RULES_VERSION: Final = "1"
LAST_YEAR: Final = 2040

TITLE_CHARACTERS: Final = 120
TEXT_CHARACTERS: Final = 2000

_RESERVED: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))]
)


def _month(text: str) -> str:
    try:
        parse_month(text)
    except ValueError:
        raise ValueError("E3008 is not a month; expected YYYY-MM") from None
    if not FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
        raise ValueError(f"E3007 month is out of range; expected {FIRST_YEAR}-01 to {LAST_YEAR}-12")
    return text


def _identifier(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,63}", text):
        raise ValueError("E3009 is not an id; expected a-z, 0-9, _ and -, at most 64, a letter or digit first")
    if text in _RESERVED:
        raise ValueError("E3009 is a reserved file name on Windows; expected another id")
    return text


def _zero(value: Any) -> Any:
    """Minus zero means zero."""
    return value + 0.0 if isinstance(value, float) and value == 0.0 else value


def _include(text: str) -> str:
    parts = text.split("/")
    if not re.fullmatch(r"[a-z0-9_/.-]{1,120}", text) or any(part in ("", ".", "..") for part in parts):
        raise ValueError(
            "E3019 is not inside the levels folder; expected a path like shared/levers.toml or shared/cards"
        )
    return text


Month = Annotated[str, AfterValidator(_month), Field(description="month YYYY-MM")]
Id = Annotated[str, AfterValidator(_identifier), Field(description="id")]
Number = Annotated[float, BeforeValidator(_zero)]
Share = Annotated[float, BeforeValidator(_zero), Field(ge=0.0, le=1.0)]
Source = Annotated[str, Field(min_length=1, max_length=400)]
Setting = Annotated[float, BeforeValidator(_zero), Field(ge=-1e7, le=1e7)]


class Strict(BaseModel):
    """Nothing unknown, nothing converted, nothing infinite, nothing changed afterwards."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        frozen=True,
        allow_inf_nan=False,
        validate_default=True,
        revalidate_instances="always",
    )


class TitleRow(Strict):
    en: str = Field(min_length=1, max_length=TITLE_CHARACTERS, description="English")
    zh: str = Field(min_length=1, max_length=TITLE_CHARACTERS, description="Simplified Chinese")


class TextRow(Strict):
    en: str = Field(min_length=1, max_length=TEXT_CHARACTERS, description="English")
    zh: str = Field(min_length=1, max_length=TEXT_CHARACTERS, description="Simplified Chinese")


class GrainRow(Strict):
    start: Month
    factor: float = Field(ge=0.25, le=4.0, description="0.5 with the official line, 1, or 2 against it")


class ChoiceRow(Strict):
    value: Setting
    title: TitleRow


class LeverRow(Strict):
    id: str = Field(description="name of the policy field of the engine")
    group: LeverGroup
    title: TitleRow
    help: TextRow = Field(description="one paragraph: what it does and what it costs")
    unit: str = Field(min_length=1, max_length=32)
    minimum: Setting
    maximum: Setting
    step: float = Field(gt=0.0, le=1e6)
    opening: Setting = Field(description="setting of January 1985")
    base_cost: float = Field(ge=0.0, le=50.0, description="political capital for moving the whole range")
    grain: list[GrainRow] = Field(default_factory=list, max_length=50)
    phase_in_months: int = Field(ge=0, le=120)
    conceivable_from: Month
    maximum_means_none: bool = False
    choices: list[ChoiceRow] = Field(default_factory=list, max_length=20)
    crisis_discount: bool = False
    liked_by: list[Constituency] = Field(default_factory=list, max_length=6)
    disliked_by: list[Constituency] = Field(default_factory=list, max_length=6)
    sources: list[Source] = Field(default_factory=list, max_length=20)


class HistoryRow(Strict):
    month: Month
    lever: str
    value: Setting
    basis: Literal["sourced", "estimated"]
    source: Source
    announced: Month | None = None


class ConditionRow(Strict):
    figure: str | None = Field(default=None, description="a figure of the engine, or political_capital")
    lever: str | None = Field(default=None, description="a lever's setting, as ordered")
    approval: str | None = Field(default=None, description="a constituency's approval, or the mean of all")
    card: str | None = Field(default=None, description="an earlier card that was answered with one of `answers`")
    above: Number | None = None
    below: Number | None = None
    answers: list[Id] = Field(default_factory=list, max_length=4)


class OptionRow(Strict):
    id: Id
    title: TitleRow
    note: TextRow | None = Field(default=None, description="what its numbers do not say; the numbers tell themselves")
    capital: float = Field(default=0.0, ge=-100.0, le=100.0, description="political capital paid (positive) or gained")
    levers: dict[str, Setting] = Field(default_factory=dict, max_length=40)
    shocks: dict[str, Setting] = Field(default_factory=dict, max_length=40)
    approval: dict[str, Annotated[float, Field(ge=-100.0, le=100.0)]] = Field(default_factory=dict, max_length=6)


class CardRow(Strict):
    id: Id
    title: TitleRow
    situation: TextRow
    month: Month | None = None
    earliest: Month | None = None
    latest: Month | None = None
    conditions: list[ConditionRow] = Field(default_factory=list, max_length=10)
    default: str = Field(description="id of the option taken when nobody answers")
    history: str | None = None
    sources: list[Source] = Field(default_factory=list, max_length=20)
    options: list[OptionRow] = Field(min_length=2, max_length=4, description="two to four answers")


class NewsRow(Strict):
    month: Month
    text: TextRow
    source: Source


class UnitRow(Strict):
    id: Id
    title: TitleRow
    light_quota_share: Share
    heavy_quota_share: Share
    licences: int = Field(ge=0, le=1000)
    smelters: int = Field(ge=0, le=1000)
    member_of: dict[str, Id] = Field(default_factory=dict, max_length=10)


class DuelRow(Strict):
    id: Id
    title: TitleRow
    opponent: Literal["us", "japan"]
    start: Month
    end: Month
    resolve: float = Field(ge=0.0, le=100.0)
    resolve_recovery_per_month: float = Field(ge=0.0, le=100.0)
    pain_per_cover_gap: float = Field(ge=0.0, le=1000.0)
    pain_decay_per_month: float = Field(ge=0.0, le=1.0)
    provocation: dict[str, Annotated[float, Field(ge=-100.0, le=100.0)]] = Field(max_length=20)
    exchanges_per_month: int = Field(ge=1, le=10)
    concession_musd: float = Field(ge=0.0, le=1e6)
    outside_steps: dict[Month, str] = Field(default_factory=dict, max_length=50)
    tools: dict[str, TitleRow] = Field(default_factory=dict, max_length=3)


class TurnRow(Strict):
    start: Month
    months: Literal[1, 3, 6, 12]


class EraRow(Strict):
    id: Id
    title: TitleRow
    start: Month


class SpanRow(Strict):
    start: Month
    end: Month


class ObjectiveRow(Strict):
    title: TitleRow
    figure: str
    at_least: Number | None = None
    at_most: Number | None = None


class Parts(Strict):
    """What a level may carry itself or include from a file it shares with other levels."""

    levers: list[LeverRow] = Field(default_factory=list, max_length=100)
    history: list[HistoryRow] = Field(default_factory=list, max_length=2000)
    cards: list[CardRow] = Field(default_factory=list, max_length=300)
    news: list[NewsRow] = Field(default_factory=list, max_length=1000)
    units: list[UnitRow] = Field(default_factory=list, max_length=100)
    duels: list[DuelRow] = Field(default_factory=list, max_length=10)


class SharedFile(Parts):
    schema_: Literal[1] = Field(default=1, alias="schema")


class LevelFile(Parts):
    schema_: Literal[1] = Field(alias="schema", description="version of the level format, 1")
    id: Id
    rules: str = Field(min_length=1, max_length=16, description="version of the rules it was made for")
    parameters: Id = "default"
    world: Id = "history"
    title: TitleRow
    summary: TextRow
    briefing: TextRow
    start: Month = Field(description="first month played, YYYY-MM")
    end: Month = Field(description="last month played, YYYY-MM")
    include: list[Annotated[str, AfterValidator(_include)]] = Field(default_factory=list, max_length=20)
    opening_capital: float = Field(default=50.0, ge=0.0, le=100.0)
    opening_treasury_musd: float = Field(default=0.0, ge=-1e5, le=1e6)
    foreign_exchange_until: Month | None = None
    knowledge: Literal["then", "now"] = Field(
        default="then", description="figures as Beijing could see them then, or the truth at once"
    )
    turns: list[TurnRow] = Field(min_length=1, max_length=100, description="length of turns from a month on")
    eras: list[EraRow] = Field(min_length=1, max_length=50)
    crisis: list[SpanRow] = Field(default_factory=list, max_length=50)
    objectives: list[ObjectiveRow] = Field(default_factory=list, max_length=20)
    opening: dict[str, Setting] = Field(default_factory=dict, max_length=100)


def json_schema() -> dict[str, Any]:
    """The level format as JSON Schema, for editors."""
    return LevelFile.model_json_schema()
