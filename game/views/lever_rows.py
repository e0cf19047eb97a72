"""The rows of the policy desk: each lever with its setting, history, what it costs and how far one may go."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter

from game.economy.quantities import Parameters
from game.language import listing, percent, phrase, plural
from game.rules import constituencies, levers
from game.rules.commands import Announce, Command, SetLever
from game.rules.level import Lever
from game.session import Session
from game.views import sentences
from game.views.references import cited_all


@dataclass(frozen=True, slots=True)
class LeverRow:
    """One row of the policy desk."""

    id: str
    group: str
    title: str
    value: float
    low: float
    high: float
    step: float
    choices: tuple[tuple[float, str], ...]
    tick: float | None  # where history stands this month; None where the difficulty hides it
    mark: float  # where the lever effectively stands
    reach: tuple[float, float]  # settings that the political capital at hand could pay for
    changed: bool  # ordered anew this turn
    text: str
    range_cost: str  # political capital for the whole range
    grain: float  # 0.5 with the official line, 1, or 2 against it
    enabled: bool
    shut: str  # why it cannot be moved at all, in a word; empty when it can
    tip: str


def lever_rows(session: Session, language: str) -> tuple[LeverRow, ...]:
    """All levers that the level shows this month."""
    month = session.state.month
    shown = (lever for lever in session.level.levers if not session.level.hidden(lever.id, month))
    return tuple(lever_row(session, lever, language) for lever in shown)


def lever_row(session: Session, lever: Lever, language: str) -> LeverRow:
    """A lever as it stands in the session."""
    state = session.state
    value = state.settings[lever.id]
    verdict = session.check(SetLever(lever.id, another_setting(lever, value)))
    blocked = not verdict.allowed and verdict.reason not in ("capital", "out_of_range", "on_paper")
    tip = _tip(session, lever, language)
    shut = ""
    if blocked:
        shut = phrase("not_yet" if verdict.reason == "not_conceivable" else "lever.locked", language)
        tip += "\n! " + sentences.reason(session.level, verdict, language)
    return LeverRow(
        id=lever.id,
        group=lever.group,
        title=lever.title.in_language(language),
        value=value,
        low=lever.minimum,
        high=lever.maximum,
        step=lever.step,
        choices=tuple((choice.value, choice.title.in_language(language)) for choice in lever.choices),
        tick=history_setting(session, lever) if session.level.difficulty.history_shown else None,
        mark=_effective(session, lever),
        reach=_reach(session, lever),
        changed=value != state.turn_settings[lever.id],
        text=sentences.setting(lever, value, language),
        range_cost=f"{_range_cost(session, lever):.1f}",
        grain=levers.grain_at(lever, state.month),
        enabled=not blocked,
        shut=shut,
        tip=tip,
    )


def another_setting(lever: Lever, value: float) -> float:
    """Some setting that differs from a value, to ask the rules whether the lever may move at all."""
    if lever.choices:
        return next(choice.value for choice in lever.choices if choice.value != value)
    return value + lever.step if value + lever.step <= lever.maximum else value - lever.step


def _effective(session: Session, lever: Lever) -> float:
    ramp = session.state.ramps[lever.id]
    return min(max(ramp.at(session.state.month), lever.minimum), lever.maximum)


def _range_cost(session: Session, lever: Lever) -> float:
    return levers.move_cost(session.level, lever, lever.minimum, lever.maximum, session.state.month)


def _reach(session: Session, lever: Lever) -> tuple[float, float]:
    """What can be paid for: capital at hand and what was already paid for this lever this turn."""
    state = session.state
    whole = _range_cost(session, lever)
    if whole <= 0.0:
        return lever.minimum, lever.maximum
    purse = state.capital + state.paid.get(lever.id, 0.0)
    down, up = (
        purse / (whole * constituencies.favour(session.level, lever, way, state.approvals)) for way in (-1.0, 1.0)
    )
    span = lever.maximum - lever.minimum
    stood = state.turn_settings[lever.id]
    return max(stood - down * span, lever.minimum), min(stood + up * span, lever.maximum)


def _tip(session: Session, lever: Lever, language: str) -> str:
    likes, dislikes = (
        listing([phrase(f"constituency.{one}", language) for one in ones], language) or phrase("lever.nobody", language)
        for ones in (lever.liked_by, lever.disliked_by)
    )
    grain = levers.grain_at(lever, session.state.month)
    price = phrase("lever.with" if grain < 1.0 else "lever.against" if grain > 1.0 else "lever.plain", language)
    if lever.crisis_discount and levers.in_crisis(session.level, session.state.month):
        price = phrase("format.more", language, first=price, more=phrase("lever.crisis", language))
    history = sentences.setting(lever, history_setting(session, lever), language)
    shown = session.level.difficulty.history_shown
    effective = sentences.setting(lever, _effective(session, lever), language)
    happens = _named("lever.effective", effective, language, "effective")
    months = lever.phase_in_months
    phase = plural("lever.phase", months, language) if months > 1 else phrase("lever.at_once", language)
    cost = phrase("lever.cost", language, cost=f"{_range_cost(session, lever):.1f}", grain=_term(price, "grain"))
    return "\n".join(
        [
            lever.title.in_language(language),
            lever_help(session, lever, language),
            f"{_named('lever.history', history, language)}   {happens}" if shown else happens,
            phrase("format.then", language, first=cost, more=phase),
            *_plan_most(session, lever, language),
            *_favours(session, lever, language),
            _named("lever.likes", likes, language),
            _named("lever.dislikes", dislikes, language),
            _named("sources", cited_all(lever.sources, language), language),
        ]
    )


def _plan_most(session: Session, lever: Lever, language: str) -> tuple[str, ...]:
    """How high a plan may be set today, where the lever is one."""
    most = float(levers.ceiling_t_per_year(lever, session.state.known))
    if not 0.0 < most < lever.maximum:
        return ()
    return (phrase("lever.plan_most", language, most=sentences.setting(lever, most, language)),)


def _favours(session: Session, lever: Lever, language: str) -> tuple[str, ...]:
    """The range, and what constituencies put on or take off the price of a move up or down, if they do."""
    low, high = (sentences.setting(lever, one, language) for one in (lever.minimum, lever.maximum))
    lines = [] if lever.choices else [phrase("lever.range", language, low=low, high=high)]
    up, down = (constituencies.favour(session.level, lever, way, session.state.approvals) for way in (1.0, -1.0))
    if (up, down) != (1.0, 1.0):
        changes = {
            "up": percent(up - 1.0, 0, language, signed=True),
            "down": percent(down - 1.0, 0, language, signed=True),
        }
        lines.append(phrase("lever.favour", language, **changes))
    return tuple(lines)


def lever_help(session: Session, lever: Lever, language: str) -> str:
    """A lever's help; a share that the engine's parameters hold is told as they have it: {leak_share}."""
    return filled_help(lever, session.engine.parameters, language)


def filled_help(lever: Lever, parameters: Parameters, language: str) -> str:
    """A lever's help with the shares of a parameter set."""
    words = lever.help.in_language(language)
    names = [name for _, name, _, _ in Formatter().parse(words) if name]
    values = {name: percent(float(getattr(parameters, name)[0]), 0, language) for name in names}
    return words.format(**values) if values else words


