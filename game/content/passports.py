"""The files behind passports: what a figure measures and is held to, contested estimates, series on record."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from game import paths

Kind = Literal["engine", "rules", "policy", "shock"]
Reading = Literal["sum", "mean", "unit_value"]


@dataclass(frozen=True, slots=True)
class Passport:
    """What a figure is: where it comes from, the targets and series it is held to, the facts beside it."""

    name: str
    kind: Kind
    article: str
    targets: tuple[str, ...]
    series: tuple[str, ...]
    facts: tuple[str, ...]
    title: str  # empty where the catalogue has one
    meaning: str


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure of one year on which sources differ, and the parameters one factor moves to tell the other story."""

    id: str
    figure: str
    year: int
    reading: Reading
    values: tuple[float, ...]  # in the engine's unit, a year's sum for flows
    scaled: tuple[str, ...]
    ends: tuple[float, float]  # of the factor
    facts: tuple[str, ...]
    sources: tuple[str, ...]  # who says each value


@dataclass(frozen=True, slots=True)
class Observation:
    """A figure of the reference series as it was published."""

    series: str
    period: str
    value: str
    unit: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class WorldRow:
    """A knot of the exogenous world with its basis."""

    column: str
    month: str
    value: str
    basis: str
    source: str


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A calibration target as its file has it."""

    id: str
    metric: str
    period: str
    history: str
    low: str
    high: str
    unit: str
    note: str
    confidence: str


@cache
def _rows(path: Path) -> tuple[dict[str, str], ...]:
    """Rows of a shipped table, read once; none when it cannot be read."""
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return tuple({key: value or "" for key, value in row.items() if key} for row in csv.DictReader(lines))
    except OSError:
        return ()


def _language(row: Mapping[str, str], name: str, language: str) -> str:
    """A cell in a language, English where that is empty."""
    return row.get(f"{name}_zh" if language.startswith("zh") else f"{name}_en", "") or row.get(f"{name}_en", "")


def read_passports(language: str) -> Mapping[str, Passport]:
    """Every figure that has a passport, by its name."""
    return _passports(language, paths.codex_folder())


@cache
def _passports(language: str, folder: Path) -> Mapping[str, Passport]:
    return {
        row["name"]: Passport(
            row["name"],
            row["kind"],  # type: ignore[arg-type]
            row["article"],
            tuple(row["targets"].split()),
            tuple(row["series"].split()),
            tuple(row["facts"].split()),
            _language(row, "title", language),
            row.get(language) or row["en"],
        )
        for row in _rows(folder / "figures.csv")
    }


def read_estimates(language: str) -> dict[str, Estimate]:
    """The contested figures by id."""
    try:
        text = (paths.codex_folder() / "estimates.toml").read_text(encoding="utf-8")
    except OSError:
        return {}
    return {
        row["id"]: Estimate(
            row["id"],
            row["figure"],
            row["year"],
            row["reading"],
            tuple(row["values"]),
            tuple(row["scaled"]),
            (row["low"], row["high"]),
            tuple(row["facts"]),
            tuple(row.get(language) or row["en"]),
        )
        for row in tomllib.loads(text).get("estimate", ())
    }


def read_meanings() -> dict[str, str]:
    """What parameters and columns of the world are, in Chinese; in English the engine itself says it."""
    return {row["name"]: row["zh_CN"] for row in _rows(paths.codex_folder() / "meanings_zh.csv")}


def read_series(names: Iterable[str]) -> list[Observation]:
    """What the reference series have under some names, in the order of the file."""
    wanted = set(names)
    return [
        Observation(row["series"], row["year"], row["value"], row["unit"], row["source"], row["confidence"])
        for row in _rows(paths.economy_folder() / "reference_series.csv")
        if row["series"] in wanted and row["value"]
    ]


def read_world_rows() -> dict[str, list[WorldRow]]:
    """The knots of the exogenous world by column."""
    found: dict[str, list[WorldRow]] = {}
    for row in _rows(paths.world_file()):
        made = WorldRow(row["column"], row["month"], row["value"], row["basis"], row["source"])
        found.setdefault(made.column, []).append(made)
    return found


def read_target_rows() -> dict[str, TargetRow]:
    """The calibration targets by id."""
    return {
        row["id"]: TargetRow(**{name: row.get(name, "") for name in TargetRow.__slots__})
        for row in _rows(paths.economy_folder() / "targets.csv")
    }
