"""Every limit of what is stored, at its very value and just beyond it, and the coder's bytes, which are for good."""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from game.faults import Fault
from game.rules.commands import Predict, Sketch
from game.storage import disk, results, saves
from game.storage.disk import THIS_DISK
from game.storage.journal import Header, parse_journal, read_journal, to_bytes
from game.storage.settings import Settings, parse_settings, read_settings

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


# Settings.

NUMBERS = {
    "text_percent": (80, 200),
    "sound_volume": (0, 100),
    "music_volume": (0, 100),
    "autoplay_speed": (1, 5),
    "guide_step": (-1, 20),
}


@pytest.mark.parametrize("field", NUMBERS)
def test_a_setting_is_taken_at_its_bounds_and_refused_beyond(field: str) -> None:
    low, high = NUMBERS[field]
    for value in (low, high):
        assert getattr(parse_settings("s", json.dumps({field: value}).encode()), field) == value
    for value in (low - 1, high + 1):
        assert code(lambda value=value: parse_settings("s", json.dumps({field: value}).encode())) == "E3033"


@pytest.mark.parametrize("field", ["steps", "keys"])
def test_a_hundred_keys_or_tutorials_are_kept(field: str) -> None:
    value: Any = 1 if field == "steps" else "F1"
    for count, wanted in ((100, ""), (101, "E3033")):
        content = json.dumps({field: {f"n{place}": value for place in range(count)}}).encode()
        assert code(lambda content=content: parse_settings("s", content)) == wanted


def test_what_settings_are_before_anybody_changes_them() -> None:
    assert Settings().model_dump() == {
        "language": "en",
        "text_percent": 100,
        "reduced_motion": False,
        "history_hints": True,
        "fullscreen": False,
        "palette": "standard",
        "high_contrast": False,
        "sound_volume": 60,
        "music_volume": 30,
        "autosave": True,
        "autoplay_speed": 2,
        "turn_report": True,
        "ask_predictions": False,
        "guide_step": 0,
        "steps": {},
        "keys": {},
    }


def test_settings_are_frozen_and_strict() -> None:
    with pytest.raises(ValidationError):
        Settings().autosave = False  # type: ignore[misc]
    assert code(lambda: parse_settings("s", b'{"autosave": 1}')) == "E3033"
    assert code(lambda: parse_settings("s", b'{"autosave": true, "autosave": true}')) == "E3034"
    assert code(lambda: parse_settings("s", b'{"autosave": ')) == "E3031"


def test_files_of_settings_and_results_are_read_up_to_their_limit(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(padded(b'{"text_percent": 120}', 16 * 1024))
    assert read_settings(path) == (Settings(text_percent=120), "")
    path.write_bytes(padded(b'{"text_percent": 120}', 16 * 1024 + 1))
    assert read_settings(path)[0] == Settings()
    best = results.Result(overall=101.0, share=100.0, price=100.0, leverage=103.0)
    results.write_results(tmp_path, {"campaign": best})
    file = tmp_path / "results.json"
    content = file.read_bytes()
    file.write_bytes(padded(content, 256 * 1024))
    assert results.read_results(tmp_path) == {"campaign": best}
    file.write_bytes(padded(content, 256 * 1024 + 1))
    assert results.read_results(tmp_path) == {}


@pytest.mark.parametrize(("field", "most"), [("overall", 1e6), ("share", 1e6)])
def test_points_of_a_result_lie_within_a_million(field: str, most: float) -> None:
    plain = {"overall": 1.0, "share": 1.0, "price": 1.0, "leverage": 1.0}
    for value in (most, -most):
        assert getattr(results.Result(**{**plain, field: value}), field) == value
        with pytest.raises(ValidationError):
            results.Result(**{**plain, field: value * 1.001})
    assert results.Result(**plain).model_dump() == {
        **plain,
        "medal": "",
        "difficulty": "normal",
        "ending": "",
        "badges": (),
    }
    results.Result(**plain, ending="x" * 64, badges=("x" * 64,) * 64)
    for wrong in ({"ending": "x" * 65}, {"badges": ("x" * 65,)}, {"badges": ("x",) * 65}):
        with pytest.raises(ValidationError):
            results.Result(**plain, **wrong)  # type: ignore[arg-type]


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


# Saves.


def test_thumbnails_are_read_of_files_up_to_two_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "x.journal"
    line = b'{"do":"turn","share":1.0,"price":2.0,"leverage":3.0}\n'
    path.write_bytes(line + b"\n" * (2 * 1024 * 1024 - len(line)))
    assert saves.gauges_of(path) == ((1.0, 2.0, 3.0),)
    path.write_bytes(line + b"\n" * (2 * 1024 * 1024 + 1 - len(line)))
    assert saves.gauges_of(path) == ()


def test_the_oldest_autosave_is_found_when_all_newer_ones_are_damaged(tmp_path: Path) -> None:
    for place in range(4):
        saves.autosave(tmp_path, journal(name=f"turn-{place}"))
    for name in ("autosave.journal", "autosave-1.journal"):
        (tmp_path / name).write_bytes(b"\0" * 9)
    found, notice = saves.load_newest(tmp_path)
    assert (found.header.name, "autosave-2" in notice) == ("turn-1", True)
    (tmp_path / "autosave-2.journal").write_bytes(b"")
    assert code(lambda: saves.load_newest(tmp_path)) == "E8001"
    for path in tmp_path.iterdir():
        path.unlink()
    assert code(lambda: saves.load_newest(tmp_path)) == "E6003"


def test_a_name_of_sixty_four_letters_is_one_and_a_folder_in_the_way_is_gone_round(tmp_path: Path) -> None:
    assert saves.save_path(tmp_path, "x" * 64).name == "x" * 64 + ".journal"
    for name in ("com1", "com9", "lpt1", "lpt9", "nul"):
        assert code(lambda name=name: saves.save_path(tmp_path, name)) == "E2002"
    assert code(lambda: saves.save_path(tmp_path, "com10")) == ""
    (tmp_path / "mine.journal").mkdir()
    assert saves.write_save(tmp_path, "mine", b"1").name == "mine-2.journal"
    (tmp_path / "mine-3.journal").mkdir()
    (tmp_path / "mine-2.journal").unlink()
    (tmp_path / "mine-2.journal").mkdir()
    assert saves.write_save(tmp_path, "mine", b"1").name == "mine-4.journal"


def test_a_held_file_is_tried_again_for_two_seconds_and_a_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    tries = [0]

    def held(source: Path, target: Path) -> None:
        tries[0] += 1
        error = PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        error.winerror = 32
        raise error

    monkeypatch.setattr(disk.time, "sleep", waited.append)
    monkeypatch.setattr(disk.os, "replace", held)
    with pytest.raises(PermissionError):
        THIS_DISK.replace(tmp_path / "a", tmp_path / "b")
    assert (tries[0], sum(waited), waited == sorted(waited)) == (7, pytest.approx(2.5), True)

    def refused(source: Path, target: Path) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(disk.os, "replace", refused)
    waited.clear()
    with pytest.raises(PermissionError):
        THIS_DISK.replace(tmp_path / "a", tmp_path / "b")
    assert waited == []
