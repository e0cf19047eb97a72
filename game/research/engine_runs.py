"""Runs of a sweep by the economy alone, many lanes at once: orders phase in, but nobody pays, objects or answers.

What is left out: political capital and closed levers, cards that come by conditions and levers that cards move, the
opponents' moves in duels, cuts of spending in a deficit, removal from office. History's run, which the score compares
with, leaves out the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from game.analysis.plans import Places
from game.content.engine import engine_of
from game.economy import guard
from game.economy.blocks import Array
from game.economy.month import opening_state
from game.economy.policy import Policy
from game.economy.quantities import Parameters, State
from game.economy.world import World
from game.kernels.course import begin
from game.research.cases import Work
from game.research.outcomes import Outcome, chosen_names, final_figures, headlines, yearly_figures
from game.research.policies import SweptPolicy
from game.rules import levers
from game.rules.game_state import TALLY
from game.rules.level import Level, PathRow
from game.rules.month import earned
from game.rules.score import PATENTS, score

HISTORY: Final[SweptPolicy] = SweptPolicy("history", "history")
SCORED: Final[tuple[str, ...]] = (
    "china_mining_share",
    "china_processing_share",
    "china_magnet_share",
    "export_revenue_net_musd",
    "china_exports_t",
    "china_magnet_exports_t",
    "leverage_index",
    *PATENTS,
)


def by_the_engine(work: Work, level: Level) -> Iterator[Outcome]:
    """The outcome of each run; lanes that leave the engine's bounds say so and have no figures."""
    sets = tuple(dict.fromkeys(case.parameters for case in work.cases))
    policies = tuple(dict.fromkeys((HISTORY, *(case.policy for case in work.cases))))
    own = np.array([*range(len(sets)), *(sets.index(case.parameters) for case in work.cases)])
    orders = np.array([*([0] * len(sets)), *(policies.index(case.policy) for case in work.cases)])
    names = tuple(dict.fromkeys((*SCORED, *chosen_names(work.figures))))
    try:
        told, strays = lived(level, [one.given() for one in sets], (policies, orders), own, names)
    except guard.EngineError as error:
        yield from (Outcome(case.key, problem=str(error)[:200]) for case in work.cases)
        return
    for place, case in enumerate(work.cases):
        lane, history = len(sets) + place, int(own[len(sets) + place])
        astray = strays.get(lane) or strays.get(history)
        if astray is not None:
            yield Outcome(case.key, problem=str(astray)[:200])
            continue
        points = score(tally_of(told, names, lane), tally_of(told, names, history))

        def series(name: str, lane: int = lane) -> Array:
            column: Array = told[:, names.index(name), lane]
            return column

        yield Outcome(
            case.key,
            headlines(points),
            final=final_figures(work.figures, series),
            yearly=yearly_figures(work.figures, series, level.start),
        )


def policy_path(level: Level, policy: SweptPolicy) -> Array:
    """What the engine is told from January 1985 to the level's end: (months, fields); history until the level starts.

    From its first order on a lever follows the policy alone; dated cards take history's choice, or the stated default
    where the policy does not go on from history.
    """
    past = level.past or level
    ramps = {lever.id: levers.settled(past.opening[lever.id]) for lever in past.levers}
    settings = dict(past.opening)
    orders = sorted(_orders(level, past, policy), key=lambda order: order.month)
    promises = [
        (row.announced, levers.Order(row.month, row.lever, row.value))
        for row in (*(r for r in past.history if r.month < level.start), *_kept(level, policy))
        if row.announced is not None
    ]
    rows, place = [], 0
    for month in range(level.end + 1):
        if month == level.start:
            for name, value in level.overrides.items():
                ramps[name], settings[name] = levers.settled(value), value
        while place < len(orders) and orders[place].month <= month:
            order = orders[place]
            ramps[order.lever] = levers.ramp_to(level.lever(order.lever), ramps[order.lever], month, order.value)
            settings[order.lever] = order.value
            place += 1
        planned = [order for announced, order in promises if announced <= month < order.month]
        shocks = _shocks(level, past, policy, month)
        severity = levers.announced_severity(settings, planned)
        rows.append(levers.policy_row(level, ramps, month, shocks, severity, 1.0))
    return np.stack(rows)


