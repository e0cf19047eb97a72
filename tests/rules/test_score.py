"""The score: by hand, adding up, and closed to the tricks that were found."""

from __future__ import annotations

import numpy as np
import pytest

from game.rules.game_state import TALLY
from game.rules.score import PATENT_WALL, Headline, score, walled
from game.session import Baseline

_PLAIN = {
    "mining_share": 0.5,
    "processing_share": 0.5,
    "magnet_share": 0.5,
    "net_revenue_musd": 10.0,
    "exported_t": 100.0,
    "leverage": 4.0,
    "concessions": 0.0,
    "damage_points": 50.0,
    "treasury_musd": 1000.0,
    "approval": 50.0,
    "in_office": 1.0,
}


def tally(months: int = 8, **changes: float) -> np.ndarray:
    row = {**_PLAIN, **changes}
    return np.array([[row[name] for name in TALLY]] * months)


def adds_up(line: Headline) -> bool:
    return line.points == pytest.approx(sum(part.points for part in line.parts), abs=1e-12)


def test_score_by_hand() -> None:
    mine = tally(mining_share=0.6, magnet_share=0.25, net_revenue_musd=12.0, leverage=3.0, concessions=3.0)
    result = score(mine, tally())
    assert result.share.points == pytest.approx(100.0 * (0.4 * 0.6 + 0.4 * 0.5 + 0.2 * 0.25) / 0.5)
    assert result.price.points == pytest.approx(100.0 * (2.0 - 1.0 / 1.2))
    assert result.leverage.points == pytest.approx(100.0 * (2.0 - 4.0 / 6.0))
    assert result.overall == pytest.approx((98.0 + 200.0 - 100.0 / 1.2 + 400.0 / 3.0) / 3.0)
    assert result.medal == "bronze"
    assert all(adds_up(line) for line in result.headlines())


def test_leverage_is_that_of_the_last_quarter_or_year() -> None:
    late = np.vstack([tally(48), tally(16, leverage=8.0)])
    assert score(late, tally(64)).leverage.points == pytest.approx(150.0)
    early = np.vstack([tally(48, leverage=8.0), tally(16)])
    assert score(early, tally(64)).leverage.points == pytest.approx(100.0)
    short = np.vstack([tally(12, leverage=40.0), tally(3), tally(9, leverage=8.0)])
    assert score(short, tally(24)).leverage.points == pytest.approx(100.0 * (2.0 - 4.0 / 7.0))


def test_without_leverage_in_history_there_is_nothing_to_compare() -> None:
    """The points stay at 100, but no screen may tell them as a result."""
    none, some = tally(24, leverage=0.01), tally(24)
    for mine, theirs, compared in (
        (some, none, False),
        (some, some, True),
        (none, some, True),
        (some[:0], none, False),
    ):
        line = score(mine, theirs).leverage
        assert line.compared is compared
        assert compared or line.points == 100.0
    assert score(some[:0], some).leverage.compared


def test_twice_as_much_is_as_far_above_history_as_half_is_below() -> None:
    for name in ("leverage", "net_revenue_musd"):
        double, half = (score(tally(**{name: factor * _PLAIN[name]}), tally()) for factor in (2.0, 0.5))
        assert double.overall - 100.0 == pytest.approx(100.0 - half.overall)


def test_leverage_counts_more_behind_a_wall_of_patents() -> None:
    ours, none = ({"china_patents": filed, "us_patents": 100.0} for filed in (300.0, 0.0))
    assert walled(8.0, none) == 8.0
    assert walled(8.0, ours) == pytest.approx(8.0 * (1.0 + PATENT_WALL * 0.75))


def test_a_dear_tonne_counts_as_far_as_it_brings_revenue() -> None:
    """A tenth of the tonnes at five times the price earns half: P counts 1.2 times a half."""
    result = score(tally(exported_t=10.0, net_revenue_musd=5.0), tally())
    assert result.price.points == pytest.approx(50.0 * 0.6 + 50.0 * 0.5)


def test_no_year_stands_for_all_others() -> None:
    """Four years in which history earned 10, 10, 40 and 20 a month: each counts 1, 1, 4 and 2 eighths."""
    theirs = np.vstack([tally(12, net_revenue_musd=one) for one in (10.0, 10.0, 40.0, 20.0)])
    squeezed = np.vstack([tally(12, net_revenue_musd=one) for one in (10.0, 10.0, 40.0, 20_000.0)])
    result = score(squeezed, theirs).price
    assert result.points == pytest.approx(100.0 * (6.0 + 2.0 * (2.0 - 1.0 / 1000.0)) / 8.0)
    half = score(np.vstack([theirs[:24], theirs[24:36] * 0.5, theirs[36:]]), theirs).price
    # Half of the revenue for half of the tonnes: the price per tonne is history's, of which 1.2 times a half counts.
    assert half.points == pytest.approx(50.0 * (4.0 + 4.0 * 0.6) / 8.0 + 50.0 * (4.0 + 4.0 * 0.5) / 8.0)


def test_a_short_last_year_weighs_what_history_earned_in_it() -> None:
    theirs = tally(18)
    mine = np.vstack([tally(12), tally(6, net_revenue_musd=20.0, exported_t=200.0)])
    assert score(mine, theirs).price.points == pytest.approx(50.0 + 50.0 * (2.0 + 1.5) / 3.0)


def test_years_in_which_history_earned_nothing_weigh_nothing() -> None:
    theirs = np.vstack([tally(12, net_revenue_musd=0.0), tally(12)])
    mine = np.vstack([tally(12, net_revenue_musd=-50.0), tally(12)])
    assert score(mine, theirs).price.points == pytest.approx(100.0)
    assert score(mine[:12], theirs[:12]).price.points == pytest.approx(100.0)


@pytest.mark.parametrize("left", [0.0, 1e-9, 1e-3])
def test_a_total_ban_wins_nothing_on_price(left: float) -> None:
    result = score(tally(exported_t=left, net_revenue_musd=left * 0.2), tally())
    assert result.price.points < 1.0
    assert adds_up(result.price)


def test_points_lie_between_nought_and_two_hundred() -> None:
    rich = score(tally(net_revenue_musd=1e6, leverage=1e9), tally())
    assert all(199.0 < line.points <= 200.0 for line in (rich.price, rich.leverage))
    assert adds_up(rich.price)
    poor = score(tally(net_revenue_musd=-5.0), tally()).price
    assert poor.points == 0.0
    assert adds_up(poor)


def test_side_marks_stand_beside_the_score() -> None:
    mine = tally(damage_points=100.0, treasury_musd=3000.0, approval=40.0)
    result = score(mine, tally())
    assert {mark.name: mark.points for mark in result.side} == pytest.approx(
        {"environment": 50.0, "treasury": 200.0, "stability": 80.0}
    )
    assert result.overall == score(tally(), tally()).overall == pytest.approx(100.0)


def test_who_was_removed_earns_no_medal() -> None:
    mine = np.vstack([tally(4), tally(4, in_office=0.0, approval=0.0)])
    result = score(mine, tally())
    assert result.overall == pytest.approx(100.0)
    assert result.medal == ""


def test_history_scores_exactly_one_hundred(history: Baseline) -> None:
    result = score(history.tally, history.tally)
    for line in result.headlines():
        assert line.points == pytest.approx(100.0, abs=1e-9)
        assert adds_up(line)
    assert [mark.points for mark in result.side] == pytest.approx([100.0] * 3)
    assert result.medal == "silver"
