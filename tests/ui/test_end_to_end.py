"""The real window under a virtual display, driven by keys and mouse from outside. Runs on demand:

apt-get install xvfb xdotool
LANTHANIDE_END_TO_END=1 python -m pytest tests/ui/test_end_to_end.py -n 0
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

SECONDS = 60.0
QUIET = {"turn_report": False, "guide_step": -1, "sound_volume": 0, "music_volume": 0, "reduced_motion": True}

if not os.environ.get("LANTHANIDE_END_TO_END"):
    pytest.skip("set LANTHANIDE_END_TO_END=1 to drive the real window", allow_module_level=True)
for tool in ("Xvfb", "xdotool"):
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed", allow_module_level=True)


@pytest.fixture
def display() -> Iterator[str]:
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x880x24", "-nolisten", "tcp"], pass_fds=(write,)
    )
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait(10)


class Window:
    """The game in a process of its own."""

    def __init__(self, display: str, home: Path) -> None:
        self.environment = {**os.environ, "DISPLAY": display, "LANTHANIDE_HOME": str(home), "SDL_AUDIODRIVER": "dummy"}
        self.environment.pop("SDL_VIDEODRIVER", None)
        self.saves = home / "saves"
        home.mkdir(exist_ok=True)
        (home / "settings.json").write_text(json.dumps(QUIET))
        self.game = subprocess.Popen([sys.executable, "-m", "game"], env=self.environment)
        self.id = self._shown()
        self.tool("windowfocus", self.id)

    def _shown(self) -> str:
        """The game's window: the only one beside the root, for no window manager runs here that would name it."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            found = self.tool("search", "--onlyvisible", "--class", ".*").split()
            if len(found) > 1:
                return found[-1]
            time.sleep(0.2)
        raise AssertionError("no window has opened")

    def tool(self, *arguments: str) -> str:
        return subprocess.run(
            ["xdotool", *arguments], env=self.environment, check=True, capture_output=True, text=True, timeout=SECONDS
        ).stdout

    def keys(self, *names: str) -> None:
        for name in names:
            self.tool("key", name)
            time.sleep(0.25)

    def click(self, x: int, y: int) -> None:
        self.tool("mousemove", "--window", self.id, str(x), str(y))
        time.sleep(0.2)
        self.tool("click", "1")
        time.sleep(0.3)

    def month(self) -> str:
        """The month of the newest autosave, empty before the first."""
        path = self.saves / "autosave.journal"
        if not path.exists():
            return ""
        return str(json.loads(path.read_text().splitlines()[0])["month"])

    def until(self, month: str) -> None:
        """Wait for an autosave of a month or later."""
        end = time.monotonic() + SECONDS
        while self.month() < month:
            assert time.monotonic() < end, f"still at {self.month() or 'the title'}"
            assert self.game.poll() is None, "the game has ended"
            time.sleep(0.2)


def test_keys_and_mouse_from_outside_play_and_quit(display: str, tmp_path: Path) -> None:
    window = Window(display, tmp_path / "home")
    time.sleep(3.0)  # history is played for the title's curve
    window.keys("Return")  # campaign
    time.sleep(1.0)
    window.keys("Return")  # take the seat
    window.until("1985-01")
    for _ in range(60):
        if window.month() >= "1990":
            break
        window.keys("1", "space")  # answers a card if one is open; else it is a tab's key
    window.until("1990-01")
    before = window.month()
    for _ in range(3):
        window.keys("1")
        window.click(1160, 660)  # End turn
    window.until(f"{int(before[:4]) + 1}-01")
    window.keys("1", "1", "Escape")  # answers a card that may have opened; then to the title
    time.sleep(1.0)
    window.keys("Up", "Return")  # the last entry is quit
    assert window.game.wait(20) == 0
