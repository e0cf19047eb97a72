"""The duel: an opponent as a readable rule with pain and resolve.

Each month, in this order:
1. Steps from outside happen (the April tariff of 2025, nothing else).
2. Moves of the month have made heat: new controls and announcements provoke, easing and offers cool. A control that is
   tightened through the levers counts like the move.
3. Pain grows while plants abroad stand idle for want of magnets and fades otherwise. Resolve recovers. Markets forget
   half of their fall.
4. Concessions lapse: one given for a promise when the promise is broken, any when plants have stood idle for three
   months since. The step comes back.
5. Provoked (heat >= 10) and pain at most 1.5 times resolve: one step up, and markets fall by as much as the heat
   surprised. In more pain than resolve and not provoked: talks, one step withdrawn; that is a concession and counts
   while it lasts. When plants run again while controls still stand: the opponent presses with the blacklist.
6. Steps that follow a figure, as a court's do, go up when it passes their threshold and all fall when it is settled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from game.rules.events import Event, OpponentMoved, PlantsIdled
from game.rules.game_state import Concession, DuelState
from game.rules.opponents import DuelRule, DuelStep

PROVOKED = 10.0
# Plants stop when magnets at hand last less than half a month; normal is a month (B086).
IDLE_COVER_MONTHS = 0.48
# A plant that stood still starts again with most of a month's magnets at hand, not with the first box.
RUN_AGAIN_COVER_MONTHS = 0.8
# Pain up to so many times resolve is borne for the sake of an answer.
BORNE = 1.5
# An offer is taken when pain and its worth come to so much of resolve.
TAKEN = 0.6
STARVED_MONTHS = 3
RUNNING = -1  # no month since which plants stand idle
_BROKEN_RESOLVE = 8.0
_BROKEN_PRESSURE = 0.02
_BELIEVED = 0.5  # of an announced control's worth, after each one that was traded away before
_BRACED = 0.5  # of the month's heat that markets expect next month


@dataclass(frozen=True, slots=True)
class DuelMonth:
    """What an opponent sees of a month: figures, pressure of the controls in force, and with what is announced."""

    month: int
    figures: Mapping[str, float]
    in_force: float
    with_announced: float


def opening_duel(rule: DuelRule) -> DuelState:
    heights = {step.id: 0 for step in rule.steps}
    return DuelState(rule.id, heights, rule.resolve, 0.0, 0.0, 0, (), RUNNING, 0.0, 0.0, -12, 0)


def on(rule: DuelRule, month: int) -> bool:
    """Whether a duel is on in a month."""
    return rule.start <= month <= rule.end


def provoked(rule: DuelRule, duel: DuelState, move: str, strength: float) -> DuelState:
    """Heat from a lever or an announcement; strength is the change of severity, 0-1."""
    return replace(duel, heat=duel.heat + rule.provocation.get(move, 0.0) * strength)


def worth(rule: DuelRule, duel: DuelState, pressure: float, announced: bool) -> float:
    """What giving up so much pressure counts towards resolve; what is only announced is believed less each time."""
    value = rule.worth_per_pressure * pressure
    if announced:
        for _ in range(duel.bluffs):
            value *= _BELIEVED
    return value


def would_take(rule: DuelRule, duel: DuelState, value: float) -> bool:
    """Whether an offer worth so much is taken: never in a month that provoked."""
    return duel.standing > 0 and duel.heat < PROVOKED and duel.pain + value >= TAKEN * duel.resolve


def offered(rule: DuelRule, duel: DuelState, value: float, deal: tuple[int, float | None]) -> tuple[DuelState, str]:
    """The duel after an offer worth so much, and the step withdrawn, or "" when it is refused.

    `deal` is the month and the pressure that is promised not to be passed, None without a promise.
    """
    if not would_take(rule, duel, value):
        return replace(duel, resolve=min(duel.resolve + 3.0, 100.0)), ""
    after, step = _withdrawn(rule, duel, *deal)
    return replace(after, pain=after.pain * 0.7), step


def month_passed(rule: DuelRule, duel: DuelState, seen: DuelMonth) -> tuple[DuelState, tuple[Event, ...]]:
    """The opponent's answer at the end of a month."""
    events: list[Event] = []
    duel, running_again = _felt(rule, duel, seen, events)
    outside = rule.outside_steps.get(seen.month)
    if outside is not None:
        duel = _surprised(rule, _raised(rule, duel, outside), PROVOKED)
        events.append(OpponentMoved(seen.month, rule.id, outside, duel.heights[outside], "outside"))
    duel = _lapsed(rule, duel, seen, events)
    duel = _answered(rule, duel, seen, running_again, events)
    duel = _followed(rule, duel, seen, events)
    braced = _BRACED * (duel.braced + max(duel.heat, 0.0))
    return replace(duel, heat=0.0, exchanges=0, braced=braced), tuple(events)


