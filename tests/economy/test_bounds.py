"""The bounds of every unit to the last bit, and blocks: what is put together, refused, and noted when it strays."""

from __future__ import annotations

from dataclasses import make_dataclass

import numpy as np
import pytest

from game.economy import guard
from game.economy.blocks import RANGES, Array, Block, quantity
from game.economy.guard import BadInputError, OutOfBoundsError
from game.economy.policy import POLICY_FIELDS, Policy

# What a value of each unit may be at least and at most, both included.
ALLOWED = {
    "t": (-0.000001, 1_000_000_000.0),
    "t/month": (0.0, 100_000_000.0),
    "t/yr": (0.0, 1_000_000.0),
    "USD/t": (0.01, 1_000_000_000.0),
    "MUSD": (-100_000_000.0, 100_000_000.0),
    "MUSD/month": (0.0, 1_000_000.0),
    "MUSD/yr": (0.0, 1_000_000.0),
    "share": (0.0, 1.0),
    "months": (0.5, 1200.0),
    "1/month": (0.0, 2.0),
    "1": (0.0, 100.0),
    "points": (0.0, 1_000_000.0),
    "points/t": (0.0, 1.0),
    "points/MUSD": (0.0, 1000.0),
    "patents": (0.0, 100_000_000.0),
    "patents/month": (0.0, 1_000_000.0),
    "patents/MUSD": (0.0, 10_000.0),
}


PAIR = make_dataclass(
    "Pair",
    [("share", Array, quantity("share", "of all")), ("price", Array, quantity("USD/t", "paid", ("light", "heavy")))],
    bases=(Block,),
)


@pytest.mark.parametrize("unit", ALLOWED)
def test_each_unit_is_taken_at_its_bounds_and_refused_just_beyond(unit: str) -> None:
    low, high = ALLOWED[unit]
    known = guard.limits(make_dataclass(f"Of {unit}", [("one", Array, quantity(unit, "any"))], bases=(Block,)))
    values = [low, high, np.nextafter(low, -np.inf), np.nextafter(high, np.inf), np.nan]
    assert known.sound(np.array([values])).tolist() == [[True, True, False, False, False]]


def test_every_unit_with_bounds_is_in_the_table() -> None:
    assert set(RANGES) == set(ALLOWED)


def test_own_bounds_go_before_those_of_the_unit() -> None:
    own = quantity("share", "any", low=-1.0, high=10.0).metadata
    assert (own["low"], own["high"]) == (-1.0, 10.0)
    none = quantity("elements", "of no bounded unit").metadata
    assert (none["low"], none["high"]) == (None, None)
    with pytest.raises(TypeError, match="has no bounds"):
        guard.Limits(make_dataclass("Unbound", [("one", Array, quantity("elements", "any"))], bases=(Block,)))


def test_a_block_is_read_and_written_row_by_row() -> None:
    rows = np.array([[0.5, 0.25], [10.0, 20.0], [30.0, 40.0]])
    pair = PAIR.from_block(rows)
    assert pair.row_names() == ("share", "price[light]", "price[heavy]")
    assert pair.share.tolist() == [0.5, 0.25]
    assert pair.price.tolist() == [[10.0, 20.0], [30.0, 40.0]]
    assert np.array_equal(pair.block(), rows)
    assert pair.block() is not rows


def test_parts_of_one_lane_or_of_fewer_axes_are_spread_over_all() -> None:
    one_lane = PAIR(np.array([0.5]), np.array([[10.0, 20.0], [30.0, 40.0]]))
    assert one_lane.block().tolist() == [[0.5, 0.5], [10.0, 20.0], [30.0, 40.0]]
    no_axis = PAIR(np.array([0.5]), np.array([10.0, 20.0]))
    assert no_axis.block().tolist() == [[0.5, 0.5], [10.0, 20.0], [10.0, 20.0]]


@pytest.mark.parametrize("shape", [(3,), (2, 4), (4, 4), (3, 1, 4)])
def test_a_block_of_another_shape_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="Pair needs a block of 3 rows"):
        PAIR.from_block(np.ones(shape))


