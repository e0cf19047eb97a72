"""A quiet sound set, synthesised here: short cues and a theme for each era. No device means silence, said once.

Screens call `cue`; the window's loop plays what was asked for after the frame is drawn, so that no screen waits for the
mixer and nothing is played where no window runs.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

import numpy as np
import pygame
from numpy.typing import NDArray

Wave = NDArray[np.float64]

RATE = 22_050  # nothing here sounds above 5 kHz
_asked: list[str] = []
_theme = ""


def cue(name: str) -> None:
    """Ask for a sound: click, stamp, turn, card or alarm."""
    if len(_asked) < 8:
        _asked.append(name)


def theme(name: str) -> None:
    """Ask for an era's theme; it goes on until another is asked for, empty for none."""
    global _theme
    _theme = name


def taken() -> tuple[tuple[str, ...], str]:
    """The cues asked for since the last call, and the theme."""
    names = tuple(dict.fromkeys(_asked))
    _asked.clear()
    return names, _theme


def _times(seconds: float) -> Wave:
    return np.arange(round(seconds * RATE)) / RATE


def tone(frequency: float, seconds: float, decay: float, overtones: tuple[float, ...] = (1.0,)) -> Wave:
    """A struck tone: partials at whole multiples, each dying faster than the one below."""
    t = _times(seconds)
    made = np.zeros_like(t)
    for number, height in enumerate(overtones, start=1):
        made += height * np.sin(2.0 * np.pi * frequency * number * t) * np.exp(-t * decay * number)
    return made * np.minimum(t * 400.0, 1.0)


def knock(seconds: float, decay: float, seed: int) -> Wave:
    """A soft knock: noise through a short running mean, always the same noise."""
    noise = np.random.default_rng(seed).uniform(-1.0, 1.0, round(seconds * RATE))
    soft = np.convolve(noise, np.ones(24) / 24.0, "same")
    return soft * np.exp(-_times(seconds) * decay)


def _layered(*parts: tuple[float, Wave]) -> Wave:
    """Waves begun at their times, in one."""
    length = max(round(start * RATE) + len(wave) for start, wave in parts)
    made = np.zeros(length)
    for start, wave in parts:
        begin = round(start * RATE)
        made[begin : begin + len(wave)] += wave
    return made


def _click() -> Wave:
    return 0.22 * tone(1480.0, 0.05, 90.0, (1.0, 0.3)) + 0.3 * knock(0.05, 130.0, 1)


def _stamp() -> Wave:
    return _layered((0.0, 1.5 * knock(0.16, 34.0, 2)), (0.0, 0.5 * tone(96.0, 0.22, 22.0, (1.0, 0.4))))


def _turn() -> Wave:
    low, high = tone(392.0, 0.5, 7.0, (1.0, 0.25, 0.1)), tone(587.3, 0.6, 6.0, (1.0, 0.25, 0.1))
    return _layered((0.0, 0.8 * knock(0.12, 50.0, 3)), (0.02, 0.18 * low), (0.12, 0.18 * high))


def _card() -> Wave:
    return _layered((0.0, 0.2 * tone(523.3, 0.7, 6.0, (1.0, 0.3))), (0.16, 0.18 * tone(392.0, 0.9, 5.0, (1.0, 0.3))))


def _alarm() -> Wave:
    one = tone(220.0, 0.34, 8.0, (1.0, 0.5, 0.35, 0.2))
    return 0.24 * _layered((0.0, one), (0.26, 0.9 * one))


CUES: dict[str, Callable[[], Wave]] = {"click": _click, "stamp": _stamp, "turn": _turn, "card": _card, "alarm": _alarm}

# Roots in hertz and the mode of each theme; darker as the eras go. Any other name gets the first.
_THEMES: dict[str, tuple[float, tuple[int, ...]]] = {
    "reform": (130.8, (0, 7, 12, 16, 19, 14)),
    "clean_up": (123.5, (0, 7, 12, 15, 19, 14)),
    "restructuring": (116.5, (0, 7, 10, 15, 17, 12)),
    "black_earth": (110.0, (0, 6, 12, 15, 18, 13)),
    "giant": (98.0, (0, 7, 12, 17, 19, 14)),
    "weapon": (92.5, (0, 6, 11, 15, 18, 12)),
}
LOOP_SECONDS = 16.0


