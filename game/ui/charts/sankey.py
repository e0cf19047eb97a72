"""A Sankey of tonnes: columns of nodes, ribbons as wide as their flow, one scale for all; hover or walk to read."""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite

import pygame

from game.language import compact, number, quantity
from game.ui.charts.labels import spread
from game.ui.charts.shapes import bezier, filled, mixed, smoothed, veil
from game.ui.drawing import Canvas, Point
from game.ui.theme import BAD, DIM, FAINT, FORECAST, HISTORY, PANEL, TEXT, TIP, YOURS, YOURS_DIM, Colour
from game.ui.ui import Ui
from game.ui.words import say
from game.views.chain import Chain, Link, Node

KIND_COLOURS: dict[str, Colour] = {
    "legal": YOURS,
    "magnet": FORECAST,
    "black": BAD,
    "stock": HISTORY,
    "lost": FAINT,
}
_STEPS = 22


@dataclass(frozen=True, slots=True)
class Ribbon:
    link: Link
    top: tuple[Point, ...]
    bottom: tuple[Point, ...]

    def holds(self, spot: Point) -> bool:
        """Whether a pixel lies on the ribbon."""
        x, y = spot
        if not self.top[0][0] <= x <= self.top[-1][0]:
            return False
        for place in range(len(self.top) - 1):
            if self.top[place][0] <= x <= self.top[place + 1][0]:
                span = self.top[place + 1][0] - self.top[place][0] or 1.0
                t = (x - self.top[place][0]) / span
                upper = self.top[place][1] + (self.top[place + 1][1] - self.top[place][1]) * t
                lower = self.bottom[place][1] + (self.bottom[place + 1][1] - self.bottom[place][1]) * t
                return upper - 1.5 <= y <= lower + 1.5
        return False


@dataclass(frozen=True, slots=True)
class Layout:
    boxes: dict[str, pygame.Rect]
    labels: dict[str, float]  # centre of each node's name
    ribbons: tuple[Ribbon, ...]


def layout(chain: Chain, area: pygame.Rect, bar: int, gap: int, line: int) -> Layout:
    """Where nodes and ribbons stand in an area; names of a column keep at least a line's distance."""
    columns: dict[int, list[Node]] = {}
    for node in chain.nodes:
        if isfinite(node.tonnes) and node.tonnes > 0.0:
            columns.setdefault(node.column, []).append(node)
    if not columns:
        return Layout({}, {}, ())
    scale = min(
        max(area.height - gap * (len(nodes) - 1), area.height * 0.3) / sum(node.tonnes for node in nodes)
        for nodes in columns.values()
    )
    last = max(columns)
    boxes: dict[str, pygame.Rect] = {}
    labels: dict[str, float] = {}
    for column, nodes in columns.items():
        x = area.x + round((area.width - bar) * column / max(last, 1))
        heights = [max(node.tonnes * scale, 1.0) for node in nodes]
        free = area.height - sum(heights)
        between = min(max(free / max(len(nodes), 1), 1.0), gap * 2.2)
        y = area.y + (area.height - sum(heights) - between * (len(nodes) - 1)) / 2.0
        centres = []
        for node, height in zip(nodes, heights, strict=True):
            boxes[node.id] = pygame.Rect(x, round(y), bar, max(round(height), 1))
            centres.append(y + height / 2.0)
            y += height + between
        for node, centre in zip(
            nodes, spread(centres, [float(line)] * len(nodes), area.y - line / 2, area.bottom + line / 2), strict=True
        ):
            labels[node.id] = centre
    return Layout(boxes, labels, _ribbons(chain, boxes, scale))