def _felt(rule: DuelRule, duel: DuelState, seen: DuelMonth, events: list[Event]) -> tuple[DuelState, bool]:
    """Pain, resolve and idle plants; and whether plants have just started again."""
    cover = seen.figures[rule.cover_figure]
    gap = max(1.0 - cover / IDLE_COVER_MONTHS, 0.0)
    pain = duel.pain * (1.0 - rule.pain_decay_per_month) + rule.pain_per_cover_gap * gap
    resolve = duel.resolve + (rule.resolve - duel.resolve) * 0.15 + rule.resolve_recovery_per_month * 0.1
    idle = rule.pain_per_cover_gap > 0.0 and cover < (RUN_AGAIN_COVER_MONTHS if duel.idle else IDLE_COVER_MONTHS)
    running_again = duel.idle and not idle
    since = duel.idle_since if duel.idle else seen.month
    if idle and not duel.idle:
        events.append(PlantsIdled(seen.month, rule.id))
    duel = replace(
        duel,
        pain=min(pain, 100.0),
        resolve=min(resolve, 100.0),
        idle_since=since if idle else RUNNING,
        market=duel.market * 0.5,
    )
    return duel, running_again


def _lapsed(rule: DuelRule, duel: DuelState, seen: DuelMonth, events: list[Event]) -> DuelState:
    """Concessions that do not last, and the steps that come back with them."""
    for held in duel.concessions:
        broken = held.promised is not None and seen.with_announced > held.promised + _BROKEN_PRESSURE
        starved = duel.idle and seen.month - max(held.month, duel.idle_since) >= STARVED_MONTHS
        if not (broken or starved) or held not in duel.concessions:
            continue
        rest = list(duel.concessions)
        rest.remove(held)
        most = next(step.most for step in rule.steps if step.id == held.step)
        heights = {**duel.heights, held.step: min(duel.heights[held.step] + 1, most)}
        resolve = min(duel.resolve + (_BROKEN_RESOLVE if broken else 0.0), 100.0)
        duel = replace(duel, concessions=tuple(rest), heights=heights, resolve=resolve, moved=seen.month)
        reason = "broken" if broken else "starved"
        events.append(OpponentMoved(seen.month, rule.id, held.step, heights[held.step], reason))
    return duel


def _answered(rule: DuelRule, duel: DuelState, seen: DuelMonth, running_again: bool, events: list[Event]) -> DuelState:
    """The one step of the month: provoked, to the table, or pressing."""
    step = next((one for one in rule.steps if one.rises == "provoked" and duel.heights[one.id] < one.most), None)
    pressing = next((one for one in rule.steps if one.rises == "pressing" and duel.heights[one.id] < 1), None)
    if step is not None and duel.heat >= PROVOKED and duel.pain <= BORNE * duel.resolve:
        duel = _surprised(rule, _raised(rule, duel, step.id), duel.heat)
        duel = replace(duel, moved=seen.month)
        events.append(OpponentMoved(seen.month, rule.id, step.id, duel.heights[step.id], "provoked"))
    elif duel.heat < PROVOKED and duel.pain > duel.resolve and _provocable(rule, duel) > 0:
        duel, named = _withdrawn(rule, duel, seen.month, None)
        events.append(OpponentMoved(seen.month, rule.id, named, duel.heights[named], "talks"))
    elif running_again and seen.in_force > 0.05 and pressing is not None:
        duel = replace(_raised(rule, duel, pressing.id), moved=seen.month)
        events.append(OpponentMoved(seen.month, rule.id, pressing.id, duel.heights[pressing.id], "pressing"))
    return duel


