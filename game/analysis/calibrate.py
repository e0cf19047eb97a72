"""`lanthanide calibrate`: find the parameters from their bounds alone, an ensemble beside them, and write both files.

Three stages: differential evolution over the whole of the bounds, covariance adaptation in the valley it finds, and
stretch moves along that valley for sets that fit about equally well. The same seed gives the same files.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from game import paths
from game.analysis.evidence import read_targets
from game.analysis.runs import run_path
from game.analysis.search import sample_valley, search_globally, search_locally
from game.analysis.targets import FORMULAS
from game.analysis.trial import Trial, many_trials
from game.content.economy_files import CalibrationRecord, Residual, write_ensemble, write_parameters
from game.economy.blocks import Array
from game.economy.quantities import Parameters

MEMBERS = 240
_PINNED = 0.25  # share of the bounds' width within which four fifths of the ensemble lie
_PARTLY = 0.6


def spread_of(points: Array) -> Array:
    """Width holding the middle four fifths of the points over that of a uniform prior: 1 = the data say nothing."""
    ordered = np.sort(points, axis=1)
    count = points.shape[1]
    low, high = ordered[:, round(0.1 * (count - 1))], ordered[:, round(0.9 * (count - 1))]
    width: Array = (high - low) / 0.8
    return width


def _report(stage: str, done: int, of: int, loss: float) -> None:
    print(f"\r{stage:9} {done + 1:5}/{of} loss {loss:9.3f}", end="", file=sys.stderr, flush=True)
    if done + 1 >= of:
        print(file=sys.stderr)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="lanthanide calibrate", description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--population", type=int, default=768, help="points of a generation of the global search")
    parser.add_argument("--generations", type=int, default=250, help="generations of the global search")
    parser.add_argument("--lanes", type=int, default=256, help="points of a generation of the local search")
    parser.add_argument("--local", type=int, default=1400, help="generations of the local search")
    parser.add_argument("--steps", type=int, default=300, help="steps of the ensemble's walkers")
    parser.add_argument("--tolerance", type=float, default=1.5, help="mean extra loss of the ensemble")
    parser.add_argument("--continue", dest="go_on", action="store_true", help="no global search: start from the file")
    parser.add_argument(
        "--from", dest="source", type=Path, default=None, help="file with bounds (default: the shipped)"
    )
    parser.add_argument("--out", type=Path, default=None, help="parameter file to write (default: the shipped one)")
    options = parser.parse_args(argv)
    trial = Trial(options.source)
    with many_trials(options.source, options.processes) as total:
        if options.go_on:
            start, spread = trial.point(trial.source.values.block())[:, 0], 0.04
        else:
            everywhere = search_globally(
                total, trial.dimensions, options.population, options.generations, options.seed, _report
            )
            start, spread = everywhere.point, 0.12
        found = search_locally(total, start, spread, options.lanes, options.local, options.seed + 1, _report)
        points, loss = sample_valley(total, found, MEMBERS, options.steps, options.tolerance, options.seed + 2, _report)
    best = found.point
    if loss.min() < found.loss:
        best = points[:, int(np.argmin(loss))]
    spreads = spread_of(points)
    parts = trial.table(best[:, None])[:, 0]
    block = trial.block(best[:, None])
    run = run_path(Parameters.from_block(block), trial.world, trial.path)
    told = [(target, float(FORMULAS[target.id](run)[0])) for target in read_targets() if target.id in FORMULAS]
    inside = sum(target.met(value) for target, value in told)
    words = {**{term.id: term.words for term in trial.terms}, "prior": "weak pull to the middle of the bounds"}
    told_parts = zip(trial.names(), parts, strict=True)
    record = CalibrationRecord(
        facts={
            "method": "differential evolution over the bounds, covariance adaptation, stretch moves for the ensemble",
            "objective": "sum of the residuals below; bounds on a log scale",
            "date": datetime.date.today().isoformat(),
            "seed": options.seed,
            "population": options.population,
            "generations": 0 if options.go_on else options.generations,
            "local_lanes": options.lanes,
            "local_generations": options.local,
            "ensemble_steps": options.steps,
            "tolerance": options.tolerance,
            "loss": float(parts.sum()),
            "ensemble_median_loss": float(np.median(loss)),
            "fitted": trial.dimensions,
            "pinned": int((spreads < _PINNED).sum()),
            "partly_pinned": int(((spreads >= _PINNED) & (spreads < _PARTLY)).sum()),
            "targets_inside": inside,
            "targets_expressed": len(told),
        },
        residuals=tuple(Residual(name, words[name], float(part)) for name, part in told_parts),
        spread=spreads,
    )
    file = options.out or paths.parameters_file(trial.source.id)
    file.parent.mkdir(parents=True, exist_ok=True)
    write_parameters(file, trial.source, block, record)
    write_ensemble(paths.ensemble_file(file), trial.source, trial.block(points), loss)
    print(
        f"loss {parts.sum():.3f}; {inside} of {len(told)} targets inside; {record.facts['pinned']} of "
        f"{trial.dimensions} fitted values pinned down, {record.facts['partly_pinned']} partly; wrote {file}"
    )
    return 0
