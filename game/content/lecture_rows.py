"""What a lecture's file may hold. Strict; unknown keys are errors."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from game.content.forms import Id, Month, Setting, Strict, TextRow, TitleRow
from game.content.schema import Version


class LectureOrderRow(Strict):
    month: Month | None = Field(default=None, description="without: the stop's own month")
    lever: str = Field(description="id of a lever; from the stop on it no longer follows history")
    value: Setting | None = Field(default=None, description="without: it stays where it stands")


class LectureOptionRow(Strict):
    title: TitleRow
    note: TextRow | None = Field(default=None, description="one line below the title")
    orders: list[LectureOrderRow] = Field(default_factory=list, max_length=12)
    answers: dict[str, Id] = Field(default_factory=dict, max_length=6, description="card = its option")


class StopRow(Strict):
    id: Id
    month: Month = Field(description="the question is asked before this month")
    years: int = Field(ge=3, le=5, description="how long each answer is run beside history")
    minutes: int = Field(ge=1, le=60, description="planned for the whole stop")
    title: TitleRow
    captions: list[TextRow] = Field(
        min_length=1, max_length=4, description="what led here, with fact ids; nothing that came later"
    )
    question: TextRow
    after: TextRow = Field(description="what really followed, with fact ids; shown after the run")
    notes: TextRow = Field(description="for the speaker only")
    figures: list[str] = Field(min_length=1, max_length=2, description="shown as charts; the first is explained")
    options: list[LectureOptionRow] = Field(min_length=2, max_length=4, description="exactly one is Beijing's")


class LectureFile(Strict):
    schema_: Version = Field(alias="schema", description="version of this format, 1")
    id: Id
    level: str = Field(default="campaign", max_length=80, description="id of a shipped level")
    minutes: int = Field(ge=3, le=300, description="planned for the whole lecture")
    title: TitleRow
    summary: TextRow
    opening: list[TextRow] = Field(min_length=1, max_length=4)
    opening_notes: TextRow
    closing: list[TextRow] = Field(min_length=1, max_length=4)
    closing_notes: TextRow
    stops: list[StopRow] = Field(min_length=1, max_length=12)


def json_schema() -> dict[str, Any]:
    """The lecture format as JSON Schema, for editors."""
    return LectureFile.model_json_schema()
