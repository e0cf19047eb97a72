"""`lanthanide model`: the model's pictures, glossary and figures at known dates, from the code and history's run."""

from __future__ import annotations

from pathlib import Path

from game.analysis.evidence import campaign, load_engine
from game.faults import Fault, Problem, io_problem
from game.kernels.structure import structure
from game.reports.model.glossary import glossary
from game.reports.model.influence_picture import influence_picture
from game.reports.model.known_dates import known_dates, with_figures
from game.reports.model.tonnes_picture import tonnes_picture
from game.session import baseline
from game.storage.atomic import write_whole


def model_files() -> dict[str, str]:
    """What the code alone decides, by file name; no parameter value enters."""
    made = structure()
    return {
        "tonnes.svg": tonnes_picture(made),
        "influences.svg": influence_picture(made),
        "glossary.md": glossary(made),
    }


def figures_at_known_dates() -> str:
    """The table of history's run with the shipped parameters."""
    level = campaign()
    return known_dates(baseline(level, load_engine(level)).recording, level.start)


def write_model(folder: Path, document: Path | None) -> tuple[Path, ...]:
    """Write the files and, where a document is given, the figures between its marks.

    Raises Fault (exit 6) when the disk refuses, (exit 3) when the document has no marks.
    """
    for name, text in model_files().items():
        write_whole(folder / name, text.encode())
    written = [folder / name for name in model_files()]
    table = figures_at_known_dates()
    if document is None:
        write_whole(folder / "known_dates.md", (table + "\n").encode())
        return (*written, folder / "known_dates.md")
    try:
        text = with_figures(document.read_text(encoding="utf-8"), table)
    except OSError as error:
        raise Fault([io_problem(document, error, "cannot be read")]) from error
    except ValueError as error:
        raise Fault([Problem(str(document), "E3090", str(error))]) from error
    write_whole(document, text.encode())
    return (*written, document)