def _followed(rule: DuelRule, duel: DuelState, seen: DuelMonth, events: list[Event]) -> DuelState:
    """Steps that follow a figure: one up past its threshold, all down when it is settled."""
    for step in rule.steps:
        if step.rises != "figure":
            continue
        height, value = duel.heights[step.id], seen.figures[rule.figure]
        if height > 0 and value < rule.settled_below:
            duel = replace(duel, heights={**duel.heights, step.id: 0}, concessions=(), moved=seen.month)
            events.append(OpponentMoved(seen.month, rule.id, step.id, 0, "settled"))
        elif height < len(step.at) and value >= step.at[height] and seen.month - duel.moved >= rule.months_between:
            duel = replace(_raised(rule, duel, step.id), moved=seen.month)
            events.append(OpponentMoved(seen.month, rule.id, step.id, height + 1, "case"))
    return duel


def _provocable(rule: DuelRule, duel: DuelState) -> int:
    """Steps standing that talks can withdraw: a court does not talk."""
    return sum(duel.heights[step.id] for step in rule.steps if step.rises != "figure")  # exact: integers


def _surprised(rule: DuelRule, duel: DuelState, heat: float) -> DuelState:
    """Markets fall by what the heat went beyond what they were braced for, in per cent, and the fall hurts."""
    fall = rule.market_per_heat * max(heat - duel.braced, 0.0)
    return replace(duel, market=duel.market - fall, pain=min(duel.pain + rule.pain_per_market * fall, 100.0))


def _raised(rule: DuelRule, duel: DuelState, step_id: str) -> DuelState:
    """One step up; a step taken again ends the latest concession of it, else the oldest of all."""
    step = _step(rule, step_id)
    height = min(duel.heights[step_id] + 1, step.most)
    held = list(duel.concessions)
    same = [one for one in held if one.step == step_id]
    if held:
        held.remove(same[-1] if same else held[0])
    return replace(duel, heights={**duel.heights, step_id: height}, concessions=tuple(held))


def _withdrawn(rule: DuelRule, duel: DuelState, month: int, promised: float | None) -> tuple[DuelState, str]:
    """A step taken back: of those standing the first in the order of `withdraws`."""
    for step in sorted(rule.steps, key=lambda one: one.withdraws):
        height = duel.heights[step.id]
        if height > 0:
            held = (*duel.concessions, Concession(step.id, month, promised))
            heights = {**duel.heights, step.id: height - 1}
            return replace(duel, heights=heights, concessions=held, moved=month), step.id
    raise ValueError(f"{rule.id}: no step stands")


def _step(rule: DuelRule, step_id: str) -> DuelStep:
    return next(step for step in rule.steps if step.id == step_id)


def concessions_busd(rule: DuelRule, duel: DuelState) -> float:
    """Yearly worth of the concessions held, bn USD."""
    return len(duel.concessions) * rule.concession_musd / 1000.0


def shocks_of(rules: tuple[DuelRule, ...], duels: tuple[DuelState, ...]) -> dict[str, float]:
    """What the steps that stand do to a month's policy: shock field -> sum over steps."""
    shocks: dict[str, float] = {}
    for rule, duel in zip(rules, duels, strict=True):
        for step in rule.steps:
            for name, value in step.shocks.items():
                if duel.heights[step.id]:
                    shocks[name] = shocks.get(name, 0.0) + value * duel.heights[step.id]
    return shocks
