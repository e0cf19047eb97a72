"""`lanthanide debrief-pack FOLDER --out DIR`: slides, worksheet and answer sheet from a class's own runs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Final

from game.faults import ExitCode, Fault, Problem
from game.reports.class_table.command import Table, table_of
from game.reports.class_table.folder import forget
from game.reports.debrief_pack.deck import deck
from game.reports.debrief_pack.evidence import gathered
from game.reports.debrief_pack.handout import handout_page, handout_pdf
from game.reports.debrief_pack.slides import slides
from game.storage.atomic import write_whole

FILES: Final = ("debrief.html", "worksheet.html", "worksheet.pdf", "answers.html", "answers.pdf")


def run(options: argparse.Namespace, language: str) -> int:
    """The command, its files in a language; returns the gravest exit code of the hand-ins."""
    table = table_of(options, FILES)
    if table is None:
        return int(ExitCode.INTERRUPTED)
    for path in write_pack(table, options.folder, options.out, language):
        print(path)
    forget(options.out)
    return int(table.exit_code)


def write_pack(table: Table, folder: Path, out: Path, language: str) -> tuple[Path, ...]:
    """Write the pack of a class whose hand-ins are in a folder, each file whole or not at all.

    Raises Fault: 2 when no run is finished, 6 when a hand-in has gone or the disk refuses.
    """
    if not any(found.rows for found in table.comparisons):
        raise Fault([Problem(str(folder), "E2004", "holds no finished run to talk about")])
    evidence = gathered(table, folder, language)
    contents = {
        "debrief.html": deck(slides(evidence, language), language).encode(),
        "worksheet.html": handout_page(evidence, False, language).encode(),
        "worksheet.pdf": handout_pdf(evidence, False, language),
        "answers.html": handout_page(evidence, True, language).encode(),
        "answers.pdf": handout_pdf(evidence, True, language),
    }
    for name, content in contents.items():
        write_whole(out / name, content)
    return tuple(out / name for name in contents)
