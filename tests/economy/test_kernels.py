"""Every form of the month has the bits of the equations as they stand in the economy."""

from __future__ import annotations

import ast
import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from game.analysis.native import native_months
from game.economy import exact
from game.economy.indicators import FIGURES
from game.economy.month import opening_state
from game.economy.policy import NO_POLICY, POLICY_FIELDS
from game.economy.quantities import Parameters, State
from game.kernels import scalar
from game.kernels.course import Course, EagerCourse, FewCourse, PlannedCourse, ScalarCourse, begin
from game.kernels.lower import lower
from game.kernels.plan import Space, plan
from game.kernels.program import ROWS, program
from game.kernels.schedule import scheduled
from game.kernels.symbols import POLICY, WORLD, Tape
from game.rules.game_state import Engine
from game.rules.level import Level
from game.rules.levers import history_path

Block = NDArray[np.float64]
FORMS = [ScalarCourse, PlannedCourse]


def start(engine: Engine, lanes: int, seed: int) -> tuple[Block, Block]:
    """Parameters that differ from lane to lane and their opening state, as blocks."""
    chance = np.random.default_rng(seed)
    rows = engine.parameters.block()
    parameters = rows * (1.0 + 0.03 * chance.standard_normal((len(rows), lanes)))
    return parameters, opening_state(Parameters.from_block(parameters), engine.world).block()