def era_theme(name: str) -> Wave:
    """A slow loop: a drone that breathes and six struck notes; its end runs into its beginning."""
    root, mode = _THEMES.get(name, _THEMES["reform"])
    t = _times(LOOP_SECONDS)
    whole = 2.0 * np.pi / LOOP_SECONDS

    def fitted(frequency: float) -> float:
        """The nearest frequency with whole periods in the loop, so that the seam is not heard."""
        return round(frequency * LOOP_SECONDS) / LOOP_SECONDS

    made = np.zeros_like(t)
    for place, step in enumerate((0, 7, 12)):
        swell = 0.6 + 0.4 * np.sin(whole * (place + 1) * t + place)
        made += 0.12 / (place + 1) * swell * np.sin(2.0 * np.pi * fitted(root * 2.0 ** (step / 12.0)) * t)
    for place, step in enumerate(mode):
        note = 0.1 * tone(root * 2.0 ** (step / 12.0 + 1.0), 5.0, 1.1, (1.0, 0.4, 0.15))
        begin = round((place * 2.6 + 0.4) * RATE)
        made[(begin + np.arange(len(note))) % len(made)] += note
    return made


def samples(wave: Wave) -> NDArray[np.int16]:
    """A mono wave as the mixer's stereo samples."""
    cut = np.clip(wave, -1.0, 1.0) * 32_000.0
    return np.repeat(cut.astype(np.int16)[:, None], 2, axis=1)


class Speaker:
    """Plays cues and themes on the machine's device, or not at all."""

    def __init__(self) -> None:
        self.problem = ""
        self._open = False
        self._cues: dict[str, pygame.mixer.Sound] = {}
        self._playing = ""
        self._making: tuple[str, list[NDArray[np.int16]]] = ("", [])  # a theme on its way
        self._music: pygame.mixer.Channel | None = None

    def _ready(self) -> bool:
        """Open the device on first use; False for ever after a failure."""
        if not self._open and not self.problem:
            try:
                pygame.mixer.init(RATE, -16, 2, 512)
                pygame.mixer.set_reserved(1)
                self._music = pygame.mixer.Channel(0)
                self._open = True
            except (pygame.error, NotImplementedError, OSError) as error:
                self.problem = str(error) or "no device"
        return self._open

    def play(self, cues: tuple[str, ...], era: str, sound_volume: int, music_volume: int) -> str:
        """Play what was asked for; why there is silence, told once, else empty."""
        wanted = (cues and sound_volume) or (era and music_volume)
        was_fine = not self.problem
        if wanted and self._ready():
            for name in cues if sound_volume else ():
                self._cue(name).set_volume(sound_volume / 100.0)
                self._cue(name).play()
        if self._open:
            self._follow(era if music_volume else "", music_volume)
        return self.problem if self.problem and was_fine else ""

    def _cue(self, name: str) -> pygame.mixer.Sound:
        if name not in self._cues:
            self._cues[name] = pygame.sndarray.make_sound(samples(CUES[name]()))
        return self._cues[name]

    def _follow(self, era: str, percent: int) -> None:
        assert self._music is not None
        if era != self._playing and not era:
            self._music.fadeout(600)
            self._playing = ""
        elif era != self._playing and self._made(era):
            self._playing = era
            # Only the theme that plays is kept: each is some megabytes.
            self._music.play(pygame.sndarray.make_sound(self._making[1][0]), loops=-1, fade_ms=1500)
            self._making = ("", [])
        self._music.set_volume(0.6 * percent / 100.0)

    def _made(self, era: str) -> bool:
        """Whether a theme is ready; it is made beside the window, which never waits for it."""
        if self._making[0] != era:
            waves: list[NDArray[np.int16]] = []
            self._making = (era, waves)
            threading.Thread(target=lambda: waves.append(samples(era_theme(era))), daemon=True).start()
        return bool(self._making[1])

    def close(self) -> None:
        if self._open:
            pygame.mixer.quit()
            self._open = False
