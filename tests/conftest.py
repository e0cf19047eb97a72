"""Shared by all tests: the campaign, its engine and history's run, each made once a process."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")

from game.analysis.evidence import campaign, load_engine
from game.rules.game_state import Engine
from game.rules.level import Level
from game.session import Baseline, baseline


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the player's own folders."""
    from game import paths

    monkeypatch.setenv("LANTHANIDE_HOME", str(tmp_path_factory.mktemp("home")))
    paths.personal_folders.cache_clear()


@pytest.fixture(scope="session")
def level() -> Level:
    return campaign()


@pytest.fixture(scope="session")
def engine(level: Level) -> Engine:
    return load_engine(level)


@pytest.fixture(scope="session")
def history(level: Level, engine: Engine) -> Baseline:
    return baseline(level, engine)


@pytest.fixture
def repository() -> Path:
    return Path(__file__).resolve().parent.parent
