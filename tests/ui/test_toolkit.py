"""The newer widgets on the gallery, by mouse and by keys; tips that nest; input methods; what a small hand can hit."""

from __future__ import annotations

import pygame
import pytest

from game.ui.breaking import pieces
from game.ui.gallery import Gallery
from game.ui.room import TABS, Room
from game.ui.settings import SECTIONS, Settings
from game.ui.tips import TIP_SECONDS
from game.ui.ui import LEAST_REACH

from .driver import Driver


@pytest.fixture
def driver() -> Driver:
    made = Driver()
    made.show(Gallery(made.desk))
    return made


@pytest.fixture
def gallery(driver: Driver) -> Gallery:
    assert isinstance(driver.screen, Gallery)
    return driver.screen


def test_a_toggle_turns_by_mouse_enter_space_and_arrows(driver: Driver, gallery: Gallery) -> None:
    driver.click("toggle")
    assert not gallery.on
    for key, on in ((pygame.K_RETURN, True), (pygame.K_SPACE, False), (pygame.K_RIGHT, True), (pygame.K_LEFT, False)):
        driver.key(key)
        assert gallery.on is on
    driver.key(pygame.K_LEFT)
    assert not gallery.on


def test_a_stepper_stays_within_its_span(driver: Driver, gallery: Gallery) -> None:
    box = driver.place("stepper")
    spot = (box.right - 8, box.centery)
    driver.press(spot)
    driver.release(spot)
    assert gallery.count == 4.0
    for key, value in ((pygame.K_LEFT, 3.0), (pygame.K_END, 12.0), (pygame.K_RIGHT, 12.0), (pygame.K_HOME, 0.0)):
        driver.key(key)
        assert gallery.count == value


def test_tabs_step_by_arrows_and_wrap(driver: Driver, gallery: Gallery) -> None:
    driver.click("tab-three")
    assert gallery.tab == "three"
    driver.key(pygame.K_RIGHT)
    assert (gallery.tab, driver.app.ui.focus) == ("one", "tab-one")
    driver.key(pygame.K_LEFT)
    assert gallery.tab == "three"


def test_a_table_sorts_turns_round_and_chooses(driver: Driver, gallery: Gallery) -> None:
    memory = driver.app.ui.memory
    for sort in (2.0, -2.0, 0.0):
        driver.click("table-1")
        assert memory["table-sort"] == sort
    driver.click("table-1")
    body = driver.place("table")
    spot = (body.x + 20, body.y + 5)
    driver.move(spot)
    driver.press(spot)
    driver.release(spot)
    assert gallery.mine == "Mountain Pass"
    driver.key(pygame.K_DOWN)
    assert gallery.mine == "Ganzhou"
    driver.key(pygame.K_END)
    assert gallery.mine == "Bayan Obo"
    driver.focus("table-0")
    driver.key(pygame.K_RETURN)
    assert memory["table-sort"] == 1.0


def test_a_tree_opens_closes_and_walks(driver: Driver, gallery: Gallery) -> None:
    driver.focus("tree")
    for key, node in ((pygame.K_DOWN, "baotou"), (pygame.K_END, "heavy"), (pygame.K_RIGHT, "heavy")):
        driver.key(key)
        assert gallery.node == node
    assert "heavy" in gallery.opened
    driver.key(pygame.K_DOWN)
    assert gallery.node == "ganzhou"
    driver.key(pygame.K_HOME)
    driver.key(pygame.K_LEFT)
    assert "light" not in gallery.opened
    driver.key(pygame.K_RETURN)
    assert "light" in gallery.opened


def test_a_list_scrolls_to_what_is_chosen(driver: Driver, gallery: Gallery) -> None:
    driver.focus("list")
    driver.key(pygame.K_END)
    assert gallery.line == "t"
    assert driver.app.ui.memory["list"] > 5
    driver.key(pygame.K_HOME)
    assert (gallery.line, driver.app.ui.memory["list"]) == ("a", 0.0)


def test_links_are_pressed_and_explained(driver: Driver, gallery: Gallery) -> None:
    driver.click("rich-1")
    assert gallery.link == "grain"
    driver.focus("rich-0")
    assert driver.app.ui.tips.stack[0].text.startswith("Controllability")
    driver.key(pygame.K_RETURN)
    assert gallery.link == "controllability"


