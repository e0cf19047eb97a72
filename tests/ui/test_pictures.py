"""Charts and maps on the screen: nothing overlaps, everything can be pointed at, odd values do no harm."""

from __future__ import annotations

import time
from itertools import combinations, pairwise
from math import inf, nan

import pygame
import pytest

from game.rules.game_state import Engine
from game.rules.level import Level
from game.session import Baseline
from game.ui.centre.centre import TABS
from game.ui.centre.lines import KINDS
from game.ui.charts.axes import frame_for
from game.ui.charts.labels import around, beside_line, spread
from game.ui.charts.line import Ahead, LineChart, draw_lines
from game.ui.charts.multiples import grid
from game.ui.charts.sankey import draw_sankey, layout
from game.ui.charts.slope import Slope, SlopeChart, draw_slopes
from game.ui.charts.stacked import Part, Stack, draw_stack, frame_of
from game.ui.help import Help
from game.ui.maps import china, world
from game.ui.maps.projection import Area, equal_earth, inside, under
from game.ui.room import Room
from game.ui.title import Title
from game.views.chain import Chain, Link, Node, chain
from game.views.figures import ChartData
from game.views.maps import china_view, shapes, world_view
from game.views.marks import Mark, Marks

from .driver import Driver
from .looking import dressed, faults
from .test_screens import until

ODD = ([], [nan], [inf, -inf, nan], [1e300, -1e300], [0.0] * 9, [5.0], [nan, 1.0, inf, 2.0] * 50, [-3.0, -1.0])
BOX = pygame.Rect(10, 10, 560, 340)


def room_at(driver: Driver, level: Level, engine: Engine, history: Baseline, year: int) -> Room:
    return Room(driver.desk, until(level, engine, history, (year - 1985) * 12 + 5))


@pytest.mark.parametrize("values", ODD)
def test_no_value_however_odd_hangs_or_fails_any_chart(values: list[float]) -> None:
    driver = Driver()
    ui = driver.app.ui
    data = ChartData("A", "t", 0, 491, values, values)
    marks = Marks((Mark(3, "x", "event"), Mark(3, "y", "decision")))
    ahead = Ahead(values, values, values, values)
    started = time.monotonic()
    for rect in (BOX, pygame.Rect(0, 0, 3, 3), pygame.Rect(0, 0, 90, 60)):
        ui.inputs.mouse = rect.center
        ui.begin(ui.inputs)
        draw_lines(ui, rect, LineChart(data, ahead, None, None, True, data, ahead, marks, "c"))
        draw_stack(ui, rect, Stack("A", "t", 0, (Part("a", values, (9, 9, 9)),) * 2, values), (0, 60))
        first = values[0] if values else nan
        draw_slopes(ui, rect, SlopeChart("A", "%", "1", "2", (Slope("a", first, nan, first),) * 3))
        nodes = tuple(Node(name, name, place, abs(first)) for place, name in enumerate("ab"))
        draw_sankey(ui, rect, Chain("", nodes, (Link("a", "b", abs(first), "legal"),), ""))
        ui.end()
    assert time.monotonic() - started < 8.0


def test_names_are_spread_without_overlap_and_in_order() -> None:
    for wanted in ([5.0, 5.0, 5.0], [90.0, 2.0, 91.0, 50.0], [-50.0, 300.0], [10.0] * 12):
        centres = spread(wanted, [10.0] * len(wanted), 0.0, 100.0)
        ordered = sorted(centres)
        least = 10.0 if 10.0 * len(wanted) <= 100.0 else 100.0 / len(wanted)
        assert all(after - before >= least - 1e-6 for before, after in pairwise(ordered))
        assert ordered[0] >= least / 2.0 - 1e-6
        assert ordered[-1] <= 100.0 - least / 2.0 + 1e-6
        assert [centres[place] for place in sorted(range(len(wanted)), key=lambda p: (wanted[p], p))] == ordered


def test_a_name_finds_a_free_place_or_none() -> None:
    bounds = pygame.Rect(0, 0, 200, 100)
    line = [(float(x), 50.0) for x in range(200)]
    first = beside_line(line, (40, 14), bounds, [], [])
    assert first is not None
    second = beside_line(line, (40, 14), bounds, [first], [])
    assert second is not None
    assert not first.colliderect(second)
    assert beside_line(line, (40, 14), bounds, [bounds], []) is None
    assert around((nan, 2.0), 3.0, (10, 10), bounds, []) is None
    assert around((100.0, 50.0), 5.0, (300, 10), bounds, []) is None


