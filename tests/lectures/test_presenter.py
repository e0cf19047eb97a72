"""The presenter in the window: by keys alone, by mouse alone, votes, film, keeping, clock; no text cut at any size."""

from __future__ import annotations

from functools import cache

import pygame
import pytest

from game.content.lectures import find_lecture, load_lecture
from game.ui.lecture import Presenter
from game.ui.lectures import Lectures
from game.views.lecture import LectureRun, begun

from ..ui.driver import Driver
from ..ui.looking import clashes


@cache
def run_of(name: str) -> LectureRun:
    """One run for all tests: what has been lived once need not be lived again."""
    return begun(load_lecture(find_lecture(name)))


def shown(size: tuple[int, int] = (1280, 720), language: str = "en", fresh: bool = False) -> tuple[Driver, Presenter]:
    driver = Driver(size, language)
    name = "quota-and-magnets"
    presenter = Presenter(driver.desk, load_lecture(find_lecture(name)))
    if not fresh:
        presenter.run = run_of(name)
        presenter.run.votes.clear()
    driver.show(presenter)
    return driver, presenter


def to(driver: Driver, presenter: Presenter, kind: str) -> None:
    for _ in range(len(presenter.pages)):
        if presenter.page.kind == kind:
            return
        driver.key(pygame.K_PAGEDOWN)
    raise AssertionError(kind)


def test_a_whole_lecture_by_keys_alone() -> None:
    driver, presenter = shown()
    to(driver, presenter, "question")
    driver.key(pygame.K_3)
    assert presenter.vote.option == 2
    driver.focus("lecture-votes")
    driver.type("2 9 4 1")
    assert presenter.vote.votes == (2, 9, 4, 1)
    assert presenter.vote.option == 1
    driver.key(pygame.K_PAGEDOWN)
    assert presenter.page.kind == "forecast"
    driver.key(pygame.K_SPACE)
    assert presenter.page.kind == "run"
    fork = presenter.run.fork(0)
    assert fork is not None
    assert fork.state.month == presenter.lecture.stops[0].end
    driver.key(pygame.K_RIGHT)
    assert presenter.page.kind == "causes"
    assert presenter.run.ledger(0) is not None
    driver.key(pygame.K_k)
    assert presenter.run.votes[0].kept
    driver.key(pygame.K_r)
    assert not presenter.run.votes[0].kept
    driver.key(pygame.K_PAGEUP)
    driver.key(pygame.K_LEFT)
    assert presenter.page.kind == "forecast"
    to(driver, presenter, "closing")
    driver.key(pygame.K_n)
    assert presenter.notes


def test_a_stop_by_mouse_alone() -> None:
    driver, presenter = shown()
    driver.click("lecture-on")
    driver.click("lecture-on")
    driver.click("lecture-answer-4")
    assert presenter.vote.option == 3
    for _ in range(2):
        driver.click("lecture-more-2")
    driver.click("lecture-more-3")
    driver.click("lecture-less-2")
    assert presenter.vote.votes == (0, 1, 1, 0)
    assert presenter.vote.option == 1
    for kind in ("forecast", "run", "causes"):
        driver.click("lecture-on")
        assert presenter.page.kind == kind
    driver.click("lecture-keep")
    assert presenter.vote.kept
    driver.click("lecture-back")
    assert presenter.page.kind == "run"
    driver.click("lecture-notes")
    assert presenter.notes


def test_the_film_goes_on_by_the_clock_and_can_be_held() -> None:
    driver, presenter = shown(fresh=True)
    driver.desk.settings = driver.desk.settings.model_copy(update={"reduced_motion": False})
    to(driver, presenter, "forecast")
    driver.event(pygame.KEYDOWN, key=pygame.K_RIGHT, mod=0, unicode="")
    for _ in range(400):
        driver.app.frame([])
    fork, stop = presenter.run.fork(0), presenter.lecture.stops[0]
    assert fork is not None
    assert stop.month < fork.state.month < stop.month + 3
    presenter.playing = False
    driver.now += 60.0
    driver.rest()
    assert fork.state.month < stop.month + 3
    presenter.playing = True
    for _ in range(12 * stop.years + 2):
        driver.now += 1.0
        driver.app.frame([])
    assert fork.state.month == stop.end


def test_the_clock_counts_the_whole_and_each_stop() -> None:
    driver, presenter = shown()
    for _ in range(3):
        driver.now += 1.0
        driver.rest()
    driver.key(pygame.K_RIGHT)
    driver.now += 2.0
    driver.rest()
    driver.now += 3600.0  # the machine slept
    driver.rest()
    assert presenter.spent == {-1: 3.0, 0: 7.0}


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(
    ("size", "percent"), [((1280, 720), 100), ((1920, 1080), 100), ((1280, 720), 200), ((1024, 768), 100)]
)
def test_nothing_is_cut_and_nothing_clashes(size: tuple[int, int], percent: int, language: str) -> None:
    driver, presenter = shown(size, language)
    driver.desk.settings = driver.desk.settings.model_copy(update={"text_percent": percent})
    presenter.notes = True
    canvas = driver.app.ui.canvas
    for page in presenter.pages:
        assert presenter.page == page
        canvas = driver.app.ui.canvas
        canvas.overflow.clear()
        canvas.watched = []
        driver.app.ui.again = True
        driver.app.frame([])
        assert not canvas.overflow, page
        assert not clashes(canvas.watched), page
        canvas.watched = None
        driver.rest()
        if page.kind != "closing":
            driver.key(pygame.K_RIGHT)


def test_the_title_leads_to_the_choice_of_lectures() -> None:
    driver = Driver()
    driver.show(Lectures(driver.desk))
    driver.click("lecture-0")
    assert isinstance(driver.screen, Presenter)
    assert driver.screen.lecture.minutes == 15
    driver.key(pygame.K_ESCAPE)
