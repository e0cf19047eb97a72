"""The file of behaviour checks, strictly read: every mistake with file, line, check and field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from game.analysis.behaviour import Change, Changes, Check, Compare, Kind, Measure, Window, parameter_rows
from game.content.forms import LAST_YEAR, Id, Month, Number, Strict
from game.content.source import Source, read_toml
from game.economy.dimensions import FIRST_YEAR, MONTHS_PER_YEAR, month_index, parse_month
from game.economy.indicators import FIGURES
from game.economy.policy import NO_CAP_T_PER_YEAR, NO_POLICY, POLICY_FIELDS
from game.economy.quantities import Parameters
from game.faults import Fault, Problem, did_you_mean

Year = Annotated[int, Field(ge=FIRST_YEAR, le=LAST_YEAR)]
Place = tuple[str | int, ...]
_LARGEST_RELATIVE = 10.0
_CHANGES = "what differs between the two runs"


class ChangeRow(Strict):
    """A lever, a shock or a parameter, and exactly one of value, times and plus."""

    lever: str | None = Field(default=None, description="field of the policy: a lever or a shock")
    parameter: str | None = Field(default=None, description="a parameter, changed for the whole run")
    value: Number | Literal["none"] | None = Field(default=None, description='stands at; "none" lifts a quota or plan')
    times: Number | None = Field(default=None, description="multiplied by")
    plus: Number | None = Field(default=None, description="added")
    from_: Month | None = Field(default=None, alias="from", description="first month (default: the start)")
    until: Month | None = Field(default=None, description="last month (default: the end)")


class CheckRow(Strict):
    id: Id = Field(description="id of the check")
    words: str = Field(min_length=8, max_length=300, description="what a modeller expects, in words")
    base: list[ChangeRow] = Field(default_factory=list, max_length=20, description="ground common to both runs")
    changes: list[ChangeRow] = Field(min_length=1, max_length=20, description=_CHANGES)
    figure: str = Field(description="the figure that must differ")
    per: str | None = Field(default=None, description="a figure it is divided by")
    kind: Kind = Field(default="mean", description="mean, sum, peak or every_year")
    years: list[Year] | None = Field(default=None, min_length=2, max_length=2, description="first and last year")
    months: list[Month] | None = Field(default=None, min_length=2, max_length=2, description="first and last month")
    against: list[Year] | None = Field(
        default=None, min_length=2, max_length=2, description="years of the same run that the figure is divided by"
    )
    compare: Compare = Field(description="above, below or within")
    by: Number = Field(ge=0.0, le=1e6, description="least change, or the band for within")
    measure: Measure = Field(default="relative", description="relative, or difference in the figure's own unit")
    fit: bool = Field(default=False, description="calibration should see it")
    known_miss: str = Field(default="", max_length=400, description="why the engine fails it at present")


class ChecksFile(Strict):
    check: list[CheckRow] = Field(min_length=1, max_length=500)


def read_checks(path: Path) -> tuple[Check, ...]:
    """The checks of a file in their order.

    Raises Fault with every problem of the file, each with line, check and field.
    """
    ids: list[str] = []
    try:
        source, file = read_toml(path, ChecksFile)
        ids = [row.id for row in file.check]
        reader = _Reader(source)
        checks = tuple(reader.check(place, row) for place, row in enumerate(file.check))
        reader.twins(ids)
        if reader.problems:
            raise Fault(reader.problems)
        return checks
    except Fault as fault:
        raise Fault([_named(problem, ids or _ids_in(path)) for problem in fault.problems]) from fault


def _ids_in(path: Path) -> list[str]:
    """Ids of the checks of a file that the schema refuses; as many as can be seen."""
    import tomllib

    try:
        rows = tomllib.loads(path.read_text("utf-8")).get("check", [])
        return [str(row.get("id", "")) for row in rows]
    except (OSError, ValueError, AttributeError):
        return []


def _named(problem: Problem, ids: Sequence[str]) -> Problem:
    """The problem with the check's id beside its number: `check[3] (more-demand).by`."""
    head, bracket, rest = problem.field.partition("]")
    if not head.startswith("check[") or not bracket:
        return problem
    place = int(head.removeprefix("check[")) - 1
    if place >= len(ids) or not ids[place]:
        return problem
    return replace(problem, field=f"{head}] ({ids[place]}){rest}")


