"""Difficulty: kept in journals and capsules, honoured when they are played again, on the command line and in words."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from game.desk import journal_bytes, new_session, replay
from game.faults import Fault
from game.hand_in import capsule_of, capsules, verified
from game.rules.commands import EndTurn, SetLever
from game.rules.difficulty import DIFFICULTIES, EASY, HARD, NORMAL
from game.rules.level import Level
from game.session import Session
from game.storage.journal import parse_journal
from game.text.play import play
from game.views.standing import difficulty_lines


def played(level: Level) -> Session:
    session = new_session(level)
    session.submit(SetLever("export_quota_light", 60_000.0))
    session.submit(EndTurn())
    return session


@pytest.mark.parametrize("rules", DIFFICULTIES, ids=lambda one: one.id)
def test_a_journal_and_a_capsule_keep_the_difficulty(level: Level, rules) -> None:  # type: ignore[no-untyped-def]
    session = played(level.at_difficulty(rules.id))
    journal = parse_journal("j", journal_bytes(session))
    assert journal.header.difficulty == rules.id
    # Whoever replays brings the level at no difficulty in particular.
    again = replay(journal, level)
    assert again.difference == ""
    assert again.session.level.difficulty is rules
    (handed,) = capsules(capsule_of(session))
    assert verified(handed, level).difference == ""
    assert verified(handed, level).session.state.digest() == session.state.digest()


def test_the_same_orders_cost_otherwise(level: Level) -> None:
    costs = [
        new_session(level.at_difficulty(one.id)).check(SetLever("export_quota_light", 60_000.0)).cost
        for one in (EASY, NORMAL, HARD)
    ]
    assert costs == pytest.approx([costs[1] * 0.8 * 0.8, costs[1], costs[1] * 1.4])


def test_a_journal_of_another_difficulty_does_not_reproduce(level: Level) -> None:
    content = journal_bytes(played(level)).replace(b'"difficulty":"normal"', b'"difficulty":"easy"')
    with pytest.raises(Fault):
        parse_journal("j", content)  # its checksum tells


def test_the_words_are_made_from_the_numbers() -> None:
    assert any("35" in line for line in difficulty_lines(HARD, "en"))
    assert len({difficulty_lines(one, "en") for one in DIFFICULTIES}) == 3
    assert len({difficulty_lines(one, "zh_CN") for one in DIFFICULTIES}) == 3


def test_the_transcript_tells_approval_in_parts_that_add_up(level: Level) -> None:
    out = io.StringIO()
    play(
        level.at_difficulty("hard"), io.StringIO("end\nchoose japanese_plant own\napproval commerce\nobjectives\n"), out
    )
    told = out.getvalue().split("\n")
    start = next(place for place, line in enumerate(told) if line.startswith("  [commerce]"))
    points = []
    for line in told[start + 1 :]:
        if "heading" in line:
            total = float(line.split()[0])
            break
        points.append(float(line.split()[0]))
    assert sum(points) == pytest.approx(total, abs=0.06 * len(points))
    assert "Difficulty: Old hand" in out.getvalue()


def test_an_unknown_difficulty_is_refused(repository: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "game", "run", "quota-years", "--difficulty", "brutal"],
        cwd=repository,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 2
    assert "easy, normal, hard" in done.stderr
