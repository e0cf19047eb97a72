"""Charts: guarded coordinates, nice ticks, log axes, the cross-hair; and forecasts that agree to the last bit."""

from __future__ import annotations

import time
from itertools import pairwise
from math import inf, nan

import numpy as np
import pygame
import pytest

from game.analysis.forecast import fan_settings, forecast_fan
from game.language import tick_text
from game.rules.game_state import Engine
from game.rules.level import Level
from game.session import Baseline, Session
from game.ui.charts.axes import frame_for, log_ticks, nice_step
from game.ui.charts.line import draw_chart
from game.ui.outlook import Outlook
from game.views.figures import ChartData

from .driver import Driver

PLOT = pygame.Rect(0, 0, 400, 200)


def data(yours: list[float], history: list[float], log: bool = False) -> ChartData:
    return ChartData("Price", "USD/t", 0, 491, yours, history, 1.0, log)


@pytest.mark.parametrize(
    "values",
    [
        [],
        [nan],
        [inf, -inf, nan],
        [1e300, -1e300],
        [0.0] * 10,
        [1e-300, 1e300],
        [nan, 1.0, inf, 2.0] * 50,
        [5.0],
        [-3.0, -1.0],
    ],
)
@pytest.mark.parametrize("log", [False, True])
def test_no_value_however_odd_hangs_or_fails_a_chart(values: list[float], log: bool) -> None:
    driver = Driver()
    started = time.monotonic()
    for large in (False, True):
        driver.app.ui.begin(driver.app.ui.inputs)
        draw_chart(driver.app.ui, pygame.Rect(10, 10, 500, 300), data(values, values, log), values, values, large)
        draw_chart(driver.app.ui, pygame.Rect(10, 10, 3, 2), data(values, values, log), values)
        driver.app.ui.end()
    assert time.monotonic() - started < 2.0


@pytest.mark.parametrize("span", [1e-9, 0.003, 0.7, 1.0, 42.0, 99_999.0, 3e7])
def test_steps_are_one_two_or_five_and_few(span: float) -> None:
    step = nice_step(span, 4)
    mantissa = step / 10.0 ** np.floor(np.log10(step) + 1e-9)
    assert round(float(mantissa), 6) in (1.0, 2.0, 5.0)
    assert span / step <= 4.01


def test_axes_hold_all_lines_and_start_at_nought() -> None:
    shown = data([3.0, 71.0], [5.0, 64.0])
    frame = frame_for(shown, PLOT, (0, 491), [80.0, 20.0], False, 3)
    assert (frame.low, frame.high) == (0.0, 100.0)
    below = frame_for(data([-30.0, 71.0], []), PLOT, (0, 491), [], False, 3)
    assert below.low <= -30.0
    assert below.high >= 71.0
    assert 0.0 in below.ticks()


def test_a_log_axis_gives_equal_room_to_equal_ratios() -> None:
    frame = frame_for(data([1000.0, 100_000.0], [], log=True), PLOT, (0, 491), [], True, 5)
    heights = [frame.at(0, value)[1] for value in (1e3, 1e4, 1e5)]
    first, second = (before - after for before, after in pairwise(heights))
    assert first == pytest.approx(second)
    assert frame.at(0, 0.0)[1] - PLOT.bottom < 2000
    assert log_ticks(1e3, 1e5, 5.0) == pytest.approx([1e3, 3e3, 1e4, 3e4, 1e5])


@pytest.mark.parametrize(
    ("value", "step", "text"),
    [(0.0, 1.0, "0"), (50.0, 50.0, "50"), (0.002, 0.002, "0.002"), (200_000.0, 5e4, "200k"), (5000.0, 5e3, "5,000")],
)
def test_tick_labels_have_the_digits_of_their_step(value: float, step: float, text: str) -> None:
    assert tick_text(value, step) == text


def test_the_cross_hair_reads_values_under_the_pointer() -> None:
    driver = Driver()
    ui = driver.app.ui
    shown = data([float(month) for month in range(200)], [1.0] * 492)
    pictures = []
    for spot in ((-1, -1), (200, 150)):
        ui.inputs.mouse = spot
        ui.begin(ui.inputs)
        ui.canvas.surface.fill((0, 0, 0))
        draw_chart(ui, pygame.Rect(10, 10, 500, 300), shown, large=True)
        ui.end()
        pictures.append(pygame.image.tobytes(ui.canvas.surface, "RGB"))
    assert pictures[0] != pictures[1]


@pytest.mark.parametrize("lever_id", ["export_rebate_ores", "licensing_strictness", "group_map", "clean_up"])
def test_a_lane_of_the_fan_has_the_bits_of_its_own_forecast(
    level: Level, engine: Engine, history: Baseline, lever_id: str
) -> None:
    session = Session.replay(level, engine, history.commands[:60])
    values = fan_settings(level.lever(lever_id))
    fan = list(forecast_fan(session, lever_id, values, 24))
    for lane in (0, len(values) // 2, len(values) - 1):
        alone = session.forecast({lever_id: values[lane]}, 24)
        for name, line in alone.items():
            wide = [float(np.broadcast_to(month[name], (len(values),))[lane]) for month in fan]
            assert wide == line.tolist(), name


def test_the_outlook_moves_with_the_draft_and_returns(level: Level, engine: Engine, history: Baseline) -> None:
    outlook = Outlook(Session.replay(level, engine, history.commands[:40]))
    name = "export_price_usd_per_t"
    while outlook.busy:
        outlook.grow()
    standing = list(outlook.standing(name))
    outlook.watch("export_duty_light")
    while outlook.busy:
        outlook.grow()
    low, high = (outlook.drafted(name, "export_duty_light", value) for value in (0.0, 0.5))
    assert len(low) == len(high) == len(standing) == 60
    assert high != low
    between = outlook.drafted(name, "export_duty_light", 0.2504)
    assert all(np.isfinite(between))
    assert list(outlook.standing(name)) == standing
