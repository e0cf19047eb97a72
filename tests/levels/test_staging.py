"""Closed levers, changed worlds, choices among what is included, seeds: each does what the file says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.content.engine import engine_of
from game.content.load import find_level, load_level
from game.desk import new_session
from game.economy.chance import perturbed
from game.economy.dimensions import parse_month
from game.economy.policy import LEVER_FIELDS
from game.economy.quantities import Parameters, State
from game.economy.world import WORLD_COLUMNS
from game.language import LANGUAGES
from game.rules.commands import Announce, EndTurn, SetLever, Withdraw
from game.rules.level import Level
from game.rules.staging import Access, Change, Text
from game.rules.turn import RefusedError
from game.session import Session, baseline
from game.views import sentences
from game.views.lever_rows import lever_rows


def named(name: str) -> Level:
    return load_level(find_level(name))


WHY = Text("not here", "此处不行")


def closing(level: Level, lever: str, hidden: bool = False, follows: bool = False, until: str = "") -> Level:
    access = Access(hidden, follows, WHY, parse_month(until) if until else None)
    return replace(level, access={lever: access}, content_hash=f"{level.content_hash}-{lever}-{follows}-{until}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_locked_lever_is_refused_by_its_reason(language: str) -> None:
    session = new_session(named("quota-uncut"))
    for command in (
        SetLever("export_quota_light", 30000.0),
        Announce("export_quota_light", 30000.0, session.state.month + 3),
        Withdraw("export_quota_light"),
    ):
        verdict = session.check(command)
        assert (verdict.allowed, verdict.reason) == (False, "locked")
        words = sentences.reason(session.level, verdict, language)
        access = session.level.access["export_quota_light"]
        assert access.reason.in_language(language) in words
    before = session.state.digest()
    with pytest.raises(RefusedError):
        session.submit(SetLever("export_quota_light", 30000.0))
    assert session.state.digest() == before
    row = next(row for row in lever_rows(session, language) if row.id == "export_quota_light")
    assert not row.enabled
    assert row.shut
    assert access.reason.in_language(language) in row.tip


def test_a_hidden_lever_is_not_shown_and_not_moved() -> None:
    session = new_session(named("lesson-quota-trap"))
    shown = {row.id for row in lever_rows(session, "en")}
    assert shown == {lever for lever in LEVER_FIELDS if session.level.closed(lever, session.state.month) is None}
    assert session.check(SetLever("tracking", 0.5)).reason == "locked"


def test_a_lever_opens_in_its_month(level: Level) -> None:
    session = new_session(closing(level, "export_rebate_ores", until="1987-01"))
    assert session.check(SetLever("export_rebate_ores", 0.1)).reason == "locked"
    assert session.check(Announce("export_rebate_ores", 0.1, parse_month("1986-06"))).reason == "locked"
    assert session.check(Announce("export_rebate_ores", 0.1, parse_month("1987-01"))).allowed


@pytest.mark.parametrize("follows", [True, False])
def test_a_closed_lever_stays_or_goes_with_history(level: Level, follows: bool) -> None:
    session = new_session(closing(level, "export_rebate_ores", follows=follows))
    opening = session.state.capital
    session.submit(EndTurn())
    assert session.state.settings["export_rebate_ores"] == (0.13 if follows else 0.0)
    assert session.state.capital > opening, "what others order costs nothing"
    history = baseline(session.level, session.engine)
    assert not any(getattr(command, "lever", "") == "export_rebate_ores" for command in history.commands)
    assert history.final.settings["export_rebate_ores"] == 0.0


def test_levers_that_go_with_history_make_the_same_economy_as_history(level: Level) -> None:
    """All levers closed: whoever plays, history's path comes out (cards answered as in history)."""
    shut = {lever: Access(False, True, WHY, None) for lever in LEVER_FIELDS}
    span = replace(level, end=parse_month("1999-12"), cards=())
    free = new_session(replace(span, content_hash="free"))
    others = new_session(replace(span, access=shut, content_hash="shut"))
    for command in baseline(free.level, free.engine).commands:
        free.submit(command)
    while not others.finished:
        others.submit(EndTurn())
    assert others.state.economy.digest() == free.state.economy.digest()


def test_a_world_is_changed_in_its_months_only() -> None:
    level = named("mountain-pass")
    engine = engine_of(level)
    assert engine.before is not None
    place = WORLD_COLUMNS.index("access_us")
    changed, plain = engine.world.table[place], engine.before.world.table[place]
    first, last = level.start, parse_month("2010-01")
    assert (changed[:first] == plain[:first]).all()
    assert (changed[last + 1 :] == plain[last + 1 :]).all()
    assert (changed[first : last + 1] == 1.0).all()
    others = [row for row, name in enumerate(WORLD_COLUMNS) if not name.endswith("access_us")]
    assert (engine.world.table[others] == engine.before.world.table[others]).all()


