"""`lanthanide luck JOURNAL`: carry a finished game's decisions out again in many worlds, and say what was luck."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from game.analysis.attribution import HEADLINES
from game.analysis.luck import WORLDS, Luck
from game.desk import Desk
from game.faults import ExitCode, Fault, Problem
from game.hand_in import hand_ins, verified
from game.language import LANGUAGES
from game.text.luck import luck_lines, weighed

_BAR = 24
_MOST_WORLDS = 100_000


class Progress:
    """A bar on the error stream with the time left."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._told = -1

    def __call__(self, share: float) -> None:
        if int(100 * share) == self._told:
            return
        self._told = int(100 * share)
        left = (time.monotonic() - self._start) / max(share, 1e-3) * (1.0 - share)
        bar = "#" * int(share * _BAR)
        end = "\n" if self._told >= 100 else ""
        print(f"\r[{bar:{_BAR}}] {self._told:3d} %, {left:4.0f} s left ", end=end, file=sys.stderr, flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Raises Fault for a hand-in that cannot be replayed (as `verify`), or whose level is not over (exit 3)."""
    parser = argparse.ArgumentParser(prog="lanthanide luck", description=(__doc__ or "").split(": ", 1)[1])
    parser.add_argument("journal", type=Path, help="journal or file with a capsule of a finished game")
    parser.add_argument("--worlds", type=int, default=WORLDS, help=f"how many (default {WORLDS})")
    parser.add_argument("--language", default="", choices=("", *LANGUAGES), help="en or zh_CN")
    parser.add_argument("--json", action="store_true", help="print shares, points of every world and decisions as JSON")
    options = parser.parse_args(argv)
    if not 1 <= options.worlds <= _MOST_WORLDS:
        parser.error(f"--worlds must be from 1 to {_MOST_WORLDS}")
    handed = hand_ins(options.journal)
    if len(handed) > 1:
        raise Fault([Problem(str(options.journal), "E7014", "holds too many capsules", got=str(len(handed)))])
    found = verified(handed[0])
    if found.difference:
        raise Fault([Problem(str(options.journal), "E5001", f"does not reproduce: {found.difference}")])
    if not found.session.finished:
        raise Fault([Problem(str(options.journal), "E3044", "is of a game that is not over")])
    made = weighed(found.session, options.worlds, Progress())
    if options.json:
        print(json.dumps(_plain(made), indent=1, allow_nan=False))
    else:
        for line in luck_lines(found.session, made, options.language or Desk().settings.language):
            print(line)
    return int(ExitCode.OK)


def _plain(made: Luck) -> dict[str, object]:
    """Everything in figures; points of the worlds by their number, those that were dropped left out."""
    headlines = {
        name: {
            "lived": made.lived[place],
            "better_share": made.better(name),
            "worse_share": made.worse(name),
            "yours": made.yours[place].tolist(),
            "history": made.history[place].tolist(),
            "beside": made.beside[place].tolist(),
        }
        for place, name in enumerate(HEADLINES)
    }
    decisions = [
        {
            "lever": one.decision.lever,
            "month": one.decision.month,
            "helped_share": one.helped,
            "spread_points": one.spread,
            "effects_points": one.effects.tolist(),
        }
        for one in made.decisions
    ]
    return {"worlds": made.worlds, "lost": made.lost, "headlines": headlines, "decisions": decisions}
