"""The house: imports point one way, types and style are clean, nothing that computes needs a window."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

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


def test_running_a_level_never_imports_pygame(repository: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from game.cli import main; code = main(['run', 'quota-years', '--out', sys.argv[1]]);"
        "assert 'pygame' not in sys.modules; assert 'matplotlib' not in sys.modules; sys.exit(code)"
    )
    done = run(repository, sys.executable, "-c", code, str(tmp_path / "out"))
    assert done.returncode == 0, done.stderr[-2000:]
