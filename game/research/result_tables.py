"""A sweep's tables: a row a run, a row a run and year, and what every column is, as CSV and as Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from game.faults import Fault, Problem
from game.research.cases import Case
from game.research.outcomes import Outcome
from game.research.spec import FiguresRow
from game.research.units import unit_of

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its kind ("word", "count" or "number"), unit and meaning."""

    name: str
    kind: str
    unit: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ResultTable:
    """Columns and rows; a cell without a value is None."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


_POINTS = "points 0-200"
_RUN = Column("run", "count", "", "number of the run in the order of the specification, from 1")
_HEAD = (
    _RUN,
    Column("level", "word", "", "id of the level"),
    Column("difficulty", "word", "", "difficulty"),
    Column("seed", "count", "", "seed of the world's chances; empty: the level's own world"),
    Column("parameters", "word", "", "parameter set, numbered where a row of the specification makes several"),
    Column("policy", "word", "", "policy, with what a grid chose in brackets"),
)
_SCORES = (
    Column("overall", "number", _POINTS, "mean of share, price and leverage; history has 100"),
    Column("share", "number", _POINTS, "market share against history's run with the same parameters and world"),
    Column("price", "number", _POINTS, "export revenue, and revenue per tonne, against history's"),
    Column("leverage", "number", _POINTS, "leverage held and concessions, against history's"),
    Column("medal", "word", "", "gold, silver, bronze, or empty; by the rules only"),
    Column("ending", "word", "", "how the run ended, as in score.json; by the rules only"),
    Column("orders_refused", "count", "", "orders of the policy that the rules refused"),
    Column("problem", "word", "", "why the run has no figures; empty for a sound run"),
)


def run_table(cases: Sequence[Case], outcomes: Mapping[str, Outcome], figures: FiguresRow) -> ResultTable:
    """A row a run."""
    grid = tuple(dict.fromkeys(name for case in cases for name, _ in case.policy.grid))
    columns = (
        *_HEAD,
        *(Column(name, "number", "setting", "what the grid ordered from that month on") for name in grid),
        *_SCORES,
        *(Column(f"{name}.final", "number", unit_of(name), "in the last month") for name in figures.final),
    )
    rows = [_run_row(number, case, outcomes[case.key], grid, len(figures.final)) for number, case in _numbered(cases)]
    return ResultTable("runs", columns, tuple(rows))


def year_table(cases: Sequence[Case], outcomes: Mapping[str, Outcome], figures: FiguresRow) -> ResultTable:
    """A row a run and calendar year; no rows where no yearly figure was asked for."""
    columns = (
        _RUN,
        Column("year", "count", "", "calendar year"),
        Column("months", "count", "months", "months of the year that the run lived through"),
        *(Column(f"{name}.mean", "number", unit_of(name), "mean of those months") for name in figures.yearly_mean),
        *(
            Column(f"{name}.sum", "number", unit_of(name).replace(" a month", " a year"), "sum of those months")
            for name in figures.yearly_sum
        ),
        *(Column(f"{name}.last", "number", unit_of(name), "in the last of them") for name in figures.yearly_last),
    )
    rows = [
        (number, int(year[0]), int(year[1]), *year[2:])
        for number, case in _numbered(cases)
        for year in outcomes[case.key].yearly
    ]
    return ResultTable("yearly", columns, tuple(rows))


def column_table(tables: Sequence[ResultTable]) -> ResultTable:
    """What every column of some tables is."""
    columns = tuple(Column(name, "word", "", "") for name in ("file", "column", "unit", "meaning"))
    rows = [(table.name, column.name, column.unit, column.meaning) for table in tables for column in table.columns]
    return ResultTable("columns", columns, tuple(rows))


def as_csv(table: ResultTable) -> bytes:
    """The table as UTF-8 CSV; numbers in the shortest form that reads back to the same bits."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in table.columns])
    for row in table.rows:
        writer.writerow(["" if cell is None else repr(cell) if isinstance(cell, float) else cell for cell in row])
    return out.getvalue().encode()


def as_parquet(table: ResultTable) -> bytes:
    """The table as Parquet with unit and meaning of each column in its field's metadata.

    Raises Fault (exit 2) when pyarrow is not installed.
    """
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        what = 'needs pyarrow: pip install -e ".[parquet]"'
        raise Fault([Problem("--parquet", "E2008", what)]) from error
    kinds: dict[str, Any] = {"word": pyarrow.string(), "count": pyarrow.int64(), "number": pyarrow.float64()}
    schema = pyarrow.schema(
        [
            pyarrow.field(column.name, kinds[column.kind], metadata={"unit": column.unit, "meaning": column.meaning})
            for column in table.columns
        ]
    )
    columns = [
        pyarrow.array([row[place] for row in table.rows], type=kinds[column.kind])
        for place, column in enumerate(table.columns)
    ]
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_arrays(columns, schema=schema), out, compression="zstd")
    return out.getvalue()


def _numbered(cases: Sequence[Case]) -> list[tuple[int, Case]]:
    return list(enumerate(cases, start=1))


def _run_row(number: int, case: Case, outcome: Outcome, grid: tuple[str, ...], final: int) -> tuple[Cell, ...]:
    chosen = dict(case.policy.grid)
    sound = not outcome.problem
    return (
        number,
        case.level,
        case.seat.difficulty,
        case.seat.seed,
        case.parameters.id,
        case.policy.id,
        *(chosen.get(name) for name in grid),
        *(outcome.scores if sound else (None,) * 4),
        outcome.medal,
        outcome.ending,
        outcome.refused,
        outcome.problem,
        *(outcome.final if sound else (None,) * final),
    )
