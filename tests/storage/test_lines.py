"""Limits and defaults of a journal's header and lines, at their very values and just beyond."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from game.faults import Fault
from game.rules.commands import Predict, Sketch
from game.storage.journal import Header, parse_journal, read_journal, to_bytes

HEAD = Header(
    journal="lanthanide-journal",
    format=3,
    game="0.1.0",
    level="campaign",
    level_hash="0" * 64,
    rules="1",
    parameters="calibrated",
    parameters_hash="0" * 64,
    world="world",
    world_hash="0" * 64,
)


def code(call: Callable[[], object]) -> str:
    """The code of the first problem that a call raises; empty when it raises none."""
    try:
        call()
    except Fault as fault:
        return fault.problems[0].code
    return ""


def journal(*lines: dict[str, Any], **head: object) -> bytes:
    return to_bytes(HEAD.model_copy(update=head), lines)


def padded(content: bytes, size: int) -> bytes:
    """JSON made longer by blanks, which mean nothing in it."""
    return content + b" " * (size - len(content))


# Journals.

HEADER_NUMBERS = {"format": (1, 1000), "rewinds": (0, 1_000_000), "branch": (1, 9999), "parent": (0, 9999)}
HEADER_WORDS = {
    "game": 32,
    "rules": 16,
    "name": 64,
    "month": 7,
    "game_id": 32,
    "title": 40,
    "left": 7,
    "seen": 7,
    "level": 64,
    "parameters": 64,
    "world": 64,
}


@pytest.mark.parametrize("field", HEADER_NUMBERS)
def test_a_number_of_the_header_is_taken_at_its_bounds(field: str) -> None:
    low, high = HEADER_NUMBERS[field]
    for value in (low, high):
        assert getattr(Header.model_validate({**HEAD.model_dump(), field: value}), field) == value
    for value in (low - 1, high + 1):
        with pytest.raises(ValidationError):
            Header.model_validate({**HEAD.model_dump(), field: value})


@pytest.mark.parametrize("field", HEADER_WORDS)
def test_a_word_of_the_header_is_taken_up_to_its_length(field: str) -> None:
    most = HEADER_WORDS[field]
    assert getattr(Header.model_validate({**HEAD.model_dump(), field: "a" * most}), field) == "a" * most
    with pytest.raises(ValidationError):
        Header.model_validate({**HEAD.model_dump(), field: "a" * (most + 1)})


def test_what_a_header_means_that_says_no_more_than_it_must() -> None:
    least = parse_journal("j", journal()).header.model_dump()
    assert least == HEAD.model_dump()
    optional = {name: least[name] for name, item in Header.model_fields.items() if not item.is_required()}
    assert optional == {
        "difficulty": "normal",
        "name": "",
        "month": "",
        "rewinds": 0,
        "ironman": False,
        "game_id": "",
        "branch": 1,
        "title": "",
        "parent": 0,
        "left": "",
        "seen": "",
    }


LINES: list[tuple[dict[str, Any], str, Any, Any]] = [
    ({"do": "announce", "lever": "x", "value": 0.0}, "month", 0, 1200),
    ({"do": "predict", "figure": "x", "direction": "up", "years": 1}, "confidence", 0, 100),
    ({"do": "predict", "figure": "x", "direction": "up", "confidence": 50}, "years", 0, 100),
    ({"do": "predict", "figure": "x", "direction": "up", "confidence": 50, "years": 1}, "seen", 0, 1200),
    ({"do": "sketch", "figure": "x", "values": []}, "seen", 0, 1200),
]


@pytest.mark.parametrize(("line", "field", "low", "high"), LINES)
def test_a_number_of_a_line_is_taken_at_its_bounds(line: dict[str, Any], field: str, low: int, high: int) -> None:
    for value in (low, high):
        assert getattr(parse_journal("j", journal({**line, field: value})).commands[0], field) == value
    for value in (low - 1, high + 1):
        assert code(lambda value=value: parse_journal("j", journal({**line, field: value}))) == "E3033"


def test_settings_and_curves_of_a_line_lie_within_a_milliard() -> None:
    for value, wanted in ((1e9, ""), (-1e9, ""), (1.001e9, "E3033"), (-1.001e9, "E3033")):
        content = journal({"do": "set", "lever": "x", "value": value})
        assert code(lambda content=content: parse_journal("j", content)) == wanted
    for count, wanted in ((100, ""), (101, "E3033")):
        content = journal({"do": "sketch", "figure": "x", "values": [0.0] * count})
        assert code(lambda content=content: parse_journal("j", content)) == wanted


def test_lines_that_say_no_more_than_they_must() -> None:
    said = {"do": "predict", "figure": "fear", "direction": "up", "confidence": 50, "years": 1}
    assert parse_journal("j", journal(said)).commands == (Predict("fear", "up", 50, 1, 0),)
    drawn = {"do": "sketch", "figure": "fear", "values": [0.5]}
    assert parse_journal("j", journal(drawn)).commands == (Sketch("fear", (0.5,), 0),)


@pytest.mark.parametrize(("version", "wanted"), [(1, "E4010"), (2, ""), (3, ""), (4, "E4010")])
def test_this_format_and_the_one_before_are_read(version: int, wanted: str) -> None:
    assert code(lambda: parse_journal("j", journal(format=version))) == wanted


def test_a_journal_is_read_up_to_its_length_of_lines_and_their_number(tmp_path: Path) -> None:
    turn = {"do": "end_turn"}
    assert len(parse_journal("j", journal(*[turn] * 19_999)).commands) == 19_999
    assert code(lambda: parse_journal("j", journal(*[turn] * 20_000))) == "E7010"

    def of_line(size: int) -> bytes:
        bare = len(json.dumps({"do": "withdraw", "lever": ""}, separators=(",", ":")))
        return journal({"do": "withdraw", "lever": "x" * (size - bare)})

    assert code(lambda: parse_journal("j", of_line(4096))) == "E3033", "too long a name, but not too long a line"
    assert code(lambda: parse_journal("j", of_line(4097))) == "E7011"
    path = tmp_path / "large.journal"
    for size, wanted in ((2 * 1024 * 1024, "E8003"), (2 * 1024 * 1024 + 1, "E7002")):
        path.write_bytes(padded(b'{"journal":"lanthanide-journal"}\n', size).replace(b"  ", b"\n "))
        assert code(lambda: read_journal(path)) == wanted


def test_five_problems_of_one_line_are_told_as_three() -> None:
    line = {"do": "predict", "figure": "", "direction": "x", "confidence": 999, "years": 999, "seen": 9999}
    with pytest.raises(Fault) as raised:
        parse_journal("j", journal(line))
    assert [(one.code, one.line, one.field) for one in raised.value.problems] == [
        ("E3033", 2, "predict.figure"),
        ("E3033", 2, "predict.direction"),
        ("E3033", 2, "predict.confidence"),
    ]


def test_a_nought_has_no_sign_and_a_problem_its_place() -> None:
    order, drawn, said = parse_journal(
        "j",
        journal(
            {"do": "set", "lever": "x", "value": -0.0},
            {"do": "sketch", "figure": "x", "values": [-0.0]},
            {"do": "announce", "lever": "x", "value": -0.0, "month": 3},
        ),
    ).commands
    assert [math.copysign(1.0, one) for one in (order.value, drawn.values[0], said.value)] == [1.0, 1.0, 1.0]  # type: ignore[union-attr]
    with pytest.raises(Fault) as raised:
        parse_journal("j", journal({"do": "end_turn"}, {"do": "dance"}))
    assert [(one.line, one.column) for one in raised.value.problems] == [(3, 1)]


def test_marks_stand_after_a_turn_s_end_and_nothing_after_the_score() -> None:
    mark = {"do": "mark", "month": "1985-01", "state": "0" * 64}
    final = {"do": "score", "overall": 1.0, "state": "0" * 64}
    turn, order = {"do": "end_turn"}, {"do": "withdraw", "lever": "x"}
    for lines, wanted in (
        ((turn, mark, final), ""),
        ((mark,), "E3035"),
        ((order, mark), "E3035"),
        ((turn, final, order), "E3032"),
        ((turn, final, mark), "E3032"),
    ):
        assert code(lambda lines=lines: parse_journal("j", journal(*lines))) == wanted  # type: ignore[misc]