def _ribbons(chain: Chain, boxes: dict[str, pygame.Rect], scale: float) -> tuple[Ribbon, ...]:
    """Ribbons leave and arrive in the order of the nodes they join, so that they cross as little as may be."""
    links = [link for link in chain.links if link.source in boxes and link.target in boxes]
    leaving = {name: float(box.y) for name, box in boxes.items()}
    arriving = dict(leaving)
    starts, ends = {}, {}
    for link in sorted(links, key=lambda one: boxes[one.target].y):
        starts[link] = leaving[link.source]
        leaving[link.source] += link.tonnes * scale
    for link in sorted(links, key=lambda one: (boxes[one.source].y, one.kind)):
        ends[link] = arriving[link.target]
        arriving[link.target] += link.tonnes * scale
    made = []
    for link in links:
        thickness = max(link.tonnes * scale, 0.6)
        x0, x1 = boxes[link.source].right, boxes[link.target].x
        top = bezier((x0, starts[link]), (x1, ends[link]), _STEPS)
        made.append(Ribbon(link, tuple(top), tuple((x, y + thickness) for x, y in top)))
    return tuple(sorted(made, key=lambda one: -one.link.tonnes))


def draw_sankey(ui: Ui, rect: pygame.Rect, chain: Chain, name: str = "sankey") -> None:
    """Draw the chain; what is under the pointer, or walked to by arrow keys, is lit and read out."""
    px = ui.px
    side = (px(126), px(116))
    area = pygame.Rect(rect.x + side[0], rect.y + px(10), rect.width - side[0] - side[1], rect.height - px(20))
    if area.width < px(80) or area.height < px(40):
        return
    made = _kept_layout(ui, chain, area)
    lit = _chosen(ui, chain, made, area, name)
    key = ("sankey", chain, rect.size, lit)
    base = ui.canvas.layer(key, rect.size, lambda canvas: _paint(canvas, chain, made, rect, lit))
    ui.canvas.surface.blit(base, rect)
    if lit:
        _read_out(ui, rect, chain, made, lit)


_LAYOUTS: dict[tuple[int, int, int, int, int], tuple[Chain, Layout]] = {}


