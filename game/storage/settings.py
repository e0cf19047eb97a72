"""The player's settings: strict; a broken file is set aside and defaults are used, with a notice."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from game.faults import Fault, Problem, short, visible
from game.reading import read_bytes
from game.storage.atomic import write_whole
from game.storage.journal import twin_key

_MAXIMUM_BYTES = 16 * 1024
_LANGUAGE = re.compile(r'"language"\s*:\s*"zh_CN"')  # kept of a broken file, so that the notice can be read


class Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False, validate_default=True)

    language: Literal["en", "zh_CN"] = "en"
    text_percent: int = Field(default=100, ge=80, le=200)
    reduced_motion: bool = False
    history_hints: bool = True
    fullscreen: bool = False
    palette: Literal["standard", "red_green", "blue_yellow"] = "standard"
    high_contrast: bool = False
    sound_volume: int = Field(default=60, ge=0, le=100)
    music_volume: int = Field(default=30, ge=0, le=100)
    autosave: bool = True
    autoplay_speed: int = Field(default=2, ge=1, le=5)
    turn_report: bool = True  # whether the report opens by itself after each turn
    guide_step: int = Field(default=0, ge=-1, le=20)  # where the first game's guide stands; -1 = left
    keys: dict[str, str] = Field(default={}, max_length=100)  # action to chord, where it is not the default


def read_settings(path: Path) -> tuple[Settings, str]:
    """The settings and a notice, which is empty when all is well. Never raises."""
    if not path.exists():
        return Settings(), ""
    text = ""
    try:
        text = read_bytes(path, _MAXIMUM_BYTES).decode("utf-8", "replace")
        twice = twin_key(text)
        if twice:
            raise Fault([Problem(str(path), "E3034", "has a key twice", got=short(twice))])
        return Settings.model_validate_json(text), ""
    except (Fault, ValidationError) as error:
        kept = _LANGUAGE.search(text)
        aside = path.with_suffix(".bad")
        with contextlib.suppress(OSError):
            os.replace(path, aside)
        trouble = f"{path.name} could not be used ({_reason(error)})"
        return (
            Settings(language="zh_CN") if kept else Settings(),
            f"{trouble}; defaults are in force, the file is kept as {aside.name}",
        )


def _reason(error: Fault | ValidationError) -> str:
    if isinstance(error, Fault):
        return error.problems[0].what
    first = error.errors(include_url=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    return f"{visible(field)} is not valid" if field else "it is not readable JSON"


def write_settings(path: Path, settings: Settings) -> None:
    """Raises Fault (exit 6) when the disk refuses."""
    write_whole(path, (settings.model_dump_json(indent=1) + "\n").encode())
