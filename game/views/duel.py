"""A duel as a person sees it: steps, pain and resolve, what the opponent says it will do, and each move's end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from game.language import listing, month_text, number, percent, phrase, run_on
from game.rules import duel, duel_moves
from game.rules.commands import DUEL_MOVES, DuelMove, Exchange
from game.rules.duel_outlook import outlook, steps_after
from game.rules.events import OpponentMoved
from game.rules.game_state import DuelState
from game.rules.level import Level
from game.rules.opponents import DuelRule, DuelStep
from game.session import Session
from game.views import sentences


@dataclass(frozen=True, slots=True)
class StepView:
    title: str
    height: int
    most: int
    name: str  # of the height, where heights have names


@dataclass(frozen=True, slots=True)
class MoveView:
    move: str
    label: str
    allowed: bool
    tip: str  # what it does and what would come of it


@dataclass(frozen=True, slots=True)
class DuelView:
    id: str
    title: str
    steps: tuple[StepView, ...]
    bars: tuple[tuple[str, float], ...]  # pain and resolve, 0-100; a court has neither
    held: str  # concessions
    says: tuple[str, ...]  # what the opponent says it will do, and why
    announced: str
    moves: tuple[MoveView, ...]
    left: str


def duels_view(session: Session, language: str) -> tuple[DuelView, ...]:
    """The duels that are on."""
    if session.finished:
        return ()
    found = [
        _view(session, rule, now, language)
        for rule, now in zip(session.level.duels, session.state.duels, strict=True)
        if duel.on(rule, session.state.month)
    ]
    return tuple(found)


def _view(session: Session, rule: DuelRule, now: DuelState, language: str) -> DuelView:
    left = rule.exchanges_per_month - now.exchanges
    return DuelView(
        rule.id,
        rule.title.in_language(language),
        tuple(_step(step, now, language) for step in rule.steps),
        ((phrase("pain", language), now.pain), (phrase("resolve", language), now.resolve)) if _feels(rule) else (),
        _held(rule, now, language),
        says(session, rule, language),
        _announced(session, rule, language),
        tuple(_move(session, rule, move, language) for move in DUEL_MOVES_SHOWN),
        phrase("duel.left", language, n=left),
    )


# Falls of markets that are worth a word, per cent.
_LEAST_FALL = 0.05
# In the order in which the panel has them.
_PROVOKING: Final[tuple[DuelMove, ...]] = ("announce", "enforce")
DUEL_MOVES_SHOWN: Final[tuple[DuelMove, ...]] = (
    "announce",
    "enforce",
    "bind",
    "delay",
    "trade",
    "ease",
    "concede",
    "offer",
    "hold",
)
assert sorted(DUEL_MOVES_SHOWN) == sorted(DUEL_MOVES)


def _feels(rule: DuelRule) -> bool:
    """Whether an opponent is one with pain and resolve, rather than a court."""
    return rule.pain_per_cover_gap > 0.0


def _step(step: DuelStep, now: DuelState, language: str) -> StepView:
    height = now.heights[step.id]
    name = step.heights[height - 1].in_language(language) if step.heights and height else ""
    return StepView(step.title.in_language(language), height, step.most, name)


def _held(rule: DuelRule, now: DuelState, language: str) -> str:
    words = phrase("duel.won", language, n=len(now.concessions))
    if now.market > -_LEAST_FALL:
        return words
    return f"{words}  {phrase('duel.market', language, fall=percent(now.market / 100.0, 1, language))}"


def _announced(session: Session, rule: DuelRule, language: str) -> str:
    waiting = duel_moves.pending(rule, session.state.announced)
    if not waiting:
        return ""
    month = min(order.month for order in waiting)
    return phrase("duel.announced", language, month=month_text(month, language))


def says(session: Session, rule: DuelRule, language: str) -> tuple[str, ...]:
    """What the opponent says it will do this month as things stand, and what one move more would mean."""
    level, state = session.level, session.state
    now = next(one for one in state.duels if one.id == rule.id)
    after_month, events = outlook(level, state, rule)
    ahead = tuple(event for event in events if isinstance(event, OpponentMoved))
    lines = [_ahead_words(level, rule, (now, after_month), ahead, language)]
    for move in _PROVOKING:
        if not session.check(Exchange(rule.id, move)).allowed:
            continue
        after = steps_after(level, state, rule, move)
        more = [step for step in after if step not in ahead]
        if more:
            label, steps = phrase(f"duel.{move}", language), _steps_words(level, more, language)
            lines.append(phrase("duel.one_more", language, move=label, steps=steps))
            break
    return tuple(lines)


def _ahead_words(
    level: Level, rule: DuelRule, states: tuple[DuelState, DuelState], ahead: Sequence[OpponentMoved], language: str
) -> str:
    """What comes this month and why; `states` are the opponent now and at the end of the month."""
    now, after = states
    who = rule.who.in_language(language)
    if ahead:
        steps = _steps_words(level, ahead, language)
        why = listing([phrase(f"duel.why.{step.reason}", language) for step in ahead], language)
        words = phrase("duel.will", language, who=who, steps=steps, why=why)
    else:
        hurt = now.heat >= duel.PROVOKED and now.pain > duel.BORNE * now.resolve
        words = phrase("duel.suffers" if hurt else _waits(rule, now, after), language, who=who, n=rule.stands_months)
    if _feels(rule):
        state = phrase(
            "duel.standing",
            language,
            heat=number(now.heat, 0, language),
            limit=number(duel.PROVOKED, 0, language),
            pain=number(now.pain, 0, language),
            resolve=number(now.resolve, 0, language),
        )
        return run_on((words, state), language)
    return run_on((words, *_thresholds(rule, now, language)), language)


def _waits(rule: DuelRule, now: DuelState, after: DuelState) -> str:
    """The phrase for a month without a step: what an opponent in more pain than resolve remembers, or nothing."""
    standing = any(after.heights[step.id] for step in rule.steps if step.rises != "figure")
    if not standing or now.heat >= duel.PROVOKED or after.pain <= after.resolve:
        return "duel.waits"
    return "duel.stands" if after.closed is None else "duel.closed"


def _thresholds(rule: DuelRule, now: DuelState, language: str) -> tuple[str, ...]:
    """Where the next height of a step that follows a figure lies."""
    found = []
    for step in rule.steps:
        height = now.heights[step.id]
        if step.rises == "figure" and height < len(step.at):
            name = step.heights[height].in_language(language) if step.heights else str(height + 1)
            found.append(phrase("duel.next_at", language, step=name, at=number(step.at[height], 3, language)))
    return tuple(found)


def _steps_words(level: Level, steps: Sequence[OpponentMoved], language: str) -> str:
    return listing([step_words(level, step, language) for step in steps], language)


def step_words(level: Level, moved: OpponentMoved, language: str) -> str:
    """A step and the height at which it stands: "tariff at 2", or the height's own name."""
    rule = next(rule for rule in level.duels if rule.id == moved.duel)
    step = next(step for step in rule.steps if step.id == moved.step)
    title = step.title.in_language(language)
    if step.heights and moved.level:
        name = step.heights[moved.level - 1].in_language(language)
        return phrase("duel.step_named", language, step=title, name=name)
    return phrase("duel.step_at", language, step=title, n=moved.level)


