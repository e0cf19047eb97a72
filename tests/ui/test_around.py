"""The screens around a game by events: scenarios, saves, replay, classroom, debrief's exports, sources of a card."""

from __future__ import annotations

import pygame
import pytest

from game.desk import Desk
from game.policy_player import play_history
from game.rules.commands import EndTurn
from game.rules.game_state import Engine
from game.rules.level import Level
from game.session import Baseline, Session
from game.ui.briefing import Briefing
from game.ui.classroom import Classroom
from game.ui.codex import CodexScreen
from game.ui.debrief import Debrief
from game.ui.replay import Replay, ReplayPicker
from game.ui.room import Room
from game.ui.saves import Saves
from game.ui.scenarios import Scenarios
from game.ui.title import Title
from game.ui.turn_report import TurnReport
from game.views.film import Film
from game.views.ministries import voices

from .driver import LANGUAGES, SIZES, Driver
from .test_screens import shown, until


@pytest.fixture
def driver() -> Driver:
    return Driver()


def test_every_entry_of_the_title_leads_to_its_screen_and_back(driver: Driver) -> None:
    driver.show(Title(driver.desk))
    kinds = {
        "scenarios": Scenarios,
        "load": Saves,
        "replay": ReplayPicker,
        "classroom": Classroom,
        "codex": CodexScreen,
    }
    for name, kind in kinds.items():
        driver.click(name)
        assert isinstance(driver.screen, kind)
        driver.key(pygame.K_ESCAPE)
        assert isinstance(driver.screen, Title)


@pytest.mark.parametrize(("size", "language"), [(size, language) for size in SIZES for language in LANGUAGES])
def test_nothing_is_cut_on_the_screens_around(
    size: tuple[int, int], language: str, level: Level, engine: Engine, history: Baseline
) -> None:
    driver = Driver(size, language)
    session = until(level, engine, history, (2011 - 1985) * 12)
    driver.desk.save(session, "a-name")
    driver.desk.autosave(session)
    driver.desk.keep_result(session)
    assert shown(driver, Title(driver.desk)) == []
    assert shown(driver, Scenarios(driver.desk)) == []
    assert shown(driver, Saves(driver.desk)) == []
    assert shown(driver, ReplayPicker(driver.desk)) == []
    assert shown(driver, TurnReport(driver.desk, session)) == []
    assert shown(driver, Replay(driver.desk, session)) == []
    classroom = Classroom(driver.desk)
    assert shown(driver, classroom) == []
    for name in ("deposits", "sources", "fact:B055"):
        assert shown(driver, CodexScreen(driver.desk, name)) == []


def test_a_broken_level_is_greyed_with_its_line(driver: Driver, tmp_path_factory: pytest.TempPathFactory) -> None:
    from game.content.load import list_levels

    folder = tmp_path_factory.mktemp("levels")
    (folder / "bad.toml").write_text('schema = 1\nid = "bad"\nrules = 3\n')
    driver.desk.levels = lambda: list_levels(folder)  # type: ignore[method-assign]
    screen = Scenarios(driver.desk)
    driver.show(screen)
    assert screen.cards[0].level is None
    assert any(":3" in problem for problem in screen.cards[0].problems)
    assert not any(name.startswith("level-") for name in driver.app.ui.places)


def test_a_save_is_deleted_only_after_a_yes(driver: Driver, level: Level, engine: Engine) -> None:
    driver.desk.save(Session(level, engine), "doomed")
    driver.show(Saves(driver.desk))
    driver.click("delete-doomed")
    driver.click("delete-no")
    assert "save-doomed" in driver.app.ui.places
    driver.click("delete-doomed")
    driver.key(pygame.K_ESCAPE)
    assert isinstance(driver.screen, Saves)
    driver.click("delete-doomed")
    driver.click("delete-yes")
    assert driver.desk.saves() == ()
    assert "save-doomed" not in driver.app.ui.places


def test_a_replay_steps_scrubs_plays_and_changes_nothing(
    driver: Driver, level: Level, engine: Engine, history: Baseline
) -> None:
    session = Session.replay(level, engine, history.commands)
    digest = session.state.digest()
    screen = Replay(driver.desk, session)
    driver.show(screen)
    driver.key(pygame.K_RIGHT)
    driver.key(pygame.K_RIGHT)
    driver.key(pygame.K_LEFT)
    assert screen.place == 1
    driver.key(pygame.K_END)
    assert screen.place == screen.last
    driver.key(pygame.K_HOME)
    driver.click("film-play")
    for _ in range(5):
        driver.now += 0.51
        driver.app.ui.again = True
        driver.rest()
    assert screen.place == 5
    driver.key(pygame.K_SPACE)
    assert screen.next_at is None
    assert session.state.digest() == digest


