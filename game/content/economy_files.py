"""Parameters and the exogenous world from their files, strictly parsed."""

from __future__ import annotations

import csv
import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from game.economy.blocks import Array
from game.economy.dimensions import month_index, parse_month
from game.economy.quantities import Parameters
from game.economy.world import WORLD_COLUMNS, World

Finite = Annotated[float, Field(allow_inf_nan=False)]


class ParameterEntry(BaseModel):
    """One parameter of the file; vectors in the order of their axes."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)

    name: str
    unit: str
    value: list[Finite]
    low: list[Finite]
    high: list[Finite]
    fitted: bool
    source: str
    spread: list[Finite] | None = None  # of the ensemble over the bounds; written by calibration


class ResidualEntry(BaseModel):
    """What one term of the objective was left with when the file was written."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)

    id: str
    words: str
    loss: Finite


class ParameterFile(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)

    schema_: int = Field(alias="schema")
    id: str
    calibration: dict[str, str | float | int] = Field(default_factory=dict)
    parameter: list[ParameterEntry]
    residual: list[ResidualEntry] = Field(default_factory=list)


class EconomyFileError(ValueError):
    """A parameter or world file that cannot be used; the text names file and entry."""


@dataclass(frozen=True, slots=True)
class ParameterSet:
    """The parameters with bounds and identity; blocks have shape (rows, 1)."""

    id: str
    digest: str  # sha256 of the values in order of declaration
    values: Parameters
    low: Array
    high: Array
    fitted: np.ndarray[tuple[int], np.dtype[np.bool_]]  # per row
    entries: tuple[ParameterEntry, ...]


@dataclass(frozen=True, slots=True)
class Residual:
    """A term of the objective and what is left of it."""

    id: str
    words: str
    loss: float


@dataclass(frozen=True, slots=True)
class CalibrationRecord:
    """How a parameter file was found; spread has one entry for each fitted row."""

    facts: Mapping[str, str | float | int]
    residuals: tuple[Residual, ...]
    spread: Array


@dataclass(frozen=True, slots=True)
class WorldSet:
    id: str
    digest: str
    world: World


def read_parameters(path: Path) -> ParameterSet:
    """The parameter file as a block of one lane.

    Raises EconomyFileError when a parameter is missing, unknown, of the wrong length, or out of its bounds.
    """
    try:
        parsed = ParameterFile.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (tomllib.TOMLDecodeError, ValidationError) as problem:
        raise EconomyFileError(f"{path}: {problem}") from problem
    by_name = {entry.name: entry for entry in parsed.parameter}
    declared = [item.name for item in Parameters.declared()]
    missing = [name for name in declared if name not in by_name]
    unknown = [name for name in by_name if name not in declared]
    if missing or unknown or len(by_name) != len(parsed.parameter):
        raise EconomyFileError(f"{path}: missing {missing}, unknown {unknown}, or a name used twice")
    value, low, high, fitted = [], [], [], []
    for item in Parameters.declared():
        entry = by_name[item.name]
        size = 1
        for axis in item.metadata["axes"]:
            size *= len(axis)
        if not len(entry.value) == len(entry.low) == len(entry.high) == size:
            raise EconomyFileError(f"{path}: {entry.name}: needs {size} values, bounds likewise")
        for v, lo, hi in zip(entry.value, entry.low, entry.high, strict=True):
            if not lo <= v <= hi:
                raise EconomyFileError(f"{path}: {entry.name}: {v} is outside {lo} to {hi}")
        value += entry.value
        low += entry.low
        high += entry.high
        fitted += [entry.fitted] * size
    block = np.array(value)[:, None] + 0.0
    return ParameterSet(
        id=parsed.id,
        digest=hashlib.sha256(block.astype("<f8").tobytes()).hexdigest(),
        values=Parameters.from_block(block),
        low=np.array(low)[:, None],
        high=np.array(high)[:, None],
        fitted=np.array(fitted),
        entries=tuple(by_name[name] for name in declared),
    )


def read_world(path: Path, world_id: str = "history", last_year: int = 2040) -> WorldSet:
    """Knots of the exogenous world, joined by straight lines, one value a month to the end of `last_year`.

    Raises EconomyFileError for an unknown column, a bad month or number, or knots out of order.
    """
    knots: dict[str, list[tuple[int, float]]] = {name: [] for name in WORLD_COLUMNS}
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines), start=2):
            try:
                month, value = parse_month(row["month"]), float(row["value"])
                column = knots[row["column"]]
            except (KeyError, ValueError, TypeError) as problem:
                raise EconomyFileError(f"{path}:{number}: {problem}") from problem
            if not np.isfinite(value) or value < 0 or (column and column[-1][0] >= month):
                raise EconomyFileError(f"{path}:{number}: {row['column']}: bad value or month out of order")
            column.append((month, value))
    months = month_index(last_year, 12) + 1
    columns = {name: _joined(points, months) for name, points in knots.items() if points}
    try:
        world = World(columns)
    except (KeyError, ValueError) as problem:
        raise EconomyFileError(f"{path}: {problem}") from problem
    digest = hashlib.sha256((world.table + 0.0).astype("<f8").tobytes()).hexdigest()
    return WorldSet(world_id, digest, world)


