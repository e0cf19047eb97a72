"""Endings and badges: decided by their bounds in order, each ending reached by some policy, all worded."""

from __future__ import annotations

import pytest

from game.analysis.outcome import facts
from game.language import known, phrase
from game.rules.game_state import Engine
from game.rules.level import Level
from game.rules.outcome import BADGES, ENDINGS, badges, ending, facts_used
from game.session import Session

_MIDDLING = {
    **dict.fromkeys(("share", "price", "leverage", "environment", "treasury", "stability", "overall"), 90.0),
    **dict.fromkeys(facts_used((*ENDINGS, *BADGES)) - {"overall"}, 0.0),
}
_EVEN = {**_MIDDLING, **dict.fromkeys(("share", "price", "leverage", "environment", "treasury", "stability"), 90.0)}

CASES = [
    ("recalled", {"removed_for_approval": 1.0, "share": 120.0, "price": 120.0, "leverage": 120.0}),
    ("bankrupt", {"removed_for_deficit": 1.0}),
    ("master", {"share": 115.0, "price": 116.0, "leverage": 130.0, "environment": 150.0}),
    ("clean_giant", {"share": 101.0, "price": 100.0, "leverage": 105.0, "environment": 110.0}),
    ("footsteps", {"share": 100.9, "price": 99.1, "leverage": 100.0}),
    ("foresight", {"share": 102.0, "price": 100.0, "leverage": 101.0}),
    ("feared", {"leverage": 120.0, "fear_at_end": 0.4}),
    ("strongbox", {"leverage": 120.0, "fear_at_end": 0.1}),
    ("eclipsed", {"share": 79.0}),
    ("cheap_mine", {"share": 102.0, "price": 90.0, "leverage": 12.0}),
    ("merchant", {"price": 110.0, "leverage": 50.0}),
    ("mixed", {}),
]


@pytest.mark.parametrize(("name", "changes"), CASES)
def test_the_first_ending_whose_bounds_hold_is_taken(name: str, changes: dict[str, float]) -> None:
    assert ending({**_EVEN, **changes}).id == name


def test_every_ending_has_a_case() -> None:
    assert [award.id for award in ENDINGS] == [name for name, _ in CASES]


@pytest.mark.parametrize("badge", BADGES, ids=lambda one: one.id)
def test_a_badge_needs_each_of_its_bounds(badge) -> None:  # type: ignore[no-untyped-def]
    enough = dict(_EVEN)
    for bound in badge.bounds:
        enough[bound.fact] = bound.least if bound.least is not None else bound.most
    assert badge in badges(enough)
    for bound in badge.bounds:
        missed = bound.least - 0.01 if bound.least is not None else bound.most + 0.01
        assert badge not in badges({**enough, bound.fact: missed})


def test_the_facts_asked_for_are_those_of_a_run(level: Level, engine: Engine) -> None:
    assert facts_used((*ENDINGS, *BADGES)) <= set(facts(Session(level, engine)))


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_endings_and_badges_are_worded(language: str) -> None:
    for award in ENDINGS:
        assert known(f"ending.{award.id}", language)
        text = phrase(f"ending.{award.id}.text", language)
        if language == "en":
            assert 40 <= len(text.split()) <= 80
        else:
            assert 80 <= len(text) <= 160
    for award in BADGES:
        assert known(f"badge.{award.id}", language)
