"""No lever is dead: each, moved from one end to the other, moves something that a player can see."""

from __future__ import annotations

import numpy as np
import pytest

from game.economy.blocks import Array
from game.economy.dimensions import parse_month
from game.economy.indicators import indicators
from game.economy.month import advance_month, opening_state
from game.economy.policy import policy_from, policy_of
from game.economy.quantities import Parameters
from game.rules.game_state import Engine
from game.rules.level import Level
from game.rules.levers import history_path

VISIBLE = 0.003
WATCHED = (
    "export_price_usd_per_t",
    "china_legal_mine_output_t",
    "china_illegal_mine_output_t",
    "china_exports_t",
    "china_smuggled_t",
    "china_magnet_exports_t",
    "fear",
    "implementation",
    "pollution_index",
    "treasury_musd",
    "rival_capacity_t",
    "rival_refining_t",
    "china_patents",
    "technology_factor",
    "consolidation_licences_share",
    "state_reserve_t",
)
# Some levers work on others: an aim needs controls, a drive needs a map.
PREPARED = {
    "licensing_strictness": {"licensing_coverage": 12.0},
    "licensing_coverage": {"licensing_strictness": 0.8},
    "licensing_target": {"licensing_strictness": 0.8, "licensing_coverage": 17.0},
    "consolidation_drive": {"group_map": 6.0},
    "group_map": {"consolidation_drive": 1.0},
}


@pytest.fixture(scope="module")
def ends(level: Level, engine: Engine) -> dict[str, dict[str, tuple[float, float]]]:
    """For each lever the means 2008-2016 of the watched figures at its low and high end, all else history."""
    names = [lever.id for lever in level.levers]
    lanes = 2 * len(names)
    parameters = Parameters.from_block(np.repeat(engine.parameters.block(), lanes, axis=1))
    state = opening_state(parameters, engine.world)
    kept: dict[str, list[Array]] = {name: [] for name in WATCHED}
    first, last = parse_month("2000-01"), parse_month("2016-12")
    for month, row in enumerate(history_path(level, last + 1)):
        policy = policy_of(row)
        if month >= first:
            columns = {name: np.repeat(getattr(policy, name), lanes) for name in names}
            for place, lever in enumerate(level.levers):
                for lane, value in ((2 * place, lever.minimum), (2 * place + 1, lever.maximum)):
                    for other, setting in PREPARED.get(lever.id, {}).items():
                        columns[other][lane] = setting
                    columns[lever.id][lane] = lever.policy_value(value)
            for name, column in columns.items():
                setattr(policy, name, column)
        state, flows = advance_month(parameters, state, policy, engine.world.month(month))
        if month >= parse_month("2008-01"):
            figures = indicators(parameters, state, flows, policy)
            for name in WATCHED:
                kept[name].append(np.broadcast_to(figures[name], (lanes,)))
    means = {name: np.mean(rows, axis=0) for name, rows in kept.items()}
    return {
        lever: {name: (float(means[name][2 * i]), float(means[name][2 * i + 1])) for name in WATCHED}
        for i, lever in enumerate(names)
    }


def test_every_lever_moves_something_visible(ends: dict[str, dict[str, tuple[float, float]]]) -> None:
    dead = []
    for lever, figures in ends.items():
        moved = max(abs(high - low) / (abs(low) + abs(high) + 1e-9) for low, high in figures.values())
        if moved < VISIBLE:
            dead.append((lever, moved))
    assert dead == []


def test_policy_fields_have_a_neutral_value() -> None:
    assert policy_from({}).export_rebate_ores[0] == 0.0
    with pytest.raises(KeyError, match="no policy field"):
        policy_from({"export_rebait": 1.0})
