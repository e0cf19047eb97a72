"""The duel: an opponent as a readable rule with pain and resolve.

Each month, in this order:
1. Steps from outside happen (the April tariff of 2025, nothing else).
2. Moves of the month have made heat: new controls and announcements provoke, easing and offers cool. A control that is
   tightened through the levers counts like the move.
3. Pain grows while plants abroad stand idle for want of magnets and fades otherwise. Resolve recovers. Markets forget
   half of their fall.
4. Concessions lapse: one given for a promise when the promise is broken, any when plants have stood idle for three
   months since. The step comes back, and after idle plants talks are closed until controls are eased.
5. Provoked (heat >= 10) and pain at most 1.5 times resolve: one step up, and markets fall by as much as the heat
   surprised. In more pain than resolve and not provoked: talks, one step withdrawn; that is a concession and counts
   while it lasts. When plants run again while controls still stand: the opponent presses with the blacklist.
6. Steps that follow a figure, as a court's do, go up when it passes their threshold and all fall when it is settled.

It remembers what it did. A step stands for `stands_months` before talks or words take it back; only a concession of
yours, controls eased or an announcement given up, trades it sooner. A step withdrawn is not taken again within
`repeats_months` unless something has changed: you provoked, broke a promise, or left plants idle for three months.
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
_EASED_PRESSURE = 0.02
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
    return DuelState(rule.id, heights, rule.resolve, 0.0, 0.0, 0, (), RUNNING, 0.0, 0.0, -12, 0, {}, {}, None)


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


def would_take(rule: DuelRule, duel: DuelState, value: float, month: int) -> bool:
    """Whether an offer worth so much is taken: never in a month that provoked, words only where talks could be."""
    found = duel.standing > 0 if value else bool(talkable(rule, duel, month, courts=True))
    return found and duel.heat < PROVOKED and duel.pain + value >= TAKEN * duel.resolve


def talkable(rule: DuelRule, duel: DuelState, month: int, courts: bool = False) -> tuple[DuelStep, ...]:
    """Steps that can be taken back without a concession: none while talks are closed; a court does not talk."""
    if duel.closed is not None:
        return ()
    return tuple(
        step
        for step in rule.steps
        if duel.heights[step.id] > 0 and (courts or step.rises != "figure") and _stood(rule, duel, step.id, month)
    )


def _stood(rule: DuelRule, duel: DuelState, step_id: str, month: int) -> bool:
    return step_id not in duel.taken or month - duel.taken[step_id] >= rule.stands_months


def _repeatable(rule: DuelRule, duel: DuelState, step_id: str, month: int) -> bool:
    """Whether a step may be taken again though nothing has changed."""
    return step_id not in duel.freed or month - duel.freed[step_id] >= rule.repeats_months


def offered(rule: DuelRule, duel: DuelState, value: float, deal: tuple[int, float | None]) -> tuple[DuelState, str]:
    """The duel after an offer worth so much, and the step withdrawn, or "" when it is refused.

    `deal` is the month and the pressure that is promised not to be passed, None without a promise.
    """
    if not would_take(rule, duel, value, deal[0]):
        return replace(duel, resolve=min(duel.resolve + 3.0, 100.0)), ""
    among = rule.steps if value else talkable(rule, duel, deal[0], courts=True)
    after, step = _withdrawn(duel, among, *deal)
    return replace(after, pain=after.pain * 0.7), step


def month_passed(rule: DuelRule, duel: DuelState, seen: DuelMonth) -> tuple[DuelState, tuple[Event, ...]]:
    """The opponent's answer at the end of a month."""
    events: list[Event] = []
    duel, running_again = _felt(rule, duel, seen, events)
    outside = rule.outside_steps.get(seen.month)
    if outside is not None:
        duel = _surprised(rule, _raised(rule, duel, outside, seen.month), PROVOKED)
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
    if duel.closed is not None and seen.in_force < duel.closed - _EASED_PRESSURE:
        duel = replace(duel, closed=None)
    return duel, running_again


