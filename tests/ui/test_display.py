"""Without a display, or with one that never answers: a clear sentence and the way without a window, never a hang."""

from __future__ import annotations

import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from game import cli
from game.ui import display
from game.ui.app import App, NoWindowError, main
from game.ui.display import trouble


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(display, "PATIENCE", 0.3)


@pytest.fixture
def server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def named(server: socket.socket) -> str:
    return f"127.0.0.1:{server.getsockname()[1] - 6000}"


def test_no_display_and_other_systems() -> None:
    assert trouble({}, "linux") == "no display was found"
    assert trouble({}, "win32") == trouble({}, "darwin") == ""
    assert trouble({"SDL_VIDEODRIVER": "dummy"}, "linux") == ""


@pytest.mark.parametrize(
    "name", [":99991", "nonsense", "127.0.0.1:1", "/nowhere/x:0", "", ":", "[::1]:7", "a" * 300 + ":0"]
)
def test_a_display_that_is_not_there_is_told(name: str) -> None:
    assert trouble({"DISPLAY": name}, "linux")


def test_a_silent_display_costs_a_moment_only(server: socket.socket) -> None:
    started = time.monotonic()
    assert "does not answer" in trouble({"DISPLAY": named(server)}, "linux")
    assert time.monotonic() - started < 2.0


def test_a_display_that_says_anything_is_tried(server: socket.socket) -> None:
    def answer() -> None:
        line, _ = server.accept()
        with line:
            line.recv(12)
            line.sendall(b"\0")

    thread = threading.Thread(target=answer)
    thread.start()
    assert trouble({"DISPLAY": named(server)}, "linux") == ""
    thread.join()


def test_wayland_is_asked_first(tmp_path: Path, server: socket.socket) -> None:
    env = {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path)}
    assert "wayland-7 does not answer" in trouble(env, "linux")


def test_the_first_command_goes_on_without_a_window(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    toured = []
    monkeypatch.setattr(cli, "_tour", lambda options: toured.append(options.out) or 0)
    for name in ("SDL_VIDEODRIVER", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(display.sys, "platform", "linux")
    monkeypatch.setattr("game.ui.display.trouble", lambda: "no display was found")
    assert cli.main([]) == 0
    assert toured == [Path("out")]
    assert "No window can open: no display was found." in capsys.readouterr().out


def test_a_driver_nobody_sees_is_no_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.ui.app.open_window", lambda desk: __import__("pygame").Surface((10, 10)))
    monkeypatch.setattr("game.ui.app.pygame.display.get_driver", lambda: "offscreen")
    monkeypatch.delenv("SDL_VIDEODRIVER")
    with pytest.raises(NoWindowError, match="offscreen"):
        main()
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    __import__("pygame").display.init()


def test_waiting_stops_at_what_is_due() -> None:
    from .driver import Driver

    driver = Driver()
    app: App = driver.app
    assert app.pause() == 1000
    app.ui.wake = driver.now + 0.25
    assert app.pause() == 250
    app.ui.wake = driver.now - 5.0
    assert app.pause() == 1


def test_the_screen_is_filled_and_given_back() -> None:
    import pygame

    from game.ui.window import fill_screen

    pygame.display.init()
    pygame.display.set_mode((800, 600), pygame.RESIZABLE)
    for full in (True, True, False, False):
        fill_screen(full)
        assert pygame.display.get_surface() is not None
