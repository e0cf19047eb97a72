"""The line chart under its first name; `game.ui.charts` is where charts live."""

from __future__ import annotations

from game.ui.charts.axes import frame_for, log_ticks, nice_step, tick_text
from game.ui.charts.line import draw_chart

__all__ = ["draw_chart", "frame_for", "log_ticks", "nice_step", "tick_text"]
