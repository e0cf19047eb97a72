"""The duel: an opponent as a readable rule with pain and resolve.

Each month, in this order:
1. Steps from outside happen (the April tariff of 2025, nothing else).
2. Moves of the month have made heat: new controls and announcements provoke, easing and offers cool. A control that is
   tightened through the levers counts like the move.
3. Pain grows while plants abroad stand idle for want of magnets and fades otherwise. Resolve recovers.
4. Provoked (heat >= 10) and not in too much pain: one step up. In more pain than resolve and not provoked: talks, one
   step withdrawn; that is a concession and counts while it lasts. When plants run again while controls
   still stand: the opponent presses with the blacklist.
"""

from __future__ import annotations

from dataclasses import replace

from game.rules.events import Event, OpponentMoved, PlantsIdled
from game.rules.game_state import DuelState
from game.rules.level import DuelRule

PROVOKED = 10.0
# Plants stop when magnets at hand last less than half a month; normal is a month (B086).
IDLE_COVER_MONTHS = 0.48
# A plant that stood still starts again with most of a month's magnets at hand, not with the first box.
RUN_AGAIN_COVER_MONTHS = 0.8
_MOST_STEPS = 4


def opening_duel(rule: DuelRule) -> DuelState:
    return DuelState(rule.id, 0, 0, 0, rule.resolve, 0.0, 0.0, 0, 0, False)


def exchanged(rule: DuelRule, duel: DuelState, move: str) -> tuple[DuelState, str]:
    """The duel after one exchange, and the answer to an offer: "accepted", "refused" or ""."""
    heat = duel.heat + rule.provocation.get(move, 0.0)
    after = replace(duel, heat=heat, exchanges=duel.exchanges + 1)
    if move == "hold":
        return replace(after, resolve=max(after.resolve - 1.0, 0.0)), ""
    if move != "offer":
        return after, ""
    if duel.pain >= 0.6 * duel.resolve and _steps(duel) > 0:
        return replace(_withdrawn(after)[0], pain=after.pain * 0.7), "accepted"
    return replace(after, resolve=min(after.resolve + 3.0, 100.0)), "refused"


def provoked(rule: DuelRule, duel: DuelState, move: str, strength: float) -> DuelState:
    """Heat from a lever or an announcement; strength is the change of severity, 0-1."""
    return replace(duel, heat=duel.heat + rule.provocation.get(move, 0.0) * strength)


def month_passed(
    rule: DuelRule, duel: DuelState, month: int, cover_months: float, severity: float
) -> tuple[DuelState, tuple[Event, ...]]:
    """The opponent's answer at the end of a month; `severity` is that of the controls in force."""
    events: list[Event] = []
    gap = max(1.0 - cover_months / IDLE_COVER_MONTHS, 0.0)
    pain = duel.pain * (1.0 - rule.pain_decay_per_month) + rule.pain_per_cover_gap * gap
    resolve = duel.resolve + (rule.resolve - duel.resolve) * 0.15 + rule.resolve_recovery_per_month * 0.1
    duel = replace(duel, pain=min(pain, 100.0), resolve=min(resolve, 100.0))
    idle = cover_months < (RUN_AGAIN_COVER_MONTHS if duel.idle else IDLE_COVER_MONTHS)
    running_again = duel.idle and not idle
    if idle and not duel.idle:
        events.append(PlantsIdled(month, rule.id))
    duel = replace(duel, idle=idle)
    outside = rule.outside_steps.get(month)
    if outside is not None:
        duel = _raised(duel, outside)
        events.append(OpponentMoved(month, rule.id, outside, getattr(duel, outside), "outside"))
    step = next((one for one in ("tariff", "chip") if rule.can(one) and getattr(duel, one) < _MOST_STEPS), "")
    if step and duel.heat >= PROVOKED and duel.pain <= 1.5 * duel.resolve:
        duel = _raised(duel, step)
        events.append(OpponentMoved(month, rule.id, step, getattr(duel, step), "provoked"))
    elif duel.heat < PROVOKED and duel.pain > duel.resolve and _steps(duel) > 0:
        duel, step = _withdrawn(duel)
        events.append(OpponentMoved(month, rule.id, step, getattr(duel, step), "talks"))
    elif running_again and severity > 0.05 and duel.blacklist < 1 and rule.can("blacklist"):
        duel = _raised(duel, "blacklist")
        events.append(OpponentMoved(month, rule.id, "blacklist", duel.blacklist, "pressing"))
    return replace(duel, heat=0.0, exchanges=0), tuple(events)


def _steps(duel: DuelState) -> int:
    return duel.tariff + duel.chip + duel.blacklist


def _with_step(duel: DuelState, step: str, level: int, won: int) -> DuelState:
    if step == "tariff":
        return replace(duel, tariff=level, won=won)
    if step == "chip":
        return replace(duel, chip=level, won=won)
    return replace(duel, blacklist=level, won=won)


def _raised(duel: DuelState, step: str) -> DuelState:
    """One step up; a step taken again ends the concession that its withdrawal was."""
    level = min(int(getattr(duel, step)) + 1, _MOST_STEPS)
    return _with_step(duel, step, level, max(duel.won - 1, 0))


def _withdrawn(duel: DuelState) -> tuple[DuelState, str]:
    for step in ("tariff", "blacklist", "chip"):
        level = int(getattr(duel, step))
        if level > 0:
            return _with_step(duel, step, level - 1, duel.won + 1), step
    return duel, "tariff"


def concessions_busd(rule: DuelRule, duel: DuelState) -> float:
    """Yearly worth of the concessions held, bn USD."""
    return duel.won * rule.concession_musd / 1000.0