def test_the_film_shows_what_was_ordered_in_its_turn(level: Level, engine: Engine, history: Baseline) -> None:
    session = Session.replay(level, engine, history.commands)
    film = Film(session, "en")
    assert len(film.turns) == sum(isinstance(command, EndTurn) for command in session.commands)
    assert film.turns[-1].lived == session.recording.months
    assert sum(len(turn.orders) for turn in film.turns) > 40
    for place in (0, 30, len(film.turns) - 1):
        assert len(film.chart("china_exports_t", place).yours) == film.turns[place].lived


def test_the_classroom_scores_a_folder_and_names_what_is_wrong(
    driver: Driver, level: Level, engine: Engine, history: Baseline
) -> None:
    driver.desk.save(until(level, engine, history, 60), "anna")
    assert driver.desk.folders.saves is not None
    (driver.desk.folders.saves / "torn.journal").write_text("nonsense")
    screen = Classroom(driver.desk)
    driver.show(screen)
    driver.click("class-score")
    assert screen.study is not None
    assert screen.study.wait(240.0)
    driver.now += 1.0
    driver.rest()
    rows = {row.name: row for row in screen.rows}
    assert rows["anna"].problem is None
    assert rows["anna"].scores["overall"] == pytest.approx(100.0)
    assert rows["torn"].problem is not None
    driver.click("class-anna.journal")
    assert isinstance(driver.screen, Replay)
    driver.key(pygame.K_ESCAPE)
    driver.click("class-up")
    assert screen.folder.path == driver.desk.folders.saves.parent
    assert screen.rows == []


def test_the_debrief_exports_all_three_and_overwrites_nothing(
    driver: Driver, level: Level, engine: Engine, history: Baseline
) -> None:
    driver.show(Debrief(driver.desk, Session.replay(level, engine, history.commands)))
    for name in ("report", "csv", "journal", "journal"):
        driver.click(f"export-{name}")
    folder = driver.desk.folders.reports
    assert folder is not None
    assert sorted(path.suffix for path in folder.iterdir()) == [".csv", ".html", ".journal", ".journal"]
    driver.click("export-film")
    assert isinstance(driver.screen, Replay)


def test_the_best_result_stays(driver: Driver, level: Level, engine: Engine, history: Baseline) -> None:
    good = Session.replay(level, engine, history.commands)
    assert driver.desk.keep_result(good) == ""
    poor = Session(level, engine)
    while not poor.finished:
        from game.rules.commands import Choose

        for card in poor.open_cards():
            poor.submit(Choose(card.id, card.default))
        poor.submit(EndTurn())
    driver.desk.keep_result(poor)
    assert driver.desk.best()[level.id].overall == pytest.approx(100.0)
    names = {saved.path.stem for saved in driver.desk.saves()}
    assert {f"best-{level.id}", f"last-{level.id}"} <= names
    assert driver.desk.folders.saves is not None
    (driver.desk.folders.saves / "results.json").write_text("{broken")
    assert driver.desk.best() == {}


def test_a_card_opens_its_sources(driver: Driver, level: Level, engine: Engine, history: Baseline) -> None:
    session = Session(level, engine)
    for command in history.commands:
        if session.open_cards() and session.open_cards()[0].sources[0].en.startswith("B"):
            break
        session.submit(command)
    driver.show(Room(driver.desk, session))
    driver.click("card-sources")
    assert isinstance(driver.screen, CodexScreen)
    assert driver.screen.current == f"card:{session.open_cards()[0].id}"


def test_the_briefing_links_its_facts(driver: Driver, level: Level) -> None:
    driver.show(Briefing(driver.desk, level))
    driver.click("fact-B009")
    assert isinstance(driver.screen, CodexScreen)
    driver.key(pygame.K_ESCAPE)
    assert isinstance(driver.screen, Briefing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_ministry_has_one_sentence(language: str, level: Level, engine: Engine, history: Baseline) -> None:
    for year in (1986, 1999, 2011, 2025):
        said = voices(until(level, engine, history, (year - 1985) * 12), language)
        assert len(said) == 6
        assert all(voice.words.endswith((".", "。")) for voice in said)


def test_history_plays_as_a_film_from_the_picker(driver: Driver) -> None:
    driver.show(ReplayPicker(driver.desk))
    driver.click("film-history")
    assert isinstance(driver.screen, Replay)
    assert driver.screen.last > 60


def test_a_whole_campaign_is_kept_when_it_ends(driver: Driver, level: Level, engine: Engine) -> None:
    session = Session(level, engine)
    play_history(session)
    driver.show(Room(driver.desk, session))
    driver.key(pygame.K_SPACE)
    assert isinstance(driver.screen, Debrief)
    assert Desk().best()[level.id].medal
