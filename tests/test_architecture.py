"""The house: imports point one way, types and style are clean, nothing that computes needs a window."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import is_dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

LONGEST_FILE = 400


def run(repository: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(arguments, cwd=repository, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    "command",
    [
        ("-m", "mypy"),
        ("-m", "ruff", "check", "game", "tests"),
        ("-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"),
    ],
    ids=["mypy", "ruff", "imports"],
)
def test_the_tools_find_nothing(repository: Path, command: tuple[str, ...]) -> None:
    done = run(repository, sys.executable, *command)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_no_file_is_longer_than_a_sitting(repository: Path) -> None:
    long = {
        str(path.relative_to(repository)): count
        for path in sorted((repository / "game").rglob("*.py"))
        if (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }
    assert long == {}


# The engine's blocks are filled step by step or given a lane at a time; a passage grows letter by letter.
GROWING = {"Parameters", "State", "Flows", "Policy", "WorldMonth", "Passage"}


def _plain_things() -> Iterator[type]:
    for package in ("economy", "rules", "storage"):
        for found in walk_packages(import_module(f"game.{package}").__path__, f"game.{package}."):
            module = import_module(found.name)
            yield from (
                thing
                for thing in vars(module).values()
                if isinstance(thing, type) and is_dataclass(thing) and thing.__module__ == found.name
            )


def test_what_the_rules_and_the_engine_hold_cannot_be_changed_in_place_or_grow_fields() -> None:
    things = set(_plain_things())
    assert {"GameState", "DuelState", "Observation", "State", "Journal"} <= {one.__name__ for one in things}
    assert {one.__name__ for one in things if "__slots__" not in vars(one)} == set()
    changeable = {one.__name__ for one in things if not one.__dataclass_params__.frozen}  # type: ignore[attr-defined]
    assert changeable == GROWING


def test_running_a_level_never_imports_pygame(repository: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from game.cli import main; code = main(['run', 'quota-years', '--out', sys.argv[1]]);"
        "assert 'pygame' not in sys.modules; assert 'matplotlib' not in sys.modules; sys.exit(code)"
    )
    done = run(repository, sys.executable, "-c", code, str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr[-2000:]
