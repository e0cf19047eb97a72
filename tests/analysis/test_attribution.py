"""Explanations add up, give causes their due, and rest on runs that are the game's own to the bit."""

from __future__ import annotations

import numpy as np
import pytest

from game.analysis.attribution import HEADLINES, SPANS, Ledger, expand, explain, whole
from game.analysis.shapley import all_sets, design, shapley, some_orders
from game.content.load import find_level, load_level
from game.desk import new_session
from game.economy.indicators import FIGURES
from game.economy.month import opening_state
from game.economy.quantities import Parameters
from game.kernels.course import EagerCourse, FewCourse, PlannedCourse
from game.rules.commands import Choose, EndTurn, SetLever
from game.rules.level import Level
from game.rules.levers import history_path
from game.session import Session

from .games import history_but, random_game

GLOVES = {(True, True, False), (True, False, True), (True, True, True)}


@pytest.fixture(scope="module")
def quota_years() -> Level:
    return load_level(find_level("quota-years"))


def test_the_owner_of_the_left_glove_gets_two_thirds() -> None:
    # One left glove, two right ones, a pair is worth 1: Shapley's own example.
    assert shapley(3, lambda owners: float(owners in GLOVES)) == pytest.approx([2 / 3, 1 / 6, 1 / 6])


def test_an_airport_is_paid_by_those_who_need_the_length() -> None:
    # Runways of 1, 2 and 4: each stretch is shared by all who use it.
    costs = (1.0, 2.0, 4.0)

    def runway(present: tuple[bool, ...]) -> float:
        return max((cost for cost, here in zip(costs, present, strict=True) if here), default=0.0)

    assert shapley(3, runway) == pytest.approx([1 / 3, 5 / 6, 17 / 6])


@pytest.mark.parametrize(("causes", "sets"), [(9, 100), (12, 256), (13, 400), (60, 400)])
def test_some_orders_are_exact_for_pairs_and_always_sum(causes: int, sets: int) -> None:
    made = some_orders(causes, sets)
    assert len(made.sets) <= max(sets, 3 * causes)
    own = np.cos(np.arange(causes))
    pairs = np.triu(np.sin(np.arange(causes * causes)).reshape(causes, causes), 1)
    active = made.sets.astype(float)
    values = active @ own + np.einsum("si,ij,sj->s", active, pairs, active)
    expected = own + (pairs.sum(axis=0) + pairs.sum(axis=1)) / 2.0
    np.testing.assert_allclose(made.parts(values), expected, atol=1e-12)
    np.testing.assert_allclose(made.alone(values), own, atol=1e-12)
    odd = values + active.prod(axis=1) * 5.0 + active[:, :4].prod(axis=1)
    assert made.parts(odd).sum() == pytest.approx(odd[-1] - odd[0])


def test_few_causes_are_run_in_every_combination() -> None:
    assert design(8, 256).exact
    assert not design(9, 256).exact
    assert len(all_sets(0).sets) == 1


# What is known of the reserves hangs on what was mined unseen in all years, which no month tells.
TOLD = tuple(name for name in FIGURES if name != "china_reserves_share")


def _check(session: Session, ledger: Ledger) -> None:
    """Bits of both ends, and sums, for every figure."""
    last = session.recording.months - 1
    for name in TOLD:
        assert ledger.values(name)[-1] == session.columns()[name][last], name
        if ledger.span == "history":
            theirs = session.columns(history=True)[name][last]
            assert ledger.values(name)[0] == theirs, name
    for name in (*FIGURES, *HEADLINES):
        told = ledger.explain(name)
        total = told.momentum + sum(part for _, part in told.parts)
        largest = max([abs(told.after), abs(told.before), *(abs(part) for _, part in told.parts)])
        assert abs(total - told.change) <= 1e-9 * max(largest, 1e-9), (name, told)


@pytest.mark.parametrize("number", range(3))
def test_parts_sum_to_totals_in_random_games(quota_years: Level, number: int) -> None:
    session = random_game(quota_years, number, 14 + 8 * number)
    for span in SPANS:
        ledger = whole(explain(session, span))
        _check(session, ledger)
        live = session.score()
        assert ledger.explain("overall").after == live.overall
        assert [ledger.explain(line.name).after for line in live.headlines()] == [
            line.points for line in live.headlines()
        ]


