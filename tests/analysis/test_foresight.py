"""Predictions: a rule that is best for the honest, numbers by hand, round trips, and what another branch has seen."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from game.analysis.evidence import campaign, load_engine
from game.analysis.foresight import NO_IDEA, brier, calibration, judge, newly_due
from game.branches import Tree
from game.desk import journal_bytes, new_session, replay
from game.economy.dimensions import parse_month
from game.hand_in import capsule_of, replay_capsule
from game.rules.commands import DIRECTIONS, Choose, EndTurn, Predict, SetLever, Sketch
from game.rules.level import Level
from game.rules.predictions import PREDICTABLE, direction_of, predictable
from game.rules.turn import RefusedError
from game.session import Session
from game.storage.capsule import open_capsule
from game.storage.journal import parse_journal

CAMPAIGN = campaign()
# A hash of its own: histories and openings are kept by it.
SHORT: Level = replace(CAMPAIGN, end=parse_month("1990-12"), content_hash="5" * 64)
PRICE = "export_price_usd_per_t"


def lived(session: Session, years: int) -> Session:
    until = session.state.month + 12 * years
    while session.state.month < until and not session.finished:
        for card in session.open_cards():
            session.submit(Choose(card.id, card.default))
        session.submit(EndTurn())
    return session


def begun(level: Level = SHORT) -> Session:
    return lived(new_session(level), 1)


def expected_cost(direction: str, confidence: int, chances: tuple[float, ...]) -> float:
    said = Predict(PRICE, direction, confidence, 1)  # type: ignore[arg-type]
    return sum(chance * brier(said, came) for chance, came in zip(chances, DIRECTIONS, strict=True))


@pytest.mark.parametrize("chances", [(0.8, 0.15, 0.05), (0.05, 0.62, 0.33), (0.01, 0.02, 0.97), (0.5, 0.3, 0.2)])
def test_the_rule_is_proper(chances: tuple[float, ...]) -> None:
    """Whoever says what they believe expects the lowest cost, among all directions and confidences."""
    truth = DIRECTIONS[int(np.argmax(chances))], round(100 * max(chances))
    costs = {(d, c): expected_cost(d, c, chances) for d in DIRECTIONS for c in range(50, 100)}
    assert min(costs, key=lambda key: costs[key]) == truth
    assert sum(cost <= costs[truth] for cost in costs.values()) == 1, "strictly proper"


def test_a_drawn_value_is_best_at_the_median() -> None:
    session = begun()
    outcomes = [1.0, 2.0, 3.0, 7.0, 30.0]
    costs = {drawn: sum(abs(drawn - outcome) for outcome in outcomes) for drawn in outcomes}
    assert min(costs, key=lambda drawn: costs[drawn]) == 3.0
    session.submit(Sketch(PRICE, (1.0, 2.0)))
    (judged,) = judge(lived(session, 2))
    width = judged.about.bound * judged.base
    wanted = [abs(drawn - year.outcome) / width for drawn, year in zip((1.0, 2.0), judged.years, strict=True)]  # type: ignore[operator]
    assert [miss for miss, _ in judged.misses()] == pytest.approx(wanted)


def test_numbers_by_hand() -> None:
    assert brier(Predict(PRICE, "up", 80, 1), "up") == pytest.approx(0.2**2 + 2 * 0.1**2)
    assert brier(Predict(PRICE, "up", 80, 1), "down") == pytest.approx(0.8**2 + 0.9**2 + 0.1**2)
    assert brier(Predict(PRICE, "flat", 99, 1), "flat") < 0.001
    assert pytest.approx((1 / 3 - 1) ** 2 + 2 * (1 / 3) ** 2) == NO_IDEA


def test_directions_have_the_bounds_they_state() -> None:
    price, share = predictable(PRICE), predictable("china_mining_share")
    assert price is not None
    assert share is not None
    assert [direction_of(price, 1000.0, value) for value in (1051.0, 1049.0, 951.0, 949.0)] == [
        "up",
        "flat",
        "flat",
        "down",
    ]
    assert [direction_of(share, 0.5, value) for value in (0.521, 0.519, 0.479)] == ["up", "flat", "down"]


def test_what_comes_is_judged_on_yearly_means_of_known_figures() -> None:
    session = begun()
    session.submit(Predict(PRICE, "up", 70, 2))
    assert judge(session)[0].came == ""
    lived(session, 1)
    assert judge(session)[0].cost is None
    lived(session, 1)
    (judged,) = judge(session)
    known = session.known_series(PRICE)
    base, outcome = float(np.mean(known[:12])), float(np.mean(known[24:36]))
    assert judged.base == pytest.approx(base)
    assert judged.last.outcome == pytest.approx(outcome)
    assert judged.last.history == pytest.approx(float(np.mean(session.known_series(PRICE, history=True)[24:36])))
    wanted = "up" if outcome > 1.05 * base else "down" if outcome < 0.95 * base else "flat"
    assert judged.came == wanted
    made = calibration([judged])
    assert made.directions == 1
    assert made.right == (wanted == "up")
    assert made.points == pytest.approx(100.0 * (1.0 - brier(Predict(PRICE, "up", 70, 2), wanted) / NO_IDEA))
    assert [band.count for band in made.bands] == [0, 0, 1, 0, 0]
    assert newly_due([judged], judged.due - 12, judged.due) == (judged,)
    assert newly_due([judged], judged.due, judged.due + 12) == ()


def test_a_verdict_does_not_change_when_the_truth_is_opened() -> None:
    session = begun()
    for one in PREDICTABLE:
        session.submit(Predict(one.figure, "up", 60, 2))
        session.submit(Sketch(one.figure, (1.0, 2.0)))
    lived(session, 4)
    before = judge(session)
    lived(session, 9)
    assert session.finished
    assert session.opened
    assert judge(session) == before


def test_months_that_another_branch_has_seen_do_not_count() -> None:
    session = begun()
    session.seen = session.state.month + 13
    session.submit(Predict(PRICE, "up", 90, 1))
    session.submit(Predict("fear", "up", 90, 3))
    session.submit(Sketch(PRICE, (1.0, 2.0, 3.0)))
    assert session.commands[-1] == Sketch(PRICE, (1.0, 2.0, 3.0), session.seen)
    judged = judge(lived(session, 3))
    assert [one.last.counts for one in judged] == [False, True, True]
    assert [year.counts for year in judged[2].years] == [False, False, True]
    assert len(judged[2].misses()) == 1
    assert calibration(judged).directions == 1


def test_who_turns_time_back_predicts_what_they_have_seen() -> None:
    tree = Tree(lived(begun(), 2))
    place = next(place for place in tree.session.stops if tree.session.state_at(place).month >= 12)
    then = tree.rewind(place)
    then.submit(Predict(PRICE, "up", 90, 1))
    then.submit(Predict("fear", "up", 90, 3))
    assert [one.last.counts for one in judge(then)] == [False, True]


def test_predictions_come_back_from_journal_and_capsule() -> None:
    session = begun()
    session.seen = 20
    session.submit(Predict("fear", "flat", 55, 3))
    session.submit(Sketch("china_exports_t", (1234.5678, 0.1 + 0.2, 3e-7)))
    lived(session, 3)
    journal = parse_journal("journal", journal_bytes(session))
    assert journal.commands == session.commands
    again = replay(journal, SHORT)
    assert again.difference == ""
    assert judge(again.session) == judge(session)
    opened = replay_capsule(open_capsule(capsule_of(session)), SHORT)
    assert opened.difference == ""
    assert opened.session.commands == session.commands


def test_a_prediction_that_was_changed_afterwards_does_not_verify() -> None:
    session = begun()
    session.submit(Predict(PRICE, "up", 55, 1))
    lived(session, 1)
    journal = parse_journal("journal", journal_bytes(session))
    place = next(place for place, one in enumerate(journal.commands) if isinstance(one, Predict))
    forged = list(journal.commands)
    forged[place] = Predict(PRICE, "up", 99, 1)
    assert replay(replace(journal, commands=tuple(forged)), SHORT).difference != ""


def test_predictions_move_nothing_and_cost_nothing() -> None:
    plain, telling = begun(), begun()
    digest = telling.state.digest()
    telling.submit(Predict(PRICE, "up", 55, 1))
    assert telling.state.digest() != digest
    assert telling.state.capital == plain.state.capital
    lived(plain, 2)
    lived(telling, 2)
    assert telling.books.true.columns == plain.books.true.columns
    assert replace(telling.state, predictions=()).digest() == plain.state.digest()


def test_the_last_word_of_a_month_counts_and_undo_takes_it_back() -> None:
    session = begun()
    session.submit(Predict(PRICE, "up", 55, 1))
    session.submit(Predict(PRICE, "down", 65, 1))
    assert [one.said for one in session.state.predictions] == [Predict(PRICE, "down", 65, 1)]
    session.undo()
    assert [one.said for one in session.state.predictions] == [Predict(PRICE, "up", 55, 1)]


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (Predict("treasury_musd", "up", 60, 1), "predict_figure"),
        (Predict(PRICE, "up", 49, 1), "predict_confidence"),
        (Predict(PRICE, "up", 100, 1), "predict_confidence"),
        (Predict(PRICE, "sideways", 60, 1), "predict_confidence"),  # type: ignore[arg-type]
        (Predict(PRICE, "up", 60, 0), "predict_years"),
        (Predict(PRICE, "up", 60, 6), "predict_years"),
        (Sketch(PRICE, ()), "predict_years"),
        (Sketch(PRICE, (float("nan"),)), "predict_values"),
    ],
)
def test_what_is_no_prediction_is_refused(command: Predict | Sketch, reason: str) -> None:
    session = begun()
    assert session.check(command).reason == reason
    with pytest.raises(RefusedError):
        session.submit(command)


def test_a_level_may_do_without_and_nothing_is_predicted_from_nothing() -> None:
    assert new_session(SHORT).check(Predict(PRICE, "up", 60, 1)).reason == "predict_early"
    closed = Session(replace(SHORT, predictions="off"), load_engine(SHORT))
    lived(closed, 1)
    assert closed.check(Predict(PRICE, "up", 60, 1)).reason == "predict_off"
    assert closed.check(SetLever("customs", 0.1)).reason != "predict_off"
