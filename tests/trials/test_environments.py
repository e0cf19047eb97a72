"""Odd machines change nothing; all of them with all jobs on demand: lanthanide environments."""

from __future__ import annotations

from pathlib import Path

import pytest

from game.trials.environments.probes import ENVIRONMENTS, Environment, probe, run_job

IN_CI = ("optimised twice", "warnings are errors", "Turkish locale", "ASCII output", "HOME that is not there")


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("environments")


@pytest.fixture(scope="module")
def plain(scratch: Path) -> str:
    output, errors, code, _ = run_job(ENVIRONMENTS[0], "text", scratch)
    assert code == 0, errors
    return output


@pytest.mark.parametrize("name", [*IN_CI, "path with spaces and Chinese", "own home that cannot be made"])
def test_the_game_plays_on_odd_machines(name: str, scratch: Path, plain: str) -> None:
    environment = next(one for one in ENVIRONMENTS if one.name == name)
    assert probe(environment, "text", scratch, plain).wrong == ""


def test_what_differs_is_told(scratch: Path, plain: str) -> None:
    assert "prints otherwise" in probe(ENVIRONMENTS[0], "text", scratch, plain + "\nmore").wrong
    broken = Environment("broken", {"PYTHONPATH": str(scratch)}, ("-I",))
    assert probe(broken, "text", scratch, plain + "more").wrong
