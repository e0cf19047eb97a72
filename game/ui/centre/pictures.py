"""China, World and Chain: the pictures of a year of tonnes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

import pygame

from game.language import percent
from game.session import Session
from game.ui.centre.scene import MakeTable, Scene, YearShown, foot, is_low, key_of
from game.ui.charts.sankey import KIND_COLOURS, draw_sankey
from game.ui.maps.china import HEAVY_COLOUR, LIGHT_COLOUR, MODES, draw_china
from game.ui.maps.world import FLOW_COLOURS, RIVAL, draw_world
from game.ui.theme import BAD, DIM, FAINT, LINE, PANEL, TEXT, YOURS
from game.ui.ui import Ui
from game.ui.widgets import choice
from game.ui.words import language, say
from game.views.chain import Chain, chain
from game.views.maps import ChinaView, WorldView, china_view, world_view
from game.views.tables import chain_table, china_table, world_table

View = TypeVar("View")

# What a place on a map is asked about.
CHINA_FIGURES = {
    "output": "china_recorded_mine_output_t",
    "damage": "pollution_index",
    "state_groups": "controllability",
}
WORLD_FIGURES = {
    "china": "china_recorded_mine_output_t",
    "us_mine": "us_mine_output_t",
    "australia": "australia_mine_output_t",
    "south_east_asia": "south_east_asia_mine_output_t",
    **dict.fromkeys(("japan", "us", "europe"), "china_exports_t"),
}


class _Kept(Generic[View]):
    """A view kept while session, month, run and language stay the same."""

    def __init__(self, make: Callable[[Session, str, int | None, bool], View]) -> None:
        self._make = make
        self._key: tuple[object, ...] = ()
        self._view: View | None = None

    def of(self, session: Session, year: YearShown) -> View:
        key = (session.state.month, session.state.settings["group_map"], year.month, year.history, language())
        if self._view is None or key != self._key:
            self._key, self._view = key, self._make(session, language(), year.month, year.history)
        return self._view


class Pictures:
    """The three tabs share the year they show."""

    def __init__(self) -> None:
        self.year = YearShown()
        self.mode = MODES[0]
        self._china: _Kept[ChinaView] = _Kept(china_view)
        self._world: _Kept[WorldView] = _Kept(world_view)
        self._chain: _Kept[Chain] = _Kept(chain)

    def china(self, ui: Ui, row: pygame.Rect, rect: pygame.Rect, scene: Scene) -> MakeTable:
        px = ui.px
        view = self._china.of(scene.session, self.year)
        ui.canvas.panel(rect, PANEL, border=LINE)
        wide = px(160)
        box = pygame.Rect(row.x, row.y, wide, row.height)
        options = [(float(place), say(mode)) for place, mode in enumerate(MODES)]
        now = float(MODES.index(self.mode))
        self.mode = MODES[int(choice(ui, "china-mode", box, now, options, size=10.5))]
        self.year.controls(
            ui, pygame.Rect(box.right + px(8), row.y, row.right - box.right - px(8), row.height), scene.session
        )
        lines = [(view.sentence, DIM), (f"{say('estimated')} {say('map_note')}", FAINT)]
        bottom = foot(ui, rect, [(say("map_note"), FAINT)] if is_low(ui, rect) else lines)
        area = pygame.Rect(rect.x + px(2), rect.y + px(2), rect.width - px(4), bottom - rect.y - px(4))
        lit = draw_china(ui, area, view, self.mode)
        ui.asking.pointed(ui, CHINA_FIGURES[self.mode] if lit else "", area, "china-map")
        ui.canvas.text(view.caption, (area.x + px(9), area.y + px(4)), 11, TEXT, True)
        if self.mode == "state_groups":
            held = say("held").format(percent(view.held))
            ui.canvas.text(held, (area.x + px(9), area.y + px(20)), 10.5, DIM)
        if self.mode == "output":
            entries = (("disc", YOURS, say("licensed")), ("disc", BAD, say("illegal")))
            key_of(ui, (area.x + px(9), area.y + px(20)), entries)
            deposits = (("disc", LIGHT_COLOUR, say("north")), ("disc", HEAVY_COLOUR, say("south")))
            key_of(ui, (area.x + px(9), area.y + px(36)), deposits)
        return lambda: china_table(view, language())

    def world(self, ui: Ui, row: pygame.Rect, rect: pygame.Rect, scene: Scene) -> MakeTable:
        px = ui.px
        view = self._world.of(scene.session, self.year)
        ui.canvas.panel(rect, PANEL, border=LINE)
        self.year.controls(ui, row, scene.session)
        note = f"{say('mine_key')}  ·  {say('buyer_key')}  ·  ▲ {say('opens')}  ▼ {say('closes')}. {say('world_note')}"
        lines = [(view.sentence, DIM), (note, FAINT)]
        bottom = foot(ui, rect, [(say("world_note"), FAINT)] if is_low(ui, rect) else lines)
        area = pygame.Rect(rect.x + px(2), rect.y + px(2), rect.width - px(4), bottom - rect.y - px(4))
        lit = draw_world(ui, area, view)
        ui.asking.pointed(ui, WORLD_FIGURES.get(lit, ""), area, "world-map")
        ui.canvas.text(view.caption, (area.x + px(9), area.y + px(4)), 11, TEXT, True)
        entries = [
            ("line", FLOW_COLOURS["oxide"], say("oxides")),
            ("line", FLOW_COLOURS["magnet"], say("magnets")),
            ("dash", FLOW_COLOURS["smuggled"], say("smuggled")),
            ("line", FLOW_COLOURS["ore"], say("ore")),
            ("line", RIVAL, say("rival_goods")),
        ]
        if is_low(ui, rect):
            for place, entry in enumerate(entries):
                key_of(ui, (area.x + px(9), area.y + px(21) + place * px(15)), [entry])
        else:
            key_of(ui, (area.x + px(9), area.bottom - px(18)), entries)
        return lambda: world_table(view, language())

    def chain(self, ui: Ui, row: pygame.Rect, rect: pygame.Rect, scene: Scene) -> MakeTable:
        px = ui.px
        view = self._chain.of(scene.session, self.year)
        ui.canvas.panel(rect, PANEL, border=LINE)
        self.year.controls(ui, row, scene.session)
        lines = [(view.sentence, DIM), (say("whole_chain"), FAINT)]
        bottom = foot(ui, rect, [] if is_low(ui, rect) else lines)
        head = pygame.Rect(rect.x + px(10), rect.y + px(5), rect.width - px(20), px(18))
        wide = ui.canvas.label(view.caption, head, 11, TEXT, True)
        entries = [("line", colour, say(f"kind_{kind}")) for kind, colour in KIND_COLOURS.items()]
        key_of(ui, (head.x + wide + px(16), head.y + px(1)), entries)
        area = pygame.Rect(rect.x + px(4), head.bottom + px(2), rect.width - px(8), bottom - head.bottom - px(4))
        draw_sankey(ui, area, view)
        return lambda: chain_table(view, language())
