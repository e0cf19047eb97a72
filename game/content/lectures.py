"""Lecture files in, `Lecture` out: every problem at once, with file, line and field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from game import paths
from game.content.lecture_rows import LectureFile, LectureOptionRow, LectureOrderRow, StopRow
from game.content.load import find_level, load_level
from game.content.source import Source, read_toml
from game.content.staging_checks import fact_ids
from game.economy.dimensions import parse_month
from game.economy.indicators import FIGURES
from game.faults import Fault, Problem, did_you_mean
from game.rules.lecture import Lecture, LectureOption, LectureOrder, Stop
from game.rules.level import Level, Text
from game.rules.levers import is_setting

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class ListedLecture:
    """One lecture file of a folder: a lecture, or what is wrong with it."""

    path: Path
    lecture: Lecture | None
    problems: tuple[Problem, ...]


def list_lectures(folder: Path | None = None) -> tuple[ListedLecture, ...]:
    """All lectures of a folder, the shortest first; a broken one never stops the others."""
    found = []
    for path in sorted((folder or paths.lectures_folder()).glob("*.toml")):
        try:
            found.append(ListedLecture(path, load_lecture(path), ()))
        except Fault as fault:
            found.append(ListedLecture(path, None, fault.problems))
    return tuple(sorted(found, key=lambda one: (one.lecture is None, one.lecture.minutes if one.lecture else 0)))


def find_lecture(name: str) -> Path:
    """The file of a lecture given by id or by path.

    Raises Fault (exit 6) for an unknown id.
    """
    path = Path(name)
    if path.suffix == ".toml" or len(path.parts) > 1:
        return path
    found = paths.lectures_folder() / f"{name}.toml"
    if not found.is_file():
        known = sorted(one.stem for one in paths.lectures_folder().glob("*.toml"))
        hint = did_you_mean(name, known) or ", ".join(known)
        raise Fault([Problem(name[:80], "E6004", "is no lecture", expected=hint)])
    return found


def load_lecture(path: Path) -> Lecture:
    """A lecture that can be held.

    Raises Fault with every problem of the file, or of its level.
    """
    source, file = read_toml(path, LectureFile)
    checks = _Checks(source, file, load_level(find_level(file.level)))
    checks.run()
    if checks.problems:
        raise Fault(checks.problems)
    return Lecture(
        id=file.id,
        level=file.level,
        minutes=file.minutes,
        title=_text(file.title),
        summary=_text(file.summary),
        opening=tuple(map(_text, file.opening)),
        opening_notes=_text(file.opening_notes),
        closing=tuple(map(_text, file.closing)),
        closing_notes=_text(file.closing_notes),
        stops=tuple(map(_stop, file.stops)),
    )


def _text(row: object) -> Text:
    return Text(row.en, row.zh)  # type: ignore[attr-defined]


def _stop(row: StopRow) -> Stop:
    month = parse_month(row.month)
    return Stop(
        id=row.id,
        month=month,
        years=row.years,
        minutes=row.minutes,
        title=_text(row.title),
        captions=tuple(map(_text, row.captions)),
        question=_text(row.question),
        after=_text(row.after),
        notes=_text(row.notes),
        figures=tuple(row.figures),
        options=tuple(_option(option, month) for option in row.options),
    )


def _option(row: LectureOptionRow, month: int) -> LectureOption:
    orders = tuple(
        LectureOrder(month if one.month is None else parse_month(one.month), one.lever, one.value) for one in row.orders
    )
    return LectureOption(_text(row.title), _text(row.note) if row.note is not None else None, orders, dict(row.answers))


class _Checks:
    """Collects what is wrong with a lecture beside its form."""

    def __init__(self, source: Source, file: LectureFile, level: Level) -> None:
        self.source = source
        self.file = file
        self.level = level
        self.problems: list[Problem] = []

    def run(self) -> None:
        for place, row in enumerate(self.file.stops):
            self._stop(("stops", place), row, self.file.stops[:place])
        planned = sum(row.minutes for row in self.file.stops)
        if planned > self.file.minutes:
            wanted = f"at least {planned}"
            self._add(("minutes",), "E3007", "is less than its stops need", self.file.minutes, wanted)
        for where, text in self._texts():
            for fact in re.findall(r"\bB\d{3}\b", text):
                self._known(where, fact, sorted(fact_ids()))

    def _add(self, place: Place, code: str, what: str, got: object = None, expected: str = "") -> None:
        self.problems.append(self.source.problem(place, code, what, got, expected))

    def _known(self, place: Place, name: str, known: Sequence[str]) -> bool:
        found = self.source.unknown(place, name, known)
        self.problems += found
        return not found

    def _texts(self) -> Iterator[tuple[Place, str]]:
        """All texts that may cite facts, with their places."""
        lists = [(("opening",), self.file.opening), (("closing",), self.file.closing)]
        lists += [(("stops", place, "captions"), row.captions) for place, row in enumerate(self.file.stops)]  # type: ignore[misc]
        for where, rows in lists:
            for number, row in enumerate(rows):
                yield from (((*where, number, language), getattr(row, language)) for language in ("en", "zh"))
        for place, stop in enumerate(self.file.stops):
            for key in ("question", "after", "notes"):
                for language in ("en", "zh"):
                    yield ("stops", place, key, language), getattr(getattr(stop, key), language)

    def _stop(self, place: Place, row: StopRow, before: Sequence[StopRow]) -> None:
        if row.id in [one.id for one in before]:
            self._add((*place, "id"), "E3056", "stands twice", row.id)
        month = parse_month(row.month)
        if before and month <= parse_month(before[-1].month):
            self._add((*place, "month"), "E3055", "is not after the row before it", row.month)
        if not self.level.start <= month or month + 12 * row.years - 1 > self.level.end:
            self._add(
                (*place, "month"), "E3066", "is outside the level", row.month, "a month with its years in the level"
            )
        for number, name in enumerate(row.figures):
            self._known((*place, "figures", number), name, FIGURES)
        for number, option in enumerate(row.options):
            self._option((*place, "options", number), option, month, month + 12 * row.years)
        own = [number for number, option in enumerate(row.options) if not option.orders and not option.answers]
        if len(own) != 1:
            what = "needs exactly one option without orders and answers, which is Beijing's"
            self._add((*place, "options"), "E3059", what, f"{len(own)}")

    def _option(self, place: Place, row: LectureOptionRow, first: int, end: int) -> None:
        for number, order in enumerate(row.orders):
            self._order((*place, "orders", number), order, first, end)
        for name, answer in row.answers.items():
            where = (*place, "answers", name)
            cards = {card.id: card for card in self.level.cards}
            if not self._known(where, name, sorted(cards)):
                continue
            card = cards[name]
            self._known(where, answer, [option.id for option in card.options])
            if card.month is not None and not first <= card.month < end:
                self._add(
                    where, "E3066", "is a card of another time", name, "a card that comes up within the years run"
                )

    def _order(self, place: Place, row: LectureOrderRow, first: int, end: int) -> None:
        month = first if row.month is None else parse_month(row.month)
        if not first <= month < end:
            self._add((*place, "month"), "E3066", "is outside the years run", row.month, "a month within them")
        known = {lever.id: lever for lever in self.level.levers}
        if not self._known((*place, "lever"), row.lever, sorted(known)) or row.value is None:
            return
        lever = known[row.lever]
        if not is_setting(lever, row.value):
            bounds = f"{lever.minimum:g} to {lever.maximum:g}"
            self._add((*place, "value"), "E3058", f"is outside the range of {lever.id}", row.value, bounds)
        elif month < lever.conceivable_from:
            self._add((*place, "month"), "E3058", f"is before {lever.id} could be thought of", row.month)
        elif self.level.closed(lever.id, month) is not None:
            self._add((*place, "lever"), "E3058", "is closed in this level", lever.id)
