"""The best result of each level; a broken file counts as none."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from game.faults import Fault
from game.reading import read_bytes
from game.rules.difficulty import DifficultyId
from game.storage.atomic import write_whole

_FILE = "results.json"
_MAXIMUM_BYTES = 256 * 1024
Points = Annotated[float, Field(ge=-1e6, le=1e6)]


class Result(BaseModel):
    """What the best finished run of a level came to, and the badges that all its runs have earned."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)

    overall: Points
    share: Points
    price: Points
    leverage: Points
    medal: Literal["", "bronze", "silver", "gold"] = ""
    difficulty: DifficultyId = "normal"
    ending: str = Field(default="", max_length=64)
    badges: tuple[Annotated[str, Field(max_length=64)], ...] = Field(default=(), max_length=64)  # of all runs so far


_RESULTS: TypeAdapter[dict[str, Result]] = TypeAdapter(dict[str, Result])


def read_results(folder: Path) -> dict[str, Result]:
    """Best results by level id. Never raises."""
    try:
        return _RESULTS.validate_json(read_bytes(folder / _FILE, _MAXIMUM_BYTES))
    except (Fault, ValidationError):
        return {}


def write_results(folder: Path, results: dict[str, Result]) -> None:
    """Raises Fault (exit 6) when the disk refuses."""
    write_whole(folder / _FILE, _RESULTS.dump_json(results, indent=1) + b"\n")
