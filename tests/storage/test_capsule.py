"""Run capsules: exact round trips, and no slip or change of a letter that passes unnoticed."""

from __future__ import annotations

import io
import random
import typing
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.analysis.evidence import campaign, load_engine
from game.content.load import find_level, load_level
from game.desk import new_session
from game.economy.dimensions import parse_month
from game.faults import Fault
from game.hand_in import capsule_of, capsules, replay_capsule, verified
from game.policy_player import play_history
from game.rules.commands import (
    DIRECTIONS,
    DUEL_MOVES,
    Announce,
    Choose,
    Command,
    EndTurn,
    Exchange,
    Predict,
    SetLever,
    Sketch,
    Withdraw,
)
from game.rules.level import Level
from game.rules.predictions import PREDICTABLE
from game.session import Session
from game.storage.capsule import KINDS, Head, open_capsule, seal
from game.storage.capsule_text import LETTERS, PREFIX, armoured, passages
from game.storage.range_coder import Decoder, Encoder, number, signed, word
from game.text.play import play

CAMPAIGN = campaign()
SHORT: Level = replace(CAMPAIGN, end=parse_month("1987-12"))
HEAD = Head("campaign", "1", "normal", "", 0, 0, "0" * 12, "0" * 8, "0" * 8, "0" * 16)

levers = st.sampled_from([lever.id for lever in CAMPAIGN.levers])
values = st.floats(-1e9, 1e9, allow_nan=False).map(lambda value: value + 0.0) | st.integers(0, 400).map(
    lambda n: n / 20
)
choices = st.sampled_from([(card.id, option.id) for card in CAMPAIGN.cards for option in card.options])
figures = st.sampled_from([one.figure for one in PREDICTABLE])
commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(SetLever, levers, values),
    st.builds(Announce, levers, values, st.integers(0, 1200)),
    st.builds(Withdraw, levers),
    choices.map(lambda pair: Choose(*pair)),
    st.builds(Exchange, st.sampled_from([duel.id for duel in CAMPAIGN.duels]), st.sampled_from(DUEL_MOVES)),
    st.builds(
        Predict, figures, st.sampled_from(DIRECTIONS), st.integers(0, 100), st.integers(0, 9), st.integers(0, 492)
    ),
    st.builds(Sketch, figures, st.lists(values, max_size=6).map(tuple), st.integers(0, 492)),
    st.just(EndTurn()),
)


def code_of(text: str, level: Level = SHORT) -> str:
    """The code of what is wrong with a capsule; empty when nothing is."""
    try:
        found = replay_capsule(open_capsule(text), level)
    except Fault as fault:
        return fault.problems[0].code
    return "E5001" if found.difference else ""


def played(moves: list[tuple[int, float]]) -> Session:
    """A short game of random settings, most of them between the steps of a slider."""
    session = Session(SHORT, load_engine(SHORT))
    for place, share in moves:
        if session.finished:
            break
        lever = SHORT.levers[place % len(SHORT.levers)]
        order = SetLever(lever.id, lever.minimum + share * (lever.maximum - lever.minimum))
        if session.check(order).allowed:
            session.submit(order)
        if place % 3 == 0:
            for card in session.open_cards():
                session.submit(Choose(card.id, card.default))
            session.submit(EndTurn())
    return session


@pytest.fixture(scope="module")
def game() -> Session:
    return played([(3, 0.31), (7, 0.5), (9, 0.123), (14, 1.0), (30, 0.2), (33, 0.77)])


@given(st.lists(st.tuples(st.booleans(), st.integers(-(2**61), 2**61)), max_size=80), st.text(max_size=20))
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_again(numbers: list[tuple[bool, int]], text: str) -> None:
    encoder = Encoder()
    for folded, value in numbers:
        (signed if folded else number)(encoder, folded, value if folded else abs(value))
    word(encoder, "text", text)
    encoder.plain(64, 2**64 - 1)
    decoder = Decoder(encoder.content)
    for folded, value in numbers:
        assert (signed if folded else number)(decoder, folded) == (value if folded else abs(value))
    assert word(decoder, "text") == text
    assert decoder.plain(64) == 2**64 - 1


@given(st.lists(commands, max_size=60), st.text(max_size=64), st.integers(0, 1000))
@settings(max_examples=60, deadline=None)
def test_any_commands_come_back_to_the_bit(given_commands: list[Command], name: str, rewinds: int) -> None:
    head = replace(HEAD, name=name, rewinds=rewinds)
    opened = open_capsule(seal(head, tuple(given_commands), CAMPAIGN))
    assert opened.head == head
    found = opened.commands(CAMPAIGN)
    assert found == tuple(given_commands)
    assert [repr(one) for one in found] == [repr(one) for one in given_commands], "floats to the last bit"


@given(st.lists(st.tuples(st.integers(0, 200), st.floats(0.0, 1.0)), max_size=12))
@settings(max_examples=8, deadline=None)
def test_a_random_game_is_replayed_from_its_capsule(moves: list[tuple[int, float]]) -> None:
    session = played(moves)
    session.rewinds = len(moves)
    found = replay_capsule(open_capsule(capsule_of(session, "王小明")), SHORT)
    assert found.difference == ""
    assert found.session.commands == session.commands
    assert found.session.state.digest() == session.state.digest()
    assert found.session.rewinds == len(moves)


def test_every_kind_of_command_has_its_number() -> None:
    assert set(KINDS) == set(typing.get_args(Command))


