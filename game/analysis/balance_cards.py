"""What each answer to each card comes to in the end, from history's path, and whether any is worse in every respect."""

from __future__ import annotations

import numpy as np

from game.analysis.balance import HEADLINES, Claim, Ground, Row, copies, points_of
from game.analysis.lanes import Played
from game.economy.blocks import Array
from game.rules.game_state import TALLY

# What is worth as much as a point of a headline, roughly, so that a small difference of anything counts as none.
_MUSD_PER_POINT = 50.0
_CAPITAL_MONTHS_PER_POINT = 60.0
_APPROVAL_MONTHS_PER_POINT = 24.0
_DAMAGE_MONTHS_PER_POINT = 24.0


def card_claim(ground: Ground) -> Claim:
    """No answer is dominated: each is better than every other of its card in something a player may want."""
    cards = ground.level.cards
    cases = [(place, number) for place, card in enumerate(cards) for number in range(len(card.options))]
    plans = copies(ground.base, len(cases) + 1)
    for lane, (place, number) in enumerate(cases, start=1):
        plans.answers[place, lane] = number
    played = ground.play(plans, free=False)
    points = points_of(played.scores(ground.history))
    worth = _worth(played, points)
    rows: list[Row] = []
    dominated: list[str] = []
    met: set[str] = set()
    for lane, (place, number) in enumerate(cases, start=1):
        card, option = cards[place], cards[place].options[number]
        taken = bool(played.answers[place, lane] == number)
        note = "" if taken else "not met, or not affordable"
        if taken:
            met.add(card.id)
            beats = [
                card.options[case[1]].id
                for other, case in enumerate(cases, start=1)
                if case[0] == place
                and played.answers[place, other] == case[1]
                and _beats(worth[:, other], worth[:, lane])
            ]
            note = f"beaten by {', '.join(beats)}" if beats else ""
            dominated += [f"{card.id}.{option.id}"] if beats else []
        rows.append((card.id, option.id, *(points[:, lane] - points[:, 0]).tolist(), option.capital, note))
    told = f"{len(cases)} answers to {len(cards)} cards of {ground.level.id}, {len(met)} of them met on history's path"
    return Claim(
        "no-dominated-answer",
        "No answer to a card is worse than another in headlines, money, authority, approval and land alike.",
        not dominated,
        f"{told}. Dominated: {', '.join(dominated) or 'none'}.",
        ("card", "answer", *HEADLINES, "overall", "price in capital", "note"),
        tuple(rows),
        tuple(dominated),
    )


def _worth(played: Played, points: Array) -> Array:
    """What a player may want of each run, in points, (wants, B)."""
    damage = played.tally[:, TALLY.index("damage_points")].sum(axis=0)
    return np.stack(
        [
            *points[:3],
            played.treasury_musd[-1] / _MUSD_PER_POINT,
            played.capital.sum(axis=0) / _CAPITAL_MONTHS_PER_POINT,
            played.approval.sum(axis=0) / _APPROVAL_MONTHS_PER_POINT,
            -damage / _DAMAGE_MONTHS_PER_POINT,
        ]
    )


def _beats(one: Array, other: Array) -> bool:
    """Whether one is nowhere worse and somewhere visibly better."""
    return bool((one >= other - 0.02).all() and (one > other + 0.1).any())
