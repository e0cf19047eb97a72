"""Random campaigns on the batch axis: every month the identities must hold and every stock lie inside its bounds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Final

import numpy as np

from game.analysis.evidence import campaign, load_engine
from game.economy.accounting import TOLERANCE, identity_errors
from game.economy.dimensions import month_label
from game.economy.guard import Mask, limits
from game.economy.month import advance_month, opening_state
from game.economy.policy import policy_of
from game.economy.quantities import Flows, Parameters, State
from game.exactness.draws import RandomPolicies, campaign_keys
from game.rules.game_state import Engine
from game.rules.level import Level

BATCH = 1024  # the fastest batch of the engine, with identities, on small machines
MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Outcome:
    """What some campaigns showed; `wrong` is empty when all was well."""

    campaigns: int
    worst: float  # largest relative error of an identity
    worst_identity: str
    wrong: tuple[str, ...]
    digest: str  # of the last states, campaign by campaign and batch by batch

    def joined(self, other: Outcome) -> Outcome:
        worse = other if other.worst > self.worst else self
        digest = hashlib.sha256((self.digest + other.digest).encode()).hexdigest()
        wrong = (self.wrong + other.wrong)[:MOST_TOLD]
        return Outcome(self.campaigns + other.campaigns, worse.worst, worse.worst_identity, wrong, digest)


# Flows that may go either way; every other is a quantity, a share or a rate that is nothing or more.
SIGNED: Final = (
    "mine_margin_now",
    "rival_margin_now",
    "illegal_exit_t_per_month",
    "reserve_bought_t",
    "reserve_cost_musd",
    "unsold_flow_t",
    "damage_flow_points",
    "shock_musd",
)
_UNSIGNED: Final = np.array([name.split("[")[0] not in SIGNED for name in Flows.row_names()])[:, None]


def check_batch(level: Level, engine: Engine, first: int, count: int, corners: bool = False) -> Outcome:
    """Campaigns first..first+count-1 from January 1985 to the level's end, each month checked."""
    policies = RandomPolicies(level, corners=corners)
    keys = campaign_keys(first, count)
    parameters = Parameters.from_block(np.repeat(engine.parameters.block(), count, axis=1))
    state = opening_state(parameters, engine.world)
    bounds = limits(State)
    worst, worst_identity = 0.0, ""
    wrong: list[str] = []
    gone = np.zeros(count, dtype=np.bool_)  # campaigns already told of

    def tell(month: int, lanes: Mask, what: str) -> None:
        for lane in np.flatnonzero(lanes & ~gone).tolist():
            wrong.append(f"campaign {first + lane}, {month_label(month)}: {what}")
            gone[lane] = True

    with np.errstate(all="ignore"):  # what overflows is found below and told by name
        for month in range(level.end + 1):
            policy = policy_of(policies.rows(month, keys))
            after, flows = advance_month(parameters, state, policy, engine.world.month(month))
            for name, error in identity_errors(parameters, state, after, flows).items():
                by_lane = error.reshape(-1, count)
                largest = float(by_lane.max())
                if not largest < TOLERANCE:
                    tell(month, np.any(~(by_lane < TOLERANCE), axis=0), f"identity {name} is off by {largest:.3g}")
                elif largest > worst:
                    worst, worst_identity = largest, name
            below = (flows.block() < 0.0) & _UNSIGNED
            if below.any():
                name = Flows.row_names()[int(np.argmax(below.any(axis=1)))]
                tell(month, below.any(axis=0), f"{name} is below nought")
            block = after.block()
            stray = bounds.first_stray(block)
            if stray is not None:
                row, lane = stray
                what = f"{bounds.names[row]} is {float(block[row, lane])!r}; allowed is {bounds.allowed(row)}"
                tell(month, np.any(~bounds.sound(block), axis=0), what)
            state = after
    last = hashlib.sha256(np.ascontiguousarray((state.block() + 0.0).T).astype("<f8").tobytes()).hexdigest()
    return Outcome(count, worst, worst_identity, tuple(wrong[:MOST_TOLD]), last)


_LOADED: list[tuple[Level, Engine]] = []


def _task(span: tuple[int, int, bool]) -> Outcome:
    """A batch in a worker process, which loads the engine once."""
    if not _LOADED:
        level = campaign()
        _LOADED.append((level, load_engine(level)))
    level, engine = _LOADED[0]
    return check_batch(level, engine, *span)


def batches(first: int, count: int, size: int = BATCH) -> Iterator[tuple[int, int]]:
    """(first campaign, number) of each batch."""
    for start in range(first, first + count, size):
        yield start, min(size, first + count - start)


def check_campaigns(
    first: int, count: int, jobs: int, progress: Callable[[int, Outcome], None] | None = None, corners: bool = False
) -> Outcome:
    """Check many campaigns on some processes; `progress` is told after each batch how many are done.

    The outcome does not depend on the number of processes: batches are joined in order.
    """
    spans = [(start, size, corners) for start, size in batches(first, count)]
    whole: Outcome | None = None

    def add(whole: Outcome | None, one: Outcome) -> Outcome:
        whole = one if whole is None else whole.joined(one)
        if progress is not None:
            progress(whole.campaigns, whole)
        return whole

    if jobs <= 1 or len(spans) == 1:
        for span in spans:
            whole = add(whole, _task(span))
    else:
        # Spawned, for numpy's threads do not survive a fork.
        with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
            for one in pool.map(_task, spans):
                whole = add(whole, one)
    if whole is None:
        raise ValueError("at least one campaign is needed")
    return whole
