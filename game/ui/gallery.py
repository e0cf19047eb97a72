"""Every widget on one screen, for whoever builds with them and for their tests: `lanthanide gallery`."""

from __future__ import annotations

import pygame

from game.desk import Desk
from game.ui.layout import columns, grid, rows
from game.ui.screen import Answer, Still, back, heading
from game.ui.theme import BAD, DIM, GOOD, HISTORY, LINE, PANEL, TEXT, YOURS
from game.ui.ui import Ui
from game.ui.widgets import (
    Branch,
    Column,
    Row,
    Scale,
    button,
    choice,
    field,
    picker,
    progress,
    rich_text,
    scroll_list,
    scroll_page,
    slider,
    stepper,
    table,
    tabs,
    toggle,
    tree,
)
from game.ui.words import say

_COLUMNS = (Column("Mine"), Column("t/yr", 80, True, YOURS), Column("history", 80, True, HISTORY))
_MINES = (
    ("Bayan Obo", 55_000, 52_000),
    ("Mountain Pass", 0, 20_000),
    ("Mount Weld", 12_000, 9_000),
    ("Ganzhou", 9_400, 9_000),
)
_TREE = (
    Branch("light", "Light", "2", (Branch("baotou", "Baotou"), Branch("sichuan", "Sichuan", "1"))),
    Branch("heavy", "Heavy", "1", (Branch("ganzhou", "Ganzhou", "1", (Branch("longnan", "Longnan"),)),)),
)
_TEXT = "Black supply wears down [controllability](controllability) and feeds on **price**. See [grain](grain)."


class Gallery(Still):
    """One of each widget, working."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.tab = "one"
        self.on, self.count, self.value, self.option, self.text = True, 3.0, 0.35, 1.0, ""
        self.figure, self.mine, self.line, self.node = "a", "Ganzhou", "b", "light"
        self.opened = {"light"}
        self.asking = False
        self.link = ""

    def draw(self, ui: Ui) -> Answer | None:
        px = ui.px
        area = heading(ui, say("gallery"))
        with scroll_page(ui, "gallery", area) as page:
            wide = page.rect.width > px(900)
            height = px(214)
            cells = grid(page.rect, 6, 3 if wide else 2 if page.rect.width > px(560) else 1, px(14), height)
            self._pressing(ui, cells[0])
            self._moving(ui, cells[1])
            self._choosing(ui, cells[2])
            self._reading(ui, cells[3])
            self.mine = table(
                ui,
                "table",
                self._panel(ui, cells[4]),
                _COLUMNS,
                [Row(name, (name, f"{now:,}", f"{then:,}"), (name, now, then)) for name, now, then in _MINES],
                self.mine,
            )
            left, right = columns(self._panel(ui, cells[5]), 1.0, 1.0, gap=px(12))
            self.node = tree(ui, "tree", left, _TREE, self.node, self.opened)
            lines = [(chr(97 + place), f"Row {place + 1}", str(place)) for place in range(20)]
            self.line = scroll_list(ui, "list", right, self.line, lines)
            page.reaches(cells[-1].bottom)
        answer = back(ui)
        if self.asking:
            self._dialog(ui)
        return answer

    def _panel(self, ui: Ui, cell: pygame.Rect) -> pygame.Rect:
        ui.canvas.panel(cell, PANEL, border=LINE)
        return cell.inflate(-ui.px(28), -ui.px(24))

    def _pressing(self, ui: Ui, cell: pygame.Rect) -> None:
        px = ui.px
        lines = rows(self._panel(ui, cell), *[px(34)] * 4, gap=px(12))
        first, second, third = columns(lines[0], 1.0, 1.0, 1.0, gap=px(8))
        button(ui, "plain", first, "Plain", tip="A button\nwith a tip about [grain](grain).")
        if button(ui, "primary", second, "Dialog", primary=True):
            self.asking = True
        button(ui, "off", third, "Off", enabled=False)
        self.tab = tabs(ui, "tab", lines[1], self.tab, (("one", "One"), ("two", "Two"), ("three", "Three")))
        ui.canvas.label("Toggle", lines[2], 13, DIM)
        self.on = toggle(ui, "toggle", lines[2], self.on, (say("off"), say("on")))
        good, bad = columns(lines[3], 1.0, 1.0, gap=px(8))
        if button(ui, "good", good, "Toast"):
            ui.toast("Saved.", GOOD)
        if button(ui, "bad", bad, "Alarm"):
            ui.toast("The disk is full: free some room and save again.", BAD)

    def _moving(self, ui: Ui, cell: pygame.Rect) -> None:
        px = ui.px
        lines = rows(self._panel(ui, cell), *[px(34)] * 4, gap=px(12))
        scale = Scale(0.0, 1.0, 0.01, tick=0.6, mark=0.2, reach=(0.1, 0.8))
        self.value = slider(ui, "slider", lines[0], self.value, scale).value
        self.count = stepper(ui, "stepper", lines[1], self.count, (0.0, 12.0, 1.0))
        progress(ui, lines[2].inflate(0, -px(10)), self.value, f"{100 * self.value:.0f} %")
        progress(ui, lines[3].inflate(0, -px(10)), float("nan"))

    def _choosing(self, ui: Ui, cell: pygame.Rect) -> None:
        px = ui.px
        lines = rows(self._panel(ui, cell), *[px(34)] * 4, gap=px(12))
        self.option = choice(
            ui, "choice", lines[0], self.option, ((0.0, "none"), (1.0, "some"), (2.0, "all")), tick=2.0
        )
        options = [(chr(97 + place), f"Figure {place + 1}") for place in range(24)]
        self.figure = picker(ui, "picker", lines[1], self.figure, options)
        self.text = field(ui, "field", lines[2], self.text, 40, hint="稀土 …")
        ui.canvas.label(f"{self.text}  {self.link}", lines[3], 12, DIM)

    def _reading(self, ui: Ui, cell: pygame.Rect) -> None:
        pressed, _ = rich_text(ui, "rich", self._panel(ui, cell), _TEXT, 14)
        self.link = pressed or self.link

    def _dialog(self, ui: Ui) -> None:
        px = ui.px
        rect = ui.dialog(360, px(140)).inflate(-px(40), -px(36))
        ui.canvas.text("A dialog", (rect.x, rect.y), 16, TEXT, True)
        no, yes = columns(pygame.Rect(rect.x, rect.bottom - px(34), rect.width, px(34)), 1.0, 1.0, gap=px(10))
        if button(ui, "no", no, say("cancel")) or ui.acts("back"):
            self.asking = False
        if button(ui, "yes", yes, say("back"), primary=True):
            self.asking = False