def test_parameters_change_from_the_start_on_and_not_before() -> None:
    level = named("mountain-pass")
    engine = engine_of(level)
    assert engine.before is not None
    name = "rival_mine_cost_usd_per_t[us]"
    place = Parameters.row_names().index(name)
    assert engine.parameters.block()[place, 0] == engine.before.parameters.block()[place, 0] * 0.6
    plain = new_session(replace(level, changes=(), content_hash="plain"))
    assert Session(level, engine).state.economy.digest() == plain.state.economy.digest()


def test_an_opening_state_is_changed_by_name() -> None:
    level = named("no-black-earth")
    session = new_session(level)
    plain = new_session(replace(level, changes=(), content_hash="plain"))
    rows = [row for change in level.changes if change.kind == "opening" for row in change.rows]
    assert "illegal_capacity_t_per_month[heavy]" in rows
    for place, name in enumerate(State.row_names()):
        value = session.state.economy.block()[place, 0]
        if name in rows:
            assert value == 0.0
            assert plain.state.economy.block()[place, 0] > 0.0
        elif name != "treasury_musd":
            assert value == plain.state.economy.block()[place, 0], name


def test_without_illegal_pits_none_come() -> None:
    session = new_session(named("no-black-earth"))
    history = baseline(session.level, session.engine).books
    assert max(history.columns(True)["illegal_capacity_t"]) == 0.0


def test_mountain_pass_survives_where_it_is_told_to() -> None:
    level = named("mountain-pass")
    with_it = baseline(level, engine_of(level)).books.columns(True)["us_mine_output_t"]
    plain = replace(level, changes=(), content_hash="plain")
    without = baseline(plain, engine_of(plain)).books.columns(True)["us_mine_output_t"]
    place = parse_month("2006-01") - level.start
    assert with_it[place] > 500.0 > 100.0 > without[place]


def test_a_level_takes_and_leaves_cards() -> None:
    assert [card.id for card in named("tutorial").cards] == ["japanese_plant", "two_track"]
    assert "collision" not in [card.id for card in named("embargo-2010").cards]
    assert named("sandbox").cards == ()
    assert named("sandbox").duels == ()


def test_history_can_be_silenced_and_rewritten() -> None:
    level = named("embargo-2010")
    rows = [(row.month, row.value) for row in level.history if row.lever == "licensing_strictness"]
    start = level.start
    assert [row for row in rows if start <= row[0] <= level.end] == [(parse_month("2011-10"), 0.0)]


def test_no_seed_no_chance_and_equal_seeds_equal_worlds() -> None:
    sandbox = named("sandbox")
    assert sandbox.seed is None
    plain = engine_of(sandbox)
    assert plain.before is None
    made = [engine_of(replace(sandbox, seed=seed)).world.table for seed in (7, 7, 8)]
    assert (made[0] == made[1]).all()
    assert (made[0] != made[2]).any()
    assert (made[0] != plain.world.table).any()
    assert (made[0][:, : sandbox.start + 1] == plain.world.table[:, : sandbox.start + 1]).all()


def test_seeded_worlds_swing_around_the_trend_and_stay_sound() -> None:
    sandbox = named("sandbox")
    world = engine_of(sandbox).world
    ratios = []
    for seed in range(40):
        table = perturbed(world, seed, sandbox.start).table
        activity = WORLD_COLUMNS.index("activity_us")
        ratios.append(table[activity, sandbox.start :] / world.table[activity, sandbox.start :])
        assert (table >= 0.0).all()
    together = np.array(ratios)
    assert 0.98 < float(np.cumsum(together.ravel())[-1]) / together.size < 1.02
    assert 0.03 < float(np.abs(together - 1.0).max()) <= 0.4


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_seeded_sandboxes_are_played_to_their_end(seed: int) -> None:
    level = replace(named("sandbox"), seed=seed, content_hash=f"seed-{seed}")
    final = baseline(level, engine_of(level)).final
    assert final.ended


def test_changes_apply_by_value_or_factor() -> None:
    def change(value: float | None, factor: float | None) -> Change:
        return Change("parameter", (), value, factor, 0, 0, WHY, "")

    assert change(3.0, None).applied(8.0) == 3.0
    assert change(None, 0.5).applied(8.0) == 4.0
