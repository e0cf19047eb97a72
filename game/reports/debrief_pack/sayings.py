"""What can be said of one run in a sentence: its boldest order, and how a figure went."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from game.language import month_text, number, percent, phrase, quantity
from game.reports.class_table import tables
from game.reports.class_table.compare import Comparison, without_mean
from game.reports.class_table.scoring import Move, Row
from game.reports.curves import QUARTER
from game.rules.level import Level, Lever
from game.views import sentences
from game.views.figures import figure

PRICE, MINING, BLACK = "export_price_usd_per_t", "china_mining_share", "china_black_supply_t"
_MOST_TIMES = 3.0  # beyond that nobody speaks of per cent
_HARDLY = 1.05  # times; less is no rise worth a name


@dataclass(frozen=True, slots=True)
class Course:
    """How a figure went over a run, by the ends of quarters."""

    name: str
    start: int  # month of the first value
    values: tuple[float, ...]

    @property
    def first(self) -> float:
        return self.values[0]

    @property
    def last(self) -> float:
        return self.values[-1]

    @property
    def most(self) -> float:
        return max(self.values)

    @property
    def month_of_most(self) -> int:
        return self.start + QUARTER * self.values.index(self.most)

    @property
    def times(self) -> float:
        """The highest value as a multiple of the first."""
        return self.most / self.first if self.first else 0.0

    def said(self, value: float, language: str) -> str:
        """A value with its unit."""
        one = figure(self.name)
        if one.unit == "percent":
            return percent(value, 1, language)
        return quantity(number(value * one.scale_in(language), 0, language), one.unit_text(language), language)


def course(found: Comparison, row: Row, name: str) -> Course:
    return Course(name, found.level.start + QUARTER - 1, tuple(row.curves[name]))


def boldest(level: Level, moves: Iterable[Move], lever_id: str = "") -> Move | None:
    """The boldest order, of one lever or of all; the first of equals."""
    open_ones = [
        move for move in moves if (move.lever == lever_id if lever_id else not without_mean(level.lever(move.lever)))
    ]
    return max(open_ones, key=lambda move: boldness(level.lever(move.lever), move), default=None)


def boldness(lever: Lever, move: Move) -> float:
    """How bold an order is, 0-1: its share of the range, or of the larger of both settings where that is more."""
    across = abs(move.after - move.before) / ((lever.maximum - lever.minimum) or 1.0)
    return (
        max(across, abs(move.after - move.before) / max(move.after, move.before)) if _measured(lever, move) else across
    )


def move_words(level: Level, move: Move, language: str) -> str:
    """An order: "cut ... by 40 % to 30,000 t in July 2010", or from where to where for what has no such share."""
    lever = level.lever(move.lever)
    month = month_text(move.month, language)
    before, after = (sentences.setting(lever, value, language) for value in (move.before, move.after))
    values = {"lever": lever.title.in_language(language), "before": before, "after": after, "month": month}
    if _measured(lever, move):
        kind = "cut" if move.after < move.before else "raised"
        share = percent(abs(move.after / move.before - 1.0), 0, language)
        return phrase(f"pack.{kind}", language, share=share, **values)
    return phrase("pack.moved", language, **values)


def _measured(lever: Lever, move: Move) -> bool:
    """Whether an order can be told as a change by so many per cent."""
    none = lever.maximum_means_none and lever.maximum in (move.before, move.after)
    return (
        lever.unit in ("t/yr", "MUSD/yr") and not none and move.before > 0.0 and move.after <= _MOST_TIMES * move.before
    )


def price_words(found: Comparison, row: Row, language: str) -> str:
    """How a run's export price went from its first quarter to its highest."""
    price = course(found, row, PRICE)
    values = {"first": price.said(price.first, language), "since": month_text(price.start, language)}
    if price.times < _HARDLY:
        return phrase("pack.price_flat", language, **values)
    return phrase(
        "pack.price_rose",
        language,
        most=price.said(price.most, language),
        month=month_text(price.month_of_most, language),
        times=number(price.times, 1, language),
        **values,
    )


def team_words(found: Comparison, row: Row, language: str, lever_id: str = "") -> str:
    """A team, its boldest order before its price stood highest, and its price."""
    price = course(found, row, PRICE)
    moves = [move for move in row.moves if move.month <= price.month_of_most] or list(row.moves)
    move = boldest(found.level, moves, lever_id) or boldest(found.level, moves)
    values = {"team": tables.shown_name(row), "price": price_words(found, row, language)}
    if move is None:
        return phrase("pack.team_still", language, **values)
    return phrase("pack.team", language, move=move_words(found.level, move, language), **values)


def ends(found: Comparison, rows: Sequence[Row], name: str, by_times: bool = False) -> tuple[Row, Row]:
    """The runs in which a figure rose most and least: by its highest quarter, or by its change from first to last."""

    def risen(row: Row) -> tuple[float, str]:
        one = course(found, row, name)
        return (one.times if by_times else one.last - one.first, row.source)

    ordered = sorted(rows, key=risen)
    return ordered[-1], ordered[0]
