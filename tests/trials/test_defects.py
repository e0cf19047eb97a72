"""Seeded defects are real changes in running code, and a test that notices one is named."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from game.trials.defects import command
from game.trials.defects.command import PACKAGES
from game.trials.defects.seeding import Defect, chosen, defects_of

SOURCE = '''"""Doc 1 + 1."""
LIMIT: int = 3


@dataclass(frozen=True, slots=True)
class Pair:
    one: int


@cache(size=4)
def larger(one: float, other: float = 0.5) -> float:
    """2 < 3 stays."""
    if one < other and not other > 9:
        return max(one, other) * 2.0
    raise ValueError(f"{one + other} is 7")
'''


def test_defects_sit_in_code_that_runs() -> None:
    found = {(one.line, one.before, one.after) for one in defects_of("x.py", SOURCE)}
    assert found == {
        (2, "3", "4"),
        (11, "0.5", "0.511"),
        (13, "<", "<="),
        (13, "and", "or"),
        (13, "not ", ""),
        (13, ">", ">="),
        (13, "9", "10"),
        (14, "max", "min"),
        (14, "*", "/"),
        (14, "2.0", "2.041"),
    }


def test_each_defect_changes_one_place_and_leaves_sound_python(repository: Path) -> None:
    for defect in chosen(repository, PACKAGES, 60, seed=7):
        sound = (repository / defect.file).read_text(encoding="utf-8")
        broken = defect.put(sound)
        ast.parse(broken)
        changed = [
            place for place, (a, b) in enumerate(zip(sound.split("\n"), broken.split("\n"), strict=True)) if a != b
        ]
        assert changed == [defect.line - 1]


def test_the_choice_is_by_number(repository: Path) -> None:
    assert chosen(repository, PACKAGES, 30) == chosen(repository, PACKAGES, 30)
    assert set(chosen(repository, PACKAGES, 10, 1)) != set(chosen(repository, PACKAGES, 10, 2))


@pytest.mark.parametrize(("after", "caught"), [("-", True), ("+", False)])
def test_what_notices_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: str, caught: bool) -> None:
    (tmp_path / "game" / "rules").mkdir(parents=True)
    (tmp_path / "tests").mkdir()
    (tmp_path / "game" / "rules" / "sums.py").write_text("def double(one: int) -> int:\n    return one + one\n")
    test = (
        "import sys\n\nsys.path.insert(0, 'game/rules')\nfrom sums import double\n\n\n"
        "def test_double():\n    assert double(2) == 4\n"
    )
    (tmp_path / "tests" / "test_sums.py").write_text(test)
    monkeypatch.setattr(command, "TESTS", {"game/rules": ("tests/test_sums.py",)})
    told = command.caught_by(tmp_path, Defect("game/rules/sums.py", 2, 15, "+", after))
    assert told == ("tests/test_sums.py::test_double" if caught else "")
    assert "one + one" in (tmp_path / "game" / "rules" / "sums.py").read_text()
