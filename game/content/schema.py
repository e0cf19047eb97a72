"""The level format: what a level file and the files it includes may hold. Strict; unknown keys are errors.

Keys mirror the dataclasses of `game.rules.level`; months are texts "YYYY-MM".
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from game.content.abroad_rows import CharacterRow, DuelRow
from game.content.forms import Citation, Fact, Id, Month, Number, Setting, Share, Source, Strict, TextRow, TitleRow
from game.rules.level import Constituency, LeverGroup
from game.rules.staging import ChangeKind, Deed, Kind, Look

SCHEMA_VERSION: Final = 1


def _include(text: str) -> str:
    parts = text.split("/")
    if not re.fullmatch(r"[a-z0-9_/.-]{1,120}", text) or any(part in ("", ".", "..") for part in parts):
        raise ValueError(
            "E3019 is not inside the levels folder; expected a path like shared/levers.toml or shared/cards"
        )
    return text


def _whole(value: Any) -> Any:
    """True and 1.0 equal 1 in Python, but are no version."""
    if type(value) is not int:
        raise ValueError("E3005 has the wrong type; expected a whole number")
    return value


Version = Annotated[Literal[1], BeforeValidator(_whole)]


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
    sources: list[Citation] = Field(default_factory=list, max_length=20)
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


class AccessRow(Strict):
    levers: list[str] = Field(min_length=1, max_length=100, description='ids of levers, or "*" for all not named yet')
    access: Literal["locked", "hidden", "free"] = Field(description="hidden levers are not shown at all")
    moves: Literal["stays", "history"] = Field(default="stays", description="whether history's orders for it bind")
    until: Month | None = Field(default=None, description="first month in which it is free; without: never")
    reason: TextRow | None = Field(default=None, description="why, as the player is told")


class ChangeRow(Strict):
    kind: ChangeKind = Field(description="a parameter or the world from the first month on, or the opening state")
    name: str = Field(max_length=80, description="of a parameter, a stock or a column of the world")
    item: str | None = Field(default=None, max_length=80, description="one row of it, such as us or heavy,japan")
    value: Setting | None = None
    factor: Annotated[Number, Field(ge=0.0, le=1000.0)] | None = None
    start: Month | None = Field(default=None, description="of the world: first month, the level's own if not given")
    end: Month | None = Field(default=None, description="of the world: last month, the last of all if not given")
    reason: TextRow
    source: Source


class SilenceRow(Strict):
    levers: list[str] = Field(min_length=1, max_length=100)
    start: Month | None = None
    end: Month | None = None


class SelectionRow(Strict):
    cards: list[Id] | None = Field(default=None, max_length=300)
    duels: list[Id] | None = Field(default=None, max_length=10)


class DoneRow(Strict):
    deed: Deed | None = Field(default=None, description="a command of this kind has been given since the step began")
    lever: str | None = Field(default=None, description="the deed's lever, or the one whose setting is compared")
    at_least: Setting | None = None
    at_most: Setting | None = None
    month: Month | None = Field(default=None, description="the game has come to this month")
    card: Id | None = Field(default=None, description="this card has been answered")


class StepRow(Strict):
    id: Id
    title: TitleRow
    text: TextRow
    look: Look = Field(default="", description="part of the room that is framed")
    lever: str | None = Field(default=None, description="lever whose row is framed where look is desk")
    done: DoneRow | None = Field(default=None, description="without it the player goes on by a button")


class RoleRow(Strict):
    id: Id
    title: TitleRow
    brief: TextRow = Field(description="who sits there and what they see")
    wants: TextRow = Field(description="what they are to argue for")
    levers: list[str] = Field(default_factory=list, max_length=40, description="levers they speak for")


class ParRow(Strict):
    overall: float = Field(ge=0.0, le=200.0)
    share: float = Field(ge=0.0, le=200.0)
    price: float = Field(ge=0.0, le=200.0)
    leverage: float = Field(ge=0.0, le=200.0)
    journal: str = Field(pattern=r"^[a-z0-9_/-]{1,100}\.journal$", description="file inside the levels folder")


class Parts(Strict):
    """What a level may carry itself or include from a file it shares with other levels."""

    levers: list[LeverRow] = Field(default_factory=list, max_length=100)
    history: list[HistoryRow] = Field(default_factory=list, max_length=2000)
    cards: list[CardRow] = Field(default_factory=list, max_length=300)
    news: list[NewsRow] = Field(default_factory=list, max_length=1000)
    units: list[UnitRow] = Field(default_factory=list, max_length=100)
    duels: list[DuelRow] = Field(default_factory=list, max_length=10)
    characters: list[CharacterRow] = Field(default_factory=list, max_length=20)


class SharedFile(Parts):
    schema_: Version = Field(default=1, alias="schema")


class LevelFile(Parts):
    schema_: Version = Field(alias="schema", description="version of the level format, 1")
    id: Id
    rules: str = Field(min_length=1, max_length=16, description="version of the rules it was made for")
    parameters: Id = "default"
    world: Id = "history"
    kind: Kind = Field(default="campaign", description="group of the picker it stands in")
    order: int = Field(default=0, ge=0, le=1000, description="place in its group")
    minutes: int = Field(default=0, ge=0, le=1000, description="about how long it takes to play; 0: not said")
    demand: int = Field(default=0, ge=0, le=3, description="1 easy to 3 hard; 0: by its turns and cards")
    title: TitleRow
    summary: TextRow
    briefing: TextRow
    teaches: TextRow | None = Field(default=None, description="what it is good for, to learn or to teach")
    question: TextRow | None = Field(default=None, description="a question to talk about afterwards")
    facts: list[Fact] = Field(default_factory=list, max_length=6, description="ids for the briefing's facts")
    start: Month = Field(description="first month played, YYYY-MM")
    end: Month = Field(description="last month played, YYYY-MM")
    past: Id | None = Field(default="campaign", description="level whose history leads up to a start after 1985-01")
    seed: int | None = Field(default=None, ge=0, le=2**31, description="of the world's chances; without: none at all")
    include: list[Annotated[str, AfterValidator(_include)]] = Field(default_factory=list, max_length=20)
    only: SelectionRow | None = Field(default=None, description="of what is included, take only these")
    without: SelectionRow | None = Field(default=None, description="of what is included, leave these out")
    history_without: list[SilenceRow] = Field(default_factory=list, max_length=100)
    opening_capital: Number | None = Field(default=None, ge=0.0, le=100.0, description="without: as history had it")
    opening_treasury_musd: Number | None = Field(
        default=None, ge=-1e5, le=1e6, description="without: as history had it"
    )
    foreign_exchange_until: Month | None = None
    knowledge: Literal["then", "now"] = Field(
        default="then", description="figures as Beijing could see them then, or the truth at once"
    )
    rewind: Literal["free", "none"] = Field(default="free", description="whether time may be turned back")
    predictions: Literal["off", "free", "asked"] = Field(
        default="free", description="whether predictions can be made before a turn ends, or are asked for"
    )
    difficulty: Literal["easy", "normal", "hard"] | None = Field(
        default=None, description="fixed for everybody; without: the player's choice"
    )
    hints: bool = Field(default=True, description="whether history's settings and answers are marked during play")
    hand_in: TextRow | None = Field(default=None, description="of an assignment: what to hand in, shown when it ends")
    turns: list[TurnRow] = Field(min_length=1, max_length=100, description="length of turns from a month on")
    eras: list[EraRow] = Field(min_length=1, max_length=50)
    crisis: list[SpanRow] = Field(default_factory=list, max_length=50)
    objectives: list[ObjectiveRow] = Field(default_factory=list, max_length=20)
    opening: dict[str, Setting] = Field(default_factory=dict, max_length=100)
    access: list[AccessRow] = Field(default_factory=list, max_length=100)
    changes: list[ChangeRow] = Field(default_factory=list, max_length=100)
    roles: list[RoleRow] = Field(default_factory=list, max_length=12)
    steps: list[StepRow] = Field(default_factory=list, max_length=60)
    par: ParRow | None = None


# What an assignment may say anew of the level it extends; `access` is put before the level's own rows.
ASSIGNED: Final = (
    *("schema", "extends", "id", "kind", "order", "minutes", "demand", "title", "summary", "briefing", "teaches"),
    *("question", "facts", "start", "end", "opening_capital", "opening_treasury_musd", "knowledge", "rewind"),
    *("predictions", "difficulty", "hints", "hand_in", "turns", "objectives", "access", "without", "roles", "steps"),
)


def json_schema() -> dict[str, Any]:
    """The level format as JSON Schema, for editors."""
    return LevelFile.model_json_schema()
