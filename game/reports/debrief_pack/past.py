"""History beside a class: what Beijing ordered in those years, what happened, and the statements that say so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, TypeVar

from game.content.codex import read_facts, read_known_facts
from game.language import month_text, number, percent, phrase
from game.reports.book import Sheet
from game.reports.class_table.scoring import Move
from game.reports.debrief_pack.evidence import Group
from game.reports.debrief_pack.sayings import boldness, move_words
from game.rules.level import Level
from game.views.figures import figure

Line = TypeVar("Line")
_MOST_MOVES, _MOST_NEWS, _MOST_FACTS = 10, 10, 10
_EVENT: Final = re.compile(r"events\.csv (\d{4}(?:-\d{2}){0,2})")
_YEAR: Final = re.compile(r"(?:19|20)\d{2}")
_FACT: Final = re.compile(r"\bB\d{3}\b")
# What the model leaves out, as game/economy/README.md has it under "Known weaknesses", in the order of its weight here.
LIMITS: Final = (
    "smuggling",
    "buyers",
    "products",
    "deposits",
    "quotas",
    "pits",
    "magnets",
    "recycling",
    "thrift",
    "people",
)


def history_moves(level: Level) -> tuple[tuple[Move, str], ...]:
    """History's orders on the levers that the class had, boldest first, with the fact or source of each."""
    stood = dict(level.opening)
    found = []
    for row in sorted(level.history, key=lambda row: (row.month, row.lever)):
        before = stood.get(row.lever, row.value)
        stood[row.lever] = row.value
        if level.start <= row.month <= level.end and row.value != before and row.lever not in level.access:
            found.append((Move(row.month, row.lever, before, row.value), row.source))

    found.sort(key=lambda one: (-boldness(level.lever(one[0].lever), one[0]), one[0].month, one[0].lever))
    return tuple(found)


def source_words(source: str, language: str) -> str:
    """The statements that a source names; else the day in the list of events, or the table of series."""
    if facts := _FACT.findall(source):
        return ", ".join(dict.fromkeys(facts))
    if event := _EVENT.search(source):
        return phrase("pack.event", language, date=event.group(1))
    return (
        phrase("pack.series", language) if source.startswith("reference_series") else phrase("pack.estimate", language)
    )


def moves_sheet(level: Level, language: str) -> Sheet:
    """History's largest orders by month."""
    chosen = sorted(history_moves(level)[:_MOST_MOVES], key=lambda one: (one[0].month, one[0].lever))
    rows = tuple(
        (month_text(move.month, language), move_words(level, move, language), source_words(source, language))
        for move, source in chosen
    )
    columns = tuple(phrase(name, language) for name in ("report.month", "pack.beijing", "pack.source"))
    return Sheet(phrase("pack.history_moves", language), phrase("pack.history_moves_note", language), columns, rows, 3)


def news_sheet(level: Level, language: str) -> Sheet:
    """What happened in those years; what stands in the briefing first, then by date."""
    inside = [news for news in level.news if level.start <= news.month <= level.end]
    stated = [news for news in inside if _FACT.search(news.source)]
    others = [news for news in inside if news not in stated]
    lines = [*_spread(stated, _MOST_NEWS), *_spread(others, _MOST_NEWS - len(stated))]
    rows = tuple(
        (month_text(news.month, language), news.text.in_language(language), source_words(news.source, language))
        for news in sorted(lines, key=lambda news: news.month)
    )
    columns = tuple(phrase(name, language) for name in ("report.month", "pack.happened", "pack.source"))
    return Sheet(phrase("pack.history_news", language), "", columns, rows, 3)


def fact_ids(level: Level) -> tuple[str, ...]:
    """The level's own statements, those its history and chronicle cite, and those that came to be known in it."""
    cited: list[str] = list(level.about.facts)
    for move, source in sorted(history_moves(level), key=lambda one: (one[0].month, one[0].lever)):
        cited += _FACT.findall(source) if move.lever not in level.access else []
    cited += (
        one for news in level.news if level.start <= news.month <= level.end for one in _FACT.findall(news.source)
    )
    cited += (one.id for one in read_known_facts("en") if level.start <= one.month <= level.end)
    years = {fact.id: fact.year for fact in read_facts("en")}
    return tuple(one for one in dict.fromkeys(cited) if one in level.about.facts or _inside(years.get(one, ""), level))


def _inside(years: str, level: Level) -> bool:
    """Whether years such as "2005-2010" reach into a level."""
    found = [int(year) for year in _YEAR.findall(years)]
    return bool(found) and min(found) <= 1985 + level.end // 12 and max(found) >= 1985 + level.start // 12


def facts_sheet(level: Level, language: str) -> Sheet:
    """The statements themselves, with what is known against them."""
    facts = {fact.id: fact for fact in read_facts(language)}
    own = [facts[one] for one in level.about.facts if one in facts]
    others = sorted((facts[one] for one in fact_ids(level) if one in facts), key=lambda fact: fact.id)
    others = [fact for fact in others if fact not in own]
    found = sorted([*own, *_spread(others, _MOST_FACTS - len(own))], key=lambda fact: fact.id)
    rows = tuple(
        (fact.id, fact.year, fact.quantity, f"{fact.value} {fact.unit}".strip(), _short(fact.note, 160))
        for fact in found
    )
    columns = tuple(
        phrase(name, language) for name in ("pack.fact", "pack.year", "pack.quantity", "pack.value", "pack.remark")
    )
    return Sheet(phrase("pack.facts", language), phrase("pack.facts_note", language), columns, rows, 5)


def limits(language: str) -> tuple[str, ...]:
    """What the model leaves out, a sentence each."""
    return tuple(phrase(f"pack.limit.{name}", language) for name in LIMITS)


def misses_sheet(groups: Iterable[Group], language: str) -> Sheet:
    """Where the engine's own history misses the record most."""
    seen, rows = set(), []
    for miss in (miss for group in groups for miss in group.misses):
        if (miss.figure, miss.year) in seen:
            continue
        seen.add((miss.figure, miss.year))
        one = figure(miss.figure)
        # A year's sum is already what the figure's unit says of a month times twelve.
        unit = one.unit_text(language)
        values = (number(value, 0, language) for value in (miss.record, miss.engine))
        off = percent(miss.engine / miss.record - 1.0, 0, language, signed=True)
        rows.append((f"{one.title(language)} ({unit})", str(miss.year), *values, off))
    columns = tuple(phrase(name, language) for name in ("pack.figure", "pack.year", "pack.record", "pack.engine"))
    columns += (phrase("pack.off", language),)
    return Sheet(phrase("pack.misses", language), phrase("pack.misses_note", language), columns, tuple(rows))


def _spread(lines: Sequence[Line], most: int) -> Sequence[Line]:
    """So many of some lines, evenly from first to last."""
    if len(lines) <= most:
        return lines
    return (
        [lines[place * (len(lines) - 1) // (most - 1)] for place in range(most)] if most > 1 else lines[: max(most, 0)]
    )


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
