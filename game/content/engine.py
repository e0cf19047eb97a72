"""The engine that a level asks for: its parameters and world from their files, with the changes it states."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from game import paths
from game.content.economy_files import ParameterSet, WorldSet, read_parameters, read_world
from game.content.schema import ChangeRow, LevelFile
from game.economy.chance import perturbed
from game.economy.dimensions import parse_month
from game.economy.quantities import Parameters
from game.economy.world import WORLD_COLUMNS, World
from game.rules.game_state import Engine
from game.rules.level import Level
from game.rules.staging import Change

_READ: dict[tuple[Path, int, int], Any] = {}

Read = TypeVar("Read")


def _once(path: Path, read: Callable[[Path], Read]) -> Read:
    """What a file gives as it stands on the disk now, read anew only when it changed."""
    state = path.stat()
    key = path, state.st_mtime_ns, state.st_size
    if key not in _READ:
        _READ[key] = read(path)
    found: Read = _READ[key]
    return found


def parameters_of(parameters_id: str) -> ParameterSet:
    """A parameter set by its id, read once.

    Raises EconomyFileError or OSError.
    """
    return _once(paths.parameters_file(parameters_id), read_parameters)


def world_of(world_id: str) -> WorldSet:
    """An exogenous world by its id, read once.

    Raises EconomyFileError or OSError.
    """
    return _once(paths.world_file(world_id), read_world)


def engine_of(level: Level, given: Parameters | None = None) -> Engine:
    """Parameters and world with the level's changes; where something differs, the past keeps what was.

    `given` stands in for the level's own parameters, one lane, as other sets that fit the past do.

    Raises EconomyFileError for files that cannot be used, guard.BadInputError for a change that leads out of bounds.
    """
    parameters = parameters_of(level.parameters).values if given is None else given
    world = world_of(level.world).world
    before = Engine(parameters, world)
    changed = [change for change in level.changes if change.kind == "parameter"]
    if changed:
        parameters = _changed_parameters(parameters, changed)
    worldly = [change for change in level.changes if change.kind == "world"]
    if worldly:
        world = _changed_world(world, worldly)
    if level.seed is not None:
        world = perturbed(world, level.seed, level.start)
    if parameters is before.parameters and world is before.world:
        return before
    return Engine(parameters, world, before)


def values_before(file: LevelFile, row: ChangeRow, rows: Sequence[str]) -> list[float]:
    """What a change of parameters or world meets before it.

    Raises EconomyFileError or OSError.
    """
    if row.kind == "parameter":
        block, names = parameters_of(file.parameters).values.block(), Parameters.row_names()
        return [float(block[names.index(name), 0]) for name in rows]
    table = world_of(file.world).world.table
    first = parse_month(row.start or file.start)
    last = parse_month(row.end) + 1 if row.end is not None else table.shape[1]
    return [float(value) for value in table[WORLD_COLUMNS.index(rows[0]), first:last]]


def _changed_parameters(parameters: Parameters, changes: Sequence[Change]) -> Parameters:
    block, names = parameters.block(), Parameters.row_names()
    for change in changes:
        for name in change.rows:
            place = names.index(name)
            block[place, 0] = change.applied(float(block[place, 0]))
    return Parameters.from_block(block)


def _changed_world(world: World, changes: Sequence[Change]) -> World:
    table = world.table.copy()
    for change in changes:
        place = WORLD_COLUMNS.index(change.rows[0])
        for month in range(change.start, min(change.end + 1, world.months)):
            table[place, month] = change.applied(float(table[place, month]))
    return World(dict(zip(WORLD_COLUMNS, table, strict=True)))
