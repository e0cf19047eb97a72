"""Every shipped level loads, starts, and is played to its end by history and by nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.content.load import Shelf, find_level, list_levels, load_level
from game.content.staging_checks import fact_ids
from game.desk import new_session
from game.economy.dimensions import month_label, parse_month
from game.policy_player import play_history, play_none
from game.rules.level import Level
from game.rules.opening import history_until
from game.rules.staging import KINDS, Text
from game.rules.turns import turn_count, turn_end
from game.session import Session, baseline

NAMES = sorted(path.stem for path in (Path(__file__).parents[2] / "levels").glob("*.toml"))
SHELF = Shelf()
FROM_HISTORY = [name for name in NAMES if load_level(find_level(name), SHELF).past is not None]
# Levels that change nothing about where they start.
ERAS = ["clean-up-2006", "restructuring-2011", "black-earth-2016", "giant-2019", "weapon-2025", "quota-years"]


def loaded(name: str) -> Level:
    return load_level(find_level(name), SHELF)


def test_all_that_should_ship_does() -> None:
    kinds = [loaded(name).about.kind for name in NAMES]
    assert {kind: kinds.count(kind) for kind in KINDS} == {
        "campaign": 1,
        "tutorial": 1,
        "era": 7,
        "what_if": 6,
        "lesson": 2,
        "sandbox": 1,
    }


@pytest.mark.parametrize("name", NAMES)
def test_history_plays_to_the_end_and_scores_a_hundred_in_everything(name: str) -> None:
    session = new_session(loaded(name))
    play_history(session)
    assert session.finished
    assert not session.state.caretaker
    result = session.score()
    assert [line.points for line in result.headlines()] == pytest.approx([100.0, 100.0, 100.0])
    assert session.state.turn == turn_count(session.level)


@pytest.mark.parametrize("name", NAMES)
def test_nobody_plays_to_the_end(name: str) -> None:
    session = new_session(loaded(name))
    play_none(session)
    assert session.finished
    assert 0.0 <= session.score().overall <= 200.0


@pytest.mark.parametrize("name", NAMES)
def test_words_facts_and_objectives_are_there(name: str) -> None:
    level = loaded(name)
    assert level.id == name
    assert level.objectives
    assert len(level.about.facts) == 3
    assert set(level.about.facts) <= fact_ids()
    assert level.about.teaches is not None
    texts = [level.title, level.summary, level.briefing, level.about.teaches]
    texts += [text for step in level.about.steps for text in (step.title, step.text)]
    texts += [text for role in level.about.roles for text in (role.title, role.brief, role.wants)]
    texts += [change.reason for change in level.changes]
    for text in texts:
        assert isinstance(text, Text)
        assert text.en != text.zh
        assert any("一" <= letter <= "鿿" for letter in text.zh)
    assert all(change.source for change in level.changes)


@pytest.mark.parametrize("name", ERAS)
def test_an_era_opens_in_the_state_of_the_campaigns_history(name: str) -> None:
    level = loaded(name)
    session = new_session(level)
    campaign = new_session(loaded("campaign"))
    assert level.past is not None
    assert level.past.content_hash == campaign.level.content_hash
    kept = history_until(campaign.level, campaign.engine, level.start)
    assert session.state.economy.digest() == kept.economy.digest()
    assert session.state.approvals == kept.approvals
    assert session.state.settings == kept.settings
    # The same months once more, lived through by a session of the campaign.
    for command in baseline(campaign.level, campaign.engine).commands:
        if campaign.state.month >= level.start:
            break
        campaign.submit(command)
    assert campaign.state.month == level.start, "a turn of the campaign ends there too"
    assert session.state.economy.digest() == campaign.state.economy.digest()
    assert session.state.ramps == campaign.state.ramps


@pytest.mark.parametrize("name", FROM_HISTORY)
def test_months_of_levels_follow_on_each_other(name: str) -> None:
    level = loaded(name)
    month = level.start
    ends = []
    while month <= level.end:
        month = turn_end(level, month)
        ends.append(month)
    assert ends[-1] == level.end + 1, month_label(ends[-1])
    assert len(ends) == turn_count(level)


def test_the_quota_trap_is_twelve_turns_six_levers_four_cards_and_six_seats() -> None:
    level = loaded("lesson-quota-trap")
    session = new_session(level)
    free = [lever.id for lever in level.levers if level.closed(lever.id, level.start) is None]
    assert (turn_count(level), len(free), len(level.cards), len(level.about.roles)) == (12, 6, 4, 6)
    assert (level.start, level.end) == (parse_month("2009-01"), parse_month("2012-12"))
    assert level.about.question is not None
    seats = {lever for role in level.about.roles for lever in role.levers}
    assert seats == set(free)
    play_none(session)
    # Levers of others moved as in history: the licences of autumn 2010 were ordered without anybody here.
    campaign = new_session(loaded("campaign"))
    play_history(campaign)
    for lever in level.levers:
        if lever.id not in free:
            assert session.state.settings[lever.id] == _at(campaign, lever.id, level.end), lever.id


def _at(session: Session, lever: str, month: int) -> float:
    value = session.level.opening[lever]
    for row in session.level.history:
        if row.lever == lever and row.month <= month:
            value = row.value
    return value


def test_levels_come_with_their_neighbours_read_once(repository: Path) -> None:
    shelf = Shelf()
    listed = list_levels(repository / "levels", shelf)
    assert [entry.path.stem for entry in listed] == NAMES
    pasts = {id(entry.level.past) for entry in listed if entry.level is not None and entry.level.past is not None}
    assert len(pasts) == 1
