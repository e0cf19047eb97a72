"""Cards say before the choice what the choice does, in both languages, and never move what history moves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from game.economy.policy import LEVER_FIELDS, SHOCK_FIELDS
from game.language import LANGUAGES
from game.rules.game_state import Engine
from game.rules.level import CONSTITUENCIES, Card, Level, Option, Text
from game.session import Baseline, baseline
from game.views.effects import effect, effect_parts

FACTS = "assets/economy/briefing_facts.csv"


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


# The engine is calibrated with what history's answers to these do to it. No other card may move it on history's path.
CALIBRATED = (
    "japanese_plant",
    "two_track",
    "magnequench",
    "asian_crisis",
    "tailings",
    "wto",
    "after_rebate",
    "well_water",
    "crash_2008",
    "collision",
    "rent_seekers",
    "frightened_buyer",
    "wto_ruling",
    "provinces_groups",
    "ganzhou",
    "visit_2019",
    "merger_2021",
    "technology_2023",
    "truce_2025",
)
# What a shock of such a kind is worth to Beijing; all others are better when they are lower.
GAINS = (
    "treasury_shock",
    "goodwill_shock",
    "separation_knowledge_shock",
    "magnet_knowledge_shock",
    "capacity_shock_light",
    "capacity_shock_heavy",
    "foreign_demand_shock",
    "chinese_demand_shock",
)


def _taken(card: Card) -> Option:
    """History's answer, or the stated default."""
    return next(option for option in card.options if option.id == (card.history or card.default))


def test_history_s_answers_move_the_engine_only_where_it_was_calibrated_with_them(level: Level) -> None:
    moving = {card.id for card in level.cards if set(_taken(card).shocks) - {"treasury_shock"} or _taken(card).levers}
    assert moving == set(CALIBRATED)


def test_history_s_run_is_the_same_without_the_other_cards(level: Level, engine: Engine, history: Baseline) -> None:
    """Neither their answers, nor their pauses, nor their place in the queue move a figure of the economy."""
    fewer = replace(level, content_hash="fewer", cards=tuple(card for card in level.cards if card.id in CALIBRATED))
    alone = baseline(fewer, engine)
    for name, column in alone.recording.columns.items():
        if name not in ("treasury_musd", "political_capital"):
            assert column == history.recording.columns[name], name
    assert min(history.recording.columns["treasury_musd"]) > 0.0  # an empty treasury would scale spending


def _worth(option: Option) -> dict[str, float]:
    """Everything an answer moves that somebody cares about, higher being better; orders are beyond comparison."""
    worth = {name: value if name in GAINS else -value for name, value in option.shocks.items()}
    return {**worth, **option.approval, "capital": -option.capital}


def test_no_option_is_free_and_none_is_worse_than_another_in_everything(level: Level) -> None:
    for card in level.cards:
        for option in card.options:
            worth = _worth(option)
            assert option.levers or any(value < 0.0 for value in worth.values()), (card.id, option.id, "costs nothing")
            for other in card.options:
                if other is option or option.levers or other.levers:
                    continue
                theirs = _worth(other)
                names = set(worth) | set(theirs)
                better = any(worth.get(name, 0.0) > theirs.get(name, 0.0) for name in names)
                assert better, (card.id, option.id, "is never better than", other.id)


def test_history_s_choice_never_repeats_an_order_of_its_path(level: Level) -> None:
    moved = {(row.month, row.lever) for row in level.history}
    for card in level.cards:
        for option in card.options:
            if option.id == card.history and card.month is not None:
                assert not any((card.month, lever) in moved for lever in option.levers)


def test_situations_are_short_and_sourced(level: Level, repository: Path) -> None:
    facts = {line.split(",")[0] for line in (repository / FACTS).read_text("utf-8").splitlines()[1:]}
    for card in level.cards:
        assert len(card.situation.en.split()) <= 60, card.id
        assert len(card.situation.zh) <= 100, card.id
        assert card.sources, card.id
        for source in card.sources:
            plain = source.en in facts or source.en.startswith("events.csv ")
            assert plain or source.en.startswith(("public record: ", "game rule: ", "consequence ")), (card.id, source)
            assert (source.zh == source.en) == plain, (card.id, source)


def test_forty_years_have_dilemmas_throughout(level: Level) -> None:
    assert len(level.cards) >= 65
    dated = [card.month for card in level.cards if card.month is not None]
    for place, era in enumerate(level.eras):
        end = level.eras[place + 1].start if place + 1 < len(level.eras) else level.end + 1
        assert sum(era.start <= month < end for month in dated) >= 8, era.id