@pytest.mark.parametrize("name", ["campaign", "quota-years"])
def test_history_fits_a_chat_message_and_a_small_code(name: str) -> None:
    session = new_session(load_level(find_level(name)))
    play_history(session)
    text = capsule_of(session, "a name of some length, as pupils have")
    assert len(text) < 1000
    assert set(text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"), "a code's alphanumeric mode"
    found = replay_capsule(open_capsule(text))
    assert found.difference == ""
    assert found.session.score().overall == pytest.approx(100.0)


def test_no_change_of_a_letter_passes(game: Session) -> None:
    text = capsule_of(game, "Anna")
    assert code_of(text) == ""
    chance = random.Random(6)
    for place in range(len(text)):
        for letter in {*chance.sample(LETTERS, 6), "U", "é", ""} - {text[place]}:
            changed = text[:place] + letter + text[place + 1 :]
            assert code_of(changed), f"letter {place} as {letter!r} passed"


def test_no_cut_and_no_swap_passes(game: Session) -> None:
    text = capsule_of(game)
    for place in range(len(text)):
        assert code_of(text[:place]) in ("E3036", "E8003"), place
    for place in range(len(PREFIX), len(text) - 1):
        if text[place] != text[place + 1]:
            assert code_of(text[:place] + text[place + 1] + text[place] + text[place + 2 :]), place


def mangled(text: str) -> dict[str, str]:
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in text)
    return {
        "small letters": text.lower(),
        "lines": "\n".join(text[at : at + 40] for at in range(0, len(text), 40)),
        "mail": "\r\n".join("> " + text[at : at + 60] for at in range(0, len(text), 60)),
        "groups": " ".join(text[at : at + 5] for at in range(0, len(text), 5)),
        "quotes": f"my run: “{text}” thanks!",
        "bidi": "\u202e\u2067" + "\u200b".join(text) + "\u2069\ufeff",
        "full width": wide,
        "code": f"```\n{text}\n```",
        "crockford": PREFIX + text[len(PREFIX) :].replace("0", "O").replace("1", "l"),
    }


@pytest.mark.parametrize("how", mangled(PREFIX))
def test_what_chat_programs_do_to_it_does_no_harm(game: Session, how: str) -> None:
    assert code_of(mangled(capsule_of(game, "Anna"))[how]) == ""


def test_a_list_of_a_class_is_told_apart(game: Session) -> None:
    text = capsule_of(game)
    broken = "\n".join(text[at : at + 33] for at in range(0, len(text), 33))
    listed = f"Hello all\n\nAnna Müller:\t{text}\n王小明：{broken}\nBen\n{text[:90]}\nCarl - {text} (my best)\n{text}"
    found = capsules(listed)
    assert [one.label for one in found] == ["Anna Müller", "王小明", "Ben", "Carl", ""]
    codes = []
    for one in found:
        try:
            codes.append(verified(one, SHORT).difference)
        except Fault as fault:
            codes.append(fault.problems[0].code)
    assert codes == ["", "", "E8003", "", ""]


def test_another_version_is_named(game: Session) -> None:
    text = capsule_of(game)
    assert code_of(text.replace("LANTH2", "LANTH9")) == "E4011"
    assert code_of(text, load_level(find_level("quota-years"))) == "E4021"
    head = open_capsule(text).head
    for field, value in {"rules": "99", "parameters_hash": "f" * 8, "world_hash": "f" * 8}.items():
        assert code_of(seal(replace(head, **{field: value}), game.commands, SHORT)) == "E4021"  # type: ignore[arg-type]
    assert code_of(seal(replace(head, level="no-such-level"), game.commands, SHORT), SHORT) == "", "the level as given"
    with pytest.raises(Fault):
        replay_capsule(open_capsule(seal(replace(head, level="no-such-level"), game.commands, SHORT)))


def test_a_forger_who_repairs_the_checksum_is_found_by_the_replay(game: Session) -> None:
    head = open_capsule(capsule_of(game)).head
    assert code_of(seal(head, game.commands[:-1], SHORT)) == "E5001"
    assert code_of(seal(head, (*game.commands, SetLever("export_rebate_ores", 0.29)), SHORT)) in ("E5001", "E3040")
    assert code_of(seal(head, (SetLever("export_rebate_ores", 9.0), *game.commands), SHORT)) == "E3040"
    assert code_of(seal(replace(head, state="0" * 16), game.commands, SHORT)) == "E5001"
    dear = (SetLever("export_rebate_ores", 0.0),) * 500
    assert code_of(seal(head, dear, SHORT)) in ("E5001", "E3040")


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_bytes_that_no_game_wrote_are_refused(content: bytes) -> None:
    try:
        opened = open_capsule(armoured(content))
        found = opened.commands(CAMPAIGN)
    except Fault as fault:
        code = fault.problems[0].code
    else:
        code = ""
        assert seal(opened.head, found, CAMPAIGN) == armoured(content), "only the one way of writing it is accepted"
    assert code in ("", "E8005")


def test_limits_are_stated() -> None:
    with pytest.raises(Fault) as raised:
        seal(replace(HEAD, name="x" * 65), (), CAMPAIGN)
    assert raised.value.problems[0].code == "E3012"
    with pytest.raises(Fault) as raised:
        seal(HEAD, (EndTurn(),) * 20_001, CAMPAIGN)
    assert raised.value.problems[0].code == "E7012"
    assert code_of(PREFIX + "Z" * 20_000) in ("E7013", "E8003")
    assert [len(one.letters) < 20_000 for one in passages(PREFIX + "Z " * 50_000)] == [True]
    assert code_of("") == "E3036"
    assert code_of("LANTH2:") == "E8003"


def test_the_transcript_hands_in_too() -> None:
    out = io.StringIO()
    play(load_level(find_level("quota-years")), io.StringIO("end\ncapsule Anna M\nquit\n"), out, "en")
    found = capsules(out.getvalue())
    assert len(found) == 1
    assert verified(found[0]).difference == ""
    assert open_capsule(out.getvalue()).head.name == "Anna M"
