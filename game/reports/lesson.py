"""The lesson of the quota trap on paper: plan, worksheet, answers with figures from runs, rubric, reading, role cards.

`lanthanide lesson --out DIR` writes all of it as Markdown and PDF; `--refresh` puts fresh figures into the answers.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from game import paths
from game.content.load import find_level, load_level
from game.desk import new_session
from game.economy.dimensions import parse_month
from game.faults import ExitCode
from game.language import LANGUAGES, number, phrase
from game.policy_player import play_history, play_none
from game.reports.book import Book, Sheet
from game.rules.level import Level
from game.session import Session
from game.storage.atomic import write_whole
from game.views.figures import figure

LEVEL: Final = "lesson-quota-trap"
DOCUMENTS: Final = ("plan", "worksheet", "answers", "rubric", "reading", "roles")
YEARS: Final = (2009, 2010, 2011, 2012)
_SHOWN: Final = (
    "export_price_usd_per_t",
    "china_exports_t",
    "china_smuggled_t",
    "china_mining_share",
    "fear",
)
_MARKED: Final = re.compile(r"<!-- figures -->\n.*?<!-- /figures -->", re.DOTALL)


def lesson() -> Level:
    return load_level(find_level(LEVEL))


def document(name: str, language: str) -> str:
    """One paper of the lesson as Markdown."""
    if name == "roles":
        return role_cards(lesson(), language)
    return (paths.lesson_folder() / language / f"{name}.md").read_text(encoding="utf-8")


def role_cards(level: Level, language: str) -> str:
    """The six seats at the table, one section each."""
    lines = [f"# {phrase('lesson.roles', language)}: {level.title.in_language(language)}", ""]
    for role in level.about.roles:
        levers = [level.lever(name).title.in_language(language) for name in role.levers]
        lines += [f"## {role.title.in_language(language)}", "", role.brief.in_language(language), ""]
        lines += [f"**{phrase('lesson.wants', language)}** {role.wants.in_language(language)}", ""]
        lines += [f"**{phrase('lesson.levers', language)}** {phrase('format.and', language).join(levers)}", ""]
    return "\n".join(lines)


def figures_table(language: str) -> str:
    """Year-end figures of history's run and of one without any order, as a Markdown table."""
    heads = [phrase("lesson.end_of", language), phrase("lesson.run", language)]
    heads += [f"{figure(name).title(language)} ({figure(name).unit_text(language)})" for name in _SHOWN]
    lines = [_row(heads), _row(["---"] * len(heads))]
    level = lesson()
    for words, play in (("history", play_history), ("lesson.no_order", play_none)):
        session = new_session(level)
        play(session)
        for year in YEARS:
            place = parse_month(f"{year}-12") - level.start
            cells = [_value(session, name, place, language) for name in _SHOWN]
            lines.append(_row([str(year), phrase(words, language), *cells]))
    return "\n".join(lines)


def _value(session: Session, name: str, place: int, language: str) -> str:
    value = float(session.true_series(name)[place]) * figure(name).scale_in(language)
    return number(value, 0 if abs(value) >= 100.0 else 1, language)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def refreshed(text: str, language: str) -> str:
    """A paper with the figures of fresh runs between its marks."""
    return _MARKED.sub(lambda _: f"<!-- figures -->\n{figures_table(language)}\n<!-- /figures -->", text)


def write_lesson(folder: Path, language: str) -> tuple[Path, ...]:
    """All papers as Markdown and PDF.

    Raises Fault (exit 6) when the disk refuses.
    """
    written = []
    for name in DOCUMENTS:
        text = document(name, language)
        for path, content in (
            (folder / f"{name}.md", text.encode("utf-8")),
            (folder / f"{name}.pdf", pdf(text, language)),
        ):
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, content)
            written.append(path)
    return tuple(written)


def pdf(text: str, language: str) -> bytes:
    """Markdown of headings, paragraphs, lists and tables as a PDF; the same text gives the same bytes."""
    lines = [line for line in text.splitlines() if not line.startswith("<!--")]
    book = Book(lines[0].lstrip("# "), language)
    heading, place = "", 0
    while place < len(lines):
        line = lines[place].replace("**", "").replace("`", "").strip()
        if line.startswith("|"):
            end = next((n for n in range(place, len(lines)) if not lines[n].startswith("|")), len(lines))
            book.table(_sheet(heading, lines[place:end]))
            heading, place = "", end
            continue
        if heading and line:
            book.heading(heading)
            heading = ""
        if line.startswith("## "):
            heading = line[3:]
        elif line.startswith("# "):
            book.title(line[2:])
        elif line.startswith("- "):
            book.body(f"·  {line[2:]}")
        elif line:
            book.body(line)
        place += 1
    return book.content


def _sheet(heading: str, lines: Sequence[str]) -> Sheet:
    """A Markdown table; columns of words stand at the left, unless they hold numbers."""
    rows = [tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in lines]
    body = tuple(rows[2:])
    numbers = bool(body) and all(re.fullmatch(r"[-\d.,]+", cell) for cell in body[0][2:] if cell) and len(body[0]) > 4
    return Sheet(heading, "", rows[0], body, 2 if numbers else len(rows[0]))


def main(arguments: Sequence[str]) -> int:
    """`lanthanide lesson`: write the papers, or refresh the figures of those that ship."""
    parser = argparse.ArgumentParser(prog="lanthanide lesson", description="The lesson of the quota trap on paper.")
    parser.add_argument("--out", type=Path, default=Path("lesson"), help="folder, with one folder a language in it")
    parser.add_argument("--language", choices=tuple(LANGUAGES), default="", help="only one of them")
    parser.add_argument("--refresh", action="store_true", help="put fresh figures into the answers that ship")
    options = parser.parse_args(list(arguments))
    for language in (options.language,) if options.language else tuple(LANGUAGES):
        if options.refresh:
            path = paths.lesson_folder() / language / "answers.md"
            write_whole(path, refreshed(path.read_text(encoding="utf-8"), language).encode("utf-8"))
            print(path)
            continue
        for path in write_lesson(options.out / language, language):
            print(path)
    return int(ExitCode.OK)
