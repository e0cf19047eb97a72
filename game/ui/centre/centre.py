"""The centre of the room: six tabs, the table behind one key, export of what is shown."""

from __future__ import annotations

import io

import pygame

from game.faults import Fault
from game.reports.chart_files import write_chart
from game.told import told
from game.ui.centre.abroad import Abroad
from game.ui.centre.lines import Lines
from game.ui.centre.pictures import Pictures
from game.ui.centre.scene import MakeTable, Scene
from game.ui.centre.web import Web
from game.ui.icons import icon
from game.ui.theme import DIM, GRID, LINE, PANEL, TEXT
from game.ui.ui import Ui
from game.ui.widgets import button, scrolled
from game.ui.words import say
from game.views.sentences import compact, month_text
from game.views.tables import Cell, Table
from game.views.web import NAMES

TABS = ("china", "world", "chain", "web", "charts", "abroad")


class Centre:
    """Draws one of the tabs; what it shows can be seen as a table and written to files."""

    def __init__(self) -> None:
        self.pictures = Pictures()
        self.web = Web()
        self.lines = Lines()
        self.abroad = Abroad()
        self.as_table = False
        self.enlarged = False  # the picture alone, over the whole window
        self._large = NAMES[0]
        self.said: tuple[str, bool] | None = None  # a notice for the toast, and whether it is bad

    def busy(self, tab: str) -> bool:
        """Whether the tab that is looked at wants to be drawn again without input."""
        return tab == "web" and self.web.busy

    def draw(self, ui: Ui, rect: pygame.Rect, tab: str, scene: Scene) -> None:
        """Draw a tab; its two keys stand at the right of the row above the picture."""
        px = ui.px
        if scene.large != self._large:
            # The web starts at the figure that was chosen last, wherever that was.
            self._large = scene.large
            if scene.large in NAMES:
                self.web.follow(scene.large)
        if rect.width < px(200) or rect.height < px(80):  # a window too small for any picture
            return
        keys = pygame.Rect(rect.right - px(160), rect.y, px(160), px(26))
        large = pygame.Rect(keys.right - px(30), keys.y, px(30), keys.height)
        tip = f"{say('enlarge_tip')}\n{ui.keys.text('enlarge')}"
        if button(ui, "enlarge", large, "", selected=self.enlarged, tip=tip) or ui.acts("enlarge"):
            self.enlarged = not self.enlarged
            ui.again = True
        icon(ui.canvas, "reduce" if self.enlarged else "enlarge", large.center, 14, TEXT)
        if button(
            ui,
            "as-table",
            pygame.Rect(keys.x, keys.y, px(60), keys.height),
            say("as_table"),
            selected=self.as_table,
            size=11,
            tip=say("as_table_tip"),
        ) or ui.acts("as_table"):
            self.as_table = not self.as_table
        export = button(
            ui,
            "export",
            pygame.Rect(keys.x + px(64), keys.y, px(62), keys.height),
            say("export"),
            size=11,
            tip=say("export_tip"),
        )
        export = export or ui.acts("export")
        row = pygame.Rect(rect.x, rect.y, keys.x - rect.x - px(8), keys.height)
        area = pygame.Rect(rect.x, keys.bottom + px(5), rect.width, rect.bottom - keys.bottom - px(5))
        if self.as_table:
            covered = area.move(0, px(31)) if tab == "charts" else area
            with ui.beneath(covered):
                make = self._shown(ui, row, area, tab, scene)
        else:
            make = self._shown(ui, row, area, tab, scene)
        if make is None or not (self.as_table or export):
            return
        table = make()
        if self.as_table:
            top = area.y + px(31) if tab == "charts" else area.y
            draw_table(ui, pygame.Rect(area.x, top, area.width, area.bottom - top), table)
        if export:
            self._export(ui, area, table, scene)

    def _shown(self, ui: Ui, row: pygame.Rect, area: pygame.Rect, tab: str, scene: Scene) -> MakeTable | None:
        if tab == "china":
            return self.pictures.china(ui, row, area, scene)
        if tab == "world":
            return self.pictures.world(ui, row, area, scene)
        if tab == "chain":
            return self.pictures.chain(ui, row, area, scene)
        if tab == "web":
            return self.web.draw(ui, row, area, scene)
        if tab == "abroad":
            return self.abroad.draw(ui, row, area, scene)
        return self.lines.draw(ui, row, area, scene)

    def _export(self, ui: Ui, area: pygame.Rect, table: Table, scene: Scene) -> None:
        """The picture as it stands on the screen and its table, into the player's reports."""
        picture = io.BytesIO()
        seen = area.clip(ui.canvas.surface.get_rect())
        pygame.image.save(ui.canvas.surface.subsurface(seen), picture, "chart.png")
        level = scene.session.level
        stem = f"{level.id}-{month_text(min(scene.session.state.month, level.end))}-{table.name}"
        try:
            png, _ = write_chart(table, picture.getvalue(), stem)
        except Fault as fault:
            self.said = (told(fault), True)
            return
        self.said = (say("exported").format(f"{png.name} + .csv, {png.parent}"), False)