def _kept_layout(ui: Ui, chain: Chain, area: pygame.Rect) -> Layout:
    """The layout of the chain shown last, per place on the screen."""
    key = (area.x, area.y, area.width, area.height, ui.px(100))
    found = _LAYOUTS.get(key)
    if found is None or found[0] is not chain:
        if len(_LAYOUTS) > 8:
            _LAYOUTS.clear()
        found = (chain, layout(chain, area, ui.px(12), min(ui.px(12), area.height // 20), ui.px(15)))
        _LAYOUTS[key] = found
    return found[1]


def _chosen(ui: Ui, chain: Chain, made: Layout, area: pygame.Rect, name: str) -> str:
    """The node or link ("source>target>kind") pointed at or walked to; empty for none."""
    ui.place(name, area)
    names = [node.id for node in chain.nodes if node.id in made.boxes]
    if ui.focus == name and names:
        step = 1 if ui.key(pygame.K_RIGHT) else -1 if ui.key(pygame.K_LEFT) else 0
        at = int(ui.memory.get(name, -1.0))
        if step:
            ui.memory[name] = float((at + step) % len(names)) if at >= 0 else 0.0
    spot = ui.inputs.mouse
    if ui.hovers(area.inflate(ui.px(200), ui.px(16))):
        for node, box in made.boxes.items():
            if box.inflate(ui.px(6), ui.px(2)).collidepoint(spot):
                return node
        for ribbon in reversed(made.ribbons):
            if ribbon.holds(spot):
                return f"{ribbon.link.source}>{ribbon.link.target}>{ribbon.link.kind}"
    if ui.focus == name and names and name in ui.memory:
        return names[int(ui.memory[name]) % len(names)]
    return ""


def touches(link: Link, lit: str) -> bool:
    if ">" in lit:
        return f"{link.source}>{link.target}>{link.kind}" == lit
    return lit in (link.source, link.target)


def _paint(canvas: Canvas, chain: Chain, made: Layout, rect: pygame.Rect, lit: str) -> None:
    px = canvas.px

    def ribbons(large: Canvas, factor: int) -> None:
        def local(points: tuple[Point, ...]) -> list[Point]:
            return [((x - rect.x) * factor, (y - rect.y) * factor) for x, y in points]

        for ribbon in made.ribbons:
            colour = KIND_COLOURS[ribbon.link.kind]
            alpha = 105 if not lit else 190 if touches(ribbon.link, lit) else 34
            filled(large, [*local(ribbon.top), *reversed(local(ribbon.bottom))], colour, alpha)

    canvas.surface.blit(smoothed(canvas, rect.size, PANEL, ribbons), (0, 0))
    last = max((node.column for node in chain.nodes), default=0)
    for node in chain.nodes:
        if node.id not in made.boxes:
            continue
        box = made.boxes[node.id].move(-rect.x, -rect.y)
        shade = mixed(canvas, PANEL, TEXT, 0.78 if not lit or lit == node.id else 0.45)
        canvas.panel(box, shade, radius=2)
        y = made.labels[node.id] - rect.y - px(7.5)
        text = compact(node.tonnes)
        if node.column == 0:
            wide = canvas.text(text, (box.x - px(6), y), 11, TEXT, True, "right")
            room = box.x - px(12) - wide
            canvas.text(node.title, (box.x - px(11) - wide, y), 10.5, DIM, align="right", limit=room)
        elif node.column == last:
            wide = canvas.text(text, (box.right + px(6), y), 11, TEXT, True)
            left = box.right + px(11) + wide
            canvas.text(node.title, (left, y), 10.5, DIM, limit=rect.width - left - px(2))
        else:
            alone = sum(1 for other in chain.nodes if other.column == node.column and other.id in made.boxes) == 1
            above = alone or not any(
                made.boxes[other.id].y < made.boxes[node.id].y
                for other in chain.nodes
                if other.column == node.column and other.id in made.boxes
            )
            _inner_label(canvas, box, node.title, text, above)


def _inner_label(canvas: Canvas, box: pygame.Rect, title: str, text: str, above: bool) -> None:
    """A node between the ends is named above its bar, or below, on a dark ground so that ribbons do not hide it."""
    px = canvas.px
    width = max(canvas.width(title, 10.5), canvas.width(text, 11, True)) + px(4)
    ground = pygame.Rect(0, 0, width, px(28))
    if above:
        ground.midbottom = (box.centerx, box.y - px(2))
    else:
        ground.midtop = (box.centerx, box.bottom + px(2))
    ground.clamp_ip(canvas.surface.get_rect())
    veil(canvas, ground, 130)
    canvas.text(title, (ground.centerx, ground.y - px(1)), 10.5, TEXT, align="centre")
    canvas.text(text, (ground.centerx, ground.y + px(12)), 11, TEXT, True, "centre")


def _read_out(ui: Ui, rect: pygame.Rect, chain: Chain, made: Layout, lit: str) -> None:
    """The lit node's sums, or the lit link's tonnes, near it."""
    canvas, px = ui.canvas, ui.px
    titles = {node.id: node.title for node in chain.nodes}
    if ">" in lit:
        source, target, kind = lit.split(">")
        tonnes = sum(link.tonnes for link in chain.links if touches(link, lit))
        lines = [(f"{titles[source]} → {titles[target]}", TEXT), (f"{number(tonnes)} t · {say('kind_' + kind)}", DIM)]
        near = ui.inputs.mouse
    else:
        into, out = chain.into(lit), chain.out_of(lit)
        lines = [(titles[lit], TEXT)]
        if into > 0.0 and out > 0.0:
            lines.append((say("in_out").format(number(into), number(out)), DIM))
        for link in sorted(chain.links, key=lambda one: -one.tonnes):
            if lit in (link.source, link.target):
                other = f"→ {titles[link.target]}" if link.source == lit else f"← {titles[link.source]}"
                lines.append((f"{other}  {quantity(number(link.tonnes), say('tonnes'))}", KIND_COLOURS[link.kind]))
        near = made.boxes[lit].midright
    lines = lines[:12]
    width = max(canvas.width(line, 11.5, place == 0) for place, (line, _) in enumerate(lines)) + px(20)
    box = pygame.Rect(near[0] + px(12), near[1] - px(10), width, px(17) * len(lines) + px(10))
    if box.right > rect.right:
        box.right = near[0] - px(16)
    box.clamp_ip(rect)
    canvas.panel(box, TIP, border=YOURS_DIM, radius=5)
    for place, (line, colour) in enumerate(lines):
        y = box.y + px(4) + place * px(17)
        canvas.text(line, (box.x + px(10), y), 11.5, colour if colour != FAINT else DIM, place == 0)
