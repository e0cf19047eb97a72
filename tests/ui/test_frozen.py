"""A window that hangs writes its stacks down and ends; one that does not is left alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = """
import game.ui.app as app
import game.ui.frozen as frozen
from game.ui.title import Title
frozen.FROZEN_SECONDS = 1.0

def hang(screen, ui):
    while True:
        pass

Title.draw = hang
app.main()
"""


def test_a_frozen_frame_ends_with_its_stacks_on_disk(tmp_path: Path) -> None:
    from os import environ

    ended = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={**environ, "LANTHANIDE_HOME": str(tmp_path)},
        timeout=60,
        capture_output=True,
    )
    assert ended.returncode == 1
    assert "hang" in (tmp_path / "reports" / "frozen.txt").read_text()
