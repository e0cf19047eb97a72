"""Which decisions moved a score most, and what copying history's big moves would have done from where you stood.

Turning points come from the ledger's own runs in two steps: every decision is taken away alone, then those that
mattered most share the score out among them, all others at work. A copied move is one more order in your own conduct,
which holds until your next order on that lever. The re-runs do not ask whether it could have been paid for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from game.analysis.attribution import HEADLINES, points
from game.analysis.causes import Cause, decision_cause
from game.analysis.conduct import Conduct, Decision, conduct_of
from game.analysis.rerun import Runs, history_conduct, rerun
from game.analysis.shapley import Sets, design
from game.economy.blocks import Array
from game.rules.levers import ramp_to
from game.session import Session

_CANDIDATES: Final = 6  # of each headline that are looked at closely
_SETS: Final = 256
_BIG_MOVES: Final = 10
_NOTHING: Final = 0.005  # points; less is no turning point


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """One decision of yours and what it did to each headline, in points."""

    decision: Decision
    effects: tuple[float, ...]  # in the order of HEADLINES


@dataclass(frozen=True, slots=True)
class HistoryChoice:
    """A big move of history beside what you had in that month."""

    month: int
    lever: str
    before: float
    value: float  # history's
    yours: float
    gaps: tuple[float, ...]  # your points today less those after copying it, in the order of HEADLINES

    @property
    def same(self) -> bool:
        return self.yours == self.value


def turning_points(session: Session) -> Iterator[float | tuple[TurningPoint, ...]]:
    """Progress, then the decisions that mattered, by date; none before the first order."""
    own = conduct_of(session, session.level.start)
    causes = [decision_cause(made, place) for place, made in enumerate(own.decisions) if made.origin != "others"]
    if not causes:
        yield ()
        return
    without = _all_but_one(len(causes))
    alone = np.zeros((0, 0))
    for step in _scored(session, own, causes, without):
        if isinstance(step, float):
            yield 0.5 * step
        else:
            alone = step[-1] - step[:-1]
    chosen = _largest(alone)
    if not chosen:
        yield ()
        return
    made = design(len(chosen), _SETS)
    for step in _scored(session, own, [causes[place] for place in chosen], made.sets):
        if isinstance(step, float):
            yield 0.5 + 0.5 * step
        else:
            parts = made.parts(step)
            found = [_decision(own, causes[place]) for place in chosen]
            told = [TurningPoint(one, tuple(row)) for one, row in zip(found, parts.tolist(), strict=True)]
            yield tuple(sorted(told, key=lambda one: (one.decision.month, one.decision.lever)))


def top(found: Sequence[TurningPoint], headline: str, most: int = 3) -> tuple[TurningPoint, ...]:
    """The decisions that moved a headline most, the largest first."""
    place = HEADLINES.index(headline)
    moved = [one for one in found if abs(one.effects[place]) >= _NOTHING]
    return tuple(sorted(moved, key=lambda one: (-abs(one.effects[place]), one.decision.month))[:most])


def choices(session: Session) -> Iterator[float | tuple[HistoryChoice, ...]]:
    """Progress, then history's big moves so far, by date, with what each would have done in your place."""
    own = conduct_of(session, session.level.start)
    history = history_conduct(session, len(own.told))
    moves = [(place, made) for place, made in enumerate(history.decisions) if made.ramp is not None]
    moves = [(place, made) for place, made in moves if made.value != made.before]
    if not moves:
        yield ()
        return
    causes = [decision_cause(made, place) for place, made in moves]
    sizes = np.zeros(0)
    for step in _scored(session, history, causes, _all_but_one(len(causes))):
        if isinstance(step, float):
            yield 0.6 * step
        else:
            sizes = np.abs(step[-1] - step[:-1]).max(axis=1)
    order = sorted(range(len(moves)), key=lambda place: (-sizes[place], place))[:_BIG_MOVES]
    big = [moves[place][1] for place in sorted(order) if sizes[place] >= _NOTHING]
    yield from _copied(session, own, big)


def _copied(session: Session, own: Conduct, big: Sequence[Decision]) -> Iterator[float | tuple[HistoryChoice, ...]]:
    """Your conduct with one big move of history put into it, lane by lane."""
    told = {made: own.told[made.month - own.first].settings[made.lever] for made in big}
    other = [made for made in big if told[made] != made.value]
    count = len(own.decisions)
    longer = replace(own, decisions=(*own.decisions, *(_copy(own, made, told[made]) for made in other)))
    causes = [Cause(f"copy:{place}", frozenset({f"decision:{count + place}"})) for place in range(len(other))]
    replaced = {
        place: [
            number for number, mine in enumerate(own.decisions) if (mine.lever, mine.month) == (made.lever, made.month)
        ]
        for place, made in enumerate(other)
    }
    causes += [
        Cause(f"instead:{place}", frozenset(f"decision:{number}" for number in numbers))
        for place, numbers in replaced.items()
    ]
    lanes = np.concatenate([np.eye(len(other), dtype=np.bool_), np.zeros((1, len(other)), dtype=np.bool_)])
    gaps: dict[Decision, tuple[float, ...]] = {}
    # Where you had an order of your own in that month the copy stands in its place.
    for step in _scored(session, longer, causes, np.concatenate([lanes, ~lanes], axis=1)):
        if isinstance(step, float):
            yield 0.6 + 0.4 * step
        else:
            gaps = {made: tuple((step[-1] - step[place]).tolist()) for place, made in enumerate(other)}
    none = (0.0,) * len(HEADLINES)
    yield tuple(
        HistoryChoice(made.month, made.lever, made.before, made.value, told[made], gaps.get(made, none)) for made in big
    )


def _copy(own: Conduct, made: Decision, yours: float) -> Decision:
    """History's move as an order of yours."""
    place = made.month - own.first
    stood = own.told[place - 1].ramps[made.lever] if place else own.opening.ramps[made.lever]
    ramp = ramp_to(own.level.lever(made.lever), stood, made.month, made.value)
    return Decision(made.lever, made.month, yours, made.value, ramp, stood, None, "")


def _scored(session: Session, conduct: Conduct, causes: Sequence[Cause], lanes: Sets) -> Iterator[float | Array]:
    """Progress, then the headlines after each lane's run: (lanes, headlines)."""
    mine, history = session.tally(), session.tally(history=True)
    for step in rerun(session, conduct, causes, lanes):
        if isinstance(step, Runs):
            standing = mine[:, step.earned.shape[1] :]
            rows = [np.concatenate([step.earned[:, :, lane], standing], axis=1) for lane in range(len(lanes))]
            yield np.array([points(row, history) for row in rows])
        else:
            yield step


def _all_but_one(count: int) -> Sets:
    """A lane without each, and last one with all."""
    return np.concatenate([~np.eye(count, dtype=np.bool_), np.ones((1, count), dtype=np.bool_)])


def _largest(alone: Array) -> list[int]:
    """Places of the decisions that move some headline most when taken away alone, in their order."""
    found: set[int] = set()
    for column in np.abs(alone).T:
        order = sorted(range(len(column)), key=lambda place: (-column[place], place))
        found |= {place for place in order[:_CANDIDATES] if column[place] >= _NOTHING}
    return sorted(found)


def _decision(own: Conduct, cause: Cause) -> Decision:
    (atom,) = cause.atoms
    return own.decisions[int(atom.partition(":")[2])]
