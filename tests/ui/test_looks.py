"""Palettes told apart by every eye, contrast, the guard before SDL, pictures of still panels."""

from __future__ import annotations

import itertools
import time
from math import inf, nan
from pathlib import Path

import numpy as np
import pygame
import pytest

from game import paths
from game.ui import theme
from game.ui.breaking import pieces
from game.ui.drawing import Canvas
from game.ui.gallery import Gallery
from game.ui.layout import columns, flow, grid, rows
from game.ui.rich import laid_out, plain
from game.ui.theme import PALETTES, Colour, Fonts, Sizes, sizes_for, tones

from .driver import Driver
from .looking import dressed

# Machado, Oliveira, Fernandes 2009, severity 1, on linear RGB.
EYES = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
MEANINGS = {"yours": theme.YOURS, "history": theme.HISTORY, "good": theme.GOOD, "bad": theme.BAD}
ROLES = {name: value for name, value in vars(theme).items() if name.isupper() and isinstance(value, tuple)}


def linear(colour: Colour) -> np.ndarray:
    share = np.array(colour) / 255.0
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def lab(light: np.ndarray) -> np.ndarray:
    matrix = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    xyz = matrix @ np.clip(light, 0.0, 1.0) / np.array([0.9505, 1.0, 1.089])
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16.0 / 116.0)
    return np.array([116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)])


def contrast(first: Colour, second: Colour) -> float:
    weights = np.array([0.2126, 0.7152, 0.0722])
    lights = sorted(float(weights @ linear(colour)) for colour in (first, second))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


@pytest.mark.parametrize(
    ("palette", "eye"), [("red_green", "protan"), ("red_green", "deutan"), ("blue_yellow", "tritan")]
)
def test_each_palette_is_told_apart_by_the_eye_it_is_for(palette: str, eye: str) -> None:
    shown = {name: PALETTES[palette].get(colour, colour) for name, colour in MEANINGS.items()}
    seen = {name: lab(np.array(EYES[eye]) @ linear(colour)) for name, colour in shown.items()}
    for one, other in itertools.combinations(seen, 2):
        assert np.linalg.norm(seen[one] - seen[other]) > 30.0, (one, other)


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("high", [False, True])
def test_text_and_meanings_stand_out(palette: str, high: bool) -> None:
    dress = tones(palette, high)
    panel = dress.get(theme.PANEL, theme.PANEL)
    least = 7.0 if high else 4.5
    for name in ("TEXT", "DIM"):
        assert contrast(dress.get(ROLES[name], ROLES[name]), panel) >= least, name
    for colour in MEANINGS.values():
        assert contrast(dress.get(colour, colour), panel) >= 4.5
    button = dress.get(theme.BUTTON, theme.BUTTON)
    assert contrast(dress.get(theme.TEXT, theme.TEXT), button) >= 4.0


def test_every_role_has_a_colour_of_its_own() -> None:
    single = [value for name, value in ROLES.items() if name not in ("SMALLEST", "ERA_BANDS", "NEEDS")]
    assert len(set(single)) == len(single), "a palette could not tell two roles apart"


def test_a_palette_is_seen_at_once() -> None:
    driver = Driver()
    driver.show(Gallery(driver.desk))
    before = pygame.image.tobytes(driver.app.ui.canvas.surface, "RGB")
    driver.desk.settings = driver.desk.settings.model_copy(update={"palette": "blue_yellow", "high_contrast": True})
    driver.rest()
    assert pygame.image.tobytes(driver.app.ui.canvas.surface, "RGB") != before
    assert driver.app.ui.canvas.surface.get_at((2, 2))[:3] == (0, 0, 0)


ODD = (nan, inf, -inf, 1e300, -1e300, 2.0**31, -(2.0**31), 25_000.0)


@pytest.mark.parametrize("odd", ODD)
def test_nothing_odd_reaches_sdl(odd: float) -> None:
    pygame.font.init()
    canvas = Canvas(pygame.Surface((200, 100)), Fonts(paths.fonts_folder()), Sizes(1.0))
    started = time.monotonic()
    points = [(0.0, 0.0), (odd, 10.0), (10.0, odd), (50.0, 50.0), (60.0, 20.0)]
    canvas.line(points[0], points[1], theme.TEXT)
    canvas.curve(points, theme.TEXT, 2.0)
    canvas.curve(points, theme.TEXT, odd)
    canvas.dashed(points, theme.TEXT, 1.6)
    canvas.polygon(points, theme.TEXT)
    canvas.wash(points, theme.TEXT, 40)
    canvas.disc((odd, 5.0), 5, theme.TEXT)
    canvas.disc((5.0, 5.0), odd, theme.TEXT)
    canvas.diamond((odd, odd), odd, theme.TEXT)
    canvas.text("text", (odd, 1.0), odd)
    canvas.text("text", (1.0, odd), 12)
    for huge in (pygame.Rect(-(2**30), -(2**30), 2**30, 2**30), pygame.Rect(0, 0, 2**31 - 1, 2**31 - 1)):
        canvas.panel(huge, theme.PANEL, border=theme.LINE, radius=odd)
        canvas.outline(huge, theme.PANEL, 2, odd)
        canvas.fill(huge, theme.PANEL)
    assert time.monotonic() - started < 1.0


