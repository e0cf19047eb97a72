"""Those abroad: their rows in a level file checked against the engine's names, and built for the rules."""

from __future__ import annotations

import string
from dataclasses import fields

from game.content.abroad_rows import CharacterRow, MarkRow, NoticeRow, UndertakingRow
from game.content.forms import TextRow, TitleRow
from game.content.source import Source
from game.economy.dimensions import BUYERS, RIVALS, parse_month
from game.economy.quantities import Parameters
from game.faults import Problem, did_you_mean
from game.rules.level import Text
from game.rules.opponents import Character, Mark, Notice, Stance, Undertaking
from game.rules.signals import SIGNALS

PLACES = {"rival": RIVALS, "buyer": BUYERS, "court": ("geneva",)}
_PLACEHOLDERS = ("who", "tonnes", "month")
_PARAMETERS = tuple(item.name for item in fields(Parameters))
# Parameters that a lever's help may name: one share for the whole economy.
SHARES = tuple(
    item.name for item in fields(Parameters) if item.metadata["unit"] == "share" and not item.metadata["axes"]
)

Place = tuple[str | int, ...]


def character_problems(source: Source, place: Place, row: CharacterRow) -> list[Problem]:
    """What is wrong with a character: names nobody knows, stances that leave a gap, texts with other placeholders."""
    problems: list[Problem] = []

    def known(where: Place, name: str, names: tuple[str, ...]) -> None:
        if name not in names:
            hint = did_you_mean(name, names)
            wanted = f"a known name; {hint}" if hint else "a known name"
            problems.append(source.problem(where, "E3053", "is not known", name, wanted))

    def marks(where: Place, rows: list[MarkRow]) -> None:
        for number, mark in enumerate(rows):
            known((*where, "conditions", number, "signal"), mark.signal, SIGNALS[row.kind])
            if mark.above is None and mark.below is None:
                problems.append(source.problem((*where, "conditions", number), "E3059", "needs `above` or `below`"))

    known((*place, "place"), row.place, PLACES[row.kind])
    months = [parse_month(name.start) for name in row.names]
    for number, month in enumerate(months[1:], start=1):
        if month <= months[number - 1]:
            problems.append(
                source.problem((*place, "names", number, "start"), "E3055", "is not after the row before it")
            )
    for number, stance in enumerate(row.stances):
        marks((*place, "stances", number), stance.conditions)
    if row.stances[-1].conditions:
        where = (*place, "stances", len(row.stances) - 1)
        problems.append(source.problem(where, "E3059", "must be without conditions: the last stance holds otherwise"))
    for number, notice in enumerate(row.notices):
        where = (*place, "notices", number)
        marks(where, notice.conditions)
        problems += _text_problems(source, where, notice)
        if notice.project is not None:
            for key in ("size", "grows"):
                if name := getattr(notice.project, key):
                    known((*where, "project", key), name, SIGNALS[row.kind])
            if notice.project.lead:
                known((*where, "project", "lead"), notice.project.lead, _PARAMETERS)
    for kind in ("stances", "notices"):
        ids = [one.id for one in getattr(row, kind)]
        for number, name in enumerate(ids):
            if ids.index(name) != number:
                problems.append(source.problem((*place, kind, number, "id"), "E3056", "stands twice", name))
    return problems


def placeholders(text: str) -> list[str]:
    """The names in braces of a text; "{" alone for one whose braces do not match."""
    try:
        return [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError:
        return ["{"]


def _text_problems(source: Source, place: Place, notice: NoticeRow) -> list[Problem]:
    problems = []
    for language in ("en", "zh"):
        for name in placeholders(getattr(notice.text, language)):
            if name not in _PLACEHOLDERS:
                where = (*place, "text", language)
                problems.append(
                    source.problem(where, "E3059", "has an unknown placeholder", name, "who, tonnes, month")
                )
    return problems


def character(row: CharacterRow) -> Character:
    """A checked row for the rules."""
    return Character(
        id=row.id,
        kind=row.kind,
        place=row.place,
        title=_text(row.title),
        about=_text(row.about),
        names=tuple((parse_month(name.start), _text(name.title)) for name in row.names),
        stances=tuple(Stance(one.id, _text(one.title), _marks(one.conditions)) for one in row.stances),
        notices=tuple(
            Notice(
                one.id,
                _text(one.title),
                _text(one.text),
                _text(one.advice),
                _marks(one.conditions),
                one.quiet_months,
                _undertaking(one.project),
                tuple(one.sources),
            )
            for one in row.notices
        ),
        sources=tuple(row.sources),
    )


def _text(row: TitleRow | TextRow) -> Text:
    return Text(row.en, row.zh)


def _marks(rows: list[MarkRow]) -> tuple[Mark, ...]:
    return tuple(Mark(row.signal, row.above, row.below) for row in rows)


def _undertaking(row: UndertakingRow | None) -> Undertaking | None:
    if row is None:
        return None
    return Undertaking(row.kind, row.size, row.lead, row.lead_share, row.grows, row.gain)