@pytest.mark.parametrize("year", [1990, 2011, 2025])
def test_ribbons_and_bars_of_the_chain_keep_to_one_scale(
    level: Level, engine: Engine, history: Baseline, year: int
) -> None:
    made = chain(until(level, engine, history, (year - 1985) * 12 + 5), "en")
    area = pygame.Rect(100, 50, 400, 300)
    placed = layout(made, area, 12, 12, 15)
    assert set(placed.boxes) == {node.id for node in made.nodes}
    assert all(area.inflate(2, 4).contains(box) for box in placed.boxes.values())
    for first, second in combinations(placed.boxes.values(), 2):
        assert not first.colliderect(second)
    by_column: dict[int, list[float]] = {}
    for node in made.nodes:
        by_column.setdefault(node.column, []).append(placed.labels[node.id])
    for centres in by_column.values():
        assert all(after - before >= 14.9 for before, after in pairwise(sorted(centres)))
    widths = [(r.bottom[0][1] - r.top[0][1]) / r.link.tonnes for r in placed.ribbons if r.link.tonnes > 1000.0]
    assert max(widths) == pytest.approx(min(widths), rel=1e-6)
    for ribbon in placed.ribbons:
        middle = len(ribbon.top) // 2
        x = ribbon.top[middle][0]
        assert ribbon.holds((x, (ribbon.top[middle][1] + ribbon.bottom[middle][1]) / 2.0))
        assert not ribbon.holds((x, ribbon.top[middle][1] - 40.0))


def test_a_stack_holds_its_whole() -> None:
    stack = Stack("A", "t", 0, (Part("a", [3.0, 40.0], (1, 1, 1)), Part("b", [50.0, nan], (2, 2, 2))), [61.0])
    frame = frame_of(stack, BOX, (0, 1), 4)
    assert frame.low == 0.0
    assert frame.high >= 61.0


def test_small_multiples_fill_their_room_without_overlap() -> None:
    boxes = grid(pygame.Rect(0, 0, 600, 300), 24, 6, (176, 96))
    assert len(boxes) == 9
    assert all(not first.colliderect(second) for first, second in combinations(boxes, 2))
    assert grid(pygame.Rect(0, 0, 10, 10), 5, 6, (176, 96))


@pytest.mark.parametrize("size", [(564, 270), (900, 600)])
def test_every_province_is_found_under_the_pointer(
    level: Level, engine: Engine, history: Baseline, size: tuple[int, int]
) -> None:
    placed = china.placed(size)
    view = china_view(until(level, engine, history, 250), "en")
    for one in view.provinces:
        assert under(placed.fit.at(*one.disc), placed.areas) == one.id
    assert under((1.0, 1.0), placed.areas) == ""
    assert under((nan, 5.0), placed.areas) == ""
    started = time.process_time()
    for x in range(0, size[0], 4):
        under((float(x), size[1] / 2.0), placed.areas)
    assert (time.process_time() - started) / (size[0] / 4) < 0.004


@pytest.mark.parametrize("size", [(564, 270), (564, 346), (1100, 700)])
def test_names_of_provinces_never_overlap(
    level: Level, engine: Engine, history: Baseline, size: tuple[int, int]
) -> None:
    view = china_view(until(level, engine, history, 250), "en")
    fit = china.placed(size).fit
    discs = {one.id: (fit.at(*one.disc), 5.0) for one in view.provinces}
    made = china.callouts(fit, view, discs, size, 30)
    assert {one.id for one, *_ in made} == {one.id for one in view.provinces}
    for side in (False, True):
        ys = sorted(y for _, right, _, y in made if right == side)
        assert all(after - before >= 29.9 for before, after in pairwise(ys))


