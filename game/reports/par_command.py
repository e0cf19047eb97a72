"""`lanthanide par`: search a level's policies for the best score and keep the journal that earns it."""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from game import paths
from game.analysis.par import find_par
from game.content.load import find_level, list_levels, load_level
from game.desk import journal_bytes
from game.faults import ExitCode, Fault
from game.rules.commands import Command
from game.rules.score import Score
from game.storage.atomic import write_whole
from game.storage.journal import read_journal

_BAR = 24


class Progress:
    """A bar on the error stream with the best so far and the time left."""

    def __init__(self, level: str) -> None:
        self._level = level
        self._start = time.monotonic()

    def __call__(self, done: int, of: int, best: float) -> None:
        share = done / of
        left = (time.monotonic() - self._start) / share * (1.0 - share)
        bar = "#" * int(share * _BAR)
        line = f"\r{self._level:24} [{bar:{_BAR}}] {done}/{of} best {best:7.2f}, {left:4.0f} s left "
        print(line, end="\n" if done >= of else "", file=sys.stderr, flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Raises Fault for a level that cannot be read or a file that cannot be written."""
    parser = argparse.ArgumentParser(prog="lanthanide par", description=__doc__.split(": ", 1)[1])
    parser.add_argument("levels", nargs="*", metavar="LEVEL", help="level id or file (default: every shipped level)")
    parser.add_argument("--budget", type=int, default=40_000, help="plans to try; 0 plays the kept par again")
    parser.add_argument("--seed", type=int, default=20261125)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--afresh", action="store_true", help="do not start from the par that is kept")
    parser.add_argument("--out", type=Path, default=None, help="folder of the journals (default: the shipped one)")
    options = parser.parse_args(argv)
    if options.budget < 0 or options.processes < 1:
        parser.error("--budget must be 0 or more and --processes 1 or more")
    files = [find_level(name) for name in options.levels]
    files = files or [entry.path for entry in list_levels() if entry.level is not None and not _extends(entry.path)]
    for file in files:
        level = load_level(file)
        kept = paths.par_file(level.id, options.out)
        known = () if options.afresh else _commands(kept)
        session = find_par(file, known, options.budget, options.seed, options.processes, Progress(level.id))
        write_whole(kept, journal_bytes(session, "par"))
        score = session.score()
        if options.out is None:
            write_whole(file, with_par(file.read_text(encoding="utf-8"), level.id, score).encode("utf-8"))
        headlines = ", ".join(f"{line.name} {line.points:.1f}" for line in score.headlines())
        print(f"{level.id}: par {score.overall:.1f} ({headlines}); {kept}")
    return int(ExitCode.OK)


def _extends(file: Path) -> bool:
    """Whether a level only extends another, as an assignment does: such a file has no par of its own."""
    return re.search(r"^extends\s*=", file.read_text(encoding="utf-8"), re.MULTILINE) is not None


def with_par(text: str, level_id: str, score: Score) -> str:
    """A level file's text with the table of its par, the last table of the file, in place of an older one."""
    before = re.sub(r"\n*^\[par\]\n(?:(?!\[).*\n)*", "\n", text, flags=re.MULTILINE).rstrip("\n")
    figures = [("overall", score.overall), *((line.name, line.points) for line in score.headlines())]
    lines = [f"{name} = {points:.1f}" for name, points in figures]
    return "\n".join([before, "", "[par]", *lines, f'journal = "par/{level_id}.journal"', ""])


def _commands(path: Path) -> tuple[Command, ...]:
    """The commands of an earlier par, whatever level and rules it was made for; none where there is no journal."""
    if not path.is_file():
        return ()
    try:
        return read_journal(path).commands
    except Fault as fault:
        print(f"{path}: {'; '.join(fault.lines()[:1])}; starting afresh", file=sys.stderr)
        return ()
