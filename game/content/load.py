"""Level files in, `Level` out: includes joined, names checked against each other, all problems at once."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from game import paths
from game.content.checks import CONDITION_KINDS, Checks
from game.content.schema import (
    CardRow,
    ConditionRow,
    DuelRow,
    LevelFile,
    LeverRow,
    Parts,
    SharedFile,
    TextRow,
    TitleRow,
)
from game.content.source import Source, read_toml
from game.economy.dimensions import parse_month
from game.economy.policy import LEVER_FIELDS
from game.faults import Fault, Problem, did_you_mean
from game.rules.level import (
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


@dataclass(frozen=True, slots=True)
class Listed:
    """One level file of a folder: a level, or what is wrong with it."""

    path: Path
    level: Level | None
    problems: tuple[Problem, ...]


def find_level(name: str) -> Path:
    """The file of a level given by id or by path.

    Raises Fault (exit 6) for an unknown id.
    """
    path = Path(name)
    if path.suffix == ".toml" or len(path.parts) > 1:
        return path
    found = paths.levels_folder() / f"{name}.toml"
    if not found.is_file():
        known = [one.stem for one in paths.levels_folder().glob("*.toml")]
        hint = did_you_mean(name, known) or ", ".join(sorted(known))
        raise Fault([Problem(name[:80], "E6004", "is no level", expected=hint)])
    return found


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
        if not (path.parent / name).resolve().is_relative_to(path.parent.resolve()):
            problems.append(source.problem(("include", place), "E3050", "leads outside the folder of the level", name))
            continue
        included_files = _included(path.parent / name)
        if not included_files:
            problems.append(source.problem(("include", place), "E3060", "names a folder without .toml files", name))
        for included in included_files:
            try:
                parts.append(read_toml(included, SharedFile))
            except Fault as fault:
                problems += fault.problems
    if problems:
        raise Fault(problems)
    if file.rules != RULES:
        raise Fault([source.problem(("rules",), "E4020", "needs other rules", file.rules, f"rules {RULES}")])
    checks = Checks(source, file, parts)
    checks.run()
    if checks.problems:
        raise Fault(checks.problems)
    return _built(file, parts)


def _included(path: Path) -> list[Path]:
    """A file, or the files of a folder in order of name."""
    return sorted(path.glob("*.toml")) if path.is_dir() else [path]


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
        knowledge=file.knowledge,
        past_answers={
            card.id: card.history or card.default for card in cards if card.month is not None and card.month < start
        },
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
        conditions=tuple(_condition(condition) for condition in row.conditions),
        options=tuple(
            Option(
                o.id,
                _text(o.title),
                _text(o.note) if o.note is not None else None,
                o.capital,
                dict(o.levers),
                dict(o.shocks),
                dict(o.approval),
            )
            for o in row.options
        ),
        default=row.default,
        history=row.history,
        sources=tuple(row.sources),
    )


def _condition(row: ConditionRow) -> Condition:
    kind = next(kind for kind in CONDITION_KINDS if getattr(row, kind) is not None)
    return Condition(kind, getattr(row, kind), row.above, row.below, tuple(row.answers))


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
        tools={step: _text(name) for step, name in row.tools.items()},
    )


def _content_hash(parts: list[tuple[Source, Parts]]) -> str:
    """SHA-256 of the parsed content in canonical form: the same for other line ends, comments or key orders."""
    canonical: list[Any] = [part.model_dump(mode="json", by_alias=True) for _, part in parts]
    text = json.dumps(canonical, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()
