"""`lanthanide bench --ui`: the window's speed and memory in one run, as ratios to an empty frame and against budgets.

It runs under a dummy video driver, so that it measures drawing by this program and not the screen of this machine.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass

_SIZE = (1920, 1080)
_FRAMES = 300
_IDLE_SECONDS = 4.0
_FIRST_FRAME = "first-frame"  # what the child of this program is asked to do


@dataclass(frozen=True, slots=True)
class Line:
    """One measured figure; `ratio` is to an empty frame where that makes sense."""

    name: str
    value: float
    unit: str
    budget: float
    ratio: float | None = None

    @property
    def kept(self) -> bool:
        return self.value <= self.budget


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="lanthanide bench --ui", description=__doc__)
    parser.add_argument("--ui", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--frames", type=int, default=_FRAMES)
    parser.add_argument("--skip-campaign", action="store_true", help="leave out the campaign, which takes the longest")
    parser.add_argument("--child", default="", help=argparse.SUPPRESS)
    options = parser.parse_args(argv)
    with _own_home():
        if options.child == _FIRST_FRAME:
            return _first_frame_child()
        lines = [*_first_frame(), *_memory_and_frames(options.frames), _idle()]
        if not options.skip_campaign:
            lines += _campaign()
    if options.json:
        print(json.dumps([asdict(line) | {"kept": line.kept} for line in lines], indent=1))
        return 0
    for line in lines:
        ratio = f"{line.ratio:6.1f}x empty" if line.ratio is not None else " " * 13
        verdict = "kept" if line.kept else "MISSED"
        print(
            f"{line.name:<34}{line.value:>9.2f} {line.unit:<5} {ratio}   budget {line.budget:g} {line.unit}: {verdict}"
        )
    return 0


@contextlib.contextmanager
def _own_home() -> Iterator[None]:
    """The player's folders stay untouched; nothing is heard or seen."""
    from game import paths

    with tempfile.TemporaryDirectory() as home:
        os.environ[paths.HOME_VARIABLE] = home
        os.environ["SDL_VIDEODRIVER"] = os.environ["SDL_AUDIODRIVER"] = "dummy"
        paths.personal_folders.cache_clear()
        yield


