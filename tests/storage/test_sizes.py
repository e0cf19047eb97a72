"""Every limit of what is stored, at its very value and just beyond it, and the coder's bytes, which are for good."""

from __future__ import annotations

import errno
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from game.storage import disk, results, saves, trees
from game.storage.disk import THIS_DISK
from game.storage.lock import Lock
from game.storage.settings import Settings, parse_settings, read_settings, write_settings
from tests.storage.test_lines import code, journal, padded

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


def test_five_hundred_futures_of_a_game_are_listed(tmp_path: Path) -> None:
    for place in range(501):
        path = trees.branch_path(tmp_path, "abc", place)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    (tmp_path / "branches" / "abc" / "0.journal").rename(tmp_path / "branches" / "abc" / "0.journal.gone")
    found = trees.list_branches(tmp_path, "abc")
    assert (len(found), [gone for _, gone in found].count(True)) == (500, 1)
    assert trees.list_branches(tmp_path, "ABC") == trees.list_branches(tmp_path, "def") == ()
    assert trees.branch_path(tmp_path, "abc", 7) == tmp_path / "branches" / "abc" / "7.journal"
    assert code(lambda: trees.branch_path(tmp_path, "../abc", 7)) == "E2002"


@pytest.mark.skipif(sys.platform == "win32", reason="locks by another call")
def test_a_folder_is_held_unless_somebody_else_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    for error, held in ((BlockingIOError(), False), (OSError(errno.ENOLCK, "no locks"), True)):

        def refuse(*_: object, error: OSError = error) -> None:
            raise error

        monkeypatch.setattr(fcntl, "flock", refuse)
        assert Lock(tmp_path).held == held
    assert Lock(tmp_path / "nowhere").held


def test_settings_are_written_a_line_each(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    write_settings(path, Settings())
    assert path.read_bytes().startswith(b'{\n "language": "en",\n "text_percent": 100,\n')
    assert path.read_bytes().endswith(b"}\n")


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