def _lapsed(rule: DuelRule, duel: DuelState, seen: DuelMonth, events: list[Event]) -> DuelState:
    """Concessions that do not last, and the steps that come back with them."""
    for held in duel.concessions:
        broken = held.promised is not None and seen.with_announced > held.promised + _BROKEN_PRESSURE
        since = max(held.month, duel.idle_since)
        starved = duel.idle and seen.month - since >= STARVED_MONTHS and _repeatable(rule, duel, held.step, seen.month)
        if not (broken or starved) or held not in duel.concessions:
            continue
        rest = list(duel.concessions)
        rest.remove(held)
        resolve = min(duel.resolve + (_BROKEN_RESOLVE if broken else 0.0), 100.0)
        duel = _higher(rule, replace(duel, concessions=tuple(rest), resolve=resolve), held.step, seen.month)
        if not broken:
            duel = replace(duel, closed=seen.in_force)
        reason = "broken" if broken else "starved"
        events.append(OpponentMoved(seen.month, rule.id, held.step, duel.heights[held.step], reason))
    return duel


def _answered(rule: DuelRule, duel: DuelState, seen: DuelMonth, running_again: bool, events: list[Event]) -> DuelState:
    """The one step of the month: provoked, to the table, or pressing."""
    step = next((one for one in rule.steps if one.rises == "provoked" and duel.heights[one.id] < one.most), None)
    pressing = next((one for one in rule.steps if one.rises == "pressing" and duel.heights[one.id] < 1), None)
    if pressing is not None and not _repeatable(rule, duel, pressing.id, seen.month):
        pressing = None
    talks = talkable(rule, duel, seen.month)
    if step is not None and duel.heat >= PROVOKED and duel.pain <= BORNE * duel.resolve:
        duel = _surprised(rule, _raised(rule, duel, step.id, seen.month), duel.heat)
        events.append(OpponentMoved(seen.month, rule.id, step.id, duel.heights[step.id], "provoked"))
    elif duel.heat < PROVOKED and duel.pain > duel.resolve and talks:
        duel, named = _withdrawn(duel, talks, seen.month, None)
        events.append(OpponentMoved(seen.month, rule.id, named, duel.heights[named], "talks"))
    elif running_again and seen.in_force > 0.05 and pressing is not None:
        duel = _raised(rule, duel, pressing.id, seen.month)
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
            duel = replace(duel, freed={**duel.freed, step.id: seen.month})
            events.append(OpponentMoved(seen.month, rule.id, step.id, 0, "settled"))
        elif (
            height < len(step.at)
            and value >= step.at[height]
            and seen.month - duel.moved >= rule.months_between
            and _repeatable(rule, duel, step.id, seen.month)
        ):
            duel = _raised(rule, duel, step.id, seen.month)
            events.append(OpponentMoved(seen.month, rule.id, step.id, height + 1, "case"))
    return duel


def _surprised(rule: DuelRule, duel: DuelState, heat: float) -> DuelState:
    """Markets fall by what the heat went beyond what they were braced for, in per cent, and the fall hurts."""
    fall = rule.market_per_heat * max(heat - duel.braced, 0.0)
    return replace(duel, market=duel.market - fall, pain=min(duel.pain + rule.pain_per_market * fall, 100.0))


def _higher(rule: DuelRule, duel: DuelState, step_id: str, month: int) -> DuelState:
    """A step taken, or taken higher, in a month."""
    height = min(duel.heights[step_id] + 1, _step(rule, step_id).most)
    heights, taken = {**duel.heights, step_id: height}, {**duel.taken, step_id: month}
    return replace(duel, heights=heights, taken=taken, moved=month)


def _raised(rule: DuelRule, duel: DuelState, step_id: str, month: int) -> DuelState:
    """One step up; a step taken again ends the latest concession of it, else the oldest of all."""
    held = list(duel.concessions)
    same = [one for one in held if one.step == step_id]
    if held:
        held.remove(same[-1] if same else held[0])
    return _higher(rule, replace(duel, concessions=tuple(held)), step_id, month)


def _withdrawn(
    duel: DuelState, among: tuple[DuelStep, ...], month: int, promised: float | None
) -> tuple[DuelState, str]:
    """A step taken back: of those standing the first in the order of `withdraws`."""
    for step in sorted(among, key=lambda one: one.withdraws):
        height = duel.heights[step.id]
        if height > 0:
            held = (*duel.concessions, Concession(step.id, month, promised))
            heights, freed = {**duel.heights, step.id: height - 1}, {**duel.freed, step.id: month}
            return replace(duel, heights=heights, freed=freed, concessions=held, moved=month), step.id
    raise ValueError(f"{duel.id}: no step stands")


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
