"""What was said to be saved is there after any crash; and a disk or a writer that cheats is found out."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.storage import atomic, saves
from game.storage.disk import THIS_DISK
from game.trials.saves import crash
from game.trials.saves.crash import content_of, failing_calls, found_after, power_losses, real_kills
from game.trials.saves.model_disk import ModelDisk


def test_power_losses_at_every_call_and_byte_lose_nothing(tmp_path: Path) -> None:
    outcome = power_losses(tmp_path, byte_step=7)
    assert outcome.lost == []
    assert outcome.tried > 500


def test_every_call_may_fail_once(tmp_path: Path) -> None:
    outcome = failing_calls(tmp_path)
    assert outcome.lost == []
    assert outcome.tried > 800


def test_processes_killed_while_they_save_lose_nothing() -> None:
    assert real_kills(6).lost == []


@pytest.mark.parametrize("cheat", ["sync", "sync_folder"])
def test_a_writer_that_does_not_sync_is_found_out(cheat: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ModelDisk, cheat, lambda disk, _: disk.calls.append(cheat))
    assert power_losses(tmp_path, byte_step=50).lost


def test_a_writer_that_writes_in_place_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def in_place(path: Path, content: bytes, disk: ModelDisk) -> None:
        disk.remove(path)
        handle = disk.create(path)
        disk.write(handle, memoryview(content))
        disk.sync(handle)
        disk.close(handle)
        disk.sync_folder(path.parent)

    monkeypatch.setattr(saves, "write_whole", in_place)
    monkeypatch.setattr(saves, "GENERATIONS", 0)
    assert power_losses(tmp_path, byte_step=50).lost


def test_a_crash_leaves_no_temporary_file_after_the_next_start(tmp_path: Path) -> None:
    newest = content_of(3)
    assert found_after({"autosave.journal": newest, ".writing-0123": newest[:50]}, tmp_path) == 3
    assert [one.name for one in tmp_path.iterdir()] == ["autosave.journal"]


def test_a_folder_in_the_way_moves_a_save_to_a_free_name(tmp_path: Path) -> None:
    (tmp_path / "mine.journal").mkdir()
    (tmp_path / "mine-2.journal").mkdir()
    path = saves.write_save(tmp_path, "mine", content_of(1))
    assert path.name == "mine-3.journal"
    assert path.read_bytes() == content_of(1)


def test_a_file_held_by_another_program_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows, where a scanner holds a file for a moment."""
    waits: list[float] = []
    held = [0, 0]
    real = atomic.os.replace  # type: ignore[attr-defined]

    def replace(source: Path, target: Path) -> None:
        if held:
            held.pop()
            error = PermissionError(13, "held")
            error.winerror = 32  # type: ignore[attr-defined]
            raise error
        real(source, target)

    monkeypatch.setattr("game.storage.disk.os.replace", replace)
    monkeypatch.setattr("game.storage.disk.time.sleep", waits.append)
    atomic.write_whole(tmp_path / "save", b"new", THIS_DISK)
    assert (tmp_path / "save").read_bytes() == b"new"
    assert waits == [0.05, 0.1]


def test_the_trials_make_real_journals() -> None:
    assert crash._number("save 3") == 3
    assert len(content_of(3)) > len(content_of(0))
