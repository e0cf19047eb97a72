"""Three hundred bad levels, each a sound one changed in one place: code, file, line and field of its first problem.

The table is `bad_levels.jsonl`: what is changed in `base.toml`, to what, and what must be said of it.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from game.content.load import load_level
from game.faults import Fault
from game.told import told

HERE = Path(__file__).parent
BASE = (HERE / "base.toml").read_text(encoding="utf-8")
ROWS: list[dict[str, Any]] = [json.loads(line) for line in (HERE / "bad_levels.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("bad") / "levels"
    shutil.copytree(HERE.parents[1] / "levels", made)
    return made


def test_the_table_is_long_and_its_base_is_sound(folder: Path) -> None:
    assert len(ROWS) >= 300
    assert len({(row["change"], row["to"]) for row in ROWS}) == len(ROWS)
    assert len({row["code"] for row in ROWS}) >= 20
    (folder / "base.toml").write_text(BASE, encoding="utf-8")
    assert load_level(folder / "base.toml").id == "base"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['code']}-{row['to'][:24]!r}")
def test_a_bad_level_is_refused_by_code_file_line_and_field(row: dict[str, Any], folder: Path) -> None:
    assert BASE.count(row["change"]) >= 1
    path = folder / "base.toml"
    path.write_text(BASE.replace(row["change"], row["to"], 1), encoding="utf-8")
    with pytest.raises(Fault) as caught:
        load_level(path)
    first = caught.value.problems[0]
    assert (first.code, Path(first.path).name, first.line, first.field) == (
        row["code"],
        row["file"],
        row["line"],
        row["field"],
    )
    assert len(caught.value.lines()) <= 21
    for line in (*caught.value.lines(), told(first, "zh_CN")):
        assert "\n" not in line
        assert len(line) < 1200
