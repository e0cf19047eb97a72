"""Random campaigns keep their books and their bounds; what does not is told by campaign, month and name."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.cli import main
from game.economy.accounting import TOLERANCE
from game.economy.blocks import Array
from game.economy.chance import draw, key
from game.economy.policy import LEVER_FIELDS, POLICY_FIELDS
from game.exactness import campaigns
from game.exactness.campaigns import batches, check_batch, check_campaigns
from game.exactness.draws import RandomPolicies, campaign_keys
from game.rules.game_state import Engine
from game.rules.level import Level


@pytest.mark.parametrize("part", range(10))
def test_random_campaigns_keep_identities_signs_and_bounds(part: int) -> None:
    """A part of what `lanthanide exact --campaigns 1000000` runs, and with `--corners` the last tenth."""
    outcome = check_campaigns(part * 1024, 1024, jobs=1, corners=part == 9)
    assert outcome.wrong == ()
    assert outcome.campaigns == 1024
    assert 0.0 < outcome.worst < TOLERANCE


def test_corner_policies_stand_at_the_ends_and_stay_there(level: Level) -> None:
    policies, keys = RandomPolicies(level, corners=True), campaign_keys(0, 300)
    first, later = policies.rows(0, keys), policies.rows(371, keys)
    for lever in level.levers:
        row = POLICY_FIELDS.index(lever.id)
        ends = {lever.policy_value(lever.minimum), lever.policy_value(lever.maximum)}
        if lever.choices:
            ends = {lever.policy_value(lever.choices[0].value), lever.policy_value(lever.choices[-1].value)}
        assert set(first[row].tolist()) == ends, lever.id
        assert np.array_equal(first[row], later[row]), lever.id


def test_a_flow_below_nought_is_told(level: Level, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaigns, "_UNSIGNED", np.ones_like(campaigns._UNSIGNED))
    assert any("is below nought" in what for what in check_batch(level, engine, 0, 8).wrong)


def test_draws_are_the_published_ones_and_even() -> None:
    """The first outputs of splitmix64 for seeds 0 and 1234567, as its authors' C program prints them."""
    published = {0: 0xE220A8397B1DCDAF, 1234567: 6457827717110365317}
    for seed, first in published.items():
        assert draw(key(seed))[0] == (first >> 11) * 2.0**-53
    many = draw(key(3), campaign_keys(0, 50_000))
    assert 0.0 <= many.min() <= many.max() < 1.0
    assert np.allclose(np.histogram(many, 10, (0.0, 1.0))[0], 5000, atol=400)


def test_a_campaign_is_the_same_alone_and_among_many(level: Level) -> None:
    policies, keys = RandomPolicies(level), campaign_keys(100, 40)
    for month in (0, 17, 300, 491):
        together = policies.rows(month, keys)
        for lane in (0, 23, 39):
            assert np.array_equal(together[:, lane : lane + 1], policies.rows(month, keys[lane : lane + 1]))


def test_random_policies_reach_the_ends_and_stay_inside_every_lever(level: Level) -> None:
    rows = np.concatenate([RandomPolicies(level).rows(month, campaign_keys(0, 400)) for month in (0, 100, 400)], axis=1)
    for lever in level.levers:
        values = rows[POLICY_FIELDS.index(lever.id)]
        most = lever.policy_value(lever.maximum)
        assert values.min() == lever.minimum, lever.id
        assert values.max() == most, lever.id
        if lever.choices:
            assert set(values.tolist()) == {lever.policy_value(choice.value) for choice in lever.choices}
        else:
            assert ((values <= lever.maximum) | (values == most)).all()
    shocks = rows[len(LEVER_FIELDS) :]
    assert 0.0 < np.mean(np.any(shocks != 0.0, axis=0)) < 0.2


def test_batches_cover_every_campaign_once() -> None:
    spans = list(batches(5, 2500, 1024))
    assert spans == [(5, 1024), (1029, 1024), (2053, 452)]


@pytest.mark.parametrize("error", [1e-3, float("nan")])
def test_a_broken_identity_is_told_with_campaign_and_month(
    level: Level, engine: Engine, monkeypatch: pytest.MonkeyPatch, error: float
) -> None:
    def broken(*_: object) -> dict[str, Array]:
        errors = np.zeros((2, 6))
        errors[1, 4] = error
        return {"money: in = out": errors}

    monkeypatch.setattr(campaigns, "identity_errors", broken)
    outcome = check_batch(replace(level, end=12), engine, 70, 6)
    assert len(outcome.wrong) == 1
    assert outcome.wrong[0].startswith("campaign 74, 1985-01: identity money: in = out is off by ")


def test_a_stray_is_told_and_the_command_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = campaigns.advance_month

    def swelling(parameters, state, policy, world):  # type: ignore[no-untyped-def]
        after, flows = real(parameters, state, policy, world)
        after.fear[1, 2] = 1.5
        return after, flows

    monkeypatch.setattr(campaigns, "advance_month", swelling)
    assert main(["exact", "--campaigns", "4", "--first", "10"]) == 1
    told = capsys.readouterr().out
    assert "campaign 12, 1985-01: fear[us] is 1.5; allowed is 0 to 1" in told
    assert "4 campaigns from number 10: wrong" in told
