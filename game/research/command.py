"""`lanthanide sweep`: make the runs of a specification, on all processors or a Dask cluster, and write their tables."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

from game.faults import ExitCode
from game.research.pools import Pool, dask, local
from game.research.sweeping import sweep_into

_BAR: Final = 24
_SECONDS_BETWEEN: Final = 0.5


class TimeLeft:
    """A bar on the error stream with the runs done and the time left at the pace of this go."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._told = 0.0

    def __call__(self, made: int, done: int, of: int) -> None:
        now = time.monotonic()
        if done < of and now - self._told < _SECONDS_BETWEEN:
            return
        self._told = now
        share = done / of
        bar = "#" * int(share * _BAR)
        left = (now - self._start) / max(made, 1) * (of - done)
        line = f"\r[{bar:{_BAR}}] {done}/{of} runs, {_clock(left)} left "
        print(line, end="\n" if done >= of else "", file=sys.stderr, flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Raises Fault for a specification, level or folder that cannot be used."""
    parser = argparse.ArgumentParser(prog="lanthanide sweep", description=__doc__.split(": ", 1)[1])
    parser.add_argument("spec", type=Path, help="specification (.toml), see assets/examples/sweep.toml")
    parser.add_argument("--out", type=Path, default=None, help="folder of the tables (default: SPEC without .toml)")
    parser.add_argument("--jobs", type=int, default=0, help="processes at work (default: one a processor)")
    parser.add_argument("--pool", choices=("local", "dask"), default="local", help="where the runs are made")
    parser.add_argument("--scheduler", default="", metavar="ADDRESS", help="of a Dask cluster (default: start one)")
    parser.add_argument("--parquet", action="store_true", help="also write the tables as Parquet")
    options = parser.parse_args(argv)
    if options.jobs < 0:
        parser.error("--jobs must be 1 or more")
    if options.scheduler and options.pool != "dask":
        parser.error("--scheduler goes with --pool dask")
    jobs = options.jobs or os.cpu_count() or 1
    folder = options.out or options.spec.with_suffix("")
    chosen: AbstractContextManager[Pool] = dask(jobs, options.scheduler) if options.pool == "dask" else local(jobs)
    with chosen as pool:
        swept = sweep_into(options.spec, folder, pool, TimeLeft(), options.parquet)
    for path in swept.written:
        print(path)
    runs = len(swept.runs.rows)
    print(f"{runs} runs, {swept.made} of them made now, {swept.failed} without figures")
    return int(ExitCode.OK)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds + 0.5), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"
