"""Every picture as a table with a computed sentence: what the table key shows and what goes into a CSV file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from game.language import compact, month_text, percent, phrase, quantity, run_on
from game.views.chain import Chain
from game.views.figures import ChartData
from game.views.maps import ChinaView, WorldView
from game.views.web import WebView, signed

Cell = str | float | int | None


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Columns and rows as they stand in a picture; `name` is the stem of an exported file."""

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sentence: str


def _words(language: str, *names: str) -> tuple[str, ...]:
    return tuple(phrase(f"column.{name}", language) for name in names)


def _value(values: Sequence[float], place: int, scale: float) -> float | None:
    if not 0 <= place < len(values) or not isfinite(values[place]):
        return None
    return values[place] * scale


def lines_table(
    name: str, shown: Sequence[tuple[ChartData, Sequence[float]]], window: tuple[int, int], language: str
) -> Table:
    """The months of a line chart, the latest first: yours, history and forecast of each figure."""
    yours, history, forecast = _words(language, "yours", "history", "forecast")
    columns = [phrase("column.month", language)]
    for data, _ in shown:
        # The part before the colon is shown once over its columns.
        head = f"{data.title}, {data.unit}: " if len(shown) > 1 else ""
        columns += [f"{head}{yours}", f"{head}{history}", f"{head}{forecast}"]
    rows: list[tuple[Cell, ...]] = []
    for month in range(window[1], window[0] - 1, -1):
        row: list[Cell] = [month_text(month)]
        for data, ahead in shown:
            place = month - data.start
            row.append(_value(data.yours, place, data.scale))
            row.append(_value(data.history, place, data.scale))
            row.append(_value(ahead, place - len(data.yours), data.scale))
        if any(cell is not None for cell in row[1:]):
            rows.append(tuple(row))
    sentence = run_on((line_sentence(data, ahead, language) for data, ahead in shown), language)
    title = " / ".join(f"{data.title}, {data.unit}" for data, _ in shown)
    return Table(name, title, tuple(columns), tuple(rows), sentence)


def line_sentence(data: ChartData, ahead: Sequence[float], language: str) -> str:
    """Where a figure stands, how it moved in a year, how it compares with history, where the forecast leads."""
    place = len(data.yours) - 1
    if place < 0 or not isfinite(data.yours[place]):
        return phrase("line.nothing", language, t=data.title)
    now = data.yours[place] * data.scale
    value, month = quantity(compact(now, language), data.unit, language), month_text(data.start + place, language)
    parts = [phrase("line.now", language, t=data.title, v=value, m=month)]
    before = _value(data.yours, place - 12, data.scale)
    if before:
        parts.append(phrase("line.year", language, c=percent(now / before - 1.0, 0, language, signed=True)))
    past = _value(data.history, place, data.scale)
    if past:
        gap = now / past - 1.0
        told = percent(gap, 0, language, signed=True)
        level = phrase("line.level", language)
        parts.append(level if abs(gap) < 0.005 else phrase("line.gap", language, c=told))
    good = [value for value in ahead if isfinite(value)]
    if good:
        parts.append(phrase("line.ahead", language, v=compact(good[-1] * data.scale, language)))
    return phrase("format.sentence", language, words=phrase("format.comma", language).join(parts))


def chain_table(chain: Chain, language: str) -> Table:
    """Every link of the chain, the widest first."""
    titles = {node.id: node.title for node in chain.nodes}
    links = sorted(chain.links, key=lambda link: -link.tonnes)
    rows = tuple(
        (titles[link.source], titles[link.target], round(link.tonnes, 1), phrase(f"flow.{link.kind}", language))
        for link in links
    )
    return Table("chain", chain.caption, _words(language, "from", "to", "tonnes", "kind"), rows, chain.sentence)


def china_table(view: ChinaView, language: str) -> Table:
    rows = tuple(
        (one.title, round(one.legal_t, 1), round(one.illegal_t, 1), round(one.damage, 1), one.group)
        for one in view.provinces
    )
    columns = _words(language, "province", "legal", "illegal", "damage", "group")
    return Table("china", view.caption, columns, rows, view.sentence)


def world_table(view: WorldView, language: str) -> Table:
    """Places, then flows."""
    titles = {place.id: place.title for place in view.places}
    rows: list[tuple[Cell, ...]] = [
        (
            one.title,
            "",
            phrase(f"flow.{one.kind}", language) if one.kind != "china" else "",
            round(one.tonnes, 1),
            round(one.capacity_t, 1) or None,
            round(100.0 * one.share, 1),
        )
        for one in view.places
    ]
    rows += [
        (
            titles[flow.source],
            titles[flow.target],
            phrase(f"flow.{flow.kind}", language),
            round(flow.tonnes, 1),
            None,
            None,
        )
        for flow in sorted(view.flows, key=lambda flow: -flow.tonnes)
    ]
    columns = _words(language, "place", "to", "kind", "output", "capacity", "share")
    return Table("world", view.caption, columns, tuple(rows), view.sentence)


def web_table(view: WebView, language: str) -> Table:
    rows = [(edge.node.title, view.centre.title, signed(edge.share), edge.delay) for edge in view.causes]
    rows += [(view.centre.title, edge.node.title, signed(edge.share), edge.delay) for edge in view.effects]
    columns = _words(language, "cause", "effect", "change", "delay")
    return Table(f"web-{view.centre.id}", view.centre.title, columns, tuple(rows), view.sentence)


def parts_table(
    name: str, title: str, start: int, parts: Sequence[tuple[str, Sequence[float]]], language: str
) -> Table:
    """Parts of a whole by month, the latest first."""
    months = max((len(values) for _, values in parts), default=0)
    rows = tuple(
        (month_text(start + place), *(round(values[place], 1) if place < len(values) else None for _, values in parts))
        for place in range(months - 1, -1, -1)
    )
    total = sum(values[months - 1] for _, values in parts if months and len(values) == months)
    sentence = phrase("line.total", language, t=title, v=compact(total, language)) if months else ""
    return Table(name, title, (phrase("column.month", language), *(part for part, _ in parts)), rows, sentence)
