"""`lanthanide fuzz`: bad files by the million against every reader of files from outside."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from game.faults import ExitCode, Fault, Problem
from game.trials.fuzz.run import GENERATORS, WORST_SECONDS, Tally, fuzz, known_targets
from game.trials.fuzz.targets import STAGES

LEAST_SOUND = 0.03


def main(argv: Sequence[str]) -> int:
    """Run the cases, tell what they came to; 1 when one did what none may do."""
    parser = argparse.ArgumentParser(prog="lanthanide fuzz", description=__doc__)
    parser.add_argument("--cases", type=int, default=200_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first case")
    parser.add_argument("--reader", action="append", default=[], help="only this reader; may be given several times")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--out", type=Path, default=None, help="folder for the files that did wrong")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(argv)
    known = [target.name for target in known_targets()]
    for name in options.reader:
        if name not in known:
            raise Fault([Problem("--reader", "E2003", "is unknown", got=name[:80], expected=", ".join(known))])
    if options.cases < 1 or options.first < 0:
        raise Fault([Problem("--cases", "E2003", "must be at least 1, --first at least 0")])
    start = time.monotonic()

    def progress(tally: Tally) -> None:
        if sys.stderr.isatty():
            done = tally.cases / options.cases
            left = (time.monotonic() - start) * (1.0 - done) / done
            print(f"\r{done:6.1%}  {tally.cases} cases, {left:.0f} s left ", end="", file=sys.stderr, flush=True)

    tally = fuzz(options.first, options.cases, options.reader, options.jobs, progress)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    _keep(tally, options.out)
    print(json.dumps(_told(tally), indent=1) if options.json else "\n".join(_lines(tally, time.monotonic() - start)))
    return int(ExitCode.INTERNAL if tally.findings or tally.sound() < LEAST_SOUND else ExitCode.OK)


def _keep(tally: Tally, folder: Path | None) -> None:
    if folder is None or not tally.findings:
        return
    folder.mkdir(parents=True, exist_ok=True)
    for found in tally.findings:
        (folder / f"{found.target}-{found.generator}-{found.case}").write_bytes(found.content)


def _told(tally: Tally) -> dict[str, object]:
    return {
        "cases": tally.cases,
        "sound_share": tally.sound(),
        "worst_seconds": tally.worst_seconds,
        "worst_case": tally.worst_case,
        "stages": {" ".join(key): count for key, count in sorted(tally.stages.items())},
        "codes": {" ".join(key): count for key, count in sorted(tally.codes.items())},
        "findings": [f"{one.target} {one.generator} {one.case}: {one.what}" for one in tally.findings],
    }


def _lines(tally: Tally, seconds: float) -> list[str]:
    """The tally as a table: rows are readers and ways of making, columns how far the files came."""
    lines = [f"{'reader':10}{'made from':10}" + "".join(f"{stage:>12}" for stage in STAGES)]
    for name in sorted({key[0] for key in tally.stages}):
        for generator in GENERATORS:
            counts = [tally.stages[name, generator, stage] for stage in STAGES]
            lines.append(f"{name:10}{generator:10}" + "".join(f"{count:12d}" for count in counts))
    lines.append(
        f"{tally.cases} cases in {seconds:.0f} s, {tally.sound():.1%} of them sound text (at least {LEAST_SOUND:.0%})"
    )
    slow = "" if tally.worst_seconds <= WORST_SECONDS else f", more than {WORST_SECONDS:.0f} s"
    lines.append(f"slowest: {tally.worst_seconds * 1e3:.0f} ms, {tally.worst_case}{slow}")
    lines.append(f"{len({code for _, code in tally.codes if code})} codes seen")
    for one in tally.findings:
        lines.append(f"WRONG {one.target} {one.generator} {one.case}: {one.what}")
    return [*lines, "all were read or refused by name" if not tally.findings else f"{len(tally.findings)} did wrong"]
