"""Runs the behaviour checks of checks.toml in one batch, and asks for recognisable worlds under extreme policies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from game.analysis.behaviour import (
    Change,
    Changes,
    Check,
    Result,
    changed_parameters,
    changed_path,
    check_loss,
    check_losses,
    parameter_rows,
    readings,
    run_checks,
    run_lanes,
    slack,
)
from game.analysis.behaviour_file import read_checks
from game.analysis.runs import PolicyPath, Run, run_path
from game.economy.blocks import Array
from game.economy.dimensions import month_index
from game.economy.indicators import FIGURES
from game.economy.policy import LEVER_FIELDS, NO_CAP_T_PER_YEAR, NO_POLICY, POLICY_FIELDS
from game.economy.quantities import Parameters
from game.rules.game_state import Engine
from game.rules.level import Level
from game.rules.levers import history_path

CHECKS = read_checks(Path(__file__).with_name("checks.toml"))


@pytest.fixture(scope="module")
def base_path(level: Level) -> PolicyPath:
    return PolicyPath(history_path(level, level.end + 1))


@pytest.fixture(scope="module")
def results(engine: Engine, base_path: PolicyPath) -> dict[str, Result]:
    return {result.check.id: result for result in run_checks(engine, base_path, CHECKS)}


def _parameter(check: Check) -> object:
    known = pytest.mark.xfail(reason=check.known_miss, strict=False)
    return pytest.param(check.id, id=check.id, marks=[known] if check.known_miss else [])


@pytest.mark.parametrize("name", [_parameter(check) for check in CHECKS])
def test_behaviour(results: dict[str, Result], name: str) -> None:
    assert results[name].passed, str(results[name])


def test_no_reason_outlives_its_miss(results: dict[str, Result]) -> None:
    """`known_miss` must go when the miss does: all that are out of date at once, for they change with parameters."""
    assert [check.id for check in CHECKS if check.known_miss and results[check.id].passed] == []


def test_every_lever_is_checked() -> None:
    moved = {change.name for check in CHECKS for change in check.changes}
    assert sorted(set(LEVER_FIELDS) - moved) == []


def test_every_changed_path_is_one_that_could_be_ordered(level: Level, base_path: PolicyPath) -> None:
    outside = []
    for check in CHECKS:
        for changes in check.lanes:
            path = changed_path(base_path, changes)
            for lever in level.levers:
                column = path.column(lever.id)
                highest = lever.policy_value(lever.maximum)
                if np.min(column) < lever.minimum or np.max(column) > highest:
                    outside.append((check.id, lever.id))
    assert outside == []


def test_the_batch_gives_each_run_what_it_would_have_alone(engine: Engine, base_path: PolicyPath) -> None:
    """A lane with its own policies and parameters has the same bits as a run of its own."""
    short = PolicyPath(base_path.values[:300])
    tighter = CHECKS[0].changes
    slower = (Change("parameter", "rival_lead_months", "times", 2.0),)
    lanes: list[Changes] = [(), tighter, slower]
    names = ["export_price_usd_per_t", "rival_capacity_t"]
    together = run_lanes(engine, short, lanes, names)
    for lane, changes in enumerate(lanes):
        parameters = Parameters.from_block(changed_parameters(engine.parameters.block(), changes))
        alone = run_path(parameters, engine.world, changed_path(short, changes), names)
        for name in names:
            np.testing.assert_array_equal(together.series[name][:, lane], alone.series[name][:, 0])


def test_losses_agree_with_verdicts(engine: Engine, base_path: PolicyPath, results: dict[str, Result]) -> None:
    """A check without loss is met, and a missed one costs; on two lanes as on one."""
    some = [check for check in CHECKS if check.id in ("tighter-quota-higher-peak", "reserve-lifts-the-price")]
    some += [check for check in CHECKS if check.known_miss][:3]
    twice = Parameters.from_block(np.repeat(engine.parameters.block(), 2, axis=1))
    history = run_path(twice, engine.world, base_path)
    losses = check_losses(twice, engine.world, base_path, some, history)
    assert list(losses) == [check.id for check in some]
    for check in some:
        assert losses[check.id].shape == (2,)
        assert losses[check.id][0] == losses[check.id][1]
        if not results[check.id].passed:
            assert losses[check.id][0] > 0.0
        if losses[check.id][0] == 0.0:
            assert results[check.id].passed


def test_loss_is_nothing_with_a_margin_and_grows_evenly() -> None:
    check = replace(CHECKS[0], compare="above", by=0.1, measure="relative", kind="mean", against=None)
    base = np.full((1, 5), 100.0)
    changed = np.array([[113.0, 111.0, 105.0, 95.0, np.nan]])
    loss = check_loss(check, base, changed)
    assert loss[0] == 0.0
    assert np.all(np.diff(loss[:4]) > 0.0)
    assert loss[3] - loss[2] == pytest.approx(10.0 / 100.0 / 0.15)
    assert loss[4] == 4.0


def test_every_year_asks_every_year() -> None:
    check = Check("x", "every year higher", (), "fear", (0, 23), "above", 0.0, kind="every_year")
    base = Run({"fear": np.ones((24, 1))})
    first_lower = np.ones((24, 1)) * 2.0
    first_lower[:12] = 0.9
    met, _ = slack(check, readings(check, base), readings(check, Run({"fear": first_lower})))
    assert met[:, 0] == pytest.approx([-0.1, 1.0])


def test_figures_per_and_against() -> None:
    run = Run({"fear": np.arange(24.0)[:, None], "anger": np.full((24, 1), 2.0)})
    check = Check("x", "a share", (), "fear", (12, 23), "above", 0.0, per="anger")
    assert readings(check, run)[0, 0] == pytest.approx(17.5 / 2.0)
    assert readings(replace(check, kind="peak"), run)[0, 0] == pytest.approx(11.5)
    assert readings(replace(check, against=(0, 11)), run)[0, 0] == pytest.approx(17.5 / 5.5)
    assert readings(replace(check, per=None, kind="sum"), run)[0, 0] == pytest.approx(17.5 * 12)


def test_a_fifth_less_of_no_quota_is_no_quota(base_path: PolicyPath) -> None:
    path = changed_path(base_path, [Change("lever", "export_quota_light", "times", 0.8)])
    column, before = path.column("export_quota_light"), base_path.column("export_quota_light")
    assert column[0] == NO_CAP_T_PER_YEAR
    place = month_index(2008, 6)
    assert column[place] == pytest.approx(0.8 * before[place])


def test_parameters_by_name_and_by_row() -> None:
    assert len(parameter_rows("mine_cost_usd_per_t")) == 2
    assert len(parameter_rows("mine_cost_usd_per_t[heavy]")) == 1
    assert parameter_rows("mine_cost") == []


def test_stockpile_returns_its_tonnes_exactly(engine: Engine, base_path: PolicyPath) -> None:
    """What the reserve bought comes back on selling, to the last gram."""
    buy = Change("lever", "state_reserve", "value", 12_000.0, month_index(2000, 1), month_index(2002, 12))
    sell = Change("lever", "state_reserve", "value", -30_000.0, month_index(2004, 1), month_index(2006, 12))
    path = changed_path(base_path, (buy, sell))
    run = run_path(engine.parameters, engine.world, PolicyPath(path.values[: 12 * 23]), ["state_reserve_t"])
    held = run.series["state_reserve_t"][:, 0]
    assert np.max(held[180:228]) > 20_000.0
    assert np.max(np.abs(held[264:])) < 1e-6


def _extremes(level: Level) -> dict[str, dict[str, float]]:
    """Policies held from 1985 to the end: everything off, everything full on, and two all-out strategies."""
    full = {lever.id: lever.policy_value(lever.maximum) for lever in level.levers}
    least = {lever.id: lever.policy_value(lever.minimum) for lever in level.levers}
    sell = {
        "export_rebate_ores": full["export_rebate_ores"],
        "export_rebate_metals": full["export_rebate_metals"],
        "foreign_investment": 1.0,
        "research_separation": full["research_separation"],
        "downstream_support": 1.0,
    }
    close = {
        "export_quota_light": 5_000.0,
        "export_quota_heavy": 500.0,
        "export_duty_light": full["export_duty_light"],
        "export_duty_heavy": full["export_duty_heavy"],
        "customs": 1.0,
        "crackdown_north": 1.0,
        "crackdown_south": 1.0,
        "tracking": 1.0,
        "consolidation_drive": 1.0,
        "group_map": 2.0,
    }
    return {"off": {}, "full": full, "least": least, "sell all": sell, "close the border": close}


@pytest.fixture(scope="module")
def worlds(level: Level, engine: Engine) -> dict[str, dict[str, Array]]:
    """Every figure of every month under each extreme policy."""
    months = level.end + 1
    extremes = _extremes(level)
    base = PolicyPath(np.tile([NO_POLICY[name] for name in POLICY_FIELDS], (months, 1)))
    lanes = [
        tuple(Change("lever", name, "value", value) for name, value in settings.items())
        for settings in extremes.values()
    ]
    run = run_lanes(engine, base, lanes, FIGURES)
    return {
        name: {figure: series[:, lane] for figure, series in run.series.items()} for lane, name in enumerate(extremes)
    }


def _years(series: Array) -> Array:
    """Months by year, shape (years, 12)."""
    return series[: len(series) // 12 * 12].reshape(-1, 12)


@pytest.mark.parametrize("name", ["off", "full", "least", "sell all", "close the border"])
def test_extreme_policies_end_in_recognisable_worlds(worlds: dict[str, dict[str, Array]], name: str) -> None:
    told = worlds[name]
    assert [figure for figure, series in told.items() if not np.isfinite(series).all()] == []
    tonnes = [figure for figure in told if figure.endswith("_t") and np.min(told[figure]) < -1e-6]
    assert tonnes == []
    for share in ("fear", "controllability", "implementation", "china_mining_share", "china_processing_share"):
        assert np.min(told[share]) >= 0.0
        assert np.max(told[share]) <= 1.0
    for price in ("export_price_usd_per_t", "domestic_price_usd_per_t"):
        yearly = _years(told[price]).mean(axis=1)
        assert np.min(yearly) > 500.0, price
        # Where next to nothing is sold, the price of the last licence is quoted rather than paid.
        traded = _years(told["china_exports_t"]).sum(axis=1) > 1_000.0
        assert not traded.any() or np.max(yearly[traded]) < 1e6, price
    # A year's mining stays within what the world could use or store: under a million tonnes, China and rivals each.
    mined = told["china_legal_mine_output_t"] + told["china_illegal_mine_output_t"]
    assert 12.0 * np.max(mined) < 1e6
    assert 12.0 * np.max(told["rival_capacity_t"]) < 1.5e5
    # In the end the world still uses rare earths, and somebody still mines them.
    assert 12.0 * np.mean(told["foreign_use_t"][-60:]) > 5e3
    abroad = sum(told[f"{rival}_mine_output_t"] for rival in ("us", "australia", "south_east_asia", "rest"))
    assert 12.0 * np.mean((mined + abroad)[-60:]) > 3e4
