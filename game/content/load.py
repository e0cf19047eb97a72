"""Level files in, `Level` out: includes joined, names checked against each other, all problems at once."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game import paths
from game.content.schema import CardRow, DuelRow, LevelFile, LeverRow, OptionRow, Parts, SharedFile, TextRow, TitleRow
from game.content.source import Source, read_toml
from game.economy.dimensions import parse_month
from game.economy.indicators import FIGURES
from game.economy.policy import LEVER_FIELDS, SHOCK_FIELDS
from game.faults import Fault, Problem, did_you_mean
from game.rules.level import (
    CONSTITUENCIES,
    Card,
    Choice,
    Condition,
    DuelRule,
    Era,
    Grain,
    Level,
    Lever,
    News,
    Objective,
    Option,
    PathRow,
    Text,
    TurnLength,
    Unit,
)

RULES = "1"
HEADLINES = ("share", "price", "leverage")
DUEL_STEPS = ("tariff", "chip", "blacklist")


@dataclass(frozen=True, slots=True)
class Listed:
    """One level file of a folder: a level, or what is wrong with it."""

    path: Path
    level: Level | None
    problems: tuple[Problem, ...]


def find_level(name: str) -> Path:
    """The file of a level given by id or by path."""
    path = Path(name)
    if path.suffix == ".toml" or len(path.parts) > 1:
        return path
    return paths.levels_folder() / f"{name}.toml"


def list_levels(folder: Path | None = None) -> tuple[Listed, ...]:
    """All levels of a folder in order of file name; a broken one never stops the others."""
    found = []
    for path in sorted((folder or paths.levels_folder()).glob("*.toml")):
        try:
            found.append(Listed(path, load_level(path), ()))
        except Fault as fault:
            found.append(Listed(path, None, fault.problems))
    return tuple(found)


def load_level(path: Path) -> Level:
    """A level with everything it includes.

    Raises Fault with all problems of the level's file or, if that one is sound, of its includes and cross checks.
    """
    source, file = read_toml(path, LevelFile)
    parts: list[tuple[Source, Parts]] = [(source, file)]
    problems: list[Problem] = []
    for place, name in enumerate(file.include):
        included = path.parent / name
        try:
            if not included.resolve().is_relative_to(path.parent.resolve()):
                problems.append(
                    source.problem(("include", place), "E3050", "leads outside the folder of the level", name)
                )
                continue
            parts.append(read_toml(included, SharedFile))
        except Fault as fault:
            problems += fault.problems
    if problems:
        raise Fault(problems)
    checks = _Checks(source, file, parts)
    checks.run()
    if checks.problems:
        raise Fault(checks.problems)
    return _built(file, parts)


class _Checks:
    """Cross checks over a level and its includes; collects problems and never stops at the first."""

    def __init__(self, source: Source, file: LevelFile, parts: list[tuple[Source, Parts]]) -> None:
        self.source = source
        self.file = file
        self.parts = parts
        self.problems: list[Problem] = []
        self.levers: dict[str, LeverRow] = {}

    def run(self) -> None:
        self._span()
        for kind in ("levers", "cards", "units", "duels"):
            self._no_twins(kind)
        for source, part in self.parts:
            for place, lever in enumerate(part.levers):
                self._lever(source, ("levers", place), lever)
        missing = [name for name in LEVER_FIELDS if name not in self.levers]
        if missing:
            listed = ", ".join(missing[:5]) + (" ..." if len(missing) > 5 else "")
            self._add(self.source, ("levers",), "E3051", f"the level lacks levers: {listed}")
        for source, part in self.parts:
            for place, row in enumerate(part.history):
                self._setting(source, ("history", place), row.lever, row.value, "lever", "value")
                if row.announced is not None and parse_month(row.announced) >= parse_month(row.month):
                    self._add(source, ("history", place, "announced"), "E3052", "is not before `month`", row.announced)
            for place, card in enumerate(part.cards):
                self._card(source, ("cards", place), card)
            for place, duel in enumerate(part.duels):
                self._duel(source, ("duels", place), duel)
        for place, objective in enumerate(self.file.objectives):
            self._known(self.source, ("objectives", place, "figure"), objective.figure, (*HEADLINES, *FIGURES))
        for name, value in self.file.opening.items():
            self._setting(self.source, ("opening",), name, value, name, name)

    def _add(
        self, source: Source, place: Sequence[str | int], code: str, what: str, got: object = None, expected: str = ""
    ) -> None:
        self.problems.append(source.problem(place, code, what, got, expected))

    def _known(self, source: Source, place: Sequence[str | int], name: str, known: Sequence[str]) -> bool:
        if name in known:
            return True
        self._add(source, place, "E3053", "is not known", name, did_you_mean(name, known) or "a known name")
        return False

    def _span(self) -> None:
        file = self.file
        start, end = parse_month(file.start), parse_month(file.end)
        if end < start:
            self._add(self.source, ("end",), "E3054", "is before `start`", file.end, f"{file.start} or later")
        if end - start > 12 * 60:
            self._add(self.source, ("end",), "E3054", "makes the level longer than 60 years", file.end)
        for kind, rows in (("turns", file.turns), ("eras", file.eras)):
            months = [parse_month(row.start) for row in rows]
            for place, month in enumerate(months[1:], start=1):
                if month <= months[place - 1]:
                    self._add(self.source, (kind, place, "start"), "E3055", "is not after the row before it")
            if months[0] > start:
                self._add(self.source, (kind, 0, "start"), "E3055", "is after the level's start", expected=file.start)

    def _no_twins(self, kind: str) -> None:
        seen: dict[str, str] = {}
        for source, part in self.parts:
            for place, row in enumerate(getattr(part, kind)):
                key = unicodedata.normalize("NFC", row.id).casefold()
                line = source.positions.find((kind, place, "id"))[0]
                if key in seen:
                    self._add(source, (kind, place, "id"), "E3056", f"stands twice, first at {seen[key]}", row.id)
                seen.setdefault(key, f"{source.path}:{line}")

    def _lever(self, source: Source, place: tuple[str | int, ...], lever: LeverRow) -> None:
        if not self._known(source, (*place, "id"), lever.id, LEVER_FIELDS):
            return
        self.levers[lever.id] = lever
        if lever.minimum >= lever.maximum:
            self._add(source, (*place, "maximum"), "E3057", "is not above `minimum`", lever.maximum)
        elif not lever.minimum <= lever.opening <= lever.maximum:
            self._add(source, (*place, "opening"), "E3057", "is outside the range", lever.opening)
        if lever.unit == "share" and lever.maximum > 1.0:
            self._add(source, (*place, "maximum"), "E3057", "is above 1 for a share", lever.maximum, "at most 1")
        for number, choice in enumerate(lever.choices):
            if not lever.minimum <= choice.value <= lever.maximum:
                self._add(source, (*place, "choices", number), "E3057", "is outside the range", choice.value)

    def _setting(
        self, source: Source, place: tuple[str | int, ...], name: str, value: float, name_key: str, value_key: str
    ) -> None:
        if not self._known(source, (*place, name_key), name, tuple(self.levers)):
            return
        lever = self.levers[name]
        if not lever.minimum <= value <= lever.maximum:
            bounds = f"{lever.minimum:g} to {lever.maximum:g}"
            self._add(source, (*place, value_key), "E3058", f"is outside the range of {name}", value, bounds)
        elif lever.choices and all(choice.value != value for choice in lever.choices):
            allowed = ", ".join(f"{choice.value:g}" for choice in lever.choices)
            self._add(source, (*place, value_key), "E3058", f"is no position of {name}", value, allowed)

    def _card(self, source: Source, place: tuple[str | int, ...], card: CardRow) -> None:
        dated = card.month is not None
        if dated == bool(card.conditions):
            self._add(source, place, "E3059", f"card {card.id} needs either `month` or `conditions`, not both")
        if not dated and (card.earliest is None or card.latest is None):
            self._add(source, place, "E3059", f"card {card.id} is triggered and needs `earliest` and `latest`")
        names = [option.id for option in card.options]
        self._known(source, (*place, "default"), card.default, names)
        if card.history is not None:
            self._known(source, (*place, "history"), card.history, names)
        for number, condition in enumerate(card.conditions):
            self._known(source, (*place, "conditions", number, "figure"), condition.figure, FIGURES)
            if condition.above is None and condition.below is None:
                self._add(source, (*place, "conditions", number), "E3059", "needs `above` or `below`")
        for number, option in enumerate(card.options):
            if names.index(option.id) != number:
                self._add(source, (*place, "options", number, "id"), "E3056", "stands twice in the card", option.id)
            self._option(source, (*place, "options", number), option)

    def _option(self, source: Source, place: tuple[str | int, ...], option: OptionRow) -> None:
        for name, value in option.levers.items():
            self._setting(source, (*place, "levers"), name, value, name, name)
        for name in option.shocks:
            self._known(source, (*place, "shocks", name), name, SHOCK_FIELDS)
        for name in option.approval:
            self._known(source, (*place, "approval", name), name, CONSTITUENCIES)

    def _duel(self, source: Source, place: tuple[str | int, ...], duel: DuelRow) -> None:
        if parse_month(duel.end) < parse_month(duel.start):
            self._add(source, (*place, "end"), "E3054", "is before `start`", duel.end)
        for name in duel.provocation:
            self._known(source, (*place, "provocation", name), name, ("announce", "enforce", "ease", "offer", "hold"))
        for month, step in duel.outside_steps.items():
            self._known(source, (*place, "outside_steps", month), step, DUEL_STEPS)


def _text(row: TitleRow | TextRow) -> Text:
    return Text(row.en, row.zh)


def _built(file: LevelFile, parts: list[tuple[Source, Parts]]) -> Level:
    """The checked files as a level; history, cards and news outside its span fall away."""
    start, end = parse_month(file.start), parse_month(file.end)
    lever_rows = sorted((row for _, part in parts for row in part.levers), key=lambda row: LEVER_FIELDS.index(row.id))
    path = sorted(
        (
            PathRow(
                parse_month(row.month),
                row.lever,
                row.value,
                row.basis,
                row.source,
                parse_month(row.announced) if row.announced is not None else None,
            )
            for _, part in parts
            for row in part.history
        ),
        key=lambda row: row.month,
    )
    opening = {row.id: row.opening for row in lever_rows}
    for moved in path:
        if moved.month < start:
            opening[moved.lever] = moved.value
    opening.update(file.opening)
    cards = [_card(row) for _, part in parts for row in part.cards]
    news = sorted(
        (News(parse_month(row.month), _text(row.text), row.source) for _, part in parts for row in part.news),
        key=lambda line: line.month,
    )
    return Level(
        id=file.id,
        rules=file.rules,
        parameters=file.parameters,
        world=file.world,
        content_hash=_content_hash(parts),
        title=_text(file.title),
        summary=_text(file.summary),
        briefing=_text(file.briefing),
        start=start,
        end=end,
        turns=tuple(TurnLength(parse_month(row.start), row.months) for row in file.turns),
        eras=tuple(Era(row.id, _text(row.title), parse_month(row.start)) for row in file.eras),
        crisis_months=tuple((parse_month(row.start), parse_month(row.end)) for row in file.crisis),
        levers=tuple(_lever(row) for row in lever_rows),
        opening=opening,
        history=tuple(row for row in path if row.month <= end),
        cards=tuple(
            card
            for card in cards
            if (card.month is not None and start <= card.month <= end)
            or (card.month is None and card.latest >= start and card.earliest <= end)
        ),
        news=tuple(line for line in news if start <= line.month <= end),
        units=tuple(
            Unit(
                row.id,
                _text(row.title),
                row.light_quota_share,
                row.heavy_quota_share,
                row.licences,
                row.smelters,
                {int(number): group for number, group in row.member_of.items()},
            )
            for _, part in parts
            for row in part.units
        ),
        duels=tuple(
            duel for _, part in parts for row in part.duels if (duel := _duel(row)).end >= start and duel.start <= end
        ),
        objectives=tuple(Objective(_text(row.title), row.figure, row.at_least, row.at_most) for row in file.objectives),
        opening_capital=file.opening_capital,
        opening_treasury_musd=file.opening_treasury_musd,
        foreign_exchange_until=parse_month(file.foreign_exchange_until) if file.foreign_exchange_until else start,
    )


def _lever(row: LeverRow) -> Lever:
    return Lever(
        id=row.id,
        group=row.group,
        title=_text(row.title),
        help=_text(row.help),
        unit=row.unit,
        minimum=row.minimum,
        maximum=row.maximum,
        step=row.step,
        base_cost=row.base_cost,
        grain=tuple(
            sorted((Grain(parse_month(grain.start), grain.factor) for grain in row.grain), key=lambda g: g.start)
        ),
        phase_in_months=row.phase_in_months,
        conceivable_from=parse_month(row.conceivable_from),
        maximum_means_none=row.maximum_means_none,
        choices=tuple(Choice(choice.value, _text(choice.title)) for choice in row.choices),
        crisis_discount=row.crisis_discount,
        liked_by=tuple(row.liked_by),
        disliked_by=tuple(row.disliked_by),
        sources=tuple(row.sources),
    )


def _card(row: CardRow) -> Card:
    return Card(
        id=row.id,
        title=_text(row.title),
        situation=_text(row.situation),
        month=parse_month(row.month) if row.month is not None else None,
        earliest=parse_month(row.earliest) if row.earliest is not None else 0,
        latest=parse_month(row.latest) if row.latest is not None else 0,
        conditions=tuple(Condition(c.figure, c.above, c.below) for c in row.conditions),
        options=tuple(
            Option(o.id, _text(o.title), _text(o.effect), o.capital, dict(o.levers), dict(o.shocks), dict(o.approval))
            for o in row.options
        ),
        default=row.default,
        history=row.history,
        sources=tuple(row.sources),
    )


def _duel(row: DuelRow) -> DuelRule:
    return DuelRule(
        id=row.id,
        title=_text(row.title),
        opponent=row.opponent,
        start=parse_month(row.start),
        end=parse_month(row.end),
        resolve=row.resolve,
        resolve_recovery_per_month=row.resolve_recovery_per_month,
        pain_per_cover_gap=row.pain_per_cover_gap,
        pain_decay_per_month=row.pain_decay_per_month,
        provocation=dict(row.provocation),
        exchanges_per_month=row.exchanges_per_month,
        concession_musd=row.concession_musd,
        outside_steps={parse_month(month): step for month, step in row.outside_steps.items()},
    )


def _content_hash(parts: list[tuple[Source, Parts]]) -> str:
    """SHA-256 of the parsed content in canonical form: the same for other line ends, comments or key orders."""
    canonical: list[Any] = [part.model_dump(mode="json", by_alias=True) for _, part in parts]
    text = json.dumps(canonical, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
