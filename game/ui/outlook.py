"""Forecasts for the screen, grown a little in each frame: the standing one, a fan over the moved lever, a band."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from game.analysis.forecast import ensemble_members, fan_settings, forecast_band, forecast_fan
from game.rules.game_state import GameState
from game.session import Session
from game.views.figures import FIGURES

MONTHS = 60
NAMES = tuple(figure.name for figure in FIGURES)
_KEPT = 4  # bands of states that undo may lead back to
SECONDS = 0.004  # of a frame that growing may use; the rest is for drawing

Ends = tuple[list[float], list[float]]
Band = dict[str, Ends]  # lowest and highest tenth of each figure, month by month


class Outlook:
    """What the engine expects of a session, with and without the draft."""

    def __init__(self, session: Session, clock: Callable[[], float] = time.perf_counter) -> None:
        self.session = session
        self.clock = clock
        self.lever = ""
        self._members = ensemble_members(session.level)
        self._bands: list[tuple[GameState, Band]] = []
        self.restart()

    def restart(self) -> None:
        """Forget everything: the session has changed."""
        self._standing: list[Mapping[str, float]] = []
        self._growing: Iterator[Mapping[str, NDArray[np.float64]]] | None = None
        if not self.session.finished:
            self._growing = iter(self.session.forecast_months({}, MONTHS))
        self._old = getattr(self, "_lines", {})
        self._lines: dict[str, list[float]] = {}
        self._widening: Iterator[Mapping[str, tuple[float, float]]] | None = None
        self._wider: Band = {}
        self._drop_fan()

    def _drop_fan(self) -> None:
        self.lever = ""
        self._values: tuple[float, ...] = ()
        self._fan: list[Mapping[str, NDArray[np.float64]]] = []
        self._fanning: Iterator[Mapping[str, NDArray[np.float64]]] | None = None
        self._stacked: dict[str, NDArray[np.float64]] = {}

    def watch(self, lever_id: str) -> None:
        """Start a fan over a lever, unless one is there already."""
        if lever_id == self.lever or self.session.finished:
            return
        self._drop_fan()
        self.lever = lever_id
        self._values = fan_settings(self.session.level.lever(lever_id))
        self._fanning = forecast_fan(self.session, lever_id, self._values, MONTHS)

    @property
    def busy(self) -> bool:
        return self._growing is not None or self._fanning is not None

    @property
    def widening(self) -> bool:
        """Whether a band is still to come; it never hurries, so this is no part of being busy."""
        return self._members is not None and not self.session.finished and self._known() is None

    def _known(self) -> Band | None:
        state = self.session.state
        return next((band for known, band in self._bands if known is state), None)

    def grow(self, idle: bool = True) -> None:
        """Use a part of this frame; the standing forecast comes first, the band last and only in idle frames."""
        until = self.clock() + SECONDS
        while self._growing is not None and self.clock() < until:
            figures = next(self._growing, None)
            if figures is None:
                self._growing = None
                break
            for name in NAMES:
                if name in figures:
                    self._lines.setdefault(name, []).append(float(figures[name][0]))
        while self._growing is None and self._fanning is not None and self.clock() < until:
            lanes = next(self._fanning, None)
            if lanes is None:
                self._fanning = None
                break
            self._fan.append(lanes)
            self._stacked.clear()
        while idle and not self.busy and self.widening and self.clock() < until:
            self._widen()

    def _widen(self) -> None:
        """One month more of the band; it shows when it is whole, as every month of it may move an axis."""
        assert self._members is not None
        if self._widening is None:
            self._widening = forecast_band(self.session, self._members, MONTHS)
        month = next(self._widening, None)
        if month is None:
            self._bands = [*self._bands[-_KEPT + 1 :], (self.session.state, self._wider)]
            self._widening, self._wider = None, {}
            return
        for name in NAMES:
            if name in month:
                low, high = self._wider.setdefault(name, ([], []))
                low.append(month[name][0])
                high.append(month[name][1])

    def band(self, name: str) -> Ends:
        """What parameter sets that fit history equally well would say of the figure; nothing until it is whole."""
        return (self._known() or {}).get(name, ([], []))

    def standing(self, name: str) -> Sequence[float]:
        """The forecast under the orders as they stand; while it grows, its rest is the one before."""
        line = self._lines.get(name, [])
        if self._growing is None:
            return line
        return [*line, *self._old.get(name, [])[len(line) :]]

    def drafted(self, name: str, lever_id: str, value: float) -> Sequence[float]:
        """The forecast with a lever elsewhere, between the two nearest lanes of its fan, as far as that has grown."""
        standing = self.standing(name)
        if lever_id != self.lever or not self._fan or name not in self._fan[0]:
            return standing
        if name not in self._stacked:
            lanes = len(self._values)
            self._stacked[name] = np.stack([np.broadcast_to(month[name], (lanes,)) for month in self._fan])
        table = self._stacked[name]
        right = int(np.searchsorted(self._values, value))
        right = min(max(right, 1), len(self._values) - 1) if len(self._values) > 1 else 0
        left = max(right - 1, 0)
        span = self._values[right] - self._values[left]
        share = min(max((value - self._values[left]) / span, 0.0), 1.0) if span else 0.0
        line: list[float] = (table[:, left] * (1.0 - share) + table[:, right] * share).tolist()
        return [*line, *standing[len(line) :]]