def test_the_world_is_projected_whole() -> None:
    fit = world.placed((564, 300)).fit
    for ring in shapes().world:
        for lon, lat in ring:
            x, y = fit.at(lon, lat)
            assert -2.0 <= x <= 566.0
            assert -60.0 <= y <= 360.0

    # Equal areas: a square degree near the pole is as large on the map as it is on the globe.
    def area(lat: float) -> float:
        (x0, y0), (x1, _), (_, y1) = equal_earth(100.0, lat), equal_earth(101.0, lat), equal_earth(100.0, lat + 0.01)
        return abs((x1 - x0) * (y1 - y0))

    assert area(60.0) / area(0.0) == pytest.approx(0.5, abs=0.02)


def test_inside_knows_holes_of_concave_shapes() -> None:
    ring = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (5.0, 3.0), (0.0, 10.0)]
    assert inside((1.0, 5.0), ring)
    assert not inside((5.0, 8.0), ring)
    assert Area.of("a", [ring]).holds((9.0, 2.0))


def test_flows_are_as_wide_as_their_tonnes() -> None:
    assert world.flow_width(20_000.0) == pytest.approx(2.0 * world.flow_width(10_000.0))
    assert 0.0 < world.flow_width(nan) < 1.0
    assert china.radius_of(4.0, 16.0, 8.0) == pytest.approx(4.0)


def test_the_keyboard_walks_map_chain_web_and_cross_hair(level: Level, engine: Engine, history: Baseline) -> None:
    driver = Driver()
    room = room_at(driver, level, engine, history, 2011)
    driver.show(room)
    for key, tab, name in ((pygame.K_1, "china", "china-map"), (pygame.K_2, "world", "world-map")):
        driver.key(key)
        assert room.tab == tab
        driver.focus(name)
        driver.key(pygame.K_RIGHT)
        assert driver.app.ui.memory[name] == 0.0
        driver.key(pygame.K_RIGHT)
        assert driver.app.ui.memory[name] == 1.0
    driver.key(pygame.K_3)
    driver.focus("sankey")
    driver.key(pygame.K_LEFT)
    assert driver.app.ui.memory["sankey"] >= 0.0
    driver.key(pygame.K_4)
    first = next(name for name in driver.app.ui.places if name.startswith("web-cause-"))
    driver.focus(first)
    driver.key(pygame.K_RETURN)
    assert room.centre.web.centre == first.removeprefix("web-cause-")
    driver.click("web-back")
    assert room.centre.web.trail == []
    driver.key(pygame.K_5)
    driver.focus("line-chart")
    driver.key(pygame.K_HOME)
    start = driver.app.ui.memory["line-chart-month"]
    driver.key(pygame.K_PAGEDOWN)
    assert driver.app.ui.memory["line-chart-month"] == start + 12


def test_the_month_slider_goes_back_in_time_and_follows_again(level: Level, engine: Engine, history: Baseline) -> None:
    driver = Driver()
    room = room_at(driver, level, engine, history, 2011)
    room.tab = "chain"
    driver.show(room)
    driver.focus("year-month")
    driver.key(pygame.K_PAGEDOWN)
    assert room.centre.pictures.year.month == room.session.state.month - 11
    driver.key(pygame.K_END)
    assert room.centre.pictures.year.month is None
    driver.focus("year-run")
    driver.key(pygame.K_RIGHT)
    assert room.centre.pictures.year.history


@pytest.mark.parametrize("tab", TABS)
def test_every_picture_has_a_table_and_can_be_exported(
    level: Level, engine: Engine, history: Baseline, tab: str
) -> None:
    from game import paths

    driver = Driver()
    room = room_at(driver, level, engine, history, 2011)
    room.tab = tab
    driver.show(room)
    driver.key(pygame.K_t)
    assert room.centre.as_table
    driver.key(pygame.K_t)
    driver.click("export")
    folder = paths.personal_folders().reports
    assert folder is not None
    written = sorted(path.suffix for path in folder.iterdir())
    assert written == [".csv", ".png"]
    assert pygame.image.load(str(next(folder.glob("*.png")))).get_width() > 300


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_centre_tabs_cut_nothing_in_any_mode(level: Level, engine: Engine, history: Baseline, language: str) -> None:
    for size in ((1280, 720), (1920, 1080)):
        driver = Driver(size, language)
        for year in (1985, 2004, 2018, 2025):
            room = room_at(driver, level, engine, history, year)
            driver.app.ui.canvas.overflow.clear()
            for tab in TABS:
                room.tab = tab
                for mode in china.MODES if tab == "china" else KINDS if tab == "charts" else ("",):
                    room.centre.pictures.mode = mode if tab == "china" else china.MODES[0]
                    room.centre.lines.kind = mode if tab == "charts" else KINDS[0]
                    driver.show(room)
                    assert sorted(set(driver.app.ui.canvas.overflow)) == [], (tab, mode, year, size)


