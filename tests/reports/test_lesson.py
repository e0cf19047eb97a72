"""The lesson on paper: figures from runs, facts that exist, both languages alike, PDF, the screen; and the kit."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from game import kit, paths
from game.content.staging_checks import fact_ids
from game.faults import Fault
from game.reports.lesson import DOCUMENTS, document, lesson, pdf, refreshed, write_lesson
from game.ui.classroom import Classroom
from game.ui.lesson import LessonScreen

from ..ui.driver import LANGUAGES, Driver
from ..ui.looking import dressed, faults


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_of_the_answers_come_from_runs(language: str) -> None:
    text = document("answers", language)
    assert len(re.findall(r"^\| 20\d\d \|", text, re.MULTILINE)) == 8
    assert refreshed(text, language) == text
    assert refreshed(text.replace("| 2010 |", "| 2010 | 1"), language) == text


def test_both_languages_say_the_same_in_the_same_order() -> None:
    for name in DOCUMENTS:
        english, chinese = (document(name, language) for language in LANGUAGES)
        shapes = [[line[:2] for line in text.splitlines() if line[:1] in "#-|"] for text in (english, chinese)]
        assert shapes[0] == shapes[1], name
        cited = [re.findall(r"B\d{3}", text) for text in (english, chinese)]
        assert sorted(cited[0]) == sorted(cited[1]), name
        assert set(cited[0]) <= fact_ids()


def test_the_role_cards_are_those_of_the_level() -> None:
    text = document("roles", "en")
    assert text.count("\n## ") == len(lesson().about.roles) == 6
    assert all(role.wants.en in text for role in lesson().about.roles)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_papers_are_written(tmp_path: Path, language: str) -> None:
    written = write_lesson(tmp_path, language)
    assert {path.name for path in written} == {f"{name}{end}" for name in DOCUMENTS for end in (".md", ".pdf")}
    for path in written:
        assert path.suffix == ".md" or path.read_bytes().startswith(b"%PDF")
    assert pdf(document("plan", language), language) == pdf(document("plan", language), language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(1280, 720), (1024, 768)])
def test_the_papers_can_be_read_on_the_screen(size: tuple[int, int], language: str) -> None:
    driver = dressed(size, 100, language)
    screen = LessonScreen(driver.desk)
    for name in DOCUMENTS:
        screen.page = name
        assert not faults(driver, screen), name


def test_the_classroom_leads_to_the_lesson_and_saves_it() -> None:
    driver = Driver()
    driver.show(Classroom(driver.desk))
    driver.click("class-lesson")
    assert isinstance(driver.screen, LessonScreen)
    driver.click("lesson-save")
    folder = driver.desk.folders.reports
    assert folder is not None
    assert (folder / "lesson" / "plan.pdf").is_file()


def test_a_kit_never_overwrites(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("x")
    with pytest.raises(Fault) as caught:
        kit.build(tmp_path, [], str(paths.levels_folder().parent))
    assert caught.value.problems[0].code == "E6006"


@pytest.mark.skipif("LANTHANIDE_KIT" not in os.environ, reason="builds wheels; on demand: LANTHANIDE_KIT=1")
def test_a_kit_installs_and_runs_without_an_index(tmp_path: Path) -> None:
    folder = tmp_path / "a stick"
    kit.build(folder, [], str(paths.levels_folder().parent))
    room = {**os.environ, "LANTHANIDE_ROOM": str(tmp_path / "room"), "PIP_NO_INDEX": "1", "PYTHON": sys.executable}
    room["LANTHANIDE_HOME"] = str(tmp_path / "home")
    run = ["sh", str(folder / "start.sh"), "run", "lesson-quota-trap", "--policy", "history"]
    done = subprocess.run(run, env=room, capture_output=True, text=True, cwd=tmp_path, check=False)
    assert done.returncode == 0, done.stderr
    assert "overall 100.0" in done.stdout
    assert (folder / "handouts" / "zh_CN" / "roles.pdf").is_file()
