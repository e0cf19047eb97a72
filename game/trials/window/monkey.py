"""Deeds by chance, drawn to what was never touched; what goes wrong is cut down to the few deeds that it takes."""

from __future__ import annotations

import random
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pygame

from game import paths
from game.trials.window.hands import LANGUAGES, SIZES, TEXT_PERCENTS, Deed, Hands, Start

EPISODE: Final = 500  # deeds before a window is led home and closed
WORST_SECONDS: Final = 1.0  # of processor time for one frame
_HOMEWARD: Final = 15  # presses of Esc that must lead to the title from anywhere
_PATIENCE: Final = 25  # deeds on one screen before leaving it becomes likely
_REPLAYS: Final = 150
_TEXTS: Final = (
    "a",
    "7",
    "名",
    "-1",
    "1e9",
    "nan",
    "..",
    "../x",
    "'",
    '"',
    "\u202e",
    "é",
    "x" * 90,
    " ",
    "<b>",
    "稀土",
)
_KEYS: Final = tuple(
    getattr(pygame, f"K_{name}")
    for name in (
        *("SPACE", "RETURN", "ESCAPE", "TAB", "LEFT", "RIGHT", "UP", "DOWN", "HOME", "END", "PAGEUP", "PAGEDOWN"),
        *("BACKSPACE", "DELETE", "F1", "F2", "F3", "F10"),
        *["QUESTION", "PLUS", "MINUS"],
        *"0123456789abcdefghijklmnopqrstuvwxyz",
    )
)
_CTRL_SHIFT: Final = pygame.KMOD_CTRL | pygame.KMOD_SHIFT
_MODIFIERS: Final = (0, 0, 0, 0, pygame.KMOD_CTRL, pygame.KMOD_SHIFT, _CTRL_SHIFT, pygame.KMOD_ALT)
_SETTINGS: Final = (
    ("language", LANGUAGES),
    ("text_percent", TEXT_PERCENTS),
    ("high_contrast", (True, False)),
    ("reduced_motion", (True, False)),
    ("palette", ("standard", "red_green", "blue_yellow")),
    ("turn_report", (True, False)),
)


@dataclass(slots=True)
class Finding:
    """What went wrong, and the shortest log of deeds found that makes it."""

    episode: int
    start: Start
    what: str
    deeds: tuple[Deed, ...]


@dataclass(slots=True)
class Tally:
    """What many deeds came to."""

    deeds: int = 0
    screens: Counter[str] = field(default_factory=Counter)
    touched: Counter[tuple[str, str]] = field(default_factory=Counter)  # (screen, widget)
    slowest_seconds: float = 0.0
    slowest_at: str = ""
    findings: list[Finding] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        self.deeds += other.deeds
        self.screens.update(other.screens)
        self.touched.update(other.touched)
        if other.slowest_seconds > self.slowest_seconds:
            self.slowest_seconds, self.slowest_at = other.slowest_seconds, other.slowest_at
        self.findings += other.findings