@pytest.mark.parametrize(("number", "turns"), [(1, 9), (2, 40), (3, 71)])
def test_parts_sum_over_the_campaign(level: Level, number: int, turns: int) -> None:
    session = random_game(level, number, turns, orders=5)
    for span in SPANS:
        _check(session, whole(explain(session, span)))


@pytest.mark.parametrize("lever", ["export_quota_light", "consolidation_drive", "tracking"])
def test_the_one_lever_that_differs_gets_all(level: Level, lever: str) -> None:
    session = history_but(level, lever, 40)
    ledger = whole(explain(session, "history"))
    group = f"group:{level.lever(lever).group}"
    # Cards that figures trigger may differ too; their shocks have their own part.
    assert {cause.id for cause in ledger.causes} <= {group, "cards"}
    for name in ("export_price_usd_per_t", "china_exports_t", "share", "overall"):
        told = ledger.explain(name)
        rest = sum(part for cause, part in told.parts if cause.id != group)
        assert {cause.id: part for cause, part in told.parts}[group] == pytest.approx(told.change - rest)
    assert ledger.causes[0].atoms == frozenset({f"lever:{lever}"})


def test_a_run_without_an_order_is_the_game_without_it(level: Level) -> None:
    games = []
    for with_it in (True, False):
        session = random_game(level, 1, 1, orders=0)
        for card in session.open_cards():
            session.submit(Choose(card.id, card.default))
        if with_it:
            session.submit(SetLever("export_rebate_ores", 0.1))
        session.submit(SetLever("foreign_investment", 0.3))
        session.submit(EndTurn())
        games.append(session)
    ledger = whole(explain(games[0], "last"))
    place = [cause.id for cause in ledger.causes].index("lever:export_rebate_ores")
    sets = ledger.design.sets.tolist()
    wanted = [True] * len(ledger.causes)
    wanted[place] = False
    for name in TOLD:
        assert ledger.values(name)[sets.index(wanted)] == games[1].columns()[name][-1], name


def test_a_ledger_comes_out_the_same_twice(quota_years: Level) -> None:
    session = random_game(quota_years, 7, 12)
    first, second = (whole(explain(session, "start")) for _ in range(2))
    for name in FIGURES:
        assert first.values(name).tobytes() == second.values(name).tobytes()


def test_parts_of_a_cause_are_told_beside_the_rest(level: Level) -> None:
    session = random_game(level, 5, 20)
    ledger = whole(explain(session, "start"))
    inner = whole(expand(ledger, "world"))
    assert [cause.id for cause in inner.causes] == [
        "world:abroad",
        "world:china",
        "world:costs",
        "world:access",
        "rest",
    ]
    _check(session, inner)
    assert not list(expand(ledger, "rivals"))


def test_nothing_to_explain_before_the_first_month(level: Level) -> None:
    with pytest.raises(ValueError, match="no month"):
        next(explain(new_session(level), "last"))


@pytest.mark.parametrize("lanes", [3, 16])
def test_each_lane_lives_in_a_world_of_its_own(level: Level, lanes: int) -> None:
    session = new_session(level)
    world = session.engine.world
    path = history_path(level, 30)
    wide = Parameters.from_block(np.repeat(session.engine.parameters.block(), lanes, axis=1))
    form = FewCourse if lanes < 10 else PlannedCourse
    fast, plain = (made(wide, opening_state(wide, world), FIGURES) for made in (form, EagerCourse))
    single = EagerCourse(session.engine.parameters, opening_state(session.engine.parameters, world), FIGURES)
    for month in range(30):
        rows = np.stack([world.row(month if lane % 2 == 0 else 0) for lane in range(lanes)], axis=1)
        told = fast.advance(path[month], rows)
        assert told.tobytes() == plain.advance(path[month], rows).tobytes()
        assert told[:, 0].tobytes() == single.advance(path[month], world.row(month))[:, 0].tobytes()
