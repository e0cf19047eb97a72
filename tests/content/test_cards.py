"""Cards say before the choice what the choice does, in both languages, and never move what history moves."""

from __future__ import annotations

from game.rules.level import Level

# Relative shocks are told in per cent.
PER_CENT = (
    "illegal_shock_light",
    "illegal_shock_heavy",
    "capacity_shock_light",
    "capacity_shock_heavy",
    "damage_shock",
)


def test_every_effect_is_stated_with_its_number(level: Level) -> None:
    hidden = []
    for card in level.cards:
        for option in card.options:
            numbers = [f"{100.0 * value if name in PER_CENT else value:+g}" for name, value in option.shocks.items()]
            numbers += [f"{value:+g}" for value in option.approval.values()]
            if option.capital:
                numbers.append(f"{-option.capital:+g}")
            for language in ("en", "zh"):
                text = option.effect.in_language(language)
                told = [text.count(number) >= numbers.count(number) for number in numbers]
                if not all(told):
                    hidden.append((card.id, option.id, language))
    assert hidden == []


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