class _Reader:
    """Rows into checks; collects what the schema cannot see."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []

    def check(self, number: int, row: CheckRow) -> Check:
        place: Place = ("check", number)
        self._known((*place, "figure"), row.figure, FIGURES)
        if row.per is not None:
            self._known((*place, "per"), row.per, FIGURES)
        if row.compare == "within" and row.by <= 0.0:
            self._add((*place, "by"), "E3007", "is no band", row.by, "more than 0 for within")
        if row.measure == "relative" and row.by > _LARGEST_RELATIVE:
            self._add(
                (*place, "by"), "E3007", "is out of range", row.by, f"at most {_LARGEST_RELATIVE:g} when relative"
            )
        window = self._window(place, row)
        against = None
        if row.against is not None:
            against = self._ordered((*place, "against"), _years(row.against))
        return Check(
            id=row.id,
            words=row.words,
            base=self._changes((*place, "base"), row.base),
            changes=self._changes((*place, "changes"), row.changes),
            figure=row.figure,
            per=row.per,
            kind=row.kind,
            window=window,
            against=against,
            compare=row.compare,
            by=row.by,
            measure=row.measure,
            fit=row.fit,
            known_miss=row.known_miss,
        )

    def twins(self, ids: Sequence[str]) -> None:
        for place, name in enumerate(ids):
            if name in ids[:place]:
                self._add(("check", place, "id"), "E3056", "stands twice", name)

    def _window(self, place: Place, row: CheckRow) -> Window:
        if (row.years is None) == (row.months is None):
            self._add(place, "E3070", "needs either `years` or `months`", expected="one of the two")
            return 0, 0
        if row.years is not None:
            return self._ordered((*place, "years"), _years(row.years))
        assert row.months is not None
        if row.kind == "every_year":
            self._add((*place, "kind"), "E3071", "needs whole years", "every_year", "`years` instead of `months`")
        first, last = (parse_month(month) for month in row.months)
        return self._ordered((*place, "months"), (first, last))

    def _ordered(self, place: Place, window: Window) -> Window:
        if window[1] < window[0]:
            self._add(place, "E3054", "ends before it begins", expected="first, then last")
        return window

    def _changes(self, place: Place, rows: Sequence[ChangeRow]) -> Changes:
        return tuple(self._change((*place, number), row) for number, row in enumerate(rows))

    def _change(self, place: Place, row: ChangeRow) -> Change:
        given = {"value": row.value, "times": row.times, "plus": row.plus}
        named = [(name, amount) for name, amount in given.items() if amount is not None]
        operation, amount = named[0] if len(named) == 1 else ("value", 0.0)
        if len(named) != 1:
            self._add(place, "E3072", "needs exactly one of `value`, `times` and `plus`")
        first = 0 if row.from_ is None else parse_month(row.from_)
        last = None if row.until is None else parse_month(row.until)
        if last is not None and last < first:
            self._add((*place, "until"), "E3054", "is before `from`", row.until)
        if (row.lever is None) == (row.parameter is None):
            self._add(place, "E3073", "needs either `lever` or `parameter`", expected="one of the two")
        elif row.lever is not None:
            known = self._known((*place, "lever"), row.lever, POLICY_FIELDS)
            if amount == "none" and known and NO_POLICY[row.lever] != NO_CAP_T_PER_YEAR:
                self._add((*place, "value"), "E3074", "is for quotas and plans only", "none", "a number")
        elif row.parameter is not None:
            if not parameter_rows(row.parameter):
                self._known((*place, "parameter"), row.parameter, Parameters.row_names())
            if row.from_ is not None or row.until is not None:
                self._add(place, "E3075", "changes a parameter for some months only", expected="the whole run")
            if amount == "none":
                self._add((*place, "value"), "E3074", "is for quotas and plans only", "none", "a number")
        return Change(
            of="parameter" if row.parameter is not None else "lever",
            name=row.lever or row.parameter or "",
            operation="times" if operation == "times" else "plus" if operation == "plus" else "value",
            amount=NO_CAP_T_PER_YEAR if isinstance(amount, str) else amount or 0.0,
            first=first,
            last=last,
        )

    def _known(self, place: Place, name: str, known: Sequence[str]) -> bool:
        if name in known:
            return True
        hint = did_you_mean(name, known)
        self._add(place, "E3053", "is not known", name, f"a known name; {hint}" if hint else "a known name")
        return False

    def _add(self, place: Place, code: str, what: str, got: object = None, expected: str = "") -> None:
        self.problems.append(self.source.problem(place, code, what, got, expected))


def _years(years: Sequence[int]) -> Window:
    return month_index(years[0], 1), month_index(years[1], MONTHS_PER_YEAR)
