"""Who reads whom: steps and updates in the order they run against what each has written, as a matrix of counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from game.economy.month import STEPS, UPDATES
from game.economy.policy import LEVER_FIELDS
from game.kernels.structure import Equation, Structure
from game.reports.model.svg import INK, LEVER, PALE, Drawing
from game.reports.model.tonnes import without_deposit

_CELL = 30
_LEFT, _TOP = 250, 224
_GAP = 16  # between this month's flows and last month's stocks
_SHADES: Final = ("#eef3f7", "#cfe0ec", "#a9c7dc", "#7fabc9")
_LETTERS_A_LINE = 108


@dataclass(frozen=True, slots=True)
class Row:
    """A step or an update: its name, module, equations."""

    name: str
    module: str
    equations: tuple[Equation, ...]

    def levers(self) -> list[str]:
        read = {lever for equation in self.equations for lever in equation.policy if lever in LEVER_FIELDS}
        return list(dict.fromkeys(without_deposit(lever) for lever in LEVER_FIELDS if lever in read))

    def world(self) -> list[str]:
        return sorted({name for equation in self.equations for name in equation.world})


def rows(structure: Structure) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """Steps and updates in order."""

    def of(functions: tuple[object, ...], equations: tuple[Equation, ...]) -> tuple[Row, ...]:
        made = []
        for function in functions:
            name = getattr(function, "__name__", "")
            module = getattr(function, "__module__", "").rpartition(".")[2]
            made.append(Row(name, module, tuple(one for one in equations if one.step == name)))
        return tuple(made)

    return of(STEPS, structure.flows), of(UPDATES, structure.stocks)


def counts(structure: Structure) -> dict[tuple[str, str], int]:
    """(reader, writer) -> quantities of the writer that the reader reads: flows of this month, stocks of the last."""
    steps, updates = rows(structure)
    flow_writer: dict[str, list[str]] = {}
    for row in steps:
        for equation in row.equations:
            flow_writer.setdefault(equation.name, []).append(row.name)
    stock_writer = {equation.name: row.name for row in updates for equation in row.equations}
    order = [row.name for row in (*steps, *updates)]
    found: dict[tuple[str, str], int] = {}
    for row in (*steps, *updates):
        read = {name for equation in row.equations for name in equation.flows}
        for name in sorted(read):
            # The latest that wrote it before this reader; a step may also cut what an earlier one wanted.
            before = [writer for writer in flow_writer[name] if order.index(writer) < order.index(row.name)]
            if before:
                found[row.name, before[-1]] = found.get((row.name, before[-1]), 0) + 1
        for name in sorted({name for equation in row.equations for name in equation.state}):
            writer = stock_writer[name]
            found[row.name, writer] = found.get((row.name, writer), 0) + 1
    return found


def influence_picture(structure: Structure) -> str:
    """The whole file."""
    steps, updates = rows(structure)
    everyone = (*steps, *updates)
    told = counts(structure)
    words_at = _LEFT + _CELL * len(everyone) + 2 * _GAP
    drawing = Drawing(words_at + 700, _TOP + _CELL * len(everyone) + _GAP + 70, "Who reads whom in one month")
    drawing.words(24, 34, "Who reads whom in one month", 20, INK, "start", True)
    drawing.words(24, 58, "Rows and columns in the order they run.", 12, PALE, "start")
    drawing.words(24, 76, "A number: how many quantities of the", 12, PALE, "start")
    drawing.words(24, 92, "column the row reads.", 12, PALE, "start")
    drawing.words(words_at, _TOP - 12, "levers", 13, LEVER, "start", True)
    drawing.words(words_at + 60, _TOP - 12, "and the world outside", 13, PALE, "start")
    place = {row.name: index for index, row in enumerate(everyone)}
    for row in everyone:
        at = _offset(place[row.name], len(steps))
        drawing.slanted(_LEFT + at + 20, _TOP - 10, row.name, 12)
        y = _TOP + at
        drawing.words(_LEFT - 8, y + 19, row.name, 12, INK, "end", edged=False)
        for other in everyone:
            _draw_cell(drawing, _LEFT + _offset(place[other.name], len(steps)), y, told.get((row.name, other.name), 0))
        _draw_inputs(drawing, words_at, y, row)
        drawing.line(
            [(_LEFT + at, y), (_LEFT + at + _CELL, y), (_LEFT + at + _CELL, y + _CELL), (_LEFT + at, y + _CELL),
             (_LEFT + at, y)], INK, 1,
        )  # fmt: skip
    _draw_modules(drawing, everyone, len(steps))
    bottom = _TOP + _CELL * len(everyone) + _GAP + 24
    drawing.words(_LEFT + _CELL * len(steps) // 2, bottom, "flows of this month, written by the step", 13)
    stocks = _LEFT + _CELL * len(steps) + _GAP + _CELL * len(updates) // 2
    drawing.words(stocks, bottom, "stocks of last month, by their update", 13)
    return drawing.text()


def _offset(index: int, steps: int) -> int:
    return index * _CELL + (_GAP if index >= steps else 0)


def _draw_cell(drawing: Drawing, x: int, y: int, count: int) -> None:
    if not count:
        drawing.box(x, y, _CELL, _CELL, "#ffffff", "#eef1f3")
        return
    shade = _SHADES[min(count, len(_SHADES)) - 1]
    drawing.box(x, y, _CELL, _CELL, shade, "#eef1f3")
    drawing.words(x + _CELL // 2, y + 20, str(count), 12, INK, edged=False)


def _draw_inputs(drawing: Drawing, x: int, y: int, row: Row) -> None:
    told = [(line, LEVER) for line in _in_lines(row.levers())] + [(line, PALE) for line in _in_lines(row.world())]
    size = 11 if len(told) < 3 else 9
    for index, (line, colour) in enumerate(told):
        centred = y + 19 + round((index - (len(told) - 1) / 2) * (size + 2))
        drawing.words(x, centred, line, size, colour, "start", edged=False)


def _in_lines(names: list[str]) -> list[str]:
    """Names with commas in lines that fit beside the matrix."""
    lines: list[str] = []
    for name in names:
        if lines and len(lines[-1]) + len(name) < _LETTERS_A_LINE:
            lines[-1] += f", {name}"
        else:
            lines.append(name)
    return lines


def _draw_modules(drawing: Drawing, everyone: tuple[Row, ...], steps: int) -> None:
    """The module of each row in the margin, once for neighbours of one file."""
    before = ""
    for index, row in enumerate(everyone):
        y = _TOP + _offset(index, steps)
        if row.module != before or index == steps:
            drawing.words(8, y + 19, row.module, 11, PALE, "start", edged=False)
            drawing.line([(8, y), (_LEFT, y)], "#dfe5ea", 1)
        before = row.module
