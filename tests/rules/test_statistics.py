"""What Beijing could see: books that add up, ranges that hold the estimate, sight that enforcement sharpens."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.economy.dimensions import BUYERS, RIVALS, parse_month
from game.economy.policy import NO_POLICY, POLICY_FIELDS
from game.economy.world import WORLD_COLUMNS, World
from game.rules import statistics
from game.rules.commands import EndTurn, SetLever
from game.rules.expectation import trend
from game.rules.game_state import Engine
from game.rules.level import Level
from game.rules.opening import start_game
from game.rules.statistics import estimated, sight
from game.session import Baseline, Session


def policy(**settings: float) -> np.ndarray:
    return np.array([settings.get(name, NO_POLICY[name]) for name in POLICY_FIELDS])


def test_enforcement_and_tracking_let_more_be_seen_where_they_work() -> None:
    blind = sight(policy(), 0.4)
    assert (blind.light, blind.heavy, blind.border) == pytest.approx((0.4, 0.4, 0.4))
    north = sight(policy(crackdown_north=1.0), 0.5)
    assert north.light == pytest.approx(1.0 - 0.6 * (1.0 - 0.7 * 0.5))
    assert (north.heavy, north.border) == (blind.heavy, blind.border)
    assert sight(policy(customs=1.0), 0.5).border == pytest.approx(1.0 - 0.6 * (1.0 - 0.6 * 0.75))
    traced = sight(policy(tracking=1.0), 1.0)
    assert min(traced.light, traced.heavy, traced.border) == pytest.approx(1.0 - 0.6 * 0.2)


def test_the_books_of_every_month_add_up(history: Baseline) -> None:
    known = {name: np.array(column) for name, column in history.books.columns(true=False).items()}
    true = {name: np.array(column) for name, column in history.books.columns(true=True).items()}

    def both(left: str, *right: str) -> None:
        """A sum that holds among true figures holds among known ones."""
        for books in (true, known):
            np.testing.assert_allclose(books[left], sum(books[name] for name in right), rtol=1e-9, atol=1e-9)

    both("china_smuggled_t", *(f"smuggled_{buyer}_t" for buyer in BUYERS))
    unrecorded = known["china_legal_mine_output_t"] - known["china_recorded_mine_output_t"]
    np.testing.assert_allclose(
        known["china_black_supply_t"], known["china_illegal_mine_output_t"] + unrecorded, rtol=1e-9
    )
    refined = known["separated_t"] + known["china_illegal_mine_output_t"] - known["black_lost_t"]
    abroad = sum(known[f"{rival}_refined_t"] for rival in RIVALS)
    np.testing.assert_allclose(known["china_processing_share"], refined / (refined + abroad), rtol=1e-6)
    np.testing.assert_allclose(
        known["leverage_index"], known["exposure_busd"] * known["controllability"], rtol=1e-9, atol=1e-12
    )
    # Black goods: dug = laundered + smuggled + lost, for no books know of a stock of them.
    np.testing.assert_allclose(
        known["china_illegal_mine_output_t"],
        known["laundered_t"] + known["china_smuggled_t"] + known["black_lost_t"],
        rtol=1e-9,
    )
    # Products: what went in less what came out is the same with known and with true figures, stocks being counted.
    spent = [books["separated_t"] + books["laundered_t"] - books["china_domestic_use_t"] for books in (known, true)]
    np.testing.assert_allclose(spent[0], spent[1], atol=1e-6)
    piled = [books["china_legal_mine_output_t"] - books["ore_separated_t"] for books in (known, true)]
    np.testing.assert_allclose(piled[0], piled[1], atol=1e-6)


def test_estimates_are_too_low_and_lie_in_their_ranges(history: Baseline) -> None:
    books = history.books
    for name in ("china_black_supply_t", "china_smuggled_t", "china_illegal_mine_output_t"):
        true, known = books.series(name, true=True), books.series(name, true=False)
        assert (known <= true + 1e-9).all()
    for name in books.low.columns:
        known, low, high = books.series(name, true=False), books.low.series(name), books.high.series(name)
        assert (low <= known + 1e-9).all(), name
        assert (known <= high + 1e-9).all(), name
    gap = 1.0 - books.series("china_black_supply_t", true=False) / books.series("china_black_supply_t", true=True)
    # Tracking narrowed the gap: from two thirds unseen to a tenth.
    assert gap[: 12 * 20].min() > 0.55
    assert gap[-12:].max() < 0.15


def test_many_games_are_seen_like_one(history: Baseline, level: Level) -> None:
    true = {name: np.array([column[300], column[420]]) for name, column in history.recording.columns.items()}
    rows = np.stack([policy(crackdown_south=0.5, customs=0.2), policy(tracking=0.9)], axis=1)
    many = statistics.books(true, rows)
    for lane in range(2):
        one = statistics.books({name: float(pair[lane]) for name, pair in true.items()}, rows[:, lane])
        assert {name: value[lane] for name, value in many.items()} == one


def test_a_level_that_hides_nothing_tells_the_truth(level: Level, engine: Engine) -> None:
    session = Session(replace(level, knowledge="now"), engine)
    session.submit(EndTurn())
    assert session.opened
    assert session.series("china_black_supply_t").tolist() == session.true_series("china_black_supply_t").tolist()
    assert not len(session.ends("china_black_supply_t")[0])
    assert session.expectation().economy is session.state.economy


def test_the_estimated_state_brings_forth_the_books(level: Level, engine: Engine, history: Baseline) -> None:
    state = history.final
    believed = estimated(state.economy, state.observed)
    assert believed.illegal_capacity_t_per_month.sum() < state.economy.illegal_capacity_t_per_month.sum()
    assert believed.mined_china_t.sum() < state.economy.mined_china_t.sum()
    for name in ("price_usd_per_t", "foreign_stock_t", "rival_projects_t_per_month", "product_t"):
        assert np.array_equal(getattr(believed, name), getattr(state.economy, name))


@pytest.mark.parametrize("year", [1990, 2000, 2012, 2016])
def test_a_forecast_goes_on_where_the_known_figures_end(
    year: int, level: Level, engine: Engine, history: Baseline
) -> None:
    """History's orders to a year, then the first forecast month against the last known one: no jump in the books."""
    session = Session(level, engine)
    for command in history.commands:
        if session.state.month >= parse_month(f"{year}-01"):
            break
        session.submit(command)
    names = ("china_black_supply_t", "china_recorded_mine_output_t", "china_domestic_use_t", "controllability")
    ahead = session.forecast({}, 3, names)
    for name in names:
        assert ahead[name][0] == pytest.approx(session.series(name)[-1], rel=0.12), name


