"""Cards say before the choice what the choice does, in both languages, and never move what history moves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from game.economy.policy import LEVER_FIELDS, SHOCK_FIELDS
from game.language import LANGUAGES
from game.rules.level import CONSTITUENCIES, Level, Option, Text
from game.views.effects import effect, effect_parts


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_effect_has_words(level: Level, language: str) -> None:
    """Each shock, constituency and lever alone gives exactly one part with its number, and no two say the same."""
    bare = replace(level.cards[0].options[0], note=None, capital=0.0, levers={}, shocks={}, approval={})
    alone = [replace(bare, capital=2.0)]
    alone += [replace(bare, shocks={name: -0.5}) for name in SHOCK_FIELDS]
    alone += [replace(bare, approval={name: 3.0}) for name in CONSTITUENCIES]
    alone += [replace(bare, levers={name: level.lever(name).minimum}) for name in LEVER_FIELDS]
    told = [effect_parts(level, option, language) for option in alone]
    assert all(len(parts) == 1 for parts in told)
    words = [parts[0] for parts in told]
    assert len(set(words)) == len(words)
    for text in words[: 1 + len(SHOCK_FIELDS)]:
        assert any(digit in text for digit in "0123456789"), text
        assert "-" in text
        assert "effect." not in text


def _parts(option: Option) -> int:
    """Parts that an option's numbers make: approvals share one, and so do three equal fears."""
    fears = {option.shocks.get(f"fear_shock_{buyer}") for buyer in ("japan", "us", "europe")}
    merged = 2 if len(fears) == 1 and None not in fears else 0
    return bool(option.capital) + len(option.shocks) - merged + len(option.levers) + bool(option.approval)


def test_every_effect_of_every_answer_is_told(level: Level) -> None:
    for card in level.cards:
        for option in card.options:
            for language in LANGUAGES:
                assert len(effect_parts(level, option, language)) == _parts(option), (card.id, option.id)


def test_a_note_follows_the_numbers(level: Level) -> None:
    noted = replace(level.cards[0].options[0], note=Text("And more.", "还有。"))
    assert effect(level, noted, "en").endswith(". And more.")
    assert effect(level, noted, "zh_CN").endswith("。还有。")


def test_money_is_counted_as_the_language_counts(level: Level) -> None:
    bare = replace(level.cards[0].options[0], note=None, capital=0.0, levers={}, approval={})
    for musd, english, chinese in ((-30.0, "-30 M$", "-3,000万美元"), (120.0, "+120 M$", "+1.2亿美元")):
        option = replace(bare, shocks={"treasury_shock": musd})
        assert english in effect(level, option, "en")
        assert chinese in effect(level, option, "zh_CN")


def test_no_option_is_free_of_consequence(level: Level) -> None:
    for card in level.cards:
        for option in card.options:
            assert option.shocks or option.approval or option.levers or option.capital, (card.id, option.id)


def test_history_s_choice_never_repeats_an_order_of_its_path(level: Level) -> None:
    moved = {(row.month, row.lever) for row in level.history}
    for card in level.cards:
        for option in card.options:
            if option.id == card.history and card.month is not None:
                assert not any((card.month, lever) in moved for lever in option.levers)


def test_situations_are_short(level: Level) -> None:
    assert max(len(card.situation.en.split()) for card in level.cards) <= 60


def test_there_are_cards_of_both_kinds_in_every_era(level: Level) -> None:
    dated = [card.month for card in level.cards if card.month is not None]
    assert len(dated) >= 12
    for place, era in enumerate(level.eras):
        end = level.eras[place + 1].start if place + 1 < len(level.eras) else level.end + 1
        assert any(era.start <= month < end for month in dated), era.id
