"""Bad input is refused before the first month, by name; a run that strays stops with its last good month intact."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.analysis.runs import PolicyPath, run_path
from game.cli import main
from game.content.economy_files import read_parameters, read_world
from game.economy import guard
from game.economy.blocks import Array
from game.economy.dimensions import parse_month
from game.economy.guard import BadInputError, OutOfBoundsError
from game.economy.month import advance_month, opening_state
from game.economy.policy import POLICY_FIELDS, Policy, policy_of
from game.economy.quantities import Parameters, State
from game.economy.world import WORLD_COLUMNS, World
from game.paths import parameters_file, world_file
from game.policy_player import play_none
from game.rules.commands import EndTurn, SetLever
from game.rules.game_state import Engine
from game.rules.level import Level
from game.rules.levers import history_path
from game.session import Baseline, Session


def with_row(block: Array, kind: type[Parameters] | type[State], name: str, value: float, lane: int = 0) -> Array:
    """A copy of a block in which one row of one lane has another value."""
    changed = block.copy()
    changed[kind.row_names().index(name), lane] = value
    return changed


@pytest.mark.parametrize("kind", [Parameters, State, Policy])
def test_everything_the_engine_is_given_or_keeps_has_bounds(kind: type) -> None:
    known = guard.limits(kind)
    assert len(known.names) == len(known.low) == len(known.high)
    assert np.isfinite(known.low).all()
    assert np.isfinite(known.high).all()
    assert (known.low < known.high).all()


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("margin_months", float("nan"), "margin_months is nan; allowed is 0.5 to 1200"),
        ("margin_months", float("inf"), "margin_months is inf"),
        ("mine_lead_months", 0.0, "mine_lead_months is 0.0; allowed is 0.5 to 1200"),
        ("opening_price_usd_per_t[heavy]", -3.0, "opening_price_usd_per_t[heavy] is -3.0"),
        ("process_loss_share", 1.0, "process_loss_share is 1.0; allowed is 0 to 0.9"),
        ("rival_limit_t_per_month[rest]", 0.0, "rival_limit_t_per_month[rest]"),
    ],
)
def test_parameters_are_refused_by_name(level: Level, engine: Engine, name: str, value: float, words: str) -> None:
    bad = Parameters.from_block(with_row(engine.parameters.block(), Parameters, name, value))
    path = PolicyPath(history_path(level, 2))
    with pytest.raises(BadInputError) as caught:
        run_path(bad, engine.world, path)
    assert words in str(caught.value)
    with pytest.raises(BadInputError, match="parameters"):
        Session(level, Engine(bad, engine.world))


@pytest.mark.parametrize(
    ("lever", "value"),
    [
        ("customs", 1.5),
        ("customs", -0.1),
        ("export_rebate_ores", float("nan")),
        ("export_quota_light", float("inf")),
        ("licensing_target", 4.0),
        ("foreign_demand_shock", -1.0),
    ],
)
def test_a_lever_outside_its_range_is_refused_with_its_month(
    level: Level, engine: Engine, lever: str, value: float
) -> None:
    values = history_path(level, 24)
    values[13, POLICY_FIELDS.index(lever)] = value
    with pytest.raises(BadInputError) as caught:
        run_path(engine.parameters, engine.world, PolicyPath(values))
    assert (caught.value.where, caught.value.quantity) == ("policy of 1986-02", lever)


@pytest.mark.parametrize("shape", [(24, len(POLICY_FIELDS) - 1), (0, len(POLICY_FIELDS)), (2, 3, len(POLICY_FIELDS))])
def test_a_policy_of_the_wrong_shape_is_refused(engine: Engine, shape: tuple[int, ...]) -> None:
    with pytest.raises(BadInputError, match="policy: "):
        run_path(engine.parameters, engine.world, PolicyPath(np.zeros(shape)))


def test_a_forecast_refuses_a_draft_that_is_no_number(level: Level, engine: Engine) -> None:
    session = Session(level, engine)
    with pytest.raises(BadInputError, match="customs"):
        session.forecast({"customs": float("nan")}, 6)


@pytest.mark.parametrize(
    ("treasury", "words"), [(float("nan"), "treasury_musd is nan"), (1e30, r"treasury_musd is 1e\+30")]
)
def test_a_level_that_starts_from_nonsense_is_refused(
    level: Level, engine: Engine, treasury: float, words: str
) -> None:
    with pytest.raises(BadInputError, match=f"opening state: {words}"):
        Session(replace(level, opening_treasury_musd=treasury), engine)


def columns() -> dict[str, Array]:
    table = read_world(world_file()).world.table
    return dict(zip(WORLD_COLUMNS, table.copy(), strict=True))


def test_a_world_with_holes_is_refused() -> None:
    holed = columns()
    holed["cost_index_china"][30] = np.nan
    with pytest.raises(BadInputError, match="world of 1987-07: cost_index_china is nan"):
        World(holed)
    lacking = columns()
    del lacking["access_us"]
    with pytest.raises(BadInputError, match="values of access_us is 0"):
        World(lacking)
    short = columns()
    short["patent_index_us"] = short["patent_index_us"][:-1]
    with pytest.raises(BadInputError, match="patent_index_us is 671; allowed is 672"):
        World(short)
    negative = columns()
    negative["activity_japan"][0] = -1.0
    with pytest.raises(BadInputError, match="world of 1985-01: activity_japan is -1"):
        World(negative)


def straying(engine: Engine, month: int) -> Engine:
    """An engine sound at its start whose demand abroad swells past every price in some month."""
    table = columns()
    for name in ("cost_index_china", "cost_index_abroad"):
        table[name][month:] = 1e6
    return Engine(engine.parameters, World(table))


def test_a_run_that_leaves_its_bounds_stops_with_the_last_good_month(level: Level, engine: Engine) -> None:
    gone = straying(engine, 30)
    path = history_path(level, 492)
    with pytest.raises(OutOfBoundsError) as caught:
        run_path(engine.parameters, gone.world, PolicyPath(path))
    error = caught.value
    assert error.month >= 30
    assert error.quantity in State.row_names()
    state = opening_state(engine.parameters, gone.world)
    for month in range(error.month):
        policy = policy_of(path[month])
        state, _ = advance_month(engine.parameters, state, policy, gone.world.month(month))
    assert isinstance(error.last_good, State)
    assert error.last_good.digest() == state.digest()
    assert guard.limits(State).first_stray(error.last_good.block()) is None


def test_one_straying_lane_is_noted_and_does_not_end_the_others(level: Level, engine: Engine) -> None:
    block = np.repeat(engine.parameters.block(), 3, axis=1)
    # Fear that multiplies prices beyond all bounds: inside what a parameter may be, not what a run survives.
    block = with_row(block, Parameters, "fear_price_gain", 99.0, lane=1)
    run = run_path(Parameters.from_block(block), engine.world, PolicyPath(history_path(level, 320)), ["fear"])
    assert list(run.strays) == [1]
    assert run.strays[1].lane == 1
    alone = run_path(engine.parameters, engine.world, PolicyPath(history_path(level, 320)), ["fear"])
    assert np.array_equal(run.series["fear"][:, 2:], alone.series["fear"])


def test_a_session_keeps_its_last_good_state(
    level: Level, engine: Engine, history: Baseline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("game.session.baseline", lambda *_: history)  # history itself lives in a sound world
    session = Session(replace(level, cards=()), straying(engine, 30))
    session.submit(SetLever("customs", 0.2))
    session.submit(EndTurn())
    session.submit(EndTurn())
    with pytest.raises(OutOfBoundsError) as caught:
        play_none(session)
    assert caught.value.month >= 30
    before, months = session.state.digest(), session.recording.months
    assert session.state.month == level.start + months
    with pytest.raises(OutOfBoundsError):
        session.submit(EndTurn())
    assert session.state.digest() == before
    assert session.recording.months == months
    assert all(len(column) == months for column in session.recording.columns.values())


def test_nan_is_seen_anywhere_in_the_block(engine: Engine) -> None:
    good = opening_state(engine.parameters, engine.world)
    for row, name in enumerate(State.row_names()):
        block = good.block()
        block[row, 0] = np.nan
        with pytest.raises(OutOfBoundsError) as caught:
            guard.check_month(7, State.from_block(block), good)
        assert (caught.value.quantity, caught.value.month) == (name, 7)


def test_the_command_says_what_left_its_bounds_and_exits_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], engine: Engine
) -> None:
    monkeypatch.setattr("game.desk.load_engine", lambda _: straying(engine, parse_month("1990-01")))
    assert main(["run", "campaign", "--policy", "none"]) == 3
    told = capsys.readouterr().err
    assert "economy of 199" in told
    assert "left its bounds, got" in told
    assert told.rstrip().endswith("[E3061]")
    assert len(told.splitlines()) == 1


def test_every_candidate_of_the_calibration_is_one_the_engine_takes() -> None:
    found = read_parameters(parameters_file())
    known = guard.limits(Parameters)
    fitted = found.fitted
    assert (found.low[fitted] >= known.low[fitted]).all()
    assert (found.high[fitted] <= known.high[fitted]).all()
