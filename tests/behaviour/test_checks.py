"""Runs the behaviour checks of checks.toml: pairs of runs that differ in one thing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from game.analysis.runs import PolicyPath, Run, run_path
from game.economy.dimensions import parse_month
from game.economy.policy import POLICY_FIELDS
from game.rules.game_state import Engine
from game.rules.level import Level
from game.rules.levers import history_path

CHECKS: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("checks.toml").read_text("utf-8"))["check"]
FIGURES = sorted({check["figure"] for check in CHECKS})


@pytest.fixture(scope="module")
def base_path(level: Level) -> PolicyPath:
    return PolicyPath(history_path(level, level.end + 1))


@pytest.fixture(scope="module")
def base(engine: Engine, base_path: PolicyPath) -> Run:
    return run_path(engine.parameters, engine.world, base_path, FIGURES)


def changed_path(path: PolicyPath, changes: list[dict[str, Any]]) -> PolicyPath:
    values = path.values.copy()
    for change in changes:
        column = POLICY_FIELDS.index(change["lever"])
        first = parse_month(change["from"])
        last = parse_month(change["until"]) + 1 if "until" in change else len(values)
        values[first:last, column] = (
            change["value"] if "value" in change else values[first:last, column] * change["times"]
        )
    return PolicyPath(values)


@pytest.mark.parametrize("check", CHECKS, ids=[check["id"] for check in CHECKS])
def test_behaviour(engine: Engine, base_path: PolicyPath, base: Run, check: dict[str, Any]) -> None:
    path = changed_path(base_path, check["changes"])
    last = check["years"][1]
    run = run_path(engine.parameters, engine.world, PolicyPath(path.values[: (last - 1984) * 12]), [check["figure"]])
    before = float(base.mean(check["figure"], *check["years"])[0])
    after = float(run.mean(check["figure"], *check["years"])[0])
    relative = after / before - 1.0
    said = f"{check['words']}: base {before:.4g}, changed {after:.4g} ({100 * relative:+.1f} %)"
    if check["compare"] == "above":
        assert relative > check["by"], said
    else:
        assert relative < -check["by"], said


def test_stockpile_returns_its_tonnes_exactly(engine: Engine, base_path: PolicyPath) -> None:
    buy = changed_path(
        base_path, [{"lever": "state_reserve", "value": 12_000.0, "from": "2000-01", "until": "2002-12"}]
    )
    sell = changed_path(buy, [{"lever": "state_reserve", "value": -30_000.0, "from": "2004-01", "until": "2006-12"}])
    run = run_path(engine.parameters, engine.world, PolicyPath(sell.values[: 12 * 23]), ["state_reserve_t"])
    held = run.series["state_reserve_t"][:, 0]
    assert np.max(held[180:228]) > 20_000.0
    assert np.max(np.abs(held[264:])) < 1e-6
