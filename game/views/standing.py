"""Where the player stands: each constituency's approval in parts that add up, the account of authority, objectives."""

from __future__ import annotations

from dataclasses import dataclass

from game.language import money, number, percent, phrase, plural, quantity
from game.rules import constituencies
from game.rules.difficulty import Difficulty
from game.rules.level import CONSTITUENCIES
from game.rules.score import TREASURY_BASE_MUSD
from game.session import Session
from game.views.treasury import change_musd, flow_title, flows

_NUMBERS = ("pollution_index",)


@dataclass(frozen=True, slots=True)
class ApprovalPart:
    """One term of an approval: what is looked at, how it stands, the points it gives."""

    title: str
    value: str
    points: float


@dataclass(frozen=True, slots=True)
class Approval:
    """One constituency: where its approval stands, and the parts of where it is going; they add up to `target`."""

    id: str
    title: str
    value: float
    target: float
    parts: tuple[ApprovalPart, ...]
    mood: str  # "resists", "supports" or ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything the screen of that name shows, worded."""

    approvals: tuple[Approval, ...]
    authority: tuple[str, ...]
    treasury: tuple[tuple[str, str, float], ...]  # where money came from or went, the sum as text and in million USD
    treasury_change: tuple[str, float]
    difficulty: str
    rules: tuple[str, ...]
    objectives: tuple[tuple[bool, str, str], ...]  # met so far, what is asked, how it stands
    side: tuple[tuple[str, float, str], ...]  # side mark, points, what they are


def standing(session: Session, language: str) -> Standing:
    """The session's standing as a person reads it."""
    rules = session.level.difficulty
    return Standing(
        approvals=tuple(approval(session, name, language) for name in CONSTITUENCIES),
        authority=_authority(session, language),
        treasury=tuple(
            (flow_title(flow, language), money(flow.musd, language, signed=True), flow.musd) for flow in flows(session)
        ),
        treasury_change=(money(change_musd(session), language, signed=True), change_musd(session)),
        difficulty=phrase(f"rank.{rules.id}", language),
        rules=difficulty_lines(rules, language),
        objectives=tuple(
            (met, objective.title.in_language(language), number(value, 1 if abs(value) >= 1.0 else 2, language))
            for objective, value, met in session.objectives()
        ),
        side=tuple(
            (phrase(f"side.{mark.name}", language), mark.points, _side_tip(mark.name, language))
            for mark in session.score().side
        ),
    )


def _side_tip(name: str, language: str) -> str:
    message = f"side.{name}.tip"
    return phrase(message, language, n=money(TREASURY_BASE_MUSD, language))


def approval(session: Session, name: str, language: str) -> Approval:
    """One constituency's formula with the figures of the last month."""
    state, level = session.state, session.level
    parts = _figure_parts(session, name, language)
    liked = [
        ApprovalPart(lever.title.in_language(language), "", float(points))
        for lever, who, points in constituencies.attitude_parts(level, state.settings)
        if who == name and abs(points) > 1e-9
    ]
    parts += sorted(liked, key=lambda part: -abs(part.points))
    held = constituencies.attitude(level, state.settings)[name]
    _level_off(
        parts,
        held - sum(part.points for part in liked),
        phrase("approval.most", language, n=number(constituencies.MOST_ATTITUDE, 0, language)),
    )
    shift = state.shifts.get(name, 0.0)
    if abs(shift) > 1e-9:
        parts.append(ApprovalPart(phrase("approval.cards", language), "", shift))
    whole = sum(part.points for part in parts)
    target = min(max(whole, 0.0), 100.0)
    _level_off(parts, target - whole, phrase("approval.ends", language))
    value = state.approvals[name]
    angry, helps = value < level.difficulty.angry_below, value >= constituencies.SUPPORTS_FROM
    return Approval(
        id=name,
        title=phrase(f"constituency.{name}", language),
        value=value,
        target=target,
        parts=tuple(parts),
        mood="resists" if angry else "supports" if helps else "",
    )