def _joined(points: list[tuple[int, float]], months: int) -> Array:
    """Straight lines between knots in written order of operations; the last slope goes on after the last knot."""
    out = np.empty(months)
    place = 0
    for month in range(months):
        while place + 2 < len(points) and points[place + 1][0] <= month:
            place += 1
        (m0, v0), (m1, v1) = points[place], points[min(place + 1, len(points) - 1)]
        if m1 == m0:
            out[month] = v0
        else:
            share = (month - m0) / (m1 - m0)
            out[month] = max(v0 + (v1 - v0) * share, 0.0)
    return out


def write_parameters(path: Path, parameters: ParameterSet, block: Array, record: CalibrationRecord) -> None:
    """The same entries with new values of the fitted rows, how they were found, and what was left of each term."""
    lines = [
        "# Parameters of the economy engine, one block each; vectors are listed in the order of their axes.",
        "# fitted = true: found by `lanthanide calibrate` within low..high; false: taken from the source or assumed.",
        "# spread: how far a value could go at the price of half a unit of loss, over its bounds; 1 = not pinned down.",
        "schema = 1",
        f'id = "{parameters.id}"',
        "",
        "[calibration]",
        *(f"{key} = {_toml(value)}" for key, value in record.facts.items()),
        "",
    ]
    row = fitted = 0
    for entry in parameters.entries:
        size = len(entry.value)
        value = [float(v) for v in block[row : row + size, 0]] if entry.fitted else entry.value
        row += size
        lines += [
            "[[parameter]]",
            f'name = "{entry.name}"',
            f'unit = "{entry.unit}"',
            f"value = [{', '.join(map(repr, value))}]",
            f"low = [{', '.join(map(repr, entry.low))}]",
            f"high = [{', '.join(map(repr, entry.high))}]",
            f"fitted = {'true' if entry.fitted else 'false'}",
            f"source = {_toml(entry.source)}",
        ]
        if entry.fitted:
            widths = record.spread[fitted : fitted + size]
            lines.append(f"spread = [{', '.join(f'{width:.3f}' for width in widths)}]")
            fitted += size
        lines.append("")
    for residual in record.residuals:
        lines += [
            "[[residual]]",
            f'id = "{residual.id}"',
            f"words = {_toml(residual.words)}",
            f"loss = {residual.loss:.4f}",
            "",
        ]
    path.write_text("\n".join(lines), encoding="utf-8")


def write_ensemble(path: Path, parameters: ParameterSet, block: Array, loss: Array) -> None:
    """Parameter sets that fit about equally well: a row each, a column for each fitted value, best first.

    block has shape (rows, members), loss (members,).
    """
    names = [name for name, fitted in zip(Parameters.row_names(), parameters.fitted, strict=True) if fitted]
    with path.open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["loss", *names])
        for member in np.argsort(loss, kind="stable"):
            values = block[parameters.fitted, member]
            # Six digits: far finer than the data tell, and a file of readable size.
            table.writerow([f"{loss[member]:.4f}", *(f"{value:.6g}" for value in values)])


def read_ensemble(path: Path, parameters: ParameterSet) -> Parameters:
    """The ensemble as parameters with a lane for each member; what is not fitted is as in the parameter set.

    Raises EconomyFileError when columns are not the fitted values in order, or a value leaves its bounds.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines))
    names = [name for name, fitted in zip(Parameters.row_names(), parameters.fitted, strict=True) if fitted]
    if not rows or rows[0] != ["loss", *names]:
        raise EconomyFileError(f"{path}:1: columns must be loss and the {len(names)} fitted values in order")
    try:
        values = np.array([[float(cell) for cell in row[1:]] for row in rows[1:]]).T
    except ValueError as problem:
        raise EconomyFileError(f"{path}: {problem}") from problem
    if values.shape[:1] != (len(names),):
        raise EconomyFileError(f"{path}: every row needs {len(names)} values")
    low, high = parameters.low[parameters.fitted], parameters.high[parameters.fitted]
    if not ((values >= low * (1.0 - 1e-5)) & (values <= high * (1.0 + 1e-5))).all():
        raise EconomyFileError(f"{path}: a value is outside the bounds of its parameter, or no number")
    block = np.repeat(parameters.values.block(), values.shape[1], axis=1)
    block[parameters.fitted] = values
    return Parameters.from_block(block)


def _toml(value: str | float | int) -> str:
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"' if isinstance(value, str) else repr(value)
