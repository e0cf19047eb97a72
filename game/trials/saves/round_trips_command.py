"""`lanthanide saves`: random games saved and loaded at every turn, and journals damaged in every place."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from game.faults import ExitCode
from game.trials.saves.round_trips import Trips, damage, round_trip


def main(argv: Sequence[str]) -> int:
    """Try all, tell how many and what was wrong; 1 when anything was."""
    parser = argparse.ArgumentParser(prog="lanthanide saves", description=__doc__)
    parser.add_argument("--games", type=int, default=50, help="random games: save, load, save at every turn")
    parser.add_argument("--journals", type=int, default=20, help="journals of which every bit and every end is damaged")
    parser.add_argument("--every", type=int, default=1, help="only one place in so many is damaged")
    parser.add_argument("--first", type=int, default=0, help="number of the first game")
    options = parser.parse_args(argv)
    whole = Trips()
    trips, broken = Trips(), Trips()
    for place in range(max(options.games, 0)):
        trips.add(round_trip(options.first + place))
        _progress(f"{place + 1} of {options.games} games")
    print(f"\r{options.games} games: {trips.tried} loads, {len(trips.wrong)} wrong", flush=True)
    for place in range(max(options.journals, 0)):
        broken.add(damage(options.first + place, max(options.every, 1)))
        _progress(f"{place + 1} of {options.journals} journals")
    print(f"\r{options.journals} journals: {broken.tried} damaged, {len(broken.wrong)} read as something else")
    whole.add(trips)
    whole.add(broken)
    for line in whole.wrong[:20]:
        print(f"WRONG {line}")
    return int(ExitCode.INTERNAL if whole.wrong else ExitCode.OK)


def _progress(words: str) -> None:
    if sys.stderr.isatty():
        print(f"\r{words} ", end="", file=sys.stderr, flush=True)
