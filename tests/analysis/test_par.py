"""Par: a search finds better than history with all three at 100, the same each time, and its journal earns it."""

from __future__ import annotations

from pathlib import Path

import pytest

from game import paths
from game.analysis.evidence import load_engine
from game.cli import main
from game.content.load import find_level, list_levels, load_level
from game.desk import replay
from game.reports.par_command import with_par
from game.rules import score as scoring
from game.rules.level import Level
from game.session import baseline
from game.storage.journal import read_journal


def test_a_small_search_beats_history_twice_the_same_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for place in ("first", "second"):
        arguments = ["par", "weapon-2025", "--budget", "400", "--processes", "1", "--out", str(tmp_path / place)]
        assert main(arguments) == 0
        found.append((tmp_path / place / "weapon-2025.journal").read_bytes())
    assert found[0] == found[1]
    verified = replay(read_journal(tmp_path / "first" / "weapon-2025.journal"))
    score = verified.session.score()
    assert verified.difference == ""
    assert score.overall > 100.0
    assert all(line.points >= 100.0 - 1e-9 for line in score.headlines())
    # Playing the kept par again finds it again.
    assert main(["par", "weapon-2025", "--budget", "0", "--out", str(tmp_path / "first")]) == 0
    assert f"par {score.overall:.1f}" in capsys.readouterr().out.splitlines()[-1]


# An assignment is a small file over a level that has its own par.
WHOLE = [
    one.path.stem for one in list_levels() if one.level is not None and "extends =" not in one.path.read_text("utf-8")
]


@pytest.mark.parametrize("name", WHOLE)
def test_the_kept_journal_earns_the_par_that_the_level_states(name: str) -> None:
    level = load_level(find_level(name))
    par = level.about.par
    assert par is not None, f"lanthanide par {name}"
    verified = replay(read_journal(paths.levels_folder() / par.journal), level)
    score = verified.session.score()
    assert verified.difference == "", "after a change of rules or levels: lanthanide par --budget 0"
    assert min(line.points for line in score.headlines()) >= 100.0 - 1e-9
    stated = (par.overall, par.share, par.price, par.leverage)
    for said, earned in zip(stated, (score.overall, *(line.points for line in score.headlines())), strict=True):
        assert said == pytest.approx(earned, abs=0.051)


def test_a_level_file_takes_its_par_once(tmp_path: Path) -> None:
    text = find_level("weapon-2025").read_text(encoding="utf-8")
    level = load_level(find_level("weapon-2025"))
    score = baseline_score(level)
    once = with_par(text, level.id, score)
    assert with_par(once, level.id, score) == once
    assert once.count("[par]") == 1
    file = paths.levels_folder() / "weapon-2025.toml"
    assert once.split("[par]")[0].strip() == file.read_text(encoding="utf-8").split("[par]")[0].strip()


def baseline_score(level: Level) -> scoring.Score:
    tally = baseline(level, load_engine(level)).tally
    return scoring.score(tally, tally)
