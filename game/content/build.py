"""Checked rows of level files as the frozen data of the rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from game.content.abroad_rows import DuelRow, DuelStepRow
from game.content.characters import character
from game.content.checks import CONDITION_KINDS
from game.content.forms import LAST_YEAR, TextRow, TitleRow
from game.content.rows import change_rows
from game.content.schema import (
    AccessRow,
    CardRow,
    ChangeRow,
    ConditionRow,
    HistoryRow,
    LevelFile,
    LeverRow,
    Parts,
    StepRow,
    UnitRow,
)
from game.economy.dimensions import parse_month
from game.economy.policy import LEVER_FIELDS
from game.rules.difficulty import NORMAL
from game.rules.level import (
    Card,
    Choice,
    Condition,
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
from game.rules.opponents import DuelRule, DuelStep
from game.rules.staging import About, Access, Change, Done, Par, Role, Step


def _text(row: TitleRow | TextRow) -> Text:
    return Text(row.en, row.zh)


def built(file: LevelFile, parts: Sequence[Parts], content_hash: str, past: Level | None) -> Level:
    """The checked files as a level; history, cards and news outside its span fall away."""
    start, end = parse_month(file.start), parse_month(file.end)
    lever_rows = sorted((row for part in parts for row in part.levers), key=lambda row: LEVER_FIELDS.index(row.id))
    path = sorted(map(_path_row, history_rows(file, parts)), key=lambda row: row.month)
    opening = {row.id: row.opening for row in lever_rows}
    for moved in path:
        if moved.month < start:
            opening[moved.lever] = moved.value
    opening.update(file.opening)
    news = sorted(
        (News(parse_month(row.month), _text(row.text), row.source) for part in parts for row in part.news),
        key=lambda line: line.month,
    )
    duels = [_duel(row) for part in parts for row in part.duels if kept(file, part, "duels", row.id)]
    level = Level(
        id=file.id,
        rules=file.rules,
        parameters=file.parameters,
        world=file.world,
        content_hash=content_hash,
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
            for part in parts
            for row in part.cards
            if kept(file, part, "cards", row.id) and _within(card := _card(row), start, end)
        ),
        news=tuple(line for line in news if start <= line.month <= end),
        units=tuple(map(_unit, (row for part in parts for row in part.units))),
        duels=tuple(duel for duel in duels if duel.end >= start and duel.start <= end),
        characters=tuple(character(row) for part in parts for row in part.characters),
        objectives=tuple(Objective(_text(row.title), row.figure, row.at_least, row.at_most) for row in file.objectives),
        opening_capital=file.opening_capital if past is not None or file.opening_capital is not None else 50.0,
        opening_treasury_musd=(
            file.opening_treasury_musd if past is not None or file.opening_treasury_musd is not None else 0.0
        ),
        foreign_exchange_until=parse_month(file.foreign_exchange_until) if file.foreign_exchange_until else start,
        knowledge=file.knowledge,
        rewind=file.rewind,
        predictions=file.predictions,
        hints=file.hints,
        past=past,
        overrides=dict(file.opening),
        access=_access(file.access, [row.id for row in lever_rows]),
        changes=tuple(_change(row, start) for row in file.changes),
        seed=file.seed,
        about=_about(file),
    )
    return replace(level.at_difficulty(file.difficulty or NORMAL.id), fixed_difficulty=file.difficulty is not None)


def kept(file: LevelFile, part: Parts, kind: Literal["cards", "duels"], name: str) -> bool:
    """Whether a level takes a card or duel that it includes; its own it always takes."""
    if part is file:
        return True
    only = getattr(file.only, kind) if file.only is not None else None
    without = getattr(file.without, kind) if file.without is not None else None
    return (only is None or name in only) and name not in (without or ())


def history_rows(file: LevelFile, parts: Sequence[Parts]) -> list[HistoryRow]:
    """History's orders as the level has them: the included ones that it does not silence, and its own."""
    silent = [
        (
            set(row.levers),
            parse_month(row.start) if row.start is not None else 0,
            parse_month(row.end) if row.end is not None else parse_month(file.end),
        )
        for row in file.history_without
    ]
    return [
        row
        for part in parts
        for row in part.history
        if part is file
        or not any(row.lever in levers and first <= parse_month(row.month) <= last for levers, first, last in silent)
    ]


