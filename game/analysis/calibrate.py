"""`lanthanide calibrate`: find the parameters from their bounds alone, an ensemble beside them, and write both files.

Stages: differential evolution over the whole of the bounds, covariance adaptation in the valley it finds, first to
the figures, then to the figures and the signs of counterfactuals together, and stretch moves along that valley for
sets that fit about equally well. The same seed gives the same files.
"""

from __future__ import annotations

import argparse
import datetime
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from game import paths
from game.analysis.evidence import read_targets
from game.analysis.runs import run_path
from game.analysis.search import Found, Losses, sample_valley, search_globally, search_locally, temperature_of
from game.analysis.targets import FORMULAS
from game.analysis.trial import Trial, many_trials
from game.content.economy_files import CalibrationRecord, Residual, write_ensemble, write_parameters
from game.economy.blocks import Array
from game.economy.quantities import Parameters

MEMBERS = 240
_PINNED = 0.25
_PARTLY = 0.6


def spread_of(points: Array, temperature: float) -> Array:
    """How far each value could go at the price of half a unit of loss, the others making up for it; 1 = anywhere.

    One standard deviation of the ensemble, brought from its temperature to 1, over that of a uniform choice within
    the bounds: shape (dimensions,) of points (dimensions, members).
    """
    away = points - points.mean(axis=1, keepdims=True)
    deviation = np.sqrt((away * away).mean(axis=1) / temperature)
    width: Array = np.minimum(deviation * 12.0**0.5, 1.0)
    return width


def _with(total: Callable[[Array, bool], Array], signs: bool) -> Losses:
    return lambda points: total(points, signs)


def _report(stage: str, done: int, of: int, loss: float) -> None:
    print(f"\r{stage:9} {done + 1:5}/{of} loss {loss:9.3f}", end="", file=sys.stderr, flush=True)
    if done + 1 >= of:
        print(file=sys.stderr)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="lanthanide calibrate", description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--population", type=int, default=768, help="points of a generation of the global search")
    parser.add_argument("--generations", type=int, default=200, help="generations of the global search")
    parser.add_argument("--lanes", type=int, default=192, help="points of a generation of the local search")
    parser.add_argument("--local", type=int, default=700, help="generations of the local search")
    parser.add_argument("--signs", type=int, default=650, help="generations of the local search with the signs")
    parser.add_argument("--steps", type=int, default=40, help="steps of the ensemble's walkers")
    parser.add_argument("--tolerance", type=float, default=1.5, help="mean extra loss of the ensemble")
    parser.add_argument("--continue", dest="go_on", action="store_true", help="no global search: start from the file")
    parser.add_argument(
        "--from", dest="source", type=Path, default=None, help="file with bounds (default: the shipped)"
    )
    parser.add_argument("--out", type=Path, default=None, help="parameter file to write (default: the shipped one)")
    options = parser.parse_args(argv)
    if options.local + options.signs < 1:
        parser.error("the ensemble starts from a local search: --local or --signs must be above 0")
    trial = Trial(options.source)
    with many_trials(options.source, options.processes) as total:
        if options.go_on:
            here = trial.point(trial.source.values.block())[:, 0]
            found, spread = Found(here, float("inf"), here, None), 0.04
        else:
            found, spread = (
                search_globally(
                    _with(total, False),
                    trial.dimensions,
                    options.population,
                    options.generations,
                    options.seed,
                    _report,
                ),
                0.12,
            )
        for with_signs, generations in ((False, options.local), (True, options.signs)):
            if generations:
                found = search_locally(
                    _with(total, with_signs),
                    found,
                    spread,
                    options.lanes,
                    generations,
                    options.seed + 1 + with_signs,
                    _report,
                )
                spread = 0.02
        points, loss = sample_valley(
            _with(total, True),
            found,
            MEMBERS,
            options.steps,
            options.tolerance,
            options.seed + 3,
            _report,
        )
    best = found.point
    if loss.min() < trial.table(best[:, None], True).sum():
        best = points[:, int(np.argmin(loss))]
    spreads = spread_of(points, temperature_of(options.tolerance, trial.dimensions))
    parts = trial.table(best[:, None], True)[:, 0]
    block = trial.block(best[:, None])
    run = run_path(Parameters.from_block(block), trial.world, trial.path)
    told = [(target, float(FORMULAS[target.id](run)[0])) for target in read_targets() if target.id in FORMULAS]
    inside = sum(target.met(value) for target, value in told)
    told_parts = zip(trial.names(), trial.words(), parts, strict=True)
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
            "sign_generations": options.signs,
            "signs_fitted": len(trial.signs),
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
        residuals=tuple(Residual(name, words, float(part)) for name, words, part in told_parts),
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
