"""Cross checks of what stages a level: closed levers, changes, steps, roles, facts and choices among the included."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from functools import cache

from game import paths
from game.content.economy_files import EconomyFileError
from game.content.engine import values_before
from game.content.rows import allowed, change_items, change_names, change_rows
from game.content.schema import AccessRow, ChangeRow, LevelFile, Parts, StepRow
from game.content.source import Source
from game.economy.dimensions import parse_month
from game.faults import Problem

Place = tuple[str | int, ...]
Setting = Callable[[Source, Place, str, float, str, str], None]


@cache
def fact_ids() -> frozenset[str]:
    """Ids of the briefing's facts."""
    with (paths.economy_folder() / "briefing_facts.csv").open(encoding="utf-8", newline="") as lines:
        return frozenset(row["id"] for row in csv.DictReader(lines))


class StagingChecks:
    """Collects the problems of one level's staging; `setting` checks a lever's value as the other checks do."""

    def __init__(
        self, source: Source, file: LevelFile, parts: Sequence[Parts], levers: Sequence[str], setting: Setting
    ) -> None:
        self.source = source
        self.file = file
        self.parts = parts
        self.levers = levers
        self.setting = setting
        self.problems: list[Problem] = []

    def run(self) -> None:
        for place, row in enumerate(self.file.access):
            self._access(("access", place), row)
        self._access_twins()
        for place, change in enumerate(self.file.changes):
            self._change(("changes", place), change)
        for place, silence in enumerate(self.file.history_without):
            for number, lever in enumerate(silence.levers):
                self._known(("history_without", place, "levers", number), lever, self.levers)
            if silence.start is not None and silence.end is not None:
                self._order(("history_without", place, "end"), silence.start, silence.end)
        self._own_history()
        self._selection()
        for place, step in enumerate(self.file.steps):
            self._step(("steps", place), step)
        for place, role in enumerate(self.file.roles):
            for number, lever in enumerate(role.levers):
                self._known(("roles", place, "levers", number), lever, self.levers)
        for kind in ("steps", "roles"):
            ids = [row.id for row in getattr(self.file, kind)]
            for place, name in enumerate(ids):
                if name in ids[:place]:
                    self._add((kind, place, "id"), "E3056", "stands twice", name)
        for place, fact in enumerate(self.file.facts):
            if fact not in fact_ids():
                self._add(("facts", place), "E3053", "is not known", fact, "a known name")

    def _add(self, place: Place, code: str, what: str, got: object = None, expected: str = "") -> None:
        self.problems.append(self.source.problem(place, code, what, got, expected))

    def _known(self, place: Place, name: str, known: Sequence[str]) -> bool:
        found = self.source.unknown(place, name, known)
        self.problems += found
        return not found

    def _order(self, place: Place, first: str, last: str) -> None:
        if parse_month(last) < parse_month(first):
            self._add(place, "E3054", "is before `start`", last, f"{first} or later")

    def _access(self, place: Place, row: AccessRow) -> None:
        for number, lever in enumerate(row.levers):
            if lever != "*":
                self._known((*place, "levers", number), lever, self.levers)
        if row.access != "free" and row.reason is None:
            self._add(place, "E3064", "needs a `reason` that the player is told")

    def _access_twins(self) -> None:
        seen: set[str] = set()
        for place, row in enumerate(self.file.access):
            for number, lever in enumerate(row.levers):
                if lever in seen:
                    self._add(("access", place, "levers", number), "E3056", "stands twice", lever)
                seen.add(lever)

    def _change(self, place: Place, row: ChangeRow) -> None:
        if not self._known((*place, "name"), row.name, change_names(row.kind)):
            return
        rows = change_rows(row.kind, row.name, row.item)
        if not rows:
            items = change_items(row.kind, row.name)
            wanted = ", ".join(items) if items else "no item"
            self._add((*place, "item"), "E3053", "is not known", row.item, wanted)
            return
        if (row.value is None) == (row.factor is None):
            self._add(place, "E3064", "needs either `value` or `factor`, not both")
        low, high = allowed(row.kind, rows)
        if row.value is not None and not low <= row.value <= high:
            what = f"is outside the range of {row.name}"
            self._add((*place, "value"), "E3058", what, row.value, f"{low:g} to {high:g}")
        elif row.factor is not None:
            self._factor(place, row, rows, (low, high))
        if row.kind != "world" and (row.start is not None or row.end is not None):
            key = "start" if row.start is not None else "end"
            self._add((*place, key), "E3065", "has a meaning for changes of the world only")
        if row.kind == "world" and row.start is not None:
            self._order((*place, "start"), self.file.start, row.start)
        if row.end is not None:
            self._order((*place, "end"), row.start or self.file.start, row.end)

    def _factor(self, place: Place, row: ChangeRow, rows: Sequence[str], bounds: tuple[float, float]) -> None:
        """A factor against the values it meets; an opening state is known only after the past has been run."""
        if row.kind == "opening" or row.factor is None:
            return
        try:
            values = values_before(self.file, row, rows)
        except (EconomyFileError, OSError):
            return  # that the file is missing or bad is said elsewhere
        for before in values:
            after = before * row.factor
            if not bounds[0] <= after <= bounds[1]:
                what, wanted = f"leads out of the range of {row.name}", f"{bounds[0]:g} to {bounds[1]:g}"
                self._add((*place, "factor"), "E3058", what, f"{row.factor:g} makes {after:g}", wanted)
                return

    def _own_history(self) -> None:
        """The past is that of another level; what differs at the start stands in `[opening]`."""
        for place, row in enumerate(self.file.history):
            if parse_month(row.month) < parse_month(self.file.start):
                wanted = f"{self.file.start} or later; what stands at the start is said in [opening]"
                self._add(("history", place, "month"), "E3066", "is before the level's start", row.month, wanted)

    def _selection(self) -> None:
        for key in ("only", "without"):
            chosen = getattr(self.file, key)
            for kind in ("cards", "duels"):
                included = [row.id for part in self.parts if part is not self.file for row in getattr(part, kind)]
                for number, name in enumerate((getattr(chosen, kind) if chosen is not None else None) or ()):
                    self._known((key, kind, number), name, included)

    def _step(self, place: Place, step: StepRow) -> None:
        if step.lever is not None:
            self._known((*place, "lever"), step.lever, self.levers)
        done = step.done
        if done is None:
            return
        if all(value is None for value in done.model_dump().values()):
            self._add((*place, "done"), "E3064", "says nothing that could hold")
        for key in ("at_least", "at_most"):
            bound = getattr(done, key)
            if bound is None:
                continue
            if done.lever is None:
                self._add((*place, "done", key), "E3064", "needs `lever`")
            else:
                self.setting(self.source, (*place, "done"), done.lever, bound, "lever", key)
        if done.lever is not None and done.at_least is None and done.at_most is None:
            self._known((*place, "done", "lever"), done.lever, self.levers)
        if done.month is not None and not self.file.start <= done.month <= self.file.end:
            span = f"{self.file.start} to {self.file.end}"
            self._add((*place, "done", "month"), "E3066", "is outside the level", done.month, span)
        cards = [row.id for part in self.parts for row in part.cards]
        if done.card is not None:
            self._known((*place, "done", "card"), done.card, cards)