def _path_row(row: HistoryRow) -> PathRow:
    announced = parse_month(row.announced) if row.announced is not None else None
    return PathRow(parse_month(row.month), row.lever, row.value, row.basis, row.source, announced)


def _within(card: Card, start: int, end: int) -> bool:
    if card.month is not None:
        return start <= card.month <= end
    return card.latest >= start and card.earliest <= end


def _unit(row: UnitRow) -> Unit:
    return Unit(
        row.id,
        _text(row.title),
        row.light_quota_share,
        row.heavy_quota_share,
        row.licences,
        row.smelters,
        {int(number): group for number, group in row.member_of.items()},
    )


def _access(rows: Sequence[AccessRow], lever_ids: Sequence[str]) -> dict[str, Access]:
    """Closed levers; the first row that names a lever counts, and "*" stands for all that none names."""
    named = {lever for row in rows for lever in row.levers}
    closed: dict[str, Access] = {}
    for row in rows:
        ids = [lever for lever in lever_ids if lever not in named] if "*" in row.levers else row.levers
        for lever in ids:
            if row.access != "free" and row.reason is not None:
                until = parse_month(row.until) if row.until is not None else None
                closed[lever] = Access(row.access == "hidden", row.moves == "history", _text(row.reason), until)
    return closed


def _change(row: ChangeRow, start: int) -> Change:
    return Change(
        kind=row.kind,
        rows=change_rows(row.kind, row.name, row.item),
        value=row.value,
        factor=row.factor,
        start=parse_month(row.start) if row.start is not None else start,
        end=parse_month(row.end) if row.end is not None else parse_month(f"{LAST_YEAR}-12"),
        reason=_text(row.reason),
        source=row.source,
    )


def _about(file: LevelFile) -> About:
    return About(
        kind=file.kind,
        order=file.order,
        minutes=file.minutes,
        demand=file.demand,
        teaches=_text(file.teaches) if file.teaches is not None else None,
        question=_text(file.question) if file.question is not None else None,
        facts=tuple(file.facts),
        roles=tuple(
            Role(row.id, _text(row.title), _text(row.brief), _text(row.wants), tuple(row.levers)) for row in file.roles
        ),
        steps=tuple(map(_step, file.steps)),
        hand_in=_text(file.hand_in) if file.hand_in is not None else None,
        par=Par(**file.par.model_dump()) if file.par is not None else None,
    )


def _step(row: StepRow) -> Step:
    done = None
    if row.done is not None:
        month = parse_month(row.done.month) if row.done.month is not None else None
        done = Done(row.done.deed, row.done.lever, row.done.at_least, row.done.at_most, month, row.done.card)
    return Step(row.id, _text(row.title), _text(row.text), row.look, row.lever, done)


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
        sources=tuple(_text(source) for source in row.sources),
    )


def _condition(row: ConditionRow) -> Condition:
    kind = next(kind for kind in CONDITION_KINDS if getattr(row, kind) is not None)
    return Condition(kind, getattr(row, kind), row.above, row.below, tuple(row.answers))


def _duel(row: DuelRow) -> DuelRule:
    return DuelRule(
        id=row.id,
        title=_text(row.title),
        who=_text(row.who),
        start=parse_month(row.start),
        end=parse_month(row.end),
        resolve=row.resolve,
        resolve_recovery_per_month=row.resolve_recovery_per_month,
        cover_figure=row.cover_figure,
        pain_per_cover_gap=row.pain_per_cover_gap,
        pain_decay_per_month=row.pain_decay_per_month,
        provocation=dict(row.provocation),
        exchanges_per_month=row.exchanges_per_month,
        concession_musd=row.concession_musd,
        outside_steps={parse_month(month): step for month, step in row.outside_steps.items()},
        steps=tuple(_duel_step(step) for step in row.steps),
        control=row.control,
        notch=row.notch,
        worth_per_pressure=row.worth_per_pressure,
        market_per_heat=row.market_per_heat,
        pain_per_market=row.pain_per_market,
        figure=row.figure,
        settled_below=row.settled_below,
        months_between=row.months_between,
        stands_months=row.stands_months,
        repeats_months=row.repeats_months,
    )


def _duel_step(row: DuelStepRow) -> DuelStep:
    return DuelStep(
        row.id,
        _text(row.title),
        row.rises,
        row.most,
        row.withdraws,
        tuple(_text(name) for name in row.heights),
        tuple(row.at),
        dict(row.shocks),
    )
