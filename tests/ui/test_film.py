"""The film: seeking is the linear run to the bit, two runs side by side, jumps, taking over, history of every level."""

from __future__ import annotations

import random
from pathlib import Path

import pygame
import pytest

from game.analysis.evidence import load_engine
from game.cli import main
from game.content.load import find_level, list_levels, load_level
from game.desk import journal_bytes, replay
from game.policy_player import history_session, play_none
from game.rules.commands import EndTurn
from game.session import Session
from game.storage.journal import parse_journal
from game.ui.replay import Replay
from game.ui.room import Room
from game.ui.scenarios import Scenarios
from game.views.film import Film
from tests.ui.driver import LANGUAGES, SIZES, Driver

LEVEL = load_level(find_level("quota-years"))


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def idle() -> Session:
    session = Session(LEVEL, load_engine(LEVEL))
    play_none(session)
    return session


def test_seeking_anywhere_is_the_linear_run_to_the_bit() -> None:
    film = Film(history_session(LEVEL, load_engine(LEVEL)), "en")
    linear: list[str] = []
    plain = Session(LEVEL, load_engine(LEVEL))
    for command in film.session.commands:
        plain.submit(command)
        if isinstance(command, EndTurn):
            linear.append(plain.state.digest())
    assert len(linear) == len(film.turns)
    chance = random.Random(7)
    for _ in range(200):
        place = chance.randrange(len(linear))
        assert film.state(place).digest() == linear[place]
        shown = film.chart("export_price_usd_per_t", place)
        assert list(shown.yours) == plain.series("export_price_usd_per_t")[: film.turns[place].lived].tolist()


def test_jumps_find_the_next_decision_event_and_parting() -> None:
    engine = load_engine(LEVEL)
    history, none = Film(history_session(LEVEL, engine), "en"), Film(idle(), "en")
    here = history.jump("decision", 0, 1, none)
    assert history.turns[here].given
    assert not any(turn.given for turn in history.turns[1:here])
    assert history.jump("decision", here + 1, -1, none) == here
    parted = history.jump("divergence", 0, 1, none)
    assert history.turns[parted].given
    assert history.jump("divergence", 0, 1, history) == 0
    assert history.gaps(history, 5) == ()
    assert history.gaps(none, len(history.turns) - 1)
    assert none.turns[none.beside(history, 3)].lived >= 0


@pytest.mark.parametrize("listed", list_levels(), ids=lambda listed: listed.path.stem)
def test_history_of_every_level_is_a_journal_that_reproduces(listed: object) -> None:
    level = listed.level  # type: ignore[attr-defined]
    session = history_session(level, load_engine(level))
    found = replay(parse_journal("history", journal_bytes(session, "history")), level)
    assert found.difference == ""
    assert found.session.finished
    assert abs(found.session.true_score().overall - 100.0) < 1e-9


def test_a_film_is_watched_beside_history_and_taken_over_by_keys_and_mouse() -> None:
    driver = Driver()
    session = idle()
    driver.show(Replay(driver.desk, session))
    driver.click("film-beside")
    driver.click("film-beside-history")
    screen = driver.screen
    assert isinstance(screen, Replay)
    assert screen.runs.film is not None
    driver.key(pygame.K_v)
    assert screen.place > 0
    place = screen.film.turns[screen.place].place
    driver.focus("film-take")
    driver.key(pygame.K_RETURN)
    room = driver.screen
    assert isinstance(room, Room)
    assert room.session.state.digest() == session.state_at(place).digest()
    assert (room.session.rewinds, room.session.seen) == (1, session.state.month)
    assert room.session.lineage.game


def test_history_is_watched_from_the_scenario_screen() -> None:
    driver = Driver()
    driver.show(Scenarios(driver.desk))
    driver.click("history-campaign")
    assert isinstance(driver.screen, Replay)
    assert driver.screen.film.session.level.id == "campaign"


@pytest.mark.parametrize("size", [*SIZES, (640, 360)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_two_runs_are_drawn_everywhere(size: tuple[int, int], language: str) -> None:
    driver = Driver(size, language)
    screen = Replay(driver.desk, idle())
    screen.runs.chosen, screen.runs.title = "history", "history"
    driver.show(screen)
    driver.key(pygame.K_END)


def test_the_film_is_told_in_lines_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "idle.journal"
    path.write_bytes(journal_bytes(idle()))
    assert main(["film", str(path), "--beside", "history"]) == 0
    told = capsys.readouterr().out
    turns = [line for line in told.splitlines() if line[:3].strip().isdigit()]
    assert len(turns) == len(Film(idle(), "en").turns)
    assert "Levers that differ" in told
    assert main(["film", str(path), "--beside", "tutorial"]) == 4
