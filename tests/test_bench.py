"""The bench: that its parts run and say what they should; never how fast they are."""

from __future__ import annotations

import pytest

from game.bench import main as bench
from game.bench.field import SCORED, Field
from game.bench.measure import aim, best_of
from game.economy.indicators import FIGURES
from game.kernels.course import PlannedCourse
from game.rules.game_state import Engine
from game.rules.level import Level


def test_aims_say_at_a_glance_whether_they_are_met() -> None:
    assert aim("60 ms", True).endswith("met")
    assert aim("60 ms", False).endswith("MISSED")


def test_the_shortest_round_counts_and_works_take_turns() -> None:
    calls: list[str] = []
    taken = best_of(2, lambda: calls.append("a"), lambda: calls.append("b"))
    assert calls == ["a", "b", "a", "b"]
    assert len(taken) == 2


def test_first_uses_and_memory_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    bench.starts()
    bench.memory()
    told = capsys.readouterr().out
    assert "trace the equations" in told
    assert "aim: 4 KB - met" in told


def test_a_field_runs_any_form_and_scores_need_figures_that_exist(level: Level, engine: Engine) -> None:
    field = Field(level, engine)
    field.run(PlannedCourse, 3, 2, SCORED)()
    field.steady(PlannedCourse, 3, 2, SCORED)()
    assert set(SCORED) <= set(FIGURES)