def _figure_parts(session: Session, name: str, language: str) -> list[ApprovalPart]:
    figures, formula = session.state.known, constituencies.FORMULAS[name]
    if not figures:
        return [ApprovalPart(phrase("approval.before", language), "", constituencies.BEFORE_FIRST_MONTH)]
    parts = [ApprovalPart(phrase("approval.base", language), "", formula.base)]
    for term in formula.terms:
        value = float(constituencies.seen(term.figure, figures))
        title = phrase(f"figure.{term.figure}", language)
        points = float(constituencies.term_points(term, figures))
        parts.append(ApprovalPart(title, _value(term.figure, value, language), points))
    return parts


def _level_off(parts: list[ApprovalPart], points: float, title: str) -> None:
    if abs(points) > 1e-9:
        parts.append(ApprovalPart(title, "", points))


def _value(figure: str, value: float, language: str) -> str:
    if figure.endswith("_musd"):
        return money(value, language)
    if figure.endswith("_t"):
        return quantity(number(value, 0, language), phrase("unit.t", language), language)
    if figure in _NUMBERS:
        return number(value, 0, language)
    return percent(value, 0, language)


def _authority(session: Session, language: str) -> tuple[str, ...]:
    """The account of political capital: what it earns, what fades, what constituencies do to prices."""
    state, rules = session.state, session.level.difficulty
    income = constituencies.income_per_month(session.level, state.approvals)
    fades = max(state.capital - rules.kept, 0.0) / constituencies.FADING_MONTHS
    mean = constituencies.mean_approval(state.approvals)
    lines = [
        phrase("authority.now", language, n=number(state.capital, 1, language), mean=number(mean, 0, language)),
        phrase(
            "authority.earns",
            language,
            n=number(12.0 * income, 1, language),
            low=number(rules.income_factor * constituencies.INCOME_LOW, 0, language),
            high=number(rules.income_factor * constituencies.INCOME_HIGH, 0, language),
            poor=number(constituencies.LOW_APPROVAL, 0, language),
            rich=number(constituencies.HIGH_APPROVAL, 0, language),
        ),
        phrase(
            "authority.fades",
            language,
            kept=number(rules.kept, 0, language),
            months=number(constituencies.FADING_MONTHS, 0, language),
            n=number(fades, 1, language),
        ),
        phrase(
            "authority.favour",
            language,
            more=percent(rules.resistance, 0, language),
            below=number(rules.angry_below, 0, language),
            less=percent(constituencies.SUPPORT, 0, language),
            above=number(constituencies.SUPPORTS_FROM, 0, language),
        ),
        plural(
            "authority.removal",
            rules.grace_turns,
            language,
            least=number(rules.least_approval, 0, language),
            months=number(rules.deficit_months, 0, language),
        ),
    ]
    return tuple(lines)


def difficulty_lines(rules: Difficulty, language: str) -> tuple[str, ...]:
    """What a difficulty changes, in words made from its numbers."""
    lines = []
    if rules.income_factor != 1.0:
        lines.append(phrase("rank.income", language, n=percent(rules.income_factor, 0, language)))
    lines.append(phrase("rank.kept", language, n=number(rules.kept, 0, language)))
    if (rules.price_factor, rules.against_factor) != (1.0, 1.0):
        against = percent(rules.price_factor * rules.against_factor, 0, language)
        lines.append(phrase("rank.price", language, n=percent(rules.price_factor, 0, language), against=against))
    below, more = number(rules.angry_below, 0, language), percent(rules.resistance, 0, language)
    least, months = number(rules.least_approval, 0, language), number(rules.deficit_months, 0, language)
    return (
        *lines,
        phrase("rank.angry", language, n=below, more=more),
        phrase("rank.patience", language, n=number(rules.approval_months, 0, language)),
        plural("rank.removal", rules.grace_turns, language, least=least, months=months),
        phrase("rank.history_shown" if rules.history_shown else "rank.history_hidden", language),
    )
