"""Widgets answer mouse and keyboard alike, and nothing answers from under a dialog."""

from __future__ import annotations

from collections.abc import Callable

import pygame
import pytest

from game.rules.commands import SetLever
from game.rules.game_state import Engine
from game.rules.level import Level
from game.session import Session
from game.ui.screen import Answer, Still, Trouble
from game.ui.ui import Ui
from game.ui.widgets import Scale, Slid, button, choice, field, picker, scrolled, slider

from .driver import Driver

SCALE = Scale(0.0, 1.0, 0.05, tick=0.5, mark=0.2, reach=(0.0, 0.8))


class Bench(Still):
    """One of each widget, and what they answered."""

    def __init__(self, driver: Driver) -> None:
        super().__init__(driver.desk)
        self.pressed = 0
        self.value = 0.5
        self.slid: list[Slid] = []
        self.option = 1.0
        self.text = ""
        self.figure = "b"
        self.first = 0
        self.dialog = False

    def draw(self, ui: Ui) -> Answer | None:
        ui.canvas.surface.fill((0, 0, 0))
        self.pressed += button(ui, "press", pygame.Rect(20, 20, 100, 32), "Press")
        button(ui, "never", pygame.Rect(20, 420, 100, 32), "Never", enabled=False)
        slid = slider(ui, "slide", pygame.Rect(20, 80, 216, 24), self.value, SCALE)
        if slid.moving or slid.settled:
            self.slid.append(slid)
            self.value = slid.value
        self.option = choice(ui, "choose", pygame.Rect(20, 140, 300, 24), self.option, ((0.0, "no"), (1.0, "one")))
        self.text = field(ui, "name", pygame.Rect(20, 200, 300, 32), self.text, 8, "abc-")
        self.figure = picker(
            ui, "pick", pygame.Rect(20, 260, 200, 28), self.figure, (("a", "A"), ("b", "B"), ("c", "C"))
        )
        self.first, _ = scrolled(ui, "rows", pygame.Rect(400, 20, 200, 100), 50, 20)
        if self.dialog:
            ui.dialog(300, 200)
            if button(ui, "close", pygame.Rect(600, 350, 100, 30), "Close"):
                self.dialog = False
        return None


@pytest.fixture
def driver() -> Driver:
    made = Driver()
    made.show(Bench(made))
    return made


@pytest.fixture
def bench(driver: Driver) -> Bench:
    assert isinstance(driver.screen, Bench)
    return driver.screen


def test_a_button_answers_mouse_enter_and_space_once_each(driver: Driver, bench: Bench) -> None:
    driver.click("press")
    assert bench.pressed == 1
    driver.key(pygame.K_RETURN)
    driver.key(pygame.K_SPACE)
    assert bench.pressed == 3
    assert "never" not in driver.app.ui.places


def test_a_press_let_go_elsewhere_does_nothing(driver: Driver, bench: Bench) -> None:
    driver.press(driver.place("press").center)
    driver.release((700, 600))
    assert bench.pressed == 0


def test_a_slider_drags_in_steps_and_settles_when_let_go(driver: Driver, bench: Bench) -> None:
    box = driver.place("slide")
    driver.press(box.center)
    for x in range(box.centerx, box.right - 8, 7):
        driver.move((x, box.centery))
    driver.release((box.right + 500, box.centery))
    assert bench.slid[-1] == Slid(1.0, False, True)
    assert all(slid.moving for slid in bench.slid[:-1])
    assert all(abs(slid.value * 20 - round(slid.value * 20)) < 1e-9 for slid in bench.slid)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (pygame.K_RIGHT, 0.55),
        (pygame.K_LEFT, 0.45),
        (pygame.K_PAGEUP, 1.0),
        (pygame.K_PAGEDOWN, 0.0),
        (pygame.K_HOME, 0.0),
        (pygame.K_END, 1.0),
    ],
)
def test_a_slider_moves_by_keys(driver: Driver, bench: Bench, key: int, value: float) -> None:
    driver.focus("slide")
    driver.key(key)
    assert bench.value == pytest.approx(value)
    assert bench.slid[-1].settled


def test_a_choice_steps_by_arrows_and_clicks(driver: Driver, bench: Bench) -> None:
    driver.focus("choose")
    driver.key(pygame.K_LEFT)
    assert bench.option == 0.0
    box = driver.place("choose")
    spot = (box.right - 10, box.centery)
    driver.press(spot)
    driver.release(spot)
    assert bench.option == 1.0


