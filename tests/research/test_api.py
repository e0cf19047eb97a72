"""The Python interface: what it offers, that its example runs, and that its runs are those of the game."""

from __future__ import annotations

import ast
import runpy
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

import game
import game.api
from game.analysis.runs import PolicyPath, run_path
from game.economy.quantities import Parameters
from game.rules.levers import history_path

LEVEL = "lesson-quota-trap"


def test_the_package_offers_what_the_interface_lists_and_types_it(repository: Path) -> None:
    stub = ast.parse((repository / "game" / "__init__.pyi").read_text(encoding="utf-8"))
    typed = {name.asname for node in stub.body if isinstance(node, ast.ImportFrom) for name in node.names}
    assert typed == set(game.api.__all__) == set(game._OFFERED)
    assert {*game.api.__all__, "__version__"} <= set(dir(game))
    for name in game.api.__all__:
        assert getattr(game, name) is getattr(game.api, name)
    with pytest.raises(AttributeError, match="nothing"):
        game.nothing  # type: ignore[attr-defined]  # noqa: B018


def test_importing_the_package_alone_loads_nothing(repository: Path) -> None:
    code = "import sys, game; assert 'numpy' not in sys.modules and 'game.api' not in sys.modules"
    assert subprocess.run([sys.executable, "-c", code], cwd=repository, check=False).returncode == 0


def test_the_example_runs(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = runpy.run_path(str(repository / "assets" / "examples" / "first_look.py"))
    printed = capsys.readouterr().out
    assert "overall 100.0 (share 100.0, price 100.0, leverage 100.0)" in printed
    assert told["many"].scores.shape == (2, 16, 4)
    assert np.ptp(told["many"].scores[0, :, 0]) > 0.0
    assert (told["true"] >= told["known"]).all()


def test_a_run_is_the_games_own(tmp_path: Path) -> None:
    level = game.load_level(LEVEL)
    history, nothing = game.run(level), game.run(level, "none")
    assert game.score(history).overall == pytest.approx(100.0)
    file = tmp_path / "nothing.toml"
    file.write_text("set = []\n", encoding="utf-8")
    assert game.run(level, file).state.digest() == nothing.state.digest()
    assert game.run(level, game.policy("nothing", "none")).state.digest() == nothing.state.digest()
    values = game.figures(history, ["fear", "political_capital"])
    assert {name: len(column) for name, column in values.items()} == dict.fromkeys(values, len(game.months(level)))
    with pytest.raises(KeyError, match="did you mean fear"):
        game.figures(history, ["feer"])
    with pytest.raises(game.Fault, match="did you mean customs"):
        game.run(level, game.policy("wrong", orders=[("2010-01", "custom", 0.5)]))
    with pytest.raises(ValueError, match="history or none"):
        game.policy("wrong", "nobody")


def test_a_simulation_has_a_lane_for_each_policy_and_set() -> None:
    level = game.load_level("campaign")
    sets = game.ensemble(level, 3)
    open_door = game.policy("open", orders=[("2000-01", "foreign_investment", 1.0)])
    both = game.simulate(level, [game.policy("as it was"), open_door], sets, ["china_exports_t"])
    assert both.figures["china_exports_t"].shape == (len(game.months(level)), 2, 3)
    assert both.scores.shape == (2, 3, 4)
    assert both.sound.all()
    assert both.scores[0] == pytest.approx(np.full((3, 4), 100.0))
    one = Parameters.from_block(sets.block()[:, 2:3])
    path = PolicyPath(history_path(level, level.end + 1))
    alone = run_path(one, game.engine(level).world, path).series["china_exports_t"][:, 0]
    assert np.array_equal(both.figures["china_exports_t"][:, 0, 2], alone)
    assert not np.array_equal(both.figures["china_exports_t"][:, 1, 2], alone)
    assert game.simulate(level, [open_door], one).scores[0, 0] == pytest.approx(both.scores[1, 2], abs=0.0)


def test_a_seed_makes_another_world() -> None:
    worlds = [game.engine(game.load_level(LEVEL, seed=seed)).world.table for seed in (1, 1, 2)]
    assert np.array_equal(worlds[0], worlds[1])
    assert not np.array_equal(worlds[0], worlds[2])
