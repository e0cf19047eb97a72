"""What is longer than its place: rows that scroll, a page that scrolls, a list to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pygame

from game.ui.theme import DIM, FAINT, HISTORY, ROW, TEXT, TRACK, YOURS, YOURS_DIM
from game.ui.ui import Ui

_BAR = 4


def scrolled(ui: Ui, name: str, rect: pygame.Rect, count: int, row_height: int) -> tuple[int, int]:
    """First row to show and how many fit; the wheel, or Up, Down, Page, Home and End with the focus, move it."""
    fitting = max(rect.height // row_height, 1)
    most = max(count - fitting, 0)
    first = int(ui.memory.get(name, 0.0))
    if most:
        ui.place(name, rect, area=True)
        if ui.hovers(rect):
            first -= ui.inputs.wheel * 2
        if ui.focus == name:
            for key, rows in ((pygame.K_DOWN, 1), (pygame.K_UP, -1), (pygame.K_HOME, -count), (pygame.K_END, count)):
                first += rows if ui.key(key) else 0
            first += (fitting if ui.key(pygame.K_PAGEDOWN) else 0) - (fitting if ui.key(pygame.K_PAGEUP) else 0)
        first = min(max(first, 0), most)
        _bar(ui, rect, fitting / count, first / most)
    else:
        first = 0
    ui.memory[name] = float(first)
    return first, fitting


def _bar(ui: Ui, rect: pygame.Rect, share: float, at: float) -> None:
    """The thin bar at the right edge that shows how much there is and where one is."""
    bar = pygame.Rect(rect.right - ui.px(_BAR), rect.y, ui.px(_BAR - 1), rect.height)
    ui.canvas.panel(bar, TRACK, radius=1)
    height = min(max(round(rect.height * share), ui.px(16)), rect.height)
    place = rect.y + round((rect.height - height) * at)
    ui.canvas.panel(pygame.Rect(bar.x, place, bar.width, height), FAINT, radius=1)


@dataclass(slots=True)
class Page:
    """The inside of a scrolling page: draw within `rect` from its top, and say where that ended."""

    rect: pygame.Rect
    bottom: int

    def reaches(self, y: int) -> None:
        self.bottom = max(self.bottom, y)


@contextmanager
def scroll_page(ui: Ui, name: str, rect: pygame.Rect) -> Iterator[Page]:
    """A page taller than its place, moved by wheel, Page keys, and the focus walking out of sight.

    Its height is what was drawn in the last frame, so the page draws twice when that changes.
    """
    px = ui.px
    height = int(ui.memory.get(f"{name}-height", 0.0))
    most = max(height - rect.height, 0)
    at = int(ui.memory.get(f"{name}-at", 0.0))
    if most:
        ui.place(name, rect, area=True)
        if ui.hovers(rect):
            at -= ui.inputs.wheel * px(48)
        at += _revealing(ui, name, rect)
        if ui.focus == name:
            for key, way in (
                (pygame.K_DOWN, px(48)),
                (pygame.K_UP, -px(48)),
                (pygame.K_HOME, -most),
                (pygame.K_END, most),
            ):
                at += way if ui.key(key) else 0
    at = min(max(at, 0), most)
    page = Page(pygame.Rect(rect.x, rect.y - at, rect.width - (px(_BAR + 6) if most else 0), rect.height), rect.y - at)
    inside = len(ui.places)
    with ui.clipped(rect):
        yield page
    ui.pages[name] = tuple(list(ui.places)[inside:])
    if most:
        leap = rect.height * 4 // 5
        for key, way in ((pygame.K_PAGEDOWN, leap), (pygame.K_PAGEUP, -leap)):
            if _heard(ui, name) and ui.key(key):
                at = min(max(at + way, 0), most)
        _bar(ui, rect, rect.height / height, at / most)
    drawn = page.bottom - page.rect.y
    if drawn != height:
        ui.again = True
    ui.memory[f"{name}-height"], ui.memory[f"{name}-at"] = float(drawn), float(at)


def _heard(ui: Ui, name: str) -> bool:
    """Whether page keys are meant for a page: the focus is on it, or on nothing that scrolls."""
    if ui.focus == name or ui.focus in ui.pages[name]:
        return True
    return ui.focus not in ui.areas and not any(ui.focus in inside for inside in ui.pages.values())


def _revealing(ui: Ui, name: str, rect: pygame.Rect) -> int:
    """How far to move so that a widget the focus walked to is seen."""
    if not ui.walked or ui.focus not in ui.pages.get(name, ()) or ui.focus not in ui.before:
        return 0
    box = ui.before[ui.focus].inflate(0, 2 * ui.px(8))
    if box.height > rect.height:
        return box.top - rect.top
    return min(box.top - rect.top, 0) + max(box.bottom - rect.bottom, 0)


def scroll_list(
    ui: Ui, name: str, rect: pygame.Rect, value: str, options: Sequence[tuple[str, str, str]], height: float = 32
) -> str:
    """Rows of (id, words, words at the right end) to choose one from; Up, Down, Page, Home and End move the choice."""
    canvas, px = ui.canvas, ui.px
    tall = px(height)
    ids = [option for option, _, _ in options]
    ui.place(name, rect, area=True)
    if ui.focus == name and ids:
        here = ids.index(value) if value in ids else -1
        leap = max(rect.height // tall, 1)
        ways = ((pygame.K_DOWN, 1), (pygame.K_UP, -1), (pygame.K_PAGEDOWN, leap), (pygame.K_PAGEUP, -leap))
        for key, way in (*ways, (pygame.K_HOME, -len(ids)), (pygame.K_END, len(ids))):
            if ui.key(key):
                here = min(max(here + way, 0), len(ids) - 1)
                value = ids[here]
                first, fitting = int(ui.memory.get(name, 0.0)), leap
                ui.memory[name] = float(min(max(first, here - fitting + 1), here))
    most = max(len(ids) - max(rect.height // tall, 1), 0)
    first = int(ui.memory.get(name, 0.0)) - (ui.inputs.wheel * 2 if ui.hovers(rect) else 0)
    first = min(max(first, 0), most)
    ui.memory[name] = float(first)
    for place, (option, words, right) in enumerate(options[first : first + max(rect.height // tall, 1)]):
        row = pygame.Rect(rect.x, rect.y + place * tall, rect.width - (px(10) if most else 0), tall)
        if option == value:
            canvas.panel(row, YOURS_DIM if ui.focus == name else ROW, radius=5)
            canvas.fill(pygame.Rect(row.x, row.y + px(6), px(3), row.height - px(12)), YOURS)
        elif ui.hovers(row):
            canvas.panel(row, ROW, radius=5)
        inner = row.inflate(-px(20), 0)
        wide = canvas.label(right, inner, 12, HISTORY if option == value else DIM, align="right")
        words_box = pygame.Rect(inner.x, inner.y, inner.width - wide - px(10), inner.height)
        canvas.label(words, words_box, 13, TEXT, option == value, least=10.5)
        if ui.inputs.released and ui.active == name and row.collidepoint(ui.inputs.mouse):
            value = option
            ui.again = True
    if most:
        _bar(ui, rect, rect.height / (tall * len(ids)), first / most)
    return value
