"""The tutorial's steps: done by deeds, skipped at will, left and resumed, in the window and as text."""

from __future__ import annotations

import io

import pytest

from game.content.load import find_level, load_level
from game.desk import Desk, new_session
from game.economy.dimensions import parse_month
from game.rules.commands import Announce, Choose, EndTurn, SetLever
from game.rules.lessons import Lesson, done
from game.rules.level import Level
from game.rules.staging import Done
from game.session import Session
from game.text.play import play
from game.ui.room import Room
from tests.ui.driver import Driver


@pytest.fixture(scope="module")
def tutorial() -> Level:
    return load_level(find_level("tutorial"))


def condition(**parts: object) -> Done:
    given: dict[str, object] = dict.fromkeys(("deed", "lever", "at_least", "at_most", "month", "card"))
    return Done(**{**given, **parts})  # type: ignore[arg-type]


def test_a_condition_holds_when_all_its_parts_do(tutorial: Level) -> None:
    session = new_session(tutorial)
    order = SetLever("clean_up", 20.0)
    assert not done(condition(deed="set"), session.state, [])
    assert done(condition(deed="set"), session.state, [order])
    assert done(condition(deed="set", lever="clean_up"), session.state, [order])
    assert not done(condition(deed="set", lever="environmental_standard"), session.state, [order])
    assert not done(condition(deed="announce"), session.state, [order])
    assert not done(condition(lever="clean_up", at_least=20.0), session.state, [order])
    session.submit(order)
    assert done(condition(lever="clean_up", at_least=20.0), session.state, [])
    assert not done(condition(lever="clean_up", at_most=10.0), session.state, [])
    assert not done(condition(month=parse_month("1986-01")), session.state, [])
    session.submit(EndTurn())
    assert done(condition(month=parse_month("1986-01")), session.state, [])
    assert not done(condition(card="japanese_plant"), session.state, [])
    session.submit(Choose("japanese_plant", "own"))
    assert done(condition(card="japanese_plant"), session.state, [])


def follow_what_it_says(session: Session, lesson: Lesson) -> None:
    """Do what the step asks for."""
    what = lesson.steps[lesson.step].done
    month = session.state.month
    for card in session.open_cards():
        session.submit(Choose(card.id, card.default))
    if what is None:
        lesson.go_on(session.commands)
    elif what.deed == "set" and what.lever is not None:
        session.submit(SetLever(what.lever, 0.13))
    elif what.deed == "announce":
        session.submit(Announce("clean_up", 20.0, month + 6))
    elif what.at_least is not None and what.lever is not None:
        session.submit(SetLever(what.lever, what.at_least))
    elif not (what.card and any(card == what.card for card, _ in session.state.answered)):
        session.submit(EndTurn())
    lesson.follow(session.state, session.commands)


def test_who_does_what_it_says_comes_to_its_end_before_the_level_does(tutorial: Level) -> None:
    session, lesson = new_session(tutorial), Lesson(tutorial)
    for _ in range(60):
        if lesson.over:
            break
        follow_what_it_says(session, lesson)
    assert lesson.over
    assert not session.state.ended
    assert not session.state.caretaker


def test_every_step_can_be_skipped_without_a_deed(tutorial: Level) -> None:
    session, lesson = new_session(tutorial), Lesson(tutorial)
    for _ in tutorial.about.steps:
        assert not lesson.over
        lesson.go_on(session.commands)
    assert lesson.over
    assert session.commands == ()


def test_a_step_begins_with_what_comes_after_it(tutorial: Level) -> None:
    session, lesson = new_session(tutorial), Lesson(tutorial)
    session.submit(EndTurn())
    place = next(number for number, step in enumerate(lesson.steps) if step.id == "end")
    for _ in range(place):
        lesson.go_on(session.commands)
    assert not lesson.follow(session.state, session.commands), "the turn ended before the step began"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_text_play_tells_the_steps_and_goes_on_by_itself(tutorial: Level, language: str) -> None:
    lines = ["step next"] * 3 + ["set export_rebate_ores 13%", "step skip", "step skip", "step back", "quit"]
    out = io.StringIO()
    assert play(tutorial, io.StringIO("\n".join(lines) + "\n"), out, language) == 0
    told = out.getvalue()
    count = len(tutorial.about.steps)
    for number in (1, 2, 3, 4, 5, 6, 7):
        assert f"[{number}/{count}]" in told
    for step in tutorial.about.steps[:7]:
        assert step.text.in_language(language) in told


def test_the_panel_follows_deeds_is_left_and_taken_up_again(tutorial: Level) -> None:
    driver = Driver()
    session = driver.desk.start(tutorial)
    driver.show(Room(driver.desk, session))
    for _ in range(3):
        driver.click("tutor-on")
    assert driver.desk.settings.steps == {"tutorial": 3}
    room = driver.screen
    assert isinstance(room, Room)
    session.submit(SetLever("export_rebate_ores", 0.13))
    driver.app.ui.again = True
    driver.rest()
    driver.event(1024, pos=(5, 5), rel=(0, 0), buttons=(0, 0, 0))
    driver.rest()
    assert driver.desk.settings.steps == {"tutorial": 4}
    # Leaving the window and coming back by a save: the step is where it was.
    again = Room(driver.desk, Session.replay(session.level, session.engine, session.commands))
    driver.show(again)
    assert again.tutor.lesson.step == 4
    driver.click("tutor-leave")
    assert "tutor-on" not in driver.app.ui.places
    driver.click("guide")
    assert "tutor-on" in driver.app.ui.places


def test_the_panel_is_in_reach_by_keyboard_alone(tutorial: Level) -> None:
    driver = Driver()
    driver.show(Room(driver.desk, driver.desk.start(tutorial)))
    driver.focus("tutor-on")
    driver.key(13)
    assert driver.desk.settings.steps == {"tutorial": 1}


def test_a_new_game_begins_at_the_first_step(tutorial: Level) -> None:
    desk = Desk()
    desk.keep_settings({"steps": {"tutorial": 9}})
    room = Room(desk, desk.start(tutorial))
    assert room.tutor.lesson.step == 0
