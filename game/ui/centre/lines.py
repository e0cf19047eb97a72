"""The Charts tab: any figure on two axes, supply as a stack, all figures at a glance, then and now."""

from __future__ import annotations

from math import nan

import pygame

from game.ui.centre.scene import MakeTable, Scene
from game.ui.charts.line import Ahead, LineChart, draw_lines
from game.ui.charts.multiples import draw_multiples
from game.ui.charts.slope import Slope, SlopeChart, draw_slopes
from game.ui.charts.stacked import Part, Stack, draw_stack
from game.ui.theme import BAD, DIM, HISTORY, YOURS, Colour
from game.ui.ui import Ui
from game.ui.widgets import button, choice, picker
from game.ui.words import language, say
from game.views.figures import FIGURES
from game.views.marks import Marks, marks
from game.views.sentences import month_text
from game.views.tables import Table, lines_table, parts_table

KINDS = ("lines", "stacked", "multiples", "slope")
SHARES = (
    "china_mining_share",
    "china_processing_share",
    "china_magnet_share",
    "controllability",
    "implementation",
    "fear",
)
_SUPPLY: tuple[tuple[str, str, Colour], ...] = (
    ("china_recorded_mine_output_t", "recorded", YOURS),
    ("china_black_supply_t", "unrecorded", BAD),
    ("us_mine_output_t", "us_output", (120, 150, 214)),
    ("australia_mine_output_t", "australia_output", (178, 160, 236)),
    ("south_east_asia_mine_output_t", "sea_output", HISTORY),
    ("rest_mine_output_t", "rest_output", (120, 132, 150)),
)
_SLOPE_YEARS = 10


