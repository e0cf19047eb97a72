"""What is written is whole or not there at all; what is damaged is never taken for sound."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from game.desk import Desk, journal_bytes, replay
from game.economy.dimensions import month_label
from game.faults import ExitCode, Fault
from game.rules.commands import Choose, EndTurn, SetLever
from game.rules.game_state import Engine
from game.rules.level import Level
from game.session import Session
from game.storage import atomic, saves
from game.storage.journal import parse_journal, read_journal, to_bytes
from game.storage.settings import Settings, read_settings, write_settings


@pytest.fixture(scope="module")
def played(level: Level, engine: Engine) -> Session:
    session = Session(level, engine)
    session.submit(SetLever("export_rebate_ores", 0.2))
    session.submit(EndTurn())
    session.submit(Choose("japanese_plant", "accept"))
    session.submit(EndTurn())
    session.submit(Choose("mining_law", "collectives"))
    session.submit(EndTurn())
    return session


@pytest.mark.parametrize("broken", ["open", "write", "fsync", "replace"])
def test_a_failing_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str) -> None:
    path = tmp_path / "save"
    atomic.write_whole(path, b"old")

    def refuse(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, broken, refuse)
        with pytest.raises(Fault) as caught:
            atomic.write_whole(path, b"new")
    assert caught.value.exit_code == ExitCode.IO
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["save"]


def test_what_is_read_back_differently_is_not_put_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "save"
    atomic.write_whole(path, b"old")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", lambda _: b"flipped")
        with pytest.raises(Fault, match="read back"):
            atomic.write_whole(path, b"new")
    assert path.read_bytes() == b"old"


def test_a_folder_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "save").mkdir()
    with pytest.raises(Fault) as caught:
        atomic.write_whole(tmp_path / "save", b"x")
    assert caught.value.exit_code == ExitCode.IO


def test_a_journal_replays_to_the_same_state(played: Session) -> None:
    journal = parse_journal("j", journal_bytes(played))
    assert journal.commands == played.commands
    verified = replay(journal, played.level)
    assert verified.difference == ""
    assert verified.session.state.digest() == played.state.digest()
    assert journal_bytes(verified.session) == journal_bytes(played)


def test_every_truncation_and_bit_flip_is_refused(played: Session) -> None:
    content = journal_bytes(played)
    for end in range(0, len(content), 3):
        with pytest.raises(Fault) as caught:
            parse_journal("j", content[:end])
        assert caught.value.exit_code == ExitCode.INTEGRITY, end
    chance = np.random.default_rng(3)
    for _ in range(400):
        damaged = bytearray(content)
        damaged[int(chance.integers(len(content)))] ^= 1 << int(chance.integers(8))
        with pytest.raises(Fault):
            parse_journal("j", bytes(damaged))


def test_a_claimed_state_that_differs_is_found(played: Session) -> None:
    journal = parse_journal("j", journal_bytes(played))
    lines = []
    for line in journal_bytes(played).decode().splitlines()[1:-1]:
        value = json.loads(line)
        if value["do"] == "mark":
            value["state"] = "0" * 64
        lines.append(value)
    forged = parse_journal("j", to_bytes(journal.header, lines))
    assert replay(forged, played.level).difference == "first difference in 1985-01 (after command 2): state hash"


def test_the_first_month_that_differs_is_named(played: Session) -> None:
    """A turn of twelve months has twelve marks; a claim that is wrong from the eighth on is found in the eighth."""
    journal = parse_journal("j", journal_bytes(played))
    lines = [json.loads(line) for line in journal_bytes(played).decode().splitlines()[1:-1]]
    marks = [line for line in lines if line["do"] == "mark"]
    assert [line["month"] for line in marks] == [month_label(month) for month in range(played.state.month)]
    for line in marks[7:]:
        line["state"] = "0" * 64
    difference = replay(parse_journal("j", to_bytes(journal.header, lines)), played.level).difference
    assert difference == "first difference in 1985-08 (after command 2): state hash"


@pytest.mark.parametrize("kind", ["mark", "turn"])
def test_a_mark_too_many_is_found(played: Session, kind: str) -> None:
    header = parse_journal("j", journal_bytes(played)).header
    lines = [json.loads(line) for line in journal_bytes(played).decode().splitlines()[1:-1]]
    last = max(place for place, line in enumerate(lines) if line["do"] == kind)
    forged = to_bytes(header, [*lines[: last + 1], lines[last], *lines[last + 1 :]])
    assert "1986-12" in replay(parse_journal("j", forged), played.level).difference
    loose = to_bytes(header, [lines[0], lines[last]])
    with pytest.raises(Fault, match="no time has passed"):
        parse_journal("j", loose)


@pytest.mark.parametrize("forge", ["values", "none"])
def test_claimed_figures_are_held_against_the_replay(played: Session, forge: str) -> None:
    journal = parse_journal("j", journal_bytes(played))
    lines = []
    for line in journal_bytes(played).decode().splitlines()[1:-1]:
        value = json.loads(line)
        if value["do"] == "turn" and forge == "none":
            continue
        if value["do"] == "turn":
            value["share"] = 199.0
        lines.append(value)
    difference = replay(parse_journal("j", to_bytes(journal.header, lines)), played.level).difference
    assert ("share" if forge == "values" else "missing") in difference


def test_a_key_that_stands_twice_is_refused(played: Session) -> None:
    content = journal_bytes(played)
    body = content[: content.rindex(b'{"sha256"')].replace(b'"do":"end_turn"', b'"do":"set","do":"end_turn"', 1)
    forged = body + b'{"sha256":"' + hashlib.sha256(body).hexdigest().encode() + b'"}\n'
    with pytest.raises(Fault, match="twice"):
        parse_journal("j", forged)


def test_a_damaged_newest_save_never_replaces_a_good_older_one(tmp_path: Path, played: Session) -> None:
    saves.autosave(tmp_path, journal_bytes(played, "first"))
    saves.autosave(tmp_path, journal_bytes(played, "second"))
    (tmp_path / "autosave.journal").write_bytes(b"\0" * 50)
    saves.autosave(tmp_path, journal_bytes(played, "third"))
    assert read_journal(tmp_path / "autosave-1.journal").header.name == "first"
    assert read_journal(tmp_path / "autosave.journal").header.name == "third"


def test_an_illegal_command_in_a_journal_is_named(played: Session) -> None:
    header = parse_journal("j", journal_bytes(played)).header
    forged = parse_journal("j", to_bytes(header, [{"do": "set", "lever": "customs", "value": 7.0}]))
    with pytest.raises(Fault, match="command 1 is refused") as caught:
        replay(forged, played.level)
    assert caught.value.exit_code == ExitCode.INVALID


BAD_LINES = [
    ({"do": "jump"}, 3),
    ({"do": "set", "lever": "customs"}, 3),
    ({"do": "set", "lever": "customs", "value": "0.5"}, 3),
    ({"do": "set", "lever": "customs", "value": 1e300}, 3),
    ({"do": "set", "lever": "../../etc", "value": 0.5}, 3),
    ({"do": "end_turn", "extra": 1}, 3),
    ({"do": "announce", "lever": "customs", "value": 0.5, "month": -1}, 3),
    ({"do": "exchange", "duel": "washington_2025", "move": "attack"}, 3),
]


@pytest.mark.parametrize(("line", "code"), BAD_LINES)
def test_bad_journal_lines_name_their_line(played: Session, line: dict[str, object], code: int) -> None:
    header = parse_journal("j", journal_bytes(played)).header
    with pytest.raises(Fault) as caught:
        parse_journal("j", to_bytes(header, [{"do": "end_turn"}, line]))
    assert caught.value.exit_code == code
    assert caught.value.problems[0].line == 3


def test_another_format_or_level_version_is_exit_4(played: Session) -> None:
    journal = parse_journal("j", journal_bytes(played))
    for version, words in (
        (9, "newer journal format, got 9"),
        (1, "older journal format that is no longer read, got 1"),
    ):
        with pytest.raises(Fault, match=words) as caught:
            parse_journal("j", to_bytes(journal.header.model_copy(update={"format": version}), []))
        assert caught.value.exit_code == ExitCode.VERSION
    other = parse_journal("j", to_bytes(journal.header.model_copy(update={"level_hash": "0" * 64}), []))
    with pytest.raises(Fault, match="another version of the level") as caught:
        replay(other, played.level)
    assert caught.value.exit_code == ExitCode.VERSION


def test_autosave_keeps_generations_and_falls_back(tmp_path: Path, played: Session) -> None:
    for turn in range(4):
        saves.autosave(tmp_path, journal_bytes(played, f"turn-{turn}"))
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["autosave-1.journal", "autosave-2.journal", "autosave.journal"]
    assert read_journal(tmp_path / "autosave-1.journal").header.name == "turn-2"
    (tmp_path / "autosave.journal").write_bytes(b"\0" * 50)
    journal, notice = saves.load_newest(tmp_path)
    assert journal.header.name == "turn-2"
    assert "autosave-1" in notice
    assert (tmp_path / "autosave.bad").exists()


@pytest.mark.parametrize("name", ["", "..", "a/b", "CON", "con", "x" * 65, "a.b", "名"])
def test_hostile_save_names_are_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(Fault):
        saves.save_path(tmp_path, name)


def test_a_bad_save_is_listed_with_its_reason(tmp_path: Path, played: Session) -> None:
    (tmp_path / "good.journal").write_bytes(journal_bytes(played, "good"))
    (tmp_path / "bad.journal").write_bytes(b"\x89PNG not a save")
    listed = {entry.path.stem: entry for entry in saves.list_saves(tmp_path)}
    assert listed["good"].header is not None
    assert listed["bad"].header is None
    assert listed["bad"].problem


def test_settings_round_trip_and_broken_ones_are_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    wanted = Settings(language="zh_CN", text_percent=115)
    write_settings(path, wanted)
    assert read_settings(path) == (wanted, "")
    for bad in ('{"language": "xx"}', '{"text_percent": NaN}', "", "[1]", '{"unknown": 1}', '{"text_percent": "100"}'):
        path.write_text(bad)
        settings, notice = read_settings(path)
        assert settings == Settings()
        assert "settings.json" in notice
        assert path.with_suffix(".bad").exists()


def test_the_desk_saves_and_loads(played: Session) -> None:
    desk = Desk()
    assert desk.save(played, "my-game") == ""
    assert desk.autosave(played) == ""
    entry = next(one for one in desk.saves() if one.path.stem == "my-game")
    assert desk.load(entry.path).state.digest() == played.state.digest()
    assert desk.load_newest()[0].state.digest() == played.state.digest()
    assert "no name" in desk.save(played, "../evil")


def test_two_windows_do_not_write_each_others_autosave(played: Session) -> None:
    """The second may look and save under a name; the lock goes with the process, so it can never be stale."""
    first, second = Desk(), Desk()
    first.claim()
    assert first.notice == ""
    in_use = "print('held' if Lock(Path(sys.argv[1])).held else 'taken')"
    script = f"import sys\nfrom pathlib import Path\nfrom game.storage.lock import Lock\n{in_use}"
    assert first.folders.saves is not None
    asked = [sys.executable, "-c", script, str(first.folders.saves)]
    assert subprocess.run(asked, capture_output=True, text=True, check=True).stdout == "taken\n"
    second.claim()
    assert "Another window" in second.notice
    assert "Another window" in second.autosave(played)
    assert second.save(played, "mine") == ""
    assert first.autosave(played) == ""
    first.release()
    assert subprocess.run(asked, capture_output=True, text=True, check=True).stdout == "held\n"
    second.claim()
    assert second.autosave(played) == ""