def test_pictures_wait_for_the_first_turn(level: Level, engine: Engine) -> None:
    from game.session import Session

    driver = Driver()
    room = Room(driver.desk, Session(level, engine))
    for tab in TABS:
        room.tab = tab
        for kind in KINDS:
            room.centre.lines.kind = kind
            driver.show(room)


def test_world_and_china_survive_tiny_rooms(level: Level, engine: Engine, history: Baseline) -> None:
    driver = Driver()
    ui = driver.app.ui
    session = until(level, engine, history, 250)
    ui.begin(ui.inputs)
    for rect in (pygame.Rect(0, 0, 0, 0), pygame.Rect(5, 5, 61, 61), pygame.Rect(5, 5, 400, 80)):
        china.draw_china(ui, rect, china_view(session, "en"), "damage")
        world.draw_world(ui, rect, world_view(session, "en"))
        draw_sankey(ui, rect, chain(session, "en"))
    ui.end()


@pytest.mark.parametrize("log", [False, True])
def test_a_whole_line_has_the_pixels_of_its_months(log: bool) -> None:
    values = [100.0, 5000.0, 20.0, 7.5]
    frame = frame_for(ChartData("A", "t", 0, 60, values, []), BOX, (0, 60), [], log, 4)
    for place, point in enumerate(frame.line(3, values, 2.0)):
        assert point == pytest.approx(frame.at(3 + place, values[place] * 2.0))
    assert len(frame.line(0, [nan, inf, -inf], 1.0)) == 3


def test_a_chart_on_a_page_stays_within_it() -> None:
    driver = Driver()
    ui = driver.app.ui
    ui.begin(ui.inputs)
    ui.canvas.clear()
    ground = ui.canvas.surface.get_at((0, 0))
    data = ChartData("A", "t", 0, 120, [float(month) for month in range(60)], [1.0] * 120)
    with ui.clipped(pygame.Rect(0, 0, 600, 60)):
        draw_lines(ui, BOX, LineChart(data, Ahead([60.0] * 24)))
    below = [(x, y) for x in range(0, 600, 2) for y in range(60, 360, 2)]
    assert all(ui.canvas.surface.get_at(spot) == ground for spot in below)


@pytest.mark.parametrize("tab", TABS)
def test_a_picture_takes_the_whole_window_and_gives_it_back(
    level: Level, engine: Engine, history: Baseline, tab: str
) -> None:
    for size, percent in (((1280, 720), 200), ((1280, 720), 130), ((1920, 1080), 100)):
        driver = dressed(size, percent, "en")
        room = room_at(driver, level, engine, history, 2011)
        room.tab, room.part = tab, "centre"
        driver.show(room)
        driver.key(pygame.K_f)
        assert "end_turn" not in driver.app.ui.places
        assert faults(driver, room) == []
        driver.key(pygame.K_ESCAPE)
        assert driver.screen is room
        assert "end_turn" in driver.app.ui.places


def test_what_a_table_covers_is_out_of_reach(level: Level, engine: Engine, history: Baseline) -> None:
    driver = Driver()
    room = room_at(driver, level, engine, history, 2011)
    room.tab = "web"
    driver.show(room)
    before = set(driver.app.ui.places)
    driver.key(pygame.K_t)
    gone = before - set(driver.app.ui.places)
    assert gone
    assert "as-table" in driver.app.ui.places
    driver.key(pygame.K_t)
    assert gone <= set(driver.app.ui.places)


def test_the_help_key_answers_on_screens_outside_the_room() -> None:
    driver = Driver()
    driver.show(Title(driver.desk))
    driver.key(pygame.K_F1)
    assert isinstance(driver.screen, Help)
    driver.key(pygame.K_F1)
    assert isinstance(driver.screen, Title)