def cell_text(cell: Cell) -> str:
    if cell is None:
        return "-"
    return str(cell) if isinstance(cell, str | int) else compact(cell)


_SHORT = 80  # rows whose words are measured


def _edges(ui: Ui, table: Table, width: int) -> list[int]:
    """Where columns begin and the last one ends; a short table of words gives each column what its words need."""
    count = max(len(table.columns), 1)
    if len(table.rows) <= _SHORT and all(isinstance(cell, str) for row in table.rows for cell in row):
        measured = [*table.rows, table.columns]
        wanted = [max(ui.canvas.width(str(row[place]), 11.5) for row in measured) + ui.px(14) for place in range(count)]
        shares = [width * one / sum(wanted) for one in wanted]
    else:
        first = 0.34 if count <= 5 else 0.2
        shares = [width * first] + [width * (1.0 - first) / max(count - 1, 1)] * (count - 1)
    return [round(sum(shares[:place])) for place in range(len(shares) + 1)]


def draw_table(ui: Ui, rect: pygame.Rect, table: Table) -> None:
    """The sentence, then columns and rows; the rows scroll."""
    canvas, px = ui.canvas, ui.px
    canvas.covers(rect)
    canvas.panel(rect, PANEL, border=LINE)
    inner = rect.inflate(-px(24), -px(14))
    y = inner.y
    for line in canvas.wrap(table.sentence, 12, inner.width):
        canvas.text(line, (inner.x, y), 12, TEXT)
        y += px(17)
    y += px(5)
    edges = _edges(ui, table, inner.width - px(8))
    rest = edges[-1] - edges[-2]

    def cell_box(column: int, top: int, height: int) -> pygame.Rect:
        return pygame.Rect(inner.x + edges[column], top, edges[column + 1] - edges[column] - px(6), height)

    if any(": " in words for words in table.columns):
        group = ""
        for column, words in enumerate(table.columns):
            head = words.rpartition(": ")[0]
            if head != group:
                group = head
                wide = sum(1 for other in table.columns if other.rpartition(": ")[0] == head) * rest
                box = cell_box(column, y, px(17))
                box.width = wide - px(6)
                canvas.label(head, box, 11, TEXT, True, "right", least=9)
        y += px(17)
    for column, words in enumerate(table.columns):
        align = "left" if column == 0 else "right"
        canvas.label(words.rpartition(": ")[2], cell_box(column, y, px(18)), 11, DIM, True, align, least=8.5)
    y += px(20)
    area = pygame.Rect(inner.x, y, inner.width, inner.bottom - y)
    height = px(19)
    first, fitting = scrolled(ui, "chart-table", area, len(table.rows), height)
    for place, row in enumerate(table.rows[first : first + fitting]):
        top = area.y + place * height
        canvas.line((inner.x, top), (inner.right - px(8), top), GRID)
        for column, cell in enumerate(row):
            box = cell_box(column, top, height)
            shade, align = (TEXT, "left") if column == 0 else (DIM, "right")
            canvas.label(cell_text(cell), box, 11.5, shade, False, align, least=8.5)
