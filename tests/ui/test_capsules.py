"""Capsules in the window: copied from a finished run, pasted at the title, by keyboard and by mouse."""

from __future__ import annotations

import io
from pathlib import Path

import pygame
import pytest

from game.content.load import find_level, load_level
from game.desk import new_session
from game.policy_player import play_history
from game.reports.code import code_png, code_squares
from game.session import Session
from game.ui import clipboard
from game.ui.debrief import Debrief
from game.ui.hand_in import HandInScreen
from game.ui.open_capsule import OpenCapsule
from game.ui.replay import Replay
from game.ui.title import Title
from tests.ui.driver import LANGUAGES, SIZES, Driver


@pytest.fixture(scope="module")
def run() -> Session:
    session = new_session(load_level(find_level("quota-years")))
    play_history(session)
    return session


@pytest.fixture(autouse=True)
def _nothing_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[str] = []
    monkeypatch.setattr(clipboard, "copied", held.append)
    monkeypatch.setattr(clipboard, "pasted", lambda: held[-1] if held else "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [*SIZES, (640, 360)])
def test_nothing_is_cut_or_outside(run: Session, size: tuple[int, int], language: str) -> None:
    driver = Driver(size, language)
    driver.show(HandInScreen(driver.desk, run))
    text = driver.screen._capsule()[0]  # type: ignore[attr-defined]
    for screen in (driver.screen, OpenCapsule(driver.desk, text), OpenCapsule(driver.desk, text[:200])):
        driver.app.ui.canvas.watched = []
        driver.show(screen)
        assert driver.app.ui.canvas.overflow == []


def test_a_run_goes_from_one_machine_to_another_by_mouse(run: Session) -> None:
    driver = Driver()
    driver.show(Debrief(driver.desk, run))
    driver.click("export-capsule")
    driver.focus("capsule-name")
    driver.type("组A")
    driver.click("capsule-copy")
    assert clipboard.pasted().startswith("LANTH2:")
    driver.show(Title(driver.desk))
    driver.click("open_capsule")
    assert isinstance(driver.screen, OpenCapsule)
    driver.click("capsule-paste")
    assert driver.screen.problem == ""
    assert driver.screen.session is not None
    assert driver.screen.session.score().overall == run.score().overall
    driver.click("capsule-film")
    assert isinstance(driver.screen, Replay)


def test_the_same_by_keyboard(run: Session) -> None:
    driver = Driver()
    driver.show(HandInScreen(driver.desk, run))
    driver.focus("capsule-copy")
    driver.key(pygame.K_RETURN)
    driver.show(OpenCapsule(driver.desk))
    driver.key(pygame.K_v, pygame.KMOD_LCTRL)
    assert isinstance(driver.screen, OpenCapsule)
    assert driver.screen.session is not None
    driver.focus("capsule-film")
    driver.key(pygame.K_RETURN)
    assert isinstance(driver.screen, Replay)


def test_what_is_no_capsule_is_told(run: Session) -> None:
    driver = Driver(language="zh_CN")
    for text, code in (("hello", "E3036"), ("LANTH9:ABC", "E4011"), ("LANTH2:00", "E8003")):
        driver.show(OpenCapsule(driver.desk, text))
        assert code in driver.screen.problem  # type: ignore[attr-defined]
        assert driver.screen.session is None  # type: ignore[attr-defined]
    driver.show(OpenCapsule(driver.desk, "LANTH2:00 LANTH2:00"))
    assert driver.screen.problem  # type: ignore[attr-defined]


def test_every_file_of_a_run_is_written(run: Session, tmp_path: Path) -> None:
    driver = Driver()
    driver.show(HandInScreen(driver.desk, run))
    folder = driver.desk.folders.reports
    assert folder is not None
    before = set(folder.iterdir())
    for kind in ("report", "pdf", "csv", "journal", "capsule", "code"):
        driver.click(f"export-{kind}")
    made = {path.suffix: path.read_bytes() for path in set(folder.iterdir()) - before}
    assert sorted(made) == [".capsule", ".csv", ".html", ".journal", ".pdf", ".png"]
    assert made[".pdf"].startswith(b"%PDF-")
    assert made[".capsule"].startswith(b"LANTH2:")


def test_the_code_in_the_file_is_the_one_on_the_screen() -> None:
    text = "LANTH2:" + "0123456789ABCDEFGHJK" * 20
    squares = code_squares(text)
    picture = pygame.image.load(io.BytesIO(code_png(text)))
    step = picture.get_width() // (len(squares) + 8)
    for row, line in enumerate(squares):
        for place, dark in enumerate(line):
            spot = (step * (place + 4) + step // 2, step * (row + 4) + step // 2)
            assert (picture.get_at(spot).r < 128) == dark