def start_of(episode: int) -> Start:
    """How a numbered episode begins: sizes, languages, text sizes and levels all in turn."""
    turn = episode // len(SIZES)
    levels = ("", *sorted(file.stem for file in paths.levels_folder().glob("*.toml")))
    level = levels[episode % len(levels)]
    return Start(SIZES[episode % len(SIZES)], LANGUAGES[turn % 2], TEXT_PERCENTS[(turn // 2 + episode) % 4], level)


class Monkey:
    """Chooses deeds for one episode."""

    def __init__(self, chance: random.Random, hands: Hands, touched: Counter[tuple[str, str]]) -> None:
        self.chance = chance
        self.hands = hands
        self.touched = touched
        self.rush = 0  # turns still to be ended one after the other
        self.here, self.stayed = "", 0  # the screen and the deeds since it came up

    def next(self) -> tuple[Deed, ...]:
        """The next deeds, in the light of what is on the screen."""
        chance = self.chance
        self.stayed = self.stayed + 1 if self.hands.screen == self.here else 0
        self.here = self.hands.screen
        if self.stayed > _PATIENCE and self.here != "Room" and chance.random() < 0.2:
            return (("key", pygame.K_ESCAPE, 0),)
        if self.rush:
            self.rush -= 1
            return (("key", chance.choice((pygame.K_SPACE, pygame.K_SPACE, pygame.K_RETURN, pygame.K_1)), 0),)
        kind = chance.random()
        if kind < 0.5:
            return self._click()
        if kind < 0.72:
            return (("key", chance.choice(_KEYS), chance.choice(_MODIFIERS)),)
        if kind < 0.78:
            return self._drag()
        if kind < 0.84:
            return (("type", chance.choice(_TEXTS)),)
        if kind < 0.88:
            return (("wheel", chance.choice((-30, -1, 1, 30))),)
        if kind < 0.93:
            return (("move", *self._spot()), ("wait", chance.choice((1, 60))))
        if kind < 0.96:
            self.rush = chance.choice((5, 20, 60))
            return ()
        return (chance.choice((("blur",), ("compose", "ni"), ("size", *chance.choice(SIZES)), self._setting())),)

    def _setting(self) -> Deed:
        name, values = self.chance.choice(_SETTINGS)
        return ("settings", name, self.chance.choice(values))

    def _spot(self) -> tuple[int, int]:
        width, height = self.hands.app.ui.canvas.surface.get_size()
        return self.chance.randrange(-5, width + 5), self.chance.randrange(-5, height + 5)

    def _click(self) -> tuple[Deed, ...]:
        """On a widget, the more likely the less it was touched; on most screens one way out is always there too."""
        places = list(self.hands.app.ui.places.items())
        if not places:
            spot = self._spot()
        else:
            screen = self.hands.screen
            weights = [1.0 / (1 + self.touched[screen, name]) for name, _ in places]
            name, box = self.chance.choices(places, weights)[0]
            self.touched[screen, name] += 1
            spot = box.center
        return ("move", *spot), ("down", *spot), ("up", *spot)

    def _drag(self) -> tuple[Deed, ...]:
        places = list(self.hands.app.ui.places.values())
        start = self.chance.choice(places).center if places else self._spot()
        end = self._spot()
        middle = ((start[0] + end[0]) // 2, (start[1] + end[1]) // 2)
        return ("move", *start), ("down", *start), ("move", *middle), ("move", *end), ("up", *end)


def run_episode(episode: int, length: int = EPISODE, touched: Counter[tuple[str, str]] | None = None) -> Tally:
    """One window from the title to the title again; what went wrong is shrunk."""
    start = start_of(episode)
    tally = Tally()
    seen: Counter[tuple[str, str]] = Counter(touched or {})
    log: list[Deed] = []
    with tempfile.TemporaryDirectory(prefix="lanthanide-monkey-") as home:
        hands = Hands(Path(home), start)
        monkey = Monkey(random.Random(f"monkey {episode}"), hands, seen)
        try:
            while len(log) < length:
                for deed in monkey.next():
                    log.append(deed)
                    hands.do(deed)
                    tally.screens[hands.screen] += 1
                    if hands.slowest > tally.slowest_seconds:
                        tally.slowest_seconds = hands.slowest
                        tally.slowest_at = f"episode {episode}, deed {len(log)}, {hands.screen}"
            _lead_home(hands, log)
        except Exception:
            tally.findings.append(Finding(episode, start, traceback.format_exc(limit=-8), shrunk(start, tuple(log))))
    tally.deeds = len(log)
    tally.touched = seen - Counter(touched or {})
    return tally


def _lead_home(hands: Hands, log: list[Deed]) -> None:
    for _ in range(_HOMEWARD):
        if hands.screen == "Title" and len(hands.app.stack) == 1:
            return
        deed: Deed = ("key", pygame.K_ESCAPE, 0)
        log.append(deed)
        hands.do(deed)
    raise AssertionError(f"Esc does not lead home from {hands.screen}")


def failure_of(start: Start, deeds: tuple[Deed, ...]) -> str:
    """What a fresh window raises under a log of deeds: kind and place; empty when it takes them all."""
    with tempfile.TemporaryDirectory(prefix="lanthanide-monkey-") as home:
        hands = Hands(Path(home), start)
        try:
            hands.do_all(deeds)
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            return f"{type(error).__name__} {Path(last.filename).name}:{last.lineno}"
    return ""


def shrunk(
    start: Start, deeds: tuple[Deed, ...], fails: Callable[[Start, tuple[Deed, ...]], str] = failure_of
) -> tuple[Deed, ...]:
    """Fewer deeds that end in the same failure, leaving out ever smaller pieces; all when it does not recur."""
    wanted = fails(start, deeds)
    if not wanted:
        return deeds
    piece, replays = max(len(deeds) // 2, 1), 0
    while replays < _REPLAYS:
        place, left_out = 0, False
        while place < len(deeds) and replays < _REPLAYS:
            fewer = deeds[:place] + deeds[place + piece :]
            replays += 1
            if fails(start, fewer) == wanted:
                deeds, left_out = fewer, True
            else:
                place += piece
        if piece == 1 and not left_out:
            break
        piece = max(piece // 2, 1)
    return deeds
