"""The parameter sets of a sweep: the level's own, a file's, members of the ensemble, or sets drawn around the own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from game import paths
from game.content.economy_files import EconomyFileError, ParameterSet, read_ensemble, read_parameters
from game.content.engine import parameters_of
from game.economy.blocks import Array
from game.economy.chance import draw, key
from game.economy.quantities import Parameters
from game.faults import Fault
from game.research.spec import ParametersRow, Spec
from game.rules.level import Level

OWN = "own"  # the name of the level's own parameters


@dataclass(frozen=True, slots=True)
class SweptParameters:
    """One parameter set by name; `values` are the rows of its block as raw bytes, None for the level's own."""

    id: str
    values: bytes | None = None

    def given(self) -> Parameters | None:
        """The set as one lane, the same bits on every machine."""
        if self.values is None:
            return None
        return Parameters.from_block(np.frombuffer(self.values, dtype="<f8").astype(np.float64)[:, None])


def swept_parameters(spec: Spec, levels: tuple[Level, ...]) -> tuple[SweptParameters, ...]:
    """All sets of a specification in its order; the level's own where it names none.

    Raises Fault for a file that cannot be used, and when levels with different parameters share an ensemble.
    """
    made: list[SweptParameters] = []
    for place, row in enumerate(spec.file.parameters):
        try:
            made += _sets(spec, place, row, levels)
        except (EconomyFileError, OSError) as error:
            raise Fault([spec.source.problem(("parameters", place), "E3060", str(error)[:300])]) from error
    return tuple(made) or (SweptParameters(OWN),)


def _sets(spec: Spec, place: int, row: ParametersRow, levels: tuple[Level, ...]) -> Iterator[SweptParameters]:
    if row.file is not None:
        found = read_parameters(spec.path.parent / row.file)
        yield SweptParameters(row.id, _bytes(found.values.block()))
        return
    if row.ensemble is None and row.perturbed is None:
        yield SweptParameters(row.id)
        return
    names = sorted({level.parameters for level in levels})
    if len(names) > 1:
        what = "cannot serve levels with different parameters"
        raise Fault([spec.source.problem(("parameters", place), "E3008", what, ", ".join(names), "one sweep for each")])
    own = parameters_of(names[0])
    if row.ensemble is not None:
        members = read_ensemble(paths.ensemble_file(paths.parameters_file(names[0])), own).block()
        if row.ensemble > members.shape[1]:
            where = ("parameters", place, "ensemble")
            most = f"at most {members.shape[1]}"
            raise Fault([spec.source.problem(where, "E3007", "is out of range", row.ensemble, most)])
        block = members[:, : row.ensemble]
    else:
        block = _perturbed(own, row)
    for number in range(block.shape[1]):
        yield SweptParameters(f"{row.id}-{number + 1}", _bytes(block[:, number]))


def _perturbed(own: ParameterSet, row: ParametersRow) -> Array:
    """Every fitted value moved by up to `spread` of its bounds either way and kept inside them: (rows, sets)."""
    assert row.perturbed is not None
    rows = np.arange(len(own.fitted), dtype=np.uint64)[:, None]
    sets = np.arange(row.perturbed, dtype=np.uint64)[None, :]
    off = (2.0 * draw(key(row.seed), rows, sets) - 1.0) * row.spread * (own.high - own.low)
    moved = np.clip(own.values.block() + off, own.low, own.high)
    return np.where(own.fitted[:, None], moved, own.values.block())


def _bytes(rows: Array) -> bytes:
    return (rows.reshape(-1) + 0.0).astype("<f8").tobytes()
