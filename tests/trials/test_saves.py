"""Saves of random games come back to the byte, damage never reads as another game, and a trial that must fail does."""

from __future__ import annotations

import pytest

from game.faults import Fault
from game.storage.journal import Journal, parse_journal
from game.trials.saves import round_trips
from game.trials.saves.round_trips import damage, damaged, random_game, round_trip


@pytest.mark.parametrize("first", range(0, 50, 10))
def test_fifty_random_games_come_back_at_every_turn(first: int) -> None:
    for number in range(first, first + 10):
        found = round_trip(number)
        assert found.wrong == []
        assert found.tried > 1


def test_random_games_differ_and_some_turned_time_back() -> None:
    games = [random_game(number)[0] for number in range(12)]
    assert len({game.level.id for game in games}) > 2
    assert any(game.rewinds for game in games)
    assert any(len(set(map(type, game.commands))) > 2 for game in games)


@pytest.mark.parametrize("number", range(4))
def test_no_damage_reads_as_another_game(number: int) -> None:
    found = damage(number, every=211)
    assert found.wrong == []
    assert found.tried > 50


def test_every_place_of_the_head_and_the_end_is_tried() -> None:
    _, kept = random_game(0)
    content = kept[0]
    whole, codes = parse_journal("x", content), set()
    for how, bad in damaged(content):
        place = int(how.split()[-1 if how.startswith("bit") else -2])
        if 700 < place < len(content) - 100:
            continue
        try:
            read = parse_journal("x", bad)
        except Fault as fault:
            codes.add(fault.problems[0].code)
            continue
        assert read == whole, how
    assert {"E8001", "E8003", "E8004"} <= codes


def test_the_trial_sees_what_it_looks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    def forgiving(name: str, content: bytes) -> Journal:
        """Reads the commands of a journal whatever its checksum says."""
        _, kept = random_game(3)
        return parse_journal(name, kept[0 if len(content) % 2 else -1])

    monkeypatch.setattr(round_trips, "parse_journal", forgiving)
    assert damage(3, every=1009).wrong