def resident_mb() -> float:
    """Memory of this process now; where the system does not say, the most it ever had."""
    try:
        with open("/proc/self/statm", "rb") as stream:
            return int(stream.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except (OSError, ValueError, IndexError):
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def _first_frame() -> list[Line]:
    """From the start of a new process to its first frame, the shortest of three; its own time beside the clock's."""
    command = [sys.executable, "-c", "from game.ui.bench import main; main(['--child', 'first-frame'])"]
    best = own = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            for told in child.stdout:
                if told.startswith(_FIRST_FRAME):
                    best = min(best, time.perf_counter() - start)
                    own = min(own, float(told.split()[1]))
    return [
        Line("first frame after start, own time", own, "s", 0.6),
        Line("first frame after start, by clock", best, "s", 0.6),
    ]


def _first_frame_child() -> int:
    """The same way into the window as a player's, up to one frame."""
    import pygame

    from game.desk import Desk
    from game.ui.app import App, first_screens
    from game.ui.window import open_window

    desk = Desk()
    app = App(desk, open_window(desk))
    app.stack = first_screens(desk, "")
    app.ui.again = True
    app.frame([])
    pygame.display.flip()
    print(_FIRST_FRAME, time.process_time(), flush=True)
    return 0


def _times(work: Callable[[int], object], frames: int) -> list[float]:
    """Milliseconds of this thread's own time, so that other programs on a busy machine do not count."""
    clock = time.perf_counter if sys.platform == "win32" else time.thread_time  # too coarse on Windows
    made = []
    for place in range(frames):
        start = clock()
        work(place)
        made.append(1e3 * (clock() - start))
    return made


def _memory_and_frames(frames: int) -> list[Line]:
    """An empty frame, the room drawn anew, and a lever dragged with four charts beside the large one."""
    import pygame

    from game.desk import Desk
    from game.policy_player import play_history
    from game.ui.app import App
    from game.ui.room import Room
    from game.ui.screen import Still
    from game.ui.tour import session_at
    from game.ui.ui import Ui

    class Empty(Still):
        def draw(self, ui: Ui) -> None:
            ui.canvas.clear()

    pygame.display.init()
    pygame.font.init()
    desk = Desk()
    desk.keep_settings({"guide_step": -1, "turn_report": False})
    app = App(desk, pygame.display.set_mode(_SIZE))
    app.stack = [Empty(desk)]

    def drawn(events: list[pygame.event.Event]) -> None:
        app.ui.again = True
        app.frame(events)
        pygame.display.flip()

    empty = statistics.median(_times(lambda _: drawn([]), frames))
    session = desk.start(desk.level("campaign"))
    play_history(session)
    room = Room(desk, session_at(session, session.commands, 2010, 4))
    room.tab = "charts"
    app.stack = [room]
    for _ in range(2000):
        drawn([])
        if not app.stack[-1].busy():
            break
    box = app.ui.places["lever-export_duty_light"]
    at = [box.x + 10, box.centery]
    drawn([pygame.event.Event(pygame.MOUSEMOTION, pos=tuple(at), rel=(0, 0), buttons=(0, 0, 0))])
    while app.stack[-1].busy():
        drawn([])
    drawn([pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=tuple(at), button=1)])
    width = box.width - 20

    def drag(place: int) -> None:
        spot = (box.x + 10 + (place * 3) % width, box.centery)
        drawn([pygame.event.Event(pygame.MOUSEMOTION, pos=spot, rel=(3, 0), buttons=(1, 0, 0))])

    made = sorted(_times(drag, frames))
    median, high = statistics.median(made), made[min(round(0.99 * len(made)), len(made) - 1)]
    return [
        Line("empty frame, 1920x1080", empty, "ms", 8.0, 1.0),
        Line("drag with five charts, median", median, "ms", 8.0, median / empty),
        Line("drag with five charts, 99 %", high, "ms", 16.0, high / empty),
        Line("memory in the room", resident_mb(), "MB", 150.0),
    ]


def _idle() -> Line:
    """The share of a core that the real loop takes while nothing happens."""
    import pygame

    from game.desk import Desk
    from game.policy_player import play_history
    from game.ui.app import App, loop
    from game.ui.room import Room
    from game.ui.tour import session_at

    desk = Desk()
    app = App(desk, pygame.display.set_mode((1280, 720)))
    session = desk.start(desk.level("campaign"))
    play_history(session)
    app.stack = [Room(desk, session_at(session, session.commands, 1999, 1))]
    app.ui.again = True
    while app.frame([]):
        pass
    pygame.event.clear()
    pygame.time.set_timer(pygame.event.Event(pygame.QUIT), round(1e3 * _IDLE_SECONDS), 1)
    wall, used = time.perf_counter(), time.process_time()
    loop(app, None)
    share = (time.process_time() - used) / (time.perf_counter() - wall)
    return Line("idle, share of a core", 100.0 * share, "%", 2.0)


def _campaign() -> list[Line]:
    """Whole campaigns played by key events; memory after the first against memory after the second."""
    import pygame

    from game.desk import Desk
    from game.ui.app import App
    from game.ui.room import Room

    desk = Desk()
    app = App(desk, pygame.display.set_mode((1280, 720)))
    after, seconds, frames = [], 0.0, 0
    for _ in range(2):
        room = Room(desk, desk.start(desk.level("campaign")))
        app.stack = [room]
        start = time.perf_counter()
        while not room.session.finished:
            key = pygame.K_1 if room.view.card is not None else pygame.K_SPACE
            app.frame([pygame.event.Event(pygame.KEYDOWN, key=key, mod=0, unicode="")])
            app.frame([])
            frames += 2
        seconds = time.perf_counter() - start
        after.append(resident_mb())
    return [
        Line("campaign by keys", seconds, "s", 60.0),
        Line("growth over a second campaign", max(after[1] - after[0], 0.0), "MB", 10.0),
        Line("memory after two campaigns", after[1], "MB", 150.0),
    ]
