"""Whatever can be wrong with a save, a setting or a level is told in Chinese: no wording is left without a message."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from game.content.load import load_level
from game.faults import Fault, Problem
from game.storage.journal import parse_journal
from game.storage.settings import read_settings
from game.told import is_known, told, wording

CHINESE = re.compile(r"[\u4e00-\u9fff]")
# Nothing of its own, and where a person in the window never comes by: the command line and tools that measure.
ONLY_IN_ENGLISH = (
    "faults.py",
    "cli.py",
    "policy_player.py",
    "analysis",
    "exactness",
    "reports/model",
    "reports/class_table/command.py",
    "reports/debrief_pack/command.py",
    "research",
    "api.py",
    "kit.py",
    "kernels",
    "economy",
    "bench",
    "trials",
)


def _sample(node: ast.expr) -> list[str]:
    """The texts that an expression can be, with a word where something is put in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return [node.value]
    if isinstance(node, ast.JoinedStr):
        return ["".join(part.value if isinstance(part, ast.Constant) else "7" for part in node.values)]  # type: ignore[misc]
    if isinstance(node, ast.IfExp):
        return [*_sample(node.body), *_sample(node.orelse)]
    return []


def wordings(repository: Path) -> dict[str, str]:
    """Every wording of a problem in the code, and the file it stands in."""
    found = {}
    for file in sorted((repository / "game").rglob("*.py")):
        name = str(file.relative_to(repository / "game"))
        if name.startswith(ONLY_IN_ENGLISH):
            continue
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            texts: list[ast.expr] = []
            if isinstance(node, ast.Call):
                arguments = node.args
                codes = [
                    place for place, one in enumerate(arguments) if re.fullmatch(r"E\d{4}", *_sample(one)[:1] or [""])
                ]
                texts = arguments[codes[0] + 1 : codes[0] + 2] if codes else []
            elif isinstance(node, ast.Assign) and [getattr(one, "id", "") for one in node.targets] == ["what"]:
                texts = [node.value]
            for text in texts:
                found.update(dict.fromkeys(_sample(text), name))
    return found


def test_every_wording_of_a_problem_has_a_message(repository: Path) -> None:
    found = wordings(repository)
    assert len(found) > 60
    assert {text: file for text, file in found.items() if not is_known(text)} == {}


def test_english_is_what_the_command_line_prints() -> None:
    problem = Problem("a.journal", "E8003", "is cut off after 12 bytes", expected="a whole journal")
    assert told(problem, "en") == str(problem)
    assert told(problem, "zh_CN") == "a.journal：在第12字节处中断，内容不全；应为完整的记录文件 [E8003]"
    assert wording("nobody ever wrote this", "zh_CN") == "nobody ever wrote this"


@pytest.mark.parametrize("content", [b"", b"\0" * 9, b"lanthanide", b"\x89PNG", b'{"journal": 1}\n'])
def test_a_save_that_cannot_be_read_is_told_in_chinese(content: bytes) -> None:
    with pytest.raises(Fault) as raised:
        parse_journal("my-game.journal", content)
    line = told(raised.value, "zh_CN").removeprefix("my-game.journal")
    assert CHINESE.search(line)
    assert not re.search(r"[a-z]{2,} [a-z]{2,}", line)


def test_a_level_with_a_mistake_is_told_in_chinese(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    for text in ("", "schema = 9\n", "schema = 1\nid = 7\n", "schema = 1\nwrong = 1\n", "{}", "[[[[", "a = 1\na = 2\n"):
        path.write_text(text)
        with pytest.raises(Fault) as raised:
            load_level(path)
        for problem in raised.value.problems:
            assert CHINESE.search(told(problem, "zh_CN")), str(problem)


def test_the_notice_of_a_settings_file_follows_the_language(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    for bad in (
        '{"language": "zh_CN", "text_percent": 9}',
        '{"language": "zh_CN"',
        '{"a": 1, "a": 1, "language": "zh_CN"}',
    ):
        path.write_text(bad)
        settings, notice = read_settings(path)
        assert settings.language == "zh_CN", "what can still be read of the language is kept"
        assert "defaults are in force" in notice
        assert wording(notice, "zh_CN").startswith("settings.json无法使用（")
        assert not re.search(r"[a-z]{2,} [a-z]{2,}", wording(notice, "zh_CN"))


def test_a_run_that_does_not_reproduce_is_told_in_chinese() -> None:
    text = "does not reproduce: first difference in 2010-04 (after command 12): state hash"
    assert wording(text, "zh_CN") == "重新推演的结果不符：首处不符在2010-04（第12条命令之后）：状态校验值"
