"""`lanthanide monkey`: events without sense by the thousand over every size, text size and language."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from game.faults import ExitCode
from game.trials.window.monkey import EPISODE, WORST_SECONDS, Finding, Tally, run_episode


def main(argv: Sequence[str]) -> int:
    """Run episodes, tell which screens were reached and what went wrong; 1 when anything did."""
    parser = argparse.ArgumentParser(prog="lanthanide monkey", description=__doc__)
    parser.add_argument("--events", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0, help="number of the first episode")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--out", type=Path, default=None, help="folder for the logs of what went wrong")
    options = parser.parse_args(argv)
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    os.environ["SDL_AUDIODRIVER"] = "dummy"
    episodes = range(options.first, options.first + max(-(-options.events // EPISODE), 1))
    start = time.monotonic()
    tally = Tally()
    with ProcessPoolExecutor(max(options.jobs, 1), mp_context=get_context("spawn")) as pool:
        length = min(options.events, EPISODE)
        for done, part in enumerate(pool.map(partial(run_episode, length=length), episodes), 1):
            tally.add(part)
            if sys.stderr.isatty():
                left = (time.monotonic() - start) * (len(episodes) - done) / done
                print(f"\r{done}/{len(episodes)} episodes, {left:.0f} s left ", end="", file=sys.stderr, flush=True)
    for line in report(tally, time.monotonic() - start):
        print(line)
    if options.out is not None:
        for finding in tally.findings:
            keep(finding, options.out)
    return int(ExitCode.INTERNAL if tally.findings else ExitCode.OK)


def keep(finding: Finding, folder: Path) -> Path:
    """Write a finding's log, one deed a line."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"episode-{finding.episode}.log"
    lines = [str(finding.start), *(json.dumps(deed) for deed in finding.deeds), finding.what]
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def report(tally: Tally, seconds: float) -> list[str]:
    """Screens with the frames they were on top, the slowest frame, and each finding with its deeds."""
    where = f"{len(tally.touched)} widgets touched on {len(tally.screens)} screens"
    lines = [f"{tally.deeds} events in {seconds:.0f} s, {where}"]
    lines += [f"  {count:7d}  {name}" for name, count in tally.screens.most_common()]
    slow = f", more than {WORST_SECONDS:.0f} s" if tally.slowest_seconds > WORST_SECONDS else ""
    lines.append(f"slowest frame: {tally.slowest_seconds * 1e3:.0f} ms of processor time, {tally.slowest_at}{slow}")
    for finding in tally.findings:
        lines += [f"WRONG in episode {finding.episode}, {finding.start}:", finding.what]
        lines += [f"  {deed}" for deed in finding.deeds[-40:]]
    return [*lines, "nothing went wrong" if not tally.findings else f"{len(tally.findings)} episodes went wrong"]