def test_a_dialog_closes_by_escape(driver: Driver, gallery: Gallery) -> None:
    driver.click("primary")
    assert gallery.asking
    assert set(driver.app.ui.places) == {"no", "yes"}
    driver.key(pygame.K_ESCAPE)
    assert not gallery.asking


def test_a_term_within_a_tip_opens_another_beside_it(driver: Driver) -> None:
    ui = driver.app.ui
    driver.move(driver.place("plain").center)
    driver.now += TIP_SECONDS + 0.01
    driver.event(pygame.USEREVENT)
    assert [one.text.split("\n")[0] for one in ui.tips.stack] == ["A button"]
    term, place = ui.tips.stack[0].terms[0]
    assert term == "grain"
    driver.move(place.center)
    assert len(ui.tips.stack) == 1, "the tip stays while the mouse is in it"
    driver.now += TIP_SECONDS + 0.01
    driver.event(pygame.USEREVENT)
    driver.rest()
    assert [one.text.split("\n")[0] for one in ui.tips.stack] == ["A button", "Grain"]
    driver.move((3, 3))
    driver.rest()
    assert ui.tips.stack == []


def test_terms_open_by_key_too(driver: Driver) -> None:
    driver.focus("plain")
    driver.key(pygame.K_F2)
    assert [one.text.split("\n")[0] for one in driver.app.ui.tips.stack] == ["A button", "Grain"]
    driver.key(pygame.K_F2)
    assert driver.app.ui.tips.stack[-1].text.startswith("Political capital")
    driver.key(pygame.K_ESCAPE)
    assert (len(driver.app.ui.tips.stack), driver.screen.__class__) == (2, Gallery)
    driver.key(pygame.K_TAB)
    assert driver.app.ui.tips.stack == []


def test_what_an_input_method_composes_is_shown_but_not_taken(driver: Driver, gallery: Gallery) -> None:
    driver.focus("field")
    before = pygame.image.tobytes(driver.app.ui.canvas.surface, "RGB")
    driver.event(pygame.TEXTEDITING, text="xitu", start=0, length=4)
    assert gallery.text == ""
    assert pygame.image.tobytes(driver.app.ui.canvas.surface, "RGB") != before
    driver.key(pygame.K_ESCAPE)
    assert driver.screen is gallery, "keys belong to the input method while it composes"
    driver.type("稀土")
    assert gallery.text == "稀土"
    assert driver.app.ui.inputs.composing == ""
    assert driver.app.ui.writing == driver.place("field")


def test_letters_typed_into_a_field_do_nothing_else(driver: Driver, gallery: Gallery) -> None:
    driver.desk.settings = driver.desk.settings.model_copy(update={"keys": {"back": "B"}})
    driver.focus("field")
    driver.key(pygame.K_b)
    driver.type("b")
    assert (gallery.text, driver.screen) == ("b", gallery)


def test_digits_typed_into_the_finder_turn_no_tabs(driver: Driver) -> None:
    room = Room(driver.desk, driver.desk.start(driver.desk.level("quota-years")))
    driver.show(room)
    driver.key(pygame.K_f, pygame.KMOD_LCTRL)
    for key, text in ((pygame.K_2, "2"), (pygame.K_SPACE, " "), (pygame.K_1, "1")):
        driver.event(pygame.KEYDOWN, key=key, mod=0, unicode=text)
        driver.type(text)
    assert (driver.app.ui.texts["desk-find"], room.tab, room.session.state.turn) == ("2 1", TABS[0], 1)
    assert not [name for name in driver.app.ui.places if name.startswith("lever-")]


def test_a_new_window_size_keeps_what_was_typed_and_where_one_was(driver: Driver, gallery: Gallery) -> None:
    driver.focus("list")
    driver.key(pygame.K_END)
    at = driver.app.ui.memory["list"]
    for size in ((1900, 1000), (640, 360), (1280, 720)):
        driver.app.resize(pygame.Surface(size))
        driver.app.ui.again = True
        driver.rest()
        assert driver.app.ui.focus == "list"
    assert driver.app.ui.memory["list"] > at / 2, "a larger window had room for more rows, so it scrolled less far"
    assert gallery.line == "t"


