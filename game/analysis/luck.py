"""Luck or skill: the decisions of a finished game carried out again in many worlds, history's beside them.

A world draws one of the parameter sets that fit history about equally well, and swings of its own: demand and costs
around their course, stops of mines and refineries abroad (`economy.chance`, with the amounts of a seeded sandbox). A
draw is a hash of the world's number, so that world 17 is the same today and alone. Every world starts from the level's
own first month.

Held as they were decided and lived: orders with their months, answers to cards and what they did, moves of a duel, its
opponent's steps and concessions, and the share of spending that could be paid. Rivals, buyers, smugglers and prices
answer anew; nobody decides anew, and nothing is asked about political capital.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from game.analysis.attribution import HEADLINES, points
from game.analysis.causes import at_work, decision_cause
from game.analysis.conduct import Conduct, Decision, conduct_of
from game.analysis.forecast import ensemble
from game.analysis.nulls import OwnPolicy
from game.analysis.rerun import history_conduct
from game.analysis.turning import TurningPoint, turning_points
from game.economy.blocks import Array
from game.economy.chance import Chances, Keys, draw, key
from game.economy.quantities import Parameters, State
from game.kernels.course import begin
from game.rules.month import earned
from game.session import Session

WORLDS: Final = 1000
_FIRST: Final = 1 << 40  # seeds of the worlds, beyond any that a level may have
_MEMBER: Final = 11  # key of the draw that chooses a parameter set
_LANES: Final = 1024
_DECISIONS: Final = 6
_DECISION_WORLDS: Final = 250
_FIGURES: Final = (
    "china_mining_share",
    "china_processing_share",
    "china_magnet_share",
    "export_revenue_net_musd",
    "china_exports_t",
    "china_magnet_exports_t",
    "leverage_index",
)
_EARNED: Final = 7  # columns of the tally that the economy fills in
_OVERALL: Final = HEADLINES.index("overall")


@dataclass(frozen=True, slots=True)
class _Plan:
    """Some policies to be carried out beside each other; `begin` gives their rows, (fields, policies), by month."""

    count: int
    begin: Callable[[], Callable[[int], Array]]
    held: Array  # concessions at the end of each month, bn USD a year


@dataclass(frozen=True, slots=True, eq=False)
class DecisionLuck:
    """What one decision did to the overall score, world by world."""

    decision: Decision
    lived: float  # points in the world as it was
    effects: Array  # (worlds,)

    @property
    def helped(self) -> float:
        """In what share of the worlds it did good."""
        return float((self.effects > 0.0).sum()) / max(len(self.effects), 1)

    @property
    def spread(self) -> float:
        """Standard deviation of its effect over the worlds, in points."""
        return float(np.std(self.effects))

    def tenths(self) -> tuple[float, float]:
        """The effect that a tenth of the worlds stay below, and the one that a tenth exceed."""
        return quantile(self.effects, 0.1), quantile(self.effects, 0.9)


@dataclass(frozen=True, slots=True, eq=False)
class Luck:
    """Points in every world, (HEADLINES, worlds)."""

    yours: Array  # against history in the world as it was
    history: Array  # history's policy, against the same
    beside: Array  # yours against history's policy in the same world
    lived: tuple[float, ...]  # yours in the world as it was
    lost: int  # worlds in which the economy left its bounds; they are not counted
    decisions: tuple[DecisionLuck, ...]  # the least certain first

    @property
    def worlds(self) -> int:
        return int(self.yours.shape[1])

    def better(self, headline: str) -> float:
        """In what share of the worlds your decisions came out above history's."""
        return float((self.beside[HEADLINES.index(headline)] > 100.0 + 1e-9).sum()) / max(self.worlds, 1)

    def worse(self, headline: str) -> float:
        return float((self.beside[HEADLINES.index(headline)] < 100.0 - 1e-9).sum()) / max(self.worlds, 1)

    def rank(self, headline: str) -> float:
        """In what share of the worlds your decisions earned less than in the world as it was: 0.5 is neither luck."""
        place = HEADLINES.index(headline)
        return float((self.yours[place] < self.lived[place]).sum()) / max(self.worlds, 1)


def quantile(values: Array, share: float) -> float:
    """The value in order that this share of the others lies below; one of the values, never between two."""
    ranked = np.sort(values)
    return float(ranked[round(share * (len(ranked) - 1))])


def luck(session: Session, worlds: int = WORLDS, found: Sequence[TurningPoint] | None = None) -> Iterator[float | Luck]:
    """Progress as a share, then the worlds; `found` are the turning points where they are known already.

    ValueError before the level is over: what the worlds show is the truth.
    """
    if not session.finished:
        raise ValueError("the level is not over")
    begun = 0.0
    if found is None:
        begun = 0.1
        for measured in turning_points(session):
            if isinstance(measured, float):
                yield begun * measured
            else:
                found = measured
    told = sorted(found or (), key=lambda one: -abs(one.effects[_OVERALL]))[:_DECISIONS]
    own, history = conduct_of(session, session.level.start), history_conduct(session, session.months)
    some = min(worlds, _DECISION_WORLDS)
    jobs = [(_as_lived(own), worlds), (_as_lived(history), worlds)]
    if told:
        jobs.append((_without(own, [one.decision for one in told]), some))
    weights = [plan.count * count for plan, count in jobs]
    made: list[Array] = []
    for (plan, count), weight in zip(jobs, weights, strict=True):
        for step in _lived(session, plan, count):
            if isinstance(step, float):
                yield begun + (1.0 - begun) * weight / sum(weights) * step
            else:
                made.append(step)
        begun += (1.0 - begun) * weight / sum(weights)
        weights = weights[1:]
    yield _weighed(session, made, told, some)


