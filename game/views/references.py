"""Where something is known from, as a reader sees it: files by what they are, dates as people write them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from game.economy.dimensions import parse_month
from game.language import listing, month_text, phrase

_DATE = r"\d{4}(?:-\d{4}|(?:-\d{2}(?:-\d{2})?)?(?:\.\.\d{2})?)"
_DATED = re.compile(rf"events\.csv,? ({_DATE}(?:, {_DATE})*)")
_NAMES = (("events.csv", "reference.chronicle"), ("reference_series.csv", "reference.series"))


def cited(source: str, language: str) -> str:
    """A source without the names of files: events.csv 2010-09-21 is the chronicle of that day."""

    def dated(found: re.Match[str]) -> str:
        when = listing([_date(one, language) for one in found.group(1).split(", ")], language)
        return phrase("reference.dated", language, when=when)

    words = _DATED.sub(dated, source)
    for name, message in _NAMES:
        words = words.replace(name, phrase(message, language))
    return words


def cited_all(sources: Iterable[str], language: str) -> str:
    """Several sources in a row."""
    return listing([cited(source, language) for source in sources], language)


def _date(code: str, language: str) -> str:
    """A year, month, day or span of them: 2002-2003, 2010-09, 2010-09-21..23; anything else as it stands."""
    first, _, last = code.partition("..")
    parts = first.split("-")
    if len(parts) == 1 or len(parts[1]) == 4:
        return "–".join(parts)
    try:
        months = [parse_month("-".join(parts[:2]))]
        months += [parse_month(f"{parts[0]}-{last}")] if last and len(parts) == 2 else []
    except ValueError:
        return code
    if len(parts) == 2:
        return "–".join(month_text(one, language) for one in months)
    day = f"{int(parts[2])}–{int(last)}" if last else str(int(parts[2]))
    return phrase("reference.day", language, month=month_text(months[0], language), day=day)
