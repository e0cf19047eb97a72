"""`lanthanide calibrate`: search the parameters against targets and series and write the parameter file."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from game import paths
from game.analysis.calibration import Search, objective
from game.analysis.evidence import campaign, read_observations, read_targets
from game.analysis.runs import PolicyPath, run_path
from game.analysis.targets import FORMULAS
from game.content.economy_files import read_parameters, read_world, write_parameters
from game.economy.blocks import Array
from game.rules.levers import history_path


def main(argv: Sequence[str] | None = None) -> int:
    """Run the search from the values in the file; the same seed and start give the same answer."""
    parser = argparse.ArgumentParser(prog="lanthanide calibrate", description=__doc__)
    parser.add_argument("--generations", type=int, default=100)
    parser.add_argument("--lanes", type=int, default=320, help="parameter sets a generation")
    parser.add_argument("--seed", type=int, default=20261124)
    parser.add_argument("--spread", type=float, default=0.12, help="first standard deviation, share of each range")
    parser.add_argument("--out", type=Path, default=None, help="file to write (default: the shipped file)")
    options = parser.parse_args(argv)
    level = campaign()
    source = paths.parameters_file(level.parameters)
    start = read_parameters(source)
    world = read_world(paths.world_file(level.world)).world
    path = PolicyPath(history_path(level, level.end + 1))
    targets = tuple(target for target in read_targets() if target.id in FORMULAS)
    bounds = tuple(target.bound() for target in targets)
    observations = read_observations()

    def report(generation: int, best: float, losses: Array) -> None:
        print(f"generation {generation + 1}/{options.generations}: best loss {best:.3f}", file=sys.stderr, flush=True)

    before = float(objective(run_path(start.values, world, path), bounds, observations)[0])
    search = Search(
        low=start.low,
        high=start.high,
        fitted=start.fitted,
        start=start.values.block(),
        seed=options.seed,
        lanes=options.lanes,
        spread=options.spread,
    )
    block, loss = search.run(world, path, bounds, observations, options.generations, report)
    if loss >= before:
        print(f"no better than the start ({before:.3f}); nothing written")
        return 0
    run = run_path(type(start.values).from_block(block), world, path)
    inside = sum(target.met(float(FORMULAS[target.id](run)[0])) for target in targets)
    write_parameters(
        options.out or source,
        start,
        block,
        {
            "method": "cross-entropy search on the batch axis, diagonal normal in log space",
            "seed": options.seed,
            "generations": options.generations,
            "lanes": options.lanes,
            "loss_before": before,
            "loss": loss,
            "targets_inside": inside,
            "targets_expressed": len(targets),
        },
    )
    print(f"loss {before:.3f} -> {loss:.3f}; {inside} of {len(targets)} targets inside; wrote {options.out or source}")
    return 0
