"""Assignments: a small file laid over a level, what it fixes, what it refuses, how it ends."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from game.content.load import find_level, load_level
from game.desk import journal_bytes, new_session, replay
from game.faults import ExitCode, Fault
from game.hand_in import capsule_of, hand_ins, verified
from game.policy_player import play_history, play_none
from game.rules.commands import SetLever
from game.rules.level import Level
from game.storage.journal import parse_journal
from game.text.play import play
from game.ui.debrief import Debrief

from ..ui.driver import Driver
from ..ui.looking import dressed, faults

SMALL = """\
schema = 1
extends = "lesson-quota-trap"
id = "homework"
end = "2010-12"
"""


@pytest.fixture(scope="module")
def example() -> Level:
    return load_level(find_level("homework-quota"))


def written(folder: Path, more: str = "") -> Path:
    path = folder / "homework.toml"
    path.write_text(SMALL + more, encoding="utf-8")
    return path


def test_the_example_is_the_lesson_but_for_what_it_says(example: Level) -> None:
    lesson = load_level(find_level("lesson-quota-trap"))
    assert (example.start, example.end) == (lesson.start, lesson.end - 12)
    assert example.briefing == lesson.briefing
    assert example.about.roles == lesson.about.roles
    assert (example.rewind, example.predictions) == ("none", "asked")
    assert example.about.hand_in is not None
    assert example.fixed_difficulty
    assert not example.difficulty.history_shown
    assert not example.at_difficulty("hard").difficulty.history_shown
    assert example.at_difficulty("hard").difficulty.id == "normal"
    assert set(example.access) == {*lesson.access, "crackdown_south"}
    locked = example.closed("crackdown_south", example.start)
    assert locked is not None
    assert not locked.hidden
    assert not new_session(example).check(SetLever("crackdown_south", 0.9)).allowed
    assert new_session(lesson).check(SetLever("crackdown_south", 0.9)).allowed


def test_an_assignment_may_lie_anywhere_and_says_only_what_it_changes(tmp_path: Path) -> None:
    level = load_level(written(tmp_path))
    lesson = load_level(find_level("lesson-quota-trap"))
    assert level.id == "homework"
    assert level.end == lesson.end - 24
    assert level.title == lesson.title
    assert level.access == lesson.access
    assert not level.fixed_difficulty
    assert level.difficulty.history_shown
    assert level.content_hash != lesson.content_hash


@pytest.mark.parametrize(
    ("more", "field", "code"),
    [
        ('include = ["shared/levers.toml"]\n', "include", "E3003"),
        ("hand_ins = 1\n", "hand_ins", "E3003"),
        ('difficulty = "brutal"\n', "difficulty", "E3014"),
        ('[[access]]\nlevers = ["custom"]\naccess = "free"\n', "access[1].levers[1]", "E3053"),
        ('[[access]]\nlevers = ["customs"]\naccess = "shut"\n', "access[1].access", "E3014"),
        ('[hand_in]\nen = "x"\n', "hand_in", "E3004"),
    ],
)
def test_a_wrong_assignment_says_where(tmp_path: Path, more: str, field: str, code: str) -> None:
    with pytest.raises(Fault) as caught:
        load_level(written(tmp_path, more))
    assert [(one.field, one.code) for one in caught.value.problems] == [(field, code)]
    assert caught.value.problems[0].line >= 5


@pytest.mark.parametrize("name", ['"nowhere"', '"homework"', '"homework-quota"', '"../campaign"', "7"])
def test_only_a_level_that_extends_none_can_be_extended(tmp_path: Path, name: str) -> None:
    path = tmp_path / "homework.toml"
    path.write_text(SMALL.replace('"lesson-quota-trap"', name), encoding="utf-8")
    with pytest.raises(Fault) as caught:
        load_level(path)
    (problem,) = caught.value.problems
    assert (problem.field, problem.code, problem.line) == ("extends", "E3063", 2)


def test_hand_ins_are_scored_and_those_of_another_difficulty_refused(example: Level, tmp_path: Path) -> None:
    session = new_session(example)
    play_none(session)
    content = journal_bytes(session)
    assert not replay(parse_journal("mine", content), example).difference
    other = new_session(replace(example, fixed_difficulty=False).at_difficulty("hard"))
    play_none(other)
    with pytest.raises(Fault) as caught:
        replay(parse_journal("theirs", journal_bytes(other)), example)
    assert caught.value.exit_code == ExitCode.VERSION
    (tmp_path / "mine.capsule").write_text(capsule_of(session, "Li"), encoding="utf-8")
    (handed,) = hand_ins(tmp_path / "mine.capsule")
    found = verified(handed, example)
    assert found.session.true_score() == session.true_score()


def test_the_transcript_ends_with_what_to_hand_in(example: Level) -> None:
    answers = [f"choose {card.id} {card.default}" for card in example.cards]
    out = io.StringIO()
    play(example, io.StringIO("\n".join([*answers, "end"] * 20)), out)
    assert example.about.hand_in is not None
    assert out.getvalue().count(example.about.hand_in.en) == 1


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_game_ends_with_copy_capsule_and_save_journal(example: Level, language: str) -> None:
    session = new_session(example)
    play_history(session)
    driver = Driver((1280, 720), language)
    driver.show(Debrief(driver.desk, session))
    driver.click("assignment-name")
    driver.type("Li")
    driver.click("assignment-capsule")
    reports = driver.desk.folders.reports
    assert reports is not None
    before = set(reports.glob("homework-quota-*.journal"))
    driver.focus("assignment-journal")
    driver.key(13)
    (saved,) = set(reports.glob("homework-quota-*.journal")) - before
    assert not replay(parse_journal(str(saved), saved.read_bytes())).difference


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(1280, 720), (1024, 768)])
def test_the_end_has_room(example: Level, size: tuple[int, int], language: str) -> None:
    session = new_session(example)
    play_history(session)
    driver = dressed(size, 100, language)
    assert not faults(driver, Debrief(driver.desk, session))