def _as_lived(conduct: Conduct) -> _Plan:
    return _Plan(1, lambda: lambda month: conduct.told[month - conduct.first].row[:, None], conduct.concessions)


def _without(own: Conduct, decisions: Sequence[Decision]) -> _Plan:
    """The conduct without each of the decisions."""
    causes = [decision_cause(one, own.decisions.index(one)) for one in decisions]
    lanes = ~np.eye(len(causes), dtype=np.bool_)
    return _Plan(len(causes), lambda: OwnPolicy(own, at_work(own, causes, lanes)).row, own.concessions)


def _lived(session: Session, plan: _Plan, worlds: int) -> Iterator[float | Array]:
    """Progress, then what the scores are made of: (months, columns, policies, worlds)."""
    width = max(_LANES // plan.count, 1)
    parts: list[Array] = []
    for first in range(0, worlds, width):
        seeds = np.arange(_FIRST + first, _FIRST + min(first + width, worlds), dtype=np.uint64)
        for step in _run(session, plan, seeds):
            if isinstance(step, float):
                yield (first + len(seeds) * step) / worlds
            else:
                parts.append(step)
    yield np.concatenate(parts, axis=3)


def _run(session: Session, plan: _Plan, seeds: Keys) -> Iterator[float | Array]:
    """The same for the worlds of some seeds; lanes go policy by policy."""
    world, first = session.engine.world, session.level.start
    lanes = plan.count * len(seeds)
    chances = Chances(seeds, first, world.months)
    parameters = np.tile(_members(session, seeds), (1, plan.count))
    start = np.repeat(session.opening.economy.block(), lanes, axis=1)
    course = begin(Parameters.from_block(parameters), State.from_block(start), _FIGURES)
    policy = plan.begin()
    told = np.empty((session.months, _EARNED, lanes))
    with np.errstate(all="ignore"):  # a world that leaves its bounds is dropped afterwards
        for place in range(session.months):
            rows = policy(first + place)
            wide = rows[:, 0] if plan.count == 1 else np.repeat(rows, len(seeds), axis=1)
            around = np.tile(chances.row(world, first + place), (1, plan.count))
            figures = dict(zip(_FIGURES, course.advance(wide, around), strict=True))
            for column, line in enumerate(earned(figures, plan.held[place])):
                told[place, column] = line
            yield (place + 1) / session.months
    yield told.reshape(session.months, _EARNED, plan.count, len(seeds))


def _members(session: Session, seeds: Keys) -> Array:
    """The parameters of each world; where the level changes one, or has no ensemble, that stands in all of them."""
    own = session.engine.parameters.block()
    known = ensemble(session.level)
    if known is None:
        return np.repeat(own, len(seeds), axis=1)
    members, plain = known.members.block(), known.plain.block()
    chosen = np.floor(draw(seeds, key(_MEMBER)) * members.shape[1]).astype(np.int64)
    return np.where(own == plain, members[:, chosen], own)


def _weighed(session: Session, made: Sequence[Array], told: Sequence[TurningPoint], some: int) -> Luck:
    """The points of every world, and of the worlds without a decision."""
    standing = session.state.tally[:, _EARNED:]
    lived = session.tally(history=True)

    def scored(rows: Array, history: Array) -> tuple[float, ...]:
        return points(np.concatenate([rows, standing], axis=1), history)

    def full(rows: Array) -> Array:
        return np.concatenate([rows, lived[: len(rows), _EARNED:]], axis=1)

    yours, theirs = made[0][:, :, 0], made[1][:, :, 0]
    sound: Any = np.isfinite(yours).all(axis=(0, 1)) & np.isfinite(theirs).all(axis=(0, 1))
    kept = np.flatnonzero(sound).tolist()
    beside = {world: scored(yours[..., world], full(theirs[..., world])) for world in kept}
    decisions = []
    for place, one in enumerate(told):
        effects = [
            beside[world][_OVERALL] - scored(made[2][:, :, place, world], full(theirs[..., world]))[_OVERALL]
            for world in kept
            if world < some and np.isfinite(made[2][:, :, place, world]).all()
        ]
        decisions.append(DecisionLuck(one.decision, one.effects[_OVERALL], np.array(effects)))
    return Luck(
        np.array([scored(yours[..., world], lived) for world in kept]).T.reshape(len(HEADLINES), -1),
        np.array([scored(theirs[..., world], lived) for world in kept]).T.reshape(len(HEADLINES), -1),
        np.array([beside[world] for world in kept]).T.reshape(len(HEADLINES), -1),
        points(session.state.tally, lived),
        len(sound) - len(kept),
        tuple(sorted(decisions, key=lambda one: abs(one.helped - 0.5))),
    )
