"""The player's settings: strict; a broken file is set aside and defaults are used, with a notice."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from game.faults import SHOWN_PROBLEMS, Fault, Problem, short, visible
from game.reading import decode, read_bytes
from game.storage.atomic import write_whole
from game.storage.journal import twin_key

_MAXIMUM_BYTES = 16 * 1024
_LANGUAGE = re.compile(rb'"language"\s*:\s*"zh_CN"')  # kept of a broken file, so that the notice can be read


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
    ask_predictions: bool = False  # whether a prediction is asked for before a turn ends
    guide_step: int = Field(default=0, ge=-1, le=20)  # where the first game's guide stands; -1 = left
    steps: dict[str, int] = Field(default={}, max_length=100)  # how far a tutorial has come, by level; -1 = left
    keys: dict[str, str] = Field(default={}, max_length=100)  # action to chord, where it is not the default


def parse_settings(name: str, content: bytes) -> Settings:
    """The settings from bytes.

    Raises Fault with what is wrong: 8 nothing in it, 3 no readable JSON, a key twice, or a field that cannot stand so.
    """
    text = decode(name, content)
    twice = twin_key(text)
    if twice:
        raise Fault([Problem(name, "E3034", "has a key twice", got=short(twice))])
    try:
        return Settings.model_validate_json(text)
    except ValidationError as error:
        found = error.errors()[:SHOWN_PROBLEMS]
        if found[0]["type"] == "json_invalid":
            raise Fault([Problem(name, "E3031", "is not readable JSON")]) from error
        raise Fault(
            [
                Problem(
                    name, "E3033", "is not valid", field=".".join(map(str, one["loc"]))[:120], got=short(one["input"])
                )
                for one in found
            ]
        ) from error


def read_settings(path: Path) -> tuple[Settings, str]:
    """The settings and a notice, which is empty when all is well. Never raises."""
    if not path.exists():
        return Settings(), ""
    content = b""
    try:
        content = read_bytes(path, _MAXIMUM_BYTES)
        return parse_settings(path.name, content), ""
    except Fault as fault:
        kept = _LANGUAGE.search(content)
        aside = path.with_suffix(".bad")
        with contextlib.suppress(OSError):
            os.replace(path, aside)
        first = fault.problems[0]
        why = f"{visible(first.field)} {first.what}" if first.field else first.what
        return (
            Settings(language="zh_CN") if kept else Settings(),
            f"{path.name} could not be used ({why}); defaults are in force, the file is kept as {aside.name}",
        )


def write_settings(path: Path, settings: Settings) -> None:
    """Raises Fault (exit 6) when the disk refuses."""
    write_whole(path, (settings.model_dump_json(indent=1) + "\n").encode())