def reachable(driver: Driver, name: str) -> bool:
    """Whether a square of the least reach around a widget's middle, cut to the window, is the widget's own."""
    ui = driver.app.ui
    box = driver.place(name)
    half = ui.px(LEAST_REACH) // 2 - 1
    spots = [(box.centerx + dx, box.centery + dy) for dx in (-half, 0, half) for dy in (-half, 0, half)]
    window = ui.canvas.surface.get_rect()
    ui.before = ui.places
    for spot in spots:
        ui.inputs.mouse = spot
        if window.collidepoint(spot) and not ui.meets(name, box):
            return False
    return True


def test_small_widgets_are_met_a_finger_wide(driver: Driver) -> None:
    level = driver.desk.level("quota-years")
    screens = [Settings(driver.desk) for _ in SECTIONS]
    for screen, section in zip(screens, SECTIONS, strict=True):
        screen.section = section
        driver.show(screen)
        areas = driver.app.ui.areas
        assert [name for name in driver.app.ui.places if name not in areas and not reachable(driver, name)] == []
    driver.show(Room(driver.desk, driver.desk.start(level)))
    wanted = ("undo", "end_turn", "save", "menu", "tab-charts", "log", "figure", "ahead", "lever-export_rebate_ores")
    assert [name for name in wanted if name in driver.app.ui.places and not reachable(driver, name)] == []


def test_walking_brings_into_sight_what_lies_below(driver: Driver) -> None:
    driver.app.resize(pygame.Surface((700, 420)))
    driver.show(driver.screen)
    window = driver.app.ui.canvas.surface.get_rect()
    for name in ("tree", "list", "plain"):
        driver.focus(name)
        driver.rest()
        assert window.colliderect(driver.place(name)), name
        assert driver.place(name).top < driver.place("gallery").bottom, name


def test_every_setting_is_reached_and_kept_by_keys_alone(driver: Driver) -> None:
    driver.show(Settings(driver.desk))
    driver.focus("language")
    driver.key(pygame.K_RIGHT)
    driver.focus("text_size")
    driver.key(pygame.K_RIGHT)
    driver.focus("palette")
    driver.key(pygame.K_RIGHT)
    driver.focus("contrast")
    driver.key(pygame.K_RETURN)
    driver.focus("section-look")
    driver.key(pygame.K_RIGHT)
    driver.focus("sound")
    driver.key(pygame.K_HOME)
    driver.focus("motion")
    driver.key(pygame.K_LEFT)
    driver.focus("section-aids")
    driver.key(pygame.K_RIGHT)
    driver.focus("autoplay")
    driver.key(pygame.K_END)
    driver.focus("autosave")
    driver.key(pygame.K_SPACE)
    now = driver.desk.settings
    assert (now.language, now.text_percent, now.palette, now.high_contrast) == ("zh_CN", 115, "red_green", True)
    assert (now.sound_volume, now.reduced_motion, now.autoplay_speed, now.autosave) == (0, False, 5, False)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("好感：商务+4、外方-3。", "外方-3。"),
        ("Approval: Provinces +4, Foreign -3.", "Foreign -3."),
        ("treasury -30 M$; up 5 % of it", "treasury -30 M$; "),
    ],
)
def test_a_name_and_its_number_stay_on_one_line(words: str, kept: str) -> None:
    assert any(piece.endswith(kept) for piece in pieces(words))
    assert "".join(pieces(words)) == words


def test_a_tip_goes_with_the_dialog_and_lets_rows_beside_it_answer() -> None:
    driver = Driver()
    room = Room(driver.desk, driver.desk.start(driver.desk.level("campaign")))
    driver.show(room)
    tips = driver.app.ui.tips
    first, second = (driver.place(f"lever-export_rebate_{name}") for name in ("ores", "metals"))
    driver.move(first.center)
    driver.now += TIP_SECONDS + 0.01
    driver.event(pygame.USEREVENT)
    assert tips.stack[0].terms, "a tip with terms is open beside the first row"
    spot = (second.x + second.width // 2, second.centery)
    driver.move(spot)
    driver.press(spot)
    driver.release(spot)
    assert room.session.state.settings["export_rebate_metals"] > 0.0, "the row below takes the press at once"
    driver.now += TIP_SECONDS + 0.01
    driver.event(pygame.USEREVENT)
    assert tips.stack
    driver.key(pygame.K_SPACE)
    assert room.view.card is not None
    assert tips.stack == [], "the card is not covered by what it covers"
