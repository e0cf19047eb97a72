"""Levels that change, and levels that are broken: a journal says so, the picker shows it, neither stops the others."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from game import paths
from game.cli import main
from game.content.load import find_level, list_levels, load_level
from game.desk import journal_bytes, new_session
from game.rules.commands import Choose, EndTurn
from game.ui.scenarios import Scenarios
from tests.ui.driver import Driver


@pytest.fixture
def levels(tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(repository / "levels", tmp_path / "levels")
    monkeypatch.setattr(paths, "levels_folder", lambda: tmp_path / "levels")
    return tmp_path / "levels"


def kept(folder: Path, level: str) -> Path:
    session = new_session(load_level(find_level(level)))
    while session.state.turn < 3:
        for card in session.open_cards():
            session.submit(Choose(card.id, card.default))
        session.submit(EndTurn())
    path = folder / "kept.journal"
    path.write_bytes(journal_bytes(session))
    return path


@pytest.mark.parametrize("changed", ["lesson-quota-trap.toml", "campaign.toml", "shared/history.toml"])
def test_a_journal_of_an_older_level_says_so(
    levels: Path, tmp_path: Path, changed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The level's own file, the one that leads up to it, and one that it includes."""
    path = kept(tmp_path, "lesson-quota-trap")
    assert main(["verify", str(path)]) == 0
    file = levels / changed
    text = file.read_text(encoding="utf-8")
    if changed.startswith("shared"):
        text = text.replace('lever = "customs"\nvalue = 0.2', 'lever = "customs"\nvalue = 0.25', 1)
    else:
        text = text.replace("order = 1\n", "order = 2\n", 1)
    assert text != file.read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    capsys.readouterr()
    assert main(["verify", str(path)]) == 4
    told = capsys.readouterr().out
    assert "kept.journal" in told
    assert "level" in told


def test_a_par_is_no_part_of_the_levels_hash(levels: Path) -> None:
    path = levels / "lesson-quota-trap.toml"
    before = load_level(path)
    text = path.read_text(encoding="utf-8").partition("[par]")[0]  # its own stands last
    par = '[par]\noverall = 120.0\nshare = 101.0\nprice = 139.0\nleverage = 120.0\njournal = "par/lesson.journal"\n'
    path.write_text(text.rstrip("\n") + "\n" + par, encoding="utf-8")
    after = load_level(path)
    assert after.content_hash == before.content_hash
    assert after.about.par is not None
    assert after.about.par.overall == 120.0


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_broken_level_stands_in_the_picker_with_its_mistake(levels: Path, language: str) -> None:
    whole = len(list_levels(levels))
    path = levels / "weapon-2025.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("months = 1", "months = 5"), encoding="utf-8")
    driver = Driver((1280, 720), language)
    driver.show(Scenarios(driver.desk))
    screen = driver.screen
    assert isinstance(screen, Scenarios)
    assert len(screen.cards) == whole
    broken = screen.cards[-1]
    assert broken.level is None
    assert broken.title == "weapon-2025"
    assert "weapon-2025.toml:" in broken.problems[0]
    assert "level-weapon-2025" not in driver.app.ui.places
    assert "level-campaign" in driver.app.ui.places
    assert "level-sandbox" in driver.app.ui.places


def test_cards_are_walked_by_arrows_and_entered(levels: Path) -> None:
    driver = Driver()
    driver.show(Scenarios(driver.desk))
    driver.focus("level-campaign")
    driver.key(1073741903)  # right
    assert driver.app.ui.focus == "level-tutorial"
    driver.key(1073741905)  # down
    assert driver.app.ui.focus == "level-homework-quota"
    driver.key(1073741904)  # left
    assert driver.app.ui.focus == "level-lesson-quota-trap"
    driver.key(13)
    assert type(driver.screen).__name__ == "Briefing"