def random_policies(level: Level, months: int, lanes: int, seed: int) -> Block:
    """Settings anywhere in the levers' ranges, thrown anew every two years, (months, fields, lanes)."""
    chance = np.random.default_rng(seed)
    policies = np.empty((months, len(POLICY_FIELDS), lanes))
    policies[:] = np.array([NO_POLICY[name] for name in POLICY_FIELDS])[:, None]
    for lever in level.levers:
        low, high = lever.minimum, lever.policy_value(lever.maximum)
        thrown = low + (high - low) * chance.random((months // 24 + 1, lanes))
        policies[:, POLICY_FIELDS.index(lever.id)] = np.repeat(thrown, 24, axis=0)[:months]
    return policies


def travel(course: Course, policies: Block, engine: Engine) -> Iterator[tuple[Block, Block]]:
    """State block and figures after each month."""
    for month, policy in enumerate(policies):
        figures = course.advance(policy, engine.world.row(month))
        yield course.state.block(), figures


def bits(block: Block) -> bytes:
    """Raw bytes; the sign of a zero is left out, as everywhere (see State.digest)."""
    return (block + 0.0).tobytes()


def same(one: Course, other: Course, policies: Block, engine: Engine) -> None:
    pairs = zip(travel(one, policies, engine), travel(other, policies, engine), strict=True)
    for month, ((state, figures), (state_too, figures_too)) in enumerate(pairs):
        assert bits(state) == bits(state_too), month
        assert bits(figures) == bits(figures_too), month


@pytest.mark.parametrize("form", FORMS)
def test_historys_campaign_has_the_same_bits_every_month(
    level: Level, engine: Engine, form: type[ScalarCourse]
) -> None:
    state = opening_state(engine.parameters, engine.world)
    path = history_path(level, level.end + 1)
    same(form(engine.parameters, state, FIGURES), EagerCourse(engine.parameters, state, FIGURES), path, engine)


def test_scalar_form_has_the_same_bits_under_random_parameters_and_policies(level: Level, engine: Engine) -> None:
    for seed in range(3):
        parameters, state = start(engine, 1, seed)
        given = Parameters.from_block(parameters), State.from_block(state), FIGURES
        same(ScalarCourse(*given), EagerCourse(*given), random_policies(level, 240, 1, seed), engine)


@pytest.mark.parametrize("shared", [True, False], ids=["one policy", "a policy for each lane"])
def test_a_few_campaigns_have_the_same_bits_one_after_the_other(level: Level, engine: Engine, shared: bool) -> None:
    parameters, state = start(engine, 5, 8)
    given = Parameters.from_block(parameters), State.from_block(state), FIGURES
    policies = history_path(level, 60) if shared else random_policies(level, 60, 5, 6)
    few = begin(*given)
    assert isinstance(few, FewCourse)
    same(few, EagerCourse(*given), policies, engine)


@pytest.mark.parametrize("shared_world", [True, False], ids=["one world", "a world for each lane"])
def test_planned_form_has_the_same_bits_under_one_policy_that_changes(
    level: Level, engine: Engine, shared_world: bool
) -> None:
    """History's caps of 2006 bind in all lanes alike: what is shared is another number in another month."""
    lanes = 12
    parameters, state = start(engine, lanes, 4)
    given = Parameters.from_block(parameters), State.from_block(state), FIGURES
    planned, eager = PlannedCourse(*given), EagerCourse(*given)
    path = history_path(level, 300)
    for month in (*range(6), *range(246, 290)):
        row = engine.world.row(month)
        around = row if shared_world else np.repeat(row[:, None], lanes, axis=1)
        assert bits(planned.advance(path[month], around)) == bits(eager.advance(path[month], around)), month


@pytest.mark.parametrize("lanes", [1, 7, 64, 1000])
def test_planned_form_has_the_same_bits_at_any_batch(level: Level, engine: Engine, lanes: int) -> None:
    parameters, state = start(engine, lanes, lanes)
    given = Parameters.from_block(parameters), State.from_block(state), FIGURES
    months = 60 if lanes > 64 else 160
    same(PlannedCourse(*given), EagerCourse(*given), random_policies(level, months, lanes, 5), engine)


@pytest.mark.parametrize("lanes", [1, 7, 64, 1000])
@pytest.mark.parametrize("shared", [True, False], ids=["one policy", "a policy for each lane"])
def test_compiled_form_has_the_same_bits_at_any_batch(level: Level, engine: Engine, lanes: int, shared: bool) -> None:
    native = native_months()
    if native is None:
        pytest.skip("no C compiler here")
    parameters, state = start(engine, lanes, lanes)
    months = 48 if lanes > 64 else 240
    policies = history_path(level, months) if shared else random_policies(level, months, lanes, 9)
    rows = np.stack([engine.world.row(month) for month in range(months)])
    last, told = native.run(parameters, state, policies, rows)
    course = EagerCourse(Parameters.from_block(parameters), State.from_block(state), FIGURES)
    for month, (_, figures) in enumerate(travel(course, policies, engine)):
        assert bits(figures) == bits(told[month]), month
    assert bits(course.state.block()) == bits(last)


def test_the_compiled_form_refuses_blocks_of_another_shape(engine: Engine) -> None:
    native = native_months()
    if native is None:
        pytest.skip("no C compiler here")
    parameters, state = start(engine, 8, 1)
    policies, world = np.zeros((2, len(POLICY_FIELDS))), np.stack([engine.world.row(0)] * 2)
    with pytest.raises(ValueError, match="state have shape"):
        native.run(parameters, state[:, :4], policies, world)
    with pytest.raises(ValueError, match="policies have shape"):
        native.run(parameters, state, policies[:, :-1], world)
    with pytest.raises(ValueError, match="world have shape"):
        native.run(parameters, state, policies, world[:1])


def test_lanes_may_stand_in_any_order(level: Level, engine: Engine) -> None:
    lanes = 300
    parameters, state = start(engine, lanes, 3)
    policies = random_policies(level, 24, lanes, 4)
    order = np.random.default_rng(5).permutation(lanes)

    def final(places: NDArray[np.int64]) -> Block:
        course = begin(Parameters.from_block(parameters[:, places]), State.from_block(state[:, places]))
        *_, (last, _) = travel(course, policies[:, :, places], engine)
        return last

    together = final(np.arange(lanes))
    assert bits(together[:, order]) == bits(final(order))
    for lane in (0, 150, 299):
        assert bits(together[:, lane : lane + 1]) == bits(final(np.array([lane])))


def test_a_choice_of_figures_changes_no_bit_and_saves_work(level: Level, engine: Engine) -> None:
    state = opening_state(engine.parameters, engine.world)
    names = ("leverage_index", "china_exports_t")
    few, all_of_them = begin(engine.parameters, state, names), begin(engine.parameters, state)
    for month, row in enumerate(history_path(level, 36)):
        told = few.advance(row, engine.world.row(month))
        full = all_of_them.advance(row, engine.world.row(month))
        assert bits(told) == bits(full[[FIGURES.index(name) for name in names]])
    assert len(program(names).monthly) < len(program(FIGURES).monthly)
    with pytest.raises(KeyError, match="no_such_figure"):
        begin(engine.parameters, state, ("no_such_figure",))


def test_where_python_stops_the_scalar_form_goes_on_as_numpy_does(engine: Engine) -> None:
    """A state far out of bounds: division by zero is an error in Python and an infinity in numpy."""
    block = opening_state(engine.parameters, engine.world).block()
    block[State.row_names().index("separation_capacity_t_per_month[light]")] = 0.0
    state = State.from_block(block)
    policy = np.array([[NO_POLICY[name]] for name in POLICY_FIELDS])
    with np.errstate(all="ignore"):
        given = engine.parameters, state, FIGURES
        told = ScalarCourse(*given).advance(policy, engine.world.row(0))
        assert np.array_equal(told, EagerCourse(*given).advance(policy, engine.world.row(0)), equal_nan=True)


def test_a_nan_is_not_lost_in_any_form(engine: Engine) -> None:
    """A lane with a NaN keeps one, the others never get one. (What exact.log makes of a NaN is not defined.)"""
    parameters, state = start(engine, 8, 1)
    state[State.row_names().index("treasury_musd"), 2] = np.nan
    state[State.row_names().index("concentrate_t[light]"), 3] = np.nan
    policy = np.array([NO_POLICY[name] for name in POLICY_FIELDS])
    row = engine.world.row(0)
    given = Parameters.from_block(parameters), State.from_block(state), FIGURES
    ends = []
    with np.errstate(all="ignore"):
        for course in (EagerCourse(*given), PlannedCourse(*given)):
            course.advance(policy, row)
            ends.append(course.state.block())
        alone = []
        for lane in range(8):
            one = slice(lane, lane + 1)
            course = ScalarCourse(Parameters.from_block(parameters[:, one]), State.from_block(state[:, one]), FIGURES)
            course.advance(policy, row)
            alone.append(course.state.block())
        ends.append(np.concatenate(alone, axis=1))
    native = native_months()
    if native is not None:
        ends.append(native.run(parameters, state, policy[None], row[None])[0])
    for end in ends:
        assert np.isnan(end).any(axis=0).tolist() == [False, False, True, True, False, False, False, False]
        assert bits(np.delete(end, 3, axis=1)) == bits(np.delete(ends[0], 3, axis=1))


def test_a_course_may_go_over_from_one_policy_to_a_policy_for_each_lane(level: Level, engine: Engine) -> None:
    """What all lanes share is computed once; the plan is another where they share less."""
    lanes = 20
    parameters, state = start(engine, lanes, 2)
    given = Parameters.from_block(parameters), State.from_block(state), FIGURES
    planned, eager = PlannedCourse(*given), EagerCourse(*given)
    assert bits(planned.state.block()) == bits(state)
    path, own = history_path(level, 9), random_policies(level, 9, lanes, 3)
    for month in range(9):
        policy = own[month] if 3 <= month < 6 else path[month]
        row = engine.world.row(month)
        assert bits(planned.advance(policy, row)) == bits(eager.advance(policy, row)), month
        assert bits(planned.state.block()) == bits(eager.state.block()), month


def test_courses_of_one_kind_at_the_same_time_and_after_one_another_do_not_meet(level: Level, engine: Engine) -> None:
    path = history_path(level, 4)

    def begun(seed: int) -> PlannedCourse:
        parameters, state = start(engine, 20, seed)
        return PlannedCourse(Parameters.from_block(parameters), State.from_block(state), FIGURES)

    def ends(*courses: PlannedCourse) -> list[bytes]:
        for month, policy in enumerate(path):
            for course in courses:
                course.advance(policy, engine.world.row(month))
        return [bits(course.state.block()) for course in courses]

    together = ends(begun(1), begun(2))
    assert together == [*ends(begun(1)), *ends(begun(2))]
    assert together[0] != together[1]


def test_what_policy_and_world_decide_is_computed_once_for_all_lanes() -> None:
    made = program(FIGURES)
    shared = plan(made, WORLD | POLICY)
    on_one = [step for step in shared.monthly if step.out.space.shared]
    assert sum(math.prod(step.out.shape) for step in on_one) > 300
    assert not any(step.out.space.shared for step in plan(made).monthly)
    numbers = Space(flags=False, shared=False)
    assert shared.heights[numbers] < plan(made).heights[numbers] + ROWS["world"]


def test_logarithms_and_powers_that_are_ready_go_through_their_chains_together() -> None:
    work = lower(program(FIGURES)).monthly
    groups = scheduled(work)
    assert sorted(symbol.place for group in groups for symbol in group) == [symbol.place for symbol in work]
    where = {symbol.place: index for index, group in enumerate(groups) for symbol in group}
    for index, group in enumerate(groups):
        assert len({symbol.operation for symbol in group}) == 1
        assert all(where.get(item.place, -1) < index for symbol in group for item in symbol.inputs)
    assert len(groups) < len({symbol.group for symbol in work})


def test_a_quotient_becomes_a_product_only_where_bits_stay_the_same() -> None:
    made = lower(program(FIGURES))
    divisors = [symbol.inputs[1] for symbol in made.monthly if symbol.operation == "divide"]
    fixed = [symbol.value for symbol in divisors if symbol.operation == "constant"]
    assert fixed
    assert not any(abs(math.frexp(value)[0]) == 0.5 for value in fixed)


def test_what_has_no_exact_primitive_fails_loudly_on_symbols() -> None:
    rows = Tape().rows("state", 3)
    for wrong in (np.exp, np.log, np.tanh, np.abs, np.floor, np.cbrt, np.square):
        with pytest.raises(TypeError, match="no exact primitive"):
            wrong(rows)
    for reduction in (np.sum, np.cumsum, np.mean, np.dot, np.median):
        with pytest.raises(TypeError):
            reduction(rows, rows) if reduction is np.dot else reduction(rows)
    with pytest.raises(TypeError, match="no exact primitive"):
        rows**2.0
    with pytest.raises(TypeError, match="may not branch"):
        bool(rows[0] > 1.0)


def test_equal_computations_are_one_symbol_and_constants_fold_exactly() -> None:
    tape = Tape()
    a, b = tape.rows("state", 2)
    assert (a + b)[0] is (b + a)[0]
    assert (a - b)[0] is not (b - a)[0]
    third = tape.operation("divide", 1.0, 3.0)
    assert third.value == 1.0 / 3.0
    assert tape.constant(0.0) is not tape.constant(-0.0)
    assert exact.clip(a, 0.0, 1.0)[0] is np.minimum(1.0, np.maximum(0.0, a))[0]


def test_the_program_leaves_out_what_nobody_reads_and_what_parameters_alone_decide() -> None:
    made = program(FIGURES)
    read = {item.place for symbol in (*made.once, *made.monthly) for item in symbol.inputs}
    read |= {symbol.place for symbol in (*made.state, *made.figures)}
    assert {symbol.place for symbol in (*made.once, *made.monthly)} <= read
    assert len(made.once) > 20
    assert len(plan(made).monthly) < 0.5 * len(made.monthly)
    ast.parse(scalar.source(made))


def test_only_exact_functions_of_math_are_used_by_the_kernels(repository: Path) -> None:
    for path in sorted((repository / "game" / "kernels").glob("*.py")):
        used = {
            node.attr
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "math"
        }
        assert used <= {"sqrt", "frexp", "prod"}, path.name
