"""`lanthanide class FOLDER --out DIR`: score a class and write its table as CSV, HTML and PDF."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from game.faults import ExitCode, Fault, Problem, gravest
from game.reports.class_table.booklet import class_booklet
from game.reports.class_table.causes import parting
from game.reports.class_table.compare import Comparison, compared
from game.reports.class_table.folder import PROGRESS_FILE, collected, forget, marked_twins, rows_of
from game.reports.class_table.page import class_page
from game.reports.class_table.scoring import Row, history_row
from game.reports.class_table.sheets import class_csv, levers_csv
from game.storage.atomic import write_whole

FILES: Final = ("class.csv", "levers.csv", "report.html", "report.pdf")
_BAR: Final = 30
_TOLD: Final = 20  # problems printed one by one


@dataclass(frozen=True, slots=True)
class Table:
    """A class scored and compared, ready to be written."""

    rows: tuple[Row, ...]
    comparisons: tuple[Comparison, ...]
    refused: tuple[Row, ...]
    twins: dict[str, str]

    @property
    def exit_code(self) -> ExitCode:
        return gravest(ExitCode(row.exit) for row in self.rows)


def class_of(rows: Sequence[Row], level_file: str = "") -> Table:
    """Compare rows level by level.

    Raises Fault when a level cannot be read any more.
    """
    groups: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        if row.counts:
            groups.setdefault((row.level, row.difficulty), []).append(row)
    comparisons = []
    for (level_id, difficulty), members in sorted(groups.items()):
        level, history = history_row(level_id, difficulty, level_file)
        comparisons.append(compared(level, members, history))
    refused = tuple(row for row in rows if not row.counts)
    return Table(tuple(rows), tuple(comparisons), refused, marked_twins(rows))


def write_class(table: Table, out: Path, language: str, folder: Path | None = None) -> tuple[Path, ...]:
    """Write the four files, each whole or not at all; given the hand-ins with the gravest fork explained.

    Raises Fault (exit 6) when the disk refuses.
    """
    partings = [parting(found, folder, language) for found in table.comparisons] if folder is not None else []
    contents = {
        "class.csv": class_csv(table.comparisons, table.rows, table.twins).encode(),
        "levers.csv": levers_csv(table.comparisons).encode(),
        "report.html": class_page(table.comparisons, table.refused, table.twins, language, partings).encode(),
        "report.pdf": class_booklet(table.comparisons, table.refused, table.twins, language),
    }
    for name, content in contents.items():
        write_whole(out / name, content)
    return tuple(out / name for name in contents)


def run(options: argparse.Namespace, language: str) -> int:
    """The command, its report in a language; returns the gravest exit code of the hand-ins."""
    table = table_of(options, FILES)
    if table is None:
        return int(ExitCode.INTERRUPTED)
    for path in write_class(table, options.out, language, options.folder):
        print(path)
    forget(options.out)
    return int(table.exit_code)


def table_of(options: argparse.Namespace, files: Sequence[str]) -> Table | None:
    """Score a folder with a bar and tell what is wrong in it; None when that is interrupted.

    Raises Fault: 2 for a folder that is none, or when one of the files to be written stands there already.
    """
    folder, out = options.folder, options.out
    _may_write(folder, out, files, options.force)
    here = collected(folder)
    started = time.monotonic()
    bar = _Progress(len(here.tasks))
    try:
        rows = rows_of(here, out, options.jobs or os.cpu_count() or 1, level_file(options.level), bar.shown)
    except KeyboardInterrupt:
        bar.done()
        print(f"interrupted; the same command goes on from {out / PROGRESS_FILE}", file=sys.stderr)
        return None
    bar.done()
    table = class_of(rows, level_file(options.level))
    _summary(table, here.passed_over, time.monotonic() - started)
    return table


def level_file(level: str) -> str:
    """The file of the level that all are to have played; empty for whatever each one names."""
    from game.content.load import find_level

    return str(find_level(level)) if level else ""


def _may_write(folder: Path, out: Path, files: Sequence[str], force: bool) -> None:
    """Raises Fault (exit 2) for a folder that is none, and for an output that would be overwritten."""
    if not folder.is_dir():
        raise Fault([Problem(str(folder), "E2004", "is not a folder", expected="a folder with journals and capsules")])
    if out.resolve() == folder.resolve():
        raise Fault([Problem(str(out), "E2006", "is the folder of the hand-ins; choose another for the table")])
    there = [name for name in files if (out / name).exists()]
    if there and not force:
        raise Fault([Problem(str(out / there[0]), "E2007", "exists already; --force overwrites it")])


def _summary(table: Table, passed_over: int, seconds: float) -> None:
    bad = [row for row in table.rows if row.problem is not None]
    for row in bad[:_TOLD]:
        print(row.problem, file=sys.stderr)
    if len(bad) > _TOLD:
        print(f"and {len(bad) - _TOLD} more", file=sys.stderr)
    finished = sum(len(found.rows) for found in table.comparisons)
    unfinished = sum(len(found.unfinished) for found in table.comparisons)
    words = f"{finished} finished, {unfinished} unfinished, {len(table.refused)} refused"
    twins = f", {len(table.twins)} with the same decisions as another" if table.twins else ""
    others = f"; {passed_over} other files not looked at" if passed_over else ""
    print(f"{len(table.rows)} hand-ins in {seconds:.1f} s: {words}{twins}{others}", file=sys.stderr)


class _Progress:
    """A bar on a terminal; elsewhere a line for every tenth."""

    def __init__(self, count: int) -> None:
        self.count = count
        self.bad = 0
        self.tenth = 0
        self.live = sys.stderr.isatty()

    def shown(self, done: int, count: int, row: Row) -> None:
        self.bad += row.problem is not None
        words = f"{done}/{count} scored" + (f", {self.bad} with a problem" if self.bad else "")
        if self.live:
            full = _BAR * done // max(count, 1)
            print(f"\r[{'#' * full}{'.' * (_BAR - full)}] {words}", end="", file=sys.stderr, flush=True)
        elif done * 10 // max(count, 1) > self.tenth:
            self.tenth = done * 10 // max(count, 1)
            print(words, file=sys.stderr, flush=True)

    def done(self) -> None:
        if self.live and self.count:
            print(file=sys.stderr)
