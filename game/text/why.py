"""Explanations in the transcript: `why FIGURE [last | start | history] [CAUSE]`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.analysis.attribution import whole
from game.faults import did_you_mean
from game.language import phrase
from game.session import Session
from game.views.turning import choices, choices_view, turning_points, turning_view
from game.views.why import EXPLAINED, HEADLINES, WhyView, expand, explain, spans_of, why_view

_WIDTH = 44


def why_lines(session: Session, words: Sequence[str], language: str) -> Iterator[str]:
    """A figure's change and its parts in lines, a cause named last opened; without a figure the headlines' last turn.

    KeyError for a figure, span or cause that there is none of.
    """
    if not session.recording.months:
        yield phrase("no_report", language)
        return
    if not words:
        ledger = whole(explain(session, "last"))
        yield from (why_view(ledger, headline, language).sentence for headline in HEADLINES)
        return
    name, *more = words
    spans = spans_of(_known(name, EXPLAINED))
    span = spans[0]
    if more:
        span = spans[spans.index(_known(more[0], spans))]
    ledger = whole(explain(session, span))
    view = why_view(ledger, name, language)
    if len(more) > 1:
        opened = _known(more[1], [part.id for part in view.parts if part.opens])
        view = why_view(ledger, name, language, whole(expand(ledger, opened)), opened)
    yield from told(view, language)


def told(view: WhyView, language: str) -> Iterator[str]:
    """The sentence, the parts with their sum, and the notes."""
    yield view.sentence
    for part in view.parts:
        yield f"  {part.text:>12}  {part.title:{_WIDTH}} {f'[{part.id}]' if part.opens else ''}".rstrip()
    yield f"  {view.change_text:>12}  {phrase('why.total', language)} ({view.unit})"
    yield from (f"  · {note}" for note in view.notes)


def turning_lines(session: Session, language: str) -> Iterator[str]:
    """The decisions that moved each headline most so far, then history's big moves beside yours."""
    points = next(step for step in turning_points(session) if not isinstance(step, float))
    for one in turning_view(session, points, language):
        yield one.title
        yield from (f"  {moved.text:>7}  {moved.date}  {moved.words}" for moved in one.moved)
        if not one.moved:
            yield f"  {phrase('turning.none', language)}"
    yield phrase("turning.beside", language)
    found = next(step for step in choices(session) if not isinstance(step, float))
    for choice in choices_view(session, found, language):
        yield from (f"  {line}" for line in choice.sentence.split("\n"))
    yield f"  {phrase('turning.note', language)}"


def _known(word: str, words: Sequence[str]) -> str:
    if word not in words:
        raise KeyError(f"{word}: {did_you_mean(word, words) or ', '.join(words)}")
    return word
