"""Lectures: files that ship and files that are wrong, forks from history, what is kept, causes that add up."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from game import paths
from game.content.lectures import find_lecture, list_lectures, load_lecture
from game.faults import Fault
from game.rules.difficulty import LECTURE
from game.text.lecture import hold
from game.views import lecture as told
from game.views.lecture import LectureRun, Page, Vote

SHIPPED = ("quota-and-magnets", "forty-years")


def spent(steps: Iterator[object]) -> int:
    return sum(1 for _ in steps)


@pytest.fixture(scope="module")
def short() -> LectureRun:
    return told.begun(load_lecture(find_lecture("quota-and-magnets")))


def test_two_lectures_ship_one_of_fifteen_minutes_one_of_forty_five_with_six_stops() -> None:
    found = [one.lecture for one in list_lectures()]
    assert [(one.id, one.minutes) for one in found if one is not None] == [(SHIPPED[0], 15), (SHIPPED[1], 45)]
    long = found[1]
    assert long is not None
    assert len(long.stops) == 6
    for lecture in found:
        assert lecture is not None
        for page in told.pages(lecture):
            assert told.notes(lecture, page, "en")
            assert told.notes(lecture, page, "zh_CN")
        planned = {page.stop: told.planned_seconds(lecture, page) for page in told.pages(lecture)}
        planned[-1] = told.planned_seconds(lecture, Page("opening", 0))
        assert sum(planned.values()) == pytest.approx(60.0 * lecture.minutes)


def test_every_answer_of_every_lecture_can_be_run_and_differs_from_history() -> None:
    run = told.begun(load_lecture(find_lecture("forty-years")))
    for place, stop in enumerate(run.lecture.stops):
        for number, option in enumerate(stop.options):
            run.votes[place] = Vote(number)
            spent(run.running(place))
            fork = run.fork(place)
            assert fork is not None
            assert fork.state.month == stop.end
            same = all(
                np.array_equal(fork.series(name), fork.history_series(name)[: fork.months]) for name in stop.figures
            )
            assert same == option.historical, (stop.id, option.title.en)


def test_a_fork_is_history_to_the_bit_until_its_month(short: LectureRun) -> None:
    stop = short.lecture.stops[0]
    short.votes[0] = Vote(1)
    spent(short.running(0))
    fork = short.fork(0)
    assert fork is not None
    before = stop.month - short.level.start
    name = "export_price_usd_per_t"
    assert np.array_equal(fork.series(name)[:before], fork.history_series(name)[:before])
    assert not np.array_equal(fork.series(name), fork.history_series(name)[: fork.months])
    # What the answer holds stays, although history ended its quota within these years.
    assert fork.state.settings["export_quota_light"] == 39216.0


def test_history_of_a_lecture_is_history_of_the_campaign_but_for_the_length_of_turns(short: LectureRun) -> None:
    assert short.level.difficulty is LECTURE
    spent(short.reaching(1))
    reached = short.reached(1)
    assert reached is not None
    name = "china_mining_share"
    assert np.array_equal(reached.series(name), reached.history_series(name)[: reached.months])


def test_three_causes_and_everything_else_add_up_to_the_change(short: LectureRun) -> None:
    short.votes[0] = Vote(1)
    spent(short.running(0))
    spent(short.explaining(0))
    sentence, parts = told.causes(short, 0, "en")
    assert sentence.startswith("Export price")
    assert len(parts) == 4
    assert parts[-1].id == "rest"
    ledger = short.ledger(0)
    assert ledger is not None
    explanation = ledger.explain("export_price_usd_per_t")
    assert sum(part.value for part in parts) == pytest.approx(explanation.change, abs=1.0)


def test_what_is_kept_stands_at_the_next_stop_and_can_be_given_up() -> None:
    run = told.begun(load_lecture(find_lecture("quota-and-magnets")))
    run.votes[0] = Vote(2)
    spent(run.running(0))
    run.votes[0].kept = True
    spent(run.reaching(1))
    kept = run.reached(1)
    assert kept is not None
    assert kept.state.settings["export_duty_light"] == 0.4
    assert told.kept_words(run, 1, "en")
    run.votes[0].kept = False
    assert run.reached(1) is None
    spent(run.reaching(1))
    back = run.reached(1)
    assert back is not None
    assert back.state.settings["export_duty_light"] == 0.0
    assert not told.kept_words(run, 1, "en")


def test_the_forecast_starts_where_the_stop_stands_and_knows_no_later_order(short: LectureRun) -> None:
    short.votes[0] = Vote(3)
    spent(short.reaching(0))
    expected = told.forecasts(short, 0)
    assert set(expected) == set(short.lecture.stops[0].figures)
    assert all(len(values) == 12 * short.lecture.stops[0].years for values in expected.values())
    fork = short.fork(0) if (0, 3, ()) in short._forks else None
    assert fork is None or fork.state.month == short.lecture.stops[0].month


@pytest.mark.parametrize(
    ("text", "votes"),
    [
        ("7 12 3 5", (7, 12, 3, 5)),
        ("7-12-3", (7, 12, 3)),
        ("", ()),
        ("9999 x 1", (999, 1)),
        ("1,2;3 4 5 6", (1, 2, 3, 4)),
    ],
)
def test_votes_are_typed_with_anything_between_them(text: str, votes: tuple[int, ...]) -> None:
    assert told.typed_votes(text, 4) == votes


def test_most_votes_decide_and_the_first_of_equals() -> None:
    assert told.chosen((3, 9, 9), 0) == 1
    assert told.chosen((0, 0), 1) == 1
    assert told.bars((3, 6), 3) == ((3, 0.5), (6, 1.0), (0, 0.0))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_lecture_can_be_held_as_text(language: str) -> None:
    out = io.StringIO()
    lines = ["next", "next", "vote 1 8 2 0", "next", "next", "next", "keep", "next", "wrong", "back", "notes", "quit"]
    assert hold(load_lecture(find_lecture("quota-and-magnets")), io.StringIO("\n".join(lines)), out, language) == 0
    text = out.getvalue()
    lecture = load_lecture(find_lecture("quota-and-magnets"))
    assert lecture.stops[0].options[1].title.in_language(language) in text
    assert lecture.stops[0].after.in_language(language) in text
    assert lecture.stops[0].notes.in_language(language) in text
    assert "? wrong" in text


BROKEN = (
    ('month = "2010-07"', 'month = "2025-07"', "stops[1].month", "E3066"),
    ('lever = "customs"', 'lever = "custom"', "stops[1].options[4].orders[1].lever", "E3053"),
    ("value = 0.4", "value = 0.9", "stops[1].options[3].orders[3].value", "E3058"),
    ("(B034, B035)", "(B034, B935)", "stops[1].captions[1].en", "E3053"),
    ('"china_smuggled_t"', '"china_smugled_t"', "stops[1].figures[2]", "E3053"),
    ("minutes = 15", "minutes = 11", "minutes", "E3007"),
    ("years = 3", "years = 9", "stops[1].years", "E3007"),
    (
        '[[stops.options.orders]]\nmonth = "2011-01"',
        '[[stops.options.orders]]\nmonth = "2015-01"',
        "stops[1].options[4].orders[5].month",
        "E3066",
    ),
    ('id = "magnets"', 'id = "the_cut"', "stops[2].id", "E3056"),
    ("[stops.notes]", "[stops.note]", "stops[1]", "E3003"),
)


@pytest.mark.parametrize(("right", "wrong", "field", "code"), BROKEN)
def test_a_wrong_lecture_says_where(tmp_path: Path, right: str, wrong: str, field: str, code: str) -> None:
    text = (paths.lectures_folder() / "quota-and-magnets.toml").read_text(encoding="utf-8")
    assert right in text
    file = tmp_path / "wrong.toml"
    file.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(Fault) as caught:
        load_lecture(file)
    found = {(problem.code, problem.field) for problem in caught.value.problems}
    assert any(one == code and place.startswith(field) for one, place in found), found
    assert all(problem.line for problem in caught.value.problems)


def test_a_stop_needs_exactly_one_answer_of_history(tmp_path: Path) -> None:
    text = (paths.lectures_folder() / "quota-and-magnets.toml").read_text(encoding="utf-8")
    order = '\n[[stops.options.orders]]\nlever = "customs"\nvalue = 0.9\n'
    note = 'note = { en = "what Beijing did", zh = "北京当年的做法" }\n'
    file = tmp_path / "wrong.toml"
    file.write_text(text.replace(note, note + order, 1), encoding="utf-8")
    with pytest.raises(Fault) as caught:
        load_lecture(file)
    assert [(one.code, one.field) for one in caught.value.problems] == [("E3059", "stops[1].options")]
