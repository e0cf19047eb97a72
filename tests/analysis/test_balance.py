"""The claims of the balance report, each by a few runs; `lanthanide balance` makes the whole of them."""

from __future__ import annotations

import pytest

from game.analysis.balance import (
    QUICK,
    Claim,
    Ground,
    contradiction_claim,
    history_claims,
    idle_claim,
    random_claim,
    single_lever_claim,
)
from game.analysis.balance_cards import card_claim
from game.analysis.balance_constant import constant_claim
from game.analysis.balance_levers import lever_claims
from game.analysis.plans import standing
from game.content.load import find_level, load_level
from game.reports.balance_report import as_json, markdown, page, par_plan


@pytest.fixture(scope="module")
def campaign_ground() -> Ground:
    return Ground(load_level(find_level("campaign")), QUICK)


@pytest.fixture(scope="module")
def short_grounds() -> list[Ground]:
    return [Ground(load_level(find_level(name)), QUICK) for name in ("clean-up-2006", "weapon-2025")]


def held(claim: Claim) -> None:
    assert claim.held, claim.found


def test_no_lever_is_dead_and_none_is_always_right(campaign_ground: Ground, short_grounds: list[Ground]) -> None:
    # What keeps rivals from technology shows after 2025 only.
    grounds = [campaign_ground, *short_grounds, Ground(load_level(find_level("sandbox")), QUICK)]
    best = {one.level.id: plan for one in grounds if (plan := par_plan(one.level)) is not None}
    for claim in lever_claims(grounds, best):
        held(claim)


def test_no_simple_policy_beats_history(campaign_ground: Ground) -> None:
    held(constant_claim(campaign_ground))
    held(single_lever_claim(campaign_ground))


def test_idling_and_chance_lose(campaign_ground: Ground, short_grounds: list[Ground]) -> None:
    held(idle_claim([campaign_ground, *short_grounds]))
    held(random_claim([campaign_ground, *short_grounds]))


def test_history_is_100_and_can_be_paid_for(campaign_ground: Ground, short_grounds: list[Ground]) -> None:
    for claim in history_claims([campaign_ground, *short_grounds]):
        held(claim)


def test_what_wins_early_loses_late(campaign_ground: Ground) -> None:
    held(contradiction_claim(campaign_ground, None))


def test_no_answer_to_a_card_is_worse_in_every_respect(campaign_ground: Ground) -> None:
    claim = card_claim(campaign_ground)
    assert not claim.against, claim.found


def test_a_claim_can_be_refuted(short_grounds: list[Ground]) -> None:
    """A constant policy that wins would be found: history that never moves is matched by holding still."""
    ground = short_grounds[1]
    last = ground.base.settings[-1]
    ground = Ground(ground.level, QUICK)
    ground.history = ground.play(standing(ground.level, last), free=False).tally[..., 0]
    points = ground.points(standing(ground.level, last), free=False)
    assert points[:3].min() == pytest.approx(100.0)


def test_the_report_says_verdict_and_figures_in_three_forms(short_grounds: list[Ground]) -> None:
    made = history_claims(short_grounds)
    assert "**Held.**" in markdown(made)
    assert "| clean-up-2006 | 100.0 | 100.0 | 100.0 | 100.0 |" in markdown(made)
    assert "<td>weapon-2025" in page(made)
    assert '"held": true' in as_json(made)
