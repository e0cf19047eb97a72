"""Hands without sense on the window: nothing is raised, every screen is left by Esc; and what fails is cut down."""

from __future__ import annotations

from collections import Counter

import pytest

from game.trials.window import monkey
from game.trials.window.hands import LANGUAGES, SIZES, TEXT_PERCENTS, Deed, Start
from game.trials.window.monkey import Tally, failure_of, run_episode, shrunk, start_of
from game.ui.codex import CodexScreen
from game.ui.ui import Ui

# 20,000 events in all; a million on demand: lanthanide monkey --events 1000000.
GROUPS, EPISODES = 8, 5
ALWAYS_REACHED = {"Title", "Briefing", "Room"}


@pytest.mark.parametrize("group", range(GROUPS))
def test_nothing_a_player_can_do_breaks_the_window(group: int) -> None:
    tally = Tally()
    for episode in range(group * EPISODES, (group + 1) * EPISODES):
        tally.add(run_episode(episode))
    assert [(found.what, found.start, found.deeds) for found in tally.findings] == []
    assert tally.deeds >= EPISODES * monkey.EPISODE
    assert set(tally.screens) >= ALWAYS_REACHED, tally.screens
    assert len(tally.touched) > 100


def test_all_sizes_languages_and_text_sizes_have_their_turn() -> None:
    starts = [start_of(episode) for episode in range(GROUPS * EPISODES)]
    assert {start.size for start in starts} == set(SIZES)
    assert {start.language for start in starts} == set(LANGUAGES)
    assert {start.text_percent for start in starts} == set(TEXT_PERCENTS)


def test_a_failing_log_is_cut_down_to_what_it_takes() -> None:
    def fails(start: Start, deeds: tuple[Deed, ...]) -> str:
        kinds = Counter(deed[0] for deed in deeds)
        return "KeyError room.py:7" if kinds["size"] >= 1 and kinds["type"] >= 2 else ""

    noise: tuple[Deed, ...] = (("move", 1, 1), ("wheel", 1), ("blur",)) * 30
    log = (*noise, ("type", "a"), *noise, ("size", 640, 360), *noise, ("type", "b"), *noise)
    assert shrunk(Start(), log, fails) == (("type", "a"), ("size", 640, 360), ("type", "b"))
    assert shrunk(Start(), noise, fails) == noise


def test_a_fault_in_a_screen_is_found_and_told_with_few_deeds(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(screen: CodexScreen, ui: Ui) -> None:
        raise ValueError("a fault")

    monkeypatch.setattr(CodexScreen, "draw", broken)
    found = next(tally.findings[0] for episode in range(20) if (tally := run_episode(episode)).findings)
    assert "a fault" in found.what
    # How many it takes depends on where chance met the codex; that none of them can be spared does not.
    assert len(found.deeds) < monkey.EPISODE / 20
    assert failure_of(found.start, found.deeds)
    for place in range(len(found.deeds)):
        assert not failure_of(found.start, found.deeds[:place] + found.deeds[place + 1 :])
