"""Policies that never change, bred by the thousand: whether any beats history on all three headlines."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game.analysis.balance import SEED, Claim, Ground, Row, least, points_of, told_points
from game.analysis.evolve import Breeder
from game.analysis.plans import Places, opening_settings, standing
from game.economy.blocks import Array
from game.economy.dimensions import month_label
from game.economy.guard import Mask

CONSTANT_AFTER_MONTHS = 60  # authority for a whole programme takes years


def constant_claim(ground: Ground) -> Claim:
    """No policy that never changes beats history on all three: random ones, and the best of them improved.

    What authority does not pay for at once may be ordered within the first years. Lists of wishes that go on beyond
    them, and so change with what output and the official line allow, are told beside it.
    """
    breeder = Breeder(ground.level, SEED)
    count = ground.effort.draws
    settings = np.array([[breeder.random_setting(lever) for _ in range(count)] for lever in ground.level.levers])
    settings[:, 0] = opening_settings(ground.level)
    found = _tried(ground, settings)
    tried = count
    for _ in range(ground.effort.rounds):
        # Half of the parents are the best that stand still, half the best of all.
        best = np.concatenate([found.best(count // 16, still=True), found.best(count // 16, still=False)])
        parents = found.settings[:, best]
        made = parents[:, breeder.chance.integers(0, parents.shape[1], size=count)].copy()
        for lane in range(count):
            for place in breeder.chance.integers(0, len(made), size=3):
                opening = ground.level.opening[ground.level.levers[place].id]
                calm = breeder.chance.random() < 0.4
                made[place, lane] = opening if calm else breeder.random_setting(ground.level.levers[place])
        found = found.some(best).with_more(_tried(ground, made))
        tried += count
    lane, wish = int(found.best(1, still=True)[0]), int(found.best(1, still=False)[0])
    rows: list[Row] = [
        (lever.id, f"{ground.level.opening[lever.id]:g}", *(f"{found.settings[place, one]:g}" for one in (lane, wish)))
        for place, lever in enumerate(ground.level.levers)
    ]
    return Claim(
        "no-constant-policy",
        f"No policy that never changes after its first {CONSTANT_AFTER_MONTHS // 12} years beats history on all three "
        "headlines.",
        bool(least(found.points)[lane] < 100.0 or not found.still[lane]),
        f"{tried} policies in {ground.level.id}, the best bred on; the best that stands still has "
        f"{told_points(found.points, lane)}. The best list of wishes, each ordered whenever rules and authority allow "
        f"it, is no constant policy: it moves levers until {month_label(int(found.last_order[wish]))}. It has "
        f"{told_points(found.points, wish)}.",
        ("lever", "opening", "best constant", "best list of wishes"),
        tuple(rows),
    )


@dataclass(frozen=True, slots=True)
class _Tried:
    """Settings wanted throughout, what came of them, and whether they stood still after the first years."""

    settings: Array  # (levers, B)
    points: Array  # (4, B)
    last_order: Places  # (B,): month
    still_from: int  # month from which on nothing is ordered by what stands still

    @property
    def still(self) -> Mask:
        found: Mask = self.last_order < self.still_from
        return found

    def best(self, count: int, still: bool) -> Places:
        """Places of those with the best lowest headline, only among those that stand still if there are any."""
        worth = least(self.points) - (1000.0 * ~self.still if still else 0.0)
        return np.argsort(-worth, kind="stable")[: max(count, 1)]

    def some(self, lanes: Places) -> _Tried:
        return _Tried(self.settings[:, lanes], self.points[:, lanes], self.last_order[lanes], self.still_from)

    def with_more(self, more: _Tried) -> _Tried:
        return _Tried(
            np.concatenate([self.settings, more.settings], axis=1),
            np.concatenate([self.points, more.points], axis=1),
            np.concatenate([self.last_order, more.last_order]),
            self.still_from,
        )


def _tried(ground: Ground, settings: Array) -> _Tried:
    played = ground.play(standing(ground.level, settings), free=False)
    points = points_of(played.scores(ground.history))
    return _Tried(settings, points, played.last_order, ground.level.start + CONSTANT_AFTER_MONTHS)
