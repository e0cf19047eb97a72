"""Whether a lever does anything, and whether there is one that is always right to raise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from game.analysis.balance import HEADLINES, VISIBLE_POINTS, Claim, Ground, Row, copies, points_of
from game.analysis.plans import Plans
from game.economy.blocks import Array
from game.rules.level import Lever

WORSE_POINTS = 0.2  # of the overall score
_MARKS = (*HEADLINES, "environment")  # clean-up is for the land, which has a mark of its own and no headline


def _moved(lever: Lever, now: Array, up: bool, size: float) -> Array:
    """Settings moved by a share of the range, up or down; positions go to the next one."""
    if lever.choices:
        values = sorted(choice.value for choice in lever.choices)
        # A position that history does not hold, so that something changes at every turn of the stretch.
        places = [min(max(values.index(v) + (1 if up else -1), 0), len(values) - 1) for v in now.tolist()]
        return np.array([values[place] for place in places])
    width = (lever.maximum - lever.minimum) * size * (1.0 if up else -1.0)
    return np.clip(now + width, lever.minimum, lever.maximum)


@dataclass(frozen=True, slots=True)
class _Push:
    """One lever moved from a turn of a path on, and what came of it."""

    ground: Ground
    path: str  # "history" or "par"
    lever: Lever
    turn: int
    up: bool
    size: float
    change: Array  # (4,) of _MARKS against the path, at no cost
    bought: float  # overall against the path, paid for as in play
    ruinous: bool  # at no cost in capital it still led to removal from office
    removed: bool  # paid for as in play it did

    def told(self) -> str:
        way = "up" if self.up else "down"
        how = f"{way} by {self.size:.0%} of its range" if self.size < 1.0 else f"all the way {way}"
        return f"{how} from {self.ground.month(self.turn)} on the path of {self.path} in {self.ground.level.id}"


def _pushes(ground: Ground, path: str, base: Plans) -> list[_Push]:
    """Every lever moved up and down, a little and all the way, at several dates of a level."""
    cases = [
        (place, turn, up, size)
        for place in range(len(ground.level.levers))
        for turn in ground.dates()
        for up in (True, False)
        for size in ground.effort.sizes
    ]
    plans = copies(base, len(cases) + 1)
    for lane, (place, turn, up, size) in enumerate(cases, start=1):
        lever = ground.level.levers[place]
        plans.settings[turn:, place, lane] = _moved(lever, plans.settings[turn:, place, lane], up, size)
    played = ground.play(plans)
    scores = played.scores(ground.history)
    land = [next(mark.points for mark in one.side if mark.name == "environment") for one in scores]
    paid = ground.play(plans, free=False)
    free, overall = np.vstack([points_of(scores)[:3], land]), points_of(paid.scores(ground.history))[3]
    change, bought = free[:, 1:] - free[:, :1], overall[1:] - overall[0]
    ends = (played.removed[1:].tolist(), paid.removed[1:].tolist())
    found = zip(cases, change.T, bought.tolist(), *ends, strict=True)
    return [
        _Push(ground, path, ground.level.levers[place], turn, up, size, moved, paid_for, *gone)
        for (place, turn, up, size), moved, paid_for, *gone in found
    ]


def lever_claims(grounds: Sequence[Ground], pars: Mapping[str, Plans]) -> list[Claim]:
    """No lever is dead, and none is always right: every lever moved up and down at several dates of two paths.

    `pars` has the plan behind the par of levels by id: what harms nobody while history hardly uses it may do so to one
    who uses it well.
    """
    pushes = [push for ground in grounds for push in _pushes(ground, "history", ground.base)]
    for ground in grounds:
        if ground.level.id in pars:
            pushes += _pushes(ground, "par", pars[ground.level.id])
    rows: list[Row] = []
    dead, always, dear = [], [], []
    for lever_id in dict.fromkeys(push.lever.id for push in pushes):
        own = [push for push in pushes if push.lever.id == lever_id]
        # What ruins the treasury moves everything through removal; that says nothing of the lever's own mechanism.
        sound = [push for push in own if not push.ruinous] or own
        largest = max(sound, key=lambda push: float(np.abs(push.change).max()))
        raised = [push for push in own if push.up]
        worst, best = (pick(raised, key=lambda push: push.bought) for pick in (min, max))
        in_office = min(push.bought for push in raised if not push.removed)
        mark = int(np.abs(largest.change).argmax())
        if abs(largest.change[mark]) < VISIBLE_POINTS:
            dead.append(lever_id)
        if worst.bought > -WORSE_POINTS:
            always.append(lever_id)
        elif in_office > -WORSE_POINTS:
            dear.append(lever_id)
        effect = f"{_MARKS[mark]} {largest.change[mark]:+.1f}"
        rows.append((lever_id, effect, largest.told(), worst.bought, worst.told(), in_office, best.bought, best.told()))
    columns = (
        *("lever", "largest effect", "by", "raised, at worst", "worst by"),
        *("at worst, in office to the end", "raised, at best", "best by"),
    )
    told = f"{len(pushes)} runs from the paths of history and par in {', '.join(one.level.id for one in grounds)}"
    return [
        Claim(
            "no-dead-lever",
            f"Every lever moves a headline or the land's mark by {VISIBLE_POINTS:g} point or more at some date.",
            not dead,
            f"{told}, orders at no cost. Dead: {', '.join(dead) or 'none'}.",
            columns,
            tuple(rows),
            tuple(dead),
        ),
        Claim(
            "no-lever-always-right",
            "For every lever there is a date at which raising it, paid for as in play, lowers the overall score by "
            f"{WORSE_POINTS:g} or more.",
            not always,
            f"{told}; see the table above. Always right: {', '.join(always) or 'none'}. Wrong only where they empty "
            f"the treasury and cost the office: {', '.join(dear) or 'none'}.",
            against=tuple(always),
        ),
    ]
