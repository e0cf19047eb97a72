"""Ledgers of the games on the screen, measured a little in each frame and kept while the game stays as it is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from game.session import Session
from game.ui import outlook
from game.views.why import Ledger, Span, expand, explain

_KEPT = 8

Steps = Iterator[float | Ledger]
# The months explained (their tally, which only time replaces), the span, the cause that is opened.
Key = tuple[NDArray[np.float64], Span, str]


class Ledgers:
    """Asked each frame for the same thing, it answers with the ledger once that is whole."""

    def __init__(self) -> None:
        self._kept: list[tuple[Key, Ledger]] = []
        self._growing: tuple[Key, Steps] | None = None
        self.progress = 0.0

    def of(self, session: Session, span: Span) -> Ledger | None:
        """The ledger of a span, or None while it is being measured."""
        return self._whole((session.state.tally, span, ""), lambda: explain(session, span))

    def opened(self, ledger: Ledger, cause: str) -> Ledger | None:
        """The parts of a cause of a ledger, or None while they are being measured."""
        return self._whole((ledger.session.state.tally, ledger.span, cause), lambda: expand(ledger, cause))

    def _whole(self, key: Key, begin: Callable[[], Steps]) -> Ledger | None:
        for known, found in self._kept:
            if _same(known, key):
                return found
        if self._growing is None or not _same(self._growing[0], key):
            self._growing, self.progress = (key, begin()), 0.0
        until = time.perf_counter() + outlook.SECONDS
        while time.perf_counter() < until:
            made = next(self._growing[1])
            if isinstance(made, Ledger):
                self._kept = [*self._kept[-_KEPT + 1 :], (key, made)]
                self._growing = None
                return made
            self.progress = made
        return None


def _same(first: Key, second: Key) -> bool:
    return first[0] is second[0] and first[1:] == second[1:]


LEDGERS = Ledgers()
