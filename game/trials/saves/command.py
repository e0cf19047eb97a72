"""`lanthanide crash`: power losses, failing disks, kills while the game saves; nothing said to be saved may be lost."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from game.faults import ExitCode
from game.trials.saves.crash import Outcome, calls_of_a_run, failing_calls, power_losses, real_kills


def main(argv: Sequence[str]) -> int:
    """Try all crashes, tell how many and what was lost; 1 when anything was."""
    parser = argparse.ArgumentParser(prog="lanthanide crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=200, help="real processes killed while they save")
    parser.add_argument("--byte-step", type=int, default=1, help="power goes after every so many bytes")
    options = parser.parse_args(argv)
    whole = Outcome()

    def told(what: str, outcome: Outcome) -> None:
        whole.add(outcome)
        print(f"{what}: {outcome.tried} states, {len(outcome.lost)} lost", flush=True)

    def progress(done: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{done} of {options.kills} kills ", end="\n" if done == options.kills else "", file=sys.stderr)

    print(f"{len(calls_of_a_run())} calls to the disk in four autosaves")
    with tempfile.TemporaryDirectory(prefix="lanthanide-crash-") as name:
        told("power lost before every call and after every byte", power_losses(Path(name), max(options.byte_step, 1)))
        told("every call failing with every error", failing_calls(Path(name)))
    if options.kills > 0:
        told("processes killed", real_kills(options.kills, progress))
    for line in whole.lost[:20]:
        print(f"LOST {line}")
    print("nothing was lost" if not whole.lost else f"{len(whole.lost)} saves lost")
    return int(ExitCode.INTERNAL if whole.lost else ExitCode.OK)
