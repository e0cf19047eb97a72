"""Words, numbers and dates in the chosen language, from the catalogues in assets/locale.

A message id is a stable key, `end_turn` or `reason.capital`; English is a catalogue like any other. Whoever shows text
asks by id, and may name a language; otherwise the language in use answers, so that a switch needs no restart.
"""

from __future__ import annotations

import gettext
from collections.abc import Iterable, Mapping
from functools import cache, reduce
from math import floor, isfinite, log10
from typing import Any, Final

from game import paths

DOMAIN: Final = "lanthanide"
LANGUAGES: Final[Mapping[str, str]] = {"en": "English", "zh_CN": "简体中文"}
_FIRST_YEAR: Final = 1985
_PLAIN_UP_TO: Final = 1e4  # up to here an axis shows every digit

_in_use = "en"


def use_language(language: str) -> None:
    """Answer in a language from now on; an unknown one counts as English."""
    global _in_use
    _in_use = language if language in LANGUAGES else "en"


def language() -> str:
    """The language in use."""
    return _in_use


@cache
def catalogue(code: str) -> gettext.NullTranslations:
    """A language's compiled catalogue; one that is missing answers every id with itself."""
    file = paths.locale_folder() / code / "LC_MESSAGES" / f"{DOMAIN}.mo"
    try:
        with file.open("rb") as stream:
            return gettext.GNUTranslations(stream)
    except OSError:
        return gettext.NullTranslations()


def phrase(message: str, code: str = "", /, **values: object) -> str:
    """A message in a language, or in the one in use; `values` fill its {placeholders}."""
    text = catalogue(code or _in_use).gettext(message)
    return text.format(**values) if values else text


def plural(message: str, count: int, code: str = "", /, **values: object) -> str:
    """A message in the form that its language has for a count, which stands in it as {n}."""
    text = catalogue(code or _in_use).ngettext(message, message, count)
    return text.format(n=number(count, 0, code), **values)


def known(message: str, code: str = "") -> bool:
    """Whether a language's catalogue has a message."""
    found: str = catalogue(code or _in_use).gettext(message)
    return found != message


def number(value: float, digits: int = 0, code: str = "") -> str:
    """A number with the language's separators; a plain minus sign, so that text can be copied."""
    text = f"{value + 0.0:,.{digits}f}"
    group, point = _separators(code or _in_use)
    return text if (group, point) == (",", ".") else text.translate({ord(","): group, ord("."): point})


def percent(share: float, digits: int = 0, code: str = "", signed: bool = False) -> str:
    """A share as a percentage: 0.15 is "15 %"; signed for a change."""
    text = number(100.0 * share, digits, code)
    if signed and share >= 0.0:
        text = f"+{text}"
    return phrase("format.percent", code, n=text)


def money(musd: float, code: str = "", signed: bool = False) -> str:
    """Million USD as a language counts money: 60 M$, 6,000万美元, 1.2亿美元."""
    units = [
        (float(size), unit) for size, unit in (pair.split("=") for pair in phrase("format.money", code).split("|"))
    ]
    size, unit = next((one for one in units if abs(musd) >= one[0]), units[-1])  # largest unit first
    scaled = musd / size
    digits = 0 if abs(scaled) >= 100.0 or abs(scaled - round(scaled)) < 0.05 else 1
    text = quantity(number(scaled, digits, code), unit, code)
    return f"+{text}" if signed and musd > 0.0 else text


def compact(value: float, code: str = "") -> str:
    """A number short enough for a chart or gauge: 1.2k, 35k, 1.4M; in Chinese by ten thousands."""
    if not isfinite(value):
        return "–"
    size = abs(value)
    for limit, mark in _scales(code or _in_use):
        if size >= limit:
            scaled = value / limit
            digits = 1 if abs(scaled) < 10 and abs(scaled - round(scaled)) >= 0.05 else 0
            return number(scaled, digits, code) + mark
    return number(value, 2 if size < 1 else 1 if size < 100 else 0, code)


def tick_text(value: float, step: float, code: str = "") -> str:
    """An axis label with as many decimals as the step needs, and the language's own large units."""
    if not isfinite(value) or abs(value) < step * 1e-6:
        return "0"
    for limit, mark in _scales(code or _in_use):
        if abs(value) >= max(limit, _PLAIN_UP_TO):
            return f"{value / limit:g}{mark}"
    digits = max(-floor(log10(step)), 0) if step > 0.0 else 0
    return number(value, min(digits, 4), code)


def month_text(month: int, code: str = "") -> str:
    """A month, counted from January 1985, as people write it: Apr 2010, 2010年4月."""
    names = phrase("format.months", code).split("|")
    year, place = _FIRST_YEAR + month // 12, month % 12
    name = names[place] if len(names) == 12 else f"{place + 1:02d}"
    return phrase("format.month", code, year=year, month=name)


def quantity(value: str, unit: str, code: str = "") -> str:
    """A formatted number with its unit, as the language sets them together."""
    return phrase("format.quantity", code, n=value, unit=unit) if unit else value


def listing(parts: Any, code: str = "") -> str:
    """Several words in a row, with the language's separator."""
    return phrase("format.and", code).join(parts)


def run_on(sentences: Iterable[str], code: str = "") -> str:
    """Sentences one after the other, as the language sets them."""
    return reduce(lambda first, second: phrase("format.run_on", code, first=first, second=second), sentences)


@cache
def _separators(code: str) -> tuple[str, str]:
    pair = phrase("format.separators", code)
    return (pair[0], pair[1]) if len(pair) == 2 else (",", ".")


@cache
def _scales(code: str) -> tuple[tuple[float, str], ...]:
    """Largest first: from which size on numbers are told in which unit."""
    pairs = [pair.split("=") for pair in phrase("format.scales", code).split("|")]
    return tuple((float(pair[0]), pair[1]) for pair in pairs if len(pair) == 2)
