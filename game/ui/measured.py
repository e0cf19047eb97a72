"""Something that takes longer than a frame, measured a little in each."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

from game.ui import outlook

Found = TypeVar("Found")


class Measured(Generic[Found]):
    """Something that is measured a little in each frame, once."""

    def __init__(self, begin: Callable[[], Iterator[float | Found]]) -> None:
        self._begin = begin
        self._steps: Iterator[float | Found] | None = None
        self.found: Found | None = None
        self.progress = 0.0

    def grow(self) -> bool:
        """Use a part of this frame; whether it is whole."""
        if self.found is None:
            self._steps = self._steps or self._begin()
            until = time.perf_counter() + outlook.SECONDS
            while self.found is None and time.perf_counter() < until:
                step = next(self._steps)
                if isinstance(step, float):
                    self.progress = step
                else:
                    self.found = step
        return self.found is not None
