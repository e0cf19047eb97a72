"""Random policies without a generator: any campaign of a million can be played alone or among many."""

from __future__ import annotations

from typing import Final

import numpy as np

from game.economy.blocks import Array
from game.economy.chance import Keys, draw, key
from game.economy.policy import LEVER_FIELDS, NO_POLICY, POLICY_FIELDS
from game.rules.level import Level

_SHORTEST_MONTHS: Final = 6  # settings stand for this long at least
_SPREAD_MONTHS: Final = 43.0
_SHOCKS_A_YEAR: Final = 0.5


class RandomPolicies:
    """Policies of numbered campaigns: each sets every lever anew every 6 to 48 months and meets the shocks of cards.

    A quarter of the settings are at a lever's minimum, a quarter at its maximum, the rest anywhere between. With
    `corners` every lever stands at one of its ends from the first month to the last.
    """

    def __init__(self, level: Level, seed: int = 1985, corners: bool = False) -> None:
        self.corners = corners
        ordered = [level.lever(name) for name in LEVER_FIELDS]
        self.seed = key(seed)
        self.levers = np.arange(len(ordered), dtype=np.uint64)[:, None]
        self.low = np.array([lever.minimum for lever in ordered])[:, None]
        self.high = np.array([lever.maximum for lever in ordered])[:, None]
        self.most = np.array([lever.policy_value(lever.maximum) for lever in ordered])[:, None]
        # Levers with positions take one of them; a range is a lever without.
        places = max([len(lever.choices) for lever in ordered] + [1])
        self.choices = np.zeros((len(ordered), places))
        self.counts = np.array([len(lever.choices) for lever in ordered])[:, None]
        for row, lever in enumerate(ordered):
            for place, choice in enumerate(lever.choices):
                self.choices[row, place] = choice.value
        options = [option.shocks for card in level.cards for option in card.options if option.shocks]
        self.shocks = np.zeros((max(len(options), 1), len(POLICY_FIELDS)))
        for row, shocks in enumerate(options):
            for name, value in shocks.items():
                self.shocks[row, POLICY_FIELDS.index(name)] = value

    def rows(self, month: int, campaigns: Keys) -> Array:
        """The policy of a month, shape (fields of Policy, campaigns)."""
        length = _SHORTEST_MONTHS + np.floor(draw(self.seed, key(1), campaigns) * _SPREAD_MONTHS)
        epoch = np.floor(month / length).astype(np.uint64) * np.uint64(not self.corners)
        place = draw(self.seed, key(2), campaigns, epoch, self.levers)
        if self.corners:
            # Into the quarter of the lowest end or of the highest; positions: the first or the last.
            place = np.where(place < 0.5, 0.0, np.where(self.counts > 0, 0.999, 0.26))
        between = self.low + (self.high - self.low) * (2.0 * place - 1.0)
        ranged = np.where(place < 0.25, self.low, np.where(place < 0.5, self.most, between))
        chosen = np.floor(place * self.counts).astype(np.int64)
        settings = np.where(self.counts > 0, np.take_along_axis(self.choices, chosen, axis=1), ranged)
        rows = np.repeat(np.array([[NO_POLICY[name]] for name in POLICY_FIELDS]), len(campaigns), axis=1)
        rows[: len(LEVER_FIELDS)] = settings
        hit = draw(self.seed, key(3), campaigns, key(month)) < _SHOCKS_A_YEAR / 12.0
        option = np.floor(draw(self.seed, key(4), campaigns, key(month)) * len(self.shocks)).astype(np.int64)
        return rows + np.where(hit, self.shocks[option].T, 0.0)


def campaign_keys(first: int, count: int) -> Keys:
    """The numbers of some campaigns in a row."""
    return np.arange(first, first + count, dtype=np.uint64)
