"""Charts as files: the picture as PNG, its values as CSV that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from game import paths
from game.faults import Fault, Problem
from game.storage.atomic import write_whole
from game.views.tables import Cell, Table

# A spreadsheet runs a cell that begins so (OWASP, CSV injection); a leading apostrophe makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|")


def safe_cell(cell: Cell) -> str:
    """Numbers as they are, no value as an empty cell, text that begins like a formula with an apostrophe before it."""
    if cell is None:
        return ""
    if isinstance(cell, float | int):
        return repr(float(cell) + 0.0) if cell == cell and abs(cell) != float("inf") else ""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def table_csv(table: Table) -> str:
    """The table with its title and sentence in the first lines."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([safe_cell(table.title)])
    writer.writerow([safe_cell(table.sentence)])
    writer.writerow([safe_cell(column) for column in table.columns])
    for row in table.rows:
        writer.writerow([safe_cell(cell) for cell in row])
    return out.getvalue()


def write_chart(table: Table, picture: bytes, stem: str, folder: Path | None = None) -> tuple[Path, Path]:
    """Write PNG and CSV side by side, by default into the player's reports; returns where they are.

    Raises Fault (exit 6) when there is no place to write to.
    """
    target = folder or paths.personal_folders().reports
    if target is None:
        raise Fault([Problem("reports", "E6003", "there is no folder for reports")])
    name = re.sub(r"[^a-z0-9-]+", "-", stem.lower()).strip("-") or "chart"
    png, sheet = target / f"{name}.png", target / f"{name}.csv"
    write_whole(png, picture)
    # With a mark at the start, so that spreadsheets read the Chinese as UTF-8.
    write_whole(sheet, b"\xef\xbb\xbf" + table_csv(table).encode())
    return png, sheet
