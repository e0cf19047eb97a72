"""`lanthanide bench`: speeds measured side by side in one run, as ratios; machines differ, ratios less so."""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence

import numpy as np

from game.analysis.evidence import campaign, load_engine
from game.desk import journal_bytes, new_session
from game.economy.month import advance_month, opening_state
from game.economy.quantities import Parameters, State
from game.policy_player import play_history
from game.rules.game_state import Engine
from game.rules.level import Level
from game.rules.levers import history_path
from game.rules.month import policy_of


def best_seconds(work: Callable[[], object], rounds: int) -> float:
    """The shortest of some rounds, which noise can only lengthen."""
    shortest = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        shortest = min(shortest, time.perf_counter() - start)
    return shortest


def run_years(level: Level, engine: Engine, lanes: int, months: int) -> Callable[[], object]:
    """History's first months on a number of lanes."""
    parameters = Parameters.from_block(np.repeat(engine.parameters.block(), lanes, axis=1))
    policies = [policy_of(row) for row in history_path(level, months)]

    def work() -> State:
        state = opening_state(parameters, engine.world)
        for month, policy in enumerate(policies):
            state, _ = advance_month(parameters, state, policy, engine.world.month(month))
        return state

    return work


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="lanthanide bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args(argv)
    level = campaign()
    engine = load_engine(level)
    months = 60
    print(f"{'batch':>6} {'ms a month':>11} {'campaign-years/s':>17} {'against batch 1':>16}")
    first = 0.0
    for lanes in (1, 64, 1024, 4096):
        seconds = best_seconds(run_years(level, engine, lanes, months), options.rounds)
        speed = lanes * months / 12.0 / seconds
        first = first or speed
        print(f"{lanes:>6} {1e3 * seconds / months:>11.2f} {speed:>17,.0f} {speed / first:>15.1f}x")
    print(f"state of one campaign: {State.rows() * 8:,} bytes; parameters: {Parameters.rows() * 8:,} bytes")
    session = new_session(level)
    whole = best_seconds(lambda: play_history(new_session(level)), options.rounds)
    one = best_seconds(lambda: session.forecast({}, 60, ("export_price_usd_per_t",)), options.rounds)
    print(f"history's campaign with rules, score and marks: {1e3 * whole:,.0f} ms")
    print(f"five-year forecast: {1e3 * one:,.0f} ms, {one / whole:.3f} of the campaign")
    play_history(session)
    write = best_seconds(lambda: journal_bytes(session), options.rounds)
    print(f"journal of the campaign: {1e3 * write:,.1f} ms, {len(journal_bytes(session)):,} bytes")
    return 0
