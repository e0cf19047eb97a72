"""Search over plans: populations of plans whose stretches are changed, crossed and kept when they score better.

A change is a stretch: one lever wanted elsewhere from one turn to another. Several populations start from different
places (history, holding still, chance, what was found before), live apart for half of the budget and then together.
All chance comes from one seed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from game.analysis.plans import MOVES, Plans, standing, together, turn_starts
from game.economy.blocks import Array
from game.rules import duel
from game.rules.duel_moves import of_licences
from game.rules.level import Level, Lever
from game.rules.score import Score

# Points lost by each headline below what is asked of all three; a little above it, so that rounding costs nothing.
_WANTED_POINTS = 100.05
_LOSS_PER_POINT = 25.0
_PARENTS = 48
_CHILDREN = 512
_APART = 0.5  # share of the budget in which populations live apart

Evaluate = Callable[[Plans], Array]
Report = Callable[[int, int, float], None]


def worth(scores: Sequence[Score]) -> Array:
    """What the search wants more of: the overall score, with all three headlines at 100 or more."""
    values = []
    for one in scores:
        short = 0.0
        for line in one.headlines():
            short += max(_WANTED_POINTS - line.points, 0.0)
        values.append(one.overall - _LOSS_PER_POINT * short)
    return np.array(values)


@dataclass(slots=True)
class Population:
    """Plans and what each is worth, the best first."""

    plans: Plans
    worth: Array

    def best(self, count: int) -> Population:
        order = np.argsort(-self.worth, kind="stable")
        kept: list[int] = []
        seen: set[bytes] = set()
        for lane in order.tolist():
            key = self.plans.settings[..., lane].tobytes() + self.plans.moves[..., lane].tobytes()
            if key not in seen:
                seen.add(key)
                kept.append(lane)
            if len(kept) == count:
                break
        return Population(self.plans.some(kept), self.worth[kept])


class Breeder:
    """Makes new plans from old ones."""

    def __init__(self, level: Level, seed: int) -> None:
        self.level = level
        self.chance = np.random.default_rng(seed)
        starts = turn_starts(level)
        self.turns = len(starts)
        self.open = [place for place, lever in enumerate(level.levers) if lever.maximum > lever.minimum]
        eras = [next((i for i, start in enumerate(starts) if start >= era.start), 0) for era in level.eras]
        self.bounds = sorted({0, *eras, self.turns})
        self.duel_turns = [
            place for place, start in enumerate(starts) if any(duel.on(rule, start) for rule in of_licences(level))
        ]

    def random_setting(self, lever: Lever) -> float:
        if lever.choices:
            return lever.choices[int(self.chance.integers(len(lever.choices)))].value
        kind = self.chance.random()
        if kind < 0.15:
            return lever.minimum
        if kind < 0.3:
            return lever.maximum
        steps = int((lever.maximum - lever.minimum) / lever.step + 0.5)
        # Small settings as often as large ones: research and quotas matter by their order of magnitude.
        share = self.chance.random() ** (2.0 if self.chance.random() < 0.5 else 1.0)
        return _on_grid(lever, lever.minimum + round(share * steps) * lever.step)

    def _nearby(self, lever: Lever, now: float) -> float:
        if lever.choices:
            return self.random_setting(lever)
        width = (lever.maximum - lever.minimum) * 0.15
        moved = now + width * float(self.chance.standard_normal())
        return _on_grid(lever, lever.minimum + round((moved - lever.minimum) / lever.step) * lever.step)

    def _stretch(self) -> tuple[int, int]:
        """First turn and the turn after the last."""
        kind = self.chance.random()
        if kind < 0.3:
            place = int(self.chance.integers(len(self.bounds) - 1))
            return self.bounds[place], self.bounds[place + 1]
        first = int(self.chance.integers(self.turns))
        if kind < 0.65:
            return first, self.turns
        return first, min(first + 1 + int(self.chance.geometric(4.0 / (self.turns + 4.0))), self.turns)

    def change(self, plans: Plans, lane: int) -> None:
        """A few stretches, answers or moves of one plan changed in place."""
        draw = self.chance
        for _ in range(int(draw.geometric(0.4))):
            first, after = self._stretch()
            place = self.open[int(draw.integers(len(self.open)))]
            lever = self.level.levers[place]
            now = float(plans.settings[first, place, lane])
            kind = draw.random()
            if kind < 0.4:
                plans.settings[first:after, place, lane] = self.random_setting(lever)
            elif kind < 0.8:
                plans.settings[first:after, place, lane] = self._nearby(lever, now)
            else:  # what was wanted, earlier or later: one neighbour's setting for the stretch
                source = max(first - 1, 0) if draw.random() < 0.5 else min(after, self.turns - 1)
                plans.settings[first:after, place, lane] = plans.settings[source, place, lane]
        if self.level.cards and draw.random() < 0.3:
            card = int(draw.integers(len(self.level.cards)))
            plans.answers[card, lane] = int(draw.integers(len(self.level.cards[card].options)))
        if self.duel_turns and draw.random() < 0.3:
            turn = self.duel_turns[int(draw.integers(len(self.duel_turns)))]
            slot = int(draw.integers(plans.moves.shape[1]))
            plans.moves[turn, slot, lane] = int(draw.integers(len(MOVES)))

    def cross(self, plans: Plans, lane: int, other: Plans, mate: int) -> None:
        """Parts of one plan taken from another: some levers, or all from one turn on."""
        draw = self.chance
        if draw.random() < 0.5:
            cut = int(draw.integers(self.turns))
            plans.settings[cut:, :, lane] = other.settings[cut:, :, mate]
            plans.moves[cut:, :, lane] = other.moves[cut:, :, mate]
        else:
            taken = draw.random(plans.settings.shape[1]) < 0.3
            plans.settings[:, taken, lane] = other.settings[:, taken, mate]
        taken = draw.random(plans.answers.shape[0]) < 0.3
        plans.answers[taken, lane] = other.answers[taken, mate]

    def children(self, parents: Population, count: int) -> Plans:
        draw = self.chance
        # Better parents more often: the smaller of two places.
        places = np.minimum(*draw.integers(0, parents.plans.count, size=(2, count)))
        made = _copied(parents.plans.some(places))
        for lane in range(count):
            if draw.random() < 0.4:
                self.cross(made, lane, parents.plans, int(draw.integers(parents.plans.count)))
            self.change(made, lane)
        return made

    def random_plans(self, count: int) -> Plans:
        """Plans that change their mind at the borders of eras, at random."""
        opening = np.array([self.level.opening[lever.id] for lever in self.level.levers])
        made = _copied(standing(self.level, np.repeat(opening[:, None], count, axis=1)))
        for lane in range(count):
            for first in self.bounds[:-1]:
                for place in self.open:
                    if self.chance.random() < 0.35:
                        made.settings[first:, place, lane] = self.random_setting(self.level.levers[place])
            made.answers[:, lane] = [int(self.chance.integers(len(card.options))) for card in self.level.cards]
        return made


def _copied(plans: Plans) -> Plans:
    return Plans(plans.settings.copy(), plans.answers.copy(), plans.moves.copy())


def _on_grid(lever: Lever, value: float) -> float:
    inside = min(max(value, lever.minimum), lever.maximum)
    return round(inside, 6) + 0.0


def search(
    level: Level, starts: Sequence[Plans], evaluate: Evaluate, budget: int, seed: int, report: Report
) -> Population:
    """The best plans found by evaluating `budget` plans, from the starts and from chance.

    `report` is told how many of the budget are done and the best worth. An interrupt ends the search, and what was
    found so far is the answer.
    """
    breeder = Breeder(level, seed)
    islands: list[Population] = []
    done = 0
    try:
        for plans in (*starts, breeder.random_plans(_PARENTS)):
            islands.append(Population(plans, evaluate(plans)))
            done += plans.count
        turn = 0
        while done < budget:
            if len(islands) > 1 and done >= _APART * budget:
                islands = [_joined(islands).best(_PARENTS * len(islands))]
            place, turn = turn % len(islands), turn + 1
            made = breeder.children(islands[place], min(_CHILDREN, budget - done))
            born = Population(made, evaluate(made))
            islands[place] = _joined([islands[place], born]).best(max(_PARENTS, islands[place].plans.count // 2))
            done += made.count
            report(done, budget, max(float(island.worth.max()) for island in islands))
    except KeyboardInterrupt:
        pass
    return _joined(islands).best(_PARENTS)


def _joined(populations: Sequence[Population]) -> Population:
    return Population(together(one.plans for one in populations), np.concatenate([one.worth for one in populations]))