def test_only_the_canvas_draws(request: pytest.FixtureRequest) -> None:
    """What draws past the canvas and its shapes has neither their guard nor the person's palette."""
    folder = Path(request.config.rootpath) / "game" / "ui"
    past = [file.name for file in folder.rglob("*.py") if "pygame.draw." in file.read_text("utf-8")]
    assert sorted(past) == ["drawing.py", "shapes.py"]


def test_a_line_breaks_where_it_is_not_known() -> None:
    pygame.font.init()
    canvas = Canvas(pygame.Surface((100, 20)), Fonts(paths.fonts_folder()), Sizes(1.0))
    canvas.curve([(0.0, 10.0), (30.0, 10.0), (nan, nan), (70.0, 10.0), (99.0, 10.0)], theme.TEXT, 2.0)
    assert canvas.surface.get_at((15, 10))[:3] != (0, 0, 0)
    assert canvas.surface.get_at((50, 10))[:3] == (0, 0, 0)


def test_scale_follows_window_text_and_what_a_screen_needs() -> None:
    assert sizes_for(1280, 720, 100).scale == 1.0
    assert sizes_for(3840, 2160, 200, (640, 360)).scale == 6.0
    assert sizes_for(1280, 720, 200).scale < 1.1
    assert sizes_for(700, 400, 100, (640, 360)).scale == 0.75
    assert sizes_for(1, 1, 100).scale == 0.1


def test_rows_and_columns_fill_their_place_exactly() -> None:
    rect = pygame.Rect(3, 5, 1001, 333)
    cut = columns(rect, 100, 1.0, 2.0, 50, gap=7)
    assert (cut[0].width, cut[3].width, cut[-1].right) == (100, 50, rect.right)
    assert all(one.right + 7 == other.x for one, other in itertools.pairwise(cut))
    assert rows(rect, 1.0, 1.0, 1.0)[-1].bottom == rect.bottom
    assert len(grid(rect, 7, 3, 4)) == 7
    assert [box.y for box in flow(rect, [400, 400, 400], 20, 5)] == [5, 5, 30]
    assert columns(pygame.Rect(0, 0, 10, 10), 100, 1.0)[1].width == 0


def test_lines_break_where_either_language_breaks_them() -> None:
    text = "请选择“继续游戏”（或返回标题），S = 0.4开采。 two words"
    parts = pieces(text)
    assert "".join(parts) == text
    assert not any(part[0] in "，。”）" or part[-1] in "“（" for part in parts)


def test_marked_text_keeps_its_words_and_finds_its_links() -> None:
    pygame.font.init()
    canvas = Canvas(pygame.Surface((100, 20)), Fonts(paths.fonts_folder()), Sizes(1.0))
    text = "Black supply wears down [controllability](controllability) and **price**, see [grain](grain)."
    lines = laid_out(canvas, text, 13, 150)
    assert len(lines) > 2
    assert {run.link for line in lines for run in line if run.link} == {"controllability", "grain"}
    assert all(sum(run.width for run in line) <= 150 for line in lines)
    assert plain(text).startswith("Black supply wears down controllability and price")


def test_a_still_panel_is_drawn_once() -> None:
    driver = dressed((1280, 720), 100, "en")
    ui = driver.app.ui
    rect = pygame.Rect(100, 100, 200, 100)
    drawn = []

    def draw() -> str:
        drawn.append(1)
        ui.canvas.panel(rect)
        return "pressed" if ui.place("in-it", rect) else ""

    def frame(key: int, mouse: tuple[int, int] = (5, 5)) -> str:
        ui.inputs.mouse = mouse
        ui.begin(ui.inputs)
        answer = ui.keeping.panel(ui, "panel", rect, key, draw)
        ui.end()
        return answer

    assert [frame(1), frame(1), frame(1)] == ["", "", ""]
    assert len(drawn) == 1
    assert "in-it" in ui.places
    frame(2)
    assert len(drawn) == 2
    frame(2, (150, 150))
    frame(2, (150, 150))
    assert len(drawn) == 4
    ui.focus = "in-it"
    frame(2)
    frame(2)
    assert len(drawn) == 6
