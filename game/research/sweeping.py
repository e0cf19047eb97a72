"""A sweep from its specification to its tables: what is done is kept part by part, what was done is not done again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from game.research.cases import cases_of, pieces
from game.research.outcomes import Outcome
from game.research.pools import Outcomes, Pool
from game.research.result_tables import ResultTable, as_csv, as_parquet, column_table, run_table, year_table
from game.research.shelf import Shelf
from game.research.spec import read_spec

Progress = Callable[[int, int, int], None]  # runs made in this go, runs done, runs in all

_PART_SECONDS: Final = 5.0  # as much work an end without warning may cost
_PART_RUNS: Final = 2000


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep came to."""

    runs: ResultTable
    yearly: ResultTable
    written: tuple[Path, ...]
    made: int  # runs made in this go; the others had been made before
    failed: int  # runs without figures


def sweep_into(
    spec_file: Path, folder: Path, pool: Pool, progress: Progress | None = None, parquet: bool = False
) -> Swept:
    """Make the runs of a specification that a folder does not hold yet, and write its tables.

    The tables' bytes depend on the specification alone, not on the pool or on how often the sweep was interrupted.
    Raises Fault for a specification, level or folder that cannot be used, and when the disk refuses.
    """
    spec = read_spec(spec_file)
    cases = cases_of(spec)
    figures = spec.file.figures
    with Shelf(folder) as shelf:
        known = shelf.done()
        wanted = {case.key for case in cases}
        before = len(known.keys() & wanted)
        made: dict[str, Outcome] = {}
        for outcomes in _kept(shelf, pool(pieces(spec, cases, known))):
            made.update((outcome.key, outcome) for outcome in outcomes)
            if progress is not None:
                progress(len(made), before + len(made), len(wanted))
        known.update(made)
        tables = (run_table(cases, known, figures), year_table(cases, known, figures))
        written = [
            shelf.write(f"{table.name}.csv", as_csv(table)) for table in (*tables, column_table(tables)) if table.rows
        ]
        if parquet:
            written += [shelf.write(f"{table.name}.parquet", as_parquet(table)) for table in tables if table.rows]
    failed = sum(bool(known[case.key].problem) for case in cases)
    return Swept(*tables, tuple(written), len(made), failed)


def _kept(shelf: Shelf, coming: Iterator[Outcomes]) -> Iterator[Outcomes]:
    """Outcomes as they come, written in parts; when the sweep is broken off, what has come is written too."""
    waiting: list[Outcome] = []
    written = time.monotonic()
    try:
        for outcomes in coming:
            waiting += outcomes
            yield outcomes
            if len(waiting) >= _PART_RUNS or time.monotonic() - written >= _PART_SECONDS:
                shelf.keep(waiting)
                waiting, written = [], time.monotonic()
    finally:
        shelf.keep(waiting)
