"""`lanthanide soak`: play one window on and on and watch what the process holds."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence

from game.faults import ExitCode
from game.trials.soak.holding import MOST_MB_PER_HOUR, Sample, growth, soak


def main(argv: Sequence[str]) -> int:
    """Play, tell samples and slopes; 1 when memory grows faster than it may, or handles or threads are left."""
    parser = argparse.ArgumentParser(prog="lanthanide soak", description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    options = parser.parse_args(argv)
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    os.environ["SDL_AUDIODRIVER"] = "dummy"
    last = [-60.0]

    def look(one: Sample) -> None:
        if one.seconds - last[0] >= options.minutes * 3.0:
            last[0] = one.seconds
            held = f"{one.objects} objects, {one.handles} handles, {one.threads} threads"
            print(f"{one.seconds / 60.0:6.1f} min  {one.memory_mb:7.1f} MB  {held}", flush=True)

    found = growth(soak(options.minutes * 60.0, look))
    slopes = f"{found.memory_mb_per_hour:.2f} MB an hour (at most {MOST_MB_PER_HOUR:.0f})"
    print(
        f"{slopes}, {found.objects_per_hour:.0f} objects an hour, {found.handles} handles, {found.threads} threads more"
    )
    grows = found.memory_mb_per_hour > MOST_MB_PER_HOUR or found.handles > 0 or found.threads > 0
    return int(ExitCode.INTERNAL if grows else ExitCode.OK)
