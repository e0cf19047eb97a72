"""The class's tables as CSV, with plain numbers and nothing that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from game.reports.chart_files import safe_cell
from game.reports.class_table.compare import FIGURES, Comparison
from game.reports.class_table.scoring import Row
from game.views.tables import Cell

_BOM = "\ufeff"  # so that spreadsheets read the names as UTF-8
_PARTS = ("mining_share", "processing_share", "magnet_share", "per_tonne", "revenue", "leverage", "concessions")
_FORESIGHT = ("directions", "right", "brier", "calibration")  # of predictions


def class_csv(comparisons: Sequence[Comparison], rows: Sequence[Row], twins: Mapping[str, str]) -> str:
    """A line a hand-in, in the order of the folder; what could not be replayed has its reason and no scores."""
    ranks: dict[str, int] = {}
    for found in comparisons:
        ranks |= found.ranks["overall"] if found.rows else {}
    head = ["rank", "team", "file", "exit", "problem", "level", "difficulty", "month", "finished", "rewinds"]
    lines: list[Sequence[Cell]] = [
        [
            *head,
            "ironman",
            "same_as",
            *FIGURES,
            "ending",
            "claimed_overall",
            *(f"{name}_points" for name in _PARTS),
            *_FORESIGHT,
        ]
    ]
    for row in rows:
        facts: list[Cell] = [ranks.get(row.source), row.name, row.source, row.exit, _told(row), row.level]
        facts += [row.difficulty, row.month, _yes(row), row.rewinds, _ironman(row), twins.get(row.source, "")]
        facts += [row.scores.get(name) for name in FIGURES]
        facts += [row.ending, row.claimed, *(row.parts.get(name) for name in _PARTS)]
        facts += [row.foresight.get(name) for name in _FORESIGHT]
        lines.append(facts)
    return _written(lines)


def levers_csv(comparisons: Sequence[Comparison]) -> str:
    """A line a lever and level: who moved it, and the teams' mean settings."""
    lines: list[Sequence[Cell]] = [
        ["level", "lever", "teams", "orders", "lowest_mean", "mean", "highest_mean", "history_mean", "unit"]
    ]
    for found in comparisons:
        for use in found.levers:
            unit = found.level.lever(use.lever).unit
            numbers: list[Cell] = [use.teams, use.orders, use.low, use.mean, use.high, use.history]
            lines.append([found.level.id, use.lever, *numbers, unit])
    return _written(lines)


def _told(row: Row) -> str:
    return "" if row.problem is None else str(row.problem)


def _yes(row: Row) -> str:
    if not row.counts:
        return ""
    return "yes" if row.finished else "no"


def _ironman(row: Row) -> str:
    """Whether time was forsworn, and whether that was kept."""
    if not row.counts or not row.ironman:
        return ""
    return "broken" if row.rewinds else "kept"


def _written(lines: Sequence[Sequence[Cell]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for line in lines:
        writer.writerow([safe_cell(_one_line(cell)) for cell in line])
    return _BOM + out.getvalue()


def _one_line(cell: Cell) -> Cell:
    """A cell without line breaks and control characters, which some spreadsheets take for a new row."""
    if not isinstance(cell, str):
        return cell
    return "".join(letter if letter.isprintable() else " " for letter in cell)
