"""What screens share: a screen draws itself and answers with what is to happen next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from game.desk import Desk
from game.ui.ui import Ui


class Screen(Protocol):
    """One full window; `draw` is called only when something changed."""

    def draw(self, ui: Ui) -> Answer | None: ...

    def busy(self) -> bool:
        """Whether the screen wants to be drawn again soon without input (a forecast that still grows)."""
        ...


@dataclass(frozen=True, slots=True)
class Show:
    """Put a screen on top."""

    make: Callable[[], Screen]


@dataclass(frozen=True, slots=True)
class Replace:
    """Put a screen in place of this one."""

    make: Callable[[], Screen]


@dataclass(frozen=True, slots=True)
class Back:
    """Leave this screen."""


@dataclass(frozen=True, slots=True)
class Home:
    """Leave everything but the title."""


@dataclass(frozen=True, slots=True)
class Quit:
    """Close the window."""


Answer = Show | Replace | Back | Home | Quit


class Still:
    """Base of screens that change only by input."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def busy(self) -> bool:
        return False
