"""A table that sorts by its columns, and a tree that opens and closes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pygame

from game.ui.layout import columns as split
from game.ui.theme import DIM, FAINT, GRID, LINE, ROW, TEXT, YOURS, YOURS_DIM, Colour
from game.ui.ui import Ui


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its words, its width (pixels, or a share of the rest), numbers at the right."""

    title: str
    width: float = 1.0
    right: bool = False
    colour: Colour = TEXT


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its id, its texts, and what to sort each column by (the texts, if nothing else)."""

    id: str
    texts: tuple[str, ...]
    order: tuple[float | str, ...] = ()

    def by(self, column: int) -> tuple[int, float, str]:
        value = self.order[column] if column < len(self.order) else self.texts[column]
        return (1, 0.0, value) if isinstance(value, str) else (0, value, "")


def table(
    ui: Ui,
    name: str,
    rect: pygame.Rect,
    columns: Sequence[Column],
    rows: Sequence[Row],
    value: str = "",
    height: float = 26,
) -> str:
    """A table with a head that sorts (press again to turn round) and rows to choose from; the row chosen.

    Up, Down, Page, Home and End move the choice while the table has the focus; each head is a widget `NAME-PLACE`.
    """
    canvas, px = ui.canvas, ui.px
    head = pygame.Rect(rect.x, rect.y, rect.width - px(10), max(px(height), px(24)))
    boxes = split(head, *(px(one.width) if isinstance(one.width, int) else one.width for one in columns), gap=px(12))
    sort = int(ui.memory.get(f"{name}-sort", 0.0))  # 0 as given, else the column from 1, negative downwards
    for place, (column, box) in enumerate(zip(columns, boxes, strict=True)):
        widget = f"{name}-{place}"
        ui.place(widget, box)
        if ui.clicked(widget, box) or ui.entered(widget):
            sort = {place + 1: -place - 1, -place - 1: 0}.get(sort, place + 1)
            ui.again = True
        mark = "▲" if sort == place + 1 else "▼" if sort == -place - 1 else ""
        shade = YOURS if mark else column.colour if column.colour != TEXT else DIM
        words = f"{mark} {column.title}" if mark and column.right else f"{column.title} {mark}".strip()
        canvas.label(words, box, 12, TEXT if ui.hovers(box) else shade, True, "right" if column.right else "left", 9.5)
    ui.memory[f"{name}-sort"] = float(sort)
    canvas.line((head.x, head.bottom), (head.right, head.bottom), LINE)
    ordered = sorted(rows, key=lambda row: row.by(abs(sort) - 1), reverse=sort < 0) if sort else list(rows)
    body = pygame.Rect(rect.x, head.bottom + px(2), rect.width, rect.bottom - head.bottom - px(2))
    value, first, fitting = _chosen(ui, name, body, [row.id for row in ordered], value, px(height))
    for place, row in enumerate(ordered[first : first + fitting]):
        line = pygame.Rect(head.x, body.y + place * px(height), head.width, px(height))
        _row_back(ui, name, line, row.id == value)
        for text, column, box in zip(row.texts, columns, boxes, strict=True):
            cell = pygame.Rect(box.x, line.y, box.width, line.height)
            canvas.label(text, cell, 12, column.colour, align="right" if column.right else "left", least=9.5)
        canvas.line((line.x, line.bottom), (line.right, line.bottom), GRID)
    return value


def _row_back(ui: Ui, name: str, line: pygame.Rect, chosen: bool) -> None:
    if chosen:
        ui.canvas.panel(line, YOURS_DIM if ui.focus == name else ROW, radius=4)
    elif ui.hovers(line):
        ui.canvas.panel(line, ROW, radius=4)


def _chosen(ui: Ui, name: str, body: pygame.Rect, ids: Sequence[str], value: str, height: int) -> tuple[str, int, int]:
    """The row chosen by mouse or keys, the first row shown, and how many fit."""
    fitting = max(body.height // height, 1)
    most = max(len(ids) - fitting, 0)
    first = int(ui.memory.get(name, 0.0))
    ui.place(name, body, area=True)
    if ui.hovers(body):
        first -= ui.inputs.wheel * 2
    if ui.focus == name and ids:
        here = ids.index(value) if value in ids else -1
        ways = ((pygame.K_DOWN, 1), (pygame.K_UP, -1), (pygame.K_PAGEDOWN, fitting), (pygame.K_PAGEUP, -fitting))
        for key, way in (*ways, (pygame.K_HOME, -len(ids)), (pygame.K_END, len(ids))):
            if ui.key(key):
                here = min(max(here + way, 0), len(ids) - 1)
                value = ids[here]
                first = min(max(first, here - fitting + 1), here)
    first = min(max(first, 0), most)
    if ui.inputs.released and ui.active == name and body.collidepoint(ui.inputs.mouse):
        under = first + (ui.inputs.mouse[1] - body.y) // height
        if under < len(ids):
            value = ids[under]
            ui.again = True
    ui.memory[name] = float(first)
    if most:
        bar = pygame.Rect(body.right - ui.px(4), body.y, ui.px(3), body.height)
        tall = max(body.height * fitting // len(ids), ui.px(16))
        ui.canvas.panel(bar, GRID, radius=1)
        ui.canvas.panel(
            pygame.Rect(bar.x, body.y + (body.height - tall) * first // most, bar.width, tall), FAINT, radius=1
        )
    return value, first, fitting


@dataclass(frozen=True, slots=True)
class Branch:
    """A node of a tree."""

    id: str
    words: str
    right: str = ""
    below: tuple[Branch, ...] = field(default=())


def tree(
    ui: Ui, name: str, rect: pygame.Rect, roots: Sequence[Branch], value: str, opened: set[str], height: float = 30
) -> str:
    """A tree to choose a node from; Left closes, Right opens, Enter turns over; `opened` is changed."""
    canvas, px = ui.canvas, ui.px
    shown = _unfolded(roots, opened)
    ids = [branch.id for branch, _ in shown]
    if ui.focus == name and value in ids:
        branch, _ = shown[ids.index(value)]
        if ui.key(pygame.K_RIGHT) and branch.below:
            opened.add(branch.id)
        if ui.key(pygame.K_LEFT):
            opened.discard(branch.id)
        if ui.entered(name) and branch.below:
            opened ^= {branch.id}
    value, first, fitting = _chosen(ui, name, rect, ids, value, px(height))
    for place, (branch, depth) in enumerate(shown[first : first + fitting]):
        line = pygame.Rect(rect.x, rect.y + place * px(height), rect.width - px(8), px(height))
        _row_back(ui, name, line, branch.id == value)
        x = line.x + px(10) + depth * px(20)
        if branch.below:
            sign = pygame.Rect(x, line.y, px(16), line.height)
            canvas.label("▼" if branch.id in opened else "▶", sign, 9, DIM)
            if ui.inputs.released and ui.active == name and ui.reach(sign).collidepoint(ui.inputs.mouse):
                opened ^= {branch.id}
                ui.again = True
        wide = canvas.label(branch.right, line.inflate(-px(12), 0), 12, DIM, align="right")
        words = pygame.Rect(x + px(18), line.y, line.right - px(18) - wide - x - px(18), line.height)
        canvas.label(branch.words, words, 13, TEXT, branch.id == value, least=10)
    return value


def _unfolded(roots: Sequence[Branch], opened: set[str], depth: int = 0) -> list[tuple[Branch, int]]:
    shown = []
    for branch in roots:
        shown.append((branch, depth))
        if branch.id in opened:
            shown += _unfolded(branch.below, opened, depth + 1)
    return shown
