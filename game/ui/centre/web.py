"""The Web tab: causes and effects around a figure, measured a little in each frame, followed by a press."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pygame

from game.analysis.sensitivity import Sensitivities, measure
from game.rules.game_state import GameState
from game.ui import outlook
from game.ui.centre.scene import MakeTable, Scene, foot, is_low
from game.ui.charts.graph import draw_graph, legend
from game.ui.theme import DIM, FAINT, LINE, PANEL, TRACK, YOURS
from game.ui.ui import Ui
from game.ui.widgets import button, picker
from game.ui.words import language, say
from game.views.tables import web_table
from game.views.web import NAMES, WebView, web_choices, web_view

_KEPT = 4  # measured states that undo and redo may come back to


class Web:
    """Measures when it is looked at and the state has changed; a measured state is kept."""

    def __init__(self) -> None:
        self.centre = NAMES[0]
        self.trail: list[str] = []
        self._measured: list[tuple[GameState, Sensitivities]] = []
        self._growing: Iterator[float | Sensitivities] | None = None
        self._state: GameState | None = None
        self._progress = 0.0
        self._view: tuple[tuple[object, ...], WebView] | None = None
        self.busy = False

    def follow(self, name: str) -> None:
        """Put another node in the middle; the way back is remembered."""
        if name != self.centre:
            self.trail = [*self.trail[-30:], self.centre]
            self.centre = name

    def _found(self, scene: Scene) -> Sensitivities | None:
        """The sensitivities of the state as it is, or None while they are being measured."""
        state = scene.session.state
        for known, found in self._measured:
            if known is state:
                self.busy = False
                return found
        if self._state is not state or self._growing is None:
            self._state, self._progress = state, 0.0
            self._growing = iter(measure(scene.session, NAMES))
        self.busy = True
        until = time.perf_counter() + outlook.SECONDS
        while time.perf_counter() < until:
            made = next(self._growing)
            if isinstance(made, Sensitivities):
                self._measured = [*self._measured[-_KEPT + 1 :], (state, made)]
                self._growing, self.busy = None, False
                return made
            self._progress = made
        return None

    def draw(self, ui: Ui, row: pygame.Rect, rect: pygame.Rect, scene: Scene) -> MakeTable | None:
        canvas, px = ui.canvas, ui.px
        canvas.panel(rect, PANEL, border=LINE)
        if scene.session.finished:
            canvas.label(say("level_over"), rect, 13, DIM, align="centre")
            self.busy = False
            return None
        box = pygame.Rect(row.x, row.y, min(px(240), row.width - px(80)), row.height)
        chosen = picker(ui, "web-centre", box, self.centre, web_choices(scene.session, language()), columns=4)
        self.follow(chosen)
        ui.asking.figure(ui, self.centre, box, "web-centre")
        back = pygame.Rect(box.right + px(6), row.y, px(64), row.height)
        if button(ui, "web-back", back, f"◀ {say('back_to')}", enabled=bool(self.trail), size=11):
            self.centre = self.trail.pop()
        legend(canvas, (rect.x + px(12), rect.y + px(8)))
        found = self._found(scene)
        if found is None:
            self._bar(ui, rect)
            return None
        view = self._shown(scene, found)
        lines = [(view.sentence, DIM), (say("web_note"), FAINT)]
        bottom = foot(ui, rect, [] if is_low(ui, rect) else lines)
        area = pygame.Rect(rect.x + px(10), rect.y + px(26), rect.width - px(20), bottom - rect.y - px(30))
        followed = draw_graph(ui, area, view)
        if followed:
            self.follow(followed)
            ui.focus = "web-centre"
            ui.again = True
        return lambda: web_table(view, language())

    def _shown(self, scene: Scene, found: Sensitivities) -> WebView:
        key = (found, self.centre, language())
        if self._view is None or self._view[0] != key:
            self._view = (key, web_view(scene.session, found, self.centre, language(), most=12))
        return self._view[1]

    def _bar(self, ui: Ui, rect: pygame.Rect) -> None:
        """How far the measuring has come."""
        px = ui.px
        box = pygame.Rect(0, 0, min(px(320), rect.width - px(40)), px(8))
        box.center = rect.center
        ui.canvas.text(say("measuring"), (rect.centerx, box.y - px(28)), 12, DIM, align="centre", limit=rect.width)
        ui.canvas.panel(box, TRACK, radius=4)
        done = box.copy()
        done.width = max(round(box.width * self._progress), 1)
        ui.canvas.panel(done, YOURS, radius=4)