def test_a_field_takes_only_what_it_allows(driver: Driver, bench: Bench) -> None:
    driver.focus("name")
    driver.type("AB C!x\x00\ud800")
    assert bench.text == "ab-c"
    driver.key(pygame.K_BACKSPACE)
    driver.type("c" * 100)
    assert bench.text == "ab-ccccc"


def test_a_picker_opens_chooses_and_closes(driver: Driver, bench: Bench) -> None:
    driver.click("pick")
    assert driver.app.ui.open == "pick"
    driver.key(pygame.K_DOWN)
    driver.key(pygame.K_RETURN)
    assert (bench.figure, driver.app.ui.open) == ("c", "")
    driver.click("pick")
    driver.key(pygame.K_ESCAPE)
    assert (bench.figure, driver.app.ui.open) == ("c", "")
    driver.click("pick")
    driver.press((1000, 600))
    driver.release((1000, 600))
    assert driver.app.ui.open == ""


def test_rows_scroll_by_wheel_and_keys_within_their_ends(driver: Driver, bench: Bench) -> None:
    driver.move(driver.place("rows").center)
    driver.event(pygame.MOUSEWHEEL, x=0, y=-3)
    driver.rest()
    assert bench.first == 6
    driver.focus("rows")
    driver.key(pygame.K_END)
    assert bench.first == 45
    driver.key(pygame.K_PAGEDOWN)
    assert bench.first == 45
    driver.key(pygame.K_HOME)
    assert bench.first == 0


def test_nothing_answers_from_under_a_dialog(driver: Driver, bench: Bench) -> None:
    spot = driver.place("press").center
    bench.dialog = True
    driver.move((5, 5))
    driver.rest()
    driver.press(spot)
    driver.release(spot)
    assert bench.pressed == 0
    assert list(driver.app.ui.places) == ["close"]
    driver.click("close")
    driver.click("press")
    assert bench.pressed == 1


def test_tab_goes_round_both_ways(driver: Driver) -> None:
    names = list(driver.app.ui.places)
    for name in [*names, names[0]]:
        driver.key(pygame.K_TAB)
        assert driver.app.ui.focus == name
    driver.key(pygame.K_TAB, pygame.KMOD_LSHIFT)
    assert driver.app.ui.focus == names[-1]


def test_a_still_screen_costs_no_frames(driver: Driver) -> None:
    assert not any(driver.app.frame([]) for _ in range(50))


@pytest.mark.parametrize("size", [(1, 1), (2, 2), (40, 900), (640, 360), (5000, 3000)])
def test_any_window_size_can_be_drawn(size: tuple[int, int], driver: Driver) -> None:
    make: Callable[[], Bench] = lambda: Bench(driver)  # noqa: E731
    driver.app.resize(pygame.Surface(size))
    driver.show(make())


def test_a_fault_in_a_screen_is_shown_and_left(driver: Driver) -> None:
    class Broken(Still):
        def draw(self, ui: Ui) -> Answer | None:
            raise ValueError("a fault")

    driver.app.stack = [driver.screen, Broken(driver.desk)]
    driver.app.forgiving = True
    driver.app.ui.again = True
    driver.rest()
    assert isinstance(driver.screen, Trouble)
    assert "back" in driver.app.ui.places
    for _ in range(2):
        driver.key(pygame.K_ESCAPE)
        assert isinstance(driver.screen, Trouble), "going back tries once more"
    driver.key(pygame.K_ESCAPE)
    assert isinstance(driver.screen, Bench), "what fails on and on is left for the first screen"


def test_a_fault_keeps_the_game_and_can_be_got_over(driver: Driver, level: Level, engine: Engine) -> None:
    class Shaky(Still):
        session = Session(level, engine)
        broken = True

        def draw(self, ui: Ui) -> Answer | None:
            if self.broken:
                raise ValueError("a fault")
            return None

    shaky = Shaky(driver.desk)
    shaky.session.submit(SetLever("customs", 0.2))
    driver.app.stack = [driver.screen, shaky]
    driver.app.forgiving = True
    driver.app.ui.again = True
    driver.rest()
    assert isinstance(driver.screen, Trouble)
    assert driver.screen.rescued == "rescued"
    saved = next(one for one in driver.desk.saves() if one.path.stem == "rescued")
    assert driver.desk.load(saved.path).commands == shaky.session.commands
    assert "crash.txt" in driver.screen.words
    shaky.broken = False
    driver.key(pygame.K_ESCAPE)
    assert driver.screen is shaky
