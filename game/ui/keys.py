"""The key map: what each key does, bound anew as the person likes, never two things on one key.

Screens ask for an action's key as it is by default; what was pressed is translated before it reaches them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pygame

from game.language import known, phrase


@dataclass(frozen=True, slots=True, order=True)
class Chord:
    """A key with the modifiers held."""

    key: int
    ctrl: bool = False
    alt: bool = False
    shift: bool = False

    @property
    def modifiers(self) -> int:
        held = (self.ctrl, pygame.KMOD_CTRL), (self.alt, pygame.KMOD_ALT), (self.shift, pygame.KMOD_SHIFT)
        return sum(bit for on, bit in held if on)


_NAMED: Final[Mapping[str, int]] = {
    "Space": pygame.K_SPACE,
    "Esc": pygame.K_ESCAPE,
    "Tab": pygame.K_TAB,
    "Enter": pygame.K_RETURN,
    "Backspace": pygame.K_BACKSPACE,
    "Delete": pygame.K_DELETE,
    "Insert": pygame.K_INSERT,
    "Home": pygame.K_HOME,
    "End": pygame.K_END,
    "PageUp": pygame.K_PAGEUP,
    "PageDown": pygame.K_PAGEDOWN,
    "Left": pygame.K_LEFT,
    "Right": pygame.K_RIGHT,
    "Up": pygame.K_UP,
    "Down": pygame.K_DOWN,
    **{f"F{number}": pygame.K_F1 + number - 1 for number in range(1, 13)},
    **{chr(code).upper(): code for code in range(0x21, 0x7F) if not chr(code).isupper()},
}
_NAMES: Final = {key: name for name, key in _NAMED.items()}
# What walks and works the widgets is the same everywhere and cannot be given away.
_RESERVED: Final = frozenset(
    _NAMED[name]
    for name in (
        *("Tab", "Enter", "Backspace", "Delete", "Home", "End", "PageUp", "PageDown"),
        *("Left", "Right", "Up", "Down"),
    )
)
FIXED: Final = (
    ("Tab, Shift+Tab", "key.walk"),
    ("Up, Down", "key.rows"),
    ("Enter", "key.press"),
    ("Left, Right", "key.step"),
    ("PageUp, PageDown", "key.leap"),
    ("Home, End", "key.ends"),
)

# Action and its key by default, in the order of the key sheet; more screens add their actions here.
ACTIONS: Final[Mapping[str, Chord]] = {
    "end_turn": Chord(pygame.K_SPACE),
    "undo": Chord(pygame.K_z, ctrl=True),
    "redo": Chord(pygame.K_y, ctrl=True),
    "save": Chord(pygame.K_s, ctrl=True),
    "find": Chord(pygame.K_f, ctrl=True),
    "help": Chord(pygame.K_F1),
    "fullscreen": Chord(pygame.K_F11),
    "back": Chord(pygame.K_ESCAPE),
    "term": Chord(pygame.K_F2),
    "codex": Chord(pygame.K_F3),
    "standing": Chord(pygame.K_F4),
    "predict": Chord(pygame.K_F5),
    "branches": Chord(pygame.K_F6),
    "as_table": Chord(pygame.K_t),
    "export": Chord(pygame.K_e, ctrl=True),
    "enlarge": Chord(pygame.K_f),
    "why": Chord(pygame.K_QUESTION),
    **{f"tab_{number}": Chord(pygame.K_0 + number) for number in range(1, 10)},
}


def chord_of(key: int, modifiers: int) -> Chord:
    """The chord of a key event; Command counts as Ctrl."""
    ctrl = bool(modifiers & (pygame.KMOD_CTRL | pygame.KMOD_META))
    return Chord(key, ctrl, bool(modifiers & pygame.KMOD_ALT), bool(modifiers & pygame.KMOD_SHIFT))


def chord_code(chord: Chord) -> str:
    """A chord as the settings keep it: Ctrl+Z; empty for a key without a name."""
    if chord.key not in _NAMES:
        return ""
    held = ("Ctrl", chord.ctrl), ("Alt", chord.alt), ("Shift", chord.shift)
    return "+".join([*(name for name, on in held if on), _NAMES[chord.key]])


def parsed(code: str) -> Chord | None:
    """The chord of a code, or None for one that names no key."""
    held, _, name = code.rpartition("+") if not code.endswith("++") else (code[:-2], "+", "+")
    marks = held.split("+") if held else []
    if name not in _NAMED or not set(marks) <= {"Ctrl", "Alt", "Shift"}:
        return None
    return Chord(_NAMED[name], "Ctrl" in marks, "Alt" in marks, "Shift" in marks)


def shown(code: str) -> str:
    """A code or several as people read them: Leertaste would be a German's."""
    parts = []
    for one in code.split(", "):
        names = [phrase(f"key.name.{name}") if known(f"key.name.{name}") else name for name in one.split("+")]
        parts.append("+".join(names) if "" not in names else one)
    return ", ".join(parts)


class KeyMap:
    """Which chord does what; the settings keep only what differs from the defaults."""

    def __init__(self, changed: Mapping[str, str] | None = None) -> None:
        self._chords = dict(ACTIONS)
        for action, code in (changed or {}).items():
            chord = parsed(code)
            if action in ACTIONS and chord is not None:
                self._chords[action] = chord
        if len(set(self._chords.values())) < len(self._chords):
            # Settings written by hand or by another version.
            self._chords = dict(ACTIONS)
        self._actions = {chord: action for action, chord in self._chords.items()}

    def chord(self, action: str) -> Chord:
        return self._chords[action]

    def text(self, action: str) -> str:
        """The action's key as people read it."""
        return shown(chord_code(self._chords[action]))

    def refusal(self, action: str, chord: Chord) -> str:
        """Why an action cannot have a chord: "reserved", the action that has it already, or empty."""
        if chord.key in _RESERVED or not chord_code(chord):
            return "reserved"
        taken = self._actions.get(chord, action)
        return "" if taken == action else taken

    def bound(self, action: str, chord: Chord) -> KeyMap:
        """A map in which an action has another chord, which must not be refused."""
        return KeyMap({**self.changed(), action: chord_code(chord)})

    def changed(self) -> dict[str, str]:
        """What differs from the defaults, for the settings."""
        return {action: chord_code(chord) for action, chord in self._chords.items() if chord != ACTIONS[action]}

    def translated(self, key: int, modifiers: int) -> tuple[int, int] | None:
        """A key press as screens expect it; None for a default key that was given away."""
        chord = chord_of(key, modifiers)
        action = self._actions.get(chord)
        if action is not None:
            wanted = ACTIONS[action]
            return (key, modifiers) if wanted == chord else (wanted.key, wanted.modifiers)
        # Shift alone makes no other key of one that has no Shift of its own: Shift+Z is Z to a screen.
        bare = Chord(chord.key, chord.ctrl, chord.alt)
        if any(bare == default and self._chords[name] != default for name, default in ACTIONS.items()):
            return None
        return key, modifiers