class Lines:
    """What the tab shows; the figure itself belongs to the room, whose small charts choose it too."""

    def __init__(self) -> None:
        self.kind = KINDS[0]
        self.second = ""
        self._marks: tuple[object, Marks] | None = None
        self._stack: tuple[tuple[object, ...], Stack, Table] | None = None
        self._slopes: tuple[tuple[object, ...], SlopeChart, Table] | None = None

    def draw(self, ui: Ui, row: pygame.Rect, area: pygame.Rect, scene: Scene) -> MakeTable:
        options = [(float(place), say(kind)) for place, kind in enumerate(KINDS)]
        self.kind = KINDS[int(choice(ui, "chart-kind", row, float(KINDS.index(self.kind)), options, size=11))]
        if self.kind == "stacked":
            return self._supply(ui, area, scene)
        if self.kind == "multiples":
            return self._overview(ui, area, scene)
        if self.kind == "slope":
            return self._then_and_now(ui, area, scene)
        return self._lines(ui, area, scene)

    def _window(self, scene: Scene) -> tuple[int, int]:
        level = scene.session.level
        return (level.start, level.end) if scene.whole else scene.window()

    def _lines(self, ui: Ui, rect: pygame.Rect, scene: Scene) -> MakeTable:
        px = ui.px
        row = pygame.Rect(rect.x, rect.y, rect.width, px(26))
        log = pygame.Rect(row.right - px(48), row.y, px(48), row.height)
        span = pygame.Rect(log.x - px(72), row.y, px(68), row.height)
        names = [(figure.name, figure.title(language())) for figure in FIGURES]
        half = (span.x - px(6) - row.x - px(6)) // 2
        chosen = picker(ui, "figure", pygame.Rect(row.x, row.y, half, row.height), scene.large, names)
        ui.asking.figure(ui, scene.large, row, "figure")
        if chosen != scene.large:
            scene.large, scene.log = chosen, None
        second = pygame.Rect(row.x + half + px(6), row.y, half, row.height)
        others = [("", say("nothing_second")), *((name, title) for name, title in names if name != scene.large)]
        if self.second == scene.large:
            self.second = ""
        self.second = picker(ui, "second", second, self.second, others)
        ui.tip(second, say("second_tip"), "second")
        is_log = scene.chart(scene.large).log if scene.log is None else scene.log
        if button(ui, "whole", span, say("whole"), selected=scene.whole, size=11, tip=say("whole_tip")):
            scene.whole = not scene.whole
        if button(ui, "log", log, say("log"), selected=is_log, size=11, tip=say("log_tip")):
            scene.log = is_log = not is_log
        data, ahead = scene.chart(scene.large), scene.ahead(scene.large)
        other = scene.chart(self.second) if self.second else None
        other_ahead = scene.ahead(self.second) if self.second else Ahead()
        window = self._window(scene)
        area = pygame.Rect(rect.x, row.bottom + px(5), rect.width, rect.bottom - row.bottom - px(5))
        if not scene.session.finished and area.height > px(200):
            area.height -= px(17)
            line = pygame.Rect(area.x + px(4), area.bottom + px(1), area.width - px(8), px(16))
            ui.canvas.label(say("forecast.knows"), line, 10.5, DIM, least=8.5)
        chart = LineChart(data, ahead, window, is_log, True, other, other_ahead, self._marked(scene), "line-chart")
        draw_lines(ui, area, chart)
        shown = [(data, ahead.forecast), *([(other, other_ahead.forecast)] if other is not None else [])]
        name = f"{scene.large}-{self.second}" if self.second else scene.large
        return lambda: lines_table(name, shown, window, language())

    def _marked(self, scene: Scene) -> Marks:
        timeline = scene.view.timeline
        if self._marks is None or self._marks[0] is not timeline:
            self._marks = (timeline, marks(timeline))
        return self._marks[1]

    def _supply(self, ui: Ui, rect: pygame.Rect, scene: Scene) -> MakeTable:
        session = scene.session
        key = (session.state.month, language())
        if self._stack is None or self._stack[0] != key:
            own = {name: (session.series(name) * 12.0).tolist() for name, _, _ in _SUPPLY}
            parts = tuple(Part(say(word), own[name], colour) for name, word, colour in _SUPPLY)
            whole = sum(session.history_series(name) * 12.0 for name, _, _ in _SUPPLY)
            stack = Stack(say("supply_title"), say("tonnes_year"), session.level.start, parts, list(whole))  # type: ignore[arg-type]
            table = parts_table(
                "supply", stack.title, stack.start, [(part.name, part.values) for part in parts], language()
            )
            self._stack = (key, stack, table)
        level = session.level
        draw_stack(ui, rect, self._stack[1], (level.start, min(max(session.state.month, level.start + 24), level.end)))
        table = self._stack[2]
        return lambda: table

    def _overview(self, ui: Ui, rect: pygame.Rect, scene: Scene) -> MakeTable:
        shown = [(figure.name, scene.chart(figure.name)) for figure in FIGURES]
        ahead = {name: scene.ahead(name) for name, _ in shown}
        pressed = draw_multiples(ui, rect, shown, ahead, scene.window())
        if pressed:
            scene.large, scene.log, self.kind = pressed, None, "lines"
            ui.again = True
        start = scene.session.level.start
        own = [(f"{data.title}, {data.unit}", data) for _, data in shown]
        return lambda: parts_table(
            "overview",
            say("multiples"),
            start,
            [(title, [value * data.scale for value in data.yours]) for title, data in own],
            language(),
        )

    def _then_and_now(self, ui: Ui, rect: pygame.Rect, scene: Scene) -> MakeTable:
        session = scene.session
        key = (session.state.month, language())
        if self._slopes is None or self._slopes[0] != key:
            self._slopes = (key, *self._slopes_of(scene))
        draw_slopes(ui, rect, self._slopes[1])
        table = self._slopes[2]
        return lambda: table

    def _slopes_of(self, scene: Scene) -> tuple[SlopeChart, Table]:
        """China's shares ten years ago, or at the start, and now."""
        session = scene.session
        months = session.months
        last, first = months - 1, max(months - 1 - 12 * _SLOPE_YEARS, 0)
        slopes = []
        for name in SHARES:
            data = scene.chart(name)
            if months:
                past = data.history[last] * data.scale if last < len(data.history) else nan
                slopes.append(Slope(data.title, data.yours[first] * data.scale, data.yours[last] * data.scale, past))
        start = session.level.start
        before, now = month_text(start + first), month_text(start + max(last, 0))
        title = say("slope_title").format(before, now) if months else say("nothing_yet")
        chart = SlopeChart(title, "%", before, now, tuple(slopes))
        rows = [(slope.name, slope.before, slope.after) for slope in slopes]
        table = Table("shares", title, ("", before, now), tuple(rows), title)
        return chart, table