def _orders(level: Level, past: Level, policy: SweptPolicy) -> Iterator[levers.Order]:
    """Every order in force: the past's, history's as far as the policy keeps to it, the policy's own."""
    if past is not level:
        yield from (order for order in levers.history_orders(past) if order.month < level.start)
    yield from (levers.Order(row.month, row.lever, row.value) for row in _kept(level, policy))
    yield from policy.orders


def _kept(level: Level, policy: SweptPolicy) -> Iterator[PathRow]:
    if policy.base != "history":
        return
    for row in level.history:
        taken_over = policy.first_order(row.lever)
        if (row.month >= level.start or level.past is None) and (taken_over is None or row.month < taken_over):
            yield row


def _shocks(level: Level, past: Level, policy: SweptPolicy, month: int) -> dict[str, float]:
    if month < level.start:
        return levers.dated_shocks(past, month, history=True)
    return levers.dated_shocks(level, month, history=policy.base == "history")


def lived(
    level: Level,
    sets: Sequence[Parameters | None],
    ordered: tuple[Sequence[SweptPolicy], Places],
    own: Places,
    names: tuple[str, ...],
) -> tuple[Array, dict[int, guard.OutOfBoundsError]]:
    """Figures of the level's months, (months, names, lanes), and where lanes left their bounds.

    `ordered` are policies and each lane's place among them, `own` each lane's place among the parameter sets.
    Raises guard.EngineError for parameters or a policy that no run may start from.
    """
    engines = [engine_of(level, one) for one in sets]
    before = [engine.before or engine for engine in engines]
    paths = np.stack([policy_path(level, policy) for policy in ordered[0]])
    for path in paths:
        guard.check_policy(Policy, path)
    strays: dict[int, guard.OutOfBoundsError] = {}
    state = _past(level, [engine.parameters for engine in before], before[0].world, paths[0])
    block = _opened(level, state).block()[:, own]
    parameters = Parameters.from_block(_together([engine.parameters for engine in engines]).block()[:, own])
    guard.check_block("parameters", parameters)
    world = engines[0].world
    course = begin(parameters, State.from_block(block), names)
    told = np.empty((level.end + 1 - level.start, len(names), len(own)))
    with np.errstate(all="ignore"):  # a lane that has left its bounds may do as it likes
        for month in range(level.start, level.end + 1):
            told[month - level.start] = course.advance(_row(paths[:, month], ordered[1]), world.row(month))
            after = course.state.block()
            guard.note_strays(State, month, after, block, strays, 0)
            block = after
    return told, strays


def _past(level: Level, parameters: Sequence[Parameters], world: World, path: Array) -> State:
    """The economy of each parameter set when the level starts."""
    given = _together(parameters)
    guard.check_block("parameters", given)
    state = State.from_block(np.concatenate([opening_state(one, world).block() for one in parameters], axis=1))
    if level.start == 0:
        return state
    course = begin(given, state, SCORED)
    for month in range(level.start):
        course.advance(path[month], world.row(month))
    return course.state


def _opened(level: Level, state: State) -> State:
    """The state with what the level says is other than history's."""
    block, names = state.block().copy(), State.row_names()
    for change in level.changes:
        if change.kind == "opening":
            for name in change.rows:
                row = names.index(name)
                block[row] = [change.applied(value) for value in block[row].tolist()]
    if level.opening_treasury_musd is not None:
        block[names.index("treasury_musd")] = level.opening_treasury_musd
    return State.from_block(block)


def _together(parameters: Sequence[Parameters]) -> Parameters:
    return Parameters.from_block(np.concatenate([one.block() for one in parameters], axis=1))


def _row(rows: Array, orders: Places) -> Array:
    """The policy of a month for lanes that follow different policies; one row where all are told the same."""
    if (rows == rows[0]).all():
        first: Array = rows[0]
        return first
    return np.ascontiguousarray(rows[orders].T)


def tally_of(told: Array, names: tuple[str, ...], lane: int) -> Array:
    """What the headlines are made of, (months, TALLY); nothing of what only the rules know."""
    figures = {name: told[:, names.index(name), lane] for name in SCORED}
    columns = earned(figures, np.zeros(len(told)))
    tally = np.zeros((len(told), len(TALLY)))
    tally[:, : len(columns)] = np.stack(columns, axis=1)
    return tally
