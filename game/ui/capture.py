"""A short film of the window from real frames, for the README. Needs Pillow, which only development installs:

python -m pip install -e ".[dev]"
python -m game.ui.capture assets/screenshots/play.webp
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from game.rules.commands import Choose, EndTurn
from game.session import Session

_SIZE = (1280, 720)
_SHOWN = (960, 540)
_RATE = 12  # frames a second of the film
_QUALITY = 62


class Camera:
    """The window with a clock of its own: each frame of the film is one step of it."""

    def __init__(self) -> None:
        import pygame

        from game.desk import Desk
        from game.ui import outlook
        from game.ui.app import App

        pygame.display.init()
        pygame.font.init()
        outlook.SECONDS = 1.0  # a forecast is whole within its frame, as it is after a few real ones
        self.pygame = pygame
        self.desk = Desk()
        self.desk.settings = self.desk.settings.model_copy(update={"guide_step": -1, "turn_report": False})
        self.app = App(self.desk, pygame.display.set_mode(_SIZE))
        self.now = 0.0
        self.app.ui.clock = lambda: self.now

    def frame(self, *events: Any) -> Any:
        """Take events in, let a frame's time pass, and answer the picture."""
        self.now += 1.0 / _RATE
        self.app.ui.again = True
        self.app.frame(list(events))
        self.app.ui.again = True
        self.app.frame([])
        return self.pygame.transform.smoothscale(self.app.ui.canvas.surface, _SHOWN)

    def event(self, kind: int, **details: object) -> Any:
        return self.pygame.event.Event(kind, details)

    def key(self, key: int) -> Any:
        return self.frame(self.event(self.pygame.KEYDOWN, key=key, mod=0, unicode=""))

    def still(self, seconds: float) -> Iterator[Any]:
        for _ in range(round(seconds * _RATE)):
            yield self.frame()


def film(camera: Camera) -> Iterator[Any]:
    """The title, a lever dragged in 2010, turns going by, a card, the debrief."""
    from game.policy_player import play_history
    from game.ui.debrief import Debrief
    from game.ui.room import Room
    from game.ui.title import Title
    from game.ui.tour import session_at

    pygame, desk = camera.pygame, camera.desk
    session = desk.start(desk.level("campaign"))
    play_history(session)
    title = Title(desk)
    camera.app.stack = [title]
    for place in range(22):
        title.frames = max(place * 20, 2)
        yield camera.frame()
    room = Room(desk, session_at(session, session.commands, 2010, 4))
    room.group = "trade"
    camera.app.stack = [room]
    yield from camera.still(0.8)
    box = camera.app.ui.places["lever-export_quota_light"]
    at = box.x + box.width // 2
    for kind, x in ((pygame.MOUSEMOTION, at), (pygame.MOUSEBUTTONDOWN, at)):
        yield camera.frame(camera.event(kind, pos=(x, box.centery), button=1, rel=(0, 0), buttons=(0, 0, 0)))
    path = [*range(at, box.x + 40, -14), *range(box.x + 40, box.x + box.width // 3, 10)]
    for x in path:
        yield camera.frame(camera.event(pygame.MOUSEMOTION, pos=(x, box.centery), rel=(0, 0), buttons=(1, 0, 0)))
    yield camera.frame(camera.event(pygame.MOUSEBUTTONUP, pos=(path[-1], box.centery), button=1))
    # Away from the lever, so that its tooltip does not lie over the charts.
    yield camera.frame(camera.event(pygame.MOUSEMOTION, pos=(620, 690), rel=(0, 0), buttons=(0, 0, 0)))
    yield from camera.still(0.7)
    for _ in range(8):
        if room.view.card is not None:
            yield from camera.still(1.8)
            yield camera.key(pygame.K_1)
        yield camera.key(pygame.K_SPACE)
        yield from camera.still(0.35)
    camera.app.stack = [Debrief(desk, _played_on(room.session))]
    yield from camera.still(1.8)


def _played_on(session: Session) -> Session:
    """The same run to its end without further orders."""
    while not session.finished:
        for card in session.open_cards():
            session.submit(Choose(card.id, card.default))
        session.submit(EndTurn())
    return session


def main(arguments: Sequence[str]) -> int:
    try:
        from PIL import Image
    except ImportError:
        print('Pillow is missing: python -m pip install -e ".[dev]"', file=sys.stderr)
        return 2
    target = Path(arguments[0] if arguments else "play.webp")
    with tempfile.TemporaryDirectory() as home:
        os.environ["LANTHANIDE_HOME"] = home
        os.environ["SDL_VIDEODRIVER"] = os.environ["SDL_AUDIODRIVER"] = "dummy"
        camera = Camera()
        pictures = [
            Image.frombytes("RGB", _SHOWN, camera.pygame.image.tobytes(picture, "RGB")) for picture in film(camera)
        ]
    gap = round(1000 / _RATE)
    pictures[0].save(
        target, save_all=True, append_images=pictures[1:], duration=gap, loop=0, quality=_QUALITY, method=4
    )
    print(f"{target}: {len(pictures)} frames, {target.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
