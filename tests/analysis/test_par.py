"""Par: a search finds better than history with all three at 100, the same each time, and its journal earns it."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.cli import main
from game.desk import replay
from game.storage.journal import read_journal


def test_a_small_search_beats_history_twice_the_same_way(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for place in ("first", "second"):
        arguments = ["par", "quota-years", "--budget", "500", "--processes", "1", "--out", str(tmp_path / place)]
        assert main(arguments) == 0
        found.append((tmp_path / place / "quota-years.journal").read_bytes())
    assert found[0] == found[1]
    verified = replay(read_journal(tmp_path / "first" / "quota-years.journal"))
    score = verified.session.score()
    assert verified.difference == ""
    assert score.overall > 100.0
    assert all(line.points >= 100.0 for line in score.headlines())
    # Playing the kept par again finds it again.
    assert main(["par", "quota-years", "--budget", "0", "--out", str(tmp_path / "first")]) == 0
    assert f"par {score.overall:.1f}" in capsys.readouterr().out.splitlines()[-1]
