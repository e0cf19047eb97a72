"""Cards in play: dated ones once, in their month; triggered ones two a turn, each within a player's reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import pytest

from game.analysis.evidence import load_engine
from game.content.load import find_level, load_level
from game.economy.dimensions import parse_month
from game.rules.commands import Choose, EndTurn, SetLever
from game.rules.dilemmas import TRIGGERED_PER_TURN, due
from game.rules.events import CardOpened, Event
from game.rules.game_state import Engine
from game.rules.level import Condition, Level, TurnLength
from game.rules.opening import start_game
from game.rules.turn import apply, check
from game.session import baseline


@dataclass(frozen=True)
class Style:
    """A way to play: settings ordered from the start on as far as capital allows, and some answers; else defaults."""

    settings: Mapping[str, float] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Opened:
    month: int
    turn: int
    card: str


def opened_by(level: Level, engine: Engine, style: Style) -> list[Opened]:
    """Every card that opens in a game played in a style, with the month and turn in which it does."""
    found: list[Opened] = []

    def note(events: tuple[Event, ...], turn: int) -> None:
        found.extend(Opened(event.month, turn, event.card) for event in events if isinstance(event, CardOpened))

    state, events = start_game(level, engine)
    note(events, state.turn)
    while not state.ended:
        while state.open_cards:
            card = level.card(state.open_cards[0])
            wanted = Choose(card.id, style.answers.get(card.id, card.default))
            choice = wanted if check(level, state, wanted).allowed else Choose(card.id, card.default)
            state, _ = apply(level, state, choice, engine)
        for lever, value in style.settings.items():
            order = SetLever(lever, value)
            if value != state.settings[lever] and check(level, state, order).allowed:
                state, _ = apply(level, state, order, engine)
        state, events = apply(level, state, EndTurn(), engine)
        note(events, state.turn)
    return found


@pytest.mark.parametrize("length", [12, 6, 3, 1])
def test_each_dated_card_opens_exactly_once_in_its_month(level: Level, engine: Engine, length: int) -> None:
    even = replace(level, turns=(TurnLength(level.start, length),))
    dated = {card.id: card.month for card in level.cards if card.month is not None}
    sure = sorted(card.id for card in level.cards if card.month is not None and not card.conditions)
    found = opened_by(even, engine, Style())
    assert sorted(one.card for one in found if one.card in sure) == sure
    assert all(one.month == dated[one.card] for one in found if one.card in dated)
    assert len({one.card for one in found}) == len(found)


def test_a_dated_card_with_conditions_comes_only_where_they_hold(level: Level, engine: Engine) -> None:
    """No ruling falls against quotas that nobody set; history, which set them, meets every dated card."""
    idle = {one.card for one in opened_by(level, engine, Style())}
    assert not idle & {"trade_case", "panel_2014", "wto_ruling", "idle_lines"}
    # Who never frightened anybody meets no bankrupt boom, no dear magnets, no ore sent over, no flood of patents.
    assert not idle & {"molycorp_assets", "magnet_price", "american_ore", "patent_count"}
    # Hills that are quiet are not raided; licences that are gone are not cut.
    quiet = {one.card for one in opened_by(level, engine, STYLES["the centre decides"])}
    assert not quiet & {"ganzhou", "recyclers", "licence_cut", "white_paper"}
    met = {command.card for command in baseline(level, engine).commands if isinstance(command, Choose)}
    assert {card.id for card in level.cards if card.month is not None} - met == set()


# Ways to play that between them bring up every triggered card; a new card may need a new one.
STYLES: dict[str, Style] = {
    "nothing ordered, other answers": Style(
        answers={"magnequench": "buy", "cascade": "few", "lynas_bid": "minority", "provinces_groups": "decree"}
    ),
    "spend on everything": Style(
        {
            "clean_up": 200.0,
            "research_separation": 100.0,
            "research_magnets": 150.0,
            "research_patents": 100.0,
            "export_rebate_ores": 0.3,
            "export_rebate_metals": 0.3,
            "crackdown_south": 1.0,
            "crackdown_north": 1.0,
        }
    ),
    "sell little, at a price": Style(
        {
            "export_quota_light": 12_000.0,
            "export_quota_heavy": 1_500.0,
            "export_duty_light": 0.4,
            "export_duty_heavy": 0.4,
            "customs": 1.0,
        }
    ),
    "the centre decides": Style(
        {
            "consolidation_drive": 1.0,
            "crackdown_south": 1.0,
            "environmental_standard": 1.0,
            "group_map": 2.0,
            "tracking": 1.0,
        }
    ),
}


def test_every_triggered_card_is_within_reach(level: Level, engine: Engine) -> None:
    reached = {one.card for style in STYLES.values() for one in opened_by(level, engine, style)}
    assert {card.id for card in level.cards if card.month is None} - reached == set()


def test_at_most_two_triggered_cards_open_in_a_turn(level: Level, engine: Engine) -> None:
    """With conditions that always hold, triggered cards come two a turn in order, and the others wait."""
    always = tuple(
        replace(card, earliest=0, latest=level.end, conditions=(Condition("lever", "customs", above=-1.0),))
        for card in level.cards
        if card.month is None
    )
    short = replace(level, end=parse_month("1994-12"), cards=always)
    found = opened_by(short, engine, Style())
    assert [one.card for one in found] == [card.id for card in always[: len(found)]]
    by_turn = [sum(one.turn == turn for one in found) for turn in range(1, 11)]
    assert by_turn == [TRIGGERED_PER_TURN] * 10


def test_dated_cards_never_wait_for_triggered_ones(level: Level, engine: Engine) -> None:
    state, _ = start_game(level, engine)
    busy = replace(state, month=parse_month("2001-12"), triggered=TRIGGERED_PER_TURN)
    found = due(level, busy)
    assert (found.open_cards, found.triggered) == (("wto",), TRIGGERED_PER_TURN)


def test_of_triggered_cards_the_longest_waiting_comes_first(level: Level, engine: Engine) -> None:
    """Two have room; of three that hold, the one that stands first in the level waits if it came to hold last."""
    state, _ = start_game(level, engine)
    holds = Condition("lever", "customs", above=-1.0)
    cards = [replace(card, earliest=0, latest=level.end, conditions=(holds,)) for card in level.cards if not card.month]
    three = replace(level, cards=tuple(cards[:3]))
    first, second, third = (card.id for card in three.cards)
    before = replace(state, month=50, triggered=0, waiting={second: 40, third: 30})
    found = due(three, before)
    assert found.open_cards == (second, third)
    assert found.waiting == {first: 50}


def test_conditions_of_every_kind(level: Level, engine: Engine) -> None:
    state, _ = start_game(level, engine)
    model = next(card for card in level.cards if card.id == "well_water")

    def opens(*conditions: Condition, **changes: object) -> bool:
        card = replace(model, earliest=0, conditions=conditions)
        alone = replace(level, cards=(card,))
        return due(alone, replace(state, **changes)).open_cards == (card.id,)  # type: ignore[arg-type]

    assert opens(Condition("figure", "anger", above=0.3), figures={"anger": 0.31})
    assert not opens(Condition("figure", "anger", above=0.3), figures={"anger": 0.3})
    assert not opens(Condition("figure", "anger", above=0.3), figures={})
    assert opens(Condition("figure", "political_capital", below=5.0), capital=4.0)
    assert not opens(Condition("figure", "political_capital", below=5.0), capital=5.0)
    assert opens(Condition("lever", "customs", above=0.2, below=0.6), settings={**state.settings, "customs": 0.5})
    assert not opens(Condition("lever", "customs", above=0.2, below=0.6), settings={**state.settings, "customs": 0.7})
    tired = {**state.approvals, "provinces": 10.0}
    assert opens(Condition("approval", "provinces", below=20.0), approvals=tired)
    assert opens(Condition("approval", "mean", below=20.0), approvals=dict.fromkeys(tired, 19.0))
    assert not opens(
        Condition("approval", "mean", below=20.0), approvals={**dict.fromkeys(tired, 19.0), "foreign": 60.0}
    )
    assert opens(Condition("card", "magnequench", answers=("buy",)), answered=(("magnequench", "buy"),))
    assert not opens(Condition("card", "magnequench", answers=("buy",)), answered=(("magnequench", "pass"),))
    assert not opens(Condition("card", "magnequench", answers=("buy",)))
    assert opens(Condition("card", "wto", answers=("sign", "hold_out")), answered=(("wto", "hold_out"),))
    both = (Condition("card", "wto", answers=("sign",)), Condition("figure", "anger", above=0.3))
    assert not opens(*both, answered=(("wto", "sign"),), figures={"anger": 0.1})


def test_a_later_start_takes_history_s_answers_as_given() -> None:
    """A level that starts in 2006 without the card of 1995 still knows that history bought the magnet maker."""
    later = load_level(find_level("quota-years"))
    state, _ = start_game(later, load_engine(later))
    assert ("magnequench", "buy") in state.answered
    assert not any(card.id == "magnequench" for card in later.cards)
