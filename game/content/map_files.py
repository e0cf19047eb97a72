"""Map shapes and the provinces' shares of the deposits from their files, strictly parsed."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from game.rules.level import Text

Share = Annotated[float, Field(ge=0.0, le=1.0, allow_inf_nan=False)]
Ring = tuple[tuple[float, float], ...]


class MapFileError(ValueError):
    """A map file that cannot be used; the text names the file and what is wrong."""


class _Text(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    en: str
    zh: str


class _Province(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    id: str
    title: _Text
    short: _Text
    deposit: Literal["light", "heavy"]
    legal: Share
    illegal: Share
    disc: list[float] = Field(min_length=2, max_length=2)
    units: list[str]
    basis: Literal["sourced", "estimated"]
    source: str


class _ProvinceFile(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)
    provinces: list[_Province]


@dataclass(frozen=True, slots=True)
class Province:
    """A producing province: its fixed shares of one deposit's legal and illegal output, and where it is drawn."""

    id: str
    title: Text
    short: Text
    deposit: str
    legal: float
    illegal: float
    disc: tuple[float, float]  # longitude, latitude
    units: tuple[str, ...]  # licensed units of the level that mine there
    basis: str
    source: str


@dataclass(frozen=True, slots=True)
class Shapes:
    """Outlines in degrees, longitude then latitude; the world's longitudes run from -30 to 330."""

    provinces: Mapping[str, tuple[Ring, ...]]
    asia: tuple[Ring, ...]
    world: tuple[Ring, ...]


def read_provinces(path: Path) -> tuple[Province, ...]:
    """The provinces file.

    Raises MapFileError when it cannot be read, or the shares of a deposit do not add up to one.
    """
    try:
        parsed = _ProvinceFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, tomllib.TOMLDecodeError, ValidationError) as problem:
        raise MapFileError(f"{path}: {problem}") from problem
    made = tuple(
        Province(
            one.id,
            Text(one.title.en, one.title.zh),
            Text(one.short.en, one.short.zh),
            one.deposit,
            one.legal,
            one.illegal,
            (one.disc[0], one.disc[1]),
            tuple(one.units),
            one.basis,
            one.source,
        )
        for one in parsed.provinces
    )
    for deposit in ("light", "heavy"):
        for name in ("legal", "illegal"):
            total = sum(getattr(one, name) for one in made if one.deposit == deposit)
            if abs(total - 1.0) > 1e-9:
                raise MapFileError(f"{path}: {name} shares of the {deposit} deposit add up to {total:g}, not 1")
    return made


def read_shapes(path: Path) -> Shapes:
    """The outlines.

    Raises MapFileError when the file cannot be read.
    """
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return Shapes(
            {name: _rings(rings) for name, rings in raw["provinces"].items()},
            _rings(raw["asia"]),
            _rings(raw["world"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise MapFileError(f"{path}: {problem}") from problem


def _rings(flat: list[list[int]]) -> tuple[Ring, ...]:
    """Flat lists of hundredths of a degree as points in degrees."""
    return tuple(
        tuple((ring[place] / 100.0, ring[place + 1] / 100.0) for place in range(0, len(ring) - 1, 2)) for ring in flat
    )