@pytest.mark.parametrize(("name", "low"), [("access_us", 0.0), ("patent_index_us", 0.0), ("activity_us", 1e-9)])
def test_a_world_index_is_taken_at_its_bounds_and_refused_just_beyond(name: str, low: float) -> None:
    for value in (low, 1_000_000.0):
        guard.check_world((name,), {name: np.array([1.0, value])})
    for value in (np.nextafter(low, -1.0), np.nextafter(1_000_000.0, np.inf)):
        with pytest.raises(BadInputError) as raised:
            guard.check_world((name,), {name: np.array([1.0, value])})
        assert (raised.value.where, raised.value.value) == ("world of 1985-02", value)


@pytest.mark.parametrize(
    ("columns", "name", "got"),
    [({"a": [1.0]}, "b", 0), ({"a": [1.0, 1.0], "b": [1.0]}, "b", 1), ({"a": [], "b": []}, "a", 0)],
)
def test_a_world_of_unequal_or_no_months_is_refused(columns: dict[str, list[float]], name: str, got: int) -> None:
    with pytest.raises(BadInputError, match=f"the number of values of {name}") as raised:
        guard.check_world(("a", "b"), {key: np.array(values) for key, values in columns.items()})
    assert raised.value.value == got


@pytest.mark.parametrize(
    ("shape", "got"), [((3,), 3), ((12, 3), 3), ((12, 3, 2), 3), ((1, 1, 3, 1), 1), ((0, len(POLICY_FIELDS)), 0)]
)
def test_the_wrong_number_of_fields_or_months_of_a_policy_is_told(shape: tuple[int, ...], got: int) -> None:
    with pytest.raises(BadInputError, match="policy: the number of its") as raised:
        guard.check_policy(Policy, np.zeros(shape))
    assert raised.value.value == got


def test_a_setting_out_of_range_is_told_with_its_month_in_a_path_of_one_or_many_lanes() -> None:
    path = np.zeros((4, len(POLICY_FIELDS), 2))
    guard.check_policy(Policy, path)
    path[2, POLICY_FIELDS.index("customs"), 1] = 1.5
    with pytest.raises(BadInputError, match=r"policy of 1985-08: customs is 1\.5; allowed is 0 to 1"):
        guard.check_policy(Policy, path, first_month=5)
    with pytest.raises(BadInputError, match="policy of 1985-06: customs"):
        guard.check_policy(Policy, path[2, :, 1], first_month=5)


def test_strays_are_noted_once_by_lane_with_the_month_before() -> None:
    before = np.array([[0.5, 0.5, 0.5], [10.0, 20.0, 30.0], [1.0, 2.0, 3.0]])
    after = before.copy()
    after[2, 1] = 0.0
    noted: dict[int, OutOfBoundsError] = {}
    guard.note_strays(PAIR, 3, before, before, noted)
    assert noted == {}
    guard.note_strays(PAIR, 3, after, before, noted)
    guard.note_strays(PAIR, 4, after, before, noted, first=10)
    guard.note_strays(PAIR, 5, after, before, noted)
    assert [(lane, one.lane, one.month, one.quantity) for lane, one in noted.items()] == [
        (1, 1, 3, "price[heavy]"),
        (11, 11, 4, "price[heavy]"),
    ]
    assert noted[11].last_good.block().tolist() == [[0.5], [20.0], [2.0]]
    assert str(noted[1]) == "economy of 1985-04, lane 1: price[heavy] is 0.0; allowed is 0.01 to 1e+09"
    assert guard.earliest(noted) is noted[1]


def test_the_first_stray_is_that_of_the_first_lane() -> None:
    block = np.array([[0.5, 2.0], [10.0, 20.0], [-1.0, 2.0]])
    assert guard.limits(PAIR).first_stray(block) == (2, 0)
    assert guard.limits(PAIR).first_stray(np.abs(block[:, :1])) is None
    with pytest.raises(BadInputError, match=r"here, lane 1: share is 2\.0"):
        guard.check_block("here", PAIR.from_block(np.abs(block)))
    with pytest.raises(OutOfBoundsError, match=r"economy of 1985-01: price\[heavy\] is -1.0"):
        guard.check_month(0, PAIR.from_block(block), PAIR.from_block(np.abs(block)))
