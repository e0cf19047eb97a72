"""What a process holds, sampled while it plays on and on, and how fast that grows."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import pygame

from game.trials.window.hands import Hands, Start
from game.trials.window.monkey import Monkey

MOST_MB_PER_HOUR: Final = 1.0
_WARM_UP: Final = 0.4  # share of the time in which caches may fill
_ROUND: Final = 120  # deeds between samples
_HOMEWARD: Final = 15


@dataclass(frozen=True, slots=True)
class Sample:
    """One look at the process."""

    seconds: float
    memory_mb: float
    objects: int
    handles: int
    threads: int


@dataclass(frozen=True, slots=True)
class Growth:
    """Slopes after the warm-up, by robust straight lines (the median of all pairs: Theil 1950, Sen 1968)."""

    memory_mb_per_hour: float
    objects_per_hour: float
    handles: int  # last less first
    threads: int


def memory_mb() -> float:
    """Resident memory of this process, MB; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def handles() -> int:
    """Open files of this process; 0 where the system does not say."""
    try:
        return len(os.listdir("/proc/self/fd"))
    except OSError:
        return 0


def give_back() -> None:
    """Free pages go back to the system where its C library can be asked; else they would look as if they were held."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def sample(start: float) -> Sample:
    """A look after the garbage is gone."""
    gc.collect()
    give_back()
    return Sample(time.monotonic() - start, memory_mb(), len(gc.get_objects()), handles(), threading.active_count())


def slope_per_hour(seconds: Sequence[float], values: Sequence[float]) -> float:
    """Median slope of all pairs of points, per hour; 0 for fewer than two."""
    x, y = np.array(seconds), np.array(values)
    one, other = np.triu_indices(len(x), 1)
    apart = x[other] - x[one]
    if not (apart > 0.0).any():
        return 0.0
    steps = (y[other] - y[one])[apart > 0.0] / apart[apart > 0.0]
    return float(np.median(steps)) * 3600.0


def growth(samples: Sequence[Sample]) -> Growth:
    """How fast what is held grows once caches are warm."""
    late = [one for one in samples if one.seconds >= samples[-1].seconds * _WARM_UP]
    seconds = [one.seconds for one in late]
    return Growth(
        slope_per_hour(seconds, [one.memory_mb for one in late]),
        slope_per_hour(seconds, [float(one.objects) for one in late]),
        late[-1].handles - late[0].handles,
        late[-1].threads - late[0].threads,
    )


def soak(seconds: float, look: Callable[[Sample], None] | None = None, level: str = "campaign") -> list[Sample]:
    """Play one window by chance for so long, home and back into the level again and again."""
    chance = random.Random("soak")
    samples: list[Sample] = []
    with tempfile.TemporaryDirectory(prefix="lanthanide-soak-") as home:
        hands = Hands(Path(home), Start(level=level))
        start = time.monotonic()
        while time.monotonic() - start < seconds:
            monkey = Monkey(chance, hands, Counter())
            monkey.rush = 20
            for _ in range(_ROUND):
                hands.do_all([deed for deed in monkey.next() if deed[0] not in ("size", "settings")])
            for _ in range(_HOMEWARD):
                hands.do(("key", pygame.K_ESCAPE, 0))
            # The same place every time, or the samples would compare screens.
            hands.do(("settings", "language", "en"))
            hands.do(("settings", "text_percent", 100))
            hands.app.resize(pygame.Surface((1280, 720)))
            hands.app.frame([])
            samples.append(sample(start))
            if look is not None:
                look(samples[-1])
            hands.do(("key", pygame.K_RETURN, 0))
    return samples
