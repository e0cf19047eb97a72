"""Slopes of what a process holds are measured right, and a leak is seen. An hour on demand: lanthanide soak."""

from __future__ import annotations

import pytest

from game.trials.soak.holding import Sample, growth, sample, slope_per_hour


def test_a_slope_is_the_median_of_all_pairs() -> None:
    assert slope_per_hour([0.0, 1.0, 2.0, 3.0], [10.0, 12.0, 14.0, 16.0]) == pytest.approx(7200.0)
    assert slope_per_hour([0.0, 1.0, 2.0, 3.0, 4.0], [5.0, 5.0, 90.0, 5.0, 5.0]) == 0.0
    assert slope_per_hour([1.0], [2.0]) == 0.0


def test_a_leak_after_the_warm_up_is_seen_and_a_cache_that_fills_is_not() -> None:
    def run(memory: list[float]) -> float:
        samples = [Sample(60.0 * place, one, 1000, 20, 1) for place, one in enumerate(memory)]
        return growth(samples).memory_mb_per_hour

    filling = [100.0 + min(place, 6) * 5.0 for place in range(21)]
    leaking = [100.0 + place * 0.1 for place in range(21)]
    assert run(filling) == 0.0
    assert run(leaking) == pytest.approx(6.0)


def test_a_sample_sees_this_process() -> None:
    before = sample(0.0)
    kept = [object() for _ in range(10)] + [[one] for one in range(5000)]
    after = sample(0.0)
    assert after.objects - before.objects > 4000
    assert len(kept) > 5000
    assert after.threads >= 1
