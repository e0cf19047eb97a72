"""What machines, folders and other programs do: each is got over or told in a line, and nothing is lost."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from pydantic import ValidationError

from game import crash_report, paths
from game.cli import main
from game.content.load import list_levels, load_level
from game.faults import ExitCode, Fault
from game.reading import read_bytes
from game.storage import saves
from game.storage.journal import FORMAT, parse_journal, to_bytes
from game.storage.settings import Settings
from game.trials.environments.probes import ENVIRONMENTS, run_job
from game.trials.saves.crash import content_of
from game.ui.theme import Fonts

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="a file of a kind that Windows does not have")


@pytest.fixture
def levels(tmp_path: Path, repository: Path) -> Path:
    shutil.copytree(repository / "levels", tmp_path / "levels")
    return tmp_path / "levels"


@POSIX
def test_a_pipe_a_device_and_a_folder_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, code in ((tmp_path / "pipe", 7), (Path("/dev/zero"), 7), (tmp_path, 6), (tmp_path / "gone", 6)):
        with pytest.raises(Fault) as caught:
            read_bytes(path, 1000)
        assert caught.value.exit_code == code


def test_a_file_larger_than_its_cap_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "large"
    with path.open("wb") as stream:
        stream.truncate(3 * 1024**3)  # a hole, which takes no room
    with pytest.raises(Fault) as caught:
        read_bytes(path, 1000)
    assert caught.value.exit_code == ExitCode.LIMIT


def test_a_level_that_vanishes_after_it_was_listed(levels: Path) -> None:
    listed = list_levels(levels)[0]
    listed.path.unlink()
    with pytest.raises(Fault) as caught:
        load_level(listed.path)
    assert caught.value.exit_code == ExitCode.IO


@POSIX
def test_an_include_that_is_a_link_to_outside_is_not_followed(levels: Path, tmp_path: Path) -> None:
    shutil.move(levels / "shared" / "news.toml", tmp_path / "news.toml")
    (levels / "shared" / "news.toml").symlink_to(tmp_path / "news.toml")
    with pytest.raises(Fault, match="outside"):
        load_level(levels / "campaign.toml")


@POSIX
def test_saving_replaces_a_link_and_leaves_its_target(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"mine")
    (tmp_path / "game.journal").symlink_to(tmp_path / "target")
    saves.write_save(tmp_path, "game", content_of(1))
    assert (tmp_path / "target").read_bytes() == b"mine"
    assert not (tmp_path / "game.journal").is_symlink()


def test_shared_files_cannot_include_and_so_make_no_cycle(levels: Path) -> None:
    path = levels / "shared" / "news.toml"
    path.write_text('include = ["shared/units.toml"]\n' + path.read_text(encoding="utf-8"), encoding="utf-8")
    with pytest.raises(Fault) as caught:
        load_level(levels / "campaign.toml")
    assert caught.value.problems[0].code == "E3003"


def test_two_levels_of_one_id_are_both_named(levels: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copy(levels / "campaign.toml", levels / "twin.toml")
    assert main(["check-levels", str(levels)]) == ExitCode.INVALID
    told = capsys.readouterr().err
    assert "twin.toml" in told
    assert "campaign.toml" in told
    assert "E3056" in told


def test_a_level_of_10_000_turns_or_none_is_refused_when_loaded(levels: Path) -> None:
    text = (levels / "campaign.toml").read_text(encoding="utf-8")
    for old, new in (('end = "2025-12"', 'end = "2984-12"'), ('end = "2025-12"', 'end = "1984-11"')):
        (levels / "campaign.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(Fault) as caught:
            load_level(levels / "campaign.toml")
        assert caught.value.exit_code == ExitCode.INVALID


def test_a_folder_of_many_saves_is_listed_by_their_heads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = content_of(1)
    for number in range(300):
        (tmp_path / f"s{number:04d}.journal").write_bytes(content + b"x" * 100)
    (tmp_path / "long.journal").write_bytes(b"{" + b"x" * 10_000_000)
    monkeypatch.setattr(saves, "MOST_LISTED", 250)
    assert len(saves.list_saves(tmp_path)) == 250
    monkeypatch.setattr(saves, "MOST_LISTED", 5000)
    listed = {one.path.name: one for one in saves.list_saves(tmp_path)}
    assert len(listed) == 301
    assert listed["s0001.journal"].header is not None, "a body that is damaged does not matter for the list"
    assert listed["long.journal"].header is None


def test_a_copy_that_a_cloud_made_is_an_entry_of_its_own(tmp_path: Path) -> None:
    for name in ("game.journal", "game (conflict copy 2).journal"):
        (tmp_path / name).write_bytes(content_of(2))
    assert len(saves.list_saves(tmp_path)) == 2


def test_clocks_do_not_decide_which_save_is_the_newest(tmp_path: Path) -> None:
    for number in range(3):
        path = saves.autosave(tmp_path, content_of(number))
        for one in tmp_path.iterdir():
            os.utime(one, (10**9 + number, 10**9 + number))
        os.utime(path, (0, 0))  # as after a clock that was set back
    assert saves.load_newest(tmp_path)[0].header.name == "save 2"


def test_a_save_of_a_newer_game_is_put_aside_and_not_written_over(tmp_path: Path) -> None:
    header = parse_journal("j", content_of(1)).header
    newer = to_bytes(header.model_copy(update={"format": FORMAT + 1}), [])
    (tmp_path / "autosave.journal").write_bytes(newer)
    with pytest.raises(Fault) as caught:
        parse_journal("j", newer)
    assert caught.value.exit_code == ExitCode.VERSION
    saves.autosave(tmp_path, content_of(2))
    kept = tmp_path / f"autosave-{saves.NEWER}.journal"
    assert kept.read_bytes() == newer
    assert saves.load_newest(tmp_path)[0].header.name == "save 2"


def test_when_no_generation_can_be_read_nothing_is_deleted(tmp_path: Path) -> None:
    for name in ("autosave.journal", "autosave-1.journal"):
        (tmp_path / name).write_bytes(b"\0" * 99)
    with pytest.raises(Fault) as caught:
        saves.load_newest(tmp_path)
    assert caught.value.exit_code == ExitCode.INTEGRITY
    assert {one.read_bytes() for one in tmp_path.iterdir()} == {b"\0" * 99}
    assert len(list(tmp_path.iterdir())) == 2


def test_a_crash_report_names_no_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/somebody")
    monkeypatch.setenv("LOGNAME", "somebody")
    for number in range(5):
        try:
            raise ValueError(f"/home/somebody/secret {number}")
        except ValueError:
            path = Path(crash_report.write_report("trying"))
    text = path.read_text(encoding="utf-8")
    assert "secret 4" in text
    assert "somebody" not in text
    assert len(list(path.parent.glob("crash*.txt"))) == 3, "three are kept"


def test_a_crash_report_that_cannot_be_written_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no room")

    monkeypatch.setattr(Path, "write_text", refuse)
    assert "no room" in crash_report.write_report("trying")


def test_a_bug_of_ours_ends_with_one_line_and_exit_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> int:
        raise KeyError("nowhere")

    monkeypatch.setattr("game.content.schema.json_schema", broken)
    assert main(["schema"]) == ExitCode.INTERNAL
    told = capsys.readouterr().err
    assert "internal error: KeyError" in told
    assert "report written to" in told


@POSIX
def test_a_reader_that_goes_away_ends_it_quietly() -> None:
    """As `lanthanide schema | head -1`."""
    running = subprocess.Popen(
        [sys.executable, "-m", "game", "schema"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=paths.assets_folder().parent,
    )
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.read(1)
    running.stdout.close()
    told = running.stderr.read()
    running.wait()
    assert b"Traceback" not in told
    assert running.returncode in (0, 6)


def test_nothing_is_written_beside_the_code(tmp_path: Path) -> None:
    moved = next(one for one in ENVIRONMENTS if one.moved)
    run_job(moved, "text", tmp_path)

    def listing() -> list[tuple[str, int]]:
        files = (one for one in (tmp_path / moved.moved).rglob("*") if one.is_file() and "__pycache__" not in one.parts)
        return sorted((str(one), one.stat().st_mtime_ns) for one in files)

    before = listing()
    _, errors, code, _ = run_job(moved, "text", tmp_path)
    assert code == 0, errors
    assert listing() == before


def test_missing_fonts_fall_back(tmp_path: Path) -> None:
    import pygame

    pygame.font.init()
    fonts = Fonts(tmp_path)
    assert fonts.missing
    assert fonts.get(20, False).size("Lanthanide")[0] > 0
    assert fonts.get(-5, True).size("x")[0] > 0
    (tmp_path / "NotoSansSC-Regular.otf").write_bytes(b"not a font")
    assert Fonts(tmp_path).get(20, False).size("x")[0] > 0


def test_few_fonts_are_kept_open() -> None:
    fonts = Fonts(paths.fonts_folder())
    for size in range(6, 300):
        fonts.get(size, False)
    assert len(fonts._made) <= 48
    assert fonts.get(299, False) is fonts.get(299, False)


def test_an_old_python_is_told_which_it_needs(repository: Path) -> None:
    text = (repository / "game" / "__main__.py").read_text(encoding="utf-8")
    assert text.index("version_info") < text.index("from game.cli")
    fake = text.replace("sys.version_info < (3, 11)", "sys.version_info < (9, 0)")
    ended = subprocess.run([sys.executable, "-c", fake], capture_output=True, text=True, cwd=repository, check=False)
    assert ended.returncode != 0
    assert ended.stderr.strip().startswith("Lanthanide needs Python 3.11 or newer")
    assert len(ended.stderr.strip().splitlines()) == 1


def test_no_model_is_made_without_validation() -> None:
    """Nor is one changed after it: what was read from a file stays what was checked (A22)."""
    for file in (paths.assets_folder().parent / "game").rglob("*.py"):
        assert "model_construct" not in file.read_text(encoding="utf-8"), file.name
    with pytest.raises(ValidationError):
        Settings().text_percent = 5  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Settings(text_percent=float("nan"))  # type: ignore[arg-type]


def test_no_text_of_others_is_run() -> None:
    """No pickle, no YAML, no eval of what comes from a file."""
    allowed = {"scalar.py"}  # compiles what it has written itself
    for file in (paths.assets_folder().parent / "game").rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        for word in (
            "import pickle",
            "import yaml",
            "import marshal",
            "import shelve",
            "eval(",
            "os.system(",
            "shell=True",
        ):
            assert word not in text, f"{file.name}: {word}"
        if "exec(" in text:
            assert file.name in allowed, file.name


def test_only_the_main_thread_touches_the_game() -> None:
    """No thread runs beside the window's loop, so none can raise unseen (E26)."""
    before = threading.active_count()
    from game.desk import Desk

    Desk().levels()
    assert threading.active_count() == before


def test_minus_zero_and_tiny_numbers_in_a_level(levels: Path) -> None:
    path = levels / "campaign.toml"
    text = path.read_text(encoding="utf-8")
    hashes = set()
    for number in ("0.0", "-0.0"):
        path.write_text(text.replace("opening_capital = 50.0", f"opening_capital = {number}"), encoding="utf-8")
        hashes.add(load_level(path).content_hash)
    assert len(hashes) == 1
    path.write_text(text.replace("opening_capital = 50.0", "opening_capital = 5e-324"), encoding="utf-8")
    assert load_level(path).opening_capital == 5e-324


def test_every_pin_has_the_hashes_of_its_wheels(repository: Path) -> None:
    """Written by .ci/lock.py; `pip install --require-hashes -r .ci/locked.txt` takes nothing else."""
    pins = [line for line in (repository / "constraints.txt").read_text().splitlines() if "==" in line]
    locked = (repository / ".ci" / "locked.txt").read_text()
    assert [line.removesuffix(" \\") for line in locked.splitlines() if "==" in line] == pins
    assert locked.count("--hash=sha256:") >= len(pins)
