"""The forms that level files are written in: months, ids, shares, settings, texts in both languages. Strict."""

from __future__ import annotations

import re
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from game.economy.dimensions import FIRST_YEAR, parse_month

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


def identifier(text: str) -> bool:
    """Whether a text may be an id."""
    return bool(re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,63}", text)) and text not in _RESERVED


def _identifier(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]{0,63}", text):
        raise ValueError("E3009 is not an id; expected a-z, 0-9, _ and -, at most 64, a letter or digit first")
    if text in _RESERVED:
        raise ValueError("E3009 is a reserved file name on Windows; expected another id")
    return text


def _zero(value: Any) -> Any:
    """Minus zero means zero."""
    return value + 0.0 if isinstance(value, float) and value == 0.0 else value


Month = Annotated[str, AfterValidator(_month), Field(description="month YYYY-MM")]
Id = Annotated[str, AfterValidator(_identifier), Field(description="id")]
Number = Annotated[float, BeforeValidator(_zero)]
Share = Annotated[float, BeforeValidator(_zero), Field(ge=0.0, le=1.0)]
Source = Annotated[str, Field(min_length=1, max_length=400)]
Fact = Annotated[str, Field(pattern=r"^B[0-9]{3}$", description="id of a fact of the briefing")]
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


def _in_both(value: Any) -> Any:
    """A citation that reads the same in both languages."""
    return {"en": value, "zh": value} if isinstance(value, str) else value


Citation = Annotated[
    TextRow,
    BeforeValidator(_in_both, json_schema_input_type=Source | TextRow),
    Field(description="a fact id, a date of the chronicle, or a text in both languages"),
]
