"""What a level says beside its briefing, and the steps of a tutorial, as lines of the transcript."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.language import phrase
from game.rules.lessons import Lesson
from game.rules.level import Level
from game.session import Session
from game.views.staging import sections


def introduction_lines(level: Level, language: str) -> Iterator[str]:
    """What the level changes, closes and asks, and who sits at the table."""
    for heading, notes in sections(level, language):
        yield heading
        for note in notes:
            named = phrase("format.named", language, name=note.title, words=note.words)
            yield "  - " + (named if note.title else note.words)
            if note.more:
                yield "      " + note.more.replace("\n", "  ")


def step_lines(lesson: Lesson, session: Session, words: Sequence[str], language: str) -> Iterator[str]:
    """The step one stands at, after going on (`next`, `skip`) or `back` if that is asked.

    Raises ValueError for another word.
    """
    if words and words[0] in ("next", "skip"):
        lesson.go_on(session.commands)
        lesson.follow(session.state, session.commands)
    elif words and words[0] == "back":
        lesson.go_back(session.commands)
    elif words:
        raise ValueError("next, back, skip")
    if lesson.over:
        yield "  " + phrase("text.no_step", language)
        return
    now = lesson.steps[lesson.step]
    yield f"  [{lesson.step + 1}/{len(lesson.steps)}] {now.title.in_language(language)}"
    yield f"    {now.text.in_language(language)}"
    if now.lever is not None:
        yield f"    [{now.lever}]"
    yield "    " + phrase("text.step_go_on" if now.done is None else "text.step_skip", language)


def hand_in_lines(level: Level, language: str) -> Iterator[str]:
    """What an assignment wants handed in."""
    if level.about.hand_in is not None:
        yield phrase(
            "format.named", language, name=phrase("hand_in", language), words=level.about.hand_in.in_language(language)
        )