def opening_at(level: Level, year: int) -> dict[str, float]:
    opening = dict(level.opening)
    for row in sorted(level.history, key=lambda row: row.month):
        if row.month < parse_month(f"{year - 1}-01"):
            opening[row.lever] = row.value
    return opening


def test_the_trend_of_the_world_is_that_of_the_years_behind() -> None:
    months = np.arange(240.0)
    columns = dict.fromkeys(WORLD_COLUMNS, 1.0 + 0.0 * months)
    columns["activity_japan"] = 1.0 + 0.01 * months
    columns["access_us"] = np.where(months < 100, 1.0, 0.5)
    world = World(columns)
    last, slope = trend(world, 120)
    place = WORLD_COLUMNS.index("activity_japan")
    assert last[place] == pytest.approx(1.0 + 0.01 * 119)
    assert slope[place] == pytest.approx(0.01)
    assert slope[WORLD_COLUMNS.index("access_us")] == 0.0
    assert trend(world, 0)[1].tolist() == [0.0] * len(WORLD_COLUMNS)


def test_forecasts_know_a_linear_world_before_it_comes(level: Level, engine: Engine) -> None:
    """Nothing hidden, a world on its trend, no card and no duel: the forecast is what then happens."""
    table = engine.world.table[:, 252:253] * (1.0 + 0.002 * (np.arange(400.0) - 252.0))[None, :]
    for place, name in enumerate(WORLD_COLUMNS):
        if "access" in name:
            table[place] = engine.world.table[place, 252]
    world = World(dict(zip(WORLD_COLUMNS, table, strict=True)))
    quiet = replace(level, start=252, cards=(), duels=(), history=(), knowledge="now", opening=opening_at(level, 2007))
    session = Session(quiet, replace(engine, world=world))
    session.submit(SetLever("export_quota_light", 30_000.0))
    expected = session.forecast({}, 36, ("export_price_usd_per_t", "china_black_supply_t", "leverage_index"))
    for _ in range(3):
        session.submit(EndTurn())
    for name, values in expected.items():
        np.testing.assert_allclose(session.series(name), values, rtol=1e-9)


def test_observing_leaves_the_economy_alone(level: Level, engine: Engine) -> None:
    """What is seen may sway people, never the ground: the same orders bring the same months."""
    runs = [Session(replace(level, cards=(), duels=(), knowledge=knowledge), engine) for knowledge in ("then", "now")]
    for session in runs:
        for _ in range(3):
            session.submit(EndTurn())
    for name in ("china_black_supply_t", "export_price_usd_per_t", "treasury_musd"):
        assert runs[0].true_series(name).tolist() == runs[1].true_series(name).tolist()
    assert start_game(level, engine)[0].observed.stocks
