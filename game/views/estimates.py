"""Ranges of what cannot be counted, as people read them, and the truth beside what was known."""

from __future__ import annotations

from collections.abc import Sequence

from game.language import compact, phrase, quantity
from game.session import Session
from game.views.figures import figure

# What a table's sentence names the range of: the figure of the books and the message that names it.
_TOLD = (("china_illegal_mine_output_t", "estimate.illegal"), ("china_smuggled_t", "estimate.smuggled"))

_LEAST_T = 0.5  # a year; less is nothing


def range_text(low: float, high: float, language: str) -> str:
    """Both ends of a range, short; one number where they read alike."""
    ends = compact(low, language), compact(high, language)
    return ends[0] if ends[0] == ends[1] else phrase("estimate.range", language, low=ends[0], high=ends[1])


def last_range(session: Session, name: str, language: str) -> str:
    """The range of a figure's last month in the figure's shown unit; empty where it is no estimate, or the truth."""
    low, high = session.ends(name)
    if session.opened or not len(low):
        return ""
    scale = figure(name).scale_in(language)
    return range_text(float(low[-1]) * scale, float(high[-1]) * scale, language)


def ranges_sentence(ranges: Sequence[tuple[str, tuple[float, float]]], language: str) -> str:
    """The ranges of a year's estimates, in tonnes a year; empty where nothing is estimated."""
    unit = phrase("tonnes_year", language)
    parts = [
        phrase("format.named", language, name=phrase(message, language), words=quantity(text, unit, language))
        for name, message in _TOLD
        for known, (low, high) in ranges
        if known == name and high >= _LEAST_T and (text := range_text(low, high, language))
    ]
    if not parts:
        return ""
    return phrase("estimate.sentence", language, ranges=phrase("format.and", language).join(parts))
