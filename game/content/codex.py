"""The codex's files: articles in Markdown, the facts they cite, one-line facts for briefings. Reading never raises."""

from __future__ import annotations

import csv
import tomllib
from dataclasses import dataclass
from pathlib import Path

from game import paths
from game.economy.dimensions import parse_month
from game.faults import Fault
from game.reading import read_bytes

_MAXIMUM_BYTES = 256 * 1024
_FACTS_IN = {"zh_CN": "briefing_facts_zh.csv"}


@dataclass(frozen=True, slots=True)
class Article:
    """One page: its first line is the title, the rest Markdown."""

    id: str
    section: str
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement of the briefing in the project's words."""

    id: str
    year: str
    quantity: str
    value: str
    unit: str
    scope: str
    note: str


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A fact as one sentence, and the month index from which it could be known."""

    month: int
    id: str
    text: str


def _text(path: Path) -> str:
    """A file's text, empty when it cannot be read."""
    try:
        return read_bytes(path, _MAXIMUM_BYTES).decode("utf-8", "replace")
    except Fault:
        return ""


def read_articles(language: str, folder: Path | None = None) -> tuple[Article, ...]:
    """All articles in the order of contents.toml; one that a language lacks is shown in English."""
    folder = folder or paths.codex_folder()
    try:
        contents = tomllib.loads(_text(folder / "contents.toml"))
    except tomllib.TOMLDecodeError:
        return ()
    found = []
    for section in contents.get("section", ()):
        titles = section.get("title", {})
        for name in section.get("articles", ()):
            if not str(name).replace("-", "").isalnum():
                continue
            text = _text(folder / language / f"{name}.md") or _text(folder / "en" / f"{name}.md")
            first, _, body = text.partition("\n")
            if first.startswith("# "):
                title = titles.get(language) or titles.get("en", "")
                found.append(Article(name, title, first[2:].strip(), body.strip()))
    return tuple(found)


def _rows(path: Path) -> list[dict[str, str]]:
    return [{key: value or "" for key, value in row.items() if key} for row in csv.DictReader(_text(path).splitlines())]


def read_facts(language: str = "en", folder: Path | None = None) -> tuple[Fact, ...]:
    """The briefing's statements; what a language lacks is shown in English.

    A translation's year, value and unit are one text each as its readers write them, so it has no column of units.
    """
    folder = folder or paths.economy_folder()
    file = _FACTS_IN.get(language)
    translated = {row.get("id", ""): row for row in _rows(folder / file)} if file else {}
    found = []
    for row in _rows(folder / "briefing_facts.csv"):
        fact = Fact(
            row.get("id", ""),
            row.get("year_or_range", ""),
            row.get("quantity", "").replace("_", " "),
            row.get("value", ""),
            row.get("unit", ""),
            row.get("scope", ""),
            row.get("note", ""),
        )
        if words := translated.get(fact.id):
            fact = Fact(
                fact.id,
                words.get("year") or fact.year,
                words.get("quantity") or fact.quantity,
                words.get("value") or fact.value,
                "" if words.get("value") else fact.unit,
                words.get("scope") or fact.scope,
                words.get("note") or fact.note,
            )
        found.append(fact)
    return tuple(found)


def read_known_facts(language: str, folder: Path | None = None) -> tuple[KnownFact, ...]:
    """One-line facts by the month from which they could be known."""
    found = []
    for row in _rows((folder or paths.codex_folder()) / "facts.csv"):
        try:
            month = parse_month(row["known_from"])
        except (KeyError, ValueError, Fault):
            continue
        found.append(KnownFact(month, row.get("id", ""), row.get(language) or row.get("en", "")))
    return tuple(sorted(found, key=lambda fact: fact.month))