def _move(session: Session, rule: DuelRule, move: DuelMove, language: str) -> MoveView:
    level, state = session.level, session.state
    verdict = session.check(Exchange(rule.id, move))
    lines = [phrase(f"duel.{move}.tip", language)]
    if not verdict.allowed:
        lines.append("! " + sentences.reason(level, verdict, language))
        return MoveView(move, phrase(f"duel.{move}", language), False, "\n".join(lines))
    if verdict.cost:
        message = "room.cost" if verdict.cost > 0.0 else "room.brings"
        lines.append(phrase(message, language, n=f"{abs(verdict.cost):.1f}"))
    if move in duel_moves.OFFERS:
        lines.append(_offer_words(session, rule, move, language))
    after = steps_after(level, state, rule, move)
    words = _steps_words(level, after, language) if after else phrase("duel.then_nothing", language)
    lines.append(phrase("duel.then", language, steps=words))
    return MoveView(move, phrase(f"duel.{move}", language), True, "\n".join(lines))


def _offer_words(session: Session, rule: DuelRule, move: str, language: str) -> str:
    """Why an offer would be taken or refused now: pain and worth against resolve."""
    now = next(one for one in session.state.duels if one.id == rule.id)
    if now.heat >= duel.PROVOKED:
        return phrase("duel.no_deals", language)
    worth = duel_moves.offer_worth(session.level, session.state, rule, move)
    if not worth and not duel.talkable(rule, now, session.state.month, courts=True):
        return phrase("duel.no_words" if now.closed is None else "duel.closed_words", language, n=rule.stands_months)
    return phrase(
        "duel.offer_now",
        language,
        pain=number(now.pain, 0, language),
        worth=number(worth, 0, language),
        need=number(duel.TAKEN * now.resolve, 0, language),
    )


def lines_of(view: DuelView, language: str) -> tuple[str, ...]:
    """A duel as lines of text."""
    steps = listing(
        [f"{step.title} {step.name or step.height}" for step in view.steps]
        + [f"{name} {value:.0f}" for name, value in view.bars],
        language,
    )
    lines = [f"{view.title}  {steps}  {view.held}  {view.left}", *view.says]
    if view.announced:
        lines.append(view.announced)
    for move in view.moves:
        sign = "+" if move.allowed else "-"
        lines.append(f"  {sign} {move.move:9} {move.label}: " + "  ".join(move.tip.split("\n")))
    return tuple(lines)
