"""The stock-and-flow picture of tonnes as SVG: level pipes leave to the right, lanes between columns carry the rest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from game.kernels.structure import Structure
from game.reports.model.svg import INK, LEVER, PALE, PIPE, Drawing, Point, wrapped
from game.reports.model.tonnes import PROCESSES, Pipe, capacities_at, levers_at, pipes, places

_COLUMN, _ROW = 280, 220
_LEFT, _TOP = 90, 250
_HALF: Final = {"stock": (62, 44), "process": (62, 26), "cloud": (24, 16)}
_BLACK = "#4a4a4a"
_FIRST_LANE, _LANE = 38, 33  # of a column's gap, from the edge of its boxes


@dataclass(frozen=True, slots=True)
class Node:
    kind: str
    x: int
    y: int
    words: str
    sink: bool

    @property
    def half(self) -> tuple[int, int]:
        return _HALF[self.kind]


def tonnes_picture(structure: Structure) -> str:
    """The whole file."""
    nodes: dict[str, Node] = {}
    all_pipes = pipes(structure)
    sinks = {pipe.target for pipe in all_pipes}
    for name, (column, row), words in places(structure):
        kind = "cloud" if name.startswith("cloud:") else "process" if name in PROCESSES else "stock"
        nodes[name] = Node(kind, round(_LEFT + column * _COLUMN), round(_TOP + row * _ROW), words, name in sinks)
    width = max(node.x for node in nodes.values()) + 120
    height = max(node.y for node in nodes.values()) + 110
    drawing = Drawing(width, height, "Tonnes through one month of the model")
    drawing.words(24, 34, "Tonnes through one month of the model", 20, INK, "start", True)
    routes = _routes(all_pipes, nodes)
    # Long routes first, so that short level ones lie on top.
    for pipe in sorted(all_pipes, key=lambda item: -len(routes[item.flow])):
        drawing.pipe(routes[pipe.flow], _colour(pipe))
    for node in nodes.values():
        _draw_node(drawing, node)
    for pipe in all_pipes:
        _draw_valve(drawing, structure, pipe, routes)
    _legend(drawing, height)
    return drawing.text()


def _colour(pipe: Pipe) -> str:
    unlicensed = "illegal", "black", "smuggled", "laundered"
    return _BLACK if pipe.flow.startswith(unlicensed) else PIPE


def _routes(all_pipes: tuple[Pipe, ...], nodes: dict[str, Node]) -> dict[str, list[Point]]:
    """Corners of each pipe: straight where two nodes share a column or row, else by a lane right of the source."""
    routes: dict[str, list[Point]] = {}
    leaving: dict[str, list[Pipe]] = defaultdict(list)
    arriving: dict[str, list[Pipe]] = defaultdict(list)
    lanes: dict[int, list[Pipe]] = defaultdict(list)
    for pipe in all_pipes:
        source, target = nodes[pipe.source], nodes[pipe.target]
        if abs(source.x - target.x) <= source.half[0] + target.half[0]:
            x = target.x if target.half[0] < source.half[0] or source.x == target.x else source.x
            x = max(min(x, source.x + source.half[0] - 10), source.x - source.half[0] + 10)
            x = max(min(x, target.x + target.half[0] - 10), target.x - target.half[0] + 10)
            down = 1 if target.y > source.y else -1
            routes[pipe.flow] = [(x, source.y + down * source.half[1]), (x, target.y - down * target.half[1])]
        else:
            leaving[pipe.source].append(pipe)
            arriving[pipe.target].append(pipe)
            if source.y != target.y:
                lanes[source.x].append(pipe)
    for pipe in [pipe for group in leaving.values() for pipe in group]:
        source, target = nodes[pipe.source], nodes[pipe.target]
        start = source.x + source.half[0], source.y + _port(leaving[pipe.source], pipe, nodes, pipe.source)
        end = target.x - target.half[0], target.y + _port(arriving[pipe.target], pipe, nodes, pipe.target)
        if source.y == target.y:
            end = end[0], start[1]
            routes[pipe.flow] = [start, end]
            continue
        row = sorted(lanes[source.x], key=lambda item: (nodes[item.source].y, -nodes[item.target].y))
        lane = start[0] + _FIRST_LANE + _LANE * row.index(pipe)
        routes[pipe.flow] = [start, (lane, start[1]), (lane, end[1]), end]
    return routes


def _pieces(route: list[Point]) -> list[tuple[Point, Point]]:
    return list(pairwise(route))


def _valve_place(flow: str, routes: dict[str, list[Point]]) -> tuple[int, int, bool, int]:
    """(x, y, whether the pipe lies level, room): the middle of the widest stretch that no other pipe crosses."""
    (ax, ay), (bx, by) = max(_pieces(routes[flow]), key=lambda ends: _length(*ends))
    lying = ay == by
    low, high = sorted((ax, bx)) if lying else sorted((ay, by))
    marks = [low, high]
    for name, route in routes.items():
        for (cx, cy), (dx, dy) in _pieces(route):
            across, (first, last), here = (cx, sorted((cy, dy)), ay) if lying else (cy, sorted((cx, dx)), ax)
            upright = cx == dx
            if name != flow and upright == lying and low < across < high and first < here < last:
                marks.append(across)
    marks.sort()
    start, end = max(pairwise(marks), key=lambda gap: gap[1] - gap[0])
    middle = (start + end) // 2
    return (middle, ay, True, end - start) if lying else (ax, middle, False, end - start)


def _length(a: Point, b: Point) -> int:
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _crowded(flow: str, place: Point, routes: dict[str, list[Point]]) -> bool:
    """Whether another upright pipe runs close to the right of a valve, where its words would stand."""
    x, y = place
    return any(
        ax == bx and 0 < ax - x < 100 and min(ay, by) - 20 < y < max(ay, by) + 20
        for name, route in routes.items()
        if name != flow
        for (ax, ay), (bx, by) in _pieces(route)
    )


def _port(group: list[Pipe], pipe: Pipe, nodes: dict[str, Node], here: str) -> int:
    """How far from the middle of a side a pipe leaves or arrives; level pipes keep the middle."""
    node = nodes[here]
    others = {item.flow: nodes[item.target if item.source == here else item.source] for item in group}
    if others[pipe.flow].y == node.y:
        return 0
    above = [item for item in group if others[item.flow].y < node.y]
    below = [item for item in group if others[item.flow].y > node.y]
    mine, side = (above, -1) if pipe in above else (below, 1)
    mine.sort(key=lambda item: (others[item.flow].y - node.y) * side)
    step = (node.half[1] - 8) // max(len(mine), 1)
    return side * step * (mine.index(pipe) + 1)


def _draw_node(drawing: Drawing, node: Node) -> None:
    wide, high = node.half
    if node.kind == "cloud":
        drawing.cloud(node.x, node.y)
        aside = 0 if len(node.words) < 5 else 30 if node.sink else -24
        drawing.words(node.x, node.y + 4 + aside, node.words, 11, PALE)
        return
    fill, radius = ("#dce8f1", 0) if node.kind == "stock" else ("#f4efe4", 22)
    drawing.box(node.x - wide, node.y - high, 2 * wide, 2 * high, fill, INK, radius)
    lines = wrapped(node.words, 15) if node.kind == "stock" else _words_in_lines(node.words, 16)
    for place, text in enumerate(lines):
        y = node.y + 5 + round((place - (len(lines) - 1) / 2) * 15)
        drawing.words(node.x, y, text, 13, bold=node.kind == "stock", edged=False)


def _words_in_lines(words: str, most: int) -> list[str]:
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > most:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _draw_valve(drawing: Drawing, structure: Structure, pipe: Pipe, routes: dict[str, list[Point]]) -> None:
    """The valve on the longest piece of the route, with name, capacity and levers beside it."""
    x, y, lying, room = _valve_place(pipe.flow, routes)
    crowded = not lying and _crowded(pipe.flow, (x, y), routes)
    drawing.valve(x, y, lying, _colour(pipe))
    name = wrapped(pipe.flow, min(15, room // 8) if lying else 10)
    levers = [(text, LEVER, 10) for text in levers_at(structure, pipe.flow)]
    capacity = [
        (text, PALE, 10)
        for one in capacities_at(structure, pipe.flow)
        for text in wrapped(one.removesuffix("_t_per_month"), 18)
    ]
    told = [(text, _colour(pipe), 12) for text in name]
    if lying:
        for place, (text, colour, size) in enumerate(reversed(told)):
            drawing.words(x, y - 11 - 12 * place, text, size, colour)
        for place, (text, colour, size) in enumerate(capacity + levers):
            drawing.words(x, y + 20 + 12 * place, text, size, colour)
        return
    # Words stand on the side where no other lane runs.
    aside = -12 if crowded else 12
    for place, (text, colour, size) in enumerate(told + capacity + levers):
        drawing.words(x + aside, y + 4 + 12 * place - 6 * len(told), text, size, colour, "end" if crowded else "start")


def _legend(drawing: Drawing, height: int) -> None:
    y = height - 34
    drawing.box(24, y - 14, 40, 20, "#dce8f1")
    drawing.words(74, y, "stock, t", 12, INK, "start")
    drawing.box(150, y - 14, 40, 20, "#f4efe4", INK, 10)
    drawing.words(200, y, "process within the month", 12, INK, "start")
    drawing.pipe([(380, y - 4), (440, y - 4)])
    drawing.valve(406, y - 4, True)
    drawing.words(452, y, "flow, t/month", 12, PIPE, "start")
    drawing.words(556, y, "flow outside the books", 12, _BLACK, "start")
    drawing.words(716, y, "capacity that bounds it", 12, PALE, "start")
    drawing.words(870, y, "lever that acts on it this month", 12, LEVER, "start")
    drawing.cloud(1090, y - 4)
    drawing.words(1122, y, "source or sink", 12, INK, "start")
