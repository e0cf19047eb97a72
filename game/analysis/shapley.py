"""Shapley values: a total shared out over causes by what each adds, averaged over the orders in which they may come.

Every set of causes is a run, so what counts is how many sets are asked for. Few causes: all of them. Many: fixed
orders, each with its reverse, which is exact unless three causes act only together; sums are exact in any case, and
nothing is drawn by chance.

Shapley, L. S. (1953), A value for n-person games. Orders with their reverse: Mitchell et al. (2022), JMLR 23(43).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import factorial, gcd

import numpy as np
from numpy.typing import NDArray

from game.economy.blocks import Array

Sets = NDArray[np.bool_]  # (sets, causes): whether a cause is at work
_GOLDEN = 0.6180339887


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """The sets of causes to run, and the steps from one to a larger one that each cause's part is the mean of.

    The first set is empty, the last is whole.
    """

    sets: Sets
    causes: NDArray[np.int64]  # of each step: who is added,
    before: NDArray[np.int64]  # to which set,
    after: NDArray[np.int64]  # giving which set,
    weights: Array  # and how much the step counts
    exact: bool  # all orders are in it

    def parts(self, values: Array) -> Array:
        """Each cause's part of `values[-1] - values[0]`, from the value of every set: (sets, ...) -> (causes, ...)."""
        count = self.sets.shape[1]
        steps = values[self.after] - values[self.before]
        weighted = steps * self.weights.reshape(-1, *[1] * (values.ndim - 1))
        parts = np.zeros((count, *values.shape[1:]))
        np.add.at(parts, self.causes, weighted)
        return parts

    def alone(self, values: Array) -> Array:
        """What each cause does when no other is at work: (causes, ...)."""
        places = {tuple(np.flatnonzero(row).tolist()): place for place, row in enumerate(self.sets)}
        singles = [places[(cause,)] for cause in range(self.sets.shape[1])]
        found: Array = values[singles] - values[0]
        return found


def design(causes: int, most_sets: int) -> Design:
    """All sets of causes where they are no more than `most_sets`, else a choice of orders that needs about as many."""
    if 2**causes <= most_sets:
        return all_sets(causes)
    return some_orders(causes, most_sets)


def all_sets(causes: int) -> Design:
    """Every set; a step to a set of size s counts (s-1)! (n-s)! / n!."""
    numbers = np.arange(2**causes)
    sets = (numbers[:, None] >> np.arange(causes)[None, :]) & 1 == 1
    sizes = sets.sum(axis=1)
    share = [factorial(size) * factorial(causes - size - 1) / factorial(causes) for size in range(causes)]
    who, before, after, weights = [], [], [], []
    for cause in range(causes):
        without = numbers[~sets[:, cause]]
        who.append(np.full(len(without), cause))
        before.append(without)
        after.append(without + 2**cause)
        weights.append(np.array(share)[sizes[without]])
    if not causes:
        none = np.zeros(0, dtype=np.int64)
        return Design(sets, none, none, none, np.zeros(0), True)
    return Design(
        sets, np.concatenate(who), np.concatenate(before), np.concatenate(after), np.concatenate(weights), True
    )


def some_orders(causes: int, most_sets: int) -> Design:
    """Rings of causes walked with an even stride, forwards and backwards, until the sets are used up."""
    book = _Book(causes)
    coprime = [stride for stride in range(1, causes) if gcd(stride, causes) == 1]
    coprime.sort(key=lambda stride: abs(stride / causes - _GOLDEN))
    hop = coprime[0]  # from one order's first cause to the next one's: spread evenly however early we stop
    orders = 0
    for stride in (stride for stride in coprime if stride <= causes // 2):
        for start in (place * hop % causes for place in range(causes)):
            if orders and len(book.rows) + 2 * causes > most_sets:
                return book.closed(orders)
            order = [(start + stride * step) % causes for step in range(causes)]
            book.walk(order)
            book.walk(order[::-1])
            orders += 2
    return book.closed(orders)


class _Book:
    """Sets met on the walks along orders, each once."""

    def __init__(self, causes: int) -> None:
        self.causes = causes
        self.rows: dict[int, int] = {0: 0}
        for cause in range(causes):
            self.rows[1 << cause] = len(self.rows)  # what each does alone is always told
        self.steps: list[tuple[int, int, int]] = []

    def walk(self, order: Sequence[int]) -> None:
        mask = 0
        for cause in order:
            grown = mask | 1 << cause
            self.rows.setdefault(grown, len(self.rows))
            self.steps.append((cause, mask, grown))
            mask = grown

    def closed(self, orders: int) -> Design:
        whole = (1 << self.causes) - 1
        masks = [mask for mask in self.rows if mask != whole] + [whole]
        place = {mask: row for row, mask in enumerate(masks)}
        sets = np.array([[mask >> cause & 1 == 1 for cause in range(self.causes)] for mask in masks])
        who, before, after = (np.array([self._of(step, part, place) for step in self.steps]) for part in range(3))
        return Design(sets, who, before, after, np.full(len(self.steps), 1.0 / orders), False)

    @staticmethod
    def _of(step: tuple[int, int, int], part: int, place: dict[int, int]) -> int:
        return step[0] if part == 0 else place[step[part]]


def shapley(causes: int, value: Callable[[tuple[bool, ...]], float]) -> list[float]:
    """The parts of a small game whose values a function tells: for checks by hand."""
    made = all_sets(causes)
    values = np.array([value(tuple(row)) for row in made.sets.tolist()])
    told: list[float] = made.parts(values).tolist()
    return told