def _named(name: str, words: str, language: str, term: str = "") -> str:
    title = phrase(name, language)
    return phrase("format.named", language, name=_term(title, term) if term else title, words=words)


def _term(words: str, term: str) -> str:
    """Words that open what a term means."""
    return f"[{words}]({term})"


def history_setting(session: Session, lever: Lever) -> float:
    """Where history's order for a lever stands in the month that comes next."""
    value = session.level.opening[lever.id]
    for row in session.level.history:
        if row.lever == lever.id and row.month <= session.state.month:
            value = row.value
    return value


def setting_text(session: Session, lever_id: str, value: float, language: str) -> str:
    return sentences.setting(session.level.lever(lever_id), value, language)


@dataclass(frozen=True, slots=True)
class DraftView:
    """A lever while it is moved: what it would be set to, what that costs, or why it cannot be."""

    lever: str
    value: float
    text: str
    cost: str
    allowed: bool
    reason: str


def draft_view(session: Session, lever_id: str, value: float, month: int, language: str) -> DraftView:
    """A draft for now, or as an announcement for a later month (0 = now)."""
    command: Command = Announce(lever_id, value, month) if month else SetLever(lever_id, value)
    verdict = session.check(command)
    return DraftView(
        lever_id,
        value,
        setting_text(session, lever_id, value, language),
        f"{-verdict.cost:+.1f}" if abs(verdict.cost) >= 0.05 else "0.0",
        verdict.allowed,
        "" if verdict.allowed else sentences.reason(session.level, verdict, language),
    )
