"""The small charts of the room with their forecasts, and which of them is large."""

from __future__ import annotations

from functools import partial

import pygame

from game.desk import Desk
from game.session import Session
from game.ui.charts.line import Ahead, LineChart, draw_lines
from game.ui.layout import grid
from game.ui.outlook import MONTHS
from game.ui.seat import Seat
from game.ui.ui import Ui
from game.views.figures import SMALL_CHARTS

_RECENT_YEARS = 12


class ChartedSeat(Seat):
    """A seat with its small charts; a press makes one large in the centre."""

    def __init__(self, desk: Desk, session: Session, tab: str) -> None:
        super().__init__(desk, session)
        self.tab = tab
        self.part = "desk"  # what a narrow window shows
        self.large = SMALL_CHARTS[0]
        self.log: bool | None = None  # the person's wish for the large chart's axis; None as the figure prefers

    def waits(self) -> bool:
        """Whether lines are still to come that somebody waits for; a band is not waited for."""
        return self.outlook.busy

    def ahead(self, name: str) -> Ahead:
        """The forecast to show, and the standing one beside it while there is a draft."""
        standing = list(self.outlook.standing(name))
        # The band stays with the standing forecast: a draft within it is a change that the parameters cannot tell.
        low, high = self.outlook.band(name)
        if self.draft is None:
            return Ahead(standing, (), low, high)
        return Ahead(list(self.outlook.drafted(name, *self.draft)), standing, low, high)

    def small_charts(self, ui: Ui, rect: pygame.Rect) -> None:
        """Four small charts, in a column or in two; a press makes one large."""
        across = 2 if rect.width > rect.height else 1
        for name, box in zip(SMALL_CHARTS, grid(rect, len(SMALL_CHARTS), across, ui.px(8)), strict=True):
            ahead = self.ahead(name)
            draw = partial(self._small_chart, ui, box, name, ahead)
            if self.draft is None and not self.waits():
                key = (self.version, tuple(ahead.forecast), bool(ahead.low))
                ui.keeping.panel(ui, f"small-{name}", box, key, draw)
            else:
                draw()

    def _small_chart(self, ui: Ui, box: pygame.Rect, name: str, ahead: Ahead) -> None:
        draw_lines(ui, box, LineChart(self.chart(name), ahead, self.window(), widget=f"small-{name}"))
        ui.place(f"small-{name}", box)
        if ui.clicked(f"small-{name}", box) or ui.entered(f"small-{name}"):
            self.large, self.log, self.tab, self.part = name, None, "charts", "centre"
            ui.again = True

    def window(self) -> tuple[int, int]:
        """The last years and the forecast rather than all forty years."""
        level, month = self.session.level, self.session.state.month
        first = max(level.start, month - 12 * _RECENT_YEARS)
        return first, min(max(month + MONTHS, first + 12 * 8), level.end)
