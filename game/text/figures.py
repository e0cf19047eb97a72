"""Figures of the transcript: names that commands take, values with their unit, ranges of estimates."""

from __future__ import annotations

from game.language import known, number, phrase, quantity
from game.session import Session
from game.views.estimates import last_range
from game.views.figures import FIGURES


def figure_name(name: str, language: str) -> str:
    """A figure's name for people, and in brackets the one that commands take."""
    shown = f"figure.{name}"
    return f"{phrase(shown, language)} [{name}]" if known(shown, language) else name


def value_text(language: str, name: str, value: float) -> str:
    """A monthly value as the charts show it, with its unit."""
    found = next((one for one in FIGURES if one.name == name), None)
    if found is None:
        return number(value, 2, language)
    scale = found.scale_in(language)
    digits = 1 if abs(value * scale) < 100.0 else 0
    return quantity(number(value * scale, digits, language), found.unit_text(language), language)


def ends_text(session: Session, name: str, language: str) -> str:
    """The range of a figure that is an estimate, to stand after its value."""
    ends = last_range(session, name, language)
    return f"  ({ends})" if ends else ""


def range_at(session: Session, name: str, place: int, language: str) -> str:
    """The range of an estimate so many months after the level's start, to stand after its value."""
    low, high = (ends.get(name, ()) for ends in session.end_columns())
    if place >= len(low):
        return ""
    return f" ({value_text(language, name, low[place])} - {value_text(language, name, high[place])})"
