"""The published schema of level files is that of the code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from game.cli import main
from game.content.schema import json_schema


def test_the_published_schema_is_what_the_command_prints(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    printed = capsys.readouterr().out
    assert (repository / "levels" / "schema.json").read_text(encoding="utf-8") == printed
    assert json.loads(printed) == json.loads(json.dumps(json_schema()))
