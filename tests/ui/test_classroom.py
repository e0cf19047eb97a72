"""The classroom in the window: workers beside it, the pages of the comparison, saving, by keyboard and by mouse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from game.content.load import find_level, load_level
from game.desk import journal_bytes, new_session
from game.hand_in import capsule_of
from game.reports.class_table.study import Study
from game.reports.debrief_pack.command import FILES
from game.reports.debrief_pack.writing import Writing
from game.rules.commands import Choose, EndTurn, SetLever
from game.session import Session
from game.ui.classroom import Classroom
from game.ui.replay import Replay
from game.views.classroom import folder_view
from tests.ui.driver import LANGUAGES, SIZES, Driver


def played(duty: float) -> Session:
    session = new_session(load_level(find_level("quota-years")))
    session.submit(SetLever("export_duty_light", duty))
    while not session.finished:
        for card in session.open_cards():
            session.submit(Choose(card.id, card.default))
        session.submit(EndTurn())
    return session


@pytest.fixture(scope="module")
def class_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("pupils")
    low, high = played(0.0), played(0.2)
    (place / "low.journal").write_bytes(journal_bytes(low))
    (place / "list.txt").write_text(f"Anna: {capsule_of(high)}\nBen: {capsule_of(low)}\n")
    (place / "wrong.txt").write_text("no run at all")
    return place


@pytest.fixture(scope="module")
def study(class_folder: Path) -> Iterator[Study]:
    made = Study(class_folder, 2)
    assert made.wait(240.0)
    yield made
    made.stop()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [*SIZES, (640, 360)])
def test_every_page_fits(study: Study, class_folder: Path, size: tuple[int, int], language: str) -> None:
    driver = Driver(size, language)
    screen = Classroom(driver.desk)
    screen.folder, screen.study = folder_view(class_folder), study
    for page in ("table", "curves", "spread", "levers", "forks"):
        screen.page = page
        driver.app.ui.canvas.watched = []
        driver.show(screen)
        assert driver.app.ui.canvas.overflow == [], page


def test_a_class_is_looked_through_and_saved(study: Study, class_folder: Path) -> None:
    driver = Driver()
    screen = Classroom(driver.desk)
    screen.folder, screen.study = folder_view(class_folder), study
    driver.show(screen)
    assert {row.source: row.exit for row in screen.rows} == {
        "low.journal": 0,
        "list.txt:1": 0,
        "list.txt:2": 0,
        "wrong.txt": 3,
    }
    assert study.table is not None
    assert study.table.twins == {"low.journal": "Ben", "list.txt:2": "low"}
    driver.click("class-curves")
    assert screen.page == "curves"
    driver.focus("class-curves")
    driver.key(pygame.K_RIGHT)
    assert screen.page == "spread"
    driver.focus("class-save")
    driver.key(pygame.K_RETURN)
    reports = driver.desk.folders.reports
    assert reports is not None
    saved = max(reports.glob("class-*"), key=lambda path: int(path.name.split("-")[1]))
    assert sorted(path.name for path in saved.iterdir()) == ["class.csv", "levers.csv", "report.html", "report.pdf"]
    driver.click("class-table")
    driver.click("class-list.txt:1")
    assert isinstance(driver.screen, Replay)


def test_a_debrief_pack_is_written_beside_the_window(study: Study, class_folder: Path) -> None:
    driver = Driver()
    screen = Classroom(driver.desk)
    screen.folder, screen.study = folder_view(class_folder), study
    driver.show(screen)
    driver.focus("class-pack")
    driver.key(pygame.K_RETURN)
    writing = screen.writing
    assert writing is not None
    assert writing.wait(120.0)
    assert writing.problem == ""
    driver.now += 1.0
    driver.rest()
    assert screen.writing is None
    assert sorted(path.name for path in writing.out.iterdir()) == sorted(FILES)


def test_a_pack_whose_hand_ins_have_gone_says_so(study: Study, tmp_path: Path) -> None:
    assert study.table is not None
    writing = Writing(study.table, tmp_path, tmp_path, "en")
    assert writing.wait(120.0)
    assert "E60" in writing.problem
    assert not writing.out.exists()


def test_an_empty_folder_says_so(tmp_path: Path) -> None:
    made = Study(tmp_path, 1)
    assert made.wait(60.0)
    assert "E2004" in made.problem
