"""`lanthanide facts`: every target, history's figure, the engine's figure and the verdict, the misses included."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np

from game.analysis.evidence import Target, campaign, load_engine, read_observations, read_targets
from game.analysis.objective import series_errors
from game.analysis.runs import PolicyPath, Run, run_path
from game.analysis.targets import FORMULAS
from game.economy.dimensions import month_index, month_label
from game.economy.policy import NO_CAP_T_PER_YEAR
from game.rules.game_state import Engine
from game.rules.level import Level
from game.rules.levers import history_path
from game.session import baseline

# Facts no economy of this kind can express, and how the game plays them.
NOT_EXPRESSED = {"T40": "share prices: told by the chronicle of October 2025, not computed"}
# Why a miss is stated rather than bent away: what the evidence itself says against the figure.
CONFLICTS = {
    "T08": "9,300 USD/t in 2004 (briefing) stands against 5,440 in early 2005 and 5,660 in 2006 (customs)",
    "T20": "contested: others say 40,000 t in 2014-15, known demand does not absorb 168,000 t of black supply, and the "
    "figure equals the mining quota of 2021",
    "T21": "follows from T20",
    "T22": "follows from T20",
}
SERIES_CONFLICTS = {
    "export_price_china_average": "9,300 USD/t in 2004 stands against 5,440 a year later; unit values doubled within "
    "months of 2007 by steps of policy that the path holds only in part",
    "price_Dy_oxide": "the engine's heavy product is one basket; dysprosium, its marker, rose further and earlier",
    "price_La_oxide": "lanthanum and cerium are one product of the engine, and their prices parted in 2008",
}
# Largest median absolute log error that a series may have.
SERIES_LIMITS = {
    "mine_production_china": 0.05,
    "mine_production_world": 0.05,
    "export_volume_china": 0.10,
    "export_price_china_average": 0.15,
    "mine_production_us": 0.20,
    "mine_production_australia": 0.20,
    "price_Nd_oxide": 0.25,
    "price_Ce_oxide": 0.25,
    "price_La_oxide": 0.25,
    "price_Dy_oxide": 0.25,
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the table; `engine` is None where the engine cannot say."""

    id: str
    metric: str
    period: str
    history: str
    low: float | None
    high: float | None
    unit: str
    engine: float | None
    verdict: str  # "hit", "miss" or "not expressed"
    note: str


def history_run(level: Level, engine: Engine) -> Run:
    """History's figures as the game plays them, cards and duel included; level must start in January 1985."""
    recording = baseline(level, engine).recording
    return Run({name: np.array(column)[:, None] for name, column in recording.columns.items()})


def counterfactuals(level: Level, engine: Engine) -> dict[str, float]:
    """T13 and T16: what the rebate and the wedge did, by runs that differ in them alone."""
    path = PolicyPath(history_path(level, month_index(2010, 12) + 1))
    actual = run_path(engine.parameters, engine.world, path)
    bare = run_path(
        engine.parameters,
        engine.world,
        path.with_columns({"export_rebate_ores": 0.0, "export_rebate_metals": 0.0}),
        ["mine_capacity_t"],
    )
    free = run_path(
        engine.parameters,
        engine.world,
        path.with_columns(
            {
                "export_quota_light": NO_CAP_T_PER_YEAR,
                "export_quota_heavy": NO_CAP_T_PER_YEAR,
                "export_duty_light": 0.0,
                "export_duty_heavy": 0.0,
            }
        ),
        ["china_illegal_mine_output_t", "china_smuggled_t"],
    )
    place = month_index(2004, 12)
    capacity = [float(run.series["mine_capacity_t"][place, 0]) for run in (actual, bare)]
    leaks = [
        float(run.year("china_illegal_mine_output_t", 2010)[0] + run.year("china_smuggled_t", 2010)[0])
        for run in (actual, free)
    ]
    return {"T13": 12.0 * (capacity[0] - capacity[1]), "T16": leaks[0] - leaks[1]}


def group_shares(level: Level, engine: Engine) -> dict[str, float]:
    """T28 and T29 in the first half of 2022, %."""
    recording = baseline(level, engine).recording
    place = month_index(2022, 6) - level.start
    return {
        "T28": 100.0 * recording.columns["creg_heavy_quota_share"][place],
        "T29": 100.0 * recording.columns["northern_light_quota_share"][place],
    }


def facts(level: Level, engine: Engine) -> tuple[Fact, ...]:
    """All targets in order with the engine's figure and verdict."""
    run = history_run(level, engine)
    special = {**counterfactuals(level, engine), **group_shares(level, engine)}

    def judge(target: Target) -> Fact:
        value = float(FORMULAS[target.id](run)[0]) if target.id in FORMULAS else special.get(target.id)
        verdict = "not expressed"
        if value is not None:
            verdict = "hit" if target.met(value) else "miss"
        note = NOT_EXPRESSED.get(target.id) or (CONFLICTS.get(target.id) if verdict == "miss" else None) or target.note
        return Fact(
            target.id,
            target.metric,
            target.period,
            target.history,
            target.low,
            target.high,
            target.unit,
            value,
            verdict,
            note,
        )

    return tuple(judge(target) for target in read_targets())


def series_table(level: Level, engine: Engine) -> tuple[tuple[str, int, float], ...]:
    """Each reference series: number of figures and median absolute log error."""
    errors = series_errors(history_run(level, engine), read_observations())
    return tuple((name, len(rows), float(np.median(rows[:, 0]))) for name, rows in sorted(errors.items()))


def _bounds(fact: Fact) -> str:
    low = "" if fact.low is None else f"{fact.low:g}"
    high = "" if fact.high is None else f"{fact.high:g}"
    return f"{low}..{high}"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="lanthanide facts", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--series", action="store_true", help="also print the error of each reference series")
    options = parser.parse_args(argv)
    level = campaign()
    engine = load_engine(level)
    table = facts(level, engine)
    if options.json:
        print(json.dumps([asdict(fact) for fact in table], indent=1, allow_nan=False))
        return 0
    print(f"{'id':5} {'metric':58} {'period':11} {'history':>16} {'bounds':>13} {'engine':>11} verdict")
    for fact in table:
        engine_figure = "-" if fact.engine is None else f"{fact.engine:.6g}"
        print(
            f"{fact.id:5} {fact.metric[:58]:58} {fact.period[:11]:11} {fact.history[:16]:>16} "
            f"{_bounds(fact):>13} {engine_figure:>11} {fact.verdict}"
        )
        if fact.verdict != "hit":
            print(f"      {fact.note}")
    for kind in ("T", "S"):
        rows = [fact for fact in table if fact.id.startswith(kind) and fact.verdict != "not expressed"]
        hits = sum(fact.verdict == "hit" for fact in rows)
        print(f"{kind}: {hits} of {len(rows)} expressed targets inside their bounds")
    print(f"history played {month_label(level.start)} to {month_label(level.end)} by level {level.id}")
    if options.series:
        print(f"{'series':32} figures  median |log error|  limit")
        for name, count, error in series_table(level, engine):
            limit = SERIES_LIMITS.get(name)
            verdict = "" if limit is None else f"{limit:6.2f} {'inside' if error <= limit else 'outside'}"
            print(f"{name:32} {count:7} {error:19.3f} {verdict}")
            if verdict.endswith("outside") and name in SERIES_CONFLICTS:
                print(f"      {SERIES_CONFLICTS[name]}")
    return 0
